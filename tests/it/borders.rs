//! Gemeenten whose borders changed: Haaren went to Boxtel, Oisterwijk, Tilburg and Vught on
//! 1 January 2021, so the figures of 2020 of these four are of another area.

use regiobeeld::area::AreaCode;
use regiobeeld::frame::{CellKey, Loader, measure};
use regiobeeld::period::Year;
use regiobeeld::reading::Absent;
use regiobeeld::themes::{AgeGroup, Catalogue};
use regiobeeld_fetchers::{Slice, Sources, Store};

use crate::support::sandbox::Sandbox;

const HEIRS: [&str; 4] = ["GM0757", "GM0824", "GM0855", "GM0865"];

#[test]
fn figures_of_before_haaren_was_divided_are_absent_and_in_no_series() {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Staphorst"]).with_code(0);
    let store = Store::open(&sandbox.path("opslag")).unwrap();
    let (catalogue, sources) = (Catalogue::builtin().unwrap(), Sources::builtin());
    let area = |code: &str| AreaCode::parse(code).unwrap();
    let wanted = HEIRS.into_iter().chain(["GM0193"]).map(area);
    let mut loader = Loader::new(&catalogue, &sources, wanted);
    for id in ["84799NED", "85984NED"] {
        let table = sources.table(id).unwrap();
        let stored = store.slice(id, &Slice::Land).unwrap().unwrap();
        loader.add(table, &Slice::Land, &stored).unwrap();
    }
    let found = loader.finish();
    let cell = |code: &str, year: i32| {
        let key = CellKey {
            measure: measure("kwb", "AantalInwoners"),
            area: area(code),
            period: Year(year),
            age: AgeGroup::All,
        };
        found.cells.get(&key).cloned()
    };
    for code in HEIRS {
        let before = cell(code, 2020).unwrap();
        assert_eq!(before.value, None, "{code}");
        assert_eq!(before.absent, Some(Absent::AreaDidNotExist), "{code}");
        assert!(cell(code, 2024).unwrap().value.is_some(), "{code}");
    }
    // A gemeente that stayed as it was has both years.
    assert!(cell("GM0193", 2020).unwrap().value.is_some());
    assert!(cell("GM0193", 2024).unwrap().value.is_some());
}
