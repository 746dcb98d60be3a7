//! The headline topics over the years: small charts of equal size, side by side.
//!
//! The survey comes first; where it has too few years for the area the model is shown, and only
//! described. A word for a change stands there only after its test.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::chapters::CHAPTERS;
use super::charts::unit_words;
use super::view::View;
use crate::area::AreaCode;
use crate::figures::{
    FigureKind as Drawing, FigureSpec, Trend, TrendBreak, TrendPoint, TrendSeries, TrendValue,
};
use crate::findings::{label_for, trend_sentences};
use crate::indicators::Figure;
use crate::report::model::{FiguurBreedte, Paneel, Reeksen};
use crate::statistics::FigureKind;
use crate::themes::{AgeGroup, Indicator};

/// A line needs at least so many years.
const LEAST_YEARS: usize = 3;

/// One indicator over the years: its figures, and which of them are of people of 19 or older.
struct OverYears<'a> {
    indicator: Arc<Indicator>,
    age: AgeGroup,
    /// Nearest first: the area of the report, the area around it, Nederland.
    lines: Vec<(AreaCode, Vec<&'a Figure>)>,
}

/// Returns the charts of the headline topics; none when no topic has years enough.
pub fn chapter(view: &mut View<'_>) -> Option<Reeksen> {
    let topics = CHAPTERS.into_iter().flat_map(|one| one.in_blocks(view));
    let found: Vec<OverYears<'_>> = topics
        .filter_map(|(indicator, age)| over_years(view, &indicator, age))
        .collect();
    if found.is_empty() {
        return None;
    }
    let punten = found.iter().flat_map(|one| sentences(view, one)).collect();
    let modelled = found
        .iter()
        .any(|one| one.indicator.soort != FigureKind::Enquete);
    let panelen = found.iter().map(|one| panel(view, one)).collect();
    let mut noten =
        vec!["De cijfers per jaar staan ook in de tabellen en in cijfers.csv.".to_owned()];
    if modelled {
        noten.push("Schattingen met een model zijn niet getoetst op een trend.".to_owned());
    }
    Some(Reeksen {
        zinnen: vec![
            "Deze bladzijde laat zien hoe de belangrijkste onderwerpen zijn veranderd.".to_owned(),
            "Een rechtopstaande streep bij een stip is de marge.".to_owned(),
        ],
        punten,
        panelen,
        noten,
    })
}

/// The survey of a topic, or else its own figures, when the area has years enough.
fn over_years<'a>(
    view: &View<'a>,
    indicator: &Arc<Indicator>,
    age: AgeGroup,
) -> Option<OverYears<'a>> {
    let measured = view.inputs.table.measured(&indicator.id, &view.subject);
    let survey = measured.map(|figure| (Arc::clone(&figure.indicator), figure.age));
    let own = (Arc::clone(indicator), age);
    survey
        .into_iter()
        .chain([own])
        .map(|(indicator, age)| {
            let lines = view
                .references()
                .into_iter()
                .map(|area| {
                    let figures = waves(view, &indicator, age, &area);
                    (area, figures)
                })
                .filter(|(_, figures)| figures.len() >= LEAST_YEARS)
                .collect();
            OverYears {
                indicator,
                age,
                lines,
            }
        })
        .find(|one: &OverYears<'_>| one.lines.iter().any(|(area, _)| *area == view.subject))
}

/// The known figures of an area by year; of a survey also its waves of people of 19 or older, where
/// the year has no other.
fn waves<'a>(
    view: &View<'a>,
    indicator: &Indicator,
    age: AgeGroup,
    area: &AreaCode,
) -> Vec<&'a Figure> {
    let mut of_year: BTreeMap<i32, &Figure> = BTreeMap::new();
    for figure in &view.inputs.table.figures {
        let from_19 = indicator.soort == FigureKind::Enquete && figure.age == AgeGroup::From19;
        let fits = figure.indicator.id == indicator.id
            && figure.area == *area
            && (figure.age == age || from_19)
            && figure.reading.value().is_some();
        if fits && (figure.age == age || !of_year.contains_key(&figure.period.0)) {
            of_year.insert(figure.period.0, figure);
        }
    }
    of_year.into_values().collect()
}

