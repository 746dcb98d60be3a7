//! The form `swing-lang`: one row per figure; the names of the indicators stand in column NAAM.

use std::collections::BTreeMap;

use super::area::AreaColumn;
use super::doubts::{self, Areas};
use super::draft::{Draft, Line, exact, is_unsafe, quoted, shown};
use super::form::{SWING_LONG, with_heads};
use super::indicator::{self, Facts};
use super::look::{Look, is_number};
use super::profile::Profile;
use super::unit::{self, Hints};
use super::{missing, roles, terms};
use crate::area::fold_name;
use crate::extract::forms::{Heads, level_word, text_of};
use crate::extract::mapping::Form;
use crate::extract::sheet::{Sheet, column_name};

/// Most indicators of one file.
const MOST: usize = 300;

/// Guesses the mapping of an import file of Swing.
pub fn draft(look: &Look<'_>, because: String) -> Draft {
    let mut draft = Draft::new(Form::SwingLang, because);
    let Some((sheet, row)) = with_heads(look, &SWING_LONG) else {
        return draft;
    };
    let heads = Heads::at(sheet, row);
    let found = SWING_LONG.map(|head| heads.column(head).ok());
    let [Some(_), Some(level), Some(area), Some(name), Some(value)] = found else {
        draft
            .remarks
            .push("Een van de vijf koppen staat er twee keer.".to_owned());
        return draft;
    };
    sheet_lines(look, sheet, row, &mut draft);
    let mut rows: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut all = Vec::new();
    for (row, _) in sheet.rows().filter(|(number, _)| *number > row) {
        let text = text_of(sheet, row, name);
        if !text.is_empty() {
            all.push(row);
            rows.entry(text).or_default().push(row);
        }
    }
    areas(look, sheet, (area, level, value), &all, &mut draft);
    let labels = labels(look, &["indicator code"], &["name", "naam"]);
    let mut profiles = Vec::new();
    for (text, rows) in rows.iter().take(MOST) {
        if is_number(text) || text.chars().any(is_unsafe) {
            continue;
        }
        let profile = Profile::of(look, sheet, value, rows);
        let label = labels.get(&text.to_uppercase()).map(String::as_str);
        let said = roles::read(text);
        let matched = terms::find(look.catalogue, &said.stem, text).or_else(|| {
            let label = label?;
            terms::find(look.catalogue, &roles::read(label).stem, label)
        });
        let known = matched.as_ref().map(|matched| matched.indicator.eenheid);
        let facts = Facts {
            name: text,
            place: "NAAM",
            matched: matched.as_ref(),
            label,
            unit: unit::guess(&profile, Hints::default(), known),
            columns: vec![Line::new("naam_in_bestand", quoted(text))],
            age: said.age,
            age_column: None,
            period: None,
            needs_period: false,
        };
        draft
            .indicators
            .push(indicator::block(look.catalogue, facts));
        profiles.push(profile);
    }
    draft.missing = missing::lines(&profiles);
    draft
}

/// Writes `blad` and `koprij`.
pub fn sheet_lines(look: &Look<'_>, sheet: &Sheet, row: u32, draft: &mut Draft) {
    if look.workbook.csv.is_none() {
        let name = exact(&sheet.name);
        let line = Line::new("blad", name);
        draft.layout.push(line.because("het blad met deze koppen"));
    }
    let line = Line::new("koprij", (row + 1).to_string());
    draft
        .layout
        .push(line.because("de rij met deze koppen; telt vanaf 1"));
}

/// Lists doubtful areas; every row says its own level.
pub fn areas(
    look: &Look<'_>,
    sheet: &Sheet,
    (area, level, value): (u32, u32, u32),
    rows: &[u32],
    draft: &mut Draft,
) {
    let column = AreaColumn::at(area);
    let outcome = doubts::find(
        look,
        &Areas {
            sheet,
            area: &column,
            rows,
            figures: &[value],
            level: Some(level),
            certain: true,
        },
    );
    draft.area_remarks.push(format!(
        "De gebieden staan in kolom {}, hun niveau in kolom {}; {} zijn herkend.",
        column_name(area),
        column_name(level),
        outcome.found
    ));
    let mut unknown: Vec<String> = rows
        .iter()
        .map(|row| text_of(sheet, *row, level))
        .filter(|text| level_word(text).is_none() && !is_number(text) && !text.is_empty())
        .map(|text| shown(&text))
        .collect();
    unknown.sort();
    unknown.dedup();
    if !unknown.is_empty() {
        draft.area_remarks.push(format!(
            "Onbekende niveaus: {}. Haal die rijen weg, of zet de gebieden in [gebied.namen].",
            unknown
                .iter()
                .take(8)
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        ));
    }
    draft.area_remarks.extend(outcome.remarks);
    draft.names = outcome.lines;
}

/// Names of variables from a sheet that describes them, by code in capitals.
pub fn labels(look: &Look<'_>, codes: &[&str], names: &[&str]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for sheet in &look.workbook.sheets {
        let Some((head, _)) = sheet.rows().next() else {
            continue;
        };
        let column = |wanted: &[&str]| {
            let mut texts = super::form::texts(sheet, head);
            texts
                .find(|(_, text)| wanted.contains(&fold_name(text).as_str()))
                .map(|(column, _)| column)
        };
        let (Some(code), Some(name)) = (column(codes), column(names)) else {
            continue;
        };
        for (row, _) in sheet.rows().skip(1).take(5000) {
            let (code, name) = (text_of(sheet, row, code), text_of(sheet, row, name));
            if !code.is_empty() && !name.is_empty() && !is_number(&name) {
                found.entry(code.to_uppercase()).or_insert(name);
            }
        }
    }
    found
}
