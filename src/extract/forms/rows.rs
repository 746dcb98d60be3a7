//! Sheets with one row per area: which rows count, which area each is about, and its cells.

use std::collections::BTreeMap;

use super::heads::{Heads, anchor, cell_text};
use super::{Ages, Context, Taken};
use crate::area::{AreaLevel, fold_name};
use crate::extract::mapping::{Given, Means};
use crate::extract::number::{NoNumber, Said, read as read_number};
use crate::extract::places::{self, Doubt, Written};
use crate::extract::sheet::{Sheet, column_name};
use crate::period::Year;
use crate::themes::AgeGroup;

/// Words with which a row starts that sums up or explains, below the table.
pub const CLOSING: [&str; 8] = [
    "totaal",
    "totalen",
    "gemiddeld",
    "eindtotaal",
    "bron",
    "toelichting",
    "noot",
    "let op",
];

/// How a sheet is laid out.
pub struct Layout<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Its heads.
    pub heads: Heads,
    /// Column of the area.
    pub area: u32,
    /// Column of the level.
    pub level: Option<u32>,
    /// Column of the gemeente of a wijk.
    pub gemeente: Option<u32>,
    /// A national download has areas that no report shows: they are left out and counted.
    pub national: bool,
    /// Rows count when these columns have these texts.
    pub filters: Vec<(u32, String)>,
}

/// The cells of one indicator.
pub struct Wanted {
    /// Index in the mapping.
    pub indicator: usize,
    /// Rows of this indicator have this text in this column.
    pub named: Option<(u32, String)>,
    /// Year.
    pub period: Found<Year>,
    /// Ages.
    pub ages: Found<AgeGroup>,
    /// Columns of the numbers: waarde, noemer, aantal, ondergrens, bovengrens, effectieve_n,
    /// designeffect.
    pub numbers: [Option<Found<f64>>; 7],
}

/// Something that is fixed, or stands in a column that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Found<T> {
    /// Fixed.
    Fixed(T),
    /// In this column.
    Column(u32),
}

/// Returns the column of a head, or records the fault.
pub fn column(
    context: &mut Context<'_>,
    sheet: &Sheet,
    heads: &Heads,
    wanted: &str,
) -> Option<u32> {
    match heads.column(wanted) {
        Ok(column) => Some(column),
        Err(fault) => {
            let spot = context.on(sheet).in_row(heads.row);
            context.faults.push_todo(spot, fault.what, fault.todo);
            None
        }
    }
}

/// Reads all rows of a sheet for the wanted indicators.
pub fn read(context: &mut Context<'_>, layout: &Layout<'_>, wanted: &[Wanted]) {
    let mut reader = Reader {
        places: BTreeMap::new(),
        skipped: 0,
        before: layout.heads.row,
        after_blank: false,
    };
    for (row, cells) in layout.sheet.rows() {
        if row <= layout.heads.row {
            continue;
        }
        // Blank rows may be absent from the file, or be rows of blanks.
        if cells
            .iter()
            .all(|(_, cell)| cell_text(&cell.content).is_empty())
        {
            continue;
        }
        reader.after_blank |= row > reader.before + 1;
        reader.before = row;
        if layout.filters.iter().any(|(column, text)| {
            fold_name(&text_of(layout.sheet, row, *column)) != fold_name(text)
        }) {
            continue;
        }
        reader.row(context, layout, wanted, row);
    }
    if reader.skipped > 0 {
        context.notices.push(format!(
            "{} rijen gaan over gebieden die niet in de indeling van dit rapport staan, en zijn \
             overgeslagen",
            reader.skipped
        ));
    }
}

struct Reader {
    places: BTreeMap<(String, Option<AreaLevel>, String), Result<Means, Doubt>>,
    skipped: usize,
    before: u32,
    after_blank: bool,
}

