//! How wide the columns of a table are, in points.
//!
//! A narrow column is as wide as its widest value and, where there is room, as its heading over two lines;
//! else as the longest word of its heading. What room is left between the two is shared, so that the
//! first column does not take it all. Why a value is missing may wrap where room is scarce.

use super::form::{Form, mm, number};
use super::words::{Marks, cell_width, heading_widths, longest_piece, needed_width};
use crate::figures::FontWeight;
use crate::report::model::{Kolom, KolomBreedte, Tabel, Uitlijning};

/// White between the columns of one group and the next column, in millimetres.
const GROUP_MM: f64 = 3.2;
/// White between the columns of a group, in millimetres.
const IN_GROUP_MM: f64 = 1.8;
/// Widths in millimetres that a column of texts has at least, and the names of the rows at most where
/// room is scarce.
const TEXTS_MM: f64 = 36.0;
/// The names of the rows take at most this part of a table.
const MOST_NAMES: f64 = 0.62;
/// A column of texts beside others may ask for this width in millimetres; longer texts wrap.
const WRAP_MM: f64 = 30.0;
/// Least width in millimetres of a column that takes what the others leave.
const LEAST_MM: f64 = 20.0;
/// Width in millimetres that the longest word of a heading may ask for.
const WORD_MM: f64 = 22.0;
/// The same for the words over a group: its longest word, and all of them over two lines.
const GROUP_WORD_MM: [f64; 2] = [26.0, 46.0];
/// Width in millimetres of the names of the rows of a small table on a wide page.
const NAMES_MM: f64 = 70.0;
/// Most room in millimetres that a column of numbers gets beside its own; more where all stand left.
const SPARE_MM: [f64; 2] = [3.0, 24.0];
/// The fixed columns of a sheet after the first, in millimetres: all sheets can be laid side by side.
const SHEET_MM: [f64; 4] = [33.0, 18.0, 18.0, 38.0];
/// The names of the rows of the overview, in millimetres.
const OVERVIEW_NAMES_MM: f64 = 42.0;

/// The columns that share a heading: the first, and how many.
pub fn groups(columns: &[Kolom]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut before = "";
    for (at, column) in columns.iter().enumerate() {
        if !column.groep.is_empty() {
            match found.last_mut() {
                Some((_, count)) if column.groep == before => *count += 1,
                _ => found.push((at, 1)),
            }
        }
        before = &column.groep;
    }
    found
}

/// The white before every column: more where a group ends or starts than inside it.
pub fn white_before(columns: &[Kolom], side: f64) -> Vec<f64> {
    let mut white = vec![side; columns.len()];
    for (first, count) in groups(columns) {
        for inside in white.iter_mut().skip(first + 1).take(count - 1) {
            *inside = side.max(mm(IN_GROUP_MM));
        }
        for edge in [first, first + count] {
            if edge > 0
                && let Some(edge) = white.get_mut(edge)
            {
                *edge = mm(GROUP_MM);
            }
        }
    }
    white
}

/// The widths of a table of a sheet.
pub fn of_sheet(form: &Form) -> Vec<f64> {
    let rest = SHEET_MM.map(mm);
    let names = form.breedte - rest.iter().sum::<f64>();
    [&[names], rest.as_slice()].concat()
}

/// The widths of the overview: the names, and equal columns.
pub fn of_overview(columns: usize, form: &Form) -> Vec<f64> {
    let names = mm(OVERVIEW_NAMES_MM);
    let others = columns.saturating_sub(1);
    let each = (form.breedte - names) / number(others.max(1));
    let mut widths = vec![each; others];
    widths.insert(0, names);
    widths
}

/// What a column asks for: where room is scarce, and where it is ample.
type Wish = [f64; 2];

/// The widths of the columns of an ordinary table.
pub fn widths(table: &Tabel, form: &Form) -> Vec<f64> {
    let columns = table.kolommen.as_slice();
    let wishes = wishes(table, form);
    let sum = |which: usize| wishes.iter().map(|wish| wish[which]).sum::<f64>();
    let (scarce, ample) = (sum(0), sum(1));
    let share = if ample <= form.breedte.max(scarce) {
        1.0
    } else {
        ((form.breedte - scarce) / (ample - scarce)).max(0.0)
    };
    let rest = form.breedte - ample;
    let spare = spare(columns, rest);
    // One topic: its figures stay near the names of the rows.
    let dense = groups(columns).len() == 1 && columns.len() <= 3 && rest > mm(NAMES_MM);
    let each = columns.iter().zip(&wishes);
    let fixed: Vec<Result<f64, f64>> = each
        .map(|(column, [least, most])| match column.breedte {
            KolomBreedte::Breed => Err(2.0),
            KolomBreedte::Rekbaar if dense => Ok(mm(NAMES_MM)),
            KolomBreedte::Rekbaar => Err(1.0),
            KolomBreedte::Smal => Ok(least + share * (most - least) + spare),
        })
        .collect();
    share_out(&fixed, form.breedte)
}

