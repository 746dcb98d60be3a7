//! What the binary formats share: numbers at a place, the packed number (RK), codes of errors and
//! texts of two bytes a character. Every look beyond the end is none, never a panic.

/// Two bytes at a place.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..at.checked_add(2)?)?
        .try_into()
        .ok()
        .map(u16::from_le_bytes)
}

/// Four bytes at a place.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at.checked_add(4)?)?
        .try_into()
        .ok()
        .map(u32::from_le_bytes)
}

/// Eight bytes at a place as a number.
pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    bytes
        .get(at..at.checked_add(8)?)?
        .try_into()
        .ok()
        .map(f64::from_le_bytes)
}

/// A number packed in four bytes: the upper half of a float or 30 bits of an integer, either of
/// them perhaps in hundredths (MS-XLS 2.5.122).
pub(super) fn rk(packed: u32) -> f64 {
    let value = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & !3) << 32)
    } else {
        f64::from(packed.cast_signed() >> 2)
    };
    if packed & 1 == 0 {
        value
    } else {
        value / 100.0
    }
}

/// The error that a code stands for (MS-XLS 2.5.10).
pub(super) const fn error_name(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}

/// Text of two bytes a character; half a character is shown as �.
pub(super) fn wide(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE
        .decode_without_bom_handling(bytes)
        .0
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_unpacked() {
        let seen = [
            0x3FF0_0000,
            0x3FF0_0001,
            (5 << 2) | 2,
            (1234 << 2) | 3,
            0xFFFF_FFFE,
        ]
        .map(rk);
        assert_eq!(format!("{seen:?}"), "[1.0, 0.01, 5.0, 12.34, -1.0]");
    }

    #[test]
    fn nothing_is_read_beyond_the_end() {
        assert_eq!(u16_at(&[1], 0), None);
        assert_eq!(u32_at(&[1, 2, 3, 4], usize::MAX), None);
        assert_eq!(f64_at(&[0; 8], 1), None);
    }
}
