//! Primary suppression: what one cell allows, judged by itself.

use super::profile::Profile;

/// Half of what binary fractions can add to a number that was exact in decimals. It is far below
/// one person, so no threshold moves.
const NOISE: f64 = 1e-6;

/// The most decimals that a published percentage is taken to have.
const MAX_DECIMALS: u32 = 4;

/// What is known about one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Numbers {
    /// A percentage of a survey.
    Survey {
        /// People with the trait that the indicator names; percentage, 0–100, may be weighted.
        percent: f64,
        /// Decimals with which the source published the percentages of the column
        /// ([`decimals`]). The number of cases is known no better than that.
        decimals: u32,
        /// People who answered, unweighted.
        respondents: Option<f64>,
        /// Respondents with the trait, unweighted. Without it, percentage times respondents.
        cases: Option<f64>,
    },
    /// A count of people at practices, hospitals or insurers; no sample.
    Count {
        /// The number of people.
        count: f64,
        /// The people it is part of, if known.
        base: Option<f64>,
    },
    /// A rate or share computed from a count; it is hidden by its count.
    Rate {
        /// The count above the line.
        count: f64,
        /// The people below the line.
        base: Option<f64>,
    },
}

/// Why a cell is hidden. For tests and counts only: a report that says which rule hid a cell says
/// whether its value is high or low.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The numbers contradict themselves or are no numbers, so nothing can be checked.
    Impossible,
    /// Too few people answered.
    FewRespondents,
    /// Too few people with the trait.
    FewCases,
    /// Too few people without the trait.
    FewOthers,
    /// Nearly everyone has the trait (group disclosure).
    LargeShare,
    /// Nobody or everybody has the trait, and the number of respondents is not known.
    Unverifiable,
    /// The count or its base is too low.
    LowCount,
}

/// What may be done with one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Primary {
    /// Printed as it is.
    Open,
    /// Printed as this count, which is rounded; a rate is computed from it, because an exact rate
    /// times a known base gives the exact count.
    Rounded(f64),
    /// Printed as an indication («indicatief»): few respondents, or an unknown number.
    Indicative,
    /// Not printed: no value, margin or count, and no rank or verdict made from them.
    Hidden(Rule),
}

impl Primary {
    /// Returns whether the cell is not printed.
    pub const fn is_hidden(self) -> bool {
        matches!(self, Self::Hidden(_))
    }
}

/// Judges one cell by itself.
///
/// Surveys: the cell is hidden below `min_respondents`, with fewer than `min_cases` people with or
/// without the trait, and above `max_share`. The sensitive category is the one that the indicator
/// names, so a very low share is judged by its cases alone. Cases that are computed from a rounded
/// percentage are uncertain: the cell is hidden when the product is below the threshold, and also
/// when a lower whole number of people would have given the same published percentage. So 10 % of
/// 50 (only 5 fits) is printed, and 0,1 % of 5 000 (3 to 7 fit) is not. Weighting makes the product
/// an approximation; delivered cases are better and replace it.
///
/// Without respondents but with cases, the respondents are taken to be the fewest that fit both.
/// With neither, only the share can be checked: it is hidden above `max_share`, and at 0 % and
/// 100 % (as rounded), which are statements about everyone in the area. What is left is at most an
/// indication, because nothing shows that there were enough respondents for more.
///
/// Counts and rates are hidden below `min_count` (zero too). When the base is known, the people
/// outside the count are judged likewise, and a share above `max_share` is hidden.
pub fn primary(profile: &Profile, numbers: &Numbers) -> Primary {
    match *numbers {
        Numbers::Survey {
            percent,
            decimals,
            respondents,
            cases,
        } => survey(profile, percent, half_step(decimals), respondents, cases),
        Numbers::Count { count, base } | Numbers::Rate { count, base } => {
            counted(profile, count, base)
        }
    }
}

