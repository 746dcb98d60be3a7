//! Statistical disclosure control of a local extract: which cells may not be printed.
//!
//! It is applied once to the whole extract (all areas, ages, years and editions together), before
//! anything is ranked, drawn or written, so that the report of every gemeente and that of the
//! region hide the same cells. Open data of CBS and RIVM never come here: they are safe already.
//!
//! 1. [`primary`] judges each cell by itself: primary suppression.
//! 2. [`relations()`] and [`equations`] say which cells are tied to each other by sums.
//! 3. [`Ledger`] says what earlier editions printed and hid.
//! 4. [`protect`] hides more cells until no hidden cell can be computed: complementary suppression.
//!    [`protect_in_doubt`] does so whichever of the sums that may not hold do hold.
//!
//! What this guarantees is *exact* disclosure: no hidden cell follows from the relations and the
//! cells that are printed, now or earlier. What it does not judge are intervals (that counts are
//! not negative, that a percentage lies between 0 and 100, that the smallest part goes first).
//!
//! Nothing here reads files, clocks or frames. Sources: CBS *Output guidelines*; Hundepool et al.,
//! *Statistical Disclosure Control* (Wiley 2012); the GGDs mark cells under 50 respondents.

mod categories;
mod doubt;
mod elimination;
mod gaps;
mod ledger;
mod primary;
mod profile;
mod protect;
mod relations;
mod reopen;
mod system;

#[cfg(test)]
mod doubt_properties;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod relations_properties;

pub use categories::{Equation, Equations, MAX_PAIRS, MAX_TRIPLES, equations};
pub use doubt::{Trust, protect_in_doubt};
pub use gaps::Built;
pub use ledger::{CellName, Edition, History, Ledger, LedgerError};
pub use primary::{Numbers, Primary, Rule, decimals, primary, round_to};
pub use profile::{Profile, ProfileError};
pub use protect::{Protectable, Protected, Relation, protect};
pub use relations::{Doubt, Position, relations};
