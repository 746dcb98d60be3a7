//! "Wat maakt dit gebied anders": figures in the outer tenth of all Dutch gemeenten, and clear
//! differences with the area around. Below it the six dimensions of Positieve Gezondheid.
//!
//! The outer tenth is known for gemeenten only: a region that somebody put together has no row of
//! regions to stand in, so a region report says which of its gemeenten stand out (statistics.md 4.10).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::more::row_head;
use super::positive;
use super::view::{View, is_fictitious, symbol};
use crate::area::AreaCode;
use crate::findings::{capital, list_of, number_word};
use crate::indicators::{Figure, NationalSpread};
use crate::report::model::{Anders, Cel, Kolom, Rij, Soort, Symbool, Tabel};
use crate::statistics::FigureKind;
use crate::themes::{AgeGroup, Indicator, Theme, Werving};
use crate::unit::Unit;

/// Most rows per theme in the table of differences.
const PER_THEME: usize = 3;
/// Most rows in the table of differences, and with a table of the outer tenth above it: with the
/// dimensions below they share a page.
const MOST_ROWS: (usize, usize) = (9, 4);
/// Most rows in the table of the outer tenth.
const MOST_OUTER: usize = 4;
/// Most names of gemeenten in a cell.
const NAMES: usize = 4;

/// Returns the page.
pub fn page(view: &View<'_>) -> Anders {
    let (tiende, zinnen) = outer_tenth(view);
    let around = view
        .references()
        .get(1)
        .map_or_else(String::new, |area| view.place(area).kind_with_article());
    let most = match tiende {
        None => MOST_ROWS.0,
        Some(_) => MOST_ROWS.1,
    };
    let verschillen = differences(view, &around, most);
    Anders {
        zinnen,
        tiende,
        verschillen_titel: format!("Duidelijke verschillen met {around}"),
        verschillen_geen: if verschillen.is_none() {
            format!("Geen enkel cijfer is duidelijk anders dan in {around}.")
        } else {
            String::new()
        },
        verschillen,
        uitleg: positive::explanation(),
        dimensies: positive::dimensions(view),
    }
}

/// The indicators that may stand here, with the figure of the area itself: of the survey where the
/// area has one, so that no topic stands there twice.
fn own_figures<'a>(view: &View<'a>) -> Vec<(Arc<Indicator>, &'a Figure)> {
    let table = view.inputs.table;
    let wanted = |one: &Indicator| one.may_be_ranked() && one.werving == Werving::Steekproef;
    let leading = view.leading(wanted);
    let figures = leading.into_iter().filter_map(|(indicator, age)| {
        let figure = view.figure(&indicator.id, age, &view.subject)?;
        let replaced = table.measured(&indicator.id, &view.subject).is_some();
        (figure.reading.value().is_some() && !replaced).then_some((indicator, figure))
    });
    figures.collect()
}

/// Clear differences per theme, each more than its threshold and tested where it can be. Those that
/// are most times their threshold stand there; of all distances, which go together, one.
fn differences(view: &View<'_>, around: &str, most: usize) -> Option<Tabel> {
    let mut found: Vec<(f64, &Figure)> = own_figures(view)
        .into_iter()
        // A score or a class on a scale of its own says little without its explanation.
        .filter(|(indicator, _)| indicator.eenheid != Unit::Score)
        .filter_map(|(_, figure)| Some((size(figure)?, figure)))
        .collect();
    found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let all = found.len();
    let mut with_distance = false;
    found.retain(|(_, figure)| {
        let is_distance = figure.indicator.eenheid == Unit::Km;
        let kept = !(is_distance && with_distance);
        with_distance |= is_distance;
        kept
    });
    let mut counts: BTreeMap<Theme, usize> = BTreeMap::new();
    found.retain(|(_, figure)| {
        let count = counts.entry(figure.indicator.thema).or_default();
        *count += 1;
        *count <= PER_THEME
    });
    found.truncate(most);
    found.sort_by_key(|(_, figure)| figure.indicator.thema);
    let columns = vec![
        Kolom::tekst("Onderwerp"),
        Kolom::getal(view.name(&view.subject)),
        Kolom::getal(capital(around.trim_start_matches("de "))),
        Kolom::woord(format!("Vergeleken met {around}")),
    ];
    let mut table = Tabel::new("", format!("Duidelijke verschillen met {around}"), columns);
    for (_, figure) in found {
        let reference = figure.ladder().map(|ladder| ladder.reference_value);
        let number = |value| figure.indicator.eenheid.number(value);
        table.fictief |= is_fictitious(figure);
        table.rijen.push(Rij::new(vec![
            Cel::tekst(row_head(&figure.indicator, figure)),
            super::areas::cell(Some(figure)),
            Cel::tekst(reference.map_or_else(|| "–".to_owned(), number)),
            Cel::oordeel(symbol(figure)),
        ]));
    }
    table.noot = left_out(all - table.rijen.len());
    (!table.rijen.is_empty()).then_some(table)
}

