//! The form `swing-kubus`: weighted counts per answer, with the unweighted number of respondents.

use super::figures::{Topic, bare};
use super::workbook::save;
use super::{head, indicator};
use crate::fault::Outcome;

/// Fewer respondents than this are −99996.
const FEWEST: i64 = 50;
/// Sheets besides the data: name and rows.
const SHEETS: [(&str, &[&[&str]]); 4] = [
    (
        "Data_def",
        &[
            &["col", "type"],
            &["Jaar", "period"],
            &["geolevel", "geolevel"],
            &["geoitem", "geoitem"],
            &["VALANGST_0", "var"],
            &["VALANGST_1", "var"],
            &["VALANGST_ONG", "var"],
        ],
    ),
    (
        "Label_var",
        &[
            &["Onderwerpcode", "Naam", "Eenheid"],
            &["VALANGST_0", "Niet bang om te vallen", "personen"],
            &["VALANGST_1", "Bang om te vallen", "personen"],
            &["VALANGST_ONG", "Deelnemers, ongewogen", "personen"],
        ],
    ),
    ("Dimensies", &[&["Dimensiecode", "Naam"]]),
    (
        "Indicators",
        &[
            &["Indicator code", "Name", "Unit", "Formula"],
            &[
                "VALANGST_perc",
                "Bang om te vallen",
                "%",
                "VALANGST_1/(VALANGST_0+VALANGST_1)*100",
            ],
        ],
    ),
];

/// Writes the workbook.
pub fn xlsx(topic: &Topic) -> Outcome<Vec<u8>> {
    save(|book| {
        let data = book.add_worksheet().set_name("Data")?;
        let heads = [
            "Jaar",
            "geolevel",
            "geoitem",
            "VALANGST_0",
            "VALANGST_1",
            "VALANGST_ONG",
        ];
        for (column, head) in (0..).zip(heads) {
            data.write(0, column, head)?;
        }
        let areas = topic.gemeenten().chain(topic.wijken());
        for (row, area) in (1..).zip(areas) {
            let is_wijk = area.code.starts_with("WK");
            data.write(row, 0, 2024)?;
            data.write(row, 1, if is_wijk { "wijk24" } else { "gemeente" })?;
            data.write(row, 2, bare(&area.code))?;
            // Each respondent stands for nine people.
            let people = area.respondents as f64 * 9.0;
            let with = people * area.percent / 100.0;
            let counts = [people - with, with, area.respondents as f64];
            for (column, count) in (3..).zip(counts) {
                let hidden = area.respondents < FEWEST;
                data.write(
                    row,
                    column,
                    if hidden {
                        -99_996.0
                    } else {
                        (count * 10.0).round() / 10.0
                    },
                )?;
            }
        }
        for (name, rows) in SHEETS {
            let sheet = book.add_worksheet().set_name(name)?;
            for (row, cells) in (0..).zip(rows) {
                for (column, cell) in (0..).zip(*cells) {
                    sheet.write(row, column, *cell)?;
                }
            }
        }
        Ok(())
    })
}

/// Returns the mapping.
pub fn mapping() -> String {
    let start = head(
        "swing-kubus",
        "swing-kubus.xlsx",
        "GGD Voorbeeld, kubus voor Swing (verzonnen)",
    );
    let indicator = indicator(
        "bang_om_te_vallen",
        "Bang om te vallen",
        "Mensen van 65 jaar of ouder die bang zijn om te vallen.",
        "procent",
        "65+",
    );
    format!("{start}{indicator}naam_in_bestand = \"VALANGST\"\ndesigneffect = 1.4\n")
}
