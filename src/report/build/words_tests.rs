//! No sentence of a report claims what no test has shown: random figures, a thousand reports.
//!
//! Each report is built twice: as it is, and with every verdict and trend taken away. A sentence
//! that stands in the first only, and says hoger, lager, meer, minder, gestegen or gedaald, is a
//! claim; every claim must have its test.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::words_sample::{Sample, WIJKEN, sample};
use super::{Inputs, build};
use crate::area::AreaCode;
use crate::frame::Shapes;
use crate::house::House;
use crate::indicators::{Figure, IndicatorTable};
use crate::remarks::Remarks;
use crate::report::csv;
use crate::report::lines::lines;
use crate::statistics::{self, NoTest, Side};
use crate::themes::{Catalogue, Indicator};

const CASES: u32 = 1_000;

/// Words that say that something differs, and the side they say it of.
const CLAIMS: [(&str, Option<Side>); 10] = [
    ("hoger", Some(Side::Higher)),
    ("hoogste", Some(Side::Higher)),
    ("meer", None),
    ("lager", Some(Side::Lower)),
    ("laagste", Some(Side::Lower)),
    ("minder", None),
    ("gestegen", Some(Side::Higher)),
    ("gedaald", Some(Side::Lower)),
    ("ongunstiger", None),
    ("gunstiger", None),
];

/// The sentences of a report about its figures; the method chapter and the reading guide explain
/// words and claim nothing.
fn sentences(sample: &Sample, table: &IndicatorTable) -> BTreeSet<String> {
    let shapes = Shapes::default();
    let built = build(Inputs {
        catalogue: &sample.catalogue,
        table,
        scope: &sample.scope,
        shapes: &shapes,
        wijken: &sample.wijken,
        extracts: &[],
        house: &House::default(),
        remarks: &Remarks::default(),
        edition: "proef",
        data_date: jiff::Timestamp::UNIX_EPOCH,
    });
    let mut model = serde_json::to_value(&built.model).unwrap();
    if let Value::Object(parts) = &mut model {
        parts.retain(|key, _| key != "methode" && key != "leeswijzer");
    }
    let mut found = BTreeSet::new();
    collect(&model, &mut found);
    found
}

