//! Reads the CSV file of Vektis: `;`, decimal point, one line per sex, age class and gemeente.

use std::collections::BTreeSet;

use super::VektisError;
use crate::ask::BYTE_ORDER_MARK;

/// Columns that say what a line is about.
pub(super) const KEYS: [&str; 3] = ["geslacht", "leeftijdsklasse", "gemeentenaam"];
/// Most faults that are listed.
const MAX_FAULTS: usize = 20;

/// One line of the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Number of the line, from 1.
    pub(super) line: u64,
    /// `M` or `V`.
    pub(super) sex: String,
    /// Age class with single blanks, such as `5 t/m 9 jaar`.
    pub(super) class: String,
    /// Name of the gemeente as it is spelled; may be empty.
    pub(super) name: String,
    /// Figures, in the order of the columns; none for an empty cell.
    pub(super) figures: Vec<Option<f64>>,
}

/// The whole file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct File {
    /// Names of the columns with figures, in lower case.
    pub(super) columns: Vec<String>,
    /// Lines, in the order of the file.
    pub(super) rows: Vec<Row>,
}

/// Reads a file.
///
/// # Errors
/// When it is no CSV file of Vektis per gemeente; wrong lines are listed together.
pub(super) fn read(bytes: &[u8]) -> Result<File, VektisError> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    if bytes.starts_with(b"PK") {
        return Err(VektisError::Packed);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        VektisError::NotText { line }
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .flexible(true)
        // A line ends at its line feed, so that lines are counted as people count them.
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(text.as_bytes());
    let mut faults = Faults::default();
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header
            .iter()
            .map(|name| name.trim().to_lowercase())
            .collect(),
        Err(error) => return Err(faults.only(error.to_string())),
    };
    let places = places(&header)?;
    check_header(&header, &mut faults);
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => rows.extend(row(&record, &header, places, &mut faults)),
            Err(error) => faults.add(error.to_string()),
        }
    }
    faults.none_or_err()?;
    let columns = figures_of(&header, places)
        .map(|(_, name)| name.clone())
        .collect();
    Ok(File { columns, rows })
}

/// Returns where the columns of [`KEYS`] are.
fn places(header: &[String]) -> Result<[usize; 3], VektisError> {
    let place = |name: &str| header.iter().position(|found| found == name);
    match KEYS.map(place) {
        [Some(sex), Some(class), Some(name)] => Ok([sex, class, name]),
        found => {
            let lacks = KEYS.iter().zip(found).filter(|(_, place)| place.is_none());
            Err(VektisError::Header {
                missing: lacks.map(|(name, _)| *name).collect(),
                found: header.iter().take(5).cloned().collect(),
            })
        }
    }
}

fn check_header(header: &[String], faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for name in header {
        if name.is_empty() || !seen.insert(name) {
            faults.add(format!(
                "regel 1: kolom «{name}» is leeg of staat er twee keer in"
            ));
        }
    }
    if header.len() == KEYS.len() {
        faults.add("regel 1: er zijn geen kolommen met cijfers".to_owned());
    }
}

/// Returns the columns that are no keys, with their places.
fn figures_of(header: &[String], places: [usize; 3]) -> impl Iterator<Item = (usize, &String)> {
    let columns = header.iter().enumerate();
    columns.filter(move |(place, _)| !places.contains(place))
}

fn row(
    record: &csv::StringRecord,
    header: &[String],
    places: [usize; 3],
    faults: &mut Faults,
) -> Option<Row> {
    let line = record.position().map_or(0, csv::Position::line);
    if record.len() != header.len() {
        faults.add(format!(
            "regel {line}: {} velden in plaats van {}",
            record.len(),
            header.len()
        ));
        return None;
    }
    let mut figures = Vec::new();
    for (place, name) in figures_of(header, places) {
        let text = record[place].trim();
        match number(text) {
            Ok(figure) => figures.push(figure),
            Err(()) => faults.add(format!(
                "regel {line}, kolom {name}: «{text}» is geen getal"
            )),
        }
    }
    let [sex, class, name] = places.map(|place| single_blanks(&record[place]));
    Some(Row {
        line,
        sex,
        class,
        name,
        figures,
    })
}

