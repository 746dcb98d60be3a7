//! The sizes of a table: widths of its columns, heights of its rows.
//!
//! A row with a height is set once by Typst, a row without is set two or three times. Typst may find more
//! places to end a line than are counted here, and so never needs more lines.

use serde::Serialize;

use super::columns::{groups, of_overview, of_sheet, white_before, widths};
use super::form::{Form, Place, form_of, mm};
use super::words::{Marks, Piece, cell_pieces, is_verdict, lines, pieces};
use crate::figures::{FontWeight, text_width};
use crate::report::model::{Kolom, Rij, Tabel};

/// Lengths are written in thousandths of a point: Typst has to read them.
const ROUNDED: f64 = 1000.0;
/// A hair that a column keeps of its width, in points, for rounding.
const HAIR: f64 = 0.3;
/// Lines of a table that surely stand on a page, and what a row counts for when its lines are not known.
const LINES_OF_PAGE: u32 = 54;
const LINES_OF_UNKNOWN: u32 = 6;
/// White before the last column of a sheet, in millimetres.
const SHEET_MM: f64 = 4.0;
/// Height of a capital of the font, as a share of the text size: a line of a cell is as high.
const CAPITAL: f64 = 0.714;
/// Size of the word below a verdict in the overview, in points.
const BELOW: f64 = 6.8;

/// Sizes of a table in one form, in points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sizes {
    /// The form that they were counted for.
    #[serde(flatten)]
    pub form: Form,
    /// Widths of the columns.
    pub kolommen: Vec<f64>,
    /// Heights of the rows of the header, then of the other rows; `None` when only Typst can say.
    pub hoogten: Vec<Option<f64>>,
    /// Lines of every row but those of the header; 0 when only Typst can say.
    pub regels: Vec<u32>,
    /// Whether the table surely fits on a page.
    pub heel: bool,
}

/// Returns the sizes of a table at its place.
pub fn sizes(table: &Tabel, place: Place) -> Sizes {
    let form = form_of(place, table.kolommen.len(), table.rijen.len());
    let columns = &table.kolommen;
    let (kolommen, white, marks) = match place {
        Place::Overview => (
            of_overview(columns.len(), &form),
            vec![form.side; columns.len()],
            Marks::Stacked,
        ),
        Place::Sheet => (of_sheet(&form), sheet_white(columns, &form), Marks::Full),
        _ => {
            let marks = if form.kort { Marks::Short } else { Marks::Full };
            let white = white_before(columns, form.side);
            (widths(table, &form), white, marks)
        }
    };
    // What the columns leave for text, in multiples of its size.
    let free: Vec<f64> = kolommen
        .iter()
        .zip(&white)
        .map(|(width, white)| (width - white - form.side - HAIR) / form.grootte)
        .collect();
    let counted = Counted {
        form: &form,
        free: &free,
        spaces: [FontWeight::Regular, FontWeight::Bold].map(|w| text_width(" ", w, 1.0)),
    };
    let mut hoogten = counted.header(columns, &kolommen);
    let mut regels = Vec::with_capacity(table.rijen.len());
    for row in &table.rijen {
        let lines = counted.lines_of(row, marks);
        regels.push(lines.unwrap_or(0));
        hoogten.push(match place {
            Place::Overview => lines
                .filter(|lines| *lines == 1)
                .map(|_| counted.verdicts(row)),
            _ => lines.map(|lines| counted.height(lines)),
        });
    }
    let lines = regels.iter().map(|lines| match lines {
        0 => LINES_OF_UNKNOWN,
        lines => *lines,
    });
    let rounded = |length: f64| (length * ROUNDED).round() / ROUNDED;
    Sizes {
        form,
        kolommen: kolommen.into_iter().map(rounded).collect(),
        hoogten: hoogten.into_iter().map(|high| high.map(rounded)).collect(),
        heel: lines.sum::<u32>() <= LINES_OF_PAGE,
        regels,
    }
}

