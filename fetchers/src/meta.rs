//! What a table says about itself: title, columns, dimensions, names of areas.

use std::collections::BTreeMap;

use crate::error::ShapeError;

/// Whether a column holds numbers or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Datatype {
    /// Long, Integer, Double or Float.
    Number,
    /// String.
    Text,
}

/// One column with figures or text, not a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Key as published, such as `k_65JaarOfOuder_12`; the name of the frame's column.
    pub key: String,
    /// Key without `k_` and without the number, such as `65JaarOfOuder`. Of a v4 table the whole
    /// key: its number belongs to the identifier of the measure, and keeps its meaning.
    pub stem: String,
    /// Title, trimmed.
    pub title: String,
    /// Titles of the groups it stands in, outermost first, trimmed.
    pub parents: Vec<String>,
    /// Unit as published, such as `%` or `aantal`; empty when none is given.
    pub unit: String,
    /// Numbers or text.
    pub datatype: Datatype,
    /// Decimals as published.
    pub decimals: Option<u32>,
}

impl Topic {
    /// Returns whether one of these stems may be meant for this column, case ignored; group and
    /// title, which tell equal stems apart, do not count.
    #[must_use]
    pub fn has_stem(&self, stems: &[Stem<'_>]) -> bool {
        stems.iter().any(|stem| self.is_called(stem))
    }

    /// Returns whether a stem is meant for this column, case ignored.
    pub(crate) fn is_called(&self, stem: &Stem<'_>) -> bool {
        // A table has some hundred columns and is asked for as many stems: most differ in length.
        let length = self.stem.len();
        if stem.is_ascii && length != stem.whole.len() && length != stem.short.len() {
            return false;
        }
        let wanted = if self.stem == self.key {
            stem.whole
        } else {
            stem.short
        };
        // All stems of real tables are ASCII.
        if stem.is_ascii && self.stem.is_ascii() {
            self.stem.eq_ignore_ascii_case(wanted)
        } else {
            self.stem.to_lowercase() == wanted.to_lowercase()
        }
    }
}

/// A stem that is looked for, in both forms that a column may have it in.
#[derive(Debug, Clone, Copy)]
pub struct Stem<'a> {
    whole: &'a str,
    short: &'a str,
    is_ascii: bool,
}

impl<'a> Stem<'a> {
    /// Reads a stem as the catalogue names it.
    #[must_use]
    pub fn of(stem: &'a str) -> Self {
        Self {
            whole: stem.trim(),
            short: stem_of(stem),
            is_ascii: stem.is_ascii(),
        }
    }
}

/// What a dimension stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DimensionKind {
    /// Areas.
    Geo,
    /// Periods.
    Time,
    /// Anything else: ages, margins, sex.
    Other,
}

/// One code of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DimensionItem {
    /// Code exactly as the table has it, blanks included: what a filter must send.
    pub raw: String,
    /// Title, trimmed.
    pub title: String,
    /// State of a period, such as `Definitief` or `Voorlopig`.
    pub status: Option<String>,
}

impl DimensionItem {
    /// Returns the code without blanks around it.
    #[must_use]
    pub fn code(&self) -> &str {
        self.raw.trim()
    }
}

/// A dimension of a table with its codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Key, such as `WijkenEnBuurten`; the name of the frame's column.
    pub key: String,
    /// What it stands for.
    pub kind: DimensionKind,
    /// Title, trimmed.
    pub title: String,
    /// Its codes in published order; of a stored slice, only the areas of that slice.
    pub items: Vec<DimensionItem>,
}

/// What tells columns with the same stem apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TopicHint<'a> {
    /// Title of the column.
    pub title: Option<&'a str>,
    /// Title of one of the groups around it.
    pub group: Option<&'a str>,
}

/// The description of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableMeta {
    /// Id of the table.
    pub id: String,
    /// Title as published, trimmed.
    pub title: String,
    /// When the table last changed, as published; none for features.
    pub modified: Option<String>,
    /// State of the table, such as `Regulier` or `Gestopt`.
    pub status: Option<String>,
    /// Columns in published order.
    pub topics: Vec<Topic>,
    /// Dimensions in published order.
    pub dimensions: Vec<Dimension>,
    /// Names of areas by trimmed code.
    pub areas: BTreeMap<String, String>,
}

impl TableMeta {
    /// Returns a dimension by its key.
    #[must_use]
    pub fn dimension(&self, key: &str) -> Option<&Dimension> {
        self.dimensions
            .iter()
            .find(|dimension| dimension.key == key)
    }

    /// Returns the dimension with the areas: the one with this key, or without a key the only one
    /// that the table itself calls one of areas.
    ///
    /// # Errors
    /// [`ShapeError::Missing`] with the dimensions that there are.
    pub fn area_dimension(&self, key: Option<&str>) -> Result<&Dimension, ShapeError> {
        let areas: Vec<&Dimension> = match key {
            Some(key) => self.dimension(key).into_iter().collect(),
            None => {
                let is_geo = |of: &&Dimension| of.kind == DimensionKind::Geo;
                self.dimensions.iter().filter(is_geo).collect()
            }
        };
        if let [one] = areas.as_slice() {
            return Ok(one);
        }
        Err(ShapeError::Missing {
            tabel: self.id.clone(),
            wat: match key {
                Some(key) => format!("dimensie {key}"),
                None if areas.is_empty() => "dimensie met gebieden".to_owned(),
                None => format!("eigen dimensie met gebieden, maar {}", areas.len()),
            },
            wel: self.dimensions.iter().map(|of| of.key.clone()).collect(),
        })
    }
}

