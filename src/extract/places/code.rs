//! Codes as files write them: with prefix, as bare numbers, and without the zeros that a
//! spreadsheet took away.

use super::{Doubt, Gazetteer, Near, candidate, line, settle};
use crate::area::{AreaCode, AreaLevel, WijkCode};

/// Digits of a gemeente code.
const GEMEENTE: usize = 4;
/// Digits and letters of a wijk code.
const WIJK: usize = 6;

/// Says whether a text is written as a code and not as a name.
pub fn looks_like_code(text: &str) -> bool {
    let upper = text.trim().to_ascii_uppercase();
    let rest = prefix(&upper).map_or(upper.as_str(), |(_, rest)| rest);
    matches!(upper.as_str(), "NL" | "NL00" | "NL01")
        || (rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.len() <= 8
            && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn prefix(upper: &str) -> Option<(&str, &str)> {
    let (front, rest) = upper.split_at_checked(2)?;
    matches!(front, "GM" | "WK" | "BU" | "GG" | "PV").then_some((front, rest))
}

/// Finds an area by its code.
///
/// # Errors
/// When it is no code, or not one of this division.
pub fn find(
    gazetteer: &Gazetteer<'_>,
    text: &str,
    level: Option<AreaLevel>,
) -> Result<AreaCode, Doubt> {
    let upper = whole_number(text.trim()).to_ascii_uppercase();
    if let Some(region) = gazetteer.region()
        && region.code.to_string().eq_ignore_ascii_case(&upper)
    {
        return Ok(region.code.clone());
    }
    let full = match prefix(&upper) {
        Some((front, rest)) => padded(front, rest),
        None if matches!(upper.as_str(), "NL" | "NL00" | "NL01") => upper.clone(),
        None => bare(text, &upper, level)?,
    };
    let code = AreaCode::parse(&full).map_err(|error| Doubt {
        what: error.to_string(),
        todo: settle(text, &[]),
        near: Near::Nothing,
    })?;
    exists(gazetteer, text, code)
}

/// `193.0`, as a number in a cell may be written.
fn whole_number(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, zeros)) if !whole.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        _ => text,
    }
}

fn padded(front: &str, rest: &str) -> String {
    let width = match front {
        "WK" => WIJK,
        "BU" => 8,
        "PV" => 2,
        _ => GEMEENTE,
    };
    format!("{front}{rest:0>width$}")
}

/// A number without prefix: only the level says what it is.
fn bare(text: &str, upper: &str, level: Option<AreaLevel>) -> Result<String, Doubt> {
    let doubt = |what: &str| Doubt {
        what: format!("«{}» {what}", text.trim()),
        todo: settle(text, &[]),
        near: Near::Nothing,
    };
    let is_number = upper.starts_with(|c: char| c.is_ascii_digit());
    if !is_number {
        return Err(doubt(
            "is geen gebiedscode; verwacht bijvoorbeeld GM0193 of WK019310",
        ));
    }
    match level {
        None => Err(Doubt {
            what: format!("«{}» is een code zonder niveau", text.trim()),
            todo: "zet in [gebied]: niveau = \"gemeente\" of niveau = \"wijk\"".to_owned(),
            near: Near::Nothing,
        }),
        Some(AreaLevel::Land) => Ok("NL".to_owned()),
        Some(AreaLevel::Gemeente) if upper.len() <= GEMEENTE => Ok(padded("GM", upper)),
        Some(AreaLevel::Wijk) if (WIJK - 1..=WIJK).contains(&upper.len()) => {
            Ok(padded("WK", upper))
        }
        // Three figures can be a code that lost one zero. Fewer can be a number of another list.
        Some(AreaLevel::Ggd) if (3..=4).contains(&upper.len()) => Ok(padded("GG", upper)),
        Some(AreaLevel::Provincie) if upper.len() == 2 => Ok(padded("PV", upper)),
        Some(AreaLevel::Ggd) => Err(doubt("is geen GGD-code van het CBS, zoals GG1009")),
        Some(level) => Err(doubt(&format!("is geen code van een {}", level.as_str()))),
    }
}

/// A code must be one of this division.
fn exists(gazetteer: &Gazetteer<'_>, text: &str, code: AreaCode) -> Result<AreaCode, Doubt> {
    let text = text.trim();
    let lacks = |what: String| Doubt {
        what,
        todo: format!(
            "gebruik de codes van de huidige indeling, of {}",
            line(text, "\"overslaan\"")
        ),
        near: Near::Nothing,
    };
    let known = match &code {
        AreaCode::Land | AreaCode::Regio(_) => true,
        AreaCode::Gemeente(gemeente) => gazetteer.gemeenten().get(*gemeente).is_some(),
        AreaCode::Wijk(wijk) => return wijk_exists(gazetteer, text, *wijk).map(|()| code),
        AreaCode::Ggd(_) => gazetteer.ggds().contains_key(&code),
        AreaCode::Provincie(_) => gazetteer.provincies().contains_key(&code),
        AreaCode::Buurt(..) => {
            return Err(Doubt {
                what: format!("«{text}» is een buurt; een rapport heeft wijken"),
                todo: line(text, "\"overslaan\""),
                near: Near::Nothing,
            });
        }
    };
    if known {
        Ok(code)
    } else {
        Err(lacks(format!(
            "«{text}» ({code}) is geen {} van de huidige indeling",
            code.level().as_str()
        )))
    }
}

fn wijk_exists(gazetteer: &Gazetteer<'_>, text: &str, wijk: WijkCode) -> Result<(), Doubt> {
    let Some(gemeente) = gazetteer.gemeenten().get(wijk.gemeente()) else {
        return Err(Doubt {
            what: format!(
                "«{text}»: de wijk ligt in {}, en die gemeente is er niet in de huidige indeling",
                wijk.gemeente()
            ),
            todo: format!(
                "gebruik de codes van de huidige indeling, of {}",
                line(text, "\"overslaan\"")
            ),
            near: Near::Nothing,
        });
    };
    if !gazetteer.knows_wijken_of(wijk.gemeente()) || gazetteer.wijk_name(wijk).is_some() {
        return Ok(());
    }
    let near: Vec<String> = gazetteer
        .wijken(Some(wijk.gemeente()))
        .take(3)
        .map(|(code, name)| candidate(name, &AreaCode::Wijk(code)))
        .collect();
    Err(Doubt {
        what: format!(
            "«{text}» ({wijk}) is geen wijk van {}; die heeft bijvoorbeeld {}",
            gemeente.name,
            near.join(", ")
        ),
        todo: settle(text, &[]),
        near: Near::Nothing,
    })
}
