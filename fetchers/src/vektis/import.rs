//! From a file of Vektis to a slice in the store.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{
    Column, DataFrame, Float64Chunked, IntoColumn, IntoSeries, NewChunkedArray, StringChunked,
};

use super::read::{File, KEYS, Row, read};
use super::{VEKTIS_MAX_BYTES, VektisError};
use crate::error::{FetchError, ShapeError};
use crate::fetch::{FetchContext, Outcome};
use crate::slice::Slice;
use crate::store::{Draft, DraftPage, PageRole};
use crate::transport::{
    Expect, Request, Response, Transport, TransportError, TransportErrorKind, check_start,
};

/// A gemeente that a name in the file means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VektisTarget {
    /// Code, such as `GM0193`.
    pub code: String,
    /// Name for the reader.
    pub name: String,
}

/// A name in the file that is not certainly one gemeente; its lines are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The name as the file spells it.
    pub name: String,
    /// Why.
    pub reason: String,
    /// Lines with this name.
    pub rows: usize,
}

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VektisImport {
    /// What it did to the store.
    pub outcome: Outcome,
    /// Gemeenten in it.
    pub gemeenten: usize,
    /// Lines without the name of a gemeente, such as totals; left out.
    pub nameless_rows: usize,
    /// Names that are not certainly one gemeente.
    pub doubtful: Vec<Doubt>,
}

/// Fetches a file over the network.
///
/// # Errors
/// When the address gives no file, or one of another kind.
pub fn download_vektis(transport: &dyn Transport, url: &str) -> Result<Vec<u8>, VektisError> {
    // Nothing is expected of the body but that it is no page for people.
    let request = Request::new(url, Expect::Value);
    let mut accept = |response: &Response| check_start(&request, response);
    match transport.get_accepted(&request, &mut accept) {
        Ok(response) => Ok(response.body),
        Err(TransportError {
            kind: TransportErrorKind::TooLarge,
            ..
        }) => Err(VektisError::TooLarge),
        Err(error) => Err(VektisError::Download(error)),
    }
}

/// Stores a file as the slice `land` of a table of the list of sources.
///
/// `origin` is the name of the file or its address, for the receipt; `gemeente` says which gemeente
/// a name means, or why that is not certain.
///
/// # Errors
/// When the file is not what Vektis publishes per gemeente, or the store fails.
pub fn import_vektis(
    context: &FetchContext<'_>,
    table: &str,
    origin: &str,
    bytes: Vec<u8>,
    gemeente: &dyn Fn(&str) -> Result<VektisTarget, String>,
) -> Result<VektisImport, VektisError> {
    if u64::try_from(bytes.len()).is_ok_and(|bytes| bytes > VEKTIS_MAX_BYTES) {
        return Err(VektisError::TooLarge);
    }
    let unknown = || FetchError::UnknownTable {
        tabel: table.to_owned(),
        lijkt_op: Vec::new(),
    };
    let source = context.sources.table(table).ok_or_else(unknown)?;
    let file = read(&bytes)?;
    let matched = matched(&file, gemeente);
    if matched.targets.is_empty() {
        return Err(VektisError::NoGemeenten);
    }
    let frame = frame(&file, &matched.targets).map_err(|oorzaak| FetchError::Shape {
        tabel: source.id.clone(),
        slice: Slice::Land.to_string(),
        oorzaak: Box::new(oorzaak),
        uitwijk: None,
    })?;
    let page = DraftPage::new(
        PageRole::Gegevens,
        &source.id,
        origin,
        bytes,
        file.rows.len(),
    );
    let draft = Draft {
        table: source.id.clone(),
        slice: Slice::Land.file_name().to_owned(),
        title: source.titel.clone(),
        host: source.bron,
        via: None,
        modified: None,
        now: context.now,
        pages: vec![page],
        frame,
        fictief: Vec::new(),
        uitwijk: None,
    };
    let codes: BTreeSet<&str> = matched
        .targets
        .values()
        .map(|target| target.code.as_str())
        .collect();
    Ok(VektisImport {
        gemeenten: codes.len(),
        outcome: context.store.commit(draft).map_err(FetchError::Store)?,
        nameless_rows: matched.nameless_rows,
        doubtful: matched.doubtful,
    })
}

/// The names of a file, settled.
struct Matched<'f> {
    targets: BTreeMap<&'f str, VektisTarget>,
    doubtful: Vec<Doubt>,
    nameless_rows: usize,
}

fn matched<'f>(
    file: &'f File,
    gemeente: &dyn Fn(&str) -> Result<VektisTarget, String>,
) -> Matched<'f> {
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &file.rows {
        *rows.entry(&row.name).or_default() += 1;
    }
    let nameless_rows = rows.remove("").unwrap_or_default();
    let (mut targets, mut doubtful) = (BTreeMap::new(), Vec::new());
    for (name, rows) in rows {
        match gemeente(name) {
            Ok(target) => {
                targets.insert(name, target);
            }
            Err(reason) => doubtful.push(Doubt {
                name: name.to_owned(),
                reason,
                rows,
            }),
        }
    }
    Matched {
        targets,
        doubtful,
        nameless_rows,
    }
}

/// Returns the rows of gemeenten as a frame, sorted by code, sex and age.
fn frame(file: &File, targets: &BTreeMap<&str, VektisTarget>) -> Result<DataFrame, ShapeError> {
    let mut rows: Vec<(&VektisTarget, &Row)> = file
        .rows
        .iter()
        .filter_map(|row| Some((targets.get(row.name.as_str())?, row)))
        .collect();
    rows.sort_by_key(|(target, row)| key(target, row));
    let twice = rows
        .windows(2)
        .find(|pair| key(pair[0].0, pair[0].1) == key(pair[1].0, pair[1].1));
    if let Some([(target, first), (_, second)]) = twice {
        return Err(ShapeError::DuplicateRows {
            tabel: "van Vektis".into(),
            waar: format!(
                "{}, {}, {} op regel {} en {}",
                target.name, first.sex, first.class, first.line, second.line
            ),
        });
    }
    let text = |name: &str, of: &dyn Fn(&(&VektisTarget, &Row)) -> String| -> Column {
        let values = rows.iter().map(|row| Some(of(row)));
        StringChunked::from_iter_options(name.into(), values)
            .into_series()
            .into_column()
    };
    let mut columns = vec![
        text("code", &|(target, _)| target.code.clone()),
        text("naam", &|(target, _)| target.name.clone()),
        text(KEYS[0], &|(_, row)| row.sex.clone()),
        text(KEYS[1], &|(_, row)| row.class.clone()),
    ];
    for (place, name) in file.columns.iter().enumerate() {
        let values = rows.iter().map(|(_, row)| row.figures[place]);
        let numbers = Float64Chunked::from_iter_options(name.as_str().into(), values);
        columns.push(numbers.into_series().into_column());
    }
    DataFrame::new(rows.len(), columns).map_err(|error| ShapeError::Unreadable {
        tabel: "van Vektis".into(),
        onderdeel: "de regels".into(),
        reden: error.to_string(),
    })
}

type Key<'r> = (&'r str, &'r str, u32, &'r str);

/// Returns what a row is about, in the order of the frame.
fn key<'r>(target: &'r VektisTarget, row: &'r Row) -> Key<'r> {
    let age = row.class.split(|c: char| !c.is_ascii_digit()).next();
    let age = age
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(u32::MAX);
    (&target.code, &row.sex, age, &row.class)
}
