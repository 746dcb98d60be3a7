//! A drawing without its texts, and those texts beside it, for the pages of a report.
//!
//! Typst reads a text of an SVG at three times the cost of a text of its own, and a report has
//! more than a thousand. So on a page the house library sets them over the drawing. What cannot be
//! set just as it stands in the drawing stays in it. The file that is handed on keeps all texts.

use serde::{Serialize, Serializer};

use super::colour::hex;
use super::font::{self, Weight};
use super::style::INK;

/// A drawing and its texts, apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// SVG without the texts in `letters`.
    pub drawing: String,
    /// Those texts.
    pub letters: Letters,
}

/// As JSON four values in an array: those of [`Letters`], and the drawing.
impl Serialize for Split {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Letters(width, height, looks) = &self.letters;
        (width, height, looks, &self.drawing).serialize(serializer)
    }
}

/// The texts of a drawing, in units of the drawing: width and height of the sheet, and the texts
/// by look.
#[derive(Debug, Clone, PartialEq)]
pub struct Letters(f64, f64, Vec<Look>);

/// Texts of one look: size, whether bold, colour, the side that stands at x (`start`, `middle` or
/// `end`, as in SVG) and the texts.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Look(f64, bool, String, String, Vec<Letter>);

/// Place of the baseline and text. x counts from the left edge, the middle or the right edge of
/// the sheet, after the side of the look: then nobody has to know how wide the text is.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Letter(f64, f64, String);

/// Takes the texts out of a drawing of ours, which may have none; `None` when it is of somebody else.
#[must_use]
pub fn split(svg: &str) -> Option<Split> {
    let sheet = sheet_of(svg)?;
    let mut drawing = String::with_capacity(svg.len());
    let mut looks: Vec<Look> = Vec::new();
    for line in svg.split_inclusive('\n') {
        let Some((look, letter)) = letter_of(line.trim_end(), sheet) else {
            drawing.push_str(line);
            continue;
        };
        let same = |other: &&mut Look| {
            (other.1, &other.2, &other.3) == (look.1, &look.2, &look.3)
                && other.0.total_cmp(&look.0).is_eq()
        };
        match looks.iter_mut().find(same) {
            Some(known) => known.4.push(letter),
            None => looks.push(Look(look.0, look.1, look.2, look.3, vec![letter])),
        }
    }
    let letters = Letters(sheet.0, sheet.1, looks);
    Some(Split { drawing, letters })
}

/// Width and height of the sheet.
fn sheet_of(svg: &str) -> Option<(f64, f64)> {
    let (_, rest) = svg.split_once("viewBox=\"0 0 ")?;
    let (size, _) = rest.split_once('"')?;
    let (width, height) = size.split_once(' ')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}

/// A line of a drawing as a text that the house library can set, without its place in a look.
fn letter_of(line: &str, sheet: (f64, f64)) -> Option<(Look, Letter)> {
    let inner = line.strip_prefix("<text ")?.strip_suffix("</text>")?;
    let (attributes, text) = inner.split_once('>')?;
    let (mut x, mut y, mut size) = (None, None, None);
    let (mut bold, mut colour, mut side) = (false, hex(INK), "start");
    let mut pieces = attributes.split('"');
    while let (Some(key), Some(value)) = (pieces.next(), pieces.next()) {
        match (key.trim().trim_end_matches('='), value) {
            ("x", value) => x = Some(value.parse::<f64>().ok()?),
            ("y", value) => y = Some(value.parse::<f64>().ok()?),
            ("font-size", value) => size = Some(value.parse::<f64>().ok()?),
            ("font-weight", "bold") => bold = true,
            ("fill", value) => value.clone_into(&mut colour),
            ("text-anchor", "middle" | "end") => side = value,
            // Turned, with a border, or new: only the drawing knows how.
            _ => return None,
        }
    }
    let (x, y, size) = (x?, y?, size?);
    let text = plain(text);
    let weight = if bold { Weight::Bold } else { Weight::Regular };
    let width = font::width(&text, weight, size);
    let (left, from) = match side {
        "start" => (x, x),
        "middle" => (x - width / 2.0, x - sheet.0 / 2.0),
        _ => (x - width, x - sheet.0),
    };
    // A line that is too long for the sheet would wrap on the page; a hair is kept.
    let fits = left >= 0.0 && left + width <= sheet.0 && width * 1.02 <= sheet.0;
    (fits && (0.0..=sheet.1).contains(&y) && keeps_its_spaces(&text)).then(|| {
        let look = Look(size, bold, colour, side.to_owned(), Vec::new());
        (look, Letter(from, y, text))
    })
}

/// SVG drops spaces at both ends and makes several into one; a page does not.
fn keeps_its_spaces(text: &str) -> bool {
    text.trim() == text && !text.contains("  ") && !text.is_empty()
}

/// The text between two tags.
fn plain(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
    ];
    let text = signs.iter().fold(text.to_owned(), |text, (code, sign)| {
        text.replace(code, sign)
    });
    // Last, or `&amp;lt;` would be read twice.
    text.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: (f64, f64) = (400.0, 100.0);

    fn json(line: &str) -> Option<String> {
        let (mut look, letter) = letter_of(line, SHEET)?;
        look.4.push(letter);
        Some(serde_json::to_string(&look).unwrap())
    }

    #[test]
    fn a_text_counts_from_the_side_that_it_stands_at() {
        let check = |attributes: &str, expected: &str| {
            let line =
                format!("<text x=\"100\" y=\"50\"{attributes}>17,3 &amp;lt; &lt;b&gt;</text>");
            assert_eq!(json(&line).unwrap(), expected);
        };
        check(
            " font-size=\"28\"",
            "[28.0,false,\"#1A1A1A\",\"start\",[[100.0,50.0,\"17,3 &lt; <b>\"]]]",
        );
        check(
            " text-anchor=\"middle\" font-size=\"9.5\" fill=\"#FFFFFF\"",
            "[9.5,false,\"#FFFFFF\",\"middle\",[[-100.0,50.0,\"17,3 &lt; <b>\"]]]",
        );
        check(
            " text-anchor=\"end\" font-size=\"8\" font-weight=\"bold\"",
            "[8.0,true,\"#1A1A1A\",\"end\",[[-300.0,50.0,\"17,3 &lt; <b>\"]]]",
        );
    }

    #[test]
    fn what_a_page_would_set_in_another_way_stays() {
        let check = |attributes: &str, text: &str, apart: bool| {
            let line = format!("<text {attributes}>{text}</text>");
            assert_eq!(letter_of(&line, SHEET).is_some(), apart, "{line}");
        };
        let usual = "x=\"10\" y=\"50\" font-size=\"20\"";
        check(usual, "Ee", true);
        check(usual, "&quot;#panic()&quot; $x$ \\u{22}", true);
        for text in ["", " ", "Ee ", " Ee", "Ee  en Aa"] {
            check(usual, text, false);
        }
        check("x=\"10\" y=\"50\"", "geen maat", false);
        check("x=\"-1\" y=\"50\" font-size=\"20\"", "ernaast", false);
        check("x=\"10\" y=\"101\" font-size=\"20\"", "eronder", false);
        check(usual, &"te breed ".repeat(5), false);
        for other in [
            "transform=\"rotate(90)\"",
            "stroke=\"#FFFFFF\"",
            "font-weight=\"600\"",
        ] {
            check(&format!("{usual} {other}"), "Ee", false);
        }
    }
}
