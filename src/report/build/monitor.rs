//! The box with what the survey itself says, beside figures of a model.

use super::view::View;
use crate::findings::{subject_sentence, trend_sentences};
use crate::indicators::Figure;
use crate::report::model::Kader;
use crate::themes::{AgeGroup, Indicator};

/// Returns the box for a modelled indicator, when the survey has a figure for the area.
pub fn of(view: &View<'_>, indicator: &Indicator) -> Option<Kader> {
    let figure = view.inputs.table.measured(&indicator.id, &view.subject)?;
    // Its margin, what it was compared with and the years before stand with the whole chapter.
    let mut zinnen: Vec<String> = subject_sentence(figure).into_iter().collect();
    zinnen.extend(why_different(view, indicator));
    zinnen.retain(|sentence| !sentence.is_empty());
    Some(Kader {
        titel: format!("Volgens de enquête zelf ({})", figure.period),
        zinnen,
    })
}

/// Returns what a survey says of its area over the years up to the year of the figure; nothing for
/// figures of a model.
pub fn over_the_years(view: &View<'_>, figure: &Figure) -> Vec<String> {
    let key = (figure.indicator.id.clone(), figure.age, figure.area.clone());
    let trend = view.inputs.table.trends.get(&key);
    trend
        .filter(|trend| trend.years.last() == Some(&figure.period.0))
        .map(trend_sentences)
        .unwrap_or_default()
}

/// Returns the box with the figure of the model, where the parts are shown with the survey.
pub fn model_beside(view: &View<'_>, indicator: &Indicator, age: AgeGroup) -> Option<Kader> {
    let figure = view.figure(&indicator.id, age, &view.subject)?;
    let mut zinnen = vec![subject_sentence(figure)?];
    zinnen.push("Een schatting kan afwijken van de enquête.".to_owned());
    zinnen.push("Per gemeente staat het in de bijlage.".to_owned());
    Some(Kader {
        titel: format!("Volgens het model ({})", figure.period),
        zinnen,
    })
}

/// Both figures are printed once, with one sentence on why they differ.
fn why_different(view: &View<'_>, indicator: &Indicator) -> Option<String> {
    let age = *indicator.ages().first()?;
    let modelled = view.figure(&indicator.id, age, &view.subject)?;
    modelled.reading.value()?;
    Some(format!(
        "Het andere cijfer is een schatting met een model, van {}. Die kan afwijken.",
        modelled.period
    ))
}
