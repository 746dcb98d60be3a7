//! One `[[indicator]]`: from the catalogue with its definition beside it, or a block to fill in.

use super::draft::{Block, Line, quoted, shown};
use super::terms::Match;
use super::unit;
use crate::area::fold_name;
use crate::themes::{AgeGroup, Catalogue};

/// What the reader of the mapping must fill in. It is no theme, direction or population, so that a
/// block that is switched on too early is refused.
const FILL_IN: &str = "\"VUL IN\"";

/// What is known of one indicator of the file.
pub struct Facts<'a> {
    /// Name in the file, for comments.
    pub name: &'a str,
    /// Where the name stands: «kop», «variabele».
    pub place: &'a str,
    /// Meaning, when it was recognised.
    pub matched: Option<&'a Match>,
    /// Longer name, when the file has one.
    pub label: Option<&'a str>,
    /// Unit, or why it does not fit.
    pub unit: Result<unit::Found, String>,
    /// Lines that say where the figures are.
    pub columns: Vec<Line>,
    /// Ages of the head.
    pub age: Option<AgeGroup>,
    /// Column of the ages.
    pub age_column: Option<String>,
    /// Year or its column.
    pub period: Option<Line>,
    /// Whether the form has no year of its own.
    pub needs_period: bool,
}

/// Makes the block of an indicator.
pub fn block(catalogue: &Catalogue, facts: Facts<'_>) -> Block {
    let lacks_year = facts.needs_period && facts.period.is_none();
    let mut comments = Vec::new();
    let mut lines = Vec::new();
    let id = match facts.matched {
        Some(matched) => known(matched, &facts, &mut comments, &mut lines),
        None => unknown(catalogue, &facts, &mut comments, &mut lines),
    };
    let mut active = facts.matched.is_some();
    lines.extend(facts.columns);
    match facts.unit {
        Ok(found) => lines.push(Line::new("eenheid", format!("\"{}\"", found.word)).because(
            format!("{}; kan ook: {}", found.because, others(found.word)),
        )),
        Err(why) => {
            active = false;
            comments.push(format!(
                "Staat uit, want {why}. Klopt het toch, verbeter dan eenheid."
            ));
            lines.push(Line::new("eenheid", "\"procent\"").because("VUL IN"));
        }
    }
    match (facts.age, facts.age_column) {
        (Some(age), _) => {
            let line = Line::new("leeftijd", format!("\"{}\"", age.as_str()));
            lines.push(line.because("de leeftijd staat in de kop"));
        }
        (None, Some(column)) => {
            let line = Line::new("leeftijd", quoted(&column));
            lines.push(line.because("kolom met leeftijdsgroepen"));
        }
        (None, None) => {}
    }
    let period = facts.period.as_ref().map(|line| line.value.clone());
    match facts.period {
        Some(line) => lines.push(line),
        None if facts.needs_period => {
            let line = Line::new("periode", "2024").proposed();
            lines.push(
                line.because("VUL IN: geen jaar gevonden; zet het goede jaar, en haal # weg"),
            );
        }
        None => {}
    }
    Block {
        id,
        age: facts.age,
        period,
        comments,
        lines,
        active,
        lacks_year,
    }
}

fn others(word: &str) -> String {
    let all = ["procent", "fractie", "per_1000", "aantal"];
    let others: Vec<&str> = all.into_iter().filter(|other| *other != word).collect();
    others.join(", ")
}

fn known(
    matched: &Match,
    facts: &Facts<'_>,
    comments: &mut Vec<String>,
    lines: &mut Vec<Line>,
) -> String {
    let indicator = &matched.indicator;
    let label = facts.label.map(|label| format!(" ({})", shown(label)));
    comments.push(format!(
        "{} «{}»{} lijkt op «{}». Gebaseerd op: {}.",
        facts.place,
        shown(facts.name),
        label.unwrap_or_default(),
        indicator.label,
        matched.because
    ));
    comments.push(format!(
        "Controleer of dit dezelfde definitie is: {}",
        indicator.definitie
    ));
    comments.push(format!(
        "Bevolking in de catalogus: {}. Is de definitie anders? Zet dan erbij: definitie = \"…\"",
        indicator.bevolking.title()
    ));
    lines.push(Line::new("id", quoted(&indicator.id)));
    indicator.id.clone()
}

fn unknown(
    catalogue: &Catalogue,
    facts: &Facts<'_>,
    comments: &mut Vec<String>,
    lines: &mut Vec<Line>,
) -> String {
    let label = facts.label.unwrap_or(facts.name);
    let id = snake(catalogue, facts.name);
    comments.push(format!(
        "{} «{}» is niet herkend in de catalogus, en staat daarom uit.",
        facts.place,
        shown(facts.name)
    ));
    comments.push(
        "Nodig in het rapport? Vul in wat ontbreekt en haal # weg. Of zet bij id een id uit \
         «regiobeeld lijst indicatoren», en laat label tot en met bevolking weg."
            .to_owned(),
    );
    let line = |key: &str, value: &str, why: &str| Line::new(key, value).because(why);
    lines.push(Line::new("id", quoted(&id)));
    lines.push(line("label", &quoted(&shown(label)), "naam in het rapport"));
    lines.push(line(
        "thema",
        FILL_IN,
        "leefstijl, mentaal, grijze_druk, laaggeletterdheid of context",
    ));
    lines.push(line("definitie", FILL_IN, "wie telt mee, en wanneer"));
    lines.push(line(
        "richting",
        FILL_IN,
        "hoger_is_ongunstiger, lager_is_ongunstiger of neutraal",
    ));
    lines.push(line("bevolking", FILL_IN, "alle, 18+, 18-64, 65+, …"));
    id
}

/// Makes an id of a head: small letters, digits and `_`; never one of the catalogue.
fn snake(catalogue: &Catalogue, name: &str) -> String {
    let id: String = fold_name(name).replace(' ', "_").chars().take(40).collect();
    let id = id.trim_matches('_');
    let id = if id.is_empty() { "indicator" } else { id };
    if catalogue.get(id).is_some() {
        format!("{id}_lokaal")
    } else {
        id.to_owned()
    }
}
