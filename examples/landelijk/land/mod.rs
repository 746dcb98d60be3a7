//! A made-up Nederland in a store: real gemeenten with made-up wijken, borders, people and figures.
//!
//! ```text
//! packed (fixtures) ─► mesh (borders) ─► country (gemeenten, wijken, people)
//!                                           │ register, model: figures per wijk
//!                                           ▼ area: sums and means of wijken
//!                      describe, columns (tables) ─► values ─► frame ─► write, maps ─► store
//! ```
//! Chance comes from names of areas and columns (`noise`), so two runs give the same bytes. The
//! tests use the same country, but a small part of it.

pub mod area;
pub mod columns;
pub mod country;
pub mod describe;
pub mod frame;
pub mod maps;
pub mod mesh;
pub mod model;
pub mod noise;
pub mod packed;
pub mod people;
pub mod register;
pub mod values;
pub mod write;

/// Any fault ends the writing.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;
