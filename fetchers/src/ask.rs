//! Asking a source and following its pages, whatever the protocol.

use std::collections::BTreeSet;

use crate::error::{FetchError, ShapeError};
use crate::fetch::FetchContext;
use crate::fictief::{FictiefDeel, from_response};
use crate::sources::TableSource;
use crate::store::StoreError;
use crate::transport::{Expect, Request, Response, TransportError, check};

/// What some servers put before JSON.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// Most pages of one question.
const MAX_PAGES: usize = 10_000;

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
        let mut body = response.body;
        if body.starts_with(BYTE_ORDER_MARK) {
            body.drain(..BYTE_ORDER_MARK.len());
        }
        Answer {
            url: self.context.endpoints.official(self.source.bron, url),
            body,
            fictief,
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
        let mut url = url.to_owned();
        let mut seen = BTreeSet::from([url.clone()]);
        loop {
            let page = read(self.ask(&url, expect)?)?;
            let Some(link) = page.next else { return Ok(()) };
            let tabel = self.source.id.clone();
            let Some(next) = self.context.endpoints.follow(self.source.bron, &link) else {
                return Err(ShapeError::ForeignLink { tabel, link }.into());
            };
            if page.rows == 0 || seen.len() == MAX_PAGES || !seen.insert(next.clone()) {
                return Err(ShapeError::EndlessLinks { tabel, link }.into());
            }
            url = next;
        }
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
