//! Fetching a whole OData v3 table over the Feed, and cutting it into slices.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::ask::{Asker, Cause, Links, PageEnd, merge_fictief};
use crate::describe::{Described, Info, areas_page, describe, info, info_now, page};
use crate::error::ShapeError;
use crate::fetch::{Outcome, Progress};
use crate::fictief::FictiefDeel;
use crate::odata::address;
use crate::odata::columns::Columns;
use crate::odata::plan::{region_prefixes, whole_filter};
use crate::odata::rows::{self, Unread};
use crate::slice::Slice;
use crate::sources::TableSource;
use crate::store::{Draft, DraftPage, PageReceipt, PageRole, Pull, PullHeader, PulledPage};
use crate::transport::{TransportError, TransportErrorKind};

/// Fetches the slices of a table, unless the table says that it did not change.
pub(crate) fn fetch(asker: &Asker<'_>, slices: &[Slice]) -> Result<Vec<Outcome>, Cause> {
    let context = asker.context;
    // One at a time per table: who waited finds the table unchanged.
    let slot = context.store.pull_slot(&asker.source.id)?;
    let info = info(asker)?;
    if let Some(outcomes) = unchanged(asker, &info, slices)? {
        return Ok(outcomes);
    }
    let described = describe(asker, &info)?;
    let mut whole = Whole::new(asker, &described);
    let set = address::feed_set(asker.base(), &asker.source.id, asker.source.row_set());
    let filter = whole_filter(&described.meta, asker.source)?;
    let url = match &filter {
        Some(filter) => address::filtered(&set, filter),
        None => set,
    };
    let header = PullHeader {
        tabel: asker.source.id.clone(),
        modified: info.state.modified.clone(),
        url: context.endpoints.official(asker.source.bron, &url),
        via: asker.via(),
    };
    let mut pull = context.store.pull(slot, header)?;
    whole.of = info.state.record_count.filter(|_| filter.is_none());
    let stored = whole
        .pull(&mut pull, url)
        .and_then(|()| whole.check_end(&info))
        .and_then(|()| whole.store(&pull, &info, slices));
    if stored.as_ref().is_err_and(is_of_no_use) {
        // A later run must not go on with these pages.
        pull.keep(0)?;
    }
    let outcomes = stored?;
    pull.finish()?;
    Ok(outcomes)
}

/// Returns whether the pages are wrong, and not the disk or the last question to the source.
fn is_of_no_use(cause: &Cause) -> bool {
    match cause {
        Cause::Shape(_) => true,
        Cause::Transport(error) => matches!(
            error.kind,
            TransportErrorKind::Incomplete | TransportErrorKind::ChangedMeanwhile
        ),
        Cause::Store(_) | Cause::Other(_) => false,
    }
}

/// Returns the outcomes when the store has every slice of this version that the table knows.
fn unchanged(
    asker: &Asker<'_>,
    info: &Info,
    slices: &[Slice],
) -> Result<Option<Vec<Outcome>>, Cause> {
    let (context, source) = (asker.context, asker.source);
    let Some(modified) = info.state.modified.as_deref().filter(|_| !context.force) else {
        return Ok(None);
    };
    let Some(areas) = context.store.known_areas(&source.id) else {
        return Ok(None);
    };
    let mut outcomes = Vec::with_capacity(slices.len());
    for slice in slices {
        let name = slice.file_name();
        let is_known = *slice == Slice::Land || areas.iter().any(|code| code == name);
        let outcome = match is_known {
            true => context
                .store
                .touch(&source.id, name, modified, context.now)?,
            false => Some(Outcome::NotInTable),
        };
        let Some(outcome) = outcome else {
            return Ok(None);
        };
        outcomes.push(outcome);
    }
    Ok(Some(outcomes))
}

/// A whole table on its way.
struct Whole<'a> {
    asker: &'a Asker<'a>,
    described: &'a Described,
    columns: Columns,
    fictief: Vec<FictiefDeel>,
    of: Option<u64>,
}

