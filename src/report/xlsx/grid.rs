//! A sheet with one table: a line that says what it is, heads that stay in view, a filter, and the
//! same paper for all sheets.

use super::cell::Value;
use super::looks::Look;
use super::sheet::{Extent, Lines, Sheet, View, letters};
use super::strings::Strings;

/// Line of the heads: below the line that says what the sheet is.
const HEADS: usize = 2;
/// Attributes of the line of heads: its height in points, for three lines of text.
const HEAD_HEIGHT: &str = " ht=\"48\" customHeight=\"1\"";

/// Head of a column.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    /// The word.
    pub name: &'static str,
    /// Width of the column in characters.
    pub width: f64,
}

/// Returns a head.
pub const fn head(name: &'static str, width: f64) -> Head {
    Head { name, width }
}

/// A table on a sheet of its own.
#[derive(Debug, Clone, Copy)]
pub struct Grid<'a> {
    /// Name of the sheet.
    pub name: &'a str,
    /// What the sheet is, above the table.
    pub notice: &'a str,
    /// Heads of the columns.
    pub heads: &'a [Head],
    /// Columns that stay in view.
    pub frozen: usize,
    /// Columns that are printed; the first ones.
    pub printed: usize,
    /// Whether anything on the sheet is made up: then every printed page says so.
    pub made_up: bool,
}

impl Grid<'_> {
    /// Writes the sheet.
    pub fn write<'v>(
        &self,
        strings: &mut Strings,
        rows: impl IntoIterator<Item = Vec<Value<'v>>>,
    ) -> Sheet {
        let rows = rows.into_iter();
        let mut lines = Lines::new(strings, self.heads.len(), HEADS + rows.size_hint().0);
        let notice = Value::text(self.notice);
        lines.add_in("", [(&notice, Look::Notice)].into_iter());
        let heads: Vec<Value<'_>> = self
            .heads
            .iter()
            .map(|head| Value::text(head.name))
            .collect();
        lines.add_in(HEAD_HEIGHT, heads.iter().map(|head| (head, Look::Head)));
        for cells in rows {
            lines.add(&cells);
        }
        let letter = |columns: usize| letters(columns.max(1) - 1);
        let table = Extent {
            heads: HEADS,
            // A filter without lines below it is refused.
            last: lines.count().max(HEADS + 1),
            column: letter(self.heads.len()),
            printed: letter(self.printed),
        };
        let view = View {
            frozen: Some((self.frozen, HEADS)),
            heads: self.heads,
            made_up: self.made_up,
        };
        lines.finish(self.name, view, Some(table))
    }
}
