//! The pages that go deeper say no more than the figures: random reports, and spreads made by hand.

use super::words_sample::{Sample, sample};
use super::{Inputs, build};
use crate::area::AreaLevel;
use crate::frame::{Shapes, SpreadRow};
use crate::indicators::{Figure, IndicatorTable, NationalSpread};
use crate::report::model::{Tabel, Verdieping};
use crate::statistics::{FigureKind, Spread, Verdict};
use crate::themes::{AgeGroup, Catalogue};
use crate::unit::dutch_number;

fn pages(sample: &Sample, table: &IndicatorTable) -> Verdieping {
    let shapes = Shapes::default();
    let built = build(Inputs {
        catalogue: &sample.catalogue,
        table,
        scope: &sample.scope,
        shapes: &shapes,
        wijken: &sample.wijken,
        extracts: &[],
        house: &crate::house::House::default(),
        remarks: &crate::remarks::Remarks::default(),
        edition: "proef",
        data_date: jiff::Timestamp::UNIX_EPOCH,
    });
    built.model.verdieping
}

fn is_region(sample: &Sample) -> bool {
    sample.scope.gemeente.is_none()
}

fn column(table: &Tabel, head: &str) -> Option<usize> {
    let mut heads = table.kolommen.iter();
    heads.position(|column| column.kop.starts_with(head))
}

/// The figures of parts that may stand in the list of extra people.
fn worse<'a>(sample: &Sample, table: &'a IndicatorTable) -> Vec<&'a Figure> {
    let level = if is_region(sample) {
        AreaLevel::Gemeente
    } else {
        AreaLevel::Wijk
    };
    let shown = |figure: &&Figure| {
        let key = (figure.indicator.id.clone(), figure.age);
        figure.area.level() == level && table.shown.get(&key) == Some(&figure.period)
    };
    let all = table.figures.iter().filter(shown);
    all.filter(|figure| figure.verdict() == Verdict::Ongunstiger)
        .collect()
}

#[test]
fn extra_people_stand_there_only_after_a_verdict_and_with_a_margin_only_of_surveys() {
    let builtin = Catalogue::builtin().unwrap();
    let (mut listed, mut with_margin, mut empty) = (0_usize, 0_usize, 0_usize);
    for case in 0..400 {
        let sample = sample(&builtin, case);
        let worse = worse(&sample, &sample.table);
        let page = pages(&sample, &sample.table).mensen;
        empty += usize::from(page.tabellen.is_empty());
        for table in &page.tabellen {
            let people = column(table, "Extra mensen, vergeleken met de").unwrap();
            let margin = column(table, "Marge");
            assert_eq!(margin.is_some(), column(table, "Zekerheid").is_some());
            let mut before = i64::MAX;
            for row in &table.rijen {
                listed += 1;
                let name = row.cellen[0].tekst.split(" · ").next().unwrap();
                let of_row = worse.iter().filter(|figure| {
                    let extra = figure.ladder().and_then(|ladder| ladder.extra_persons);
                    sample.table.name(&figure.area) == name
                        && extra.is_some_and(|extra| {
                            let number = f64::from(i32::try_from(extra).unwrap());
                            dutch_number(number, 0) == row.cellen[people].tekst
                        })
                });
                let of_row: Vec<&&Figure> = of_row.collect();
                assert!(!of_row.is_empty(), "case {case}: {row:?}");
                let extra = of_row[0].ladder().unwrap().extra_persons.unwrap();
                assert!((20..=before).contains(&extra), "case {case}: {row:?}");
                before = extra;
                let is_survey = of_row[0].kind == FigureKind::Enquete;
                assert_eq!(margin.is_some(), is_survey, "case {case}");
                if let Some(margin) = margin {
                    with_margin += 1;
                    let (lower, upper) =
                        of_row[0].extra_margin(of_row[0].ladder().unwrap()).unwrap();
                    assert!(lower <= extra && extra <= upper, "case {case}");
                    assert!(row.cellen[margin].tekst.contains(" – "));
                    let sure = &row.cellen[margin + 1].tekst;
                    let known = ["bijna zeker", "zeer waarschijnlijk"];
                    assert!(known.contains(&sure.as_str()), "{sure}");
                } else {
                    assert!(row.cellen[0].tekst.ends_with("naar schatting"), "{row:?}");
                }
            }
            assert!(page.toelichting[0].starts_with("Rekensom: verschil met de"));
            assert!(page.toelichting[1].contains("niet hoeveel mensen met een aanpak"));
        }
    }
    assert!(
        listed > 100 && with_margin > 5 && empty > 20,
        "{listed} {with_margin} {empty}"
    );
}

