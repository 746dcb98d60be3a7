//! Page 1: everything that matters, in plain words.

use super::chapters::CHAPTERS;
use super::maps::{self, MapSize};
use super::position;
use super::view::{View, symbol};
use crate::findings::{
    Headline, Priority, burden, capital, headline, nederland, priorities, subject_sentence,
    verdict_sentence,
};
use crate::reading::Reading;
use crate::report::model::{
    Cel, FiguurBreedte, Kolom, Oogopslag, Prioriteiten, Rij, Soort, Tabel, Themakaart,
};
use crate::statistics::Verdict;
use crate::themes::{AgeGroup, Theme};
use crate::unit::{Unit, dutch_number};

/// Themes with a card on page 1.
const CARDS: [Theme; 4] = [
    Theme::Leefstijl,
    Theme::Mentaal,
    Theme::GrijzeDruk,
    Theme::Laaggeletterdheid,
];

/// Most rows in the table of priorities.
pub const MOST_PRIORITIES: usize = 5;

/// Returns page 1.
pub fn page(view: &mut View<'_>) -> Oogopslag {
    let kaarten = CARDS.iter().map(|theme| card(view, *theme)).collect();
    Oogopslag {
        zinnen: opening(view),
        kaarten,
        prioriteiten: priorities_block(view),
        kaart: small_map(view),
        kaart_titel: small_map_title(view),
        zegt_niet: vec![
            "Dit rapport zegt niet waarom cijfers verschillen.".to_owned(),
            "Het zegt ook niet welke aanpak werkt.".to_owned(),
            "Een klein of onzeker verschil noemen we niet.".to_owned(),
        ],
    }
}

fn opening(view: &View<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    let name = view.name(&view.subject);
    if let Some(figure) = view.figure("inwoners", AgeGroup::All, &view.subject)
        && let Some(people) = figure.reading.value()
    {
        sentences.push(format!(
            "In {name} wonen {} mensen ({}).",
            dutch_number(people, 0),
            figure.period
        ));
    }
    let measured = view.inputs.table.measured("gezond", &view.subject);
    if let Some(figure) =
        measured.or_else(|| view.figure("gezond", AgeGroup::Adults, &view.subject))
        && let Some(value) = figure.reading.value()
        && let Some(text) = subject_sentence(figure)
    {
        sentences.push(text);
        // Only a value that the figure was compared with is of the same kind.
        if let Some(comparison) = figure.ladder() {
            let place = view.place(&comparison.reference);
            let reference = comparison.reference_value;
            sentences.push(nederland(&figure.indicator, &place, value, reference));
            sentences.push(verdict_sentence(&figure.indicator, comparison).to_owned());
        }
    }
    sentences
}

fn card(view: &View<'_>, theme: Theme) -> Themakaart {
    let inputs = view.inputs;
    headline(inputs.table, inputs.catalogue, inputs.scope, theme).map_or_else(
        || empty_card(view, theme),
        |headline| full_card(view, theme, headline),
    )
}

fn full_card(view: &View<'_>, theme: Theme, headline: Headline<'_>) -> Themakaart {
    let figure = headline.figure;
    let indicator = &figure.indicator;
    let value = figure.reading.value().unwrap_or_default();
    let mut sentences: Vec<String> = subject_sentence(figure).into_iter().collect();
    let mut comparison_text = String::new();
    if let Some(comparison) = figure.ladder() {
        let place = view.place(&comparison.reference);
        sentences.push(nederland(
            indicator,
            &place,
            value,
            comparison.reference_value,
        ));
        sentences.push(verdict_sentence(indicator, comparison).to_owned());
        let number = indicator.eenheid.with_unit(comparison.reference_value);
        comparison_text = format!("{} {number}", place.kind());
    }
    let chapter = CHAPTERS.iter().find(|chapter| chapter.theme == theme);
    sentences.extend(chapter.and_then(|one| position::in_short(view, &one.topics(view))));
    sentences.retain(|sentence| !sentence.is_empty());
    let with_age = if figure.age == AgeGroup::All {
        String::new()
    } else {
        format!("{}, ", figure.age)
    };
    Themakaart {
        thema: theme.title().to_owned(),
        getal: indicator.eenheid.with_unit(value),
        eenheid: format!("{} ({with_age}{})", indicator.label, figure.period),
        vergelijking: comparison_text,
        // Without a verdict the sentence says enough.
        oordeel: (figure.verdict() != Verdict::GeenToets).then(|| symbol(figure)),
        zin: sentences.join(" "),
        fictief: figure.fictitious || figure.ladder().is_some_and(|c| c.fictitious),
    }
}

