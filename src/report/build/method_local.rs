//! The sections of the method chapter about local extracts: whose figures, which rules protect
//! people, what is not shown, and how surveys were tested.

use std::collections::BTreeMap;

use super::method_text::section;
use super::view::View;
use crate::disclosure::Profile;
use crate::extract::Protected;
use crate::findings::label_for;
use crate::indicators::Figure;
use crate::reading::{Absent, Reading};
use crate::report::model::Sectie;
use crate::statistics::compare;
use crate::unit::dutch_number;

/// Names of areas that are written out per indicator; the rest is counted.
const NAMES: usize = 12;

/// Returns the sections for the extracts of the report.
pub fn sections(view: &View<'_>, figures: &[&Figure]) -> Vec<Sectie> {
    let mut sections = Vec::new();
    if figures.iter().any(|figure| is_tested(figure)) {
        sections.push(surveys(view));
    }
    let extracts = view.inputs.extracts;
    let mut told: Vec<(&Profile, &Option<String>)> = Vec::new();
    for extract in extracts {
        let own = (&extract.profile, &extract.reason);
        if !told.contains(&own) {
            told.push(own);
            let same = extracts.iter().filter(|e| (&e.profile, &e.reason) == own);
            sections.push(rules_section(&same.collect::<Vec<_>>()));
        }
    }
    sections.extend(extracts.iter().filter_map(|e| what_was_hidden(view, e)));
    sections
}

fn is_tested(figure: &Figure) -> bool {
    figure.ladder().is_some_and(|comparison| {
        matches!(
            comparison.outcome.method(),
            compare::Method::SurveyAgainstSurvey | compare::Method::PartAgainstRest
        )
    })
}

fn surveys(view: &View<'_>) -> Sectie {
    let families = &view.inputs.table.families;
    let sum = |of: &dyn Fn(&crate::indicators::FamilyCount) -> u64| -> u64 {
        families.iter().map(of).sum()
    };
    let counts = format!(
        "Voor dit rapport zijn {} verschillen getoetst, ook van gebieden die er niet in staan. \
         Zonder correctie is bij {} de p-waarde kleiner dan 0,05, met correctie bij {}.",
        sum(&|family| family.tests),
        sum(&|family| family.raw),
        sum(&|family| family.corrected)
    );
    let places = if view.inputs.table.ranks.is_empty() {
        ""
    } else {
        "De kolom Plaats zegt tussen welke plaatsen een gemeente in de regio waarschijnlijk staat; 1 \
         is het hoogste percentage. Die grenzen komen uit 10 000 trekkingen binnen de marges."
    };
    section(
        "Verschillen in enquêtes",
        &[
            "Een enquête vraagt niet iedereen. Daarom toetsen we of een verschil meer is dan \
             toeval. Een gebied vergelijken we met de rest van het geheel waar het in ligt.",
            "Wie veel gebieden vergelijkt, vindt altijd wel een verschil. Daarom corrigeren we de \
             p-waarden per onderwerp (Benjamini-Hochberg).",
            &counts,
            places,
            "We noemen een verschil alleen als aan twee eisen is voldaan:",
        ],
        &[
            "de gecorrigeerde p-waarde is kleiner dan 0,05;",
            "het verschil is groot genoeg: minstens 1 procentpunt en minstens een tiende van het \
             percentage, maar meer dan 5 procentpunt hoeft het niet te zijn.",
        ],
    )
}

/// Whose figures they are and which rules protect people, for extracts with equal rules.
fn rules_section(extracts: &[&Protected]) -> Sectie {
    let sources: Vec<&str> = extracts.iter().map(|e| e.source.as_str()).collect();
    let files = if sources.len() == 1 {
        "een bestand van"
    } else {
        "bestanden van"
    };
    let mut paragraphs = vec![format!(
        "Een deel van de cijfers komt uit {files}: {}. Zulke bestanden zijn niet openbaar.",
        sources.join("; ")
    )];
    let profile = extracts.first().map(|e| (&e.profile, &e.reason));
    if let Some((_, Some(reason))) = profile {
        paragraphs.push(format!(
            "Een deel van de regels is losser dan gewoon. De reden: {reason}."
        ));
    }
    paragraphs.push("Deze regels beschermen de mensen over wie het gaat:".to_owned());
    Sectie {
        titel: "Cijfers uit lokale bestanden".to_owned(),
        alineas: paragraphs,
        punten: profile.map_or_else(Vec::new, |(profile, _)| rules(profile)),
    }
}

