//! The rows that everything after this folder works with: plain figures and comparisons.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::area::{AreaCode, AreaLevel};
use crate::frame::SourceUse;
use crate::period::Year;
use crate::reading::Reading;
use crate::statistics::rank::RankInterval;
use crate::statistics::rollup::extra_persons_margin;
use crate::statistics::{self, FigureKind, Verdict};
use crate::themes::{AgeGroup, Indicator};

/// How a value came about; the method chapter is made from the methods that occur.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// As the source published it.
    Published,
    /// A share of counts that the source published.
    Share,
    /// From inhabitants by single year of age.
    SingleAges,
    /// Estimate per wijk: the people of 20–24 from the share in the gemeente.
    AgeEstimate,
    /// Sum of the gemeenten of a region.
    Sum,
    /// Mean over gemeenten, weighted by the population that the indicator is about.
    WeightedMean,
    /// From two age bands, with the share of 65+ of Nederland.
    TwoBands,
    /// As an extract delivered it.
    Delivered,
    /// A rate per 1 000 people, from a count.
    Rate,
    /// A rate as if the area had the ages of a standard population.
    Standardised,
}

impl Method {
    /// Returns the word used in `cijfers.csv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Published => "gepubliceerd",
            Self::Share => "aandeel",
            Self::SingleAges => "losse_leeftijden",
            Self::AgeEstimate => "schatting_20_24",
            Self::Sum => "som",
            Self::WeightedMean => "gewogen_gemiddelde",
            Self::TwoBands => "twee_leeftijden",
            Self::Delivered => "geleverd",
            Self::Rate => "per_1000",
            Self::Standardised => "gestandaardiseerd",
        }
    }
}

/// One figure of one area, with everything needed to print it and to trace it back.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The indicator.
    pub indicator: Arc<Indicator>,
    /// The area.
    pub area: AreaCode,
    /// Year of the value.
    pub period: Year,
    /// Age group of the value.
    pub age: AgeGroup,
    /// The value, or why there is none.
    pub reading: Reading,
    /// Kind of figure here; a register figure per gemeente may be an estimate per wijk.
    pub kind: FigureKind,
    /// How the value came about.
    pub method: Method,
    /// People of the age group in the area and year, if known.
    pub population: Option<f64>,
    /// Key of the column, or the columns that it was calculated from.
    pub column: String,
    /// Index of the source in [`IndicatorTable::sources`].
    pub source: usize,
    /// Whether any input is made up.
    pub fictitious: bool,
    /// Whether the margin is made up.
    pub fictitious_margin: bool,
    /// Whether the population is made up: then so is every number of people.
    pub fictitious_population: bool,
    /// Whether the value was published with these decimals, and not calculated here.
    pub as_published: bool,
    /// Whether the margin was calculated here, although the value was published.
    pub derived_margin: bool,
    /// What is odd about it, in words for a note.
    pub remark: Option<Cow<'static, str>>,
    /// Comparisons: the one of the ladder first, then Nederland.
    pub comparisons: Vec<Comparison>,
}

/// A figure beside a reference.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The reference area.
    pub reference: AreaCode,
    /// Whether it is the comparison of the ladder: wijk with gemeente, gemeente with region, region
    /// with Nederland. Nederland beside it is not, also when nothing is known of the area between.
    pub on_ladder: bool,
    /// Its value, of the same year, table, age group and definition.
    pub reference_value: f64,
    /// Whether that value was published, and not calculated here.
    pub reference_as_published: bool,
    /// Difference, margin, verdict and how it was made.
    pub outcome: statistics::Comparison,
    /// People more than when the area were like the reference; only after a verdict.
    pub extra_persons: Option<i64>,
    /// Whether any input on either side is made up.
    pub fictitious: bool,
}

/// An indicator that the report cannot show, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unavailable {
    /// The indicator.
    pub indicator: Arc<Indicator>,
    /// Why, as a Dutch sentence part, with names of tables and columns.
    pub reason: String,
    /// What it comes down to.
    pub lack: Lack,
}

/// What it comes down to that an indicator has no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// The catalogue says why: the reason is plain already.
    Catalogue,
    /// The source has no column for it, or not one that can be read with certainty.
    Column,
    /// The source has rows, but no value yet.
    Value,
    /// The table was not fetched, or has no rows for this area.
    Rows,
}

impl Unavailable {
    /// Returns the reason for who reads the report; the method chapter gives the names of tables.
    pub fn for_readers(&self) -> String {
        match self.lack {
            Lack::Catalogue => self.reason.clone(),
            Lack::Column => "dit cijfer staat niet in de bron".to_owned(),
            Lack::Value => "de bron heeft hiervoor nog geen cijfers".to_owned(),
            Lack::Rows => {
                "de cijfers zijn niet opgehaald, of zijn er niet voor dit gebied".to_owned()
            }
        }
    }
}

