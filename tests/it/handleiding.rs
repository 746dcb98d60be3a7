//! The examples of the manual do what the manual says.

use regiobeeld::house::{Chosen, Texts};
use regiobeeld::remarks::sections;

/// The fenced blocks of a kind, in order.
fn blocks(kind: &str) -> Vec<String> {
    let text = include_str!("../../docs/handleiding.md");
    let start = format!("```{kind}\n");
    let parts = text.split(start.as_str()).skip(1);
    parts
        .map(|part| part.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn the_remarks_of_the_manual_are_read_without_a_fault() {
    let examples = blocks("markdown");
    assert_eq!(examples.len(), 1);
    let (found, faults) = sections(&examples[0]);
    assert_eq!(faults, []);
    let headings: Vec<&str> = found.iter().map(|one| one.heading.as_str()).collect();
    assert_eq!(
        headings,
        [
            "Algemeen",
            "Leefstijl",
            "Roken in WK019310",
            "Eenzaam in Zwolle"
        ]
    );
    assert_eq!(found[1].who, "GGD IJsselland");
}

#[test]
fn the_house_style_of_the_manual_can_be_read_by_everybody() {
    let examples = blocks("toml");
    let of = |name: &str| {
        let found = examples
            .iter()
            .find(|text| text.starts_with(&format!("# {name}")));
        found.unwrap_or_else(|| panic!("{name}"))
    };
    let chosen = Chosen::read("kleuren.toml", of("kleuren.toml")).unwrap();
    assert!(chosen.palette().is_ok(), "{:?}", chosen.palette());
    let texts = Texts::read("teksten.toml", of("teksten.toml")).unwrap();
    assert_eq!(texts.preface.len(), 2);
    assert_eq!(texts.disclaimer.len(), 2);
}
