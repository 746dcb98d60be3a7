//! Surveys: what is tested, against what, and what is not.

use std::collections::BTreeMap;
use std::sync::Arc;

use regiobeeld_fetchers::Sources;

use super::*;
use crate::frame::{AgeClass, AgeCounts, SourceUse};
use crate::indicators::row::{Figure, IndicatorTable};
use crate::indicators::scope::Scope;
use crate::regio;
use crate::statistics::Verdict;
use crate::statistics::compare::NoTest;
use crate::statistics::trend::TrendWord;

/// A published figure: area, year, age group, value, half the width of its margin.
type Published<'a> = (&'a str, i32, AgeGroup, f64, Option<f64>);

fn surveys(id: &str, cells: &[Published<'_>]) -> Surveys {
    let builtin = Catalogue::builtin().unwrap();
    let indicator = Arc::clone(builtin.get(id).unwrap());
    let (sources, gemeenten) = (Sources::builtin(), Gemeenten::current());
    let series = &sources.table(&indicator.tabel).unwrap().reeks;
    let measure = measure_of(series, &indicator);
    let mut observations = Observations {
        sources: vec![SourceUse::default()],
        ..Observations::default()
    };
    for (area, year, age, value, half) in cells {
        let key = CellKey {
            measure: Arc::clone(&measure),
            area: AreaCode::parse(area).unwrap(),
            period: Year(*year),
            age: *age,
        };
        let cell = observations
            .cells
            .entry(key, || Cell::empty(&Arc::from("Proef_1"), 0));
        cell.value = Some(*value);
        cell.lower = half.map(|half| value - half);
        cell.upper = half.map(|half| value + half);
    }
    let mut people = Observations::default();
    let codes = gemeenten.iter().map(|one| AreaCode::Gemeente(one.code));
    for area in codes.chain([AreaCode::Land]) {
        let size = if area == AreaCode::Land { 342.0 } else { 1.0 };
        let mut classes: BTreeMap<AgeClass, f64> =
            (0..95).map(|age| (AgeClass::Single(age), size)).collect();
        classes.insert(AgeClass::Open(95), size);
        let counts = AgeCounts::from_classes(classes, false).unwrap();
        people.ages.insert((area, Year(2022)), counts);
    }
    let catalogue = Catalogue::of([indicator]);
    Surveys::compute(&catalogue, &sources, &gemeenten, observations, people).unwrap()
}

fn joined(surveys: &Surveys, region: &str) -> IndicatorTable {
    let gemeenten = Gemeenten::current();
    let scope = Scope {
        region: regio::find(region, &gemeenten).unwrap(),
        gemeente: None,
    };
    let mut table = IndicatorTable::default();
    join(&mut table, surveys, &scope).unwrap();
    table
}

fn figure<'a>(table: &'a IndicatorTable, area: &str) -> &'a Figure {
    let area = AreaCode::parse(area).unwrap();
    let mut found = table.figures.iter().filter(|one| one.area == area);
    found.next_back().unwrap()
}

const ADULTS: AgeGroup = AgeGroup::Adults;

#[test]
fn a_figure_without_margin_is_shown_and_not_tested() {
    let found = surveys(
        "roken_monitor",
        &[
            ("NL01", 2022, ADULTS, 15.0, Some(0.2)),
            ("GM0193", 2022, ADULTS, 25.0, None),
            ("GM0148", 2022, ADULTS, 25.0, Some(2.0)),
        ],
    );
    let table = joined(&found, "rza-zwolle");
    let zwolle = figure(&table, "GM0193");
    let country = zwolle.comparisons.last().unwrap();
    assert_eq!(country.outcome.no_test(), Some(NoTest::NoMargin));
    assert_eq!(zwolle.reading.value(), Some(25.0));
    let dalfsen = figure(&table, "GM0148").comparisons.last().unwrap();
    assert_eq!(dalfsen.verdict(&zwolle.indicator), Verdict::Ongunstiger);
    assert!(dalfsen.outcome.adjusted_p().is_some());
}

#[test]
fn people_who_signed_up_themselves_get_no_margin_and_no_test() {
    let builtin = Catalogue::builtin().unwrap();
    let open = builtin.iter().find(|one| is_open(one)).unwrap();
    let age = open.bevolking;
    let cells = [
        ("NL01", 2024, age, 60.0, Some(0.5)),
        ("GM0193", 2024, age, 40.0, Some(1.0)),
    ];
    let table = joined(&surveys(&open.id, &cells), "rza-zwolle");
    let zwolle = figure(&table, "GM0193");
    assert_eq!(zwolle.reading.margin(), None);
    for comparison in &zwolle.comparisons {
        assert_eq!(comparison.outcome.no_test(), Some(NoTest::SelfSelected));
    }
    assert!(zwolle.remark.as_deref().unwrap().contains("zich zelf aan"));
    assert!(table.trends.is_empty());
}

#[test]
fn the_published_figure_of_a_region_is_used_and_the_mean_only_checks_it() {
    let mut cells = vec![("NL01", 2022, ADULTS, 15.0, Some(0.2))];
    let gemeenten = Gemeenten::current();
    let region = regio::find("ggd:IJsselland", &gemeenten).unwrap();
    let codes: Vec<String> = region.gemeenten.iter().map(ToString::to_string).collect();
    cells.extend(
        codes
            .iter()
            .map(|code| (code.as_str(), 2022, ADULTS, 20.0, Some(2.0))),
    );
    for (published, is_odd) in [(20.2, false), (17.0, true)] {
        let mut all = cells.clone();
        all.push(("GG1009", 2022, ADULTS, published, Some(0.8)));
        let table = joined(&surveys("roken_monitor", &all), "ggd:IJsselland");
        let own = figure(&table, "GG1009");
        assert_eq!(own.reading.value(), Some(published));
        assert_eq!(own.remark.is_some(), is_odd, "{:?}", own.remark);
        // Compared with Nederland in the family of all GGD regions, once.
        assert_eq!(own.comparisons.len(), 1);
    }
}

#[test]
fn waves_of_19_or_older_belong_to_the_series_and_are_marked() {
    let wave = |year, age, value| ("GM0193", year, age, value, Some(0.6));
    let cells = [
        wave(2012, AgeGroup::From19, 24.0),
        wave(2016, AgeGroup::From19, 21.0),
        wave(2020, ADULTS, 18.0),
        wave(2022, ADULTS, 16.5),
    ];
    let table = joined(&surveys("roken_monitor", &cells), "rza-zwolle");
    let (_, trend) = table.trends.iter().next().unwrap();
    assert_eq!(trend.years, [2012, 2016, 2020, 2022]);
    assert_eq!(trend.from_19, [2012, 2016]);
    assert_eq!(trend.word, Some(TrendWord::Falling));
    assert_eq!(trend.latest.0, 2020);
}

#[test]
fn a_gemeente_with_other_borders_before_has_no_series_from_then() {
    // Haaren went to Boxtel, Oisterwijk, Tilburg and Vught on 1 January 2021. The loader leaves the
    // figures of before absent, so that only one wave is left.
    let cells = [
        ("GM0757", 2022, ADULTS, 16.0, Some(1.0)),
        ("GM0193", 2020, ADULTS, 17.0, Some(1.0)),
        ("GM0193", 2022, ADULTS, 16.0, Some(1.0)),
    ];
    let found = surveys("roken_monitor", &cells);
    let series: Vec<String> = found
        .trends
        .iter()
        .map(|((_, _, area), _)| area.to_string())
        .collect();
    assert_eq!(series, ["GM0193"]);
}
