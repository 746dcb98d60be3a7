//! The colours that a house may choose, and a drawing in those of a house.
//!
//! Every figure is drawn in the colours of [`style`]; those of a house take their place in the
//! finished drawing, so that no chart needs to know whose report it stands in.

use std::collections::BTreeMap;

use plotters::style::RGBColor;

use super::colour::hex;
use super::style::{self, MAP_CLASSES};

/// The colours that a house may choose. `house` checks that they can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Main colour: headings, lines, bars.
    pub main: RGBColor,
    /// Bars beside those in the main colour, and bars that a dark line crosses.
    pub bar: RGBColor,
    /// Background of boxes and of rows with emphasis.
    pub panel: RGBColor,
    /// Verdict `ongunstiger`.
    pub worse: RGBColor,
    /// Verdict `gunstiger`.
    pub better: RGBColor,
    /// Fills of a map, from low to high.
    pub map: [RGBColor; 5],
}

impl Default for Palette {
    fn default() -> Self {
        Self {
            main: style::HOUSE,
            bar: style::HOUSE_LIGHT,
            panel: style::PANEL,
            worse: style::WORSE,
            better: style::BETTER,
            map: MAP_CLASSES.map(|(fill, _)| fill),
        }
    }
}

impl Palette {
    /// The colours of a figure, each with its name in it; the panel is for pages only.
    fn slots(&self) -> Vec<RGBColor> {
        let mut slots = vec![self.main, self.bar, self.worse, self.better];
        slots.extend(self.map);
        slots
    }

    /// Returns a finished drawing in these colours.
    pub(crate) fn apply(&self, svg: String) -> String {
        let standard = Self::default();
        if *self == standard {
            return svg;
        }
        let pairs = standard.slots().into_iter().zip(self.slots());
        let wanted: BTreeMap<String, String> =
            pairs.map(|(from, to)| (hex(from), hex(to))).collect();
        recoloured(&svg, &wanted)
    }
}

/// Replaces colours inside tags, each once; texts stand between tags and stay as they are.
fn recoloured(svg: &str, wanted: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut in_tag = false;
    for (at, piece) in svg.split('"').enumerate() {
        if at > 0 {
            out.push('"');
        }
        // A text may hold quotes: only what stands between them inside a tag is a value.
        let is_value = in_tag && !piece.contains(['<', '>']);
        match wanted.get(piece).filter(|_| is_value) {
            Some(colour) => out.push_str(colour),
            None => out.push_str(piece),
        }
        if let Some(last) = piece.rfind(['<', '>']) {
            in_tag = piece.as_bytes().get(last) == Some(&b'<');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_change_inside_tags_only_and_once() {
        let pairs = [("#111111", "#222222"), ("#222222", "#333333")];
        let wanted = pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).into();
        let svg = "<rect fill=\"#111111\" stroke=\"#222222\"/>\n<text fill=\"#444444\">\"#111111\" \
                   #111111 fill=\"#222222\"</text>\n<path stroke=\"#111111\"/>";
        let expected = "<rect fill=\"#222222\" stroke=\"#333333\"/>\n<text fill=\"#444444\">\
                        \"#111111\" #111111 fill=\"#222222\"</text>\n<path stroke=\"#222222\"/>";
        assert_eq!(recoloured(svg, &wanted), expected);
    }

    #[test]
    fn the_standard_colours_can_be_told_apart() {
        let mut slots = Palette::default().slots();
        let all = slots.len();
        slots.sort_by_key(|colour| hex(*colour));
        slots.dedup();
        assert_eq!(slots.len(), all, "two colours with one place in a drawing");
    }
}
