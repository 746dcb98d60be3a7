//! The sentences of the sheet of one wijk or gemeente: what differs from the area around it, and
//! how sure its figures are.

use super::names::{Place, capital, list_of, number_word};
use super::standing::in_sentence;
use crate::indicators::Figure;
use crate::statistics::{FigureKind, NoTest, Verdict};
use crate::unit::Unit;

/// Topics named in a sentence before the rest is counted.
const NAMES: usize = 3;

/// Kinds of difference with a sentence: more do not fit on half a page.
const KINDS: usize = 2;

/// Most words in a sentence.
const WORDS: usize = 15;

/// How the margins of a part lie among those of the other parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Margins {
    /// For most topics wider than those of most other parts.
    Wider,
    /// For most topics narrower than those of most other parts.
    Narrower,
    /// Neither of these, or too few to say.
    Mixed,
}

/// One part on its sheet.
#[derive(Debug, Clone)]
pub struct SheetOf<'a> {
    /// Its name.
    pub name: String,
    /// «wijk» and «wijken».
    pub words: (&'static str, &'static str),
    /// The area around it.
    pub around: Place,
    /// The topics of the sheet and their figures; none where the part has no row at all.
    pub topics: Vec<(String, Option<&'a Figure>)>,
}

impl SheetOf<'_> {
    /// The names of the topics with one verdict, as they stand inside a sentence.
    fn with(&self, verdict: Verdict) -> Vec<String> {
        self.known()
            .filter(|(_, figure)| figure.verdict() == verdict)
            .map(|(label, _)| in_sentence(label))
            .collect()
    }

    /// The topics with a value.
    fn known(&self) -> impl Iterator<Item = (&str, &Figure)> {
        self.topics
            .iter()
            .filter_map(|(label, figure)| Some((label.as_str(), (*figure)?)))
            .filter(|(_, figure)| figure.reading.value().is_some())
    }

    /// How many topics were laid beside the area around, but differ too little to be named.
    fn small(&self) -> usize {
        self.known().filter(|(_, figure)| is_small(figure)).count()
    }
}

/// Whether a full count or an estimate was compared and its difference reaches no threshold.
fn is_small(figure: &Figure) -> bool {
    let reason = figure.ladder().and_then(|one| one.outcome.no_test());
    figure.verdict() == Verdict::GeenToets
        && matches!(
            reason,
            Some(NoTest::BelowThreshold | NoTest::RangeReachesThreshold)
        )
}

/// Returns whether any topic is clearly different from the area around.
pub fn differs(sheet: &SheetOf<'_>) -> bool {
    sheet
        .known()
        .any(|(_, figure)| figure.verdict().is_difference())
}

/// Returns the sentences about what is clearly different: worse first, then better, then higher and
/// lower without a judgement. Two kinds have a sentence; the table has those that are left.
pub fn sheet_sentences(sheet: &SheetOf<'_>) -> Vec<String> {
    let around = sheet.around.kind_with_article();
    let unclear = sheet.with(Verdict::NietDuidelijkAnders).len();
    let kinds: Vec<(&str, Vec<String>)> = [
        (Verdict::Ongunstiger, "ongunstiger"),
        (Verdict::Gunstiger, "gunstiger"),
        (Verdict::Hoger, "hoger"),
        (Verdict::Lager, "lager"),
    ]
    .into_iter()
    .map(|(verdict, word)| (word, sheet.with(verdict)))
    .filter(|(_, names)| !names.is_empty())
    .collect();
    let mut sentences: Vec<String> = Vec::new();
    for (word, names) in kinds.iter().take(KINDS) {
        let verb = if names.len() == 1 { "is" } else { "zijn" };
        let start = if sentences.is_empty() {
            format!("{word} dan in {around} {verb}:")
        } else {
            format!("{word} {verb}:")
        };
        sentences.push(capital(&with_names(&start, names)));
    }
    match kinds.len() {
        0 => return none_different(sheet, unclear),
        1 if unclear > 0 => {
            let (what, verb) = counted(unclear, ("ander onderwerp", "andere onderwerpen"));
            let text = format!("{what} {verb} niet duidelijk anders dan {around}.");
            sentences.push(capital(&text));
        }
        number if number > KINDS => sentences.push("De rest staat in de tabel.".to_owned()),
        _ => {}
    }
    sentences
}

