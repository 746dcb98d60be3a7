//! No area has the name of the file: perhaps wijken taken together, perhaps a typing error.

use super::name::{gemeenten, in_gemeente, wijken};
use super::{Doubt, Gazetteer, Near, Written, candidate, line, settle};
use crate::area::{AreaCode, AreaLevel, GemeenteCode, fold_name, nearest_names};

/// Signs and words that join the names of wijken taken together.
const JOINED: [&str; 7] = [" en ", " & ", " + ", "/", " - ", "-", ","];
/// Candidates that a message lists.
const LISTED: usize = 6;

/// Says what the name may mean.
pub fn nothing(
    gazetteer: &Gazetteer<'_>,
    written: &Written<'_>,
    level: Option<AreaLevel>,
    within: Option<GemeenteCode>,
) -> Doubt {
    let text = written.text.trim();
    if level != Some(AreaLevel::Gemeente)
        && let Some(codes) = together(gazetteer, text, within)
    {
        let quoted: Vec<String> = codes.iter().map(|code| format!("\"{code}\"")).collect();
        return Doubt {
            near: Near::Together(codes.clone()),
            ..Doubt::new(
                format!("«{text}» lijkt op {} wijken samen", codes.len()),
                line(text, &format!("[{}]", quoted.join(", "))),
            )
        };
    }
    if level == Some(AreaLevel::Wijk) && gazetteer.wijken(within).next().is_none() {
        let skip = line(text, "\"overslaan\"");
        let todo = format!(
            "haal de cijfers op met «regiobeeld ophalen», of gebruik wijkcodes; is het geen wijk, \
             {skip}"
        );
        return Doubt::new(
            format!("«{text}»: van dit gebied zijn nog geen wijken bekend"),
            todo,
        );
    }
    let mut candidates = Vec::new();
    // A total of the gemeente below its wijken is the likeliest of all.
    if level == Some(AreaLevel::Wijk) {
        candidates.extend(gemeenten(gazetteer, text));
    }
    if written.candidates {
        candidates.extend(nearest(gazetteer, text, level, within));
    }
    let listed: Vec<String> = candidates
        .iter()
        .take(LISTED)
        .map(|(name, code)| candidate(&in_gemeente(gazetteer, name, code), code))
        .collect();
    let like = if listed.is_empty() {
        String::new()
    } else {
        format!("; lijkt op: {}", listed.join(", "))
    };
    Doubt {
        near: Near::OneOf(candidates.clone()),
        ..Doubt::new(
            format!("«{text}» is geen {}{like}", known(level)),
            settle(text, &candidates),
        )
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

/// The wijken whose names are joined in a text, when every part is the name of one wijk.
fn together(
    gazetteer: &Gazetteer<'_>,
    text: &str,
    within: Option<GemeenteCode>,
) -> Option<Vec<AreaCode>> {
    let all = |parts: Vec<&str>| -> Option<Vec<AreaCode>> {
        let found: Option<Vec<AreaCode>> = parts
            .iter()
            .map(|part| {
                let folded = fold_name(part);
                match wijken(gazetteer, &folded, within).as_slice() {
                    [(_, code)] if !folded.is_empty() => Some(code.clone()),
                    _ => None,
                }
            })
            .collect();
        let found = found?;
        let distinct: std::collections::BTreeSet<&AreaCode> = found.iter().collect();
        (found.len() > 1 && distinct.len() == found.len()).then_some(found)
    };
    // «A, B en C» has two signs; «Westenholte-Stins» is one name, so the dash is tried alone.
    let list = text.replace(" en ", ",").replace([';', '&', '+', '/'], ",");
    JOINED
        .iter()
        .find_map(|sign| all(text.split(sign).collect()))
        .or_else(|| all(list.split(',').collect()))
}

/// The areas of a level whose names look most like a text.
pub fn nearest(
    gazetteer: &Gazetteer<'_>,
    text: &str,
    level: Option<AreaLevel>,
    within: Option<GemeenteCode>,
) -> Vec<(String, AreaCode)> {
    let wants = |wanted: AreaLevel| level.is_none_or(|level| level == wanted);
    let mut all: Vec<(String, AreaCode)> = Vec::new();
    if wants(AreaLevel::Wijk) {
        all.extend(gazetteer.wijken(within).map(|(code, name)| {
            let short = name
                .strip_prefix("Wijk ")
                .and_then(|rest| rest.split_once(' '))
                .map_or(name, |(_, rest)| rest);
            (short.to_owned(), AreaCode::Wijk(code))
        }));
    }
    if wants(AreaLevel::Gemeente) {
        let near = gazetteer.near();
        all.extend(near.map(|g| (g.name.clone(), AreaCode::Gemeente(g.code))));
    }
    let others = [
        (AreaLevel::Ggd, gazetteer.ggds()),
        (AreaLevel::Provincie, gazetteer.provincies()),
    ];
    for (own, areas) in others {
        if level == Some(own) {
            all.extend(
                areas
                    .into_iter()
                    .map(|(code, name)| (name.to_owned(), code)),
            );
        }
    }
    if wants(AreaLevel::Regio)
        && let Some(region) = gazetteer.region()
    {
        all.push((region.name.clone(), region.code.clone()));
    }
    let mut names: Vec<String> = all.iter().map(|(name, _)| name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    // Wijken of one name in two gemeenten are both candidates.
    nearest_names(text, names)
        .into_iter()
        .flat_map(|wanted| all.iter().filter(move |(name, _)| *name == wanted).cloned())
        .collect()
}
