//! Which column holds the areas, and how they are written: the column in which most areas are
//! found wins, never the one with the nicest head.

use std::collections::BTreeSet;

use super::look::{Look, is_number, merged_text};
use super::names;
use crate::area::{AreaCode, AreaLevel, GemeenteCode, fold_name};
use crate::extract::forms::{cell_text, text_of};
use crate::extract::mapping::AreaKind;
use crate::extract::sheet::Sheet;

/// Columns in which areas are looked for.
const COLUMNS: u32 = 60;
/// Rows with a text that are looked at per column.
const ROWS: usize = 150;
/// Rows in which those texts are looked for.
const TOP: usize = 3000;
/// How many of the first rows with areas are kept.
const FIRST: usize = 10;
/// Ways in which areas can be written, the more certain ones first.
const WAYS: [(AreaKind, Option<AreaLevel>); 11] = [
    (AreaKind::Code, None),
    (AreaKind::Code, Some(AreaLevel::Wijk)),
    (AreaKind::Code, Some(AreaLevel::Gemeente)),
    (AreaKind::Name, Some(AreaLevel::Wijk)),
    (AreaKind::Name, Some(AreaLevel::Gemeente)),
    (AreaKind::Name, Some(AreaLevel::Ggd)),
    (AreaKind::Name, Some(AreaLevel::Provincie)),
    (AreaKind::Name, None),
    (AreaKind::Either, None),
    (AreaKind::Either, Some(AreaLevel::Wijk)),
    (AreaKind::Either, Some(AreaLevel::Gemeente)),
];
/// Words over a column of bare numbers that make it a column of codes.
const CODE_WORDS: [&str; 7] = ["gemeente", "gm", "wijk", "wk", "gebied", "regio", "geo"];
/// Heads of a column with areas, where no area can be recognised.
const HEADS: [(&str, Option<AreaLevel>); 8] = [
    ("wijk", Some(AreaLevel::Wijk)),
    ("wijknaam", Some(AreaLevel::Wijk)),
    ("naam wijk", Some(AreaLevel::Wijk)),
    ("wijken", Some(AreaLevel::Wijk)),
    ("gemeente", Some(AreaLevel::Gemeente)),
    ("gemeentenaam", Some(AreaLevel::Gemeente)),
    ("gebied", None),
    ("gebiedsnaam", None),
];

/// The column with the areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaColumn {
    /// Column.
    pub column: u32,
    /// Codes or names.
    pub kind: AreaKind,
    /// Level.
    pub level: Option<AreaLevel>,
    /// Column with the gemeente of a wijk.
    pub gemeente: Option<u32>,
    /// First rows with an area; a title over two cells can be the first of them.
    pub first_rows: Vec<u32>,
    /// How many areas were found among the rows that were looked at.
    pub found: usize,
    /// Texts that can be several areas.
    pub unclear: usize,
}

impl AreaColumn {
    /// Returns a column that is known to hold areas by its head: nothing of it was looked at.
    pub const fn at(column: u32) -> Self {
        Self {
            column,
            kind: AreaKind::Either,
            level: None,
            gemeente: None,
            first_rows: Vec::new(),
            found: 0,
            unclear: 0,
        }
    }
}

struct Sample {
    column: u32,
    rows: Vec<(u32, String)>,
    /// Whether every text is a bare number.
    bare: bool,
}

/// Chooses the column with the areas of a sheet.
pub fn choose(look: &Look<'_>, sheet: &Sheet) -> Option<AreaColumn> {
    let samples: Vec<Sample> = (0..COLUMNS)
        .map(|column| sample(sheet, column))
        .filter(|sample| !sample.rows.is_empty())
        .collect();
    let gemeenten: Vec<u32> = samples
        .iter()
        .filter(|sample| !sample.bare && holds_gemeenten(look, sample))
        .map(|sample| sample.column)
        .collect();
    let mut best: Option<(Score, AreaColumn)> = None;
    for sample in &samples {
        for (order, (kind, level)) in WAYS.into_iter().enumerate() {
            let within: Vec<Option<u32>> = if (kind, level) == WAYS[3] {
                let others = gemeenten.iter().filter(|column| **column != sample.column);
                others.map(|column| Some(*column)).chain([None]).collect()
            } else {
                vec![None]
            };
            for gemeente in within {
                let Some((score, found)) =
                    assess(look, sheet, sample, (kind, level), gemeente, order)
                else {
                    continue;
                };
                if best.as_ref().is_none_or(|(other, _)| score > *other) {
                    best = Some((score, found));
                }
            }
        }
    }
    best.map(|(_, found)| found)
        .or_else(|| by_head(look, sheet))
}

/// Twice the areas that are certain and once the doubtful ones; then the finer level; then the
/// more certain way of writing.
type Score = (usize, u8, std::cmp::Reverse<usize>);

fn sample(sheet: &Sheet, column: u32) -> Sample {
    let rows: Vec<(u32, String)> = sheet
        .rows()
        .take(TOP)
        // A text that stands alone is a title or a note, such as «GGD IJsselland».
        .filter(|(_, cells)| {
            let mut filled = cells
                .iter()
                .filter(|(_, cell)| !cell_text(&cell.content).is_empty());
            filled.nth(1).is_some()
        })
        .map(|(row, _)| (row, text_of(sheet, row, column)))
        .filter(|(_, text)| !text.is_empty() && text.len() <= 120)
        .take(ROWS)
        .collect();
    let numbers = rows.iter().filter(|(_, text)| is_number(text)).count();
    Sample {
        column,
        bare: numbers * 2 > rows.len(),
        rows,
    }
}