impl<'a> Whole<'a> {
    fn new(asker: &'a Asker<'a>, described: &'a Described) -> Self {
        let columns = Columns::new(&described.meta).with_reasons(asker.source.redenen);
        Self {
            asker,
            described,
            // Reports show no buurten, and those are most of a national table.
            columns: columns.without(&described.area, "BU"),
            fictief: described.fictief.clone(),
            of: None,
        }
    }

    /// Reads the pages that are there, and asks for the others.
    fn pull(&mut self, pull: &mut Pull<'_>, first: String) -> Result<(), Cause> {
        let set = self.asker.source.row_set();
        let mut links = Links::new(&first);
        let mut next = Some(first);
        for at in 0..pull.pages().len() {
            let stored = pull.pages()[at].clone();
            let Some(end) = self.read_stored(pull, &stored) else {
                pull.keep(at)?;
                break;
            };
            next = links.next(self.asker, end)?;
            self.tell();
        }
        while let Some(url) = next {
            let read = self.asker.ask_rows(&url, set, &mut self.columns)?;
            self.check_most()?;
            merge_fictief(&mut self.fictief, &read.answer.fictief);
            let fictief = read.answer.fictief.clone();
            let end = PageEnd {
                rows: read.rows,
                next: read.next.clone(),
            };
            let draft = page(PageRole::Gegevens, set, read.answer, read.rows);
            // A link that must not be followed is no page to go on from.
            next = links.next(self.asker, end)?;
            pull.add(draft, read.next, fictief)?;
            self.tell();
        }
        Ok(())
    }

    /// Checks that there are no more rows than the codes of the table can make.
    fn check_most(&self) -> Result<(), ShapeError> {
        let dimensions = &self.described.meta.dimensions;
        let most = dimensions.iter().fold(1_usize, |most, dimension| {
            most.saturating_mul(dimension.items.len())
        });
        if self.columns.rows_read() <= most {
            return Ok(());
        }
        Err(ShapeError::DuplicateRows {
            tabel: self.asker.source.id.clone(),
            waar: format!("meer dan de {most} die er kunnen zijn"),
        })
    }

    /// Reads a page of a former run; none when it is gone or damaged.
    fn read_stored(&mut self, pull: &Pull<'_>, stored: &PulledPage) -> Option<PageEnd> {
        let body = pull.body(stored)?;
        let before = self.columns.rows_read();
        match rows::read_page(&body, &mut self.columns) {
            Ok(next) if next == stored.volgende => {
                merge_fictief(&mut self.fictief, &stored.fictief);
                let rows = self.columns.rows_read() - before;
                Some(PageEnd { rows, next })
            }
            // Stored by another version of the program, perhaps: ask again from here.
            Ok(_) | Err(Unread::Cut | Unread::Unfit(_)) => None,
        }
    }

    fn tell(&self) {
        if let Some(progress) = self.asker.context.progress {
            progress(Progress {
                table: self.asker.source.id.clone(),
                rows: count(self.columns.rows_read()),
                of: self.of,
            });
        }
    }

    /// Checks that all rows are there and that the table is still the same.
    fn check_end(&self, begun: &Info) -> Result<(), Cause> {
        let source = self.asker.source;
        let url = address::feed_set(self.asker.base(), &source.id, source.row_set());
        let rows = count(self.columns.rows_read());
        if let Some(of) = self.of.filter(|of| rows < *of) {
            let detail = format!("{rows} van de {of} rijen");
            let kind = TransportErrorKind::Incomplete;
            return Err(TransportError::new(kind, &url, detail).into());
        }
        let now = info_now(self.asker)?.state.modified;
        if now != begun.state.modified {
            let kind = TransportErrorKind::ChangedMeanwhile;
            return Err(TransportError::new(kind, &url, now.unwrap_or_default()).into());
        }
        Ok(())
    }

