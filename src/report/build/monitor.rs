//! The box with what the survey itself says, beside figures of a model.

use super::view::View;
use crate::area::AreaCode;
use crate::findings::{nederland, subject_sentence, trend_sentences, verdict_sentence};
use crate::indicators::Figure;
use crate::report::model::{Kader, Soort};
use crate::themes::Indicator;
use crate::unit::Unit;

/// Returns the box for a modelled indicator, when the survey has a figure for the area.
pub fn of(view: &View<'_>, indicator: &Indicator) -> Option<Kader> {
    let figure = view.inputs.table.measured(&indicator.id, &view.subject)?;
    let mut zinnen: Vec<String> = subject_sentence(figure).into_iter().collect();
    zinnen.extend(margin_sentence(figure));
    zinnen.extend(comparisons(view, figure));
    let key = (
        figure.indicator.id.clone(),
        figure.age,
        view.subject.clone(),
    );
    let trend = view.inputs.table.trends.get(&key);
    zinnen.extend(trend.map(trend_sentences).unwrap_or_default());
    zinnen.extend(why_different(view, indicator));
    zinnen.retain(|sentence| !sentence.is_empty());
    Some(Kader {
        titel: format!("Volgens de enquête zelf ({})", figure.period),
        zinnen,
    })
}

fn margin_sentence(figure: &Figure) -> Option<String> {
    let Some(margin) = figure.reading.margin() else {
        return Some("Bij dit cijfer is geen marge gepubliceerd.".to_owned());
    };
    let unit = figure.indicator.eenheid;
    (unit == Unit::Procent).then(|| {
        format!(
            "De echte waarde ligt waarschijnlijk tussen {} en {} procent.",
            unit.number(margin.lower()),
            unit.number(margin.upper())
        )
    })
}

fn comparisons(view: &View<'_>, figure: &Figure) -> Vec<String> {
    let Some(value) = figure.reading.value() else {
        return Vec::new();
    };
    let mut sentences = Vec::new();
    for (index, comparison) in figure.comparisons.iter().enumerate() {
        let place = view.place(&comparison.reference);
        let reference = comparison.reference_value;
        sentences.push(nederland(&figure.indicator, &place, value, reference));
        // One sentence has one comparator: the nearest. Nederland stands beside it as a number.
        if index == 0 {
            sentences.push(verdict_sentence(&figure.indicator, comparison).to_owned());
        }
    }
    sentences
}

/// Both figures are printed once, with the reason why they differ.
fn why_different(view: &View<'_>, indicator: &Indicator) -> Vec<String> {
    let age = indicator.ages().first().copied();
    let modelled = age.and_then(|age| view.figure(&indicator.id, age, &view.subject));
    let Some((modelled, value)) =
        modelled.and_then(|figure| Some((figure, figure.reading.value()?)))
    else {
        return Vec::new();
    };
    let where_to = match (view.kind, &view.subject) {
        (_, AreaCode::Land) => "Nederland",
        (Soort::Gemeente, _) => "de gemeente",
        (Soort::Regio, _) => "de regio",
    };
    vec![
        format!(
            "Het model komt voor {where_to} op {} ({}).",
            indicator.eenheid.with_unit(value),
            modelled.period
        ),
        "De enquête telt antwoorden. Het model schat uit kenmerken van bewoners, ook per wijk."
            .to_owned(),
        "Daarom zijn de cijfers niet gelijk.".to_owned(),
    ]
}
