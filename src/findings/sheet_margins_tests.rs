//! Whose margins are wide among those of the other parts.

use super::sheet::{Margins, margins_among};
use super::sheet_tests::figure;
use crate::indicators::Figure;
use crate::reading::Reading;
use crate::statistics::Interval;

#[test]
fn margins_are_wide_only_among_enough_others() {
    let with_width = |half: f64| {
        let mut figure = figure("roken", 20.0);
        figure.reading = Reading::Known {
            value: 20.0,
            margin: Some(Interval::around(20.0, 20.0 - half, 20.0 + half).unwrap()),
        };
        figure
    };
    let (wide, middle, narrow) = (with_width(4.0), with_width(2.0), with_width(1.0));
    let among = |own, others: &[&Figure], topics: usize| {
        let rows: Vec<_> = (0..topics).map(|_| (own, others.to_vec())).collect();
        margins_among(&rows)
    };
    let others = [&middle, &middle, &narrow];
    assert_eq!(among(&wide, &others, 3), Margins::Wider);
    assert_eq!(among(&narrow, &others, 3), Margins::Narrower);
    assert_eq!(among(&middle, &others, 3), Margins::Mixed);
    assert_eq!(among(&wide, &others, 2), Margins::Mixed);
    assert_eq!(among(&wide, &others[..2], 3), Margins::Mixed);
    assert_eq!(margins_among(&[]), Margins::Mixed);
    // Wide for one topic of three only.
    let rows = [&wide, &middle, &middle].map(|own| (own, others.to_vec()));
    assert_eq!(margins_among(&rows), Margins::Mixed);
}

#[test]
fn a_margin_is_not_wide_because_its_percentage_is_near_the_middle() {
    let around = |value: f64, half: f64| {
        let mut figure = figure("roken", value);
        let margin = Interval::around(value, value - half, value + half).unwrap();
        figure.reading = Reading::Known {
            value,
            margin: Some(margin),
        };
        figure
    };
    // Equally many people: ±2 at 10 % is ±3,3 at 50 %.
    let (low, middle) = (around(10.0, 2.0), around(50.0, 3.33));
    let rows: Vec<_> = (0..4).map(|_| (&middle, vec![&low; 4])).collect();
    assert_eq!(margins_among(&rows), Margins::Mixed);
    let wide = around(50.0, 5.0);
    let rows: Vec<_> = (0..4).map(|_| (&wide, vec![&low; 4])).collect();
    assert_eq!(margins_among(&rows), Margins::Wider);
    // Widths in another unit say nothing about people.
    let distance = Figure {
        reading: wide.reading,
        ..figure("afstand_huisarts", 50.0)
    };
    let rows: Vec<_> = (0..4).map(|_| (&distance, vec![&distance; 4])).collect();
    assert_eq!(margins_among(&rows), Margins::Mixed);
}
