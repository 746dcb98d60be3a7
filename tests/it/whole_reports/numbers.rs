//! Every number of a table or a sentence is held against the rows of the file.
//!
//! A row of a table is held against the rows of its own area or topic, a block about a topic against
//! those of that topic. Exempt are, as the contract of the file says: ticks of axes, bounds of
//! classes, counts of tests and page furniture; and definitions, sources and the reading guide.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::rows::Rows;
use crate::support::pdf::StructNode;

/// Parts of the model that hold no figures of areas.
const EXEMPT: [&str; 12] = [
    "document",
    "leeswijzer",
    "methode",
    "bronregel",
    "noten",
    "noot",
    "niet_beschikbaar",
    "andere",
    "pad",
    "anker",
    "bijschrift",
    "nummer",
];
/// Starts of the headings of columns with page furniture: numbers on the map, places among the parts.
const FURNITURE: [&str; 3] = ["Nr.", "Nummer", "Plaats"];

/// The numbers of the model that are in no row of the file.
pub fn in_model(model: &Value, rows: &Rows) -> BTreeSet<String> {
    let mut walk = Walk::new(rows);
    walk.value(model, None);
    walk.faults
}

/// How many numbers of the model are looked at.
pub fn count(model: &Value, rows: &Rows) -> usize {
    let mut walk = Walk::new(rows);
    walk.value(model, None);
    walk.seen
}

struct Walk<'a> {
    rows: &'a Rows,
    faults: BTreeSet<String>,
    seen: usize,
}

impl<'a> Walk<'a> {
    fn new(rows: &'a Rows) -> Self {
        Self {
            rows,
            faults: BTreeSet::new(),
            seen: 0,
        }
    }

    fn value(&mut self, value: &Value, topic: Option<&str>) {
        match value {
            Value::String(text) => self.sentence(text, topic),
            Value::Array(items) => items.iter().for_each(|item| self.value(item, topic)),
            Value::Object(parts) if parts.contains_key("kolommen") => self.table(parts, topic),
            Value::Object(parts) => {
                let own = parts.get("ondertitel").and_then(Value::as_str);
                let rows = self.rows;
                let topic = own.and_then(|text| rows.topic(text)).or(topic);
                for (key, part) in parts {
                    if !EXEMPT.contains(&key.as_str()) {
                        self.value(part, topic);
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn table(&mut self, table: &Map<String, Value>, topic: Option<&str>) {
        let texts = |list: &Value, key: &str| -> Vec<String> {
            let items = list.as_array().into_iter().flatten();
            items
                .map(|item| item[key].as_str().unwrap_or_default().to_owned())
                .collect()
        };
        let heads = texts(&table["kolommen"], "kop");
        let sides = texts(&table["kolommen"], "uitlijning");
        for row in table["rijen"].as_array().into_iter().flatten() {
            let cells = texts(&row["cellen"], "tekst");
            let (area, topic) = self.rows.meant(&cells, topic);
            for ((cell, head), side) in cells.iter().zip(&heads).zip(&sides).skip(1) {
                if FURNITURE.iter().any(|start| head.starts_with(start)) {
                    continue;
                }
                if side == "rechts" {
                    for number in numbers(cell) {
                        self.hold(&number, area, topic, || {
                            format!("{number} of «{head}» in the row {cells:?}")
                        });
                    }
                } else {
                    self.sentence(cell, topic);
                }
            }
        }
    }

    /// Of a text every number with a decimal, every large one and every "van de 100" is a figure;
    /// others are counts, ages and years.
    fn sentence(&mut self, text: &str, topic: Option<&str>) {
        for number in numbers(text) {
            let is_share = text.contains(&format!("{number} van de 100"));
            if is_share || number.contains([',', ' ']) {
                self.hold(&number, None, topic, || {
                    format!("{number} in «{text}» ({topic:?})")
                });
            }
        }
    }

    fn hold(
        &mut self,
        number: &str,
        area: Option<&str>,
        topic: Option<&str>,
        fault: impl FnOnce() -> String,
    ) {
        self.seen += 1;
        if !self.rows.has(number, area, topic) {
            self.faults.insert(fault());
        }
    }
}

/// The numbers with a decimal in the tables of a PDF that are in no row of the file. A table is held
/// against the topic of the heading or the line of measure above it.
pub fn in_pdf(tree: &StructNode, rows: &Rows) -> BTreeSet<String> {
    let mut faults = BTreeSet::new();
    let mut topic = None;
    for node in tree.walk() {
        match node.kind.as_str() {
            // "Roken, 18 jaar of ouder, 2024 (procent)"; a heading without a year may be a theme.
            "H1" | "H2" | "H3" | "P" => {
                let text = node.full_text();
                let measure = rows.topic(&text).filter(|_| text.contains(", 20"));
                match measure {
                    Some(found) => topic = Some(found.to_owned()),
                    None if node.kind != "P" => topic = None,
                    None => {}
                }
            }
            "Table" => faults.extend(in_table(node, rows, topic.as_deref())),
            _ => {}
        }
    }
    faults
}

fn in_table(table: &StructNode, rows: &Rows, topic: Option<&str>) -> BTreeSet<String> {
    let mut faults = BTreeSet::new();
    for row in table.all("TR") {
        let texts = |kind| row.all(kind).into_iter().map(StructNode::full_text);
        let head = texts("TH").next().unwrap_or_default();
        let cells: Vec<String> = texts("TD").collect();
        let first = [vec![head.clone()], cells.clone()].concat();
        // Rows of headings, and of definitions and sources, name no area and no topic.
        let (area, own) = rows.meant(&first, None);
        if area.is_none() && own.is_none() {
            continue;
        }
        let topic = own.or(topic);
        for text in cells {
            for number in numbers(&text)
                .into_iter()
                .filter(|number| number.contains(','))
            {
                if !rows.has(&number, area, topic) && !text.contains(char::is_alphabetic) {
                    faults.insert(format!("PDF: {number} in «{text}» of «{head}» ({topic:?})"));
                }
            }
        }
    }
    faults
}

/// Numbers in a text: digits with groups of three behind a (thin) space, and a decimal comma.
pub fn numbers(text: &str) -> Vec<String> {
    let text: Vec<char> = text.replace(['\u{202f}', '\u{a0}'], " ").chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !text[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let negative = at > 0 && text[at - 1] == '−';
        let start = at;
        let digit = |i: usize| text.get(i).is_some_and(char::is_ascii_digit);
        while digit(at) {
            at += 1;
        }
        let group = |at: usize| {
            text.get(at) == Some(&' ') && (1..4).all(|step| digit(at + step)) && !digit(at + 4)
        };
        while at - start <= 3 && group(at)
            || at - start > 3 && text[start..at].contains(&' ') && group(at)
        {
            at += 4;
        }
        if text.get(at) == Some(&',') && digit(at + 1) {
            at += 1;
            while digit(at) {
                at += 1;
            }
        }
        let number: String = text[start..at].iter().collect();
        found.push(if negative {
            format!("−{number}")
        } else {
            number
        });
    }
    found
}

#[test]
fn numbers_are_read_as_they_are_printed() {
    let check = |text: &str, expected: &[&str]| assert_eq!(numbers(text), expected, "{text}");
    check(
        "In 2024 wonen er 133\u{202f}141 mensen.",
        &["2024", "133 141"],
    );
    check("17,3 – 18,0", &["17,3", "18,0"]);
    check("−1,5 en 1 234 567", &["−1,5", "1 234 567"]);
    check("2024 133", &["2024", "133"]);
}
