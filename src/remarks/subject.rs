//! What the heading of a remark names: a theme, a topic, an area, or a topic in an area.

use std::collections::{BTreeMap, BTreeSet};

use super::About;
use crate::area::{AreaCode, fold_name, nearest_names};
use crate::extract::mapping::{AreaKind, AreaRules, Means};
use crate::extract::places::{self, Doubt, Gazetteer, Near, Written};
use crate::themes::{Catalogue, Theme};

/// The heading of a remark about everything.
const GENERAL: &str = "Algemeen";
/// What stands between a topic and an area, or a wijk and its gemeente.
const IN: &str = " in ";
/// Candidates that a message lists.
const LISTED: usize = 4;

/// Everything that a heading can name.
pub struct Subjects<'a> {
    gazetteer: &'a Gazetteer<'a>,
    /// Folded names of themes and topics.
    topics: BTreeMap<String, BTreeSet<(Theme, Option<String>)>>,
    /// The same names as they are written.
    written: BTreeSet<String>,
}

impl<'a> Subjects<'a> {
    /// Puts together the names of themes, of topics and of areas.
    #[must_use]
    pub fn new(gazetteer: &'a Gazetteer<'a>, catalogue: &Catalogue) -> Self {
        let mut new = Self {
            gazetteer,
            topics: BTreeMap::new(),
            written: BTreeSet::from([GENERAL.to_owned()]),
        };
        for theme in Theme::ALL {
            for name in [theme.title(), theme.as_str()] {
                new.topics
                    .insert(fold_name(name), BTreeSet::from([(theme, None)]));
            }
            new.written.insert(theme.title().to_owned());
        }
        let themes: BTreeSet<String> = new.topics.keys().cloned().collect();
        for indicator in catalogue.iter() {
            let names = [
                Some(&indicator.id),
                Some(&indicator.label),
                indicator.kort.as_ref(),
            ];
            for name in names.into_iter().flatten().map(|name| fold_name(name)) {
                // A theme goes before a topic of its name.
                if !themes.contains(&name) {
                    let topic = (indicator.thema, Some(indicator.label.clone()));
                    new.topics.entry(name).or_default().insert(topic);
                }
            }
            if indicator.is_core() {
                new.written.insert(indicator.label.clone());
            }
        }
        new
    }

    /// Returns what a heading names.
    ///
    /// # Errors
    /// What is wrong, in Dutch, with the names that look like it.
    pub fn find(&self, heading: &str) -> Result<About, String> {
        let folded = fold_name(heading);
        if folded == fold_name(GENERAL) {
            return Ok(About::default());
        }
        let bare = folded.strip_prefix("thema ").unwrap_or(&folded);
        if self.topics.contains_key(bare) {
            return self.topic(bare, heading);
        }
        let unclear = match self.place(heading) {
            Ok(area) => {
                return Ok(About {
                    area: Some(area),
                    ..About::default()
                });
            }
            Err(doubt) => doubt,
        };
        for (at, _) in heading.match_indices(IN) {
            let (left, right) = (heading[..at].trim(), heading[at + IN.len()..].trim());
            let named = fold_name(left);
            let area = self.place(right);
            if self.topics.contains_key(&named) {
                let about = self.topic(&named, left)?;
                let area = Some(area.map_err(|doubt| self.said(right, &doubt))?);
                return Ok(About { area, ..about });
            }
            if area.is_ok() {
                return Err(self.said(left, &unclear));
            }
        }
        Err(self.said(heading, &unclear))
    }

    /// An area, or a wijk with its gemeente: «Centrum in Kampen».
    fn place(&self, text: &str) -> Result<AreaCode, Doubt> {
        let whole = self.area(text, None);
        if whole.is_ok() {
            return whole;
        }
        let parts = text.match_indices(IN);
        let within = parts.filter_map(|(at, _)| {
            let (wijk, gemeente) = (text[..at].trim(), text[at + IN.len()..].trim());
            self.area(wijk, Some(gemeente)).ok()
        });
        within.into_iter().next().map_or(whole, Ok)
    }

    fn topic(&self, folded: &str, heading: &str) -> Result<About, String> {
        let found: Vec<&(Theme, Option<String>)> =
            self.topics.get(folded).into_iter().flatten().collect();
        let themes: BTreeSet<Theme> = found.iter().map(|(theme, _)| *theme).collect();
        match found.as_slice() {
            [(theme, topic), ..] if themes.len() == 1 => Ok(About {
                theme: Some(*theme),
                topic: topic.clone(),
                area: None,
            }),
            _ => {
                let names: Vec<&str> = themes.iter().map(|theme| theme.title()).collect();
                Err(format!(
                    "«{heading}» hoort bij meer thema's ({}); gebruik de naam van het thema",
                    names.join(", ")
                ))
            }
        }
    }

