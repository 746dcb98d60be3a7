//! "Leeftijd of iets anders?": what modelled percentages would be with the ages of Nederland, and
//! the difference taken apart. It describes and tests nothing, so it judges nothing.

use std::sync::Arc;

use super::indicator::source_line;
use super::view::{View, is_fictitious};
use crate::area::AreaCode;
use crate::figures::{Decomposition, FigureKind, FigureSpec, Part};
use crate::findings::{in_sentence, list_of};
use crate::indicators::{AgePart, Figure, two_band_id};
use crate::report::model::{Cel, FiguurBreedte, Kolom, Leeftijd, Ontleding, Rij, Tabel};
use crate::themes::{AgeGroup, Indicator};
use crate::unit::{Unit, dutch_number};

/// Most differences that are drawn; the table has all of them.
const DRAWN: usize = 4;

/// An indicator with everything that the page prints of it.
struct Item<'a> {
    indicator: Arc<Indicator>,
    own: &'a Figure,
    standardised: &'a Figure,
    country: &'a Figure,
    /// The difference and its parts.
    parts: [&'a Figure; 3],
}

/// Returns the page; `None` when no indicator has the view.
pub fn page(view: &mut View<'_>) -> Option<Leeftijd> {
    let items = items(view);
    let first = items.first()?;
    let bronregel = source_line(view, first.own);
    let tabel = table(view, &items);
    let surveys: Vec<String> = items
        .iter()
        .filter(|item| {
            let table = view.inputs.table;
            table.measured(&item.indicator.id, &view.subject).is_some()
        })
        .map(|item| in_sentence(&item.indicator.label))
        .collect();
    let mut drawn: Vec<&Item<'_>> = items.iter().collect();
    drawn.sort_by(|a, b| size(b).total_cmp(&size(a)));
    drawn.truncate(DRAWN);
    let ends = drawn.iter().flat_map(|item| item.parts.map(value));
    let range = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| {
        (low.min(end), high.max(end))
    });
    let delen = drawn
        .into_iter()
        .map(|item| part(view, item, range))
        .collect();
    Some(Leeftijd {
        zinnen: sentences(view),
        delen,
        tabel,
        bronregel,
        noten: notes().into_iter().chain(survey_note(&surveys)).collect(),
    })
}

fn items<'a>(view: &View<'a>) -> Vec<Item<'a>> {
    let of = |indicator: &Arc<Indicator>| {
        let figure = |id: &str, area| view.figure(id, AgeGroup::Adults, area);
        let subject = &view.subject;
        let [whole, ages, rest] =
            AgePart::EACH.map(|part| figure(&part.id(&indicator.id), subject));
        Some(Item {
            indicator: Arc::clone(indicator),
            own: figure(&indicator.id, subject)?,
            standardised: figure(&two_band_id(&indicator.id), subject)?,
            country: figure(&indicator.id, &AreaCode::Land)?,
            parts: [whole?, ages?, rest?],
        })
    };
    view.inputs.catalogue.iter().filter_map(of).collect()
}

/// A figure of this page always has a value; without one nothing is drawn.
fn value(figure: &Figure) -> f64 {
    figure.reading.value().unwrap_or_default()
}

/// How much the ages do, in percentage points.
fn size(item: &Item<'_>) -> f64 {
    let [_, ages, _] = item.parts;
    value(ages).abs()
}

fn is_made_up(item: &Item<'_>) -> bool {
    let others = [item.own, item.standardised, item.country];
    others.into_iter().chain(item.parts).any(is_fictitious)
}

/// Percentage points with their sign: «+0,9», «−1,3», «0,0».
fn signed(points: f64) -> String {
    let text = dutch_number(points, 1);
    if points > 0.0 && text != "0,0" {
        format!("+{text}")
    } else {
        text
    }
}

