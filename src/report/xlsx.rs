//! `cijfers.xlsx`: the same figures for people, one sheet per theme.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::build::kind_word;
use super::csv::{COLUMNS, Row};
use crate::indicators::IndicatorTable;
use crate::themes::{Catalogue, Theme, Werving};

/// Columns of a theme sheet: heading, and the column of `cijfers.csv` that fills it.
const SHEET: [(&str, &str, f64); 19] = [
    ("Code", "gebied_code", 11.0),
    ("Gebied", "gebied_naam", 26.0),
    ("Niveau", "niveau", 10.0),
    ("Indicator", "label", 34.0),
    ("Jaar", "periode", 7.0),
    ("Leeftijd", "leeftijd", 9.0),
    ("Waarde", "waarde", 10.0),
    ("Ondergrens", "ondergrens", 11.0),
    ("Bovengrens", "bovengrens", 11.0),
    ("Eenheid", "eenheid", 10.0),
    ("Aantal mensen", "aantal_personen", 14.0),
    ("Status", "status", 16.0),
    ("Soort cijfer", "soort", 15.0),
    ("Vergeleken met", "referentie", 15.0),
    ("Waarde daar", "referentie_waarde", 12.0),
    ("Verschil", "verschil", 10.0),
    ("Oordeel", "oordeel", 22.0),
    ("Extra mensen", "extra_personen", 13.0),
    ("Fictief", "fictief", 8.0),
];

/// Most characters that Excel allows in one cell.
const CELL_LIMIT: usize = 32_000;

/// Writes the workbook.
///
/// # Errors
/// When the library refuses a sheet.
pub fn write(
    table: &IndicatorTable,
    catalogue: &Catalogue,
    rows: &[Row],
    title: &str,
    created: Timestamp,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(title)
            .set_author("regiobeeld")
            .set_creation_datetime(&date_time(created)?),
    );
    // People who signed up for a survey themselves never stand beside others.
    let is_open = |row: &&Row| {
        let indicator = catalogue.get(cell(row, "indicator"));
        indicator.is_some_and(|own| own.werving == Werving::Open)
    };
    for theme in Theme::ALL {
        let of_theme: Vec<&Row> = rows
            .iter()
            .filter(|row| cell(row, "thema") == theme.as_str() && !is_open(row))
            .collect();
        figures_sheet(workbook.add_worksheet(), theme.title(), "", &of_theme)?;
    }
    let apart: Vec<&Row> = rows.iter().filter(is_open).collect();
    if !apart.is_empty() {
        let notice = "Deelnemers meldden zich zelf aan: vergelijk deze cijfers met geen andere.";
        figures_sheet(workbook.add_worksheet(), "Jongvolwassenen", notice, &apart)?;
    }
    definitions(workbook.add_worksheet(), catalogue)?;
    sources(workbook.add_worksheet(), table)?;
    workbook.save_to_buffer()
}

fn date_time(moment: Timestamp) -> Result<ExcelDateTime, XlsxError> {
    let at = moment.to_zoned(TimeZone::UTC).datetime();
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    ExcelDateTime::from_ymd(
        u16::try_from(at.year()).unwrap_or(1980),
        part(at.month()),
        part(at.day()),
    )?
    .and_hms(
        u16::from(part(at.hour())),
        part(at.minute()),
        f64::from(at.second()),
    )
}

fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    let index = COLUMNS.iter().position(|name| *name == column);
    index
        .and_then(|index| row.cells.get(index))
        .map_or("", String::as_str)
}

fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_background_color("#12436D")
        .set_font_color("#FFFFFF")
        .set_text_wrap()
}

