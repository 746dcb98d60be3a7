//! Finds a region by name, by kind and name, or by code.

use std::collections::BTreeMap;

use super::{HouseStyle, Region, RegionFile};
use crate::area::{
    AreaCode, Gemeente, GemeenteCode, Gemeenten, Membership, RegionKind, fold_name, nearest_names,
};

const BUILT_IN: [(&str, &str); 1] = [("rza-zwolle", include_str!("rza-zwolle.toml"))];

/// What stands before the name of a region, and is not typed.
const PREFIXES: [&str; 5] = [
    "GGD ",
    "Veiligheidsregio ",
    "COROP-gebied ",
    "Zorgkantoorregio ",
    "Zorgkantoor ",
];

/// A region that could not be found, or not for certain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegionError {
    /// Nothing has this code or name.
    #[error("regio «{wanted}» bestaat niet; bedoelt u {}?", nearest.join(", "))]
    Unknown {
        /// What was asked for.
        wanted: String,
        /// The regions whose names look most like it.
        nearest: Vec<String>,
    },
    /// Regions with this name have different gemeenten.
    #[error("regio «{wanted}» kan van alles zijn; kies uit {}", candidates.join(", "))]
    Ambiguous {
        /// What was asked for.
        wanted: String,
        /// Every region that fits, as it can be typed.
        candidates: Vec<String>,
    },
    /// Not a kind of region.
    #[error("soort regio «{kind}» bestaat niet; wel {}", RegionKind::ALL.map(RegionKind::key).join(", "))]
    UnknownKind {
        /// The kind that was asked for.
        kind: String,
    },
    /// A kind of region that is not in the compiled-in list, and no table of areas was read.
    #[error("welke gemeenten in een {} liggen, staat alleen in de tabel Gebieden in Nederland, en die is er nog niet", .kind.noun())]
    NotFetched {
        /// The kind that was asked for.
        kind: RegionKind,
    },
    /// A kind of region that the table of areas was found not to have.
    #[error("tabel {table} zegt niet welke gemeenten in een {} liggen: {reason}", .kind.noun())]
    Lacking {
        /// The kind that was asked for.
        kind: RegionKind,
        /// Id of the table.
        table: String,
        /// Why.
        reason: String,
    },
}

/// Returns every region that can be named, as (what to type, region).
pub fn list(gemeenten: &Gemeenten) -> Vec<(String, Region)> {
    let mut regions: Vec<(String, Region)> = built_in(gemeenten).collect();
    for kind in RegionKind::ALL {
        regions.extend(of_kind(kind, gemeenten));
    }
    regions
}

fn built_in(gemeenten: &Gemeenten) -> impl Iterator<Item = (String, Region)> {
    BUILT_IN.iter().map(|(name, text)| {
        let region = RegionFile::parse(name, text, gemeenten)
            .expect("a test reads every built-in region file");
        ((*name).to_owned(), region)
    })
}

/// Finds a region: `rza-zwolle`, `provincie:Utrecht`, `PV23`, `GG1009`, or a bare name when all
/// regions of that name have the same gemeenten.
///
/// # Errors
/// When nothing fits, with the nearest names, or when several different regions do.
pub fn find(wanted: &str, gemeenten: &Gemeenten) -> Result<Region, RegionError> {
    let typed = wanted.trim();
    let (kind, name) = typed
        .split_once(':')
        .map_or((None, typed), |(k, n)| (Some(k), n));
    if let Some(kind) = kind {
        check_kind(kind, gemeenten)?;
    }
    let folded = fold_name(name);
    let all = list(gemeenten);
    let fits = |id: &str, region: &Region| match kind {
        Some(kind) => {
            id.split_once(':')
                .is_some_and(|(k, n)| k == kind && fold_name(n) == folded)
                || (id.starts_with(kind) && fold_name(&region.name) == folded)
        }
        None => {
            id == typed
                || region.code.to_string().eq_ignore_ascii_case(typed)
                || fold_name(&region.name) == folded
                || id
                    .split_once(':')
                    .is_some_and(|(_, n)| fold_name(n) == folded)
        }
    };
    let found: Vec<&(String, Region)> = all.iter().filter(|(id, r)| fits(id, r)).collect();
    match found.as_slice() {
        [] => Err(RegionError::Unknown {
            wanted: typed.to_owned(),
            nearest: nearest_names(typed, all.iter().map(|(id, _)| id.clone()).collect()),
        }),
        [(_, first), rest @ ..] if rest.iter().all(|(_, r)| r.gemeenten == first.gemeenten) => {
            Ok(first.clone())
        }
        many => Err(RegionError::Ambiguous {
            wanted: typed.to_owned(),
            candidates: many.iter().map(|(id, _)| id.clone()).collect(),
        }),
    }
}

