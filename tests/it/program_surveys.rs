//! What the store keeps of the surveys of all areas: used as long as it fits, and never seen in a report.

use std::collections::BTreeMap;
use std::path::Path;

use polars::prelude::{IntoColumn, NamedFrom, Series};
use regiobeeld_fetchers::{NationalDraft, Store};

use crate::support::sandbox::{Sandbox, contents};

const NAME: &str = "enquetes";

fn report(sandbox: &Sandbox, out: &str) -> BTreeMap<String, Vec<u8>> {
    let asked = [
        "rapport",
        "--gemeente",
        "Zwolle",
        "--offline",
        "--fictief",
        "--uit",
        out,
    ];
    let ended = sandbox.run(&asked).with_code(0);
    contents(sandbox.path(ended.stdout.trim()).parent().unwrap())
}

/// Puts other p-values in what is kept, as worked out by this program.
fn with_other_p(store: &Store, program: &str) {
    let kept = store.national(NAME).unwrap().unwrap();
    let mut frame = kept.frame;
    let ones: Vec<Option<f64>> = frame.column("p").unwrap().f64().unwrap().iter().collect();
    let ones: Vec<Option<f64>> = ones.into_iter().map(|p| p.map(|_| 1.0)).collect();
    frame
        .with_column(Series::new("p".into(), ones).into_column())
        .unwrap();
    store
        .put_national(NationalDraft {
            name: NAME.to_owned(),
            program: program.to_owned(),
            slices: kept.receipt.delen,
            tables: kept.receipt.tabellen,
            frame,
            fictitious: kept.receipt.fictief,
        })
        .unwrap();
}

/// Stops the test unless both reports have the same bytes; says which files do not.
fn same(found: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) {
    assert!(found.keys().eq(expected.keys()));
    let differs = |name: &&String| found[*name] != expected[*name];
    let others: Vec<&String> = expected.keys().filter(differs).collect();
    assert!(others.is_empty(), "{others:?}");
}

fn files_of(folder: &Path) -> Vec<String> {
    let names = contents(folder).into_keys();
    names.filter(|name| name.starts_with(NAME)).collect()
}

#[test]
fn kept_tests_of_surveys_are_used_only_when_they_fit() {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Zwolle"]).with_code(0);
    let folder = sandbox.path("opslag/landelijk");
    assert_eq!(files_of(&folder).len(), 4, "{:?}", files_of(&folder));
    let expected = report(&sandbox, "bewaard");

    let store = Store::open(&sandbox.path("opslag")).unwrap();
    let program = store.national_receipt(NAME).unwrap().unwrap().programma;
    with_other_p(&store, &program);
    let other = report(&sandbox, "anders");
    assert!(other["cijfers.csv"] != expected["cijfers.csv"]);
    // Those of another program, damaged ones and absent ones are worked out again.
    with_other_p(&store, "een ander programma");
    same(&report(&sandbox, "programma"), &expected);
    let receipt = store.national_receipt(NAME).unwrap().unwrap();
    std::fs::write(sandbox.path("opslag").join(receipt.frame.pad), "kapot").unwrap();
    same(&report(&sandbox, "beschadigd"), &expected);
    for name in files_of(&folder) {
        std::fs::remove_file(folder.join(name)).unwrap();
    }
    same(&report(&sandbox, "afwezig"), &expected);
    // Fetching makes them anew, although nothing changed at the source.
    sandbox.fetch(&["--gemeente", "Zwolle"]).with_code(0);
    assert_eq!(files_of(&folder).len(), 4);
    let again = report(&sandbox, "opnieuw");
    assert!(again["cijfers.csv"] == expected["cijfers.csv"]);
}
