//! What a slice in the store survives: a second fetch, damage, two writers.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use polars::prelude::AnyValue;
use regiobeeld_fetchers::{
    Asked, Endpoints, FetchContext, Outcome, Slice, Sources, Stem, Topic, fetch_slice,
};

use crate::fetch_rows::{column, fetch, fetch_at, stored, zwolle};
use crate::support::fixtures::{Files, files, service};
use crate::support::server::Server;
use crate::support::{http, store};

#[test]
fn unchanged_keeps_the_date_of_fetching() {
    let server = Server::start(service(files()));
    let (_folder, store) = store();
    let fetch = |second| {
        fetch_at(
            &http(),
            &server.endpoints(),
            &store,
            "85984NED",
            &zwolle(),
            second,
        )
    };
    fetch(0).expect("first");
    server.take_requests();
    let outcome = fetch(60).expect("second");
    let Outcome::Unchanged(receipt) = &outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(receipt.opgehaald.to_string(), "2026-01-01T00:00:00Z");
    assert_eq!(receipt.gecontroleerd.to_string(), "2026-01-01T00:01:00Z");
    assert_eq!(
        server.take_requests().len(),
        1,
        "only the date of change is asked"
    );
    assert_eq!(&stored(&store, "85984NED", &zwolle()).receipt, &**receipt);

    let sources = Sources::builtin();
    let (transport, endpoints) = (http(), server.endpoints());
    let now = Timestamp::from_second(1_767_225_720).expect("time");
    let context = FetchContext::new(&transport, &endpoints, &sources, &store, now).forced();
    let outcome = fetch_slice(&context, "85984NED", &zwolle()).expect("forced");
    let Outcome::Unchanged(receipt) = &outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(receipt.opgehaald.to_string(), "2026-01-01T00:00:00Z");
    assert_eq!(receipt.gecontroleerd.to_string(), "2026-01-01T00:02:00Z");
    assert!(server.take_requests().len() > 4, "everything is asked");
}

fn replace(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[path].clone()).expect("text");
    assert!(text.contains(from), "{from}");
    files.insert(path.to_owned(), text.replace(from, to).into_bytes());
}

#[test]
fn a_changed_table_replaces_the_slice_and_leaves_no_old_frame() {
    let (_folder, store) = store();
    let mut files = files();
    fetch(&service(files.clone()), &store, "85984NED", &zwolle()).expect("first");
    replace(
        &mut files,
        "odata/85984NED/TableInfos.json",
        "2026-07-01",
        "2026-08-01",
    );
    replace(
        &mut files,
        "odata/85984NED/TypedDataSet/alles.json",
        "133141",
        "133142",
    );
    let outcome = fetch(&service(files), &store, "85984NED", &zwolle()).expect("second");
    assert!(matches!(outcome, Outcome::Changed(_)), "{outcome:?}");
    let slice = stored(&store, "85984NED", &zwolle());
    assert_eq!(
        column(&slice, "AantalInwoners_5")[0],
        AnyValue::Float64(133_142.0)
    );
    let frames = std::fs::read_dir(store.root().join("frames/85984NED")).expect("folder");
    assert_eq!(frames.count(), 1);
}

#[test]
fn a_damaged_slice_is_told_and_fetched_again() {
    let (_folder, store) = store();
    let service = service(files());
    fetch(&service, &store, "85984NED", &zwolle()).expect("first");
    let path = store
        .root()
        .join(&stored(&store, "85984NED", &zwolle()).receipt.frame.pad);
    let mut bytes = std::fs::read(&path).expect("frame");
    bytes[40] ^= 1;
    std::fs::write(&path, bytes).expect("damage");
    let error = store.slice("85984NED", &zwolle()).expect_err("damaged");
    assert!(
        error.to_string().contains("85984NED") && error.hint().contains("GM0193"),
        "{error}"
    );
    assert_eq!(store.verify().expect("verify").len(), 1);
    let outcome = fetch(&service, &store, "85984NED", &zwolle()).expect("again");
    assert!(matches!(outcome, Outcome::New(_)), "{outcome:?}");
    assert_eq!(store.verify().expect("verify"), []);
}

#[test]
fn every_damaged_file_of_the_store_is_found() {
    let (_folder, store) = store();
    fetch(&service(files()), &store, "85984NED", &zwolle()).expect("fetch");
    let receipt = stored(&store, "85984NED", &zwolle()).receipt;
    for page in &receipt.paginas {
        let path = store
            .root()
            .join(format!("ruw/{}/{}.zst", &page.sha256[..2], page.sha256));
        let good = std::fs::read(&path).expect("page");
        std::fs::write(&path, b"x").expect("damage");
        let damage = store.verify().expect("verify");
        assert!(damage.iter().any(|damage| damage.pad == path), "{damage:?}");
        std::fs::write(&path, good).expect("repair");
    }
    let path = store.root().join("ontvangsten/85984NED/GM0193.json");
    let text = std::fs::read_to_string(&path).expect("receipt");
    for damaged in [
        text.replace("\"rijen\": 3,\n  \"pag", "\"rijen\": 4,\n  \"pag"),
        text[..200].to_owned(),
    ] {
        assert_ne!(damaged, text);
        std::fs::write(&path, damaged).expect("damage");
        assert!(store.slice("85984NED", &zwolle()).is_err());
        assert_eq!(store.verify().expect("verify").len(), 1);
    }
}

