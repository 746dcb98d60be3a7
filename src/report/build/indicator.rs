//! One indicator: message, sentences, chart, table, source.

use std::sync::Arc;

use super::view::{View, is_fictitious, symbol};
use super::with_margin::{cell_with_margin, digits};
use super::{charts, monitor, selection};
use crate::area::AreaCode;
use crate::findings::{
    capital, fifths_sentence, label_for, message, nederland, parts_sentences, subject_sentence,
    verdict_sentence,
};
use crate::indicators::Figure;
use crate::reading::{Absent, Reading};
use crate::report::model::{Cel, Indicator as Block, Kolom, Rij, Symbool, Tabel};
use crate::statistics::{FigureKind, Verdict};
use crate::themes::{AgeGroup, Indicator};
use crate::unit::Unit;

/// Returns a block for each of these indicators.
pub fn blocks(view: &mut View<'_>, topics: &[(Arc<Indicator>, AgeGroup)]) -> Vec<Block> {
    topics
        .iter()
        .map(|(indicator, age)| {
            let (shown, shown_age) = view.for_parts(indicator, *age);
            let kader = if shown.id == indicator.id {
                monitor::of(view, indicator)
            } else {
                monitor::model_beside(view, indicator, *age)
            };
            Block {
                kader,
                ..block(view, &shown, shown_age)
            }
        })
        .collect()
}

fn block(view: &mut View<'_>, indicator: &Indicator, age: AgeGroup) -> Block {
    let figures = view.part_figures(&indicator.id, age);
    let parts = view.parts_of(&figures);
    let year = view
        .inputs
        .table
        .shown
        .get(&(indicator.id.clone(), age))
        .map_or(0, |y| y.0);
    let subject = view.figure(&indicator.id, age, &view.subject);
    let known = figures
        .iter()
        .any(|figure| figure.reading.value().is_some());
    let ranked = indicator.may_be_ranked();
    let titel = if ranked && known {
        message(indicator, age, &parts)
    } else {
        label_for(indicator, age)
    };
    let mut zinnen = subject
        .map(|figure| about_subject(view, figure))
        .unwrap_or_default();
    zinnen.extend(
        subject
            .map(|figure| monitor::over_the_years(view, figure))
            .unwrap_or_default(),
    );
    if ranked {
        zinnen.extend(parts_sentences(indicator, &parts));
    }
    let mut shown = selection::of_block(&figures);
    if ranked {
        shown = selection::from_high(shown);
    }
    let tabel = table(view, indicator, age, &shown);
    let chart = ranked
        .then(|| charts::dots(view, indicator, age, (&titel, &shown)))
        .flatten();
    let name = format!("{}-{}", indicator.id, age.as_str().replace('+', "plus"));
    let drawn = chart.map(|spec| charts::drawn(view, &name, &spec, &tabel));
    let (figuur, ernaast) = drawn.map_or((None, None), |(whole, beside)| (Some(whole), beside));
    Block {
        titel,
        ondertitel: format!(
            "{} ({})",
            charts::measure(indicator, age, year),
            charts::unit_words(indicator.eenheid)
        )
        .replace(" ()", ""),
        zinnen,
        kader: None,
        figuur,
        ernaast,
        tabel,
        bronregel: source_lines(view, subject, &figures),
        noten: selection::note(shown.len(), figures.len(), view.part_words().1)
            .into_iter()
            .chain(notes(view, indicator, &figures))
            .collect(),
    }
}

