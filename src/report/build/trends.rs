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
    let panelen = found.iter().map(|one| panel(view, one)).collect();
    Some(Reeksen {
        zinnen: vec![
            "Deze bladzijde laat zien hoe de belangrijkste onderwerpen zijn veranderd.".to_owned(),
            "Een rechtopstaande streep bij een stip is de marge.".to_owned(),
        ],
        panelen,
        noten: notes(&found),
    })
}

/// What all charts have in common, and where their numbers stand.
fn notes(found: &[OverYears<'_>]) -> Vec<String> {
    let mut notes = Vec::new();
    for (kind, text) in [
        (
            FigureKind::Enquete,
            "Cijfers van een enquête zijn getoetst op een trend.",
        ),
        (
            FigureKind::Modelschatting,
            "Schattingen met een model zijn niet getoetst op een trend.",
        ),
    ] {
        if found.iter().any(|one| one.indicator.soort == kind) {
            notes.push(text.to_owned());
        }
    }
    let mut sources: Vec<String> = Vec::new();
    for one in found {
        let source = format!(
            "Bron: {}, {}.",
            one.indicator.bron,
            kind_words(one.indicator.soort)
        );
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    notes.extend(sources);
    notes.push("De cijfers per jaar staan ook in de tabellen en in cijfers.csv.".to_owned());
    notes
}

const fn kind_words(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Enquete => "enquête",
        FigureKind::Modelschatting => "schatting met een model",
        FigureKind::Schatting => "schatting",
        FigureKind::Registratie => "registratie",
        FigureKind::Lokaal => "lokaal",
    }
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

/// What the test of the series says; of a model there is none.
fn sentence(view: &View<'_>, one: &OverYears<'_>) -> String {
    let key = (one.indicator.id.clone(), one.age, view.subject.clone());
    let trend = view.inputs.table.trends.get(&key);
    let said = trend.and_then(|trend| trend_sentences(trend).into_iter().next());
    said.unwrap_or_else(|| "Een schatting met een model; niet getoetst.".to_owned())
}

fn panel(view: &mut View<'_>, one: &OverYears<'_>) -> Paneel {
    let label = label_for(&one.indicator, one.age);
    let label = label.trim_end_matches(" (enquête)").to_owned();
    let kind = kind_words(one.indicator.soort);
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
            bijschrift: sentence(view, one),
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
