//! In which form a file is, by the marks that its makers always leave.

use super::look::Look;
use crate::area::fold_name;
use crate::extract::forms::text_of;
use crate::extract::mapping::Form;
use crate::extract::sheet::Sheet;

/// Rows in which the marks are looked for.
const ROWS: usize = 60;
/// Heads of the import file of Swing.
pub const SWING_LONG: [&str; 5] = ["periode", "gebiedsniveau", "gebied", "naam", "waarde"];
/// Heads of a Swing cube.
pub const SWING_CUBE: [&str; 3] = ["jaar", "geolevel", "geoitem"];

/// Returns the form and what it is based on.
pub fn recognise(look: &Look<'_>) -> (Form, String) {
    let sheets = &look.workbook.sheets;
    if let Some((sheet, row)) = sheets.iter().find_map(|s| Some((s, book_row(s)?))) {
        let why = format!(
            "blad «{}» heeft codes van variabelen in kolom A en procenttekens in rij {}",
            super::draft::shown(&sheet.name),
            row + 1
        );
        return (Form::Tabellenboek, why);
    }
    if with_heads(look, &SWING_LONG).is_some() {
        let why = "de koppen PERIODE, GEBIEDSNIVEAU, GEBIED, NAAM en WAARDE";
        return (Form::SwingLang, why.to_owned());
    }
    if let Some((sheet, row)) = with_heads(look, &SWING_CUBE)
        && texts(sheet, row)
            .any(|(_, text)| text.to_uppercase().ends_with("_ONG") || is_answer(&text))
    {
        let why = "de koppen Jaar, geolevel en geoitem, en kolommen met antwoorden";
        return (Form::SwingKubus, why.to_owned());
    }
    if look.workbook.csv.is_some()
        && let Some(sheet) = sheets.first()
        && let Some((_, head)) = statline_row(sheet)
    {
        let why = format!(
            "de kop «{}» van een download van StatLine",
            super::draft::shown(&head)
        );
        return (Form::StatlineCsv, why);
    }
    (
        Form::Tabel,
        "geen kenmerken van Swing, StatLine of een tabellenboek".to_owned(),
    )
}

/// Returns the first sheet and row that have all these heads.
pub fn with_heads<'a>(look: &Look<'a>, heads: &[&str]) -> Option<(&'a Sheet, u32)> {
    look.workbook.sheets.iter().find_map(|sheet| {
        let mut rows = sheet.rows().take(ROWS).map(|(row, _)| row);
        let row = rows.find(|row| {
            let found: Vec<String> = texts(sheet, *row)
                .map(|(_, text)| text.to_lowercase())
                .collect();
            heads
                .iter()
                .all(|head| found.iter().any(|text| text == head))
        })?;
        Some((sheet, row))
    })
}

/// Iterates over the texts of a row with their columns.
pub fn texts(sheet: &Sheet, row: u32) -> impl Iterator<Item = (u32, String)> + '_ {
    let cells = sheet.rows().find(|(number, _)| *number == row);
    cells
        .into_iter()
        .flat_map(|(_, cells)| cells.iter().map(|(column, _)| *column))
        .map(move |column| (column, text_of(sheet, row, column)))
        .filter(|(_, text)| !text.is_empty())
}

/// `LFRKA205_1`: a variable with one of its answers.
pub fn is_answer(text: &str) -> bool {
    text.rsplit_once('_').is_some_and(|(stem, answer)| {
        !stem.is_empty() && !answer.is_empty() && answer.bytes().all(|b| b.is_ascii_digit())
    })
}

/// `LFRKA2051`: letters, then digits, as the standard script of the GGDs writes in column A.
pub fn is_variable(text: &str) -> bool {
    let letters = text.chars().take_while(char::is_ascii_alphabetic).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    letters >= 3
        && digits >= 2
        && text.len() <= 40
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The row of per cent signs of a tabellenboek, when the sheet is one.
pub fn book_row(sheet: &Sheet) -> Option<u32> {
    let mut top = sheet.rows().take(4 * ROWS).map(|(row, _)| row);
    let signs = top.find(|row| {
        let mut figures = texts(sheet, *row)
            .filter(|(column, _)| *column >= 2)
            .peekable();
        figures.peek().is_some() && figures.all(|(_, text)| text == "%")
    })?;
    let has_variable = sheet
        .rows()
        .filter(|(row, _)| *row > signs)
        .take(ROWS)
        .any(|(row, _)| is_variable(&text_of(sheet, row, 0)));
    has_variable.then_some(signs)
}

/// The row of heads of a download of StatLine, with the head of its regions.
pub fn statline_row(sheet: &Sheet) -> Option<(u32, String)> {
    sheet.rows().take(ROWS).find_map(|(row, _)| {
        let heads: Vec<String> = texts(sheet, row).map(|(_, text)| text).collect();
        let has_period = heads
            .iter()
            .any(|head| matches!(fold_name(head).as_str(), "perioden" | "marges"));
        let region = heads.iter().find(|head| {
            let folded = fold_name(head);
            let raw = matches!(folded.as_str(), "regios" | "wijkenenbuurten");
            let titled = matches!(
                folded.as_str(),
                "regio s" | "wijken en buurten" | "gemeenten"
            );
            raw || (has_period && (titled || folded.starts_with("regiocode")))
        })?;
        Some((row, region.clone()))
    })
}
