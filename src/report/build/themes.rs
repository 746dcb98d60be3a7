//! The chapters with topics: what stands out, where the area stands, maps, blocks and years.

use std::sync::Arc;

use super::chapters::{CHAPTERS, Chapter};
use super::indicator::blocks;
use super::maps::{self, MapSize};
use super::position;
use super::view::View;
use crate::findings::{capital, headline, nederland, subject_sentence, verdict_sentence};
use crate::report::model::{Figuur, FiguurBreedte, Kader, NietBeschikbaar, Paneel, Thema};
use crate::themes::{AgeGroup, Indicator, Theme};

/// Returns the chapters, the four themes first.
pub fn chapters(view: &mut View<'_>) -> Vec<Thema> {
    CHAPTERS
        .into_iter()
        .map(|chapter| fill(view, chapter))
        .collect()
}

fn fill(view: &mut View<'_>, chapter: Chapter) -> Thema {
    let topics = chapter.topics(view);
    let in_blocks = chapter.in_blocks(view);
    let kaarten = maps_of(view, &in_blocks);
    Thema {
        // The background follows on; a chapter without figures needs no page.
        los: chapter.theme == Theme::Context || (topics.is_empty() && in_blocks.is_empty()),
        boven: chapter.above.to_owned(),
        titel: chapter.title.to_owned(),
        samenvatting: summary(view, chapter),
        positie: position::block(view, chapter.name, &topics),
        kaarten,
        indicatoren: blocks(view, &in_blocks),
        kaders: boxes(view, chapter),
        duiding: if chapter.care {
            Vec::new()
        } else {
            super::remarks::of_theme(view, chapter.theme)
        },
        niet_beschikbaar: without_figures(view, chapter),
        andere: elsewhere(view, chapter),
    }
}

/// The opening sentences: the figure that leads the theme, with what it was compared with.
fn summary(view: &View<'_>, chapter: Chapter) -> Vec<String> {
    if chapter.care {
        return vec![
            "Dit hoofdstuk gaat over het gebruik van zorg en de afstand tot zorg.".to_owned(),
            "De cijfers houden geen rekening met leeftijd.".to_owned(),
        ];
    }
    let inputs = view.inputs;
    let Some(headline) = headline(inputs.table, inputs.catalogue, inputs.scope, chapter.theme)
    else {
        return match chapter.theme {
            Theme::Laaggeletterdheid => vec![
                "Laaggeletterd zijn betekent: moeite hebben met lezen en schrijven.".to_owned(),
                "Het cijfer per wijk staat nog niet in dit rapport.".to_owned(),
                "Het staat wel in Basisvaardigheden in Zicht.".to_owned(),
            ],
            _ => vec!["Over dit thema zijn er nu geen cijfers.".to_owned()],
        };
    };
    let figure = headline.figure;
    let mut sentences: Vec<String> = subject_sentence(figure).into_iter().collect();
    if let (Some(value), Some(comparison)) = (figure.reading.value(), figure.ladder()) {
        let place = view.place(&comparison.reference);
        let reference = comparison.reference_value;
        sentences.push(nederland(&figure.indicator, &place, value, reference));
        sentences.push(verdict_sentence(&figure.indicator, comparison).to_owned());
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// A map of the wijken for every topic that may stand on one. Three maps stand in one row, as long as
/// the wijken are so few that their numbers fit.
fn maps_of(view: &mut View<'_>, topics: &[(Arc<Indicator>, AgeGroup)]) -> Vec<Paneel> {
    let drawn = topics.iter().filter_map(|(indicator, age)| {
        let title = format!("{} per wijk", indicator.label);
        let spec = maps::map(view, indicator, *age, &title, MapSize::Panel)?;
        Some((indicator, *age, title, spec))
    });
    let mut specs: Vec<_> = drawn.collect();
    let mut width = FiguurBreedte::Half;
    if specs.len() == 3 && maps::has_few_areas(view) {
        width = FiguurBreedte::Derde;
        specs
            .iter_mut()
            .for_each(|(_, _, _, spec)| maps::make_small(spec));
    }
    let panel = |(indicator, age, titel, spec): (&Arc<Indicator>, _, _, _)| Paneel {
        titel,
        figuur: Figuur {
            bijschrift: maps::short_caption(view, indicator, age),
            ..view.draw(&format!("kaart-{}", indicator.id), &spec, width)
        },
    };
    specs.into_iter().map(panel).collect()
}

/// The core topics of a chapter without figures, each with the reason in plain words.
fn without_figures(view: &View<'_>, chapter: Chapter) -> Vec<NietBeschikbaar> {
    view.inputs
        .table
        .unavailable
        .iter()
        .filter(|missing| chapter.holds(&missing.indicator) && view.in_full(&missing.indicator))
        .map(|missing| NietBeschikbaar {
            label: missing.indicator.label.clone(),
            reden: missing.for_readers(),
        })
        .collect()
}

/// Where the other topics of the chapter stand; empty without any.
fn elsewhere(view: &View<'_>, chapter: Chapter) -> String {
    let others = chapter.others(view);
    let (part, _) = view.part_words();
    match others.len() {
        0 => String::new(),
        1 => format!("Eén ander onderwerp staat per {part} in het hoofdstuk Tabellen."),
        number => capital(&format!(
            "{} andere onderwerpen staan per {part} in het hoofdstuk Tabellen.",
            crate::findings::number_word(number)
        )),
    }
}

fn boxes(view: &View<'_>, chapter: Chapter) -> Vec<Kader> {
    let kader = |titel: &str, zinnen: &[&str]| Kader {
        titel: titel.to_owned(),
        zinnen: zinnen.iter().map(|zin| (*zin).to_owned()).collect(),
    };
    if chapter.care {
        return vec![kader(
            "En straks?",
            &[
                "Voor een vooruitblik is een prognose van de bevolking nodig.",
                "Die staat nog niet in dit rapport.",
                "Het hoofdstuk Grijze druk zegt hoeveel ouderen hier nu wonen.",
            ],
        )];
    }
    match chapter.theme {
        Theme::Mentaal if !view.leading(|one| !one.may_be_ranked()).is_empty() => vec![kader(
            "Praten over zelfdoding",
            &["Denkt u aan zelfdoding? Praat erover. Bel 113 of 0800-0113, of chat op 113.nl."],
        )],
        Theme::Laaggeletterdheid => vec![kader(
            "Wat kunt u nu al doen?",
            &[
                "Schrijf korte zinnen met gewone woorden.",
                "Vraag mensen om in eigen woorden te vertellen wat zij gaan doen.",
                "Gebruik plaatjes bij uitleg over medicijnen en zorg.",
            ],
        )],
        Theme::Leefstijl | Theme::Mentaal | Theme::GrijzeDruk | Theme::Context => Vec::new(),
    }
}
