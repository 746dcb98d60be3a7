//! The form `tabellenboek`: one sheet per area, made by the standard script of the GGDs. Column A
//! has the variable with its answer (`LFRKA2051`), B the label, then one column per group; over
//! every question stand a row of heads («Totaal Zwolle 2024») and a row of per cent signs.

use std::collections::BTreeMap;

use super::rows::{parse_year, text_of};
use super::{Ages, Context, Taken};
use crate::area::{AreaCode, fold_name};
use crate::extract::fault::Spot;
use crate::extract::mapping::{Given, Means};
use crate::extract::number::{Said, read as read_number};
use crate::extract::places::{self, Written};
use crate::extract::sheet::{Sheet, column_name};
use crate::period::Year;
use crate::themes::AgeGroup;

/// Column of the variable.
const CODE: u32 = 0;
/// First column with figures.
const FIRST: u32 = 2;
/// Text in column A of the row with numbers of respondents.
const RESPONDENTS: &str = "aantallen";

/// A column that is about one area in one year.
struct Group {
    column: u32,
    area: AreaCode,
    year: Year,
    respondents: Option<Said>,
}

/// Reads every indicator of the mapping from every sheet.
pub fn read(context: &mut Context<'_>) {
    let mut found = vec![false; context.mapping.indicators.len()];
    for sheet in &context.workbook.sheets {
        let is_asked = context.mapping.sheet.as_deref();
        if is_asked.is_some_and(|name| fold_name(name) != fold_name(&sheet.name)) {
            continue;
        }
        let groups = groups(context, sheet);
        if groups.is_empty() {
            context.notices.push(format!(
                "blad «{}» is overgeslagen: geen kolom is die van een gebied en een jaar",
                sheet.name
            ));
            continue;
        }
        for (index, found) in found.iter_mut().enumerate() {
            *found |= read_indicator(context, sheet, &groups, index);
        }
    }
    for (local, found) in context.mapping.indicators.iter().zip(found) {
        if !found && context.faults.is_empty() {
            let name = local.name_in_file.as_deref().unwrap_or_default();
            let spot = context.file().in_column(column_name(CODE), "");
            context.faults.push_todo(
                spot,
                format!("verwacht een rij met «{name}» in kolom A; geen blad heeft die"),
                "verbeter naam_in_bestand: de variabele met het antwoord, zoals LFRKA2051; kolom A \
                 kan verborgen zijn",
            );
        }
    }
    // Nederland and the region stand on every sheet, with the same figures.
    keep_first(context);
}

/// The columns that are about an area and a year, by the heads over the first question.
fn groups(context: &mut Context<'_>, sheet: &Sheet) -> Vec<Group> {
    let Some(heads) = heads_row(sheet) else {
        return Vec::new();
    };
    let respondents = sheet
        .rows()
        .map(|(row, _)| row)
        .find(|row| fold_name(&text_of(sheet, *row, CODE)) == RESPONDENTS);
    let columns: Vec<u32> = sheet
        .rows()
        .find(|(row, _)| *row == heads)
        .map(|(_, cells)| cells.iter().map(|(column, _)| *column).collect())
        .unwrap_or_default();
    let mut groups = Vec::new();
    for column in columns.into_iter().filter(|column| *column >= FIRST) {
        let head = text_of(sheet, heads, column);
        let Some((area, year)) = area_and_year(context, sheet, &head) else {
            continue;
        };
        let respondents = respondents.and_then(|row| number(context, sheet, row, column).ok());
        groups.push(Group {
            column,
            area,
            year,
            respondents,
        });
    }
    groups
}

/// The row of heads: the one above the first row of per cent signs.
fn heads_row(sheet: &Sheet) -> Option<u32> {
    let signs = sheet.rows().find(|(_, cells)| {
        let mut figures = cells
            .iter()
            .filter(|(column, _)| *column >= FIRST)
            .peekable();
        figures.peek().is_some() && figures.all(|(_, cell)| super::cell_text(&cell.content) == "%")
    });
    signs.and_then(|(row, _)| row.checked_sub(1))
}

