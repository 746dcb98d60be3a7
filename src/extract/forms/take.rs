//! The cells of one indicator in one row.

use std::sync::Arc;

use super::cells::{no_number, said, spot, text_below, text_of};
use super::rows::{Found, Layout, Wanted};
use super::words::{parse_ages, parse_year};
use super::{Ages, Context, NUMBERS, Places, Taken};
use crate::area::AreaCode;
use crate::extract::fault::Spot;
use crate::extract::number::{NoNumber, Said};
use crate::extract::sheet::column_name;
use crate::period::Year;
use crate::themes::AgeGroup;

/// Which of the numbers are the value and the count.
const VALUE: usize = 0;
const COUNT: usize = 2;

/// Returns the letters and heads of the columns of an indicator, for messages.
pub fn places(layout: &Layout<'_>, wanted: &Wanted) -> Arc<Places> {
    let mut places = Places::default();
    for (place, given) in places.iter_mut().zip(&wanted.numbers) {
        if let Some(Found::Column(column)) = given {
            *place = Some((column_name(*column), layout.heads.shown(*column).to_owned()));
        }
    }
    Arc::new(places)
}

/// Says whether a row has a number, or a sign that there is none, for an indicator.
pub fn says_something(
    context: &Context<'_>,
    layout: &Layout<'_>,
    wanted: &Wanted,
    row: u32,
    own: (u32, u32),
) -> bool {
    wanted.numbers.iter().flatten().any(|given| {
        let Found::Column(column) = given else {
            return false;
        };
        match said(context, layout.sheet, row, *column, own) {
            Ok(Said::Number { .. }) => true,
            // An area that is hidden still counts: others could give it away.
            Ok(Said::Absent(_)) => !text_of(layout.sheet, row, *column).is_empty(),
            Err(why) => matches!(
                why,
                NoNumber::Ambiguous | NoNumber::Signs | NoNumber::Merged | NoNumber::NotFinite
            ),
        }
    })
}

/// Reads the cells; every cell that is no number is a fault.
pub fn take(
    context: &mut Context<'_>,
    layout: &Layout<'_>,
    wanted: &Wanted,
    row: u32,
    own: (u32, u32),
) -> Option<Taken> {
    let period = match wanted.period {
        Found::Fixed(year) => Some(year),
        Found::Column(column) => year(context, layout, row, column),
    };
    // A row of another year was left out before; one without a year is of no year.
    if let (Some((column, _)), true) = (wanted.only_year, period.is_some()) {
        year(context, layout, row, column)?;
    }
    let ages = match wanted.ages {
        Found::Fixed(age) => Some(Ages::Group(age)),
        Found::Column(column) => ages(context, layout, row, column),
    };
    let mut numbers: [Option<Said>; NUMBERS] = [None; NUMBERS];
    let mut whole = true;
    for (number, given) in numbers.iter_mut().zip(&wanted.numbers) {
        *number = match given {
            None => None,
            Some(Found::Fixed(value)) => Some(Said::Number {
                value: *value,
                percent: false,
            }),
            Some(Found::Column(column)) => {
                let read = number_at(context, layout, row, *column, own);
                whole &= read.is_some();
                read
            }
        };
    }
    whole.then_some(())?;
    let [value, base, count, lower, upper, effective, design] = numbers;
    Some(Taken {
        indicator: wanted.indicator,
        area: AreaCode::Land,
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
        spot: place_of(context, layout, wanted, row),
        places: Arc::clone(&wanted.places),
    })
}

/// The place of a figure: that of its value, or of its count when it is made here.
fn place_of(context: &Context<'_>, layout: &Layout<'_>, wanted: &Wanted, row: u32) -> Spot {
    let at = [VALUE, COUNT]
        .into_iter()
        .find_map(|number| match wanted.numbers[number] {
            Some(Found::Column(column)) => Some(column),
            _ => None,
        });
    match at {
        Some(column) => {
            let head = layout.heads.shown(column);
            spot(context, layout.sheet, row, column, head)
        }
        None => context.on(layout.sheet).in_row(row),
    }
}

fn number_at(
    context: &mut Context<'_>,
    layout: &Layout<'_>,
    row: u32,
    column: u32,
    own: (u32, u32),
) -> Option<Said> {
    match said(context, layout.sheet, row, column, own) {
        Ok(said) => Some(said),
        Err(why) => {
            let head = layout.heads.shown(column);
            let spot = spot(context, layout.sheet, row, column, head);
            let text = text_of(layout.sheet, row, column);
            no_number(context, spot, &text, why);
            None
        }
    }
}

fn year(context: &mut Context<'_>, layout: &Layout<'_>, row: u32, column: u32) -> Option<Year> {
    let year = parse_year(&text_below(layout.sheet, layout.heads.row, row, column));
    if year.is_none() {
        let head = layout.heads.shown(column);
        let spot = spot(context, layout.sheet, row, column, head);
        context.faults.push(spot, "verwacht een jaar, zoals 2024");
    }
    year
}

fn ages(context: &mut Context<'_>, layout: &Layout<'_>, row: u32, column: u32) -> Option<Ages> {
    let ages = parse_ages(&text_below(layout.sheet, layout.heads.row, row, column));
    if ages.is_none() {
        let head = layout.heads.shown(column);
        let spot = spot(context, layout.sheet, row, column, head);
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
