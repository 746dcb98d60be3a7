//! Texts of xls, which may run on over several records. A text that is cut within its characters
//! says anew, in the next record, whether a character takes one byte or two.

use super::super::binary::{u16_at, u32_at, wide};
use super::super::fault::ReadFault;
use super::super::limits::Ledger;

/// A record and those that continue it, read from front to back.
pub(super) struct Pieces<'s> {
    pieces: std::vec::IntoIter<&'s [u8]>,
    now: &'s [u8],
}

impl<'s> Pieces<'s> {
    pub(super) fn new(pieces: Vec<&'s [u8]>) -> Self {
        let mut pieces = pieces.into_iter();
        let now = pieces.next().unwrap_or_default();
        Self { pieces, now }
    }

    /// Goes to the next piece when this one is used up; says whether there is anything left.
    fn refill(&mut self) -> bool {
        while self.now.is_empty() {
            match self.pieces.next() {
                Some(next) => self.now = next,
                None => return false,
            }
        }
        true
    }

    fn byte(&mut self) -> Option<u8> {
        self.refill();
        let (first, rest) = self.now.split_first()?;
        self.now = rest;
        Some(*first)
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut found = [0; N];
        for place in &mut found {
            *place = self.byte()?;
        }
        Some(found)
    }

    /// Reads the two counts in front of the shared texts; returns the second, of different texts.
    pub(super) fn unique_count(&mut self) -> Option<usize> {
        let counts = self.bytes::<8>()?;
        usize::try_from(u32_at(&counts, 4)?).ok()
    }

    /// Passes over bytes, over the ends of pieces.
    fn skip(&mut self, mut count: usize) {
        while count > 0 && self.refill() {
            let step = count.min(self.now.len());
            self.now = self.now.get(step..).unwrap_or_default();
            count -= step;
        }
    }

    /// Reads a text with a length of two bytes; none at the end.
    pub(super) fn text(&mut self, ledger: &Ledger) -> Result<Option<String>, ReadFault> {
        let Some(length) = self.bytes::<2>() else {
            return Ok(None);
        };
        self.rest(usize::from(u16::from_le_bytes(length)), ledger)
    }

    /// Reads a text with a length of one byte, such as the name of a sheet; none at the end.
    pub(super) fn short_text(&mut self, ledger: &Ledger) -> Result<Option<String>, ReadFault> {
        match self.byte() {
            Some(length) => self.rest(usize::from(length), ledger),
            None => Ok(None),
        }
    }

    fn rest(&mut self, length: usize, ledger: &Ledger) -> Result<Option<String>, ReadFault> {
        self.after_length(length)
            .map(Some)
            .ok_or_else(|| ledger.damaged())
    }

    /// Reads flags, characters and what follows them: runs of fonts and reading aids.
    fn after_length(&mut self, length: usize) -> Option<String> {
        let flags = self.byte()?;
        let runs = match flags & 8 {
            0 => 0,
            _ => u16_at(&self.bytes::<2>()?, 0)?,
        };
        let aid = match flags & 4 {
            0 => 0,
            _ => u32_at(&self.bytes::<4>()?, 0)?,
        };
        let text = self.characters(length, flags & 1 == 1)?;
        self.skip(usize::from(runs) * 4);
        self.skip(usize::try_from(aid).ok()?);
        Some(text)
    }

    fn characters(&mut self, length: usize, mut two_bytes: bool) -> Option<String> {
        let mut units = Vec::with_capacity(length * 2);
        let mut left = length;
        while left > 0 {
            if self.now.is_empty() {
                self.now = self.pieces.next()?;
                two_bytes = self.byte()? & 1 == 1;
            }
            if two_bytes {
                let step = left.min(self.now.len() / 2);
                if step == 0 {
                    // One byte of two at the end of a piece: nothing reads that.
                    return if self.now.is_empty() { continue } else { None };
                }
                let (these, rest) = self.now.split_at_checked(step * 2)?;
                units.extend_from_slice(these);
                self.now = rest;
                left -= step;
            } else {
                let (these, rest) = self.now.split_at_checked(left.min(self.now.len()))?;
                units.extend(these.iter().flat_map(|byte| [*byte, 0]));
                self.now = rest;
                left -= these.len();
            }
        }
        Some(wide(&units))
    }
}
