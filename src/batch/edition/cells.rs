//! Reads `cijfers.csv` back: the files of a whole batch are some millions of lines, all as
//! `report/csv.rs` writes them. A line is a row: no cell holds a line end.

use std::borrow::Cow;

/// Returns the cells of a line; none when it is not written as we write.
pub fn cells<'t>(line: &'t str, cells: &mut Vec<Cow<'t, str>>) -> Option<()> {
    cells.clear();
    let mut rest = line;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            Some(quoted) => in_quotes(quoted)?,
            None => {
                let end = memchr::memchr(b',', rest.as_bytes()).unwrap_or(rest.len());
                let (cell, after) = rest.split_at(end);
                (Cow::Borrowed(cell), after)
            }
        };
        cells.push(cell);
        if after.is_empty() {
            return Some(());
        }
        rest = after.strip_prefix(',')?;
    }
}

/// The text up to the quote that ends it, in which each quote stands twice, and what follows.
fn in_quotes(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let quotes = memchr::memchr_iter(b'"', text.as_bytes());
    let (mut is_twice, mut passed) = (false, None);
    for quote in quotes {
        if passed == Some(quote) {
            continue;
        }
        let (cell, after) = (text.get(..quote)?, text.get(quote + 1..)?);
        if !after.starts_with('"') {
            let cell = match is_twice {
                true => Cow::Owned(cell.replace("\"\"", "\"")),
                false => Cow::Borrowed(cell),
            };
            return Some((cell, after));
        }
        (is_twice, passed) = (true, Some(quote + 1));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_those_of_the_crate_for_csv() {
        let texts = [
            "",
            "a",
            "é",
            "a,b",
            "\"",
            "\"\"",
            "a\"b",
            "\"a\"",
            ",",
            "\",\"",
            "a\"\",\"b",
            " ",
        ];
        for first in 0..texts.len() {
            for count in 1..=texts.len() {
                let row: Vec<&str> = texts
                    .iter()
                    .cycle()
                    .skip(first)
                    .take(count)
                    .copied()
                    .collect();
                let mut writer = csv::Writer::from_writer(Vec::new());
                writer.write_record(&row).unwrap();
                let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
                let line = text.strip_suffix('\n').unwrap();
                let mut found = Vec::new();
                assert!(cells(line, &mut found).is_some(), "{line}");
                assert_eq!(found, row, "{line}");
            }
        }
    }

    #[test]
    fn what_nobody_wrote_so_is_no_line() {
        for line in ["\"a", "\"a\"b", "\"a\"\"", "a,\"b\"c,d", "\""] {
            assert_eq!(cells(line, &mut Vec::new()), None, "{line}");
        }
    }
}
