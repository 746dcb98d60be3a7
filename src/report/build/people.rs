//! "Waar is het verschil het grootst, in aantal mensen?": the whole list, theme by theme, and the
//! sheet on which partners weigh what comes first (statistics.md 4.10).

use std::sync::Arc;

use super::glance::whole;
use super::view::View;
use crate::findings::{LEAST_PERSONS, Priority, burden, capital, extra_people, priorities};
use crate::reading::Reading;
use crate::report::model::{Begrip, Cel, Kolom, Mensen, Rij, Tabel, Weegblad};
use crate::statistics::Fifth;
use crate::statistics::certainty::Certainty;
use crate::themes::{AgeGroup, Indicator, Theme};
use crate::unit::Unit;

/// Returns the page.
pub fn page(view: &View<'_>) -> Mensen {
    let headlines = view.headlines();
    let tabellen: Vec<Tabel> = Theme::ALL
        .into_iter()
        .filter_map(|theme| of_theme(view, &headlines, theme))
        .collect();
    let (part, parts) = view.part_words();
    let around = view.around();
    let zinnen = if view.parts.is_empty() {
        vec!["Hier zijn geen wijken om te vergelijken.".to_owned()]
    } else if tabellen.is_empty() {
        vec![format!(
            "In het overzicht is geen van de {parts} duidelijk ongunstiger dan de {around}."
        )]
    } else {
        vec![
            format!("Een {part} staat hier als het cijfer ongunstiger is dan in de {around}."),
            "Per thema staat het grootste aantal mensen boven.".to_owned(),
            format!("Een {part} met veel inwoners staat daardoor al snel hoog."),
            "Alleen de onderwerpen uit het overzicht tellen mee.".to_owned(),
        ]
    };
    let toelichting = if tabellen.is_empty() {
        Vec::new()
    } else {
        explanation(view, &tabellen)
    };
    Mensen {
        zinnen,
        tabellen,
        toelichting,
        weegblad: sheet(view, &headlines),
    }
}

fn explanation(view: &View<'_>, tables: &[Tabel]) -> Vec<String> {
    let around = view.around();
    let mut lines = vec![
        format!("Rekensom: verschil met de {around} × aantal inwoners van de leeftijdsgroep."),
        "Het zegt niet hoeveel mensen met een aanpak te helpen zijn.".to_owned(),
        "Onderwerpen overlappen: tel de aantallen niet bij elkaar op.".to_owned(),
    ];
    let has = |head: &str| {
        let mut columns = tables.iter().flat_map(|table| &table.kolommen);
        columns.any(|column| column.kop == head)
    };
    if has(CERTAINTY) {
        lines.push(
            "Marge: alleen van het verschil; het aantal inwoners staat vast. Een marge is er alleen \
             bij een vragenlijst."
                .to_owned(),
        );
        lines.push(
            "Zekerheid: hoe zeker het is dat het cijfer hier echt ongunstiger is. Het aantal \
             vergelijkingen telt daarin niet mee."
                .to_owned(),
        );
    }
    if has(FIFTH) {
        lines.push(
            "In Nederland: hoort de wijk bij de hoogste of laagste 20 % van alle wijken? Dat is een \
             schatting."
                .to_owned(),
        );
    }
    lines
}

const MARGIN: &str = "Marge";
const CERTAINTY: &str = "Zekerheid";
const FIFTH: &str = "In Nederland";

