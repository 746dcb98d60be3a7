//! The made-up national store: whole, plausible and the same every time; reports can be made from it.

#[path = "../../examples/landelijk/land/mod.rs"]
mod land;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use polars::prelude::DataFrame;
use regiobeeld::area::GemeenteCode;
use regiobeeld_fetchers::{Slice, Sources, Store, StoredSlice};
use tempfile::TempDir;

use crate::support::pdf::pdf_text;
use crate::support::sandbox::contents;
use land::country::Country;
use land::mesh::Ring;
use land::packed::Packed;

/// One with three wijken, one with made-up borders, one with real ones.
const SMALL: [&str; 3] = ["GM0088", "GM0150", "GM0180"];

/// A store with a small part of the country.
struct Small {
    folder: TempDir,
    country: Country,
}

impl Small {
    fn new() -> Self {
        let packed = Packed::read().unwrap();
        let codes: Vec<GemeenteCode> = SMALL
            .iter()
            .map(|code| GemeenteCode::parse(code).unwrap())
            .collect();
        let country = Country::of(&packed, &codes).unwrap();
        let folder = tempfile::tempdir().unwrap();
        land::write::write(folder.path(), &packed, &country, &|_| {}).unwrap();
        Self { folder, country }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn slice(&self, table: &str, slice: &str) -> StoredSlice {
        let slice = Slice::from_file_name(slice).unwrap();
        let store = Store::open(self.path()).unwrap();
        store.slice(table, &slice).unwrap().unwrap()
    }
}

/// The small country, made once for all tests.
fn small() -> &'static Small {
    static SMALL: OnceLock<Small> = OnceLock::new();
    SMALL.get_or_init(Small::new)
}

fn texts(frame: &DataFrame, column: &str) -> Vec<String> {
    let column = frame.column(column).unwrap().str().unwrap();
    column.iter().map(|text| text.unwrap().to_owned()).collect()
}

fn numbers(frame: &DataFrame, column: &str) -> Vec<Option<f64>> {
    frame
        .column(column)
        .unwrap()
        .f64()
        .unwrap()
        .iter()
        .collect()
}

/// Numbers of a column by area.
fn by_area(frame: &DataFrame, geo: &str, column: &str) -> BTreeMap<String, f64> {
    let numbers = numbers(frame, column).into_iter().map(Option::unwrap);
    texts(frame, geo).into_iter().zip(numbers).collect()
}

#[test]
fn two_runs_give_the_same_bytes() {
    let (first, second) = (contents(small().path()), contents(Small::new().path()));
    assert!(first.len() > 100);
    assert_eq!(first.len(), second.len());
    for (path, bytes) in first {
        assert!(second[&path] == bytes, "{path}");
    }
}

#[test]
fn the_whole_country_has_as_many_wijken_as_the_real_one() {
    let country = Country::of(&Packed::read().unwrap(), &[]).unwrap();
    assert_eq!(country.towns.len(), 342);
    let wijken = country.wijk_count();
    assert!((3_200..=3_600).contains(&wijken), "{wijken}");
    let all = country.towns.iter().flat_map(|town| &town.wijken);
    let codes: BTreeSet<&String> = all.clone().map(|wijk| &wijk.code).collect();
    assert_eq!(codes.len(), wijken);
    for wijk in all {
        assert!(wijk.name.starts_with("Voorbeeldwijk"), "{}", wijk.name);
        assert!(wijk.outline.0.iter().all(|polygon| polygon[0].len() >= 4));
    }
    let size = |code: &str| {
        let town = country
            .towns
            .iter()
            .find(|town| town.code.to_string() == code);
        town.unwrap().wijken.len()
    };
    assert!(size("GM0363") > 60 && size("GM0599") > 40 && size("GM0088") == 3);
}

