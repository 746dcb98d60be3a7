//! Helpers of the tests: comparing numbers by digits.

/// Fails unless `actual` equals `expected` to a relative (near zero: absolute) tolerance.
#[track_caller]
pub(crate) fn close(actual: f64, expected: f64, tolerance: f64) {
    let scale = expected.abs().max(1e-300);
    let difference = (actual - expected).abs();
    assert!(
        difference <= tolerance * scale || difference <= tolerance * 1e-3,
        "got {actual:?}, expected {expected:?}, relative difference {:e}",
        difference / scale,
    );
}

/// Fails unless both bounds equal the expected ones to ten digits.
#[track_caller]
pub(crate) fn bounds(actual: crate::statistics::Interval, lower: f64, upper: f64) {
    close(actual.lower(), lower, TEN_DIGITS);
    close(actual.upper(), upper, TEN_DIGITS);
}

/// Agreement to at least ten digits.
pub(crate) const TEN_DIGITS: f64 = 1e-11;
