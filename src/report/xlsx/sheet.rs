//! The XML of a sheet: cells line after line, then the filter and the paper.
//!
//! A report has some hundred thousand cells, so this is the part of the workbook that must be quick:
//! no cell is kept, each is written at once. No cell says where it stands, which the format leaves
//! free (ECMA-376, 18.3.1.4): it stands behind the one before it, and a place without a figure before
//! others is a cell with nothing in it. A name per cell, each another, was two thirds of the packed
//! file and most of the work of packing it.

use std::fmt::Write as _;

use super::cell::Value;
use super::grid::Head;
use super::looks::Look;
use super::strings::Strings;
use crate::report::decimals::{push_shortest, push_whole};

/// A finished sheet.
#[derive(Debug)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its XML without the first line of the file.
    pub xml: String,
    /// How far its table reaches; none for a sheet without one.
    pub table: Option<Extent>,
}

/// How far a table reaches, from the first line and column of its sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Line of the heads; the first line of a sheet is 1.
    pub heads: usize,
    /// Last line.
    pub last: usize,
    /// Letter of the last column.
    pub column: String,
    /// Letter of the last column that is printed.
    pub printed: String,
}

/// How the paper and the view of a sheet are set up.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// Columns and lines that stay in view; none without a table.
    pub frozen: Option<(usize, usize)>,
    /// Heads of the columns, of which the widths count here.
    pub heads: &'a [Head],
    /// Whether anything on the sheet is made up: then every printed page says so.
    pub made_up: bool,
}

/// What Excel adds to a width in characters for the room around them.
const AROUND: f64 = 0.710_937_5;

/// The lines of a sheet.
#[derive(Debug)]
pub struct Lines<'a> {
    strings: &'a mut Strings,
    /// The last text of each column, with its place: the line below mostly has the same.
    above: Vec<Option<(String, usize)>>,
    xml: String,
    count: usize,
}

impl<'a> Lines<'a> {
    /// Starts a sheet with this number of columns.
    pub fn new(strings: &'a mut Strings, columns: usize) -> Self {
        Self {
            strings,
            above: vec![None; columns],
            xml: String::new(),
            count: 0,
        }
    }

    /// Returns how many lines there are.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Adds a line of which every cell has the look of what stands in it.
    pub fn add(&mut self, cells: &[Value<'_>]) {
        let looks = cells.iter().map(|value| (value, value.look()));
        self.add_in("", looks);
    }

    /// Adds a line with attributes of its own, of cells with these looks.
    pub fn add_in<'v>(
        &mut self,
        attributes: &str,
        cells: impl Iterator<Item = (&'v Value<'v>, Look)>,
    ) {
        self.count += 1;
        let line = self.count.to_string();
        for part in ["<row r=\"", &line, "\"", attributes, ">"] {
            self.xml.push_str(part);
        }
        let mut written = 0;
        for (column, (value, look)) in cells.enumerate() {
            let place = match value {
                Value::Text(words) => self.place(column, words),
                _ => None,
            };
            let is_empty = match value {
                Value::Empty => true,
                Value::Text(_) => place.is_none(),
                Value::Number(number, _) => !number.is_finite(),
            };
            if is_empty {
                continue;
            }
            for _ in written..column {
                self.xml.push_str("<c/>");
            }
            written = column + 1;
            for part in ["<c s=\"", look.number(), "\""] {
                self.xml.push_str(part);
            }
            if let Value::Number(number, _) = value {
                self.xml.push_str("><v>");
                push_shortest(&mut self.xml, *number);
            } else {
                self.xml.push_str(" t=\"s\"><v>");
                let place = place.and_then(|place| u64::try_from(place).ok());
                push_whole(&mut self.xml, place.unwrap_or_default());
            }
            self.xml.push_str("</v></c>");
        }
        self.xml.push_str("</row>");
    }

    /// The place of a text in the list of all texts; none when nothing of it is left.
    fn place(&mut self, column: usize, words: &str) -> Option<usize> {
        let above = self.above.get_mut(column);
        if let Some(Some((text, place))) = &above
            && text == words
        {
            self.strings.again();
            return Some(*place);
        }
        let place = self.strings.place(words)?;
        if let Some(above) = above {
            *above = Some((words.to_owned(), place));
        }
        Some(place)
    }

