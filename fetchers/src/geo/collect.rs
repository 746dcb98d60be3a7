//! Asking a service for all pages of a question, and cutting what came into slices.

use std::collections::BTreeSet;

use super::areas::Areas;
use super::crs::is_crs84;
use super::features::{Naming, Page, PageReader};
use super::wfs::{self, After};
use crate::ask::{Answer, Asker, Cause, PageEnd, merge_fictief};
use crate::endpoints::PDOK_WFS;
use crate::error::ShapeError;
use crate::fetch::Outcome;
use crate::fictief::FictiefDeel;
use crate::slice::Slice;
use crate::sources::WfsLayer;
use crate::store::{Draft, DraftPage, PageRole, Uitwijk};
use crate::transport::Expect;

/// Most features per page that the OGC API gives.
const PAGE_SIZE: usize = 1000;

/// Areas with the pages that they came from.
#[derive(Default)]
pub(crate) struct Collected {
    areas: Areas,
    pages: Vec<PageOfAreas>,
    fictief: Vec<FictiefDeel>,
}

/// A page, and the gemeenten of which areas came from it.
struct PageOfAreas {
    page: DraftPage,
    gemeenten: BTreeSet<String>,
}

impl Collected {
    /// Asks the OGC API: all areas, or those around an extent (the text of `bbox`). Areas of the
    /// gemeenten that `wanted` accepts are kept, rounded to a grid of `step` degrees.
    ///
    /// Only parameters that the service knows are sent; with any other it refuses the question.
    pub(crate) fn by_ogc(
        asker: &Asker<'_>,
        bbox: Option<&str>,
        step: f64,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Self, Cause> {
        let source = asker.source;
        let path = source.pad.as_deref().unwrap_or_default();
        let mut url = format!("{}{path}?f=json&limit={PAGE_SIZE}", asker.base());
        if let Some(bbox) = bbox {
            url.push_str("&bbox=");
            url.push_str(bbox);
        }
        let naming = Naming::Own(source.gebied.as_deref().unwrap_or_default());
        let mut reader = PageReader::new(&source.id, naming, source.jaar, step, wanted);
        let mut collected = Self::default();
        asker.ask_pages(&url, Expect::Features, |answer| {
            if let Some(crs) = answer.crs.as_deref().filter(|crs| !is_crs84(crs)) {
                return Err(reader.wrong_crs(crs).into());
            }
            let page = reader.read(&answer.body)?;
            let (rows, next) = (page.features, page.next.clone());
            collected.add(&source.id, answer, page);
            Ok(PageEnd { rows, next })
        })?;
        collected.areas = reader.areas;
        Ok(collected)
    }

    /// Asks the WFS for a whole generalised layer.
    pub(crate) fn by_wfs(asker: &Asker<'_>, layer: &WfsLayer, step: f64) -> Result<Self, Cause> {
        let source = asker.source;
        let base = asker.context.endpoints.base_of(source.bron, PDOK_WFS);
        let naming = Naming::Statistical;
        let mut reader = PageReader::new(&source.id, naming, source.jaar, step, &|_| true);
        let mut collected = Self::default();
        let mut start = 0;
        loop {
            let url = wfs::address(base, layer, start);
            let answer = asker.ask(&url, Expect::Features)?;
            let page = reader.read(&answer.body)?;
            let after = wfs::after(page.features, page.new, reader.seen());
            collected.add(&layer.laag, answer, page);
            match after {
                After::Page(next) => start = next,
                After::End => break,
                After::Stuck => {
                    return Err(ShapeError::EndlessLinks {
                        tabel: source.id.clone(),
                        link: url,
                    }
                    .into());
                }
            }
        }
        collected.areas = reader.areas;
        Ok(collected)
    }

    fn add(&mut self, name: &str, answer: Answer, page: Page) {
        merge_fictief(&mut self.fictief, &answer.fictief);
        if page.gemeenten.is_empty() {
            return;
        }
        self.pages.push(PageOfAreas {
            page: DraftPage::new(
                PageRole::Gegevens,
                name,
                &answer.url,
                answer.body,
                page.features,
            ),
            gemeenten: page.gemeenten,
        });
    }

    /// Returns whether there are areas of a slice.
    pub(crate) fn has(&self, slice: &Slice) -> bool {
        match slice {
            Slice::Land => !self.pages.is_empty(),
            Slice::Gemeente(code) => self.pages.iter().any(|page| page.gemeenten.contains(code)),
        }
    }

    /// Stores a slice with the pages that hold its areas.
    ///
    /// # Errors
    /// [`ShapeError::NoRows`] when there are no areas of it.
    pub(crate) fn commit(
        &self,
        asker: &Asker<'_>,
        slice: &Slice,
        uitwijk: Option<Uitwijk>,
    ) -> Result<Outcome, Cause> {
        let (context, source) = (asker.context, asker.source);
        let gemeente = match slice {
            Slice::Land => None,
            Slice::Gemeente(code) => Some(code.as_str()),
        };
        let areas = self.areas.of(gemeente);
        if areas.is_empty() {
            return Err(ShapeError::NoRows {
                tabel: source.id.clone(),
                gevraagd: slice.to_string(),
            }
            .into());
        }
        let holds = |page: &&PageOfAreas| gemeente.is_none_or(|code| page.gemeenten.contains(code));
        // What is made up elsewhere on a page does not make these outlines any less real.
        let touches = |part: &&FictiefDeel| areas.codes().any(|area| part.touches(area));
        let frame = areas.to_frame().map_err(|error| ShapeError::Unreadable {
            tabel: source.id.clone(),
            onderdeel: "de kaart".into(),
            reden: error.to_string(),
        })?;
        let draft = Draft {
            table: source.id.clone(),
            slice: slice.file_name().to_owned(),
            title: source.titel.clone(),
            host: source.bron,
            via: asker.via(),
            modified: None,
            now: context.now,
            pages: self
                .pages
                .iter()
                .filter(holds)
                .map(|page| page.page.clone())
                .collect(),
            frame,
            fictief: self.fictief.iter().filter(touches).cloned().collect(),
            uitwijk,
        };
        Ok(context.store.commit(draft)?)
    }
}
