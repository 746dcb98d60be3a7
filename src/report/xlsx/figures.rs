//! The sheets with figures: one per theme.

use super::Line;
use super::cell::Value;
use super::columns::{COLUMNS, PRINTED};
use super::grid::{Grid, Head, head};
use super::sheet::{Lines, Sheet, View};
use super::strings::Strings;
use crate::indicators::IndicatorTable;
use crate::themes::Theme;

/// Columns that stay in view: the area and the indicator.
const FROZEN: usize = 2;
/// A sheet that holds one line of text.
const ONE_LINE: [Head; 1] = [head("", 120.0)];

/// Writes a sheet with figures; the name of the sheet and what must be known about all of them.
pub fn write(strings: &mut Strings, (name, notice): (&str, &str), lines: &[Line<'_>]) -> Sheet {
    let made_up = lines.iter().any(Line::is_fictitious);
    // A made-up figure says so above the table too, where nobody can filter it away.
    let mark = if made_up {
        "FICTIEF: op dit blad staan verzonnen cijfers. "
    } else {
        ""
    };
    let notice = format!("{mark}{name}. {notice}");
    let heads: Vec<Head> = COLUMNS.iter().map(|column| column.head).collect();
    let grid = Grid {
        name,
        notice: notice.trim(),
        heads: &heads,
        frozen: FROZEN,
        printed: PRINTED,
        made_up,
    };
    let rows = lines.iter().map(|line| -> Vec<Value<'_>> {
        let cells = COLUMNS.iter().map(|column| (column.value)(line));
        cells.collect()
    });
    grid.write(strings, rows)
}

/// Writes the sheet of a theme without figures: one line that says why.
pub fn empty(strings: &mut Strings, theme: Theme, table: &IndicatorTable) -> Sheet {
    let reasons: Vec<String> = table
        .unavailable
        .iter()
        .filter(|missing| missing.indicator.thema == theme)
        .map(|missing| format!("{}: {}.", missing.indicator.label, missing.reason))
        .collect();
    let why = format!(
        "Er staan geen cijfers op dit blad. {}",
        if reasons.is_empty() {
            "De bronnen gaven voor dit gebied geen cijfers over dit thema.".to_owned()
        } else {
            reasons.join(" ")
        }
    );
    let mut lines = Lines::new(strings, ONE_LINE.len(), 1);
    lines.add(&[Value::text(why)]);
    let view = View {
        frozen: None,
        heads: &ONE_LINE,
        made_up: false,
    };
    lines.finish(theme.title(), view, None)
}
