//! Names of areas, within the region that is asked for.

use super::gazetteer::spellings;
use super::nothing::{nearest, nothing};
use super::{Doubt, Gazetteer, Near, Written, candidate, settle};
use crate::area::{AreaCode, AreaLevel, GemeenteCode, LookupError, fold_name};

/// Words before or behind a name that say its level, folded: «Utrecht (gemeente)» at StatLine.
const LEVELS: [(&str, AreaLevel); 5] = [
    ("gemeente", AreaLevel::Gemeente),
    ("provincie", AreaLevel::Provincie),
    ("pv", AreaLevel::Provincie),
    ("ggd regio", AreaLevel::Ggd),
    ("ggd", AreaLevel::Ggd),
];

/// Finds an area by its name.
///
/// # Errors
/// When nothing fits, or several areas do.
pub fn find(
    gazetteer: &Gazetteer<'_>,
    written: &Written<'_>,
    level: Option<AreaLevel>,
) -> Result<AreaCode, Doubt> {
    let text = written.text.trim();
    let whole = fold_name(text);
    let (folded, level) = match said_level(gazetteer, &whole) {
        Some((name, said)) => (name, Some(said)),
        None => (whole, level),
    };
    if matches!(
        folded.as_str(),
        "nederland" | "heel nederland" | "landelijk"
    ) {
        return Ok(AreaCode::Land);
    }
    let within = match written.gemeente {
        Some(name) if !name.trim().is_empty() => Some(gemeente(gazetteer, name)?),
        _ => None,
    };
    let mut found = Vec::new();
    let wants = |wanted: AreaLevel| level.is_none_or(|level| level == wanted);
    if wants(AreaLevel::Wijk) {
        found.extend(wijken(gazetteer, &folded, within));
    }
    if wants(AreaLevel::Gemeente) {
        // The name as it is typed may say the provincie; the folded one lost the level.
        let name = if fold_name(text) == folded {
            text
        } else {
            &folded
        };
        found.extend(gemeenten(gazetteer, name));
    }
    if wants(AreaLevel::Ggd) {
        found.extend(named(gazetteer.ggds(), &folded, "ggd "));
    }
    if wants(AreaLevel::Provincie) {
        found.extend(named(gazetteer.provincies(), &folded, "provincie "));
    }
    if wants(AreaLevel::Regio)
        && let Some(region) = gazetteer.region()
        && fold_name(&region.name) == folded
    {
        found.push((region.name.clone(), region.code.clone()));
    }
    found.dedup();
    match found.as_slice() {
        [(_, code)] => Ok(code.clone()),
        [] => Err(nothing(gazetteer, written, level, within)),
        several => Err(doubtful(gazetteer, text, several, within)),
    }
}

/// «Gemeente Utrecht» is never the provincie; without the word the rest must be a name of that
/// level, because «Gemeente» can be part of another name.
fn said_level(gazetteer: &Gazetteer<'_>, folded: &str) -> Option<(String, AreaLevel)> {
    LEVELS.iter().find_map(|(word, level)| {
        let before = folded.strip_prefix(word).and_then(|r| r.strip_prefix(' '));
        let behind = folded.strip_suffix(word).and_then(|r| r.strip_suffix(' '));
        let name = before.or(behind)?;
        let fits = match level {
            AreaLevel::Gemeente => !gemeenten(gazetteer, name).is_empty(),
            AreaLevel::Provincie => !named(gazetteer.provincies(), name, "provincie ").is_empty(),
            _ => !named(gazetteer.ggds(), name, "ggd ").is_empty(),
        };
        fits.then(|| (name.to_owned(), *level))
    })
}

fn doubtful(
    gazetteer: &Gazetteer<'_>,
    text: &str,
    several: &[(String, AreaCode)],
    within: Option<GemeenteCode>,
) -> Doubt {
    let names: Vec<String> = several
        .iter()
        .map(|(name, code)| candidate(&in_gemeente(gazetteer, name, code), code))
        .collect();
    let wijken = several
        .iter()
        .filter(|(_, code)| code.level() == AreaLevel::Wijk);
    // One line cannot settle two wijken of one name that are both in the file.
    let column = if within.is_none() && wijken.count() > 1 {
        "; staat de gemeente in een kolom, zet dan in [gebied]: gemeente = \"…\""
    } else {
        ""
    };
    Doubt {
        what: format!("«{text}» kan {} zijn", names.join(" of ")),
        todo: format!("{}{column}", settle(text, several)),
        several: true,
        near: Near::OneOf(several.to_vec()),
    }
}

