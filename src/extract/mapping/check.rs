//! From the typed mapping to a checked one; every fault is listed at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::file::{AreaPart, DisclosurePart, Form, MappingFile, Meaning};
use super::missing::MissingWords;
use super::toml_words::toml_words;
use super::{AreaKind, AreaRules, Mapping, Means};
use crate::area::{AreaCode, AreaLevel};
use crate::disclosure::Profile;
use crate::extract::places;
use crate::extract::sheet::{CsvWanted, Encoding};
use crate::reading::Absent;
use crate::themes::Catalogue;

/// Everything that is wrong with a mapping file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingFaults {
    /// Name of the mapping file.
    pub file: String,
    /// Every fault.
    pub faults: Vec<String>,
}

impl fmt::Display for MappingFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "het koppelbestand {} klopt niet:", self.file)?;
        self.faults
            .iter()
            .try_for_each(|fault| write!(f, "\n  {fault}"))
    }
}

impl std::error::Error for MappingFaults {}

impl Mapping {
    /// Reads a mapping file and checks it.
    ///
    /// # Errors
    /// Every fault at once, in Dutch.
    pub fn parse(name: &str, text: &str, catalogue: &Catalogue) -> Result<Self, MappingFaults> {
        let faulty = |faults| MappingFaults {
            file: name.to_owned(),
            faults,
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let typed: MappingFile =
            toml::from_str(text).map_err(|error| faulty(vec![toml_words(text, &error)]))?;
        let mut check = Check::default();
        let mapping = check.mapping(name, &typed, catalogue);
        if check.faults.is_empty() {
            Ok(mapping)
        } else {
            Err(faulty(check.faults))
        }
    }
}

#[derive(Default)]
pub(super) struct Check {
    pub(super) faults: Vec<String>,
}

impl Check {
    pub(super) fn fault(&mut self, what: impl Into<String>) {
        self.faults.push(what.into());
    }

    fn mapping(&mut self, name: &str, typed: &MappingFile, catalogue: &Catalogue) -> Mapping {
        for (key, text) in [("bestand", &typed.bestand), ("bron", &typed.bron)] {
            if text.trim().is_empty() {
                self.fault(format!("{key} is leeg"));
            }
        }
        if typed.indicator.is_empty() {
            self.fault("er staat geen [[indicator]] in; geef er minstens één");
        }
        let header_row = self.row("koprij", typed.koprij);
        let mut ids = BTreeSet::new();
        let mut indicators = Vec::new();
        for part in &typed.indicator {
            // Two ages or years of one indicator may stand in two columns.
            let key = (
                &part.id,
                &part.leeftijd,
                part.periode.as_ref().map(|p| format!("{p:?}")),
            );
            if !ids.insert(key) {
                self.fault(format!(
                    "indicator «{}» staat er twee keer in, met gelijke leeftijd en periode",
                    part.id
                ));
            }
            indicators.extend(self.indicator(typed, part, catalogue));
        }
        Mapping {
            name: name.to_owned(),
            file: typed.bestand.clone(),
            source: typed.bron.clone(),
            form: typed.vorm,
            sheet: typed.blad.clone(),
            header_row,
            csv: self.csv(typed),
            decimal: self.one_of(
                "csv.decimaalteken",
                typed.csv.decimaalteken.as_deref(),
                &[',', '.'],
            ),
            area: self.area(typed.vorm, &typed.gebied),
            filter: typed.filter.clone(),
            indicators,
            missing: self.missing(typed),
            profile: self.profile(&typed.onthulling),
            reason: typed.onthulling.reden.clone(),
            attach: typed.delen.bijlage,
            fictitious: typed.fictief,
            received: self.received(typed.ontvangen.as_deref()),
        }
    }

    pub(super) fn row(&mut self, key: &str, typed: Option<u32>) -> Option<u32> {
        if typed == Some(0) {
            self.fault(format!("{key} telt vanaf 1, zoals in het rekenblad"));
        }
        typed.and_then(|row| row.checked_sub(1))
    }

    fn received(&mut self, typed: Option<&str>) -> Option<String> {
        let typed = typed?;
        if typed.parse::<jiff::civil::Date>().is_err() {
            self.fault(format!(
                "ontvangen «{typed}» is geen datum zoals 2026-05-01"
            ));
        }
        Some(typed.to_owned())
    }

    fn one_of(&mut self, key: &str, typed: Option<&str>, allowed: &[char]) -> Option<char> {
        let typed = typed?;
        let typed = if typed == "\\t" { "\t" } else { typed };
        let mut chars = typed.chars();
        match (chars.next(), chars.next()) {
            (Some(sign), None) if allowed.contains(&sign) => Some(sign),
            _ => {
                let listed: Vec<String> = allowed.iter().map(|c| format!("«{c}»")).collect();
                self.fault(format!("{key}: verwacht een van {}", listed.join(" ")));
                None
            }
        }
    }

    fn csv(&mut self, typed: &MappingFile) -> CsvWanted {
        let separator = typed.csv.scheidingsteken.as_deref();
        let encoding = typed.csv.codering.as_deref().and_then(|word| {
            let known = match word.to_lowercase().replace('_', "-").as_str() {
                "utf-8" | "utf8" => Some(Encoding::Utf8),
                "windows-1252" | "cp1252" | "ansi" | "latin1" | "iso-8859-1" => {
                    Some(Encoding::Windows1252)
                }
                "utf-16" | "utf-16le" => Some(Encoding::Utf16Le),
                "utf-16be" => Some(Encoding::Utf16Be),
                _ => None,
            };
            if known.is_none() {
                self.fault(format!(
                    "csv.codering «{word}» is onbekend; verwacht utf-8, windows-1252 of utf-16"
                ));
            }
            known
        });
        CsvWanted {
            separator: self.one_of("csv.scheidingsteken", separator, &[';', ',', '\t', '|']),
            encoding,
        }
    }

