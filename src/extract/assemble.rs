//! From rows to observations: units, plausibility, doubles. Every fault names its cell and never
//! its number.

use std::collections::BTreeMap;

use super::fault::{Faults, Spot};
use super::forms::{Ages, Taken};
use super::mapping::{FileUnit, LocalIndicator, Mapping};
use super::number::Said;
use super::observation::{Amount, Observation};
use crate::area::AreaCode;
use crate::period::Year;
use crate::reading::Absent;
use crate::statistics::Interval;
use crate::unit::Unit;

/// What is wrong with a part that is more than its whole.
const LARGER: &str = "aantal is groter dan noemer; verwacht een deel van het geheel";
/// What rounding may put a published bound on the wrong side of its value.
const ROUNDING: f64 = 0.051;

/// Returns the observations of all rows.
///
/// # Errors
/// Every number that cannot be right, with its place.
pub fn assemble(mapping: &Mapping, taken: Vec<Taken>) -> Result<Vec<Observation>, Faults> {
    let mut faults = Faults::new();
    super::fractions::check(mapping, &taken, &mut faults);
    let mut observations = Vec::new();
    for row in taken {
        let Some(local) = mapping.indicators.get(row.indicator) else {
            continue;
        };
        let mut check = Check {
            faults: &mut faults,
            row: &row,
        };
        let amount = check.amount(local, &row);
        if row.together.is_some()
            && !matches!(
                amount,
                Some(Amount::Share { .. } | Amount::Absent(_)) | None
            )
        {
            check.fault("een cijfer van wijken samen kan alleen als het een percentage is");
        }
        if let Some(amount) = amount {
            observations.push(Observation {
                indicator: row.indicator,
                area: row.area,
                together: row.together,
                period: row.period,
                ages: row.ages,
                amount,
                spot: row.spot,
            });
        }
    }
    doubles(mapping, &observations, &mut faults);
    faults.none_or(observations)
}

/// The same area twice for one indicator: one of both is wrong, and nobody can see which.
fn doubles(mapping: &Mapping, observations: &[Observation], faults: &mut Faults) {
    let mut seen: BTreeMap<(usize, &AreaCode, Year, Ages), &Spot> = BTreeMap::new();
    for observation in observations {
        let key = (
            observation.indicator,
            &observation.area,
            observation.period,
            observation.ages,
        );
        let Some(first) = seen.insert(key, &observation.spot) else {
            continue;
        };
        let id = mapping
            .indicators
            .get(observation.indicator)
            .map_or("", |local| local.indicator.id.as_str());
        faults.push_todo(
            observation.spot.clone(),
            format!(
                "verwacht één cijfer van «{id}» voor {} in {}; het staat ook bij {first}",
                observation.area, observation.period
            ),
            "haal een van beide weg, of kies de rijen in het koppelbestand met [filter]",
        );
    }
}

/// Which of the numbers of a row, as in [`Taken::places`].
const BASE: usize = 1;
const COUNT: usize = 2;
const LOWER: usize = 3;
const UPPER: usize = 4;
const EFFECTIVE: usize = 5;
const DESIGN: usize = 6;

struct Check<'a> {
    faults: &'a mut Faults,
    row: &'a Taken,
}

/// Returns the number of a cell that has one.
const fn number(said: Option<Said>) -> Option<f64> {
    match said {
        Some(Said::Number { value, .. }) => Some(value),
        Some(Said::Absent(_)) | None => None,
    }
}

const fn absent(said: Option<Said>) -> Option<Absent> {
    match said {
        Some(Said::Absent(absent)) => Some(absent),
        Some(Said::Number { .. }) | None => None,
    }
}