#[test]
fn neighbours_have_the_same_points_on_their_border() {
    let town = &small().country.towns[1];
    type Side = ([u64; 2], [u64; 2]);
    let sides = |ring: &Ring| -> Vec<Side> {
        let bits: Vec<[u64; 2]> = ring.iter().map(|point| point.map(f64::to_bits)).collect();
        bits.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let mut seen: BTreeSet<Side> = BTreeSet::new();
    for ring in town
        .wijken
        .iter()
        .flat_map(|wijk| wijk.outline.0.iter().flatten())
    {
        for side in sides(ring) {
            assert!(seen.insert(side), "two wijken lie on the same side");
        }
    }
    let shared = seen
        .iter()
        .filter(|(a, b)| seen.contains(&(*b, *a)))
        .count();
    assert!(shared * 3 > seen.len(), "{shared} of {}", seen.len());
    // What is not shared is the border of the gemeente: it closes.
    let open: Vec<&Side> = seen
        .iter()
        .filter(|(a, b)| !seen.contains(&(*b, *a)))
        .collect();
    let starts: BTreeSet<[u64; 2]> = open.iter().map(|side| side.0).collect();
    let ends: BTreeSet<[u64; 2]> = open.iter().map(|side| side.1).collect();
    assert_eq!(starts, ends);
}

#[test]
fn parts_add_up_to_their_whole() {
    let small = small();
    for (table, geo, column, nl) in [
        ("84799NED", "WijkenEnBuurten", "AantalInwoners_5", "NL00"),
        ("85984NED", "WijkenEnBuurten", "AantalInwoners_5", "NL00"),
        ("86165NED", "WijkenEnBuurten", "k_65JaarOfOuder_12", "NL00"),
    ] {
        let land = by_area(&small.slice(table, "land").frame, geo, column);
        let of_towns: f64 = SMALL.iter().map(|code| land[*code]).sum();
        assert_eq!(land[nl].to_bits(), of_towns.to_bits(), "{table}");
        for code in SMALL {
            let own = by_area(&small.slice(table, code).frame, geo, column);
            let wijken = own.iter().filter(|(area, _)| area.starts_with("WK"));
            let sum: f64 = wijken.map(|(_, count)| count).sum();
            assert_eq!(own[code].to_bits(), sum.to_bits(), "{table} {code}");
            assert_eq!(own[code].to_bits(), land[code].to_bits(), "{table} {code}");
        }
    }
    // Single ages add up to the inhabitants of the key figures of the same year.
    let ages = small.slice("03759ned", "land").frame;
    let people = by_area(
        &small.slice("85984NED", "land").frame,
        "WijkenEnBuurten",
        "AantalInwoners_5",
    );
    let rows = texts(&ages, "RegioS")
        .into_iter()
        .zip(texts(&ages, "Leeftijd"))
        .zip(texts(&ages, "Perioden"));
    let rows = rows.zip(numbers(&ages, "BevolkingOp1Januari_1"));
    let mut sums: BTreeMap<String, f64> = BTreeMap::new();
    for (((area, age), period), count) in rows {
        if period == "2024JJ00" && !["10000", "22000"].contains(&age.as_str()) {
            *sums.entry(area).or_default() += count.unwrap();
        }
    }
    for code in SMALL {
        assert_eq!(sums[code].to_bits(), people[code].to_bits(), "{code}");
    }
}

#[test]
fn shares_lie_between_their_bounds_and_bounds_are_wider_for_fewer_people() {
    let frame = small().slice("50150NED", "GM0150").frame;
    let (areas, ages) = (texts(&frame, "WijkenEnBuurten"), texts(&frame, "Leeftijd"));
    let (margins, years) = (texts(&frame, "Marges"), texts(&frame, "Perioden"));
    assert_eq!(years.iter().collect::<BTreeSet<_>>().len(), 5);
    assert_eq!(ages.iter().collect::<BTreeSet<_>>().len(), 3);
    let values = numbers(&frame, "RooktTabak_35");
    let mut cells: BTreeMap<(&str, &str, &str), BTreeMap<&str, f64>> = BTreeMap::new();
    for (row, value) in values.iter().enumerate() {
        if let Some(value) = value {
            let place = (areas[row].as_str(), ages[row].as_str(), years[row].as_str());
            cells
                .entry(place)
                .or_default()
                .insert(&margins[row], *value);
        }
    }
    assert!(cells.len() > 30);
    for (place, cell) in &cells {
        let [low, value, high] = ["MOG0095", "MW00000", "MBG0095"].map(|margin| cell[margin]);
        assert!(
            0.0 < low && low < value && value < high && high < 100.0,
            "{place:?} {cell:?}"
        );
    }
    let width = |area: &str| {
        let cell = &cells[&(area, "20300", "2024JJ00")];
        cell["MBG0095"] - cell["MOG0095"]
    };
    for wijk in cells
        .keys()
        .map(|place| place.0)
        .filter(|area| area.starts_with("WK"))
    {
        assert!(width(wijk) > width("GM0150"), "{wijk}");
    }
}

#[test]
fn every_table_that_can_be_asked_is_there_and_all_of_it_is_made_up() {
    let store = Store::open(small().path()).unwrap();
    let receipts = store.receipts().unwrap();
    assert!(receipts.iter().all(|receipt| receipt.fictief));
    let tables: BTreeSet<&str> = receipts.iter().map(|one| one.tabel.as_str()).collect();
    let (catalogue, sources) = (
        regiobeeld::themes::Catalogue::builtin().unwrap(),
        Sources::builtin(),
    );
    let used = regiobeeld::batch::Used::of(&catalogue, &sources);
    let wanted = sources
        .iter()
        .filter(|table| used.has(table) && regiobeeld::batch::can_be_asked(table));
    assert_eq!(tables, wanted.map(|table| table.id.as_str()).collect());
    for receipt in &receipts {
        let damage = store.slice(
            &receipt.tabel,
            &Slice::from_file_name(&receipt.slice).unwrap(),
        );
        assert!(
            damage.unwrap().is_some(),
            "{} {}",
            receipt.tabel,
            receipt.slice
        );
    }
}

#[test]
fn a_report_can_be_made_when_made_up_figures_are_asked_for() {
    let out = tempfile::tempdir().unwrap();
    let report = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_regiobeeld"));
        command
            .args(["rapport", "--gemeente", "Staphorst", "--offline", "--uit"])
            .arg(out.path())
            .args(more)
            .env("REGIOBEELD_OPSLAG", small().path())
            .env_remove("SOURCE_DATE_EPOCH");
        command.output().unwrap()
    };
    assert_eq!(report(&[]).status.code(), Some(5));
    let made = report(&["--fictief"]);
    let said = String::from_utf8_lossy(&made.stderr);
    assert_eq!(made.status.code(), Some(0), "{said}");
    let path = String::from_utf8(made.stdout).unwrap();
    let files = contents(Path::new(path.trim()).parent().unwrap());
    let mut rows = csv::Reader::from_reader(files["cijfers.csv"].as_slice());
    let rows: Vec<BTreeMap<String, String>> = rows.deserialize().map(Result::unwrap).collect();
    assert!(rows.iter().any(|row| row["fictief"] == "ja"));
    // Every indicator with a table that is in the store has a figure.
    let catalogue = regiobeeld::themes::Catalogue::builtin().unwrap();
    let known = |id: &str| {
        let mut of = rows.iter().filter(|row| row["indicator"] == id);
        of.any(|row| row["status"] == "bekend" && row["gebied_code"].starts_with("NL"))
    };
    let lacking: Vec<&str> = catalogue
        .iter()
        .filter(|indicator| indicator.niet_beschikbaar.is_none() && !known(&indicator.id))
        .map(|indicator| indicator.id.as_str())
        .collect();
    assert_eq!(lacking, Vec::<&str>::new());
    let text = pdf_text(&files["regiobeeld.pdf"]).join(" ");
    assert!(text.contains("Voorbeeldwijk 3") && text.contains("FICTIEF"));
}