/// Fixed widths as they are, and the rest of the table in shares. Where that leaves a share too little,
/// the fixed widths give way, or texts would stand over each other.
fn share_out(fixed: &[Result<f64, f64>], whole: f64) -> Vec<f64> {
    let taken: f64 = fixed.iter().filter_map(|width| width.ok()).sum();
    let shares: f64 = fixed.iter().filter_map(|width| width.err()).sum();
    let least = (mm(LEAST_MM) * shares).min(whole);
    let free = (whole - taken).max(least);
    let squeeze = if taken + free > whole && shares > 0.0 {
        (whole - free) / taken
    } else {
        1.0
    };
    let width = |width: &Result<f64, f64>| match width {
        Ok(width) => width * squeeze,
        Err(share) => free * share / shares,
    };
    fixed.iter().map(width).collect()
}

fn wishes(table: &Tabel, form: &Form) -> Vec<Wish> {
    let columns = &table.kolommen;
    let white = white_before(columns, form.side);
    let one_wide = one_wide(columns);
    let wish = |(at, (column, white)): (usize, (&Kolom, &f64))| {
        let [needed, whole] = content(table, at, form);
        if column.breedte != KolomBreedte::Smal {
            // The names of the rows ask for one line each, when no other column is wide.
            let names = whole + 2.0 * form.side + 1.0;
            return if at == 0 && one_wide {
                [
                    mm(TEXTS_MM).min(names),
                    (MOST_NAMES * form.breedte).min(names),
                ]
            } else {
                [mm(TEXTS_MM); 2]
            };
        }
        let edges = form.side + white + 0.5;
        let [word, heading] = heading_widths(&column.kop).map(|width| width * form.grootte);
        [
            needed.max(word.min(mm(WORD_MM))) + edges,
            whole.max(heading) + edges,
        ]
    };
    let mut wishes: Vec<Wish> = columns.iter().zip(&white).enumerate().map(wish).collect();
    for (first, count) in groups(columns) {
        let heading = columns.get(first).map_or("", |column| &column.groep);
        let asked = heading_widths(heading).map(|width| width * form.grootte);
        for (which, (asked, most)) in asked.into_iter().zip(GROUP_WORD_MM).enumerate() {
            let asked = asked.min(mm(most)) + mm(GROUP_MM) + 4.0;
            let group = wishes.iter_mut().skip(first).take(count);
            let group: Vec<&mut f64> = group.map(|wish| &mut wish[which]).collect();
            let short = asked - group.iter().map(|width| **width).sum::<f64>();
            if short > 0.0 {
                let part = short / number(count);
                group.into_iter().for_each(|width| *width += part);
            }
        }
    }
    wishes
}

/// What of the cells of a column must fit, and what fits on one line. In bold, so that the column is
/// wide enough for the rows that are set apart.
fn content(table: &Tabel, at: usize, form: &Form) -> [f64; 2] {
    let marks = if form.kort { Marks::Short } else { Marks::Full };
    let cells = || table.rijen.iter().filter_map(|row| row.cellen.get(at));
    let widest = |width: &dyn Fn(&crate::report::model::Cel) -> f64| {
        cells().map(width).fold(0.0, f64::max) * form.grootte
    };
    let whole = widest(&|cell| cell_width(cell, FontWeight::Bold, marks));
    let needed = widest(&|cell| needed_width(cell, FontWeight::Bold, marks));
    let texts = table.kolommen.get(at).map(|column| column.uitlijning) == Some(Uitlijning::Links);
    if !texts || needed <= mm(WRAP_MM) {
        return [needed, whole];
    }
    // A number stays on its line; a long name, as that of a region, need not.
    let word = widest(&|cell| longest_piece(cell, FontWeight::Bold, marks));
    [word.max(mm(WRAP_MM)), whole]
}

fn one_wide(columns: &[Kolom]) -> bool {
    let wide = columns.iter().filter(|c| c.breedte != KolomBreedte::Smal);
    wide.count() == 1
}

/// What every narrow column gets of the room that is left, to keep the numbers apart: half of it.
/// Columns that stand left share it all with the names, or those would be far from their figures.
fn spare(columns: &[Kolom], rest: f64) -> f64 {
    let names = columns.first().map(|column| column.breedte);
    if !one_wide(columns) || names == Some(KolomBreedte::Smal) {
        return 0.0;
    }
    let left = |column: &Kolom| column.uitlijning == Uitlijning::Links;
    let all_left = columns.iter().skip(1).all(left);
    let [few, many] = SPARE_MM;
    let (most, sharers) = if all_left { (many, 1.0) } else { (few, 2.0) };
    let each = rest / (sharers * number(columns.len()));
    each.min(mm(most)).max(0.0)
}
