//! The project's own fixtures through the whole way: service, fetch, store, read.

use std::path::Path;

use jiff::Timestamp;
use regiobeeld_fetchers::{
    Endpoints, FetchContext, FigurePlace, FixtureFolder, FixtureService, Level, Outcome, Slice,
    SourceKind, Sources, Store, fetch_slice,
};

use crate::fetch_rows::stored;
use crate::support::store;

/// The gemeenten of RZA Zwolle.
const GEMEENTEN: [&str; 12] = [
    "GM0148", "GM0160", "GM0166", "GM0175", "GM0177", "GM0180", "GM0193", "GM0244", "GM0246",
    "GM1708", "GM1773", "GM1896",
];

/// Fetches every slice that the demo needs; returns how many there are.
fn fetch_all(store: &Store) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let service = FixtureService::new(FixtureFolder::new(&folder)).expect("sound fixtures");
    let (sources, endpoints) = (Sources::builtin(), Endpoints::default());
    let now = Timestamp::from_second(1_784_419_200).expect("time");
    let context = FetchContext::new(&service, &endpoints, &sources, store, now);
    let slices = || {
        let gemeenten = GEMEENTEN
            .iter()
            .map(|code| Slice::Gemeente((*code).to_owned()));
        std::iter::once(Slice::Land).chain(gemeenten)
    };
    let mut count = 0;
    for source in sources.iter().filter(|source| service.has(source)) {
        for slice in slices().filter(|slice| source.has_slice(slice)) {
            let outcome = fetch_slice(&context, &source.id, &slice);
            assert!(
                matches!(outcome, Ok(Outcome::New(_) | Outcome::Unchanged(_))),
                "{} {slice}: {outcome:?}",
                source.id
            );
            count += 1;
        }
    }
    count
}

/// Returns the figure of one area where every other dimension has the given code.
fn figure(
    store: &Store,
    table: &str,
    stem: &str,
    area: &str,
    codes: &[(&str, &str)],
) -> Option<f64> {
    let place = FigurePlace {
        stem,
        group: None,
        area,
        codes,
    };
    let found = stored(store, table, &Slice::Land).figure(place);
    found.expect("one row")
}

#[test]
fn every_slice_of_the_demo_is_fetched_and_sound() {
    let (_folder, store) = store();
    let count = fetch_all(&store);
    // Five tables in a slice for the country and each gemeente, two maps, four surveys.
    assert_eq!(count, 5 * 13 + 1 + 12 + 4);
    assert_eq!(store.verify().expect("verify"), []);
    let receipts = store.receipts().expect("receipts");
    assert_eq!(receipts.len(), count);
    let sources = Sources::builtin();
    for receipt in &receipts {
        let source = sources.table(&receipt.tabel).expect("known table");
        let slice = Slice::from_file_name(&receipt.slice).expect("slice");
        let stored = stored(&store, &receipt.tabel, &slice);
        assert!(!stored.meta.areas.is_empty(), "{} {slice}", receipt.tabel);
        let has_wijken = stored.meta.areas.keys().any(|code| code.starts_with("WK"));
        let expected =
            source.has_level(Level::Wijk) && slice != Slice::Land && source.jaar != Some(2025);
        assert_eq!(has_wijken, expected, "{} {slice}", receipt.tabel);
        assert_eq!(
            source.soort == SourceKind::Ogc,
            stored.meta.topics.is_empty()
        );
    }
}

#[test]
fn known_figures_come_out_as_they_went_in() {
    let (_folder, store) = store();
    fetch_all(&store);
    let people = |area| figure(&store, "85984NED", "AantalInwoners", area, &[]);
    assert_eq!(people("GM0193"), Some(133_141.0));
    assert_eq!(people("NL00"), Some(17_942_942.0));
    let codes = [
        ("Leeftijd", "20300"),
        ("Marges", "MW00000"),
        ("Perioden", "2024JJ00"),
    ];
    let health = |area| figure(&store, "50150NED", "GoedErvarenGezondheid", area, &codes);
    assert_eq!(health("NL01"), Some(72.8));
    assert_eq!(health("GM0193"), Some(75.2));
    assert_eq!(health("GM0180"), Some(79.9));
}
