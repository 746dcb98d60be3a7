//! Gemeenten whose borders changed: their figures of before are of another area.

use super::{AreaCode, GemeenteCode};

/// Gemeenten with the year since which they have their present area.
///
/// From the yearly lists of CBS, «Gemeentelijke indeling op 1 januari» 2013–2025, with the
/// gemeenten that were merged or took in another one, whole or in part.
const CHANGED: [(i32, &[u16]); 11] = [
    (2013, &[441, 1924]),
    (2014, &[74, 484, 1940]),
    (2015, &[361, 796, 828, 1930, 1931, 1945]),
    (2016, &[385, 1942]),
    (2017, &[1948]),
    (2018, &[80, 299, 1900, 1949, 1950, 1952]),
    (
        2019,
        &[
            14, 394, 575, 1954, 1959, 1960, 1961, 1963, 1966, 1969, 1970, 1978,
        ],
    ),
    (2021, &[757, 824, 855, 865, 1979]),
    (2022, &[439, 1980, 1982, 1991]),
    // Weesp joined Amsterdam on 24 March 2022: in the figures of 1 January a year later.
    (2023, &[363]),
    (2023, &[1992]),
];

/// Returns the first year in whose division (of 1 January) a gemeente has its present borders;
/// `None` when that was before 2013.
pub fn present_since(gemeente: GemeenteCode) -> Option<i32> {
    CHANGED
        .iter()
        .find(|(_, codes)| codes.contains(&gemeente.number()))
        .map(|(year, _)| *year)
}

/// Returns whether figures on the division of a year are of the area as it is today; areas larger
/// than a gemeente count as unchanged.
pub fn is_same_area(area: &AreaCode, division: i32) -> bool {
    area.gemeente()
        .and_then(present_since)
        .is_none_or(|since| division >= since)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::Gemeenten;

    #[test]
    fn haaren_went_to_four_gemeenten_in_2021() {
        for code in ["GM0757", "GM0824", "GM0855", "GM0865", "WK075701"] {
            let area = AreaCode::parse(code).unwrap();
            assert!(!is_same_area(&area, 2020), "{code}");
            assert!(is_same_area(&area, 2021), "{code}");
        }
        let zwolle = AreaCode::parse("GM0193").unwrap();
        assert!(is_same_area(&zwolle, 2012));
        assert!(is_same_area(&AreaCode::Land, 2012));
    }

    #[test]
    fn every_changed_gemeente_is_in_the_present_division() {
        let gemeenten = Gemeenten::current();
        let mut seen = std::collections::BTreeSet::new();
        for number in CHANGED.iter().flat_map(|(_, codes)| codes.iter()) {
            let code = GemeenteCode::parse(&format!("GM{number:04}")).unwrap();
            assert!(gemeenten.get(code).is_some(), "{code}");
            assert!(seen.insert(code), "{code} stands there twice");
        }
    }
}
