//! Files made byte by byte for the tests: small correct ones, and ones made to do harm.

pub(super) mod ods;
pub(super) mod xls;
pub(super) mod xlsb;
pub(super) mod xlsx;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip file of parts.
pub(super) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A zip file in which one part is a start, a piece many times, and an end.
pub(super) fn bomb(
    parts: &[(&str, &[u8])],
    name: &str,
    [start, piece, end]: [&str; 3],
    times: usize,
) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (other, bytes) in parts.iter().filter(|(other, _)| *other != name) {
        writer.start_file(*other, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer
        .start_file(name, options.compression_level(Some(1)))
        .unwrap();
    writer.write_all(start.as_bytes()).unwrap();
    let many = piece.repeat(4096);
    for _ in 0..times / 4096 {
        writer.write_all(many.as_bytes()).unwrap();
    }
    writer.write_all(end.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

/// Numbers from a seed, for changing bytes the same way every time.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// The next number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // The step of xorshift64*.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % end.max(1)
    }
}

/// Changes, removes or repeats a few bytes.
pub(super) fn mutated(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut copy = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(copy.len());
        match dice.below(6) {
            0 => copy.truncate(at),
            1 => copy[at] = [0, 0xFF, 0x7F, 0x80, b'<', b'9'][dice.below(6)],
            2 => {
                let end = (at + dice.below(64)).min(copy.len());
                let piece = copy[at..end].to_vec();
                copy.splice(at..at, piece);
            }
            3 => {
                let end = (at + dice.below(16)).min(copy.len());
                copy.drain(at..end);
            }
            _ => copy[at] ^= 1 << dice.below(8),
        }
        if copy.is_empty() {
            copy.push(b'P');
        }
    }
    copy
}
