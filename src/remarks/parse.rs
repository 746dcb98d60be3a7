//! A file of remarks: headings, who and when, paragraphs and lists. Nothing else has a meaning:
//! every other sign of Markdown is printed as it stands.

use super::Block;

/// Most characters of one remark: about half a page.
const LONGEST: usize = 2000;
/// Most characters of who and of when.
const LONGEST_WHO: usize = 80;

/// One heading with what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Line of the heading, from 1.
    pub line: usize,
    /// The heading.
    pub heading: String,
    /// Who said it.
    pub who: String,
    /// When.
    pub when: String,
    /// The words.
    pub blocks: Vec<Block>,
}

/// A fault with its line.
type Fault = (usize, String);

/// Cuts a file into its sections. Who and when above the first heading hold for every section that
/// has none of its own.
#[must_use]
pub fn sections(text: &str) -> (Vec<Section>, Vec<Fault>) {
    let mut reader = Reader::default();
    for (number, line) in (1..).zip(text.strip_prefix('\u{feff}').unwrap_or(text).lines()) {
        reader.line(number, line);
    }
    reader.finish()
}

/// Who and when, as far as they were read.
#[derive(Debug, Clone, Default)]
struct Signed {
    who: Option<String>,
    when: Option<String>,
}

#[derive(Default)]
struct Reader {
    /// Above the first heading.
    general: Signed,
    own: Signed,
    open: Option<Section>,
    done: Vec<Section>,
    faults: Vec<Fault>,
    /// Whether the next line goes on with the last block.
    goes_on: bool,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) {
        let text = line.trim();
        if text.is_empty() {
            self.goes_on = false;
        } else if let Some(heading) = heading(text) {
            self.close();
            self.open = Some(Section {
                line: number,
                heading: heading.to_owned(),
                who: String::new(),
                when: String::new(),
                blocks: Vec::new(),
            });
            if heading.is_empty() {
                self.faults.push((number, "de kop is leeg".to_owned()));
            }
        } else if !self.sign(number, text) {
            self.words(number, text);
        }
    }

    /// Takes a line that says who or when; only before the words.
    fn sign(&mut self, number: usize, text: &str) -> bool {
        let has_words = self
            .open
            .as_ref()
            .is_some_and(|open| !open.blocks.is_empty());
        let Some((key, value)) = text.split_once(':').filter(|_| !has_words) else {
            return false;
        };
        let plain = |part: &str| part.trim().trim_matches('*').trim().to_owned();
        let value = plain(value);
        let signed = if self.open.is_some() {
            &mut self.own
        } else {
            &mut self.general
        };
        let slot = match plain(key).to_lowercase().as_str() {
            "wie" => &mut signed.who,
            "wanneer" => &mut signed.when,
            _ => return false,
        };
        if value.chars().count() > LONGEST_WHO {
            let what = format!("{} heeft meer dan {LONGEST_WHO} tekens", plain(key));
            self.faults.push((number, what));
        }
        *slot = Some(value).filter(|value| !value.is_empty());
        true
    }

    fn words(&mut self, number: usize, text: &str) {
        let Some(open) = &mut self.open else {
            self.faults.push((
                number,
                "deze tekst staat boven de eerste kop; zet er een kop boven, zoals «# Leefstijl»"
                    .to_owned(),
            ));
            return;
        };
        let goes_on = std::mem::replace(&mut self.goes_on, true);
        if let Some(point) = point(text) {
            match open.blocks.last_mut() {
                Some(Block::List(points)) => points.push(point.to_owned()),
                _ => open.blocks.push(Block::List(vec![point.to_owned()])),
            }
            return;
        }
        let last = match open.blocks.last_mut() {
            Some(Block::Paragraph(last)) => Some(last),
            Some(Block::List(points)) => points.last_mut(),
            None => None,
        };
        match last.filter(|_| goes_on) {
            Some(last) => {
                last.push(' ');
                last.push_str(text);
            }
            None => open.blocks.push(Block::Paragraph(text.to_owned())),
        }
    }

    fn close(&mut self) {
        self.goes_on = false;
        let own = std::mem::take(&mut self.own);
        let Some(mut section) = self.open.take() else {
            return;
        };
        let mut fault = |what: String| self.faults.push((section.line, what));
        let heading = &section.heading;
        let mut signed = |own: Option<String>, general: &Option<String>, key: &str| {
            own.or_else(|| general.clone()).unwrap_or_else(|| {
                fault(format!("onder «{heading}» ontbreekt een regel «{key}: …»"));
                String::new()
            })
        };
        section.who = signed(own.who, &self.general.who, "Wie");
        section.when = signed(own.when, &self.general.when, "Wanneer");
        let length: usize = section.blocks.iter().map(length).sum();
        if section.blocks.is_empty() {
            fault(format!("onder «{heading}» staat geen tekst"));
        } else if length > LONGEST {
            fault(format!(
                "de tekst onder «{heading}» heeft {length} tekens; er passen er hoogstens {LONGEST}"
            ));
        }
        self.done.push(section);
    }

    fn finish(mut self) -> (Vec<Section>, Vec<Fault>) {
        self.close();
        if self.done.is_empty() && self.faults.is_empty() {
            let what = "er staat geen kop in; begin met een kop, zoals «# Leefstijl»";
            self.faults.push((1, what.to_owned()));
        }
        (self.done, self.faults)
    }
}

