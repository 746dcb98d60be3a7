//! What all reports of a region and an earlier edition print together gives no hidden cell away.

mod editions;
mod oracle;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use oracle::determined;
use proptest::prelude::*;
use regiobeeld::area::{AreaCode, Gemeenten, WijkCode};
use regiobeeld::disclosure::Ledger;
use regiobeeld::extract::mapping::Mapping;
use regiobeeld::extract::places::Gazetteer;
use regiobeeld::extract::{Extract, Protected};
use regiobeeld::frame::Observations;
use regiobeeld::indicators::{Input, LocalInput, Scope, Surveys, compute};
use regiobeeld::regio::{self, Region};
use regiobeeld::report::csv;
use regiobeeld::report::lines::lines;
use regiobeeld::themes::Catalogue;
use regiobeeld_fetchers::Sources;

/// The gemeenten of the region, each with so many wijken.
const GEMEENTEN: [(&str, usize); 4] = [("0193", 5), ("0166", 3), ("0148", 2), ("0180", 1)];
const AGES: [&str; 3] = ["18+", "18-64", "65+"];

/// One cell of the extract: area, age group, respondents, tenths of a per cent.
#[derive(Debug, Clone, PartialEq)]
struct Cell {
    area: String,
    age: &'static str,
    n: u32,
    tenths: u32,
}

fn mapping() -> String {
    "bestand = \"x.csv\"\nbron = \"GGD Voorbeeld, monitor\"\nvorm = \"tabel\"\n\
     [csv]\ndecimaalteken = \",\"\n\
     [gebied]\nkolom = \"gebied\"\nsoort = \"code\"\n\
     [[indicator]]\nid = \"kwetsbaar\"\nwaarde = \"pct\"\nnoemer = \"n\"\ndesigneffect = 1.5\n\
     leeftijd = \"leeftijd\"\nperiode = 2024\neenheid = \"procent\"\nbevolking = \"18+\"\n\
     kleine_percentages = true\n"
        .to_owned()
}

fn file(cells: &[Cell]) -> Vec<u8> {
    let mut text = "gebied;leeftijd;pct;n\n".to_owned();
    for cell in cells {
        let (whole, tenth) = (cell.tenths / 10, cell.tenths % 10);
        let (area, age, n) = (&cell.area, cell.age, cell.n);
        writeln!(text, "{area};{age};{whole},{tenth};{n}").unwrap();
    }
    text.into_bytes()
}

fn region(gemeenten: &Gemeenten) -> Region {
    let mut region = regio::find("rza-zwolle", gemeenten).unwrap();
    region.gemeenten.retain(|code| {
        GEMEENTEN
            .iter()
            .any(|(own, _)| code.to_string() == format!("GM{own}"))
    });
    region
}

/// All areas: the region, its gemeenten, their wijken.
fn areas() -> Vec<String> {
    let mut all = vec!["rza-zwolle".to_owned()];
    for (gemeente, wijken) in GEMEENTEN {
        all.push(format!("GM{gemeente}"));
        all.extend((1..=wijken).map(|number| format!("WK{gemeente}{number:02}")));
    }
    all
}

/// Whether the program knows which wijken there are.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wijken {
    Listed,
    Unlisted,
}

/// All wijken, with a name.
fn listed() -> BTreeMap<WijkCode, String> {
    let each = areas().into_iter().filter_map(|area| {
        let wijk = WijkCode::parse(&area).ok()?;
        Some((wijk, area))
    });
    each.collect()
}

fn protect(
    cells: &[Cell],
    ledger: &mut Ledger,
    (gemeenten, region): (&Gemeenten, &Region),
    wijken: Wijken,
) -> Protected {
    let catalogue = Catalogue::builtin().unwrap();
    let text = mapping();
    let mapping = Mapping::parse("x.toml", &text, &catalogue).unwrap();
    let wijken = match wijken {
        Wijken::Listed => listed(),
        Wijken::Unlisted => BTreeMap::new(),
    };
    let gazetteer = Gazetteer::new(gemeenten, Some(region), wijken);
    let extract = Extract::read(mapping, &text, &file(cells), &gazetteer).unwrap();
    let (protected, edition) = extract.protect(ledger, gemeenten, Some(region));
    ledger.add(edition);
    protected
}

