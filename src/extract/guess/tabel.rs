//! The form `tabel`: the sheet with the largest table, its columns, its areas and its year.

use super::doubts::{self, Areas};
use super::draft::{Draft, Line, exact, shown};
use super::filter;
use super::group;
use super::look::Look;
use super::pair::{self, NumberColumn};
use super::period;
use super::profile::Profile;
use super::roles::{self, Role};
use super::table::{self, Table, head};
use super::terms;
use super::{area_lines, missing};
use crate::extract::forms::{Ages, parse_ages, text_of};
use crate::extract::mapping::{AreaKind, Form};

/// Most sheets that are looked at.
const SHEETS: usize = 100;
/// Most columns of one table that are looked at.
const COLUMNS: usize = 400;

/// What the columns of a table were found to be.
pub struct Columns {
    /// Columns with numbers that a report may need.
    pub numbers: Vec<NumberColumn>,
    /// Column of years.
    pub period: Option<u32>,
    /// Column of age groups.
    pub age: Option<u32>,
    /// What was left out.
    pub remarks: Vec<String>,
}

/// Guesses the mapping of a table.
pub fn draft(look: &Look<'_>, because: String) -> Draft {
    let mut draft = Draft::new(Form::Tabel, because);
    let mut tables: Vec<Table<'_>> = look
        .workbook
        .sheets
        .iter()
        .take(SHEETS)
        .filter_map(|sheet| table::find(look, sheet))
        .collect();
    // Visible sheets go before hidden ones, larger tables before smaller ones.
    tables.sort_by_key(|table| (table.sheet.hidden, std::cmp::Reverse(size(look, table))));
    let Some(table) = tables.first() else {
        draft.remarks.push(
            "Geen blad heeft een kolom met gebieden en een rij met koppen erboven.".to_owned(),
        );
        return draft;
    };
    layout(look, table, &tables, &mut draft);
    let columns = columns(look, table);
    fill(look, table, columns, &mut draft);
    draft
}

/// Rows times columns with numbers.
fn size(look: &Look<'_>, table: &Table<'_>) -> usize {
    let sample: Vec<u32> = table.rows.iter().copied().take(50).collect();
    let numeric = table
        .heads
        .iter()
        .take(COLUMNS)
        .filter(|(column, _)| Profile::of(look, table.sheet, *column, &sample).is_numeric())
        .count();
    table.rows.len() * numeric
}