/// Returns whether regions of this kind can be found.
fn check_kind(typed: &str, gemeenten: &Gemeenten) -> Result<(), RegionError> {
    let Some(kind) = RegionKind::ALL.into_iter().find(|kind| kind.key() == typed) else {
        return Err(RegionError::UnknownKind {
            kind: typed.to_owned(),
        });
    };
    if gemeenten
        .iter()
        .any(|gemeente| gemeente.region(kind).is_some())
    {
        return Ok(());
    }
    Err(match gemeenten.division() {
        None => RegionError::NotFetched { kind },
        Some(division) => RegionError::Lacking {
            kind,
            table: division.table.clone(),
            reason: division.lacking.get(&kind).cloned().unwrap_or_default(),
        },
    })
}

/// Returns the region that a gemeente is compared with when none was asked for: a built-in one
/// that holds it, else its GGD region.
pub fn ladder_region(gemeente: &Gemeente, gemeenten: &Gemeenten) -> Option<Region> {
    let holds = |(_, region): &(String, Region)| region.gemeenten.contains(&gemeente.code);
    let own = built_in(gemeenten).find(holds);
    let own = own.or_else(|| {
        let mut ggd = of_kind(RegionKind::Ggd, gemeenten).into_iter();
        ggd.find(holds)
    });
    own.map(|(_, region)| region)
}

fn of_kind(kind: RegionKind, gemeenten: &Gemeenten) -> Vec<(String, Region)> {
    let mut groups: BTreeMap<(AreaCode, String), Vec<GemeenteCode>> = BTreeMap::new();
    for gemeente in gemeenten.iter() {
        if let Some(region) = membership(kind, gemeente) {
            groups.entry(region).or_default().push(gemeente.code);
        }
    }
    groups
        .into_iter()
        .map(|((code, name), members)| {
            let bare = PREFIXES
                .iter()
                .find_map(|prefix| name.strip_prefix(prefix))
                .unwrap_or(&name)
                .to_owned();
            let region = Region {
                code,
                name,
                opdrachtgever: None,
                ros: None,
                gemeenten: members,
                extracten: Vec::new(),
                duiding: Vec::new(),
                gebieden: Vec::new(),
                huisstijl: HouseStyle::default(),
            };
            (format!("{}:{bare}", kind.key()), region)
        })
        .collect()
}

