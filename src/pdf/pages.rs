//! Counts the pages of a PDF that typst wrote.

use memchr::memmem;

/// How the root of the tree of pages begins: typst writes it uncompressed, with the number of
/// pages first.
const ROOT: &[u8] = b"/Type/Pages/Count ";

/// Returns the number of pages, or none when the bytes are no PDF of typst.
pub fn pages(pdf: &[u8]) -> Option<u32> {
    // A branch of the tree counts its own pages; the root has all.
    let counts = memmem::find_iter(pdf, ROOT).filter_map(|at| {
        let digits = pdf.get(at + ROOT.len()..)?.iter();
        let digits: Vec<u8> = digits.copied().take_while(u8::is_ascii_digit).collect();
        String::from_utf8(digits).ok()?.parse().ok()
    });
    counts.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_the_tree_has_all_pages() {
        let pdf = b"%PDF-1.7\n1 0 obj\n<</Type/Pages/Count 46/Kids[2 0 R]>>\n2 0 obj\n<</Type/Pages/Count 19";
        assert_eq!(pages(pdf), Some(46));
        for none in [
            &b""[..],
            b"%PDF-1.7",
            b"/Type/Pages/Count ",
            b"/Type/Pages/Count 99999999999",
        ] {
            assert_eq!(pages(none), None);
        }
    }
}
