//! The region file: TOML, checked in one pass so that every fault is listed at once.

use serde::{Deserialize, Serialize};

use super::Region;
use crate::area::{AreaCode, GemeenteCode, Gemeenten, LookupError, WijkCode};
use crate::extract::mapping::toml_words;
use crate::figures::colour;

/// A region file as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionFile {
    /// Code of the region: lower case letters, digits and `-`.
    pub code: String,
    /// Name on the page.
    pub naam: String,
    /// Who asked for the report.
    pub opdrachtgever: Option<String>,
    /// The regionale ondersteuningsstructuur.
    pub ros: Option<String>,
    /// Codes or names of the gemeenten.
    pub gemeenten: Vec<String>,
    /// Extra comparators.
    #[serde(default)]
    pub vergelijk_met: Vec<String>,
    /// Mapping files of local extracts, relative to this file.
    #[serde(default)]
    pub extracten: Vec<String>,
    /// Files with the partners' own remarks, relative to this file.
    #[serde(default)]
    pub duiding: Vec<String>,
    /// Areas made of wijken.
    #[serde(default)]
    pub gebied: Vec<SubArea>,
    /// Look of the report.
    #[serde(default)]
    pub huisstijl: HouseStyle,
}

/// An area inside the region that is made of wijken.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubArea {
    /// Name on the page.
    pub naam: String,
    /// Codes of the wijken.
    pub wijken: Vec<String>,
}

/// Look of the report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HouseStyle {
    /// Leading colour, `#12436D`.
    pub kleur: Option<String>,
    /// Logo, a path relative to the region file.
    pub logo: Option<String>,
    /// Folder with colours, logo and texts, relative to the region file.
    pub map: Option<String>,
}

/// Everything that is wrong with a region file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("het regiobestand {file} klopt niet:{}", listed(.faults))]
pub struct RegionFault {
    /// Name of the file.
    pub file: String,
    /// Every fault found.
    pub faults: Vec<String>,
}

fn listed(faults: &[String]) -> String {
    faults.iter().map(|fault| format!("\n  {fault}")).collect()
}

impl RegionFile {
    /// Reads a region file and checks it against the gemeenten of the division.
    ///
    /// # Errors
    /// Lists every fault at once.
    pub fn parse(file: &str, text: &str, gemeenten: &Gemeenten) -> Result<Region, RegionFault> {
        let fault = |faults: Vec<String>| RegionFault {
            file: file.to_owned(),
            faults,
        };
        let typed: Self =
            toml::from_str(text).map_err(|error| fault(vec![toml_words(text, &error)]))?;
        let mut faults = Vec::new();
        let mut codes = Vec::new();
        for wanted in &typed.gemeenten {
            match gemeenten.find(wanted) {
                Ok(found) => codes.push(found.code),
                Err(error @ (LookupError::Unknown { .. } | LookupError::Ambiguous { .. })) => {
                    faults.push(error.to_string());
                }
            }
        }
        codes.sort();
        let doubles = codes.windows(2).filter(|pair| pair[0] == pair[1]);
        faults.extend(doubles.map(|pair| format!("gemeente {} staat er twee keer in", pair[0])));
        if typed.gemeenten.is_empty() {
            faults.push("gemeenten is leeg; geef minstens één gemeente".to_owned());
        }
        typed.check_code(&mut faults);
        typed.check_not_yet(&mut faults);
        let gebieden = typed.sub_areas(&codes, &mut faults);
        if !faults.is_empty() {
            return Err(fault(faults));
        }
        Ok(Region {
            code: AreaCode::Regio(typed.code),
            name: typed.naam,
            opdrachtgever: typed.opdrachtgever,
            ros: typed.ros,
            gemeenten: codes,
            extracten: typed.extracten,
            duiding: typed.duiding,
            gebieden,
            huisstijl: typed.huisstijl,
        })
    }

    fn check_code(&self, faults: &mut Vec<String>) {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.code.is_empty() || !self.code.chars().all(allowed) {
            faults.push(format!(
                "code «{}» mag alleen kleine letters, cijfers en - hebben",
                self.code
            ));
        }
        if self.naam.trim().is_empty() {
            faults.push("naam is leeg".to_owned());
        }
        if let Some(kleur) = &self.huisstijl.kleur
            && colour::parse(kleur).is_none()
        {
            faults.push(format!("kleur «{kleur}» is geen kleur zoals #12436D"));
        }
    }

    /// A key that is promised but not built yet must never be skipped in silence.
    fn check_not_yet(&self, faults: &mut Vec<String>) {
        for (key, used) in [("vergelijk_met", !self.vergelijk_met.is_empty())] {
            if used {
                faults.push(format!(
                    "{key} werkt in deze versie nog niet; laat het leeg"
                ));
            }
        }
    }

    fn sub_areas(
        &self,
        codes: &[GemeenteCode],
        faults: &mut Vec<String>,
    ) -> Vec<(String, Vec<WijkCode>)> {
        let mut areas = Vec::new();
        for area in &self.gebied {
            let mut wijken = Vec::new();
            for wijk in &area.wijken {
                match WijkCode::parse(wijk) {
                    Ok(code) if codes.contains(&code.gemeente()) => wijken.push(code),
                    Ok(code) => faults.push(format!(
                        "gebied «{}»: wijk {code} ligt niet in een gemeente van deze regio",
                        area.naam
                    )),
                    Err(error) => faults.push(format!("gebied «{}»: {error}", area.naam)),
                }
            }
            areas.push((area.naam.clone(), wijken));
        }
        areas
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gemeenten_may_be_codes_or_names() {
        let text = "code = \"proef\"\nnaam = \"Proef\"\ngemeenten = [\"zwolle\", \"GM0166\"]\n";
        let region = RegionFile::parse("proef.toml", text, &Gemeenten::current()).unwrap();
        let codes: Vec<String> = region.gemeenten.iter().map(ToString::to_string).collect();
        assert_eq!(codes, ["GM0166", "GM0193"]);
    }

    #[test]
    fn every_fault_is_listed_at_once() {
        let text = "code = \"Proef!\"\nnaam = \" \"\ngemeenten = [\"Zwole\", \"Bergen\", \"GM0166\", \
                    \"Kampen\"]\n[[gebied]]\nnaam = \"Noord\"\nwijken = [\"WK036301\", \"x\"]\n\
                    [huisstijl]\nkleur = \"blauw\"\n";
        let fault = RegionFile::parse("proef.toml", text, &Gemeenten::current()).unwrap_err();
        assert_eq!(fault.faults.len(), 8, "{fault}");
    }

    #[test]
    fn an_unknown_key_is_a_fault_with_its_line() {
        let text = "code = \"proef\"\nnaam = \"Proef\"\ngemeente = [\"Zwolle\"]\n";
        let fault = RegionFile::parse("proef.toml", text, &Gemeenten::current()).unwrap_err();
        assert!(fault.to_string().contains("gemeente"), "{fault}");
        assert!(fault.to_string().contains("regel 3"), "{fault}");
    }
}
