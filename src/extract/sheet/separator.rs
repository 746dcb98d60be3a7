//! Which character stands between the fields of a csv file.

/// The separators that are recognised. When two fit equally well the first one is taken: a comma
/// is often a decimal comma, and a semicolon seldom anything else.
const CANDIDATES: [u8; 4] = [b';', b'\t', b'|', b','];

/// How much of the text is looked at.
const LINES: usize = 2000;
const BYTES: usize = 1 << 20;

/// Returns the separator that the first line of Excel names (`sep=;`), and where the text after
/// that line begins.
pub(super) fn named(text: &str) -> Option<(u8, usize)> {
    let line = text.split(['\r', '\n']).next()?;
    let bare = line.trim_matches('"');
    let rest = bare
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))?;
    let &[separator] = bare.as_bytes().get(rest.len()..)? else {
        return None;
    };
    let after = text.get(line.len()..)?;
    let ending = if after.starts_with("\r\n") {
        2
    } else {
        after.len().min(1)
    };
    (separator.is_ascii() && separator != b'"').then_some((separator, line.len() + ending))
}

/// Returns the separator that gives the same number of fields (two or more) over the most lines,
/// outside quotes; none when no candidate gives two fields.
pub(super) fn recognise(text: &str) -> Option<u8> {
    best(text).map(|(separator, _)| separator)
}

/// Returns whether every line that is not blank has the same number of fields, two or more, and
/// there are at least two lines: text that can hardly be anything but a table.
pub(super) fn is_table(text: &str) -> bool {
    best(text).is_some_and(|(_, share)| share >= 0.9) && !text.trim().is_empty()
}

/// The separator, and the share of lines that have its number of fields.
fn best(text: &str) -> Option<(u8, f64)> {
    let lines = counts(text.as_bytes());
    let mut found: Option<(u8, usize)> = None;
    for (index, separator) in CANDIDATES.iter().enumerate() {
        let mut numbers: Vec<u32> = lines
            .iter()
            .filter_map(|line| line.get(index).copied())
            .filter(|count| *count > 0)
            .collect();
        numbers.sort_unstable();
        let most = numbers
            .chunk_by(|a, b| a == b)
            .map(<[u32]>::len)
            .max()
            .unwrap_or(0);
        if most > found.map_or(0, |(_, most)| most) {
            found = Some((*separator, most));
        }
    }
    // Counts of lines, far below what an f64 holds exactly.
    found.map(|(separator, most)| (separator, most as f64 / lines.len().max(2) as f64))
}

/// How often each candidate occurs outside quotes, for each line that is not blank.
fn counts(text: &[u8]) -> Vec<[u32; CANDIDATES.len()]> {
    let mut lines = Vec::new();
    let mut line = [0; CANDIDATES.len()];
    let (mut quoted, mut blank) = (false, true);
    let seen = text.get(..BYTES).unwrap_or(text);
    for &byte in seen {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => {
                if !blank {
                    lines.push(line);
                }
                line = [0; CANDIDATES.len()];
                blank = true;
                if lines.len() == LINES {
                    return lines;
                }
                continue;
            }
            _ if quoted => {}
            _ => {
                if let Some(at) = CANDIDATES.iter().position(|candidate| *candidate == byte) {
                    line[at] += 1;
                }
            }
        }
        blank = false;
    }
    // A line that was cut off says nothing, unless it is all there is.
    if !blank && (lines.is_empty() || seen.len() == text.len()) {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_with_the_most_equal_lines_wins() {
        for (text, separator) in [
            ("a;b\n1;2\n", Some(b';')),
            ("naam;2020;2021\nX;1,5;2,5\nY;3,5;4,5\n", Some(b';')),
            ("1,5;2,5\n3,5;4,5\n", Some(b';')),
            ("a,b,c\n1,2,3\n", Some(b',')),
            ("a\tb\n1,5\t2,5\n", Some(b'\t')),
            ("a|b\n1|2\n", Some(b'|')),
            ("titel, met komma\n\na;b;c\n1;2;3\n4;5;6", Some(b';')),
            ("\"a;b;c\",d\n\"x;\"\"y\",e\n", Some(b',')),
            ("een\ntwee\n", None),
            ("", None),
        ] {
            assert_eq!(recognise(text), separator, "{text}");
        }
    }

    #[test]
    fn the_first_line_of_excel_is_honoured() {
        assert_eq!(named("sep=,\r\na;b,c"), Some((b',', 7)));
        assert_eq!(named("\"SEP=|\"\na"), Some((b'|', 8)));
        assert_eq!(named("sep=\t"), Some((b'\t', 5)));
        assert_eq!(named("sep=é\na"), None);
        assert_eq!(named("separator;b"), None);
        assert_eq!(named("éé"), None);
    }

    #[test]
    fn only_a_clear_table_is_a_table() {
        assert!(is_table("a;b\n1;2\n3;4\n"));
        assert!(!is_table("Beste lezer,\nhierbij de cijfers.\nGroet, Jan\n"));
        assert!(!is_table("a;b"));
    }
}