fn survey(
    profile: &Profile,
    percent: f64,
    half: f64,
    respondents: Option<f64>,
    cases: Option<f64>,
) -> Primary {
    let people = [respondents, cases];
    let possible = percent.is_finite() && (-NOISE..=100.0 + NOISE).contains(&percent);
    if !possible || people.into_iter().flatten().any(|n| !is_count(n)) {
        return Primary::Hidden(Rule::Impossible);
    }
    // The fewest respondents that give these cases and this percentage.
    let fewest = |cases: f64| cases * 100.0 / (percent + half).min(100.0);
    let Some(respondents) = respondents.or_else(|| cases.map(fewest)) else {
        return share_alone(profile, percent, half);
    };
    let (few, other) = match cases {
        Some(cases) => (cases, respondents - cases),
        None => fewest_cases(percent, half, respondents),
    };
    let unweighted = cases.map_or(0.0, |cases| 100.0 * cases / respondents);
    if below(respondents, profile.min_respondents) {
        Primary::Hidden(Rule::FewRespondents)
    } else if other < -NOISE {
        Primary::Hidden(Rule::Impossible)
    } else if below(few, profile.min_cases) {
        Primary::Hidden(Rule::FewCases)
    } else if below(other, profile.min_cases) {
        Primary::Hidden(Rule::FewOthers)
    } else if above(percent.max(unweighted), profile.max_share) {
        Primary::Hidden(Rule::LargeShare)
    } else if below(respondents, profile.indicative_below) {
        Primary::Indicative
    } else {
        Primary::Open
    }
}

/// The lowest numbers of people with and without the trait: by the product, and by the lowest
/// whole number that would have been published as the same percentage.
fn fewest_cases(percent: f64, half: f64, respondents: f64) -> (f64, f64) {
    let lowest = |share: f64| {
        let product = share / 100.0 * respondents;
        let fits = ((share - half) / 100.0 * respondents - NOISE).ceil();
        product.min(fits.max(0.0))
    };
    (lowest(percent), lowest(100.0 - percent))
}

fn share_alone(profile: &Profile, percent: f64, half: f64) -> Primary {
    if above(percent, profile.max_share) {
        Primary::Hidden(Rule::LargeShare)
    } else if percent < half || percent > 100.0 - half {
        Primary::Hidden(Rule::Unverifiable)
    } else {
        Primary::Indicative
    }
}

fn counted(profile: &Profile, count: f64, base: Option<f64>) -> Primary {
    let others = base.map(|base| base - count);
    if !is_count(count) || others.is_some_and(|others| !is_count(others)) {
        return Primary::Hidden(Rule::Impossible);
    }
    if below(count, profile.min_count) {
        return Primary::Hidden(Rule::LowCount);
    }
    if others.is_some_and(|others| below(others, profile.min_count)) {
        return Primary::Hidden(Rule::FewOthers);
    }
    if base.is_some_and(|base| above(100.0 * count / base, profile.max_share)) {
        return Primary::Hidden(Rule::LargeShare);
    }
    Primary::Rounded(round_to(count, profile.rounding))
}

/// Rounds a count to a multiple of `step`; a half goes up. A step of zero or less changes nothing.
pub fn round_to(count: f64, step: f64) -> f64 {
    if step > 0.0 {
        (count / step + 0.5).floor() * step
    } else {
        count
    }
}

/// Returns with how many decimals (0–4) the percentages of one column were published, as far as
/// the numbers show it. Noise of binary fractions (`17.299999999999997`) does not count.
pub fn decimals(percentages: impl IntoIterator<Item = f64>) -> u32 {
    percentages
        .into_iter()
        .filter(|value| value.is_finite())
        .map(|value| {
            let whole = |places: &u32| {
                let scaled = value * 10_f64.powf(f64::from(*places));
                (scaled - scaled.round()).abs() < NOISE
            };
            (0..MAX_DECIMALS).find(whole).unwrap_or(MAX_DECIMALS)
        })
        .max()
        .unwrap_or(0)
}

/// Half of the last decimal: how far a published percentage lies from the true one at most.
fn half_step(decimals: u32) -> f64 {
    0.5 / 10_f64.powf(f64::from(decimals.min(MAX_DECIMALS)))
}

fn is_count(number: f64) -> bool {
    number.is_finite() && number >= -NOISE
}

fn below(number: f64, threshold: f64) -> bool {
    number < threshold - NOISE
}

fn above(number: f64, threshold: f64) -> bool {
    number > threshold + NOISE
}

#[cfg(test)]
#[path = "primary_tests.rs"]
mod tests;
