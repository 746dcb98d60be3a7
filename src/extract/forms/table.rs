//! The form `tabel`: one row per area, one column per figure.

use std::sync::Arc;

use super::heads::Heads;
use super::rows::{self, Found, Layout, Wanted, column, resolve};
use super::{Context, LocalIndicator, NUMBERS};
use crate::extract::mapping::Given;
use crate::extract::sheet::Sheet;
use crate::period::Year;

/// Reads every indicator of the mapping.
pub fn read(context: &mut Context<'_>) {
    let mapping = context.mapping;
    // Indicators of one sheet are read together, so that a doubtful area is one fault.
    let mut sheets: Vec<(&Sheet, Option<u32>, Vec<usize>)> = Vec::new();
    for (index, local) in mapping.indicators.iter().enumerate() {
        let heads = heads_of(context, local);
        let Some(sheet) = context.sheet_of(local, &heads) else {
            continue;
        };
        let same = sheets
            .iter_mut()
            .find(|(other, row, _)| other.name == sheet.name && *row == local.header_row);
        match same {
            Some((_, _, indices)) => indices.push(index),
            None => sheets.push((sheet, local.header_row, vec![index])),
        }
    }
    for (sheet, header_row, indices) in sheets {
        read_sheet(context, sheet, header_row, &indices);
    }
}

/// The heads that the mapping names for an indicator.
fn heads_of<'m>(context: &Context<'m>, local: &'m LocalIndicator) -> Vec<&'m str> {
    let columns = &local.columns;
    let given = |given: &'m Option<Given<f64>>| match given {
        Some(Given::Column(head)) => Some(head.as_str()),
        _ => None,
    };
    [
        context.mapping.area.column.as_deref(),
        columns.value.as_deref(),
        columns.base.as_deref(),
        columns.count.as_deref(),
        columns.lower.as_deref(),
        columns.upper.as_deref(),
        given(&columns.effective),
        given(&columns.design),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn read_sheet(
    context: &mut Context<'_>,
    sheet: &Sheet,
    header_row: Option<u32>,
    indices: &[usize],
) {
    let mapping = context.mapping;
    let wanted_heads: Vec<&str> = indices
        .iter()
        .filter_map(|index| mapping.indicators.get(*index))
        .flat_map(|local| heads_of(context, local))
        .collect();
    let heads = match header_row {
        Some(row) => Heads::at(sheet, row),
        None => match Heads::search(sheet, &wanted_heads) {
            Some(heads) => heads,
            None => {
                let what = format!(
                    "verwacht een rij met de koppen «{}»; geen daarvan staat op dit blad",
                    wanted_heads.join("», «")
                );
                let todo = "verbeter de koppen in het koppelbestand, of geef koprij";
                let spot = context.on(sheet);
                context.faults.push_todo(spot, what, todo);
                return;
            }
        },
    };
    let area = mapping.area.column.as_deref();
    let area = area.and_then(|wanted| column(context, sheet, &heads, wanted));
    let gemeente = mapping.area.gemeente_column.as_deref();
    let gemeente = gemeente.and_then(|wanted| column(context, sheet, &heads, wanted));
    let filters = filters(context, sheet, &heads);
    let mut wanted: Vec<Wanted> = indices
        .iter()
        .filter_map(|index| wanted(context, sheet, &heads, *index))
        .collect();
    let (Some(area), Some(filters)) = (area, filters) else {
        return;
    };
    let layout = Layout {
        sheet,
        heads,
        area,
        level: None,
        gemeente,
        national: false,
        filters,
    };
    rows::read(context, &layout, &mut wanted);
}

/// Returns the filters of the mapping; `None` when a column is not there.
pub fn filters(
    context: &mut Context<'_>,
    sheet: &Sheet,
    heads: &Heads,
) -> Option<Vec<(u32, String)>> {
    let typed = &context.mapping.filter;
    let found: Vec<Option<(u32, String)>> = typed
        .iter()
        .map(|(head, text)| column(context, sheet, heads, head).map(|at| (at, text.clone())))
        .collect();
    found.into_iter().collect()
}

fn wanted(context: &mut Context<'_>, sheet: &Sheet, heads: &Heads, index: usize) -> Option<Wanted> {
    let local = context.mapping.indicators.get(index)?;
    // Each looks for its columns before any of them ends it, so that all that lack are told.
    let numbers = numbers(context, sheet, heads, local);
    let period = local
        .period
        .as_ref()
        .and_then(|given| resolve(context, sheet, heads, given));
    let ages = resolve(context, sheet, heads, &local.age);
    Some(Wanted {
        indicator: index,
        named: None,
        only_year: None,
        only_age: None,
        period: period?,
        ages: ages?,
        numbers: numbers?,
        places: Arc::default(),
    })
}

/// The year of rows, and the column with the year that rows must have to count.
pub type YearOf = (Found<Year>, Option<(u32, Year)>);

/// The year of an indicator where the file has a column of years: a year in the mapping chooses
/// rows, and never calls another year by its name.
pub fn year_of(
    context: &mut Context<'_>,
    sheet: &Sheet,
    heads: &Heads,
    local: &LocalIndicator,
    own: Option<u32>,
) -> Option<YearOf> {
    match (&local.period, own) {
        (Some(Given::Fixed(year)), Some(own)) => Some((Found::Fixed(*year), Some((own, *year)))),
        (Some(given), _) => Some((resolve(context, sheet, heads, given)?, None)),
        (None, Some(own)) => Some((Found::Column(own), None)),
        (None, None) => None,
    }
}

/// Finds the columns of the numbers of an indicator; every one that lacks is a fault.
pub fn numbers(
    context: &mut Context<'_>,
    sheet: &Sheet,
    heads: &Heads,
    local: &LocalIndicator,
) -> Option<[Option<Found<f64>>; NUMBERS]> {
    let columns = &local.columns;
    let head = |text: &Option<String>| text.clone().map(Given::Column);
    let given = [
        head(&columns.value),
        head(&columns.base),
        head(&columns.count),
        head(&columns.lower),
        head(&columns.upper),
        columns.effective.clone(),
        columns.design.clone(),
    ];
    let mut found = [None; NUMBERS];
    let mut whole = true;
    for (place, given) in found.iter_mut().zip(given) {
        if let Some(given) = given {
            *place = resolve(context, sheet, heads, &given);
            whole &= place.is_some();
        }
    }
    whole.then_some(found)
}