/// The bytes of `cijfers.csv` of every report of the region.
fn published(protected: Protected, gemeenten: &Gemeenten, region: &Region) -> Vec<Vec<u8>> {
    let (catalogue, sources) = (Catalogue::builtin().unwrap(), Sources::builtin());
    let shown = catalogue.with_local(&protected.indicators());
    let surveys = Surveys::default();
    let local = LocalInput {
        extracts: vec![protected],
        people: Observations::default(),
    };
    let own = region
        .gemeenten
        .iter()
        .filter_map(|code| gemeenten.get(*code));
    let scopes = std::iter::once(None).chain(own.cloned().map(Some));
    scopes
        .map(|gemeente| {
            let scope = Scope {
                region: region.clone(),
                gemeente,
            };
            let wijken: Vec<AreaCode> = areas()
                .iter()
                .filter_map(|code| AreaCode::parse(code).ok())
                .filter(|area| matches!(area, AreaCode::Wijk(_)) && scope.shows(area))
                .collect();
            let input = Input {
                catalogue: &catalogue,
                shown: &shown,
                sources: &sources,
                scope: &scope,
                wijken: &wijken,
                gemeenten,
                surveys: &surveys,
                local: &local,
                division: None,
            };
            let table = compute(input, Observations::default()).unwrap();
            csv::write(&table, &lines(&table))
        })
        .collect()
}

type Name = (String, String);

/// Cells with a number, and cells of which the file says that they are secret.
fn read_back(files: &[Vec<u8>]) -> (BTreeMap<Name, String>, BTreeSet<Name>) {
    let (mut open, mut secret) = (BTreeMap::new(), BTreeSet::new());
    for bytes in files {
        for row in ::csv::Reader::from_reader(bytes.as_slice()).deserialize() {
            let row: BTreeMap<String, String> = row.unwrap();
            let name = (row["gebied_code"].clone(), row["leeftijd"].clone());
            match row["status"].as_str() {
                "bekend" => {
                    open.insert(name, row["waarde"].clone());
                }
                "geheim" => {
                    secret.insert(name);
                }
                _ => {}
            }
        }
    }
    (open, secret)
}

fn cells() -> impl Strategy<Value = Vec<Cell>> {
    let size = prop_oneof![2 => 10_u32..50, 5 => 50_u32..900];
    let number = (size, 0_u32..1000, prop::bool::weighted(0.9));
    let count = areas().len() * AGES.len();
    // Whole areas are missing as well as single cells.
    let whole = prop::collection::vec(prop::bool::weighted(0.9), areas().len());
    let numbers = prop::collection::vec(number, count);
    (numbers, whole).prop_map(|(numbers, whole)| {
        let names = areas()
            .into_iter()
            .flat_map(|area| AGES.map(|age| (area.clone(), age)));
        let numbers = numbers
            .into_iter()
            .enumerate()
            .map(|(at, (n, tenths, own))| (n, tenths, own && whole[at / AGES.len()]));
        names
            .zip(numbers)
            .filter(|(_, (_, _, delivered))| *delivered)
            .map(|((area, age), (n, tenths, _))| Cell {
                area,
                age,
                n,
                tenths,
            })
            .collect()
    })
}

/// What two editions together give away.
struct TwoEditions {
    /// Hidden cells that can be computed.
    leaks: BTreeSet<Name>,
    /// Cells that the first edition gave away by itself, before anybody delivered them.
    too_late: BTreeSet<Name>,
    /// As `too_late`, for who takes the wijken of a gemeente that were ever delivered for all.
    supposed: BTreeSet<Name>,
    /// How many such cells the program reports.
    exposed: usize,
}

fn two_editions(first: &[Cell], second: &[Cell], wijken: Wijken) -> TwoEditions {
    let gemeenten = Gemeenten::current();
    let region = region(&gemeenten);
    let mut ledger = Ledger::default();
    let one = protect(first, &mut ledger, (&gemeenten, &region), wijken);
    let two = protect(second, &mut ledger, (&gemeenten, &region), wijken);
    let exposed = two.exposed;
    let names: BTreeSet<Name> = areas()
        .into_iter()
        .flat_map(|area| AGES.map(|age| (area.clone(), age.to_owned())))
        .collect();
    let unknown_in = |cells: &[Cell], open: &BTreeMap<Name, String>| -> BTreeSet<Name> {
        // The region that the program adds up itself is no cell of the extract.
        let known = cells
            .iter()
            .map(|cell| (cell.area.clone(), cell.age.to_owned()));
        let known: BTreeSet<Name> = known.filter(|name| open.contains_key(name)).collect();
        names.difference(&known).cloned().collect()
    };
    let mut files = published(one, &gemeenten, &region);
    let (open, _) = read_back(&files);
    let unknown = unknown_in(first, &open);
    let too_late = determined(&unknown);
    let supposed = determined(
        &unknown
            .difference(&never_delivered(second))
            .cloned()
            .collect(),
    );
    files.extend(published(two, &gemeenten, &region));
    let (open, secret) = read_back(&files);
    let unknown = unknown_in(second, &open);
    let leaks = determined(&unknown)
        .intersection(&secret)
        .cloned()
        .collect();
    TwoEditions {
        leaks,
        too_late,
        supposed,
        exposed,
    }
}

