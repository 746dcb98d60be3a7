//! What a survey says over the years, in fixed sentences. A word for a change stands there only
//! after its test.

use crate::indicators::SurveyTrend;
use crate::statistics::Side;
use crate::statistics::trend::TrendWord;

/// Returns the sentences about the change itself, without the mark on who were asked. Of a series
/// that goes up and down the latest change says more than the whole, so it goes first.
pub fn change_sentences(trend: &SurveyTrend) -> Vec<String> {
    let mut sentences = trend_sentences(trend);
    if !trend.from_19.is_empty() {
        sentences.pop();
    }
    if trend.word == Some(TrendWord::UpAndDown) {
        sentences.reverse();
    }
    sentences
}

/// Returns the sentences about a series: the whole of it, where there are years enough, and the
/// latest change.
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
    match change.side() {
        Some(Side::Higher) => {
            sentences.push(format!(
                "Vergeleken met {before} is het percentage gestegen."
            ));
        }
        Some(Side::Lower) => {
            sentences.push(format!(
                "Vergeleken met {before} is het percentage gedaald."
            ));
        }
        None if sentences.is_empty() => {
            sentences.push(format!("Het verschil met {before} is niet duidelijk."));
        }
        None => {}
    }
    if let Some(last) = trend.from_19.last() {
        sentences.push(format!(
            "Tot en met {last} ging het om mensen vanaf 19 jaar."
        ));
    }
    sentences
}
