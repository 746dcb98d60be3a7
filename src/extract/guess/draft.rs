//! The mapping while it is being guessed: lines with the reason behind each, not yet text.

use crate::extract::mapping::Form;
use crate::themes::AgeGroup;

/// Longest piece of the file that a comment repeats.
const SHOWN: usize = 80;
/// Longest comment.
const COMMENT: usize = 400;

/// One key of the mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Key, already as TOML.
    pub key: String,
    /// Value, already as TOML.
    pub value: String,
    /// What the value is based on.
    pub because: Option<String>,
    /// Whether the line counts; one that does not is written as a comment.
    pub active: bool,
}

impl Line {
    /// Returns a line that counts.
    pub fn new(key: &str, value: impl Into<String>) -> Self {
        Self {
            key: key.to_owned(),
            value: value.into(),
            because: None,
            active: true,
        }
    }

    /// Adds what the value is based on.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.because = Some(why.into());
        self
    }

    /// Makes it a line that a person has to switch on.
    #[must_use]
    pub fn proposed(mut self) -> Self {
        self.active = false;
        self
    }
}

/// One `[[indicator]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Id, to see which blocks are about the same.
    pub id: String,
    /// Age group, where the file names one.
    pub age: Option<AgeGroup>,
    /// Year or column, as TOML.
    pub period: Option<String>,
    /// What stands over the block.
    pub comments: Vec<String>,
    /// The keys.
    pub lines: Vec<Line>,
    /// Whether the block counts.
    pub active: bool,
    /// Whether only the year lacks.
    pub lacks_year: bool,
}

/// Everything that was guessed.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Form.
    pub form: Form,
    /// What the form is based on.
    pub form_because: String,
    /// Who delivered it, when the file says so.
    pub source: Option<String>,
    /// `blad` and `koprij`.
    pub layout: Vec<Line>,
    /// What was seen of titles, units and totals.
    pub remarks: Vec<String>,
    /// `[gebied]`.
    pub area: Vec<Line>,
    /// What was seen of the areas.
    pub area_remarks: Vec<String>,
    /// `[gebied.namen]`.
    pub names: Vec<Line>,
    /// `[filter]`.
    pub filter: Vec<Line>,
    /// What was seen of the rows.
    pub filter_remarks: Vec<String>,
    /// `[[indicator]]`.
    pub indicators: Vec<Block>,
    /// `[ontbreekt]`.
    pub missing: Vec<Line>,
}

impl Draft {
    /// Returns a draft of a form in which nothing was found yet.
    pub fn new(form: Form, because: impl Into<String>) -> Self {
        Self {
            form,
            form_because: because.into(),
            source: None,
            layout: Vec::new(),
            remarks: Vec::new(),
            area: Vec::new(),
            area_remarks: Vec::new(),
            names: Vec::new(),
            filter: Vec::new(),
            filter_remarks: Vec::new(),
            indicators: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// Says whether the mapping can be read as it is.
    pub fn is_ready(&self) -> bool {
        let mut active = self
            .indicators
            .iter()
            .filter(|block| block.active)
            .peekable();
        active.peek().is_some() && active.all(|block| !block.lacks_year)
    }

    /// Says whether only years have to be filled in.
    pub fn lacks_only_years(&self) -> bool {
        !self.is_ready() && self.indicators.iter().any(|block| block.active)
    }

    /// Switches off what is not ready, when something else is: the file as a whole stays valid.
    pub fn settle(&mut self) {
        self.without_doubles();
        let whole = |block: &Block| block.active && !block.lacks_year;
        if self.indicators.iter().any(whole) {
            for block in self.indicators.iter_mut().filter(|block| block.lacks_year) {
                block.active = false;
            }
        }
    }

    /// Switches off blocks that are about the same indicator, age and year as an earlier one.
    fn without_doubles(&mut self) {
        let mut seen: Vec<(String, Option<AgeGroup>, Option<String>)> = Vec::new();
        for block in &mut self.indicators {
            if !block.active {
                continue;
            }
            let key = (block.id.clone(), block.age, block.period.clone());
            if seen.contains(&key) {
                block.active = false;
                block.comments.push(format!(
                    "Hierboven staat «{}» al. Kies er een, of geef deze een eigen id met een eigen \
                     definitie.",
                    block.id
                ));
            } else {
                seen.push(key);
            }
        }
    }
}

/// Returns a text of the file as one TOML string on one line, with single blanks.
pub fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    exact(&words.join(" "))
}

/// Returns a text as it is, as one TOML string on one line. Signs that an editor would obey are
/// escaped, so that a line means what it shows.
pub fn exact(text: &str) -> String {
    if !text.chars().any(is_unsafe) {
        return toml::Value::String(text.to_owned()).to_string();
    }
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if is_unsafe(c) => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// Returns a text of the file for use inside a sentence of a comment.
pub fn shown(text: &str) -> String {
    one_line(text, SHOWN)
}

/// Returns a comment: one line, without signs that a terminal or an editor would obey.
pub fn comment(text: &str) -> String {
    one_line(text, COMMENT)
}

fn one_line(text: &str, most: usize) -> String {
    let plain: String = text
        .chars()
        .map(|c| if is_unsafe(c) { ' ' } else { c })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most).collect();
    format!("{}…", cut.trim_end())
}

/// Signs that break a line, turn its direction or are obeyed by a terminal.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{2028}' | '\u{2029}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_from_its_quotes_on_one_line() {
        for text in [
            "a",
            "a\"b'c",
            "a\nb",
            "\u{202e}\\ \"x\"",
            "\u{7}",
            "'''",
            "\"\"\"",
            "é",
        ] {
            let line = format!("x = {}", exact(text));
            assert_eq!(line.lines().count(), 1, "{line}");
            let table: toml::Table = toml::from_str(&line).unwrap();
            assert_eq!(table["x"].as_str(), Some(text));
        }
        assert_eq!(comment("a\r\nb\u{2028}c\u{202e}d"), "a b c d");
    }
}
