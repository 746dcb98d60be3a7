//! Whole tables over the Feed: the same slices as asked one by one, and nothing asked twice.

use jiff::Timestamp;
use regiobeeld_fetchers::{
    Endpoints, FetchContext, FetchError, Outcome, PageRole, Slice, Sources, Store, Transport,
    fetch_whole,
};

use crate::fetch_rows::{fetch, stored, zwolle};
use crate::support::fixtures::{files, service};
use crate::support::server::Server;
use crate::support::{http, store};

/// The slices that the tests ask for; the last gemeente is in none of the tables.
pub fn slices() -> Vec<Slice> {
    let gemeente = |code: &str| Slice::Gemeente(code.to_owned());
    vec![
        Slice::Land,
        zwolle(),
        gemeente("GM0148"),
        gemeente("GM9999"),
    ]
}

/// Fetches whole tables at the given second of 2026.
pub fn whole_at(
    transport: &dyn Transport,
    endpoints: &Endpoints,
    store: &Store,
    table: &str,
    second: i64,
) -> Result<Vec<Outcome>, FetchError> {
    let sources = Sources::builtin();
    let now = Timestamp::from_second(1_767_225_600 + second).expect("time");
    let context = FetchContext::new(transport, endpoints, &sources, store, now);
    fetch_whole(&context, table, &slices())
}

#[test]
fn a_whole_table_gives_the_same_frames_as_its_slices() {
    for table in ["85984NED", "50150NED", "03759ned"] {
        let server = Server::start(service(files()).with_feed_page(5));
        let (_a, whole) = store();
        let outcomes = whole_at(&http(), &server.endpoints(), &whole, table, 0).expect("whole");
        let (_b, single) = store();
        let mut found = 0;
        for (slice, outcome) in slices().iter().zip(&outcomes) {
            let alone = fetch(&service(files()), &single, table, slice).expect("slice");
            let Some(receipt) = alone.receipt() else {
                assert_eq!(outcome, &Outcome::NotInTable, "{table} {slice}");
                continue;
            };
            found += 1;
            assert!(
                matches!(outcome, Outcome::New(_)),
                "{table} {slice}: {outcome:?}"
            );
            let of_whole = stored(&whole, table, slice);
            assert_eq!(of_whole.receipt.frame, receipt.frame, "{table} {slice}");
            assert_eq!(of_whole.meta, stored(&single, table, slice).meta);
            assert!(of_whole.receipt.url().contains("ODataFeed"));
        }
        assert!(found >= 2, "{table}");
        assert_eq!(whole.verify().expect("verify"), []);
    }
}

#[test]
fn pages_are_listed_once_and_shared() {
    let (_folder, store) = store();
    let pages_of_five = service(files()).with_feed_page(5);
    whole_at(&pages_of_five, &Endpoints::default(), &store, "50150NED", 0).expect("whole");
    let lists: Vec<String> = [Slice::Land, zwolle()]
        .iter()
        .map(|slice| {
            let receipt = stored(&store, "50150NED", slice).receipt;
            assert_eq!(receipt.pages(PageRole::Gegevens).count(), 0);
            let list = receipt.pages(PageRole::Lijst).next().expect("list");
            assert_eq!(list.rijen, 6 * 45);
            list.sha256.clone()
        })
        .collect();
    assert_eq!(lists[0], lists[1]);
    // A page that many slices share is read and told once.
    let raw = store.root().join("ruw");
    let list = raw.join(&lists[0][..2]).join(format!("{}.zst", lists[0]));
    std::fs::remove_file(list).expect("list");
    assert_eq!(store.verify().expect("verify").len(), 1);
}

#[test]
fn nothing_is_downloaded_when_nothing_changed() {
    let server = Server::start(service(files()).with_feed_page(50));
    let (_folder, store) = store();
    let network = http();
    let fetch = |second| whole_at(&network, &server.endpoints(), &store, "85984NED", second);
    fetch(0).expect("first");
    server.take_requests();
    let outcomes = fetch(60).expect("second");
    assert!(matches!(outcomes[0], Outcome::Unchanged(_)), "{outcomes:?}");
    assert_eq!(outcomes[3], Outcome::NotInTable);
    assert_eq!(
        server.take_requests().len(),
        1,
        "only the date of change is asked"
    );
}

#[test]
fn two_at_once_pull_a_table_once() {
    let server = Server::start(service(files()).with_feed_page(20));
    let (_folder, store) = store();
    let (network, endpoints) = (http(), server.endpoints());
    let outcomes: Vec<Vec<Outcome>> = std::thread::scope(|scope| {
        let pull = || whole_at(&network, &endpoints, &store, "50150NED", 0).expect("whole");
        let both: Vec<_> = (0..2).map(|_| scope.spawn(pull)).collect();
        both.into_iter()
            .map(|one| one.join().expect("no panic"))
            .collect()
    });
    let new = |outcomes: &Vec<Outcome>| matches!(outcomes[0], Outcome::New(_));
    assert_eq!(
        outcomes.iter().filter(|one| new(one)).count(),
        1,
        "{outcomes:?}"
    );
    let mut asked = server.take_requests();
    asked.retain(|path| path.contains("/ODataFeed/"));
    assert_eq!(asked.len(), (6 * 45_usize).div_ceil(20), "{asked:?}");
}

#[test]
fn what_a_newer_version_replaces_is_cleaned_away_and_nothing_else() {
    let (_folder, store) = store();
    let small = service(files()).with_feed_page(30);
    whole_at(&small, &Endpoints::default(), &store, "50150NED", 0).expect("first");
    fetch(&service(files()), &store, "85984NED", &zwolle()).expect("another table");
    assert_eq!(store.clean().expect("clean").files, 0);
    std::fs::write(store.root().join("tijdelijk/1-1"), "half").expect("left over");
    let mut newer = files();
    let info = newer["odata/50150NED/TableInfos.json"].clone();
    let info = String::from_utf8(info)
        .expect("text")
        .replace("2026-02-01", "2026-03-01");
    newer.insert("odata/50150NED/TableInfos.json".into(), info.into_bytes());
    let large = service(newer).with_feed_page(90);
    let outcomes = whole_at(&large, &Endpoints::default(), &store, "50150NED", 9).expect("newer");
    assert!(matches!(outcomes[0], Outcome::Changed(_)), "{outcomes:?}");
    // Nine old pages, their list, TableInfos, and the half file.
    assert_eq!(store.orphans().expect("orphans").files, 12);
    assert_eq!(store.clean().expect("clean").files, 12);
    assert_eq!(store.orphans().expect("orphans").files, 0);
    assert_eq!(store.verify().expect("verify"), []);
}
