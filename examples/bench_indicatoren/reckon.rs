//! From Parquet to the national spread and to the indicator table of every gemeente, by the code
//! that reports use.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use regiobeeld::batch::{self, Cache, Reader, Used};
use regiobeeld::indicators::{Input, LocalInput, Scope, Surveys, compute};
use regiobeeld_fetchers::{Sources, Store};

use super::national::Fault;
use super::national::country::{Country, catalogue};

/// What came of the reports.
#[derive(Clone, Copy, Default)]
struct Counts {
    figures: usize,
    comparisons: usize,
    /// Figures of a wijk with a place among all of Nederland.
    placed: usize,
}

/// Reckons everything and counts it.
pub fn measure(folder: &Path, country: &Country, workers: NonZeroUsize) -> Result<String, Fault> {
    let (store, catalogue, sources) = (Store::open(folder)?, catalogue()?, Sources::builtin());
    let used = Used::of(&catalogue, &sources);
    let surveys = batch::survey_series(&catalogue, &sources);
    let cache = Cache::default();
    let reader = Reader {
        catalogue: &catalogue,
        sources: &sources,
        used: &used,
        survey_series: &surveys,
        gemeenten: &country.gemeenten,
        store: &store,
        cache: &cache,
        allow_fictitious: false,
    };
    let scopes = country.scopes();
    let started = Instant::now();
    let national = batch::work_out_national(reader, workers)?;
    let kept = batch::keep_national(reader, &national)?;
    drop(national);
    let of_spread = started.elapsed();
    let started = Instant::now();
    let counts = reports(reader, &scopes, workers)?;
    let of_tables = started.elapsed();
    Ok(format!(
        "teller gemeenten={} wijken={} spreiding_s={:.3} tabellen_s={:.3} spreidingen={} \
         cijfers={} vergelijkingen={} geplaatst={}",
        scopes.len(),
        country.wijk_count(),
        of_spread.as_secs_f64(),
        of_tables.as_secs_f64(),
        kept.rijen,
        counts.figures,
        counts.comparisons,
        counts.placed
    ))
}

/// Makes the indicator tables of all reports, as many side by side as there are workers.
fn reports(reader: Reader<'_>, scopes: &[Scope], workers: NonZeroUsize) -> Result<Counts, Fault> {
    let next = AtomicUsize::new(0);
    let total = Mutex::new(Ok(Counts::default()));
    std::thread::scope(|threads| {
        for _ in 0..workers.get() {
            threads.spawn(|| {
                while let Some(scope) = scopes.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = report(reader, scope);
                    let mut total = total.lock().unwrap_or_else(PoisonError::into_inner);
                    match (found, &mut *total) {
                        (Ok(found), Ok(total)) => {
                            total.figures += found.figures;
                            total.comparisons += found.comparisons;
                            total.placed += found.placed;
                        }
                        (Err(error), total) => *total = Err(error),
                        (Ok(_), Err(_)) => return,
                    }
                }
            });
        }
    });
    total.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn report(reader: Reader<'_>, scope: &Scope) -> Result<Counts, Fault> {
    let loaded = batch::load(reader, scope)?;
    let input = Input {
        catalogue: reader.catalogue,
        shown: reader.catalogue,
        sources: reader.sources,
        scope,
        wijken: &loaded.wijken,
        gemeenten: reader.gemeenten,
        surveys: &Surveys::default(),
        local: &LocalInput::default(),
        division: loaded.shapes.division,
    };
    let mut table = compute(input, loaded.observations)?;
    table.national = loaded.national;
    let figures = table.figures.iter();
    Ok(Counts {
        figures: table.figures.len(),
        comparisons: figures.clone().map(|figure| figure.comparisons.len()).sum(),
        placed: figures
            .filter(|figure| table.fifth(figure).is_some())
            .count(),
    })
}
