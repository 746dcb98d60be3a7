//! Reads the stored slices that a report needs, and turns them into cells and ages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regiobeeld_fetchers::{
    CellPlace, Dimension, FictiefDeel, ShapeError, Slice, Sources, StoredSlice, TableMeta,
    TableSource, TopicHint,
};

use super::AgeCounts;
use super::cells::{Cell, CellKey, Cells, SourceUse};
use super::unpivot::{Dimensions, LongRow, unpivot};
use crate::area::{AreaCode, CodeError};
use crate::period::Year;
use crate::themes::{AgeGroup, Catalogue, Indicator};

const MARGIN_VALUE: &str = "MW00000";
const MARGIN_LOWER: &str = "MOG0095";
const MARGIN_UPPER: &str = "MBG0095";

/// Stems that are read beside those of the indicators: populations of the age groups.
pub const POPULATION_STEMS: [(&str, &str); 5] = [
    ("AantalInwoners", "Bevolking"),
    ("15Tot25Jaar", "Leeftijdsgroepen"),
    ("25Tot45Jaar", "Leeftijdsgroepen"),
    ("45Tot65Jaar", "Leeftijdsgroepen"),
    ("65JaarOfOuder", "Leeftijdsgroepen"),
];

/// Series of the yearly table with key figures per wijk.
pub const KEY_FIGURES: &str = "kwb";
/// Series of the table with inhabitants by single year of age.
pub const SINGLE_AGES: &str = "leeftijden";

/// Everything that was read for one report.
#[derive(Debug, Clone, Default)]
pub struct Observations {
    /// Published figures.
    pub cells: Cells,
    /// Inhabitants by single year of age.
    pub ages: BTreeMap<(AreaCode, Year), AgeCounts>,
    /// Source of the ages: index in `sources`, and the key of the column.
    pub ages_source: BTreeMap<(AreaCode, Year), (usize, Arc<str>)>,
    /// Slices that were read.
    pub sources: Vec<SourceUse>,
    /// Names of areas, as the tables give them.
    pub names: BTreeMap<AreaCode, String>,
    /// Why the column of an indicator was not found, per indicator id.
    pub missing: BTreeMap<String, String>,
}

/// A slice in the store that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The frame does not have the columns that its own metadata names.
    #[error("tabel {table} in de opslag is niet te lezen")]
    Frame {
        /// Table id.
        table: String,
        /// What polars said.
        #[source]
        source: polars::prelude::PolarsError,
    },
    /// The table does not say which dimension holds its areas.
    #[error("tabel {table} in de opslag zegt niet waar de gebieden staan")]
    Shape {
        /// Table id.
        table: String,
        /// What lacks.
        #[source]
        source: ShapeError,
    },
    /// An area code that is none.
    #[error("tabel {table} heeft een onbekend gebied")]
    Area {
        /// Table id.
        table: String,
        /// The code.
        #[source]
        source: CodeError,
    },
}

/// Reads slices for one report.
#[derive(Debug)]
pub struct Loader<'a> {
    catalogue: &'a Catalogue,
    sources: &'a Sources,
    /// Areas of the land slice that the report needs.
    areas: BTreeSet<AreaCode>,
    pub(super) found: Observations,
}

impl<'a> Loader<'a> {
    /// Starts reading; of the land slices only `areas` are kept.
    pub fn new(
        catalogue: &'a Catalogue,
        sources: &'a Sources,
        areas: impl IntoIterator<Item = AreaCode>,
    ) -> Self {
        Self {
            catalogue,
            sources,
            areas: areas.into_iter().collect(),
            found: Observations::default(),
        }
    }

    /// Returns what was read.
    pub fn finish(mut self) -> Observations {
        // A column that one year lacks is no loss when another year has it.
        let measured: BTreeSet<String> = self
            .catalogue
            .iter()
            .filter(|indicator| {
                let measure = self.measure_of(indicator);
                self.found.cells.of_measure(&measure).next().is_some()
            })
            .map(|indicator| indicator.id.clone())
            .collect();
        self.found.missing.retain(|id, _| !measured.contains(id));
        self.found
    }

