//! Where on a sheet the table stands: titles above it, the row of heads, a row of units, the rows
//! with areas, totals and notes below.

use super::area::{self, AreaColumn};
use super::draft::is_unsafe;
use super::look::{Kind, Look, is_number, merged_text};
use super::names;
use super::roles::plausible_year;
use crate::area::fold_name;
use crate::extract::forms::{CLOSING, Heads, text_of};
use crate::extract::mapping::AreaKind;
use crate::extract::sheet::{Sheet, column_name};

/// How far above the first area the heads are looked for.
const ABOVE: u32 = 60;
/// Texts that say a unit and nothing else.
const UNITS: [&str; 18] = [
    "%",
    "(%)",
    "n",
    "(n)",
    "aantal",
    "procent",
    "percentage",
    "perc",
    "pct",
    "in %",
    "abs",
    "absoluut",
    "per 1000",
    "per 1.000",
    "per 1 000",
    "per 1.000 inwoners",
    "km",
    "jaar",
];
/// A table on a sheet.
pub struct Table<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Its heads.
    pub heads: Heads,
    /// The column with the areas.
    pub area: AreaColumn,
    /// Row of units under the heads.
    pub unit_row: Option<u32>,
    /// Texts above the heads.
    pub titles: Vec<(u32, String)>,
    /// Rows with an area.
    pub rows: Vec<u32>,
    /// Rows below the table.
    pub below: Vec<u32>,
}

/// Finds the table of a sheet; none without areas or without heads.
pub fn find<'a>(look: &Look<'_>, sheet: &'a Sheet) -> Option<Table<'a>> {
    let area = area::choose(look, sheet)?;
    let (header, unit_row) = area
        .first_rows
        .iter()
        .find_map(|first| header_row(look, sheet, area.column, *first))?;
    let (rows, below) = rows(look, sheet, &area, unit_row.unwrap_or(header));
    if rows.is_empty() {
        return None;
    }
    let titles = sheet
        .rows()
        .take_while(|(row, _)| *row < header)
        .flat_map(|(row, cells)| cells.iter().map(move |(column, _)| (row, *column)))
        .map(|(row, column)| (row, text_of(sheet, row, column)))
        .filter(|(_, text)| !text.is_empty() && !is_number(text))
        .take(40)
        .collect();
    Some(Table {
        sheet,
        heads: Heads::at(sheet, header),
        area,
        unit_row,
        titles,
        rows,
        below,
    })
}

/// The row of heads above the first area, and the row of units between both.
fn header_row(look: &Look<'_>, sheet: &Sheet, area: u32, first: u32) -> Option<(u32, Option<u32>)> {
    let mut unit_row = None;
    let filled: Vec<u32> = sheet
        .rows()
        .map(|(row, _)| row)
        .filter(|row| *row < first && row + ABOVE >= first)
        .filter(|row| !texts(sheet, *row).is_empty())
        .collect();
    for (index, row) in filled.iter().enumerate().rev() {
        let above = index.checked_sub(1).and_then(|index| filled.get(index));
        if unit_row.is_none() && is_unit_row(sheet, *row, above.copied()) {
            unit_row = Some(*row);
        } else if is_head_row(look, sheet, *row, area) {
            return Some((*row, unit_row));
        }
    }
    None
}

fn texts(sheet: &Sheet, row: u32) -> Vec<(u32, String)> {
    let cells = sheet.rows().find(|(number, _)| *number == row);
    cells
        .into_iter()
        .flat_map(|(_, cells)| cells.iter().map(|(column, _)| *column))
        .map(|column| (column, text_of(sheet, row, column)))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// Units under heads of their own; under a head over several columns they are the heads.
fn is_unit_row(sheet: &Sheet, row: u32, above: Option<u32>) -> bool {
    let cells = texts(sheet, row);
    let Some(above) = above else {
        return false;
    };
    cells.iter().all(|(column, text)| {
        UNITS.contains(&text.to_lowercase().as_str()) && !text_of(sheet, above, *column).is_empty()
    })
}

/// A row of heads has words in more cells than numbers, and more than a title has.
fn is_head_row(look: &Look<'_>, sheet: &Sheet, row: u32, area: u32) -> bool {
    let mut words = 0;
    let mut numbers = 0;
    for (column, text) in texts(sheet, row) {
        let is_year = plausible_year(&text).is_some();
        match look.kind(sheet, row, column) {
            _ if is_year => words += 1,
            Kind::Number(..) | Kind::Other => numbers += 1,
            Kind::Text(text) if text.chars().any(char::is_alphanumeric) => words += 1,
            Kind::Text(_) | Kind::KnownSign | Kind::Empty => {}
        }
    }
    let over_areas = !merged_text(sheet, row, area).is_empty();
    words > numbers && (words > 2 || (words == 2 && (over_areas || area == 0)))
}

/// The rows with areas, and those below that sum up or explain.
fn rows(look: &Look<'_>, sheet: &Sheet, area: &AreaColumn, head: u32) -> (Vec<u32>, Vec<u32>) {
    let mut rows: Vec<(u32, bool)> = Vec::new();
    let mut before = head;
    let mut after_gap = false;
    let mut below = Vec::new();
    for (row, cells) in sheet.rows().filter(|(row, _)| *row > head) {
        let is_blank = cells
            .iter()
            .all(|(column, _)| text_of(sheet, row, *column).is_empty());
        if is_blank {
            continue;
        }
        after_gap |= row > before + 1;
        before = row;
        let text = merged_text(sheet, row, area.column);
        if text.is_empty() {
            continue;
        }
        let known = is_area(look, area, &text);
        if known {
            // Notes between two parts of a table are no end of it.
            rows.extend(below.drain(..).map(|row| (row, false)));
            rows.push((row, true));
        } else if after_gap && (area.found > 0 || closes(&text)) {
            below.push(row);
        } else {
            rows.push((row, false));
        }
    }
    (rows.into_iter().map(|(row, _)| row).collect(), below)
}

fn closes(text: &str) -> bool {
    let folded = fold_name(text);
    text.starts_with('*') || CLOSING.iter().any(|word| folded.starts_with(word))
}

fn is_area(look: &Look<'_>, area: &AreaColumn, text: &str) -> bool {
    let by_code = || names::of_code(look.gazetteer, text, area.level).is_some();
    let by_name = || !look.names.named(text, area.level, None).is_empty();
    match area.kind {
        AreaKind::Code => by_code(),
        AreaKind::Name => by_name(),
        AreaKind::Either => by_code() || by_name(),
    }
}

/// Returns the text with which a mapping names a column: its head when that finds the column and
/// cannot be a figure, else its letter.
pub fn head(heads: &Heads, column: u32) -> String {
    for text in [heads.text(column), heads.full(column)] {
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        let is_figure = is_number(&text) && plausible_year(&text).is_none();
        if !text.is_empty()
            && !is_figure
            && !text.chars().any(is_unsafe)
            && heads.column(&text) == Ok(column)
        {
            return text;
        }
    }
    format!("[{}]", column_name(column))
}
