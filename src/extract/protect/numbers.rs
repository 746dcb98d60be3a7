//! What disclosure control looks at, and what is shown of a cell that it lets through.

use super::super::observation::{Amount, Observation};
use super::super::protected::Shown;
use super::super::read::Extract;
use crate::disclosure::{Numbers, Primary, decimals};
use crate::reading::Absent;
use crate::unit::Unit;

impl Extract {
    /// What disclosure control looks at. Decimals are those of the number itself: taken over a
    /// column, a hidden number could change what else is hidden.
    pub(super) fn numbers(&self, one: &Observation) -> Numbers {
        match one.amount {
            Amount::Absent(_) => Numbers::Count {
                count: 0.0,
                base: None,
            },
            Amount::Share {
                cases: Some(count),
                base,
                counted: true,
                ..
            } => Numbers::Rate { count, base },
            Amount::Share {
                percent,
                base,
                cases,
                ..
            } => Numbers::Survey {
                percent,
                decimals: decimals([percent]),
                respondents: base,
                cases,
            },
            Amount::Count { count, base } if self.unit(one) == Unit::Aantal => {
                Numbers::Count { count, base }
            }
            Amount::Count { count, base } => Numbers::Rate { count, base },
            Amount::Standardised { events, .. } => Numbers::Rate {
                count: events,
                base: None,
            },
            Amount::Other {
                value, base, cases, ..
            } => self.other(one, value, base, cases),
        }
    }

    /// A rate is hidden by its count; another figure by the number of people it rests on.
    fn other(
        &self,
        one: &Observation,
        value: f64,
        base: Option<f64>,
        cases: Option<f64>,
    ) -> Numbers {
        let of_rate = (self.unit(one) == Unit::Per1000)
            .then(|| base.map(|base| value / 1000.0 * base))
            .flatten();
        match (cases.or(of_rate), base) {
            (Some(count), base) => Numbers::Rate { count, base },
            // Half of the people stands for «neither few nor nearly all»: only the size is judged.
            (None, base) => Numbers::Survey {
                percent: 50.0,
                decimals: 0,
                respondents: base,
                cases: None,
            },
        }
    }
}

/// Returns what is shown of a cell.
pub fn shown(amount: &Amount, judged: Primary, hidden: bool) -> Shown {
    if hidden && !matches!(amount, Amount::Absent(_)) {
        return Shown::Absent(Absent::Secret);
    }
    match (*amount, judged) {
        (Amount::Absent(absent), _) => Shown::Absent(absent),
        (
            Amount::Share {
                base: Some(base),
                counted: true,
                effective,
                ..
            },
            Primary::Rounded(count),
        ) => Shown::Share {
            percent: count / base * 100.0,
            margin: None,
            base: Some(base),
            effective,
            counted: true,
        },
        (
            Amount::Share {
                percent,
                margin,
                base,
                effective,
                counted,
                ..
            },
            _,
        ) => Shown::Share {
            percent,
            margin,
            base,
            effective,
            counted,
        },
        (Amount::Count { base, .. }, Primary::Rounded(count)) => Shown::Count { count, base },
        (Amount::Count { count, base }, _) => Shown::Count { count, base },
        (Amount::Standardised { rate, margin, .. }, _) => Shown::Standardised { rate, margin },
        (Amount::Other { value, margin, .. }, _) => Shown::Other { value, margin },
    }
}