fn of_theme(
    view: &View<'_>,
    headlines: &[(Arc<Indicator>, AgeGroup)],
    theme: Theme,
) -> Option<Tabel> {
    let table = view.inputs.table;
    let found = extra_people(table, headlines, view.part_level(), theme, LEAST_PERSONS);
    if found.is_empty() {
        return None;
    }
    let (part, _) = view.part_words();
    let around = view.around();
    let some = |test: &dyn Fn(&Priority<'_>) -> bool| found.iter().any(test);
    let with_margin = some(&|one| one.figure.extra_margin(one.comparison).is_some());
    let with_fifth = some(&|one| table.fifth(one.figure).is_some());
    let with_place = some(&|one| place(view, one).is_some());
    let mut columns = vec![
        Kolom::tekst("Waar en wat"),
        Kolom::getal(capital(part)),
        Kolom::getal(capital(around)),
        Kolom::getal(format!("Extra mensen, vergeleken met de {around}")),
    ];
    if with_margin {
        columns.push(Kolom::getal(MARGIN));
        columns.push(Kolom::woord(CERTAINTY));
    }
    if with_place {
        columns.push(Kolom::getal(format!("Plaats van de {}", view.parts.len())));
    }
    if with_fifth {
        columns.push(Kolom::woord(FIFTH));
    }
    let summary = format!(
        "{}: {part}, onderwerp en aantal extra mensen",
        theme.title()
    );
    let mut list = Tabel::new(theme.title(), summary, columns);
    for priority in &found {
        list.fictief |= is_made_up(priority);
        let mut cells = first_cells(view, priority);
        if with_margin {
            cells.push(Cel::tekst(margin(priority)));
            let sure = Certainty::of_comparison(&priority.comparison.outcome);
            cells.push(Cel::tekst(sure.map_or("–", Certainty::words)));
        }
        if with_place {
            let text = place(view, priority).unwrap_or_else(|| "–".to_owned());
            cells.push(Cel::tekst(text));
        }
        if with_fifth {
            let fifth = table.fifth(priority.figure);
            list.fictief |= fifth.is_some_and(|(_, row)| row.fictitious);
            cells.push(Cel::tekst(fifth_words(fifth.map(|(fifth, _)| fifth))));
        }
        list.rijen.push(Rij::new(cells));
    }
    Some(list)
}

fn is_made_up(priority: &Priority<'_>) -> bool {
    let figure = priority.figure;
    figure.row_is_fictitious(Some(priority.comparison))
}

/// Where, what, the figure, what it is compared with, and the people.
fn first_cells(view: &View<'_>, priority: &Priority<'_>) -> Vec<Cel> {
    let figure = priority.figure;
    let unit = figure.indicator.eenheid;
    let value = match figure.reading {
        Reading::Known { value, .. } => unit.with_unit(value),
        Reading::Absent(absent) => absent.words().to_owned(),
    };
    vec![
        Cel::tekst(where_and_what(view, priority)),
        Cel::tekst(value),
        Cel::tekst(unit.with_unit(priority.comparison.reference_value)),
        Cel::tekst(people(priority)),
    ]
}

/// Returns «Assendorp · Sterk eenzaam, naar schatting».
pub fn where_and_what(view: &View<'_>, priority: &Priority<'_>) -> String {
    let figure = priority.figure;
    let estimated = if figure.kind.is_estimated() {
        ", naar schatting"
    } else {
        ""
    };
    format!(
        "{} · {}{estimated}",
        view.name(&figure.area),
        burden(&figure.indicator)
    )
}

/// Returns the number of extra people as it is printed.
pub fn people(priority: &Priority<'_>) -> String {
    Unit::Aantal.number(whole(priority.extra_persons))
}

fn margin(priority: &Priority<'_>) -> String {
    let found = priority.figure.extra_margin(priority.comparison);
    found.map_or_else(
        || "–".to_owned(),
        |(lower, upper)| {
            let text = |number| Unit::Aantal.number(whole(number));
            format!("{} – {}", text(lower), text(upper))
        },
    )
}

/// The places between which a survey figure lies among the parts. The outer places have a name: a
/// single place would be the rank that the report does not print.
fn place(view: &View<'_>, priority: &Priority<'_>) -> Option<String> {
    let figure = priority.figure;
    let key = (figure.indicator.id.clone(), figure.age, figure.area.clone());
    let place = view.inputs.table.ranks.get(&key)?;
    Some(if place.first != place.last {
        format!("{} – {}", place.first, place.last)
    } else if place.first == 1 {
        // Place 1 is the highest percentage (statistics/rank.rs).
        "hoogste".to_owned()
    } else if place.last == view.parts.len() {
        "laagste".to_owned()
    } else {
        "ertussen".to_owned()
    })
}

const fn fifth_words(fifth: Option<Fifth>) -> &'static str {
    match fifth {
        Some(Fifth::Top) => "hoogste 20 %",
        Some(Fifth::Bottom) => "laagste 20 %",
        Some(Fifth::Middle) => "ertussen",
        None => "–",
    }
}

