//! Tells the house library which drawings have their texts beside them.

use std::collections::BTreeSet;

use serde_json::Value;

/// The place in the work folder of a drawing without its texts (`.svg`) and of those texts
/// (`.json`), without the ending: `letters/roken` for `figuren/roken.svg`. Elsewhere than the whole
/// drawing, so that templates that know nothing of letters show that.
pub(super) fn letters_path(path: &str) -> String {
    let name = path.strip_prefix("figuren/").unwrap_or(path);
    format!("letters/{}", name.strip_suffix(".svg").unwrap_or(name))
}

/// Gives every figure inside `value`, the model of a report as JSON, the key `letters` when its
/// drawing is in `apart`.
pub(super) fn name_letters(value: &mut Value, apart: &BTreeSet<&str>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| name_letters(item, apart)),
        Value::Object(fields) => {
            let path = fields.get("pad").and_then(Value::as_str);
            if let Some(path) = path.filter(|path| apart.contains(path)) {
                let letters = Value::String(letters_path(path));
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
            "kaart": {"pad": "figuren/a.svg", "letters": "letters/a"},
            "meer": [[{"pad": "figuren/b.svg"}], "figuren/a.svg"],
        });
        assert_eq!(value, expected);
    }
}
