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
    /// Its XML up to the lines, without the first line of the file.
    pub top: String,
    /// The lines and what stands below them.
    pub xml: Vec<u8>,
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

/// How many texts of a column are remembered.
const ABOVE: usize = 4;
/// Bytes to set aside for a cell.
const CELL: usize = 20;

/// The lines of a sheet.
#[derive(Debug)]
pub struct Lines<'a> {
    strings: &'a mut Strings,
    /// The places of the last texts of each column, also as written: the line below mostly has one
    /// of them.
    above: Vec<Vec<(usize, Vec<u8>)>>,
    xml: Vec<u8>,
    count: usize,
}

impl<'a> Lines<'a> {
    /// Starts a sheet with this number of columns, and of lines to expect.
    pub fn new(strings: &'a mut Strings, columns: usize, lines: usize) -> Self {
        Self {
            strings,
            above: vec![Vec::new(); columns],
            xml: Vec::with_capacity(lines * columns * CELL),
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
            self.xml.extend_from_slice(part.as_bytes());
        }
        let mut written = 0;
        for (column, (value, look)) in cells.enumerate() {
            if matches!(value, Value::Empty) {
                continue;
            }
            let start = self.xml.len();
            for _ in written..column {
                self.xml.extend_from_slice(b"<c/>");
            }
            let is_there = match value {
                Value::Empty => false,
                Value::Text(words) => self.put_text(column, words, look),
                Value::Number(number, _) => self.put_number(*number, look),
            };
            if is_there {
                self.xml.extend_from_slice(b"</v></c>");
                written = column + 1;
            } else {
                self.xml.truncate(start);
            }
        }
        self.xml.extend_from_slice(b"</row>");
    }

    /// Adds a number, up to its end; returns whether it is one.
    fn put_number(&mut self, number: f64, look: Look) -> bool {
        if number.is_finite() {
            self.xml.extend_from_slice(look.number_cell());
            push_shortest(&mut self.xml, number);
        }
        number.is_finite()
    }

    /// Adds the place of a text in the list of all texts; returns whether anything of it is left.
    fn put_text(&mut self, column: usize, words: &str, look: Look) -> bool {
        let mut above = self.above.get_mut(column);
        let known = above.as_deref().into_iter().flatten();
        let known = |strings: &Strings| {
            let mut known = known;
            known.find(|(place, _)| strings.is(*place, words))
        };
        if let Some((_, place)) = known(self.strings) {
            self.strings.again();
            self.xml.extend_from_slice(look.text_cell());
            self.xml.extend_from_slice(place);
            return true;
        }
        let Some(place) = self.strings.place(words) else {
            return false;
        };
        let mut text = Vec::new();
        push_whole(&mut text, u64::try_from(place).unwrap_or_default());
        self.xml.extend_from_slice(look.text_cell());
        self.xml.extend_from_slice(&text);
        if let Some(above) = &mut above {
            above.insert(0, (place, text));
            above.truncate(ABOVE);
        }
        true
    }

    /// Finishes the sheet.
    pub fn finish(mut self, name: &str, view: View<'_>, table: Option<Extent>) -> Sheet {
        let top = self.top(view);
        let mut end = String::from("</sheetData>");
        if let Some(Extent {
            heads,
            last,
            column,
            ..
        }) = &table
        {
            // Writing to a String cannot fail.
            let _ = write!(end, "<autoFilter ref=\"A{heads}:{column}{last}\"/>");
        }
        end.push_str(PAPER);
        if view.made_up {
            end.push_str("<oddHeader>&amp;CFICTIEF: deels verzonnen cijfers</oddHeader>");
        }
        end.push_str(END);
        self.xml.extend_from_slice(end.as_bytes());
        Sheet {
            name: name.to_owned(),
            top,
            xml: self.xml,
            table,
        }
    }

    /// What stands above the lines.
    fn top(&self, view: View<'_>) -> String {
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
            let _ = write!(
                xml,
                "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
            );
        }
        xml.push_str("</cols><sheetData>");
        xml
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
        let mut lines = Lines::new(&mut strings, 5, 2);
        let number = |number| Value::Number(number, Look::Whole);
        lines.add(&[
            Value::text("a"),
            Value::Empty,
            number(f64::NAN),
            number(1.5),
            Value::Empty,
        ]);
        lines.add(&[Value::Empty, number(2.0)]);
        let text = "<row r=\"1\"><c t=\"s\"><v>0</v></c><c/><c/>\
                    <c s=\"3\"><v>1.5</v></c></row><row r=\"2\"><c/><c s=\"3\"><v>2</v></c></row>";
        assert_eq!(String::from_utf8(lines.xml).unwrap(), text);
    }
}
