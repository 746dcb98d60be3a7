//! The layout of a sheet of a tabellenboek: blocks with a row of heads and a row of per cent signs
//! over them, and the columns that are about one area in one year.

use super::Context;
use super::cells::{no_number, spot, text_of};
use super::words::parse_year;
use crate::area::{AreaCode, fold_name};
use crate::extract::mapping::{Given, LocalIndicator, Means};
use crate::extract::number::{Said, read as read_number};
use crate::extract::places::{self, Written};
use crate::extract::sheet::{Content, Sheet};
use crate::period::Year;

/// Column of the variable.
pub const CODE: u32 = 0;
/// First column with figures.
const FIRST: u32 = 2;
/// Text in column A of the row with numbers of respondents.
const RESPONDENTS: &str = "aantallen";
/// First word of the head of a column that is about everyone in an area.
const EVERYONE: &str = "totaal";

/// A column that is about one area in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Column.
    pub column: u32,
    /// Area.
    pub area: AreaCode,
    /// Year; none when the head has none.
    pub year: Option<Year>,
    /// Text of the head, without the area.
    pub head: String,
    /// Respondents.
    pub respondents: Option<Said>,
}

/// The rows under one row of heads.
pub struct Block {
    /// Row of the heads, from 0.
    pub heads: u32,
    /// Columns about areas.
    pub groups: Vec<Group>,
}

/// Returns the blocks of a sheet, from top to bottom.
pub fn blocks(context: &mut Context<'_>, sheet: &Sheet) -> Vec<Block> {
    let numbers: Vec<u32> = sheet
        .rows()
        .map(|(row, _)| row)
        .filter(|row| fold_name(&text_of(sheet, *row, CODE)) == RESPONDENTS)
        .collect();
    let rows = heads_rows(sheet, &numbers);
    let mut told = std::collections::BTreeSet::new();
    let mut blocks = Vec::new();
    for (at, heads) in rows.iter().enumerate() {
        let next = rows.get(at + 1).copied().unwrap_or(u32::MAX);
        let mut groups = groups(context, sheet, *heads, &mut told);
        // Its own row of numbers, else the last one above it.
        let own = numbers.iter().find(|row| (*heads..next).contains(*row));
        let above = numbers.iter().rev().find(|row| *row < heads);
        if let Some(row) = own.or(above) {
            for group in &mut groups {
                let is_same = own.is_some() || same_head(sheet, &rows, *row, *heads, group.column);
                if is_same {
                    group.respondents = respondents(context, sheet, *row, group.column, &mut told);
                }
            }
        }
        blocks.push(Block {
            heads: *heads,
            groups,
        });
    }
    blocks
}

/// The rows of heads: each one above a row of per cent signs.
fn heads_rows(sheet: &Sheet, numbers: &[u32]) -> Vec<u32> {
    let is_signs = |cells: &[(u32, crate::extract::sheet::Cell)]| {
        let mut figures = cells
            .iter()
            .filter(|(column, _)| *column >= FIRST)
            .peekable();
        figures.peek().is_some() && figures.all(|(_, cell)| super::cell_text(&cell.content) == "%")
    };
    let filled: Vec<u32> = sheet.rows().map(|(row, _)| row).collect();
    let signs = sheet.rows().filter(|(_, cells)| is_signs(cells));
    signs
        .filter_map(|(signs, _)| {
            // Numbers of respondents can stand between the heads and the signs.
            let above = filled.iter().rev().filter(|row| **row < signs);
            above.copied().find(|row| !numbers.contains(row))
        })
        .collect()
}

/// Whether a column is about the same in the block that the row of numbers stands in.
fn same_head(sheet: &Sheet, rows: &[u32], numbers: u32, heads: u32, column: u32) -> bool {
    let other = rows.iter().rev().find(|row| **row < numbers);
    other.is_none_or(|other| {
        fold_name(&text_of(sheet, *other, column)) == fold_name(&text_of(sheet, heads, column))
    })
}

