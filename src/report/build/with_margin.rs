//! A value and its margin in one cell: «16,3 (14,2 – 18,1)».
//!
//! In the long tables of the annex a number and how sure it is are read together, and half the cells
//! is half the work for who listens to them.

use super::indicator::margin_cell;
use crate::indicators::Figure;
use crate::report::model::Cel;

/// A space as wide as a digit.
const FIGURE_SPACE: &str = "\u{2007}";

/// What the brackets are, for under a table.
pub const IN_BRACKETS: &str = "Tussen haakjes staat de marge.";

/// How many digits a value has before its decimal sign; 0 without one.
pub fn digits(figure: &Figure) -> usize {
    let value = figure.reading.value();
    value.map_or(0, |value| {
        before_comma(&figure.indicator.eenheid.number(value))
    })
}

fn before_comma(number: &str) -> usize {
    let whole = number.split(',').next().unwrap_or(number);
    whole.chars().filter(char::is_ascii_digit).count()
}

/// The value, filled up to `digits` so that decimal signs stand below each other, and its margin in
/// brackets; without a margin the value alone, without a value the reason.
pub fn cell_with_margin(figure: Option<&Figure>, digits: usize) -> Cel {
    let cell = super::areas::cell(figure);
    let Some(figure) = figure.filter(|figure| figure.reading.value().is_some()) else {
        return cell;
    };
    let fill = FIGURE_SPACE.repeat(digits.saturating_sub(before_comma(&cell.tekst)));
    let margin = figure.reading.margin();
    let margin = margin.map_or_else(String::new, |_| format!(" ({})", margin_cell(figure).tekst));
    Cel::tekst(format!("{fill}{}{margin}", cell.tekst))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_before_the_decimal_sign_count() {
        assert_eq!(before_comma("16,3"), 2);
        assert_eq!(before_comma("−0,12"), 1);
        assert_eq!(before_comma("1\u{202f}234"), 4);
    }
}
