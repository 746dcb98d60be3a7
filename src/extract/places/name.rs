//! Names of areas, within the region that is asked for.

use super::gazetteer::spellings;
use super::{Doubt, Gazetteer, Near, Written, candidate, line, settle};
use crate::area::{AreaCode, AreaLevel, GemeenteCode, LookupError, fold_name, nearest_names};

/// Signs and words that join the names of wijken taken together.
const JOINED: [&str; 7] = [" en ", " & ", " + ", "/", " - ", "-", ","];

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
    let folded = fold_name(text);
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
        found.extend(gemeenten(gazetteer, text)?);
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
        [] => Err(nothing(gazetteer, text, level, within)),
        several => {
            let names: Vec<String> = several
                .iter()
                .map(|(name, code)| candidate(&in_gemeente(gazetteer, name, code), code))
                .collect();
            Err(Doubt {
                what: format!("«{text}» kan {} zijn", names.join(" of ")),
                todo: settle(text, several),
                near: Near::OneOf(several.to_vec()),
            })
        }
    }
}

/// A wijk is named with its gemeente, because wijken with equal names are what doubt is about.
fn in_gemeente(gazetteer: &Gazetteer<'_>, name: &str, code: &AreaCode) -> String {
    match code {
        AreaCode::Wijk(wijk) => {
            let gemeente = gazetteer.name(&AreaCode::Gemeente(wijk.gemeente()));
            format!("{name} in {gemeente}")
        }
        _ => name.to_owned(),
    }
}

fn wijken(
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
    match gemeenten(gazetteer, name)?.as_slice() {
        [(_, AreaCode::Gemeente(code))] => Ok(*code),
        _ => Err(Doubt {
            what: format!("«{}» is geen gemeente van deze regio", name.trim()),
            todo: "verbeter de naam van de gemeente in het bestand".to_owned(),
            near: Near::Nothing,
        }),
    }
}

/// The gemeenten that a name can mean: one of the region goes before others of that name.
fn gemeenten(gazetteer: &Gazetteer<'_>, text: &str) -> Result<Vec<(String, AreaCode)>, Doubt> {
    let folded = fold_name(text);
    let front = |name: &str| fold_name(name.split('(').next().unwrap_or(name));
    let near: Vec<(String, AreaCode)> = gazetteer
        .near()
        .filter(|gemeente| fold_name(&gemeente.name) == folded || front(&gemeente.name) == folded)
        .map(|gemeente| (gemeente.name.clone(), AreaCode::Gemeente(gemeente.code)))
        .collect();
    if !near.is_empty() {
        return Ok(near);
    }
    match gazetteer.gemeenten().spelled(text) {
        Ok(found) => Ok(vec![(found.name.clone(), AreaCode::Gemeente(found.code))]),
        Err(LookupError::Unknown { .. }) => Ok(Vec::new()),
        Err(error @ LookupError::Ambiguous { .. }) => Err(Doubt {
            what: error.to_string(),
            todo: settle(text, &[]),
            near: Near::Nothing,
        }),
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

/// Nothing has this name: perhaps wijken taken together, perhaps a typing error.
fn nothing(
    gazetteer: &Gazetteer<'_>,
    text: &str,
    level: Option<AreaLevel>,
    within: Option<GemeenteCode>,
) -> Doubt {
    if level != Some(AreaLevel::Gemeente)
        && let Some(codes) = together(gazetteer, text, within)
    {
        let quoted: Vec<String> = codes.iter().map(|code| format!("\"{code}\"")).collect();
        return Doubt {
            what: format!("«{text}» lijkt op {} wijken samen", codes.len()),
            todo: line(text, &format!("[{}]", quoted.join(", "))),
            near: Near::Together(codes),
        };
    }
    if level == Some(AreaLevel::Wijk) && gazetteer.wijken(within).next().is_none() {
        return Doubt {
            what: format!("«{text}»: van dit gebied zijn nog geen wijken bekend"),
            todo: "haal de cijfers op met «regiobeeld ophalen», of gebruik wijkcodes".to_owned(),
            near: Near::Nothing,
        };
    }
    let candidates = nearest(gazetteer, text, level, within);
    let listed: Vec<String> = candidates
        .iter()
        .map(|(name, code)| candidate(&in_gemeente(gazetteer, name, code), code))
        .collect();
    Doubt {
        what: format!(
            "«{text}» is geen {}; lijkt op: {}",
            known(level),
            listed.join(", ")
        ),
        todo: settle(text, &candidates),
        near: Near::OneOf(candidates),
    }
}

const fn known(level: Option<AreaLevel>) -> &'static str {
    match level {
        Some(AreaLevel::Wijk) => "wijk die bekend is",
        Some(AreaLevel::Gemeente) => "gemeente die bekend is",
        Some(AreaLevel::Ggd) => "GGD-regio die bekend is",
        Some(AreaLevel::Provincie) => "provincie die bekend is",
        Some(AreaLevel::Regio) => "regio die gevraagd is",
        Some(AreaLevel::Land | AreaLevel::Buurt) | None => "gebied dat bekend is",
    }
}

fn together(
    gazetteer: &Gazetteer<'_>,
    text: &str,
    within: Option<GemeenteCode>,
) -> Option<Vec<AreaCode>> {
    JOINED.iter().find_map(|sign| {
        let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
        if parts.len() < 2 {
            return None;
        }
        let found: Option<Vec<AreaCode>> = parts
            .iter()
            .map(
                |part| match wijken(gazetteer, &fold_name(part), within).as_slice() {
                    [(_, code)] => Some(code.clone()),
                    _ => None,
                },
            )
            .collect();
        found
    })
}

fn nearest(
    gazetteer: &Gazetteer<'_>,
    text: &str,
    level: Option<AreaLevel>,
    within: Option<GemeenteCode>,
) -> Vec<(String, AreaCode)> {
    let mut all: Vec<(String, AreaCode)> = Vec::new();
    if level.is_none_or(|level| level == AreaLevel::Wijk) {
        all.extend(gazetteer.wijken(within).map(|(code, name)| {
            let short = name
                .strip_prefix("Wijk ")
                .and_then(|rest| rest.split_once(' '))
                .map_or(name, |(_, rest)| rest);
            (short.to_owned(), AreaCode::Wijk(code))
        }));
    }
    if level.is_none_or(|level| level == AreaLevel::Gemeente) {
        let near = gazetteer.near();
        all.extend(near.map(|g| (g.name.clone(), AreaCode::Gemeente(g.code))));
    }
    let names = nearest_names(text, all.iter().map(|(name, _)| name.clone()).collect());
    names
        .into_iter()
        .filter_map(|wanted| all.iter().find(|(name, _)| *name == wanted).cloned())
        .collect()
}
