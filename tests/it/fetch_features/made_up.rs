//! Outlines that are real and outlines that are made up, told apart.

use std::collections::BTreeSet;
use std::path::Path;

use regiobeeld_fetchers::{Endpoints, FixtureFolder, FixtureService, Slice, StoredSlice};

use super::geometry::Without;
use crate::fetch_rows::{column, fetch_at, stored};
use crate::support::fixtures::{files, service};
use crate::support::store;

/// Fetches the gemeenten from the little fixtures with this receipt; returns whether they are
/// marked, by the OGC API and by the WFS.
fn marked(receipt: &str) -> [bool; 2] {
    ["nergens", "/gemeenten/items"].map(|refused| {
        let mut files = files();
        files.insert("ontvangsten.toml".into(), receipt.as_bytes().to_vec());
        let transport = Without::new(service(files), refused);
        let (_folder, store) = store();
        let endpoints = Endpoints::default();
        let land = Slice::Land;
        fetch_at(&transport, &endpoints, &store, "gemeenten-2024", &land, 0).expect("fetch");
        let receipt = stored(&store, "gemeenten-2024", &land).receipt;
        assert_eq!(receipt.uitwijk.is_some(), refused != "nergens");
        receipt.fictief
    })
}

#[test]
fn outlines_are_marked_when_theirs_are_made_up_and_only_then() {
    let receipt = |pad: &str, part: &str| {
        format!("[[fixture]]\npad = \"ogc/wijken-en-buurten-2024/{pad}\"\nfictief = true\n{part}")
    };
    let of = |area: &str| format!("[[fixture.fictief_deel]]\ngebieden = [\"{area}\"]\n");
    for pad in ["gemeenten.json", "gemeenten"] {
        assert_eq!(
            marked(&receipt(pad, &of("GM0998"))),
            [false; 2],
            "{pad}: abroad is left out"
        );
        assert_eq!(
            marked(&receipt(pad, &of("GM0193"))),
            [true; 2],
            "{pad}: Zwolle"
        );
        assert_eq!(marked(&receipt(pad, "")), [true; 2], "{pad}: all of it");
    }
    assert_eq!(
        marked(&receipt("wijken", "")),
        [false; 2],
        "another collection"
    );
}

/// Fetches a slice of the project's own fixtures, by the OGC API or by the WFS.
fn of_project(refused: &'static str, table: &str, slice: &Slice) -> StoredSlice {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let service = FixtureService::new(FixtureFolder::new(&folder)).expect("sound fixtures");
    let (_folder, store) = store();
    let transport = Without::new(service, refused);
    fetch_at(&transport, &Endpoints::default(), &store, table, slice, 0).expect("fetch");
    stored(&store, table, slice)
}

#[test]
fn the_real_gemeenten_are_342_without_abroad_and_not_made_up() {
    for refused in ["nergens", "/gemeenten/items"] {
        let land = of_project(refused, "gemeenten-2024", &Slice::Land);
        let codes: BTreeSet<String> = column(&land, "code")
            .iter()
            .filter_map(|code| code.get_str().map(str::to_owned))
            .collect();
        assert_eq!(codes.len(), 342, "{refused}");
        assert!(codes.contains("GM0193") && !codes.contains("GM0998"));
        assert!(
            !land.receipt.fictief,
            "only abroad is made up, and it is left out"
        );
    }
}

#[test]
fn the_made_up_names_of_wijken_are_marked() {
    let kampen = Slice::Gemeente("GM0166".into());
    for refused in ["nergens", "/wijken/items"] {
        let slice = of_project(refused, "wijken-2024", &kampen);
        assert!(slice.receipt.fictief, "{refused}");
        let mut codes = slice.meta.areas.keys();
        assert!(codes.all(|code| code.starts_with("WK0166") && code != "WK016699"));
    }
}