/// Says how many rows there was no room for; nothing when all are there.
fn left_out(number: usize) -> String {
    match number {
        0 => String::new(),
        1 => "En nog één ander cijfer.".to_owned(),
        number => format!("En nog {} andere cijfers.", number_word(number)),
    }
}

/// How many thresholds a difference is; `None` without a verdict that says that it differs.
fn size(figure: &Figure) -> Option<f64> {
    let ladder = figure.ladder()?;
    if symbol(figure) == Symbool::NietDuidelijkAnders || !figure.verdict().is_difference() {
        return None;
    }
    let (difference, threshold) = (ladder.outcome.difference()?, ladder.outcome.threshold()?);
    (threshold > 0.0).then(|| difference.abs() / threshold)
}

/// On which end of all gemeenten a figure lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Highest,
    Lowest,
}

impl End {
    /// The end on which a figure lies, and whether a value in the spread is made up: above the 90 %
    /// quantile or below the 10 % quantile, so that equal values are never parted. Of an uncertain
    /// figure the whole margin must lie there, or its place would be chance.
    fn of(peers: &NationalSpread, figure: &Figure) -> Option<(Self, bool)> {
        let row = peers.peers(figure)?;
        let value = figure.reading.value()?;
        let (low, high) = match (figure.reading.margin(), figure.kind) {
            (Some(margin), _) => (margin.lower(), margin.upper()),
            (None, FigureKind::Registratie) => (value, value),
            (None, _) => return None,
        };
        let end = if low > row.spread.quantile(90)? {
            Self::Highest
        } else if high < row.spread.quantile(10)? {
            Self::Lowest
        } else {
            return None;
        };
        Some((end, row.fictitious))
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Highest => "bij de 10 % met het hoogste cijfer",
            Self::Lowest => "bij de 10 % met het laagste cijfer",
        }
    }
}

/// The table of the outer tenth and the sentences about it, or why there is none.
fn outer_tenth(view: &View<'_>) -> (Option<Tabel>, Vec<String>) {
    let peers = &view.inputs.table.peers;
    if peers.rows().next().is_none() {
        return (None, unknown());
    }
    let name = view.name(&view.subject);
    let table = match view.kind {
        Soort::Gemeente => of_gemeente(view, peers),
        Soort::Regio => of_region(view, peers),
    };
    let mut sentences = match view.kind {
        Soort::Gemeente => vec![format!(
            "Hier staat bij welke cijfers {name} zeker hoort bij de uiterste 10 %."
        )],
        Soort::Regio => vec![
            "Hier staat welke gemeenten zeker horen bij de uiterste 10 % van Nederland.".to_owned(),
        ],
    };
    if table.is_none() {
        sentences.push("Dat is bij geen enkel cijfer zeker zo.".to_owned());
    }
    (table, sentences)
}

