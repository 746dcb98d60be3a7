//! Repeatable noise: a stream of numbers that depends only on a fixed seed and on words.
//!
//! Each cell has a stream of its own, so adding a table or a wijk changes no other number.

/// Changes every made-up figure at once.
const SEED: u64 = 0x7265_6769_6f62_6565;

/// The increment of splitmix64 (Steele, Lea and Flood 2014).
const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// A splitmix64 stream.
pub struct Stream(u64);

impl Stream {
    /// Starts the stream that belongs to `words`, e.g. a column and an area code.
    pub fn of(words: &[&str]) -> Self {
        let mut state = SEED;
        for byte in words.iter().flat_map(|word| word.bytes().chain([0xff])) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(state)
    }

    /// Returns the next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN_GAMMA);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number in [0, 1).
    fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns a number that is roughly standard normal: twelve uniform draws, never beyond ±6.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}
