//! What each dimension of a stored table is for: area, year, age, margin, kind of figure, or a
//! division of people of which only the total counts.

use std::collections::BTreeMap;

use regiobeeld_fetchers::{Dimension, DimensionItem, DimensionKind, StoredSlice, TableSource};

use super::load::LoadError;
use crate::themes::AgeGroup;

/// Dimensions that may hold ages, the one that is only about ages first.
const AGES: [&str; 2] = ["Leeftijd", "Persoonskenmerken"];
const MARGINS: &str = "Marges";
const PERIODS: &str = "Perioden";
/// Start of the title of the code that holds everybody.
const TOTAL: &str = "totaal";
/// Codes that hold everybody: men and women, any marital status, all people.
const TOTALS: [&str; 3] = ["T001038", "T001019", "T009002"];

/// Whom a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowAge {
    /// The population of the table.
    Whole,
    /// An age group.
    Group(AgeGroup),
}

/// The dimensions of a stored table by what they are for.
#[derive(Debug, Default)]
pub struct Roles {
    /// The column with areas.
    pub area: String,
    /// The column with periods.
    pub period: Option<String>,
    /// The column with ages, and what its codes stand for; a code without meaning here is left out.
    pub age: Option<(String, BTreeMap<String, RowAge>)>,
    /// The population of the whole table, where its title says so: «bevolking 19 jaar of ouder».
    pub population: Option<AgeGroup>,
    /// The column that tells values and bounds apart.
    pub margin: Option<String>,
    /// The column with kinds of figures, and the titles of its codes in small letters.
    pub kind: Option<(String, BTreeMap<String, String>)>,
    /// Columns of which only one code is read: that of everybody.
    pub totals: Vec<(String, String)>,
    /// Columns with several codes of which it is not clear which one to read.
    pub unclear: Vec<String>,
}

impl Roles {
    /// Finds what the dimensions of a stored table are for.
    ///
    /// # Errors
    /// When the table does not say which dimension holds its areas.
    pub fn of(table: &TableSource, stored: &StoredSlice) -> Result<Self, LoadError> {
        let area = area_dimension(table, stored)?;
        let mut roles = Self {
            area: area.key.clone(),
            ..Self::default()
        };
        let age = AGES.into_iter().find(|key| {
            let found = stored.meta.dimension(key);
            found.is_some() && stored.frame.column(key).is_ok()
        });
        let rest = stored
            .meta
            .dimensions
            .iter()
            .filter(|one| one.key != area.key && stored.frame.column(&one.key).is_ok());
        for dimension in rest {
            match dimension.key.as_str() {
                MARGINS => roles.margin = Some(MARGINS.to_owned()),
                key if Some(key) == age => roles.age = Some((key.to_owned(), ages(dimension))),
                PERIODS => roles.period = Some(PERIODS.to_owned()),
                _ if dimension.kind == DimensionKind::Time => {
                    roles.period = Some(dimension.key.clone());
                }
                _ => roles.other(dimension),
            }
        }
        // A stored table without descriptions of its dimensions still has their columns.
        for (name, place) in [(PERIODS, &mut roles.period), (MARGINS, &mut roles.margin)] {
            if place.is_none() && stored.frame.column(name).is_ok() {
                *place = Some(name.to_owned());
            }
        }
        Ok(roles)
    }

    fn other(&mut self, dimension: &Dimension) {
        if dimension.items.len() < 2 {
            return;
        }
        let is_total = |item: &&DimensionItem| {
            item.title.to_lowercase().starts_with(TOTAL) || TOTALS.contains(&item.code())
        };
        let totals: Vec<&DimensionItem> = dimension.items.iter().filter(is_total).collect();
        match (totals.as_slice(), &self.kind) {
            ([one], _) => {
                let code = one.code().to_owned();
                self.totals.push((dimension.key.clone(), code));
            }
            ([], None) => {
                let titles = dimension
                    .items
                    .iter()
                    .map(|item| (item.code().to_owned(), item.title.to_lowercase()));
                self.kind = Some((dimension.key.clone(), titles.collect()));
            }
            _ => self.unclear.push(dimension.key.clone()),
        }
    }
}