fn unknown() -> Vec<String> {
    vec![
        "Hoort dit gebied bij de uiterste 10 % van Nederland? Dat is nu niet te zeggen.".to_owned(),
        "Daarvoor zijn de cijfers van alle gemeenten nodig.".to_owned(),
        "Wel staat hier welke cijfers duidelijk anders zijn.".to_owned(),
    ]
}

fn of_gemeente(view: &View<'_>, peers: &NationalSpread) -> Option<Tabel> {
    let columns = vec![
        Kolom::tekst("Onderwerp"),
        Kolom::getal(view.name(&view.subject)),
        Kolom::tekst("Van alle gemeenten"),
    ];
    let summary = "Cijfers bij de uiterste 10 % van alle gemeenten";
    let mut table = Tabel::new("", summary, columns);
    let core = |(indicator, _): &(Arc<Indicator>, &Figure)| {
        (view.in_full(indicator) || indicator.enquete_van.is_some()) && in_outer_tenth(indicator)
    };
    for (indicator, figure) in own_figures(view).into_iter().filter(core) {
        let Some((end, made_up)) = End::of(peers, figure) else {
            continue;
        };
        table.fictief |= made_up || is_fictitious(figure);
        table.rijen.push(Rij::new(vec![
            Cel::tekst(row_head(&indicator, figure)),
            super::areas::cell(Some(figure)),
            Cel::tekst(end.words()),
        ]));
    }
    finished(table)
}

fn of_region(view: &View<'_>, peers: &NationalSpread) -> Option<Tabel> {
    let columns = vec![
        Kolom::tekst("Onderwerp"),
        Kolom::tekst("Bij de 10 % met het hoogste cijfer"),
        Kolom::tekst("Bij de 10 % met het laagste cijfer"),
    ];
    let summary = "Gemeenten bij de uiterste 10 % van alle gemeenten, per onderwerp";
    let mut table = Tabel::new("", summary, columns);
    let core = |one: &Indicator| view.in_full(one) && one.may_be_ranked() && in_outer_tenth(one);
    for (indicator, age) in view.leading(core) {
        let (indicator, age) = view.for_parts(&indicator, age);
        let figures = view.part_figures(&indicator.id, age);
        let ends: Vec<(&Figure, End, bool)> = figures
            .into_iter()
            .filter_map(|figure| {
                let (end, made_up) = End::of(peers, figure)?;
                Some((figure, end, made_up))
            })
            .collect();
        let Some((first, _, _)) = ends.first() else {
            continue;
        };
        table.fictief |= ends
            .iter()
            .any(|(figure, _, made_up)| *made_up || is_fictitious(figure));
        let mut cells = vec![Cel::tekst(row_head(&indicator, first))];
        for wanted in [End::Highest, End::Lowest] {
            let on_end = ends.iter().filter(|(_, end, _)| *end == wanted);
            let names: Vec<String> = on_end.map(|(one, _, _)| view.name(&one.area)).collect();
            let text = list_of(&names, NAMES, "gemeenten");
            cells.push(Cel::tekst(if text.is_empty() {
                "–".to_owned()
            } else {
                text
            }));
        }
        table.rijen.push(Rij::new(cells));
    }
    finished(table)
}

/// Numbers of people only say how large a gemeente is.
fn in_outer_tenth(indicator: &Indicator) -> bool {
    indicator.eenheid != Unit::Aantal
}

fn finished(mut table: Tabel) -> Option<Tabel> {
    table.noot = left_out(table.rijen.len().saturating_sub(MOST_OUTER));
    table.rijen.truncate(MOST_OUTER);
    (!table.rijen.is_empty()).then_some(table)
}

/// Returns the figure of the area for an indicator: of the survey where the area has one.
pub fn shown_figure<'a>(
    view: &View<'a>,
    indicator: &Indicator,
    age: AgeGroup,
    area: &AreaCode,
) -> Option<&'a Figure> {
    let measured = view.inputs.table.measured(&indicator.id, area);
    measured.or_else(|| view.figure(&indicator.id, age, area))
}
