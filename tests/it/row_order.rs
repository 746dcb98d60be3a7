//! The order of the rows in the store changes no byte of the figures.

use std::collections::BTreeSet;

use polars::prelude::IdxCa;
use regiobeeld::area::{AreaCode, Gemeenten};
use regiobeeld::frame::{Loader, Observations};
use regiobeeld::indicators::{Input, LocalInput, Scope, Surveys, compute};
use regiobeeld::regio;
use regiobeeld::report::csv;
use regiobeeld::report::lines::lines;
use regiobeeld::themes::Catalogue;
use regiobeeld_fetchers::{Slice, Sources, Store, StoredSlice};

use crate::support::sandbox::Sandbox;

const GEMEENTE: &str = "GM0180";

/// Puts the rows of a slice in an order that depends on the seed only; 0 leaves them.
fn shuffled(mut stored: StoredSlice, seed: u64) -> StoredSlice {
    if seed == 0 {
        return stored;
    }
    let height = u32::try_from(stored.frame.height()).unwrap();
    let mut order: Vec<u32> = (0..height).collect();
    order.sort_by_key(|row| {
        let mixed = (u64::from(*row) ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed.rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    });
    let order = IdxCa::from_vec("orde".into(), order);
    stored.frame = stored.frame.take(&order).unwrap();
    stored
}

fn figures(store: &Store, seed: u64) -> Vec<u8> {
    let (catalogue, sources) = (Catalogue::builtin().unwrap(), Sources::builtin());
    let gemeenten = Gemeenten::current();
    let region = regio::find("rza-zwolle", &gemeenten).unwrap();
    let areas = region
        .gemeenten
        .iter()
        .map(|code| AreaCode::Gemeente(*code));
    let surveys = catalogue.only_surveys();
    let everywhere = gemeenten.iter().map(|one| AreaCode::Gemeente(one.code));
    let mut loaders = [
        Loader::new(&catalogue, &sources, areas),
        Loader::new(&surveys, &sources, everywhere),
    ];
    let own = Slice::Gemeente(GEMEENTE.to_owned());
    let mut wijken = BTreeSet::new();
    for table in sources.iter() {
        for slice in [&Slice::Land, &own] {
            if let Ok(Some(stored)) = store.slice(&table.id, slice)
                && table.reeks != "wijken-2024"
                && table.reeks != "gemeenten-2024"
            {
                let stored = shuffled(stored, seed);
                let is_survey = table.reeks == "gezondheidsmonitor";
                let codes = stored
                    .meta
                    .areas
                    .keys()
                    .filter_map(|code| AreaCode::parse(code).ok());
                wijken.extend(codes.filter(|area| matches!(area, AreaCode::Wijk(_))));
                loaders[usize::from(is_survey)]
                    .add(table, slice, &stored)
                    .unwrap();
                if table.reeks == "leeftijden" {
                    loaders[1].add(table, slice, &stored).unwrap();
                }
            }
        }
    }
    let [published, of_surveys] = loaders.map(Loader::finish);
    let people = of_surveys.clone();
    let surveys = Surveys::compute(&catalogue, &sources, &gemeenten, of_surveys, people).unwrap();
    let scope = Scope {
        region,
        gemeente: gemeenten.find("Staphorst").ok().cloned(),
    };
    let wijken: Vec<AreaCode> = wijken
        .into_iter()
        .filter(|area| scope.shows(area))
        .collect();
    rows(
        &catalogue,
        &sources,
        &gemeenten,
        (&surveys, published),
        (&scope, &wijken),
    )
}

fn rows(
    catalogue: &Catalogue,
    sources: &Sources,
    gemeenten: &Gemeenten,
    (surveys, published): (&Surveys, Observations),
    (scope, wijken): (&Scope, &[AreaCode]),
) -> Vec<u8> {
    let local = LocalInput::default();
    let input = Input {
        catalogue,
        shown: catalogue,
        sources,
        scope,
        wijken,
        gemeenten,
        surveys,
        local: &local,
        division: Some(2024),
    };
    let table = compute(input, published).unwrap();
    csv::write(&table, &lines(&table))
}

#[test]
fn shuffling_the_rows_of_every_slice_changes_no_byte() {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Staphorst"]).with_code(0);
    let store = Store::open(&sandbox.path("opslag")).unwrap();
    let plain = figures(&store, 0);
    assert!(plain.len() > 100_000, "{}", plain.len());
    for seed in [1, 20_261_122] {
        assert!(plain == figures(&store, seed), "seed {seed}");
    }
}