    /// Cuts the rows into slices and stores those that were asked for.
    fn store(self, pull: &Pull<'_>, info: &Info, slices: &[Slice]) -> Result<Vec<Outcome>, Cause> {
        let (source, described) = (self.asker.source, self.described);
        let list = list_page(pull, source.row_set(), self.columns.rows_read());
        let asked: BTreeSet<&str> = slices.iter().map(Slice::file_name).collect();
        let areas = areas_of(described, source, &asked);
        let slices_of = |area: &str| slices_of(area, source, &asked);
        let mut frames = self.columns.into_frames(&described.area, &slices_of)?;
        let cut = Cut {
            asker: self.asker,
            described,
            info,
            list,
            fictief: self.fictief,
        };
        slices
            .iter()
            .map(|slice| {
                let name = slice.file_name();
                match (frames.remove(name), areas.get(name)) {
                    (Some(frame), Some(areas)) => cut.commit(slice, frame, areas),
                    (None, None) => Ok(Outcome::NotInTable),
                    // The table lists the gemeente and has no row of it, or the other way round.
                    (frame, _) => Err(not_in_step(source.id.clone(), name, frame.is_some()).into()),
                }
            })
            .collect()
    }
}

fn not_in_step(tabel: String, name: &str, has_rows: bool) -> ShapeError {
    if has_rows {
        let gebied = name.to_owned();
        ShapeError::ForeignArea { tabel, gebied }
    } else {
        let gevraagd = name.to_owned();
        ShapeError::NoRows { tabel, gevraagd }
    }
}

/// What the slices of one table share.
struct Cut<'a> {
    asker: &'a Asker<'a>,
    described: &'a Described,
    info: &'a Info,
    list: DraftPage,
    fictief: Vec<FictiefDeel>,
}

impl Cut<'_> {
    fn commit(
        &self,
        slice: &Slice,
        frame: DataFrame,
        areas: &BTreeSet<&str>,
    ) -> Result<Outcome, Cause> {
        let (context, source) = (self.asker.context, self.asker.source);
        let mut pages = self.described.pages.clone();
        pages.push(areas_page(self.described, &self.described.area, areas));
        pages.push(self.list.clone());
        let touches = |part: &&FictiefDeel| areas.iter().any(|area| part.touches(area));
        let draft = Draft {
            table: source.id.clone(),
            slice: slice.file_name().to_owned(),
            title: source.titel.clone(),
            host: source.bron,
            via: self.asker.via(),
            modified: self.info.state.modified.clone(),
            now: context.now,
            pages,
            frame,
            fictief: self.fictief.iter().filter(touches).cloned().collect(),
            uitwijk: None,
        };
        Ok(context.store.commit(draft)?)
    }
}

/// Returns the receipts of all pages as one page.
fn list_page(pull: &Pull<'_>, set: &str, rows: usize) -> DraftPage {
    let pages: Vec<&PageReceipt> = pull.pages().iter().map(|page| &page.pagina).collect();
    let url = pages.first().map_or("", |page| &page.url);
    let body = serde_json::to_vec(&pages).expect("text and numbers serialise");
    DraftPage::new(PageRole::Lijst, set, url, body, rows)
}

/// Returns the areas of each slice that is asked for, as the table's own list has them.
fn areas_of<'d>(
    described: &'d Described,
    source: &TableSource,
    asked: &BTreeSet<&'d str>,
) -> BTreeMap<&'d str, BTreeSet<&'d str>> {
    let mut areas: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let dimension = described.meta.dimension(&described.area);
    for item in dimension.iter().flat_map(|dimension| &dimension.items) {
        for slice in slices_of(item.code(), source, asked) {
            areas.entry(slice).or_default().insert(item.code());
        }
    }
    areas
}

/// Returns the slices among `asked` that hold an area: Nederland, a gemeente and a region of a level
/// that the table has stand in `land`, a gemeente and its wijken in the slice of that gemeente.
fn slices_of<'n>(area: &str, source: &TableSource, asked: &BTreeSet<&'n str>) -> Vec<&'n str> {
    let of_gemeente = match area.get(..2) {
        Some("GM") => Some(area.to_owned()),
        Some("WK") => area.get(2..6).map(|digits| format!("GM{digits}")),
        _ => None,
    };
    let in_land = ["NL", "GM"]
        .into_iter()
        .chain(region_prefixes(source))
        .any(|prefix| area.starts_with(prefix));
    let names = of_gemeente
        .as_deref()
        .into_iter()
        .chain(in_land.then_some("land"));
    names.filter_map(|name| asked.get(name).copied()).collect()
}

fn count(number: usize) -> u64 {
    u64::try_from(number).expect("sizes fit in 64 bits")
}
