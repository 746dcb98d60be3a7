//! `reeks`: a report for every gemeente.

use super::areas;
use super::console::Console;
use super::{division, edition, extracts, house, national, remarks, report, reports};
use crate::area::Gemeenten;
use crate::batch::{DataError, Finished, Job, MakeError};
use crate::cli::{Batch, Share};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::indicators::Scope;
use crate::settings::Settings;

/// Makes the reports.
pub fn run(settings: &Settings, console: &Console, batch: &Batch) -> Result<Exit, CommandError> {
    reports::check_edition(&batch.options)?;
    let mut gemeenten = division::gemeenten(settings, console);
    let all = scopes(settings, console, &mut gemeenten, batch)?;
    let scopes = share(&all, batch.deel);
    if scopes.is_empty() {
        return edition::nothing_to_do(console, batch, all.len());
    }
    // Without a region names are looked for in the whole country.
    let region = all.first().filter(|_| batch.regio.is_some());
    let region = region.map(|scope| scope.region.clone());
    let file = region
        .as_ref()
        .and_then(|region| report::region_file(batch.regio.as_deref(), region));
    let house = house::load(batch.options.huisstijl.as_deref(), file)?;
    let mappings = extracts::mappings(&batch.options.extract, file, &reports::catalogue()?)?;
    let remark_files = remarks::files(&batch.options.duiding, file)?;
    if !batch.options.offline {
        let whole_region = !mappings.is_empty() || !remark_files.is_empty();
        report::fetch_missing(
            settings,
            console,
            &extracts::all_scopes(whole_region, &scopes),
        )?;
    }
    let store = reports::open_store(settings)?;
    if batch.alles {
        national::refresh(console, &store, &gemeenten, true)?;
    }
    let (typed, fictitious) = (region.as_ref(), batch.options.fictief);
    let local = extracts::load(settings, console, mappings, typed, &gemeenten, fictitious)?;
    let remarks = remarks::load(settings, &remark_files, typed, &gemeenten)?;
    let fonts = reports::font_folder()?;
    let mut shared = reports::shared(
        settings,
        store,
        &batch.options,
        (gemeenten, &scopes),
        local,
        (house, remarks),
        fonts.path(),
    )?;
    shared.options.edition = edition::name(&shared, &all);
    let jobs: Vec<Job> = scopes
        .into_iter()
        .map(|scope| Job {
            scope,
            edition_folder: true,
            resume: batch.hervat,
        })
        .collect();
    let finished = reports::make(&shared, &jobs, reports::workers(batch.taken), console);
    let (refused, finished): (Vec<Finished>, Vec<Finished>) =
        finished.into_iter().partition(is_refused);
    if let Some(error) = refused.into_iter().find_map(|done| done.result.err()) {
        return Err(reports::make_error(error));
    }
    edition::finish(&shared, console, batch, &all, &jobs, &finished)
}

/// Made-up figures that nobody asked for are no failure of one report: the store is the wrong one.
fn is_refused(done: &Finished) -> bool {
    matches!(
        &done.result,
        Err(MakeError::Data(DataError::Fictitious { .. }))
    )
}

fn scopes(
    settings: &Settings,
    console: &Console,
    gemeenten: &mut Gemeenten,
    batch: &Batch,
) -> Result<Vec<Scope>, CommandError> {
    if let Some(typed) = &batch.regio {
        let offline = batch.options.offline;
        let region = division::region(settings, console, gemeenten, typed, offline)?;
        let mut scopes = vec![Scope {
            region: region.clone(),
            gemeente: None,
        }];
        scopes.extend(areas::scopes_in_region(gemeenten, &region));
        return Ok(scopes);
    }
    let mut scopes = Vec::new();
    if batch.alles {
        for gemeente in gemeenten.iter() {
            scopes.push(areas::scope_of_gemeente(gemeenten, gemeente.clone())?);
        }
        return Ok(scopes);
    }
    for typed in &batch.gemeente {
        let scope = areas::scope_of_gemeente(gemeenten, areas::gemeente(gemeenten, typed)?)?;
        // Two names for one gemeente are one report.
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    Ok(scopes)
}

/// Keeps every n-th report, so that parts take about equally long.
fn share(scopes: &[Scope], share: Option<Share>) -> Vec<Scope> {
    let Share { index, count } = share.unwrap_or(Share { index: 1, count: 1 });
    let of_share = scopes.iter().skip(index - 1).step_by(count);
    of_share.cloned().collect()
}