fn layout(look: &Look<'_>, table: &Table<'_>, all: &[Table<'_>], draft: &mut Draft) {
    if look.workbook.csv.is_none() {
        let line = Line::new("blad", exact(&table.sheet.name));
        let why = if table.sheet.hidden {
            "verborgen blad, maar het enige met een tabel"
        } else if look.workbook.sheets.len() == 1 {
            "het enige blad"
        } else {
            "het blad met de grootste tabel"
        };
        draft.layout.push(line.because(why));
    }
    let above = if table.heads.row == 0 {
        "de eerste rij; telt vanaf 1".to_owned()
    } else {
        format!(
            "de rij met koppen boven het eerste gebied in rij {}; telt vanaf 1",
            table.rows.first().map_or(0, |row| row + 1)
        )
    };
    let row = (table.heads.row + 1).to_string();
    draft.layout.push(Line::new("koprij", row).because(above));
    if let Some(row) = table.unit_row {
        draft.remarks.push(format!(
            "Rij {} onder de koppen heeft eenheden; die rij wordt overgeslagen.",
            row + 1
        ));
    }
    if let (Some(first), Some(last)) = (table.below.first(), table.below.last()) {
        draft.remarks.push(format!(
            "Rij {} tot en met {} staan onder de tabel (totalen of toelichting) en tellen niet mee.",
            first + 1,
            last + 1
        ));
    }
    for other in all.iter().skip(1) {
        draft.remarks.push(format!(
            "Blad «{}» heeft ook een tabel: maak daarvoor een eigen koppelbestand.",
            shown(&other.sheet.name)
        ));
    }
    draft.source = table
        .titles
        .iter()
        .chain(&notes(table))
        .find_map(|(_, text)| source(text));
}

fn notes(table: &Table<'_>) -> Vec<(u32, String)> {
    let below = table.below.iter();
    below
        .map(|row| (*row, text_of(table.sheet, *row, table.area.column)))
        .collect()
}

/// «Bron: GGD IJsselland»; a text with numbers other than years may hold figures.
fn source(text: &str) -> Option<String> {
    let (front, rest) = text.split_once(':')?;
    let digits = rest
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let only_years = digits
        .into_iter()
        .all(|part| roles::plausible_year(part).is_some());
    let rest = rest.trim();
    (front.trim().eq_ignore_ascii_case("bron")
        && !rest.is_empty()
        && rest.len() <= 120
        && only_years)
        .then(|| shown(rest))
}

/// Sorts the columns of a table by what they are for.
pub fn columns(look: &Look<'_>, table: &Table<'_>) -> Columns {
    let mut found = Columns {
        numbers: Vec::new(),
        period: None,
        age: None,
        remarks: Vec::new(),
    };
    let own = [Some(table.area.column), table.area.gemeente];
    for (column, _) in table.heads.iter().take(COLUMNS) {
        if own.contains(&Some(column)) {
            continue;
        }
        let mut said = roles::read(table.heads.full(column));
        if said.stem.is_empty() && said.role == Role::Value {
            said.stem = roles::read(table.heads.text(column)).stem;
        }
        match said.role {
            Role::Period if period::is_years(table, column) => {
                found.period = found.period.or(Some(column));
                continue;
            }
            Role::Age if is_ages(table, column) => {
                found.age = found.age.or(Some(column));
                continue;
            }
            Role::Period | Role::Age | Role::Nothing => continue,
            _ => {}
        }
        let profile = Profile::of(look, table.sheet, column, &table.rows);
        if !profile.is_numeric() {
            continue;
        }
        let matched = terms::find(look.catalogue, &said.stem, table.heads.text(column));
        let name = head(&table.heads, column);
        if matched
            .as_ref()
            .is_some_and(|m| m.indicator.id == "inwoners")
        {
            found.remarks.push(format!(
                "Kolom «{}» is niet gebruikt: het aantal inwoners haalt het rapport bij het CBS.",
                shown(&name)
            ));
            continue;
        }
        found.numbers.push(NumberColumn {
            column,
            head: name,
            said,
            profile,
            matched,
        });
    }
    by_title(look, table, &mut found.numbers);
    found
}

/// A file about one thing says in its title or its name what «percentage» is about.
fn by_title(look: &Look<'_>, table: &Table<'_>, columns: &mut [NumberColumn]) {
    let mut values = columns
        .iter_mut()
        .filter(|column| column.said.role == Role::Value);
    let (Some(only), None) = (values.next(), values.next()) else {
        return;
    };
    if !only.said.stem.is_empty() || only.matched.is_some() {
        return;
    }
    let file = look.file_name();
    let file = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let titles = table.titles.iter().map(|(row, text)| {
        let place = format!("de titel in rij {}", row + 1);
        (text.as_str(), place)
    });
    let mut all = titles.chain([(file, "de naam van het bestand".to_owned())]);
    only.matched = all.find_map(|(text, place)| {
        let said = roles::read(text);
        let found = terms::find(look.catalogue, &said.stem, "")?;
        only.said.age = only.said.age.or(said.age);
        Some(terms::Match {
            because: format!("{}, in {place}", found.because),
            ..found
        })
    });
}

fn is_ages(table: &Table<'_>, column: u32) -> bool {
    let known = |row: &u32| {
        let ages = parse_ages(&text_of(table.sheet, *row, column));
        matches!(ages, Some(Ages::Group(_) | Ages::Band { .. }))
    };
    !table.rows.is_empty() && table.rows.iter().all(known)
}

/// Fills the draft from the columns of a table.
pub fn fill(look: &Look<'_>, table: &Table<'_>, columns: Columns, draft: &mut Draft) {
    let figures: Vec<u32> = columns.numbers.iter().map(|column| column.column).collect();
    let keys: Vec<u32> = [
        Some(table.area.column),
        table.area.gemeente,
        columns.period,
        columns.age,
    ]
    .into_iter()
    .flatten()
    .collect();
    let filter = filter::find(table, &keys, &figures);
    draft.filter = filter.lines;
    draft.filter_remarks.extend(filter.remarks);
    let outcome = doubts::find(
        look,
        &Areas {
            sheet: table.sheet,
            area: &table.area,
            rows: &filter.rows,
            figures: &figures,
            level: None,
            certain: table.area.kind == AreaKind::Code && table.area.found > 20,
        },
    );
    area_lines(look, &table.heads, &table.area, &outcome, draft);
    let (groups, loose) = pair::groups(&columns.numbers);
    let year = period::of_file(look, Some(table));
    let context = group::Context {
        look,
        table,
        columns: &columns,
        rows: &filter.rows,
        year,
    };
    draft.indicators = groups
        .iter()
        .filter_map(|group| context.block(group))
        .collect();
    for index in loose {
        draft.remarks.push(format!(
            "Kolom «{}» is niet gebruikt: de kolom hoort bij geen enkele waarde.",
            shown(&columns.numbers[index].head)
        ));
    }
    draft.remarks.extend(columns.remarks.iter().cloned());
    draft.missing = missing::lines(columns.numbers.iter().map(|column| &column.profile));
}