impl Reader {
    fn row(&mut self, context: &mut Context<'_>, layout: &Layout<'_>, wanted: &[Wanted], row: u32) {
        let sheet = layout.sheet;
        let of_row: Vec<&Wanted> = wanted
            .iter()
            .filter(|w| {
                w.named.as_ref().is_none_or(|(column, name)| {
                    text_of(sheet, row, *column).eq_ignore_ascii_case(name.trim())
                })
            })
            .collect();
        if of_row.is_empty() {
            return;
        }
        let text = area_text(layout, row);
        let says_something = of_row.iter().any(|w| has_number(context, sheet, w, row));
        let spot = context
            .on(sheet)
            .in_row(row)
            .in_column(column_name(layout.area), layout.heads.text(layout.area));
        if text.is_empty() {
            if says_something {
                context.faults.push_todo(
                    spot,
                    "verwacht een gebied; de cel is leeg, en er staan cijfers in deze rij",
                    "vul het gebied in, of haal de rij weg",
                );
            }
            return;
        }
        let Some(means) = self.place(context, layout, row, &text, says_something, spot) else {
            return;
        };
        let (areas, together) = match means {
            Means::Skip => return,
            Means::Area(area) => (vec![area], None),
            Means::Together(areas) => (areas, Some(text)),
        };
        for wanted in of_row {
            let Some(taken) = take(context, layout, wanted, row) else {
                continue;
            };
            for area in &areas {
                context.taken.push(Taken {
                    area: area.clone(),
                    together: together.clone(),
                    ..taken.clone()
                });
            }
        }
    }

    /// The area of a row; a text that is doubtful is one fault, however many rows have it.
    fn place(
        &mut self,
        context: &mut Context<'_>,
        layout: &Layout<'_>,
        row: u32,
        text: &str,
        says_something: bool,
        spot: super::Spot,
    ) -> Option<Means> {
        let level_text = layout
            .level
            .map(|column| text_of(layout.sheet, row, column));
        let level = level_text.as_deref().and_then(level_word);
        let gemeente = layout
            .gemeente
            .map_or_else(String::new, |column| text_of(layout.sheet, row, column));
        let key = (text.to_owned(), level, gemeente.clone());
        let is_new = !self.places.contains_key(&key);
        let found = self.places.entry(key).or_insert_with(|| {
            let written = Written {
                text,
                level,
                gemeente: (!gemeente.is_empty()).then_some(gemeente.as_str()),
            };
            places::find(context.gazetteer, &context.mapping.area, &written)
        });
        let doubt = match found {
            Ok(means) => return Some(means.clone()),
            Err(doubt) => doubt.clone(),
        };
        let folded = fold_name(text);
        let closes = text.starts_with('*') || CLOSING.iter().any(|word| folded.starts_with(word));
        if layout.national {
            self.skipped += 1;
        } else if !says_something || (self.after_blank && closes) {
            context.notices.push(format!(
                "rij {} «{text}» is overgeslagen: het is geen gebied; is het dat wel, {}",
                row + 1,
                doubt.todo
            ));
        } else if is_new {
            context.faults.push_todo(spot, doubt.what, doubt.todo);
        }
        None
    }
}

/// The text of the area; a cell merged over several rows counts for all of them.
fn area_text(layout: &Layout<'_>, row: u32) -> String {
    let own = text_of(layout.sheet, row, layout.area);
    if !own.is_empty() {
        return own;
    }
    anchor(layout.sheet, row, layout.area)
        .filter(|(first, _)| *first > layout.heads.row)
        .map_or_else(String::new, |(row, column)| {
            text_of(layout.sheet, row, column)
        })
}

/// Returns the text of a cell, without blanks around it.
pub fn text_of(sheet: &Sheet, row: u32, column: u32) -> String {
    sheet
        .cell(row, column)
        .map_or_else(String::new, |cell| cell_text(&cell.content))
}

/// The levels as Swing and others write them: `gemeente`, `gemeentenvar`, `wijk23`.
pub fn level_word(text: &str) -> Option<AreaLevel> {
    let folded = fold_name(text);
    let starts = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    if starts(&["gemeente"]) {
        Some(AreaLevel::Gemeente)
    } else if starts(&["wijk"]) {
        Some(AreaLevel::Wijk)
    } else if starts(&["buurt"]) {
        Some(AreaLevel::Buurt)
    } else if starts(&["nederland", "land"]) {
        Some(AreaLevel::Land)
    } else if starts(&["ggd"]) {
        Some(AreaLevel::Ggd)
    } else if starts(&["provincie"]) {
        Some(AreaLevel::Provincie)
    } else if starts(&["regio"]) {
        Some(AreaLevel::Regio)
    } else {
        None
    }
}

