//! Cells in the making: slice after slice, put in order once when all have been read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cells::{Cell, CellKey, Cells};

/// The cells of one slice for one measure, each once and in order.
pub type Run = Vec<(CellKey, Cell)>;

/// The cells of all slices that were read so far, per measure a run for each slice.
#[derive(Debug, Default)]
pub struct Gathered(BTreeMap<Arc<str>, Vec<Run>>);

impl Gathered {
    /// Adds the cells of a slice.
    pub fn add(&mut self, slice: BTreeMap<Arc<str>, Run>) {
        for (measure, run) in slice {
            self.0.entry(measure).or_default().push(run);
        }
    }

    /// Returns all cells in order. The same row stands in the land slice and in that of its
    /// gemeente: the first one stays.
    pub fn finish(self) -> Cells {
        let columns = self.0.into_iter();
        Cells::of(columns.map(|(measure, runs)| (measure, joined(runs))))
    }
}

/// Returns the cells of all runs, those of the first slice first.
fn joined(runs: Vec<Run>) -> Run {
    let length: usize = runs.iter().map(Vec::len).sum();
    let mut runs = runs.into_iter();
    let mut joined = runs.next().unwrap_or_default();
    joined.reserve_exact(length - joined.len());
    joined.extend(runs.flatten());
    joined
}

