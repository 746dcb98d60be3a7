//! Alternative texts, the characters of the font, and one drawing as a picture of the output.

use regiobeeld::figures::{FigureKind, describe, draw, font_has, replace_missing};

use super::samples::{dots, map, samples, spec};

#[test]
fn every_kind_has_an_alternative_text_of_its_own_figures() {
    let texts: Vec<String> = samples()
        .iter()
        .map(|(name, spec)| format!("{name}: {}", describe(spec)))
        .collect();
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn alternative_texts_are_short_and_say_fictief() {
    for (name, mut figure) in samples() {
        figure.fictief = true;
        let text = describe(&figure);
        assert!(text.starts_with("Fictieve cijfers. "), "{name}: {text}");
        assert!(
            text.ends_with('.') && !text.contains(".."),
            "{name}: {text}"
        );
        assert!(text.chars().count() < 420, "{name}: {text}");
    }
}

#[test]
fn areas_with_the_same_value_are_named_together() {
    let mut chart = dots();
    chart.rows[1] = chart.rows[0].clone();
    chart.rows[1].name = String::from("Tweede");
    let text = describe(&spec(FigureKind::AreaDots(chart.clone())));
    assert!(
        text.contains("Het hoogst zijn Voorbeeldwijk 9 en Tweede met 24,1"),
        "{text}"
    );
    chart.rows.truncate(2);
    let text = describe(&spec(FigureKind::AreaDots(chart.clone())));
    assert!(text.contains("Overal 24,1 procent"), "{text}");
    chart.rows.clear();
    let text = describe(&spec(FigureKind::AreaDots(chart)));
    assert!(text.contains("geen cijfers"), "{text}");
}

#[test]
fn dots_look_as_agreed() {
    let mut chart = dots();
    chart.rows.truncate(2);
    insta::assert_snapshot!(draw(&spec(FigureKind::AreaDots(chart))).into_string());
}

#[test]
fn the_font_has_dutch_and_lacks_control_characters() {
    for character in "AZaz09 éëïöüŸĲß–−…€%·‘’“”□\u{a0}\u{202f}<&\"'".chars()
    {
        assert!(font_has(character), "{character:?}");
    }
    let absent = "\0\t\n\u{85}\u{ad}\u{200b}\u{202e}\u{2066}\u{feff}\u{e000}\u{fffe}\u{10ffff}🏠中";
    for character in absent.chars() {
        assert!(!font_has(character), "{character:?}");
    }
}

#[test]
fn missing_characters_become_a_box_and_are_named_once() {
    let (text, missing) = replace_missing("a🏠b\u{feff}🏠");
    assert_eq!(text, "a□b□□");
    assert_eq!(missing, ['🏠', '\u{feff}']);
    assert_eq!(
        replace_missing("Zwolle – ’t Veld"),
        (String::from("Zwolle – ’t Veld"), vec![])
    );
}

#[test]
fn a_map_without_classes_only_shows_numbers() {
    let mut chart = map(2, 2, 4);
    chart.classes.clear();
    let text = describe(&spec(FigureKind::AreaMap(chart)));
    assert!(
        text.ends_with("De nummers staan ook in de tabel met namen."),
        "{text}"
    );
    assert!(!text.contains("hoogst"), "{text}");
}

#[test]
fn a_unit_without_a_word_leaves_no_double_space() {
    for (name, figure) in samples() {
        let json = serde_json::to_string(&figure).unwrap();
        let json = json.replace("\"unit\":\"procent\"", "\"unit\":\"\"");
        let figure = serde_json::from_str(&json).unwrap();
        let text = describe(&figure);
        assert!(
            !text.contains("  ") && !text.contains(" ,") && !text.contains(" ;"),
            "{name}: {text}"
        );
    }
}

#[test]
fn a_reference_far_away_is_named_and_does_not_squash_the_rows() {
    let mut chart = dots();
    chart.references[1].value = 17_942_942.0;
    chart.references[1].text = String::from("17 942 942");
    let svg = draw(&spec(FigureKind::AreaDots(chart))).into_string();
    assert!(
        svg.contains(">Nederland 17 942 942 (past niet op de as)<"),
        "{svg}"
    );
    assert!(
        svg.contains(">gemeente 17,3<") && svg.contains(">20<"),
        "{svg}"
    );
}