fn has_number(context: &Context<'_>, sheet: &Sheet, wanted: &Wanted, row: u32) -> bool {
    let mapping = context.mapping;
    wanted.numbers.iter().flatten().any(|given| match given {
        Found::Fixed(_) => false,
        Found::Column(column) => matches!(
            read_number(sheet.cell(row, *column), &mapping.missing, context.decimal),
            Ok(Said::Number { .. })
        ),
    })
}

/// The cells of one indicator in one row; every cell that is no number is a fault.
fn take(
    context: &mut Context<'_>,
    layout: &Layout<'_>,
    wanted: &Wanted,
    row: u32,
) -> Option<Taken> {
    let period = match wanted.period {
        Found::Fixed(year) => Some(year),
        Found::Column(column) => year(context, layout, row, column),
    };
    let ages = match wanted.ages {
        Found::Fixed(age) => Some(Ages::Group(age)),
        Found::Column(column) => ages(context, layout, row, column),
    };
    let mut said: [Option<Said>; 7] = [None; 7];
    let mut whole = true;
    for (index, given) in wanted.numbers.iter().enumerate() {
        said[index] = match given {
            None => None,
            Some(Found::Fixed(value)) => Some(Said::Number {
                value: *value,
                percent: false,
            }),
            Some(Found::Column(column)) => {
                let number = number(context, layout, row, *column);
                whole &= number.is_some();
                number
            }
        };
    }
    let [value, base, count, lower, upper, effective, design] = said;
    let at = wanted
        .numbers
        .iter()
        .flatten()
        .find_map(|given| match given {
            Found::Column(column) => Some(*column),
            Found::Fixed(_) => None,
        });
    let mut spot = context.on(layout.sheet).in_row(row);
    if let Some(column) = at {
        spot = spot.in_column(column_name(column), layout.heads.text(column));
    }
    whole.then_some(())?;
    Some(Taken {
        indicator: wanted.indicator,
        area: crate::area::AreaCode::Land,
        together: None,
        period: period?,
        ages: ages?,
        value,
        base,
        count,
        lower,
        upper,
        effective,
        design,
        spot,
    })
}

fn number(context: &mut Context<'_>, layout: &Layout<'_>, row: u32, column: u32) -> Option<Said> {
    let mapping = context.mapping;
    let cell = layout.sheet.cell(row, column);
    match read_number(cell, &mapping.missing, context.decimal) {
        Ok(said) => Some(said),
        Err(why) => {
            let spot = context
                .on(layout.sheet)
                .in_row(row)
                .in_column(column_name(column), layout.heads.text(column));
            let what = format!("verwacht een getal; {}", why.words());
            match sign(
                cell.map_or_else(String::new, |cell| cell_text(&cell.content)),
                why,
            ) {
                Some(sign) => context.faults.push_todo(
                    spot,
                    what,
                    format!(
                        "betekent dit dat er geen cijfer is? zet in [ontbreekt]: {sign} = \
                         \"niet_gemeten\" (of niet_gepubliceerd, geheim)"
                    ),
                ),
                None => context.faults.push(spot, what),
            }
            None
        }
    }
}

/// A short text without digits may be a sign for absence, and holds no figure.
fn sign(text: String, why: NoNumber) -> Option<toml::Value> {
    let is_sign = why == NoNumber::Text
        && (1..=20).contains(&text.chars().count())
        && !text.chars().any(|c| c.is_ascii_digit());
    is_sign.then_some(toml::Value::String(text))
}

fn year(context: &mut Context<'_>, layout: &Layout<'_>, row: u32, column: u32) -> Option<Year> {
    let text = text_of(layout.sheet, row, column);
    let year = parse_year(&text);
    if year.is_none() {
        let spot = context
            .on(layout.sheet)
            .in_row(row)
            .in_column(column_name(column), layout.heads.text(column));
        context.faults.push(spot, "verwacht een jaar, zoals 2024");
    }
    year
}

/// Reads `2024`, `2024JJ00` and `2024.0`.
pub fn parse_year(text: &str) -> Option<Year> {
    let text = text.trim();
    let digits = text.strip_suffix("JJ00").unwrap_or(text);
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    if digits.len() != 4 {
        return None;
    }
    digits
        .parse()
        .ok()
        .filter(|year| (1990..=2100).contains(year))
        .map(Year)
}

