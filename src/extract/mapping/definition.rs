//! The indicator of an extract: one of the catalogue, or a new one with its own definition.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::file::{FileUnit, IndicatorPart, MappingFile};
use crate::statistics::{Direction, FigureKind};
use crate::themes::{Catalogue, Indicator, Level, Werving};
use crate::unit::Unit;

/// Ending of the id of an indicator that stands beside public figures.
pub const APART: &str = "_lokaal";

/// Returns the indicator as the report shows it.
///
/// # Errors
/// Every key that a new indicator lacks.
pub fn define(
    mapping: &MappingFile,
    part: &IndicatorPart,
    catalogue: &Catalogue,
) -> Result<Indicator, Vec<String>> {
    let known = catalogue.get(&part.id);
    let base = match known {
        Some(known) => Arc::unwrap_or_clone(Arc::clone(known)),
        None => new(part)?,
    };
    let unit = shown_unit(part, known.map(|known| known.eenheid), base.eenheid);
    let definition = part.definitie.clone().unwrap_or(base.definitie.clone());
    // Another definition is another indicator, whatever its id: it is never compared with ours.
    let same = definition == base.definitie && known.is_some();
    let definitie_id = match (&part.definitie_id, same) {
        (Some(typed), _) => typed.clone(),
        (None, true) => base.definitie_id.clone(),
        (None, false) => format!("lokaal-{}", part.id),
    };
    // One indicator has one source in a report: a column never mixes a survey with a model.
    let apart = known.is_some_and(|known| known.niet_beschikbaar.is_none());
    let base = if apart {
        separate(base, &mapping.bron)
    } else {
        base
    };
    let file = mapping
        .bestand
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(&mapping.bestand);
    let base = base.without_source();
    Ok(Indicator {
        label: part.label.clone().unwrap_or(base.label),
        kort: part.kort.clone().or(base.kort),
        thema: part.thema.unwrap_or(base.thema),
        definitie: definition,
        definitie_id,
        bevolking: part.bevolking.unwrap_or(base.bevolking),
        eenheid: unit,
        richting: part.richting.unwrap_or(base.richting),
        soort: kind(part),
        bron: mapping.bron.clone(),
        tabel: file.to_owned(),
        stam: column(part),
        groep: None,
        jaren: Vec::new(),
        niveaus: vec![Level::Land, Level::Gemeente, Level::Wijk],
        leeftijden: Vec::new(),
        berekening: None,
        weging: None,
        woorden: part.woorden.clone().or(base.woorden),
        zorg: false,
        niet_beschikbaar: None,
        ..base
    })
}

/// The indicator beside one that has public figures.
fn separate(base: Indicator, source: &str) -> Indicator {
    let who = source.split(',').next().unwrap_or(source).trim();
    Indicator {
        id: format!("{}{APART}", base.id),
        label: format!("{} ({who})", base.label),
        kort: base.kort.map(|short| format!("{short} ({who})")),
        kern: None,
        kop: false,
        ..base
    }
}

/// A survey with a known design, or a local figure.
fn kind(part: &IndicatorPart) -> FigureKind {
    let bounds = part.ondergrens.is_some() && part.bovengrens.is_some();
    let design = part.effectieve_n.is_some() || part.designeffect.is_some();
    // A count of practices stays a local figure, however well its margin is known.
    let counted = part.aantal.is_some() && part.waarde.is_none();
    if (bounds || design) && !counted {
        FigureKind::Enquete
    } else {
        FigureKind::Lokaal
    }
}

fn column(part: &IndicatorPart) -> String {
    [&part.naam_in_bestand, &part.waarde, &part.aantal]
        .into_iter()
        .flatten()
        .next()
        .cloned()
        .unwrap_or_default()
}

/// Unit in the report: of the catalogue; else that of the file. A count with its base is a rate.
fn shown_unit(part: &IndicatorPart, known: Option<Unit>, base: Unit) -> Unit {
    if let Some(known) = known {
        return known;
    }
    match part.eenheid {
        Some(FileUnit::Fraction) => Unit::Procent,
        Some(FileUnit::As(Unit::Aantal)) if part.noemer.is_some() => Unit::Per1000,
        Some(FileUnit::As(unit)) => unit,
        None => base,
    }
}

/// A new indicator needs everything that the catalogue would have told.
fn new(part: &IndicatorPart) -> Result<Indicator, Vec<String>> {
    let lacking: Vec<&str> = [
        ("label", part.label.is_none()),
        ("thema", part.thema.is_none()),
        ("definitie", part.definitie.is_none()),
        ("eenheid", part.eenheid.is_none()),
        ("richting", part.richting.is_none()),
        ("bevolking", part.bevolking.is_none()),
    ]
    .into_iter()
    .filter_map(|(key, lacks)| lacks.then_some(key))
    .collect();
    let (Some(label), Some(thema), Some(definitie), Some(bevolking), []) = (
        part.label.clone(),
        part.thema,
        part.definitie.clone(),
        part.bevolking,
        lacking.as_slice(),
    ) else {
        return Err(vec![format!(
            "«{}» staat niet in de catalogus; een nieuwe indicator heeft ook nodig: {}",
            part.id,
            lacking.join(", ")
        )]);
    };
    Ok(Indicator {
        id: part.id.clone(),
        kern: None,
        kop: false,
        label,
        kort: None,
        thema,
        definitie,
        definitie_id: format!("lokaal-{}", part.id),
        bevolking,
        eenheid: Unit::Procent,
        richting: part.richting.unwrap_or(Direction::Neutraal),
        soort: FigureKind::Lokaal,
        bron: String::new(),
        tabel: String::new(),
        stam: String::new(),
        groep: None,
        jaren: Vec::new(),
        niveaus: Vec::new(),
        leeftijden: Vec::new(),
        triple_aim: Vec::new(),
        positieve_gezondheid: Vec::new(),
        berekening: None,
        weging: None,
        woorden: None,
        zorg: false,
        niet_beschikbaar: None,
        synoniemen: BTreeMap::new(),
        cijfersoort: None,
        maal: None,
        deel: None,
        werving: Werving::Steekproef,
        enquete_van: None,
        onzeker: false,
        zonder_weging: None,
    })
}
