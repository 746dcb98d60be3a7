//! The national spread: worked out over a small country, kept in the store, and used by reports only
//! as long as it fits the slices that they read.

#[path = "../../examples/bench_indicatoren/national/mod.rs"]
mod made_up;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

use made_up::country::{Country, catalogue};
use made_up::tables;
use regiobeeld::area::{AreaLevel, Gemeenten};
use regiobeeld::batch::{
    Cache, NationalState, Reader, Used, keep_national, keep_spread_of_gemeenten, load,
    national_state, survey_series, work_out_national,
};
use regiobeeld::indicators::{
    IndicatorTable, Input, LocalInput, National, Scope, Surveys, compute,
};
use regiobeeld::statistics::rank::Fifths;
use regiobeeld::themes::Catalogue;
use regiobeeld_fetchers::{NationalDraft, Sources, Store};
use tempfile::TempDir;

/// Gemeenten of the small country, at least; it has whole GGD regions.
const GEMEENTEN: usize = 8;

/// The small country in a store.
struct Small {
    folder: TempDir,
    country: Country,
    store: Store,
    catalogue: Catalogue,
    sources: Sources,
    used: Used,
    survey_series: BTreeSet<String>,
}

impl Small {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let country = Country::of(GEMEENTEN);
        tables::write(folder.path(), &country).unwrap();
        let (catalogue, sources) = (catalogue().unwrap(), Sources::builtin());
        Self {
            store: Store::open(folder.path()).unwrap(),
            used: Used::of(&catalogue, &sources),
            survey_series: survey_series(&catalogue, &sources),
            folder,
            country,
            catalogue,
            sources,
        }
    }

    fn reader<'a>(&'a self, cache: &'a Cache) -> Reader<'a> {
        Reader {
            catalogue: &self.catalogue,
            sources: &self.sources,
            used: &self.used,
            survey_series: &self.survey_series,
            gemeenten: &self.country.gemeenten,
            store: &self.store,
            cache,
            allow_fictitious: false,
        }
    }

    fn state(&self) -> NationalState {
        national_state(self.reader(&Cache::default())).unwrap()
    }

    fn keep(&self) {
        let cache = Cache::default();
        let reader = self.reader(&cache);
        let figures = work_out_national(reader, NonZeroUsize::MIN).unwrap();
        keep_national(reader, &figures).unwrap();
    }

    fn scopes(&self) -> Vec<Scope> {
        self.country.scopes()
    }

    /// The spread as the report of these areas sees it.
    fn seen(&self, scope: &Scope) -> National {
        load(self.reader(&Cache::default()), scope)
            .unwrap()
            .national
    }

    fn table(&self, cache: &Cache, scope: &Scope) -> IndicatorTable {
        let loaded = load(self.reader(cache), scope).unwrap();
        let input = Input {
            catalogue: &self.catalogue,
            shown: &self.catalogue,
            sources: &self.sources,
            scope,
            wijken: &loaded.wijken,
            gemeenten: &self.country.gemeenten,
            surveys: &Surveys::default(),
            local: &LocalInput::default(),
            division: loaded.shapes.division,
        };
        let mut table = compute(input, loaded.observations).unwrap();
        table.national = loaded.national;
        table
    }
}

#[test]
fn the_fifth_of_a_wijk_is_that_among_all_wijken_of_the_country() {
    let small = Small::new();
    assert_eq!(small.state(), NationalState::Outdated);
    let scopes = small.scopes();
    let before = small.seen(&scopes[0]);
    let fault = before.fault().expect("all gemeenten are there");
    assert!(fault.contains("regiobeeld ophalen"), "{fault}");
    small.keep();
    assert_eq!(small.state(), NationalState::Fresh);

    let cache = Cache::default();
    let tables: Vec<_> = scopes.iter().map(|s| small.table(&cache, s)).collect();
    let mut values: BTreeMap<_, Vec<f64>> = BTreeMap::new();
    let wijken = |table: &IndicatorTable| {
        let figures = table.figures.clone().into_iter();
        figures.filter(|figure| figure.area.level() == AreaLevel::Wijk)
    };
    for figure in tables.iter().flat_map(wijken) {
        let key = (figure.indicator.id.clone(), figure.age, figure.period);
        values
            .entry(key)
            .or_default()
            .extend(figure.reading.value());
    }
    assert_eq!(values.len(), 100 * 3 * 5);
    let mut places = BTreeMap::new();
    for table in &tables {
        for figure in wijken(table) {
            let key = (figure.indicator.id.clone(), figure.age, figure.period);
            let fifths = Fifths::new(&values[&key]).unwrap();
            let (fifth, row) = table.fifth(&figure).expect("placed");
            assert_eq!(fifth, fifths.of(figure.reading.value().unwrap()).unwrap());
            assert_eq!(row.spread.areas as usize, small.country.wijk_count());
            *places.entry(fifth).or_insert(0_usize) += 1;
        }
    }
    assert_eq!(places.len(), 3, "{places:?}");
}

