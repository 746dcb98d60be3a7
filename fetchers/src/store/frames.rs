//! Frames as Parquet: written in groups of rows, read whole or without the columns and the groups that
//! nobody asks for.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;

use polars::prelude::{
    DataFrame, ParallelStrategy, ParquetCompression, ParquetReader, ParquetWriter, PolarsResult,
    SerReader, StatisticsOptions, StringChunked,
};

use super::StoreError;
use crate::meta::{DimensionKind, TableMeta, Topic};
use crate::reasons::reason_column;

/// Rows of a group. Rows of an area stand together, and the longest table has some five hundred of
/// each: a group holds a few areas. Each group costs some hundred bytes per column, and time to find.
const GROUP: usize = 4096;
/// Up to this many groups are read whole: that is done sooner than looking for the areas in them.
const FEW_GROUPS: usize = 3;

/// What is read of a frame.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Whether the column of a topic is read.
    pub topics: &'a dyn Fn(&Topic) -> bool,
    /// The codes of the areas that are needed; rows of others may come along. `None` for all.
    pub areas: Option<&'a BTreeSet<String>>,
}

impl Asked<'_> {
    /// Everything.
    pub const ALL: Self = Self {
        topics: &|_| true,
        areas: None,
    };
}

impl std::fmt::Debug for Asked<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asked")
            .field("areas", &self.areas)
            .finish_non_exhaustive()
    }
}

/// Returns a frame as Parquet; `table` and `slice` stand in the fault.
pub(super) fn to_parquet(
    frame: &mut DataFrame,
    table: &str,
    slice: &str,
) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes)
        // Packed by zstd, unpacking took a tenth of a report's own time, for a sixth less room.
        .with_compression(ParquetCompression::Lz4Raw)
        // Which groups hold an area, its own column says: nothing looks at smallest and largest.
        .with_statistics(StatisticsOptions::empty())
        .with_row_group_size(Some(GROUP))
        .set_parallel(false)
        .finish(frame)
        .map_err(|error| StoreError::Frame {
            tabel: table.to_owned(),
            slice: slice.to_owned(),
            reden: error.to_string(),
        })?;
    Ok(bytes)
}

/// Reads a frame with all its columns.
pub(super) fn whole_frame(bytes: &[u8]) -> PolarsResult<DataFrame> {
    reader(bytes).finish()
}

/// A slice is small and several are read side by side: handing its columns to other threads takes
/// longer than reading them.
fn reader(bytes: &[u8]) -> ParquetReader<Cursor<&[u8]>> {
    ParquetReader::new(Cursor::new(bytes)).read_parallel(ParallelStrategy::None)
}

/// Reads the part of a frame that is asked for.
pub(super) fn frame_of(
    bytes: &[u8],
    meta: &TableMeta,
    asked: Asked<'_>,
) -> PolarsResult<DataFrame> {
    let others = meta.topics.iter().filter(|topic| !(asked.topics)(topic));
    let left_out: BTreeSet<String> = others
        .flat_map(|topic| [topic.key.clone(), reason_column(&topic.key)])
        .collect();
    let mut whole = reader(bytes);
    let metadata = Arc::clone(whole.get_metadata()?);
    let schema = whole.schema()?;
    let names = schema.iter_names().map(ToString::to_string);
    let kept: Vec<String> = names.filter(|name| !left_out.contains(name)).collect();
    let area = meta
        .dimensions
        .iter()
        .find(|dimension| dimension.kind == DimensionKind::Geo);
    let groups: Vec<usize> = metadata.row_groups.iter().map(|g| g.num_rows()).collect();
    let (Some(area), Some(areas), true) = (area, asked.areas, groups.len() > FEW_GROUPS) else {
        return whole.with_columns(Some(kept)).finish();
    };
    let read = |columns: Vec<String>, span: Option<(usize, usize)>| {
        let mut part = reader(bytes);
        part.set_metadata(Arc::clone(&metadata));
        part.with_columns(Some(columns)).with_slice(span).finish()
    };
    let codes = read(vec![area.key.clone()], None)?;
    let mut spans = spans(codes.column(&area.key)?.str()?, &groups, areas).into_iter();
    let mut frame = read(kept.clone(), spans.next().or(Some((0, 0))))?;
    for span in spans {
        frame.vstack_mut_owned(read(kept.clone(), Some(span))?)?;
    }
    Ok(frame)
}

