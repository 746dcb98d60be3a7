//! The texts of a workbook: each stands once in a list, and cells name its place there.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::cell::clean;

/// The list of texts, while the sheets are written.
#[derive(Debug, Default)]
pub struct Strings {
    places: HashMap<Rc<str>, usize>,
    texts: Vec<Rc<str>>,
    /// How many cells name a text.
    cells: usize,
}

impl Strings {
    /// Returns the place of a text for one more cell, as [`clean`] leaves it; none when nothing is
    /// left.
    pub fn place(&mut self, text: &str) -> Option<usize> {
        let text = clean(text);
        if text.is_empty() {
            return None;
        }
        self.cells += 1;
        if let Some(place) = self.places.get(&*text) {
            return Some(*place);
        }
        let (place, text) = (self.texts.len(), Rc::<str>::from(&*text));
        self.places.insert(Rc::clone(&text), place);
        self.texts.push(text);
        Some(place)
    }

    /// Returns whether a text is the one in that place, just as it stands there.
    pub fn is(&self, place: usize, text: &str) -> bool {
        self.texts.get(place).is_some_and(|known| **known == *text)
    }

    /// Counts one more cell with a text of which the place is known.
    pub const fn again(&mut self) {
        self.cells += 1;
    }

    /// Returns `sharedStrings.xml` without its first line.
    pub fn xml(&self) -> String {
        let mut xml = format!(
            "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             count=\"{}\" uniqueCount=\"{}\">",
            self.cells,
            self.texts.len()
        );
        for text in &self.texts {
            // Without this word blanks at an end are lost.
            let keeps = if text.starts_with(' ') || text.ends_with(' ') {
                " xml:space=\"preserve\""
            } else {
                ""
            };
            for part in [
                "<si><t",
                keeps,
                ">",
                &escaped(&without_codes(text)),
                "</t></si>",
            ] {
                xml.push_str(part);
            }
        }
        xml.push_str("</sst>");
        xml
    }
}

/// Returns a text as it stands between tags.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>']) {
        return Cow::Borrowed(text);
    }
    let plain = text.replace('&', "&amp;");
    Cow::Owned(plain.replace('<', "&lt;").replace('>', "&gt;"))
}

/// Excel reads `_x0041_` as the character with that number; one in a text stays as it is.
fn without_codes(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, code) = rest.split_at(at);
        kept.push_str(before);
        kept.push_str(if is_code(code) { "_x005F_x" } else { "_x" });
        rest = &code[2..];
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Whether a text begins with `_x`, four hexadecimals and `_`.
fn is_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.get(2..7).is_some_and(|code| {
        let (digits, end) = code.split_at(4);
        digits.iter().all(u8::is_ascii_hexdigit) && end == b"_"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_once_in_the_list() {
        let mut strings = Strings::default();
        let places = ["a", "b", "a", "", "\u{1}"].map(|text| strings.place(text));
        assert_eq!(places, [Some(0), Some(1), Some(0), None, None]);
        let xml = strings.xml();
        assert!(xml.contains("count=\"3\" uniqueCount=\"2\""), "{xml}");
        assert!(xml.contains("<si><t>a</t></si><si><t>b</t></si>"), "{xml}");
    }

    #[test]
    fn marks_codes_and_blanks_come_through() {
        let mut strings = Strings::default();
        for (text, written) in [
            ("<r>&</r>", "<t>&lt;r&gt;&amp;&lt;/r&gt;</t>"),
            ("a_x0041_x", "<t>a_x005F_x0041_x</t>"),
            ("_x0041__x004g_", "<t>_x005F_x0041__x004g_</t>"),
            ("_xé041_ _x00", "<t>_xé041_ _x00</t>"),
            (" a", "<t xml:space=\"preserve\"> a</t>"),
        ] {
            strings.place(text);
            assert!(strings.xml().contains(written), "{}", strings.xml());
        }
    }
}
