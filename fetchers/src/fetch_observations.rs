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
    let mut pages = described.pages.clone();
    let areas: BTreeSet<&str> = plan.areas.iter().map(String::as_str).collect();
    pages.push(areas_page(&described, &source.gebied, &areas));
    let touches = |part: &&FictiefDeel| areas.iter().any(|area| part.touches(area));
    let mut fictief = described.fictief.iter().filter(touches).cloned().collect();
    let mut pivot = Pivot::new(&described.meta);
    for group in &plan.groups {
        ask_group(asker, group, &mut pivot, &mut pages, &mut fictief)?;
    }
    let columns = pivot.into_columns();
    let frame = columns.into_frame(&source.gebied, &|code| areas.contains(code))?;
    let draft = Draft {
        table: source.id.clone(),
        slice: slice.file_name().to_owned(),
        title: source.titel.clone(),
        host: source.bron,
        via: asker.via(),
        modified: info.state.modified.clone(),
        now: context.now,
        pages,
        frame,
        fictief,
    };
    Ok(context.store.commit(draft)?)
}

/// Asks the questions of a group; together they must give an observation, and all that there are.
fn ask_group(
    asker: &Asker<'_>,
    group: &Group,
    pivot: &mut Pivot<'_>,
    pages: &mut Vec<DraftPage>,
    fictief: &mut Vec<FictiefDeel>,
) -> Result<(), Cause> {
    let tabel = || asker.source.id.clone();
    let before = pivot.observations();
    for filter in &group.filters {
        let url = address::observations(asker.base(), &asker.source.id, filter);
        let mut tally = Tally::new(&asker.context.endpoints.official(asker.source.bron, &url));
        asker.ask_pages(&url, Expect::Value, |answer| {
            let end = read(&answer, &tabel(), pivot, &mut tally)?;
            if pivot.observations() - before > group.most_rows {
                let waar = format!("meer dan de {} die er kunnen zijn", group.most_rows);
                let tabel = tabel();
                return Err(ShapeError::DuplicateRows { tabel, waar }.into());
            }
            merge_fictief(fictief, &answer.fictief);
            pages.push(page(PageRole::Gegevens, OBSERVATIONS, answer, end.rows));
            Ok(end)
        })?;
        tally.check()?;
    }
    if pivot.observations() == before {
        let gevraagd = group.filters.first().cloned().unwrap_or_default();
        let tabel = tabel();
        return Err(ShapeError::NoRows { tabel, gevraagd }.into());
    }
    Ok(())
}

/// Adds the observations of a page.
fn read(
    answer: &Answer,
    table: &str,
    pivot: &mut Pivot<'_>,
    tally: &mut Tally,
) -> Result<PageEnd, Cause> {
    let page = read_page(&answer.body).map_err(|error| ShapeError::Unreadable {
        tabel: table.to_owned(),
        onderdeel: OBSERVATIONS.into(),
        reden: error.to_string(),
    })?;
    for observation in &page.value {
        pivot.add(observation)?;
    }
    let rows = page.value.len();
    tally.add(rows, page.count)?;
    Ok(PageEnd {
        rows,
        next: page.next,
    })
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
