//! Ods as LibreOffice writes it.

use super::super::hostile::ods;
use super::*;

const TABLE: &str = r#"<table:table table:name="Blad &amp; 1" table:style-name="ta1"><table:table-column table:number-columns-repeated="16384"/>
<table:table-header-rows><table:table-row><table:table-cell office:value-type="string"><text:p>kop<text:s text:c="2"/>twee</text:p><text:p>regel</text:p><office:annotation><text:p>opmerking</text:p></office:annotation></table:table-cell><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="2024"><text:p>2024</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell office:value-type="percentage" office:value="0.157"><text:p>15,7%</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="2" office:value-type="string"><text:p>samen</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/><table:table-cell office:value-type="date" office:date-value="2024-03-01"/><table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="NaN"/></table:table-row>
<table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#;

#[test]
fn every_kind_of_cell_comes_back() {
    let other = r#"<table:table table:name="weg" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>"#;
    let copy = r#"<table:table table:name="'file:///x.ods'#$A" table:style-name="ta2"><table:table-source xlink:href="file:///x.ods"/><table:table-row><table:table-cell office:value-type="float" office:value="9"/></table:table-row></table:table>"#;
    let bytes = ods::book(&[TABLE, other, copy].concat());
    let book = read_as(&bytes, FileKind::Ods).unwrap();
    let names: Vec<(&str, bool)> = book
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.hidden))
        .collect();
    assert_eq!(names, [("Blad & 1", false), ("weg", true)]);
    assert_eq!(
        cells(&book.sheets[0]),
        [
            "A1='kop  twee\nregel'",
            "B1=2024",
            "C1=2024",
            "B2=0.157%",
            "B3=0.157%",
            "A4='samen'",
            "D4=2f",
            "E4=true",
            "F4=d2024-03-01",
            "G4=!#DIV/0!f",
            "H4=!#NUM!"
        ]
    );
    let merged = Merged {
        first_row: 3,
        first_column: 0,
        last_row: 4,
        last_column: 2,
    };
    assert_eq!(book.sheets[0].merged(), [merged]);
    assert_eq!(
        book.notices,
        [
            "verwijzingen naar andere bestanden zijn niet gevolgd",
            "2 formules: de bewaarde uitkomst is gebruikt"
        ]
    );
}

#[test]
fn an_encrypted_workbook_and_another_document_are_told_apart() {
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = super::super::hostile::zipped(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", b"\x80\x81"),
    ]);
    assert_eq!(
        read_as(&bytes, FileKind::Ods).unwrap_err(),
        ReadFault::Password
    );
    let text = [(
        "mimetype",
        b"application/vnd.oasis.opendocument.text".as_slice(),
    )];
    let fault = read_as(&super::super::hostile::zipped(&text), FileKind::Ods).unwrap_err();
    assert_eq!(fault, ReadFault::OtherKind("een document van LibreOffice"));
}
