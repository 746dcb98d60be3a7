//! Reads the few things that a bench needs from the JSON answers of the program, as text: the
//! program writes them, so their form is known.

/// Returns the number of a key, the first after `part`; an empty part is the start.
pub fn number(answer: &str, part: &str, key: &str) -> Option<f64> {
    let (_, rest) = answer.split_once(part)?;
    let (_, rest) = rest.split_once(&format!("\"{key}\":"))?;
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !(c.is_ascii_digit() || ".-+eE".contains(c)));
    rest[..end.unwrap_or(rest.len())].parse().ok()
}

/// Returns every text of a key, in order, also when it stands more than once.
pub fn texts<'a>(answer: &'a str, key: &str) -> Vec<&'a str> {
    let pattern = format!("\"{key}\":");
    let each = answer.split(&pattern).skip(1).filter_map(|rest| {
        let rest = rest.trim_start().strip_prefix('"')?;
        rest.split_once('"').map(|(text, _)| text)
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = r#"{"typst": 9, "fasen": {"laden": 0.125, "typst":1e-3}, "x": []}"#;

    #[test]
    fn a_number_is_found_after_its_part_only() {
        assert_eq!(number(ANSWER, "\"fasen\":", "laden"), Some(0.125));
        assert_eq!(number(ANSWER, "\"fasen\":", "typst"), Some(0.001));
        assert_eq!(number(ANSWER, "", "typst"), Some(9.0));
        assert_eq!(number(ANSWER, "\"fasen\":", "figuren"), None);
        assert_eq!(number(ANSWER, "\"fases\":", "laden"), None);
        assert_eq!(number(ANSWER, "", "x"), None);
    }

    #[test]
    fn texts_come_as_often_as_they_stand_there() {
        let answer = r#"[{"gemeente": "GM0148"}, {"gemeente":"GM0160"}, {"gemeente": "GM0160"}]"#;
        assert_eq!(texts(answer, "gemeente"), ["GM0148", "GM0160", "GM0160"]);
        assert!(texts(answer, "naam").is_empty());
    }
}
