//! Round numbers along an axis, in Dutch notation.

/// A range with round steps.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    /// Lowest value on the axis.
    pub low: f64,
    /// Highest value on the axis.
    pub high: f64,
    /// The values that get a number.
    pub ticks: Vec<f64>,
    decimals: usize,
}

impl Axis {
    /// An axis that holds every finite value with a little air, and about `steps` steps.
    ///
    /// It starts at zero when the values come near it, and never goes below zero or above 100
    /// when no value does.
    pub fn covering(values: impl IntoIterator<Item = f64>, steps: f64) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.into_iter().filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        let span = if high - low > f64::EPSILON {
            high - low
        } else {
            high.abs().max(1.0) * 0.2
        };
        let (mut start, mut end) = (low - 0.06 * span, high + 0.06 * span);
        if low >= 0.0 && low < 0.35 * span {
            start = 0.0;
        }
        if low >= 0.0 {
            start = start.max(0.0);
        }
        if high <= 100.0 && high > 60.0 {
            end = end.min(100.0);
        }
        Self::between(start, end, steps)
    }

    /// An axis from exactly `low` to `high`, with ticks at the round values in between.
    pub fn between(low: f64, high: f64, steps: f64) -> Self {
        let wanted = ((high - low) / steps).max(1e-9);
        let (mut power, mut decimals, mut coarse) = (1e-9, 9_usize, 1.0);
        let factor = loop {
            match [1.0, 2.0, 5.0]
                .into_iter()
                .find(|factor| factor * power * coarse >= wanted)
            {
                Some(factor) => break factor,
                None if decimals > 0 => {
                    decimals -= 1;
                    power = 1.0 / (0..decimals).fold(1.0, |p: f64, _| p * 10.0);
                }
                None => coarse *= 10.0,
            }
        };
        let step = factor * power * coarse;
        let mut ticks = Vec::new();
        let mut index = (low / step - 1e-9).ceil();
        while index * step <= high + step * 1e-9 {
            ticks.push(index * step);
            index += 1.0;
        }
        Self {
            low,
            high,
            ticks,
            decimals,
        }
    }

    /// Where `value` lies between `from` (the low end) and `to`, in points.
    pub fn place(&self, value: f64, from: f64, to: f64) -> f64 {
        from + (value - self.low) / (self.high - self.low) * (to - from)
    }

    /// The number at a tick.
    pub fn label(&self, tick: f64) -> String {
        dutch(tick, self.decimals)
    }
}

/// Dutch notation: decimal comma, minus sign, thin hard space between thousands.
pub(crate) fn dutch(value: f64, decimals: usize) -> String {
    let digits = format!("{:.*}", decimals, value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::new();
    if value < 0.0 && digits.bytes().any(|digit| matches!(digit, b'1'..=b'9')) {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push('\u{202F}');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(fraction);
    }
    text
}
