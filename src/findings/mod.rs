//! What stands out, how sure it is, and the Dutch sentences that say so.
//!
//! Pure, and without DataFrames: from here on everything is plain structs. No sentence says
//! hoger, lager, meer or minder unless a verdict says so.

mod burden;
mod fifths;
mod headline;
mod names;
mod priorities;
mod sentences;
#[cfg(test)]
mod sentences_tests;
mod sheet;
#[cfg(test)]
mod sheet_margins_tests;
#[cfg(test)]
mod sheet_tests;
mod standing;
mod trends;

pub use burden::burden;
pub use fifths::fifths_sentence;
pub use headline::{Headline, headline};
pub use names::{Place, capital, list_of, number_word, place};
pub use priorities::{LEAST_PERSONS, Priority, extra_people, priorities};
pub use sentences::{
    Parts, frequency, label_for, label_with_unit, message, nederland, parts_sentences,
    subject_sentence, verdict_sentence, with_unit,
};
pub use sheet::{Margins, SheetOf, differs, margins_among, sheet_reliability, sheet_sentences};
pub use standing::{Standing, in_sentence, standing_message, standing_sentences, standing_short};
pub use trends::{change_sentences, trend_sentences};
