//! The file around the sheets: a zip file with a list of its parts.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use jiff::Timestamp;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::looks::styles;
use super::sheet::{Extent, Sheet};
use super::strings::{Strings, escaped};

/// The quickest level: packing at level 2 made a file four fifths of this one and was an eighth of what
/// the program itself does for a report.
const LEVEL: i64 = 1;
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// A workbook under construction. A sheet is packed as soon as it is made: all of them together are
/// ten times the packed file.
pub struct Package {
    file: ZipWriter<Cursor<Vec<u8>>>,
    /// Name and table of the sheets so far.
    sheets: Vec<(String, Option<Extent>)>,
}

impl Package {
    /// Starts a workbook of so many sheets.
    ///
    /// # Errors
    /// When a part cannot be packed, which memory never refuses.
    pub fn new(sheets: usize) -> Result<Self, ZipError> {
        let mut package = Self {
            file: ZipWriter::new(Cursor::new(Vec::new())),
            sheets: Vec::with_capacity(sheets),
        };
        package.part("[Content_Types].xml", &[&content_types(sheets)])?;
        package.part("_rels/.rels", &[&top_relations()])?;
        package.part("docProps/app.xml", &[APPLICATION])?;
        Ok(package)
    }

    /// Packs the next sheet.
    ///
    /// # Errors
    /// As [`Package::new`].
    pub fn add(&mut self, sheet: Sheet) -> Result<(), ZipError> {
        let index = self.sheets.len();
        let top = if index == 0 {
            // The sheet that is open.
            let open = "<sheetView tabSelected=\"1\" ";
            sheet.top.replacen("<sheetView ", open, 1)
        } else {
            sheet.top
        };
        self.part(
            &format!("xl/{}", path_of(index)),
            &[top.as_bytes(), &sheet.xml],
        )?;
        self.sheets.push((sheet.name, sheet.table));
        Ok(())
    }

    /// Packs what the sheets have in common, and returns the file.
    ///
    /// # Errors
    /// As [`Package::new`].
    pub fn finish(
        mut self,
        strings: &Strings,
        title: &str,
        created: Timestamp,
    ) -> Result<Vec<u8>, ZipError> {
        self.part("docProps/core.xml", &[&properties(title, created)])?;
        self.part("xl/workbook.xml", &[&workbook(&self.sheets)])?;
        let relations = relations(self.sheets.len());
        self.part("xl/_rels/workbook.xml.rels", &[&relations])?;
        self.part("xl/styles.xml", &[&styles()])?;
        self.part("xl/sharedStrings.xml", &[&strings.xml()])?;
        Ok(self.file.finish()?.into_inner())
    }

    fn part<P: AsRef<[u8]>>(&mut self, path: &str, xml: &[P]) -> Result<(), ZipError> {
        // The same workbook is the same bytes at any time.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(LEVEL))
            .last_modified_time(DateTime::default());
        self.file.start_file(path, options)?;
        self.file.write_all(XML.as_bytes())?;
        for xml in xml {
            self.file.write_all(xml.as_ref())?;
        }
        Ok(())
    }
}

fn path_of(index: usize) -> String {
    format!("worksheets/sheet{}.xml", index + 1)
}

const APPLICATION: &str = concat!(
    "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">",
    "<Application>regiobeeld</Application></Properties>",
);

fn content_types(sheets: usize) -> String {
    let mut xml = format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    let mut add = |path: &str, kind: &str| {
        // Writing to a String cannot fail.
        let _ = write!(
            xml,
            "<Override PartName=\"/{path}\" ContentType=\"{kind}\"/>"
        );
    };
    add(
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    );
    add(
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
    );
    add("xl/workbook.xml", &format!("{TYPE}.sheet.main+xml"));
    add("xl/styles.xml", &format!("{TYPE}.styles+xml"));
    add("xl/sharedStrings.xml", &format!("{TYPE}.sharedStrings+xml"));
    for index in 0..sheets {
        let path = format!("xl/{}", path_of(index));
        add(&path, &format!("{TYPE}.worksheet+xml"));
    }
    xml.push_str("</Types>");
    xml
}

