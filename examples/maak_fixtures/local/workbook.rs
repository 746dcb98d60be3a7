//! Workbooks whose bytes are the same each time.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::fault::{Fault, Outcome};

/// Makes a workbook with a fixed date, and saves it.
pub fn save(fill: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> Outcome<Vec<u8>> {
    let made = || {
        let mut book = Workbook::new();
        let date = ExcelDateTime::from_ymd(2026, 1, 1)?;
        let properties = DocProperties::new()
            .set_author("regiobeeld")
            .set_comment("Verzonnen cijfers")
            .set_creation_datetime(&date);
        book.set_properties(&properties);
        fill(&mut book)?;
        book.save_to_buffer()
    };
    made().map_err(|error: XlsxError| Fault::Shape {
        path: "lokaal".into(),
        what: error.to_string(),
    })
}
