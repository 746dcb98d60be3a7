//! `kleuren.toml`: the colours of a house, and whether everybody can read a report in them.

use plotters::style::RGBColor;

use super::{line_of, unknown_key};
use crate::extract::mapping::toml_words;
use crate::figures::colour::{self, contrast, hex, lightness, smallest_distance, tint};
use crate::figures::{Palette, style};

/// Name of the file in the folder of a house.
pub const COLOURS_FILE: &str = "kleuren.toml";

const KEYS: [&str; 6] = [
    "hoofdkleur",
    "staafkleur",
    "vlakkleur",
    "ongunstiger",
    "gunstiger",
    "kaart",
];

/// Least contrast of text (WCAG 1.4.3).
const TEXT: f64 = 4.5;
/// Least contrast of marks and bars (WCAG 1.4.11).
const MARK: f64 = 3.0;
/// Least distance (ΔE) of two colours that mean something else, for every kind of sight.
const APART: f64 = 25.0;
/// Least step in lightness (L*) between two fills of a map.
const STEP: f64 = 8.0;

/// The colours that were chosen; the others stay as they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Main colour.
    pub main: Option<RGBColor>,
    bar: Option<RGBColor>,
    panel: Option<RGBColor>,
    worse: Option<RGBColor>,
    better: Option<RGBColor>,
    map: Option<[RGBColor; 5]>,
}

impl Chosen {
    /// Reads `kleuren.toml`; only whether they are colours is checked.
    ///
    /// # Errors
    /// Every fault, in Dutch, with its line.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<String>> {
        let table: toml::Table = toml::from_str(text)
            .map_err(|error| vec![format!("{file}, {}", toml_words(text, &error))])?;
        let mut chosen = Self::default();
        let mut faults = Vec::new();
        for (key, value) in &table {
            let read = |value: &toml::Value| value.as_str().and_then(colour::parse);
            let slot = match key.as_str() {
                "hoofdkleur" => &mut chosen.main,
                "staafkleur" => &mut chosen.bar,
                "vlakkleur" => &mut chosen.panel,
                "ongunstiger" => &mut chosen.worse,
                "gunstiger" => &mut chosen.better,
                "kaart" => {
                    let fills = value.as_array().map(Vec::as_slice).unwrap_or_default();
                    let fills: Vec<RGBColor> = fills.iter().filter_map(read).collect();
                    chosen.map = <[RGBColor; 5]>::try_from(fills).ok();
                    if chosen.map.is_none() {
                        faults.push(format!(
                            "{file}, regel {}: kaart is geen lijst van vijf kleuren, van licht naar donker",
                            line_of(text, key)
                        ));
                    }
                    continue;
                }
                _ => {
                    faults.push(unknown_key(file, text, key, &KEYS));
                    continue;
                }
            };
            *slot = read(value);
            if slot.is_none() {
                let line = line_of(text, key);
                faults.push(format!(
                    "{file}, regel {line}: {key} is geen kleur zoals \"#12436D\""
                ));
            }
        }
        if faults.is_empty() {
            Ok(chosen)
        } else {
            Err(faults)
        }
    }

    /// Returns these colours with the standard ones where none was chosen.
    ///
    /// # Errors
    /// Every pair of colours that somebody could not read or tell apart, in Dutch, with the
    /// contrast or distance that was computed.
    pub fn palette(&self) -> Result<Palette, Vec<String>> {
        let standard = Palette::default();
        let main = self.main.unwrap_or(standard.main);
        let palette = Palette {
            main,
            bar: self.bar.unwrap_or_else(|| bar_beside(main)),
            panel: self.panel.unwrap_or(standard.panel),
            worse: self.worse.unwrap_or(standard.worse),
            better: self.better.unwrap_or(standard.better),
            map: self.map.unwrap_or(standard.map),
        };
        let mut faults = contrast_faults(&palette);
        faults.extend(distance_faults(&palette));
        faults.extend(map_faults(&palette.map));
        if faults.is_empty() {
            Ok(palette)
        } else {
            Err(faults)
        }
    }
}

/// A lighter colour that goes with a main colour: a tint of it when the two differ enough.
fn bar_beside(main: RGBColor) -> RGBColor {
    let standard = Palette::default();
    let fits = |bar: &RGBColor| {
        contrast(*bar, style::PAPER) >= MARK && smallest_distance(main, *bar).0 >= APART
    };
    if main == standard.main {
        return standard.bar;
    }
    let tints = (1..20).map(|share| tint(main, f64::from(share) / 20.0));
    let others = [standard.bar, style::GREY].into_iter();
    let mut candidates = tints.chain(others).chain(style::OTHER_BARS);
    candidates.find(fits).unwrap_or(standard.bar)
}

fn contrast_faults(palette: &Palette) -> Vec<String> {
    let pairs = [
        ("hoofdkleur", palette.main, "wit", style::PAPER, TEXT),
        ("hoofdkleur", palette.main, "vlakkleur", palette.panel, TEXT),
        (
            "vlakkleur",
            palette.panel,
            "de letters erop",
            style::MUTED,
            TEXT,
        ),
        ("staafkleur", palette.bar, "wit", style::PAPER, MARK),
        ("ongunstiger", palette.worse, "wit", style::PAPER, MARK),
        ("gunstiger", palette.better, "wit", style::PAPER, MARK),
        (
            "ongunstiger",
            palette.worse,
            "vlakkleur",
            palette.panel,
            MARK,
        ),
        (
            "gunstiger",
            palette.better,
            "vlakkleur",
            palette.panel,
            MARK,
        ),
        (
            "vlakkleur",
            palette.panel,
            "grijze tekens",
            style::GREY,
            MARK,
        ),
    ];
    let faults = pairs.iter().filter_map(|(key, one, with, other, least)| {
        let found = contrast(*one, *other);
        (found < *least).then(|| {
            format!(
                "{key} {}: het contrast met {with} ({}) is {}; nodig is minstens {}",
                hex(*one),
                hex(*other),
                below(found),
                below(*least)
            )
        })
    });
    faults.collect()
}