/// A list of what a part belongs with: kinds and targets.
fn relations_of(parts: impl Iterator<Item = (String, String)>) -> String {
    let mut xml = format!("<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (index, (kind, target)) in parts.enumerate() {
        let number = index + 1;
        let _ = write!(
            xml,
            "<Relationship Id=\"rId{number}\" Type=\"{kind}\" Target=\"{target}\"/>"
        );
    }
    xml.push_str("</Relationships>");
    xml
}

fn top_relations() -> String {
    let parts = [
        (
            format!("{OFFICE}/relationships/officeDocument"),
            "xl/workbook.xml",
        ),
        (
            format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
        ),
        (
            format!("{OFFICE}/relationships/extended-properties"),
            "docProps/app.xml",
        ),
    ];
    relations_of(
        parts
            .map(|(kind, target)| (kind, target.to_owned()))
            .into_iter(),
    )
}

fn relations(sheets: usize) -> String {
    let kind = |name: &str| format!("{OFFICE}/relationships/{name}");
    let each = (0..sheets).map(|index| (kind("worksheet"), path_of(index)));
    let others = ["styles", "sharedStrings"].map(|name| (kind(name), format!("{name}.xml")));
    relations_of(each.chain(others))
}

fn properties(title: &str, created: Timestamp) -> String {
    let (title, moment) = (escaped(title), created.strftime("%Y-%m-%dT%H:%M:%SZ"));
    format!(
        "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:dcmitype=\"http://purl.org/dc/dcmitype/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dc:creator>regiobeeld</dc:creator><cp:lastModifiedBy>regiobeeld</cp:lastModifiedBy>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:modified>\
         </cp:coreProperties>"
    )
}

fn workbook(sheets: &[(String, Option<Extent>)]) -> String {
    let mut xml = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}/relationships\"><workbookPr/><bookViews>\
         <workbookView xWindow=\"240\" yWindow=\"15\" windowWidth=\"16095\" windowHeight=\"9660\"/>\
         </bookViews><sheets>"
    );
    for (index, (name, _)) in sheets.iter().enumerate() {
        let (name, number) = (escaped(name), index + 1);
        let _ = write!(
            xml,
            "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"
        );
    }
    xml.push_str("</sheets><definedNames>");
    // What a sheet filters, prints, and repeats on every page.
    defined(
        &mut xml,
        sheets,
        "_FilterDatabase\"",
        " hidden=\"1\"",
        |it| format!("$A${}:${}${}", it.heads, it.column, it.last),
    );
    defined(&mut xml, sheets, "Print_Area\"", "", |it| {
        format!("$A$1:${}${}", it.printed, it.last)
    });
    defined(&mut xml, sheets, "Print_Titles\"", "", |it| {
        format!("$1:${}", it.heads)
    });
    xml.push_str("</definedNames></workbook>");
    xml
}

/// Adds the name of an area of every sheet with a table.
fn defined(
    xml: &mut String,
    sheets: &[(String, Option<Extent>)],
    name: &str,
    more: &str,
    area: impl Fn(&Extent) -> String,
) {
    for (index, (sheet, table)) in sheets.iter().enumerate() {
        let Some(table) = table else { continue };
        let (quoted, area) = (quoted(sheet), area(table));
        let _ = write!(
            xml,
            "<definedName name=\"_xlnm.{name} localSheetId=\"{index}\"{more}>{quoted}!{area}\
             </definedName>"
        );
    }
}

/// The name of a sheet as it stands in a formula.
fn quoted(name: &str) -> String {
    if name.chars().all(char::is_alphanumeric) {
        name.to_owned()
    } else {
        format!("'{}'", escaped(name).replace('\'', "''"))
    }
}
