//! The area on the map, and who live there.

use super::maps::{MapSize, numbered_map};
use super::view::{View, is_fictitious};
use crate::reading::Reading;
use crate::report::model::{Cel, FiguurBreedte, Gebieden, Kolom, Rij, Soort, Tabel};
use crate::themes::AgeGroup;

/// Indicators in the table of areas.
const COLUMNS: [&str; 4] = [
    "inwoners",
    "aandeel_65plus",
    "eenpersoonshuishoudens",
    "afstand_huisarts",
];

/// With more rows than this the map above the table is smaller.
const MANY_PARTS: usize = 22;

/// Returns the chapter with the numbered map and the table of areas.
pub fn chapter(view: &mut View<'_>) -> Gebieden {
    let name = view.name(&view.subject);
    let kaart = (!view.inputs.shapes.wijken().is_empty()).then(|| {
        let what = match view.kind {
            Soort::Gemeente => "elke wijk heeft een nummer",
            Soort::Regio => "elke gemeente heeft een nummer",
        };
        // Map and table share a page as long as that can be.
        let size = if view.parts.len() > MANY_PARTS {
            MapSize::Low
        } else {
            MapSize::Full
        };
        let spec = numbered_map(view, &format!("{name} in kaart"), what, size);
        view.draw("gebieden", &spec, FiguurBreedte::TweeDerde)
    });
    let (part, parts) = view.part_words();
    let count = match view.kind {
        Soort::Gemeente => view.inputs.wijken.len(),
        Soort::Regio => view.parts.len(),
    };
    let number = crate::findings::number_word(count);
    let one = count == 1;
    let sentence = if one {
        format!("{name} heeft één {part}.")
    } else {
        format!("{name} heeft {number} {parts}.")
    };
    let mut zinnen = vec![sentence];
    if one {
        zinnen.push("Dit rapport vergelijkt daarom geen wijken.".to_owned());
    } else {
        zinnen.push("Het nummer in de tabel staat ook op de kaart.".to_owned());
    }
    zinnen.extend(largest(view));
    Gebieden {
        zinnen,
        kaart,
        tabel: table(view),
        piramide: super::pyramid::chart(view),
        leeftijden: super::pyramid::in_chapter(view),
        bronregel: sources(view),
    }
}

/// A part with more than half of the people makes the figure of the whole: the other parts then
/// differ from that part as much as from the whole.
fn largest(view: &View<'_>) -> Vec<String> {
    let people = |area| {
        view.figure("inwoners", AgeGroup::All, area)
            .and_then(|figure| figure.reading.value())
    };
    let Some(all) = people(&view.subject).filter(|_| view.parts.len() > 1) else {
        return Vec::new();
    };
    let most = view
        .parts
        .iter()
        .find(|part| people(part).is_some_and(|own| own > all / 2.0));
    let around = view.place(&view.subject).kind();
    most.map(|part| {
        vec![
            format!(
                "In {} woont meer dan de helft van de mensen.",
                view.name(part)
            ),
            format!(
                "Het cijfer van de {around} lijkt dus op dat van {}.",
                view.name(part)
            ),
        ]
    })
    .unwrap_or_default()
}

fn table(view: &View<'_>) -> Tabel {
    let (part, parts) = view.part_words();
    let mut columns = vec![
        Kolom::tekst(crate::findings::capital(part)),
        Kolom::getal("Nr."),
    ];
    let shown: Vec<_> = COLUMNS
        .iter()
        .filter_map(|id| view.inputs.catalogue.get(id))
        .filter(|indicator| {
            view.inputs
                .table
                .shown
                .contains_key(&(indicator.id.clone(), AgeGroup::All))
        })
        .collect();
    columns.extend(
        shown
            .iter()
            .map(|indicator| Kolom::getal(indicator.column_head())),
    );
    let mut table = Tabel::new(
        "",
        format!("Kerncijfers per {part}: een rij voor elk van de {parts}"),
        columns,
    );
    let rows = view.parts.iter().cloned().map(|area| (area, false));
    let references = view.references().into_iter().map(|area| (area, true));
    for (area, is_reference) in references.chain(rows) {
        let mut cells = vec![Cel::tekst(view.name(&area)), Cel::tekst(view.number(&area))];
        for indicator in &shown {
            let figure = view.figure(&indicator.id, AgeGroup::All, &area);
            table.fictief |= figure.is_some_and(is_fictitious);
            cells.push(cell(figure));
        }
        let row = Rij::new(cells);
        table
            .rijen
            .push(if is_reference { row.met_nadruk() } else { row });
    }
    table
}

/// The value of a figure as a cell.
pub fn cell(figure: Option<&crate::indicators::Figure>) -> Cel {
    match figure.map(|figure| (figure, figure.reading)) {
        Some((figure, Reading::Known { value, .. })) => {
            Cel::tekst(figure.indicator.eenheid.number(value))
        }
        Some((_, Reading::Absent(absent))) => Cel::ontbreekt(absent.words()),
        None => Cel::ontbreekt("geen cijfer"),
    }
}

fn sources(view: &View<'_>) -> String {
    let figures: Vec<_> = COLUMNS
        .iter()
        .filter_map(|id| view.figure(id, AgeGroup::All, &view.subject))
        .collect();
    super::position::sources(view, &figures)
}
