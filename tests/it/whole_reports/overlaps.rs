//! No letter of a report stands over another.

use std::collections::BTreeSet;

use crate::support::pdf_places::{Place, places};

/// Letters of one line may stand so close, of two lines so much, in multiples of their size: two
/// letters in the same place, or a line within another.
const SAME_LINE: f64 = 0.1;
const BESIDE: f64 = 0.3;
const BELOW: f64 = 0.6;

/// Returns the pages on which letters stand over each other, each with the first of them.
pub fn in_pdf(pdf: &[u8]) -> BTreeSet<String> {
    let pages = places(pdf);
    let faults = pages.iter().enumerate().filter_map(|(at, letters)| {
        let (one, other) = first_of(letters)?;
        let number = at + 1;
        Some(format!(
            "bladzijde {number}: «{}» staat over «{}» bij {:.0}, {:.0}",
            one.text, other.text, one.x, one.y
        ))
    });
    faults.collect()
}

fn first_of(letters: &[Place]) -> Option<(&Place, &Place)> {
    let mut sorted: Vec<&Place> = letters
        .iter()
        .filter(|l| !l.text.trim().is_empty())
        .collect();
    sorted.sort_by(|a, b| a.y.total_cmp(&b.y));
    for (at, one) in sorted.iter().enumerate() {
        for other in &sorted[at + 1..] {
            let size = one.size.min(other.size);
            let (high, wide) = (other.y - one.y, (other.x - one.x).abs());
            if high > BELOW * one.size {
                break;
            }
            let near = if high < SAME_LINE * size {
                SAME_LINE
            } else {
                BESIDE
            };
            if high < BELOW * size && wide < near * size {
                return Some((one, other));
            }
        }
    }
    None
}

#[test]
fn a_line_within_another_is_seen() {
    let letter = |x: f64, y: f64, text: &str| Place {
        x,
        y,
        size: 10.0,
        font: "NotoSans-Regular".to_owned(),
        text: text.to_owned(),
    };
    let over = |letters: &[Place]| first_of(letters).is_some();
    let line = [letter(0.0, 0.0, "i"), letter(2.6, 0.0, "l")];
    assert!(!over(&line), "letters of one word");
    assert!(
        over(&[letter(0.0, 0.0, "G"), letter(0.5, 0.0, "O")]),
        "two columns in one place"
    );
    assert!(
        over(&[letter(0.0, 0.0, "a"), letter(1.0, 5.0, "b")]),
        "two lines"
    );
    assert!(
        !over(&[letter(0.0, 0.0, "a"), letter(1.0, 7.6, "b")]),
        "lines of a table"
    );
    assert!(!over(&[letter(0.0, 0.0, "a"), letter(1.0, 0.0, " ")]));
}
