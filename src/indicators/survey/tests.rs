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

/// Figures over three waves of gemeenten in and around IJsselland, of its GGD region and of Nederland.
fn many() -> Vec<Published<'static>> {
    let codes = [
        "GM0193", "GM0148", "GM0150", "GM0160", "GM0166", "GM0175", "GM0177", "GM0180", "GM1700",
        "GM1708", "GM1773", "GM1896", "GM0363", "GM0200", "GG1009",
    ];
    let mut cells = Vec::new();
    for year in [2016, 2020, 2022] {
        cells.push(("NL01", year, ADULTS, 20.0, Some(0.2)));
        for (place, code) in codes.into_iter().enumerate() {
            let step = f64::from(u8::try_from(place).unwrap());
            let late = f64::from(year - 2016) * (step - 6.0) / 10.0;
            let margin = (place != 4 || year != 2022).then_some(1.0 + step / 10.0);
            cells.push((code, year, ADULTS, 15.0 + step + late, margin));
        }
    }
    cells
}

/// The same surveys from the figures of some areas, with what was kept of all.
fn of_areas(
    id: &str,
    cells: &[Published<'_>],
    region: &str,
    rows: Vec<crate::frame::SurveyRow>,
    spread: crate::indicators::NationalSpread,
) -> Result<Option<Surveys>, StatisticsError> {
    let gemeenten = Gemeenten::current();
    let region = regio::find(region, &gemeenten).unwrap();
    let is_read = |area: &AreaCode| match area {
        AreaCode::Gemeente(code) => region.gemeenten.contains(code),
        other => *other == AreaCode::Land || *other == region.code,
    };
    let few: Vec<Published<'_>> = cells
        .iter()
        .filter(|cell| is_read(&AreaCode::parse(cell.0).unwrap()))
        .copied()
        .collect();
    let read = surveys(id, &few);
    let builtin = Catalogue::builtin().unwrap();
    let catalogue = Catalogue::of([Arc::clone(builtin.get(id).unwrap())]);
    Surveys::of_areas(
        (&catalogue, &Sources::builtin()),
        (read.observations, read.people),
        rows,
        spread,
    )
}

#[test]
fn what_was_kept_of_all_areas_gives_a_report_the_same_surveys() {
    let whole = surveys("roken_monitor", &many());
    let rows = whole.national_rows();
    for region in ["rza-zwolle", "ggd:IJsselland"] {
        let spread = whole.national_spread().clone();
        let few = of_areas("roken_monitor", &many(), region, rows.clone(), spread);
        let few = few.unwrap().unwrap();
        let (expected, found) = (joined(&whole, region), joined(&few, region));
        assert!(expected.figures.len() > 20 && !expected.trends.is_empty());
        assert!(
            expected
                .families
                .iter()
                .any(|one| one.raw > one.corrected || one.tests > 12)
        );
        assert_eq!(expected.figures, found.figures);
        assert_eq!(expected.trends, found.trends);
        assert_eq!(expected.families, found.families);
        assert_eq!(expected.ranks, found.ranks);
        assert_eq!(expected.peers, found.peers);
        assert_eq!(expected.people_years, found.people_years);
        assert_eq!(expected.shown, found.shown);
    }
    // Without the others a family would be smaller, and the p-values with it.
    let alone: Vec<Published<'_>> = many()
        .into_iter()
        .filter(|cell| cell.0 != "GM0363")
        .collect();
    let alone = joined(&surveys("roken_monitor", &alone), "rza-zwolle");
    assert_ne!(alone.figures, joined(&whole, "rza-zwolle").figures);
}

#[test]
fn what_was_kept_of_other_figures_is_not_used() {
    use crate::frame::SurveyRow;

    let whole = surveys("roken_monitor", &many());
    let with = |rows: Vec<SurveyRow>| {
        let spread = whole.national_spread().clone();
        of_areas("roken_monitor", &many(), "rza-zwolle", rows, spread)
    };
    let zwolle = AreaCode::parse("GM0193").unwrap();
    let is_of_zwolle = |row: &SurveyRow| match row {
        SurveyRow::Test(_, area, _) | SurveyRow::Trend(_, area, _) => Some(*area == zwolle),
        SurveyRow::People { area, .. } => Some(*area == zwolle),
        _ => None,
    };
    let kinds: [fn(&SurveyRow) -> bool; 3] = [
        |row| matches!(row, SurveyRow::Test(..)),
        |row| matches!(row, SurveyRow::Trend(..)),
        |row| matches!(row, SurveyRow::People { .. }),
    ];
    for is_kind in kinds {
        let mut rows = whole.national_rows();
        let before = rows.len();
        rows.retain(|row| !(is_kind(row) && is_of_zwolle(row) == Some(true)));
        assert_eq!(rows.len() + 1, before);
        assert!(with(rows).unwrap().is_none());
    }
    // A corrected p-value is never below the raw one: this one is of another test.
    let mut rows = whole.national_rows();
    for row in &mut rows {
        if let SurveyRow::Trend(_, area, (change, _)) = row
            && *area == AreaCode::parse("GM1773").unwrap()
        {
            *change = 0.0;
        }
    }
    assert!(with(rows).is_err());
    assert!(with(whole.national_rows()).unwrap().is_some());
}
