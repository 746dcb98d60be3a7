//! The rows of `cijfers.csv`, and every way in which their numbers may be printed.

use std::collections::{BTreeMap, BTreeSet};

use regiobeeld::unit::{dutch_number, round_half_up};

/// One row by column.
type Row = BTreeMap<String, String>;

/// Columns with numbers that may be printed.
const COLUMNS: [&str; 17] = [
    "waarde",
    "ondergrens",
    "bovengrens",
    "referentie_waarde",
    "verschil",
    "verschil_ondergrens",
    "verschil_bovengrens",
    "aantal_personen",
    "extra_personen",
    "extra_personen_ondergrens",
    "extra_personen_bovengrens",
    "nl_laagste",
    "nl_kwart",
    "nl_driekwart",
    "nl_hoogste",
    "periode",
    "leeftijd",
];

/// All rows of a file.
pub struct Rows {
    rows: Vec<Row>,
    /// Numbers as they may be printed, thin spaces as plain ones, with the rows that hold them.
    printed: BTreeMap<String, Vec<usize>>,
    names: BTreeSet<String>,
    labels: BTreeSet<String>,
}

impl Rows {
    /// Reads the file.
    pub fn read(bytes: &[u8]) -> Self {
        let mut reader = csv::Reader::from_reader(bytes);
        Self::of(reader.deserialize().map(Result::unwrap).collect())
    }

    fn of(rows: Vec<Row>) -> Self {
        let mut printed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            for text in printable(row) {
                printed.entry(text).or_default().push(at);
            }
        }
        let names = rows.iter().map(|row| name(row).to_owned()).collect();
        let labels = rows.iter().map(|row| row["label"].clone()).collect();
        Self {
            rows,
            printed,
            names,
            labels,
        }
    }

    /// Returns the file as it would be when one figure were another.
    pub fn with_one_wrong(&self, area: &str, indicator: &str) -> Self {
        let mut rows = self.rows.clone();
        let own = rows
            .iter_mut()
            .filter(|row| row["gebied_code"] == area && row["indicator"] == indicator);
        for row in own {
            row.insert("waarde".to_owned(), "98.7".to_owned());
        }
        Self::of(rows)
    }

    /// The label of the topic that a text starts with, without its way of measuring; of several the longest.
    pub fn topic(&self, text: &str) -> Option<&str> {
        let labels = self.labels.iter().map(String::as_str);
        let fits = |label: &&str| starts_with_word(text, label);
        let longest = labels.filter(fits).max_by_key(|label| label.len())?;
        // Beside a survey stands the model, and the other way around.
        Some(longest.strip_suffix(" (enquête)").unwrap_or(longest))
    }

    /// The area and the topic that a row of a table is about, by its first two cells: "Wijk · Roken" names
    /// both. The last topic counts: the first may be a theme of the same name.
    pub fn meant<'a>(
        &'a self,
        cells: &'a [String],
        topic: Option<&'a str>,
    ) -> (Option<&'a str>, Option<&'a str>) {
        let parts: Vec<&str> = cells
            .iter()
            .take(2)
            .flat_map(|cell| cell.split(" · "))
            .collect();
        let area = parts
            .iter()
            .copied()
            .find(|part| self.names.contains(*part));
        let found = parts.iter().rev().find_map(|part| self.topic(part));
        (area, topic.or(found))
    }

    /// The names of all areas, longest first.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names
    }

    /// Whether a number may be printed of the areas of a name and of a topic, or of all of them. What a
    /// label has behind that of the topic says how it was measured: "Roken (enquête)" belongs to "Roken".
    pub fn has(&self, number: &str, area: Option<&str>, topic: Option<&str>) -> bool {
        let fits = |at: &usize| {
            let row = &self.rows[*at];
            // Wijken of several gemeenten may have one name.
            area.is_none_or(|area| name(row) == area)
                && topic.is_none_or(|topic| starts_with_word(&row["label"], topic))
        };
        self.printed
            .get(number)
            .is_some_and(|rows| rows.iter().any(fits))
    }
}

/// The name of the area; one that starts as a formula has an apostrophe in the file.
fn name(row: &Row) -> &str {
    let name = row["gebied_naam"].as_str();
    match name.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => name,
    }
}

/// Every number of a row: with no decimal, one or two, and without its sign. A sentence rounds the
/// number of the table: 10,46 is 10,5 there, and "11 van de 100".
fn printable(row: &Row) -> BTreeSet<String> {
    let texts = COLUMNS.map(|column| row[column].as_str());
    let parts = texts
        .iter()
        .flat_map(|text| text.split(['-', '+']).chain([*text]));
    parts
        .filter_map(|text| text.parse::<f64>().ok())
        .flat_map(|number| [number, number.abs()])
        .flat_map(|number| [number, round_half_up(number, 1)])
        .flat_map(|number| [0, 1, 2].map(|decimals| dutch_number(number, decimals)))
        .map(|text| text.replace('\u{202f}', " "))
        .collect()
}

fn starts_with_word(text: &str, start: &str) -> bool {
    text.strip_prefix(start)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
