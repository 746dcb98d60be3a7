//! Finds a region by name, by kind and name, or by code.

use std::collections::BTreeMap;

use super::{HouseStyle, Region, RegionFile};
use crate::area::{AreaCode, Gemeente, GemeenteCode, Gemeenten, fold_name, nearest_names};

const BUILT_IN: [(&str, &str); 1] = [("rza-zwolle", include_str!("rza-zwolle.toml"))];

/// Kinds of regions that are known for every gemeente.
const KINDS: [&str; 4] = ["provincie", "ggd", "vr", "corop"];

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
    /// A kind of region that is not in the compiled-in list.
    #[error("soort regio «{kind}» is er nog niet; wel {}", KINDS.join(", "))]
    UnknownKind {
        /// The kind that was asked for.
        kind: String,
    },
}

/// Returns every region that can be named, as (what to type, region).
pub fn list(gemeenten: &Gemeenten) -> Vec<(String, Region)> {
    let mut regions: Vec<(String, Region)> = BUILT_IN
        .iter()
        .map(|(name, text)| {
            let region = RegionFile::parse(name, text, gemeenten)
                .expect("a test reads every built-in region file");
            ((*name).to_owned(), region)
        })
        .collect();
    for kind in KINDS {
        regions.extend(of_kind(kind, gemeenten));
    }
    regions
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
    if let Some(kind) = kind
        && !KINDS.contains(&kind)
    {
        return Err(RegionError::UnknownKind {
            kind: kind.to_owned(),
        });
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

/// Returns the region that a gemeente is compared with when none was asked for: a built-in one
/// that holds it, else its GGD region.
pub fn ladder_region(gemeente: &Gemeente, gemeenten: &Gemeenten) -> Option<Region> {
    let all = list(gemeenten);
    let holds = |region: &Region| region.gemeenten.contains(&gemeente.code);
    all.iter()
        .find(|(id, r)| !id.contains(':') && holds(r))
        .or_else(|| {
            all.iter()
                .find(|(id, r)| id.starts_with("ggd:") && holds(r))
        })
        .map(|(_, region)| region.clone())
}

fn of_kind(kind: &str, gemeenten: &Gemeenten) -> Vec<(String, Region)> {
    let mut groups: BTreeMap<(AreaCode, String), Vec<GemeenteCode>> = BTreeMap::new();
    for gemeente in gemeenten.iter() {
        groups
            .entry(membership(kind, gemeente))
            .or_default()
            .push(gemeente.code);
    }
    groups
        .into_iter()
        .map(|((code, name), members)| {
            let bare = ["GGD ", "Veiligheidsregio ", "COROP-gebied "]
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
                gebieden: Vec::new(),
                huisstijl: HouseStyle::default(),
            };
            (format!("{kind}:{bare}"), region)
        })
        .collect()
}

fn membership(kind: &str, gemeente: &Gemeente) -> (AreaCode, String) {
    match kind {
        "provincie" => gemeente.provincie.clone(),
        "ggd" => gemeente.ggd.clone(),
        "vr" => {
            let (code, name) = &gemeente.veiligheidsregio;
            (
                AreaCode::Regio(code.clone()),
                format!("Veiligheidsregio {name}"),
            )
        }
        _ => {
            let code = format!("corop-{}", fold_name(&gemeente.corop).replace(' ', "-"));
            (
                AreaCode::Regio(code),
                format!("COROP-gebied {}", gemeente.corop),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let error = find("zorgkantoor:Zwolle", &Gemeenten::current()).unwrap_err();
        assert!(matches!(error, RegionError::UnknownKind { .. }), "{error}");
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
