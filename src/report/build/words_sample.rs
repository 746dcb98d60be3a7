//! Reports of random figures of one indicator, for tests on words.

use std::collections::BTreeMap;
use std::sync::Arc;

use regiobeeld_fetchers::Sources;

use crate::area::{AreaCode, GemeenteCode, Gemeenten};
use crate::frame::{
    AgeClass, AgeCounts, Cell, CellKey, Observations, SourceUse, measure, measure_of,
};
use crate::indicators::{IndicatorTable, Input, LocalInput, Scope, Surveys, compute};
use crate::period::Year;
use crate::regio::{HouseStyle, Region};
use crate::themes::{AgeGroup, Catalogue};

/// Wijken with names that occur in no other text.
pub const WIJKEN: [(&str, &str); 4] = [
    ("WK019310", "Alfawijk"),
    ("WK019311", "Betawijk"),
    ("WK019312", "Gammawijk"),
    ("WK019313", "Deltawijk"),
];

const GEMEENTEN: [&str; 3] = ["GM0148", "GM0166", "GM0193"];

/// Indicators of every kind; the second of a pair is the survey.
const INDICATORS: [&[&str]; 5] = [
    &["roken"],
    &["gezond"],
    &["afstand_huisarts"],
    &["roken", "roken_monitor"],
    &["gezond", "gezond_monitor"],
];

/// A report of random figures.
pub struct Sample {
    pub catalogue: Catalogue,
    pub scope: Scope,
    pub wijken: Vec<AreaCode>,
    pub table: IndicatorTable,
}

/// Numbers that depend on the case only (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        f64::from(u32::try_from((z ^ (z >> 31)) >> 32).unwrap()) / f64::from(u32::MAX)
    }

    /// One of the items.
    fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        let position = self.next();
        let size = f64::from(u32::try_from(items.len()).unwrap());
        let mut counted = items.iter().zip(1_u32..);
        let found = counted.find(|(_, number)| position * size <= f64::from(*number));
        *found.unwrap().0
    }
}

/// Returns the report of a case.
pub fn sample(builtin: &Catalogue, case: u32) -> Sample {
    let mut numbers = Numbers(u64::from(case));
    numbers.next();
    let chosen = numbers.one_of(&INDICATORS);
    let catalogue = Catalogue::of(chosen.iter().map(|id| Arc::clone(builtin.get(id).unwrap())));
    let gemeenten = Gemeenten::current();
    let codes = GEMEENTEN.map(|code| GemeenteCode::parse(code).unwrap());
    let as_region = numbers.next() < 0.3;
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
        gemeente: (!as_region).then(|| gemeenten.get(codes[2]).unwrap().clone()),
    };
    let wijken: Vec<AreaCode> = WIJKEN
        .iter()
        .map(|(code, _)| AreaCode::parse(code).unwrap())
        .collect();
    let sources = Sources::builtin();
    let published = observations(&catalogue, &sources, &mut numbers, false);
    let measured = observations(&catalogue, &sources, &mut numbers, true);
    let people = measured.clone();
    let surveys = Surveys::compute(&catalogue, &sources, &gemeenten, measured, people).unwrap();
    let local = LocalInput::default();
    let input = Input {
        catalogue: &catalogue,
        shown: &catalogue,
        sources: &sources,
        scope: &scope,
        wijken: &wijken,
        gemeenten: &gemeenten,
        surveys: &surveys,
        local: &local,
        division: Some(2024),
    };
    let mut table = compute(input, published).unwrap();
    for (code, name) in WIJKEN {
        let area = AreaCode::parse(code).unwrap();
        table.names.insert(area, name.to_owned());
    }
    Sample {
        catalogue,
        scope,
        wijken,
        table,
    }
}

/// Random cells of the surveys, or of all other indicators, and the people of every area.
fn observations(
    catalogue: &Catalogue,
    sources: &Sources,
    numbers: &mut Numbers,
    of_surveys: bool,
) -> Observations {
    let mut found = Observations {
        sources: vec![SourceUse {
            table: "proef".to_owned(),
            division: Some(2024),
            ..SourceUse::default()
        }],
        ..Observations::default()
    };
    let gemeenten = GEMEENTEN.iter().chain(&["NL"]).copied();
    let wijken = WIJKEN.iter().map(|(code, _)| *code);
    let areas: Vec<AreaCode> = gemeenten
        .chain(wijken)
        .map(|code| AreaCode::parse(code).unwrap())
        .collect();
    for indicator in catalogue.iter() {
        let is_survey = indicator.id.ends_with("_monitor");
        if is_survey != of_surveys {
            continue;
        }
        let series = &sources.table(&indicator.tabel).unwrap().reeks;
        let measure = measure_of(series, indicator);
        let years: &[i32] = if is_survey {
            &[2012, 2016, 2020, 2024]
        } else {
            &[2024]
        };
        for area in &areas {
            if is_survey && area.level() == crate::area::AreaLevel::Wijk {
                continue;
            }
            for year in years {
                let key = CellKey {
                    measure: Arc::clone(&measure),
                    area: area.clone(),
                    period: Year(*year),
                    age: indicator.bevolking,
                };
                let cell = random_cell(numbers);
                found.cells.entry(key, || cell);
            }
        }
    }
    add_people(&mut found, &areas);
    found
}

/// A percentage with a margin, without one, or no figure at all.
fn random_cell(numbers: &mut Numbers) -> Cell {
    let value = (150.0 + 100.0 * numbers.next()).round() / 10.0;
    let half = (5.0 + 30.0 * numbers.next()).round() / 10.0;
    let what = numbers.next();
    let bound = |bound: f64| (what < 0.85).then_some(bound);
    Cell {
        value: (what < 0.95).then_some(value),
        lower: bound(value - half),
        upper: bound(value + half),
        absent: None,
        column: Arc::from("Proef_1"),
        source: 0,
        fictitious: false,
        fictitious_margin: false,
    }
}

fn add_people(found: &mut Observations, areas: &[AreaCode]) {
    for area in areas {
        let size = match area {
            AreaCode::Land => 2_000.0,
            AreaCode::Gemeente(_) => 100.0,
            _ => 20.0,
        };
        if !matches!(area, AreaCode::Wijk(_)) {
            let mut classes: BTreeMap<AgeClass, f64> =
                (0..95).map(|age| (AgeClass::Single(age), size)).collect();
            classes.insert(AgeClass::Open(95), size);
            let counts = AgeCounts::from_classes(classes, false).unwrap();
            let key = (area.clone(), Year(2024));
            found
                .ages_source
                .insert(key.clone(), (0, Arc::from("Bevolking_1")));
            found.ages.insert(key, counts);
        }
        for (stem, years) in [
            ("AantalInwoners", 96.0),
            ("15Tot25Jaar", 10.0),
            ("25Tot45Jaar", 20.0),
            ("45Tot65Jaar", 20.0),
            ("65JaarOfOuder", 31.0),
        ] {
            let key = CellKey {
                measure: measure(crate::frame::KEY_FIGURES, stem),
                area: area.clone(),
                period: Year(2024),
                age: AgeGroup::All,
            };
            let cell = found.cells.entry(key, || Cell {
                value: None,
                lower: None,
                upper: None,
                absent: None,
                column: Arc::from(stem),
                source: 0,
                fictitious: false,
                fictitious_margin: false,
            });
            cell.value = Some(years * size);
        }
    }
}
