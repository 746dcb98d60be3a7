//! Sheets with one row per area: which rows count, which area each is about, and its cells.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{merge_of, spot, text_below};
use super::heads::{Heads, cell_text};
use super::take::{places, says_something, take};
use super::words::{level_word, parse_ages, parse_year};
use super::{Ages, Context, NUMBERS, Places, Taken};
use crate::area::{AreaLevel, fold_name};
use crate::extract::fault::Spot;
use crate::extract::mapping::{Given, Means};
use crate::extract::places::{self as areas, Doubt, Written};
use crate::extract::sheet::{Merged, Sheet};
use crate::period::Year;
use crate::themes::AgeGroup;

/// Words with which a row starts that sums up or explains, below the table.
pub const CLOSING: [&str; 10] = [
    "totaal",
    "totalen",
    "gemiddeld",
    "gemiddelde",
    "eindtotaal",
    "bron",
    "bronnen",
    "toelichting",
    "noot",
    "let op",
];
/// Texts that a notice about rows that were left out gives as an example.
const EXAMPLES: usize = 3;

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

impl Layout<'_> {
    fn text(&self, row: u32, column: u32) -> String {
        text_below(self.sheet, self.heads.row, row, column)
    }
}

/// The cells of one indicator.
pub struct Wanted {
    /// Index in the mapping.
    pub indicator: usize,
    /// Rows of this indicator have this text in this column.
    pub named: Option<(u32, String)>,
    /// Only rows of this year count, where the file has years of its own.
    pub only_year: Option<(u32, Year)>,
    /// Only rows of this age group count, where the file has ages of its own.
    pub only_age: Option<(u32, AgeGroup)>,
    /// Year.
    pub period: Found<Year>,
    /// Ages.
    pub ages: Found<AgeGroup>,
    /// Columns of the numbers: waarde, noemer, aantal, ondergrens, bovengrens, effectieve_n,
    /// designeffect.
    pub numbers: [Option<Found<f64>>; NUMBERS],
    /// The same columns as a message names them; filled here.
    pub places: Arc<Places>,
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

/// Reads all rows of a sheet for the wanted indicators.
pub fn read(context: &mut Context<'_>, layout: &Layout<'_>, wanted: &mut [Wanted]) {
    for one in wanted.iter_mut() {
        one.places = places(layout, one);
    }
    let mut reader = Reader {
        places: BTreeMap::new(),
        skipped: Vec::new(),
        levels: BTreeMap::new(),
        before: layout.heads.row,
        after_blank: false,
        begun: false,
    };
    for (row, cells) in layout.sheet.rows() {
        // Blank rows may be absent from the file, or be rows of blanks.
        let is_blank = cells
            .iter()
            .all(|(_, cell)| cell_text(&cell.content).is_empty());
        if row <= layout.heads.row || is_blank {
            continue;
        }
        reader.after_blank |= reader.begun && row > reader.before + 1;
        reader.before = row;
        let is_other = |(column, text): &(u32, String)| {
            fold_name(&layout.text(row, *column)) != fold_name(text)
        };
        if !layout.filters.iter().any(is_other) {
            reader.row(context, layout, wanted, row);
        }
    }
    reader.tell(context);
}

/// The area of a row as it stands there: text, text of the level, gemeente.
type Key = (String, String, String);

/// What is known of such a text.
struct Place {
    found: Result<Means, Doubt>,
    /// Whether a fault was recorded, and whether a notice was.
    told: (bool, bool),
}

struct Reader {
    places: BTreeMap<Key, Place>,
    skipped: Vec<String>,
    levels: BTreeMap<String, usize>,
    before: u32,
    after_blank: bool,
    /// Whether a row with an area came by: blank rows before it end nothing.
    begun: bool,
}

impl Reader {
    fn row(&mut self, context: &mut Context<'_>, layout: &Layout<'_>, wanted: &[Wanted], row: u32) {
        let sheet = layout.sheet;
        let of_row: Vec<&Wanted> = wanted
            .iter()
            .filter(|wanted| counts(layout, wanted, row))
            .collect();
        if of_row.is_empty() {
            return;
        }
        let merged = merge_of(sheet, row, layout.area);
        // A text over the whole width is a heading between the rows.
        if merged.is_some_and(|m| of_row.iter().any(|w| lies_in(m, w))) {
            return;
        }
        let own = merged.map_or((row, row), |m| (m.first_row, m.last_row));
        if row > own.0 && of_row.iter().all(|w| continues(sheet, w, row, own)) {
            return;
        }
        let text = layout.text(row, layout.area);
        let says = of_row
            .iter()
            .any(|w| says_something(context, layout, w, row, own));
        let head = layout.heads.shown(layout.area);
        let spot = spot(context, sheet, row, layout.area, head);
        if text.is_empty() {
            if says {
                context.faults.push_todo(
                    spot,
                    "verwacht een gebied; de cel is leeg, en er staan cijfers in deze rij",
                    "vul het gebied in, of haal de rij weg",
                );
            }
            return;
        }
        let Some(means) = self.place(context, layout, row, &text, says, spot) else {
            return;
        };
        self.begun = true;
        let (areas, together) = match means {
            Means::Skip => return,
            Means::Area(area) => (vec![area], None),
            Means::Together(areas) => (areas, Some(text)),
        };
        for wanted in of_row {
            let Some(taken) = take(context, layout, wanted, row, own) else {
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
        says: bool,
        spot: Spot,
    ) -> Option<Means> {
        let of = |column: Option<u32>| column.map_or_else(String::new, |c| layout.text(row, c));
        let (level_text, gemeente) = (of(layout.level), of(layout.gemeente));
        let level = level_word(&level_text);
        let named = &context.mapping.area.named;
        let is_foreign = !level_text.is_empty() && matches!(level, None | Some(AreaLevel::Buurt));
        if is_foreign && !named.contains_key(&areas::key(text)) {
            *self.levels.entry(level_text).or_insert(0) += 1;
            return None;
        }
        let key = (text.to_owned(), level_text, gemeente);
        let place = self
            .places
            .entry(key)
            .or_insert_with_key(|(text, _, gemeente)| {
                let written = Written {
                    text,
                    level,
                    gemeente: (!gemeente.is_empty()).then_some(gemeente.as_str()),
                    candidates: !layout.national,
                };
                Place {
                    found: areas::find(context.gazetteer, &context.mapping.area, &written),
                    told: (false, false),
                }
            });
        let doubt = match &place.found {
            Ok(means) => return Some(means.clone()),
            Err(doubt) => doubt,
        };
        if layout.national && !doubt.several {
            self.skipped.push(text.to_owned());
        } else if !says || (self.after_blank && closes(text)) {
            if !place.told.1 {
                context.notices.push(format!(
                    "rij {} «{text}» is overgeslagen: het is geen gebied; is het dat wel, {}",
                    row + 1,
                    doubt.todo
                ));
            }
            place.told.1 = true;
        } else if !place.told.0 {
            let (what, todo) = (doubt.what.clone(), doubt.todo.clone());
            context.faults.push_todo(spot, what, todo);
            place.told.0 = true;
        }
        None
    }

    /// Says how many rows were left out.
    fn tell(self, context: &mut Context<'_>) {
        if !self.skipped.is_empty() {
            let count = self.skipped.len();
            let mut examples = self.skipped;
            examples.sort_unstable();
            examples.dedup();
            examples.retain(|text| text.chars().any(char::is_alphabetic));
            examples.truncate(EXAMPLES);
            let examples = match examples.as_slice() {
                [] => String::new(),
                some => format!(" (zoals «{}»)", some.join("», «")),
            };
            context.notices.push(format!(
                "{count} rijen gaan over gebieden die niet in de indeling van dit rapport \
                 staan{examples}, en zijn overgeslagen"
            ));
        }
        for (level, count) in self.levels {
            context.notices.push(format!(
                "{count} rijen van het niveau «{level}» zijn overgeslagen: dat niveau heeft een \
                 rapport niet"
            ));
        }
    }
}

/// Whether a row is one of an indicator: its name, its year and its ages.
fn counts(layout: &Layout<'_>, wanted: &Wanted, row: u32) -> bool {
    let named = wanted
        .named
        .as_ref()
        .is_none_or(|(column, name)| layout.text(row, *column).eq_ignore_ascii_case(name.trim()));
    let year = wanted.only_year.is_none_or(|(column, year)| {
        // What is no year is a fault later, when the row turns out to have figures.
        parse_year(&layout.text(row, column)).is_none_or(|found| found == year)
    });
    let age = wanted.only_age.is_none_or(|(column, age)| {
        parse_ages(&layout.text(row, column)) == Some(Ages::Group(age))
    });
    named && year && age
}

/// Whether every number of a row is merged over the same rows as its area: one row that is drawn
/// as several.
fn continues(sheet: &Sheet, wanted: &Wanted, row: u32, own: (u32, u32)) -> bool {
    wanted.numbers.iter().flatten().all(|given| match given {
        Found::Fixed(_) => true,
        Found::Column(column) => {
            merge_of(sheet, row, *column).is_some_and(|m| (m.first_row, m.last_row) == own)
        }
    })
}

/// Whether a merged region covers a number of an indicator.
fn lies_in(merged: &Merged, wanted: &Wanted) -> bool {
    wanted.numbers.iter().flatten().any(|given| match given {
        Found::Fixed(_) => false,
        Found::Column(column) => (merged.first_column..=merged.last_column).contains(column),
    })
}

/// Whether a text below the table sums up or explains.
fn closes(text: &str) -> bool {
    let folded = fold_name(text);
    let begins = |word: &&str| -> bool {
        folded
            .strip_prefix(*word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    text.starts_with('*') || CLOSING.iter().any(begins)
}