fn sentences(view: &View<'_>, one: &OverYears<'_>) -> Vec<String> {
    let key = (one.indicator.id.clone(), one.age, view.subject.clone());
    let Some(trend) = view.inputs.table.trends.get(&key) else {
        return Vec::new();
    };
    let name = crate::findings::in_sentence(&label_for(&one.indicator, one.age));
    let said = trend_sentences(trend).into_iter().next();
    said.map(|sentence| {
        let sentence = sentence
            .replacen("Van ", "van ", 1)
            .replacen("Vergeleken", "vergeleken", 1);
        format!("{}: {sentence}", crate::findings::capital(&name))
    })
    .into_iter()
    .collect()
}

fn panel(view: &mut View<'_>, one: &OverYears<'_>) -> Paneel {
    let label = label_for(&one.indicator, one.age);
    let label = label.trim_end_matches(" (enquête)").to_owned();
    let kind = match one.indicator.soort {
        FigureKind::Enquete => "enquête",
        FigureKind::Modelschatting => "schatting met een model",
        FigureKind::Schatting => "schatting",
        FigureKind::Registratie => "registratie",
        FigureKind::Lokaal => "lokaal",
    };
    let figures = || one.lines.iter().flat_map(|(_, figures)| figures);
    let spec = FigureSpec {
        title: format!("{label} door de jaren"),
        width_mm: FiguurBreedte::Derde.millimetres(),
        fictief: figures().any(|figure| figure.fictitious || figure.fictitious_margin),
        kind: Drawing::Trend(Trend {
            measure: format!("{label} ({kind})"),
            unit: unit_words(one.indicator.eenheid).to_owned(),
            series: one.lines.iter().map(|line| series(view, line)).collect(),
            breaks: breaks(one),
        }),
    };
    let name = format!("jaren-{}", one.indicator.id);
    Paneel {
        titel: label,
        figuur: crate::report::model::Figuur {
            bijschrift: source(one, kind),
            ..view.draw(&name, &spec, FiguurBreedte::Derde)
        },
    }
}

fn series(view: &View<'_>, (area, figures): &(AreaCode, Vec<&Figure>)) -> TrendSeries {
    let own = *area == view.subject;
    TrendSeries {
        name: view.place(area).kind().to_owned(),
        dashed: *area == AreaCode::Land,
        points: figures
            .iter()
            .filter_map(|figure| {
                let value = figure.reading.value()?;
                let margin = figure.reading.margin().filter(|_| own);
                Some(TrendPoint {
                    year: u16::try_from(figure.period.0).ok()?,
                    value: Some(TrendValue {
                        value,
                        margin: margin.map(|margin| (margin.lower(), margin.upper())),
                        text: figure.indicator.eenheid.number(value),
                    }),
                })
            })
            .collect(),
    }
}

/// The line is broken after the last wave that was of other people.
fn breaks(one: &OverYears<'_>) -> Vec<TrendBreak> {
    let of_19 = |figure: &&&Figure| figure.age == AgeGroup::From19 && one.age != AgeGroup::From19;
    let years = one.lines.iter().flat_map(|(_, figures)| figures);
    let last = years.filter(of_19).map(|figure| figure.period.0).max();
    last.and_then(|year| u16::try_from(year).ok())
        .map(|after| TrendBreak {
            after,
            label: "eerst 19 jaar en ouder".to_owned(),
        })
        .into_iter()
        .collect()
}

fn source(one: &OverYears<'_>, kind: &str) -> String {
    format!("{}, {kind}. Bron: {}.", one.age.title(), one.indicator.bron)
}