fn ages(context: &mut Context<'_>, layout: &Layout<'_>, row: u32, column: u32) -> Option<Ages> {
    let text = text_of(layout.sheet, row, column);
    let ages = parse_ages(&text);
    if ages.is_none() {
        let spot = context
            .on(layout.sheet)
            .in_row(row)
            .in_column(column_name(column), layout.heads.text(column));
        let known: Vec<&str> = AgeGroup::EACH.into_iter().map(AgeGroup::as_str).collect();
        context.faults.push(
            spot,
            format!(
                "verwacht een leeftijdsgroep ({}), of een groep van vijf jaar zoals 65-69",
                known.join(", ")
            ),
        );
    }
    ages
}

/// Reads `65+`, `18-64`, `65-69`, `0 tot 5 jaar`, `85 jaar of ouder` and the codes of RIVM.
pub fn parse_ages(text: &str) -> Option<Ages> {
    match text.trim() {
        "20300" => return Some(Ages::Group(AgeGroup::Adults)),
        "53115" => return Some(Ages::Group(AgeGroup::From18To64)),
        "80200" => return Some(Ages::Group(AgeGroup::From65)),
        _ => {}
    }
    let text = text.to_lowercase().replace('–', "-");
    let short = text.replace("jaar", "").replace("of ouder", "+");
    let plain: String = short.chars().filter(|c| !c.is_whitespace()).collect();
    if matches!(plain.as_str(), "totaal" | "alleleeftijden" | "alle") {
        return Some(Ages::Group(AgeGroup::All));
    }
    if let Some(group) = AgeGroup::from_code(&plain) {
        return Some(Ages::Group(group));
    }
    let (first, last) = if let Some(first) = plain.strip_suffix('+') {
        (first.parse().ok()?, None)
    } else if let Some((first, beyond)) = plain.split_once("tot") {
        let beyond: u8 = beyond.parse().ok()?;
        (first.parse().ok()?, Some(beyond.checked_sub(1)?))
    } else {
        let (first, last) = plain.split_once('-')?;
        (first.parse().ok()?, Some(last.parse().ok()?))
    };
    let group = AgeGroup::EACH
        .into_iter()
        .find(|group| group.bounds() == (first, last));
    match (group, last) {
        (Some(group), _) => Some(Ages::Group(group)),
        (None, Some(last)) if last <= first => None,
        (None, last) => Some(Ages::Band { first, last }),
    }
}

/// Resolves what is fixed or stands in a column of the sheet.
pub fn resolve<T: Copy>(
    context: &mut Context<'_>,
    sheet: &Sheet,
    heads: &Heads,
    given: &Given<T>,
) -> Option<Found<T>> {
    match given {
        Given::Fixed(value) => Some(Found::Fixed(*value)),
        Given::Column(wanted) => column(context, sheet, heads, wanted).map(Found::Column),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_as_files_write_them() {
        use AgeGroup::{Adults, All, From18To64, From65, From75};
        for (text, ages) in [
            ("65+", Some(Ages::Group(From65))),
            ("18-64", Some(Ages::Group(From18To64))),
            ("18 tot 65 jaar", Some(Ages::Group(From18To64))),
            ("75 jaar of ouder", Some(Ages::Group(From75))),
            ("20300", Some(Ages::Group(Adults))),
            ("Totaal", Some(Ages::Group(All))),
            (
                "65-69",
                Some(Ages::Band {
                    first: 65,
                    last: Some(69),
                }),
            ),
            (
                "90+",
                Some(Ages::Band {
                    first: 90,
                    last: None,
                }),
            ),
            ("oud", None),
            ("69-65", None),
            ("", None),
        ] {
            assert_eq!(parse_ages(text), ages, "{text:?}");
        }
    }

    #[test]
    fn years_are_read_as_files_write_them() {
        for (text, year) in [
            ("2024", Some(2024)),
            ("2024JJ00", Some(2024)),
            ("2024.0", Some(2024)),
            ("24", None),
            ("1024", None),
            ("2024-05-01", None),
        ] {
            assert_eq!(parse_year(text), year.map(Year), "{text}");
        }
    }
}
