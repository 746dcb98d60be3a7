//! The form `swing-lang`: one row per figure, −99996 where there are too few respondents.

use super::figures::{Topic, bare};
use super::workbook::save;
use super::{head, indicator};
use crate::fault::Outcome;

/// Fewer respondents than this are −99996.
const FEWEST: i64 = 50;
/// What Swing shows as a question mark.
const SECRET: f64 = -99_996.0;
/// Name of the variable.
const NAME: &str = "mz65_zwaar";

/// Writes the workbook.
pub fn xlsx(topic: &Topic) -> Outcome<Vec<u8>> {
    save(|book| {
        let data = book.add_worksheet().set_name("data")?;
        let heads = ["PERIODE", "GEBIEDSNIVEAU", "GEBIED", "NAAM", "WAARDE"];
        for (column, head) in (0..).zip(heads) {
            data.write(0, column, head)?;
        }
        for (row, area) in (1..).zip(&topic.areas) {
            let level = match area.code.get(..2) {
                Some("GM") => "gemeente",
                Some("WK") => "wijk24",
                _ => "nederland",
            };
            data.write(row, 0, 2024)?;
            data.write(row, 1, level)?;
            data.write(row, 2, bare(&area.code).max(1.0))?;
            data.write(row, 3, NAME)?;
            let hidden = area.respondents < FEWEST;
            data.write(row, 4, if hidden { SECRET } else { area.percent })?;
        }
        let meta = book.add_worksheet().set_name("metadata")?;
        let heads = [
            "Name",
            "Description",
            "Indicator code",
            "RoundOff",
            "Unit",
            "Source",
            "Data type",
        ];
        let words = [
            NAME,
            "Zwaar belaste mantelzorgers van 65 jaar of ouder",
            NAME,
            "1",
            "p",
            "GGD Voorbeeld (verzonnen)",
            "Numeric",
        ];
        for (column, (head, word)) in (0..).zip(heads.into_iter().zip(words)) {
            meta.write(0, column, head)?;
            meta.write(1, column, word)?;
        }
        Ok(())
    })
}

/// Returns the mapping.
pub fn mapping() -> String {
    let start = head(
        "swing-lang",
        "swing-lang.xlsx",
        "GGD Voorbeeld, invoer voor Swing (verzonnen)",
    );
    let indicator = indicator(
        "zwaar_belaste_mantelzorger",
        "Zwaar belaste mantelzorgers",
        "Mensen van 65 jaar of ouder die mantelzorg geven en zich zwaar belast voelen.",
        "procent",
        "65+",
    );
    format!("{start}{indicator}naam_in_bestand = \"{NAME}\"\n")
}