fn respondents(
    context: &mut Context<'_>,
    sheet: &Sheet,
    row: u32,
    column: u32,
    told: &mut std::collections::BTreeSet<String>,
) -> Option<Said> {
    let cell = sheet.cell(row, column);
    match read_number(cell, &context.mapping.missing, context.decimal) {
        Ok(said) => Some(said),
        Err(why) => {
            let spot = spot(context, sheet, row, column, "");
            if told.insert(spot.to_string()) {
                no_number(context, spot, &text_of(sheet, row, column), why);
            }
            None
        }
    }
}

fn groups(
    context: &mut Context<'_>,
    sheet: &Sheet,
    heads: u32,
    told: &mut std::collections::BTreeSet<String>,
) -> Vec<Group> {
    let cells: Vec<(u32, bool)> = sheet
        .rows()
        .find(|(row, _)| *row == heads)
        .map(|(_, cells)| {
            let each = cells.iter().filter(|(column, _)| *column >= FIRST);
            each.map(|(column, cell)| (*column, matches!(cell.content, Content::Number(_))))
                .collect()
        })
        .unwrap_or_default();
    let mut groups = Vec::new();
    for (column, is_number) in cells {
        let head = text_of(sheet, heads, column);
        // A bare number over a column is a year or nothing.
        if is_number && parse_year(&head).is_none() {
            continue;
        }
        let head = Head::of(&head);
        let name = if head.name.is_empty() {
            sheet.name.clone()
        } else {
            head.name.clone()
        };
        match area(context, &name) {
            Ok(Some(area)) => groups.push(Group {
                column,
                area,
                year: head.year,
                head: name,
                respondents: None,
            }),
            Ok(None) => {}
            Err(doubt) => {
                // Heads of crossings, such as «Man», are no areas.
                if (head.is_everyone || doubt.several) && told.insert(name) {
                    let spot = spot(context, sheet, heads, column, "");
                    context.faults.push_todo(spot, doubt.what, doubt.todo);
                }
            }
        }
    }
    groups
}

/// What a head says.
struct Head {
    is_everyone: bool,
    year: Option<Year>,
    name: String,
}

impl Head {
    /// «Totaal Zwolle 2024» is everyone in Zwolle in 2024.
    fn of(text: &str) -> Self {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        let plain = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
            parse_year(word)
        };
        let at = words.iter().position(|word| plain(word).is_some());
        let year = at.and_then(|at| plain(words.remove(at)));
        let is_everyone = words
            .first()
            .is_some_and(|word| fold_name(word) == EVERYONE);
        if is_everyone {
            words.remove(0);
        }
        Self {
            is_everyone: is_everyone || words.is_empty(),
            year,
            name: words.join(" "),
        }
    }
}

/// The area of a head: of the level of the mapping, else of any level. None when it is skipped.
fn area(context: &Context<'_>, name: &str) -> Result<Option<AreaCode>, places::Doubt> {
    let find = |level| {
        let written = Written {
            text: name,
            level,
            gemeente: None,
            candidates: true,
        };
        let mut rules = context.mapping.area.clone();
        rules.level = level;
        places::find(context.gazetteer, &rules, &written)
    };
    let own = context.mapping.area.level;
    let found = match (find(own), own) {
        (Err(doubt), Some(_)) if !doubt.several => find(None),
        (found, _) => found,
    };
    match found? {
        Means::Area(area) => Ok(Some(area)),
        Means::Together(_) | Means::Skip => Ok(None),
    }
}

/// The year of a column; a year in the mapping chooses columns.
pub fn year(local: &LocalIndicator, group: &Group) -> Result<Option<Year>, &'static str> {
    match (&local.period, group.year) {
        (Some(Given::Fixed(wanted)), Some(own)) => Ok((*wanted == own).then_some(own)),
        (Some(Given::Fixed(wanted)), None) => Ok(Some(*wanted)),
        (_, Some(own)) => Ok(Some(own)),
        (_, None) => Err("verwacht een jaar in de kop van de kolom, zoals «Totaal Zwolle 2024»"),
    }
}
