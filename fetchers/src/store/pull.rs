//! A pull: the pages of a whole table on their way into slices.
//!
//! Every page is stored before its line goes into the journal `onderweg/<tabel>.jsonl`, so a run
//! that was killed goes on after the last line. The journal goes when all slices are there.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::files::ZSTD_LEVEL;
use super::{DraftPage, PageReceipt, Store, StoreError};
use crate::fictief::FictiefDeel;

/// What a journal belongs to; a journal of anything else starts anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PullHeader {
    /// Id of the table.
    pub(crate) tabel: String,
    /// When the table last changed; without it a journal is of no use to a later run.
    pub(crate) modified: Option<String>,
    /// Address of the first page at the official service.
    pub(crate) url: String,
    /// The stand-in, if any.
    pub(crate) via: Option<String>,
}

/// A page that is in the store already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PulledPage {
    /// Its receipt.
    pub(crate) pagina: PageReceipt,
    /// The link to the next page, as the page gave it.
    pub(crate) volgende: Option<String>,
    /// Its made-up parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) fictief: Vec<FictiefDeel>,
}

/// A pull that is going on. Others that pull the same table wait until it is dropped.
pub(crate) struct Pull<'a> {
    store: &'a Store,
    path: PathBuf,
    header: PullHeader,
    pages: Vec<PulledPage>,
    packer: zstd::bulk::Compressor<'static>,
    _slot: File,
}

impl Store {
    /// Waits until no one else pulls a table; the wait ends with the returned file.
    pub(crate) fn pull_slot(&self, table: &str) -> Result<File, StoreError> {
        let folder = self.root.join("onderweg");
        let path = folder.join(format!("{table}.slot"));
        let io = |oorzaak| StoreError::Io {
            pad: path.clone(),
            oorzaak,
        };
        fs::create_dir_all(&folder).map_err(io)?;
        let slot = File::options()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(io)?;
        slot.lock().map_err(io)?;
        Ok(slot)
    }

    /// Starts a pull, or goes on with the one that a former run left.
    pub(crate) fn pull(&self, slot: File, header: PullHeader) -> Result<Pull<'_>, StoreError> {
        let path = self.journal_path(&header.tabel);
        let pages = match read_journal(&path)? {
            Some((of, pages)) if of == header && header.modified.is_some() => pages,
            _ => Vec::new(),
        };
        let packer = zstd::bulk::Compressor::new(ZSTD_LEVEL).map_err(|oorzaak| StoreError::Io {
            pad: path.clone(),
            oorzaak,
        })?;
        let mut pull = Pull {
            packer,
            store: self,
            path,
            header,
            pages: Vec::new(),
            _slot: slot,
        };
        pull.restart(pages)?;
        Ok(pull)
    }

    fn journal_path(&self, table: &str) -> PathBuf {
        self.root.join("onderweg").join(format!("{table}.jsonl"))
    }

    /// Returns the hashes of all pages that an unfinished pull holds.
    pub(super) fn pulled_pages(&self) -> Result<Vec<String>, StoreError> {
        let mut hashes = Vec::new();
        for name in super::read::list(&self.root.join("onderweg"))? {
            if name.ends_with(".jsonl")
                && let Some((_, pages)) = read_journal(&self.root.join("onderweg").join(name))?
            {
                hashes.extend(pages.into_iter().map(|page| page.pagina.sha256));
            }
        }
        Ok(hashes)
    }
}