fn empty_card(view: &View<'_>, theme: Theme) -> Themakaart {
    let missing = view
        .inputs
        .table
        .unavailable
        .iter()
        .find(|missing| missing.indicator.thema == theme);
    let sentence = if theme == Theme::Laaggeletterdheid {
        "Het cijfer per wijk staat nog niet in dit rapport. Het staat wel in Basisvaardigheden in \
         Zicht."
            .to_owned()
    } else {
        missing.map_or_else(
            || "Voor dit thema is nog geen cijfer.".to_owned(),
            |missing| format!("Niet beschikbaar: {}.", missing.for_readers()),
        )
    };
    Themakaart {
        thema: theme.title().to_owned(),
        getal: "–".to_owned(),
        eenheid: missing.map_or_else(String::new, |missing| missing.indicator.label.clone()),
        vergelijking: "nog geen cijfer".to_owned(),
        oordeel: None,
        zin: sentence,
        fictief: false,
    }
}

fn priorities_block(view: &View<'_>) -> Prioriteiten {
    let found = priorities(view.inputs.table, &view.headlines(), view.part_level());
    let (part, parts) = view.part_words();
    let around = view.around();
    if view.parts.is_empty() {
        return Prioriteiten {
            tabel: None,
            toelichting: vec!["Hier zijn geen wijken om te vergelijken.".to_owned()],
        };
    }
    if found.is_empty() {
        return Prioriteiten {
            tabel: None,
            toelichting: vec![format!(
                "In het overzicht is geen van de {parts} duidelijk ongunstiger dan de {around}."
            )],
        };
    }
    let mut table = Tabel::new(
        "",
        format!("{parts} met de grootste verschillen in aantal mensen, per thema"),
        vec![
            Kolom::woord("Thema"),
            Kolom::tekst("Waar en wat"),
            Kolom::getal(capital(part)),
            Kolom::getal(capital(around)),
            Kolom::getal("Extra mensen"),
        ],
    );
    for priority in found.iter().take(MOST_PRIORITIES) {
        table.fictief |= priority.comparison.fictitious;
        table.rijen.push(priority_row(view, priority));
    }
    let people = "Rekensom: verschil met de";
    Prioriteiten {
        tabel: Some(table),
        toelichting: [
            format!("{people} {around} × aantal inwoners van de leeftijdsgroep."),
            "Het zegt niet hoeveel mensen met een aanpak te helpen zijn.".to_owned(),
            "Alleen de onderwerpen uit het overzicht tellen mee.".to_owned(),
            "Onderwerpen overlappen: tel de aantallen niet bij elkaar op.".to_owned(),
        ]
        .into_iter()
        .chain(two_sources(view))
        .collect(),
    }
}

/// The cards have the survey where there is one; wijken only have the model.
fn two_sources(view: &View<'_>) -> Option<String> {
    let table = view.inputs.table;
    let has_survey = |(indicator, _): &(std::sync::Arc<crate::themes::Indicator>, AgeGroup)| {
        table.measured(&indicator.id, &view.subject).is_some()
    };
    let survey = view.kind == Soort::Gemeente && view.headlines().iter().any(has_survey);
    survey.then(|| {
        "Een cijfer met «enquête» en een schatting van het model zijn niet gelijk.".to_owned()
    })
}

fn priority_row(view: &View<'_>, priority: &Priority<'_>) -> Rij {
    let figure = priority.figure;
    let unit = figure.indicator.eenheid;
    let value = match figure.reading {
        Reading::Known { value, .. } => unit.with_unit(value),
        Reading::Absent(absent) => absent.words().to_owned(),
    };
    Rij::new(vec![
        Cel::tekst(priority.theme.title()),
        Cel::tekst(format!(
            "{} · {}{}",
            view.name(&figure.area),
            burden(&figure.indicator),
            if figure.kind.is_estimated() {
                ", naar schatting"
            } else {
                ""
            }
        )),
        Cel::tekst(value),
        Cel::tekst(unit.with_unit(priority.comparison.reference_value)),
        Cel::tekst(Unit::Aantal.number(whole(priority.extra_persons))),
    ])
}

/// Numbers of people are far below 2^53, where every whole number is exact.
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people are far below 2^53"
)]
pub fn whole(number: i64) -> f64 {
    number as f64
}

fn small_map(view: &mut View<'_>) -> Option<crate::report::model::Figuur> {
    let indicator = view.inputs.catalogue.get("gezond")?;
    let title = small_map_title(view);
    let spec = maps::map(view, indicator, AgeGroup::Adults, &title, MapSize::Half)?;
    let caption = maps::caption(view, indicator, AgeGroup::Adults);
    let figure = view.draw("oogopslag", &spec, FiguurBreedte::Half);
    Some(crate::report::model::Figuur {
        bijschrift: caption,
        ..figure
    })
}

fn small_map_title(view: &View<'_>) -> String {
    let label = view
        .inputs
        .catalogue
        .get("gezond")
        .map_or("", |indicator| indicator.label.as_str());
    format!("{label} per wijk")
}
