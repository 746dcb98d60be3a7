//! Repeatable noise: a stream of bits that depends on numbers alone.

/// The increment of splitmix64 (Steele, Lea and Flood 2014).
const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// A splitmix64 stream.
pub struct Noise(u64);

impl Noise {
    /// Starts the stream that belongs to these numbers.
    pub fn of(numbers: &[usize]) -> Self {
        let mut noise = Self(GOLDEN_GAMMA);
        for number in numbers {
            noise.0 ^= u64::try_from(*number).unwrap_or(u64::MAX);
            noise.0 = noise.bits();
        }
        noise
    }

    /// Returns the next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN_GAMMA);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `end`, which is at most 256.
    pub fn below(&mut self, end: usize) -> usize {
        usize::from(self.bits().to_le_bytes()[0]) % end
    }
}