/// Returns a key without the prefix `k_` and without the suffix `_<number>`.
#[must_use]
pub fn stem_of(key: &str) -> &str {
    let key = key.trim();
    let key = key.strip_prefix("k_").unwrap_or(key);
    match key.rsplit_once('_') {
        Some((stem, number))
            if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            stem
        }
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(key: &str, title: &str, parents: &[&str]) -> Topic {
        Topic {
            key: key.into(),
            stem: stem_of(key).into(),
            title: title.into(),
            parents: parents.iter().map(|p| (*p).to_owned()).collect(),
            unit: String::new(),
            datatype: Datatype::Number,
            decimals: None,
        }
    }

    fn table() -> TableMeta {
        TableMeta {
            id: "1NED".into(),
            title: "t".into(),
            modified: None,
            status: None,
            topics: vec![
                topic(
                    "k_65JaarOfOuder_12",
                    "65 jaar of ouder",
                    &["Bevolking", "Leeftijd"],
                ),
                topic(
                    "Nettoarbeidsparticipatie_71",
                    "Netto arbeidsparticipatie",
                    &["Arbeid"],
                ),
                topic(
                    "Appartement_48",
                    "Appartement",
                    &["Energie", "Elektriciteit"],
                ),
                topic("Appartement_56", "Appartement", &["Energie", "Aardgas"]),
                topic("Code_1", "Code", &["GGD-regio's"]),
                topic("RooktTabak_36", "Rookt tabak", &["Leefstijl"]),
            ],
            dimensions: Vec::new(),
            areas: BTreeMap::new(),
        }
    }

    #[test]
    fn stems_lose_prefix_and_number_only() {
        for (key, stem) in [
            ("k_65JaarOfOuder_12", "65JaarOfOuder"),
            ("AfstandTotSchool_108", "AfstandTotSchool"),
            ("PersonenautoSTotaal_99", "PersonenautoSTotaal"),
            ("Naam_2", "Naam"),
            ("Geen", "Geen"),
            ("Twee_woorden", "Twee_woorden"),
        ] {
            assert_eq!(stem_of(key), stem);
        }
    }

    #[test]
    fn a_moved_or_recapitalised_column_is_found() {
        let table = table();
        let find = |stems: &[&str]| {
            table
                .resolve(stems, TopicHint::default())
                .map(|t| t.key.clone())
        };
        assert_eq!(
            find(&["65JaarOfOuder"]).as_deref(),
            Ok("k_65JaarOfOuder_12")
        );
        assert_eq!(
            find(&["NettoArbeidsparticipatie_67"]).as_deref(),
            Ok("Nettoarbeidsparticipatie_71")
        );
        assert_eq!(
            find(&["Roker", "RooktTabak"]).as_deref(),
            Ok("RooktTabak_36")
        );
    }

    #[test]
    fn the_areas_are_found_by_what_the_table_calls_them() {
        let dimension = |key: &str, kind| Dimension {
            key: key.into(),
            kind,
            title: String::new(),
            items: Vec::new(),
        };
        let mut table = table();
        let found = |table: &TableMeta, key| {
            let found = table.area_dimension(key);
            found.map(|of| of.key.clone()).map_err(|error| error.hint())
        };
        assert!(found(&table, None).is_err());
        table.dimensions = vec![
            dimension("Perioden", DimensionKind::Time),
            dimension("RegioS", DimensionKind::Geo),
        ];
        assert_eq!(found(&table, None).as_deref(), Ok("RegioS"));
        assert_eq!(found(&table, Some("RegioS")).as_deref(), Ok("RegioS"));
        let hint = found(&table, Some("WijkenEnBuurten")).expect_err("named, but absent");
        assert!(hint.contains("Perioden, RegioS"), "{hint}");
        table.dimensions.push(dimension("Land", DimensionKind::Geo));
        assert!(found(&table, None).is_err());
    }

    #[test]
    fn the_group_decides_between_equal_stems() {
        let table = table();
        let hint = TopicHint {
            group: Some("aardgas"),
            ..TopicHint::default()
        };
        assert_eq!(
            table
                .resolve(&["Appartement"], hint)
                .map(|t| t.key.as_str()),
            Ok("Appartement_56")
        );
        for group in [None, Some("Wonen")] {
            let error = table.resolve(&["Appartement"], TopicHint { group, title: None });
            let Err(ShapeError::TopicAmbiguous { kandidaten, .. }) = error else {
                panic!("{error:?}")
            };
            assert_eq!(kandidaten.len(), 2);
        }
    }

    #[test]
    fn a_renamed_column_names_its_near_matches() {
        let error = table()
            .resolve(&["RooktTabaks"], TopicHint::default())
            .expect_err("renamed");
        assert!(error.hint().contains("RooktTabak_36"), "{}", error.hint());
        assert!(error.to_string().contains("RooktTabaks"));
    }
}