#[test]
fn a_sheet_always_has_rows_with_empty_cells_and_blocks_with_questions() {
    let builtin = Catalogue::builtin().unwrap();
    for case in 0..60 {
        let sample = sample(&builtin, case);
        let pages = pages(&sample, &sample.table);
        let sheet = pages.mensen.weegblad.tabel.unwrap();
        assert!(sheet.rijen.len() >= 6);
        assert!(
            sheet.rijen.last().unwrap().cellen[0]
                .tekst
                .starts_with("Eigen")
        );
        for row in &sheet.rijen {
            let (printed, blank) = row.cellen.split_at(2);
            assert!(!printed[0].tekst.is_empty());
            // A number of people belongs to a priority, and the other way around.
            let is_priority = printed[0].tekst.contains(" · ");
            assert_eq!(is_priority, !printed[1].tekst.is_empty(), "{row:?}");
            assert!(blank.iter().all(|cell| cell.tekst.is_empty()));
            assert_eq!(blank.len(), 6);
        }
        let blocks = &pages.werkblad.blokken;
        assert!([3, 6].contains(&blocks.len()), "{}", blocks.len());
        assert!(blocks.iter().all(|block| block.vragen.len() == 4));
        assert_eq!(blocks.last().unwrap().titel, "Een eigen onderwerp");
        // Without a priority of page 1 the blocks are the themes.
        let of_page_1 = !sheet.rijen[0].cellen[1].tekst.is_empty();
        assert_eq!(blocks[0].titel == "Leefstijl", !of_page_1);
    }
}

/// The table with a spread of «roken» over gemeenten of which 10 % lie below `low` and 10 % above
/// `high`.
fn with_spread(sample: &Sample, low: f64, high: f64) -> IndicatorTable {
    let indicator = sample.catalogue.get("roken").unwrap();
    let step = (high - low) / 80.0;
    let values: Vec<f64> = (0..=100_i32)
        .map(|at| low + step * f64::from(at - 10))
        .collect();
    let row = SpreadRow {
        indicator: indicator.id.clone(),
        definition: indicator.definitie_id.clone(),
        table: "proef".to_owned(),
        age: AgeGroup::Adults,
        level: AreaLevel::Gemeente,
        year: sample.table.shown[&(indicator.id.clone(), AgeGroup::Adults)],
        spread: Spread::of(&values).unwrap().unwrap(),
        fictitious: true,
    };
    let mut table = sample.table.clone();
    table.peers = NationalSpread::new([row]);
    table
}

