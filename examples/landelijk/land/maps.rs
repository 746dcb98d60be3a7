//! Writes the outlines of gemeenten and wijken, in the form in which fetched ones are kept.

use jiff::Timestamp;
use polars::prelude::{Column, DataFrame};
use regiobeeld_fetchers::{
    Draft, DraftPage, FictiefDeel, Level, PageRole, Slice, Store, TableSource,
};
use serde_json::json;

use super::Fault;
use super::country::{Country, Town, Wijk};
use super::mesh::Outline;
use super::noise::rounded;

/// An area on a map.
struct Place<'a> {
    code: String,
    name: &'a str,
    gemeente: String,
    outline: &'a Outline,
    /// Inhabitants, and percentages in five bands of age.
    figures: [Option<f64>; 6],
}

/// The smallest and the largest longitude and latitude.
type Extent = ([f64; 2], [f64; 2]);

/// Names of the figures that the service gives with outlines.
const FIGURES: [&str; 6] = [
    "aantal_inwoners",
    "percentage_personen_0_tot_15_jaar",
    "percentage_personen_15_tot_25_jaar",
    "percentage_personen_25_tot_45_jaar",
    "percentage_personen_45_tot_65_jaar",
    "percentage_personen_65_jaar_en_ouder",
];

/// Writes a map; returns how many areas it has.
///
/// # Errors
/// When the disk refuses.
pub fn write(
    store: &Store,
    table: &TableSource,
    country: &Country,
    now: Timestamp,
) -> Result<usize, Fault> {
    let mut areas = 0;
    if table.has_level(Level::Wijk) {
        for town in &country.towns {
            let places: Vec<Place<'_>> =
                town.wijken.iter().map(|wijk| of_wijk(town, wijk)).collect();
            areas += places.len();
            commit(
                store,
                table,
                &Slice::Gemeente(town.code.to_string()),
                &places,
                now,
            )?;
        }
    } else {
        let places: Vec<Place<'_>> = country.towns.iter().map(of_town).collect();
        areas += places.len();
        commit(store, table, &Slice::Land, &places, now)?;
    }
    Ok(areas)
}

fn of_wijk<'a>(town: &Town, wijk: &'a Wijk) -> Place<'a> {
    Place {
        code: wijk.code.clone(),
        name: &wijk.name,
        gemeente: town.code.to_string(),
        outline: &wijk.outline,
        figures: figures(std::slice::from_ref(wijk)),
    }
}

fn of_town(town: &Town) -> Place<'_> {
    Place {
        code: town.code.to_string(),
        name: &town.name,
        gemeente: town.code.to_string(),
        outline: &town.outline,
        figures: figures(&town.wijken),
    }
}

fn figures(wijken: &[Wijk]) -> [Option<f64>; 6] {
    let bands = wijken.iter().map(|wijk| wijk.people.bands(2024));
    let sums = bands.fold([0.0; 5], |sum, one| {
        [0, 1, 2, 3, 4].map(|band| sum[band] + one[band])
    });
    let all: f64 = sums.iter().sum();
    let share = |band: usize| (all > 0.0).then(|| rounded(100.0 * sums[band] / all, 0));
    [Some(all), share(0), share(1), share(2), share(3), share(4)]
}

fn commit(
    store: &Store,
    table: &TableSource,
    slice: &Slice,
    places: &[Place<'_>],
    now: Timestamp,
) -> Result<(), Fault> {
    let path = table.pad.as_deref().unwrap_or_default();
    let url = format!("{}{path}?f=json&limit=1000", table.bron.official());
    // The outlines are in the frame; a second copy would only take room.
    let body = json!({"type": "FeatureCollection", "fictief": slice.file_name(), "features": []});
    let body = body.to_string().into_bytes();
    store.commit(Draft {
        table: table.id.clone(),
        slice: slice.file_name().to_owned(),
        title: table.titel.clone(),
        host: table.bron,
        via: None,
        modified: None,
        now,
        pages: vec![DraftPage::new(
            PageRole::Gegevens,
            &table.id,
            &url,
            body,
            places.len(),
        )],
        frame: frame(places)?,
        fictief: vec![FictiefDeel::default()],
        uitwijk: None,
    })?;
    Ok(())
}

fn frame(places: &[Place<'_>]) -> Result<DataFrame, Fault> {
    let text = |name: &str, of: &dyn Fn(&Place<'_>) -> String| {
        let values: Vec<String> = places.iter().map(of).collect();
        Column::new(name.into(), values)
    };
    let geometry = |place: &Place<'_>| {
        json!({"type": "MultiPolygon", "coordinates": place.outline.0}).to_string()
    };
    let mut columns = vec![
        text("code", &|place| place.code.clone()),
        text("naam", &|place| place.name.to_owned()),
        text("gemeentecode", &|place| place.gemeente.clone()),
        text("geometrie", &geometry),
    ];
    let extents: Vec<Extent> = places.iter().map(|place| place.outline.extent()).collect();
    let mut degrees = |name: &str, of: &dyn Fn(&Extent) -> f64| {
        let values: Vec<f64> = extents.iter().map(of).collect();
        columns.push(Column::new(name.into(), values));
    };
    degrees("west", &|(low, _)| low[0]);
    degrees("zuid", &|(low, _)| low[1]);
    degrees("oost", &|(_, high)| high[0]);
    degrees("noord", &|(_, high)| high[1]);
    for (position, key) in FIGURES.iter().enumerate() {
        let values: Vec<Option<f64>> = places.iter().map(|place| place.figures[position]).collect();
        columns.push(Column::new((*key).into(), values));
    }
    Ok(DataFrame::new(places.len(), columns)?)
}
