//! Right comparisons only: what holds for every row of a whole report, on the fixtures.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::support::sandbox::{Sandbox, contents};

type Row = BTreeMap<String, String>;

fn read(sandbox: &Sandbox, what: &[&str], out: &str) -> Vec<Row> {
    let all: Vec<&str> = ["rapport"]
        .into_iter()
        .chain(what.iter().copied())
        .chain(["--offline", "--fictief", "--uit", out])
        .collect();
    let ended = sandbox.run(&all).with_code(0);
    let files = contents(sandbox.path(ended.stdout.trim()).parent().unwrap());
    csv::Reader::from_reader(files["cijfers.csv"].as_slice())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

/// The rows of Zwolle and of the region around it.
fn reports() -> &'static [Vec<Row>; 2] {
    static REPORTS: OnceLock<[Vec<Row>; 2]> = OnceLock::new();
    REPORTS.get_or_init(|| {
        let sandbox = Sandbox::new();
        sandbox.fetch(&["--regio", "rza-zwolle"]).with_code(0);
        [
            read(&sandbox, &["--gemeente", "Zwolle"], "gemeente"),
            read(&sandbox, &["--regio", "rza-zwolle"], "regio"),
        ]
    })
}

fn number(text: &str) -> f64 {
    text.parse()
        .unwrap_or_else(|_| panic!("«{text}» is no number"))
}

fn a_value_and_its_reference_have_equal_year_table_population_and_definition() {
    let mut found = 0;
    // In a report of a gemeente the region is not always a row of its own.
    for rows in reports() {
        for row in rows.iter().filter(|row| !row["referentie"].is_empty()) {
            let same = |other: &&Row| {
                ["indicator", "leeftijd", "periode"]
                    .iter()
                    .all(|key| other[*key] == row[*key])
                    && other["gebied_code"] == row["referentie"]
            };
            let Some(reference) = rows.iter().find(same) else {
                continue;
            };
            found += 1;
            let difference = number(&row["waarde"]) - number(&row["referentie_waarde"]);
            if !row["verschil"].is_empty() {
                let printed = number(&row["verschil"]);
                assert!((difference - printed).abs() < 2e-4, "{row:?}");
            }
            assert_eq!(reference["waarde"], row["referentie_waarde"], "{row:?}");
            assert_eq!(reference["eenheid"], row["eenheid"], "{row:?}");
            // A wijk may be an estimate of what is counted elsewhere; every other source is equal.
            if row["methode"] != "schatting_bereik" && row["indicator"] != "grijze_druk" {
                assert_eq!(reference["bron_tabel"], row["bron_tabel"], "{row:?}");
            }
        }
    }
    assert!(found > 1_000, "{found}");
}

fn every_verdict_follows_from_its_own_row() {
    let mut verdicts = 0;
    for row in reports().iter().flatten() {
        let verdict = row["oordeel"].as_str();
        if ["geen_toets", "niet_duidelijk_anders"].contains(&verdict) {
            assert!(row["extra_personen"].is_empty(), "{row:?}");
            continue;
        }
        verdicts += 1;
        let (value, reference) = (number(&row["waarde"]), number(&row["referentie_waarde"]));
        let higher = value > reference;
        match row["soort"].as_str() {
            "registratie" | "schatting" => {
                assert_eq!(verdict, if higher { "hoger" } else { "lager" }, "{row:?}");
            }
            "modelschatting" => {
                // The reference lies outside the margin, widened to at least 1.5 points.
                let (lower, upper) = (number(&row["ondergrens"]), number(&row["bovengrens"]));
                let outside =
                    reference < lower.min(value - 1.5) || reference > upper.max(value + 1.5);
                assert!(outside && row["p"].is_empty(), "{row:?}");
            }
            "enquete" => assert!(number(&row["p_gecorrigeerd"]) < 0.05, "{row:?}"),
            other => panic!("{other}: {row:?}"),
        }
    }
    assert!(verdicts > 200, "{verdicts}");
}

fn an_area_has_the_same_verdict_in_every_report() {
    let [gemeente, regio] = reports();
    let key = |row: &Row| {
        [
            "gebied_code",
            "indicator",
            "leeftijd",
            "periode",
            "referentie",
        ]
        .map(|name| row[name].clone())
    };
    let of_region: BTreeMap<_, &Row> = regio.iter().map(|row| (key(row), row)).collect();
    let mut compared = 0;
    for row in gemeente {
        if let Some(other) = of_region.get(&key(row)) {
            compared += 1;
            for name in ["waarde", "oordeel", "p", "p_gecorrigeerd", "extra_personen"] {
                assert_eq!(row[name], other[name], "{name}: {row:?}");
            }
        }
    }
    assert!(compared > 500, "{compared}");
}

fn surveys_are_tested_over_all_of_nederland_and_corrected() {
    let rows = &reports()[1];
    let of = |area: &str, reference: &str| {
        rows.iter().find(|row| {
            row["indicator"] == "roken_monitor"
                && row["gebied_code"] == area
                && row["referentie"] == reference
                && row["periode"] == "2022"
        })
    };
    let zwolle = of("GM0193", "NL").unwrap();
    // The published figure of 2022 (15,7 percent), tested part against rest.
    assert_eq!(zwolle["waarde"], "15.7");
    assert_eq!(zwolle["soort"], "enquete");
    assert_eq!(zwolle["methode"], "z_toets_deel_tegen_rest");
    assert!(number(&zwolle["p_gecorrigeerd"]) >= number(&zwolle["p"]));
    // The region that somebody put together is the mean of its gemeenten.
    assert!(of("rza-zwolle", "NL").is_some());
    assert!(of("GM0193", "rza-zwolle").is_some());
}

#[test]
fn whole_reports_hold_right_comparisons_only() {
    // One test, because the reports take seconds to make.
    a_value_and_its_reference_have_equal_year_table_population_and_definition();
    every_verdict_follows_from_its_own_row();
    an_area_has_the_same_verdict_in_every_report();
    surveys_are_tested_over_all_of_nederland_and_corrected();
}