/// The words of a heading of any level.
fn heading(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let is_heading = (1..=6).contains(&level) && (rest.is_empty() || rest.starts_with(' '));
    is_heading.then(|| rest.trim().trim_end_matches('#').trim_end())
}

/// The words of a point of a list.
fn point(text: &str) -> Option<&str> {
    let bullet = ["- ", "* ", "+ "]
        .iter()
        .find_map(|sign| text.strip_prefix(sign));
    let numbered = || {
        let (number, rest) = text.split_once(['.', ')'])?;
        let short = (1..=2).contains(&number.len());
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        rest.strip_prefix(' ').filter(|_| short && digits)
    };
    bullet.or_else(numbered).map(str::trim)
}

fn length(block: &Block) -> usize {
    match block {
        Block::Paragraph(text) => text.chars().count(),
        Block::List(points) => points.iter().map(|point| point.chars().count()).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_signs_paragraphs_and_lists_are_read() {
        let text = "\u{feff}Wie: Wijkteam Noord\nWanneer: maart 2026\n\n# Leefstijl ##\nEen regel\ngaat door.\n\n\
                    - een\n- twee\n  en verder\n\n1. drie\n\nSlot: **niet** een sleutel.\n\
                    ### WK019310\n**Wie:** Buurtzorg\n#geen kop <b>x</b>\n";
        let (found, faults) = sections(text);
        assert_eq!(faults, []);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].line, found[0].heading.as_str()), (4, "Leefstijl"));
        assert_eq!(
            (found[0].who.as_str(), found[0].when.as_str()),
            ("Wijkteam Noord", "maart 2026")
        );
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let list = |points: &[&str]| Block::List(points.iter().map(|p| (*p).to_owned()).collect());
        assert_eq!(
            found[0].blocks,
            [
                paragraph("Een regel gaat door."),
                list(&["een", "twee en verder", "drie"]),
                paragraph("Slot: **niet** een sleutel."),
            ]
        );
        assert_eq!(found[1].who, "Buurtzorg");
        assert_eq!(found[1].blocks, [paragraph("#geen kop <b>x</b>")]);
    }

    #[test]
    fn every_fault_has_its_line() {
        let long = "x".repeat(LONGEST + 1);
        let text = format!(
            "tekst vooraf\n# A\n# B\nWie: ik\nWanneer: nu\n{long}\n#\nWie: {long}\nWanneer: nu\nx\n"
        );
        let (_, mut faults) = sections(&text);
        faults.sort();
        let said: Vec<String> = faults
            .iter()
            .map(|(line, what)| format!("{line} {what}"))
            .collect();
        for part in [
            "1 deze tekst staat boven de eerste kop",
            "2 onder «A» ontbreekt een regel «Wanneer: …»",
            "2 onder «A» ontbreekt een regel «Wie: …»",
            "2 onder «A» staat geen tekst",
            "3 de tekst onder «B» heeft 2001 tekens",
            "7 de kop is leeg",
            "8 Wie heeft meer dan 80 tekens",
        ] {
            assert!(
                said.iter().any(|line| line.starts_with(part)),
                "{part}: {said:#?}"
            );
        }
        assert_eq!(said.len(), 7, "{said:#?}");
        assert_eq!(sections("\n\n").1.len(), 1);
    }
}
