//! Words of a file that are no figures: years, ages and levels.

use super::Ages;
use crate::area::{AreaLevel, fold_name};
use crate::period::Year;
use crate::themes::AgeGroup;

/// Reads `2024`, `2024JJ00` and `2024.0`.
pub fn parse_year(text: &str) -> Option<Year> {
    let text = text.trim();
    let digits = text.strip_suffix("JJ00").unwrap_or(text);
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    if digits.len() != 4 {
        return None;
    }
    digits
        .parse()
        .ok()
        .filter(|year| (1990..=2100).contains(year))
        .map(Year)
}

/// Reads `65+`, `18-64`, `65-69`, `0 tot 5 jaar`, `85 jaar of ouder` and the codes of RIVM.
pub fn parse_ages(text: &str) -> Option<Ages> {
    match text.trim() {
        "20300" => return Some(Ages::Group(AgeGroup::Adults)),
        "53115" => return Some(Ages::Group(AgeGroup::From18To64)),
        "80200" => return Some(Ages::Group(AgeGroup::From65)),
        _ => {}
    }
    let text = text.to_lowercase().replace('–', "-");
    let short = text
        .replace("jaar", "")
        .replace("of ouder", "+")
        .replace("en ouder", "+")
        .replace("t/m", "-");
    let plain: String = short.chars().filter(|c| !c.is_whitespace()).collect();
    if matches!(
        plain.as_str(),
        "totaal" | "alleleeftijden" | "alle" | "totaalleeftijd" | "leeftijd:totaal"
    ) {
        return Some(Ages::Group(AgeGroup::All));
    }
    if let Some(group) = AgeGroup::from_code(&plain) {
        return Some(Ages::Group(group));
    }
    let (first, last) = if let Some(first) = plain.strip_suffix('+') {
        (first.parse().ok()?, None)
    } else if let Some((first, beyond)) = plain.split_once("tot") {
        let beyond: u8 = beyond.parse().ok()?;
        (first.parse().ok()?, Some(beyond.checked_sub(1)?))
    } else {
        let (first, last) = plain.split_once('-')?;
        (first.parse().ok()?, Some(last.parse().ok()?))
    };
    let group = AgeGroup::EACH
        .into_iter()
        .find(|group| group.bounds() == (first, last));
    match (group, last) {
        (Some(group), _) => Some(Ages::Group(group)),
        (None, Some(last)) if last <= first => None,
        (None, last) => Some(Ages::Band { first, last }),
    }
}

/// Reads the level of an area as Swing and others write it: `gemeente`, `gemeentenvar`, `wijk23`.
/// `wijkteam` and `subregio` are levels that no report has.
pub fn level_word(text: &str) -> Option<AreaLevel> {
    let folded = fold_name(text);
    let word = folded
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end();
    Some(match word {
        "gemeente" | "gemeenten" | "gemeentenvar" | "gemeentevar" => AreaLevel::Gemeente,
        "wijk" | "wijken" | "wijkenvar" | "wijkvar" => AreaLevel::Wijk,
        "buurt" | "buurten" | "buurtenvar" | "buurtvar" => AreaLevel::Buurt,
        "nederland" | "land" | "landelijk" | "heel nederland" => AreaLevel::Land,
        "ggd" | "ggden" | "ggd en" | "ggd regio" | "ggdregio" | "ggd regio s" => AreaLevel::Ggd,
        "provincie" | "provincies" => AreaLevel::Provincie,
        "regio" => AreaLevel::Regio,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_as_files_write_them() {
        use AgeGroup::{Adults, All, From18To64, From65, From75};
        for (text, ages) in [
            ("65+", Some(Ages::Group(From65))),
            ("18-64", Some(Ages::Group(From18To64))),
            ("18 tot 65 jaar", Some(Ages::Group(From18To64))),
            ("75 jaar of ouder", Some(Ages::Group(From75))),
            ("20300", Some(Ages::Group(Adults))),
            ("Totaal", Some(Ages::Group(All))),
            ("75 jaar en ouder", Some(Ages::Group(From75))),
            ("18 t/m 64 jaar", Some(Ages::Group(From18To64))),
            (
                "65-69",
                Some(Ages::Band {
                    first: 65,
                    last: Some(69),
                }),
            ),
            (
                "90+",
                Some(Ages::Band {
                    first: 90,
                    last: None,
                }),
            ),
            ("oud", None),
            ("69-65", None),
            ("", None),
        ] {
            assert_eq!(parse_ages(text), ages, "{text:?}");
        }
    }

    #[test]
    fn levels_are_read_as_files_write_them_and_never_guessed() {
        for (text, level) in [
            ("gemeente", Some(AreaLevel::Gemeente)),
            ("gemeentenvar", Some(AreaLevel::Gemeente)),
            ("Wijk23", Some(AreaLevel::Wijk)),
            ("wijk 2024", Some(AreaLevel::Wijk)),
            ("ggd", Some(AreaLevel::Ggd)),
            ("Nederland", Some(AreaLevel::Land)),
            ("landsdeel", None),
            ("wijkteam", None),
            ("subregio", None),
            ("", None),
        ] {
            assert_eq!(level_word(text), level, "{text:?}");
        }
    }

    #[test]
    fn years_are_read_as_files_write_them() {
        for (text, year) in [
            ("2024", Some(2024)),
            ("2024JJ00", Some(2024)),
            ("2024.0", Some(2024)),
            ("24", None),
            ("1024", None),
            ("2024-05-01", None),
        ] {
            assert_eq!(parse_year(text), year.map(Year), "{text}");
        }
    }
}
