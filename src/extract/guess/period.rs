//! Which year the figures are about, and where that was found.

use super::draft::shown;
use super::look::Look;
use super::roles::plausible_year;
use super::table::Table;
use crate::extract::forms::text_of;
use crate::period::Year;

/// Words beside which a number of four digits is no year.
const COUNTED: [&str; 8] = [
    "respon",
    "deelnemer",
    "inwoner",
    "personen",
    "mensen",
    "n=",
    "n =",
    "aantal",
];

/// A year with where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Year.
    pub year: Year,
    /// Where it was found.
    pub because: String,
}

/// Finds the one year that the titles, the name of the sheet or the name of the file speak of.
pub fn of_file(look: &Look<'_>, table: Option<&Table<'_>>) -> Option<Found> {
    let named = only(look.file_name()).map(|year| Found {
        year,
        because: "het jaar staat in de naam van het bestand".to_owned(),
    });
    let table = table?;
    let titles = table.titles.iter().filter(|(_, text)| {
        let lower = text.to_lowercase();
        !COUNTED.iter().any(|word| lower.contains(word))
    });
    let mut years: Vec<(Year, u32)> = Vec::new();
    for (row, text) in titles {
        if let Some(year) = only(text)
            && years.iter().all(|(known, _)| *known != year)
        {
            years.push((year, *row));
        }
    }
    match (years.as_slice(), named) {
        ([(year, row)], Some(named)) if *year != named.year => Some(Found {
            year: *year,
            because: format!(
                "het jaar staat in rij {}; in de naam van het bestand staat {}",
                row + 1,
                named.year
            ),
        }),
        ([(year, row)], _) => Some(Found {
            year: *year,
            because: format!("het jaar staat in een titel in rij {}", row + 1),
        }),
        (_, Some(named)) => Some(named),
        (_, None) => only(&table.sheet.name).map(|year| Found {
            year,
            because: format!(
                "het jaar staat in de naam van blad «{}»",
                shown(&table.sheet.name)
            ),
        }),
    }
}

/// The year of a text that speaks of one year only.
fn only(text: &str) -> Option<Year> {
    let mut years = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(plausible_year);
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// Says whether every area row has a year in this column.
pub fn is_years(table: &Table<'_>, column: u32) -> bool {
    all_years(table, column, &table.rows)
}

fn all_years(table: &Table<'_>, column: u32, rows: &[u32]) -> bool {
    !rows.is_empty()
        && rows.iter().all(|row| {
            crate::extract::forms::parse_year(&text_of(table.sheet, *row, column)).is_some()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_plausible_year_counts() {
        for (text, year) in [
            ("kwetsbare-ouderen-2024.xlsx", Some(2024)),
            ("20240501_levering.csv", None),
            ("monitor 2020-2024", None),
            ("GM 2022, versie 2022", Some(2022)),
            ("1999", None),
        ] {
            assert_eq!(only(text), year.map(Year), "{text}");
        }
    }
}
