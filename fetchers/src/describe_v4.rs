//! What a v4 table says about itself, asked once per run: Properties, Dimensions, measures, codes.

use std::sync::Arc;

use crate::ask::{Asker, Cause, PageEnd, merge_fictief};
use crate::describe::{Described, Info, once, page};
use crate::error::ShapeError;
use crate::fictief::FictiefDeel;
use crate::meta::{TableMeta, TopicHint};
use crate::odata4::address;
use crate::odata4::metadata::{self, DIMENSIONS, GROUPS, MEASURES, OBSERVATIONS, PROPERTIES};
use crate::store::{DraftPage, PageRole};
use crate::transport::Expect;

/// Returns the properties of the table, asked once per run.
pub(crate) fn info(asker: &Asker<'_>) -> Result<Arc<Info>, Cause> {
    let table = &asker.source.id;
    once(&asker.context.modified, table, || {
        let url = address::set(asker.base(), table, PROPERTIES);
        let answer = asker.ask(&url, Expect::Entity)?;
        let state = metadata::state(table, &answer.body)?;
        Ok(Info {
            page: page(PageRole::Tabelinfo, PROPERTIES, answer, 1),
            state,
        })
    })
}

/// Returns the description of a table, asked once per run.
pub(crate) fn describe(asker: &Asker<'_>, info: &Info) -> Result<Arc<Described>, Cause> {
    let table = &asker.source.id;
    once(&asker.context.described, table, || {
        let root = asker.ask(&address::root(asker.base(), table), Expect::Value)?;
        let names = metadata::parts(table, &root.body)?;
        let root = page(PageRole::Onderdelen, "dienst", root, names.len());
        let mut parts = Parts {
            asker,
            names,
            pages: vec![root, info.page.clone()],
            fictief: Vec::new(),
        };
        parts.ask_all()?;
        let meta = meta(asker, &parts.pages)?;
        let area = meta.area_dimension(asker.source.gebied.as_deref())?;
        Ok(Described {
            area: area.key.clone(),
            meta,
            pages: parts.pages,
            fictief: parts.fictief,
        })
    })
}

/// The parts of a description while they are asked.
struct Parts<'a> {
    asker: &'a Asker<'a>,
    /// Names of the parts that the table has.
    names: Vec<String>,
    pages: Vec<DraftPage>,
    fictief: Vec<FictiefDeel>,
}

impl Parts<'_> {
    fn ask_all(&mut self) -> Result<(), Cause> {
        self.must(OBSERVATIONS)?;
        self.ask(PageRole::Eigenschappen, DIMENSIONS, DIMENSIONS)?;
        self.ask(PageRole::Eigenschappen, MEASURES, MEASURES)?;
        // A table with few measures has no groups.
        if self.has(GROUPS) {
            self.ask(PageRole::Eigenschappen, GROUPS, GROUPS)?;
        }
        for key in self.dimensions()? {
            self.ask(PageRole::Dimensie, &key, &address::codes_of(&key))?;
        }
        Ok(())
    }

    fn has(&self, part: &str) -> bool {
        self.names.iter().any(|name| name == part)
    }

    /// Refuses a table that does not have a part.
    fn must(&self, part: &str) -> Result<(), ShapeError> {
        if self.has(part) {
            return Ok(());
        }
        Err(self.missing(format!("onderdeel {part}"), self.names.clone()))
    }

    fn missing(&self, wat: String, wel: Vec<String>) -> ShapeError {
        let tabel = self.asker.source.id.clone();
        ShapeError::Missing { tabel, wat, wel }
    }

    /// Asks all pages of a set and keeps them under a name.
    fn ask(&mut self, role: PageRole, name: &str, set: &str) -> Result<(), Cause> {
        self.must(set)?;
        let table = &self.asker.source.id;
        let url = address::set(self.asker.base(), table, set);
        let mut total = 0;
        self.asker.ask_pages(&url, Expect::Value, |answer| {
            let (rows, next) = metadata::count(table, set, &answer.body)?;
            total += rows;
            merge_fictief(&mut self.fictief, &answer.fictief);
            self.pages.push(page(role, name, answer, rows));
            Ok(PageEnd { rows, next })
        })?;
        // Groups may be absent; a table without dimensions, measures or codes is an empty answer.
        if total == 0 && set != GROUPS {
            return Err(self.missing(format!("rijen in {set}"), Vec::new()).into());
        }
        Ok(())
    }

    /// Returns the keys of the dimensions, which must have been asked.
    fn dimensions(&self) -> Result<Vec<String>, ShapeError> {
        let mut keys = Vec::new();
        let is_set = |page: &&DraftPage| page.receipt.naam == DIMENSIONS;
        for page in self.pages.iter().filter(is_set) {
            keys.extend(metadata::dimension_keys(&self.asker.source.id, &page.body)?);
        }
        Ok(keys)
    }
}

/// Returns the description, with only the measures that the list of sources wants.
fn meta(asker: &Asker<'_>, pages: &[DraftPage]) -> Result<TableMeta, ShapeError> {
    let mut from = metadata::Description::default();
    for page in pages {
        from.add(page.receipt.rol, &page.receipt.naam, &page.body);
    }
    let mut meta = metadata::read(&asker.source.id, &from)?;
    let mut keys = Vec::new();
    for identifier in &asker.source.onderwerpen {
        let topic = meta.resolve(&[identifier], TopicHint::default())?;
        keys.push(topic.key.clone());
    }
    if !keys.is_empty() {
        meta.topics.retain(|topic| keys.contains(&topic.key));
    }
    Ok(meta)
}
