//! What a survey says over the years, in fixed sentences. A word for a change stands there only
//! after its test.

use crate::indicators::SurveyTrend;
use crate::statistics::Side;
use crate::statistics::trend::TrendWord;

/// Returns the sentences about a series: the whole of it, the latest change, and what makes years
/// hard to compare.
pub fn trend_sentences(trend: &SurveyTrend) -> Vec<String> {
    let mut sentences = Vec::new();
    let (Some(first), Some(last)) = (trend.years.first(), trend.years.last()) else {
        return sentences;
    };
    sentences.extend(trend.word.map(|word| match word {
        TrendWord::Rising => format!("Van {first} tot {last} is het percentage gestegen."),
        TrendWord::Falling => format!("Van {first} tot {last} is het percentage gedaald."),
        TrendWord::UpAndDown => format!("Van {first} tot {last} gaat het percentage op en neer."),
        TrendWord::NoClearTrend => {
            format!("Van {first} tot {last} is er geen duidelijke trend.")
        }
    }));
    let (before, change) = &trend.latest;
    sentences.push(match change.side() {
        Some(Side::Higher) => format!("Vergeleken met {before} is het percentage gestegen."),
        Some(Side::Lower) => format!("Vergeleken met {before} is het percentage gedaald."),
        None => format!("Het verschil met {before} is niet duidelijk."),
    });
    if let Some(last) = trend.from_19.last() {
        sentences.push(format!(
            "Tot en met {last} ging het om mensen vanaf 19 jaar."
        ));
    }
    if trend.years.iter().any(|year| CORONA.contains(year)) {
        sentences.push("In 2020 en 2022 was er corona.".to_owned());
    }
    sentences
}

/// Waves during the corona epidemic (statistics.md 4.7).
const CORONA: [i32; 2] = [2020, 2022];
