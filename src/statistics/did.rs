//! Effect of an intervention: difference in differences between treated and control areas.

use super::error::{StatisticsError, finite, not_negative};
use super::interval::{Estimate, Interval};
use super::kind::FigureKind;
use super::quantile::{Confidence, t_quantile};
use super::random::SplitMix64;
use super::size::{count_of, size_of_list};
use super::sum::stable_sum;

/// Fewer control areas than this allow no causal claim.
pub const LEAST_CONTROLS: usize = 3;

/// One area before and after, in the unit of the indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BeforeAfter {
    /// Value before the intervention.
    pub before: f64,
    /// Value after it.
    pub after: f64,
}

fn changes(areas: &[BeforeAfter], what: &'static str) -> Result<Vec<f64>, StatisticsError> {
    if areas.is_empty() {
        return Err(StatisticsError::TooFew {
            what,
            needed: 1,
            found: 0,
        });
    }
    areas
        .iter()
        .map(|area| finite("de verandering van een gebied", area.after - area.before))
        .collect()
}

fn mean(values: &[f64]) -> f64 {
    stable_sum(values.iter().copied()) / size_of_list(values)
}

/// Returns the effect on the treated: (mean change of treated) − (mean change of control areas).
///
/// # Errors
/// When there is no treated or no control area, or a value is not finite.
pub fn effect(treated: &[BeforeAfter], control: &[BeforeAfter]) -> Result<f64, StatisticsError> {
    let treated = changes(treated, "gebieden met de aanpak")?;
    let control = changes(control, "controlegebieden")?;
    Ok(mean(&treated) - mean(&control))
}

/// Returns the effect with the headline interval: t on the spread of changes among controls.
///
/// Areas change from year to year by more than sampling alone; that spread s, seen in the m
/// control areas, holds for the k treated ones too: ATT ± t(m − 1)·s·√(1/k + 1/m) (Donald & Lang
/// 2007).
///
/// # Errors
/// When there are fewer than two control areas, or as [`effect`].
pub fn effect_with_interval(
    treated: &[BeforeAfter],
    control: &[BeforeAfter],
    level: Confidence,
) -> Result<Estimate, StatisticsError> {
    let value = effect(treated, control)?;
    if control.len() < 2 {
        return Err(StatisticsError::TooFew {
            what: "controlegebieden voor een marge",
            needed: 2,
            found: count_of(control),
        });
    }
    let spread = changes(control, "controlegebieden")?;
    let centre = mean(&spread);
    let (k, m) = (size_of_list(treated), size_of_list(control));
    let variance = stable_sum(spread.iter().map(|change| (change - centre).powi(2))) / (m - 1.0);
    let half =
        t_quantile(1.0 - level.tail(), m - 1.0)? * (variance * (k.recip() + m.recip())).sqrt();
    Estimate::new(value, value - half, value + half)
}

/// Returns the effect with the sampling-only interval, ATT ± z·√(Σ four se²); for the annex,
/// where it is called too narrow.
///
/// # Errors
/// When a number is not finite or a standard error is negative.
pub fn effect_with_sampling_interval(
    value: f64,
    standard_errors: [f64; 4],
    level: Confidence,
) -> Result<Estimate, StatisticsError> {
    for error in standard_errors {
        not_negative("een standaardfout", error)?;
    }
    let value = finite("het effect", value)?;
    let half = level.z() * stable_sum(standard_errors.map(|error| error * error)).sqrt();
    Estimate::new(value, value - half, value + half)
}

/// The answer of a permutation test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Permutation {
    /// Share of the assignments, the real one included, with an effect at least as large.
    pub p: f64,
    /// The smallest share that was attainable.
    pub smallest: f64,
    /// Every assignment was tried; else 9 999 random ones and the real one.
    pub exhaustive: bool,
}

/// Up to this many assignments all are tried.
const MOST_ASSIGNMENTS: f64 = 100_000.0;
const RANDOM_ASSIGNMENTS: u32 = 9_999;
const SEED: u64 = 18_541_849;