#[test]
fn the_outer_tenth_is_that_of_all_gemeenten_and_is_said_when_unknown() {
    let builtin = Catalogue::builtin().unwrap();
    let (mut gemeenten, mut regions) = (0_usize, 0_usize);
    for case in 0..200 {
        let sample = sample(&builtin, case);
        let known = |figure: &&Figure| {
            figure.indicator.id == "roken" && figure.area.level() == AreaLevel::Gemeente
        };
        let figures = sample.table.figures.iter().filter(known);
        // Only a figure of which the whole margin lies beyond the tenth is named.
        let is_clear = |one: &&Figure| {
            let margin = one.reading.margin();
            margin.is_some_and(|margin| margin.lower() > 1.0 && margin.upper() < 90.0)
        };
        let values: Vec<f64> = figures
            .filter(is_clear)
            .filter_map(|one| one.reading.value())
            .collect();
        if sample.catalogue.iter().count() != 1 || values.is_empty() {
            continue;
        }
        let page = pages(&sample, &sample.table).anders;
        assert_eq!(page.tiende, None);
        assert!(page.zinnen[0].contains("niet te zeggen"), "{page:?}");
        // All values lie in the middle, above it, or below it.
        for (low, high, word) in [
            (0.0, 100.0, ""),
            (0.0, 1.0, "hoogste"),
            (90.0, 95.0, "laagste"),
        ] {
            let page = pages(&sample, &with_spread(&sample, low, high)).anders;
            let text = page.zinnen.join(" ");
            assert!(!text.contains("niet te zeggen"), "{text}");
            let Some(table) = page.tiende else {
                assert!(word.is_empty(), "case {case}: {values:?} in {low}–{high}");
                assert!(text.ends_with("bij geen enkel cijfer zeker zo."), "{text}");
                continue;
            };
            assert!(!word.is_empty() && table.fictief);
            let row = &table.rijen[0].cellen;
            if is_region(&sample) {
                regions += 1;
                let empty = if word == "hoogste" { 2 } else { 1 };
                assert_eq!(row[empty].tekst, "–", "{row:?}");
                assert_ne!(row[3 - empty].tekst, "–", "{row:?}");
            } else {
                gemeenten += 1;
                assert!(row[2].tekst.contains(word), "{row:?}");
                assert!(row[0].tekst.ends_with("naar schatting"), "{row:?}");
            }
        }
    }
    assert!(gemeenten > 10 && regions > 5, "{gemeenten} {regions}");
}

#[test]
fn every_dimension_has_its_figures_or_says_that_there_are_none() {
    let builtin = Catalogue::builtin().unwrap();
    let mut filled = 0_usize;
    for case in 0..60 {
        let sample = sample(&builtin, case);
        let page = pages(&sample, &sample.table).anders;
        let names: Vec<&str> = page
            .dimensies
            .iter()
            .map(|one| one.titel.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "Lichaamsfuncties",
                "Mentaal welbevinden",
                "Zingeving",
                "Kwaliteit van leven",
                "Meedoen",
                "Dagelijks functioneren"
            ]
        );
        for dimension in &page.dimensies {
            assert_eq!(dimension.tabel.is_none(), !dimension.zin.is_empty());
            filled += usize::from(dimension.tabel.is_some());
        }
        // A difference stands there only after its test, and then with a word.
        for row in page.verschillen.iter().flat_map(|table| &table.rijen) {
            let word = row.cellen[3].symbool.unwrap().woord();
            assert!(word != "niet duidelijk anders" && word != "geen oordeel");
        }
        assert_eq!(
            page.verschillen.is_none(),
            !page.verschillen_geen.is_empty()
        );
    }
    assert!(filled > 40, "{filled}");
}

#[test]
fn sentences_are_short() {
    let builtin = Catalogue::builtin().unwrap();
    for case in 0..60 {
        let sample = sample(&builtin, case);
        let pages = pages(&sample, &with_default_spread(&sample));
        let sheet = &pages.mensen.weegblad;
        let terms = sheet.begrippen.iter().map(|term| &term.uitleg);
        let texts = (pages.anders.zinnen.iter())
            .chain(&pages.anders.uitleg)
            .chain(&pages.mensen.zinnen)
            .chain(&pages.mensen.toelichting)
            .chain(&sheet.zinnen)
            .chain(terms)
            .chain(&pages.werkblad.zinnen);
        for text in texts {
            for sentence in text.split_inclusive(['.', '?', ':']) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 16, "{words} words: {sentence}");
            }
            for never in ["ten opzichte van", "winst", "te halen", "verwacht"] {
                assert!(!text.contains(never), "{text}");
            }
        }
    }
}

fn with_default_spread(sample: &Sample) -> IndicatorTable {
    if sample.catalogue.get("roken").is_some() {
        with_spread(sample, 0.0, 1.0)
    } else {
        sample.table.clone()
    }
}
