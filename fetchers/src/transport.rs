//! The door to the network: one trait, so that tests and the demo can stand in.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::ask::BYTE_ORDER_MARK;

/// How much of an error answer is kept for the message, in bytes.
const EXCERPT_BYTES: usize = 500;

/// What the body of a good answer must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// An OData page: a JSON object with the array `value`.
    Value,
    /// A GeoJSON feature collection: a JSON object with the array `features`.
    Features,
    /// One OData entity, such as the properties of a table: a JSON object with `Identifier`.
    Entity,
}

/// A question to a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Absolute address, percent-encoded.
    pub url: String,
    /// What a good answer must hold; a body without it counts as damaged.
    pub expect: Expect,
    /// Longest duration of this request when that is less than the transport allows.
    pub within: Option<Duration>,
}

impl Request {
    /// Returns a request without a limit of its own.
    #[must_use]
    pub fn new(url: impl Into<String>, expect: Expect) -> Self {
        Self {
            url: url.into(),
            expect,
            within: None,
        }
    }
}

/// The answer to a [`Request`], whatever its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// Body, decompressed.
    pub body: Vec<u8>,
}

impl Response {
    /// Returns a header; `name` in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// Returns the body without a byte order mark.
    #[must_use]
    pub fn json(&self) -> &[u8] {
        self.body
            .strip_prefix(BYTE_ORDER_MARK)
            .unwrap_or(&self.body)
    }
}

/// Something that answers requests: the network, a fixture service, a test.
pub trait Transport: Send + Sync {
    /// Returns the answer, whatever its status.
    ///
    /// # Errors
    /// When there is no complete answer at all: no connection, time-out, cut off, too large.
    fn get(&self, request: &Request) -> Result<Response, TransportError>;

    /// Returns an answer that `accept` takes; a transport that tries again does so until then.
    ///
    /// With it an answer is read once: `accept` may keep what it read.
    ///
    /// # Errors
    /// As [`Transport::get`], or the last error of `accept`.
    fn get_accepted(
        &self,
        request: &Request,
        accept: Accept<'_>,
    ) -> Result<Response, TransportError> {
        let response = self.get(request)?;
        accept(&response)?;
        Ok(response)
    }
}

/// Looks at an answer; an error says why it is of no use.
pub type Accept<'a> = &'a mut dyn FnMut(&Response) -> Result<(), TransportError>;

impl<T: Transport + ?Sized> Transport for &T {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        (**self).get(request)
    }

    fn get_accepted(
        &self,
        request: &Request,
        accept: Accept<'_>,
    ) -> Result<Response, TransportError> {
        (**self).get_accepted(request, accept)
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        (**self).get(request)
    }

    fn get_accepted(
        &self,
        request: &Request,
        accept: Accept<'_>,
    ) -> Result<Response, TransportError> {
        (**self).get_accepted(request, accept)
    }
}

/// Why there is no usable answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TransportErrorKind {
    /// No connection.
    Connect,
    /// No complete answer in time.
    Timeout,
    /// The connection broke off.
    Interrupted,
    /// More bytes than allowed.
    TooLarge,
    /// An HTTP status other than 200.
    Status(u16),
    /// The OData service refuses to give more than 10 000 records at once.
    TooManyRecords,
    /// The service asks to come back after so many seconds, longer than we wait.
    TryLater(u64),
    /// HTML or XML in place of JSON.
    NotJson,
    /// A body of zero bytes.
    Empty,
    /// JSON that breaks off.
    Cut,
    /// JSON without `value`, `features` or `Identifier`.
    WrongJson,
    /// The time that a run has for this source, in seconds, is over.
    Deadline(u64),
    /// The pages end before all rows that the table says it has.
    Incomplete,
    /// The table changed while its pages were read.
    ChangedMeanwhile,
}

/// A request that got no usable answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {url}{}", self.summary(), self.after_tries(), self.quoted_detail())]
pub struct TransportError {
    /// What went wrong.
    pub kind: TransportErrorKind,
    /// The address that was asked.
    pub url: String,
    /// First bytes of the answer, or the words of the network library.
    pub detail: String,
    /// How often it was tried.
    pub tries: u32,
}

impl TransportError {
    /// Returns an error after one try.
    #[must_use]
    pub fn new(kind: TransportErrorKind, url: &str, detail: impl Into<String>) -> Self {
        Self {
            kind,
            url: url.to_owned(),
            detail: detail.into(),
            tries: 1,
        }
    }

