//! Repeatable chance, and the arithmetic that made-up figures share.

/// Changes every made-up figure at once.
const SEED: u64 = 0x6c61_6e64_656c_696a;

/// Returns a number in [0, 1) that belongs to these words and to nothing else.
pub fn unit(words: &[&str]) -> f64 {
    draw(seed(words))
}

/// Returns a number that is roughly standard normal, never beyond ±3,5.
pub fn normal(words: &[&str]) -> f64 {
    let start = seed(words);
    let draws = (0..4).map(|step| draw(start.wrapping_add(step)));
    // Four uniform draws have a variance of 4/12.
    (draws.sum::<f64>() - 2.0) * 3_f64.sqrt()
}

fn seed(words: &[&str]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([0xff]));
    bytes.fold(SEED, |state, byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn draw(seed: u64) -> f64 {
    // splitmix64 (Steele, Lea and Flood 2014), one step.
    let mut bits = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let high = u32::try_from((bits ^ (bits >> 31)) >> 32).unwrap_or_default();
    f64::from(high) / (f64::from(u32::MAX) + 1.0)
}

/// Returns ln(p / (1 − p)).
pub fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

/// Returns the inverse of [`logit`].
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Returns a count as a number that can be calculated with.
pub fn real(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// Returns a number with this many decimals.
pub fn rounded(x: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (x * scale).round() / scale
}

/// Returns the multiple of five nearest to a count: so CBS rounds what it counts in a wijk.
pub fn fives(count: f64) -> f64 {
    (count / 5.0).round() * 5.0
}

/// Returns the whole number that a position from 0 up stands for, 0 for anything else.
pub fn whole(x: f64) -> usize {
    // No cast: it would hide numbers that do not fit.
    format!("{:.0}", x.max(0.0)).parse().unwrap_or_default()
}
