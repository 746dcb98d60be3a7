//! The form `swing-kubus`: weighted counts per answer, `VARIABELE_1`, with the unweighted number
//! of respondents in `VARIABELE_ONG`. The percentage is made here from the weighted counts.

use std::sync::Arc;

use super::cells::{no_number, said, spot, text_of};
use super::heads::Heads;
use super::rows::{self, Found, Layout, Wanted, column, resolve};
use super::table::{filters, year_of};
use super::{Context, NUMBERS, Taken};
use crate::extract::number::Said;
use crate::extract::sheet::column_name;
use crate::reading::Absent;

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
    let variable = variable(context, layout, name);
    let period = year_of(context, layout.sheet, &layout.heads, local, Some(year));
    let ages = resolve(context, layout.sheet, &layout.heads, &local.age);
    let effective = resolve_some(context, layout, local.columns.effective.as_ref());
    let design = resolve_some(context, layout, local.columns.design.as_ref());
    let (Some(variable), Some((period, only_year)), Some(ages)) = (variable, period, ages) else {
        return;
    };
    let mut numbers = [None; NUMBERS];
    numbers[0] = Some(Found::Column(variable.answer));
    numbers[1] = variable.respondents.map(Found::Column);
    numbers[5] = effective;
    numbers[6] = design;
    let mut wanted = [Wanted {
        indicator: index,
        named: None,
        only_year,
        only_age: None,
        period,
        ages,
        numbers,
        places: Arc::default(),
    }];
    let before = std::mem::take(&mut context.taken);
    rows::read(context, layout, &mut wanted);
    let read = std::mem::replace(&mut context.taken, before);
    for taken in read {
        if let Some(value) = percentage(context, layout, &variable, &taken) {
            let value = Some(value);
            context.taken.push(Taken { value, ..taken });
        }
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
    let answers: Vec<u32> = heads
        .iter()
        .filter(|(_, text)| text.strip_prefix(&prefix).is_some_and(is_code))
        .map(|(column, _)| *column)
        .collect();
    if !answers.contains(&answer) {
        // `LFRKA205_pgroep` has signs of significance, and no counts.
        let spot = context.on(layout.sheet).in_row(layout.heads.row);
        context.faults.push_todo(
            spot.in_column(column_name(answer), layout.heads.shown(answer)),
            format!("verwacht een kolom met een antwoord, zoals {stem}_1; «{name}» is dat niet"),
            "verbeter naam_in_bestand",
        );
        return None;
    }
    Some(Variable {
        answer,
        answers,
        respondents: has(&format!("{stem}{RESPONDENTS}")),
    })
}

/// The share of the answer in all answers; a masked answer hides the share, and one that cannot
/// be read is a fault.
fn percentage(
    context: &mut Context<'_>,
    layout: &Layout<'_>,
    variable: &Variable,
    taken: &Taken,
) -> Option<Said> {
    let Some(Said::Number { value: part, .. }) = taken.value else {
        return taken.value;
    };
    let row = taken.spot.row?.checked_sub(1)?;
    let mut total = 0.0;
    let mut absent = None;
    let mut whole = true;
    for column in &variable.answers {
        match said(context, layout.sheet, row, *column, (row, row)) {
            Ok(Said::Number { value, .. }) if value >= 0.0 => total += value,
            Ok(Said::Number { .. }) => {
                let spot = spot(
                    context,
                    layout.sheet,
                    row,
                    *column,
                    layout.heads.shown(*column),
                );
                context
                    .faults
                    .push(spot, "verwacht een aantal van 0 of meer");
                whole = false;
            }
            Ok(Said::Absent(why)) => absent = absent.max(Some(why)),
            Err(why) => {
                let spot = spot(
                    context,
                    layout.sheet,
                    row,
                    *column,
                    layout.heads.shown(*column),
                );
                let text = text_of(layout.sheet, row, *column);
                no_number(context, spot, &text, why);
                whole = false;
            }
        }
    }
    whole.then_some(())?;
    if let Some(why) = absent {
        return Some(Said::Absent(why));
    }
    Some(if total > 0.0 {
        // Made here, so nobody has to guess whether it is a fraction: it is one.
        Said::Number {
            value: part / total,
            percent: true,
        }
    } else {
        Said::Absent(Absent::NotMeasured)
    })
}