    fn measure_of(&self, indicator: &Indicator) -> Arc<str> {
        let series = self
            .sources
            .table(&indicator.tabel)
            .map_or("", |table| table.reeks.as_str());
        measure(series, &indicator.stam)
    }

    /// Adds a stored slice.
    ///
    /// # Errors
    /// When the frame cannot be read; columns that were not found are kept as reasons instead.
    pub fn add(
        &mut self,
        table: &TableSource,
        slice: &Slice,
        stored: &StoredSlice,
    ) -> Result<(), LoadError> {
        let source = self.found.sources.len();
        self.found.sources.push(source_use(table, slice, stored));
        for (code, name) in &stored.meta.areas {
            if let Ok(area) = AreaCode::parse(code) {
                self.found
                    .names
                    .entry(area)
                    .or_insert_with(|| name.trim().to_owned());
            }
        }
        if table.reeks == SINGLE_AGES {
            return self.add_ages(table, stored, source);
        }
        let columns = self.columns(table, &stored.meta);
        let area = area_dimension(table, stored)?;
        let keys: Vec<Arc<str>> = columns
            .keys()
            .cloned()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let has = |name: &'static str| stored.frame.column(name).is_ok().then_some(name);
        let dimensions = Dimensions {
            area: &area.key,
            period: has("Perioden"),
            age: has("Leeftijd"),
            margin: has("Marges"),
        };
        let rows = unpivot(
            &stored.frame,
            dimensions,
            &keys,
            self.codes(slice).as_deref(),
        )
        .map_err(|source| LoadError::Frame {
            table: table.id.clone(),
            source,
        })?;
        for row in rows {
            self.add_row(table, stored, source, &columns, &row)?;
        }
        Ok(())
    }

    /// Codes of the wanted areas as tables write them; `None` for a gemeente slice, which holds
    /// nothing else.
    pub(super) fn codes(&self, slice: &Slice) -> Option<Vec<String>> {
        matches!(slice, Slice::Land).then(|| {
            let mut codes: Vec<String> = self.areas.iter().map(ToString::to_string).collect();
            // Nederland is NL00 at CBS and NL01 at RIVM.
            codes.extend(["NL00".to_owned(), "NL01".to_owned()]);
            codes
        })
    }

    /// Which columns to read, as key → measures; stems that are not found become reasons.
    fn columns(
        &mut self,
        table: &TableSource,
        meta: &TableMeta,
    ) -> BTreeMap<Arc<str>, Vec<Arc<str>>> {
        let mut columns: BTreeMap<Arc<str>, Vec<Arc<str>>> = BTreeMap::new();
        let mut wanted: BTreeMap<(String, Option<String>), Vec<String>> = BTreeMap::new();
        for indicator in self
            .catalogue
            .iter()
            .filter(|i| i.niet_beschikbaar.is_none())
        {
            let same_series = self
                .sources
                .table(&indicator.tabel)
                .is_some_and(|own| own.reeks == table.reeks);
            if !same_series {
                continue;
            }
            for stem in indicator.stems() {
                wanted
                    .entry((stem.to_owned(), indicator.groep.clone()))
                    .or_default()
                    .push(indicator.id.clone());
            }
        }
        if table.reeks == KEY_FIGURES {
            for (stem, group) in POPULATION_STEMS {
                wanted
                    .entry((stem.to_owned(), Some(group.to_owned())))
                    .or_default();
            }
        }
        for ((stem, group), ids) in wanted {
            let hint = TopicHint {
                title: None,
                group: group.as_deref(),
            };
            match meta.resolve(&[stem.as_str()], hint) {
                Ok(topic) => columns
                    .entry(Arc::from(topic.key.as_str()))
                    .or_default()
                    .push(measure(&table.reeks, &stem)),
                Err(error) => {
                    for id in ids {
                        // The edition that the catalogue names explains best.
                        let named = self
                            .catalogue
                            .get(&id)
                            .is_some_and(|own| own.tabel == table.id);
                        if named {
                            self.found.missing.insert(id, error.to_string());
                        } else {
                            self.found
                                .missing
                                .entry(id)
                                .or_insert_with(|| error.to_string());
                        }
                    }
                }
            }
        }
        columns
    }