/// Rows of the sheet at least: partners may add topics of their own.
const ROWS: usize = 6;

/// What partners fill in themselves.
const TO_FILL_IN: [&str; 6] = [
    "Omvang (A)",
    "Ernst (B)",
    "Effect (C)",
    "Eerste score (BPR)",
    "Haalbaar: ja of nee (PEARL)",
    "Eindscore (OPR)",
];

fn sheet(view: &View<'_>, headlines: &[(Arc<Indicator>, AgeGroup)]) -> Weegblad {
    let found = priorities(view.inputs.table, headlines, view.part_level());
    let mut columns = vec![Kolom::tekst("Waar en wat"), Kolom::getal("Extra mensen")];
    columns.extend(TO_FILL_IN.map(Kolom::woord));
    let summary = "Een rij per onderwerp; de lege vakken zijn om in te vullen";
    let mut table = Tabel::new("", summary, columns);
    let blank = || TO_FILL_IN.map(|_| Cel::tekst("")).to_vec();
    for priority in &found {
        table.fictief |= is_made_up(priority);
        let mut cells = vec![
            Cel::tekst(where_and_what(view, priority)),
            Cel::tekst(people(priority)),
        ];
        cells.extend(blank());
        table.rijen.push(Rij::new(cells));
    }
    // Without a clear difference partners still may weigh topics of their own.
    let themes = Theme::ALL
        .into_iter()
        .filter(|theme| *theme != Theme::Context);
    if found.is_empty() {
        for theme in themes {
            let mut cells = vec![Cel::tekst(format!("{}:", theme.title())), Cel::tekst("")];
            cells.extend(blank());
            table.rijen.push(Rij::new(cells));
        }
    }
    let own = ROWS.saturating_sub(table.rijen.len()).max(1);
    for _ in 0..own {
        let mut cells = vec![Cel::tekst("Eigen onderwerp:"), Cel::tekst("")];
        cells.extend(blank());
        table.rijen.push(Rij::new(cells));
    }
    Weegblad {
        zinnen: sheet_words(view, !found.is_empty()),
        begrippen: terms(!found.is_empty()),
        tabel: Some(table),
    }
}

/// What partners do with the sheet; `with_people` says whether it has any number of people.
fn sheet_words(view: &View<'_>, with_people: bool) -> Vec<String> {
    let around = view.around();
    let fill_in = if with_people {
        "Wij geven het aantal mensen. De lege vakken vult u in het overleg in."
    } else {
        "De lege vakken vult u in het overleg in."
    };
    vec![
        "Met dit blad weegt u samen wat eerst komt. Het is de methode van Hanlon.".to_owned(),
        fill_in.to_owned(),
        format!("Een probleem van de hele {around} kan groot zijn, ook zonder extra mensen."),
        "Spreek eerst samen af hoeveel punten A, B en C kunnen krijgen.".to_owned(),
    ]
}

fn terms(with_people: bool) -> Vec<Begrip> {
    [
        (
            "Omvang (A)",
            if with_people {
                "Om hoeveel mensen gaat het? Gebruik het aantal extra mensen."
            } else {
                "Om hoeveel mensen gaat het?"
            },
        ),
        ("Ernst (B)", "Hoe erg is het voor mensen, nu en later?"),
        (
            "Effect (C)",
            "Hoe goed helpt een aanpak? Zoek op wat daarover bekend is.",
        ),
        ("Eerste score (BPR)", "(A + B) × C, gedeeld door 3."),
        (
            "Haalbaar (PEARL)",
            "Vijf vragen. Past het bij onze taak? Kan het uit? Willen mensen het? Zijn er mensen \
             en middelen? Mag het van de wet?",
        ),
        (
            "Eindscore (OPR)",
            "Vijf keer ja: gelijk aan BPR. Is één antwoord nee? Dan is de score 0.",
        ),
    ]
    .map(|(naam, uitleg)| Begrip {
        naam: naam.to_owned(),
        uitleg: uitleg.to_owned(),
    })
    .to_vec()
}
