//! The form `statline-csv`: downloads of StatLine, raw (keys as heads, bounds in rows of their
//! own) or with statistical symbols (titles as heads, padded numbers).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::text_of;
use super::heads::Heads;
use super::rows::{self, Found, Layout, Wanted, column, resolve};
use super::table::{filters, numbers, year_of};
use super::{Context, Taken};
use crate::area::fold_name;
use crate::extract::sheet::Sheet;

/// Rows with values, lower bounds and upper bounds, as key and as folded title.
const MARGINS: [(&str, &str); 3] = [
    ("MW00000", "waarde"),
    ("MOG0095", "ondergrens"),
    ("MBG0095", "bovengrens"),
];

/// Head of the column with years.
const PERIODS: &str = "Perioden";
/// Head of the column with ages.
const AGES: &str = "Leeftijd";

/// Reads every indicator of the mapping.
pub fn read(context: &mut Context<'_>) {
    let Some(sheet) = context.workbook.sheets.first() else {
        return;
    };
    let mapping = context.mapping;
    let Some(heads) = heads(context, sheet) else {
        return;
    };
    let Some(area) = area_column(context, sheet, &heads) else {
        return;
    };
    let mut wanted: Vec<Wanted> = (0..mapping.indicators.len())
        .filter_map(|index| wanted(context, sheet, &heads, index))
        .collect();
    let Some(filters) = filters(context, sheet, &heads) else {
        return;
    };
    let mut layout = Layout {
        sheet,
        area,
        level: None,
        gemeente: None,
        national: true,
        filters,
        heads,
    };
    let Ok(margin) = layout.heads.column("Marges") else {
        rows::read(context, &layout, &mut wanted);
        return;
    };
    with_margins(context, &mut layout, &mut wanted, margin);
}

/// The heads: in the row that is given, or where the wanted ones stand.
fn heads(context: &mut Context<'_>, sheet: &Sheet) -> Option<Heads> {
    let mapping = context.mapping;
    let wanted_heads: Vec<&str> = mapping
        .indicators
        .iter()
        .filter_map(|local| {
            local
                .name_in_file
                .as_deref()
                .or(local.columns.value.as_deref())
        })
        .collect();
    let row = mapping.header_row;
    let heads = row
        .map(|row| Heads::at(sheet, row))
        .or_else(|| Heads::search(sheet, &wanted_heads));
    if heads.is_none() {
        let spot = context.on(sheet);
        context.faults.push_todo(
            spot,
            format!(
                "verwacht een rij met de koppen; geen van «{}» staat er",
                wanted_heads.join("», «")
            ),
            "verbeter naam_in_bestand: neem de kop van de kolom over, zoals RokerHuidig_12",
        );
    }
    heads
}

/// Reads the rows with values, and puts the bounds of other rows beside them.
fn with_margins(
    context: &mut Context<'_>,
    layout: &mut Layout<'_>,
    wanted: &mut [Wanted],
    margin: u32,
) {
    let own = layout.filters.clone();
    let words = margin_words(layout.sheet, &layout.heads, margin);
    let mut read_rows = |context: &mut Context<'_>, which: usize| -> Vec<Taken> {
        let before = std::mem::take(&mut context.taken);
        for word in words.get(&which).into_iter().flatten() {
            layout.filters = own
                .iter()
                .cloned()
                .chain([(margin, word.clone())])
                .collect();
            rows::read(context, layout, wanted);
        }
        std::mem::replace(&mut context.taken, before)
    };
    let values = read_rows(context, 0);
    let lower = by_key(read_rows(context, 1));
    let upper = by_key(read_rows(context, 2));
    context.taken.extend(values.into_iter().map(|taken| {
        let bound = |bounds: &BTreeMap<Key, Taken>| bounds.get(&key(&taken)).and_then(|b| b.value);
        let (lower, upper) = (bound(&lower).or(taken.lower), bound(&upper).or(taken.upper));
        Taken {
            lower,
            upper,
            ..taken
        }
    }));
    // The same areas are left out of each of the three readings.
    context.notices.sort();
    context.notices.dedup();
}

type Key = (
    usize,
    crate::area::AreaCode,
    crate::period::Year,
    super::Ages,
);

fn key(taken: &Taken) -> Key {
    (
        taken.indicator,
        taken.area.clone(),
        taken.period,
        taken.ages,
    )
}

fn by_key(rows: Vec<Taken>) -> BTreeMap<Key, Taken> {
    rows.into_iter().map(|taken| (key(&taken), taken)).collect()
}

/// The texts of the column with margins, by which of [`MARGINS`] they are.
fn margin_words(sheet: &Sheet, heads: &Heads, margin: u32) -> BTreeMap<usize, Vec<String>> {
    let mut words: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (row, _) in sheet.rows().filter(|(row, _)| *row > heads.row) {
        let text = text_of(sheet, row, margin);
        let folded = fold_name(&text);
        let which = MARGINS
            .iter()
            .position(|(key, title)| text == *key || folded.starts_with(title));
        if let Some(which) = which {
            let known = words.entry(which).or_default();
            if !known.contains(&text) {
                known.push(text);
            }
        }
    }
    words
}

/// The column with region codes: named in the mapping, or one of those that StatLine uses.
fn area_column(context: &mut Context<'_>, sheet: &Sheet, heads: &Heads) -> Option<u32> {
    if let Some(wanted) = context.mapping.area.column.as_deref() {
        return column(context, sheet, heads, wanted);
    }
    let codes = |text: &str| {
        let folded = fold_name(text);
        matches!(folded.as_str(), "regios" | "wijkenenbuurten")
            || (folded.starts_with("regiocode") || folded.starts_with("codering"))
    };
    let names = |text: &str| {
        let folded = fold_name(text);
        matches!(
            folded.as_str(),
            "regio s" | "wijken en buurten" | "gemeenten"
        )
    };
    let found = heads
        .iter()
        .find(|(_, text)| codes(text))
        .or_else(|| heads.iter().find(|(_, text)| names(text)))
        .map(|(column, _)| column);
    if found.is_none() {
        let spot = context.on(sheet).in_row(heads.row);
        context.faults.push_todo(
            spot,
            "verwacht een kolom met regio's, zoals RegioS of WijkenEnBuurten",
            "zet in [gebied]: kolom = \"…\"",
        );
    }
    found
}

fn wanted(context: &mut Context<'_>, sheet: &Sheet, heads: &Heads, index: usize) -> Option<Wanted> {
    let local = context.mapping.indicators.get(index)?;
    let name = local
        .name_in_file
        .as_deref()
        .or(local.columns.value.as_deref())?;
    let value = column(context, sheet, heads, name);
    let numbers = numbers(context, sheet, heads, local);
    let own_year = heads.column(PERIODS).ok();
    if own_year.is_none() && local.period.is_none() {
        column(context, sheet, heads, PERIODS);
    }
    let year = year_of(context, sheet, heads, local, own_year);
    let ages = resolve(context, sheet, heads, &local.age);
    let (period, only_year) = year?;
    let ages = ages?;
    // A download has rows of several ages; those of others are never called by this one.
    let only_age = match (ages, heads.column(AGES)) {
        (Found::Fixed(age), Ok(own)) => Some((own, age)),
        _ => None,
    };
    let mut numbers = numbers?;
    numbers[0] = Some(Found::Column(value?));
    Some(Wanted {
        indicator: index,
        named: None,
        only_year,
        only_age,
        period,
        ages,
        numbers,
        places: Arc::default(),
    })
}
