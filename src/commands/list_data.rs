//! What `lijst` shows, as the rows of its JSON.

use std::collections::BTreeMap;

use regiobeeld_fetchers::{Slice, SourceKind, Sources, Store};
use serde::Serialize;

use super::reports;
use crate::area::{AreaCode, Gemeenten};
use crate::batch::Used;
use crate::error::CommandError;
use crate::regio;
use crate::settings::Settings;
use crate::statistics::{Direction, FigureKind};
use crate::themes::{AgeGroup, Catalogue, Theme, Werving};
use crate::unit::Unit;

/// A gemeente.
#[derive(Debug, Serialize)]
pub struct GemeenteLine {
    /// `GM0193`.
    pub code: String,
    /// Name.
    pub naam: String,
    /// Name of the provincie.
    pub provincie: String,
    /// Name of the GGD region.
    pub ggd: String,
}

/// A wijk in the store.
#[derive(Debug, Serialize)]
pub struct WijkLine {
    /// `WK019310`.
    pub code: String,
    /// Name.
    pub naam: String,
    /// Code of its gemeente.
    pub gemeente: String,
}

/// A region that has a name.
#[derive(Debug, Serialize)]
pub struct RegionLine {
    /// What to type.
    pub regio: String,
    /// Code.
    pub code: String,
    /// Name.
    pub naam: String,
    /// Codes of its gemeenten.
    pub gemeenten: Vec<String>,
}

/// An indicator of the catalogue.
#[derive(Debug, Serialize)]
pub struct IndicatorLine {
    /// Id.
    pub id: String,
    /// Name on the page.
    pub label: String,
    /// Theme.
    pub thema: Theme,
    /// Definition in full.
    pub definitie: String,
    /// Who it is about.
    pub bevolking: AgeGroup,
    /// Unit.
    pub eenheid: Unit,
    /// Whether higher is worse.
    pub richting: Direction,
    /// Kind of figure.
    pub soort: FigureKind,
    /// Publisher.
    pub bron: String,
    /// Table id.
    pub tabel: String,
    /// Stem of the column.
    pub stam: String,
    /// Title of the group of the column, where the stem occurs twice.
    pub groep: Option<String>,
    /// Kind of figure, where a column holds several.
    pub cijfersoort: Option<String>,
    /// Whether nobody saw the column with figures yet.
    pub onzeker: bool,
    /// How people came into a survey.
    pub werving: Option<Werving>,
    /// The indicator with modelled figures that a survey measured itself.
    pub enquete_van: Option<String>,
    /// Years.
    pub jaren: Vec<i32>,
    /// Tags of the Triple Aim.
    pub triple_aim: Vec<String>,
    /// Tags of Positieve Gezondheid.
    pub positieve_gezondheid: Vec<String>,
    /// Place in the core set.
    pub kern: Option<u32>,
    /// Id of the definition.
    pub definitie_id: String,
    /// Why there is no figure yet.
    pub niet_beschikbaar: Option<String>,
}

/// A table of a source.
#[derive(Debug, Serialize)]
pub struct SourceLine {
    /// Table id.
    pub tabel: String,
    /// Title.
    pub titel: String,
    /// Publisher.
    pub bron: String,
    /// Series that it is an edition of.
    pub reeks: String,
    /// Year, when the table is of one.
    pub jaar: Option<i32>,
    /// Licence.
    pub licentie: String,
    /// Whether reports use it.
    pub gebruikt: bool,
    /// What nobody could check at the source yet.
    pub onzeker: Option<String>,
    /// Slices in the store.
    pub delen: usize,
    /// When the newest of them was fetched.
    pub opgehaald: Option<String>,
}

/// Returns the gemeenten of the division.
pub fn gemeenten(gemeenten: &Gemeenten) -> Vec<GemeenteLine> {
    gemeenten
        .iter()
        .map(|gemeente| GemeenteLine {
            code: gemeente.code.to_string(),
            naam: gemeente.name.clone(),
            provincie: gemeente.provincie.1.clone(),
            ggd: gemeente.ggd.1.clone(),
        })
        .collect()
}

