//! A sheet with one table: a line that says what it is, heads that stay in view, a filter, and the
//! same paper for all sheets.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::{Styles, Value, clean};

/// Line of the heads: below the line that says what the sheet is.
const HEADS: u32 = 1;
/// Height of the heads in points: three lines of text.
const HEAD_HEIGHT: f64 = 48.0;
/// Number of A4 in the list of Excel.
const A4: u8 = 9;

/// Head of a column.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    /// The word.
    pub name: &'static str,
    /// Width of the column in characters.
    pub width: f64,
}

/// Returns a head.
pub const fn head(name: &'static str, width: f64) -> Head {
    Head { name, width }
}

/// A table on a sheet of its own.
#[derive(Debug, Clone, Copy)]
pub struct Grid<'a> {
    /// Name of the sheet.
    pub name: &'a str,
    /// What the sheet is, above the table.
    pub notice: &'a str,
    /// Heads of the columns.
    pub heads: &'a [Head],
    /// Columns that stay in view.
    pub frozen: u16,
    /// Columns that are printed; the first ones.
    pub printed: usize,
    /// Whether anything on the sheet is made up: then every printed page says so.
    pub made_up: bool,
}

impl Grid<'_> {
    /// Writes the sheet.
    ///
    /// # Errors
    /// When there are more rows than a sheet can hold.
    pub fn write(
        &self,
        sheet: &mut Worksheet,
        styles: &Styles,
        rows: impl IntoIterator<Item = Vec<Value>>,
    ) -> Result<(), XlsxError> {
        sheet.set_name(self.name)?;
        sheet.write_string_with_format(0, 0, clean(self.notice), &styles.notice)?;
        for (column, head) in (0_u16..).zip(self.heads) {
            sheet.set_column_width(column, head.width)?;
            sheet.write_string_with_format(HEADS, column, head.name, &styles.head)?;
        }
        sheet.set_row_height(HEADS, HEAD_HEIGHT)?;
        sheet.set_freeze_panes(HEADS + 1, self.frozen)?;
        let mut last = HEADS + 1;
        for (line, cells) in (HEADS + 1..).zip(rows) {
            last = line;
            for (column, value) in (0_u16..).zip(&cells) {
                styles.put(sheet, (line, column), value)?;
            }
        }
        let columns = |number: usize| u16::try_from(number).unwrap_or(u16::MAX).max(1) - 1;
        sheet.autofilter(HEADS, 0, last, columns(self.heads.len()))?;
        sheet.set_print_area(0, 0, last, columns(self.printed))?;
        sheet.set_repeat_rows(0, HEADS)?;
        paper(sheet, self.made_up);
        Ok(())
    }
}

/// Sets up the paper: A4 on its side, one page wide, with the name of the sheet and page numbers.
pub fn paper(sheet: &mut Worksheet, made_up: bool) {
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&L&A&RPagina &P van &N");
    if made_up {
        sheet.set_header("&CFICTIEF: deels verzonnen cijfers");
    }
}