#[test]
fn two_writers_of_one_slice_leave_it_whole() {
    let (_folder, store) = store();
    let version = AtomicI64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    let number = version.fetch_add(1, Ordering::Relaxed);
                    let mut files = files();
                    let (from, to) = ("133141", format!("{}", 133_141 + number % 3));
                    replace(
                        &mut files,
                        "odata/85984NED/TypedDataSet/alles.json",
                        from,
                        &to,
                    );
                    let date = format!("2026-08-{:02}", 1 + number % 3);
                    replace(
                        &mut files,
                        "odata/85984NED/TableInfos.json",
                        "2026-07-01",
                        &date,
                    );
                    let service = service(files);
                    fetch_at(
                        &service,
                        &Endpoints::default(),
                        &store,
                        "85984NED",
                        &zwolle(),
                        number,
                    )
                    .expect("fetch");
                    store
                        .slice("85984NED", &zwolle())
                        .expect("whole")
                        .expect("there");
                }
            });
        }
    });
    assert_eq!(store.verify().expect("verify"), []);
    assert_eq!(
        std::fs::read_dir(store.root().join("tijdelijk"))
            .expect("folder")
            .count(),
        0
    );
}

#[test]
fn a_writer_that_was_killed_leaves_the_former_slice_whole() {
    let (_folder, store) = store();
    fetch(&service(files()), &store, "85984NED", &zwolle()).expect("fetch");
    let before = stored(&store, "85984NED", &zwolle()).receipt;
    // What a writer leaves when it stops before its last step, the receipt: a half file without a
    // final name, a raw page, and a whole frame under a name that no receipt knows.
    let root = store.root();
    std::fs::write(root.join("tijdelijk/1-1"), &b"PAR1 half"[..]).expect("half file");
    std::fs::create_dir_all(root.join("ruw/ff")).expect("folder");
    std::fs::write(root.join(format!("ruw/ff/{}.zst", "f".repeat(64))), b"x").expect("page");
    let stray = root.join("frames/85984NED/GM0193-0123456789abcdef.parquet");
    std::fs::write(&stray, b"PAR1 newer PAR1").expect("frame");
    assert_eq!(stored(&store, "85984NED", &zwolle()).receipt, before);
    assert_eq!(store.verify().expect("verify"), []);
    assert_eq!(store.receipts().expect("receipts").len(), 1);
    // The next writer clears the stray frame away.
    let mut changed = files();
    replace(
        &mut changed,
        "odata/85984NED/TableInfos.json",
        "2026-07-01",
        "2026-08-01",
    );
    fetch(&service(changed), &store, "85984NED", &zwolle()).expect("fetch");
    assert!(!stray.exists());
    assert_eq!(store.verify().expect("verify"), []);
}

#[test]
fn a_slice_never_stored_is_simply_absent() {
    let (_folder, store) = store();
    std::fs::create_dir_all(store.root().join("frames/85984NED")).expect("folder");
    std::fs::write(
        store.root().join("frames/85984NED/GM0193-0.parquet"),
        b"PAR1",
    )
    .expect("frame");
    assert!(
        store
            .slice("85984NED", &zwolle())
            .expect("readable")
            .is_none()
    );
    assert_eq!(store.verify().expect("verify"), []);
    let error = store.slice("../85984NED", &zwolle()).expect_err("no name");
    assert!(error.to_string().contains("../85984NED"), "{error}");
}

#[test]
fn a_slice_comes_with_the_columns_that_are_asked_for_and_its_own_areas() {
    let (_folder, store) = store();
    let service = service(files());
    for slice in [Slice::Land, zwolle()] {
        fetch(&service, &store, "85984NED", &slice).expect("fetch");
    }
    let asked = [Stem::of("AantalInwoners")];
    let read = |slice: &Slice| {
        let topics = |topic: &Topic| topic.has_stem(&asked);
        let asked = Asked {
            topics: &topics,
            areas: None,
        };
        let found = store.slice_of("85984NED", slice, asked);
        found.expect("readable").expect("stored")
    };
    let (country, zwolle) = (read(&Slice::Land), read(&zwolle()));
    for part in [&country, &zwolle] {
        let whole = Slice::from_file_name(&part.receipt.slice).expect("a name");
        let whole = stored(&store, "85984NED", &whole);
        // What the table says of itself is all there.
        assert_eq!(part.meta, whole.meta);
        let names = whole.frame.get_column_names();
        let names = names.iter().map(|name| name.as_str());
        let (kept, left_out): (Vec<&str>, Vec<&str>) =
            names.partition(|name| part.frame.column(name).is_ok());
        assert!(kept.contains(&"AantalInwoners_5"), "{kept:?}");
        for name in &kept {
            assert_eq!(column(part, name), column(&whole, name));
        }
        let is_topic = |name: &&str| whole.meta.topics.iter().any(|topic| topic.key == *name);
        assert!(
            !left_out.is_empty() && left_out.iter().all(is_topic),
            "{left_out:?}"
        );
    }
    // Both are described by the same pages, but for the areas.
    assert!(country.meta.areas.contains_key("NL00"));
    let mut of_zwolle = zwolle.meta.areas.keys();
    assert!(of_zwolle.any(|code| code.starts_with("WK0193")));
    assert!(!zwolle.meta.areas.contains_key("NL00"));
}
