//! What a bench found: lines for a reader, keys for a program, and the verdict on each budget.

use super::numbers::{dutch, shortest};

/// Decimals of a number for a reader, at most; JSON has as many.
const MOST_DECIMALS: usize = 3;

/// What must hold of a key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Budget {
    /// No less than this.
    AtLeast(f64),
    /// No more than this.
    AtMost(f64),
}

impl Budget {
    fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
        }
    }

    /// Returns how many decimals a value needs beside this budget: rounded, a miss must not look
    /// as if the budget was met.
    fn decimals(self, value: f64) -> usize {
        let (Self::AtLeast(limit) | Self::AtMost(limit)) = self;
        let fewest = match limit.abs() {
            none if none < f64::EPSILON => 0,
            small if small < 10.0 => 2,
            _ => 1,
        };
        let tells = |decimals: usize| {
            let rounded = format!("{value:.decimals$}").parse();
            rounded.is_ok_and(|rounded| self.is_met(rounded) == self.is_met(value))
        };
        (fewest..MOST_DECIMALS)
            .find(|decimals| tells(*decimals))
            .unwrap_or(MOST_DECIMALS)
    }

    fn words(self) -> String {
        match self {
            Self::AtLeast(least) => format!("ten minste {}", shortest(least)),
            Self::AtMost(most) => format!("ten hoogste {}", shortest(most)),
        }
    }
}

/// Everything that one bench found.
#[derive(Debug, Default)]
pub struct Findings {
    lines: Vec<String>,
    keys: Vec<Key>,
}

/// A number for a program.
#[derive(Debug)]
struct Key {
    /// What stands before the point; the name of the bench when there is none.
    group: Option<&'static str>,
    name: &'static str,
    value: f64,
}

impl Findings {
    /// Adds a line for the reader.
    pub fn say(&mut self, what: &str, text: &str) {
        self.lines.push(format!("  {what:<16} {text}"));
    }

    /// Adds a key for a program; its name goes without that of the bench.
    pub fn key(&mut self, name: &'static str, value: f64) {
        self.keys.push(Key {
            group: None,
            name,
            value,
        });
    }

    /// Adds a key of another group than the bench.
    pub fn key_of(&mut self, group: &'static str, name: &'static str, value: f64) {
        let group = Some(group);
        self.keys.push(Key { group, name, value });
    }

    /// Adds the verdict on a value with a budget for the reader, without a key.
    pub fn weigh(&mut self, what: &str, value: f64, unit: &str, budget: Budget) {
        let verdict = if budget.is_met(value) {
            "gehaald"
        } else {
            "NIET GEHAALD"
        };
        let unit = if unit.is_empty() {
            String::new()
        } else {
            format!(" {unit}")
        };
        let text = format!(
            "{}{unit}; de norm is {}: {verdict}",
            dutch(value, budget.decimals(value)),
            budget.words()
        );
        self.say(what, &text);
    }

    /// Adds a key that has a budget, with the verdict for the reader.
    pub fn judge(
        &mut self,
        name: &'static str,
        what: &str,
        value: f64,
        unit: &str,
        budget: Budget,
    ) {
        self.weigh(what, value, unit, budget);
        self.key(name, value);
    }

    /// Returns the text for a reader.
    pub fn text(&self, bench: &str) -> String {
        format!("{bench}\n{}\n", self.lines.join("\n"))
    }
}

/// Returns one JSON object with the keys of all benches.
pub fn json(all: &[(&str, Findings)]) -> String {
    let keys: Vec<String> = all
        .iter()
        .flat_map(|(bench, found)| found.keys.iter().map(move |key| (bench, key)))
        .map(|(bench, key)| {
            let Key { group, name, value } = key;
            format!("  \"{}.{name}\": {value:.3}", group.unwrap_or(bench))
        })
        .collect();
    format!("{{\n{}\n}}\n", keys.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_budget_is_said_loudly() {
        let mut found = Findings::default();
        found.judge(
            "mb_per_s",
            "snelheid",
            149.9,
            "MB/s",
            Budget::AtLeast(150.0),
        );
        found.judge(
            "piek_mib",
            "geheugen",
            1024.0,
            "MiB",
            Budget::AtMost(1024.0),
        );
        let text = found.text("ophalen");
        assert!(
            text.contains("149,9 MB/s; de norm is ten minste 150: NIET GEHAALD"),
            "{text}"
        );
        assert!(text.contains("ten hoogste 1.024: gehaald"), "{text}");
    }

    #[test]
    fn a_budget_keeps_its_decimals_and_a_near_miss_is_seen() {
        let mut found = Findings::default();
        found.judge("a", "verhouding", 1.504, "keer", Budget::AtMost(1.5));
        found.judge("b", "verhouding", 1.52, "keer", Budget::AtMost(1.5));
        found.weigh("tijd", 0.5, "", Budget::AtMost(120.0));
        let text = found.text("rapport");
        assert!(
            text.contains("1,504 keer; de norm is ten hoogste 1,5: NIET GEHAALD"),
            "{text}"
        );
        assert!(text.contains("1,52 keer; de norm"), "{text}");
        assert!(
            text.contains("0,5; de norm is ten hoogste 120: gehaald"),
            "{text}"
        );
    }

    #[test]
    fn json_names_the_bench_in_every_key() {
        let mut found = Findings::default();
        found.key("mb_per_s", 151.25);
        found.key("piek_mib", 800.0);
        found.key_of("pdf", "bytes", 7.0);
        assert_eq!(
            json(&[("ophalen", found)]),
            "{\n  \"ophalen.mb_per_s\": 151.250,\n  \"ophalen.piek_mib\": 800.000,\n  \"pdf.bytes\": 7.000\n}\n"
        );
    }
}
