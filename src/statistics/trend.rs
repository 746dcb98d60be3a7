//! Change over the years, for surveys. Model series are only described, so they have no way in.

use super::compare::{SIGNIFICANCE, SurveyTest, compare_surveys};
use super::error::{StatisticsError, finite, positive};
use super::interval::Interval;
use super::multiple::AdjustedP;
use super::quantile::{chi_squared_p, two_sided_p};
use super::size::{count_of, size_of_list};
use super::sum::stable_sum;
use super::survey::SurveyEstimate;

/// A trend needs at least this many waves; three are only described.
pub const LEAST_WAVES: usize = 4;
/// The χ² with one degree of freedom that Fingertips asks for (99.8 %).
pub const FINGERTIPS_THRESHOLD: f64 = 9.549_535_706_083_24;
/// The divisor by which Fingertips turns the width of an interval into a standard error.
const FINGERTIPS_DIVISOR: f64 = 3.92;
/// Fingertips looks at this many of the newest periods.
const FINGERTIPS_PERIODS: usize = 5;

/// One wave of a survey series; all waves have one definition, population and area division.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wave {
    /// Calendar year.
    pub year: i32,
    /// The figure of that year.
    pub estimate: SurveyEstimate,
}

/// The change between the two newest waves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LatestChange {
    /// The year before.
    pub from_year: i32,
    /// The newest year.
    pub to_year: i32,
    /// Newest minus the one before: z = (p_t − p_{t−1})/√(se² + se²).
    pub test: SurveyTest,
}

/// What can be said of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Series {
    /// One wave: nothing to compare.
    Single,
    /// Two waves: only the change between them.
    Change(LatestChange),
    /// Three waves: described, with the latest change.
    Described(LatestChange),
    /// Four or more waves: a trend test and the latest change.
    Tested(TrendTest, LatestChange),
}

/// A weighted straight line through the waves, on calendar years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendTest {
    line: Line,
    heterogeneity_p: f64,
    keeps_sign: bool,
}

/// What a trend test says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendWord {
    /// Significantly upwards, whichever wave is left out.
    Rising,
    /// Significantly downwards, whichever wave is left out.
    Falling,
    /// The waves differ more than a straight line explains: "op en neer".
    UpAndDown,
    /// None of these.
    NoClearTrend,
}

impl TrendWord {
    /// Returns the Dutch words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Rising => "stijgend",
            Self::Falling => "dalend",
            Self::UpAndDown => "op en neer",
            Self::NoClearTrend => "geen duidelijke trend",
        }
    }
}

impl TrendTest {
    /// Returns the slope in percentage points per year.
    pub const fn slope(&self) -> f64 {
        self.line.slope
    }

    /// Returns the standard error of the slope, in percentage points per year.
    pub const fn slope_error(&self) -> f64 {
        self.line.slope_error
    }

    /// Returns (slope / error)², to compare with χ² with one degree of freedom.
    pub fn chi_squared(&self) -> f64 {
        self.line.chi_squared()
    }

    /// Returns the p-value of the slope, before correction.
    pub fn p(&self) -> f64 {
        two_sided_p(self.line.slope / self.line.slope_error)
    }

    /// Returns Q = Σ(residual/se)², the spread around the line.
    pub const fn heterogeneity(&self) -> f64 {
        self.line.heterogeneity
    }

    /// Returns the p-value of Q, χ² with two degrees of freedom fewer than waves.
    pub const fn heterogeneity_p(&self) -> f64 {
        self.heterogeneity_p
    }

    /// Says whether the slope keeps its sign whichever wave is left out.
    pub const fn keeps_sign(&self) -> bool {
        self.keeps_sign
    }

    /// Says whether the slope also passes the stricter level of Fingertips (99.8 %).
    pub fn passes_fingertips(&self) -> bool {
        self.keeps_sign && self.chi_squared() > FINGERTIPS_THRESHOLD
    }

    /// Returns the word for the series, now that the p-value is corrected for its family.
    pub fn conclude(&self, adjusted: AdjustedP) -> TrendWord {
        if self.heterogeneity_p < SIGNIFICANCE {
            TrendWord::UpAndDown
        } else if adjusted.value() >= SIGNIFICANCE || !self.keeps_sign {
            TrendWord::NoClearTrend
        } else if self.line.slope > 0.0 {
            TrendWord::Rising
        } else {
            TrendWord::Falling
        }
    }
}

