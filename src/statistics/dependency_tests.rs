//! Worked examples of grijze druk.

use super::*;
use crate::statistics::check::{TEN_DIGITS, bounds, close};

fn wijk(inhabitants: f64, young: f64, middle: f64, older: f64, old: f64) -> WijkAges {
    WijkAges {
        inhabitants,
        from_15_to_24: young,
        from_25_to_44: middle,
        from_45_to_64: older,
        from_65: old,
    }
}

#[test]
fn nederland_2022_is_34() {
    // 3 525 453 people of 65 and over, about 10.37 million of 20 to 64.
    close(grijze_druk(3_525_453.0, 10_370_000.0).unwrap(), 34.0, 1e-3);
}

#[test]
fn nobody_of_20_to_64_has_no_grijze_druk() {
    assert!(grijze_druk(10.0, 0.0).is_err());
    assert!(grijze_druk(-1.0, 10.0).is_err());
    assert!(YouthShare::of(0.0, 0.0).is_err());
    close(YouthShare::of(35.0, 50.0).unwrap().fraction(), 0.7, 1e-15);
}

#[test]
fn wijk_estimate_with_its_range() {
    let share = YouthShare::new(0.5).unwrap();
    let result = wijk_grijze_druk(&wijk(1000.0, 100.0, 250.0, 300.0, 200.0), share).unwrap();
    let WijkGrijzeDruk::Known {
        value,
        range,
        wide_range,
        over_hundred,
    } = result
    else {
        panic!("a thousand inhabitants is enough");
    };
    close(value, 100.0 * 200.0 / 600.0, TEN_DIGITS);
    bounds(range, 100.0 * 200.0 / 620.0, 100.0 * 200.0 / 583.0);
    assert!(!wide_range && !over_hundred);
}

#[test]
fn an_unusual_share_widens_the_range() {
    let share = YouthShare::new(0.8).unwrap();
    let result = wijk_grijze_druk(&wijk(1000.0, 300.0, 250.0, 200.0, 100.0), share).unwrap();
    let WijkGrijzeDruk::Known { value, range, .. } = result else {
        panic!("a thousand inhabitants is enough");
    };
    close(range.lower(), value, TEN_DIGITS);
    // The same where the young leave for their studies.
    let share = YouthShare::new(0.2).unwrap();
    let result = wijk_grijze_druk(&wijk(1000.0, 300.0, 250.0, 200.0, 100.0), share).unwrap();
    let WijkGrijzeDruk::Known { value, range, .. } = result else {
        panic!("a thousand inhabitants is enough");
    };
    close(range.upper(), value, TEN_DIGITS);
}

#[test]
fn flags_and_hiding() {
    let share = YouthShare::new(0.5).unwrap();
    let old = wijk_grijze_druk(&wijk(700.0, 60.0, 100.0, 150.0, 350.0), share).unwrap();
    assert!(matches!(
        old,
        WijkGrijzeDruk::Known {
            wide_range: true,
            over_hundred: true,
            ..
        }
    ));
    let small = wijk_grijze_druk(&wijk(195.0, 20.0, 60.0, 60.0, 40.0), share).unwrap();
    assert_eq!(small, WijkGrijzeDruk::Hidden);
    let enough = wijk_grijze_druk(&wijk(200.0, 20.0, 60.0, 60.0, 40.0), share).unwrap();
    assert!(matches!(enough, WijkGrijzeDruk::Known { .. }));
    let nobody = wijk_grijze_druk(&wijk(300.0, 0.0, 0.0, 0.0, 300.0), share).unwrap();
    assert_eq!(nobody, WijkGrijzeDruk::Hidden);
    assert!(wijk_grijze_druk(&wijk(300.0, -5.0, 0.0, 0.0, 300.0), share).is_err());
    assert!(YouthShare::new(1.1).is_err());
}

#[test]
fn wijken_add_up_to_the_gemeente() {
    let share = YouthShare::new(0.48).unwrap();
    let exact = [
        wijk(900.0, 103.0, 251.0, 299.0, 187.0),
        wijk(700.0, 88.0, 190.0, 203.0, 121.0),
    ];
    let whole: f64 = exact.iter().map(|w| w.from_20_to_64(share).unwrap()).sum();
    let fives = |x: f64| (x / 5.0).round() * 5.0;
    let rounded = exact.map(|w| WijkAges {
        from_15_to_24: fives(w.from_15_to_24),
        from_25_to_44: fives(w.from_25_to_44),
        from_45_to_64: fives(w.from_45_to_64),
        ..w
    });
    assert!(adds_up(&rounded, share, whole).unwrap());
    assert!(!adds_up(&rounded[..1], share, whole).unwrap());
}

#[test]
fn adults_of_a_wijk() {
    let share = YouthShare::new(0.7).unwrap();
    let adults = wijk(1000.0, 100.0, 250.0, 300.0, 200.0)
        .from_18(share)
        .unwrap();
    close(adults, 820.0, TEN_DIGITS);
}
