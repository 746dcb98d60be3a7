//! Texts that do harm when they are not printed as they are, and templates of a user.

use std::collections::{BTreeMap, BTreeSet};

use regiobeeld::report::Engine;
use regiobeeld::report::model::{Cel, ReportModel};

use crate::pdf::{bundled, typeset};
use crate::pdf_sample::{Sample, sample};
use crate::support::pdf::{pdf_text, squeeze, struct_tree};

const HOSTILE: [&str; 14] = [
    "#read(\"/etc/passwd\")",
    "#panic() ] [ ) (",
    "\" + \"#sys.version",
    "\\u{22} \\\" \\",
    "$x^2$ *vet* _schuin_",
    "@ref <label> = kop",
    "=HYPERLINK(\"http://x\")",
    "<< titel >> <% if x %>",
    "// weg /* weg */",
    "- lijst + lijst",
    "`raw` ~ -- --- '",
    "é ë ï ŷ Œ ß",
    "http://voorbeeld.nl",
    "{{ x }} {% y %}",
];

#[test]
fn hostile_text_is_printed_literally_wherever_it_stands() {
    for (at, text) in HOSTILE.iter().enumerate() {
        let value = serde_json::to_value(&sample(1).model).unwrap();
        let mut value = value;
        poison(&mut value, text);
        let model: ReportModel = serde_json::from_value(value).unwrap();
        let pdf = typeset(&Sample { model, ..sample(1) });
        let pages = pdf_text(&pdf);
        let cover = &pages[0];
        assert!(
            cover.contains(&squeeze(text)),
            "{at}: «{text}» not in {cover}"
        );
        let tables = struct_tree(&pdf);
        let cells = tables
            .all("TD")
            .into_iter()
            .filter(|cell| cell.full_text() == squeeze(text));
        assert!(cells.count() > 20, "{at}: «{text}» is not in the tables");
    }
}

/// Puts `text` in the place of every text that is no name of a file, colour or kind.
fn poison(value: &mut serde_json::Value, text: &str) {
    const KEEP: [&str; 8] = [
        "pad",
        "kleur",
        "kleuren",
        "soort",
        "breedte",
        "uitlijning",
        "symbool",
        "oordeel",
    ];
    match value {
        serde_json::Value::String(old) => text.clone_into(old),
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| poison(item, text)),
        serde_json::Value::Object(fields) => fields
            .iter_mut()
            .filter(|(key, _)| !KEEP.contains(&key.as_str()))
            .for_each(|(_, field)| poison(field, text)),
        _ => {}
    }
}

#[test]
fn characters_without_a_glyph_become_a_box_and_are_named() {
    let mut sample = sample(1);
    sample.model.oogopslag.zinnen = vec!["a\u{feff}b \u{202e}om 😀 \u{7} 漢".into()];
    assert_eq!(
        bundled(&sample).replaced,
        ['\u{7}', '\u{202e}', '漢', '\u{feff}', '😀']
    );
    let pages = pdf_text(&typeset(&sample));
    assert!(pages[1].contains("a□b □om □ □ □"), "{}", pages[1]);
    assert!(
        pages
            .join(" ")
            .contains("U+0007, U+202E, U+6F22, U+FEFF, U+1F600")
    );
}

#[test]
fn every_character_that_is_kept_passes_typst() {
    let kept: String = ('\0'..=char::MAX)
        .filter(|&c| regiobeeld::figures::font_has(c))
        .collect();
    let words: Vec<String> = kept
        .chars()
        .collect::<Vec<_>>()
        .chunks(12)
        .map(|part| part.iter().collect())
        .collect();
    assert!(words.len() > 150);
    let mut sample = sample(1);
    sample.model.methode.meldingen = words;
    sample.model.gebieden.tabel.rijen[0].cellen[0] = Cel::tekst(kept);
    typeset(&sample);
}

#[test]
fn templates_of_the_user_come_first_and_obey_the_same_rule() {
    let with =
        |path: &str, text: &str| Engine::new(&BTreeMap::from([(path.to_owned(), text.to_owned())]));
    let own = with("bijlage.typ.tera", "#par(\"Eigen << document.gebied >>\")").unwrap();
    let source = own
        .render(&sample(1).model, &BTreeSet::new())
        .unwrap()
        .document;
    assert!(source.contains("#par(\"Eigen Zwolle\")"));
    let error = with("bijlage.typ.tera", "= << document.gebied >>")
        .err()
        .unwrap();
    assert!(
        error.to_string().contains("bijlage.typ.tera, regel 1"),
        "{error}"
    );
    let error = with("huis/lib.typ", "#import \"@preview/x:1.0.0\": *")
        .err()
        .unwrap();
    assert!(error.to_string().contains("internet"), "{error}");
    let unknown = with("bijlage.typ.tera", "\"<< document.bestaat_niet >>\"").unwrap();
    assert!(unknown.render(&sample(1).model, &BTreeSet::new()).is_err());
}
