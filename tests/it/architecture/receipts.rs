//! Fixtures and their receipts: every file belongs to a receipt, every receipt to files, and a
//! receipt says where the figures come from.

use super::sources::{paths, root};

/// What a receipt always says.
const KEYS: [&str; 7] = ["pad", "tabel", "titel", "bron", "datum", "licentie", "hoe"];

/// A fixture is read by people too, and by tools that refuse a large file.
const LARGEST: u64 = 900_000;

/// Returns every fault in the fixtures of a folder from the root.
pub fn faults(folder: &str) -> Vec<String> {
    let ledger = format!("{folder}/ontvangsten.toml");
    let Ok(text) = std::fs::read_to_string(root().join(&ledger)) else {
        return vec![format!("{ledger} is not there")];
    };
    let prefix = format!("{folder}/");
    let files: Vec<String> = paths(folder)
        .into_iter()
        .filter_map(|path| path.strip_prefix(&prefix).map(str::to_owned))
        .filter(|path| path != "ontvangsten.toml" && path != "README.md")
        .collect();
    let mut faults = compare(&text, &files);
    let size =
        |file: &String| std::fs::metadata(root().join(folder).join(file)).map_or(0, |m| m.len());
    let large = files.iter().filter(|file| size(file) > LARGEST);
    faults.extend(large.map(|file| format!("{file}: larger than {LARGEST} bytes, split it")));
    faults
}

fn compare(ledger: &str, files: &[String]) -> Vec<String> {
    let ledger: toml::Table = match ledger.parse() {
        Ok(ledger) => ledger,
        Err(cause) => return vec![format!("ontvangsten.toml: {cause}")],
    };
    let none = Vec::new();
    let receipts = ledger
        .get("fixture")
        .and_then(toml::Value::as_array)
        .unwrap_or(&none);
    let mut faults = Vec::new();
    let mut covered = Vec::new();
    for (number, receipt) in (1..).zip(receipts) {
        let text = |key: &str| {
            receipt
                .get(key)
                .and_then(toml::Value::as_str)
                .unwrap_or_default()
        };
        let silent = KEYS.iter().filter(|key| text(key).is_empty());
        faults.extend(silent.map(|key| format!("receipt {number} ({}): no {key}", text("tabel"))));
        if receipt
            .get("fictief")
            .and_then(toml::Value::as_bool)
            .is_none()
        {
            faults.push(format!(
                "receipt {number} ({}): does not say whether fictief",
                text("tabel")
            ));
        }
        let path = text("pad").trim_end_matches('/').to_owned();
        if !files.iter().any(|file| belongs_to(file, &path)) {
            faults.push(format!("receipt {number}: there is nothing at {path:?}"));
        }
        covered.push(path);
    }
    let orphans = files
        .iter()
        .filter(|file| !covered.iter().any(|path| belongs_to(file, path)));
    faults.extend(orphans.map(|file| format!("{file}: no receipt")));
    faults
}

fn belongs_to(file: &str, path: &str) -> bool {
    !path.is_empty()
        && file
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECEIPT: &str = "[[fixture]]\npad = \"odata/A\"\ntabel = \"A\"\ntitel = \"t\"\nbron = \"b\"\n\
        datum = \"2026-07-19\"\nlicentie = \"l\"\nhoe = \"h\"\nfictief = false\n";

    fn files(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn files_under_a_receipt_are_covered() {
        assert_eq!(
            compare(RECEIPT, &files(&["odata/A/x.json", "odata/A/y/z.json"])),
            files(&[])
        );
    }

    #[test]
    fn orphans_and_empty_receipts_are_faults() {
        let found = compare(RECEIPT, &files(&["odata/AB/x.json"]));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("nothing at"), "{found:?}");
        assert_eq!(found[1], "odata/AB/x.json: no receipt");
    }

    #[test]
    fn a_receipt_must_say_everything() {
        let found = compare("[[fixture]]\npad = \"a\"\n", &files(&["a"]));
        assert_eq!(found.len(), KEYS.len(), "{found:?}");
    }
}
