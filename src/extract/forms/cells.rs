//! Cells of rows, with regard to merged ones: a text merged over rows counts for each of them, a
//! number merged over rows is of nobody in particular.

use super::Context;
use super::heads::cell_text;
use crate::extract::fault::Spot;
use crate::extract::number::{NoNumber, Said, read as read_number};
use crate::extract::sheet::{Content, Merged, Sheet, column_name};

/// Returns the merged region that a cell lies in.
pub fn merge_of(sheet: &Sheet, row: u32, column: u32) -> Option<&Merged> {
    sheet.merged_at(row, column)
}

/// Returns the text of a cell, without blanks around it.
pub fn text_of(sheet: &Sheet, row: u32, column: u32) -> String {
    sheet
        .cell(row, column)
        .map_or_else(String::new, |cell| cell_text(&cell.content))
}

/// Returns the text of a cell below the heads; one merged over several rows counts for each.
pub fn text_below(sheet: &Sheet, heads: u32, row: u32, column: u32) -> String {
    let own = text_of(sheet, row, column);
    if !own.is_empty() {
        return own;
    }
    merge_of(sheet, row, column)
        .filter(|m| m.first_row > heads)
        .map_or_else(String::new, |m| text_of(sheet, m.first_row, m.first_column))
}

/// Reads the number of a cell. `own` are the rows that the area of this row is merged over: a
/// number merged over the same rows is of that area.
pub fn said(
    context: &Context<'_>,
    sheet: &Sheet,
    row: u32,
    column: u32,
    own: (u32, u32),
) -> Result<Said, NoNumber> {
    let read = |row: u32, column: u32| {
        read_number(
            sheet.cell(row, column),
            &context.mapping.missing,
            context.decimal,
        )
    };
    let Some(merged) = merge_of(sheet, row, column) else {
        return read(row, column);
    };
    let of_merged = read(merged.first_row, merged.first_column);
    // «x» over three rows says the same of each.
    let is_text = sheet
        .cell(merged.first_row, merged.first_column)
        .is_some_and(|cell| matches!(cell.content, Content::Text(_)));
    let is_sign = is_text && matches!(of_merged, Ok(Said::Absent(_)));
    let is_one_row = (merged.first_row, merged.last_row) == (row, row)
        || (merged.first_row, merged.last_row) == own;
    if is_sign || (is_one_row && merged.first_column == column) {
        return of_merged;
    }
    match of_merged {
        Ok(Said::Number { .. }) => Err(NoNumber::Merged),
        other => other,
    }
}

/// Returns the place of a cell.
pub fn spot(context: &Context<'_>, sheet: &Sheet, row: u32, column: u32, head: &str) -> Spot {
    context
        .on(sheet)
        .in_row(row)
        .in_column(column_name(column), head)
}

/// A short text without digits may be a sign for absence, and holds no figure.
fn sign(text: &str, why: NoNumber) -> Option<toml::Value> {
    let is_sign = why == NoNumber::Text
        && (1..=20).contains(&text.chars().count())
        && !text.chars().any(|c| c.is_ascii_digit());
    is_sign.then(|| toml::Value::String(text.to_owned()))
}

/// Records that a cell is no number, with the line to add when it looks like a sign.
pub fn no_number(context: &mut Context<'_>, spot: Spot, text: &str, why: NoNumber) {
    let what = format!("verwacht een getal; {}", why.words());
    match sign(text, why) {
        Some(sign) => context.faults.push_todo(
            spot,
            what,
            format!(
                "betekent dit dat er geen cijfer is? zet in [ontbreekt]: {sign} = \
                 \"niet_gemeten\" (of niet_gepubliceerd, geheim)"
            ),
        ),
        None => context.faults.push(spot, what),
    }
}
