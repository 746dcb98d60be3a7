//! From a file that nobody described yet to a commented mapping to start from.
//!
//! ```text
//! workbook → form → table (heads, areas, rows) → columns → groups → Draft → text
//! ```
//!
//! A guess is written with what it is based on, and what is not certain is a comment. The text
//! holds names of areas and heads, never a figure of the file.

mod area;
mod book;
mod cube;
mod doubts;
mod draft;
mod filter;
mod form;
mod group;
mod indicator;
mod long;
mod look;
mod missing;
mod names;
mod pair;
mod period;
mod profile;
mod roles;
mod statline;
mod tabel;
mod table;
mod terms;
mod unit;
mod write;

use super::forms::Heads;
use super::mapping::{AreaKind, Form};
use super::places::Gazetteer;
use super::sheet::{self, CsvWanted, FileKind, Limits, ReadFault};
use crate::themes::Catalogue;
use area::AreaColumn;
use doubts::Outcome;
use draft::{Draft, Line, quoted};
use look::Look;

/// A mapping to start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// Text of the mapping.
    pub text: String,
    /// Whether the mapping can be read as it is.
    pub ready: bool,
    /// What the reader should know, one sentence each without a full stop.
    pub notices: Vec<String>,
}

/// Looks at the bytes of a file and writes a mapping to start from. `file` is the path with which
/// the mapping will name it.
///
/// # Errors
/// When the file cannot be read as a workbook or csv.
pub fn guess(
    file: &str,
    kind: FileKind,
    bytes: &[u8],
    gazetteer: &Gazetteer<'_>,
    catalogue: &Catalogue,
) -> Result<Guess, ReadFault> {
    let workbook = sheet::read(bytes, kind, &CsvWanted::default(), &Limits::default())?;
    let look = Look::new(file, &workbook, gazetteer, catalogue);
    let (form, because) = form::recognise(&look);
    let mut draft = match form {
        Form::Tabel => tabel::draft(&look, because),
        Form::SwingLang => long::draft(&look, because),
        Form::SwingKubus => cube::draft(&look, because),
        Form::Tabellenboek => book::draft(&look, because),
        Form::StatlineCsv => statline::draft(&look, because),
    };
    draft.settle();
    let ready = draft.is_ready();
    let mut notices = workbook.notices.clone();
    if draft.lacks_only_years() {
        notices.push("er is geen jaar gevonden: vul bij elke indicator periode in".to_owned());
    } else if !ready {
        notices.push(
            "geen enkele kolom is herkend als indicator van de catalogus: vul het koppelbestand aan"
                .to_owned(),
        );
    }
    Ok(Guess {
        text: write::text(&look, &draft),
        ready,
        notices,
    })
}

/// Writes `[gebied]` and `[gebied.namen]`.
fn area_lines(
    look: &Look<'_>,
    heads: &Heads,
    area: &AreaColumn,
    outcome: &Outcome,
    draft: &mut Draft,
) {
    let why = if area.found == 0 && area.unclear == 0 {
        "gekozen op de kop: geen enkel gebied in deze kolom is herkend".to_owned()
    } else {
        "in deze kolom zijn de meeste gebieden herkend".to_owned()
    };
    let column = table::head(heads, area.column);
    draft
        .area
        .push(Line::new("kolom", quoted(&column)).because(why));
    let kind = match area.kind {
        AreaKind::Code => Some((
            "code",
            "de cellen zijn codes van het CBS, of het nummer daarvan",
        )),
        AreaKind::Name => Some(("naam", "de cellen zijn namen")),
        AreaKind::Either => None,
    };
    match kind {
        Some((word, why)) => {
            let line = Line::new("soort", format!("\"{word}\""));
            draft.area.push(line.because(why));
        }
        None => draft
            .area_remarks
            .push("soort staat er niet bij: er zijn codes en namen door elkaar.".to_owned()),
    }
    if let Some(level) = area.level {
        let line = Line::new("niveau", format!("\"{}\"", level.as_str()));
        draft
            .area
            .push(line.because("bij dit niveau passen de meeste cellen"));
    }
    if let Some(column) = area.gemeente {
        let line = Line::new("gemeente", quoted(&table::head(heads, column)));
        draft
            .area
            .push(line.because("kolom met de gemeente, omdat wijken dezelfde naam kunnen hebben"));
    }
    let is_wijk = area.level == Some(crate::area::AreaLevel::Wijk);
    if is_wijk && !look.gazetteer.has_wijken() {
        draft.area_remarks.push(
            "De opslag heeft nog geen wijken. Haal die op met «regiobeeld ophalen» en maak dit \
             bestand dan opnieuw."
                .to_owned(),
        );
    }
    draft.area_remarks.extend(outcome.remarks.iter().cloned());
    draft.names.clone_from(&outcome.lines);
}

#[cfg(test)]
mod tests;
