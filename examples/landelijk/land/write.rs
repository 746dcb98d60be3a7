//! Writes tables and maps into a store, as fetching them would have.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use regiobeeld::batch::{Used, can_be_asked, is_map};
use regiobeeld::themes::Catalogue;
use regiobeeld_fetchers::{
    Draft, DraftPage, FictiefDeel, Host, Level, PageRole, Slice, Sources, Store, TableSource,
};
use serde_json::{Value, json};

use super::Fault;
use super::area::Area;
use super::country::Country;
use super::describe::{Description, MODIFIED};
use super::frame::frame;
use super::maps;
use super::packed::Packed;
use super::values::Values;

/// When the made-up figures were «fetched».
const NOW: &str = "2026-07-19T00:00:00Z";

/// Writes everything that reports read; `say` tells how far it is. Returns the rows written.
///
/// # Errors
/// When the packed fixtures are damaged, or the disk refuses.
pub fn write(
    folder: &Path,
    packed: &Packed,
    country: &Country,
    say: &(dyn Fn(&str) + Sync),
) -> Result<usize, Fault> {
    let store = Store::create(folder)?;
    let (catalogue, sources) = (Catalogue::builtin()?, Sources::builtin());
    let used = Used::of(&catalogue, &sources);
    let tables: Vec<&TableSource> = sources
        .iter()
        .filter(|table| used.has(table) && can_be_asked(table))
        .collect();
    let next = AtomicUsize::new(0);
    // Tables take turns, so that every core has one.
    let work = || -> Result<usize, Fault> {
        let mut rows = 0;
        while let Some(table) = tables.get(next.fetch_add(1, Ordering::Relaxed)) {
            say(&format!("{}: {}", table.id, table.titel));
            rows += if is_map(table) {
                maps::write(&store, table, country, NOW.parse()?)?
            } else {
                let writer = Writer::of(table, &catalogue, &sources, packed)?;
                writer.write(&store, country, NOW.parse()?)?
            };
        }
        Ok(rows)
    };
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let each = workers.into_iter().map(|worker| {
            worker
                .join()
                .map_err(|_| Fault::from("een deel van het werk is afgebroken"))?
        });
        each.sum()
    })
}

/// A table that is being written.
struct Writer<'a> {
    table: &'a TableSource,
    description: Description,
    values: Values,
}

impl<'a> Writer<'a> {
    fn of(
        table: &'a TableSource,
        catalogue: &Catalogue,
        sources: &Sources,
        packed: &Packed,
    ) -> Result<Self, Fault> {
        let modelled = catalogue.iter().filter_map(|survey| {
            let model = catalogue.get(survey.enquete_van.as_ref()?)?;
            Some((survey.stam.clone(), model.stam.clone()))
        });
        Ok(Self {
            table,
            description: Description::of(table, catalogue, sources, packed)?,
            values: Values {
                series: table.reeks.clone(),
                modelled: modelled.collect(),
            },
        })
    }

    fn write(&self, store: &Store, country: &Country, now: Timestamp) -> Result<usize, Fault> {
        let mut rows = 0;
        let mut land: Vec<Area<'_>> = country.towns.iter().map(Area::Gemeente).collect();
        land.push(Area::Land(country));
        if self.table.has_level(Level::Ggd) {
            let mut seen = std::collections::BTreeSet::new();
            let regions = country.towns.iter().filter(|town| seen.insert(&town.ggd));
            land.extend(regions.map(|town| Area::Ggd(country, town)));
        }
        if self.table.has_slice(&Slice::Land) {
            rows += self.commit(store, &Slice::Land, land, now)?;
        }
        for town in &country.towns {
            let slice = Slice::Gemeente(town.code.to_string());
            if self.table.has_slice(&slice) {
                let mut areas = vec![Area::Gemeente(town)];
                if self.table.has_level(Level::Wijk) {
                    areas.extend(town.wijken.iter().map(|wijk| Area::Wijk(town, wijk)));
                }
                rows += self.commit(store, &slice, areas, now)?;
            }
        }
        Ok(rows)
    }

    fn commit(
        &self,
        store: &Store,
        slice: &Slice,
        mut areas: Vec<Area<'_>>,
        now: Timestamp,
    ) -> Result<usize, Fault> {
        areas.sort_by_key(|area| area.code(self.land()));
        let year = self.table.jaar.unwrap_or_default();
        let frame = frame(&self.description, &self.values, &areas, (self.land(), year))?;
        let rows = frame.height();
        store.commit(Draft {
            table: self.table.id.clone(),
            slice: slice.file_name().to_owned(),
            title: self.table.titel.clone(),
            host: self.table.bron,
            via: None,
            modified: Some(MODIFIED.to_owned()),
            now,
            pages: self.pages(slice, &areas),
            frame,
            fictief: vec![FictiefDeel::default()],
            uitwijk: None,
        })?;
        Ok(rows)
    }

    /// The code of Nederland in this table.
    fn land(&self) -> &'static str {
        if self.table.bron == Host::Cbs && self.description.geo != "RegioS" {
            "NL00"
        } else {
            "NL01"
        }
    }

    /// What describes the table, as the service answers it; the pages with figures are left out.
    fn pages(&self, slice: &Slice, areas: &[Area<'_>]) -> Vec<DraftPage> {
        let width = if self.description.geo == "RegioS" {
            6
        } else {
            10
        };
        let area = |area: &Area<'_>| json!({"Key": format!("{:width$}", area.code(self.land())), "Title": area.name()});
        let areas: Vec<Value> = areas.iter().map(area).collect();
        let page = |role, name: &str, rows: &[Value]| {
            let url = format!(
                "{}/ODataApi/odata/{}/{name}?$format=json",
                self.table.bron.official(),
                self.table.id
            );
            let body = json!({ "value": rows }).to_string().into_bytes();
            DraftPage::new(role, name, &url, body, rows.len())
        };
        let mut pages = vec![
            page(PageRole::Tabelinfo, "TableInfos", &self.description.info),
            page(
                PageRole::Eigenschappen,
                "DataProperties",
                &self.description.properties,
            ),
        ];
        for (key, items) in &self.description.dimensions {
            pages.push(page(PageRole::Dimensie, key, items));
        }
        if *slice == Slice::Land {
            pages.push(page(PageRole::Dimensie, &self.description.geo, &areas));
        }
        pages.push(page(PageRole::Gebieden, &self.description.geo, &areas));
        pages
    }
}