/// Returns the first row and the number of rows of each run of groups that hold one of these areas;
/// `groups` has the number of rows of each.
fn spans(codes: &StringChunked, groups: &[usize], areas: &BTreeSet<String>) -> Vec<(usize, usize)> {
    let mut codes = codes.iter();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    // Rows of an area stand together.
    let mut last = (None, false);
    for &size in groups {
        let mut is_asked = false;
        for code in codes.by_ref().take(size) {
            if code != last.0 {
                last = (code, code.is_some_and(|code| areas.contains(code)));
            }
            is_asked |= last.1;
        }
        if is_asked {
            match spans.last_mut() {
                Some((first, rows)) if *first + *rows == start => *rows += size,
                _ => spans.push((start, size)),
            }
        }
        start += size;
    }
    spans
}

#[cfg(test)]
mod tests {
    use polars::prelude::Column;

    use super::*;
    use crate::meta::Dimension;

    const GEO: &str = "RegioS";

    /// A table of so many areas with a row per age each, and its description.
    fn table(areas: usize) -> (DataFrame, TableMeta) {
        let codes = (0..areas).flat_map(|area| std::iter::repeat_n(format!("GM{area:04}"), 300));
        let codes: Vec<String> = codes.collect();
        let numbers: Vec<f64> = (0_u32..).map(f64::from).take(codes.len()).collect();
        let columns = vec![
            Column::new(GEO.into(), &codes),
            Column::new("Inwoners_1".into(), &numbers),
        ];
        let meta = TableMeta {
            id: "proef".to_owned(),
            title: String::new(),
            modified: None,
            status: None,
            topics: Vec::new(),
            dimensions: vec![Dimension {
                key: GEO.to_owned(),
                kind: DimensionKind::Geo,
                title: String::new(),
                items: Vec::new(),
            }],
            areas: std::collections::BTreeMap::new(),
        };
        (DataFrame::new(codes.len(), columns).unwrap(), meta)
    }

    /// The rows of these areas, when these are asked for; and how many others came along.
    fn rows(bytes: &[u8], meta: &TableMeta, areas: &[&str]) -> (Vec<(String, f64)>, usize) {
        let codes: BTreeSet<String> = areas.iter().map(ToString::to_string).collect();
        let asked = Asked {
            areas: Some(&codes),
            ..Asked::ALL
        };
        let frame = frame_of(bytes, meta, asked).unwrap();
        let areas = frame.column(GEO).unwrap().str().unwrap().iter().flatten();
        let numbers = frame.column("Inwoners_1").unwrap().f64().unwrap();
        let rows = areas.zip(numbers.iter().flatten());
        let own: Vec<(String, f64)> = rows
            .filter(|(area, _)| codes.contains(*area))
            .map(|(area, number)| (area.to_owned(), number))
            .collect();
        let others = frame.height() - own.len();
        (own, others)
    }

    #[test]
    fn areas_that_are_asked_for_come_whole_and_few_others_with_them() {
        let (mut frame, meta) = table(100);
        let bytes = to_parquet(&mut frame, "proef", "land").unwrap();
        let expected = |area: u32| (0..300).map(move |row| f64::from(area * 300 + row));
        for areas in [&[0, 1][..], &[6, 7, 99], &[13], &[20, 33, 77], &[]] {
            let codes: Vec<String> = areas.iter().map(|area| format!("GM{area:04}")).collect();
            let mut codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            codes.push("NL00");
            let (own, others) = rows(&bytes, &meta, &codes);
            let numbers: Vec<f64> = own.iter().map(|(_, number)| *number).collect();
            let all: Vec<f64> = areas.iter().flat_map(|area| expected(*area)).collect();
            assert!(numbers == all, "{areas:?}");
            // An area lies in two groups at most.
            assert!(others <= 2 * areas.len() * GROUP, "{others}");
            assert!(own.len() + others < frame.height());
        }
    }

    #[test]
    fn a_frame_is_whole_when_all_areas_are_asked_for() {
        let (mut frame, meta) = table(9);
        let bytes = to_parquet(&mut frame, "proef", "land").unwrap();
        let whole = frame_of(&bytes, &meta, Asked::ALL).unwrap();
        assert!(whole.equals(&frame));
        assert!(whole_frame(&bytes).unwrap().equals(&frame));
    }
}