/// Everything that is known about the areas of one report.
#[derive(Debug, Clone, Default)]
pub struct IndicatorTable {
    /// All figures: area level, area, indicator, age, period.
    pub figures: Vec<Figure>,
    /// Year that is shown per indicator and age group.
    pub shown: BTreeMap<(String, AgeGroup), Year>,
    /// Indicators without a figure.
    pub unavailable: Vec<Unavailable>,
    /// Names of the areas.
    pub names: BTreeMap<AreaCode, String>,
    /// Slices that the figures came from.
    pub sources: Vec<SourceUse>,
    /// What the tests of surveys came to.
    pub families: Vec<super::FamilyCount>,
    /// How the values of all of Nederland lie.
    pub national: super::National,
    /// How the values of all gemeenten and of all GGD regions lie.
    pub peers: super::NationalSpread,
    /// Places of the gemeenten of the region among each other, for surveys; 1 is the highest value.
    pub ranks: BTreeMap<super::TrendKey, RankInterval>,
    /// The modelled indicator that each survey measured itself, by id of the survey.
    pub surveys: BTreeMap<String, String>,
    /// Years of figures beside the year of the inhabitants that weigh them or make them numbers of
    /// people, where the two differ.
    pub people_years: BTreeSet<(Year, Year)>,
    /// What surveys say over the years.
    pub trends: BTreeMap<super::TrendKey, super::SurveyTrend>,
}

impl IndicatorTable {
    /// Returns the figure of an area in the year that is shown.
    pub fn shown(&self, indicator: &str, age: AgeGroup, area: &AreaCode) -> Option<&Figure> {
        let year = self.shown.get(&(indicator.to_owned(), age))?;
        self.figures.iter().find(|f| {
            f.period == *year && f.age == age && f.area == *area && f.indicator.id == indicator
        })
    }

    /// Returns the shown figures of one indicator on one level, in the order of codes.
    pub fn shown_at(&self, indicator: &str, age: AgeGroup, level: AreaLevel) -> Vec<&Figure> {
        let year = self.shown.get(&(indicator.to_owned(), age)).copied();
        self.figures
            .iter()
            .filter(|f| {
                Some(f.period) == year
                    && f.age == age
                    && f.area.level() == level
                    && f.indicator.id == indicator
            })
            .collect()
    }

    /// Returns the survey that measured an indicator itself, when it has a figure for an area.
    ///
    /// For a gemeente, a region and Nederland the survey comes first; the model stands beside it
    /// (statistics.md 4.1b).
    pub fn measured(&self, indicator: &str, area: &AreaCode) -> Option<&Figure> {
        // The surveys are few and what is shown is much; the first in the order of both is the same.
        let surveys = self.surveys.iter().filter(|(_, of)| *of == indicator);
        let (id, age) = surveys.flat_map(|(id, _)| self.ages_shown(id)).next()?;
        self.shown(id, age, area)
            .filter(|figure| figure.reading.value().is_some())
    }

    /// The age groups of an indicator that are shown, with its id.
    fn ages_shown(&self, id: &str) -> impl Iterator<Item = (&str, AgeGroup)> {
        let from = (id.to_owned(), AgeGroup::All);
        let shown = self.shown.range(from..).map(|((id, age), _)| (&**id, *age));
        shown.take_while(move |(one, _)| *one == id)
    }

    /// Returns the name of an area, or its code when it has none.
    pub fn name(&self, area: &AreaCode) -> String {
        self.names
            .get(area)
            .cloned()
            .unwrap_or_else(|| area.to_string())
    }
}

impl Comparison {
    /// Returns the verdict for an indicator.
    pub const fn verdict(&self, indicator: &Indicator) -> Verdict {
        self.outcome.verdict(indicator.richting)
    }
}

impl Figure {
    /// Returns the verdict of the ladder; `GeenToets` when nothing was compared.
    pub fn verdict(&self) -> Verdict {
        self.ladder()
            .map_or(Verdict::GeenToets, |c| c.verdict(&self.indicator))
    }

    /// Returns the comparison of the ladder: wijk with gemeente, gemeente with region, region
    /// with Nederland.
    pub fn ladder(&self) -> Option<&Comparison> {
        self.comparisons.iter().find(|one| one.on_ladder)
    }

    /// Returns between which numbers the extra people of a comparison lie; only for surveys, of
    /// which alone the difference has a tested margin, and only where the number itself is given.
    pub fn extra_margin(&self, comparison: &Comparison) -> Option<(i64, i64)> {
        comparison.extra_persons?;
        comparison.outcome.z()?;
        let difference = comparison.outcome.difference_interval()?;
        let direction = self.indicator.richting;
        extra_persons_margin(direction, &difference, self.population?)
            .ok()
            .flatten()
    }

    /// Returns the people whom the figure is about: a count itself, a percentage of the
    /// population.
    ///
    /// Rounded to 10 where the value is estimated, because the last digit means nothing there.
    pub fn persons(&self) -> Option<f64> {
        let value = self.reading.value()?;
        match self.indicator.eenheid {
            crate::unit::Unit::Procent => {
                let persons = value / 100.0 * self.population?;
                Some((persons / 10.0).round() * 10.0)
            }
            crate::unit::Unit::Aantal => Some(value),
            _ => None,
        }
    }

    /// Returns whether anything that a row of output prints is made up: the value, its margin,
    /// the number of people, or the comparison.
    pub fn row_is_fictitious(&self, comparison: Option<&Comparison>) -> bool {
        self.fictitious
            || self.fictitious_margin
            || (self.persons().is_some() && self.fictitious_population)
            || comparison.is_some_and(|comparison| comparison.fictitious)
    }
}
