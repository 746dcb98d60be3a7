//! Trend in counts: the test of Cochran (1954) and Armitage (1955).

use super::error::{StatisticsError, positive, within};
use super::size::count_of;
use super::sum::stable_sum;

/// One period of counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountPeriod {
    /// The score of the period: its number or its calendar year.
    pub time: f64,
    /// Cases.
    pub count: f64,
    /// People of whom the cases are a part.
    pub total: f64,
}

/// Returns χ² with one degree of freedom for a trend in proportions.
///
/// χ² = N(NΣtR − RΣtn)²/(R(N − R)(NΣt²n − (Σtn)²)), R cases of N people in all. Times are taken
/// from their mean, which leaves χ² as it is and keeps the digits.
///
/// # Errors
/// When there are fewer than two periods, a count exceeds its total, nobody or everybody is a
/// case, or all times are equal.
pub fn cochran_armitage(periods: &[CountPeriod]) -> Result<f64, StatisticsError> {
    if periods.len() < 2 {
        return Err(StatisticsError::TooFew {
            what: "perioden",
            needed: 2,
            found: count_of(periods),
        });
    }
    for period in periods {
        let total = positive("de noemer", period.total)?;
        within("het aantal", period.count, 0.0, total)?;
        within("de periode", period.time, -1e6, 1e6)?;
    }
    let people = stable_sum(periods.iter().map(|period| period.total));
    let cases = stable_sum(periods.iter().map(|period| period.count));
    let centre = stable_sum(periods.iter().map(|period| period.time * period.total)) / people;
    let share = cases / people;
    let drift = stable_sum(
        periods
            .iter()
            .map(|period| (period.time - centre) * (period.count - share * period.total)),
    );
    let spread = stable_sum(
        periods
            .iter()
            .map(|period| (period.time - centre).powi(2) * period.total),
    );
    let denominator = share * (1.0 - share) * spread;
    if denominator > 0.0 {
        Ok(drift * drift / denominator)
    } else {
        Err(StatisticsError::Undefined {
            what: "de trend in aantallen",
            reason: "iedereen of niemand telt mee, of er is maar één periode",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::check::{TEN_DIGITS, close};

    const COUNTS: [(f64, f64); 5] = [
        (994.0, 40_299.0),
        (1023.0, 41_527.0),
        (1199.0, 42_811.0),
        (1332.0, 44_064.0),
        (1367.0, 44_701.0),
    ];

    fn periods(first_time: f64) -> Vec<CountPeriod> {
        let times = (0..5).map(|step| first_time + f64::from(step));
        times
            .zip(COUNTS)
            .map(|(time, (count, total))| CountPeriod { time, count, total })
            .collect()
    }

    #[test]
    fn gives_the_published_answer_whatever_the_first_year() {
        for first in [1.0, 2014.0] {
            let chi_squared = cochran_armitage(&periods(first)).unwrap();
            close(chi_squared, 47.896_676_707_589_118, TEN_DIGITS);
        }
    }

    #[test]
    fn everybody_or_nobody_cannot_be_calculated() {
        let all: Vec<CountPeriod> = periods(1.0)
            .into_iter()
            .map(|p| CountPeriod {
                count: p.total,
                ..p
            })
            .collect();
        assert!(cochran_armitage(&all).is_err());
        let none: Vec<CountPeriod> = periods(1.0)
            .into_iter()
            .map(|p| CountPeriod { count: 0.0, ..p })
            .collect();
        assert!(cochran_armitage(&none).is_err());
        let still: Vec<CountPeriod> = periods(1.0)
            .into_iter()
            .map(|p| CountPeriod { time: 3.0, ..p })
            .collect();
        assert!(cochran_armitage(&still).is_err());
        let more = [CountPeriod {
            time: 1.0,
            count: 2.0,
            total: 1.0,
        }; 2];
        assert!(cochran_armitage(&more).is_err());
        assert!(cochran_armitage(&periods(1.0)[..1]).is_err());
    }
}
