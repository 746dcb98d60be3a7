//! What the head of a column says: value, respondents or a bound; and of which year and ages.

use crate::area::fold_name;
use crate::extract::forms::parse_year;
use crate::period::Year;
use crate::themes::AgeGroup;

/// Years that a head or a title can speak of; other numbers of four digits are figures.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2040;

const INTERVAL: [&str; 9] = [
    "ci",
    "bi",
    "ki",
    "bhi",
    "95",
    "interval",
    "betrouwbaarheidsinterval",
    "betrouwbaarheid",
    "marge",
];
const LOWER: [&str; 4] = ["ondergrens", "lcl", "lower", "og"];
const UPPER: [&str; 4] = ["bovengrens", "ucl", "upper", "bg"];
const BASE: [&str; 11] = [
    "n",
    "respondenten",
    "deelnemers",
    "respons",
    "noemer",
    "ong",
    "ongewogen",
    "steekproef",
    "ondervraagden",
    "invullers",
    "resp",
];
const COUNT: [&str; 8] = [
    "aantal",
    "aantallen",
    "cases",
    "gevallen",
    "teller",
    "abs",
    "absoluut",
    "freq",
];
const VALUE: [&str; 8] = [
    "pct",
    "perc",
    "percentage",
    "procent",
    "percent",
    "waarde",
    "aandeel",
    "prevalentie",
];
const PERIOD: [&str; 8] = [
    "jaar",
    "periode",
    "perioden",
    "peiljaar",
    "meetjaar",
    "onderzoeksjaar",
    "jaartal",
    "year",
];
const AGE: [&str; 5] = [
    "leeftijd",
    "leeftijdsgroep",
    "leeftijdscategorie",
    "leeftijdsklasse",
    "leeftijdgroep",
];
const NOTHING: [&str; 12] = [
    "id",
    "nr",
    "nummer",
    "volgnummer",
    "rang",
    "rangorde",
    "code",
    "postcode",
    "gewogen",
    "rij",
    "index",
    "key",
];
/// Words that say nothing about what is measured.
const FILLING: [&str; 7] = ["van", "de", "het", "in", "per", "grens", "totaal"];

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Value, also when nothing says so.
    Value,
    /// Respondents.
    Base,
    /// Cases.
    Count,
    /// Lower bound.
    Lower,
    /// Upper bound.
    Upper,
    /// Effective number of respondents.
    Effective,
    /// Design effect.
    Design,
    /// Year.
    Period,
    /// Age group.
    Age,
    /// Nothing that a report needs.
    Nothing,
}

/// What a head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What the column is for.
    pub role: Role,
    /// What is measured, folded, without words for the role, years and ages.
    pub stem: String,
    /// Year.
    pub year: Option<Year>,
    /// Ages.
    pub age: Option<AgeGroup>,
    /// Whether the head speaks of percentages.
    pub percent: bool,
    /// Whether the head speaks of a rate per 1 000.
    pub per_1000: bool,
}

/// Reads a head.
pub fn read(head: &str) -> Said {
    let (rest, age) = without_age(head);
    let folded = fold_name(&rest);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let year = words.iter().find_map(|word| plausible_year(word));
    words.retain(|word| plausible_year(word).is_none());
    let role = role(&words, head);
    let bounds = matches!(role, Role::Lower | Role::Upper);
    let is_of_role = |word: &str| {
        LOWER.contains(&word)
            || UPPER.contains(&word)
            || BASE.contains(&word)
            || COUNT.contains(&word)
            || VALUE.contains(&word)
            || FILLING.contains(&word)
            || (bounds
                && (INTERVAL.contains(&word)
                    || matches!(word, "onder" | "boven" | "laag" | "hoog")))
            || (matches!(role, Role::Effective | Role::Design)
                && (word.starts_with("effect")
                    || matches!(word, "neff" | "deff" | "design" | "designeffect")))
    };
    let stem: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !is_of_role(word))
        .collect();
    let has = |word: &str| words.contains(&word);
    Said {
        role,
        stem: stem.join(" "),
        year,
        age,
        percent: !bounds && (head.contains('%') || VALUE[..5].iter().any(|word| has(word))),
        per_1000: folded.contains("per 1000") || folded.contains("per 1 000"),
    }
}