/// Returns the dimension of a stored table that holds its areas.
pub(super) fn area_dimension<'a>(
    table: &TableSource,
    stored: &'a StoredSlice,
) -> Result<&'a Dimension, LoadError> {
    let found = stored.meta.area_dimension(table.gebied.as_deref());
    found.map_err(|source| LoadError::Shape {
        table: table.id.clone(),
        source,
    })
}

/// Returns the age group that the title of a survey names.
pub(super) fn population_in(title: &str) -> Option<AgeGroup> {
    let title = title.to_lowercase();
    let mut named = AgeGroup::EACH
        .into_iter()
        .filter(|age| *age != AgeGroup::All && title.contains(age.title()));
    named.next()
}

fn ages(dimension: &Dimension) -> BTreeMap<String, RowAge> {
    let each = dimension.items.iter();
    each.filter_map(|item| Some((item.code().to_owned(), row_age(item.code(), &item.title)?)))
        .collect()
}

/// Codes of CBS and RIVM keep their meaning over tables; of an unknown one the title decides.
fn row_age(code: &str, title: &str) -> Option<RowAge> {
    match code {
        "20300" => return Some(RowAge::Group(AgeGroup::Adults)),
        "53115" => return Some(RowAge::Group(AgeGroup::From18To64)),
        "80200" => return Some(RowAge::Group(AgeGroup::From65)),
        "T009002" => return Some(RowAge::Whole),
        _ => {}
    }
    let title = title.trim().to_lowercase();
    if title.starts_with(TOTAL) {
        return Some(RowAge::Whole);
    }
    let ages = title.rsplit(": ").next().unwrap_or(&title);
    let found = AgeGroup::EACH.into_iter().find(|age| age.title() == ages);
    found.map(RowAge::Group)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dimension(items: &[(&str, &str)]) -> Dimension {
        Dimension {
            key: "Persoonskenmerken".to_owned(),
            kind: DimensionKind::Other,
            title: String::new(),
            items: items
                .iter()
                .map(|(raw, title)| DimensionItem {
                    raw: (*raw).to_owned(),
                    title: (*title).to_owned(),
                    status: None,
                })
                .collect(),
        }
    }

    #[test]
    fn ages_are_known_by_code_or_by_title() {
        let found = ages(&dimension(&[
            ("T009002", "Totaal personen"),
            ("53115   ", "18 tot 65 jaar"),
            ("99999", "Leeftijd: 75 jaar of ouder"),
            ("3000", "Mannen"),
        ]));
        assert_eq!(
            found,
            BTreeMap::from([
                ("T009002".to_owned(), RowAge::Whole),
                ("53115".to_owned(), RowAge::Group(AgeGroup::From18To64)),
                ("99999".to_owned(), RowAge::Group(AgeGroup::From75)),
            ])
        );
    }

    #[test]
    fn a_survey_says_in_its_title_whom_it_is_about() {
        let of = |title| population_in(title);
        let title = "Gezondheidsmonitor; bevolking 19 jaar of ouder, regio, 2016";
        assert_eq!(of(title), Some(AgeGroup::From19));
        let title = "Gezondheidsmonitor; bevolking 18 jaar of ouder, regio, 2020";
        assert_eq!(of(title), Some(AgeGroup::Adults));
        assert_eq!(of("Gezondheidsmonitor Jongvolwassenen 2024"), None);
    }

    #[test]
    fn of_a_division_of_people_only_the_total_counts() {
        let mut roles = Roles::default();
        roles.other(&dimension(&[
            ("T001038", "Totaal mannen en vrouwen"),
            ("3000", "Mannen"),
        ]));
        assert_eq!(roles.totals[0].1, "T001038");
        assert!(roles.kind.is_none() && roles.unclear.is_empty());
        // Without a total it is a kind of figure; a second one cannot be told apart.
        let kinds = dimension(&[("A", "Aantal"), ("B", "Per 10.000")]);
        roles.other(&kinds);
        let (_, titles) = roles.kind.as_ref().unwrap();
        assert_eq!(titles["B"], "per 10.000");
        roles.other(&kinds);
        assert_eq!(roles.unclear, ["Persoonskenmerken"]);
    }
}
