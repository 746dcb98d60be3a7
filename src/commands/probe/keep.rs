//! `proef --bewaar`: the answers of the sources as files in the layout of `fixtures/`, so that they
//! can become new fixtures.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use regiobeeld_fetchers::{
    Accept, FICTIEF_HEADER, FictiefDeel, Request, Response, Sources, Transport, TransportError,
};
use serde::Serialize;

use crate::error::CommandError;
use crate::exit::Exit;

/// The entity set with the rows: each answer is a file of its own.
const ROWS: &str = "TypedDataSet";

/// An answer that was of use.
pub(super) struct Answer {
    url: String,
    response: Response,
}

/// Asks another transport, and remembers every answer that was accepted.
pub(super) struct Recorder<T> {
    inner: T,
    answers: Mutex<Vec<Answer>>,
}

impl<T: Transport> Recorder<T> {
    pub(super) fn new(inner: T) -> Self {
        Self {
            inner,
            answers: Mutex::default(),
        }
    }

    /// Returns the answers so far, in the order of asking.
    pub(super) fn answers(&self) -> Vec<Answer> {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *answers)
    }

    fn remember(&self, request: &Request, response: &Response) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.push(Answer {
            url: request.url.clone(),
            response: response.clone(),
        });
    }
}

impl<T: Transport> Transport for Recorder<T> {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        let response = self.inner.get(request)?;
        self.remember(request, &response);
        Ok(response)
    }

    fn get_accepted(
        &self,
        request: &Request,
        accept: Accept<'_>,
    ) -> Result<Response, TransportError> {
        let response = self.inner.get_accepted(request, accept)?;
        self.remember(request, &response);
        Ok(response)
    }
}

/// One table or collection in `ontvangsten.toml`.
#[derive(Debug, Serialize)]
struct FixtureReceipt {
    pad: String,
    tabel: String,
    titel: String,
    bron: String,
    datum: String,
    licentie: String,
    hoe: String,
    fictief: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fictief_deel: Vec<FictiefDeel>,
}

#[derive(Serialize)]
struct Receipts {
    fixture: Vec<FixtureReceipt>,
}

/// Checks that a folder can be filled: it is absent or empty.
///
/// # Errors
/// Exit 2 when it holds anything, or is a file.
pub(super) fn check_folder(folder: &Path) -> Result<(), CommandError> {
    let is_free = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    };
    if is_free {
        return Ok(());
    }
    Err(CommandError::new(
        Exit::Usage,
        format!("{} is geen lege map", folder.display()),
    )
    .hint("geef met --bewaar een map die er nog niet is"))
}

/// Writes the answers, and `ontvangsten.toml` beside them; returns the number of files.
///
/// # Errors
/// When the disk refuses.
pub(super) fn write(
    folder: &Path,
    answers: Vec<Answer>,
    sources: &Sources,
    now: Timestamp,
) -> Result<usize, CommandError> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut marks: BTreeMap<String, BTreeSet<FictiefDeel>> = BTreeMap::new();
    for answer in answers {
        let place = Place::of(&answer.url);
        let mark = marks.entry(place.receipt.clone()).or_default();
        mark.extend(made_up(&answer.response));
        put(&mut files, place, answer.response.json());
    }
    for (path, bytes) in &files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, bytes)?;
    }
    let fixture = marks
        .into_iter()
        .filter(|(pad, _)| pad.starts_with("odata/") || pad.starts_with("ogc/"))
        .map(|(pad, parts)| receipt(pad, parts, sources, now))
        .collect();
    let text = toml::to_string(&Receipts { fixture })
        .map_err(|error| CommandError::from_source(Exit::Internal, error))?;
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("ontvangsten.toml"), text)?;
    Ok(files.len() + 1)
}

/// Returns what an answer says of made-up parts: a stand-in marks them.
fn made_up(response: &Response) -> Vec<FictiefDeel> {
    match response.header(FICTIEF_HEADER) {
        None => Vec::new(),
        // A mark that cannot be read is a mark on everything.
        Some(text) => serde_json::from_str(text).unwrap_or_else(|_| vec![FictiefDeel::default()]),
    }
}

fn receipt(
    pad: String,
    parts: BTreeSet<FictiefDeel>,
    sources: &Sources,
    now: Timestamp,
) -> FixtureReceipt {
    let id = pad.rsplit('/').next().unwrap_or_default();
    let of_collection = |table: &&regiobeeld_fetchers::TableSource| {
        let path = table.pad.as_deref().unwrap_or_default();
        pad.split('/')
            .skip(1)
            .all(|part| path.split('/').any(|own| own == part))
    };
    let table = match pad.starts_with("ogc/") {
        true => sources
            .iter()
            .filter(|table| table.pad.is_some())
            .find(of_collection),
        false => sources.table(id),
    };
    let all = parts.contains(&FictiefDeel::default());
    FixtureReceipt {
        tabel: table.map_or(id, |table| &table.id).to_owned(),
        titel: table.map_or("", |table| &table.titel).to_owned(),
        bron: table.map_or("", |table| table.bron.name()).to_owned(),
        licentie: table.map_or("", |table| &table.licentie).to_owned(),
        datum: now.strftime("%Y-%m-%d").to_string(),
        hoe:
            "Antwoorden van de dienst, bewaard door `regiobeeld proef --bewaar`; pagina's van een \
              lijst met codes zijn samengevoegd."
                .to_owned(),
        fictief: !parts.is_empty(),
        fictief_deel: if all {
            Vec::new()
        } else {
            parts.into_iter().collect()
        },
        pad,
    }
}

