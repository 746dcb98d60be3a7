//! What all areas of Nederland together say of the surveys, kept in the store for as long as the figures,
//! the division and the program are the same. Without it every run works it out anew.

use std::collections::{BTreeMap, BTreeSet};

use regiobeeld_fetchers::{
    NationalDraft, Slice, Sources, StoreError, StoredNational, digest_frames,
};

use super::data::DataError;
use super::surveys::{SurveyReader, whole_surveys};
use crate::area::{AreaCode, Gemeenten};
use crate::frame::{LoadError, SurveyRow, spread_frame, spread_rows, survey_frame, survey_rows};
use crate::indicators::NationalSpread;
use crate::manifest::sha256;

/// Names of the frames in the store: the tests, and how the values lie.
const TESTS: &str = "enquetes";
const SPREAD: &str = "enquetespreiding";
/// The program that works it out, to the letter: another one may count otherwise.
const PROGRAM: &str = env!("REGIOBEELD_SHA256");

/// What the store keeps, for some areas.
pub struct Kept {
    /// Numbers that belong to those areas or to a family of tests.
    pub rows: Vec<SurveyRow>,
    /// How the values of all areas lie.
    pub spread: NationalSpread,
}

/// Returns what the store keeps, when it is of this program and of the figures that are there now.
/// Anything else, damage too, is no fault: it is worked out again.
pub fn kept(reader: SurveyReader<'_>, areas: &BTreeSet<AreaCode>) -> Option<Kept> {
    let made_of = made_of(reader).ok()??;
    let rows = survey_rows(&fitting(reader, TESTS, &made_of)?.frame, areas);
    let spread = spread_rows(&fitting(reader, SPREAD, &made_of)?.frame);
    Some(Kept {
        rows: rows.ok()??,
        spread: NationalSpread::new(spread.ok()?),
    })
}

/// The frame of a name, when it was made of these figures.
fn fitting(reader: SurveyReader<'_>, name: &str, made_of: &MadeOf) -> Option<StoredNational> {
    let receipt = reader.store.national_receipt(name).ok()??;
    let fits = receipt.programma == PROGRAM && receipt.delen == made_of.slices;
    // Who did not ask for made-up figures is told so when the slices are read.
    let may_be_used = reader.allow_fictitious || !receipt.fictief;
    if !fits || !may_be_used {
        return None;
    }
    let stored = reader.store.national(name).ok()??;
    (stored.receipt == receipt).then_some(stored)
}

/// Keeps what all areas together say, unless the store has it for these figures.
///
/// # Errors
/// When a slice is damaged or does not fit its metadata, and when the disk refuses.
pub fn keep_surveys(reader: SurveyReader<'_>) -> Result<(), DataError> {
    let Some(made_of) = made_of(reader)? else {
        return Ok(());
    };
    let is_there = |name| fitting(reader, name, &made_of).is_some();
    if is_there(TESTS) && is_there(SPREAD) {
        return Ok(());
    }
    let surveys = whole_surveys(reader)?;
    let spread: Vec<_> = surveys.national_spread().rows().cloned().collect();
    let fault = |table: &'static str| {
        move |source| LoadError::Frame {
            table: table.to_owned(),
            source,
        }
    };
    let draft = |name: &str, frame| NationalDraft {
        name: name.to_owned(),
        program: PROGRAM.to_owned(),
        slices: made_of.slices.clone(),
        tables: BTreeMap::new(),
        frame,
        fictitious: made_of.fictitious,
    };
    let tests = survey_frame(&surveys.national_rows()).map_err(fault(TESTS))?;
    reader.store.put_national(draft(TESTS, tests))?;
    let spread = spread_frame(&spread).map_err(fault(SPREAD))?;
    reader.store.put_national(draft(SPREAD, spread))?;
    Ok(())
}

/// What the kept numbers are made of: hash per part, and whether any figure is made up.
struct MadeOf {
    slices: BTreeMap<String, String>,
    fictitious: bool,
}

/// What they would be made of now; no frame is read. `None` when the store has no surveys.
fn made_of(reader: SurveyReader<'_>) -> Result<Option<MadeOf>, StoreError> {
    let sources = Sources::builtin();
    let [of_surveys, of_people] = reader.tables(&sources);
    let mut frames = Vec::new();
    let mut fictitious = false;
    for (is_survey, table) in of_surveys
        .iter()
        .map(|table| (true, table))
        .chain(of_people.iter().map(|table| (false, table)))
    {
        if let Some(receipt) = reader.store.receipt_of(&table.id, &Slice::Land)? {
            fictitious |= receipt.fictief;
            frames.push((is_survey, table.id.as_str(), receipt.frame.sha256));
        }
    }
    if !frames.iter().any(|(is_survey, ..)| *is_survey) {
        return Ok(None);
    }
    let digest = digest_frames(frames.iter().map(|(_, table, hash)| (*table, &**hash)));
    Ok(Some(MadeOf {
        slices: BTreeMap::from([
            (Slice::Land.file_name().to_owned(), digest),
            ("indeling".to_owned(), digest_of(reader.gemeenten)),
        ]),
        fictitious,
    }))
}

/// The hash over the gemeenten and the areas that they belong to: those decide on families and weights.
fn digest_of(gemeenten: &Gemeenten) -> String {
    let line =
        |one: &crate::area::Gemeente| format!("{} {} {}\n", one.code, one.ggd.0, one.provincie.0);
    let lines: String = gemeenten.iter().map(line).collect();
    sha256(lines.as_bytes())
}
