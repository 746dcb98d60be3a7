//! The form `swing-kubus`: weighted counts per answer, `VARIABELE_1`, with the unweighted number
//! of respondents in `VARIABELE_ONG`. The percentage is made here from the weighted counts.

use super::heads::Heads;
use super::rows::{self, Found, Layout, Wanted, column, resolve};
use super::table::filters;
use super::{Context, Taken};
use crate::extract::number::{Said, read as read_number};
use crate::extract::sheet::Sheet;

/// Sheet with the counts, when the mapping names none.
const SHEET: &str = "Data";
/// Heads that every cube has.
const HEADS: [&str; 3] = ["Jaar", "geolevel", "geoitem"];
/// Ending of the column with the unweighted number of respondents.
const RESPONDENTS: &str = "_ONG";

/// The columns of one variable.
struct Variable {
    /// Column of the answer that counts.
    answer: u32,
    /// Columns of all answers.
    answers: Vec<u32>,
    respondents: Option<u32>,
}

/// Reads every indicator of the mapping.
pub fn read(context: &mut Context<'_>) {
    let mapping = context.mapping;
    let name = mapping.sheet.as_deref().unwrap_or(SHEET);
    let Some(sheet) = context.sheet(name) else {
        let what = format!(
            "verwacht een blad «{name}»; er zijn {}",
            context.sheet_names()
        );
        let spot = context.file().on_sheet(name);
        context
            .faults
            .push_todo(spot, what, "zet blad = \"…\" in het koppelbestand");
        return;
    };
    let row = mapping.header_row;
    let heads = row
        .map(|row| Heads::at(sheet, row))
        .or_else(|| Heads::search(sheet, &HEADS))
        .unwrap_or_else(|| Heads::at(sheet, 0));
    let found = HEADS.map(|head| column(context, sheet, &heads, head));
    let [Some(year), Some(level), Some(area)] = found else {
        return;
    };
    let Some(filters) = filters(context, sheet, &heads) else {
        return;
    };
    let layout = Layout {
        sheet,
        heads,
        area,
        level: Some(level),
        gemeente: None,
        national: false,
        filters,
    };
    for index in 0..mapping.indicators.len() {
        read_indicator(context, &layout, index, year);
    }
}

fn read_indicator(context: &mut Context<'_>, layout: &Layout<'_>, index: usize, year: u32) {
    let Some(local) = context.mapping.indicators.get(index) else {
        return;
    };
    let Some(name) = local.name_in_file.as_deref() else {
        return;
    };
    let Some(variable) = variable(context, layout, name) else {
        return;
    };
    let period = match &local.period {
        Some(given) => resolve(context, layout.sheet, &layout.heads, given),
        None => Some(Found::Column(year)),
    };
    let ages = resolve(context, layout.sheet, &layout.heads, &local.age);
    let effective = resolve_some(context, layout, local.columns.effective.as_ref());
    let design = resolve_some(context, layout, local.columns.design.as_ref());
    let (Some(period), Some(ages)) = (period, ages) else {
        return;
    };
    let mut numbers = [None; 7];
    numbers[0] = Some(Found::Column(variable.answer));
    numbers[1] = variable.respondents.map(Found::Column);
    numbers[5] = effective;
    numbers[6] = design;
    let wanted = [Wanted {
        indicator: index,
        named: None,
        period,
        ages,
        numbers,
    }];
    let before = std::mem::take(&mut context.taken);
    rows::read(context, layout, &wanted);
    let read = std::mem::replace(&mut context.taken, before);
    for taken in read {
        let value = percentage(context, layout, &variable, &taken);
        context.taken.push(Taken { value, ..taken });
    }
}

fn resolve_some(
    context: &mut Context<'_>,
    layout: &Layout<'_>,
    given: Option<&crate::extract::mapping::Given<f64>>,
) -> Option<Found<f64>> {
    given.and_then(|given| resolve(context, layout.sheet, &layout.heads, given))
}

/// Finds the columns of `LFRKA205` (answer 1) or `LFRKA205_2` (answer 2).
fn variable(context: &mut Context<'_>, layout: &Layout<'_>, name: &str) -> Option<Variable> {
    let name = name.trim();
    let heads: Vec<(u32, String)> = layout
        .heads
        .iter()
        .map(|(column, text)| (column, text.to_uppercase()))
        .collect();
    let has = |wanted: &str| {
        let found = heads
            .iter()
            .find(|(_, text)| *text == wanted.to_uppercase());
        found.map(|(column, _)| *column)
    };
    let (stem, answer) = match (has(name), name.rsplit_once('_')) {
        (Some(column), Some((stem, _))) => (stem.to_owned(), Some(column)),
        (_, _) => (name.to_owned(), has(&format!("{name}_1"))),
    };
    let Some(answer) = answer else {
        column(context, layout.sheet, &layout.heads, &format!("{name}_1"));
        return None;
    };
    let prefix = format!("{}_", stem.to_uppercase());
    let is_code = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    let answers = heads
        .iter()
        .filter(|(_, text)| text.strip_prefix(&prefix).is_some_and(is_code))
        .map(|(column, _)| *column)
        .collect();
    Some(Variable {
        answer,
        answers,
        respondents: has(&format!("{stem}{RESPONDENTS}")),
    })
}

/// The share of the answer in all answers; a masked answer hides the share.
fn percentage(
    context: &Context<'_>,
    layout: &Layout<'_>,
    variable: &Variable,
    taken: &Taken,
) -> Option<Said> {
    let Some(Said::Number { value: part, .. }) = taken.value else {
        return taken.value;
    };
    let row = taken.spot.row?.checked_sub(1)?;
    let mut total = 0.0;
    for column in &variable.answers {
        match cell(context, layout.sheet, row, *column) {
            Some(Said::Number { value, .. }) => total += value,
            absent => return absent,
        }
    }
    Some(if total > 0.0 {
        Said::Number {
            value: part / total * 100.0,
            percent: false,
        }
    } else {
        Said::Absent(crate::reading::Absent::NotMeasured)
    })
}

fn cell(context: &Context<'_>, sheet: &Sheet, row: u32, column: u32) -> Option<Said> {
    let cell = sheet.cell(row, column);
    read_number(cell, &context.mapping.missing, context.decimal).ok()
}
