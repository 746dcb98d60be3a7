//! A sheet of half a page per wijk, or per gemeente of a region.

use std::collections::BTreeMap;

use super::sheet_topics::{Common, Topic, table, topics};
use super::view::{View, is_fictitious};
use crate::area::AreaCode;
use crate::figures::{Extent, FigureKind, FigureSpec, Locator, MultiPolygon};
use crate::findings::{
    SheetOf, capital, differs, margins_among, number_word, sheet_reliability, sheet_sentences,
};
use crate::indicators::Figure;
use crate::reading::Reading;
use crate::report::model::{Blad, Bladen, Figuur, FiguurBreedte, Soort};
use crate::themes::{AgeGroup, Indicator};
use crate::unit::Unit;

/// With more parts than this only those with a clear difference have a sheet (report.md 9).
const ALL_SHEETS: usize = 35;
/// With fewer people a sheet says so. Not a rule of a source: a round number for the reader.
const FEW_PEOPLE: f64 = 1_000.0;
/// Greatest height of the small map in millimetres.
const INSET_HEIGHT_MM: f64 = 40.0;

/// Returns the chapter; none where the area has one part only, which would say everything twice.
pub fn chapter(view: &mut View<'_>) -> Option<Bladen> {
    let topics = topics(view);
    let common = Common::of(&topics)?;
    if view.parts.len() < 2 {
        return None;
    }
    let sheets: Vec<(AreaCode, SheetOf<'_>)> = (view.parts.iter())
        .map(|area| (area.clone(), sheet_of(view, area, &topics)))
        .collect();
    let many = sheets.len() > ALL_SHEETS;
    let shown: Vec<(AreaCode, SheetOf<'_>)> = sheets
        .into_iter()
        .filter(|(_, sheet)| !many || differs(sheet))
        .collect();
    if shown.is_empty() {
        return None;
    }
    let extent = Extent::of(outlines(view).into_values());
    let grondkaart = extent.map(|extent| whole(view, extent));
    let zinnen = opening(view, shown.len());
    let people = People::of(view);
    let bladen = shown
        .iter()
        .map(|(area, sheet)| Blad {
            nummer: view.number(area),
            naam: view.name(area),
            anker: area.to_string(),
            kaart: extent.and_then(|extent| inset(view, area, extent)),
            bewoners: people.sentences(area),
            bewoners_fictief: people.fictitious(area),
            zinnen: sheet_sentences(sheet),
            tabel: table(view, area, &topics, common),
            zekerheid: reliability(area, sheet, &topics, &people),
        })
        .collect();
    Some(Bladen {
        titel: format!("Per {}", view.part_words().0),
        zinnen,
        grondkaart,
        bladen,
    })
}

fn sheet_of<'a>(view: &View<'a>, area: &AreaCode, topics: &[Topic<'a>]) -> SheetOf<'a> {
    SheetOf {
        name: view.name(area),
        words: view.part_words(),
        around: view.place(&view.subject),
        topics: topics
            .iter()
            .map(|topic| (topic_name(view, &topic.indicator), topic.figure(area)))
            .collect(),
    }
}

/// The topic as a sentence names it: short, without what stands between brackets; a survey has the
/// name of what it measured.
fn topic_name(view: &View<'_>, indicator: &Indicator) -> String {
    let measured = indicator.enquete_van.as_deref();
    let named = measured.and_then(|id| view.inputs.catalogue.get(id));
    let named = named.map_or(indicator, |named| named.as_ref());
    let name = named.kort.as_ref().unwrap_or(&named.label);
    let short = name.split(" (").next();
    short.unwrap_or(name).to_owned()
}

/// How to read a sheet, and which parts have one.
fn opening(view: &View<'_>, shown: usize) -> Vec<String> {
    let (part, parts) = view.part_words();
    let around = view.around();
    let all = view.parts.len();
    let read = format!(
        "Het teken vergelijkt de {part} met de {around}. Alle bladen hebben dezelfde onderwerpen."
    );
    if shown == all {
        return vec![format!("Elke {part} heeft een eigen blad."), read];
    }
    let (have, differ) = if shown == 1 {
        ("heeft", "verschilt")
    } else {
        ("hebben", "verschillen")
    };
    vec![
        format!(
            "Er zijn {} {parts}; {} daarvan {have} een blad.",
            number_word(all),
            number_word(shown)
        ),
        format!("Die {differ} bij minstens één onderwerp duidelijk van de {around}."),
        format!("De cijfers van de andere {parts} staan in de tabellen."),
        read,
    ]
}

/// The figures about who live in the parts, looked up once.
struct People<'a> {
    inhabitants: BTreeMap<&'a AreaCode, &'a Figure>,
    elderly: BTreeMap<&'a AreaCode, &'a Figure>,
    alone: BTreeMap<&'a AreaCode, &'a Figure>,
}

impl<'a> People<'a> {
    fn of(view: &View<'a>) -> Self {
        let figures = |id: &str| {
            let each = view.part_figures(id, AgeGroup::All).into_iter();
            each.map(|figure| (&figure.area, figure)).collect()
        };
        Self {
            inhabitants: figures("inwoners"),
            elderly: figures("aandeel_65plus"),
            alone: figures("eenpersoonshuishoudens"),
        }
    }

    fn each(&self, area: &AreaCode) -> [Option<&'a Figure>; 3] {
        [&self.inhabitants, &self.elderly, &self.alone].map(|of| of.get(area).copied())
    }

    fn fictitious(&self, area: &AreaCode) -> bool {
        self.each(area).into_iter().flatten().any(is_fictitious)
    }

    /// Number of people; none when it is not known.
    fn number(&self, area: &AreaCode) -> Option<f64> {
        self.inhabitants.get(area)?.reading.value()
    }

    fn sentences(&self, area: &AreaCode) -> Vec<String> {
        let [inhabitants, elderly, alone] = self.each(area);
        let mut sentences = Vec::new();
        let mut year = None;
        if let Some(figure) = inhabitants {
            sentences.push(match figure.reading {
                Reading::Known { value, .. } => {
                    year = Some(figure.period);
                    let number = Unit::Aantal.number(value);
                    format!("Hier wonen {number} mensen ({}).", figure.period)
                }
                Reading::Absent(absent) => format!("Aantal inwoners: {}.", absent.words()),
            });
        }
        for (figure, words) in [
            (elderly, "van de inwoners is 65 jaar of ouder"),
            (alone, "van de huishoudens bestaat uit één persoon"),
        ] {
            let Some((figure, value)) = figure.and_then(|one| Some((one, one.reading.value()?)))
            else {
                continue;
            };
            // The year stands there once, and again where it is another one.
            let of = if year == Some(figure.period) {
                String::new()
            } else {
                format!(" ({})", figure.period)
            };
            let share = figure.indicator.eenheid.with_unit(value);
            sentences.push(capital(&format!("{share} {words}{of}.")));
        }
        sentences
    }
}

fn reliability(
    area: &AreaCode,
    sheet: &SheetOf<'_>,
    topics: &[Topic<'_>],
    people: &People<'_>,
) -> Vec<String> {
    let margins: Vec<(&Figure, Vec<&Figure>)> = topics
        .iter()
        .filter_map(|topic| Some((topic.figure(area)?, topic.others(area))))
        .collect();
    let few = people
        .number(area)
        .is_some_and(|number| number < FEW_PEOPLE);
    sheet_reliability(sheet, margins_among(&margins), few)
}

/// The outlines of the parts that the maps have.
fn outlines<'a>(view: &View<'a>) -> BTreeMap<AreaCode, &'a MultiPolygon> {
    let shapes = view.inputs.shapes;
    let each = view.parts.iter().filter_map(|area| {
        let shape = shapes.areas.get(area)?;
        Some((area.clone(), &shape.outline))
    });
    each.collect()
}

fn spec(title: String, locator: Locator) -> FigureSpec {
    FigureSpec {
        title,
        width_mm: FiguurBreedte::Inzet.millimetres(),
        fictief: false,
        kind: FigureKind::Locator(locator),
    }
}

/// The map of the whole.
fn whole(view: &mut View<'_>, extent: Extent) -> Figuur {
    let name = whole_name(view);
    let locator = Locator {
        whole: name.clone(),
        area: None,
        shapes: outlines(view).into_values().cloned().collect(),
        extent,
        max_height_mm: INSET_HEIGHT_MM,
    };
    let spec = spec(format!("Kaartje van {name}"), locator);
    view.draw_layer("blad", &spec, FiguurBreedte::Inzet)
}

/// The layer with one part.
fn inset(view: &mut View<'_>, area: &AreaCode, extent: Extent) -> Option<Figuur> {
    let shape = view.inputs.shapes.areas.get(area)?;
    let name = view.name(area);
    let locator = Locator {
        whole: whole_name(view),
        area: Some(name.clone()),
        shapes: vec![shape.outline.clone()],
        extent,
        max_height_mm: INSET_HEIGHT_MM,
    };
    let spec = spec(name, locator);
    let file = format!("blad-{}", area.to_string().to_lowercase());
    Some(view.draw_layer(&file, &spec, FiguurBreedte::Inzet))
}

/// The area of the report as it stands after «van».
fn whole_name(view: &View<'_>) -> String {
    let name = view.name(&view.subject);
    match view.kind {
        Soort::Gemeente => name,
        Soort::Regio => format!("de regio {name}"),
    }
}
