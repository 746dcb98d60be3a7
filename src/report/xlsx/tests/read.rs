//! Reads a workbook back: values with a second reader, looks from the XML itself.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};

/// A workbook that was read back.
pub struct Read {
    book: Xlsx<Cursor<Vec<u8>>>,
    bytes: Vec<u8>,
}

impl Read {
    pub fn new(bytes: &[u8]) -> Self {
        Self {
            book: Xlsx::new(Cursor::new(bytes.to_vec())).unwrap(),
            bytes: bytes.to_vec(),
        }
    }

    pub fn sheets(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    /// The cells of a sheet, line by line; both count from 0.
    pub fn cells(&mut self, sheet: &str) -> Vec<Vec<Data>> {
        let range = self.book.worksheet_range(sheet).unwrap();
        range.rows().map(<[Data]>::to_vec).collect()
    }

    /// The cells below a head, from the first line after the heads on.
    pub fn column(&mut self, sheet: &str, head: &str) -> Vec<Data> {
        let cells = self.cells(sheet);
        let place = self.place(sheet, head);
        cells[2..].iter().map(|row| row[place].clone()).collect()
    }

    /// The place of a head in its line.
    pub fn place(&mut self, sheet: &str, head: &str) -> usize {
        let cells = self.cells(sheet);
        let heads = &cells[1];
        let is_head = |cell: &Data| *cell == Data::String(head.to_owned());
        let found = heads.iter().position(is_head);
        found.unwrap_or_else(|| panic!("«{head}» is no head of {sheet}: {heads:?}"))
    }

    /// The XML of a file in the workbook.
    pub fn xml(&self, path: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(self.bytes.as_slice())).unwrap();
        let mut text = String::new();
        archive
            .by_name(path)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    /// The XML of a sheet.
    pub fn sheet_xml(&self, sheet: &str) -> String {
        let number = self.sheets().iter().position(|name| name == sheet).unwrap() + 1;
        self.xml(&format!("xl/worksheets/sheet{number}.xml"))
    }

    /// The number format of the cell in a line below a head.
    pub fn format(&mut self, sheet: &str, head: &str, line: usize) -> String {
        let column = self.place(sheet, head);
        let xml = self.sheet_xml(sheet);
        let row = &xml[xml.find(&format!("<row r=\"{}\"", line + 1)).unwrap()..];
        let cell = row.match_indices("<c").nth(column).unwrap().0;
        let cell = element(&row[cell..], "<c ");
        let style: usize = attribute(cell, "s").parse().unwrap();
        let styles = self.xml("xl/styles.xml");
        let looks = &styles[styles.find("<cellXfs").unwrap()..];
        let look = looks.match_indices("<xf ").nth(style).unwrap().0;
        let id = attribute(element(&looks[look..], "<xf "), "numFmtId");
        match id {
            "0" => "General".to_owned(),
            "1" => "0".to_owned(),
            "3" => "#,##0".to_owned(),
            own => {
                let code = element(&styles, &format!("<numFmt numFmtId=\"{own}\""));
                attribute(code, "formatCode").to_owned()
            }
        }
    }
}

/// The first start tag that begins so.
fn element<'a>(xml: &'a str, start: &str) -> &'a str {
    let from = xml.find(start).unwrap_or_else(|| panic!("no {start}"));
    let end = xml[from..].find('>').unwrap();
    &xml[from..from + end]
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let start = format!(" {name}=\"");
    let from = tag.find(&start).unwrap() + start.len();
    let end = tag[from..].find('"').unwrap();
    &tag[from..from + end]
}
