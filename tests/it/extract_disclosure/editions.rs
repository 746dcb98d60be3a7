//! Two editions, case by case: a wijk that was never delivered, a sum that an earlier edition gave.

use super::*;

fn cell(area: &str, age: &'static str, n: u32, tenths: u32) -> Cell {
    Cell {
        area: area.to_owned(),
        age,
        n,
        tenths,
    }
}

/// Olst-Wijhe without wijk 02. Two per cent of 59 respondents is secret.
fn cells() -> Vec<Cell> {
    vec![
        cell("GM0166", "18+", 59, 23),
        cell("GM0166", "18-64", 500, 721),
        cell("GM0166", "65+", 669, 735),
        cell("WK016601", "65+", 754, 115),
        cell("WK016603", "65+", 197, 280),
    ]
}

/// The first edition has the 18–64 of the gemeente and the 65+ of two wijken.
fn first() -> Vec<Cell> {
    let mut cells = cells();
    cells.retain(|cell| cell.area != "GM0166" || cell.age == "18-64");
    cells
}

/// Who takes the two wijken for the whole gemeente has its 65+ and so its 18+ since the first
/// edition. But wijk 02 is there, so only the 65+ of the second edition would give the 18+ away.
#[test]
fn a_cell_is_not_given_up_for_a_sum_of_wijken_that_may_miss_one() {
    let secret = ("GM0166".to_owned(), "18+".to_owned());
    for wijken in [Wijken::Listed, Wijken::Unlisted] {
        let two = two_editions(&first(), &cells(), wijken);
        assert!(two.too_late.is_empty(), "{:?}", two.too_late);
        assert!(two.leaks.is_empty(), "{wijken:?} {:?}", two.leaks);
        assert!(two.supposed.contains(&secret));
    }
}

/// The maker hears that the first edition gave the cell away when as far as the program knows the
/// wijken are all there are.
#[test]
fn what_an_earlier_edition_gave_away_is_told_when_no_wijk_is_known_to_be_missing() {
    let exposed = |wijken| two_editions(&first(), &cells(), wijken).exposed;
    assert_eq!(exposed(Wijken::Listed), 0);
    assert_eq!(exposed(Wijken::Unlisted), 1);
}

/// With all wijken delivered the first edition did give it away: nothing more is hidden for it.
#[test]
fn a_cell_that_is_surely_lost_is_told_and_costs_no_other() {
    let mut all = cells();
    all.push(cell("WK016602", "65+", 300, 400));
    let mut earlier = first();
    earlier.push(cell("WK016602", "65+", 300, 400));
    let two = two_editions(&earlier, &all, Wijken::Listed);
    let secret = ("GM0166".to_owned(), "18+".to_owned());
    assert!(two.too_late.contains(&secret), "{:?}", two.too_late);
    assert_eq!(two.exposed, 1);
    assert_eq!(two.leaks, BTreeSet::from([secret]));
}

#[test]
fn what_protects_a_cell_is_protected_itself_beside_an_earlier_edition() {
    let rows = [
        ("GM0166", [493, 682, 596], [107, 502, 736]),
        ("WK016601", [387, 728, 18], [76, 440, 280]),
        ("WK016602", [474, 37, 347], [375, 447, 730]),
        ("WK016603", [47, 210, 630], [95, 493, 910]),
    ];
    let cells: Vec<Cell> = rows
        .iter()
        .flat_map(|(area, n, tenths)| {
            (0..3).map(|at| Cell {
                area: (*area).to_owned(),
                age: AGES[at],
                n: n[at],
                tenths: tenths[at],
            })
        })
        .collect();
    // The first edition has no 18–64: those of wijk 02 follow from its other ages, so in the
    // second the wijk that hides it must not be left over alone.
    let first: Vec<Cell> = cells
        .iter()
        .filter(|cell| cell.age != "18-64")
        .cloned()
        .collect();
    let two = two_editions(&first, &cells, Wijken::Unlisted);
    assert!(
        two.too_late
            .contains(&("WK016602".to_owned(), "18-64".to_owned()))
    );
    assert!(
        two.leaks.is_subset(&two.too_late),
        "{:?} {:?}",
        two.leaks,
        two.too_late
    );
}
