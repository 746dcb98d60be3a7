//! Which columns belong together: a value with its respondents, its cases and its bounds.

use super::profile::Profile;
use super::roles::{Role, Said};
use super::terms::Match;

/// A column of numbers.
pub struct NumberColumn {
    /// Column.
    pub column: u32,
    /// What the mapping calls it.
    pub head: String,
    /// What its head says.
    pub said: Said,
    /// What it holds.
    pub profile: Profile,
    /// The indicator that it means.
    pub matched: Option<Match>,
}

/// Columns of one indicator, as indices in the list of columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Value.
    pub value: Option<usize>,
    /// Cases.
    pub count: Option<usize>,
    /// Respondents.
    pub base: Option<usize>,
    /// Lower bound.
    pub lower: Option<usize>,
    /// Upper bound.
    pub upper: Option<usize>,
    /// Effective number of respondents.
    pub effective: Option<usize>,
    /// Design effect.
    pub design: Option<usize>,
}

impl Group {
    /// Returns the column that the indicator is about.
    pub fn lead(&self) -> Option<usize> {
        self.value.or(self.count)
    }

    fn place(&mut self, role: Role) -> Option<&mut Option<usize>> {
        match role {
            Role::Count => Some(&mut self.count),
            Role::Base => Some(&mut self.base),
            Role::Lower => Some(&mut self.lower),
            Role::Upper => Some(&mut self.upper),
            Role::Effective => Some(&mut self.effective),
            Role::Design => Some(&mut self.design),
            Role::Value | Role::Period | Role::Age | Role::Nothing => None,
        }
    }
}

/// Groups the columns; also returns those that belong to none.
pub fn groups(columns: &[NumberColumn]) -> (Vec<Group>, Vec<usize>) {
    let mut groups: Vec<Group> = Vec::new();
    let of_role = |role: Role| {
        let all = columns.iter().enumerate();
        all.filter(move |(_, column)| column.said.role == role)
            .map(|(index, _)| index)
    };
    for index in of_role(Role::Value) {
        groups.push(Group {
            value: Some(index),
            ..Group::default()
        });
    }
    let mut loose = Vec::new();
    for index in of_role(Role::Count) {
        match owner(columns, &groups, index) {
            Some(group) if groups[group].count.is_none() => groups[group].count = Some(index),
            _ => groups.push(Group {
                count: Some(index),
                ..Group::default()
            }),
        }
    }
    groups.sort_by_key(Group::lead);
    for role in [
        Role::Base,
        Role::Lower,
        Role::Upper,
        Role::Effective,
        Role::Design,
    ] {
        let of_this: Vec<usize> = of_role(role).collect();
        for index in &of_this {
            // One column «n» is about all indicators.
            let for_all = columns[*index].said.stem.is_empty()
                && of_this.len() == 1
                && matches!(role, Role::Base | Role::Effective | Role::Design);
            let owners: Vec<usize> = if for_all {
                (0..groups.len()).collect()
            } else {
                owner(columns, &groups, *index).into_iter().collect()
            };
            let mut used = false;
            for group in owners {
                if let Some(place) = groups[group].place(role)
                    && place.is_none()
                {
                    *place = Some(*index);
                    used = true;
                }
            }
            if !used {
                loose.push(*index);
            }
        }
    }
    (groups, loose)
}

/// The group that a column belongs to: by its stem, by its meaning, else the nearest one.
fn owner(columns: &[NumberColumn], groups: &[Group], index: usize) -> Option<usize> {
    let column = columns.get(index)?;
    let leads: Vec<(usize, &NumberColumn)> = groups
        .iter()
        .enumerate()
        .filter_map(|(group, found)| Some((group, columns.get(found.lead()?)?)))
        .collect();
    if column.said.stem.is_empty() {
        return nearest(column, &leads);
    }
    let fits = |lead: &NumberColumn| {
        let year = column.said.year.is_none() || column.said.year == lead.said.year;
        let age = column.said.age.is_none() || column.said.age == lead.said.age;
        year && age
    };
    let id = |column: &NumberColumn| column.matched.as_ref().map(|m| m.indicator.id.clone());
    let same_stem: Vec<&(usize, &NumberColumn)> = leads
        .iter()
        .filter(|(_, lead)| fits(lead) && lead.said.stem == column.said.stem)
        .collect();
    let same_meaning: Vec<&(usize, &NumberColumn)> = leads
        .iter()
        .filter(|(_, lead)| fits(lead) && id(lead).is_some() && id(lead) == id(column))
        .collect();
    for found in [same_stem, same_meaning] {
        match found.as_slice() {
            [] => {}
            [(group, _)] => return Some(*group),
            several => {
                let several: Vec<(usize, &NumberColumn)> = several.iter().map(|f| **f).collect();
                return nearest(column, &several);
            }
        }
    }
    None
}

/// The nearest group to the left, else the nearest to the right.
fn nearest(column: &NumberColumn, leads: &[(usize, &NumberColumn)]) -> Option<usize> {
    let left = leads
        .iter()
        .filter(|(_, lead)| lead.column < column.column)
        .max_by_key(|(_, lead)| lead.column);
    let right = leads
        .iter()
        .filter(|(_, lead)| lead.column > column.column)
        .min_by_key(|(_, lead)| lead.column);
    left.or(right).map(|(group, _)| *group)
}