/// The cells of wijken without any cell, of gemeenten that have other wijken.
fn never_delivered(cells: &[Cell]) -> BTreeSet<Name> {
    let has = |area: &str| cells.iter().any(|cell| cell.area.starts_with(area));
    let wijken = areas().into_iter().filter(|area| area.starts_with("WK"));
    let missing = wijken.filter(|wijk| !has(wijk) && has(&wijk[..6]));
    missing
        .flat_map(|area| AGES.map(|age| (area.clone(), age.to_owned())))
        .collect()
}

/// An extract of which something may be printed.
fn sound(cells: &[Cell]) -> bool {
    cells.len() > 3
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_hidden_cell_follows_from_all_reports(cells in cells()) {
        prop_assume!(sound(&cells));
        let gemeenten = Gemeenten::current();
        let region = region(&gemeenten);
        let protected = protect(&cells, &mut Ledger::default(), (&gemeenten, &region), Wijken::Unlisted);
        let files = published(protected, &gemeenten, &region);
        let (open, secret) = read_back(&files);
        let names: BTreeSet<Name> = areas()
            .into_iter()
            .flat_map(|area| AGES.map(|age| (area.clone(), age.to_owned())))
            .collect();
        // A region that the program itself adds up from printed gemeenten tells nothing new.
        let delivered: BTreeSet<Name> =
            cells.iter().map(|cell| (cell.area.clone(), cell.age.to_owned())).collect();
        let known: BTreeSet<Name> =
            open.into_keys().filter(|name| delivered.contains(name)).collect();
        let unknown: BTreeSet<Name> = names.difference(&known).cloned().collect();
        let leaks: Vec<Name> = determined(&unknown).intersection(&secret).cloned().collect();
        prop_assert!(leaks.is_empty(), "{leaks:?}");
        // Few respondents are never printed.
        for cell in cells.iter().filter(|cell| cell.n < 50) {
            prop_assert!(secret.contains(&(cell.area.clone(), cell.age.to_owned())));
        }
    }

    #[test]
    fn a_later_edition_with_more_cells_gives_nothing_away(
        cells in cells(),
        drop in 2_usize..5,
        wijken in prop_oneof![Just(Wijken::Listed), Just(Wijken::Unlisted)],
    ) {
        prop_assume!(sound(&cells));
        // The first edition lacks some rows, such as the totals.
        let fewer: Vec<Cell> =
            cells.iter().enumerate().filter(|(at, _)| at % drop != 0).map(|(_, c)| c.clone()).collect();
        let two = two_editions(&fewer, &cells, wijken);
        prop_assert!(two.leaks.is_subset(&two.too_late), "{:?} {:?}", two.leaks, two.too_late);
        // Without a list a wijk that nobody delivered is no wijk.
        let told = if wijken == Wijken::Listed { &two.too_late } else { &two.supposed };
        prop_assert!(two.exposed <= told.len(), "{} {:?}", two.exposed, told);
    }

    #[test]
    fn changing_a_hidden_number_changes_no_byte(cells in cells(), other in 0_u32..1000) {
        prop_assume!(sound(&cells));
        let gemeenten = Gemeenten::current();
        let region = region(&gemeenten);
        let few = cells.iter().position(|cell| cell.n < 50);
        prop_assume!(few.is_some());
        let mut changed = cells.clone();
        if let Some(few) = few {
            changed[few].tenths = other;
            changed[few].n = 49 - changed[few].n % 40;
        }
        let one = protect(&cells, &mut Ledger::default(), (&gemeenten, &region), Wijken::Unlisted);
        let two = protect(&changed, &mut Ledger::default(), (&gemeenten, &region), Wijken::Unlisted);
        prop_assert_eq!(&one, &two);
        let files = |protected| published(protected, &gemeenten, &region);
        prop_assert_eq!(files(one), files(two));
    }
}

#[test]
fn a_single_wijk_hides_its_gemeente_as_well() {
    let gemeenten = Gemeenten::current();
    let region = region(&gemeenten);
    let cell = |area: &str, n: u32| Cell {
        area: area.to_owned(),
        age: "65+",
        n,
        tenths: 200,
    };
    // Staphorst has one wijk here: who knows one of the two knows both.
    let cells = [
        cell("GM0180", 300),
        cell("WK018001", 30),
        cell("GM0193", 400),
        cell("WK019301", 200),
        cell("WK019302", 120),
        cell("WK019303", 40),
    ];
    let protected = protect(
        &cells,
        &mut Ledger::default(),
        (&gemeenten, &region),
        Wijken::Unlisted,
    );
    let (_, secret) = read_back(&published(protected, &gemeenten, &region));
    let hidden: Vec<&str> = secret.iter().map(|(area, _)| area.as_str()).collect();
    // The smallest other wijk of Zwolle goes with the one of 40 respondents.
    assert_eq!(hidden, ["GM0180", "WK018001", "WK019302", "WK019303"]);
}