fn holds_gemeenten(look: &Look<'_>, sample: &Sample) -> bool {
    let found = |text: &str| names::gemeente(look.gazetteer, &look.names, text).is_some();
    let hits: Vec<bool> = sample.rows.iter().map(|(_, text)| found(text)).collect();
    let Some(first) = hits.iter().position(|hit| *hit) else {
        return false;
    };
    let last = hits.iter().rposition(|hit| *hit).unwrap_or(first);
    let within = &hits[first..=last];
    within.iter().filter(|hit| **hit).count() * 5 >= within.len() * 4
}

/// What one text means in one way of writing.
fn means(
    look: &Look<'_>,
    text: &str,
    (kind, level): (AreaKind, Option<AreaLevel>),
    within: Option<GemeenteCode>,
) -> Vec<AreaCode> {
    let code = || {
        names::of_code(look.gazetteer, text, level)
            .into_iter()
            .collect()
    };
    let name = || {
        look.names
            .named(text, level, within)
            .into_iter()
            .cloned()
            .collect()
    };
    match kind {
        AreaKind::Code => code(),
        AreaKind::Name => name(),
        AreaKind::Either => {
            let found: Vec<AreaCode> = code();
            if found.is_empty() { name() } else { found }
        }
    }
}

fn assess(
    look: &Look<'_>,
    sheet: &Sheet,
    sample: &Sample,
    way: (AreaKind, Option<AreaLevel>),
    gemeente: Option<u32>,
    order: usize,
) -> Option<(Score, AreaColumn)> {
    let mut sure = BTreeSet::new();
    let mut unclear = BTreeSet::new();
    let mut hits = Vec::new();
    for (index, (row, text)) in sample.rows.iter().enumerate() {
        let within = gemeente
            .map(|column| merged_text(sheet, *row, column))
            .and_then(|text| names::gemeente(look.gazetteer, &look.names, &text));
        match means(look, text, way, within).as_slice() {
            [] => continue,
            [one] => {
                sure.insert(one.clone());
            }
            _ => {
                unclear.insert(text.clone());
            }
        }
        hits.push(index);
    }
    let (first, last) = (*hits.first()?, *hits.last()?);
    let among = last - first + 1;
    let first_row = sample.rows.get(first).map(|(row, _)| *row)?;
    let enough = if sample.bare {
        hits.len() * 10 >= among * 9 && has_code_word(sheet, sample.column, first_row)
    } else {
        hits.len() * 2 >= among
    };
    if !enough || (gemeente.is_none() && sure.is_empty() && unclear.len() < 2) {
        return None;
    }
    let common = common_level(&sure);
    let level = level_of(sample, way, common);
    let fineness = match common.or(level) {
        Some(AreaLevel::Wijk) => 2,
        Some(AreaLevel::Gemeente) => 1,
        _ => 0,
    };
    let score = (
        sure.len() * 2 + unclear.len(),
        fineness,
        std::cmp::Reverse(order),
    );
    Some((
        score,
        AreaColumn {
            column: sample.column,
            kind: way.0,
            level,
            gemeente,
            first_rows: hits
                .iter()
                .filter_map(|index| sample.rows.get(*index).map(|(row, _)| *row))
                .take(FIRST)
                .collect(),
            found: sure.len(),
            unclear: unclear.len(),
        },
    ))
}

/// GM0193 is a gemeente, whatever the level that was asked for.
fn level_of(
    sample: &Sample,
    way: (AreaKind, Option<AreaLevel>),
    common: Option<AreaLevel>,
) -> Option<AreaLevel> {
    match way.0 {
        _ if sample.bare => way.1,
        AreaKind::Code => common,
        AreaKind::Name => way.1,
        AreaKind::Either => common.or(way.1),
    }
}

fn common_level(areas: &BTreeSet<AreaCode>) -> Option<AreaLevel> {
    let mut levels = areas.iter().map(AreaCode::level);
    let first = levels.next()?;
    levels.all(|level| level == first).then_some(first)
}

/// Says whether the texts over a column of numbers speak of areas.
fn has_code_word(sheet: &Sheet, column: u32, first_row: u32) -> bool {
    (first_row.saturating_sub(5)..first_row).any(|row| {
        let folded = fold_name(&text_of(sheet, row, column));
        let mut words = folded.split(' ');
        words.any(|word| CODE_WORDS.iter().any(|known| word.starts_with(known)))
    })
}

/// Without any area that is known, the head of the column must do.
fn by_head(look: &Look<'_>, sheet: &Sheet) -> Option<AreaColumn> {
    for (row, cells) in sheet.rows().take(ROWS).filter(|(_, cells)| cells.len() > 1) {
        for (column, _) in cells {
            let folded = fold_name(&text_of(sheet, row, *column));
            let Some((_, level)) = HEADS.iter().find(|(head, _)| *head == folded) else {
                continue;
            };
            let below = sheet.rows().map(|(below, _)| below).find(|below| {
                *below > row
                    && matches!(
                        look.kind(sheet, *below, *column),
                        super::look::Kind::Text(_)
                    )
            });
            if let Some(first_row) = below {
                return Some(AreaColumn {
                    column: *column,
                    kind: AreaKind::Name,
                    level: *level,
                    gemeente: None,
                    first_rows: vec![first_row],
                    found: 0,
                    unclear: 0,
                });
            }
        }
    }
    None
}
