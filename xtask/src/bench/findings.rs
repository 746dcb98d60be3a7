//! What a bench found: lines for a reader, keys for a program, and the verdict on each budget.

use super::numbers::dutch;

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

    fn words(self) -> String {
        match self {
            Self::AtLeast(least) => format!("ten minste {}", dutch(least, 0)),
            Self::AtMost(most) => format!("ten hoogste {}", dutch(most, 0)),
        }
    }
}

/// Everything that one bench found.
#[derive(Debug, Default)]
pub struct Findings {
    lines: Vec<String>,
    keys: Vec<(&'static str, f64)>,
}

impl Findings {
    /// Adds a line for the reader.
    pub fn say(&mut self, what: &str, text: &str) {
        self.lines.push(format!("  {what:<16} {text}"));
    }

    /// Adds a key for a program; its name goes without that of the bench.
    pub fn key(&mut self, name: &'static str, value: f64) {
        self.keys.push((name, value));
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
        let verdict = if budget.is_met(value) {
            "gehaald"
        } else {
            "NIET GEHAALD"
        };
        let text = format!(
            "{} {unit}; de norm is {}: {verdict}",
            dutch(value, 1),
            budget.words()
        );
        self.say(what, &text);
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
        .map(|(bench, (name, value))| format!("  \"{bench}.{name}\": {value:.3}"))
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
    fn json_names_the_bench_in_every_key() {
        let mut found = Findings::default();
        found.key("mb_per_s", 151.25);
        found.key("piek_mib", 800.0);
        assert_eq!(
            json(&[("ophalen", found)]),
            "{\n  \"ophalen.mb_per_s\": 151.250,\n  \"ophalen.piek_mib\": 800.000\n}\n"
        );
    }
}
