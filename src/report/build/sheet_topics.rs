//! Which topics stand on the sheets, and the table of one sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::areas::cell;
use super::view::{View, is_fictitious, symbol};
use super::with_margin::{cell_with_margin, digits};
use crate::area::AreaCode;
use crate::findings::capital;
use crate::indicators::Figure;
use crate::period::Year;
use crate::report::model::{Cel, Kolom, Rij, Symbool, Tabel};
use crate::themes::{AgeGroup, Indicator, Theme};
use crate::unit::Unit;

/// Fewest topics on a sheet: with fewer headlines, core indicators fill it.
const FEWEST: usize = 8;
/// Most topics on a sheet, which holds half a page.
const MOST: usize = 10;

/// Core indicators that the sentence about the people of an area already says.
const SAID: [&str; 2] = ["aandeel_65plus", "eenpersoonshuishoudens"];

/// One topic with the figures of every area, looked up once for all sheets.
#[derive(Debug)]
pub struct Topic<'a> {
    /// The indicator.
    pub indicator: Arc<Indicator>,
    age: AgeGroup,
    year: Year,
    parts: BTreeMap<&'a AreaCode, &'a Figure>,
    around: Option<&'a Figure>,
    country: Option<&'a Figure>,
}

impl<'a> Topic<'a> {
    fn of(view: &View<'a>, indicator: &Arc<Indicator>, age: AgeGroup) -> Option<Self> {
        let year = view.inputs.table.shown.get(&(indicator.id.clone(), age))?;
        let figures = view.part_figures(&indicator.id, age);
        // A topic without any figure per part would be an empty row on every sheet.
        let known = figures.iter().any(|one| one.reading.value().is_some());
        known.then(|| Self {
            indicator: Arc::clone(indicator),
            age,
            year: *year,
            parts: figures.into_iter().map(|one| (&one.area, one)).collect(),
            around: view.figure(&indicator.id, age, &view.subject),
            country: view.figure(&indicator.id, age, &AreaCode::Land),
        })
    }

    /// The figure of a part.
    pub fn figure(&self, area: &AreaCode) -> Option<&'a Figure> {
        self.parts.get(area).copied()
    }

    /// The figures of all other parts.
    pub fn others(&self, area: &AreaCode) -> Vec<&'a Figure> {
        let others = self.parts.iter().filter(|(own, _)| **own != area);
        others.map(|(_, figure)| *figure).collect()
    }

    /// In how many parts it is clearly different.
    fn differences(&self) -> usize {
        let figures = self.parts.values();
        figures
            .filter(|figure| figure.verdict().is_difference())
            .count()
    }
}

/// Returns the topics of the sheets: all headline indicators, so that a count on a sheet is that of
/// the overview, and where these are too few, the core indicators that differ in most parts. All
/// sheets have the same topics.
pub fn topics<'a>(view: &View<'a>) -> Vec<Topic<'a>> {
    let mut found: Vec<Topic<'a>> = view
        .headlines()
        .iter()
        .filter_map(|(indicator, age)| Topic::of(view, indicator, *age))
        .collect();
    if found.len() > MOST {
        return in_turn(found);
    }
    if found.len() < FEWEST {
        let known: BTreeSet<String> = found.iter().map(|one| one.indicator.id.clone()).collect();
        let mut rest = others(view);
        rest.retain(|topic| !known.contains(&topic.indicator.id));
        rest.sort_by_key(|topic| std::cmp::Reverse(topic.differences()));
        let room = FEWEST.saturating_sub(found.len());
        found.extend(rest.into_iter().take(room));
        found.sort_by_key(|topic| view.inputs.catalogue.position(&topic.indicator.id));
    }
    found
}