/// Returns the share of placebo assignments with |ATT*| ≥ |ATT|.
///
/// # Errors
/// As [`effect`].
pub fn permutation_test(
    treated: &[BeforeAfter],
    control: &[BeforeAfter],
) -> Result<Permutation, StatisticsError> {
    let real = effect(treated, control)?.abs();
    let mut all = changes(treated, "gebieden met de aanpak")?;
    let chosen = all.len();
    all.extend(changes(control, "controlegebieden")?);
    // Which area is which does not matter for placebo effects; sorting makes the answer the same
    // for every order of the input.
    all.sort_by(f64::total_cmp);
    let placebo = Placebo::new(&all, chosen, real);
    let assignments = choose(size_of_list(&all), chosen);
    if assignments <= MOST_ASSIGNMENTS {
        let hits = f64::from(placebo.count_all());
        return Ok(Permutation {
            p: hits / assignments,
            smallest: assignments.recip(),
            exhaustive: true,
        });
    }
    let hits = f64::from(placebo.count_random());
    let tried = f64::from(RANDOM_ASSIGNMENTS) + 1.0;
    Ok(Permutation {
        p: (hits + 1.0) / tried,
        smallest: tried.recip(),
        exhaustive: false,
    })
}

/// Returns n over k, or a number beyond any limit when it is very large.
fn choose(n: f64, k: usize) -> f64 {
    let mut result = 1.0;
    let mut step = 1.0;
    for _ in 0..k {
        result *= (n - step + 1.0) / step;
        step += 1.0;
    }
    f64::round(result)
}

struct Placebo<'a> {
    changes: &'a [f64],
    chosen: usize,
    total: f64,
    threshold: f64,
}

impl<'a> Placebo<'a> {
    fn new(changes: &'a [f64], chosen: usize, real: f64) -> Self {
        let scale = changes
            .iter()
            .fold(1.0_f64, |largest, change| largest.max(change.abs()));
        // Equal effects may differ in their last bits; they count as equal.
        let threshold = real - 1e-12 * scale;
        Self {
            changes,
            chosen,
            total: stable_sum(changes.iter().copied()),
            threshold,
        }
    }

    fn is_hit(&self, sum: f64) -> bool {
        let chosen = size_of_list(&self.changes[..self.chosen]);
        let rest = size_of_list(self.changes) - chosen;
        (sum / chosen - (self.total - sum) / rest).abs() >= self.threshold
    }

    /// Walks over all ways to choose, in lexicographic order of positions.
    fn count_all(&self) -> u32 {
        let (n, k) = (self.changes.len(), self.chosen);
        let mut positions: Vec<usize> = (0..k).collect();
        let mut hits = 0;
        loop {
            let sum = stable_sum(positions.iter().map(|position| self.changes[*position]));
            hits += u32::from(self.is_hit(sum));
            let Some(movable) = (0..k).rev().find(|slot| positions[*slot] < n - k + slot) else {
                return hits;
            };
            positions[movable] += 1;
            for slot in movable + 1..k {
                positions[slot] = positions[slot - 1] + 1;
            }
        }
    }

    fn count_random(&self) -> u32 {
        let mut random = SplitMix64::new(SEED);
        let mut positions: Vec<usize> = (0..self.changes.len()).collect();
        let mut hits = 0;
        for _ in 0..RANDOM_ASSIGNMENTS {
            for slot in 0..self.chosen {
                let left = u64::try_from(positions.len() - slot).unwrap_or(u64::MAX);
                let step = usize::try_from(random.below(left)).unwrap_or(0);
                positions.swap(slot, slot + step);
            }
            let drawn = positions[..self.chosen]
                .iter()
                .map(|position| self.changes[*position]);
            hits += u32::from(self.is_hit(stable_sum(drawn)));
        }
        hits
    }
}

/// Why an effect may not be called the effect of the intervention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoClaim {
    /// Fewer than three control areas.
    TooFewControls,
    /// The outcome is modelled: the model cannot see an intervention.
    ModelledOutcome,
    /// The areas already grew apart before the intervention.
    PreTrendFails,
}

impl NoClaim {
    /// Returns the reason as a Dutch sentence without capital and full stop.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::TooFewControls => "er zijn minder dan drie controlegebieden",
            Self::ModelledOutcome => "de uitkomst is een modelschatting of een rekensom",
            Self::PreTrendFails => "de gebieden liepen al uiteen voordat de aanpak begon",
        }
    }
}

/// Returns every reason not to claim a cause; none means that a claim is allowed.
///
/// `pre_trend` is the interval of the same formula on two waves before the start; it must hold 0.
pub fn reasons_against_claim(
    controls: usize,
    kind: FigureKind,
    pre_trend: Option<&Interval>,
) -> Vec<NoClaim> {
    let mut reasons = Vec::new();
    if controls < LEAST_CONTROLS {
        reasons.push(NoClaim::TooFewControls);
    }
    if kind.is_estimated() {
        reasons.push(NoClaim::ModelledOutcome);
    }
    if !pre_trend.is_some_and(|interval| interval.contains(0.0)) {
        reasons.push(NoClaim::PreTrendFails);
    }
    reasons
}

#[cfg(test)]
#[path = "did_tests.rs"]
mod tests;
