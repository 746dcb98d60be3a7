//! Page 2: how to read the report.

use super::view::View;
use crate::report::model::{IndexRegel, Leeswijzer, Symbool, SymboolUitleg};

/// Returns the reading guide.
pub fn page(view: &View<'_>) -> Leeswijzer {
    Leeswijzer {
        symbolen: symbols(view.around()),
        marge: texts(&[
            "Een cijfer is nooit helemaal zeker.",
            "Daarom staat er een marge bij: de laagste en de hoogste waarde die goed kan.",
            "Een streep in een figuur laat de marge zien. Hoe langer de streep, hoe onzekerder.",
            "Voor ▲ en ▼ rekenen we bij een model met minstens 1,5 punt naar beide kanten.",
        ]),
        model: texts(&[
            "Veel cijfers over gezondheid zijn schattingen met een model.",
            "Het model kijkt naar leeftijd, inkomen en woning van bewoners.",
            "Het weet niet wat er in de wijk gebeurt.",
            "Wat een wijk bijzonder maakt, weten de mensen die er wonen en werken.",
        ]),
        wie_ontbreekt: texts(&[
            "Mensen die moeilijk lezen, vullen minder vaak een vragenlijst in.",
            "Mensen in een instelling doen niet mee.",
            "Dit rapport kan hun problemen te laag schatten.",
        ]),
        vragen: texts(&[
            "Herkent u dit beeld?",
            "Wat doen we hier al aan, en wie doet dat?",
            "Waar beginnen we, en wanneer is het gelukt?",
        ]),
        index: view
            .parts
            .iter()
            .map(|area| IndexRegel {
                nummer: view.number(area),
                naam: view.name(area),
                anker: area.to_string(),
            })
            .collect(),
    }
}

fn texts(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn symbols(around: &str) -> Vec<SymboolUitleg> {
    Symbool::ALLE
        .into_iter()
        .map(|symbool| SymboolUitleg {
            symbool,
            uitleg: match symbool {
                Symbool::HogerOngunstiger => {
                    format!("hoger dan de {around}, en dat is ongunstiger")
                }
                Symbool::LagerOngunstiger => {
                    format!("lager dan de {around}, en dat is ongunstiger")
                }
                Symbool::HogerGunstiger => format!("hoger dan de {around}, en dat is gunstiger"),
                Symbool::LagerGunstiger => format!("lager dan de {around}, en dat is gunstiger"),
                Symbool::Hoger => format!("hoger dan de {around}; niet goed of slecht"),
                Symbool::Lager => format!("lager dan de {around}; niet goed of slecht"),
                Symbool::NietDuidelijkAnders => {
                    "niet duidelijk anders: het verschil is klein of onzeker".to_owned()
                }
                Symbool::GeenToets => "niet vergeleken, of het verschil is te klein".to_owned(),
            },
        })
        .collect()
}
