//! What all gemeenten together say, in the store: the spread is made when all of them are there and it
//! is absent or outdated, the tests of surveys whenever they are.

use regiobeeld_fetchers::{Sources, Store};

use super::console::Console;
use super::reports;
use crate::area::Gemeenten;
use crate::batch::{
    Cache, DataError, NationalState, Reader, SurveyReader, Used, keep_national,
    keep_spread_of_gemeenten, keep_surveys, national_state, survey_series, work_out_national,
};
use crate::error::CommandError;

/// Makes the spread when that is needed and possible. Nothing that goes wrong here is a fault of
/// the command: reports only lack the comparison with all of Nederland, and say so themselves.
///
/// # Errors
/// Exit 1 when the compiled-in catalogue has faults, which a test excludes.
pub fn refresh(
    console: &Console,
    store: &Store,
    gemeenten: &Gemeenten,
    all_asked: bool,
) -> Result<(), CommandError> {
    let (catalogue, sources) = (reports::catalogue()?, Sources::builtin());
    let used = Used::of(&catalogue, &sources);
    let surveys = survey_series(&catalogue, &sources);
    let cache = Cache::default();
    let reader = Reader {
        catalogue: &catalogue,
        sources: &sources,
        used: &used,
        survey_series: &surveys,
        gemeenten,
        store,
        cache: &cache,
        allow_fictitious: true,
    };
    match outcome(reader, console) {
        Ok(NationalState::Incomplete(reason)) if all_asked => {
            console.say(&format!("er is geen landelijke spreiding: {reason}"));
        }
        Ok(_) => {}
        Err(error) => console.say(&format!(
            "de landelijke spreiding is niet bijgewerkt: {error}"
        )),
    }
    Ok(())
}

/// Returns the state in which the spread was found, after making it where that was needed.
fn outcome(reader: Reader<'_>, console: &Console) -> Result<NationalState, DataError> {
    let state = national_state(reader)?;
    if state == NationalState::Outdated && !reader.store.may_write() {
        // Working it out takes minutes, and it could not be kept for the reports to read.
        console.say(
            "de landelijke spreiding is verouderd of nog niet gemaakt, en in de opslag mag niet \
             worden geschreven; draai «regiobeeld ophalen» waar dat wel mag",
        );
    } else if state == NationalState::Outdated {
        console.say("de landelijke spreiding wordt gemaakt, over alle gemeenten");
        let figures = work_out_national(reader, reports::workers(None))?;
        let receipt = keep_national(reader, &figures)?;
        console.say(&format!(
            "landelijke spreiding: {} keer een indicator, leeftijd, jaar en soort gebied",
            receipt.rijen
        ));
    }
    if reader.store.may_write() {
        keep_spread_of_gemeenten(reader)?;
        keep_surveys(SurveyReader {
            catalogue: reader.catalogue,
            gemeenten: reader.gemeenten,
            store: reader.store,
            cache: reader.cache,
            allow_fictitious: reader.allow_fictitious,
        })?;
    }
    Ok(state)
}