fn role(words: &[&str], head: &str) -> Role {
    let any = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let interval = any(&INTERVAL);
    if let [only] = words {
        if PERIOD.contains(only) {
            return Role::Period;
        }
        if AGE.contains(only) {
            return Role::Age;
        }
    }
    if any(&LOWER) || (interval && any(&["onder", "laag", "min"])) {
        Role::Lower
    } else if any(&UPPER) || (interval && any(&["boven", "hoog", "max"])) {
        Role::Upper
    } else if any(&["designeffect", "deff"]) || (any(&["design"]) && any(&["effect"])) {
        Role::Design
    } else if any(&["neff"])
        || (words.iter().any(|word| word.starts_with("effectie")) && any(&BASE))
    {
        Role::Effective
    } else if any(&NOTHING) || words.iter().any(|word| word.ends_with("code")) {
        Role::Nothing
    } else if any(&BASE) && !head.contains('%') {
        Role::Base
    } else if any(&COUNT) {
        Role::Count
    } else {
        Role::Value
    }
}

/// Returns the year of a word, when it can hardly be anything else.
pub fn plausible_year(word: &str) -> Option<Year> {
    parse_year(word).filter(|year| YEARS.contains(&year.0))
}

/// Takes an age group out of a head: «Roken (65+)», «eenzaam_18-64», «65 jaar en ouder».
fn without_age(head: &str) -> (String, Option<AgeGroup>) {
    let lower = head.to_lowercase().replace('–', "-");
    let lower = lower
        .replace(" jaar en ouder", "+")
        .replace(" jaar of ouder", "+")
        .replace("-plussers", "+")
        .replace("plussers", "+")
        .replace("-plus", "+")
        .replace("plus", "+");
    let mut age = None;
    let mut rest = String::new();
    for part in lower.split(|c: char| c.is_whitespace() || "()[]_,;:/".contains(c)) {
        let found = part
            .starts_with(|c: char| c.is_ascii_digit())
            .then(|| AgeGroup::from_code(part))
            .flatten();
        match found {
            Some(group) if age.is_none() => age = Some(group),
            _ => {
                rest.push(' ');
                rest.push_str(part);
            }
        }
    }
    (rest, age)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_say_role_stem_year_and_age() {
        for (head, role, stem) in [
            ("kwetsbaar_pct", Role::Value, "kwetsbaar"),
            ("kwetsbaar_n", Role::Base, "kwetsbaar"),
            ("n", Role::Base, ""),
            ("Aantal respondenten", Role::Base, ""),
            ("ondergrens 95%", Role::Lower, ""),
            ("Roken 95% BI laag", Role::Lower, "roken"),
            ("Roken UCL", Role::Upper, "roken"),
            ("Hoog risico op angst", Role::Value, "hoog risico op angst"),
            ("Roken (%)", Role::Value, "roken"),
            ("Aantal rokers", Role::Count, "rokers"),
            ("effectieve n", Role::Effective, ""),
            ("deff", Role::Design, ""),
            ("Wijkcode", Role::Nothing, "wijkcode"),
            ("Jaar", Role::Period, "jaar"),
        ] {
            let said = read(head);
            assert_eq!((said.role, said.stem.as_str()), (role, stem), "{head}");
        }
        let said = read("Eenzaam 65+ 2022 (%)");
        assert_eq!(said.stem, "eenzaam");
        assert_eq!(
            (said.year, said.age),
            (Some(Year(2022)), Some(AgeGroup::From65))
        );
        assert!(said.percent);
        assert_eq!(read("Roken 18-64").age, Some(AgeGroup::From18To64));
        // Four digits that are no year of a survey stay where they are.
        assert_eq!(read("Roken 2099").year, None);
    }
}
