//! How the values of all gemeenten lie, from the slices of the country: read once per run.
//!
//! Unlike the spread over wijken (`national.rs`) this needs no slice of each gemeente, so it is
//! there for every store.

use std::collections::BTreeSet;
use std::sync::Arc;

use regiobeeld_fetchers::Slice;

use super::data::{DataError, figures};
use super::national::tables;
use super::needs::Need;
use super::reader::Reader;
use crate::area::AreaCode;
use crate::indicators::{Collector, NationalSpread};
use crate::statistics::FigureKind;
use crate::themes::Catalogue;

/// Works out the spread of the core indicators over all gemeenten. Surveys have their own.
///
/// # Errors
/// When a slice is damaged, does not fit its metadata, or holds made-up figures that were not
/// asked for.
pub fn spread_of_gemeenten(reader: Reader<'_>) -> Result<NationalSpread, DataError> {
    let core = reader.catalogue.iter().filter(|indicator| {
        (indicator.is_core() || indicator.zorg)
            && indicator.soort != FigureKind::Enquete
            && indicator.may_be_ranked()
            && indicator.niet_beschikbaar.is_none()
    });
    let core = Catalogue::of(core.map(Arc::clone));
    let reader = Reader {
        catalogue: &core,
        ..reader
    };
    let needs: Vec<Need> = tables(reader)
        .filter(|table| table.has_slice(&Slice::Land))
        .map(|table| Need {
            table: table.id.clone(),
            slice: Slice::Land,
        })
        .collect();
    let codes: Vec<_> = reader.gemeenten.iter().map(|one| one.code).collect();
    let areas: BTreeSet<AreaCode> = codes.iter().copied().map(AreaCode::Gemeente).collect();
    let observations = figures(reader, &needs, &areas)?;
    let mut collector = Collector::new(&core, reader.sources);
    for code in &codes {
        collector.add(*code, &observations);
    }
    Ok(collector.finish_gemeenten(codes.len())?)
}
