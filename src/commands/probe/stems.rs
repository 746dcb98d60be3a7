//! Which columns of the catalogue a table has.

use regiobeeld_fetchers::{ShapeError, Sources, TableMeta, TableSource, TopicHint};
use serde::Serialize;

use crate::frame::{KEY_FIGURES, POPULATION_STEMS};
use crate::themes::Catalogue;

/// A column that the catalogue names.
#[derive(Debug, Serialize)]
pub(super) struct Stem {
    stam: String,
    /// The indicators that come from it; none for a population.
    indicatoren: Vec<String>,
    /// Key of the column now.
    kolom: Option<String>,
    /// Columns that resemble it, when it was not found.
    lijkt_op: Vec<String>,
    /// Whether reports use it when a table has it.
    gebruikt: bool,
    /// Whether the catalogue says that this very table has it.
    nodig: bool,
}

impl Stem {
    /// Returns whether a column is gone that reports use.
    pub(super) fn is_missed(&self) -> bool {
        self.nodig && self.kolom.is_none()
    }
}

/// Looks for every column that the catalogue names in the series of a table.
pub(super) fn check(
    catalogue: &Catalogue,
    sources: &Sources,
    table: &TableSource,
    meta: &TableMeta,
) -> Vec<Stem> {
    let mut found: Vec<(Wanted<'_>, Stem)> = Vec::new();
    for indicator in catalogue.iter() {
        let own = sources.table(&indicator.tabel);
        if own.is_none_or(|own| own.reeks != table.reeks) {
            continue;
        }
        let used = indicator.niet_beschikbaar.is_none();
        // A column of one edition only need not be in another, and a name that nobody saw yet may
        // be a wrong guess.
        let named = indicator.tabel == table.id && !indicator.onzeker;
        let stems = indicator.stems().into_iter();
        for stem in stems.filter(|stem| !stem.is_empty()) {
            let wanted = Wanted {
                stem,
                group: indicator.groep.as_deref(),
                kind: indicator.cijfersoort.as_deref(),
            };
            let entry = entry(&mut found, wanted, || {
                resolve(meta, wanted, &indicator.names_of(stem))
            });
            entry.indicatoren.push(indicator.id.clone());
            entry.gebruikt |= used;
            // A column that only weighs means is missed by regions alone, and they say so.
            let only_weighs = indicator.weging.as_deref() == Some(stem);
            entry.nodig |= used && named && !only_weighs;
        }
    }
    if table.reeks == KEY_FIGURES {
        for (stem, group) in POPULATION_STEMS {
            let wanted = Wanted {
                stem,
                group: Some(group),
                kind: None,
            };
            let entry = entry(&mut found, wanted, || resolve(meta, wanted, &[stem]));
            entry.gebruikt = true;
            entry.nodig = true;
        }
    }
    found.into_iter().map(|(_, stem)| stem).collect()
}

/// What tells a column from others with its stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wanted<'a> {
    stem: &'a str,
    group: Option<&'a str>,
    kind: Option<&'a str>,
}

/// Returns the entry of a column, looked up when it is new. Without a kind of figure the stem
/// stands for the column, whatever group was named.
fn entry<'f, 'a>(
    found: &'f mut Vec<(Wanted<'a>, Stem)>,
    wanted: Wanted<'a>,
    resolve: impl FnOnce() -> Stem,
) -> &'f mut Stem {
    let is_same = |known: &Wanted<'_>| known.stem == wanted.stem && known.kind == wanted.kind;
    let place = found.iter().position(|(known, _)| is_same(known));
    let place = place.unwrap_or_else(|| {
        found.push((wanted, resolve()));
        found.len() - 1
    });
    &mut found[place].1
}

fn resolve(meta: &TableMeta, wanted: Wanted<'_>, names: &[&str]) -> Stem {
    let hint = TopicHint {
        title: wanted.kind,
        group: wanted.group,
    };
    let (column, near) = match meta.resolve(names, hint) {
        Ok(topic) => (Some(topic.key.clone()), Vec::new()),
        Err(ShapeError::TopicNotFound { lijkt_op, .. }) => (None, lijkt_op),
        Err(ShapeError::TopicAmbiguous { kandidaten, .. }) => (None, kandidaten),
        Err(_) => (None, Vec::new()),
    };
    Stem {
        stam: wanted.stem.to_owned(),
        indicatoren: Vec::new(),
        kolom: column,
        lijkt_op: near,
        gebruikt: false,
        nodig: false,
    }
}

/// Returns what was found and what was not, for a person.
pub(super) fn in_words(stems: &[Stem]) -> Vec<String> {
    if stems.is_empty() {
        return Vec::new();
    }
    let present = stems.iter().filter(|stem| stem.kolom.is_some()).count();
    let mut lines = vec![format!(
        "  kolommen van de catalogus: {present} van {} gevonden",
        stems.len()
    )];
    for stem in stems {
        let of = match stem.indicatoren.as_slice() {
            [] => "aantal mensen".to_owned(),
            ids => ids.join(", "),
        };
        match &stem.kolom {
            None => {
                let verdict = match (stem.nodig, stem.gebruikt) {
                    (true, _) => "NIET GEVONDEN",
                    (false, true) => "niet in deze uitgave",
                    (false, false) => "niet gevonden, nog niet gebruikt",
                };
                let near = match stem.lijkt_op.as_slice() {
                    [] => "niets lijkt erop".to_owned(),
                    near => format!("het meest lijken erop: {}", near.join(", ")),
                };
                lines.push(format!("  {verdict}: {} ({of}); {near}", stem.stam));
            }
            Some(column) if !stem.gebruikt => {
                lines.push(format!("  gevonden, nog niet gebruikt: {column} ({of})"));
            }
            Some(_) => {}
        }
    }
    lines
}