#[test]
fn the_number_of_workers_changes_nothing() {
    let small = Small::new();
    let cache = Cache::default();
    let of = |workers| {
        let workers = NonZeroUsize::new(workers).unwrap();
        let reader = small.reader(&cache);
        let figures = work_out_national(reader, workers).unwrap();
        keep_national(reader, &figures).unwrap()
    };
    assert_eq!(of(1), of(3));
    // Two levels, three ages, five years.
    assert_eq!(of(1).rijen, 100 * 2 * 3 * 5);
}

#[test]
fn a_slice_that_changed_makes_the_spread_stale_for_who_reads_it() {
    let small = Small::new();
    small.keep();
    let scopes = small.scopes();
    let code = scopes[0].gemeente.as_ref().unwrap().code;
    let gone = format!("ontvangsten/84799NED/{code}.json");
    std::fs::remove_file(small.folder.path().join(gone)).unwrap();
    assert_eq!(small.state(), NationalState::Outdated);
    let seen = small.seen(&scopes[0]);
    let fault = seen.fault().expect("stale");
    assert!(
        fault.contains("andere cijfers") && fault.contains("ophalen"),
        "{fault}"
    );
    assert!(matches!(small.seen(&scopes[1]), National::Known(_)));
    small.keep();
    assert!(matches!(small.seen(&scopes[0]), National::Known(_)));
}

#[test]
fn a_store_without_all_gemeenten_says_how_many_it_has() {
    let small = Small::new();
    let (cache, all) = (Cache::default(), Gemeenten::current());
    let reader = Reader {
        gemeenten: &all,
        ..small.reader(&cache)
    };
    let found = small.country.gemeenten.iter().count();
    let reason = format!("de opslag heeft {found} van de 342 gemeenten");
    let state = national_state(reader).unwrap();
    assert_eq!(state, NationalState::Incomplete(reason.clone()));
    let seen = load(reader, &small.scopes()[0]).unwrap().national;
    assert_eq!(seen, National::Absent(reason));
    assert_eq!(seen.fault(), None, "this is no fault of the store");
}

#[test]
fn a_spread_that_is_made_up_damaged_or_of_another_program_is_not_used() {
    let small = Small::new();
    small.keep();
    let scope = &small.scopes()[0];
    let kept = small.store.national("spreiding").unwrap().unwrap();
    let again = |program: &str, fictitious| {
        let draft = NationalDraft {
            name: "spreiding".to_owned(),
            program: program.to_owned(),
            slices: kept.receipt.delen.clone(),
            tables: kept.receipt.tabellen.clone(),
            frame: kept.frame.clone(),
            fictitious,
        };
        small.store.put_national(draft).unwrap();
    };
    again(&kept.receipt.programma, true);
    assert!(matches!(small.seen(scope), National::Absent(why) if why.contains("verzonnen")));
    again("regiobeeld 0.0.1", false);
    assert!(small.seen(scope).fault().is_some());
    assert_eq!(small.state(), NationalState::Outdated);
    again(&kept.receipt.programma, false);
    assert!(matches!(small.seen(scope), National::Known(_)));
    assert_eq!(small.store.verify().unwrap(), []);
    assert_eq!(small.store.clean().unwrap().files, 0);
    let frame = small.folder.path().join(&kept.receipt.frame.pad);
    std::fs::write(frame, b"anders").unwrap();
    assert!(small.seen(scope).fault().is_some());
    assert_eq!(small.state(), NationalState::Outdated);
    assert_eq!(small.store.verify().unwrap().len(), 1);
}

#[test]
fn the_kept_spread_over_gemeenten_is_used_as_long_as_it_fits() {
    let small = Small::new();
    let scope = &small.scopes()[0];
    let seen = || {
        let cache = Cache::default();
        let loaded = load(small.reader(&cache), scope).unwrap();
        loaded.gemeenten
    };
    let worked_out = seen();
    assert!(worked_out.rows().count() > 0);
    keep_spread_of_gemeenten(small.reader(&Cache::default())).unwrap();
    assert_eq!(seen(), worked_out, "kept and read again it is the same");
    // A mark in what is kept shows whether it is what a report sees.
    let kept = small.store.national("gemeenten").unwrap().unwrap();
    let put = |program: &str, slices: BTreeMap<String, String>| {
        let draft = NationalDraft {
            name: "gemeenten".to_owned(),
            program: program.to_owned(),
            slices,
            tables: BTreeMap::new(),
            frame: kept.frame.head(Some(1)),
            fictitious: false,
        };
        small.store.put_national(draft).unwrap();
    };
    put(&kept.receipt.programma, kept.receipt.delen.clone());
    assert_eq!(seen().rows().count(), 1, "what is kept is used");
    put("een ander programma", kept.receipt.delen.clone());
    assert_eq!(seen(), worked_out, "of another program");
    let other = BTreeMap::from([("land".to_owned(), "0".repeat(64))]);
    put(&kept.receipt.programma, other);
    assert_eq!(seen(), worked_out, "of other slices");
    put(&kept.receipt.programma, kept.receipt.delen.clone());
    let found = small.store.national("gemeenten").unwrap().unwrap();
    let frame = small.folder.path().join(&found.receipt.frame.pad);
    std::fs::write(frame, b"anders").unwrap();
    assert_eq!(seen(), worked_out, "damaged");
}