/// The other core indicators with figures per part.
fn others<'a>(view: &View<'a>) -> Vec<Topic<'a>> {
    let leading = view.leading(|indicator| {
        indicator.is_core()
            && !indicator.kop
            && indicator.may_be_ranked()
            && indicator.eenheid != Unit::Aantal
            && !SAID.contains(&indicator.id.as_str())
    });
    leading
        .iter()
        .map(|(indicator, age)| view.for_parts(indicator, *age))
        .filter_map(|(indicator, age)| Topic::of(view, &indicator, age))
        .collect()
}

/// Takes the first topic of every theme, then the second, until the sheet is full; in their own
/// order, so that no theme falls off the sheet.
fn in_turn(all: Vec<Topic<'_>>) -> Vec<Topic<'_>> {
    let mut of_theme: BTreeMap<Theme, usize> = BTreeMap::new();
    let mut turns: Vec<(usize, usize)> = Vec::new();
    for (place, topic) in all.iter().enumerate() {
        let turn = of_theme.entry(topic.indicator.thema).or_default();
        turns.push((*turn, place));
        *turn += 1;
    }
    turns.sort_unstable();
    let kept: BTreeSet<usize> = turns.iter().take(MOST).map(|(_, place)| *place).collect();
    let numbered = all.into_iter().enumerate();
    numbered
        .filter(|(place, _)| kept.contains(place))
        .map(|(_, topic)| topic)
        .collect()
}

/// Age group and year of most topics; a row that is about others says so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Common {
    age: AgeGroup,
    year: Year,
}

impl Common {
    /// Returns what most topics share; of equal numbers the first.
    pub fn of(topics: &[Topic<'_>]) -> Option<Self> {
        let each = topics.iter().map(|topic| Self {
            age: topic.age,
            year: topic.year,
        });
        let most = |one: &Self| {
            let same = |topic: &&Topic<'_>| topic.age == one.age && topic.year == one.year;
            topics.iter().filter(same).count()
        };
        each.reduce(|best, next| {
            if most(&next) > most(&best) {
                next
            } else {
                best
            }
        })
    }
}

/// «Roken (%)», and the age group and year where these are not those of the other rows.
fn row_head(topic: &Topic<'_>, common: Common) -> String {
    let indicator = &topic.indicator;
    let mut text = match indicator.eenheid {
        Unit::Score | Unit::Aantal => indicator.label.clone(),
        unit => format!("{} ({})", indicator.label, unit.label()),
    };
    if topic.age != common.age {
        text = format!("{text}, {}", topic.age.title());
    }
    if topic.year != common.year {
        text = format!("{text}, {}", topic.year);
    }
    text
}

/// Returns the table of one part.
pub fn table(view: &View<'_>, area: &AreaCode, topics: &[Topic<'_>], common: Common) -> Tabel {
    let (part, _) = view.part_words();
    let around = view.around();
    let name = view.name(area);
    let mut table = Tabel::new(
        "",
        format!("{name}: een rij per onderwerp, met de {around} en Nederland"),
        vec![
            Kolom::tekst(format!(
                "Onderwerp ({}, {})",
                common.age.title(),
                common.year
            )),
            Kolom::woord(format!("{} (marge)", capital(part))),
            Kolom::getal(capital(around)),
            Kolom::getal("Nederland"),
            Kolom::woord(format!("Vergeleken met de {around}")),
        ],
    );
    // The same on every sheet, so that the columns of two sheets look the same.
    let values = topics.iter().flat_map(|topic| topic.parts.values());
    let digits = values.map(|one| digits(one)).max().unwrap_or(0);
    for topic in topics {
        let own = topic.figure(area);
        let shown = [own, topic.around, topic.country];
        table.fictief |= shown.into_iter().flatten().any(is_fictitious);
        let known = own.filter(|figure| figure.reading.value().is_some());
        table.rijen.push(Rij::new(vec![
            Cel::tekst(row_head(topic, common)),
            cell_with_margin(own, digits),
            cell(topic.around),
            cell(topic.country),
            Cel::oordeel(known.map_or(Symbool::GeenToets, symbol)),
        ]));
    }
    table
}
