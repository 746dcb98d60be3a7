//! Tells the house library which drawings have their texts beside them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::figures::Split;

/// The file of the work folder with all drawings without their texts, and those texts: by name, as
/// [`Split`] is written. One file and not two per drawing: making and removing a hundred files costs
/// a file system more than all that stands in them.
pub const LETTERS: &str = "letters.json";

/// The name of a drawing in [`LETTERS`]: `roken` for `figuren/roken.svg`.
fn name_of(path: &str) -> &str {
    let name = path.strip_prefix("figuren/").unwrap_or(path);
    name.strip_suffix(".svg").unwrap_or(name)
}

/// What stands in [`LETTERS`], of drawings by their path.
pub(super) fn letters(split: &BTreeMap<String, Option<Split>>) -> serde_json::Result<Vec<u8>> {
    let each = split.iter();
    let named: BTreeMap<&str, &Split> = each
        .filter_map(|(path, split)| Some((name_of(path), split.as_ref()?)))
        .collect();
    serde_json::to_vec(&named)
}

/// Gives every figure inside `value`, the model of a report as JSON, the key `letters` when its
/// drawing is in `apart`.
pub(super) fn name_letters(value: &mut Value, apart: &BTreeSet<&str>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| name_letters(item, apart)),
        Value::Object(fields) => {
            let path = fields.get("pad").and_then(Value::as_str);
            if let Some(path) = path.filter(|path| apart.contains(path)) {
                let letters = Value::String(name_of(path).to_owned());
                fields.insert("letters".to_owned(), letters);
            } else {
                let fields = fields.values_mut();
                fields.for_each(|field| name_letters(field, apart));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_figures_with_letters_are_told() {
        let mut value = json!({"kaart": {"pad": "figuren/a.svg"}, "meer": [[{"pad": "figuren/b.svg"}], "figuren/a.svg"]});
        name_letters(&mut value, &BTreeSet::from(["figuren/a.svg"]));
        let expected = json!({
            "kaart": {"pad": "figuren/a.svg", "letters": "a"},
            "meer": [[{"pad": "figuren/b.svg"}], "figuren/a.svg"],
        });
        assert_eq!(value, expected);
    }
}