impl Pull<'_> {
    /// Returns the pages that are there, in the order of asking.
    pub(crate) fn pages(&self) -> &[PulledPage] {
        &self.pages
    }

    /// Returns the bytes of a page, or none when they are gone or damaged.
    pub(crate) fn body(&self, page: &PulledPage) -> Option<Vec<u8>> {
        self.store.read_page(&page.pagina.sha256).ok()
    }

    /// Keeps the first `count` pages only.
    pub(crate) fn keep(&mut self, count: usize) -> Result<(), StoreError> {
        let mut pages = std::mem::take(&mut self.pages);
        pages.truncate(count);
        self.restart(pages)
    }

    /// Stores a page and notes it.
    pub(crate) fn add(
        &mut self,
        page: DraftPage,
        next: Option<String>,
        fictief: Vec<FictiefDeel>,
    ) -> Result<(), StoreError> {
        let sha256 = &page.receipt.sha256;
        let packed = self
            .packer
            .compress(&page.body)
            .map_err(|oorzaak| StoreError::Io {
                pad: self.store.page_path(sha256),
                oorzaak,
            })?;
        let pulled = PulledPage {
            volgende: next,
            fictief,
            pagina: page.receipt.clone(),
        };
        // Under the lock, so that nobody cleans the page away before the journal names it.
        let _lock = self.store.lock()?;
        self.store.put_packed(sha256, &packed)?;
        let io = |oorzaak| StoreError::Io {
            pad: self.path.clone(),
            oorzaak,
        };
        let mut file = File::options().append(true).open(&self.path).map_err(io)?;
        file.write_all(&line(&pulled)).map_err(io)?;
        self.pages.push(pulled);
        Ok(())
    }

    /// Removes the journal: the slices are in the store.
    pub(crate) fn finish(self) -> Result<(), StoreError> {
        match fs::remove_file(&self.path) {
            Err(oorzaak) if oorzaak.kind() != ErrorKind::NotFound => Err(StoreError::Io {
                pad: self.path,
                oorzaak,
            }),
            _ => Ok(()),
        }
    }

    /// Writes the journal anew with these pages.
    fn restart(&mut self, pages: Vec<PulledPage>) -> Result<(), StoreError> {
        let mut text = line(&self.header);
        for page in &pages {
            text.extend(line(page));
        }
        let _lock = self.store.lock()?;
        self.store.write_whole(&self.path, &text)?;
        self.pages = pages;
        Ok(())
    }
}

fn line(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).expect("text and numbers serialise");
    line.push(b'\n');
    line
}

/// Reads a journal up to its first line that is not whole, as a killed run may leave one.
fn read_journal(path: &Path) -> Result<Option<(PullHeader, Vec<PulledPage>)>, StoreError> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(oorzaak) => {
            return Err(StoreError::Io {
                pad: path.to_owned(),
                oorzaak,
            });
        }
    };
    let mut lines = text.split_inclusive(|byte| *byte == b'\n');
    let Some(header) = lines
        .next()
        .and_then(|line| serde_json::from_slice(line).ok())
    else {
        return Ok(None);
    };
    let pages = lines
        .take_while(|line| line.ends_with(b"\n"))
        .map_while(|line| serde_json::from_slice(line).ok())
        .collect();
    Ok(Some((header, pages)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::PageRole;

    fn header(modified: Option<&str>) -> PullHeader {
        PullHeader {
            tabel: "1NED".into(),
            modified: modified.map(str::to_owned),
            url: "https://h/1NED".into(),
            via: None,
        }
    }

    fn page(body: &str) -> DraftPage {
        let url = format!("https://h/{body}");
        DraftPage::new(
            PageRole::Gegevens,
            "TypedDataSet",
            &url,
            body.as_bytes().to_vec(),
            1,
        )
    }

    fn start(store: &Store, modified: Option<&str>) -> usize {
        let slot = store.pull_slot("1NED").expect("slot");
        let pull = store.pull(slot, header(modified)).expect("pull");
        pull.pages().len()
    }

    #[test]
    fn a_journal_that_breaks_off_anywhere_gives_the_whole_lines_before_it() {
        let folder = tempfile::tempdir().expect("folder");
        let store = Store::create(folder.path()).expect("store");
        let slot = store.pull_slot("1NED").expect("slot");
        let mut pull = store.pull(slot, header(Some("a"))).expect("pull");
        for body in ["een", "twee", "drie"] {
            pull.add(page(body), Some(body.to_owned()), Vec::new())
                .expect("add");
        }
        assert_eq!(pull.body(&pull.pages()[1]).as_deref(), Some(&b"twee"[..]));
        drop(pull);
        let path = store.journal_path("1NED");
        let whole = fs::read(&path).expect("journal");
        for cut in 0..=whole.len() {
            fs::write(&path, &whole[..cut]).expect("cut");
            let lines = whole[..cut].iter().filter(|byte| **byte == b'\n').count();
            assert_eq!(start(&store, Some("a")), lines.saturating_sub(1), "{cut}");
        }
        assert_eq!(store.pulled_pages().expect("pages").len(), 3);
    }

    #[test]
    fn a_journal_of_another_version_or_of_no_known_version_starts_anew() {
        let folder = tempfile::tempdir().expect("folder");
        let store = Store::create(folder.path()).expect("store");
        for (first, second, kept) in [
            (Some("a"), Some("a"), 1),
            (Some("a"), Some("b"), 0),
            (None, None, 0),
        ] {
            let slot = store.pull_slot("1NED").expect("slot");
            let mut pull = store.pull(slot, header(first)).expect("pull");
            pull.keep(0).expect("keep");
            pull.add(page("een"), None, Vec::new()).expect("add");
            drop(pull);
            assert_eq!(start(&store, second), kept, "{first:?} {second:?}");
        }
    }
}
