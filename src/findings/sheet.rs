//! The sentences of the sheet of one wijk or gemeente: what differs from the area around it, and
//! how sure its figures are.

use super::names::{Place, capital, list_of, number_word};
use crate::indicators::Figure;
use crate::reading::Reading;
use crate::statistics::{FigureKind, NoTest, Verdict};

/// Topics named in a sentence before the rest is counted.
const NAMES: usize = 3;

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
            .map(|(label, _)| uncapital(label))
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

/// Returns at most two sentences about what is clearly different: worse first, then better, then
/// higher and lower without a judgement.
pub fn sheet_sentences(sheet: &SheetOf<'_>) -> Vec<String> {
    let name = &sheet.name;
    let around = sheet.around.kind_with_article();
    let unclear = sheet.with(Verdict::NietDuidelijkAnders).len();
    let mut sentences: Vec<String> = Vec::new();
    for (verdict, word, words) in [
        (Verdict::Ongunstiger, "ongunstiger", TOPIC),
        (Verdict::Gunstiger, "gunstiger", TOPIC),
        (Verdict::Hoger, "hoger", FIGURE),
        (Verdict::Lager, "lager", FIGURE),
    ] {
        let names = sheet.with(verdict);
        if names.is_empty() || sentences.len() == 2 {
            continue;
        }
        let list = list_of(&names, NAMES, words.1);
        let (what, verb) = counted(names.len(), words);
        sentences.push(if sentences.is_empty() {
            format!("In {name} {verb} {what} {word} dan in {around}: {list}.")
        } else {
            format!("{} {verb} {word}: {list}.", capital(&what))
        });
    }
    match sentences.len() {
        0 => none_different(sheet, unclear),
        1 if unclear > 0 => {
            let (what, verb) = counted(unclear, ("ander onderwerp", "andere onderwerpen"));
            let text = format!("{what} {verb} niet duidelijk anders dan {around}.");
            sentences.push(capital(&text));
            sentences
        }
        _ => sentences,
    }
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
    let mut sentences = Vec::new();
    if unclear > 0 {
        let what = at(unclear);
        sentences.push(format!(
            "{name} is bij {what} niet duidelijk anders dan {around}."
        ));
    }
    if small > 0 {
        let what = at(small);
        let differ = if small == 1 {
            "is het verschil"
        } else {
            "zijn de verschillen"
        };
        sentences.push(format!(
            "Bij {what} {differ} met {around} klein of onzeker."
        ));
    }
    if sentences.is_empty() {
        sentences.push(format!(
            "De cijfers van {name} zijn niet vergeleken met {around}."
        ));
    }
    sentences
}

/// Returns how sure the figures are: their kinds, their margins, few people, what is missing.
pub fn sheet_reliability(
    sheet: &SheetOf<'_>,
    margins: Margins,
    few_people: Option<&str>,
) -> Vec<String> {
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
    if let Some(limit) = few_people {
        sentences.push(format!("Hier wonen nog geen {limit} mensen."));
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
                    format!("{what} {}", phrase(*kind, *number == 1))
                })
                .collect();
            Some(capital(&format!(
                "{}.",
                list_of(&each, each.len(), "cijfers")
            )))
        }
    }
}

/// Returns how the margins of a part lie among those of the other parts, from per topic its own
/// margin and those of all others.
pub fn margins_among(topics: &[(&Figure, Vec<&Figure>)]) -> Margins {
    let width = |figure: &Figure| match figure.reading {
        Reading::Known { margin, .. } => margin.map(|one| one.upper() - one.lower()),
        Reading::Absent(_) => None,
    };
    let (mut counted, mut wider, mut narrower) = (0_usize, 0_usize, 0_usize);
    for (own, others) in topics {
        let others: Vec<f64> = others.iter().filter_map(|one| width(one)).collect();
        let Some(own) = width(own).filter(|_| others.len() >= FEWEST) else {
            continue;
        };
        counted += 1;
        let most = |is: &dyn Fn(f64) -> bool| {
            2 * others.iter().filter(|other| is(**other)).count() > others.len()
        };
        // As printed: a difference that no table shows is none.
        wider += usize::from(most(&|other| own - other > SAME_WIDTH));
        narrower += usize::from(most(&|other| other - own > SAME_WIDTH));
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

/// With fewer topics, or fewer other parts, «most» means nothing.
const FEWEST: usize = 3;

/// Widths that differ less than this, in the unit of the figure, are printed alike.
const SAME_WIDTH: f64 = 0.15;

/// Writes a label inside a sentence: without its capital, unless it starts with an abbreviation.
fn uncapital(label: &str) -> String {
    let mut letters = label.chars();
    let (first, second) = (letters.next(), letters.next());
    match (first, second) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}
