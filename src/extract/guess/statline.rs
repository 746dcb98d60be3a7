//! The form `statline-csv`: a download of StatLine, raw or with statistical symbols.

use super::area::AreaColumn;
use super::draft::{Draft, Line, quoted, shown};
use super::form::statline_row;
use super::indicator::{self, Facts};
use super::look::Look;
use super::tabel::{self, Columns};
use super::table::{self, Table, head};
use super::unit::{self, Hints};
use super::{filter, missing, period, roles};
use crate::area::fold_name;
use crate::extract::forms::{Heads, text_of};
use crate::extract::mapping::Form;
use crate::extract::sheet::Sheet;

/// Most columns that are written out when they were not recognised.
const UNKNOWN: usize = 5;

/// Guesses the mapping of a download of StatLine.
pub fn draft(look: &Look<'_>, because: String) -> Draft {
    let mut draft = Draft::new(Form::StatlineCsv, because);
    let Some(sheet) = look.workbook.sheets.first() else {
        return draft;
    };
    let Some((row, _)) = statline_row(sheet) else {
        return draft;
    };
    let heads = Heads::at(sheet, row);
    let Some(area) = area_column(&heads) else {
        return draft;
    };
    super::long::sheet_lines(look, sheet, row, &mut draft);
    let line = Line::new("kolom", quoted(&head(&heads, area)));
    draft
        .area
        .push(line.because("kolom met regio's; gebieden buiten de indeling worden overgeslagen"));
    let table = table(sheet, heads, area);
    let columns = tabel::columns(look, &table);
    let figures: Vec<u32> = columns.numbers.iter().map(|column| column.column).collect();
    let named = |name: &str| table.heads.column(name).ok();
    let keys: Vec<u32> = [Some(area), named("Perioden"), named("Marges"), columns.age]
        .into_iter()
        .flatten()
        .collect();
    let outcome = filter::find(&table, &keys, &figures);
    draft.filter = outcome.lines;
    draft.filter_remarks = outcome.remarks;
    blocks(look, &table, &columns, &mut draft);
    draft.missing = missing::lines(columns.numbers.iter().map(|column| &column.profile));
    draft
}

/// The column with codes, else the one with names, as the reader of the form chooses it.
fn area_column(heads: &Heads) -> Option<u32> {
    let is_code = |folded: &str| {
        matches!(folded, "regios" | "wijkenenbuurten")
            || folded.starts_with("regiocode")
            || folded.starts_with("codering")
    };
    let is_name = |folded: &str| matches!(folded, "regio s" | "wijken en buurten" | "gemeenten");
    let of = |test: &dyn Fn(&str) -> bool| {
        let mut all = heads.iter();
        all.find(|(_, text)| test(&fold_name(text)))
            .map(|(column, _)| column)
    };
    of(&is_code).or_else(|| of(&is_name))
}

fn table(sheet: &Sheet, heads: Heads, area: u32) -> Table<'_> {
    let rows: Vec<u32> = sheet
        .rows()
        .map(|(row, _)| row)
        .filter(|row| *row > heads.row && !text_of(sheet, *row, area).is_empty())
        .collect();
    Table {
        sheet,
        area: AreaColumn::at(area),
        heads,
        unit_row: None,
        titles: Vec::new(),
        rows,
        below: Vec::new(),
    }
}

fn blocks(look: &Look<'_>, table: &Table<'_>, columns: &Columns, draft: &mut Draft) {
    let has_period = table.heads.column("Perioden").is_ok();
    let year = period::of_file(look, Some(table));
    let mut unknown = 0_usize;
    let mut others: Vec<String> = Vec::new();
    for column in &columns.numbers {
        if column.matched.is_none() {
            unknown += 1;
            if unknown > UNKNOWN {
                others.push(format!("«{}»", shown(&column.head)));
                continue;
            }
        }
        let known = column
            .matched
            .as_ref()
            .map(|matched| matched.indicator.eenheid);
        let hints = Hints {
            percent: column.said.percent,
            per_1000: column.said.per_1000,
            count: column.said.role == roles::Role::Count,
        };
        let period = match (&year, has_period) {
            (Some(found), false) => {
                let line = Line::new("periode", found.year.0.to_string());
                Some(line.because(format!("{}; klopt dat?", found.because)))
            }
            _ => None,
        };
        let facts = Facts {
            name: &column.head,
            place: "Kop",
            matched: column.matched.as_ref(),
            label: None,
            unit: unit::guess(&column.profile, hints, known),
            columns: vec![Line::new("naam_in_bestand", quoted(&column.head))],
            age: column.said.age,
            age_column: columns.age.map(|column| table::head(&table.heads, column)),
            period,
            needs_period: !has_period,
        };
        draft
            .indicators
            .push(indicator::block(look.catalogue, facts));
    }
    for some in others.chunks(6) {
        let listed = some.join(", ");
        draft.remarks.push(format!(
            "Niet herkend, en hier niet uitgeschreven: {listed}"
        ));
    }
}
