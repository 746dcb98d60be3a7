//! Fetching a slice of an OData v4 table.

use std::collections::BTreeSet;

use crate::ask::{Answer, Asker, Cause, PageEnd, merge_fictief};
use crate::describe::{areas_page, page};
use crate::describe_v4::{describe, info};
use crate::error::ShapeError;
use crate::fetch::Outcome;
use crate::fictief::FictiefDeel;
use crate::odata::plan::Group;
use crate::odata4::address;
use crate::odata4::metadata::OBSERVATIONS;
use crate::odata4::observations::read_page;
use crate::odata4::pivot::Pivot;
use crate::odata4::plan::plan;
use crate::slice::Slice;
use crate::store::{Draft, DraftPage, PageRole};
use crate::transport::{Expect, TransportError, TransportErrorKind};

/// Fetches a slice, unless the table says that it did not change.
pub(crate) fn fetch(asker: &Asker<'_>, slice: &Slice) -> Result<Outcome, Cause> {
    let (context, source) = (asker.context, asker.source);
    let info = info(asker)?;
    if let (false, Some(modified)) = (context.force, &info.state.modified) {
        let store = context.store;
        let same = store.touch(&source.id, slice.file_name(), modified, context.now)?;
        if let Some(outcome) = same {
            return Ok(outcome);
        }
    }
    let described = describe(asker, &info)?;
    let Some(plan) = plan(&described.meta, source, slice)? else {
        return Ok(Outcome::NotInTable);
    };
    let areas: BTreeSet<&str> = plan.areas.iter().map(String::as_str).collect();
    let touches = |part: &&FictiefDeel| areas.iter().any(|area| part.touches(area));
    let mut harvest = Harvest {
        asker,
        pivot: Pivot::new(&described.meta),
        pages: described.pages.clone(),
        fictief: described.fictief.iter().filter(touches).cloned().collect(),
    };
    let areas_page = areas_page(&described, &described.area, &areas);
    harvest.pages.push(areas_page);
    for group in &plan.groups {
        harvest.ask_group(group)?;
    }
    let columns = harvest.pivot.into_columns();
    let frame = columns.into_frame(&described.area, &|code| areas.contains(code))?;
    let draft = Draft {
        table: source.id.clone(),
        slice: slice.file_name().to_owned(),
        title: source.titel.clone(),
        host: source.bron,
        via: asker.via(),
        modified: info.state.modified.clone(),
        now: context.now,
        pages: harvest.pages,
        frame,
        fictief: harvest.fictief,
        uitwijk: None,
    };
    Ok(context.store.commit(draft)?)
}

/// What came in so far.
struct Harvest<'a> {
    asker: &'a Asker<'a>,
    pivot: Pivot<'a>,
    pages: Vec<DraftPage>,
    fictief: Vec<FictiefDeel>,
}

impl Harvest<'_> {
    /// Asks the questions of a group; together they must give at least one observation.
    fn ask_group(&mut self, group: &Group) -> Result<(), Cause> {
        let tabel = || self.asker.source.id.clone();
        let before = self.pivot.observations();
        for filter in &group.filters {
            let url = address::observations(self.asker.base(), &tabel(), filter);
            let start = self.pivot.observations();
            let most = before.saturating_add(group.most_rows);
            match self.ask(&address::counted(&url), most) {
                // A service that does not count is asked without; then nothing can be compared.
                Err(Cause::Transport(error))
                    if matches!(error.kind, TransportErrorKind::Status(400 | 501))
                        && self.pivot.observations() == start =>
                {
                    tracing::debug!(%error, "zonder aantal vragen");
                    self.ask(&url, most)?;
                }
                result => result?,
            }
        }
        if self.pivot.observations() == before {
            let gevraagd = group.filters.first().cloned().unwrap_or_default();
            let tabel = tabel();
            return Err(ShapeError::NoRows { tabel, gevraagd }.into());
        }
        Ok(())
    }

    /// Asks all pages of a question; they must give all that the service says there is, and no
    /// more than `most` observations with those that were there before.
    fn ask(&mut self, url: &str, most: usize) -> Result<(), Cause> {
        let asker = self.asker;
        let mut tally = Tally::new(&asker.context.endpoints.official(asker.source.bron, url));
        asker.ask_pages(url, Expect::Value, |answer| {
            let end = self.read(&answer, &mut tally)?;
            if self.pivot.observations() > most {
                return Err(ShapeError::DuplicateRows {
                    tabel: asker.source.id.clone(),
                    waar: format!("meer dan de {most} die er kunnen zijn"),
                }
                .into());
            }
            merge_fictief(&mut self.fictief, &answer.fictief);
            let page = page(PageRole::Gegevens, OBSERVATIONS, answer, end.rows);
            self.pages.push(page);
            Ok(end)
        })?;
        Ok(tally.check()?)
    }

    /// Adds the observations of a page.
    fn read(&mut self, answer: &Answer, tally: &mut Tally) -> Result<PageEnd, Cause> {
        let page = read_page(&answer.body).map_err(|error| ShapeError::Unreadable {
            tabel: self.asker.source.id.clone(),
            onderdeel: OBSERVATIONS.into(),
            reden: error.to_string(),
        })?;
        for observation in &page.value {
            self.pivot.add(observation)?;
        }
        let rows = page.value.len();
        tally.add(rows, page.count)?;
        Ok(PageEnd {
            rows,
            next: page.next,
        })
    }
}

