//! Which column of a table is meant by a stem.

use crate::error::ShapeError;
use crate::meta::{Stem, TableMeta, Topic, TopicHint, stem_of};
use crate::similar::near_matches;

impl TableMeta {
    /// Returns the one column whose stem is among `stems`.
    ///
    /// Stems are tried in turn, case ignored, and may carry a `k_` prefix or number, which is
    /// ignored; of a v4 table a stem is the whole identifier of a measure, number included. When
    /// more columns have the stem, the group and then the title decide.
    ///
    /// # Errors
    /// [`ShapeError::TopicNotFound`] with the columns that resemble the stems, or
    /// [`ShapeError::TopicAmbiguous`] with the candidates.
    pub fn resolve(&self, stems: &[&str], hint: TopicHint<'_>) -> Result<&Topic, ShapeError> {
        let found = self.search(stems, hint)?;
        found.ok_or_else(|| self.not_found(stems, self.resembling(stems)))
    }

    /// As [`Self::resolve`], for who shows no hint: columns that resemble the stems are not looked
    /// for, which is most of the work for a table that lacks many.
    ///
    /// # Errors
    /// As [`Self::resolve`].
    pub fn resolve_quickly(
        &self,
        stems: &[&str],
        hint: TopicHint<'_>,
    ) -> Result<&Topic, ShapeError> {
        let found = self.search(stems, hint)?;
        found.ok_or_else(|| self.not_found(stems, Vec::new()))
    }

    fn search(&self, stems: &[&str], hint: TopicHint<'_>) -> Result<Option<&Topic>, ShapeError> {
        for stem in stems {
            let wanted = Stem::of(stem);
            let mut found: Vec<&Topic> = self
                .topics
                .iter()
                .filter(|topic| topic.is_called(&wanted))
                .collect();
            if found.len() > 1 {
                narrow(&mut found, hint.group, |topic| {
                    topic.parents.iter().map(String::as_str).collect()
                });
            }
            if found.len() > 1 {
                narrow(&mut found, hint.title, |topic| vec![topic.title.as_str()]);
            }
            match found.as_slice() {
                [] => {}
                [topic] => return Ok(Some(topic)),
                several => return Err(self.ambiguous(stem, several)),
            }
        }
        Ok(None)
    }

    fn ambiguous(&self, stem: &str, several: &[&Topic]) -> ShapeError {
        let describe = |topic: &&Topic| {
            let group = topic.parents.last().map_or("", String::as_str);
            format!("{} ({group}, {})", topic.key, topic.title)
        };
        ShapeError::TopicAmbiguous {
            tabel: self.id.clone(),
            stam: stem.to_owned(),
            kandidaten: several.iter().map(describe).collect(),
        }
    }

    /// Returns the keys of columns that resemble the stems, nearest first.
    fn resembling(&self, stems: &[&str]) -> Vec<String> {
        let known = || self.topics.iter().map(|topic| topic.stem.as_str());
        let mut near: Vec<String> = Vec::new();
        for stem in stems {
            for name in near_matches(stem_of(stem), known()) {
                let keys = self.topics.iter().filter(|topic| topic.stem == name);
                near.extend(keys.map(|topic| topic.key.clone()));
            }
        }
        let mut unique = Vec::new();
        for key in near {
            if !unique.contains(&key) {
                unique.push(key);
            }
        }
        unique
    }

    fn not_found(&self, stems: &[&str], resembling: Vec<String>) -> ShapeError {
        ShapeError::TopicNotFound {
            tabel: self.id.clone(),
            stammen: stems.iter().map(|stem| (*stem).to_owned()).collect(),
            lijkt_op: resembling,
        }
    }
}

/// Keeps the topics that have the wanted title, or one that holds it; none left = no choice made.
fn narrow(found: &mut Vec<&Topic>, wanted: Option<&str>, titles: impl Fn(&Topic) -> Vec<&str>) {
    let Some(wanted) = wanted.map(|text| text.trim().to_lowercase()) else {
        return;
    };
    let equal = |text: &str| text.trim().to_lowercase() == wanted;
    let holds = |text: &str| text.to_lowercase().contains(&wanted);
    for test in [&equal as &dyn Fn(&str) -> bool, &holds] {
        let kept: Vec<_> = found
            .iter()
            .copied()
            .filter(|topic| titles(topic).into_iter().any(test))
            .collect();
        if !kept.is_empty() {
            *found = kept;
            return;
        }
    }
}
