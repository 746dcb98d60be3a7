//! What a model must hold before it may become a report: faults that Typst would report late
//! or not at all. A fault here is one of the program, never of the data.

use std::collections::BTreeSet;

use super::model::{Figuur, Huiskleuren, Indicator, Prioriteiten, ReportModel, Tabel, Thema};
use crate::figures::{colour, style};

/// Returns every fault of `model`, each as a Dutch sentence; empty when it can be typeset.
///
/// `figures` holds the paths of the figures that stand in the work folder.
#[must_use]
pub fn faults(model: &ReportModel, figures: &BTreeSet<&str>) -> Vec<String> {
    let mut faults = Vec::new();
    for table in tables(model) {
        faults.extend(table_faults(table));
    }
    for figure in all_figures(model) {
        if figure.alt.trim().is_empty() {
            faults.push(format!(
                "figuur {} heeft geen vervangende tekst",
                figure.pad
            ));
        }
        if !figures.contains(figure.pad.as_str()) {
            faults.push(format!("figuur {} is niet meegegeven", figure.pad));
        }
    }
    faults.extend(colour_fault(&model.document.huisstijl.kleur));
    faults.extend(other_colour_faults(&model.document.huisstijl.kleuren));
    faults
}

/// Returns every figure of the model, in the order of the pages.
pub fn all_figures(model: &ReportModel) -> impl Iterator<Item = &Figuur> {
    let document = &model.document;
    let themes = model.themas.iter().flat_map(|thema| {
        let charts = blocks_of(thema)
            .flat_map(|indicator| indicator.figuur.iter().chain(&indicator.ernaast));
        charts.chain(thema.kaarten.iter().map(|panel| &panel.figuur))
    });
    (document.omslagkaart.iter())
        .chain(&document.huisstijl.logo)
        .chain(&model.oogopslag.kaart)
        .chain(&model.gebieden.kaart)
        .chain(
            model
                .gebieden
                .piramide
                .iter()
                .map(|grafiek| &grafiek.figuur),
        )
        .chain(themes)
        .chain(
            (model.jaren.iter())
                .flat_map(|years| &years.panelen)
                .map(|panel| &panel.figuur),
        )
        .chain(model.verdieping.figuren())
        .chain(model.bladen.iter().flat_map(|bladen| {
            let maps = bladen.bladen.iter().filter_map(|blad| blad.kaart.as_ref());
            bladen.grondkaart.iter().chain(maps)
        }))
}

/// The block of the area itself and those of its parts.
fn blocks_of(thema: &Thema) -> impl Iterator<Item = &Indicator> {
    thema.positie.iter().chain(&thema.indicatoren)
}

fn tables(model: &ReportModel) -> impl Iterator<Item = &Tabel> {
    let Prioriteiten {
        tabel: priorities, ..
    } = &model.oogopslag.prioriteiten;
    let themes = model.themas.iter().flat_map(blocks_of);
    priorities
        .iter()
        .chain([&model.gebieden.tabel])
        .chain(
            model
                .gebieden
                .piramide
                .iter()
                .filter_map(|grafiek| grafiek.tabel.as_ref()),
        )
        .chain(&model.gebieden.leeftijden)
        .chain([&model.overzicht.tabel])
        .chain(themes.map(|indicator| &indicator.tabel))
        .chain(model.verdieping.tabellen())
        .chain(
            (model.bladen.iter())
                .flat_map(|bladen| &bladen.bladen)
                .map(|blad| &blad.tabel),
        )
        .chain(model.jaren.iter().flat_map(|years| &years.tabellen))
        .chain([&model.methode.definities, &model.methode.bronnen])
        .chain(&model.bijlage.tabellen)
}

fn table_faults(table: &Tabel) -> Vec<String> {
    let name = if table.titel.is_empty() {
        &table.samenvatting
    } else {
        &table.titel
    };
    let mut faults = Vec::new();
    if table.samenvatting.trim().is_empty() {
        faults.push(format!("tabel «{name}» heeft geen samenvatting"));
    }
    if table.kolommen.is_empty() || table.kolommen.iter().any(|k| k.kop.trim().is_empty()) {
        faults.push(format!("tabel «{name}» heeft een kolom zonder kop"));
    }
    for (at, row) in table.rijen.iter().enumerate() {
        if row.cellen.len() != table.kolommen.len() {
            faults.push(format!(
                "tabel «{name}», rij {}: {} cellen in plaats van {}",
                at + 1,
                row.cellen.len(),
                table.kolommen.len()
            ));
        }
        for cell in row
            .cellen
            .iter()
            .filter(|cell| cell.ontbreekt && cell.tekst.is_empty())
        {
            faults.push(format!(
                "tabel «{name}», rij {}: een lege cel zonder reden {cell:?}",
                at + 1
            ));
        }
    }
    faults
}

/// The house colour carries text on white and white text: contrast at least 4.5 (WCAG 1.4.3).
fn colour_fault(text: &str) -> Option<String> {
    let Some(colour) = colour::parse(text) else {
        return Some(format!("de kleur «{text}» is geen kleur als #12436D"));
    };
    let contrast = colour::contrast(colour, style::PAPER);
    (contrast < 4.5).then(|| {
        format!("de kleur {text} is te licht: contrast {contrast:.1} met wit, nodig is 4,5")
    })
}

/// The other colours of a house were checked when they were read; here only that they are colours.
fn other_colour_faults(kleuren: &Huiskleuren) -> impl Iterator<Item = String> {
    kleuren
        .all()
        .into_iter()
        .filter(|text| colour::parse(text).is_none())
        .map(|text| format!("de kleur «{text}» is geen kleur als #12436D"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::model::{Cel, Kolom, Rij};

    #[test]
    fn a_house_colour_must_be_dark_enough() {
        let check = |colour: &str, good: bool| {
            assert_eq!(
                colour_fault(colour).is_none(),
                good,
                "{colour}: {:?}",
                colour_fault(colour)
            );
        };
        check("#12436D", true);
        check("#0072B2", true);
        check("#D55E00", false);
        check("#FFFFFF", false);
        check("12436D", false);
        check("#12436", false);
        check("#+2436D", false);
        check("#é2436", false);
        check("\") #panic(\"", false);
    }

    #[test]
    fn a_table_names_each_fault() {
        let mut table = Tabel::new("T", "", vec![Kolom::tekst("Wijk"), Kolom::getal("")]);
        table.rijen.push(Rij::new(vec![Cel::tekst("a")]));
        table
            .rijen
            .push(Rij::new(vec![Cel::tekst("a"), Cel::ontbreekt("")]));
        assert_eq!(table_faults(&table).len(), 4, "{:?}", table_faults(&table));
    }
}
