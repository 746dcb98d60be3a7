//! Numbers as text, as the standard library writes them. It looks at all digits of a number; a
//! report has some hundred thousand of them, and nearly all have four decimals or fewer.

/// Up to this number times ten thousand a number is written from its digits.
const LARGEST: f64 = 1e12;
/// The least number of which the last bit is a whole one.
const WHOLE_BITS: f64 = 4_503_599_627_370_496.0;
/// Bits of the digits of such a number.
const DIGITS: u64 = (1 << 52) - 1;

/// Room for the digits of the largest whole number, a sign, a point and four decimals.
const ROOM: usize = 26;

/// Writes a number with four decimals, as `{:.4}` does.
pub fn push_four(text: &mut Vec<u8>, value: f64) {
    let Some((_, whole)) = ten_thousands(value) else {
        text.extend_from_slice(format!("{value:.4}").as_bytes());
        return;
    };
    push(
        text,
        value.is_sign_negative(),
        whole / 10_000,
        whole % 10_000,
        4,
    );
}

/// Writes a number in the fewest digits that are that number, as `{}` does.
pub fn push_shortest(text: &mut Vec<u8>, value: f64) {
    // Only when it is that very number. A number of so few digits has no shorter name.
    let is_that = |near: f64| value != 0.0 && quotient(near, value).to_bits() == value.to_bits();
    let Some((_, whole)) = ten_thousands(value).filter(|(near, _)| is_that(*near)) else {
        text.extend_from_slice(value.to_string().as_bytes());
        return;
    };
    let (mut decimals, mut count) = (whole % 10_000, 4);
    while count > 0 && decimals % 10 == 0 {
        decimals /= 10;
        count -= 1;
    }
    push(
        text,
        value.is_sign_negative(),
        whole / 10_000,
        decimals,
        count,
    );
}

/// Returns the number that [`push_four`] writes.
pub fn rounded(value: f64) -> f64 {
    match ten_thousands(value) {
        Some((near, _)) => quotient(near, value),
        None => format!("{value:.4}").parse().unwrap_or(value),
    }
}

/// Writes a whole number.
pub fn push_whole(text: &mut Vec<u8>, number: u64) {
    push(text, false, number, 0, 0);
}

/// Writes a number of which `decimals` are the last `count` digits, behind a point if there are any.
fn push(text: &mut Vec<u8>, is_negative: bool, whole: u64, decimals: u64, count: usize) {
    let (mut signs, mut at) = ([0; ROOM], ROOM);
    let mut put = |sign| {
        at -= 1;
        signs[at] = sign;
    };
    let mut rest = decimals;
    for _ in 0..count {
        put(digit(rest % 10));
        rest /= 10;
    }
    if count > 0 {
        put(b'.');
    }
    rest = whole;
    while rest >= 10 {
        put(digit(rest % 10));
        rest /= 10;
    }
    put(digit(rest));
    if is_negative {
        put(b'-');
    }
    text.extend_from_slice(&signs[at..]);
}

fn digit(number: u64) -> u8 {
    b'0' + u8::try_from(number).unwrap_or_default()
}

/// A whole number of ten thousandths, with the sign of `value`. Both are exact, so that the quotient
/// is the number nearest to the text.
fn quotient(ten_thousands: f64, value: f64) -> f64 {
    (ten_thousands / 1e4).copysign(value)
}

/// Returns a number without sign times ten thousand, to the nearest whole one; none when it is so
/// large or so near a half that the multiplication could change the last digit.
fn ten_thousands(value: f64) -> Option<(f64, u64)> {
    const NEAR_HALF: f64 = 1e-3;
    let scaled = value.abs() * 1e4;
    let whole = scaled.round();
    let is_sure = (scaled - whole).abs() < 0.5 - NEAR_HALF;
    // Behind so large a number the bits are those of the whole number.
    (is_sure && whole <= LARGEST).then(|| (whole, (whole + WHOLE_BITS).to_bits() & DIGITS))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(value: f64) {
        let written = |write: fn(&mut Vec<u8>, f64)| {
            let mut text = Vec::new();
            write(&mut text, value);
            String::from_utf8(text).unwrap()
        };
        let four = format!("{value:.4}");
        assert_eq!(written(push_four), four, "{value:?}");
        assert_eq!(written(push_shortest), value.to_string(), "{value:?}");
        let read: f64 = four.parse().unwrap();
        assert_eq!(rounded(value).to_bits(), read.to_bits(), "{value:?}");
    }

    #[test]
    fn texts_are_those_of_the_standard_library() {
        let fixed = [
            0.0,
            -0.0,
            12.5,
            0.000_05,
            -0.000_05,
            0.000_049,
            1e-9,
            -1e-9,
            99_999.999_95,
            99_999.999_9,
            100_000.0,
            -100_000.0,
            100_000.000_1,
            1e12,
            1e300,
            0.123_45,
            2.000_05,
            16.123_456,
            133_141.0,
            0.1 + 0.2,
            f64::MIN_POSITIVE,
            f64::EPSILON,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ];
        let many = (0..200_000).map(|step| f64::from(step) * 0.000_37 - 31.000_05);
        let published = (0..100_000).map(|step| f64::from(step) / 10.0);
        let near = (0..20_000).map(|step| (f64::from(step) / 1e4).next_up());
        for value in fixed.into_iter().chain(many).chain(published).chain(near) {
            check(value);
        }
    }

    proptest! {
        #[test]
        fn so_are_those_of_any_number(value in any::<f64>(), small in -2e5..2e5, cents in any::<i32>()) {
            check(value);
            check(small);
            check(f64::from(cents) / 1e4);
        }
    }

    #[test]
    fn whole_numbers_have_all_their_digits() {
        for number in [
            0,
            7,
            10,
            99,
            100,
            12_345,
            999_999_999,
            1_000_000_000,
            u64::MAX,
        ] {
            let mut text = Vec::new();
            push_whole(&mut text, number);
            assert_eq!(text, number.to_string().as_bytes());
        }
    }
}