    fn add_row(
        &mut self,
        table: &TableSource,
        stored: &StoredSlice,
        source: usize,
        columns: &BTreeMap<Arc<str>, Vec<Arc<str>>>,
        row: &LongRow,
    ) -> Result<(), LoadError> {
        let area = AreaCode::parse(&row.area).map_err(|source| LoadError::Area {
            table: table.id.clone(),
            source,
        })?;
        let period = match &row.period {
            Some(code) => Year::from_period_code(code),
            None => table.jaar.map(Year),
        };
        let (Some(period), Some(age)) = (period, age_group(row.age.as_deref())) else {
            // A quarter, or an age group that no indicator asks for.
            return Ok(());
        };
        let made_up = is_fictitious(&stored.receipt.fictieve_delen, row);
        for measure in columns.get(&row.column).into_iter().flatten() {
            let key = CellKey {
                measure: Arc::clone(measure),
                area: area.clone(),
                period,
                age,
            };
            let cell = self.found.cells.entry(key, || Cell {
                value: None,
                lower: None,
                upper: None,
                column: Arc::clone(&row.column),
                source,
                fictitious: false,
                fictitious_margin: false,
            });
            // The same row stands in the land slice and in that of its gemeente: first one stays.
            if cell.source != source {
                continue;
            }
            match row.margin.as_deref() {
                None | Some(MARGIN_VALUE) => {
                    cell.value = row.value;
                    cell.fictitious = made_up && row.value.is_some();
                }
                Some(MARGIN_LOWER) => {
                    cell.lower = row.value;
                    cell.fictitious_margin |= made_up && row.value.is_some();
                }
                Some(MARGIN_UPPER) => {
                    cell.upper = row.value;
                    cell.fictitious_margin |= made_up && row.value.is_some();
                }
                Some(_) => {}
            }
        }
        Ok(())
    }
}

/// Returns the name of a measure: series and stem.
pub fn measure(series: &str, stem: &str) -> Arc<str> {
    Arc::from(format!("{series}/{stem}"))
}

/// Returns the dimension of a stored table that holds its areas.
pub(super) fn area_dimension<'a>(
    table: &TableSource,
    stored: &'a StoredSlice,
) -> Result<&'a Dimension, LoadError> {
    let found = stored.meta.area_dimension(table.gebied.as_deref());
    found.map_err(|source| LoadError::Shape {
        table: table.id.clone(),
        source,
    })
}

fn age_group(code: Option<&str>) -> Option<AgeGroup> {
    match code {
        None => Some(AgeGroup::All),
        Some("20300") => Some(AgeGroup::Adults),
        Some("53115") => Some(AgeGroup::From18To64),
        Some("80200") => Some(AgeGroup::From65),
        Some(_) => None,
    }
}

pub(super) fn is_fictitious(parts: &[FictiefDeel], row: &LongRow) -> bool {
    let place = CellPlace {
        kolom: Some(&row.column),
        gebied: &row.area,
        marge: row.margin.as_deref(),
        leeftijd: row.age.as_deref(),
        periode: row.period.as_deref(),
    };
    parts.iter().any(|part| part.matches(&place))
}

pub(super) fn source_use(table: &TableSource, slice: &Slice, stored: &StoredSlice) -> SourceUse {
    let receipt = &stored.receipt;
    SourceUse {
        table: table.id.clone(),
        title: stored.meta.title.trim().to_owned(),
        citation: match (&receipt.uitwijk, &table.wfs) {
            (Some(_), Some(other)) => other.citaat.clone(),
            _ => table.citaat.clone(),
        },
        licence: table.licentie.clone(),
        url: receipt.url().to_owned(),
        retrieved_at: receipt.opgehaald.to_string(),
        checked_at: receipt.gecontroleerd.to_string(),
        sha256: receipt.frame.sha256.clone(),
        rows: receipt.rijen,
        division: table.division(),
        simplified: receipt
            .uitwijk
            .as_ref()
            .is_some_and(|other| other.vereenvoudigd),
        slice: slice.file_name().to_owned(),
        path: receipt.frame.pad.clone(),
        fictitious: receipt.fictief,
    }
}