    fn area(&mut self, form: Form, typed: &AreaPart) -> AreaRules {
        if form == Form::Tabel && typed.kolom.is_none() {
            self.fault("[gebied] kolom ontbreekt: geef de kop van de kolom met de gebieden");
        }
        let kind = match typed.soort.as_deref() {
            None => AreaKind::Either,
            Some("code") => AreaKind::Code,
            Some("naam") => AreaKind::Name,
            Some(other) => {
                self.fault(format!("[gebied] soort «{other}»: verwacht code of naam"));
                AreaKind::Either
            }
        };
        let level = typed.niveau.as_deref().and_then(|word| {
            let level = level(word);
            if level.is_none() {
                self.fault(format!(
                    "[gebied] niveau «{word}»: verwacht wijk, gemeente, ggd, provincie, regio of land"
                ));
            }
            level
        });
        let mut named = BTreeMap::new();
        for (text, meaning) in &typed.namen {
            if let Some(means) = self.meaning(text, meaning) {
                named.insert(places::key(text), means);
            }
        }
        AreaRules {
            column: typed.kolom.clone(),
            kind,
            level,
            division: typed.indeling,
            gemeente_column: typed.gemeente.clone(),
            named,
        }
    }

    fn meaning(&mut self, text: &str, meaning: &Meaning) -> Option<Means> {
        let mut code = |word: &str| match AreaCode::parse(&word.to_ascii_uppercase()) {
            Ok(code) => Some(code),
            // The code of the region itself; whether it is that one is seen later.
            Err(_) if is_region(word) => Some(AreaCode::Regio(word.to_owned())),
            Err(_) => {
                self.fault(format!(
                    "[gebied.namen] «{text}»: «{word}» is geen code; verwacht een code zoals \
                     GM0193, een lijst van wijkcodes, of \"overslaan\""
                ));
                None
            }
        };
        match meaning {
            Meaning::One(word) if word == "overslaan" => Some(Means::Skip),
            Meaning::One(word) => code(word).map(Means::Area),
            Meaning::Together(words) => {
                let codes: Option<Vec<AreaCode>> = words.iter().map(|word| code(word)).collect();
                let codes = codes?;
                if codes.len() < 2 || codes.iter().any(|c| c.level() != AreaLevel::Wijk) {
                    self.fault(format!(
                        "[gebied.namen] «{text}»: verwacht minstens twee wijkcodes"
                    ));
                    return None;
                }
                Some(Means::Together(codes))
            }
        }
    }

    fn missing(&mut self, typed: &MappingFile) -> MissingWords {
        let mut words = Vec::new();
        for (text, word) in &typed.ontbreekt {
            match Absent::from_word(word) {
                Some(absent) => words.push((text.clone(), absent)),
                None => self.fault(format!(
                    "[ontbreekt] «{text}» = «{word}»: verwacht niet_gemeten, niet_gepubliceerd, \
                     geheim, gebied_bestond_niet of onvolledig"
                )),
            }
        }
        MissingWords::new(typed.vorm, words)
    }

    fn profile(&mut self, typed: &DisclosurePart) -> Profile {
        let default = Profile::default();
        let or = |typed: Option<f64>, default: f64| typed.unwrap_or(default);
        let minimum = or(typed.min_respondenten, default.min_respondents);
        let profile = Profile {
            min_respondents: minimum,
            indicative_below: or(
                typed.indicatief_onder,
                default.indicative_below.max(minimum),
            ),
            min_cases: or(typed.min_gevallen, default.min_cases),
            max_share: or(typed.max_aandeel, default.max_share),
            min_count: or(typed.min_aantal, default.min_count),
            rounding: or(typed.afronden, default.rounding),
        };
        let rules = [
            profile.min_respondents,
            profile.indicative_below,
            profile.min_cases,
            profile.max_share,
            profile.min_count,
            profile.rounding,
        ];
        if rules.iter().any(|rule| !rule.is_finite() || *rule < 0.0) || profile.max_share > 100.0 {
            self.fault("[onthulling] een grens is negatief, of max_aandeel is hoger dan 100");
            return default;
        }
        let looser = profile.is_looser_than(&default);
        let reason = typed.reden.as_deref().unwrap_or_default().trim();
        if !looser.is_empty() && reason.is_empty() {
            self.fault(format!(
                "[onthulling] {} is losser dan de standaard; geef met reden aan welke afspraak dat \
                 toestaat",
                looser.join(", ")
            ));
        }
        profile
    }
}

/// Whether a text can be the code of a region file: `rza-zwolle`.
fn is_region(word: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    word.chars().all(allowed) && word.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Returns the level of a word.
pub fn level(word: &str) -> Option<AreaLevel> {
    Some(match word {
        "land" => AreaLevel::Land,
        "provincie" => AreaLevel::Provincie,
        "ggd" => AreaLevel::Ggd,
        "regio" => AreaLevel::Regio,
        "gemeente" => AreaLevel::Gemeente,
        "wijk" => AreaLevel::Wijk,
        _ => return None,
    })
}
