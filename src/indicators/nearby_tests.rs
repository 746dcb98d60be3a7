//! A model of one year with the inhabitants by age of another.

use std::collections::BTreeMap;
use std::sync::Arc;

use regiobeeld_fetchers::Sources;

use super::nearby::nearest;
use super::{Figure, IndicatorTable, Input, LocalInput, Scope, Surveys, compute, two_band_id};
use crate::area::{AreaCode, GemeenteCode, Gemeenten};
use crate::frame::{
    AgeClass, AgeCounts, Cell, CellKey, KEY_FIGURES, Observations, SourceUse, measure, measure_of,
};
use crate::period::Year;
use crate::regio::{HouseStyle, Region};
use crate::themes::{AgeGroup, Catalogue};

const GEMEENTEN: [&str; 2] = ["GM0148", "GM0193"];
const WIJK: &str = "WK019310";
const MODEL: i32 = 2024;
const INDICATOR: &str = "roken";

fn area(code: &str) -> AreaCode {
    AreaCode::parse(code).expect("code")
}

/// A gemeente with as many people of every age.
fn people(size: f64) -> AgeCounts {
    let mut classes: BTreeMap<AgeClass, f64> =
        (0..95).map(|age| (AgeClass::Single(age), size)).collect();
    classes.insert(AgeClass::Open(95), size);
    AgeCounts::from_classes(classes, false).expect("an open class")
}

fn put(found: &mut Observations, key: CellKey, value: f64, half: Option<f64>) {
    let cell = found
        .cells
        .entry(key, || Cell::empty(&Arc::from("Proef_1"), 0));
    cell.value = Some(value);
    cell.lower = half.map(|half| value - half);
    cell.upper = half.map(|half| value + half);
}

/// The age bands of an area in the yearly key figures, when `size` people have every age.
fn bands(found: &mut Observations, code: &str, year: i32, size: f64) {
    for (stem, ages) in [
        ("AantalInwoners", 96.0),
        ("15Tot25Jaar", 10.0),
        ("25Tot45Jaar", 20.0),
        ("45Tot65Jaar", 20.0),
        ("65JaarOfOuder", 31.0),
    ] {
        let key = CellKey {
            measure: measure(KEY_FIGURES, stem),
            area: area(code),
            period: Year(year),
            age: AgeGroup::All,
        };
        put(found, key, ages * size, None);
    }
}

/// A model with a figure for each age group: the bands together are the whole, where 65+ are as
/// many as in `people`.
fn model(found: &mut Observations, catalogue: &Catalogue, year: i32) {
    let indicator = catalogue.get(INDICATOR).expect("in the catalogue");
    let sources = Sources::builtin();
    let series = &sources.table(&indicator.tabel).expect("a table").reeks;
    let share = 31.0 / 78.0;
    for code in ["NL", WIJK].iter().chain(&GEMEENTEN) {
        for (age, value) in [
            (AgeGroup::Adults, 20.0 * (1.0 - share) + 10.0 * share),
            (AgeGroup::From18To64, 20.0),
            (AgeGroup::From65, 10.0),
        ] {
            let key = CellKey {
                measure: measure_of(series, indicator),
                area: area(code),
                period: Year(year),
                age,
            };
            put(found, key, value, Some(0.5));
        }
    }
}

/// The table of a region of two gemeenten, with inhabitants by single age of these years.
fn table(ages_of: &[i32]) -> IndicatorTable {
    let builtin = Catalogue::builtin().expect("the catalogue is sound");
    let catalogue = Catalogue::of([Arc::clone(builtin.get(INDICATOR).expect("there"))]);
    let mut found = Observations {
        sources: vec![SourceUse {
            division: Some(MODEL),
            ..SourceUse::default()
        }],
        ..Observations::default()
    };
    for year in [2020, MODEL] {
        model(&mut found, &catalogue, year);
    }
    for (code, size) in [("NL", 1000.0), (GEMEENTEN[0], 10.0), (GEMEENTEN[1], 40.0)] {
        bands(&mut found, code, MODEL, size);
        for year in ages_of {
            found.ages.insert((area(code), Year(*year)), people(size));
        }
    }
    bands(&mut found, WIJK, MODEL, 5.0);
    // In the next division the same code is another, larger wijk.
    bands(&mut found, WIJK, MODEL + 1, 25.0);
    computed(&catalogue, found)
}

