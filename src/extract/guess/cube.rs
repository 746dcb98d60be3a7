//! The form `swing-kubus`: one column per answer, `LFRKA205_1`, beside `LFRKA205_ONG`.

use std::collections::BTreeMap;

use super::draft::{Block, Draft, Line, is_unsafe, quoted};
use super::form::{SWING_CUBE, is_answer, texts, with_heads};
use super::indicator::{self, Facts};
use super::long::{areas, labels, sheet_lines};
use super::look::Look;
use super::profile::Profile;
use super::{filter, missing, roles, table, terms, unit};
use crate::extract::forms::{Heads, text_of};
use crate::extract::mapping::Form;
use crate::extract::sheet::Sheet;

/// Guesses the mapping of a Swing cube.
pub fn draft(look: &Look<'_>, because: String) -> Draft {
    let mut draft = Draft::new(Form::SwingKubus, because);
    let Some((sheet, row)) = with_heads(look, &SWING_CUBE) else {
        return draft;
    };
    let heads = Heads::at(sheet, row);
    let [Some(year), Some(level), Some(area)] = SWING_CUBE.map(|head| heads.column(head).ok())
    else {
        draft
            .remarks
            .push("Een van de drie koppen staat er twee keer.".to_owned());
        return draft;
    };
    sheet_lines(look, sheet, row, &mut draft);
    let rows: Vec<u32> = sheet
        .rows()
        .map(|(number, _)| number)
        .filter(|number| *number > row && !text_of(sheet, *number, area).is_empty())
        .collect();
    let (variables, figures) = variables(sheet, row);
    let first = figures.first().copied().unwrap_or(area);
    areas(look, sheet, (area, level, first), &rows, &mut draft);
    crossings(
        &heads,
        sheet,
        (year, level, area),
        (&rows, &figures),
        &mut draft,
    );
    let labels = labels(look, &["onderwerpcode"], &["naam"]);
    let mut profiles = Vec::new();
    for (variable, columns) in &variables {
        let label = labels.get(variable).map(String::as_str);
        let has_first =
            texts(sheet, row).any(|(_, text)| text.eq_ignore_ascii_case(&format!("{variable}_1")));
        draft
            .indicators
            .push(block(look, variable, label, has_first));
        let of_column = |column: &u32| Profile::of(look, sheet, *column, &rows);
        profiles.extend(columns.iter().map(of_column));
    }
    draft.missing = missing::lines(&profiles);
    draft
}

/// The columns of every variable, and all columns with figures.
fn variables(sheet: &Sheet, row: u32) -> (BTreeMap<String, Vec<u32>>, Vec<u32>) {
    let mut variables: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut figures = Vec::new();
    for (column, text) in texts(sheet, row) {
        let (stem, ending) = text.rsplit_once('_').unwrap_or_default();
        if ending.eq_ignore_ascii_case("ong") || is_answer(&text) {
            figures.push(column);
        }
        if is_answer(&text) && !text.chars().any(is_unsafe) {
            variables
                .entry(stem.to_uppercase())
                .or_default()
                .push(column);
        }
    }
    (variables, figures)
}

fn block(look: &Look<'_>, variable: &str, label: Option<&str>, has_first: bool) -> Block {
    let matched = terms::find(look.catalogue, &roles::read(variable).stem, variable)
        .or_else(|| {
            let label = label?;
            terms::find(look.catalogue, &roles::read(label).stem, label)
        })
        .filter(|_| has_first);
    let line = Line::new("naam_in_bestand", quoted(variable))
        .because("het antwoord 1 telt; voor antwoord 2: zet _2 achter de naam");
    let known = matched.as_ref().map(|matched| matched.indicator.eenheid);
    let facts = Facts {
        name: variable,
        place: "Variabele",
        matched: matched.as_ref(),
        label,
        unit: unit::share(
            known,
            "het percentage wordt gemaakt uit de gewogen antwoorden",
        ),
        columns: vec![line],
        age: None,
        age_column: None,
        period: None,
        needs_period: false,
    };
    indicator::block(look.catalogue, facts)
}

/// Columns such as sex and age divide the rows of an area.
fn crossings(
    heads: &Heads,
    sheet: &Sheet,
    (year, level, area): (u32, u32, u32),
    (rows, figures): (&[u32], &[u32]),
    draft: &mut Draft,
) {
    let column = super::area::AreaColumn::at(area);
    let table = table::Table {
        sheet,
        heads: heads.clone(),
        area: column,
        unit_row: None,
        titles: Vec::new(),
        rows: rows.to_vec(),
        below: Vec::new(),
    };
    let outcome = filter::find(&table, &[area, level, year], figures);
    draft.filter = outcome.lines;
    draft.filter_remarks = outcome.remarks;
}