/// A wijk is named with its gemeente, because wijken with equal names are what doubt is about.
pub fn in_gemeente(gazetteer: &Gazetteer<'_>, name: &str, code: &AreaCode) -> String {
    match code {
        AreaCode::Wijk(wijk) => {
            let gemeente = gazetteer.name(&AreaCode::Gemeente(wijk.gemeente()));
            format!("{name} in {gemeente}")
        }
        _ => name.to_owned(),
    }
}

/// The wijken of a name, with or without the number before it.
pub fn wijken(
    gazetteer: &Gazetteer<'_>,
    folded: &str,
    within: Option<GemeenteCode>,
) -> Vec<(String, AreaCode)> {
    gazetteer
        .wijken(within)
        .filter(|(_, name)| spellings(name).iter().any(|spelling| spelling == folded))
        .map(|(code, name)| (name.to_owned(), AreaCode::Wijk(code)))
        .collect()
}

fn gemeente(gazetteer: &Gazetteer<'_>, name: &str) -> Result<GemeenteCode, Doubt> {
    if super::code::looks_like_code(name)
        && let AreaCode::Gemeente(code) =
            super::code::find(gazetteer, name, Some(AreaLevel::Gemeente))?
    {
        return Ok(code);
    }
    let found = gemeenten(gazetteer, name);
    let listed = |areas: &[(String, AreaCode)]| -> String {
        let each = areas.iter().map(|(name, code)| candidate(name, code));
        each.collect::<Vec<_>>().join(", ")
    };
    match found.as_slice() {
        [(_, AreaCode::Gemeente(code))] => Ok(*code),
        [] => Err(Doubt::new(
            format!(
                "«{}» is geen gemeente; lijkt op: {}",
                name.trim(),
                listed(&nearest(gazetteer, name, Some(AreaLevel::Gemeente), None))
            ),
            "verbeter de gemeente in het bestand, of gebruik de code",
        )),
        several => Err(Doubt {
            what: format!("gemeente «{}» kan {} zijn", name.trim(), listed(several)),
            todo: "verbeter de gemeente in het bestand, of gebruik de code".to_owned(),
            several: true,
            near: Near::OneOf(several.to_vec()),
        }),
    }
}

/// The gemeenten that a name can mean: one of the region goes before others of that name.
pub fn gemeenten(gazetteer: &Gazetteer<'_>, text: &str) -> Vec<(String, AreaCode)> {
    let folded = fold_name(text);
    if folded.is_empty() {
        return Vec::new();
    }
    let front = |name: &str| fold_name(name.split('(').next().unwrap_or(name));
    let fits = |name: &str| fold_name(name) == folded || front(name) == folded;
    let pair = |gemeente: &crate::area::Gemeente| {
        (gemeente.name.clone(), AreaCode::Gemeente(gemeente.code))
    };
    let near: Vec<_> = gazetteer
        .near()
        .filter(|gemeente| fits(&gemeente.name))
        .map(pair)
        .collect();
    if !near.is_empty() {
        return near;
    }
    match gazetteer.gemeenten().spelled(text) {
        Ok(found) => vec![pair(found)],
        Err(LookupError::Unknown { .. }) => Vec::new(),
        Err(LookupError::Ambiguous { .. }) => gazetteer
            .gemeenten()
            .iter()
            .filter(|gemeente| fits(&gemeente.name))
            .map(pair)
            .collect(),
    }
}

fn named(
    areas: std::collections::BTreeMap<AreaCode, &str>,
    folded: &str,
    prefix: &str,
) -> Vec<(String, AreaCode)> {
    let wanted = folded.strip_prefix(prefix).unwrap_or(folded);
    areas
        .into_iter()
        .filter(|(_, name)| {
            let name = fold_name(name);
            name.strip_prefix(prefix).unwrap_or(&name) == wanted
        })
        .map(|(code, name)| (name.to_owned(), code))
        .collect()
}
