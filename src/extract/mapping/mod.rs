//! The mapping of an extract: which file it is, which cells it means, and what may be shown.

mod check;
mod definition;
mod file;
mod indicator;
mod missing;
mod toml_words;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::area::{AreaCode, AreaLevel};
use crate::disclosure::Profile;
use crate::extract::sheet::CsvWanted;
use crate::period::Year;
use crate::themes::{AgeGroup, Indicator};

pub use check::MappingFaults;
pub use definition::APART;
pub use file::{FileUnit, Form, MappingFile};
pub use missing::MissingWords;
pub use toml_words::toml_words;

/// Something that is the same for every row, or stands in a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Given<T> {
    /// The same for every row.
    Fixed(T),
    /// Head or `[letter]` of a column.
    Column(String),
}

/// What an area text of the file was said to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Means {
    /// One area.
    Area(AreaCode),
    /// Several wijken that the file takes together.
    Together(Vec<AreaCode>),
    /// Not an area of this report.
    Skip,
}

/// Whether areas stand in the file as codes or as names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AreaKind {
    /// Codes, also bare numbers.
    Code,
    /// Names.
    Name,
    /// Not said: codes are tried first.
    Either,
}

/// How areas are found.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRules {
    /// Head of the column.
    pub column: Option<String>,
    /// Codes or names.
    pub kind: AreaKind,
    /// Level; needed for names and bare numbers.
    pub level: Option<AreaLevel>,
    /// Year of the division of the wijken; without it that of the map.
    pub division: Option<i32>,
    /// Head of the column with the gemeente of a wijk.
    pub gemeente_column: Option<String>,
    /// What texts mean that cannot be matched, by the folded text.
    pub named: BTreeMap<String, Means>,
}

/// The columns of one indicator.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    /// Value.
    pub value: Option<String>,
    /// Respondents, or the people that a count is part of.
    pub base: Option<String>,
    /// Cases.
    pub count: Option<String>,
    /// Lower bound.
    pub lower: Option<String>,
    /// Upper bound.
    pub upper: Option<String>,
    /// Effective number of respondents.
    pub effective: Option<Given<f64>>,
    /// Design effect.
    pub design: Option<Given<f64>>,
}

/// One indicator of an extract.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalIndicator {
    /// The indicator as the report shows it.
    pub indicator: Arc<Indicator>,
    /// Unit in the file.
    pub unit: FileUnit,
    /// Columns of the form `tabel`.
    pub columns: Columns,
    /// Age group.
    pub age: Given<AgeGroup>,
    /// Year.
    pub period: Option<Given<Year>>,
    /// Name of the variable in the other forms.
    pub name_in_file: Option<String>,
    /// Sheet.
    pub sheet: Option<String>,
    /// Row of the heads, from 0.
    pub header_row: Option<u32>,
    /// Whether values of 1 or less really are percentages.
    pub small_percentages: bool,
}

impl LocalIndicator {
    /// Says whether the value is made here from a count.
    pub const fn is_counted(&self) -> bool {
        self.columns.value.is_none() && self.columns.count.is_some()
    }
}

/// A checked mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// Name of the mapping file, for messages.
    pub name: String,
    /// Path of the extract, relative to the mapping.
    pub file: String,
    /// Who delivered it.
    pub source: String,
    /// Form.
    pub form: Form,
    /// Sheet.
    pub sheet: Option<String>,
    /// Row of the heads, from 0.
    pub header_row: Option<u32>,
    /// What was said of a CSV file.
    pub csv: CsvWanted,
    /// Decimal sign.
    pub decimal: Option<char>,
    /// Areas.
    pub area: AreaRules,
    /// Rows count when these columns have these texts.
    pub filter: BTreeMap<String, String>,
    /// Indicators.
    pub indicators: Vec<LocalIndicator>,
    /// Words for absence.
    pub missing: MissingWords,
    /// Disclosure.
    pub profile: Profile,
    /// Why the profile is looser than the default.
    pub reason: Option<String>,
    /// Whether the figures stand in files besides the PDF.
    pub attach: bool,
    /// Whether the figures are made up.
    pub fictitious: bool,
    /// Day on which the file came, `2026-05-01`.
    pub received: Option<String>,
}

impl Mapping {
    /// Returns the name of the extract without folders.
    pub fn file_name(&self) -> &str {
        self.file.rsplit(['/', '\\']).next().unwrap_or(&self.file)
    }
}