fn computed(catalogue: &Catalogue, found: Observations) -> IndicatorTable {
    let gemeenten = Gemeenten::current();
    let codes = GEMEENTEN.map(|code| GemeenteCode::parse(code).expect("code"));
    let scope = Scope {
        region: Region {
            code: AreaCode::Regio("proef".to_owned()),
            name: "Proefregio".to_owned(),
            opdrachtgever: None,
            ros: None,
            gemeenten: codes.to_vec(),
            extracten: Vec::new(),
            duiding: Vec::new(),
            gebieden: Vec::new(),
            huisstijl: HouseStyle::default(),
        },
        gemeente: Some(gemeenten.get(codes[1]).expect("there").clone()),
    };
    let input = Input {
        catalogue,
        shown: catalogue,
        sources: &Sources::builtin(),
        scope: &scope,
        wijken: &[area(WIJK)],
        gemeenten: &gemeenten,
        surveys: &Surveys::default(),
        local: &LocalInput::default(),
        division: Some(MODEL),
    };
    compute(input, found).expect("sound numbers")
}

fn figure<'a>(table: &'a IndicatorTable, id: &str, code: &AreaCode, year: i32) -> &'a Figure {
    let mut figures = table.figures.iter();
    figures
        .find(|one| {
            let same = one.indicator.id == id && one.area == *code;
            same && one.age == AgeGroup::Adults && one.period == Year(year)
        })
        .unwrap_or_else(|| panic!("{id} {code} {year}"))
}

fn region() -> AreaCode {
    AreaCode::Regio("proef".to_owned())
}

#[test]
fn people_of_a_year_nearby_weigh_a_figure_and_it_says_so() {
    let table = table(&[2025]);
    let note = Some("gerekend met de inwoners per leeftijd van 2025");
    let mean = figure(&table, INDICATOR, &region(), MODEL);
    assert!(mean.reading.value().is_some(), "{:?}", mean.remark);
    assert_eq!(mean.remark.as_deref(), note);
    let zwolle = figure(&table, INDICATOR, &area("GM0193"), MODEL);
    assert_eq!(zwolle.population, Some(78.0 * 40.0));
    assert_eq!(zwolle.remark.as_deref(), note);
    // 16.03 % of 3 120 people, to tens.
    assert_eq!(zwolle.persons(), Some(500.0));
    let view = figure(&table, &two_band_id(INDICATOR), &area("GM0193"), MODEL);
    assert_eq!(view.remark.as_deref(), note);
    assert!(view.reading.value().is_some());
    assert!(table.people_years.contains(&(Year(MODEL), Year(2025))));
}

#[test]
fn the_bands_of_the_view_stand_in_the_table_once() {
    let table = table(&[MODEL]);
    let number = |code: &AreaCode, age| {
        let own = table
            .figures
            .iter()
            .filter(|one| one.indicator.id == INDICATOR && one.area == *code && one.age == age);
        own.filter(|one| one.period == Year(MODEL)).count()
    };
    for age in [AgeGroup::From18To64, AgeGroup::From65] {
        assert_eq!(number(&area("GM0193"), age), 1, "{age:?}");
        assert_eq!(number(&AreaCode::Land, age), 1, "{age:?}");
        // Those of other areas are in no sum.
        assert_eq!(number(&area(GEMEENTEN[0]), age), 0, "{age:?}");
    }
}

#[test]
fn a_wijk_keeps_its_own_people_and_takes_only_the_share_of_its_gemeente() {
    let table = table(&[2025]);
    let wijk = figure(&table, INDICATOR, &area(WIJK), MODEL);
    // 7 of the 10 young ages are 18 or older: (7 + 20 + 20 + 31) × 5, and not × 25.
    assert_eq!(wijk.population, Some(78.0 * 5.0));
    let note = "gerekend met de inwoners per leeftijd van 2025";
    assert_eq!(wijk.remark.as_deref(), Some(note));
}

#[test]
fn the_year_itself_comes_first() {
    let table = table(&[2023, MODEL, 2025]);
    for code in [region(), area("GM0193"), area(WIJK)] {
        let own = figure(&table, INDICATOR, &code, MODEL);
        assert!(own.population.is_some(), "{code}");
        assert_eq!(own.remark, None, "{code}");
    }
    let view = figure(&table, &two_band_id(INDICATOR), &area("GM0193"), MODEL);
    assert_eq!(view.remark, None);
}

#[test]
fn a_year_too_far_away_weighs_nothing() {
    let table = table(&[2025]);
    let mean = figure(&table, INDICATOR, &region(), 2020);
    assert_eq!(mean.reading.value(), None);
    assert_eq!(
        mean.remark.as_deref(),
        Some("het aantal om mee te wegen is niet bekend")
    );
    let zwolle = figure(&table, INDICATOR, &area("GM0193"), 2020);
    assert_eq!((zwolle.population, zwolle.persons()), (None, None));
}

#[test]
fn years_are_tried_from_near_to_far() {
    let years: Vec<i32> = nearest(Year(2024), 2).map(|year| year.0).collect();
    assert_eq!(years, [2024, 2023, 2025, 2022, 2026]);
}
