//! The figures: what they promise about bytes, text, colours, size and alternative text.

#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod colours;
mod extremes;
mod letters;
mod promises;
pub mod samples;
mod svg_check;
mod texts;
