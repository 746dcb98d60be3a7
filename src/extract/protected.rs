//! An extract after disclosure control: the only form in which the rest of the program sees it.
//! What was hidden is not in it.

use std::sync::Arc;

use crate::area::AreaCode;
use crate::disclosure::Profile;
use crate::period::Year;
use crate::reading::Absent;
use crate::statistics::Interval;
use crate::themes::{AgeGroup, Indicator};

/// What may be printed of one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shown {
    /// No number, and why.
    Absent(Absent),
    /// A percentage of people.
    Share {
        /// Percentage.
        percent: f64,
        /// Delivered margin, per cent.
        margin: Option<Interval>,
        /// Respondents, or the people of a full count; for margins, never printed.
        base: Option<f64>,
        /// Effective number of respondents.
        effective: Option<f64>,
        /// Whether it is a full count and no survey.
        counted: bool,
    },
    /// A count of people, rounded.
    Count {
        /// People.
        count: f64,
        /// People that they are part of; `None` when the inhabitants are meant.
        base: Option<f64>,
    },
    /// A rate that takes age into account.
    Standardised {
        /// Per 1 000 people.
        rate: f64,
        /// Its margin.
        margin: Interval,
    },
    /// A figure in another unit.
    Other {
        /// The value.
        value: f64,
        /// Delivered margin.
        margin: Option<Interval>,
    },
}

/// One cell that a report may show.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalCell {
    /// The indicator.
    pub indicator: Arc<Indicator>,
    /// Area.
    pub area: AreaCode,
    /// Name of the wijken that the figure is about together.
    pub together: Option<String>,
    /// Year.
    pub period: Year,
    /// Age group.
    pub age: AgeGroup,
    /// What is shown.
    pub shown: Shown,
    /// Whether the figure rests on few people, or nobody knows on how many.
    pub indicative: bool,
}

/// An extract of which nothing hidden can be seen or computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Protected {
    /// Name of the mapping file.
    pub mapping: String,
    /// Hash of the mapping file.
    pub mapping_sha256: String,
    /// Name of the extract.
    pub file: String,
    /// Hash over what may be printed: the bytes of the file themselves would give away hidden
    /// numbers to whoever can guess.
    pub sha256: String,
    /// Who delivered it.
    pub source: String,
    /// The rules that were used.
    pub profile: Profile,
    /// Why they are looser than the default.
    pub reason: Option<String>,
    /// Whether the figures stand in files besides the PDF.
    pub attach: bool,
    /// Whether the figures are made up.
    pub fictitious: bool,
    /// Year of the division of its wijken, when the mapping says so.
    pub division: Option<i32>,
    /// Day on which the file came.
    pub received: Option<String>,
    /// Number of rows that were read.
    pub rows: usize,
    /// Cells that were hidden here, by the profile or to protect others.
    pub hidden: usize,
    /// Cells that the source itself withheld.
    pub withheld: usize,
    /// Cells that an earlier edition already gave away.
    pub exposed: usize,
    /// What was chosen or left out while reading.
    pub notices: Vec<String>,
    /// The cells.
    pub cells: Vec<LocalCell>,
}

impl Protected {
    /// Returns the indicators in the order of the file, each once, with the age groups that it has
    /// cells for.
    pub fn indicators(&self) -> Vec<Arc<Indicator>> {
        let mut found: Vec<Indicator> = Vec::new();
        for cell in &self.cells {
            let known = found.iter_mut().find(|known| known.id == cell.indicator.id);
            let indicator = match known {
                Some(known) => known,
                None => {
                    found.push(cell.indicator.as_ref().clone());
                    let Some(last) = found.last_mut() else {
                        continue;
                    };
                    last
                }
            };
            if !indicator.leeftijden.contains(&cell.age) {
                indicator.leeftijden.push(cell.age);
            }
        }
        for indicator in &mut found {
            // The population itself leads; without it the widest group does.
            let own = indicator.bevolking;
            let width = |age: &AgeGroup| {
                let (first, last) = age.bounds();
                (
                    *age != own,
                    first,
                    std::cmp::Reverse(last.unwrap_or(u8::MAX)),
                )
            };
            indicator.leeftijden.sort_by_key(width);
        }
        found.into_iter().map(Arc::new).collect()
    }
}