/// The columns of a sheet are fixed; before its verdicts stands more white.
fn sheet_white(columns: &[Kolom], form: &Form) -> Vec<f64> {
    let mut white = vec![form.side; columns.len()];
    if let Some(last) = white.last_mut() {
        *last = mm(SHEET_MM);
    }
    white
}

/// What is needed to count lines.
struct Counted<'a> {
    form: &'a Form,
    free: &'a [f64],
    /// Width of a space, regular and bold.
    spaces: [f64; 2],
}

impl Counted<'_> {
    /// The height of a row of so many lines.
    fn height(&self, lines: u32) -> f64 {
        text_height(lines, self.form.grootte, self.form.leading) + 2.0 * self.form.ruimte
    }

    /// The height of a row of the overview: a verdict has its word below it.
    fn verdicts(&self, row: &Rij) -> f64 {
        let tinted = row.cellen.iter().filter_map(|cell| cell.symbool);
        let below = if tinted.into_iter().any(is_verdict) {
            self.form.leading * self.form.grootte + CAPITAL * BELOW
        } else {
            0.0
        };
        self.height(1) + below
    }

    /// The lines of a row; `None` when only Typst can say.
    fn lines_of(&self, row: &Rij, marks: Marks) -> Option<u32> {
        let [regular, bold] = self.spaces;
        let (weight, space) = if row.nadruk {
            (FontWeight::Bold, bold)
        } else {
            (FontWeight::Regular, regular)
        };
        let cells = row.cellen.iter().zip(self.free);
        highest(cells.map(|(cell, free)| lines(&cell_pieces(cell, weight, marks), *free, space)))
    }

    /// Heights of the rows of the header: one, or two when columns share a group. A column without a
    /// group spans both.
    fn header(&self, columns: &[Kolom], widths: &[f64]) -> Vec<Option<f64>> {
        let [_, space] = self.spaces;
        let of = |text: &str, free: f64| {
            let pieces: Vec<Piece> = pieces(text, FontWeight::Bold, 1.0);
            lines(&pieces, free, space)
        };
        let each = || columns.iter().zip(self.free);
        let groups = groups(columns);
        if groups.is_empty() {
            let lines = highest(each().map(|(column, free)| of(&column.kop, *free)));
            return vec![lines.map(|lines| self.height(lines))];
        }
        let above = highest(groups.iter().map(|&(first, count)| {
            let others: f64 = widths.iter().skip(first + 1).take(count - 1).sum();
            let free = self.free.get(first)? + others / self.form.grootte;
            of(&columns.get(first)?.groep, free)
        }));
        let part = |grouped: bool| {
            let of_part = each().filter(move |(column, _)| column.groep.is_empty() != grouped);
            highest(of_part.map(|(column, free)| of(&column.kop, *free)))
        };
        let (Some(above), Some(below), Some(over)) = (above, part(true), part(false)) else {
            return vec![None, None];
        };
        let first = self.height(above);
        let second = self.height(below).max(self.height(over) - first);
        vec![Some(first), Some(second)]
    }
}

/// The most lines of a row, at least one; `None` when one cell has none.
fn highest(mut lines: impl Iterator<Item = Option<u32>>) -> Option<u32> {
    lines.try_fold(1, |most, lines| Some(most.max(lines?)))
}

/// Returns the height of a text of so many lines, in points.
pub fn text_height(lines: u32, size: f64, leading: f64) -> f64 {
    if lines == 0 {
        return 0.0;
    }
    let lines = f64::from(lines);
    (lines * CAPITAL + (lines - 1.0) * leading) * size
}

/// Returns how many lines a text needs in a width, in points; `None` when only Typst can say.
pub fn lines_in(pieces: &[Piece], width: f64, size: f64) -> Option<u32> {
    let space = text_width(" ", FontWeight::Regular, 1.0);
    lines(pieces, (width - HAIR) / size, space)
}

#[cfg(test)]
#[path = "sizes_tests.rs"]
mod tests;
