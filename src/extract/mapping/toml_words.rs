//! What is wrong with the TOML of a mapping, in Dutch: the library says it in English, to people
//! who know the language of its types.

/// Words of the library for kinds of values, and ours.
const KINDS: [(&str, &str); 14] = [
    ("floating point", "een getal"),
    ("integer", "een geheel getal"),
    ("u32", "een geheel getal"),
    ("i32", "een geheel getal"),
    ("i64", "een geheel getal"),
    ("f64", "een getal"),
    ("boolean", "true of false"),
    ("a boolean", "true of false"),
    ("string", "een tekst"),
    ("a string", "een tekst"),
    ("sequence", "een lijst"),
    ("a sequence", "een lijst"),
    ("map", "een blok"),
    ("a map", "een blok"),
];

/// Says where and what.
pub fn toml_words(text: &str, error: &toml::de::Error) -> String {
    let what = words(error.message());
    match error.span() {
        Some(span) => {
            let before = text.get(..span.start).unwrap_or(text);
            format!("regel {}: {what}", before.matches('\n').count() + 1)
        }
        None => what,
    }
}

fn words(message: &str) -> String {
    let line = message.lines().next().unwrap_or(message);
    if let Some(rest) = line.strip_prefix("unknown field ") {
        let (key, expected) = rest.split_once(", ").unwrap_or((rest, ""));
        return format!(
            "de sleutel {} bestaat hier niet{}",
            name(key),
            expected_of(expected)
        );
    }
    if let Some(key) = line.strip_prefix("missing field ") {
        return format!("de sleutel {} ontbreekt", name(key));
    }
    if let Some(rest) = line.strip_prefix("unknown variant ") {
        let (word, expected) = rest.split_once(", ").unwrap_or((rest, ""));
        return format!("{} kan hier niet{}", name(word), expected_of(expected));
    }
    if let Some((found, expected)) = line
        .strip_prefix("invalid type: ")
        .or_else(|| line.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "))
    {
        return format!("verwacht {}; er staat {}", kind(expected), kind(found));
    }
    if line.contains("untagged enum NumberOrColumn") {
        return "verwacht een getal, of tussen aanhalingstekens de kop van een kolom".to_owned();
    }
    if line.contains("untagged enum Meaning") {
        return "verwacht een code, een lijst van wijkcodes, of \"overslaan\"".to_owned();
    }
    if line.starts_with("duplicate key") {
        return "deze sleutel staat er twee keer".to_owned();
    }
    if line.contains("escape") {
        return "een \\ mag niet los tussen dubbele aanhalingstekens; schrijf /, of zet de tekst tussen \
                enkele aanhalingstekens"
            .to_owned();
    }
    // Our own words come through as they are.
    if line.contains("bestaat niet") || line.contains("is geen ") {
        return line.to_owned();
    }
    "dit is geen geldige TOML; kijk naar aanhalingstekens, haken en het teken =".to_owned()
}

/// «x» for `x`.
fn name(quoted: &str) -> String {
    format!("«{}»", quoted.trim_matches('`'))
}

fn expected_of(expected: &str) -> String {
    let listed = expected
        .strip_prefix("expected one of ")
        .or_else(|| expected.strip_prefix("expected "));
    match listed {
        Some(listed) => {
            let listed = listed.replace('`', "").replace(" or ", " of ");
            format!("; verwacht {listed}")
        }
        None => String::new(),
    }
}

/// The kind of a value, never the value itself: `string "48.73"` is a text.
fn kind(words: &str) -> &'static str {
    KINDS
        .iter()
        .find(|(word, _)| words.starts_with(word))
        .map_or("iets anders", |(_, ours)| ours)
}

#[cfg(test)]
mod tests {
    use super::super::file::MappingFile;
    use super::*;

    #[test]
    fn what_is_typed_wrong_is_said_in_dutch_with_its_line() {
        let start = "bestand = \"a.csv\"\nbron = \"GGD\"\n";
        for (text, expected) in [
            (
                "vorm = \"tabel\"\nblat = \"x\"\n",
                "regel 4: de sleutel «blat» bestaat hier niet; verwacht ",
            ),
            (
                "vorm = \"tabbel\"\n",
                "regel 3: «tabbel» kan hier niet; verwacht tabel, swing-lang",
            ),
            ("", "de sleutel «vorm» ontbreekt"),
            (
                "vorm = \"tabel\"\nkoprij = \"drie\"\n",
                "regel 4: verwacht een geheel getal; er staat een tekst",
            ),
            (
                "vorm = \"tabel\"\nvorm = \"tabel\"\n",
                "regel 4: deze sleutel staat er twee keer",
            ),
            ("vorm = tabel\n", "regel 3: dit is geen geldige TOML"),
            (
                "vorm = \"map\\lijst\"\n",
                "regel 3: een \\ mag niet los tussen dubbele aanhalingstekens",
            ),
            (
                "vorm = \"tabel\"\n[[indicator]]\nid = \"a\"\nperiode = [1]\n",
                "verwacht een getal, of tussen aanhalingstekens",
            ),
            (
                "vorm = \"tabel\"\n[[indicator]]\nid = \"a\"\neenheid = \"promille\"\n",
                "eenheid «promille» bestaat niet",
            ),
            (
                "vorm = \"tabel\"\n[gebied.namen]\n\"a\" = 3\n",
                "verwacht een code, een lijst",
            ),
        ] {
            let text = format!("{start}{text}");
            let error = toml::from_str::<MappingFile>(&text).unwrap_err();
            let said = toml_words(&text, &error);
            assert!(
                said.contains(expected),
                "{text}: {said} ({})",
                error.message()
            );
        }
    }
}