/// Ends a sentence with as many names as it can hold.
fn with_names(start: &str, names: &[String]) -> String {
    let with = |most| {
        let list = list_of(names, most, TOPIC.1);
        format!("{start} {list}.")
    };
    let mut each = (1..=NAMES).rev().map(with);
    each.find(|text| text.split_whitespace().count() <= WORDS)
        .unwrap_or_else(|| with(1))
}

const TOPIC: (&str, &str) = ("onderwerp", "onderwerpen");
const FIGURE: (&str, &str) = ("cijfer", "cijfers");

/// «drie onderwerpen» with its verb.
fn counted(number: usize, words: (&str, &str)) -> (String, &'static str) {
    let word = number_word(number);
    if number == 1 {
        (format!("{word} {}", words.0), "is")
    } else {
        (format!("{word} {}", words.1), "zijn")
    }
}

/// «beide», «alle drie».
fn all_of(number: usize) -> String {
    match number {
        2 => "beide".to_owned(),
        more => format!("alle {}", number_word(more)),
    }
}

fn none_different(sheet: &SheetOf<'_>, unclear: usize) -> Vec<String> {
    let name = &sheet.name;
    let around = sheet.around.kind_with_article();
    let known = sheet.known().count();
    let small = sheet.small();
    if known == 0 {
        return vec![format!(
            "Van {name} zijn er geen cijfers over deze onderwerpen."
        )];
    }
    let at = |number: usize| {
        if number == sheet.topics.len() && number > 1 {
            format!("{} onderwerpen", all_of(number))
        } else {
            counted(number, TOPIC).0
        }
    };
    // What was not compared, or differs too little, is said only when there is nothing else to say.
    let text = if unclear > 0 {
        let what = at(unclear);
        format!("{name} is bij {what} niet duidelijk anders dan {around}.")
    } else if small > 0 {
        let what = at(small);
        format!("Bij {what} noemen we geen verschil met {around}.")
    } else {
        format!("De cijfers van {name} zijn niet vergeleken met {around}.")
    };
    vec![text]
}

/// Returns how sure the figures are: their kinds, their margins, few people, what is missing.
pub fn sheet_reliability(sheet: &SheetOf<'_>, margins: Margins, few_people: bool) -> Vec<String> {
    let mut sentences: Vec<String> = kinds(sheet).into_iter().collect();
    let parts = sheet.words.1;
    match margins {
        Margins::Wider => sentences.push(format!(
            "Bij de meeste onderwerpen is de marge breder dan in de meeste andere {parts}."
        )),
        Margins::Narrower => sentences.push(format!(
            "Bij de meeste onderwerpen is de marge smaller dan in de meeste andere {parts}."
        )),
        Margins::Mixed => {}
    }
    if few_people {
        sentences.push("Hier wonen weinig mensen.".to_owned());
    }
    let known = sheet.known().count();
    let missing = sheet.topics.len() - known;
    if missing > 0 && known > 0 {
        let what = counted(missing, TOPIC).0;
        sentences.push(format!("Van {what} is er geen cijfer."));
    }
    let untested = sheet
        .known()
        .filter(|(_, figure)| figure.verdict() == Verdict::GeenToets && !is_small(figure))
        .count();
    if untested > 0 && untested < known {
        let (what, verb) = counted(untested, TOPIC);
        sentences.push(capital(&format!("{what} {verb} niet vergeleken.")));
    }
    sentences
}