    /// Returns whether a later try of the same request may succeed.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        use TransportErrorKind as Kind;
        match self.kind {
            Kind::TooLarge
            | Kind::TooManyRecords
            | Kind::TryLater(_)
            | Kind::Deadline(_)
            | Kind::Incomplete
            | Kind::ChangedMeanwhile => false,
            Kind::Status(status) => matches!(status, 408 | 425 | 429 | 500..=599),
            _ => true,
        }
    }

    /// Returns what the reader can do now.
    #[must_use]
    pub fn hint(&self) -> String {
        use TransportErrorKind as Kind;
        match self.kind {
            Kind::Connect => "controleer de internetverbinding, de proxy en zo nodig REGIOBEELD_CA",
            Kind::Status(404) => "de tabel is verplaatst of vervallen; zie `regiobeeld diagnose`",
            Kind::Status(400..=499) => {
                "de bron weigert de vraag; meld dit bij de makers van regiobeeld"
            }
            Kind::TooLarge => "het antwoord is onverwacht groot en is niet opgeslagen",
            Kind::Deadline(_) => {
                "probeer het later opnieuw, of geef meer tijd met --tijd MINUTEN; wat al binnen is, blijft bewaard"
            }
            Kind::ChangedMeanwhile => "de bron werkt de tabel nu bij; probeer het later opnieuw",
            _ => "storingen van uren komen voor; probeer het later opnieuw",
        }
        .to_owned()
    }

    /// Returns what went wrong in a few words.
    #[must_use]
    pub fn summary(&self) -> String {
        use TransportErrorKind as Kind;
        match self.kind {
            Kind::Connect => "geen verbinding".into(),
            Kind::Timeout => "geen volledig antwoord binnen de tijd".into(),
            Kind::Interrupted => "verbinding afgebroken".into(),
            Kind::TooLarge => "antwoord te groot".into(),
            Kind::Status(status) => format!("status {status}"),
            Kind::TooManyRecords => "de vraag levert meer dan 10.000 rijen".into(),
            Kind::TryLater(seconds) => format!("de bron vraagt om {seconds} seconden te wachten"),
            Kind::NotJson => "geen JSON maar een webpagina".into(),
            Kind::Empty => "leeg antwoord".into(),
            Kind::Cut => "afgekapt of beschadigd antwoord".into(),
            Kind::WrongJson => "antwoord zonder gegevens".into(),
            Kind::Deadline(seconds) => {
                format!(
                    "de tijd voor deze bron is om ({} minuten)",
                    seconds.div_ceil(60)
                )
            }
            Kind::Incomplete => "de tabel kwam niet volledig binnen".into(),
            Kind::ChangedMeanwhile => "de tabel veranderde tijdens het ophalen".into(),
        }
    }

    fn after_tries(&self) -> String {
        if self.tries > 1 {
            format!(" na {} pogingen", self.tries)
        } else {
            String::new()
        }
    }

    fn quoted_detail(&self) -> String {
        if self.detail.is_empty() {
            String::new()
        } else {
            format!(" («{}»)", self.detail)
        }
    }
}

/// The outermost names of an answer; rows are skipped without being kept.
#[derive(Deserialize)]
struct Envelope {
    value: Option<Vec<IgnoredAny>>,
    features: Option<Vec<IgnoredAny>>,
    #[serde(rename = "Identifier")]
    identifier: Option<String>,
}

impl Envelope {
    fn is(&self, expect: Expect) -> bool {
        match expect {
            Expect::Value => self.value.is_some(),
            Expect::Features => self.features.is_some(),
            Expect::Entity => self.identifier.is_some(),
        }
    }
}

/// Accepts a good answer: status 200 and a whole body of the expected kind.
///
/// # Errors
/// A [`TransportError`] that says what is wrong with the answer.
pub fn check(request: &Request, response: &Response) -> Result<(), TransportError> {
    check_start(request, response)?;
    let kind = match serde_json::from_slice::<Envelope>(response.json()) {
        Ok(found) if found.is(request.expect) => return Ok(()),
        Err(error) if !error.is_data() => TransportErrorKind::Cut,
        _ => TransportErrorKind::WrongJson,
    };
    Err(damaged(kind, request, response))
}

/// Accepts an answer with status 200 and a body that begins as JSON; the rest is not read.
///
/// # Errors
/// A [`TransportError`] that says what is wrong with the answer.
pub(crate) fn check_start(request: &Request, response: &Response) -> Result<(), TransportError> {
    use TransportErrorKind as Kind;
    let fail = |kind| Err(damaged(kind, request, response));
    if response.status != 200 {
        let too_many = response.status == 500 && excerpt(&response.body).contains("10000 records");
        return fail(if too_many {
            Kind::TooManyRecords
        } else {
            Kind::Status(response.status)
        });
    }
    let first = response
        .json()
        .iter()
        .find(|byte| !byte.is_ascii_whitespace());
    match first {
        None => fail(Kind::Empty),
        Some(b'<') => fail(Kind::NotJson),
        Some(_) => Ok(()),
    }
}

/// Returns the error of an answer that is of no use, with its first bytes.
pub(crate) fn damaged(
    kind: TransportErrorKind,
    request: &Request,
    response: &Response,
) -> TransportError {
    TransportError::new(kind, &request.url, excerpt(&response.body))
}

/// Returns the first 500 bytes as one line of text.
fn excerpt(body: &[u8]) -> String {
    let head = String::from_utf8_lossy(&body[..body.len().min(EXCERPT_BYTES)]);
    let printable: String = head
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    printable.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[path = "transport_tests.rs"]
mod tests;
