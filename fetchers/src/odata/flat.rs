//! Leaves rows of areas that nobody shows out of a page before it is parsed.
//!
//! Three quarters of a national table are buurten. A row that is certainly one flat object of such
//! an area is cut away as text, which is four times as fast as parsing it; every other row is left
//! to the parser, which leaves it out as well. So nothing depends on a row being recognised here.

use memchr::{memchr, memchr_iter, memmem, memrchr};

/// Returns the text without the rows whose area starts with `prefix`, and how many those were.
///
/// `geo` is the key of the area, as it stands in the rows.
pub(super) fn without_rows(text: &str, geo: &str, prefix: &str) -> (String, usize) {
    let bytes = text.as_bytes();
    let needle = format!("\"{geo}\":\"{prefix}");
    let mut kept = String::with_capacity(text.len() / 2);
    let (mut from, mut cut) = (0, 0);
    for hit in memmem::find_iter(bytes, needle.as_bytes()) {
        if hit < from {
            continue;
        }
        if let Some((start, end)) = row_around(bytes, from, hit) {
            kept.push_str(&text[from..start]);
            from = end;
            cut += 1;
        }
    }
    kept.push_str(&text[from..]);
    (kept, cut)
}

/// Returns where the row around a place starts and where the next one does, when it is certain.
///
/// A row is certain when it has one brace at either end and none inside, no escaped character, and
/// an even number of quotes, and a comma follows: then its braces are no part of a text.
fn row_around(bytes: &[u8], from: usize, hit: usize) -> Option<(usize, usize)> {
    let start = from + memrchr(b'{', &bytes[from..hit])?;
    let end = hit + memchr(b'}', &bytes[hit..])?;
    let row = &bytes[start + 1..end];
    let quotes = memchr_iter(b'"', row).count();
    let is_flat = quotes.is_multiple_of(2)
        && memchr(b'\\', row).is_none()
        && memchr(b'{', row).is_none()
        && memchr(b'}', row).is_none();
    let comma = bytes[end + 1..]
        .iter()
        .position(|byte| !byte.is_ascii_whitespace())
        .filter(|place| bytes[end + 1 + place] == b',')?;
    let before = bytes[..start]
        .iter()
        .rposition(|byte| !byte.is_ascii_whitespace())?;
    let begins = matches!(bytes[before], b',' | b'[');
    (is_flat && begins).then_some((start, end + 1 + comma + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> (String, usize) {
        without_rows(text, "W", "BU")
    }

    #[test]
    fn certain_rows_go_and_the_rest_is_left_as_it_was() {
        let page = r#"{"value":[{"ID":1,"W":"BU01","a":1}, {"W":"GM01","a":2},
            {"W":"BU02","a":null},{"ID":3,"a":"}","W":"BU03"},{"W":"WK01","a":3},{"W":"BU04"}]}"#;
        let (kept, count) = cut(page);
        assert_eq!(count, 2, "{kept}");
        let value: serde_json::Value = serde_json::from_str(&kept).expect("still JSON");
        let areas: Vec<_> = value["value"]
            .as_array()
            .expect("rows")
            .iter()
            .map(|row| row["W"].as_str().expect("area"))
            .collect();
        // A row with a brace in a text and one without a comma behind it are left to the parser.
        assert_eq!(areas, ["GM01", "BU03", "WK01", "BU04"]);
    }

    #[test]
    fn what_only_looks_like_a_row_is_left() {
        for page in [
            r#"{"value":[{"a":"{\"W\":\"BU01\"}","W":"GM01"},{"W":"GM02"}]}"#,
            r#"{"value":[{"a":{"W":"BU01"},"W":"GM01"},{"W":"GM02"}]}"#,
            r#"{"value":[{"W":"BU01","a":{"b":1}},{"W":"GM02"}]}"#,
            r#"{"value":[{"W":"BU01","a":"x}y"},{"W":"GM02"}]}"#,
            r#"{"value":[{"W":"BU01","a":1"#,
            r#""W":"BU01"#,
            "",
        ] {
            assert_eq!(cut(page), (page.to_owned(), 0));
        }
    }
}
