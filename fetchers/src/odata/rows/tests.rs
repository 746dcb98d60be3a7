//! Pages as the services give them, and pages that they should not give.

use std::collections::BTreeMap;

use polars::prelude::{AnyValue, DataFrame};

use super::*;
use crate::error::ShapeError;
use crate::meta::{Datatype, Dimension, DimensionKind, TableMeta, Topic};

fn meta() -> TableMeta {
    let dimension = |key: &str, kind| Dimension {
        key: key.into(),
        kind,
        title: key.into(),
        items: Vec::new(),
    };
    let topic = |key: &str, datatype| Topic {
        key: key.into(),
        stem: crate::meta::stem_of(key).into(),
        title: key.into(),
        parents: Vec::new(),
        unit: String::new(),
        datatype,
        decimals: None,
    };
    TableMeta {
        id: "1NED".into(),
        title: "t".into(),
        modified: None,
        status: None,
        topics: vec![
            topic("Naam_1", Datatype::Text),
            topic("Waarde_2", Datatype::Number),
        ],
        dimensions: vec![
            dimension("Gebied", DimensionKind::Geo),
            dimension("Perioden", DimensionKind::Time),
        ],
        areas: BTreeMap::new(),
    }
}

fn frame(pages: &[&str]) -> Result<DataFrame, ShapeError> {
    let meta = meta();
    let mut columns = Columns::new(&meta);
    for page in pages {
        read_page(page.as_bytes(), &mut columns).expect("page");
    }
    columns.into_frame("Gebied", &|code| code.starts_with("GM"))
}

#[test]
fn text_is_trimmed_dots_are_absent_and_zero_is_a_value() {
    let frame = frame(&[
        r#"{"odata.metadata":"m","value":[
        {"ID":5,"Gebied":"GM0193    ","Perioden":"2024JJ00","Naam_1":"Zwolle   ","Waarde_2":0},
        {"ID":6,"Waarde_2":"   183.3","Gebied":"GM0148    ","Perioden":"2024JJ00","Naam_1":"   ."}]}"#,
        r#"{"value":[{"Gebied":"GM0148    ","Perioden":"2020JJ00","Naam_1":null,"Waarde_2":null,"X":[1]}]}"#,
    ])
    .expect("frame");
    assert_eq!(frame.shape(), (3, 4));
    let cell = |column: &str, row| {
        frame
            .column(column)
            .expect(column)
            .get(row)
            .expect("row")
            .into_static()
    };
    // Sorted by area and period, whatever the order of the pages.
    assert_eq!(cell("Gebied", 0), AnyValue::StringOwned("GM0148".into()));
    assert_eq!(
        cell("Perioden", 0),
        AnyValue::StringOwned("2020JJ00".into())
    );
    assert_eq!(cell("Waarde_2", 0), AnyValue::Null);
    assert_eq!(cell("Waarde_2", 1), AnyValue::Float64(183.3));
    assert_eq!(cell("Naam_1", 1), AnyValue::Null);
    assert_eq!(cell("Waarde_2", 2), AnyValue::Float64(0.0));
    assert_eq!(cell("Naam_1", 2), AnyValue::StringOwned("Zwolle".into()));
}