/// Where an answer goes.
struct Place {
    /// Folder of a numbered file, or a whole path that ends in `.json`.
    path: String,
    /// Path in `ontvangsten.toml`.
    receipt: String,
}

impl Place {
    fn of(url: &str) -> Self {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = rest.split(['?', '#']).next().unwrap_or_default();
        // Only plain names become names of files.
        let is_plain = |part: &&str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        };
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let plain: &[&str] = if parts.iter().all(is_plain) {
            &parts
        } else {
            &[]
        };
        let (path, receipt) = match plain {
            ["ODataApi" | "ODataFeed", _, id] => (format!("diensten/{id}.json"), String::new()),
            ["ODataApi" | "ODataFeed", _, id, ROWS] => {
                (format!("odata/{id}/{ROWS}"), format!("odata/{id}"))
            }
            ["ODataApi" | "ODataFeed", _, id, set] => {
                (format!("odata/{id}/{set}.json"), format!("odata/{id}"))
            }
            [_, product, "ogc", _, "collections", collection, "items"] => {
                let path = format!("ogc/{product}/{collection}");
                (path.clone(), path)
            }
            ["ODataCatalog", ..] => ("catalogus".to_owned(), String::new()),
            _ => ("overig".to_owned(), String::new()),
        };
        Self { path, receipt }
    }
}

fn put(files: &mut BTreeMap<String, Vec<u8>>, place: Place, body: &[u8]) {
    if !place.path.ends_with(".json") {
        let inside = format!("{}/", place.path);
        let number = files
            .keys()
            .filter(|path| path.starts_with(&inside))
            .count()
            + 1;
        files.insert(format!("{inside}{number:02}.json"), body.to_vec());
        return;
    }
    match files.get_mut(&place.path) {
        None => {
            files.insert(place.path, body.to_vec());
        }
        Some(former) if former == body => {}
        Some(former) => {
            if let Some(merged) = merge(former, body) {
                *former = merged;
            }
        }
    }
}

/// Returns two pages of one list as one page; none when they are no lists.
fn merge(former: &[u8], more: &[u8]) -> Option<Vec<u8>> {
    let mut page: serde_json::Value = serde_json::from_slice(former).ok()?;
    let mut more: serde_json::Value = serde_json::from_slice(more).ok()?;
    let rows = more.get_mut("value")?.as_array_mut()?;
    page.get_mut("value")?.as_array_mut()?.append(rows);
    page.as_object_mut()?.remove("odata.nextLink");
    Some(page.to_string().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(url: &str) -> String {
        Place::of(url).path
    }

    #[test]
    fn answers_go_where_fixtures_stand() {
        let base = "http://127.0.0.1:8080";
        for (url, expected) in [
            (
                "/ODataApi/odata/85984NED?$format=json",
                "diensten/85984NED.json",
            ),
            (
                "/ODataApi/odata/85984NED/TableInfos?$format=json",
                "odata/85984NED/TableInfos.json",
            ),
            (
                "/ODataFeed/odata/85984NED/TypedDataSet?$format=json&$filter=x%20eq%20'/../'",
                "odata/85984NED/TypedDataSet",
            ),
            (
                "/cbs/wijken-en-buurten-2024/ogc/v1/collections/wijken/items?f=json",
                "ogc/wijken-en-buurten-2024/wijken",
            ),
            ("/ODataCatalog/Tables?$format=json", "catalogus"),
            ("/ODataApi/odata/../../etc/passwd", "overig"),
            ("/", "overig"),
        ] {
            assert_eq!(path(&format!("{base}{url}")), expected, "{url}");
        }
    }

    #[test]
    fn pages_of_a_list_become_one_and_rows_stay_as_they_came() {
        let mut files = BTreeMap::new();
        let mut answer = |url: &str, body: &str| put(&mut files, Place::of(url), body.as_bytes());
        let codes = "https://h/ODataFeed/odata/1NED/RegioS?$format=json";
        answer(codes, r#"{"value":[{"Key":"a"}],"odata.nextLink":"x"}"#);
        answer(codes, r#"{"value":[{"Key":"b"}]}"#);
        let rows = "https://h/ODataApi/odata/1NED/TypedDataSet?$format=json&$filter=x";
        answer(rows, "een");
        answer(rows, "twee");
        let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
        assert_eq!(
            text("odata/1NED/RegioS.json"),
            r#"{"value":[{"Key":"a"},{"Key":"b"}]}"#
        );
        assert_eq!(text("odata/1NED/TypedDataSet/01.json"), "een");
        assert_eq!(text("odata/1NED/TypedDataSet/02.json"), "twee");
    }

    #[test]
    fn a_folder_with_files_is_never_filled() {
        let folder = tempfile::tempdir().unwrap();
        check_folder(folder.path()).unwrap();
        check_folder(&folder.path().join("nieuw")).unwrap();
        std::fs::write(folder.path().join("a"), "x").unwrap();
        assert_eq!(check_folder(folder.path()).unwrap_err().exit(), Exit::Usage);
        assert_eq!(
            check_folder(&folder.path().join("a")).unwrap_err().exit(),
            Exit::Usage
        );
    }
}
