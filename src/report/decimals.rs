//! Numbers as text, as the standard library writes them. It looks at all digits of a number; a
//! report has some hundred thousand of them, and nearly all have four decimals or fewer.

/// Up to this number times ten thousand a number is written from its digits.
const LARGEST: f64 = 1e12;
/// The least number of which the last bit is a whole one.
const WHOLE_BITS: f64 = 4_503_599_627_370_496.0;
/// Bits of the digits of such a number.
const DIGITS: u64 = (1 << 52) - 1;

/// Writes a number with four decimals, as `{:.4}` does.
pub fn push_four(text: &mut String, value: f64) {
    let Some(whole) = ten_thousands(value) else {
        text.push_str(&format!("{value:.4}"));
        return;
    };
    if value.is_sign_negative() {
        text.push('-');
    }
    push_whole(text, whole / 10_000);
    text.push('.');
    for digit in four_digits(whole % 10_000) {
        text.push(char::from(digit));
    }
}

/// Writes a number in the fewest digits that are that number, as `{}` does.
pub fn push_shortest(text: &mut String, value: f64) {
    let whole = ten_thousands(value).filter(|_| value != 0.0);
    // Only when it is that very number. A number of so few digits has no shorter name.
    let Some(whole) = whole.filter(|_| rounded(value).to_bits() == value.to_bits()) else {
        text.push_str(&value.to_string());
        return;
    };
    if value.is_sign_negative() {
        text.push('-');
    }
    push_whole(text, whole / 10_000);
    let decimals = four_digits(whole % 10_000);
    let kept = decimals.iter().rposition(|digit| *digit != b'0');
    if let Some(last) = kept {
        text.push('.');
        for digit in &decimals[..=last] {
            text.push(char::from(*digit));
        }
    }
}

/// Returns the number that [`push_four`] writes.
pub fn rounded(value: f64) -> f64 {
    if ten_thousands(value).is_some() {
        // Both are exact, so that the quotient is the number nearest to the text.
        return ((value.abs() * 1e4).round() / 1e4).copysign(value);
    }
    format!("{value:.4}").parse().unwrap_or(value)
}

/// Writes a whole number.
pub fn push_whole(text: &mut String, number: u64) {
    let (mut digits, mut first, mut rest) = ([b'0'; 20], 19, number);
    while rest >= 10 {
        digits[first] = digit(rest % 10);
        rest /= 10;
        first -= 1;
    }
    digits[first] = digit(rest);
    for digit in &digits[first..] {
        text.push(char::from(*digit));
    }
}

fn digit(number: u64) -> u8 {
    b'0' + u8::try_from(number).unwrap_or_default()
}

/// The four digits of a number below ten thousand.
fn four_digits(number: u64) -> [u8; 4] {
    [
        number / 1000,
        number / 100 % 10,
        number / 10 % 10,
        number % 10,
    ]
    .map(digit)
}

/// Returns a number without sign times ten thousand, to the nearest whole one; none when it is so
/// large or so near a half that the multiplication could change the last digit.
fn ten_thousands(value: f64) -> Option<u64> {
    const NEAR_HALF: f64 = 1e-3;
    let whole = (value.abs() * 1e4).round();
    let is_sure = (value.abs() * 1e4 - whole).abs() < 0.5 - NEAR_HALF;
    // Behind so large a number the bits are those of the whole number.
    (is_sure && whole <= LARGEST).then(|| (whole + WHOLE_BITS).to_bits() & DIGITS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(value: f64) {
        let written = |write: fn(&mut String, f64)| {
            let mut text = String::new();
            write(&mut text, value);
            text
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
            let mut text = String::new();
            push_whole(&mut text, number);
            assert_eq!(text, number.to_string());
        }
    }
}
