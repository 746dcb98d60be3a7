//! Which parts stand in the block of a topic, when there are too many for one page.

use crate::indicators::Figure;

/// Rows of a chart that can still be read beside its table.
pub const MOST_ROWS: usize = 36;
/// Highest and lowest parts that a choice always holds.
const ENDS: usize = 6;

/// Returns the figures that a block shows, in their own order: all of them, or of many the ones that
/// are clearly different and the highest and lowest.
pub fn of_block<'a>(figures: &[&'a Figure]) -> Vec<&'a Figure> {
    if figures.len() <= MOST_ROWS {
        return figures.to_vec();
    }
    let mut ranked: Vec<usize> = (0..figures.len())
        .filter(|at| figures[*at].reading.value().is_some())
        .collect();
    let value = |at: &usize| figures[*at].reading.value().unwrap_or_default();
    ranked.sort_by(|a, b| value(b).total_cmp(&value(a)).then(a.cmp(b)));
    let last = ranked.len().saturating_sub(ENDS);
    let ends = ranked.iter().take(ENDS).chain(ranked.iter().skip(last));
    let mut chosen: Vec<usize> = ends.copied().collect();
    let mut different: Vec<usize> = ranked
        .iter()
        .copied()
        .filter(|at| figures[*at].verdict().is_difference())
        .collect();
    different.sort_by(|a, b| {
        size(figures[*b])
            .total_cmp(&size(figures[*a]))
            .then(a.cmp(b))
    });
    for at in different {
        if chosen.len() < MOST_ROWS && !chosen.contains(&at) {
            chosen.push(at);
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen.into_iter().map(|at| figures[at]).collect()
}

/// The size of a difference, whatever its side; 0 when it is not known.
fn size(figure: &Figure) -> f64 {
    let difference = figure
        .ladder()
        .and_then(|ladder| ladder.outcome.difference());
    difference.map_or(0.0, f64::abs)
}

/// Puts figures in the order of a chart: from high to low, then those without a value.
pub fn from_high(mut figures: Vec<&Figure>) -> Vec<&Figure> {
    let value = |figure: &Figure| figure.reading.value().unwrap_or(f64::NEG_INFINITY);
    figures.sort_by(|a, b| {
        value(b)
            .total_cmp(&value(a))
            .then_with(|| a.area.cmp(&b.area))
    });
    figures
}

/// Returns the note under a block that shows a choice; none when it shows everything.
pub fn note(shown: usize, all: usize, parts: &str) -> Option<String> {
    (shown < all).then(|| {
        format!(
            "Hier staan {shown} van de {all} {parts}: de hoogste, de laagste en die met een duidelijk \
             verschil. In het hoofdstuk Tabellen staan ze alle."
        )
    })
}
