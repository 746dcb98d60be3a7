//! From the typed mapping to a checked one; every fault is listed at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::definition::define;
use super::file::{
    AreaPart, DisclosurePart, FileUnit, Form, IndicatorPart, MappingFile, Meaning, NumberOrColumn,
};
use super::missing::MissingWords;
use super::{AreaKind, AreaRules, Columns, Given, LocalIndicator, Mapping, Means};
use crate::area::{AreaCode, AreaLevel, fold_name};
use crate::disclosure::Profile;
use crate::extract::sheet::{CsvWanted, Encoding};
use crate::period::Year;
use crate::reading::Absent;
use crate::themes::{AgeGroup, Catalogue};
use crate::unit::Unit;

/// Years in which an extract can be.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

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
            toml::from_str(text).map_err(|error| faulty(vec![error.to_string()]))?;
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
struct Check {
    faults: Vec<String>,
}

impl Check {
    fn fault(&mut self, what: impl Into<String>) {
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

    fn row(&mut self, key: &str, typed: Option<u32>) -> Option<u32> {
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
                named.insert(fold_name(text), means);
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
        let mut code = |code: &str| {
            AreaCode::parse(code)
                .map_err(|error| self.fault(format!("[gebied.namen] «{text}»: {error}")))
                .ok()
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

    fn indicator(
        &mut self,
        typed: &MappingFile,
        part: &IndicatorPart,
        catalogue: &Catalogue,
    ) -> Option<LocalIndicator> {
        let id = &part.id;
        let is_snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if id.is_empty() || !id.chars().all(is_snake) {
            self.fault(format!(
                "indicator «{id}»: de id mag alleen kleine letters, cijfers en _ hebben"
            ));
        }
        let indicator = match define(typed, part, catalogue) {
            Ok(indicator) => indicator,
            Err(faults) => {
                self.faults.extend(faults);
                return None;
            }
        };
        self.columns(typed.vorm, part);
        let unit = part.eenheid.unwrap_or(FileUnit::As(indicator.eenheid));
        self.unit(part, unit, indicator.eenheid);
        let header_row = self.row(&format!("indicator «{id}»: koprij"), part.koprij);
        let age = match part.leeftijd.as_deref() {
            None => Given::Fixed(indicator.bevolking),
            Some(text) => match AgeGroup::from_code(text) {
                Some(age) => Given::Fixed(age),
                None => Given::Column(text.to_owned()),
            },
        };
        Some(LocalIndicator {
            unit,
            columns: Columns {
                value: part.waarde.clone(),
                base: part.noemer.clone(),
                count: part.aantal.clone(),
                lower: part.ondergrens.clone(),
                upper: part.bovengrens.clone(),
                effective: part.effectieve_n.as_ref().map(given),
                design: part.designeffect.as_ref().map(given),
            },
            age,
            period: self.period(typed.vorm, part),
            name_in_file: part.naam_in_bestand.clone(),
            sheet: part.blad.clone().or_else(|| typed.blad.clone()),
            header_row: header_row.or(typed.koprij.and_then(|row| row.checked_sub(1))),
            small_percentages: part.kleine_percentages,
            indicator: Arc::new(indicator),
        })
    }

    fn columns(&mut self, form: Form, part: &IndicatorPart) {
        let id = &part.id;
        if form == Form::Tabel {
            if part.waarde.is_none() && part.aantal.is_none() {
                self.fault(format!(
                    "indicator «{id}»: waarde ontbreekt (of aantal, bij tellingen)"
                ));
            }
        } else if part.naam_in_bestand.is_none() && part.waarde.is_none() {
            self.fault(format!(
                "indicator «{id}»: naam_in_bestand ontbreekt; de vorm {} heeft die nodig",
                form.as_str()
            ));
        }
        if part.ondergrens.is_some() != part.bovengrens.is_some() {
            self.fault(format!(
                "indicator «{id}»: geef ondergrens en bovengrens allebei, of geen van beide"
            ));
        }
        for (key, given) in [
            ("effectieve_n", &part.effectieve_n),
            ("designeffect", &part.designeffect),
        ] {
            if let Some(NumberOrColumn::Number(number)) = given
                && !(number.is_finite() && *number > 0.0)
            {
                self.fault(format!("indicator «{id}»: {key} moet groter zijn dan 0"));
            }
        }
        if part.designeffect.is_some() && part.noemer.is_none() && form == Form::Tabel {
            self.fault(format!(
                "indicator «{id}»: bij designeffect hoort noemer, het aantal deelnemers"
            ));
        }
    }

    /// A unit of the file must lead to that of the report.
    fn unit(&mut self, part: &IndicatorPart, file: FileUnit, shown: Unit) {
        let fits = match file {
            FileUnit::Fraction => shown == Unit::Procent,
            FileUnit::As(Unit::Aantal) => {
                matches!(shown, Unit::Aantal | Unit::Per1000)
                    || (shown == Unit::Procent && part.noemer.is_some())
            }
            FileUnit::As(unit) => unit == shown,
        };
        if !fits {
            self.fault(format!(
                "indicator «{}»: de eenheid in het bestand past niet bij {} van de catalogus",
                part.id,
                shown.as_str()
            ));
        }
    }

    fn period(&mut self, form: Form, part: &IndicatorPart) -> Option<Given<Year>> {
        match &part.periode {
            None => {
                if form == Form::Tabel {
                    self.fault(format!(
                        "indicator «{}»: periode ontbreekt; geef het jaar of de kolom",
                        part.id
                    ));
                }
                None
            }
            Some(NumberOrColumn::Column(text)) => match text.trim().parse::<i32>() {
                Ok(year) if YEARS.contains(&year) => Some(Given::Fixed(Year(year))),
                _ => Some(Given::Column(text.clone())),
            },
            Some(NumberOrColumn::Number(number)) => {
                let year = YEARS
                    .into_iter()
                    .find(|year| (f64::from(*year) - number).abs() < 1e-9);
                if year.is_none() {
                    self.fault(format!("indicator «{}»: periode is geen jaar", part.id));
                }
                year.map(|year| Given::Fixed(Year(year)))
            }
        }
    }
}

fn given(typed: &NumberOrColumn) -> Given<f64> {
    match typed {
        NumberOrColumn::Number(number) => Given::Fixed(*number),
        NumberOrColumn::Column(text) => Given::Column(text.clone()),
    }
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
