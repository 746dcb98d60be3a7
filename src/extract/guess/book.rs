//! The form `tabellenboek`: column A has the variable with its answer, B the label.

use std::collections::BTreeMap;

use super::draft::{Draft, Line, quoted, shown};
use super::form::{book_row, is_variable, texts};
use super::indicator::{self, Facts};
use super::look::Look;
use super::profile::Profile;
use super::roles::plausible_year;
use super::{missing, terms, unit};
use crate::area::{AreaLevel, fold_name};
use crate::extract::forms::text_of;
use crate::extract::mapping::Form;
use crate::extract::sheet::Sheet;

/// First column with figures.
const FIRST: u32 = 2;
/// Most rows of answers that are not recognised and still listed.
const LISTED: usize = 60;

/// One row with an answer.
struct Answer {
    label: String,
    profile: Profile,
}

/// Guesses the mapping of a tabellenboek.
pub fn draft(look: &Look<'_>, because: String) -> Draft {
    let mut draft = Draft::new(Form::Tabellenboek, because);
    let mut answers: BTreeMap<String, Answer> = BTreeMap::new();
    let mut heads: Vec<String> = Vec::new();
    let mut skipped = Vec::new();
    for sheet in &look.workbook.sheets {
        match book_row(sheet) {
            Some(signs) => read_sheet(look, sheet, signs, &mut answers, &mut heads),
            None => skipped.push(format!("«{}»", shown(&sheet.name))),
        }
    }
    if !skipped.is_empty() {
        draft.remarks.push(format!(
            "Bladen zonder cijfers van een gebied: {}.",
            skipped.join(", ")
        ));
    }
    areas(look, &heads, &mut draft);
    let mut unknown = 0_usize;
    for (code, answer) in &answers {
        let matched = terms::find(look.catalogue, "", code);
        if matched.is_none() {
            // Of every variable one answer is enough to start from.
            unknown += 1;
            if unknown > LISTED || !code.ends_with('1') {
                continue;
            }
        }
        let known = matched.as_ref().map(|matched| matched.indicator.eenheid);
        let facts = Facts {
            name: code,
            place: "Rij",
            matched: matched.as_ref(),
            label: (!answer.label.is_empty()).then_some(answer.label.as_str()),
            unit: unit::share(known, "de rij met procenttekens"),
            columns: vec![Line::new("naam_in_bestand", quoted(code)).because("de code in kolom A")],
            age: None,
            age_column: None,
            period: None,
            needs_period: false,
        };
        draft
            .indicators
            .push(indicator::block(look.catalogue, facts));
    }
    draft.missing = missing::lines(answers.values().map(|answer| &answer.profile));
    draft
        .missing
        .retain(|line| line.key != "\"-\"" && line.key != "\"*\"");
    draft
}

fn read_sheet(
    look: &Look<'_>,
    sheet: &Sheet,
    signs: u32,
    answers: &mut BTreeMap<String, Answer>,
    heads: &mut Vec<String>,
) {
    let columns: Vec<u32> = texts(sheet, signs)
        .map(|(column, _)| column)
        .filter(|column| *column >= FIRST)
        .collect();
    if let Some(row) = signs.checked_sub(1) {
        for (_, text) in texts(sheet, row).filter(|(column, _)| *column >= FIRST) {
            if let Some(name) = area_name(sheet, &text)
                && !heads.contains(&name)
            {
                heads.push(name);
            }
        }
    }
    for (row, _) in sheet.rows().filter(|(row, _)| *row > signs) {
        let code = text_of(sheet, row, 0);
        if !is_variable(&code) || answers.contains_key(&code) {
            continue;
        }
        let mut profile = Profile::default();
        for column in &columns {
            let one = Profile::of(look, sheet, *column, &[row]);
            profile.signs.extend(one.signs);
        }
        let label = text_of(sheet, row, 1);
        answers.insert(code, Answer { label, profile });
    }
}

/// «Totaal Zwolle 2024» is about Zwolle; a head without year is a group, such as «Man».
fn area_name(sheet: &Sheet, head: &str) -> Option<String> {
    let mut words: Vec<&str> = head.split_whitespace().collect();
    let year = words
        .iter()
        .position(|word| plausible_year(word).is_some())?;
    words.remove(year);
    if words
        .first()
        .is_some_and(|word| fold_name(word) == "totaal")
    {
        words.remove(0);
    }
    Some(if words.is_empty() {
        sheet.name.clone()
    } else {
        words.join(" ")
    })
}

/// The level at which most heads are one area.
fn areas(look: &Look<'_>, heads: &[String], draft: &mut Draft) {
    let found = |level: Option<AreaLevel>| {
        heads
            .iter()
            .filter(|name| look.names.named(name, level, None).len() == 1)
            .count()
    };
    let level = [None, Some(AreaLevel::Gemeente), Some(AreaLevel::Wijk)]
        .into_iter()
        .rev()
        .max_by_key(|level| found(*level))
        .flatten();
    draft.area_remarks.push(
        "De gebieden en jaren staan in de koppen boven de procenttekens, zoals «Totaal Zwolle 2024»."
            .to_owned(),
    );
    if let Some(level) = level {
        let line = Line::new("niveau", format!("\"{}\"", level.as_str()));
        draft
            .area
            .push(line.because("anders kan een naam een gemeente en een wijk zijn"));
    }
    for name in heads {
        let several = look.names.named(name, level, None);
        if several.len() == 1 {
            continue;
        }
        let other = look.names.named(name, None, None);
        let value = other
            .first()
            .map_or_else(|| "\"overslaan\"".to_owned(), |code| format!("\"{code}\""));
        let why =
            "kop met een jaar, maar niet één gebied van dit niveau; nu wordt de kolom overgeslagen";
        draft.names.push(
            Line::new(&quoted(&shown(name)), value)
                .because(why)
                .proposed(),
        );
    }
}
