//! Which columns of a table hold which measures.

use std::collections::BTreeMap;
use std::sync::Arc;

use regiobeeld_fetchers::{Datatype, TableMeta, TableSource, Topic, TopicHint};

use super::load::{KEY_FIGURES, Loader, POPULATION_STEMS};
use super::roles::Roles;
use crate::themes::{AgeGroup, Indicator};

/// A measure that a column holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// Name of the measure.
    pub measure: Arc<str>,
    /// Whom a row is about that is not about one age group.
    pub whole: AgeGroup,
    /// Words that the title of the kind of figure holds, in small letters.
    pub kind: Option<String>,
}

/// Columns to read, by key.
pub type Columns = BTreeMap<Arc<str>, Vec<Target>>;

/// Returns the name of a measure: series and stem.
pub fn measure(series: &str, stem: &str) -> Arc<str> {
    Arc::from(format!("{series}/{stem}"))
}

/// Returns the name of the measure of an indicator that is a column of its table.
pub fn measure_of(series: &str, indicator: &Indicator) -> Arc<str> {
    target(series, indicator, &indicator.stam).measure
}

fn target(series: &str, indicator: &Indicator, stem: &str) -> Target {
    let kind = indicator.cijfersoort.as_deref().map(str::to_lowercase);
    Target {
        measure: kind.as_ref().map_or_else(
            || measure(series, stem),
            |kind| measure(series, &format!("{stem} ({kind})")),
        ),
        // Counts that a share is made of are counts of everybody in the column.
        whole: if indicator.berekening.is_none() && stem == indicator.stam {
            indicator.bevolking
        } else {
            AgeGroup::All
        },
        kind,
    }
}

/// What an indicator wants of a table.
struct Wanted<'a> {
    indicator: &'a Indicator,
    stem: &'a str,
}

impl<'a> Loader<'a> {
    /// Which columns to read; stems that are not found become reasons.
    pub(super) fn columns(
        &mut self,
        table: &TableSource,
        meta: &TableMeta,
        roles: &Roles,
    ) -> Columns {
        let mut columns = Columns::new();
        let mut reasons: Vec<(String, String, bool)> = Vec::new();
        for Wanted { indicator, stem } in self.wanted(table) {
            let hint = TopicHint {
                title: indicator.cijfersoort.as_deref(),
                group: indicator.groep.as_deref(),
            };
            let found = meta
                .resolve_quickly(&indicator.names_of(stem), hint)
                .map_err(|error| error.to_string())
                .and_then(|topic| fits(topic, indicator, roles).map(|()| topic));
            match found {
                Ok(topic) => add(
                    &mut columns,
                    &topic.key,
                    target(&table.reeks, indicator, stem),
                ),
                // The edition that the catalogue names explains best.
                Err(reason) => {
                    reasons.push((indicator.id.clone(), reason, indicator.tabel == table.id));
                }
            }
        }
        if table.reeks == KEY_FIGURES {
            for (stem, group) in POPULATION_STEMS {
                let hint = TopicHint {
                    title: None,
                    group: Some(group),
                };
                if let Ok(topic) = meta.resolve_quickly(&[stem], hint) {
                    let population = Target {
                        measure: measure(KEY_FIGURES, stem),
                        whole: AgeGroup::All,
                        kind: None,
                    };
                    add(&mut columns, &topic.key, population);
                }
            }
        }
        for (id, reason, named) in reasons {
            if named {
                self.found.missing.insert(id, reason);
            } else {
                self.found.missing.entry(id).or_insert(reason);
            }
        }
        columns
    }

    fn wanted(&self, table: &TableSource) -> Vec<Wanted<'a>> {
        let of_series = self.indicators(&table.reeks);
        of_series
            .flat_map(|indicator| {
                let stems = indicator.stems();
                stems
                    .into_iter()
                    .map(move |stem| Wanted { indicator, stem })
            })
            .collect()
    }
}

/// Whether a column can be read as the figures of an indicator; if not, why.
fn fits(topic: &Topic, indicator: &Indicator, roles: &Roles) -> Result<(), String> {
    let key = &topic.key;
    if topic.datatype == Datatype::Text {
        return Err(format!("kolom {key} bevat tekst en geen getallen"));
    }
    if let Some(unclear) = roles.unclear.first() {
        return Err(format!(
            "de tabel verdeelt de cijfers ook naar {unclear}, en zegt niet wat het totaal is"
        ));
    }
    match (&indicator.cijfersoort, &roles.kind) {
        (None, Some((kinds, _))) => Err(format!(
            "de tabel heeft meer soorten cijfers ({kinds}), en de catalogus zegt niet welke"
        )),
        (Some(words), Some((kinds, titles))) => {
            let known = titles.values().any(|title| is_kind(title, words));
            known.then_some(()).ok_or_else(|| {
                let titles: Vec<&str> = titles.values().map(String::as_str).collect();
                let titles = titles.join(", ");
                format!("{kinds} kent geen «{words}», wel: {titles}")
            })
        }
        (Some(words), None) => {
            let texts = topic.parents.iter().chain([&topic.title, &topic.unit]);
            let known = texts.into_iter().any(|text| is_kind(text, words));
            known
                .then_some(())
                .ok_or_else(|| format!("kolom {key} is niet van de soort «{words}»"))
        }
        (None, None) => Ok(()),
    }
}

/// Whether a title holds the words of a kind of figure: «Per 10 000» holds «10.000».
pub fn is_kind(title: &str, words: &str) -> bool {
    let plain = |text: &str| -> String {
        let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '.');
        kept.flat_map(char::to_lowercase).collect()
    };
    plain(title).contains(&plain(words))
}

fn add(columns: &mut Columns, key: &str, target: Target) {
    let targets = columns.entry(Arc::from(key)).or_default();
    if !targets.contains(&target) {
        targets.push(target);
    }
}
