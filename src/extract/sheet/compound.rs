//! The compound file around xls: a small file system of sectors in chains. Chains are followed at
//! most as far as there are sectors, so a ring ends.

use super::binary::{u16_at, u32_at, wide};
use super::fault::{ReadFault, Spot};

/// From here on a number of a sector has another meaning, such as the end of a chain.
const SPECIAL: u32 = 0xFFFF_FFFA;
const HEADER: usize = 512;
/// A workbook has a handful of streams; the first ones are enough.
const MOST_ENTRIES: usize = 10_000;
const MINI_SHIFT: u32 = 6;

/// A stream in the file.
#[derive(Debug)]
struct Entry {
    name: String,
    is_stream: bool,
    start: u32,
    length: usize,
}

/// An open compound file.
#[derive(Debug)]
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    shift: u32,
    /// For each sector the next one of its chain.
    next: Vec<u32>,
    mini_next: Vec<u32>,
    /// The stream in which small streams live.
    mini: Vec<u8>,
    mini_below: usize,
    entries: Vec<Entry>,
}

const fn damaged() -> ReadFault {
    ReadFault::Damaged(Spot {
        sheet: None,
        row: None,
    })
}

impl<'a> Compound<'a> {
    /// Opens the file.
    ///
    /// # Errors
    /// Fails when the file stops before the sectors it names, or its chains make no sense.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadFault> {
        let header = bytes.get(..HEADER).ok_or(ReadFault::Truncated)?;
        let field = |at| u32_at(header, at).ok_or_else(damaged);
        let shift = match u16_at(header, 30) {
            Some(9) => 9,
            Some(12) => 12,
            _ => return Err(damaged()),
        };
        let mut file = Self {
            bytes,
            shift,
            next: Vec::new(),
            mini_next: Vec::new(),
            mini: Vec::new(),
            mini_below: usize::try_from(field(56)?)
                .map_err(|_| damaged())?
                .min(1 << 16),
            entries: Vec::new(),
        };
        file.next = file.table(header, field(68)?)?;
        let directory = file.chain(field(48)?, usize::MAX)?;
        let entries = directory.chunks_exact(128).filter_map(entry);
        file.entries = entries.take(MOST_ENTRIES).collect();
        let root = file.entries.first().ok_or_else(damaged)?;
        let (start, length) = (root.start, root.length);
        if start < SPECIAL && length > 0 {
            file.mini = file.chain(start, length)?;
            file.mini_next = numbers(&file.chain(field(60)?, usize::MAX)?).collect();
        }
        Ok(file)
    }

    /// Returns whether there is a stream or a folder of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Returns the bytes of a stream; none when it is not there.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, ReadFault> {
        let is_it = |entry: &&Entry| entry.is_stream && entry.name.eq_ignore_ascii_case(name);
        let Some(entry) = self.entries.iter().find(is_it) else {
            return Ok(None);
        };
        if entry.length >= self.mini_below {
            return self.chain(entry.start, entry.length).map(Some);
        }
        let small = follow(
            &self.mini,
            &self.mini_next,
            0,
            MINI_SHIFT,
            entry.start,
            entry.length,
        );
        small.map(Some)
    }

    /// Reads the table of chains, which is itself in sectors that a list names.
    fn table(&self, header: &[u8], mut more: u32) -> Result<Vec<u32>, ReadFault> {
        let sectors = (self.bytes.len() >> self.shift) + 1;
        let mut table = Vec::new();
        let mut add = |list: &[u8], count: usize| -> Result<(), ReadFault> {
            for sector in numbers(list).take(count).filter(|sector| *sector < SPECIAL) {
                if table.len() >= sectors {
                    break;
                }
                table.extend(numbers(self.sector(sector)?));
            }
            Ok(())
        };
        add(header.get(76..).unwrap_or_default(), 109)?;
        // The list goes on in sectors of its own; the last number of each names the next one.
        let last = (1_usize << self.shift) / 4 - 1;
        let mut steps = 0;
        while more < SPECIAL && steps <= sectors {
            let list = self.sector(more)?;
            add(list, last)?;
            more = u32_at(list, last * 4).unwrap_or(SPECIAL);
            steps += 1;
        }
        Ok(table)
    }

    fn sector(&self, number: u32) -> Result<&'a [u8], ReadFault> {
        slice(self.bytes, 1 << self.shift, self.shift, number)
    }

    fn chain(&self, start: u32, length: usize) -> Result<Vec<u8>, ReadFault> {
        follow(
            self.bytes,
            &self.next,
            1 << self.shift,
            self.shift,
            start,
            length,
        )
    }
}

/// The bytes of a sector; the last one of a file may be short.
fn slice(bytes: &[u8], offset: usize, shift: u32, number: u32) -> Result<&[u8], ReadFault> {
    let start = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_mul(1 << shift)?.checked_add(offset))
        .ok_or_else(damaged)?;
    let rest = bytes.get(start..).filter(|rest| !rest.is_empty());
    let rest = rest.ok_or(ReadFault::Truncated)?;
    Ok(rest.get(..1 << shift).unwrap_or(rest))
}

/// Collects a chain of sectors up to a length.
fn follow(
    bytes: &[u8],
    next: &[u32],
    offset: usize,
    shift: u32,
    start: u32,
    length: usize,
) -> Result<Vec<u8>, ReadFault> {
    let mut found = Vec::new();
    let mut sector = start;
    let mut steps = 0;
    while sector < SPECIAL && found.len() < length {
        steps += 1;
        if steps > next.len() {
            return Err(damaged());
        }
        found.extend_from_slice(slice(bytes, offset, shift, sector)?);
        let at = usize::try_from(sector).map_err(|_| damaged())?;
        sector = *next.get(at).ok_or_else(damaged)?;
    }
    if length != usize::MAX && found.len() < length {
        return Err(ReadFault::Truncated);
    }
    found.truncate(length);
    Ok(found)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0))
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let name_bytes = usize::from(u16_at(bytes, 64)?.saturating_sub(2)).min(62);
    let kind = *bytes.get(66)?;
    // 0 is a place that is not in use.
    (kind != 0).then_some(Entry {
        name: wide(bytes.get(..name_bytes)?),
        is_stream: kind == 2,
        start: u32_at(bytes, 116)?,
        length: usize::try_from(u32_at(bytes, 120)?).ok()?,
    })
}
