//! From a cell of an extract to a figure, with the survey estimate that it may be tested with.

use std::borrow::Cow;
use std::sync::Arc;

use crate::extract::{LocalCell, Protected, Shown};
use crate::indicators::population::Populations;
use crate::indicators::row::{Figure, Method};
use crate::reading::{Absent, Reading};
use crate::statistics::compare::NoTest;
use crate::statistics::interval::{count_interval, crude_rate, weighted_wilson};
use crate::statistics::survey::SurveyEstimate;
use crate::statistics::{Confidence, FigureKind, Interval};
use crate::unit::Unit;

/// A figure on its way into a report.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The figure.
    pub figure: Figure,
    /// What it is tested with, or why it is not.
    pub survey: Result<SurveyEstimate, NoTest>,
    /// People of the age group of the nearest year, for weights and shares.
    pub weight: Option<f64>,
    /// Whether it is of several wijken together.
    pub together: bool,
}

/// What a cell becomes.
struct Made {
    reading: Reading,
    method: Method,
    survey: Result<SurveyEstimate, NoTest>,
    remark: Option<Cow<'static, str>>,
    as_published: bool,
}

/// Returns the figure of a cell.
pub fn draft(
    extract: &Protected,
    cell: &LocalCell,
    source: usize,
    populations: &Populations<'_>,
) -> Draft {
    let people = populations.people(&cell.area, cell.period, cell.age);
    let made = make(cell, people.map(|people| people.number));
    let mut remarks: Vec<Cow<'static, str>> = made.remark.into_iter().collect();
    if cell.indicative && made.reading.value().is_some() {
        let limit = extract.profile.indicative_below;
        remarks.push(
            format!("indicatief, want minder dan {limit} deelnemers of onbekend hoeveel").into(),
        );
    }
    if let Some(names) = &cell.together {
        remarks.push(format!("het cijfer is van {names} samen").into());
    }
    let remark = (!remarks.is_empty()).then(|| Cow::Owned(remarks.join("; ")));
    let kind = cell.indicator.soort;
    Draft {
        figure: Figure {
            indicator: Arc::clone(&cell.indicator),
            area: cell.area.clone(),
            period: cell.period,
            age: cell.age,
            reading: made.reading,
            kind,
            method: made.method,
            population: people.map(|people| people.number),
            column: cell.indicator.stam.clone(),
            source,
            fictitious: extract.fictitious,
            fictitious_margin: extract.fictitious,
            fictitious_population: people.is_some_and(|people| people.fictitious),
            as_published: made.as_published,
            derived_margin: !matches!(
                cell.shown,
                Shown::Share {
                    margin: Some(_),
                    ..
                } | Shown::Other { .. }
            ),
            remark,
            comparisons: Vec::new(),
        },
        survey: made.survey,
        weight: populations.near(&cell.area, cell.period, cell.age),
        together: cell.together.is_some(),
    }
}

fn make(cell: &LocalCell, people: Option<f64>) -> Made {
    match cell.shown {
        Shown::Absent(absent) => absence(absent),
        Shown::Share {
            percent,
            margin,
            base,
            effective,
            counted,
        } => share(cell, percent, margin, base, effective, counted),
        Shown::Count { count, base } => {
            counted_people(cell.indicator.eenheid, count, base.or(people))
        }
        Shown::Standardised { rate, margin } => Made {
            reading: Reading::Known {
                value: rate,
                margin: Some(margin),
            },
            method: Method::Standardised,
            survey: Err(NoTest::LocalCount),
            remark: None,
            as_published: false,
        },
        Shown::Other { value, margin } => Made {
            reading: Reading::Known { value, margin },
            method: Method::Delivered,
            survey: Err(NoTest::NoMargin),
            remark: None,
            as_published: true,
        },
    }
}

const fn absence(absent: Absent) -> Made {
    Made {
        reading: Reading::Absent(absent),
        method: Method::Delivered,
        survey: Err(NoTest::NoMargin),
        remark: None,
        as_published: true,
    }
}

/// A percentage: with a delivered margin, with one from an effective number of respondents, or
/// with one that is too narrow because nobody knows the weighting (statistics.md 4.1a).
fn share(
    cell: &LocalCell,
    percent: f64,
    margin: Option<Interval>,
    base: Option<f64>,
    effective: Option<f64>,
    counted: bool,
) -> Made {
    let kind = cell.indicator.soort;
    let estimate = if !kind.allows_test() {
        None
    } else if let Some(margin) = margin {
        SurveyEstimate::published(kind, percent, margin).ok()
    } else {
        effective.and_then(|size| SurveyEstimate::with_effective_size(kind, percent, size).ok())
    };
    let bare = || {
        let wilson = weighted_wilson(percent / 100.0, base?, Confidence::P95).ok()?;
        let scaled = wilson.interval().scaled(100.0).ok()?;
        Interval::spanning(percent, scaled.lower(), scaled.upper().min(100.0)).ok()
    };
    let shown = margin
        .or_else(|| estimate.map(|e| e.margin()))
        .or_else(bare);
    let unweighted = estimate.is_none() && margin.is_none() && base.is_some() && !counted;
    let survey = match estimate {
        _ if counted && kind == FigureKind::Lokaal && effective.is_none() => {
            Err(NoTest::LocalCount)
        }
        Some(estimate) => Ok(estimate),
        None if unweighted => Err(NoTest::Unweighted),
        None => Err(NoTest::NoMargin),
    };
    Made {
        reading: Reading::Known {
            value: percent,
            margin: shown,
        },
        method: if counted {
            Method::Share
        } else {
            Method::Delivered
        },
        survey,
        remark: unweighted.then_some(Cow::Borrowed("marge te smal: zonder weging")),
        as_published: !counted,
    }
}

/// A count, or the rate that it is of the people it is part of. The count is rounded already, so
/// that the rate does not give the exact one away.
fn counted_people(unit: Unit, count: f64, people: Option<f64>) -> Made {
    let made = |value: f64, margin: Option<Interval>, method: Method| Made {
        reading: Reading::Known { value, margin },
        method,
        survey: Err(NoTest::LocalCount),
        remark: None,
        as_published: false,
    };
    if unit == Unit::Aantal {
        let margin = count_interval(count, Confidence::P95).ok();
        return Made {
            as_published: true,
            ..made(count, margin, Method::Delivered)
        };
    }
    let rate = people.and_then(|people| crude_rate(count, people, 1000.0, Confidence::P95).ok());
    match rate {
        Some(rate) => made(rate.value(), Some(rate.interval()), Method::Rate),
        None => Made {
            remark: Some(Cow::Borrowed(
                "het aantal inwoners van deze leeftijd is niet bekend",
            )),
            ..absence(Absent::NotPublished)
        },
    }
}