fn figures_sheet(
    sheet: &mut Worksheet,
    name: &str,
    notice: &str,
    rows: &[&Row],
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    // A made-up figure says so above the table too, where nobody can filter it away.
    let made_up = rows.iter().any(|row| cell(row, "fictief") == "ja");
    let made_up = if made_up {
        "FICTIEF: op dit blad staan verzonnen cijfers. "
    } else {
        ""
    };
    let notice = format!("{made_up}{notice}");
    sheet.write_string_with_format(0, 0, notice.trim(), &Format::new().set_bold())?;
    header(sheet, 1, &SHEET.map(|(name, _, width)| (name, width)))?;
    sheet.set_freeze_panes(2, 2)?;
    let last = u32::try_from(rows.len())
        .unwrap_or(u32::MAX)
        .saturating_add(1);
    let columns = u16::try_from(SHEET.len()).unwrap_or(u16::MAX);
    sheet.autofilter(1, 0, last.max(2), columns - 1)?;
    for (line, row) in (2_u32..).zip(rows) {
        let unit = cell(row, "eenheid");
        for (column, (_, key, _)) in (0_u16..).zip(SHEET) {
            write_cell(sheet, line, column, key, cell(row, key), unit)?;
        }
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    line: u32,
    column: u16,
    key: &str,
    text: &str,
    unit: &str,
) -> Result<(), XlsxError> {
    let is_text = matches!(
        key,
        "gebied_code" | "gebied_naam" | "label" | "leeftijd" | "referentie" | "status"
    );
    match text.parse::<f64>() {
        Ok(number) if !is_text => {
            let format = match (key, unit) {
                ("periode", _) => "0",
                ("aantal_personen" | "extra_personen", _) | (_, "aantal") => "# ##0",
                ("waarde" | "ondergrens" | "bovengrens" | "referentie_waarde" | "verschil", _) => {
                    "0.0"
                }
                _ => "General",
            };
            sheet.write_number_with_format(
                line,
                column,
                number,
                &Format::new().set_num_format(format),
            )?;
        }
        _ if text.is_empty() => {}
        _ => {
            sheet.write_string(line, column, clean(&text.replace('_', " "), is_text, text))?;
        }
    }
    Ok(())
}

/// Names stay as they are; code words lose their underscores. Control characters go.
fn clean(words: &str, is_name: bool, name: &str) -> String {
    let text = if is_name { name } else { words };
    text.chars()
        .filter(|c| !c.is_control())
        .take(CELL_LIMIT)
        .collect()
}

fn header(sheet: &mut Worksheet, line: u32, columns: &[(&str, f64)]) -> Result<(), XlsxError> {
    for (column, (name, width)) in (0_u16..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(line, column, *name, &heading())?;
    }
    Ok(())
}

fn definitions(sheet: &mut Worksheet, catalogue: &Catalogue) -> Result<(), XlsxError> {
    sheet.set_name("Definities")?;
    let columns = [
        ("Indicator", 34.0),
        ("Thema", 18.0),
        ("Definitie", 90.0),
        ("Wie", 22.0),
        ("Eenheid", 12.0),
        ("Soort cijfer", 16.0),
        ("Bron", 10.0),
        ("Tabel", 12.0),
    ];
    header(sheet, 0, &columns)?;
    sheet.set_freeze_panes(1, 1)?;
    for (line, indicator) in (1_u32..).zip(catalogue.iter()) {
        let texts = [
            indicator.label.as_str(),
            indicator.thema.title(),
            &indicator.definitie,
            indicator.bevolking.title(),
            indicator.eenheid.label(),
            kind_word(indicator.soort),
            &indicator.bron,
            &indicator.tabel,
        ];
        for (column, text) in (0_u16..).zip(texts) {
            sheet.write_string(line, column, text)?;
        }
    }
    Ok(())
}

fn sources(sheet: &mut Worksheet, table: &IndicatorTable) -> Result<(), XlsxError> {
    sheet.set_name("Bronnen")?;
    let columns = [
        ("Tabel", 24.0),
        ("Naam", 50.0),
        ("Deel", 12.0),
        ("Opgehaald", 22.0),
        ("Adres", 70.0),
        ("SHA-256", 68.0),
        ("Licentie", 14.0),
        ("Fictief", 8.0),
    ];
    header(sheet, 0, &columns)?;
    sheet.set_freeze_panes(1, 1)?;
    for (line, source) in (1_u32..).zip(&table.sources) {
        let texts = [
            source.table.as_str(),
            &source.title,
            &source.slice,
            &source.retrieved_at,
            &source.url,
            &source.sha256,
            &source.licence,
            if source.fictitious { "ja" } else { "nee" },
        ];
        for (column, text) in (0_u16..).zip(texts) {
            sheet.write_string(line, column, text)?;
        }
    }
    Ok(())
}
