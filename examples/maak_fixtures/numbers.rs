//! Rounding and small arithmetic that more than one table needs.

/// Returns the whole number nearest to `x`.
///
/// # Panics
/// When `x` is not finite; callers never divide by zero.
pub fn whole(x: f64) -> i64 {
    format!("{x:.0}")
        .parse()
        .expect("a finite number below 2^63 prints as a whole number")
}

/// Returns `x` with one decimal, the precision that RIVM publishes.
pub fn one_decimal(x: f64) -> String {
    format!("{x:.1}")
}

/// Shares `total` out over `weights` in multiples of `unit`, so that the parts add up exactly.
///
/// Largest remainder method; a tie goes to the earlier part. What is left below one unit goes to
/// the part with the largest remainder. Weights that are all zero count as equal.
pub fn share_out(total: i64, weights: &[f64], unit: i64) -> Vec<i64> {
    let sum: f64 = weights.iter().sum();
    let even = 1.0 / weights.len() as f64;
    let exact: Vec<f64> = weights
        .iter()
        .map(|w| if sum > 0.0 { w / sum } else { even } * total as f64 / unit as f64)
        .collect();
    let mut parts: Vec<i64> = exact.iter().map(|x| whole(x.floor()) * unit).collect();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    order.sort_by(|&a, &b| {
        (exact[b].fract())
            .total_cmp(&exact[a].fract())
            .then(a.cmp(&b))
    });
    let mut left = total - parts.iter().sum::<i64>();
    for &index in order.iter().cycle() {
        if left <= 0 {
            break;
        }
        let step = left.min(unit);
        parts[index] += step;
        left -= step;
    }
    parts
}

/// Returns ln(p / (1 − p)).
pub fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

/// Returns the inverse of [`logit`].
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Returns the value at `x` of the line through `points` (sorted by their first number), level
/// beyond the ends.
pub fn interpolate(points: &[(f64, f64)], x: f64) -> f64 {
    let after = points.partition_point(|point| point.0 <= x);
    match (
        after.checked_sub(1).and_then(|before| points.get(before)),
        points.get(after),
    ) {
        (Some(&(x0, y0)), Some(&(x1, y1))) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
        (Some(&(_, y)), None) | (None, Some(&(_, y))) => y,
        (None, None) => 0.0,
    }
}
