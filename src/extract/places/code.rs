//! Codes as files write them: with prefix, as bare numbers, and without the zeros that a
//! spreadsheet took away.

use super::{Doubt, Gazetteer, candidate, line, settle};
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
    let rest = rest.trim_start();
    // «Buren» and «Wkkerk» are names.
    let is_code = matches!(front, "GM" | "WK" | "BU" | "GG" | "PV")
        && rest.starts_with(|c: char| c.is_ascii_digit());
    is_code.then_some((front, rest))
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
        None => bare(gazetteer, text, &upper, level)?,
    };
    let code = AreaCode::parse(&full).map_err(|_| no_code(text))?;
    exists(gazetteer, text, code)
}

fn no_code(text: &str) -> Doubt {
    Doubt::new(
        format!(
            "«{}» is geen gebiedscode; verwacht bijvoorbeeld GM0193, WK019310 of NL",
            text.trim()
        ),
        settle(text, &[]),
    )
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
fn bare(
    gazetteer: &Gazetteer<'_>,
    text: &str,
    upper: &str,
    level: Option<AreaLevel>,
) -> Result<String, Doubt> {
    if !upper.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(no_code(text));
    }
    match level {
        None => Err(Doubt::new(
            format!("«{}» is een code zonder niveau", text.trim()),
            "zet in [gebied]: niveau = \"gemeente\" of niveau = \"wijk\"",
        )),
        Some(AreaLevel::Land) => Ok("NL".to_owned()),
        Some(AreaLevel::Gemeente) if upper.len() <= GEMEENTE => Ok(padded("GM", upper)),
        Some(AreaLevel::Wijk) if (WIJK - 1..=WIJK).contains(&upper.len()) => {
            Ok(padded("WK", upper))
        }
        Some(AreaLevel::Wijk) if upper.len() <= GEMEENTE => short_wijk(gazetteer, text, upper),
        // Three figures can be a code that lost one zero. Fewer can be a number of another list.
        Some(AreaLevel::Ggd) if (3..=4).contains(&upper.len()) => Ok(padded("GG", upper)),
        Some(AreaLevel::Provincie) if upper.len() == 2 => Ok(padded("PV", upper)),
        Some(AreaLevel::Ggd) => Err(Doubt::new(
            format!(
                "«{}» is geen GGD-code van het CBS, zoals GG1009",
                text.trim()
            ),
            line(text, "\"GG1009\", of \"overslaan\""),
        )),
        Some(level) => Err(Doubt::new(
            format!("«{}» is geen code van een {}", text.trim(), level.as_str()),
            settle(text, &[]),
        )),
    }
}

/// Four figures for a wijk: two zeros lost (`3702` is WK003702), or the gemeente itself.
fn short_wijk(gazetteer: &Gazetteer<'_>, text: &str, upper: &str) -> Result<String, Doubt> {
    let text = text.trim();
    let known = |full: String| match AreaCode::parse(&full) {
        Ok(AreaCode::Gemeente(code)) => gazetteer.gemeenten().get(code),
        Ok(AreaCode::Wijk(wijk)) => gazetteer.gemeenten().get(wijk.gemeente()),
        _ => None,
    };
    if let Some(gemeente) = known(padded("GM", upper)) {
        let code = AreaCode::Gemeente(gemeente.code);
        let found = candidate(&gemeente.name, &code);
        return Err(Doubt::new(
            format!("«{text}» is geen code van een wijk; het lijkt de gemeente {found}"),
            line(text, &format!("\"{code}\", of \"overslaan\"")),
        ));
    }
    let full = padded("WK", upper);
    if upper.len() == GEMEENTE && known(full.clone()).is_some() {
        return Ok(full);
    }
    Err(Doubt::new(
        format!("«{text}» is geen code van een wijk"),
        settle(text, &[]),
    ))
}

/// A code must be one of this division.
///
/// # Errors
/// When it is not.
pub fn exists(gazetteer: &Gazetteer<'_>, text: &str, code: AreaCode) -> Result<AreaCode, Doubt> {
    let text = text.trim();
    let lacks = |what: String| Doubt::new(what, newer(text));
    let known = match &code {
        AreaCode::Land => true,
        AreaCode::Regio(_) => gazetteer.region().is_some_and(|region| region.code == code),
        AreaCode::Gemeente(gemeente) => gazetteer.gemeenten().get(*gemeente).is_some(),
        AreaCode::Wijk(wijk) => return wijk_exists(gazetteer, text, *wijk).map(|()| code),
        AreaCode::Ggd(_) => gazetteer.ggds().contains_key(&code),
        AreaCode::Provincie(_) => gazetteer.provincies().contains_key(&code),
        AreaCode::Buurt(..) => {
            return Err(Doubt::new(
                format!("«{text}» is een buurt; een rapport heeft wijken"),
                line(text, "\"overslaan\""),
            ));
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
        return Err(Doubt::new(
            format!(
                "«{text}»: de wijk ligt in {}, en die gemeente is er niet in de huidige indeling",
                wijk.gemeente()
            ),
            newer(text),
        ));
    };
    if !gazetteer.knows_wijken_of(wijk.gemeente()) || gazetteer.wijk_name(wijk).is_some() {
        return Ok(());
    }
    let near: Vec<String> = gazetteer
        .wijken(Some(wijk.gemeente()))
        .take(3)
        .map(|(code, name)| candidate(name, &AreaCode::Wijk(code)))
        .collect();
    Err(Doubt::new(
        format!(
            "«{text}» ({wijk}) is geen wijk van {}; die heeft bijvoorbeeld {}",
            gemeente.name,
            near.join(", ")
        ),
        settle(text, &[]),
    ))
}

fn newer(text: &str) -> String {
    format!(
        "gebruik de codes van de huidige indeling, of {}",
        line(text, "\"overslaan\"")
    )
}