/// How many observations a question gave, and how many the service says there are.
struct Tally {
    url: String,
    given: usize,
    promised: Option<usize>,
}

impl Tally {
    fn new(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            given: 0,
            promised: None,
        }
    }

    /// Counts a page; not every service repeats its promise, but it may not change it.
    fn add(&mut self, given: usize, promised: Option<usize>) -> Result<(), TransportError> {
        self.given += given;
        match (self.promised, promised) {
            (Some(former), Some(now)) if former != now => {
                Err(self.error(TransportErrorKind::ChangedMeanwhile, now))
            }
            (former, now) => {
                self.promised = former.or(now);
                Ok(())
            }
        }
    }

    /// Compares the two numbers, when the service gave one.
    fn check(&self) -> Result<(), TransportError> {
        match self.promised {
            Some(promised) if self.given < promised => {
                Err(self.error(TransportErrorKind::Incomplete, promised))
            }
            Some(promised) if self.given > promised => {
                Err(self.error(TransportErrorKind::ChangedMeanwhile, promised))
            }
            _ => Ok(()),
        }
    }

    fn error(&self, kind: TransportErrorKind, promised: usize) -> TransportError {
        let detail = format!("{} van de {promised} waarnemingen", self.given);
        TransportError::new(kind, &self.url, detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(pages: &[(usize, Option<usize>)]) -> Option<TransportErrorKind> {
        let mut tally = Tally::new("https://h/x");
        let counted = pages.iter().try_for_each(|&(n, all)| tally.add(n, all));
        counted.and_then(|()| tally.check()).err().map(|e| e.kind)
    }

    #[test]
    fn what_is_given_must_be_what_is_promised() {
        use TransportErrorKind as Kind;
        for good in [
            &[(3, Some(3))][..],
            &[(2, Some(3)), (1, Some(3))],
            // Not every page, or no page at all, says how many there are.
            &[(2, Some(3)), (1, None)],
            &[(2, None), (1, None)],
            &[(0, Some(0))],
        ] {
            assert_eq!(kind(good), None, "{good:?}");
        }
        assert_eq!(kind(&[(2, Some(3))]), Some(Kind::Incomplete));
        assert_eq!(kind(&[(0, Some(3))]), Some(Kind::Incomplete));
        assert_eq!(kind(&[(4, Some(3))]), Some(Kind::ChangedMeanwhile));
        let changed = [(2, Some(4)), (2, Some(5))];
        assert_eq!(kind(&changed), Some(Kind::ChangedMeanwhile));
    }

    #[test]
    fn the_message_gives_both_numbers() {
        let mut tally = Tally::new("https://h/x");
        tally.add(2, Some(3)).expect("first page");
        let error = tally.check().expect_err("too few");
        assert!(error.to_string().contains("2 van de 3 waarnemingen"));
    }
}
