//! The form `tabellenboek`: one sheet per gemeente, whole percentages, heads over each question.

use super::figures::{Figure, Topic, rounded};
use super::workbook::save;
use super::{head, indicator};
use crate::fault::Outcome;
use crate::random::Stream;

/// The gemeenten that have a sheet.
const SHEETS: [&str; 2] = ["GM0193", "GM0166"];

/// Writes the workbook.
pub fn xlsx(topic: &Topic) -> Outcome<Vec<u8>> {
    save(|book| {
        for code in SHEETS {
            let Some(area) = topic.gemeenten().find(|area| area.code == code) else {
                continue;
            };
            let sheet = book.add_worksheet().set_name(&area.name)?;
            sheet.write(
                0,
                1,
                format!("Tabellenboek {} (verzonnen cijfers)", area.name),
            )?;
            let full = [
                format!("Totaal {} 2024", area.name),
                format!("Totaal {} 2020", area.name),
                "Man".to_owned(),
                "Totaal Nederland 2024".to_owned(),
            ];
            let land = topic.land().unwrap_or(area);
            for (column, head) in (2..).zip(&full) {
                sheet.write(2, column, head)?;
                sheet.write(3, column, "%")?;
            }
            sheet.write(4, 0, "aantallen")?;
            sheet.write(4, 1, "Aantal deelnemers")?;
            for (column, count) in (2..).zip([
                area.respondents,
                area.respondents - 91,
                area.respondents / 2,
                land.respondents,
            ]) {
                sheet.write(4, column, count)?;
            }
            let values = [
                area.percent,
                earlier(area),
                earlier(area) - 1.0,
                land.percent,
            ];
            answers(
                sheet,
                5,
                ["HULP1", "Hulp gevraagd bij administratie"],
                &values,
            )?;
            // The second question was not asked in 2020, so its columns are others.
            sheet.write(8, 1, "Wachten op hulp")?;
            for (column, at) in (2..).zip([0, 2, 3]) {
                sheet.write(9, column, &full[at])?;
                sheet.write(10, column, "%")?;
            }
            let values = [area.percent / 4.0, 0.2, land.percent / 4.0];
            answers(sheet, 11, ["WACHT1", "Wacht op hulp"], &values)?;
        }
        Ok(())
    })
}

fn answers(
    sheet: &mut rust_xlsxwriter::Worksheet,
    row: u32,
    words: [&str; 2],
    values: &[f64],
) -> Result<(), rust_xlsxwriter::XlsxError> {
    sheet.write(row, 0, words[0])?;
    sheet.write(row, 1, words[1])?;
    for (column, value) in (2..).zip(values) {
        if *value < 1.0 {
            sheet.write(row, column, "<1")?;
        } else {
            sheet.write(row, column, value.round())?;
        }
    }
    Ok(())
}

/// A figure of four years before.
fn earlier(area: &Figure) -> f64 {
    rounded(area.percent + Stream::of(&["lokaal", "vroeger", &area.code]).normal())
}

/// Returns the mapping.
pub fn mapping() -> String {
    let start = head(
        "tabellenboek",
        "tabellenboek.xlsx",
        "GGD Voorbeeld, tabellenboek 2024 (verzonnen)",
    );
    let help = indicator(
        "hulp_bij_administratie",
        "Hulp nodig bij administratie",
        "Mensen van 65 jaar of ouder die hulp hebben gevraagd bij hun administratie.",
        "procent",
        "65+",
    );
    let waits = indicator(
        "wacht_op_hulp",
        "Wacht op hulp",
        "Mensen van 65 jaar of ouder die wachten op hulp die zij hebben gevraagd.",
        "procent",
        "65+",
    );
    format!("{start}{help}naam_in_bestand = \"HULP1\"\n{waits}naam_in_bestand = \"WACHT1\"\n")
}
