//! `indicatoren.csv`: the codebook of an edition, with the fields of `lijst indicatoren --json`.

use serde_json::Value;

use super::list_data;
use crate::batch::Shared;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::extract::Protected;
use crate::report::csv::guarded;

/// The columns: the fields of an indicator in the order of the answer.
const COLUMNS: [&str; 22] = [
    "id",
    "label",
    "thema",
    "definitie",
    "bevolking",
    "eenheid",
    "richting",
    "soort",
    "bron",
    "tabel",
    "stam",
    "jaren",
    "triple_aim",
    "positieve_gezondheid",
    "groep",
    "cijfersoort",
    "onzeker",
    "werving",
    "enquete_van",
    "kern",
    "definitie_id",
    "niet_beschikbaar",
];

/// Returns the codebook: the catalogue, and the indicators of extracts of which figures are handed
/// on as a file.
///
/// # Errors
/// Exit 1 when it cannot be written as CSV, which a test excludes.
pub fn codebook(shared: &Shared) -> Result<Vec<u8>, CommandError> {
    let handed_on = shared.local.extracts.iter().filter(|one| one.attach);
    let local: Vec<_> = handed_on.flat_map(Protected::indicators).collect();
    let lines = list_data::indicators_of(&shared.catalogue.with_local(&local));
    let value = serde_json::to_value(lines);
    let value = value.map_err(|error| CommandError::from_source(Exit::Internal, error))?;
    let rows = value.as_array().map(Vec::as_slice).unwrap_or_default();
    write(rows).map_err(|error| CommandError::from_source(Exit::Internal, error))
}

fn write(rows: &[Value]) -> std::io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for row in rows {
        let cells = COLUMNS.map(|name| guarded(&text(row.get(name))).into_owned());
        writer.write_record(cells)?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}

/// A value as the text of a cell; a list has `|` between its parts.
fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(is_so)) => if *is_so { "ja" } else { "nee" }.to_owned(),
        Some(Value::Array(parts)) => {
            let parts: Vec<String> = parts.iter().map(|part| text(Some(part))).collect();
            parts.join("|")
        }
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::themes::Catalogue;

    #[test]
    fn every_field_of_the_list_is_a_column_of_the_codebook() {
        let lines = list_data::indicators_of(&Catalogue::builtin().unwrap());
        let value = serde_json::to_value(lines).unwrap();
        let rows = value.as_array().unwrap();
        let fields: BTreeSet<&str> = rows[0]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(fields, COLUMNS.into_iter().collect());
        let bytes = write(rows).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let read: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(read.len(), rows.len());
        let years = read.iter().find(|row| &row[0] == "roken").unwrap()[11].to_owned();
        assert!(
            years.split('|').all(|year| year.parse::<i32>().is_ok()),
            "{years}"
        );
    }
}
