//! From the words of a head, or the name of a variable of the GGD monitor, to an indicator of the
//! catalogue. A match is a proposal: its definition is always printed beside it.

use std::sync::Arc;

use crate::area::fold_name;
use crate::themes::{Catalogue, Indicator};

/// Variables of the Gezondheidsmonitor (codebook 2016, the names of which live on). All of them
/// have the answer 1 for those who count.
const VARIABLES: [(&str, &str); 17] = [
    ("KLGGA208", "gezond"),
    ("CALGA260", "langdurige_aandoening"),
    ("CALGA261", "langdurig_beperkt"),
    ("GGADA203", "angst_depressie"),
    ("GGEES217", "eenzaam"),
    ("GGEES209", "sterk_eenzaam"),
    ("GGEES215", "emotioneel_eenzaam"),
    ("GGEES216", "sociaal_eenzaam"),
    ("GGRLS203", "regie"),
    ("LFRKA205", "roken"),
    ("LFALA213", "zware_drinker"),
    ("LFALS230", "overmatig_drinken"),
    ("AGGWS204", "overgewicht"),
    ("AGGWS205", "obesitas"),
    ("MCMZGS203", "mantelzorger"),
    ("MMIKA201", "rondkomen"),
    ("MMVWB201", "vrijwilligerswerk"),
];

/// Beginnings of words that together mean an indicator; the first line that fits counts, so the
/// narrower meaning stands first.
const WORDS: [(&[&str], &str); 47] = [
    (&["emotioneel", "eenza"], "emotioneel_eenzaam"),
    (&["emotionele", "eenza"], "emotioneel_eenzaam"),
    (&["sociaal", "eenza"], "sociaal_eenzaam"),
    (&["sociale", "eenza"], "sociaal_eenzaam"),
    (&["ernstig", "eenza"], "sterk_eenzaam"),
    (&["sterk", "eenza"], "sterk_eenzaam"),
    (&["eenza"], "eenzaam"),
    (&["ernstig", "overgewicht"], "obesitas"),
    (&["obesitas"], "obesitas"),
    (&["obees"], "obesitas"),
    (&["overgewicht"], "overgewicht"),
    (&["ondergewicht"], "ondergewicht"),
    (&["ondervoed"], "ondervoeding"),
    (&["zwar", "drinker"], "zware_drinker"),
    (&["zwaar", "drink"], "zware_drinker"),
    (&["overmatig", "drink"], "overmatig_drinken"),
    (&["overmatig", "alcohol"], "overmatig_drinken"),
    (&["roken"], "roken"),
    (&["roker"], "roken"),
    (&["rookt"], "roken"),
    (&["beweegrichtlijn"], "beweegrichtlijn"),
    (&["beweegt", "genoeg"], "beweegrichtlijn"),
    (&["beweegt", "voldoende"], "beweegrichtlijn"),
    (&["voldoende", "bewegen"], "beweegrichtlijn"),
    (&["hoog", "risico", "angst"], "angst_depressie"),
    (&["hoog", "risico", "depressie"], "angst_depressie"),
    (&["angst", "depressie"], "angst_depressie"),
    (&["stress"], "stress"),
    (&["veerkracht"], "veerkracht_laag"),
    (&["regie"], "regie"),
    (&["suicidegedacht"], "suicidegedachten"),
    (&["langdurig", "aandoening"], "langdurige_aandoening"),
    (&["langdurig", "ziekte"], "langdurige_aandoening"),
    (&["chronisch", "aandoening"], "langdurige_aandoening"),
    (&["langdurig", "beperkt"], "langdurig_beperkt"),
    (&["broze"], "broze_gezondheid"),
    (&["kwetsba"], "kwetsbaar"),
    (&["valincident"], "valincident"),
    (&["mantelzorger"], "mantelzorger"),
    (&["mantelzorg"], "mantelzorger"),
    (&["vrijwilligerswerk"], "vrijwilligerswerk"),
    (&["laaggeletterd"], "lage_taalvaardigheid"),
    (&["rondkomen"], "rondkomen"),
    (&["woa", "totaalscore"], "ses_woa"),
    (&["goed", "ervaren", "gezond"], "gezond"),
    (&["ervaart", "gezondheid", "goed"], "gezond"),
    (&["ervaren", "gezondheid"], "gezond"),
];

/// Beginnings of words that turn a meaning around or are about other people.
const OTHER: [&str; 23] = [
    "niet",
    "geen",
    "zonder",
    "nooit",
    "ex",
    "gestopt",
    "sigaret",
    "vape",
    "jonger",
    "jeugd",
    "kind",
    "leerling",
    "scholier",
    "ouders",
    "belast",
    "ontvang",
    "ontving",
    "krijgt",
    "matig",
    "slecht",
    "potentieel",
    "weinig",
    "onvoldoende",
];

