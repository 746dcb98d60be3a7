//! The chapters of the themes.

use super::indicator::blocks;
use super::maps::{self, MapSize};
use super::view::View;
use crate::findings::{headline, nederland, subject_sentence, verdict_sentence};
use crate::report::model::{Figuur, FiguurBreedte, Kader, NietBeschikbaar, Thema};
use crate::themes::Theme;

/// Returns the chapters, the four themes first and the background last.
pub fn chapters(view: &mut View<'_>) -> Vec<Thema> {
    (1_u8..)
        .zip(Theme::ALL)
        .map(|(number, theme)| chapter(view, number, theme))
        .collect()
}

fn chapter(view: &mut View<'_>, number: u8, theme: Theme) -> Thema {
    Thema {
        nummer: number,
        titel: theme.title().to_owned(),
        samenvatting: summary(view, theme),
        kaart: map(view, theme),
        indicatoren: blocks(view, theme),
        kaders: boxes(view, theme),
        duiding: super::remarks::of_theme(view, theme),
        niet_beschikbaar: view
            .inputs
            .table
            .unavailable
            .iter()
            .filter(|missing| missing.indicator.thema == theme && view.in_full(&missing.indicator))
            .map(|missing| NietBeschikbaar {
                label: missing.indicator.label.clone(),
                reden: missing.reason.clone(),
            })
            .collect(),
        andere: super::more::without_figures(view, theme),
    }
}

fn summary(view: &View<'_>, theme: Theme) -> Vec<String> {
    let inputs = view.inputs;
    let Some(headline) = headline(inputs.table, inputs.catalogue, inputs.scope, theme) else {
        return match theme {
            Theme::Laaggeletterdheid => vec![
                "Laaggeletterd zijn betekent: moeite hebben met lezen en schrijven.".to_owned(),
                "Het cijfer per wijk staat nog niet in dit rapport.".to_owned(),
                "Het staat wel in Basisvaardigheden in Zicht.".to_owned(),
            ],
            _ => Vec::new(),
        };
    };
    let figure = headline.figure;
    let mut sentences: Vec<String> = subject_sentence(figure).into_iter().collect();
    if let (Some(value), Some(comparison)) = (figure.reading.value(), figure.ladder()) {
        let place = view.place(&comparison.reference);
        sentences.push(nederland(
            &figure.indicator,
            &place,
            value,
            comparison.reference_value,
        ));
        sentences.push(verdict_sentence(&figure.indicator, comparison).to_owned());
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

fn map(view: &mut View<'_>, theme: Theme) -> Option<Figuur> {
    let inputs = view.inputs;
    // The map shows what the opening sentences are about.
    let lead = headline(inputs.table, inputs.catalogue, inputs.scope, theme)?;
    let (indicator, age) = (&lead.of_parts.indicator, lead.of_parts.age);
    let title = format!("{} per wijk", indicator.label);
    let spec = maps::map(view, indicator, age, &title, MapSize::Theme)?;
    let mut figure = view.draw(
        &format!("kaart-{}", theme.as_str()),
        &spec,
        FiguurBreedte::TweeDerde,
    );
    figure.bijschrift = maps::caption(view, indicator, age);
    Some(figure)
}

fn boxes(view: &View<'_>, theme: Theme) -> Vec<Kader> {
    match theme {
        Theme::Mentaal if !view.leading(|one| !one.may_be_ranked()).is_empty() => vec![Kader {
            titel: "Praten over zelfdoding".to_owned(),
            zinnen: vec![
                "Denkt u aan zelfdoding? Praat erover. Bel 113 of 0800-0113, of chat op 113.nl."
                    .to_owned(),
            ],
        }],
        Theme::Laaggeletterdheid => vec![Kader {
            titel: "Wat kunt u nu al doen?".to_owned(),
            zinnen: [
                "Schrijf korte zinnen met gewone woorden.",
                "Vraag mensen om in eigen woorden te vertellen wat zij gaan doen.",
                "Gebruik plaatjes bij uitleg over medicijnen en zorg.",
            ]
            .map(str::to_owned)
            .to_vec(),
        }],
        Theme::Leefstijl | Theme::Mentaal | Theme::GrijzeDruk | Theme::Context => Vec::new(),
    }
}
