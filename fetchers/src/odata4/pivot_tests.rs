//! Tests of the way from observations to a frame.

use polars::prelude::{AnyValue, DataFrame};

use super::*;
use crate::meta::{Dimension, DimensionKind, Topic};
use crate::odata4::observations::read_page;
use crate::reasons::reason_column;

fn meta() -> TableMeta {
    let dimension = |key: &str, kind| Dimension {
        key: key.into(),
        kind,
        title: key.into(),
        items: Vec::new(),
    };
    let topic = |key: &str, datatype| Topic {
        key: key.into(),
        stem: key.into(),
        title: key.into(),
        parents: Vec::new(),
        unit: String::new(),
        datatype,
        decimals: None,
    };
    TableMeta {
        id: "83765NED".into(),
        title: "t".into(),
        modified: None,
        status: None,
        topics: vec![
            topic("T001036", Datatype::Number),
            topic("M000114", Datatype::Number),
            topic("Naam", Datatype::Text),
        ],
        dimensions: vec![
            dimension("WijkenEnBuurten", DimensionKind::Geo),
            dimension("Perioden", DimensionKind::Time),
        ],
        areas: BTreeMap::new(),
    }
}

fn row(area: &str, measure: &str, rest: &str) -> String {
    format!(
        r#"{{"Id":1,"Measure":"{measure}",{rest},"WijkenEnBuurten":"{area}","Perioden":"2017JJ00"}}"#
    )
}

fn frame(rows: &[String]) -> Result<DataFrame, ShapeError> {
    let meta = meta();
    let mut pivot = Pivot::new(&meta);
    let body = format!(r#"{{"value":[{}]}}"#, rows.join(","));
    for observation in &read_page(body.as_bytes()).expect("page").value {
        pivot.add(observation)?;
    }
    assert_eq!(pivot.observations(), rows.len());
    let asked = |code: &str| code.starts_with("GM");
    pivot.into_columns().into_frame("WijkenEnBuurten", &asked)
}

fn cell(frame: &DataFrame, column: &str, row: usize) -> AnyValue<'static> {
    let column = frame.column(column).expect(column);
    column.get(row).expect("row").into_static()
}

#[test]
fn figures_of_an_area_become_one_row_in_sorted_order() {
    let frame = frame(&[
        row(
            "GM0772",
            "T001036",
            r#""ValueAttribute":"None","Value":246417.0,"StringValue":null"#,
        ),
        row("GM0148", "M000114", r#""Value":0"#),
        row("GM0148 ", "T001036 ", r#""Value":28000"#),
        row("GM0772", "M000114", r#""Value":2.1"#),
        row(
            "GM0772",
            "Naam",
            r#""Value":null,"StringValue":" Eindhoven ""#,
        ),
    ])
    .expect("frame");
    assert_eq!(frame.shape(), (2, 5));
    assert_eq!(
        cell(&frame, "WijkenEnBuurten", 0),
        AnyValue::StringOwned("GM0148".into())
    );
    assert_eq!(cell(&frame, "T001036", 0), AnyValue::Float64(28_000.0));
    assert_eq!(cell(&frame, "M000114", 0), AnyValue::Float64(0.0));
    assert_eq!(cell(&frame, "Naam", 0), AnyValue::Null);
    assert_eq!(cell(&frame, "T001036", 1), AnyValue::Float64(246_417.0));
    assert_eq!(
        cell(&frame, "Naam", 1),
        AnyValue::StringOwned("Eindhoven".into())
    );
}

#[test]
fn a_reason_stands_beside_the_absent_figure_in_the_word_of_the_source() {
    let frame = frame(&[
        row(
            "GM0772",
            "T001036",
            r#""ValueAttribute":"Impossible","Value":null"#,
        ),
        row(
            "GM0148",
            "T001036",
            r#""ValueAttribute":"Iets nieuws","Value":5"#,
        ),
        row("GM0193", "T001036", r#""ValueAttribute":"None","Value":7"#),
        row(
            "GM0193",
            "M000114",
            r#""ValueAttribute":"None","Value":null"#,
        ),
        row("GM0193", "Naam", r#""Value":null,"StringValue":".""#),
    ])
    .expect("frame");
    // A figure that the source has doubts about is no figure.
    assert_eq!(cell(&frame, "T001036", 0), AnyValue::Null);
    let why = |row| cell(&frame, &reason_column("T001036"), row);
    assert_eq!(why(0), AnyValue::StringOwned("Iets nieuws".into()));
    assert_eq!(
        (cell(&frame, "T001036", 1), why(1)),
        (AnyValue::Float64(7.0), AnyValue::Null)
    );
    assert_eq!(why(2), AnyValue::StringOwned("Impossible".into()));
    // Absent without a reason: no column of reasons.
    assert_eq!(cell(&frame, "M000114", 1), AnyValue::Null);
    assert_eq!(cell(&frame, "Naam", 1), AnyValue::Null);
    assert_eq!(frame.width(), 6);
}

#[test]
fn text_in_the_place_of_a_number_is_kept_as_the_reason() {
    let frame = frame(&[row(
        "GM0193",
        "T001036",
        r#""Value":null,"StringValue":"x""#,
    )])
    .expect("frame");
    assert_eq!(cell(&frame, "T001036", 0), AnyValue::Null);
    assert_eq!(
        cell(&frame, "T001036:reden", 0),
        AnyValue::StringOwned("x".into())
    );
}

#[test]
fn a_shape_that_changed_is_an_error() {
    let good = || row("GM0193", "T001036", r#""Value":7"#);
    let error = |rows: &[String]| frame(rows).expect_err("changed");
    let twice = error(&[good(), good()]);
    assert!(matches!(twice, ShapeError::DuplicateRows { .. }), "{twice}");
    assert!(
        twice.to_string().contains("GM0193 2017JJ00 T001036"),
        "{twice}"
    );
    let renamed = error(&[good().replace("T001036", "T001037")]);
    assert!(renamed.to_string().contains("T001037"), "{renamed}");
    assert!(renamed.hint().contains("T001036"), "{}", renamed.hint());
    let foreign = error(&[good().replace("GM0193", "WK019301")]);
    assert!(
        matches!(foreign, ShapeError::ForeignArea { .. }),
        "{foreign}"
    );
    for (from, to, lacking) in [
        ("\"Measure\"", "\"Topic\"", "Measure"),
        ("\"Value\"", "\"StringValue\"", "Value"),
        ("\"WijkenEnBuurten\"", "\"RegioS\"", "WijkenEnBuurten"),
        ("2017JJ00", " ", "Perioden"),
    ] {
        let error = error(&[good().replace(from, to)]);
        let ShapeError::MissingColumns { kolommen, .. } = &error else {
            panic!("{from}: {error}")
        };
        assert_eq!(kolommen, &[lacking]);
    }
}