fn distance_faults(palette: &Palette) -> Vec<String> {
    let grey = ("het grijs van «niet duidelijk anders»", style::GREY);
    let pairs = [
        (
            ("ongunstiger", palette.worse),
            ("gunstiger", palette.better),
        ),
        (("ongunstiger", palette.worse), grey),
        (("gunstiger", palette.better), grey),
        (("hoofdkleur", palette.main), ("staafkleur", palette.bar)),
    ];
    let faults = pairs.iter().filter_map(|((key, one), (with, other))| {
        let (found, who) = smallest_distance(*one, *other);
        (found < APART).then(|| {
            format!(
                "{key} {} lijkt voor {who} te veel op {with} ({}): het verschil is {}; nodig is minstens 25",
                hex(*one),
                hex(*other),
                below(found)
            )
        })
    });
    faults.collect()
}

/// The fills of a map carry dark text, but for the darkest.
fn map_faults(map: &[RGBColor; 5]) -> Vec<String> {
    let labels = style::MAP_CLASSES.iter().map(|(_, label)| *label);
    let mut faults: Vec<String> = (1..)
        .zip(map.iter().zip(labels))
        .filter_map(|(number, (fill, label))| {
            let found = contrast(*fill, label);
            (found < TEXT).then(|| {
                format!(
                    "kaart, kleur {number} {}: het contrast met de letters erop ({}) is {}; nodig is minstens 4,5",
                    hex(*fill),
                    hex(label),
                    below(found)
                )
            })
        })
        .collect();
    for (number, pair) in (1..).zip(map.windows(2)) {
        let step = lightness(pair[0]) - lightness(pair[1]);
        if step < STEP {
            faults.push(format!(
                "kaart: kleur {} {} is niet duidelijk donkerder dan kleur {number} {}: de stap is {}; nodig is minstens 8",
                number + 1,
                hex(pair[1]),
                hex(pair[0]),
                below(step)
            ));
        }
    }
    faults
}

/// Writes a number with one decimal, rounded down: what falls short must not read as enough.
fn below(value: f64) -> String {
    format!("{:.1}", (value * 10.0).floor() / 10.0).replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        match Chosen::read("kleuren.toml", text) {
            Err(faults) => faults,
            Ok(chosen) => chosen.palette().err().unwrap_or_default(),
        }
    }

    #[test]
    fn no_choice_is_the_standard() {
        assert_eq!(Chosen::default().palette(), Ok(Palette::default()));
    }

    #[test]
    fn a_dark_main_colour_needs_no_other() {
        for colour in [
            "#12436D", "#0072B2", "#005A3C", "#7A1F3D", "#4B2A7B", "#000000", "#8A4B00", "#6A6A6A",
            "#007A87", "#C00000", "#1A6FA8", "#2E7D32", "#AD1457",
        ] {
            let text = format!("hoofdkleur = \"{colour}\"\n");
            assert_eq!(faults(&text), Vec::<String>::new(), "{colour}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_contrast() {
        for (text, expected) in [
            (
                "hoofdkleur = \"#EEEEEE\"",
                "het contrast met wit (#FFFFFF) is 1,1; nodig is minstens 4,5",
            ),
            (
                "vlakkleur = \"#555555\"",
                "het contrast met vlakkleur (#555555) is ",
            ),
            (
                "staafkleur = \"#DDEEFF\"",
                "staafkleur #DDEEFF: het contrast met wit",
            ),
            (
                "ongunstiger = \"#FFDD00\"",
                "ongunstiger #FFDD00: het contrast met wit",
            ),
            (
                "ongunstiger = \"#B22222\"\ngunstiger = \"#1E7B34\"",
                "wie geen",
            ),
            ("gunstiger = \"#6A6C6D\"", "niet duidelijk anders"),
            ("staafkleur = \"#12436E\"", "hoofdkleur #12436D lijkt voor"),
            (
                "kaart = [\"#FFFFFF\", \"#000000\", \"#74A9CF\", \"#2B8CBE\", \"#045A8D\"]",
                "kaart, kleur 2 #000000",
            ),
            (
                "kaart = [\"#FFFFFF\", \"#FFFFFF\", \"#74A9CF\", \"#2B8CBE\", \"#045A8D\"]",
                "niet duidelijk donkerder",
            ),
        ] {
            let faults = faults(text);
            assert!(
                faults.iter().any(|fault| fault.contains(expected)),
                "{text}: {faults:?}"
            );
        }
    }

    #[test]
    fn all_that_is_typed_wrong_is_listed_at_once() {
        let text = "# kleuren\nhoofdkleur = \"blauw\"\nstafkleur = \"#123456\"\nkaart = [\"#FFFFFF\"]\nvlakkleur = 3\n";
        let faults = faults(text);
        assert_eq!(faults.len(), 4, "{faults:?}");
        let all = faults.join("\n");
        for part in [
            "regel 2: hoofdkleur",
            "regel 3: de sleutel «stafkleur» bestaat niet; bedoelt u staafkleur?",
            "regel 4: kaart",
            "regel 5: vlakkleur",
        ] {
            assert!(all.contains(part), "{part}: {all}");
        }
        let broken = super::Chosen::read("kleuren.toml", "hoofdkleur = #123456").unwrap_err();
        assert!(broken[0].contains("regel 1"), "{broken:?}");
    }
}
