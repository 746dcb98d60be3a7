//! Numbers as a Dutch reader writes them, and the middle of a few.

/// Returns a number with a decimal comma and a point between thousands.
pub fn dutch(number: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", number.abs());
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    if number < 0.0 {
        text.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if !rest.is_empty() {
        text.push(',');
        text.push_str(rest);
    }
    text
}

/// Returns a number with as many decimals as it has, at most two.
pub fn shortest(number: f64) -> String {
    let text = dutch(number, 2);
    let trimmed = text.trim_end_matches('0').trim_end_matches(',');
    trimmed.to_owned()
}

/// Returns the middle number; of none there is none, of an even count the mean of the middle two.
pub fn median(numbers: &[f64]) -> Option<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len().is_multiple_of(2) {
        Some(f64::midpoint(sorted[sorted.len() / 2 - 1], upper))
    } else {
        Some(upper)
    }
}

/// Returns a count as a number to reckon with; exact far beyond any count here.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of bytes and rows stay far below 2^53"
)]
pub fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_the_dutch_way() {
        for (number, decimals, text) in [
            (1_644.488, 1, "1.644,5"),
            (823_950.0, 0, "823.950"),
            (12.0, 2, "12,00"),
            (-1_000_000.0, 0, "-1.000.000"),
            (999.96, 1, "1.000,0"),
        ] {
            assert_eq!(dutch(number, decimals), text);
        }
    }

    #[test]
    fn a_whole_number_has_no_decimals_and_others_have_theirs() {
        for (number, text) in [
            (1.5, "1,5"),
            (150.0, "150"),
            (1024.0, "1.024"),
            (1.907, "1,91"),
            (100.0, "100"),
        ] {
            assert_eq!(shortest(number), text);
        }
    }

    #[test]
    fn the_median_is_the_middle_in_any_order() {
        assert_eq!(median(&[9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }
}
