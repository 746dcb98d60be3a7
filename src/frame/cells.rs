//! Cells: one published figure each, with its margin and where it came from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::absence::absence;
use super::wide::Numbers;
use crate::area::AreaCode;
use crate::period::Year;
use crate::reading::Absent;
use crate::themes::AgeGroup;

/// What a cell is about. The measure is the stem of its column, as the catalogue names it,
/// behind the series of its table: `kwb/AantalInwoners`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellKey {
    /// Area.
    pub area: AreaCode,
    /// Year.
    pub period: Year,
    /// Age group.
    pub age: AgeGroup,
    /// Series and stem.
    pub measure: Arc<str>,
}

impl CellKey {
    /// Returns the place of the cell among those of its measure.
    pub(super) const fn place(&self) -> (&AreaCode, Year, AgeGroup) {
        (&self.area, self.period, self.age)
    }
}

/// A published figure; `value` is `None` where the source has the row but no number.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The figure as published.
    pub value: Option<f64>,
    /// Lower bound of the published margin.
    pub lower: Option<f64>,
    /// Upper bound of the published margin.
    pub upper: Option<f64>,
    /// Why there is no figure, when the source says so.
    pub absent: Option<Absent>,
    /// Key of the column.
    pub column: Arc<str>,
    /// Which source it came from: index in [`super::Observations::sources`].
    pub source: usize,
    /// Whether the value is made up.
    pub fictitious: bool,
    /// Whether the margin is made up.
    pub fictitious_margin: bool,
}

/// Which number of a cell a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The figure itself.
    Value,
    /// The lower bound of its margin.
    Lower,
    /// The upper bound of its margin.
    Upper,
    /// Something that is not used.
    Other,
}

impl Bound {
    /// Reads a code of the dimension with margins; a table without it has figures only.
    pub fn of(code: Option<&str>) -> Self {
        match code {
            None | Some("MW00000") => Self::Value,
            Some("MOG0095") => Self::Lower,
            Some("MBG0095") => Self::Upper,
            Some(_) => Self::Other,
        }
    }
}

impl Cell {
    /// Returns a cell to put the rows of one figure in.
    pub fn empty(column: &Arc<str>, source: usize) -> Self {
        Self {
            value: None,
            lower: None,
            upper: None,
            absent: None,
            column: Arc::clone(column),
            source,
            fictitious: false,
            fictitious_margin: false,
        }
    }

    /// Puts a number in its place: the value, or a bound of its margin.
    pub fn put(&mut self, bound: Bound, numbers: &Numbers, row: usize, made_up: bool) {
        let value = numbers.values[row];
        let made_up = made_up && value.is_some();
        match bound {
            Bound::Value => {
                self.value = value;
                let word = numbers
                    .reasons
                    .as_ref()
                    .and_then(|words| words[row].as_deref());
                self.absent = word.map(absence);
                self.fictitious = made_up;
            }
            Bound::Lower => {
                self.lower = value;
                self.fictitious_margin |= made_up;
            }
            Bound::Upper => {
                self.upper = value;
                self.fictitious_margin |= made_up;
            }
            Bound::Other => {}
        }
    }
}

/// A stored slice that figures were taken from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceUse {
    /// Table id.
    pub table: String,
    /// Title of the table.
    pub title: String,
    /// How the source wants to be named.
    pub citation: String,
    /// Licence.
    pub licence: String,
    /// First address that was asked.
    pub url: String,
    /// When it was fetched, RFC 3339 in UTC.
    pub retrieved_at: String,
    /// When it was last found unchanged, RFC 3339 in UTC.
    pub checked_at: String,
    /// Hash of the frame that was read.
    pub sha256: String,
    /// Rows of the slice.
    pub rows: u64,
    /// Year of the division of its areas; none where several come together.
    pub division: Option<i32>,
    /// Whether it has simpler outlines than the map that was asked for first.
    pub simplified: bool,
    /// Which slice: `land` or a gemeente.
    pub slice: String,
    /// Path of the frame inside the store.
    pub path: String,
    /// Whether anything in it is made up.
    pub fictitious: bool,
}

/// The cells of one measure, each once, in the order of area, year and age.
#[derive(Debug, Clone, Default)]
struct Column(Vec<(CellKey, Cell)>);

impl Column {
    /// Puts cells of this measure in order; of two for the same place the first one stays.
    fn of(mut cells: Vec<(CellKey, Cell)>) -> Self {
        // Slices are in order by themselves: such runs are merged, not sorted.
        cells.sort_by(|(one, _), (other, _)| one.place().cmp(&other.place()));
        cells.dedup_by(|(later, _), (first, _)| later.place() == first.place());
        Self(cells)
    }

    /// Returns the index of the cell with this key, or where it would stand.
    fn find(&self, key: &CellKey) -> Result<usize, usize> {
        self.0
            .binary_search_by(|(own, _)| own.place().cmp(&key.place()))
    }

    fn iter(&self) -> impl Iterator<Item = (&CellKey, &Cell)> {
        self.0.iter().map(|(key, cell)| (key, cell))
    }
}

/// All cells that a report may use.
#[derive(Debug, Clone, Default)]
pub struct Cells(BTreeMap<Arc<str>, Column>);

impl Cells {
    /// Puts the cells of each measure in order; of two with the same key the first one stays.
    pub fn of(columns: impl Iterator<Item = (Arc<str>, Vec<(CellKey, Cell)>)>) -> Self {
        let each = columns.map(|(measure, cells)| (measure, Column::of(cells)));
        Self(each.collect())
    }

    /// Returns the cell with this key.
    pub fn get(&self, key: &CellKey) -> Option<&Cell> {
        let column = self.0.get(&key.measure)?;
        let found = column.find(key).ok()?;
        column.0.get(found).map(|(_, cell)| cell)
    }

    /// Returns the cell with this key, or an empty new one.
    pub fn entry(&mut self, key: CellKey, empty: impl FnOnce() -> Cell) -> &mut Cell {
        let column = self.0.entry(Arc::clone(&key.measure)).or_default();
        let index = column.find(&key).unwrap_or_else(|index| {
            column.0.insert(index, (key, empty()));
            index
        });
        &mut column.0[index].1
    }

    /// Iterates over the cells of a measure, in the order of area, year and age.
    pub fn of_measure(&self, measure: &str) -> impl Iterator<Item = (&CellKey, &Cell)> {
        self.0.get(measure).into_iter().flat_map(Column::iter)
    }

    /// Iterates over the cells of a measure for one area, in the order of year and age.
    pub fn of_area<'a>(
        &'a self,
        measure: &Arc<str>,
        area: &'a AreaCode,
    ) -> impl Iterator<Item = (&'a CellKey, &'a Cell)> {
        let column = self.0.get(measure).map_or(&[][..], |column| &column.0);
        let first = column.partition_point(|(key, _)| key.area < *area);
        let cells = column[first..].iter().map(|(key, cell)| (key, cell));
        cells.take_while(move |(key, _)| key.area == *area)
    }
}
