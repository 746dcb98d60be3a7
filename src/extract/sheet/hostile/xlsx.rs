//! Raw xlsx: the few parts that a workbook needs, with a sheet as it is given.

use super::zipped;

pub(in super::super) const ROOT: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
pub(in super::super) const BOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
pub(in super::super) const LINKS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/></Relationships>"#;
pub(in super::super) const TEXTS: &str =
    "<sst count=\"2\" uniqueCount=\"2\"><si><t>een</t></si><si><t>twee</t></si></sst>";
pub(in super::super) const STYLES: &str = r#"<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;
pub(in super::super) const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The parts of a workbook around a sheet.
pub(in super::super) fn parts(sheet: &[u8]) -> Vec<(&str, &[u8])> {
    vec![
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/sharedStrings.xml", TEXTS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        (SHEET, sheet),
    ]
}

/// A workbook with one sheet.
pub(in super::super) fn book(sheet: &str) -> Vec<u8> {
    zipped(&parts(sheet.as_bytes()))
}

/// A workbook of which one part is another one, or is added.
pub(in super::super) fn with(name: &str, bytes: &[u8]) -> Vec<u8> {
    let sheet = sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    let mut parts = parts(sheet.as_bytes());
    parts.retain(|(other, _)| *other != name);
    parts.push((name, bytes));
    zipped(&parts)
}

/// A sheet with rows.
pub(in super::super) fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}
