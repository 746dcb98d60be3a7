//! The files of an edition are those of all its reports, however these came about.

use std::fs::File;
use std::process::Stdio;

use lopdf::Document;
use polars::prelude::{Column, DataFrame, DataType, ParquetReader, SerReader as _};
use regiobeeld::report::csv::COLUMNS;

use super::{GEMEENTEN, assert_same, batch, overview, sandbox, tree};
use crate::support::sandbox::Sandbox;

#[test]
fn parts_in_any_order_come_together_as_one_run() {
    let sandbox = sandbox(&GEMEENTEN);
    batch(&sandbox, &GEMEENTEN, "heel", &[]).with_code(0);
    let wanted = tree(&sandbox, "heel");
    for file in [
        "cijfers.parquet",
        "indicatoren.csv",
        "overzicht.csv",
        "overzicht.json",
    ] {
        assert!(wanted.contains_key(file), "{file}");
    }
    figures_are_those_of_the_reports(&sandbox);
    pages_are_those_of_the_pdfs(&sandbox);

    let part = |part: &str| batch(&sandbox, &GEMEENTEN, "delen", &["--deel", part]).with_code(0);
    let ended = part("2/2");
    assert!(
        ended.stderr.contains("2 van de 3 rapporten"),
        "{}",
        ended.stderr
    );
    let half = tree(&sandbox, "delen");
    assert!(!half.contains_key("cijfers.parquet"));
    assert_eq!(overview(&sandbox, "delen").len(), 1);
    let ended = part("7/9");
    assert!(
        ended.stderr.contains("deel 7/9 heeft niets te doen"),
        "{}",
        ended.stderr
    );
    part("1/2");
    assert_same(
        &tree(&sandbox, "delen"),
        &wanted,
        "parts one after the other",
    );

    let parts = ["1/3", "2/3", "3/3"].map(|part| {
        let arguments = super::arguments(&GEMEENTEN, "samen", &["--deel", part, "--taken", "1"]);
        sandbox
            .command(&arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    });
    for mut part in parts {
        assert!(part.wait().unwrap().success());
    }
    assert_same(&tree(&sandbox, "samen"), &wanted, "parts at one moment");
}

fn frame(sandbox: &Sandbox) -> DataFrame {
    let file = File::open(sandbox.path("heel/e/cijfers.parquet")).unwrap();
    ParquetReader::new(file).finish().unwrap()
}

/// Every cell of every `cijfers.csv`, in the order of folders and rows, typed.
fn figures_are_those_of_the_reports(sandbox: &Sandbox) {
    let frame = frame(sandbox);
    let names: Vec<&str> = frame
        .columns()
        .iter()
        .map(|column| column.name().as_str())
        .collect();
    let wanted: Vec<&str> = COLUMNS.into_iter().chain(["rapport"]).collect();
    assert_eq!(names, wanted);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for folder in overview(sandbox, "heel").keys() {
        let path = sandbox.path("heel/e").join(folder).join("cijfers.csv");
        for record in csv::Reader::from_path(path).unwrap().records() {
            let record = record.unwrap();
            rows.push(
                record
                    .iter()
                    .chain([folder.as_str()])
                    .map(str::to_owned)
                    .collect(),
            );
        }
    }
    assert!(
        rows.len() > 1000 && rows.len() == frame.height(),
        "{}",
        rows.len()
    );
    let mut numbers = 0;
    for (place, column) in frame.columns().iter().enumerate() {
        let cells = rows.iter().map(|row| row[place].as_str());
        if column.dtype() == &DataType::String {
            let found: Vec<Option<&str>> = column.str().unwrap().iter().collect();
            let wanted: Vec<Option<&str>> = cells
                .map(|cell| (!cell.is_empty()).then_some(cell))
                .collect();
            assert!(found == wanted, "{}", column.name());
        } else {
            numbers += 1;
            let wanted: Vec<Option<f64>> = cells.map(|cell| cell.parse().ok()).collect();
            let empty = rows.iter().filter(|row| row[place].is_empty()).count();
            assert_eq!(empty, wanted.iter().filter(|cell| cell.is_none()).count());
            assert!(as_numbers(column) == wanted, "{}", column.name());
        }
    }
    // Those of the contract, the margins of people and the four of Nederland.
    assert_eq!(numbers, 18);
}

fn as_numbers(column: &Column) -> Vec<Option<f64>> {
    let column = column.cast(&DataType::Float64).unwrap();
    column.f64().unwrap().iter().collect()
}

fn pages_are_those_of_the_pdfs(sandbox: &Sandbox) {
    for (folder, row) in overview(sandbox, "heel") {
        let pdf = sandbox.path("heel/e").join(&folder).join("regiobeeld.pdf");
        let pages = Document::load(pdf).unwrap().get_pages().len();
        assert!(
            pages > 5 && row["paginas"] == pages.to_string(),
            "{folder}: {pages}"
        );
        assert!(row["stand"] == "klaar" && row["fout"].is_empty(), "{row:?}");
        assert!(row["seconden"].parse::<f64>().unwrap() > 0.0, "{row:?}");
        assert!(row["meldingen"].contains("niet beschikbaar"), "{row:?}");
    }
}

#[test]
fn what_is_no_report_of_this_edition_is_in_none_of_its_files() {
    let sandbox = sandbox(&GEMEENTEN);
    batch(&sandbox, &GEMEENTEN, "heel", &[]).with_code(0);
    let edition = sandbox.path("heel/e");
    // A report that was removed, one that was moved, and one of another program.
    std::fs::remove_dir_all(edition.join("GM0148-dalfsen")).unwrap();
    std::fs::rename(edition.join("GM0246-heerde"), edition.join("GM0246-oud")).unwrap();
    let ended = batch(&sandbox, &["Hattem"], "heel", &["--hervat"]).with_code(0);
    assert!(
        ended.stderr.contains("Hattem: was al klaar"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("GM0246-oud"), "{}", ended.stderr);
    let kept = overview(&sandbox, "heel");
    assert_eq!(kept.keys().collect::<Vec<_>>(), ["GM0244-hattem"]);
    // The seconds of a report that was there already are those of its making.
    assert!(kept["GM0244-hattem"]["seconden"].parse::<f64>().unwrap() > 0.0);
    let rows = csv::Reader::from_path(edition.join("GM0244-hattem/cijfers.csv"))
        .unwrap()
        .into_records()
        .count();
    assert_eq!(frame(&sandbox).height(), rows);
    let manifest = edition.join("GM0244-hattem/manifest.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, text.replace("\"versie\": \"", "\"versie\": \"9")).unwrap();
    let ended = batch(&sandbox, &["Heerde"], "heel", &["--hervat"]).with_code(0);
    assert!(ended.stderr.contains("GM0244-hattem"), "{}", ended.stderr);
    assert_eq!(
        overview(&sandbox, "heel").keys().collect::<Vec<_>>(),
        ["GM0246-heerde"]
    );
}