/// What the rules hid; nothing when all figures are there and may be handed on.
fn what_was_hidden(view: &View<'_>, extract: &Protected) -> Option<Sectie> {
    let mut paragraphs = Vec::new();
    if extract.withheld > 0 {
        paragraphs.push(format!(
            "Van dit bestand hield de bron zelf {} cijfers achter.",
            extract.withheld
        ));
    }
    if extract.hidden > 0 {
        paragraphs.push(format!(
            "In alle gebieden van het bestand samen zijn {} cijfers niet te zien. Ook een \
             cijfer dat zelf mag, kan ontbreken: anders was een ander cijfer uit te rekenen.",
            extract.hidden
        ));
    }
    if extract.exposed > 0 {
        paragraphs.push(
            "Een deel hiervan is af te leiden uit een eerdere editie van dit rapport.".to_owned(),
        );
    }
    if !extract.attach {
        paragraphs.push(
            "De cijfers van dit bestand staan alleen in de PDF, en niet in de bestanden die erbij \
             horen."
                .to_owned(),
        );
    }
    let hidden = hidden_here(view, extract);
    if !hidden.is_empty() {
        paragraphs.push("In dit rapport zijn niet te zien:".to_owned());
    }
    (!paragraphs.is_empty()).then(|| Sectie {
        titel: format!("Niet te zien: {}", who(extract)),
        alineas: paragraphs,
        punten: hidden,
    })
}

/// Returns who delivered an extract, without the name of the study.
pub fn who(extract: &Protected) -> &str {
    let source = extract.source.as_str();
    source.split(',').next().unwrap_or(source).trim()
}

fn rules(profile: &Profile) -> Vec<String> {
    let number = |value: f64| dutch_number(value, 0);
    vec![
        format!(
            "minder dan {} deelnemers: geen cijfer, en tot {} deelnemers staat erbij dat het \
             cijfer indicatief is;",
            number(profile.min_respondents),
            number(profile.indicative_below)
        ),
        format!(
            "minder dan {} mensen voor wie het geldt, of voor wie het niet geldt: geen cijfer;",
            number(profile.min_cases)
        ),
        format!(
            "geldt het voor meer dan {} procent: geen cijfer;",
            number(profile.max_share)
        ),
        format!(
            "tellingen van minder dan {} mensen: geen cijfer, en andere tellingen ronden we af op \
             {}.",
            number(profile.min_count),
            number(profile.rounding)
        ),
    ]
}

/// Per indicator the areas of this report that have no figure because it is hidden.
fn hidden_here(view: &View<'_>, extract: &Protected) -> Vec<String> {
    let table = view.inputs.table;
    let mut by_indicator: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for figure in &table.figures {
        let is_own = table
            .sources
            .get(figure.source)
            .is_some_and(|source| source.sha256 == extract.sha256);
        if is_own && figure.reading == Reading::Absent(Absent::Secret) {
            let label = format!(
                "{}, {}",
                label_for(&figure.indicator, figure.age),
                figure.period
            );
            let names = by_indicator.entry(label).or_default();
            names.push(view.name(&figure.area));
        }
    }
    by_indicator
        .into_iter()
        .map(|(label, names)| {
            let more = names.len().saturating_sub(NAMES);
            let listed = names.into_iter().take(NAMES).collect::<Vec<_>>().join(", ");
            let rest = match more {
                0 => String::new(),
                1 => " en nog één gebied".to_owned(),
                more => format!(" en nog {more} gebieden"),
            };
            format!("{label}: {listed}{rest}.")
        })
        .collect()
}
