//! Plain Dutch words for what `cijfers.csv` writes as codes.

use crate::area::AreaLevel;
use crate::indicators::{Comparison, Figure, Method};
use crate::reading::Reading;
use crate::statistics::compare::{self, NoTest};
use crate::statistics::{Direction, Verdict};

/// Returns the words for a level of areas.
pub const fn level(level: AreaLevel) -> &'static str {
    match level {
        AreaLevel::Land => "land",
        AreaLevel::Provincie => "provincie",
        AreaLevel::Ggd => "GGD-regio",
        AreaLevel::Regio => "regio",
        AreaLevel::Gemeente => "gemeente",
        AreaLevel::Wijk => "wijk",
        AreaLevel::Buurt => "buurt",
    }
}

/// Returns whether there is a figure, or why not.
pub const fn status(figure: &Figure) -> &'static str {
    match figure.reading {
        Reading::Known { .. } => "bekend",
        Reading::Absent(absent) => absent.words(),
    }
}

/// Returns the words for a verdict.
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ongunstiger => "ongunstiger",
        Verdict::Gunstiger => "gunstiger",
        Verdict::Hoger => "hoger",
        Verdict::Lager => "lager",
        Verdict::NietDuidelijkAnders => "niet duidelijk anders",
        Verdict::GeenToets => "geen toets",
    }
}

/// Returns the side that is unfavourable.
pub const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::HogerIsOngunstiger => "hoger",
        Direction::LagerIsOngunstiger => "lager",
        Direction::Neutraal => "geen van beide",
    }
}

/// Returns how a value came about.
pub const fn method(method: Method) -> &'static str {
    match method {
        Method::Published => "gepubliceerd door de bron",
        Method::Share => "percentage van getelde aantallen",
        Method::SingleAges => "berekend uit inwoners per leeftijd",
        Method::AgeEstimate => "geschat uit leeftijdsgroepen",
        Method::Sum => "opgeteld over de gemeenten",
        Method::WeightedMean => "gewogen gemiddelde van de gemeenten",
        Method::TwoBands => "omgerekend naar de leeftijden van Nederland",
        Method::Delivered => "zoals geleverd",
        Method::Rate => "aantal per 1 000 inwoners",
        Method::Standardised => "gecorrigeerd voor leeftijd",
    }
}

/// Returns how a comparison was made, and why it has no verdict.
pub fn comparison(comparison: &Comparison) -> String {
    let outcome = &comparison.outcome;
    let how = match outcome.method() {
        compare::Method::SurveyAgainstSurvey => "toets van twee enquêtecijfers",
        compare::Method::PartAgainstRest => "toets van het gebied tegen de rest",
        compare::Method::ModelInterval => "marge van het model en een drempel",
        compare::Method::RegistryThreshold => "drempel voor tellingen",
        compare::Method::EstimateRange => "bereik van de schatting en een drempel",
        compare::Method::None => "niet getoetst",
    };
    match outcome.no_test() {
        Some(reason) => format!("{how}: {}", why(reason)),
        None => how.to_owned(),
    }
}

/// The areas are named in other columns, so the reason names none.
fn why(reason: NoTest) -> String {
    match reason {
        NoTest::MoreThanHalf => {
            "het gebied is meer dan de helft van het vergelijkingsgebied".to_owned()
        }
        NoTest::VarianceNotPositive => {
            "de marges van beide gebieden passen niet bij elkaar".to_owned()
        }
        NoTest::NoPopulation => {
            "van een van beide gebieden is het aantal inwoners niet bekend".to_owned()
        }
        other => other.reason("", ""),
    }
}
