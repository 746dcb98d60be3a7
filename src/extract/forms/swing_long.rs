//! The form `swing-lang`: the file that GGDs make to import into Swing, one row per figure.

use std::sync::Arc;

use super::Context;
use super::cells::text_of;
use super::heads::Heads;
use super::rows::{self, Found, Layout, Wanted, column, resolve};
use super::table::{filters, numbers, year_of};
use crate::extract::sheet::Sheet;

/// Heads of the import file.
const HEADS: [&str; 5] = ["PERIODE", "GEBIEDSNIVEAU", "GEBIED", "NAAM", "WAARDE"];
/// Sheet with the figures, when the mapping names none.
const SHEET: &str = "data";

/// Reads every indicator of the mapping.
pub fn read(context: &mut Context<'_>) {
    let mapping = context.mapping;
    let Some(sheet) = sheet_of(context) else {
        return;
    };
    let heads = match mapping.header_row {
        Some(row) => Heads::at(sheet, row),
        None => Heads::search(sheet, &HEADS).unwrap_or_else(|| Heads::at(sheet, 0)),
    };
    let found = HEADS.map(|head| column(context, sheet, &heads, head));
    let [
        Some(period),
        Some(level),
        Some(area),
        Some(name),
        Some(value),
    ] = found
    else {
        return;
    };
    let Some(filters) = filters(context, sheet, &heads) else {
        return;
    };
    let mut wanted: Vec<Wanted> = (0..mapping.indicators.len())
        .filter_map(|index| {
            let columns = (period, name, value);
            one(context, sheet, &heads, index, columns)
        })
        .collect();
    let gemeente = mapping.area.gemeente_column.as_deref();
    let gemeente = gemeente.and_then(|wanted| column(context, sheet, &heads, wanted));
    let layout = Layout {
        sheet,
        heads,
        area,
        level: Some(level),
        gemeente,
        national: false,
        filters,
    };
    check_names(context, &layout, &wanted, name);
    rows::read(context, &layout, &mut wanted);
}

/// The sheet with the figures.
fn sheet_of<'a>(context: &mut Context<'a>) -> Option<&'a Sheet> {
    let mapping = context.mapping;
    let sheet = match (&mapping.sheet, context.workbook.sheets.as_slice()) {
        (_, [only]) => Some(only),
        (Some(name), _) => context.sheet(name),
        (None, _) => context.sheet(SHEET),
    };
    if sheet.is_none() {
        let what = format!(
            "verwacht een blad «{}» met {}; er zijn {}",
            mapping.sheet.as_deref().unwrap_or(SHEET),
            HEADS.join(", "),
            context.sheet_names()
        );
        let spot = context.file();
        let todo = "zet blad = \"…\" in het koppelbestand";
        context.faults.push_todo(spot, what, todo);
    }
    sheet
}

/// The cells of one indicator, with the columns of year, name and value.
fn one(
    context: &mut Context<'_>,
    sheet: &Sheet,
    heads: &Heads,
    index: usize,
    (period, name, value): (u32, u32, u32),
) -> Option<Wanted> {
    let local = context.mapping.indicators.get(index)?;
    let named = local.name_in_file.clone()?;
    let numbers = numbers(context, sheet, heads, local);
    let ages = resolve(context, sheet, heads, &local.age);
    let year = year_of(context, sheet, heads, local, Some(period));
    let (mut numbers, ages, (period, only_year)) = (numbers?, ages?, year?);
    numbers[0] = numbers[0].or(Some(Found::Column(value)));
    Some(Wanted {
        indicator: index,
        named: Some((name, named)),
        only_year,
        only_age: None,
        period,
        ages,
        numbers,
        places: Arc::default(),
    })
}

/// An indicator that no row has is a fault with the names that there are.
fn check_names(context: &mut Context<'_>, layout: &Layout<'_>, wanted: &[Wanted], column: u32) {
    let mut names = std::collections::BTreeSet::new();
    for (row, _) in layout
        .sheet
        .rows()
        .filter(|(row, _)| *row > layout.heads.row)
    {
        names.insert(text_of(layout.sheet, row, column));
    }
    for one in wanted {
        let Some((_, name)) = &one.named else {
            continue;
        };
        if names
            .iter()
            .any(|found| found.eq_ignore_ascii_case(name.trim()))
        {
            continue;
        }
        let known = names
            .iter()
            .filter(|name| name.chars().any(char::is_alphabetic));
        let near = crate::area::nearest_names(name, known.cloned().collect());
        let spot = context.on(layout.sheet).in_column(
            crate::extract::sheet::column_name(column),
            layout.heads.text(column),
        );
        let todo = match near.as_slice() {
            [] => "verbeter naam_in_bestand; die kolom is leeg".to_owned(),
            near => format!(
                "verbeter naam_in_bestand; lijkt op: «{}»",
                near.join("», «")
            ),
        };
        let what = format!("verwacht rijen met «{name}»; die zijn er niet");
        context.faults.push_todo(spot, what, todo);
    }
}