#[test]
fn a_shape_that_changed_is_an_error() {
    let row = r#"{"Gebied":"GM0193","Perioden":"2024JJ00","Naam_1":"Z","Waarde_2":1}"#;
    let page = |rows: &str| format!(r#"{{"value":[{rows}]}}"#);
    let twice = frame(&[&page(row), &page(row)]);
    assert!(
        matches!(twice, Err(ShapeError::DuplicateRows { .. })),
        "{twice:?}"
    );
    let renamed = frame(&[&page(&row.replace("Waarde_2", "Waarde_3"))]);
    assert!(
        matches!(renamed, Err(ShapeError::MissingColumns { ref kolommen, .. }) if kolommen == &["Waarde_2"])
    );
    let foreign = frame(&[&page(&row.replace("GM0193", "WK019301"))]);
    assert!(
        matches!(foreign, Err(ShapeError::ForeignArea { .. })),
        "{foreign:?}"
    );
    for bad in [
        row.replace(":1}", ":\"veel\"}"),
        row.replace(":1}", ":true}"),
        row.replace(":1}", ":[1]}"),
        row.replace(":1}", ":1,\"Waarde_2\":2}"),
    ] {
        let mut columns = Columns::new(&meta());
        let error = read_page(page(&bad).as_bytes(), &mut columns).expect_err(&bad);
        assert!(
            matches!(&error, Unread::Unfit(why) if why.contains("Waarde_2")),
            "{error:?}"
        );
    }
}

#[test]
fn the_next_link_is_returned_and_a_page_without_value_refused() {
    let mut columns = Columns::new(&meta());
    let page = br#"{"value":[],"odata.nextLink":"https://h/x?$skip=10000"}"#;
    let next = read_page(page, &mut columns).expect("page");
    assert_eq!(next.as_deref(), Some("https://h/x?$skip=10000"));
    assert!(matches!(
        read_page(b"{}", &mut columns),
        Err(Unread::Unfit(_))
    ));
    let tail = read_page(br#"{"value":[]} x"#, &mut columns);
    assert!(matches!(tail, Err(Unread::Cut)));
}

#[test]
fn a_damaged_page_leaves_no_rows_behind() {
    let mut columns = Columns::new(&meta());
    let row = |code: &str| {
        format!(r#"{{"Gebied":"{code}","Perioden":"2024JJ00","Naam_1":"Z","Waarde_2":1}}"#)
    };
    let page = |rows: &str| format!(r#"{{"value":[{rows}]}}"#);
    read_page(page(&row("GM0001")).as_bytes(), &mut columns).expect("page");
    let whole = page(&format!("{},{}", row("GM0002"), row("GM0003")));
    for cut in 1..whole.len() {
        let read = read_page(&whole.as_bytes()[..cut], &mut columns);
        assert!(matches!(read, Err(Unread::Cut)), "{cut}: {read:?}");
        assert_eq!(columns.rows(), 1);
    }
    read_page(whole.as_bytes(), &mut columns).expect("whole");
    let frame = columns
        .into_frame("Gebied", &|code| code.starts_with("GM"))
        .expect("no doubles");
    assert_eq!(frame.shape(), (3, 4));
}

#[test]
fn the_symbol_in_the_place_of_a_figure_is_kept_where_reasons_are_asked_for() {
    let page = r#"{"value":[
        {"Gebied":"GM0001","Perioden":"2024JJ00","Naam_1":"Zwolle  ","Waarde_2":"   183.3"},
        {"Gebied":"GM0002","Perioden":"2024JJ00","Naam_1":"       .","Waarde_2":"       ."},
        {"Gebied":"GM0003","Perioden":"2024JJ00","Naam_1":"x","Waarde_2":"       x"},
        {"Gebied":"GM0004","Perioden":"2024JJ00","Naam_1":"","Waarde_2":"        "},
        {"Gebied":"GM0005","Perioden":"2024JJ00","Naam_1":"","Waarde_2":"       0"}]}"#;
    let mut columns = Columns::new(&meta()).with_reasons(true);
    read_page(page.as_bytes(), &mut columns).expect("page");
    let frame = columns.into_frame("Gebied", &|_| true).expect("frame");
    let reasons = frame
        .column("Waarde_2:reden")
        .expect("reasons")
        .str()
        .expect("text");
    let reasons: Vec<_> = reasons.iter().collect();
    assert_eq!(reasons, [None, Some("."), Some("x"), Some("leeg"), None]);
    let values = frame
        .column("Waarde_2")
        .expect("figures")
        .f64()
        .expect("numbers");
    let values: Vec<_> = values.iter().collect();
    assert_eq!(values, [Some(183.3), None, None, None, Some(0.0)]);
    // Without reasons asked for, a symbol other than the point is another shape.
    let mut columns = Columns::new(&meta());
    assert!(matches!(
        read_page(page.as_bytes(), &mut columns),
        Err(Unread::Unfit(_))
    ));
}

#[test]
fn unwanted_rows_are_counted_and_not_kept() {
    let mut columns = Columns::new(&meta()).without("Gebied", "BU");
    let page = r#"{"value":[
        {"Perioden":"2024JJ00","Gebied":"GM0193  ","Naam_1":"Z","Waarde_2":1},
        {"Perioden":"2024JJ00","Gebied":"BU01930101","Naam_1":"B","Waarde_2":"x"},
        {"Waarde_2":5,"Naam_1":"Y","Gebied":"BU01930102","Perioden":"2024JJ00"},
        {"Perioden":"2024JJ00","Gebied":"WK019301","Naam_1":null,"Waarde_2":null}]}"#;
    read_page(page.as_bytes(), &mut columns).expect("page");
    assert_eq!((columns.rows(), columns.rows_read()), (2, 4));
    let slices = |code: &str| match code {
        "GM0193" => vec!["land", "GM0193"],
        _ => vec!["GM0193"],
    };
    let frames = columns.into_frames("Gebied", &slices).expect("frames");
    let heights: Vec<_> = frames.iter().map(|(name, f)| (*name, f.height())).collect();
    assert_eq!(heights, [("GM0193", 2), ("land", 1)]);
}

#[test]
fn rows_of_an_area_stand_together_and_then_follow_the_other_dimensions() {
    let mut columns = Columns::new(&meta());
    let page = r#"{"value":[
        {"Perioden":"2023JJ00","Gebied":"GM0193","Naam_1":"Z","Waarde_2":1},
        {"Perioden":"2023JJ00","Gebied":"GM0150","Naam_1":"D","Waarde_2":2},
        {"Perioden":"2024JJ00","Gebied":"GM0150","Naam_1":"D","Waarde_2":3},
        {"Perioden":"2024JJ00","Gebied":"GM0193","Naam_1":"Z","Waarde_2":4}]}"#;
    read_page(page.as_bytes(), &mut columns).expect("page");
    let frame = columns.into_frame("Gebied", &|_| true).expect("frame");
    let numbers = frame
        .column("Waarde_2")
        .expect("there")
        .f64()
        .expect("numbers");
    let numbers: Vec<_> = numbers.iter().flatten().collect();
    assert_eq!(numbers, [2.0, 3.0, 1.0, 4.0]);
}