/// «Totaal Zwolle 2024» is Zwolle in 2024; a head without area, such as «Man», is none.
fn area_and_year(context: &Context<'_>, sheet: &Sheet, head: &str) -> Option<(AreaCode, Year)> {
    let mut words: Vec<&str> = head.split_whitespace().collect();
    let year = words.iter().position(|word| parse_year(word).is_some())?;
    let year = parse_year(words.remove(year))?;
    if words
        .first()
        .is_some_and(|word| fold_name(word) == "totaal")
    {
        words.remove(0);
    }
    let name = if words.is_empty() {
        sheet.name.clone()
    } else {
        words.join(" ")
    };
    let written = Written {
        text: &name,
        level: None,
        gemeente: None,
    };
    let rules = &context.mapping.area;
    match places::find(context.gazetteer, rules, &written) {
        Ok(Means::Area(area)) => Some((area, year)),
        // A gemeente and a wijk can have one name; the level of the mapping settles it above.
        Ok(Means::Together(_) | Means::Skip) | Err(_) => None,
    }
}

fn read_indicator(
    context: &mut Context<'_>,
    sheet: &Sheet,
    groups: &[Group],
    index: usize,
) -> bool {
    let Some(local) = context.mapping.indicators.get(index) else {
        return false;
    };
    let Some(name) = local.name_in_file.as_deref() else {
        return false;
    };
    let row = sheet
        .rows()
        .map(|(row, _)| row)
        .find(|row| text_of(sheet, *row, CODE).eq_ignore_ascii_case(name.trim()));
    let Some(row) = row else {
        return false;
    };
    for group in groups {
        if matches!(&local.period, Some(Given::Fixed(year)) if *year != group.year) {
            continue;
        }
        let spot = spot(context, sheet, row, group.column);
        let value = match number(context, sheet, row, group.column) {
            Ok(said) => said,
            Err(what) => {
                context.faults.push(spot, what);
                continue;
            }
        };
        let fixed = |given: &Option<Given<f64>>| match given {
            Some(Given::Fixed(value)) => Some(Said::Number {
                value: *value,
                percent: false,
            }),
            _ => None,
        };
        context.taken.push(Taken {
            indicator: index,
            area: group.area.clone(),
            together: None,
            period: group.year,
            ages: Ages::Group(age(&local.age, local.indicator.bevolking)),
            value: Some(value),
            base: group.respondents,
            count: None,
            lower: None,
            upper: None,
            effective: fixed(&local.columns.effective),
            design: fixed(&local.columns.design),
            spot,
        });
    }
    true
}

const fn age(given: &Given<AgeGroup>, population: AgeGroup) -> AgeGroup {
    match given {
        Given::Fixed(age) => *age,
        Given::Column(_) => population,
    }
}

fn spot(context: &Context<'_>, sheet: &Sheet, row: u32, column: u32) -> Spot {
    context
        .on(sheet)
        .in_row(row)
        .in_column(column_name(column), "")
}

fn number(context: &Context<'_>, sheet: &Sheet, row: u32, column: u32) -> Result<Said, String> {
    let cell = sheet.cell(row, column);
    read_number(cell, &context.mapping.missing, context.decimal)
        .map_err(|why| format!("verwacht een percentage; {}", why.words()))
}

/// Keeps one of equal figures for one area; different ones stay, and are a fault later.
fn keep_first(context: &mut Context<'_>) {
    type Key = (usize, AreaCode, Year, Ages);
    let mut seen: BTreeMap<Key, Option<Said>> = BTreeMap::new();
    context.taken.retain(|taken| {
        let key = (
            taken.indicator,
            taken.area.clone(),
            taken.period,
            taken.ages,
        );
        match seen.get(&key) {
            Some(known) => *known != taken.value,
            None => {
                seen.insert(key, taken.value);
                true
            }
        }
    });
}