/// Reads a figure with a decimal point; an empty cell is no figure.
fn number(text: &str) -> Result<Option<f64>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_digit() || b"-.".contains(&b));
    match text.parse::<f64>() {
        Ok(figure) if plain && figure.is_finite() => Ok(Some(figure)),
        _ => Err(()),
    }
}

fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Faults of lines, the first ones in words and the rest counted.
#[derive(Default)]
struct Faults {
    listed: Vec<String>,
    more: usize,
}

impl Faults {
    fn add(&mut self, fault: String) {
        if self.listed.len() < MAX_FAULTS {
            self.listed.push(fault);
        } else {
            self.more += 1;
        }
    }

    fn only(mut self, fault: String) -> VektisError {
        self.add(fault);
        VektisError::Faults {
            faults: self.listed,
        }
    }

    fn none_or_err(mut self) -> Result<(), VektisError> {
        if self.listed.is_empty() {
            return Ok(());
        }
        if self.more > 0 {
            self.listed.push(format!("en nog {} fouten", self.more));
        }
        Err(VektisError::Faults {
            faults: self.listed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "GESLACHT;leeftijdsklasse;gemeentenaam;aantal_bsn;kosten_mondzorg\n";

    fn read_text(text: &str) -> Result<File, VektisError> {
        read(text.as_bytes())
    }

    #[test]
    fn lines_are_read_with_their_blanks_signs_and_empty_cells() {
        let text = format!(
            "\u{feff}{HEADER}V; 5 t/m  9 jaar;OLST-WIJHE;420;193431.66\r\nM;90+;;12;\nM;90+;URK;0;-1.5\n"
        );
        let file = read_text(&text).expect("readable");
        assert_eq!(file.columns, ["aantal_bsn", "kosten_mondzorg"]);
        assert_eq!(file.rows.len(), 3);
        let first = &file.rows[0];
        assert_eq!(
            (first.sex.as_str(), first.class.as_str()),
            ("V", "5 t/m 9 jaar")
        );
        assert_eq!(first.figures, [Some(420.0), Some(193_431.66)]);
        assert_eq!(
            (file.rows[1].name.as_str(), file.rows[1].figures[1]),
            ("", None)
        );
        assert_eq!(file.rows[2].figures, [Some(0.0), Some(-1.5)]);
        assert_eq!(file.rows[2].line, 4);
    }

    #[test]
    fn wrong_lines_are_listed_together() {
        let text = format!("{HEADER}V;90+;URK;1,5;2\nV;90+;URK;1\nV;90+;URK;veel;1e9\n");
        let error = read_text(&text).expect_err("four faults").to_string();
        for fault in [
            "regel 2, kolom aantal_bsn: «1,5»",
            "regel 3: 4 velden in plaats van 5",
            "regel 4, kolom aantal_bsn: «veel»",
            "regel 4, kolom kosten_mondzorg: «1e9»",
        ] {
            assert!(error.contains(fault), "{fault}: {error}");
        }
        let many = format!("{HEADER}{}", "V;90+;URK;x;x\n".repeat(30));
        let error = read_text(&many).expect_err("sixty faults").to_string();
        assert!(error.ends_with("en nog 40 fouten"), "{error}");
    }

    #[test]
    fn another_file_is_recognised() {
        let per_postcode = "geslacht;leeftijdsklasse;postcode_3;aantal_bsn\nV;90+;801;1\n";
        let error = read_text(per_postcode).expect_err("per postcode");
        assert!(error.to_string().contains("gemeentenaam"), "{error}");
        assert!(error.hint().contains("per postcode"), "{}", error.hint());
        assert!(matches!(read(b"PK\x03\x04"), Err(VektisError::Packed)));
        let latin = [HEADER.as_bytes(), b"V;90+;S\xDADWEST;1;2\n"].concat();
        assert!(matches!(
            read(&latin),
            Err(VektisError::NotText { line: 2 })
        ));
        let twice = "geslacht;leeftijdsklasse;gemeentenaam;a;a\nV;90+;URK;1;2\n";
        assert!(matches!(read_text(twice), Err(VektisError::Faults { .. })));
        assert!(matches!(read_text(""), Err(VektisError::Header { .. })));
    }
}
