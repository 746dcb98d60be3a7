//! Texts in the column of areas that are not an area for certain: each gets a line that a person
//! can switch on, never one that counts by itself.

use std::collections::BTreeSet;

use super::area::AreaColumn;
use super::draft::{Line, quoted, shown};
use super::look::{Kind, Look, is_number, merged_text};
use super::names;
use crate::area::{AreaCode, AreaLevel, fold_name};
use crate::extract::places::{self, Doubt, Near, Written};
use crate::extract::sheet::Sheet;

/// Most texts that are listed.
const LISTED: usize = 40;
/// Most different texts that are asked for.
const ASKED: usize = 5000;

/// Where areas stand, and which rows count.
pub struct Areas<'a> {
    /// Sheet.
    pub sheet: &'a Sheet,
    /// Column with areas.
    pub area: &'a AreaColumn,
    /// Rows.
    pub rows: &'a [u32],
    /// Columns with figures; a row without any needs no area.
    pub figures: &'a [u32],
    /// Column with the level of each row.
    pub level: Option<u32>,
    /// Whether the column is one of areas beyond doubt, so that bare numbers in it are codes.
    pub certain: bool,
}

/// What was found in the column of areas.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Lines for `[gebied.namen]`.
    pub lines: Vec<Line>,
    /// What else is worth saying.
    pub remarks: Vec<String>,
    /// Different texts that are an area.
    pub found: usize,
}

/// Looks up every text in the column of areas.
pub fn find(look: &Look<'_>, areas: &Areas<'_>) -> Outcome {
    let rules = names::rules(areas.area.kind, areas.area.level);
    let mut outcome = Outcome::default();
    let mut asked = BTreeSet::new();
    let mut listed = BTreeSet::new();
    let mut more = 0_usize;
    for row in areas.rows {
        let text = merged_text(areas.sheet, *row, areas.area.column);
        let gemeente = areas
            .area
            .gemeente
            .map(|at| merged_text(areas.sheet, *row, at));
        let level = areas.level.map(|at| merged_text(areas.sheet, *row, at));
        let level = level.as_deref().and_then(crate::extract::forms::level_word);
        if asked.len() >= ASKED || !asked.insert((text.clone(), gemeente.clone(), level)) {
            continue;
        }
        let written = Written {
            text: &text,
            level,
            gemeente: gemeente.as_deref().filter(|text| !text.is_empty()),
            candidates: true,
        };
        let Err(doubt) = places::find(look.gazetteer, &rules, &written) else {
            outcome.found += 1;
            continue;
        };
        let has_figure = areas
            .figures
            .iter()
            .any(|column| matches!(look.kind(areas.sheet, *row, *column), Kind::Number(..)));
        if !has_figure || !listed.insert(fold_name(&text)) {
            continue;
        }
        if listed.len() > LISTED {
            more += 1;
        } else if is_number(&text) && !areas.certain {
            // A bare number may be a figure after all, and is not repeated.
            outcome.remarks.push(format!(
                "Rij {}: de code in kolom {} is geen gebied van de indeling; zet die zelf in \
                 [gebied.namen].",
                row + 1,
                crate::extract::sheet::column_name(areas.area.column)
            ));
        } else {
            outcome
                .lines
                .push(line(look, &text, areas.area.level, &doubt));
        }
    }
    if more > 0 {
        outcome.remarks.push(format!(
            "Nog {more} namen zijn niet zeker; «regiobeeld controleer» noemt ze allemaal."
        ));
    }
    outcome
}

/// The line that settles a text, with the most likely meaning and the reason for the doubt.
fn line(look: &Look<'_>, text: &str, level: Option<AreaLevel>, doubt: &Doubt) -> Line {
    let code = |code: &AreaCode| format!("\"{code}\"");
    let (value, why) = match &doubt.near {
        Near::Together(codes) => {
            let codes: Vec<String> = codes.iter().map(code).collect();
            (format!("[{}]", codes.join(", ")), doubt.what.clone())
        }
        Near::OneOf(several) if is_same_name(text, several) => {
            let first = several.first().map(|(_, area)| code(area));
            (first.unwrap_or_default(), doubt.what.clone())
        }
        near => match (look.names.named(text, None, None).as_slice(), near) {
            ([one], _) => (
                code(one),
                format!(
                    "dit is geen {}, maar wel: {} ({one})",
                    level.map_or("gebied van dit niveau", AreaLevel::as_str),
                    look.gazetteer.name(one)
                ),
            ),
            (_, Near::OneOf(several)) if is_typing_error(text, several) => {
                let first = several.first().map(|(_, area)| code(area));
                (first.unwrap_or_default(), doubt.what.clone())
            }
            (_, Near::OneOf(_) | Near::Nothing | Near::Together(_)) => {
                ("\"overslaan\"".to_owned(), doubt.what.clone())
            }
        },
    };
    Line::new(&quoted(&shown(text)), value)
        .because(why)
        .proposed()
}

/// Several areas with exactly this name.
fn is_same_name(text: &str, several: &[(String, AreaCode)]) -> bool {
    let folded = fold_name(text);
    several.len() > 1
        && several.iter().all(|(name, _)| {
            places::spellings(name).contains(&folded) || name.starts_with(text.trim())
        })
}

/// One or two letters differ, in proportion to the length.
fn is_typing_error(text: &str, several: &[(String, AreaCode)]) -> bool {
    let folded = fold_name(text);
    several.first().is_some_and(|(name, _)| {
        let distance = strsim::damerau_levenshtein(&folded, &fold_name(name));
        distance * 4 <= folded.chars().count()
    })
}
