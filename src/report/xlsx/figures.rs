//! The sheets with figures: one per theme.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Line;
use super::cell::{Styles, Value, clean};
use super::columns::{COLUMNS, PRINTED};
use super::grid::{Grid, Head, paper};
use crate::indicators::IndicatorTable;
use crate::themes::Theme;

/// Columns that stay in view: the area and the indicator.
const FROZEN: u16 = 2;
/// Width of a sheet that holds one line of text.
const ONE_LINE: f64 = 120.0;

/// Writes a sheet with figures; the name of the sheet and what must be known about all of them.
///
/// # Errors
/// When the library refuses the sheet.
pub fn write(
    sheet: &mut Worksheet,
    styles: &Styles,
    (name, notice): (&str, &str),
    lines: &[Line<'_>],
) -> Result<(), XlsxError> {
    let made_up = lines.iter().any(Line::is_fictitious);
    // A made-up figure says so above the table too, where nobody can filter it away.
    let mark = if made_up {
        "FICTIEF: op dit blad staan verzonnen cijfers. "
    } else {
        ""
    };
    let notice = format!("{mark}{name}. {notice}");
    let heads: Vec<Head> = COLUMNS.iter().map(|column| column.head).collect();
    let grid = Grid {
        name,
        notice: notice.trim(),
        heads: &heads,
        frozen: FROZEN,
        printed: PRINTED,
        made_up,
    };
    let rows = lines.iter().map(|line| -> Vec<Value> {
        let cells = COLUMNS.iter().map(|column| (column.value)(line));
        cells.collect()
    });
    grid.write(sheet, styles, rows)
}

/// Writes the sheet of a theme without figures: one line that says why.
///
/// # Errors
/// When the library refuses the sheet.
pub fn empty(
    sheet: &mut Worksheet,
    styles: &Styles,
    theme: Theme,
    table: &IndicatorTable,
) -> Result<(), XlsxError> {
    let reasons: Vec<String> = table
        .unavailable
        .iter()
        .filter(|missing| missing.indicator.thema == theme)
        .map(|missing| format!("{}: {}.", missing.indicator.label, missing.reason))
        .collect();
    let why = format!(
        "Er staan geen cijfers op dit blad. {}",
        if reasons.is_empty() {
            "De bronnen gaven voor dit gebied geen cijfers over dit thema.".to_owned()
        } else {
            reasons.join(" ")
        }
    );
    sheet.set_name(theme.title())?;
    sheet.set_column_width(0, ONE_LINE)?;
    styles.put(sheet, (0, 0), &Value::Text(clean(&why)))?;
    paper(sheet, false);
    Ok(())
}