/// Returns code and name of the region of a kind that a gemeente lies in.
fn membership(kind: RegionKind, gemeente: &Gemeente) -> Option<(AreaCode, String)> {
    let titled = |title: &str, Membership { code, name }: Membership| {
        let bare = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix));
        let bare = bare.unwrap_or(&name);
        let own = format!("{}-{}", kind.key(), fold_name(bare).replace(' ', "-"));
        let code = if code.is_empty() { own } else { code };
        (AreaCode::Regio(code), format!("{title} {bare}"))
    };
    Some(match kind {
        RegionKind::Provincie => gemeente.provincie.clone(),
        RegionKind::Ggd => gemeente.ggd.clone(),
        RegionKind::Veiligheidsregio => titled("Veiligheidsregio", gemeente.region(kind)?),
        RegionKind::Corop => titled("COROP-gebied", gemeente.region(kind)?),
        RegionKind::Zorgkantoor => titled("Zorgkantoorregio", gemeente.region(kind)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::{Division, DivisionSource};

    fn codes(wanted: &str) -> Vec<String> {
        let region = find(wanted, &Gemeenten::current()).unwrap();
        region.gemeenten.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn built_in_and_kinds_are_found() {
        assert_eq!(codes("rza-zwolle").len(), 12);
        assert_eq!(codes("RZA Zwolle"), codes("rza-zwolle"));
        assert_eq!(codes("ggd:IJsselland"), codes("GG1009"));
        assert_eq!(codes("ggd:ijsselland"), codes("GGD IJsselland"));
        assert_eq!(codes("provincie:Utrecht"), codes("PV26"));
    }

    #[test]
    fn a_bare_name_must_mean_one_set_of_gemeenten() {
        let error = find("Utrecht", &Gemeenten::current());
        match error {
            Err(RegionError::Ambiguous { candidates, .. }) => {
                assert!(
                    candidates.contains(&"provincie:Utrecht".to_owned()),
                    "{candidates:?}"
                );
            }
            Ok(region) => {
                let all = list(&Gemeenten::current());
                let same = all.iter().filter(|(id, _)| id.ends_with(":Utrecht"));
                assert!(same.clone().count() > 1);
                assert!(
                    same.into_iter()
                        .all(|(_, r)| r.gemeenten == region.gemeenten)
                );
            }
            Err(other) => panic!("{other}"),
        }
        let error = find("Flevolan", &Gemeenten::current()).unwrap_err();
        assert!(matches!(error, RegionError::Unknown { .. }), "{error}");
        let error = find("ros:Proscoop", &Gemeenten::current()).unwrap_err();
        assert!(matches!(error, RegionError::UnknownKind { .. }), "{error}");
    }

    /// Two zorgkantoren: one of Overijssel and one of all the rest.
    fn with_zorgkantoren(lacking: bool) -> Gemeenten {
        let mut gemeenten = Gemeenten::current();
        let of = |gemeente: &Gemeente| {
            let (code, name) = match gemeente.provincie.1.as_str() {
                "Overijssel" => ("ZK04", "Zwolle"),
                _ => ("ZK99", "Zorgkantoor Overig"),
            };
            let (code, name) = (code.to_owned(), name.to_owned());
            let zorgkantoor = (RegionKind::Zorgkantoor, Membership { code, name });
            (gemeente.code, BTreeMap::from([zorgkantoor]))
        };
        let regions = gemeenten.iter().map(of).collect();
        let others = RegionKind::ALL.map(|kind| (kind, "geen groep".to_owned()));
        let mut reasons = BTreeMap::from(others);
        if !lacking {
            reasons.remove(&RegionKind::Zorgkantoor);
        }
        let source = DivisionSource {
            table: "85755NED".into(),
            year: 2024,
            path: String::new(),
            sha256: String::new(),
            fictitious: false,
            lacking: reasons,
        };
        assert_eq!(gemeenten.adopt(Division { source, regions }), []);
        gemeenten
    }

    #[test]
    fn zorgkantoren_are_found_once_a_table_was_read() {
        let gemeenten = with_zorgkantoren(false);
        let region = find("zorgkantoor:zwolle", &gemeenten).unwrap();
        assert_eq!(region.gemeenten.len(), 25);
        assert_eq!(
            (region.code.to_string().as_str(), region.name.as_str()),
            ("ZK04", "Zorgkantoorregio Zwolle")
        );
        for typed in ["ZK99", "zorgkantoor:Overig", "Zorgkantoorregio Overig"] {
            assert_eq!(
                find(typed, &gemeenten).unwrap().gemeenten.len(),
                342 - 25,
                "{typed}"
            );
        }
        let named = list(&gemeenten);
        assert!(named.iter().any(|(typed, _)| typed == "zorgkantoor:Zwolle"));
    }

    #[test]
    fn without_the_table_the_message_names_it() {
        let error = find("zorgkantoor:Zwolle", &Gemeenten::current()).unwrap_err();
        assert!(
            error.to_string().contains("Gebieden in Nederland"),
            "{error}"
        );
        let error = find("zorgkantoor:Zwolle", &with_zorgkantoren(true)).unwrap_err();
        assert!(
            matches!(&error, RegionError::Lacking { reason, .. } if reason == "geen groep"),
            "{error}"
        );
    }

    #[test]
    fn the_ladder_of_zwolle_is_its_rza_and_of_deventer_its_ggd() {
        let gemeenten = Gemeenten::current();
        for (name, region) in [("Zwolle", "RZA Zwolle"), ("Deventer", "GGD IJsselland")] {
            let found = ladder_region(gemeenten.find(name).unwrap(), &gemeenten).unwrap();
            assert_eq!(found.name, region);
        }
    }
}