fn collect(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            into.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        Value::Object(parts) => parts.values().for_each(|item| collect(item, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn words(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    let each = lower.split(|c: char| !c.is_alphabetic());
    each.map(str::to_owned).collect()
}

/// The same table as if no test had passed and nothing had been followed over the years.
fn without_verdicts(table: &IndicatorTable) -> IndicatorTable {
    let mut plain = table.clone();
    for figure in &mut plain.figures {
        for comparison in &mut figure.comparisons {
            let difference = comparison.outcome.difference();
            comparison.outcome = statistics::Comparison::untested(difference, NoTest::NoMargin);
            comparison.extra_persons = None;
        }
    }
    plain.trends.clear();
    plain
}

fn side(figure: &Figure) -> Option<Side> {
    figure.ladder()?.outcome.side()
}

/// The sides on which a test put anything: figures of all areas, and series over the years.
fn sides(table: &IndicatorTable) -> Vec<Side> {
    let figures = table.figures.iter().filter_map(side);
    let trends = table.trends.values().flat_map(|trend| {
        use crate::statistics::trend::TrendWord;
        let line = match trend.word {
            Some(TrendWord::Rising) => Some(Side::Higher),
            Some(TrendWord::Falling) => Some(Side::Lower),
            _ => None,
        };
        [line, trend.latest.1.side()].into_iter().flatten()
    });
    figures.chain(trends).collect()
}

/// Checks one claim; the names in it must all lie on the side that it says.
fn check(sample: &Sample, table: &IndicatorTable, text: &str) {
    let said = words(text);
    let claimed: Vec<(&str, Option<Side>)> = CLAIMS
        .into_iter()
        .filter(|(word, _)| said.contains(*word))
        .collect();
    let tested = sides(table);
    for (word, side) in &claimed {
        let shown = side.map_or(!tested.is_empty(), |side| tested.contains(&side));
        assert!(shown, "«{word}» without a test: {text}");
    }
    let of_sides: BTreeSet<bool> = claimed
        .iter()
        .filter_map(|(_, side)| side.map(|side| side == Side::Higher))
        .collect();
    // A sentence about one side that names wijken names only those on that side.
    if let [higher] = of_sides.iter().copied().collect::<Vec<_>>()[..]
        && text.starts_with("In ")
    {
        let wanted = if higher { Side::Higher } else { Side::Lower };
        for (code, name) in WIJKEN {
            if text.contains(name) {
                let area = AreaCode::parse(code).unwrap();
                let figures = table.figures.iter().filter(|one| one.area == area);
                let on_side = figures.filter_map(side).any(|side| side == wanted);
                assert!(on_side, "{name}: {text}");
            }
        }
    }
    // What is said of the area itself follows from its own comparison or series.
    if text.contains("is hier ") {
        let subject = sample.scope.subject();
        let own = table.figures.iter().filter(|one| one.area == subject);
        let own: Vec<Side> = own.filter_map(side).collect();
        for (_, side) in claimed {
            assert!(side.is_none_or(|side| own.contains(&side)), "{text}");
        }
    }
}

#[test]
fn no_sentence_claims_what_no_test_has_shown() {
    let builtin = Catalogue::builtin().unwrap();
    let mut claims = 0_usize;
    let mut trends = 0_usize;
    for case in 0..CASES {
        let sample = sample(&builtin, case);
        let table = &sample.table;
        let real = sentences(&sample, table);
        let plain = sentences(&sample, &without_verdicts(table));
        let is_claim = |text: &&String| {
            let said = words(text);
            CLAIMS.iter().any(|(word, _)| said.contains(*word))
        };
        for text in real.difference(&plain).filter(is_claim) {
            claims += 1;
            trends += usize::from(text.contains("gestegen") || text.contains("gedaald"));
            check(&sample, table, text);
        }
    }
    assert!(
        claims > 1_000,
        "only {claims} claims: the reports are too plain"
    );
    assert!(trends > 50, "only {trends} trends");
}

/// The catalogue with every direction turned around.
fn flipped(catalogue: &Catalogue) -> Catalogue {
    Catalogue::of(catalogue.iter().map(|indicator| {
        Arc::new(Indicator {
            richting: indicator.richting.flipped(),
            ..indicator.as_ref().clone()
        })
    }))
}

/// The cells of `cijfers.csv`.
fn rows(table: &IndicatorTable) -> Vec<Vec<String>> {
    let file = csv::write(table, &lines(table));
    let mut reader = ::csv::Reader::from_reader(file.as_slice());
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_direction_turns_the_verdict_and_the_sign_of_extra_people_and_nothing_else() {
    let builtin = Catalogue::builtin().unwrap();
    let turned = flipped(&builtin);
    let column = |name: &str| csv::COLUMNS.iter().position(|own| *own == name).unwrap();
    let (verdict, extra) = (column("oordeel"), column("extra_personen"));
    // The bounds of the extra people change places and sign.
    let bounds = [
        column("extra_personen_ondergrens"),
        column("extra_personen_bovengrens"),
    ];
    let opposite = |word: &str| match word {
        "ongunstiger" => "gunstiger".to_owned(),
        "gunstiger" => "ongunstiger".to_owned(),
        same => same.to_owned(),
    };
    let mut judged = 0_usize;
    for case in 0..200 {
        let (there, back) = (sample(&builtin, case), sample(&turned, case));
        let (there, back) = (rows(&there.table), rows(&back.table));
        assert_eq!(there.len(), back.len());
        for (one, other) in there.iter().zip(&back) {
            for (index, (cell, turned)) in one.iter().zip(other).enumerate() {
                if index == verdict {
                    judged += usize::from(cell != turned);
                    assert_eq!(opposite(cell), *turned);
                } else if index == extra && !cell.is_empty() {
                    let number: i64 = cell.parse().unwrap();
                    assert_eq!(number, -turned.parse::<i64>().unwrap());
                } else if bounds.contains(&index) && !cell.is_empty() {
                    let [lower, upper] = bounds;
                    let mirror = &other[if index == lower { upper } else { lower }];
                    let number: i64 = cell.parse().unwrap();
                    assert_eq!(number, -mirror.parse::<i64>().unwrap());
                } else {
                    assert_eq!(cell, turned, "{}", csv::COLUMNS[index]);
                }
            }
        }
    }
    assert!(judged > 500, "{judged}");
}
