//! The headline topics over the years: small charts of equal size, side by side.
//!
//! The survey comes first; where it has too few years for the area the model is shown, and only
//! described. A word for a change stands there only after its test.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::chapters::CHAPTERS;
use super::charts::unit_words;
use super::view::View;
use crate::area::AreaCode;
use crate::figures::{
    FigureKind as Drawing, FigureSpec, Trend, TrendBreak, TrendPoint, TrendSeries, TrendValue,
};
use crate::findings::{change_sentences, label_for};
use crate::indicators::Figure;
use crate::report::model::{Cel, FiguurBreedte, Kolom, Paneel, Reeksen, Rij, Tabel};
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
        tabellen: tables(view, &found),
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
    let of_19 = |one: &OverYears<'_>| breaks(one).first().map(|gap| gap.after);
    if let Some(year) = found.iter().filter_map(of_19).max() {
        notes.push(format!(
            "Tot en met {year} ging de enquête over mensen vanaf 19 jaar."
        ));
    }
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

/// What the tests of the series say: of the whole, and of the newest year.
fn sentence(view: &View<'_>, one: &OverYears<'_>) -> String {
    let key = (one.indicator.id.clone(), one.age, view.subject.clone());
    let said = view.inputs.table.trends.get(&key).map(change_sentences);
    match said {
        Some(sentences) if !sentences.is_empty() => sentences.join(" "),
        _ if one.indicator.soort == FigureKind::Modelschatting => {
            "Een schatting met een model; niet getoetst.".to_owned()
        }
        _ => "Niet getoetst.".to_owned(),
    }
}

/// The values of the charts. Surveys have a few waves and other figures a year each: in one table
/// most cells would be empty.
fn tables(view: &View<'_>, found: &[OverYears<'_>]) -> Vec<Tabel> {
    let is_survey = |one: &&OverYears<'_>| one.indicator.soort == FigureKind::Enquete;
    let (surveys, others): (Vec<_>, Vec<_>) = found.iter().partition(is_survey);
    let titled = [
        ("Enquêtes, per jaar", surveys),
        ("Registraties en schattingen, per jaar", others),
    ];
    titled
        .into_iter()
        .filter(|(_, found)| !found.is_empty())
        .map(|(title, found)| table(view, title, &found))
        .collect()
}

/// A row per topic and area, a column per year.
fn table(view: &View<'_>, title: &str, found: &[&OverYears<'_>]) -> Tabel {
    let figures = || {
        found
            .iter()
            .flat_map(|one| &one.lines)
            .flat_map(|(_, figures)| figures)
    };
    let years: BTreeSet<i32> = figures().map(|figure| figure.period.0).collect();
    let mut columns = vec![Kolom::tekst("Onderwerp"), Kolom::woord("Gebied")];
    columns.extend(years.iter().map(|year| Kolom::getal(year.to_string())));
    let summary = "De onderwerpen per jaar, voor het gebied zelf en wat eromheen ligt";
    let mut table = Tabel::new(title, summary, columns);
    for one in found {
        let unit = one.indicator.eenheid;
        let label = label_for(&one.indicator, one.age);
        let head = format!(
            "{} ({})",
            label.trim_end_matches(" (enquête)"),
            unit.label()
        );
        for (area, figures) in &one.lines {
            let mut cells = vec![Cel::tekst(head.clone()), Cel::tekst(view.name(area))];
            cells.extend(years.iter().map(|year| {
                let of_year = figures.iter().find(|figure| figure.period.0 == *year);
                let value = of_year.and_then(|figure| figure.reading.value());
                Cel::tekst(value.map_or_else(|| "–".to_owned(), |value| unit.number(value)))
            }));
            table.rijen.push(Rij::new(cells));
        }
    }
    table.fictief = figures().any(|figure| figure.fictitious);
    table
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