/// Why an indicator of the catalogue was proposed.
#[derive(Debug, Clone)]
pub struct Match {
    /// The indicator.
    pub indicator: Arc<Indicator>,
    /// What it is based on, as the end of a sentence.
    pub because: String,
}

/// Finds the indicator that a head means, by its stem; `code` is the head as it stands.
pub fn find(catalogue: &Catalogue, stem: &str, code: &str) -> Option<Match> {
    let get = |id: &str| catalogue.get(id).cloned();
    if let Some((variable, indicator)) =
        variable(code).and_then(|(name, id)| Some((name, get(id)?)))
    {
        return Some(Match {
            indicator,
            because: format!("variabele {variable} van de Gezondheidsmonitor"),
        });
    }
    let plain = without_number(code);
    let column = catalogue
        .iter()
        .find(|indicator| !indicator.stam.is_empty() && indicator.stam.eq_ignore_ascii_case(plain));
    if let Some(indicator) = column.filter(|indicator| indicator.berekening.is_none()) {
        return Some(Match {
            indicator: Arc::clone(indicator),
            because: format!("kolom {} van {}", indicator.stam, indicator.bron),
        });
    }
    if stem.is_empty() {
        return None;
    }
    let names = |indicator: &Indicator| {
        let id = fold_name(&indicator.id);
        let short = indicator.kort.as_deref().map(fold_name);
        id == stem || fold_name(&indicator.label) == stem || short.as_deref() == Some(stem)
    };
    if let Some(indicator) = catalogue.iter().find(|indicator| names(indicator)) {
        return Some(Match {
            indicator: Arc::clone(indicator),
            because: "de naam in de catalogus".to_owned(),
        });
    }
    let words: Vec<&str> = stem.split(' ').collect();
    let begins = |start: &str| words.iter().any(|word| word.starts_with(start));
    let other = words.iter().any(|word| {
        OTHER
            .iter()
            .any(|start| word.starts_with(start) && (*start != "ex" || *word == "ex"))
    });
    if other && !stem.starts_with("matig of veel regie") {
        return None;
    }
    let (found, id) = WORDS
        .iter()
        .find(|(starts, _)| starts.iter().all(|start| begins(start)))?;
    Some(Match {
        indicator: get(id)?,
        because: format!("het woord «{}…»", found.join("… ")),
    })
}

/// The variable of the monitor with which a name begins: `LFRKA205`, `LFRKA2051`, `lfrka205_1`.
fn variable(code: &str) -> Option<(&'static str, &'static str)> {
    let upper = code.trim().to_uppercase();
    VARIABLES.into_iter().find(|(name, _)| {
        upper.strip_prefix(name).is_some_and(|rest| {
            matches!(
                rest.trim_start_matches(['_', ' ']),
                "" | "1" | "PCT" | "PERC" | "P"
            )
        })
    })
}

/// A key of StatLine without its number: `RokerHuidig_12`.
fn without_number(code: &str) -> &str {
    let code = code.trim();
    match code.rsplit_once('_') {
        Some((front, number)) if number.bytes().all(|b| b.is_ascii_digit()) => front,
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_variables_lead_to_the_catalogue() {
        let catalogue = Catalogue::builtin().unwrap();
        for (_, id) in VARIABLES.iter().copied() {
            assert!(catalogue.get(id).is_some(), "{id}");
        }
        for (_, id) in WORDS {
            assert!(catalogue.get(id).is_some(), "{id}");
        }
        for (head, expected) in [
            ("kwetsbaar", Some("kwetsbaar")),
            ("Kwetsbare ouderen", Some("kwetsbaar")),
            ("ernstig eenzaam", Some("sterk_eenzaam")),
            ("Eenzaamheid", Some("eenzaam")),
            ("niet eenzaam", None),
            ("ex-roker", None),
            ("Rookt", Some("roken")),
            ("LFRKA205", Some("roken")),
            ("LFRKA2051", Some("roken")),
            ("LFRKA2050", None),
            ("ggees209_1", Some("sterk_eenzaam")),
            ("RooktTabak_36", Some("roken")),
            ("Matig of hoog risico op angst of depressie", None),
            (
                "Hoog risico op angststoornis of depressie",
                Some("angst_depressie"),
            ),
            ("mantelzorg ontvangen", None),
            ("Huisartsen", None),
            ("Inwoners", Some("inwoners")),
        ] {
            let found = find(&catalogue, &fold_name(head), head);
            assert_eq!(
                found.map(|m| m.indicator.id.clone()).as_deref(),
                expected,
                "{head}"
            );
        }
    }
}
