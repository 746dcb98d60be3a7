//! Checks on the catalogue that the TOML parser cannot make; all faults are listed at once.

use std::collections::BTreeSet;
use std::fmt;

use super::Indicator;
use crate::unit::Unit;

/// Every fault found in the catalogue.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CatalogueFaults(Vec<String>);

impl fmt::Display for CatalogueFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "de catalogus heeft {} fout(en):", self.0.len())?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
    }
}

impl std::error::Error for CatalogueFaults {}

impl CatalogueFaults {
    pub(super) fn push(&mut self, fault: String) {
        self.0.push(fault);
    }

    pub(super) fn none_or_err(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    pub(super) fn check(&mut self, indicators: &[Indicator]) {
        let mut ids = BTreeSet::new();
        let mut definitions = BTreeSet::new();
        for indicator in indicators {
            if !ids.insert(&indicator.id) {
                self.push(format!(
                    "indicator «{}» staat er twee keer in",
                    indicator.id
                ));
            }
            if !definitions.insert(&indicator.definitie_id) {
                self.push(format!(
                    "definitie_id «{}» staat er twee keer in",
                    indicator.definitie_id
                ));
            }
            self.check_one(indicator);
        }
    }

    fn check_one(&mut self, indicator: &Indicator) {
        let mut fault = |what: &str| self.push(format!("indicator «{}»: {what}", indicator.id));
        let is_snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if indicator.id.is_empty() || !indicator.id.chars().all(is_snake) {
            fault("de id mag alleen kleine letters, cijfers en _ hebben");
        }
        for (name, text) in [
            ("label", &indicator.label),
            ("definitie", &indicator.definitie),
            ("definitie_id", &indicator.definitie_id),
            ("bron", &indicator.bron),
        ] {
            if text.trim().is_empty() {
                fault(&format!("{name} is leeg"));
            }
        }
        if indicator.niveaus.is_empty() {
            fault("niveaus is leeg");
        }
        if indicator.niet_beschikbaar.is_none() {
            if indicator.tabel.is_empty() || indicator.stam.is_empty() {
                fault("tabel of stam ontbreekt, en er staat niet bij waarom");
            }
            if indicator.jaren.is_empty() {
                fault("jaren is leeg, en er staat niet bij waarom");
            }
            if indicator.eenheid == Unit::Procent && indicator.woorden.is_none() {
                fault("een percentage heeft woorden nodig voor de zinnen");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Catalogue;
    use super::*;

    #[test]
    fn the_builtin_catalogue_has_no_faults() {
        let catalogue = Catalogue::builtin().unwrap();
        assert!(catalogue.iter().count() >= 40);
    }

    #[test]
    fn the_core_set_is_complete_and_in_order() {
        let catalogue = Catalogue::builtin().unwrap();
        let numbers: BTreeSet<u32> = catalogue.iter().filter_map(|i| i.kern).collect();
        assert_eq!(numbers, (1..=40).collect());
    }

    #[test]
    fn every_fault_is_listed_at_once() {
        let catalogue = Catalogue::builtin().unwrap();
        let mut one = catalogue.get("roken").unwrap().as_ref().clone();
        one.label = String::new();
        one.woorden = None;
        one.stam = String::new();
        let mut faults = CatalogueFaults::default();
        faults.check(&[one.clone(), one]);
        let text = faults.to_string();
        assert_eq!(faults.0.len(), 8, "{text}");
        assert!(text.contains("staat er twee keer in"), "{text}");
        assert!(text.contains("label is leeg"), "{text}");
    }
}
