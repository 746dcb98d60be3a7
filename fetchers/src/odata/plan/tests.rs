//! The questions that are asked of small and of large tables.

use std::collections::BTreeMap;

use super::*;
use crate::meta::{DimensionItem, DimensionKind};
use crate::sources::Sources;

fn dimension(key: &str, kind: DimensionKind, codes: &[String]) -> Dimension {
    let items = codes
        .iter()
        .map(|raw| DimensionItem {
            raw: raw.clone(),
            title: String::new(),
            status: None,
        })
        .collect();
    Dimension {
        key: key.into(),
        kind,
        title: String::new(),
        items,
    }
}

fn strings(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn meta(dimensions: Vec<Dimension>) -> TableMeta {
    TableMeta {
        id: "t".into(),
        title: String::new(),
        modified: None,
        status: None,
        topics: Vec::new(),
        dimensions,
        areas: BTreeMap::new(),
    }
}

fn health(gemeenten: usize) -> TableMeta {
    let mut areas = strings(&["NL01      ", "WK019301  ", "WK019302  ", "BU01930100"]);
    areas.extend((0..gemeenten).map(|number| format!("GM{number:04}    ")));
    meta(vec![
        dimension("WijkenEnBuurten", DimensionKind::Geo, &areas),
        dimension(
            "Leeftijd",
            DimensionKind::Other,
            &strings(&["20300", "53115", "80200"]),
        ),
        dimension(
            "Marges",
            DimensionKind::Other,
            &strings(&["MW00000", "MOG0095", "MBG0095"]),
        ),
        dimension(
            "Perioden",
            DimensionKind::Time,
            &strings(&["2012JJ00", "2016JJ00", "2020JJ00", "2022JJ00", "2024JJ00"]),
        ),
    ])
}

fn questions(meta: &TableMeta, table: &str, slice: &Slice) -> Option<Plan> {
    let sources = Sources::builtin();
    plan(meta, sources.table(table).expect("table"), slice).expect("plan")
}

#[test]
fn a_gemeente_is_one_padded_question_and_one_for_its_wijken() {
    let plan =
        questions(&health(342), "50150NED", &Slice::Gemeente("GM0193".into())).expect("plan");
    assert_eq!(plan.groups[0].filters, ["WijkenEnBuurten eq 'GM0193    '"]);
    assert_eq!(
        plan.groups[1].filters,
        ["startswith(WijkenEnBuurten,'WK0193')"]
    );
    assert_eq!(
        (plan.groups[0].most_rows, plan.groups[1].most_rows),
        (45, 90)
    );
    assert_eq!(plan.areas, ["GM0193", "WK019301", "WK019302"]);
}

#[test]
fn the_country_is_split_by_period_only_when_too_large() {
    let plan = questions(&health(342), "50150NED", &Slice::Land).expect("plan");
    assert_eq!(plan.groups[0].filters, ["WijkenEnBuurten eq 'NL01      '"]);
    let filters = &plan.groups[1].filters;
    assert_eq!(filters.len(), 5);
    assert_eq!(
        filters[4],
        "startswith(WijkenEnBuurten,'GM') and Perioden eq '2024JJ00'"
    );
    let small = questions(&health(200), "50150NED", &Slice::Land).expect("plan");
    assert_eq!(
        small.groups[1].filters,
        ["startswith(WijkenEnBuurten,'GM')"]
    );
    let huge = questions(&health(9000), "50150NED", &Slice::Land).expect("plan");
    assert_eq!(huge.groups[1].filters.len(), 5 * 3 * 3);
}

#[test]
fn an_unknown_gemeente_has_no_plan() {
    assert_eq!(
        questions(&health(10), "50150NED", &Slice::Gemeente("GM9999".into())),
        None
    );
}

fn ages() -> TableMeta {
    meta(vec![
        dimension(
            "Geslacht",
            DimensionKind::Other,
            &strings(&["T001038", "3000   "]),
        ),
        dimension(
            "Leeftijd",
            DimensionKind::Other,
            &strings(&["10000   ", "10010   "]),
        ),
        dimension(
            "BurgerlijkeStaat",
            DimensionKind::Other,
            &strings(&["T001019   "]),
        ),
        dimension(
            "RegioS",
            DimensionKind::Geo,
            &strings(&["NL01  ", "PV23  ", "GM0193"]),
        ),
        dimension(
            "Perioden",
            DimensionKind::Time,
            &strings(&["2024JJ00", "2023JJ00", "2025KW01"]),
        ),
    ])
}

#[test]
fn the_feed_gets_one_question_with_fixed_codes_and_the_newest_years() {
    let plan = questions(&ages(), "03759ned", &Slice::Land).expect("plan");
    assert_eq!(
        plan.groups[0].filters,
        [
            "(RegioS eq 'NL01  ' or startswith(RegioS,'GM')) and BurgerlijkeStaat eq 'T001019   ' \
         and Geslacht eq 'T001038' and (Perioden eq '2023JJ00' or Perioden eq '2024JJ00')"
        ]
    );
    assert_eq!(plan.groups[0].most_rows, 8);
    let one = questions(&ages(), "03759ned", &Slice::Gemeente("GM0193".into())).expect("plan");
    assert!(one.groups[0].filters[0].starts_with("RegioS eq 'GM0193' and"));
}

#[test]
fn a_fixed_code_that_is_gone_is_named_with_what_there_is() {
    let mut meta = ages();
    meta.dimensions[0].items.remove(0);
    let sources = Sources::builtin();
    let error = plan(
        &meta,
        sources.table("03759ned").expect("table"),
        &Slice::Land,
    );
    let error = error.expect_err("code gone");
    assert!(
        error.to_string().contains("T001038") && error.hint().contains("3000"),
        "{error}"
    );
}

#[test]
fn the_newest_years_are_asked_in_one_question_or_one_by_one() {
    let mut source = Sources::builtin().table("70072ned").expect("table").clone();
    let meta = |years: &[&str]| {
        meta(vec![
            dimension(
                "RegioS",
                DimensionKind::Geo,
                &strings(&["NL01  ", "LD01  ", "PV23  ", "GM0193"]),
            ),
            dimension("Perioden", DimensionKind::Time, &strings(years)),
        ])
    };
    let asked = |source: &TableSource, years: &[&str]| {
        let plan = plan(&meta(years), source, &Slice::Land)
            .expect("plan")
            .expect("rows");
        assert_eq!(plan.areas, ["NL01", "PV23", "GM0193"]);
        plan.groups[1].clone()
    };
    let years = [
        "2019JJ00", "2025JJ00", "2024JJ00", "2025KW01", "2023JJ00", "2022JJ00", "2021JJ00",
    ];
    let each = asked(&source, &years);
    assert_eq!((each.filters.len(), each.most_rows), (5, 5));
    assert_eq!(
        each.filters[0],
        "startswith(RegioS,'PV') and Perioden eq '2021JJ00'"
    );
    source.per_periode = false;
    assert_eq!(
        asked(&source, &["2024JJ00", "2025JJ00"]).filters,
        ["startswith(RegioS,'PV') and (Perioden eq '2024JJ00' or Perioden eq '2025JJ00')"]
    );
    assert!(plan(&meta(&["2025KW01"]), &source, &Slice::Land).is_err());
}
