//! An extract that was read and checked. Its numbers stay inside this folder: what leaves it goes
//! through [`Extract::protect`].

use std::collections::BTreeSet;
use std::sync::Arc;

use super::assemble::assemble;
use super::fault::{Faults, Spot};
use super::forms::{Ages, Context};
use super::mapping::{APART, Mapping};
use super::observation::{Amount, Observation};
use super::places::{Gazetteer, check_named};
use super::sheet::{self, FileKind, Limits, Workbook};
use super::standardise;
use crate::area::{GemeenteCode, WijkCode};
use crate::statistics::FigureKind;

/// A checked extract.
#[derive(Debug, Clone)]
pub struct Extract {
    pub(super) mapping: Mapping,
    pub(super) mapping_sha256: String,
    pub(super) observations: Vec<Observation>,
    pub(super) notices: Vec<String>,
    /// The wijken that are known of the gemeenten in it, delivered or not.
    pub(super) wijken: BTreeSet<WijkCode>,
}

/// What `controleer` says of one indicator: numbers of cells, no figures.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct IndicatorSummary {
    /// Id.
    pub id: String,
    /// Name on the page.
    pub label: String,
    /// Unit in the report.
    pub eenheid: &'static str,
    /// Years.
    pub jaren: Vec<i32>,
    /// Age groups.
    pub leeftijden: Vec<String>,
    /// Areas per level.
    pub gebieden: std::collections::BTreeMap<&'static str, usize>,
    /// Cells with a number.
    pub cijfers: usize,
    /// Cells without one.
    pub zonder_cijfer: usize,
    /// What margin there is, in words.
    pub marge: &'static str,
}

impl Extract {
    /// Reads the bytes of an extract as its mapping says.
    ///
    /// # Errors
    /// Everything that is wrong, at once, each with sheet, row and column.
    pub fn read(
        mapping: Mapping,
        mapping_text: &str,
        bytes: &[u8],
        gazetteer: &Gazetteer<'_>,
    ) -> Result<Self, Faults> {
        let workbook = open(&mapping, bytes)?;
        let mut context = Context::new(&mapping, gazetteer, &workbook);
        for (text, doubt) in check_named(gazetteer, &mapping.area) {
            let spot = Spot::file(&mapping.name);
            let what = format!("[gebied.namen] «{text}»: {}", doubt.what);
            context
                .faults
                .push_todo(spot, what, "verbeter de code in [gebied.namen]");
        }
        context.read();
        let (mut faults, mut notices, taken) = (context.faults, context.notices, context.taken);
        let mut mapping = mapping;
        let mut observations = match assemble(&mapping, taken) {
            Ok(observations) => observations,
            Err(more) => {
                faults.extend(more);
                Vec::new()
            }
        };
        // Faults say already why there are no figures.
        if faults.is_empty() {
            nothing_found(&mapping, &observations, &mut faults, &notices);
        }
        notices.extend(standardise::add(&mut mapping, &mut observations));
        name_surveys(&mut mapping, &observations);
        notices.extend(beside_public(&mapping));
        if !gazetteer.has_wijken() && observations.iter().any(|one| is_wijk(&one.area)) {
            notices.push(
                "de opslag heeft nog geen wijken: van elke wijkcode is alleen de gemeente \
                 gecontroleerd"
                    .to_owned(),
            );
        }
        let mut seen = std::collections::BTreeSet::new();
        notices.retain(|notice| seen.insert(notice.clone()));
        faults.dedup();
        let mapping_sha256 = crate::manifest::sha256(mapping_text.as_bytes());
        let gemeenten: BTreeSet<GemeenteCode> = observations
            .iter()
            .filter_map(|one| one.area.gemeente())
            .collect();
        let wijken = gemeenten
            .into_iter()
            .flat_map(|own| gazetteer.wijken(Some(own)));
        let wijken = wijken.map(|(wijk, _)| wijk).collect();
        faults.none_or(Self {
            wijken,
            mapping,
            mapping_sha256,
            observations,
            notices,
        })
    }

    /// Returns what was chosen or left out while reading.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Returns whether any figure is of a wijk, so that numbers of inhabitants per wijk are needed.
    pub fn has_wijken(&self) -> bool {
        self.observations.iter().any(|one| is_wijk(&one.area))
    }

    /// Returns each observation on a line, for tests: numbers never leave this folder otherwise.
    #[cfg(test)]
    pub(super) fn lines(&self) -> Vec<String> {
        let line = |one: &Observation| {
            let id = &self.mapping.indicators[one.indicator].indicator.id;
            let ages = age_words(one.ages);
            let together = one.together.as_ref();
            let together = together.map_or_else(String::new, |name| format!(" «{name}»"));
            let amount = one.amount.words();
            format!("{id} {}{together} {} {ages} {amount}", one.area, one.period)
        };
        self.observations.iter().map(line).collect()
    }

    /// Returns the gemeenten that the figures are of or lie in.
    pub fn gemeenten(&self) -> std::collections::BTreeSet<crate::area::GemeenteCode> {
        self.observations
            .iter()
            .filter_map(|one| one.area.gemeente())
            .collect()
    }

    /// Returns the years of the figures.
    pub fn periods(&self) -> std::collections::BTreeSet<crate::period::Year> {
        self.observations.iter().map(|one| one.period).collect()
    }