fn part(view: &mut View<'_>, item: &Item<'_>, range: (f64, f64)) -> Ontleding {
    let label = item.indicator.label.clone();
    let (name, year) = (view.name(&view.subject), item.own.period);
    let [whole, ages, rest] = item.parts;
    let bar = |name: &str, figure: &Figure| Part {
        name: name.to_owned(),
        value: value(figure),
        text: signed(value(figure)),
    };
    let spec = FigureSpec {
        title: format!("{label}: het verschil met Nederland in delen"),
        width_mm: FiguurBreedte::Half.millimetres(),
        fictief: is_made_up(item),
        kind: FigureKind::Decomposition(Decomposition {
            measure: format!("{label}, {name} vergeleken met Nederland, {year}"),
            unit: "procentpunt".to_owned(),
            whole: bar("verschil", whole),
            parts: vec![bar("door leeftijd", ages), bar("door iets anders", rest)],
            range: Some(range),
        }),
    };
    let drawing = format!("leeftijd-{}", item.indicator.id);
    Ontleding {
        titel: label,
        zinnen: vec![format!(
            "Als hier evenveel 65-plussers woonden als in Nederland, was het naar schatting {}.",
            Unit::Procent.with_unit(value(item.standardised))
        )],
        figuur: view.draw(&drawing, &spec, FiguurBreedte::Half),
    }
}

fn sentences(view: &View<'_>) -> Vec<String> {
    let name = view.name(&view.subject);
    vec![
        "Veel cijfers hangen samen met leeftijd.".to_owned(),
        format!("Daarom delen we het verschil van {name} met Nederland in twee delen."),
        "Het ene deel komt door het aantal 65-plussers, het andere door iets anders.".to_owned(),
        "De delen kunnen elkaar tegenwerken: dan wijzen de balken een andere kant op.".to_owned(),
    ]
}

fn notes() -> Vec<String> {
    [
        "Het zijn schattingen met een model. Deze pagina beschrijft en toetst niet.",
        "We kijken naar twee groepen: 18 tot 65 jaar en 65-plus. Verschillen tussen mensen van 65 \
         tot 75 jaar en 85-plussers zien we zo niet.",
        "Het verschil komt uit deze twee groepen. Het kan 0,1 afwijken van de kolommen ervoor.",
        "De getallen zijn afgerond. Daardoor tellen ze niet altijd precies op.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Names the topics that people in the area were asked about too; none without such a survey.
fn survey_note(topics: &[String]) -> Option<String> {
    let list = list_of(topics, topics.len(), "onderwerpen");
    (!topics.is_empty())
        .then(|| format!("Er is ook een vragenlijst over: {list}. Dat verschil kan anders zijn."))
}

fn table(view: &View<'_>, items: &[Item<'_>]) -> Tabel {
    let parts = "Verschil met Nederland, in procentpunten";
    let mut table = Tabel::new(
        "",
        "Percentages zoals ze zijn en met de leeftijden van Nederland, met het verschil in delen",
        vec![
            Kolom::tekst("Onderwerp"),
            Kolom::getal(view.name(&view.subject)).in_groep("Procent, naar schatting"),
            Kolom::getal("met zoveel 65-plussers als Nederland")
                .in_groep("Procent, naar schatting"),
            Kolom::getal("Nederland").in_groep("Procent, naar schatting"),
            Kolom::getal("verschil").in_groep(parts),
            Kolom::getal("door leeftijd").in_groep(parts),
            Kolom::getal("door iets anders").in_groep(parts),
        ],
    );
    for item in items {
        table.fictief |= is_made_up(item);
        let mut cells = vec![Cel::tekst(format!(
            "{}, {}",
            item.indicator.label, item.own.period
        ))];
        let shares = [item.own, item.standardised, item.country];
        cells.extend(shares.map(|figure| super::areas::cell(Some(figure))));
        cells.extend(item.parts.map(|figure| Cel::tekst(signed(value(figure)))));
        table.rijen.push(Rij::new(cells));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_carry_their_sign() {
        for (points, text) in [
            (0.94, "+0,9"),
            (-1.27, "−1,3"),
            (0.0, "0,0"),
            (0.04, "0,0"),
            (-0.04, "0,0"),
            (12.0, "+12,0"),
        ] {
            assert_eq!(signed(points), text);
        }
    }

    #[test]
    fn the_words_are_those_that_were_agreed() {
        let topics = ["roken", "sterk eenzaam"].map(str::to_owned);
        assert_eq!(survey_note(&[]), None);
        let survey = survey_note(&topics).unwrap();
        assert!(
            survey.contains("over: roken en sterk eenzaam. Dat"),
            "{survey}"
        );
        for text in notes().into_iter().chain([survey]) {
            let lower = text.to_lowercase();
            assert!(!lower.contains("gecorrigeerd"), "{text}");
            for sentence in text.split_inclusive(['.', '?', ':']) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 15, "{words} words: {sentence}");
            }
        }
    }
}