    fn area(&self, text: &str, gemeente: Option<&str>) -> Result<AreaCode, Doubt> {
        let rules = AreaRules {
            column: None,
            kind: AreaKind::Either,
            level: None,
            division: None,
            gemeente_column: None,
            named: BTreeMap::new(),
        };
        let written = Written {
            text,
            level: None,
            gemeente,
            candidates: true,
        };
        match places::find(self.gazetteer, &rules, &written)? {
            Means::Area(area) => Ok(area),
            // Nothing is named in the rules, so nothing else can be meant.
            Means::Together(_) | Means::Skip => Err(Doubt {
                what: format!("«{text}» is geen gebied dat bekend is"),
                todo: String::new(),
                several: false,
                near: Near::Nothing,
            }),
        }
    }

    /// Says what is wrong with a heading.
    fn said(&self, heading: &str, doubt: &Doubt) -> String {
        if doubt.several {
            return format!("{}; gebruik de code", doubt.what);
        }
        if places::looks_like_code(heading) {
            return doubt.what.clone();
        }
        let mut names: Vec<String> = self.written.iter().cloned().collect();
        if let Near::OneOf(areas) = &doubt.near {
            names.extend(areas.iter().map(|(name, _)| name.clone()));
        }
        let mut nearest = nearest_names(heading, names);
        nearest.dedup();
        nearest.truncate(LISTED);
        let missing = if self.gazetteer.has_wijken() {
            ""
        } else {
            "; namen van wijken zijn nog niet opgehaald"
        };
        format!(
            "«{heading}» is geen thema, onderwerp of gebied; lijkt op: {}{missing}",
            nearest.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::{Gemeenten, WijkCode};
    use crate::regio;

    fn find(heading: &str) -> Result<About, String> {
        let gemeenten = Gemeenten::current();
        let region = regio::find("rza-zwolle", &gemeenten).unwrap();
        let wijk = |code: &str| WijkCode::parse(code).unwrap();
        let wijken = [
            ("WK019310", "Wijk 10 Centrum"),
            ("WK019320", "Assendorp"),
            ("WK016601", "Centrum"),
        ];
        let wijken = wijken
            .map(|(code, name)| (wijk(code), name.to_owned()))
            .into();
        let gazetteer = Gazetteer::new(&gemeenten, Some(&region), wijken);
        Subjects::new(&gazetteer, &Catalogue::builtin().unwrap()).find(heading)
    }

    fn words(heading: &str) -> String {
        let about = find(heading).unwrap_or_else(|fault| panic!("{fault}"));
        let theme = about.theme.map_or("", Theme::as_str);
        let area = about.area.map(|area| area.to_string()).unwrap_or_default();
        format!("{theme}|{}|{area}", about.topic.unwrap_or_default())
    }

    #[test]
    fn headings_name_themes_topics_and_areas() {
        for (heading, expected) in [
            ("Algemeen", "||"),
            ("leefstijl", "leefstijl||"),
            ("Thema Mentale Gezondheid", "mentaal||"),
            ("grijze_druk", "grijze_druk||"),
            ("Zwolle", "||GM0193"),
            ("WK019320", "||WK019320"),
            ("assendorp", "||WK019320"),
            ("Centrum in Kampen", "||WK016601"),
            ("Leefstijl in Centrum in Kampen", "leefstijl||WK016601"),
            ("Leefstijl in Zwolle", "leefstijl||GM0193"),
            ("RZA Zwolle", "||rza-zwolle"),
            ("gemeente Utrecht", "||GM0344"),
        ] {
            assert_eq!(words(heading), expected, "{heading}");
        }
        let smoking = words("roken in Assendorp");
        assert!(
            smoking.starts_with("leefstijl|") && smoking.ends_with("|WK019320"),
            "{smoking}"
        );
    }

    #[test]
    fn what_is_not_certain_is_said_with_what_looks_like_it() {
        for (heading, expected) in [
            ("Leefstyl", "lijkt op: Leefstijl"),
            ("Assendrop", "Assendorp"),
            (
                "Roken in Asendorp",
                "«Asendorp» is geen thema, onderwerp of gebied; lijkt op: Assendorp",
            ),
            (
                "Rokken in Assendorp",
                "«Rokken» is geen thema, onderwerp of gebied; lijkt op: ",
            ),
            ("Centrum", "gebruik de code"),
            ("WK019399", "WK019399"),
        ] {
            let fault = find(heading).unwrap_err();
            assert!(fault.contains(expected), "{heading}: {fault}");
        }
    }
}