/// Returns what can be said of a series of waves, in any order.
///
/// b = (S·Sxy − Sx·Sy)/(S·Sxx − Sx²), se_b = √(S/(S·Sxx − Sx²)), weights 1/se², x = calendar year
/// because the steps between waves are unequal.
///
/// # Errors
/// When there is no wave or a year occurs twice.
pub fn describe_series(waves: &[Wave]) -> Result<Series, StatisticsError> {
    let mut sorted = waves.to_vec();
    sorted.sort_by_key(|wave| wave.year);
    if let Some(pair) = sorted.windows(2).find(|pair| pair[0].year == pair[1].year) {
        return Err(StatisticsError::Duplicate {
            what: "jaar",
            key: pair[0].year.to_string(),
        });
    }
    let (before, newest) = match sorted.as_slice() {
        [] => {
            return Err(StatisticsError::TooFew {
                what: "metingen",
                needed: 1,
                found: 0,
            });
        }
        [_] => return Ok(Series::Single),
        [.., before, newest] => (before, newest),
    };
    let change = LatestChange {
        from_year: before.year,
        to_year: newest.year,
        test: compare_surveys(&newest.estimate, &before.estimate)?,
    };
    match sorted.len() {
        2 => Ok(Series::Change(change)),
        count if count < LEAST_WAVES => Ok(Series::Described(change)),
        _ => trend_test(&sorted).map(|test| Series::Tested(test, change)),
    }
}

fn trend_test(waves: &[Wave]) -> Result<TrendTest, StatisticsError> {
    let points: Vec<Point> = waves
        .iter()
        .map(|wave| {
            let error = wave.estimate.standard_error();
            Point::new(f64::from(wave.year), wave.estimate.value(), error)
        })
        .collect();
    let line = weighted_line(points.iter());
    let freedom = size_of_list(&points) - 2.0;
    Ok(TrendTest {
        line,
        heterogeneity_p: chi_squared_p(line.heterogeneity, freedom)?,
        keeps_sign: keeps_sign(&points, line.slope),
    })
}

#[derive(Debug, Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
    weight: f64,
}

impl Point {
    /// A point weighs as much as it is sure: one over the square of its standard error.
    fn new(x: f64, y: f64, error: f64) -> Self {
        let weight = error.powi(-2);
        Self { x, y, weight }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Line {
    slope: f64,
    slope_error: f64,
    heterogeneity: f64,
}

impl Line {
    fn chi_squared(&self) -> f64 {
        (self.slope / self.slope_error).powi(2)
    }
}

/// The line through its weighted centre.
struct Fit {
    centre: f64,
    level: f64,
    spread: f64,
    slope: f64,
}

fn weighted_sum<'a>(points: impl Iterator<Item = &'a Point>, term: impl Fn(&Point) -> f64) -> f64 {
    stable_sum(points.map(|point| point.weight * term(point)))
}

/// Fits the line around the weighted means, which keeps the digits that Sxx of years would lose.
fn fit<'a>(points: impl Iterator<Item = &'a Point> + Clone) -> Fit {
    let total = weighted_sum(points.clone(), |_| 1.0);
    let centre = weighted_sum(points.clone(), |point| point.x) / total;
    let level = weighted_sum(points.clone(), |point| point.y) / total;
    let spread = weighted_sum(points.clone(), |point| (point.x - centre).powi(2));
    let slope = weighted_sum(points, |point| (point.x - centre) * (point.y - level)) / spread;
    Fit {
        centre,
        level,
        spread,
        slope,
    }
}

fn weighted_line<'a>(points: impl Iterator<Item = &'a Point> + Clone) -> Line {
    let Fit {
        centre,
        level,
        spread,
        slope,
    } = fit(points.clone());
    let residual = |point: &Point| point.y - level - slope * (point.x - centre);
    Line {
        slope,
        slope_error: spread.sqrt().recip(),
        heterogeneity: weighted_sum(points, |point| residual(point).powi(2)),
    }
}

fn keeps_sign(points: &[Point], slope: f64) -> bool {
    (0..points.len()).all(|left_out| {
        let (before, after) = (&points[..left_out], &points[left_out + 1..]);
        fit(before.iter().chain(after)).slope * slope > 0.0
    })
}

/// The trend as Fingertips computes it, to compare with its published answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FingertipsTrend {
    /// Change per period.
    pub slope: f64,
    /// The test statistic.
    pub chi_squared: f64,
    /// χ² above 9.5495 and the slope keeps its sign in all leave-one-out fits.
    pub significant: bool,
}

/// Returns the Fingertips trend over the last five periods of values with their 95 % intervals.
///
/// # Errors
/// When there are fewer than five periods or an interval has no width.
pub fn fingertips_trend(periods: &[(f64, Interval)]) -> Result<FingertipsTrend, StatisticsError> {
    let newest = &periods[periods.len().saturating_sub(FINGERTIPS_PERIODS)..];
    if newest.len() < FINGERTIPS_PERIODS {
        return Err(StatisticsError::TooFew {
            what: "perioden",
            needed: 5,
            found: count_of(newest),
        });
    }
    let mut points = Vec::with_capacity(FINGERTIPS_PERIODS);
    let mut x = 1.0;
    for (value, interval) in newest {
        let error = positive("de standaardfout", interval.width() / FINGERTIPS_DIVISOR)?;
        points.push(Point::new(x, finite("de waarde", *value)?, error));
        x += 1.0;
    }
    let line = weighted_line(points.iter());
    let chi_squared = line.chi_squared();
    Ok(FingertipsTrend {
        slope: line.slope,
        chi_squared,
        significant: chi_squared > FINGERTIPS_THRESHOLD && keeps_sign(&points, line.slope),
    })
}

#[cfg(test)]
#[path = "trend_tests.rs"]
mod tests;