/// Which kinds of figures stand on the sheet; none without figures.
fn kinds(sheet: &SheetOf<'_>) -> Option<String> {
    let known = sheet.known().count();
    let of = |kind: FigureKind| sheet.known().filter(|(_, one)| one.kind == kind).count();
    let phrase = |kind: FigureKind, one: bool| match (kind, one) {
        (FigureKind::Modelschatting, true) => "is een schatting met een model",
        (FigureKind::Modelschatting, false) => "zijn schattingen met een model",
        (FigureKind::Schatting, true) => "is een schatting uit andere cijfers",
        (FigureKind::Schatting, false) => "zijn schattingen uit andere cijfers",
        (FigureKind::Registratie, true) => "komt uit een registratie",
        (FigureKind::Registratie, false) => "komen uit een registratie",
        (FigureKind::Enquete, true) => "komt uit een enquête",
        (FigureKind::Enquete, false) => "komen uit een enquête",
        (FigureKind::Lokaal, true) => "komt uit een lokaal bestand",
        (FigureKind::Lokaal, false) => "komen uit een lokaal bestand",
    };
    let mut found: Vec<(usize, FigureKind)> = FigureKind::ALL
        .into_iter()
        .map(|kind| (of(kind), kind))
        .filter(|(number, _)| *number > 0)
        .collect();
    // The largest group first; equal ones keep the order of the kinds.
    found.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    match found.as_slice() {
        [] => None,
        [(1, kind)] => Some(format!("Het cijfer {}.", phrase(*kind, true))),
        [(_, kind)] => {
            let text = format!("{} cijfers {}.", all_of(known), phrase(*kind, false));
            Some(capital(&text))
        }
        several => {
            let each: Vec<String> = several
                .iter()
                .map(|(number, kind)| {
                    let what = counted(*number, FIGURE).0;
                    capital(&format!("{what} {}.", phrase(*kind, *number == 1)))
                })
                .collect();
            Some(each.join(" "))
        }
    }
}

/// Returns how the margins of a part lie among those of the other parts, from per topic its own
/// margin and those of all others.
///
/// A margin around 50 % is wider than one around 5 % of equally many people. Therefore the margins
/// of others are first brought to the percentage of the part itself, on the arcsine scale: on it the
/// width depends on the number of people only. Topics in another unit do not count.
pub fn margins_among(topics: &[(&Figure, Vec<&Figure>)]) -> Margins {
    let (mut counted, mut wider, mut narrower) = (0_usize, 0_usize, 0_usize);
    for (own, others) in topics {
        let widths = others.iter().filter_map(|one| even_width(one));
        let others: Vec<f64> = widths.collect();
        let (Some(value), Some(own)) = (own.reading.value(), even_width(own)) else {
            continue;
        };
        if others.len() < FEWEST {
            continue;
        }
        counted += 1;
        // The slope of the percentage along the arcsine.
        let points = 2.0 * (value * (100.0 - value)).max(0.0).sqrt();
        let most = |is: &dyn Fn(f64) -> bool| {
            2 * others.iter().filter(|other| is(**other)).count() > others.len()
        };
        // As printed: a difference that no table shows is none.
        wider += usize::from(most(&|other| (own - other) * points > SAME_WIDTH));
        narrower += usize::from(most(&|other| (other - own) * points > SAME_WIDTH));
    }
    if counted < FEWEST {
        Margins::Mixed
    } else if 2 * wider > counted {
        Margins::Wider
    } else if 2 * narrower > counted {
        Margins::Narrower
    } else {
        Margins::Mixed
    }
}

/// The width of the margin of a percentage on the scale asin(√p).
fn even_width(figure: &Figure) -> Option<f64> {
    let margin = figure.reading.margin()?;
    let scale = |percentage: f64| (percentage.clamp(0.0, 100.0) / 100.0).sqrt().asin();
    (figure.indicator.eenheid == Unit::Procent)
        .then(|| scale(margin.upper()) - scale(margin.lower()))
}

/// With fewer topics, or fewer other parts, «most» means nothing.
const FEWEST: usize = 3;

/// Widths that differ less than this many percentage points are printed alike.
const SAME_WIDTH: f64 = 0.15;
