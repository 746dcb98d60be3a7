//! The form `tabel`: titles, a row of units, bare numbers as codes, a total below an empty row.

use rust_xlsxwriter::Format;

use super::figures::{Topic, bare};
use super::head;
use super::workbook::save;
use crate::fault::Outcome;

/// Fewer respondents than this are hidden by the maker.
const FEWEST: i64 = 30;

/// Writes the workbook.
pub fn xlsx(topic: &Topic) -> Outcome<Vec<u8>> {
    save(|book| {
        let bold = Format::new().set_bold();
        let cover = book.add_worksheet().set_name("Toelichting")?;
        cover.write(
            0,
            0,
            "Deze cijfers zijn verzonnen, als voorbeeld voor regiobeeld.",
        )?;
        let sheet = book.add_worksheet().set_name("Wijken")?;
        sheet.merge_range(0, 0, 0, 2, "Kwetsbare ouderen per wijk, 2024", &bold)?;
        sheet.write(1, 0, "Bron: GGD Voorbeeld (verzonnen)")?;
        for (column, (text, unit)) in (0..).zip([
            ("Wijkcode", ""),
            ("Kwetsbaar", "%"),
            ("Deelnemers", "aantal"),
        ]) {
            sheet.write_with_format(3, column, text, &bold)?;
            if !unit.is_empty() {
                sheet.write(4, column, unit)?;
            }
        }
        let mut row = 5;
        let areas = topic.gemeenten().chain(topic.wijken()).chain(topic.land());
        for area in areas {
            match area.code.as_str() {
                code if code.starts_with("WK") => sheet.write(row, 0, bare(code))?,
                code => sheet.write(row, 0, code)?,
            };
            if area.respondents < FEWEST {
                sheet.write(row, 1, "x")?;
                sheet.write(row, 2, "x")?;
            } else {
                sheet.write(row, 1, area.percent)?;
                sheet.write(row, 2, area.respondents)?;
            }
            row += 1;
        }
        sheet.write(row + 1, 0, "Totaal deelnemers in de regio")?;
        let all: i64 = topic.gemeenten().map(|area| area.respondents).sum();
        sheet.write(row + 1, 2, all)?;
        sheet.write(row + 2, 0, "* x = te weinig deelnemers")?;
        Ok(())
    })
}

/// Returns the mapping.
pub fn mapping() -> String {
    let start = head(
        "tabel",
        "tabel.xlsx",
        "GGD Voorbeeld, Gezondheidsmonitor 2024 (verzonnen)",
    );
    format!(
        "{start}blad = \"Wijken\"\nkoprij = 4\n\n[gebied]\nkolom = \"Wijkcode\"\nsoort = \"code\"\n\
         niveau = \"wijk\"\n\n[[indicator]]\nid = \"kwetsbaar\"\nwaarde = \"Kwetsbaar\"\n\
         noemer = \"Deelnemers\"\ndesigneffect = 1.4\neenheid = \"procent\"\nperiode = 2024\n\n\
         [ontbreekt]\n\"x\" = \"geheim\"\n"
    )
}
