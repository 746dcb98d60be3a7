//! The form `tabellenboek`: one sheet per area, made by the standard script of the GGDs. Column A
//! has the variable with its answer (`LFRKA2051`), B the label, then one column per group; over
//! every question stand a row of heads («Totaal Zwolle 2024») and a row of per cent signs.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::book::{Block, CODE, Group, blocks, year};
use super::cells::{no_number, spot, text_of};
use super::{Ages, Context, Places, Taken};
use crate::area::{AreaCode, fold_name};
use crate::extract::mapping::{Given, LocalIndicator};
use crate::extract::number::{Said, read as read_number};
use crate::extract::sheet::{Sheet, column_name};
use crate::period::Year;
use crate::themes::AgeGroup;

/// Reads every indicator of the mapping from every sheet.
pub fn read(context: &mut Context<'_>) {
    let mut found = vec![false; context.mapping.indicators.len()];
    let asked = context.mapping.sheet.as_deref().map(fold_name);
    let is_asked = |sheet: &&Sheet| asked.as_ref().is_none_or(|a| *a == fold_name(&sheet.name));
    let sheets: Vec<&Sheet> = context.workbook.sheets.iter().filter(is_asked).collect();
    let mut read = 0;
    for sheet in &sheets {
        let blocks = blocks(context, sheet);
        if blocks.is_empty() {
            context.notices.push(format!(
                "blad «{}» is overgeslagen: er is geen rij met procenttekens onder koppen",
                sheet.name
            ));
            continue;
        }
        read += 1;
        for (index, found) in found.iter_mut().enumerate() {
            *found |= read_indicator(context, sheet, &blocks, index);
        }
    }
    if read == 0 {
        nothing_read(context, sheets.is_empty());
        return;
    }
    for (local, found) in context.mapping.indicators.iter().zip(found) {
        if !found {
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

fn nothing_read(context: &mut Context<'_>, is_lost: bool) {
    let (what, todo) = if is_lost {
        let name = context.mapping.sheet.as_deref().unwrap_or_default();
        (
            format!(
                "verwacht een blad «{name}»; er zijn {}",
                context.sheet_names()
            ),
            "verbeter blad in het koppelbestand, of laat het weg: dan gelden alle bladen",
        )
    } else {
        (
            "verwacht een rij met koppen zoals «Totaal Zwolle 2024», en daaronder een rij met \
             procenttekens; geen blad heeft die"
                .to_owned(),
            "kijk of dit een tabellenboek is; zo niet, kies een andere vorm",
        )
    };
    let spot = context.file();
    context.faults.push_todo(spot, what, todo);
}

/// Reads the rows of an indicator; says whether there is one.
fn read_indicator(
    context: &mut Context<'_>,
    sheet: &Sheet,
    blocks: &[Block],
    index: usize,
) -> bool {
    let Some(local) = context.mapping.indicators.get(index) else {
        return false;
    };
    let Some(name) = local.name_in_file.as_deref() else {
        return false;
    };
    let rows: Vec<u32> = sheet
        .rows()
        .map(|(row, _)| row)
        .filter(|row| text_of(sheet, *row, CODE).eq_ignore_ascii_case(name.trim()))
        .collect();
    for row in &rows {
        // Each question has heads of its own, and they can differ.
        let block = blocks.iter().rev().find(|block| block.heads < *row);
        let Some(block) = block else {
            let spot = spot(context, sheet, *row, CODE, "");
            let what = "verwacht koppen en een rij met procenttekens boven deze rij";
            context.faults.push(spot, what);
            continue;
        };
        if block.groups.is_empty() {
            let spot = context.on(sheet).in_row(block.heads);
            context.faults.push_todo(
                spot,
                "verwacht een kop met een gebied, zoals «Totaal Zwolle 2024»; die is er niet",
                "zet in [gebied.namen] welk gebied een kop is",
            );
        }
        for group in &block.groups {
            take(context, sheet, local, (index, *row), block, group);
        }
    }
    !rows.is_empty()
}

fn take(
    context: &mut Context<'_>,
    sheet: &Sheet,
    local: &LocalIndicator,
    (index, row): (usize, u32),
    block: &Block,
    group: &Group,
) {
    let period = match year(local, group) {
        Ok(Some(year)) => year,
        Ok(None) => return,
        Err(what) => {
            let spot = spot(context, sheet, block.heads, group.column, "");
            context.faults.push(spot, what);
            return;
        }
    };
    let spot = spot(context, sheet, row, group.column, "");
    let cell = sheet.cell(row, group.column);
    let value = match read_number(cell, &context.mapping.missing, context.decimal) {
        Ok(said) => said,
        Err(why) => {
            let text = text_of(sheet, row, group.column);
            no_number(context, spot, &text, why);
            return;
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
        period,
        ages: Ages::Group(age(&local.age, local.indicator.bevolking)),
        value: Some(value),
        base: group.respondents,
        count: None,
        lower: None,
        upper: None,
        effective: fixed(&local.columns.effective),
        design: fixed(&local.columns.design),
        spot,
        places: Arc::new(Places::default()),
    });
}

const fn age(given: &Given<AgeGroup>, population: AgeGroup) -> AgeGroup {
    match given {
        Given::Fixed(age) => *age,
        Given::Column(_) => population,
    }
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
