//! Reads the stored slices that a report needs, and turns them into cells and ages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regiobeeld_fetchers::{ShapeError, Slice, Sources, StoredSlice, TableSource};

use super::AgeCounts;
use super::cells::{Cell, Cells, SourceUse};
use super::columns::measure_of;
use super::gather::{Gathered, Run, fill};
use super::made_up::MadeUp;
use super::place::{Place, RowPlace};
use super::roles::{Roles, population_in};
use super::wide::{self, Dimensions, Wide};
use crate::area::{AreaCode, CodeError};
use crate::period::Year;
use crate::reading::Absent;
use crate::statistics::FigureKind;
use crate::themes::{Catalogue, Indicator};

/// Up to this many areas a chain of comparisons picks them from a frame; more are read with all
/// the others.
pub const FEW_AREAS: usize = 60;

/// Beginnings of the codes of areas that reports may show.
const LEVELS: [&str; 6] = ["NL", "PV", "GG", "GM", "WK", "BU"];

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
/// The stem of its figures.
pub(super) const INHABITANTS_BY_AGE: &str = "BevolkingOp1Januari";

/// Returns the codes of areas as tables write them, and that of Nederland, which reports always show.
pub fn codes_in_tables(areas: &BTreeSet<AreaCode>) -> BTreeSet<String> {
    let codes = areas.iter().map(ToString::to_string);
    // Nederland is NL00 at CBS and NL01 at RIVM.
    codes
        .chain(["NL00".to_owned(), "NL01".to_owned()])
        .collect()
}

/// Returns the stems of a series that say how many people there are.
pub fn population_stems(series: &str) -> Vec<&'static str> {
    match series {
        KEY_FIGURES => POPULATION_STEMS.map(|(stem, _)| stem).to_vec(),
        SINGLE_AGES => vec![INHABITANTS_BY_AGE],
        _ => Vec::new(),
    }
}

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
    /// The indicators that have figures, each with the series of its tables.
    series: Vec<(&'a str, &'a Indicator)>,
    /// Areas of the land slice that the report needs.
    areas: BTreeSet<AreaCode>,
    /// Whether all areas of surveys are read, asked for or not.
    whole_surveys: bool,
    cells: Gathered,
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
            series: catalogue
                .iter()
                .filter(|indicator| indicator.niet_beschikbaar.is_none())
                .filter_map(|one| Some((sources.table(&one.tabel)?.reeks.as_str(), one.as_ref())))
                .collect(),
            areas: areas.into_iter().collect(),
            whole_surveys: true,
            cells: Gathered::default(),
            found: Observations::default(),
        }
    }

    /// Reads of surveys the areas asked for only: what all areas together say is known already.
    #[must_use]
    pub fn with_parts_of_surveys(self) -> Self {
        Self {
            whole_surveys: false,
            ..self
        }
    }

    /// Returns what was read.
    pub fn finish(mut self) -> Observations {
        self.found.cells = std::mem::take(&mut self.cells).finish();
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
        measure_of(series, indicator)
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
        let mut roles = Roles::of(table, stored)?;
        if self.is_survey(table) {
            roles.population = population_in(&stored.meta.title);
        }
        let columns = self.columns(table, &stored.meta, &roles);
        let keys: Vec<Arc<str>> = columns.keys().cloned().collect();
        let dimensions = Dimensions::of(&roles);
        let wanted = self.codes(table, slice);
        let wide =
            wide::read(&stored.frame, &dimensions, &keys, wanted.as_deref()).map_err(|source| {
                LoadError::Frame {
                    table: table.id.clone(),
                    source,
                }
            })?;
        let place = Place {
            table,
            stored,
            source,
            roles: &roles,
            columns: &columns,
        };
        self.add_cells(place, &wide)
    }

    /// Codes of the wanted areas as tables write them; `None` for all of them.
    ///
    /// A gemeente slice holds nothing else. Of a survey every area is read, unless its tests, which are
    /// made over all of Nederland whatever the report shows, are known.
    pub(super) fn codes(&self, table: &TableSource, slice: &Slice) -> Option<Vec<String>> {
        let is_whole = self.whole_surveys && self.is_survey(table);
        let few = self.areas.len() <= FEW_AREAS && !is_whole;
        (matches!(slice, Slice::Land) && few)
            .then(|| codes_in_tables(&self.areas).into_iter().collect())
    }

    fn is_survey(&self, table: &TableSource) -> bool {
        self.indicators(&table.reeks)
            .any(|indicator| indicator.soort == FigureKind::Enquete)
    }

    /// The indicators that have figures in a series of tables.
    pub(super) fn indicators(&self, series: &str) -> impl Iterator<Item = &'a Indicator> {
        let of_series = self.series.iter().filter(move |(own, _)| *own == series);
        of_series.map(|(_, indicator)| *indicator)
    }

    /// Puts the numbers of a table in their cells. The rows of one cell (its value and the bounds of
    /// its margin) come together, so that each cell is looked for once.
    fn add_cells(&mut self, place: Place<'_>, wide: &Wide) -> Result<(), LoadError> {
        let meanings = place.meanings(wide)?;
        let rows = place.rows(wide, &meanings);
        let cells: Vec<&[RowPlace<'_>]> = rows
            .chunk_by(|one, other| one.order() == other.order())
            .collect();
        let parts = MadeUp::of(place.stored, wide);
        let mut found: BTreeMap<Arc<str>, Run> = BTreeMap::new();
        for numbers in &wide.columns {
            let made_up = parts.in_column(&numbers.column);
            let targets = place.columns.get(&numbers.column);
            for target in targets.into_iter().flatten() {
                let kinds = place.kinds(target);
                let fits = |row: &&RowPlace<'_>| row.is_one_of(kinds.as_deref());
                let each = cells.iter().filter_map(|rows| {
                    let first = rows.iter().find(fits)?;
                    Some((first.key(place, target), *rows))
                });
                let put = |cell: &mut Cell, rows: &&[RowPlace<'_>]| {
                    for row in rows.iter().filter(fits) {
                        if row.same_area {
                            let made_up = made_up.row(row.index);
                            cell.put(row.bound, numbers, row.index, made_up);
                        } else {
                            cell.absent = Some(Absent::AreaDidNotExist);
                        }
                    }
                };
                let run = found.entry(Arc::clone(&target.measure)).or_default();
                let empty = || Cell::empty(&numbers.column, place.source);
                fill(run, each, empty, put);
            }
        }
        self.cells.add(found);
        Ok(())
    }
}

/// Areas of a level that no report shows, such as a landsdeel, are passed over.
///
/// # Errors
/// When the code begins as one of a known level and is none.
pub(super) fn area_of(table: &TableSource, code: &str) -> Result<Option<AreaCode>, LoadError> {
    match AreaCode::parse(code) {
        Ok(area) => Ok(Some(area)),
        Err(_) if !LEVELS.iter().any(|level| code.trim().starts_with(level)) => Ok(None),
        Err(source) => Err(LoadError::Area {
            table: table.id.clone(),
            source,
        }),
    }
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