fn about_subject(view: &View<'_>, figure: &Figure) -> Vec<String> {
    let mut sentences: Vec<String> = subject_sentence(figure).into_iter().collect();
    let Some(value) = figure.reading.value() else {
        return sentences;
    };
    // Where the survey has a figure of this area, that is compared, and the model is not.
    let table = view.inputs.table;
    if table.measured(&figure.indicator.id, &figure.area).is_some() {
        return sentences;
    }
    // One comparator: the nearest. Nederland stands beside it in the table.
    if let Some(comparison) = figure.ladder().or_else(|| figure.comparisons.first()) {
        let place = view.place(&comparison.reference);
        let reference = comparison.reference_value;
        sentences.push(nederland(&figure.indicator, &place, value, reference));
        if comparison.on_ladder && figure.indicator.may_be_ranked() {
            sentences.push(verdict_sentence(&figure.indicator, comparison).to_owned());
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Returns the table of an indicator: references first, then the parts in the order of `figures`.
pub fn table(view: &View<'_>, indicator: &Indicator, age: AgeGroup, figures: &[&Figure]) -> Tabel {
    let (part, _) = view.part_words();
    let around = view.around();
    let shown = |test: &dyn Fn(&Figure) -> bool| figures.iter().any(|figure| test(figure));
    let with_margin = shown(&|figure| figure.reading.margin().is_some());
    let ranked = indicator.may_be_ranked();
    let with_verdict = ranked && shown(&|figure| figure.ladder().is_some());
    let with_people = ranked && shown(&|figure| extra_persons(figure).is_some());
    let references: Vec<(AreaCode, &Figure)> = view
        .references()
        .into_iter()
        .filter_map(|area| Some((area.clone(), view.figure(&indicator.id, age, &area)?)))
        .collect();
    let all = || references.iter().map(|(_, figure)| *figure);
    let digits = all().chain(figures.iter().copied()).map(digits).max();
    let mut columns = vec![
        // Without parts the rows are gemeente, region and country.
        Kolom::tekst(if figures.is_empty() {
            "Gebied".to_owned()
        } else {
            capital(part)
        }),
        value_column(indicator, with_margin),
    ];
    if with_verdict {
        columns.push(Kolom::woord(format!("Vergeleken met de {around}")));
    }
    if with_people {
        columns.push(Kolom::getal("Extra mensen"));
    }
    let with_place = figures.iter().any(|figure| place(view, figure).is_some());
    if with_place {
        columns.push(Kolom::getal(format!("Plaats van de {}", figures.len())));
    }
    let layout = Layout {
        digits: digits.filter(|_| with_margin),
        with_verdict,
        with_people,
    };
    let summary = format!(
        "{} per {part}, met {around} en Nederland",
        label_for(indicator, age)
    );
    let mut table = Tabel::new("", summary, columns);
    for (area, figure) in &references {
        table.fictief |= is_fictitious(figure);
        let mut row = layout.reference(&view.name(area), figure).met_nadruk();
        if with_place {
            row.cellen.push(Cel::tekst(""));
        }
        table.rijen.push(row);
    }
    for figure in figures {
        table.fictief |= is_fictitious(figure);
        let mut row = layout.part(&view.name(&figure.area), figure);
        if with_place {
            let text = place(view, figure).unwrap_or_else(|| "–".to_owned());
            row.cellen.push(Cel::tekst(text));
        }
        table.rijen.push(row);
    }
    table
}

/// The places between which a survey figure lies among the parts: never one place only.
fn place(view: &View<'_>, figure: &Figure) -> Option<String> {
    let key = (figure.indicator.id.clone(), figure.age, figure.area.clone());
    let place = view.inputs.table.ranks.get(&key)?;
    Some(format!("{} – {}", place.first, place.last))
}

/// The column of the values, with their margins where there are any.
fn value_column(indicator: &Indicator, with_margin: bool) -> Kolom {
    let heading = match indicator.eenheid.label() {
        "" => indicator.label.clone(),
        "aantal" => "Aantal".to_owned(),
        unit => unit.to_owned(),
    };
    if with_margin {
        Kolom::woord(format!("{heading} (marge)"))
    } else {
        Kolom::getal(heading)
    }
}

struct Layout {
    /// Digits before the decimal sign of the largest value; `None` in a table without margins.
    digits: Option<usize>,
    with_verdict: bool,
    with_people: bool,
}

impl Layout {
    fn reference(&self, name: &str, figure: &Figure) -> Rij {
        self.row(name, figure, Cel::tekst(""), Cel::tekst(""))
    }

    fn part(&self, name: &str, figure: &Figure) -> Rij {
        let verdict = if figure.reading.value().is_some() {
            Cel::oordeel(symbol(figure))
        } else {
            Cel::oordeel(Symbool::GeenToets)
        };
        let people = extra_persons(figure).map_or_else(|| Cel::tekst("–"), Cel::tekst);
        self.row(name, figure, verdict, people)
    }

    fn row(&self, name: &str, figure: &Figure, verdict: Cel, people: Cel) -> Rij {
        let value = match self.digits {
            Some(digits) => cell_with_margin(Some(figure), digits),
            None => super::areas::cell(Some(figure)),
        };
        let mut cells = vec![Cel::tekst(name), value];
        if self.with_verdict {
            cells.push(verdict);
        }
        if self.with_people {
            cells.push(people);
        }
        Rij::new(cells)
    }
}

/// People more than when the part were like the area around it; only where that is worse.
fn extra_persons(figure: &Figure) -> Option<String> {
    let persons = figure.ladder()?.extra_persons?;
    (figure.verdict() == Verdict::Ongunstiger).then(|| match persons {
        ..=0 => "minder dan 5".to_owned(),
        number => Unit::Aantal.number(super::glance::whole(number)),
    })
}

/// The margin of a figure as a cell: «15,3 – 19,5».
pub fn margin_cell(figure: &Figure) -> Cel {
    let unit = figure.indicator.eenheid;
    match figure.reading {
        Reading::Known {
            margin: Some(margin),
            ..
        } => Cel::tekst(format!(
            "{} – {}",
            unit.number(margin.lower()),
            unit.number(margin.upper())
        )),
        Reading::Known { margin: None, .. } | Reading::Absent(_) => Cel::tekst("–"),
    }
}

/// The source of the area itself, and of its parts when that is another one.
fn source_lines(view: &View<'_>, subject: Option<&Figure>, parts: &[&Figure]) -> String {
    let own = subject.map(|figure| source_line(view, figure));
    let of_parts = parts
        .iter()
        .find(|f| f.reading.value().is_some())
        .map(|f| source_line(view, f));
    match (own, of_parts) {
        (Some(own), Some(other)) if own != other => {
            format!(
                "{own} Per {}: {}",
                view.part_words().0,
                other.replacen("Bron", "bron", 1)
            )
        }
        (own, other) => own.or(other).unwrap_or_default(),
    }
}

/// Returns the source line of a figure.
pub fn source_line(view: &View<'_>, figure: &Figure) -> String {
    let source = view.inputs.table.sources.get(figure.source);
    let table = source.map_or("", |source| source.table.as_str());
    let is_file = source.is_some_and(|source| source.slice == "extract");
    let table = if is_file {
        format!("(bestand {table})")
    } else {
        table.to_owned()
    };
    let kind = match figure.kind {
        FigureKind::Registratie => "registratie",
        FigureKind::Enquete => "enquête",
        FigureKind::Modelschatting => "modelschatting",
        FigureKind::Schatting => "schatting",
        FigureKind::Lokaal => "lokaal",
    };
    format!(
        "Bron: {} {table}, {}, {kind}.",
        figure.indicator.bron, figure.period
    )
}

/// How a remark on the year of the inhabitants begins.
const COUNTED: &str = "gerekend met de inwoners";

fn notes(view: &View<'_>, indicator: &Indicator, figures: &[&Figure]) -> Vec<String> {
    let (part, parts) = view.part_words();
    let counted = |number: usize| match number {
        1 => format!("één {part}"),
        number => format!("{} {parts}", crate::findings::number_word(number)),
    };
    let mut notes = vec![indicator.definitie.clone()];
    // Who were counted matters where numbers of people are printed.
    let people = figures.iter().any(|figure| extra_persons(figure).is_some());
    let mut remarks: Vec<&str> = figures
        .iter()
        .filter_map(|figure| figure.remark.as_deref())
        .filter(|remark| people || !remark.starts_with(COUNTED))
        .collect();
    remarks.sort_unstable();
    remarks.dedup();
    for remark in remarks {
        let number = figures
            .iter()
            .filter(|figure| figure.remark.as_deref() == Some(remark))
            .count();
        notes.push(format!("Bij {}: {remark}.", counted(number)));
    }
    let hidden = figures
        .iter()
        .filter(|figure| figure.reading.value().is_none())
        .count();
    if hidden > 0 {
        notes.push(format!("Zonder cijfer: {}.", counted(hidden)));
    }
    let secret = |figure: &&Figure| figure.reading == Reading::Absent(Absent::Secret);
    if figures.iter().copied().any(|figure| secret(&figure)) {
        notes.push("Een geheim cijfer gaat over te weinig mensen.".to_owned());
    }
    notes.extend(fifths(view, figures));
    notes
}

/// The wijken in the highest and lowest fifth of Nederland, where that is known.
fn fifths(view: &View<'_>, figures: &[&Figure]) -> Option<String> {
    let mut fictitious = false;
    let mut wijken = Vec::new();
    for figure in figures {
        if let Some((fifth, row)) = view.inputs.table.fifth(figure) {
            fictitious |= row.fictitious;
            wijken.push((view.name(&figure.area), fifth));
        }
    }
    fifths_sentence(&wijken, fictitious)
}
