//! The sheet with which partners talk about what stands out: per priority four questions with room
//! to write, or per theme when nothing stands out.

use super::people::where_and_what;
use super::view::View;
use crate::findings::{Priority, priorities};
use crate::report::model::{Werkblad, Werkblok};
use crate::themes::Theme;

/// Most priorities with a block; those of page 1.
const MOST: usize = super::glance::MOST_PRIORITIES;

/// Blocks on a page.
const PER_PAGE: usize = 3;

/// What partners write down.
const QUESTIONS: [&str; 4] = [
    "Herkent u dit?",
    "Wat doen we al?",
    "Wie?",
    "Meetbaar doel en datum",
];

/// Returns the sheet.
pub fn page(view: &View<'_>) -> Werkblad {
    let found = priorities(view.inputs.table, &view.headlines(), view.part_level());
    let with_priorities = !found.is_empty();
    let mut blokken: Vec<Werkblok> = if with_priorities {
        let first = found.iter().take(MOST);
        first.map(|priority| of_priority(view, priority)).collect()
    } else {
        let themes = Theme::ALL.into_iter();
        themes
            .filter(|theme| *theme != Theme::Context)
            .map(of_theme)
            .collect()
    };
    // A page holds three blocks.
    let own = PER_PAGE - blokken.len() % PER_PAGE;
    blokken.extend(std::iter::repeat_with(own_topic).take(own));
    let start = if with_priorities {
        "Hieronder staan de verschillen van de eerste bladzijde."
    } else {
        "Geen verschil sprong eruit. Daarom staat hier elk thema."
    };
    Werkblad {
        zinnen: [
            "Cijfers zeggen niet waarom iets zo is. Dat weten de mensen die er wonen en werken.",
            start,
            "Vul de vakken samen in. Spreek af wie wat doet. Kies een datum om terug te kijken.",
        ]
        .map(str::to_owned)
        .to_vec(),
        blokken,
    }
}

fn of_priority(view: &View<'_>, priority: &Priority<'_>) -> Werkblok {
    let figure = priority.figure;
    let unit = figure.indicator.eenheid;
    let value = figure.reading.value().map(|value| unit.with_unit(value));
    let around = view.around();
    Werkblok {
        titel: where_and_what(view, priority),
        zin: format!(
            "{}: in {} {}, in de {around} {}. Extra mensen: {}.",
            figure.indicator.label,
            view.name(&figure.area),
            value.unwrap_or_default(),
            unit.with_unit(priority.comparison.reference_value),
            super::people::people(priority),
        ),
        fictief: figure.row_is_fictitious(Some(priority.comparison)),
        vragen: questions(),
    }
}

fn of_theme(theme: Theme) -> Werkblok {
    Werkblok {
        titel: theme.title().to_owned(),
        zin: "Wat valt u op bij dit thema?".to_owned(),
        fictief: false,
        vragen: questions(),
    }
}

/// Partners may see something that no figure shows.
fn own_topic() -> Werkblok {
    Werkblok {
        titel: "Een eigen onderwerp".to_owned(),
        zin: "Ziet u iets dat niet in de cijfers staat? Schrijf het hier op.".to_owned(),
        fictief: false,
        vragen: questions(),
    }
}

fn questions() -> Vec<String> {
    QUESTIONS.map(str::to_owned).to_vec()
}
