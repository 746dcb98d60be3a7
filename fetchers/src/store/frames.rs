//! Frames as Parquet: written whole, read whole or without the columns that nobody asks for.

use std::collections::BTreeSet;
use std::io::Cursor;

use polars::prelude::{
    DataFrame, ParallelStrategy, ParquetCompression, ParquetReader, ParquetWriter, PolarsResult,
    SerReader, StatisticsOptions,
};

use super::StoreError;
use crate::meta::{TableMeta, Topic};
use crate::reasons::reason_column;

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
        // Frames are read whole, so nothing looks at the smallest and largest of a column.
        .with_statistics(StatisticsOptions::empty())
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
pub(super) fn whole_frame(bytes: Vec<u8>) -> PolarsResult<DataFrame> {
    reader(bytes).finish()
}

/// A slice is small and several are read side by side: handing its columns to other threads takes
/// longer than reading them.
fn reader(bytes: Vec<u8>) -> ParquetReader<Cursor<Vec<u8>>> {
    ParquetReader::new(Cursor::new(bytes)).read_parallel(ParallelStrategy::None)
}

/// Reads a frame without the columns of topics that nobody asks for.
pub(super) fn frame_of(
    bytes: Vec<u8>,
    meta: &TableMeta,
    is_asked: &dyn Fn(&Topic) -> bool,
) -> PolarsResult<DataFrame> {
    let mut reader = reader(bytes);
    let others = meta.topics.iter().filter(|topic| !is_asked(topic));
    let left_out: BTreeSet<String> = others
        .flat_map(|topic| [topic.key.clone(), reason_column(&topic.key)])
        .collect();
    let schema = reader.schema()?;
    let names = schema.iter_names().map(ToString::to_string);
    let kept: Vec<String> = names.filter(|name| !left_out.contains(name)).collect();
    reader.with_columns(Some(kept)).finish()
}