    /// Returns per indicator how much was read, for a person to compare with the file.
    pub fn summary(&self) -> Vec<IndicatorSummary> {
        let mut lines: Vec<IndicatorSummary> = Vec::new();
        for (index, local) in self.mapping.indicators.iter().enumerate() {
            let own = || {
                self.observations
                    .iter()
                    .filter(move |one| one.indicator == index)
            };
            let mut jaren: Vec<i32> = own().map(|one| one.period.0).collect();
            jaren.sort_unstable();
            jaren.dedup();
            let mut ages: Vec<Ages> = own().map(|one| one.ages).collect();
            ages.sort();
            ages.dedup();
            let mut gebieden = std::collections::BTreeMap::new();
            for one in own() {
                *gebieden.entry(one.area.level().as_str()).or_insert(0) += 1;
            }
            let without = own()
                .filter(|one| matches!(one.amount, Amount::Absent(_)))
                .count();
            lines.push(IndicatorSummary {
                id: local.indicator.id.clone(),
                label: local.indicator.label.clone(),
                eenheid: local.indicator.eenheid.as_str(),
                jaren,
                leeftijden: ages.into_iter().map(age_words).collect(),
                gebieden,
                cijfers: own().count() - without,
                zonder_cijfer: without,
                marge: margin_words(own().map(|one| &one.amount)),
            });
        }
        lines
    }
}

/// An indicator of which no row was found, or an extract without any number, was not read as its
/// maker meant.
fn nothing_found(
    mapping: &Mapping,
    observations: &[Observation],
    faults: &mut Faults,
    notices: &[String],
) {
    let whole = Spot::file(mapping.file_name());
    // What was left out is often the reason.
    let skipped = |notice: &&String| notice.contains("overgeslagen");
    let skipped: Vec<&str> = notices
        .iter()
        .filter(skipped)
        .map(String::as_str)
        .take(3)
        .collect();
    let because = if skipped.is_empty() {
        String::new()
    } else {
        format!(" ({})", skipped.join("; "))
    };
    let todo = "kijk of blad, koprij, jaar en de koppen in het koppelbestand kloppen";
    for (index, local) in mapping.indicators.iter().enumerate() {
        if !observations.iter().any(|one| one.indicator == index) {
            let id = &local.indicator.id;
            let what = format!("verwacht minstens één rij voor «{id}»; er is er geen{because}");
            faults.push_todo(whole.clone(), what, todo);
        }
    }
    let has_numbers = observations
        .iter()
        .any(|one| !matches!(one.amount, Amount::Absent(_)));
    if faults.is_empty() && !has_numbers {
        faults.push_todo(
            whole,
            format!("verwacht minstens één cijfer van een gebied; er is er geen gevonden{because}"),
            todo,
        );
    }
}

/// Reads the cells of the file.
fn open(mapping: &Mapping, bytes: &[u8]) -> Result<Workbook, Faults> {
    let whole = Spot::file(mapping.file_name());
    let mut faults = Faults::new();
    let Some(kind) = FileKind::of(&mapping.file) else {
        faults.push_todo(
            whole,
            "verwacht een bestand dat eindigt op csv, xlsx, xls, xlsb of ods",
            "sla het bestand zo op, en verbeter bestand in het koppelbestand",
        );
        return Err(faults);
    };
    sheet::read(bytes, kind, &mapping.csv, &Limits::default()).map_err(|fault| {
        faults.push(whole, fault.to_string());
        faults
    })
}

/// A form can bring margins that the mapping does not name, as StatLine does in rows of their own:
/// then its figures are those of a survey.
fn name_surveys(mapping: &mut Mapping, observations: &[Observation]) {
    for (index, local) in mapping.indicators.iter_mut().enumerate() {
        let has_margin = observations.iter().any(|one| {
            let survey = matches!(
                one.amount,
                Amount::Share {
                    margin: Some(_),
                    counted: false,
                    ..
                }
            );
            one.indicator == index && survey
        });
        if has_margin {
            Arc::make_mut(&mut local.indicator).soort = FigureKind::Enquete;
        }
    }
}

/// Says which indicators stand beside public figures.
fn beside_public(mapping: &Mapping) -> Vec<String> {
    let ids = mapping.indicators.iter().map(|local| &local.indicator.id);
    ids.filter_map(|id| {
        let public = id.strip_suffix(APART)?;
        Some(format!(
            "«{public}» heeft ook openbare cijfers; in het rapport heet het cijfer uit dit extract \
             «{id}», en het wordt er niet mee vergeleken"
        ))
    })
    .collect()
}

const fn is_wijk(area: &crate::area::AreaCode) -> bool {
    matches!(area, crate::area::AreaCode::Wijk(_))
}

fn age_words(ages: Ages) -> String {
    match ages {
        Ages::Group(group) => group.as_str().to_owned(),
        Ages::Band {
            first,
            last: Some(last),
        } => format!("{first}-{last}"),
        Ages::Band { first, last: None } => format!("{first}+"),
    }
}

/// Which margin the figures have; what it is worth decides whether there are verdicts.
fn margin_words<'a>(amounts: impl Iterator<Item = &'a Amount>) -> &'static str {
    let mut words = "geen marge: geen oordeel";
    for amount in amounts {
        match amount {
            Amount::Share {
                margin: Some(_), ..
            } => return "marge uit het bestand",
            Amount::Share {
                effective: Some(_), ..
            } => return "marge uit het effectieve aantal deelnemers",
            Amount::Count { .. }
            | Amount::Standardised { .. }
            | Amount::Share { counted: true, .. } => {
                words = "marge van een telling: geen oordeel";
            }
            Amount::Share { base: Some(_), .. } => {
                words = "marge te smal: zonder weging; geen oordeel";
            }
            _ => {}
        }
    }
    words
}
