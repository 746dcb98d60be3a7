//! Asking a source and following its pages, whatever the protocol.

use std::collections::BTreeSet;

use crate::error::{FetchError, ShapeError};
use crate::fetch::FetchContext;
use crate::fictief::{FictiefDeel, from_response};
use crate::odata::columns::Columns;
use crate::odata::rows::{self, Unread};
use crate::sources::TableSource;
use crate::store::StoreError;
use crate::transport::{
    Expect, Request, Response, TransportError, TransportErrorKind, check, check_start, damaged,
};

/// What some servers put before JSON.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// Most pages of one question; the longest table that is known has 83.
const MAX_PAGES: usize = 1_000;

/// Why a slice was not fetched, before it is told to the reader.
pub(crate) enum Cause {
    Transport(TransportError),
    Shape(ShapeError),
    Store(StoreError),
    Other(Box<FetchError>),
}

impl From<TransportError> for Cause {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl From<ShapeError> for Cause {
    fn from(error: ShapeError) -> Self {
        Self::Shape(error)
    }
}

impl From<StoreError> for Cause {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A good answer.
pub(crate) struct Answer {
    /// The address at the official service.
    pub(crate) url: String,
    /// The body without a byte order mark.
    pub(crate) body: Vec<u8>,
    /// Parts that are made up.
    pub(crate) fictief: Vec<FictiefDeel>,
    /// The reference system of coordinates, as the header Content-Crs names it.
    pub(crate) crs: Option<String>,
}

/// A page of rows that was read into columns.
pub(crate) struct RowsPage {
    pub(crate) answer: Answer,
    /// Rows on it, kept or not.
    pub(crate) rows: usize,
    /// Link to the next page.
    pub(crate) next: Option<String>,
}

/// What a page holds, as far as paging is concerned.
pub(crate) struct PageEnd {
    /// Rows or features in it.
    pub(crate) rows: usize,
    /// Link to the next page.
    pub(crate) next: Option<String>,
}

/// Asks for one table.
pub(crate) struct Asker<'a> {
    pub(crate) context: &'a FetchContext<'a>,
    pub(crate) source: &'a TableSource,
}

impl Asker<'_> {
    /// Returns the start of every address of this table's host.
    pub(crate) fn base(&self) -> &str {
        self.context.endpoints.base(self.source.bron)
    }

    /// Returns the stand-in that answers, when it is not the official service.
    pub(crate) fn via(&self) -> Option<String> {
        self.context
            .endpoints
            .stand_in(self.source.bron)
            .map(str::to_owned)
    }

    /// Asks one address.
    pub(crate) fn ask(&self, url: &str, expect: Expect) -> Result<Answer, Cause> {
        tracing::debug!(tabel = self.source.id, url, "vragen");
        let request = Request::new(url, expect);
        let transport = self.context.transport;
        let response =
            transport.get_accepted(&request, &mut |response| check(&request, response))?;
        Ok(self.answer(url, response))
    }

    fn answer(&self, url: &str, response: Response) -> Answer {
        let fictief = from_response(&response);
        let crs = response.header("content-crs").map(str::to_owned);
        let mut body = response.body;
        if body.starts_with(BYTE_ORDER_MARK) {
            body.drain(..BYTE_ORDER_MARK.len());
        }
        Answer {
            url: self.context.endpoints.official(self.source.bron, url),
            body,
            fictief,
            crs,
        }
    }

    /// Asks one page of rows and reads it into `columns`; a page that breaks off is asked again.
    ///
    /// `set` is the entity set, for the message.
    pub(crate) fn ask_rows(
        &self,
        url: &str,
        set: &str,
        columns: &mut Columns,
    ) -> Result<RowsPage, Cause> {
        tracing::debug!(tabel = self.source.id, url, "vragen");
        let request = Request::new(url, Expect::Value);
        let before = columns.rows_read();
        let mut read = Err(String::new());
        let transport = self.context.transport;
        let response = transport.get_accepted(&request, &mut |response| {
            check_start(&request, response)?;
            match rows::read_page(response.json(), columns) {
                Ok(next) => read = Ok(next),
                Err(Unread::Cut) => {
                    return Err(damaged(TransportErrorKind::Cut, &request, response));
                }
                // JSON of an error may be gone at the next try; a cell that does not fit stays.
                Err(Unread::Unfit(why)) => {
                    check(&request, response)?;
                    read = Err(why);
                }
            }
            Ok(())
        })?;
        match read {
            Ok(next) => Ok(RowsPage {
                answer: self.answer(url, response),
                rows: columns.rows_read() - before,
                next,
            }),
            Err(reden) => Err(ShapeError::Unreadable {
                tabel: self.source.id.clone(),
                onderdeel: set.to_owned(),
                reden,
            }
            .into()),
        }
    }

    /// Asks an address and every next page; `read` takes each page in turn.
    ///
    /// Links to other hosts are refused; links that repeat, that follow an empty page or that
    /// never end are an error.
    pub(crate) fn ask_pages(
        &self,
        url: &str,
        expect: Expect,
        mut read: impl FnMut(Answer) -> Result<PageEnd, Cause>,
    ) -> Result<(), Cause> {
        self.follow(url, |url| read(self.ask(url, expect)?))
    }

    /// Calls `ask` with an address and with that of every next page.
    pub(crate) fn follow(
        &self,
        url: &str,
        mut ask: impl FnMut(&str) -> Result<PageEnd, Cause>,
    ) -> Result<(), Cause> {
        let mut links = Links::new(url);
        let mut url = url.to_owned();
        while let Some(next) = links.next(self, ask(&url)?)? {
            url = next;
        }
        Ok(())
    }
}

/// Where the links of one question led so far.
pub(crate) struct Links {
    seen: BTreeSet<String>,
}

impl Links {
    /// Starts at the first page.
    pub(crate) fn new(url: &str) -> Self {
        Self {
            seen: BTreeSet::from([url.to_owned()]),
        }
    }

    /// Returns the address of the page after `page`, or none when that was the last.
    pub(crate) fn next(
        &mut self,
        asker: &Asker<'_>,
        page: PageEnd,
    ) -> Result<Option<String>, ShapeError> {
        let Some(link) = page.next else {
            return Ok(None);
        };
        let tabel = asker.source.id.clone();
        let endpoints = asker.context.endpoints;
        let Some(next) = endpoints.follow(asker.source.bron, &link) else {
            return Err(ShapeError::ForeignLink { tabel, link });
        };
        if page.rows == 0 || self.seen.len() == MAX_PAGES || !self.seen.insert(next.clone()) {
            return Err(ShapeError::EndlessLinks { tabel, link });
        }
        Ok(Some(next))
    }
}

/// Adds made-up parts that are not in the list yet, and keeps it sorted.
pub(crate) fn merge_fictief(parts: &mut Vec<FictiefDeel>, more: &[FictiefDeel]) {
    for part in more {
        if let Err(place) = parts.binary_search(part) {
            parts.insert(place, part.clone());
        }
    }
}