/// Puts rows in the cells of one slice; the rows of a cell in the order given. Nothing has to be
/// looked for as long as they come in the order of the cells.
pub fn fill<R>(
    run: &mut Run,
    rows: impl Iterator<Item = (CellKey, R)>,
    empty: impl Fn() -> Cell,
    put: impl Fn(&mut Cell, &R),
) {
    let (_, most) = rows.size_hint();
    run.reserve(most.unwrap_or_default());
    for (key, rows) in rows {
        let found = match run.last() {
            Some((last, _)) if last.place().cmp(&key.place()).is_ge() => {
                run.binary_search_by(|(own, _)| own.place().cmp(&key.place()))
            }
            _ => Err(run.len()),
        };
        let index = found.unwrap_or_else(|index| {
            run.insert(index, (key, empty()));
            index
        });
        put(&mut run[index].1, &rows);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::area::AreaCode;
    use crate::period::Year;
    use crate::themes::AgeGroup;

    fn measure() -> Arc<str> {
        Arc::from("proef/Stam")
    }

    fn key(area: &str, year: i32) -> CellKey {
        CellKey {
            area: AreaCode::parse(area).unwrap(),
            period: Year(year),
            age: AgeGroup::All,
            measure: measure(),
        }
    }

    /// Fills cells with the sums of these numbers.
    fn put(run: &mut Run, source: usize, rows: &[(&str, i32, f64)]) {
        let name: Arc<str> = Arc::from("Stam_1");
        let empty = || Cell::empty(&name, source);
        let rows = rows
            .iter()
            .map(|(area, year, value)| (key(area, *year), *value));
        fill(run, rows, empty, |cell, value| {
            let before = cell.value.unwrap_or_default();
            cell.value = Some(before + value);
        });
    }

    fn values<'a>(cells: impl Iterator<Item = (&'a CellKey, &'a Cell)>) -> Vec<(String, f64)> {
        let each = cells.filter_map(|(key, cell)| {
            let place = format!("{} {}", key.area, key.period);
            Some((place, cell.value?))
        });
        each.collect()
    }

    fn expected(each: &[(&str, f64)]) -> Vec<(String, f64)> {
        let each = each.iter();
        each.map(|(place, value)| ((*place).to_owned(), *value))
            .collect()
    }

    #[test]
    fn rows_in_any_order_fill_the_same_cells() {
        let rows = [
            ("NL", 2024, 1.0),
            ("GM0148", 2024, 2.0),
            ("GM0148", 2024, 3.0),
            ("GM0193", 2024, 3.0),
        ];
        for order in [[0, 1, 2, 3], [1, 3, 0, 2], [3, 2, 1, 0]] {
            let mut run = Run::new();
            put(&mut run, 0, &order.map(|place: usize| rows[place]));
            let each = [("NL 2024", 1.0), ("GM0148 2024", 5.0), ("GM0193 2024", 3.0)];
            let found = run.iter().map(|(key, cell)| (key, cell));
            assert_eq!(values(found), expected(&each));
            // Another column of the same slice fills the same cells.
            put(&mut run, 0, &[("GM0193", 2024, 4.0), ("GM0150", 2024, 8.0)]);
            let each = [
                ("NL 2024", 1.0),
                ("GM0148 2024", 5.0),
                ("GM0150 2024", 8.0),
                ("GM0193 2024", 7.0),
            ];
            let found = run.iter().map(|(key, cell)| (key, cell));
            assert_eq!(values(found), expected(&each));
        }
    }

    #[test]
    fn of_later_slices_only_what_was_not_there_is_taken() {
        let slices: [&[(&str, i32, f64)]; 3] = [
            &[("NL", 2024, 1.0), ("GM0193", 2022, 2.0)],
            &[("NL", 2024, 9.0), ("NL", 2022, 3.0), ("GM0150", 2024, 4.0)],
            &[("GM0150", 2024, 9.0), ("GM0193", 2024, 5.0)],
        ];
        let mut gathered = Gathered::default();
        for (source, rows) in slices.into_iter().enumerate() {
            let mut run = Run::new();
            put(&mut run, source, rows);
            gathered.add(BTreeMap::from([(measure(), run)]));
        }
        let cells = gathered.finish();
        let each = [
            ("NL 2022", 3.0),
            ("NL 2024", 1.0),
            ("GM0150 2024", 4.0),
            ("GM0193 2022", 2.0),
            ("GM0193 2024", 5.0),
        ];
        assert_eq!(values(cells.of_measure(&measure())), expected(&each));
        let zwolle = AreaCode::parse("GM0193").unwrap();
        assert_eq!(
            values(cells.of_area(&measure(), &zwolle)),
            expected(&each[3..])
        );
        assert_eq!(cells.of_measure("proef/Ander").count(), 0);
        let sources = |area, year| cells.get(&key(area, year)).map(|cell| cell.source);
        assert_eq!(sources("GM0150", 2024), Some(1));
        assert_eq!(sources("GM0193", 2024), Some(2));
        assert_eq!(sources("GM0148", 2024), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_slices_give_the_cells_of_looking_each_row_up(
            slices in prop::collection::vec(
                prop::collection::vec((0_usize..5, 2020_i32..2023, 1_u32..9), 0..14), 0..5),
        ) {
            let areas = ["NL", "GM0148", "GM0193", "WK014800", "WK019301"];
            let mut gathered = Gathered::default();
            let mut expected: BTreeMap<(usize, i32), (usize, f64)> = BTreeMap::new();
            for (source, rows) in slices.iter().enumerate() {
                let mut run = Run::new();
                let each: Vec<(&str, i32, f64)> = rows
                    .iter()
                    .map(|(area, year, value)| (areas[*area], *year, f64::from(*value)))
                    .collect();
                put(&mut run, source, &each);
                gathered.add(BTreeMap::from([(measure(), run)]));
                for (area, year, value) in rows {
                    let cell = expected.entry((*area, *year)).or_insert((source, 0.0));
                    if cell.0 == source {
                        cell.1 += f64::from(*value);
                    }
                }
            }
            let cells = gathered.finish();
            let found: Vec<(CellKey, usize, Option<f64>)> = cells
                .of_measure(&measure())
                .map(|(key, cell)| (key.clone(), cell.source, cell.value))
                .collect();
            let expected: Vec<(CellKey, usize, Option<f64>)> = expected
                .into_iter()
                .map(|((area, year), (source, sum))| (key(areas[area], year), source, Some(sum)))
                .collect();
            for (key, source, _) in &expected {
                prop_assert_eq!(cells.get(key).map(|cell| cell.source), Some(*source));
            }
            prop_assert_eq!(found, expected);
        }
    }
}
