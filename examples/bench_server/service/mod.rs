//! Which question gets which answer, in the wire format of the CBS platform.

mod areas;
mod columns;
pub mod http;
mod metadata;
mod noise;
mod rows;

use std::fmt;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::Value;

use areas::Area;
use rows::{Form, Rows};

/// The table that is imitated.
pub const TABLE: &str = "50150NED";

/// Rows of one page on the Feed, and the most that the Api gives.
pub const PAGE: usize = 10_000;

/// How the service differs from the whole table at full speed.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Ends the table after so many pages.
    pub pages: Option<usize>,
    /// Wait before each page of figures.
    pub pause: Duration,
}

/// What was given so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Bytes of bodies of good answers that were sent whole.
    pub bytes: usize,
    /// Those answers.
    pub answers: usize,
    /// Rows of the table in them.
    pub rows: usize,
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            bytes,
            answers,
            rows,
        } = self;
        write!(f, "teller bytes={bytes} antwoorden={answers} rijen={rows}")
    }
}

/// One answer; its body lies in the buffer that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub content_type: &'static str,
    /// Rows of the table in it.
    pub rows: usize,
}

const JSON: &str = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// The table and what was given of it.
pub struct Service {
    areas: Vec<Area>,
    rows: Rows,
    count: usize,
    pause: Duration,
    given: [AtomicUsize; 3],
}

/// A set to give: its name, the rows that there are, and the first of this page.
struct Part<'a> {
    set: &'a str,
    total: usize,
    skip: usize,
    /// Address of the set, for the next link.
    address: String,
}

impl Service {
    pub fn new(options: Options) -> Self {
        let areas = areas::all();
        let rows = Rows::new(&areas);
        let most = options
            .pages
            .map_or(usize::MAX, |pages| pages.saturating_mul(PAGE));
        Self {
            count: rows.len().min(most),
            areas,
            rows,
            pause: options.pause,
            given: Default::default(),
        }
    }

    /// Returns what was given so far.
    pub fn count(&self) -> Count {
        let [bytes, answers, rows] = [0, 1, 2].map(|i| self.given[i].load(Ordering::SeqCst));
        Count {
            bytes,
            answers,
            rows,
        }
    }

