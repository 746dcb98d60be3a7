//! What a bench needs to know of a PDF: its bytes and its pages.

use super::numbers::float;
use crate::failure::Failure;
use std::path::Path;

/// Pages of the report that has a budget in bytes.
const PAGES: f64 = 30.0;

/// Bytes in a mebibyte.
const MIB: f64 = 1_048_576.0;

/// The size of one PDF, or of several together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pdf {
    pub bytes: f64,
    pub pages: f64,
}

impl Pdf {
    /// Looks at a file.
    pub fn of(path: &Path) -> Result<Self, Failure> {
        let bytes = std::fs::read(path).map_err(|cause| Failure::Files {
            action: "gelezen",
            path: path.to_owned(),
            cause,
        })?;
        let pages = pages(&bytes).ok_or_else(|| Failure::NotMeasured {
            reason: format!("in {} staat geen aantal pagina's", path.display()),
        })?;
        Ok(Self {
            bytes: float(u64::try_from(bytes.len()).unwrap_or(u64::MAX)),
            pages,
        })
    }

    /// Adds another.
    pub fn add(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.pages += other.pages;
    }

    /// Returns how large it would be with 30 pages of the same kind, in MiB.
    pub fn mib_per_30_pages(&self) -> f64 {
        self.bytes / self.pages * PAGES / MIB
    }
}

/// Reads the number of pages: the largest count of a node in the tree of pages, which is that of
/// its root. Typst writes that tree uncompressed.
fn pages(bytes: &[u8]) -> Option<f64> {
    const NODE: &[u8] = b"/Type/Pages/Count ";
    let counts = bytes
        .windows(NODE.len())
        .enumerate()
        .filter_map(|(at, window)| {
            let rest = (window == NODE).then(|| bytes.get(at + NODE.len()..))??;
            let end = rest.iter().position(|byte| !byte.is_ascii_digit())?;
            std::str::from_utf8(rest.get(..end)?)
                .ok()?
                .parse::<f64>()
                .ok()
        });
    counts.max_by(f64::total_cmp).filter(|count| *count > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_the_pages_has_the_largest_count() {
        let text =
            b"<</Type/Pages/Count 5/Kids[1 0 R]>> <</Type/Pages/Count 46/Kids[2 0 R]>> /Count 99";
        assert_eq!(pages(text), Some(46.0));
        assert_eq!(pages(b"<</Type/Page/Count 3/X>>"), None);
        assert_eq!(pages(b"<</Type/Pages/Count 0/X>>"), None);
        assert_eq!(pages(b"<</Type/Pages/Count 7"), None);
    }

    #[test]
    fn sizes_are_reckoned_to_thirty_pages() {
        let mut all = Pdf::default();
        for pages in [20.0, 40.0] {
            all.add(Pdf { bytes: MIB, pages });
        }
        assert!((all.mib_per_30_pages() - 1.0).abs() < 1e-9);
    }
}
