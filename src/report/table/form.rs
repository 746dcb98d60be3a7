//! The forms in which the house library sets a table: size of the text, white, width.
//!
//! Lengths are in points. `huis/tabellen.typ` uses the sizes of a table only when it sets it in the form
//! that they were counted for; else Typst measures the table itself.

use serde::Serialize;

use crate::report::model::FiguurBreedte;

/// How a table stands on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Over the width of the text.
    Page,
    /// Beside a figure of this width.
    Beside(FiguurBreedte),
    /// In the annex, smaller.
    Annex,
    /// In one of two columns.
    Column,
    /// The overview of areas and topics; lying on its page when it has many columns.
    Overview,
    /// On the sheet of a wijk.
    Sheet,
}

/// Sizes of a table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Form {
    /// Size of the text.
    pub grootte: f64,
    /// White above and below the text of a cell.
    pub ruimte: f64,
    /// White before and after it.
    #[serde(skip)]
    pub side: f64,
    /// White between lines, in multiples of the text size.
    #[serde(skip)]
    pub leading: f64,
    /// Whether marks that are no verdict stand without their word.
    pub kort: bool,
    /// Width of the table.
    pub breedte: f64,
}

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;
/// The width of the text of an upright page, in millimetres.
pub const TEXT_MM: f64 = 174.0;
/// The width of the text of a lying page, in millimetres.
const LYING_MM: f64 = 265.0;
/// White between a figure and the table beside it, in millimetres.
const BESIDE_MM: f64 = 4.0;
/// White between two columns, in millimetres.
const COLUMNS_MM: f64 = 8.0;
/// From this number of columns on the overview lies on its page.
const MANY_COLUMNS: usize = 9;
/// From this number of rows on those of the overview stand closer.
const MANY_ROWS: usize = 13;

/// Returns a length in points.
pub const fn mm(length: f64) -> f64 {
    length * MM
}

/// Returns a number of columns to calculate with.
pub fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// White between a figure and its table, in millimetres. A chart with the rows of its table has it
/// itself: the lines between the rows go on.
const fn white_beside(figure: FiguurBreedte) -> f64 {
    match figure {
        FiguurBreedte::PerRij | FiguurBreedte::PerOnderwerp => 0.0,
        _ => BESIDE_MM,
    }
}

/// Returns the form of a table of so many columns and rows.
pub const fn form_of(place: Place, columns: usize, rows: usize) -> Form {
    let page = Form {
        grootte: 8.6,
        ruimte: 3.2,
        side: 3.5,
        leading: 0.5,
        kort: false,
        breedte: mm(TEXT_MM),
    };
    match place {
        Place::Page => page,
        Place::Beside(figure) => Form {
            grootte: 7.8,
            ruimte: 1.8,
            side: 2.0,
            kort: true,
            breedte: mm(TEXT_MM - figure.millimetres() - white_beside(figure)),
            ..page
        },
        Place::Annex => Form {
            grootte: 8.0,
            ruimte: 2.4,
            side: 2.0,
            kort: true,
            ..page
        },
        Place::Column => Form {
            grootte: 8.0,
            ruimte: 2.2,
            side: 2.0,
            kort: true,
            breedte: mm((TEXT_MM - COLUMNS_MM) / 2.0),
            ..page
        },
        Place::Overview => Form {
            grootte: 8.4,
            ruimte: if rows >= MANY_ROWS { 2.5 } else { 3.6 },
            side: 3.0,
            leading: 0.35,
            kort: true,
            breedte: mm(if columns >= MANY_COLUMNS {
                LYING_MM
            } else {
                TEXT_MM
            }),
        },
        Place::Sheet => Form {
            grootte: 8.4,
            side: 3.0,
            leading: 0.45,
            ..page
        },
    }
}
