//! The rule that closes injection: in a template a variable stands only between the quotes
//! of a Typst string. Checked when the templates are loaded, also those of a user.

/// One place where a template breaks the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// Template, as it is named in `report-templates/`.
    pub name: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what to do, in Dutch.
    pub message: String,
}

/// Returns every fault of a Tera template.
///
/// Outside a string only a component call may print (`<< <naam /> >>`): it writes Typst of
/// its own template, in which the same rule holds. Strings end on their line, so that a
/// forgotten quote cannot turn the rest of a file inside out.
#[must_use]
pub fn template_faults(name: &str, source: &str) -> Vec<TemplateFault> {
    let mut scan = Scan {
        name,
        rest: source,
        line: 1,
        in_string: false,
        faults: Vec::new(),
    };
    while !scan.rest.is_empty() {
        scan.step();
    }
    if scan.in_string {
        scan.fault("een Typst-tekst is niet gesloten aan het einde van het bestand");
    }
    scan.faults
}

/// Returns every fault of a file of the house library: it may not fetch packages.
#[must_use]
pub fn house_faults(name: &str, source: &str) -> Vec<TemplateFault> {
    source
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains("\"@"))
        .map(|(at, _)| TemplateFault {
            name: name.to_owned(),
            line: at + 1,
            message: String::from("een pakket van het internet is niet toegestaan"),
        })
        .collect()
}

struct Scan<'a> {
    name: &'a str,
    rest: &'a str,
    line: usize,
    in_string: bool,
    faults: Vec<TemplateFault>,
}

impl<'a> Scan<'a> {
    fn step(&mut self) {
        if self.skip("<#", "#>").is_some() {
            return;
        }
        if let Some(tag) = self.skip("<%", "%>") {
            self.check_tag(tag);
        } else if let Some(tag) = self.skip("<<", ">>") {
            self.check_tag(tag);
            let call = tag.trim().trim_matches('-').trim();
            let is_component = call.starts_with('<') && call.ends_with("/>");
            if !self.in_string && !is_component {
                self.fault(
                    "een variabele mag alleen tussen de aanhalingstekens van een Typst-tekst",
                );
            }
        } else if !self.in_string && self.rest.starts_with("//") {
            // A variable in a comment still prints, so the comment is read on from there.
            self.advance(
                self.rest
                    .find(['\n', '<'])
                    .unwrap_or(self.rest.len())
                    .max(2),
            );
        } else if self.in_string && self.rest.starts_with('\\') {
            self.advance(1 + self.rest[1..].chars().next().map_or(0, char::len_utf8));
        } else {
            self.plain();
        }
    }

    fn plain(&mut self) {
        let Some(character) = self.rest.chars().next() else {
            return;
        };
        match character {
            '"' => self.in_string = !self.in_string,
            '\n' if self.in_string => {
                self.fault("een Typst-tekst loopt door op de volgende regel");
                self.in_string = false;
            }
            '@' if self.in_string && self.rest.starts_with("@preview") => {
                self.fault("een pakket van het internet is niet toegestaan");
            }
            _ => {}
        }
        self.advance(character.len_utf8());
    }

    fn check_tag(&mut self, tag: &str) {
        if tag
            .split('|')
            .skip(1)
            .any(|filter| filter.trim().starts_with("safe"))
        {
            self.fault("het filter `safe` is niet toegestaan");
        }
    }

    /// Steps over `open … close` and returns what stands between.
    fn skip(&mut self, open: &str, close: &str) -> Option<&'a str> {
        let inside = self.rest.strip_prefix(open)?;
        let end = inside.find(close).unwrap_or(inside.len());
        let tag = &inside[..end];
        self.advance((open.len() + end + close.len()).min(self.rest.len()));
        Some(tag)
    }

    fn advance(&mut self, bytes: usize) {
        let (passed, rest) = self.rest.split_at(bytes);
        self.line += passed.matches('\n').count();
        self.rest = rest;
    }

    fn fault(&mut self, message: &str) {
        self.faults.push(TemplateFault {
            name: self.name.to_owned(),
            line: self.line,
            message: message.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str) -> Vec<usize> {
        template_faults("proef.typ.tera", source)
            .into_iter()
            .map(|fault| fault.line)
            .collect()
    }

    #[test]
    fn a_variable_outside_a_string_is_a_fault() {
        assert_eq!(lines("#thema(\"<< titel >>\")"), [0; 0]);
        assert_eq!(lines("#thema(<< titel >>)"), [1]);
        assert_eq!(lines("\n= << titel >>\n"), [2]);
        assert_eq!(
            lines("\"a\\\"<< titel >>\""),
            [0; 0],
            "an escaped quote does not end a string"
        );
        assert_eq!(
            lines("\"a\\\\\"<< titel >>"),
            [1],
            "an escaped backslash does"
        );
        assert_eq!(
            lines("<% if a == \"b\" %>\"<< titel >>\"<% endif %>"),
            [0; 0]
        );
        assert_eq!(lines("// << titel >>"), [1], "a comment prints too");
        assert_eq!(lines("<# \" #>// it's \"\n\"<< titel >>\""), [0; 0]);
    }

    #[test]
    fn only_a_component_may_print_code() {
        assert_eq!(lines("#tabel(<< <tabel t={x} /> >>)"), [0; 0]);
        assert_eq!(lines("#tabel(<<- <tabel t={x} /> ->>)"), [0; 0]);
        assert_eq!(lines("#tabel(<< x ~ \"<\" >>)"), [1]);
    }

    #[test]
    fn open_strings_safe_and_packages_are_faults() {
        assert_eq!(lines("\"open\n<< a >>"), [1, 2]);
        assert_eq!(lines("\"<< a | safe >>\""), [1]);
        assert_eq!(lines("#import \"@preview/x:1.0.0\""), [1]);
        assert_eq!(
            house_faults("huis/x.typ", "a\n#import \"@local/x:1\"")[0].line,
            2
        );
    }
}