    /// Sends an answer and counts it, unless it was cut off.
    ///
    /// It counts first: once the last byte has left, whoever reads it may ask for the count.
    fn send(
        &self,
        answer: Answer,
        bytes: usize,
        send: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<()> {
        let parts = match (answer.status, answer.content_type) {
            (200, JSON) => [bytes, 1, answer.rows],
            _ => [0; 3],
        };
        for (total, more) in self.given.iter().zip(parts) {
            total.fetch_add(more, Ordering::SeqCst);
        }
        send().inspect_err(|_| {
            for (total, more) in self.given.iter().zip(parts) {
                total.fetch_sub(more, Ordering::SeqCst);
            }
        })
    }

    /// Answers one address (path with parameters) that was asked at `host`.
    pub fn answer(&self, host: &str, target: &str, body: &mut Vec<u8>) -> Answer {
        body.clear();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if path == "/teller" {
            return text(body, 200, &self.count().to_string());
        }
        let question = match Question::read(path, query) {
            Ok(question) => question,
            Err((status, reason)) => return text(body, status, reason),
        };
        let base = format!("http://{host}/{}/odata/{TABLE}", question.service);
        let found = match question.set.as_str() {
            "" => metadata::service_root(&base),
            "TableInfos" => metadata::table_info(self.count),
            "DataProperties" => metadata::properties(),
            "CategoryGroups" => Vec::new(),
            "TypedDataSet" => return self.figures(&question, &base, &self.rows.typed, body),
            "UntypedDataSet" => return self.figures(&question, &base, &self.rows.untyped, body),
            set => match metadata::dimension(set, &self.areas) {
                Some(items) => items,
                None => return text(body, 404, "dit onderdeel is er niet"),
            },
        };
        match question.part(found.len(), &base) {
            Ok(part) => {
                write_page(&part, body, |row, body| body.extend(line(&found[row])));
                Answer {
                    status: 200,
                    content_type: JSON,
                    rows: 0,
                }
            }
            Err(reason) => text(body, 500, reason),
        }
    }

    fn figures(&self, question: &Question, base: &str, form: &Form, body: &mut Vec<u8>) -> Answer {
        let part = match question.part(self.count, base) {
            Ok(part) => part,
            Err(reason) => return text(body, 500, reason),
        };
        std::thread::sleep(self.pause);
        let rows = write_page(&part, body, |row, body| self.rows.write(row, form, body));
        Answer {
            status: 200,
            content_type: JSON,
            rows,
        }
    }
}

/// What was asked.
struct Question {
    service: &'static str,
    set: String,
    skip: usize,
}

impl Question {
    /// Reads an address; a wrong one gives the status and the reason.
    fn read(path: &str, query: &str) -> Result<Self, (u16, &'static str)> {
        let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
        let [service, odata, table, set @ ..] = steps.as_slice() else {
            return Err((404, "dit adres is er niet"));
        };
        let service = ["ODataApi", "ODataFeed"]
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(service))
            .filter(|_| odata.eq_ignore_ascii_case("odata") && set.len() < 2)
            .ok_or((404, "dit adres is er niet"))?;
        if !table.eq_ignore_ascii_case(TABLE) {
            return Err((404, "deze tabel is er niet"));
        }
        let (mut skip, mut is_json) = (0, false);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match name.replace("%24", "$").as_str() {
                "$format" => is_json = value.eq_ignore_ascii_case("json"),
                "$skip" if service == "ODataFeed" => {
                    skip = value.parse().map_err(|_| (400, "$skip is geen getal"))?;
                }
                _ => return Err((501, "deze proefdienst geeft alleen hele tabellen")),
            }
        }
        if !is_json {
            return Err((406, "deze proefdienst geeft alleen $format=json"));
        }
        let set = set.first().copied().unwrap_or_default().to_owned();
        Ok(Self { service, set, skip })
    }

    /// Returns the rows to give, or what the Api says of a set that is too large for it.
    fn part(&self, total: usize, base: &str) -> Result<Part<'_>, &'static str> {
        if self.service == "ODataApi" && total > PAGE {
            return Err("query returns more than 10000 records");
        }
        Ok(Part {
            set: &self.set,
            total,
            skip: self.skip.min(total),
            address: format!("{base}/{}", self.set),
        })
    }
}

/// Writes the rows of a page in their wrapping; returns how many there are.
fn write_page(
    part: &Part<'_>,
    body: &mut Vec<u8>,
    mut write: impl FnMut(usize, &mut Vec<u8>),
) -> usize {
    let name = match part.set {
        "" => String::new(),
        set => format!("#Cbs.OData.WebAPI.{set}"),
    };
    let about = format!("https://dataderden.cbs.nl/ODataApi/OData/{TABLE}/$metadata{name}");
    body.extend(format!("{{\r\n  \"odata.metadata\":\"{about}\",\"value\":[\r\n    ").bytes());
    let end = part.total.min(part.skip + PAGE);
    for row in part.skip..end {
        if row > part.skip {
            body.push(b',');
        }
        write(row, body);
    }
    body.extend_from_slice(b"\r\n  ]");
    if end < part.total {
        let next = format!("{}?$format=json&$skip={end}", part.address);
        body.extend(format!(",\"odata.nextLink\":\"{next}\"").bytes());
    }
    body.extend_from_slice(b"\r\n}");
    end - part.skip
}

fn line(row: &Value) -> Vec<u8> {
    row.to_string().into_bytes()
}

fn text(body: &mut Vec<u8>, status: u16, reason: &str) -> Answer {
    body.extend_from_slice(reason.as_bytes());
    Answer {
        status,
        content_type: TEXT,
        rows: 0,
    }
}
