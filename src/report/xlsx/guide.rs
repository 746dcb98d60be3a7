//! The first sheet: what the other sheets and their columns mean.

use super::APART;
use super::cell::Value;
use super::columns::{COLUMNS, PRINTED};
use super::grid::{Grid, head};
use super::sheet::Sheet;
use super::strings::Strings;
use crate::themes::Theme;

const WORDS: [(&str, &str); 8] = [
    (
        "lege cel",
        "Er is geen cijfer, of wij rekenden het niet uit. Een lege cel is nooit nul.",
    ),
    (
        "marge",
        "Een cijfer uit een enquête of een model is niet precies. De marge loopt van de \
         ondergrens tot de bovengrens.",
    ),
    (
        "niet duidelijk anders",
        "We vergeleken het cijfer. Het verschil is klein of onzeker. Dat betekent niet dat beide \
         gebieden gelijk zijn.",
    ),
    (
        "gunstiger, ongunstiger",
        "Het verschil is groot en zeker genoeg. Op het blad Definities staat welke kant ongunstig \
         is.",
    ),
    (
        "hoger, lager",
        "Het verschil is groot genoeg. Of dat goed of slecht is, zegt het cijfer niet.",
    ),
    (
        "geen toets",
        "We konden het verschil niet beoordelen. In de kolom «Hoe is vergeleken?» staat waarom.",
    ),
    (
        "modelschatting",
        "Een model schat dit cijfer uit antwoorden en kenmerken van bewoners. Het is niet in het \
         gebied zelf geteld. Een model meet geen effect van een aanpak.",
    ),
    (
        "procentpunt",
        "Het verschil tussen twee percentages. Van 10 naar 12 procent is 2 procentpunten.",
    ),
];

/// What the sheet tells of this workbook.
pub struct Contents<'a> {
    /// Title of the report.
    pub title: &'a str,
    /// Whether anything is made up.
    pub made_up: bool,
    /// Whether there is a sheet with people who signed up themselves.
    pub apart: bool,
}

impl Contents<'_> {
    /// Writes the sheet.
    pub fn write(&self, strings: &mut Strings) -> Sheet {
        let mark = if self.made_up {
            "FICTIEF: in dit bestand staan verzonnen cijfers. "
        } else {
            ""
        };
        let notice = format!("{mark}Leeswijzer bij de cijfers van: {}", self.title);
        let heads = [head("Wat", 14.0), head("Naam", 34.0), head("Uitleg", 100.0)];
        let grid = Grid {
            name: "Leeswijzer",
            notice: &notice,
            heads: &heads,
            frozen: 2,
            printed: heads.len(),
            made_up: self.made_up,
        };
        let rows = self.rows().into_iter();
        grid.write(strings, rows.map(|row| row.map(Value::text).to_vec()))
    }

    fn rows(&self) -> Vec<[String; 3]> {
        let row = |what: &str, name: &str, told: &str| [what, name, told].map(str::to_owned);
        let mut rows: Vec<[String; 3]> = Theme::ALL
            .iter()
            .map(|theme| row("Blad", theme.title(), "De cijfers over dit thema."))
            .collect();
        if self.apart {
            let told = "Cijfers van jongvolwassenen die zich zelf aanmeldden. Vergelijk ze met \
                        geen andere cijfers.";
            rows.push(row("Blad", APART, told));
        }
        rows.push(row("Blad", "Definities", "Wat elke indicator betekent."));
        let told = "De tabellen en kaarten waar de cijfers vandaan komen.";
        rows.push(row("Blad", "Bronnen", told));
        for (name, told) in filters() {
            rows.push(row("Filteren", name, &told));
        }
        if self.made_up {
            let told = "Een deel van de cijfers is verzonnen, om het programma te laten zien. In \
                        de kolom «Fictief» staat per rij «ja» of «nee».";
            rows.push(row("Let op", "FICTIEF", told));
        }
        rows.extend(
            COLUMNS
                .iter()
                .map(|column| row("Kolom", column.head.name, column.explanation)),
        );
        rows.extend(WORDS.iter().map(|(name, told)| row("Woord", name, told)));
        rows
    }
}

fn filters() -> [(&'static str, String); 3] {
    [
        (
            "Kiezen wat u ziet",
            "Klik op het pijltje naast de kop van een kolom. Vink aan wat u wilt zien.".to_owned(),
        ),
        (
            "Elk cijfer één keer",
            "Vergelijken we een cijfer met twee gebieden, dan staat het in twee rijen. Kies één \
             gebied in de kolom «Vergeleken met». Tel de rijen daarom nooit op."
                .to_owned(),
        ),
        (
            "Afdrukken",
            format!(
                "Op papier staan de eerste {PRINTED} kolommen. De andere kolommen zeggen hoe een \
                 cijfer is gemaakt."
            ),
        ),
    ]
}
