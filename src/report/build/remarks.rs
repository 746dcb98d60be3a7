//! Where the remarks of partners stand: with their theme, with their area, or in front.

use super::view::View;
use crate::remarks::{Block, Remark};
use crate::report::model::{Duiding, Duidingblok, Duidingen, GebiedDuiding};
use crate::themes::Theme;

/// Returns the chapter with the remarks that belong to no theme.
pub fn chapter(view: &View<'_>) -> Duidingen {
    let about_all =
        |remark: &&Remark| remark.about.theme.is_none() && is_about_subject(view, remark);
    let general: Vec<Duiding> = each(view).filter(about_all).map(printed).collect();
    // A gemeente of one wijk has no parts to compare, but somebody may have said something of it.
    let inside = match view.parts.as_slice() {
        [] => view.inputs.wijken,
        parts => parts,
    };
    let areas: Vec<GebiedDuiding> = inside
        .iter()
        .map(|area| GebiedDuiding {
            anker: area.to_string(),
            naam: view.name(area),
            duiding: each(view)
                .filter(|remark| remark.about.area.as_ref() == Some(area))
                .map(with_theme)
                .collect(),
        })
        .filter(|area| !area.duiding.is_empty())
        .collect();
    if general.is_empty() && areas.is_empty() {
        return Duidingen::default();
    }
    Duidingen {
        inleiding: [
            "Hier staan de woorden van partners zelf.",
            "Het programma heeft ze niet veranderd en niet gecontroleerd.",
        ]
        .map(str::to_owned)
        .to_vec(),
        algemeen: general,
        gebieden_titel: format!("Duiding per {}", view.part_words().0),
        gebieden: areas,
    }
}

/// Returns the remarks on a theme as a whole, or on a topic of it.
pub fn of_theme(view: &View<'_>, theme: Theme) -> Vec<Duiding> {
    each(view)
        .filter(|remark| remark.about.theme == Some(theme) && is_about_subject(view, remark))
        .map(printed)
        .collect()
}

fn each<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Remark> {
    view.inputs.remarks.all.iter()
}

/// Whether a remark is about the area of this report; without an area it is about every report.
fn is_about_subject(view: &View<'_>, remark: &Remark) -> bool {
    remark
        .about
        .area
        .as_ref()
        .is_none_or(|area| *area == view.subject)
}

/// A remark of an area stands far from its theme, so that is named with it.
fn with_theme(remark: &Remark) -> Duiding {
    let theme = remark.about.theme.map(Theme::title).unwrap_or_default();
    let topic = remark.about.topic.as_deref();
    Duiding {
        onderwerp: topic.unwrap_or(theme).to_owned(),
        ..printed(remark)
    }
}

fn printed(remark: &Remark) -> Duiding {
    let block = |block: &Block| match block {
        Block::Paragraph(text) => Duidingblok {
            alinea: text.clone(),
            punten: Vec::new(),
        },
        Block::List(points) => Duidingblok {
            alinea: String::new(),
            punten: points.clone(),
        },
    };
    Duiding {
        onderwerp: remark.about.topic.clone().unwrap_or_default(),
        wie: remark.who.clone(),
        wanneer: remark.when.clone(),
        blokken: remark.blocks.iter().map(block).collect(),
    }
}
