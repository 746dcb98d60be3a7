//! Raw ods: the parts that LibreOffice needs, with rows as they are given.

use super::zipped;

/// A workbook with what stands in its spreadsheet.
pub(in super::super) fn book(spreadsheet: &str) -> Vec<u8> {
    with("content.xml", content(spreadsheet).as_bytes())
}

/// The part with the content.
pub(in super::super) fn content(spreadsheet: &str) -> String {
    let styles = r#"<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>"#;
    format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{spreadsheet}</office:spreadsheet></office:body></office:document-content>"
    )
}

/// A workbook of which one part is given.
pub(in super::super) fn with(name: &str, bytes: &[u8]) -> Vec<u8> {
    zipped(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        (name, bytes),
    ])
}