/// Returns the wijken that the store has on its map, else those that its tables name.
///
/// # Errors
/// When the store is damaged. Without a store the list is empty.
pub fn wijken(settings: &Settings) -> Result<Vec<WijkLine>, CommandError> {
    let Some(store) = open(settings) else {
        return Ok(Vec::new());
    };
    let sources = Sources::builtin();
    let receipts = store.receipts().map_err(reports::store_error)?;
    let of = |maps: bool| {
        let sources = &sources;
        receipts.iter().filter_map(move |receipt| {
            let table = sources.table(&receipt.tabel)?;
            let slice = Slice::from_file_name(&receipt.slice)?;
            let is_map = table.soort == SourceKind::Ogc;
            let fits = is_map == maps && matches!(slice, Slice::Gemeente(_));
            fits.then_some((receipt.tabel.as_str(), slice))
        })
    };
    // The map has the wijken that exist now; only without it the tables are read.
    let mut found: BTreeMap<AreaCode, String> = BTreeMap::new();
    for maps in [true, false] {
        for (table, slice) in of(maps) {
            let stored = store.slice(table, &slice).map_err(reports::store_error)?;
            for (code, name) in stored.iter().flat_map(|stored| &stored.meta.areas) {
                if let Ok(area @ AreaCode::Wijk(wijk)) = AreaCode::parse(code)
                    && !wijk.is_no_land()
                {
                    found.entry(area).or_insert_with(|| name.trim().to_owned());
                }
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    Ok(found
        .into_iter()
        .filter_map(|(area, name)| {
            let gemeente = area.gemeente()?.to_string();
            Some(WijkLine {
                code: area.to_string(),
                naam: name,
                gemeente,
            })
        })
        .collect())
}

/// Without a store there is nothing to list, and that is no fault.
fn open(settings: &Settings) -> Option<Store> {
    Store::open(settings.store().ok()?).ok()
}

/// Returns the regions that have a name.
pub fn regions(gemeenten: &Gemeenten) -> Vec<RegionLine> {
    regio::list(gemeenten)
        .into_iter()
        .map(|(typed, region)| RegionLine {
            regio: typed,
            code: region.code.to_string(),
            naam: region.name,
            gemeenten: region.gemeenten.iter().map(ToString::to_string).collect(),
        })
        .collect()
}

/// Returns the catalogue.
///
/// # Errors
/// When the compiled-in catalogue has faults.
pub fn indicators() -> Result<Vec<IndicatorLine>, CommandError> {
    Ok(indicators_of(&reports::catalogue()?))
}

/// Returns the indicators of a catalogue.
pub fn indicators_of(catalogue: &Catalogue) -> Vec<IndicatorLine> {
    catalogue
        .iter()
        .map(|indicator| IndicatorLine {
            id: indicator.id.clone(),
            label: indicator.label.clone(),
            thema: indicator.thema,
            definitie: indicator.definitie.clone(),
            bevolking: indicator.bevolking,
            eenheid: indicator.eenheid,
            richting: indicator.richting,
            soort: indicator.soort,
            bron: indicator.bron.clone(),
            tabel: indicator.tabel.clone(),
            stam: indicator.stam.clone(),
            groep: indicator.groep.clone(),
            cijfersoort: indicator.cijfersoort.clone(),
            onzeker: indicator.onzeker,
            werving: (indicator.soort == FigureKind::Enquete).then_some(indicator.werving),
            enquete_van: indicator.enquete_van.clone(),
            jaren: indicator.jaren.clone(),
            triple_aim: indicator.triple_aim.clone(),
            positieve_gezondheid: indicator.positieve_gezondheid.clone(),
            kern: indicator.kern,
            definitie_id: indicator.definitie_id.clone(),
            niet_beschikbaar: indicator.niet_beschikbaar.clone(),
        })
        .collect()
}

/// Returns the tables that can be fetched, with what the store has of them.
///
/// # Errors
/// When the compiled-in catalogue has faults.
pub fn sources(settings: &Settings) -> Result<Vec<SourceLine>, CommandError> {
    let receipts = open(settings)
        .and_then(|store| store.receipts().ok())
        .unwrap_or_default();
    let sources = Sources::builtin();
    let used = Used::of(&reports::catalogue()?, &sources);
    let lines = sources
        .iter()
        .map(|table| {
            let of_table = || receipts.iter().filter(|receipt| receipt.tabel == table.id);
            SourceLine {
                tabel: table.id.clone(),
                titel: table.titel.clone(),
                bron: table.bron.name().to_owned(),
                reeks: table.reeks.clone(),
                jaar: table.jaar,
                licentie: table.licentie.clone(),
                gebruikt: used.has(table),
                onzeker: table.onzeker.clone(),
                delen: of_table().count(),
                opgehaald: of_table()
                    .map(|receipt| receipt.opgehaald.to_string())
                    .max(),
            }
        })
        .collect();
    Ok(lines)
}