    /// Finishes the sheet.
    pub fn finish(self, name: &str, view: View<'_>, table: Option<Extent>) -> Sheet {
        let mut xml = String::from(TOP);
        let used = match self.count {
            1 => "A1".to_owned(),
            lines => format!("A1:{}{lines}", letters(self.above.len().max(1) - 1)),
        };
        let _ = write!(xml, "<dimension ref=\"{used}\"/><sheetViews>");
        xml.push_str(&panes(view.frozen));
        xml.push_str("</sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>");
        for (index, head) in view.heads.iter().enumerate() {
            let (number, width) = (index + 1, head.width + AROUND);
            // Writing to a String cannot fail.
            let _ = write!(
                xml,
                "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
            );
        }
        xml.push_str("</cols><sheetData>");
        xml.push_str(&self.xml);
        xml.push_str("</sheetData>");
        if let Some(Extent {
            heads,
            last,
            column,
            ..
        }) = &table
        {
            let _ = write!(xml, "<autoFilter ref=\"A{heads}:{column}{last}\"/>");
        }
        xml.push_str(PAPER);
        if view.made_up {
            xml.push_str("<oddHeader>&amp;CFICTIEF: deels verzonnen cijfers</oddHeader>");
        }
        xml.push_str(END);
        Sheet {
            name: name.to_owned(),
            xml,
            table,
        }
    }
}

const TOP: &str = concat!(
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"#,
    r#"<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>"#,
);
/// A4 on its side, one page wide.
const PAPER: &str = concat!(
    r#"<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>"#,
    r#"<pageSetup paperSize="9" fitToHeight="0" orientation="landscape" horizontalDpi="200" "#,
    r#"verticalDpi="200"/><headerFooter>"#,
);
/// The name of the sheet and the numbers of pages below every page.
const END: &str =
    "<oddFooter>&amp;L&amp;A&amp;RPagina &amp;P van &amp;N</oddFooter></headerFooter></worksheet>";

/// What stays in view: the first columns and lines.
fn panes(frozen: Option<(usize, usize)>) -> String {
    let Some((columns, lines)) = frozen else {
        return "<sheetView workbookViewId=\"0\"/>".to_owned();
    };
    let (letter, line) = (letters(columns), lines + 1);
    format!(
        "<sheetView workbookViewId=\"0\"><pane xSplit=\"{columns}\" ySplit=\"{lines}\" \
         topLeftCell=\"{letter}{line}\" activePane=\"bottomRight\" state=\"frozen\"/>\
         <selection pane=\"topRight\" activeCell=\"{letter}1\" sqref=\"{letter}1\"/>\
         <selection pane=\"bottomLeft\" activeCell=\"A{line}\" sqref=\"A{line}\"/>\
         <selection pane=\"bottomRight\"/></sheetView>"
    )
}

/// Returns the letters of a column; the first column is 0.
pub fn letters(column: usize) -> String {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let (before, last) = (column / ALPHABET.len(), column % ALPHABET.len());
    let first = before.checked_sub(1).map(letters).unwrap_or_default();
    first + ALPHABET.get(last..=last).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, expected) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (27, "AB"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(letters(column), expected);
        }
    }

    #[test]
    fn a_place_without_a_figure_stays_free() {
        let mut strings = Strings::default();
        let mut lines = Lines::new(&mut strings, 5);
        let number = |number| Value::Number(number, Look::Whole);
        lines.add(&[
            Value::text("a"),
            Value::Empty,
            number(f64::NAN),
            number(1.5),
            Value::Empty,
        ]);
        lines.add(&[Value::Empty, number(2.0)]);
        let text = "<row r=\"1\"><c s=\"3\" t=\"s\"><v>0</v></c><c/><c/>\
                    <c s=\"4\"><v>1.5</v></c></row><row r=\"2\"><c/><c s=\"4\"><v>2</v></c></row>";
        assert_eq!(lines.xml, text);
    }
}