impl Check<'_> {
    fn fault(&mut self, what: &str) {
        self.faults.push(self.row.spot.clone(), what);
    }

    /// Records a fault at one of the numbers besides the first.
    fn fault_at(&mut self, number: usize, what: &str) {
        self.faults.push(self.row.place(number), what);
    }

    /// A cell with the format of a percentage is no number of people, and no rate.
    fn percentages(&mut self, local: &LocalIndicator, row: &Taken) -> bool {
        let is_share = matches!(local.unit, FileUnit::Fraction | FileUnit::As(Unit::Procent));
        let counts = [
            (BASE, row.base),
            (COUNT, row.count),
            (EFFECTIVE, row.effective),
            (DESIGN, row.design),
        ];
        let values = [(0, row.value), (LOWER, row.lower), (UPPER, row.upper)];
        let values = values.into_iter().filter(|_| !is_share);
        let mut wrong = false;
        for (number, said) in counts.into_iter().chain(values) {
            if matches!(said, Some(Said::Number { percent: true, .. })) {
                self.fault_at(
                    number,
                    "verwacht een getal zonder procentteken; de cel is opgemaakt als percentage",
                );
                wrong = true;
            }
        }
        wrong
    }

    fn amount(&mut self, local: &LocalIndicator, row: &Taken) -> Option<Amount> {
        let lead = if local.is_counted() && row.value.is_none() {
            row.count
        } else {
            row.value
        };
        if let Some(absent) = absent(lead) {
            return Some(Amount::Absent(absent));
        }
        // A hidden base means that there were too few people: the figure is hidden with it.
        if absent(row.base) == Some(Absent::Secret) || absent(row.count) == Some(Absent::Secret) {
            return Some(Amount::Absent(Absent::Secret));
        }
        let value = lead?;
        if self.percentages(local, row) {
            return None;
        }
        for (at, name, said) in [(BASE, "noemer", row.base), (COUNT, "aantal", row.count)] {
            if number(said).is_some_and(|number| number < 0.0) {
                self.fault_at(at, &format!("verwacht een aantal van 0 of meer bij {name}"));
                return None;
            }
        }
        if let (Some(count), Some(base)) = (number(row.count), number(row.base))
            && count > base
        {
            self.fault_at(COUNT, LARGER);
            return None;
        }
        match local.unit {
            FileUnit::Fraction => self.share(row, value, 100.0),
            FileUnit::As(Unit::Procent) if local.is_counted() => self.counted_share(row),
            FileUnit::As(Unit::Procent) => self.share(row, value, 1.0),
            FileUnit::As(Unit::Aantal) => self.count(local, row, value),
            FileUnit::As(Unit::Per1000) if local.is_counted() => self.count(local, row, value),
            FileUnit::As(unit) => self.other(unit, row, value),
        }
    }

    fn share(&mut self, row: &Taken, value: Said, factor: f64) -> Option<Amount> {
        let scaled = |said: Said| match said {
            // The format multiplies by 100, so a person sees the percentage.
            Said::Number {
                value,
                percent: true,
            } => Some(tidy(value * 100.0)),
            Said::Number { value, .. } => Some(tidy(value * factor)),
            Said::Absent(_) => None,
        };
        let percent = scaled(value)?;
        if !(0.0..=100.0).contains(&percent) {
            self.fault(if factor > 1.0 {
                "verwacht een fractie van 0 tot en met 1 (eenheid = \"fractie\")"
            } else {
                "verwacht een percentage van 0 tot en met 100"
            });
            return None;
        }
        let margin = self.margin(
            percent,
            row.lower.and_then(scaled),
            row.upper.and_then(scaled),
        )?;
        if margin.is_some_and(|m| m.lower() < 0.0 || m.upper() > 100.0) {
            self.fault_at(LOWER, "verwacht grenzen van 0 tot en met 100");
            return None;
        }
        let base = number(row.base);
        let effective = self.effective(row, base)?;
        Some(Amount::Share {
            percent,
            base,
            cases: number(row.count),
            margin,
            effective,
            counted: false,
        })
    }

    /// The effective number of respondents: delivered, or respondents over the design effect.
    #[expect(clippy::option_option, reason = "unknown is not the same as wrong")]
    fn effective(&mut self, row: &Taken, base: Option<f64>) -> Option<Option<f64>> {
        let named = [
            (EFFECTIVE, "effectieve_n", row.effective),
            (DESIGN, "designeffect", row.design),
        ];
        for (at, name, said) in named {
            if number(said).is_some_and(|number| number <= 0.0) {
                self.fault_at(at, &format!("verwacht een getal boven 0 bij {name}"));
                return None;
            }
        }
        let effective = number(row.effective);
        if let (Some(effective), Some(base)) = (effective, base)
            && effective > base * 1.001
        {
            self.fault_at(
                EFFECTIVE,
                "effectieve_n is groter dan noemer; verwacht een kleiner aantal",
            );
            return None;
        }
        Some(effective.or_else(|| {
            let (design, base) = (number(row.design)?, base?);
            Some(base / design)
        }))
    }

    fn counted_share(&mut self, row: &Taken) -> Option<Amount> {
        let count = self.whole(row.count)?;
        let Some(base) = number(row.base).filter(|base| *base > 0.0) else {
            self.fault_at(BASE, "verwacht een noemer boven 0 bij dit aantal");
            return None;
        };
        let effective = self.effective(row, Some(base))?;
        Some(Amount::Share {
            percent: count / base * 100.0,
            base: Some(base),
            cases: Some(count),
            margin: None,
            effective,
            counted: true,
        })
    }

    fn count(&mut self, local: &LocalIndicator, row: &Taken, value: Said) -> Option<Amount> {
        let count = self.whole(Some(value))?;
        let base = number(row.base);
        if let Some(base) = base
            && count > base
            && local.indicator.eenheid != Unit::Aantal
        {
            self.fault(LARGER);
            return None;
        }
        if base.is_some_and(|base| base <= 0.0) {
            self.fault_at(BASE, "verwacht een noemer boven 0 bij dit aantal");
            return None;
        }
        Some(Amount::Count { count, base })
    }

    /// A count is a whole number, 0 or more.
    fn whole(&mut self, said: Option<Said>) -> Option<f64> {
        let count = number(said)?;
        if count < 0.0 || (count - count.round()).abs() > 1e-6 {
            self.fault("verwacht een heel aantal, 0 of meer");
            return None;
        }
        Some(count.round())
    }

    fn other(&mut self, unit: Unit, row: &Taken, value: Said) -> Option<Amount> {
        let value = number(Some(value))?;
        let signed = matches!(unit, Unit::Score);
        if value < 0.0 && !signed {
            self.fault("verwacht een getal van 0 of meer");
            return None;
        }
        if unit == Unit::Per1000 && value > 1000.0 && number(row.count).is_some() {
            self.fault("verwacht een getal per 1 000, dus hoogstens 1 000");
            return None;
        }
        let margin = self.margin(value, number(row.lower), number(row.upper))?;
        Some(Amount::Other {
            value,
            margin,
            base: number(row.base),
            cases: number(row.count),
        })
    }

    /// Both bounds around the value, or none. The outer `None` is a fault.
    #[expect(
        clippy::option_option,
        reason = "no margin is not the same as a wrong one"
    )]
    fn margin(
        &mut self,
        value: f64,
        lower: Option<f64>,
        upper: Option<f64>,
    ) -> Option<Option<Interval>> {
        let (Some(lower), Some(upper)) = (lower, upper) else {
            return Some(None);
        };
        let around = lower <= value + ROUNDING && value <= upper + ROUNDING;
        let margin = Interval::new(lower.min(value), upper.max(value)).ok();
        if around && lower <= upper && margin.is_some() {
            Some(margin)
        } else {
            self.fault_at(LOWER, "verwacht ondergrens ≤ waarde ≤ bovengrens");
            None
        }
    }
}

/// Multiplying by 100 must not leave the noise of binary fractions in a published figure.
fn tidy(value: f64) -> f64 {
    const STEPS: f64 = 1e9;
    (value * STEPS).round() / STEPS
}
