//! The font as the figures know it: which characters it has, how wide a text is, how to shorten one.

use std::sync::OnceLock;

use ab_glyph::{Font, FontRef};
use plotters::style::{FontStyle, register_font};

use super::style::FONT_FAMILY;

/// Stands for every character that the font lacks.
pub const REPLACEMENT: char = '□';

/// Regular or bold; figures use no italics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Ordinary text.
    Regular,
    /// Headings, and rows that are set apart.
    Bold,
}

struct Fonts {
    regular: FontRef<'static>,
    bold: FontRef<'static>,
    italic: FontRef<'static>,
    bold_italic: FontRef<'static>,
}

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let parse = |bytes: &'static [u8]| {
            FontRef::try_from_slice(bytes).expect("the font compiled into the program is valid")
        };
        Fonts {
            regular: parse(notosans::REGULAR_TTF),
            bold: parse(notosans::BOLD_TTF),
            italic: parse(notosans::ITALIC_TTF),
            bold_italic: parse(notosans::BOLD_ITALIC_TTF),
        }
    })
}

/// Makes the font known to plotters; without it plotters looks for fonts of the machine.
pub(crate) fn register() {
    static REGISTERED: OnceLock<()> = OnceLock::new();
    REGISTERED.get_or_init(|| {
        for (style, bytes) in [
            (FontStyle::Normal, notosans::REGULAR_TTF),
            (FontStyle::Bold, notosans::BOLD_TTF),
        ] {
            assert!(
                register_font(FONT_FAMILY, style, bytes).is_ok(),
                "the font compiled into the program is valid"
            );
        }
    });
}

/// Returns whether a report can print `character`: all four styles of the font have a glyph and
/// it is neither a control nor an invisible formatting character.
#[must_use]
pub fn font_has(character: char) -> bool {
    matches!(character, ' '..='~') || is_in_all_styles(character)
}

/// The same, looked up in the font itself.
fn is_in_all_styles(character: char) -> bool {
    let fonts = fonts();
    !is_control(character)
        && [
            &fonts.regular,
            &fonts.bold,
            &fonts.italic,
            &fonts.bold_italic,
        ]
        .iter()
        .all(|font| font.glyph_id(character).0 != 0)
}

/// Control, formatting, private and non-characters. The font maps some of them to an empty glyph,
/// which would make text vanish or run backwards.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(u32::from(character),
            0x00AD | 0x034F | 0x061C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
            | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xE000..=0xF8FF
            | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0xE0000..=0xE0FFF
            | 0xF0000..)
        || u32::from(character) & 0xFFFE == 0xFFFE
}

/// Returns `text` with □ for every character that [`font_has`] refuses, and those characters, each
/// once, in order of first appearance.
#[must_use]
pub fn replace_missing(text: &str) -> (String, Vec<char>) {
    let mut missing = Vec::new();
    let printable = text
        .chars()
        .map(|character| {
            if font_has(character) {
                return character;
            }
            if !missing.contains(&character) {
                missing.push(character);
            }
            REPLACEMENT
        })
        .collect();
    (printable, missing)
}

/// Width of `text` in points at `size` points, without kerning (which only makes it narrower).
#[must_use]
pub fn width(text: &str, weight: Weight, size: f64) -> f64 {
    let font = match weight {
        Weight::Regular => &fonts().regular,
        Weight::Bold => &fonts().bold,
    };
    let per_em = f64::from(font.units_per_em().unwrap_or(1000.0));
    let usual = usual_widths(weight);
    let units: f64 = text
        .chars()
        .map(|c| {
            let known = usize::try_from(u32::from(c)).ok();
            let known = known.and_then(|at| usual.get(at));
            known.copied().unwrap_or_else(|| advance(font, c))
        })
        .sum();
    units / per_em * size
}

/// Width of a character in units of the font.
fn advance(font: &FontRef<'_>, character: char) -> f64 {
    f64::from(font.h_advance_unscaled(font.glyph_id(character)))
}

/// Widths of the first 256 characters: nearly all of a report, which asks for tens of thousands.
fn usual_widths(weight: Weight) -> &'static [f64] {
    static WIDTHS: OnceLock<[Vec<f64>; 2]> = OnceLock::new();
    let [regular, bold] = WIDTHS.get_or_init(|| {
        [&fonts().regular, &fonts().bold]
            .map(|font| ('\0'..='\u{ff}').map(|c| advance(font, c)).collect())
    });
    match weight {
        Weight::Regular => regular,
        Weight::Bold => bold,
    }
}

/// Height of a capital, as a share of the text size.
#[must_use]
pub fn cap_height() -> f64 {
    let font = &fonts().regular;
    let per_em = font.units_per_em().unwrap_or(1000.0);
    let outline = font.outline(font.glyph_id('H'));
    outline.map_or(0.0, |outline| {
        // The sign of the height hangs on which way up the outline is read.
        f64::from((outline.bounds.max.y - outline.bounds.min.y).abs() / per_em)
    })
}

/// Returns `text`, cut with "…" when it is wider than `limit` points.
pub(crate) fn shorten(text: &str, weight: Weight, size: f64, limit: f64) -> String {
    if width(text, weight, size) <= limit {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while !kept.is_empty() {
        kept.pop();
        let head: String = kept.iter().collect();
        let cut = format!("{}…", head.trim_end_matches([' ', '-', '–', ',']));
        if width(&cut, weight, size) <= limit {
            return cut;
        }
    }
    String::from("…")
}

/// Breaks `text` after spaces, hyphens and slashes into at most `lines` lines of `limit` points;
/// a line that is still too wide is shortened.
pub(crate) fn wrap(text: &str, weight: Weight, size: f64, limit: f64, lines: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for piece in text.trim().split_inclusive([' ', '-', '–', '/']) {
        let last = rows.len() == lines;
        match rows.last_mut() {
            Some(row)
                if last || width(format!("{row}{piece}").trim_end(), weight, size) <= limit =>
            {
                row.push_str(piece);
            }
            _ => rows.push(piece.to_owned()),
        }
    }
    rows.iter()
        .map(|row| shorten(row.trim_end(), weight, size, limit))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_what_is_not_looked_up() {
        for character in (0..=0x2FF).filter_map(char::from_u32) {
            let found = is_in_all_styles(character);
            assert_eq!(font_has(character), found, "{character:?}");
        }
    }
}
