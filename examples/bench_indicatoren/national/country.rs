//! The made-up country: real gemeenten, made-up wijken, a hundred made-up indicators.

use std::collections::BTreeMap;
use std::sync::Arc;

use regiobeeld::area::{AreaCode, Gemeente, GemeenteCode, Gemeenten};
use regiobeeld::indicators::Scope;
use regiobeeld::regio::{HouseStyle, Region};
use regiobeeld::themes::{AgeGroup, Catalogue, Indicator};

use super::Fault;

/// Indicators, one column each.
pub const INDICATORS: usize = 100;
/// Table with the indicators, and the real indicator that the made-up ones are like.
pub const TABLE: &str = "50150NED";
const LIKE: &str = "roken";

/// Gemeenten with their wijken.
pub struct Country {
    /// The gemeenten: whole GGD regions, in the order of their codes.
    pub gemeenten: Gemeenten,
    /// Codes of the wijken per gemeente; 3 to 17 each, 10 on average.
    pub wijken: BTreeMap<GemeenteCode, Vec<String>>,
}

impl Country {
    /// Returns at least this many gemeenten, or all.
    pub fn of(wanted: usize) -> Self {
        let all = Gemeenten::current();
        let mut sizes: BTreeMap<&AreaCode, usize> = BTreeMap::new();
        for gemeente in all.iter() {
            *sizes.entry(&gemeente.ggd.0).or_default() += 1;
        }
        let mut left = wanted;
        sizes.retain(|_, size| {
            let is_in = left > 0;
            left = left.saturating_sub(*size);
            is_in
        });
        let gemeenten = all.part(|gemeente| sizes.contains_key(&gemeente.ggd.0));
        let wijken = gemeenten
            .iter()
            .map(|gemeente| (gemeente.code, wijken_of(&gemeente.code.to_string())))
            .collect();
        Self { gemeenten, wijken }
    }

    /// Returns how many wijken there are.
    pub fn wijk_count(&self) -> usize {
        self.wijken.values().map(Vec::len).sum()
    }

    /// Returns the reports of all gemeenten, each in its GGD region.
    pub fn scopes(&self) -> Vec<Scope> {
        let each = self.gemeenten.iter();
        each.map(|gemeente| Scope {
            region: self.region(gemeente),
            gemeente: Some(gemeente.clone()),
        })
        .collect()
    }

    fn region(&self, of: &Gemeente) -> Region {
        let members = self.gemeenten.iter().filter(|one| one.ggd == of.ggd);
        Region {
            code: of.ggd.0.clone(),
            name: of.ggd.1.clone(),
            opdrachtgever: None,
            ros: None,
            gemeenten: members.map(|gemeente| gemeente.code).collect(),
            extracten: Vec::new(),
            duiding: Vec::new(),
            gebieden: Vec::new(),
            huisstijl: HouseStyle::default(),
        }
    }
}

fn wijken_of(gemeente: &str) -> Vec<String> {
    let digits = &gemeente[2..];
    let number: usize = digits.parse().unwrap_or_default();
    let count = 3 + (number * 7919) % 15;
    (0..count)
        .map(|wijk| format!("WK{digits}{wijk:02}"))
        .collect()
}

/// Returns the catalogue: indicators of a model, for three age groups, on every level.
pub fn catalogue() -> Result<Catalogue, Fault> {
    let builtin = Catalogue::builtin()?;
    let like = builtin
        .get(LIKE)
        .ok_or("roken staat niet in de catalogus")?;
    let each = (0..INDICATORS).map(|number| {
        Arc::new(Indicator {
            id: format!("maat_{number}"),
            definitie_id: format!("maat-{number}"),
            label: format!("Maat {number}"),
            stam: stem(number),
            leeftijden: vec![AgeGroup::Adults, AgeGroup::From18To64, AgeGroup::From65],
            ..(**like).clone()
        })
    });
    Ok(Catalogue::empty().with_local(&each.collect::<Vec<_>>()))
}

/// Returns the stem of the column of an indicator.
pub fn stem(number: usize) -> String {
    format!("Maat{number:03}Percentage")
}

/// Returns a repeatable number from 0 up to 100, with one decimal as sources have.
pub fn noise(seed: usize) -> f64 {
    // splitmix64 (Steele, Lea and Flood 2014), one step.
    let mut bits = u64::try_from(seed).unwrap_or_default();
    bits = bits.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let thousandths = u32::try_from((bits >> 32) % 1000).unwrap_or_default();
    f64::from(thousandths) / 10.0
}
