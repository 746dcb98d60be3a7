//! The larger regions that gemeenten lie in, as a table of CBS gives them for one year, and how
//! they are laid over the compiled-in list.
//!
//! The reports are about the division of [`DIVISION_YEAR`]: its gemeenten, its wijken, its map. So a
//! table of that year decides, because it is the source and the compiled-in list only a copy with
//! holes. A table of another year is about other borders: where the list has a region the list
//! stays, and the table only adds the kinds of regions that the list lacks. A difference is told
//! either way.

use std::collections::BTreeMap;
use std::fmt;

use super::{AreaCode, DIVISION_YEAR, Gemeente, GemeenteCode, Gemeenten, fold_name};

/// Most gemeenten that one difference names.
const NAMED: usize = 5;

/// Kind of a larger region; every gemeente lies in one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegionKind {
    /// Provincie.
    Provincie,
    /// GGD region.
    Ggd,
    /// Veiligheidsregio.
    Veiligheidsregio,
    /// COROP area.
    Corop,
    /// Region of a zorgkantoor; not in the compiled-in list.
    Zorgkantoor,
}

impl RegionKind {
    /// All kinds, in the order of lists.
    pub const ALL: [Self; 5] = [
        Self::Provincie,
        Self::Ggd,
        Self::Veiligheidsregio,
        Self::Corop,
        Self::Zorgkantoor,
    ];

    /// Returns what stands before the colon when a region is typed.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Provincie => "provincie",
            Self::Ggd => "ggd",
            Self::Veiligheidsregio => "vr",
            Self::Corop => "corop",
            Self::Zorgkantoor => "zorgkantoor",
        }
    }

    /// Returns the word for the reader.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Provincie => "provincie",
            Self::Ggd => "GGD-regio",
            Self::Veiligheidsregio => "veiligheidsregio",
            Self::Corop => "COROP-gebied",
            Self::Zorgkantoor => "zorgkantoorregio",
        }
    }
}

/// A region by code and name, as a table writes them, trimmed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Membership {
    /// Code, such as `GG1009`.
    pub code: String,
    /// Name.
    pub name: String,
}

/// Where a division came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DivisionSource {
    /// Id of the table.
    pub table: String,
    /// Year of the division.
    pub year: i32,
    /// Path of the frame inside the store.
    pub path: String,
    /// Hash of the frame.
    pub sha256: String,
    /// Whether any of it is made up.
    pub fictitious: bool,
    /// Kinds that were not found in the table, and why.
    pub lacking: BTreeMap<RegionKind, String>,
}

/// The regions of every gemeente, as a table gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// Where it came from.
    pub source: DivisionSource,
    /// Regions per gemeente.
    pub regions: BTreeMap<GemeenteCode, BTreeMap<RegionKind, Membership>>,
}

/// Gemeenten that the table and the compiled-in list put in different regions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    kind: RegionKind,
    /// Name of the region in the list.
    ours: Option<String>,
    /// Name of the region in the table.
    theirs: Option<String>,
    gemeenten: Vec<String>,
    table: String,
    year: i32,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, year, .. } = self;
        let named = self.gemeenten.len().min(NAMED);
        write!(
            f,
            "{} van {}",
            self.kind.noun(),
            self.gemeenten[..named].join(", ")
        )?;
        if self.gemeenten.len() > named {
            write!(f, " en {} andere", self.gemeenten.len() - named)?;
        }
        let none = "geen";
        write!(
            f,
            ": volgens tabel {table} ({year}) {}, volgens de lijst in regiobeeld ({DIVISION_YEAR}) {}; ",
            self.theirs.as_deref().unwrap_or(none),
            self.ours.as_deref().unwrap_or(none)
        )?;
        f.write_str(match (self.is_taken(), &self.theirs) {
            (true, _) => "de tabel geldt, want die is van hetzelfde jaar",
            (false, None) => "de lijst geldt, want de tabel zegt hier niets",
            (false, Some(_)) => "de lijst geldt, want de rapporten gaan over dat jaar",
        })
    }
}

impl Difference {
    /// Returns whether the table is followed.
    pub fn is_taken(&self) -> bool {
        self.theirs.is_some() && self.year == DIVISION_YEAR
    }
}

impl Gemeenten {
    /// Lays a table over the list, and returns where the two differ.
    pub fn adopt(&mut self, division: Division) -> Vec<Difference> {
        let Division { source, regions } = division;
        let kinds = || {
            let known = |kind: &RegionKind| !source.lacking.contains_key(kind);
            RegionKind::ALL.into_iter().filter(known)
        };
        type Sides = (RegionKind, Option<String>, Option<String>);
        let mut found: BTreeMap<Sides, Vec<String>> = BTreeMap::new();
        for gemeente in self.iter_mut() {
            let row = regions.get(&gemeente.code);
            for kind in kinds() {
                let (ours, theirs) = (gemeente.region(kind), row.and_then(|row| row.get(&kind)));
                let name = |of: Option<&Membership>| of.map(|of| of.name.clone());
                let is_new = ours.is_none() && theirs.is_some();
                let same = ours.as_ref().zip(theirs).is_some_and(|(a, b)| a.is_same(b));
                if !is_new && !same {
                    let sides = (kind, name(ours.as_ref()), name(theirs));
                    found.entry(sides).or_default().push(gemeente.name.clone());
                }
                if let Some(theirs) = theirs
                    && (is_new || (!same && source.year == DIVISION_YEAR))
                {
                    gemeente.put(kind, theirs);
                }
            }
        }
        let of = |((kind, ours, theirs), gemeenten)| Difference {
            kind,
            ours,
            theirs,
            gemeenten,
            table: source.table.clone(),
            year: source.year,
        };
        let differences = found.into_iter().map(of).collect();
        self.set_division(source);
        differences
    }
}

impl Membership {
    /// Returns whether two mean the same region: by code, or by name where one lacks a code.
    fn is_same(&self, other: &Self) -> bool {
        if self.code.is_empty() || other.code.is_empty() {
            return fold_name(bare(&self.name)) == fold_name(bare(&other.name));
        }
        self.code == other.code
    }
}

/// Returns a name without the suffix by which StatLine tells regions of one name apart, `(CR)`.
fn bare(name: &str) -> &str {
    let short = |inner: &str| inner.len() <= 3 && inner.chars().all(|c| c.is_ascii_uppercase());
    match name
        .trim()
        .strip_suffix(')')
        .and_then(|front| front.rsplit_once('('))
    {
        Some((front, inner)) if short(inner) => front.trim_end(),
        _ => name.trim(),
    }
}

impl Gemeente {
    /// Returns the region of a kind; none for a zorgkantoor that no table was read for.
    pub fn region(&self, kind: RegionKind) -> Option<Membership> {
        let of = |(code, name): (String, String)| Membership { code, name };
        let coded = |(code, name): &(AreaCode, String)| (code.to_string(), name.clone());
        Some(of(match kind {
            RegionKind::Provincie => coded(&self.provincie),
            RegionKind::Ggd => coded(&self.ggd),
            RegionKind::Veiligheidsregio => self.veiligheidsregio.clone(),
            // The compiled-in list has names of COROP areas only.
            RegionKind::Corop => (String::new(), self.corop.clone()),
            RegionKind::Zorgkantoor => self.zorgkantoor.clone()?,
        }))
    }

    /// Sets the region of a kind; a code that is none of that kind changes nothing.
    fn put(&mut self, kind: RegionKind, to: &Membership) {
        let name = bare(&to.name).to_owned();
        let coded = AreaCode::parse(&to.code);
        match (kind, coded) {
            (RegionKind::Provincie, Ok(code @ AreaCode::Provincie(_))) => {
                self.provincie = (code, name);
            }
            (RegionKind::Ggd, Ok(code @ AreaCode::Ggd(_))) => self.ggd = (code, name),
            (RegionKind::Provincie | RegionKind::Ggd, _) => {}
            (RegionKind::Veiligheidsregio, _) => self.veiligheidsregio = (to.code.clone(), name),
            (RegionKind::Corop, _) => self.corop = name,
            (RegionKind::Zorgkantoor, _) => self.zorgkantoor = Some((to.code.clone(), name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table that says of every gemeente what the list says, with one zorgkantoor.
    fn division(year: i32) -> Division {
        let row = |gemeente: &Gemeente| {
            let known = RegionKind::ALL.into_iter();
            let mut row: BTreeMap<RegionKind, Membership> = known
                .filter_map(|kind| Some((kind, gemeente.region(kind)?)))
                .collect();
            row.insert(RegionKind::Zorgkantoor, of("ZK04", "Zwolle"));
            (gemeente.code, row)
        };
        Division {
            source: DivisionSource {
                table: "1NED".into(),
                year,
                path: String::new(),
                sha256: String::new(),
                fictitious: false,
                lacking: BTreeMap::new(),
            },
            regions: Gemeenten::current().iter().map(row).collect(),
        }
    }

    fn of(code: &str, name: &str) -> Membership {
        Membership {
            code: code.into(),
            name: name.into(),
        }
    }

    fn hattem(gemeenten: &Gemeenten) -> &Gemeente {
        gemeenten.find("Hattem").unwrap()
    }

    fn moved(year: i32) -> Division {
        let mut division = division(year);
        let code = GemeenteCode::parse("GM0244").unwrap();
        let row = division.regions.get_mut(&code).unwrap();
        row.insert(RegionKind::Ggd, of("GG1009", "GGD IJsselland"));
        row.insert(RegionKind::Corop, of("CR10", "Veluwe (CR)"));
        division
    }

    #[test]
    fn a_table_that_agrees_adds_the_zorgkantoor_and_says_nothing() {
        for year in [DIVISION_YEAR, DIVISION_YEAR + 1] {
            let mut gemeenten = Gemeenten::current();
            assert_eq!(hattem(&gemeenten).zorgkantoor, None);
            assert_eq!(gemeenten.adopt(division(year)), []);
            let zorgkantoor = hattem(&gemeenten).zorgkantoor.clone();
            assert_eq!(zorgkantoor, Some(("ZK04".to_owned(), "Zwolle".to_owned())));
            assert_eq!(gemeenten.division().map(|source| source.year), Some(year));
        }
    }

    #[test]
    fn a_table_of_the_same_year_decides_and_that_is_told() {
        let mut gemeenten = Gemeenten::current();
        let differences = gemeenten.adopt(moved(DIVISION_YEAR));
        let [one] = differences.as_slice() else {
            panic!("{differences:?}")
        };
        let text = one.to_string();
        assert!(
            text.starts_with("GGD-regio van Hattem: volgens tabel 1NED (2024)"),
            "{text}"
        );
        assert!(
            text.ends_with("de tabel geldt, want die is van hetzelfde jaar"),
            "{text}"
        );
        assert_eq!(hattem(&gemeenten).ggd.1, "GGD IJsselland");
    }

    #[test]
    fn a_table_of_another_year_changes_no_region_of_the_list() {
        let mut gemeenten = Gemeenten::current();
        let differences = gemeenten.adopt(moved(DIVISION_YEAR + 1));
        let text = differences[0].to_string();
        assert!(
            !differences[0].is_taken() && text.contains("de lijst geldt"),
            "{text}"
        );
        assert_eq!(hattem(&gemeenten).ggd.1, "GGD Noord- en Oost-Gelderland");
        assert!(hattem(&gemeenten).zorgkantoor.is_some());
    }

    #[test]
    fn a_gemeente_that_the_table_lacks_keeps_its_regions() {
        let mut gemeenten = Gemeenten::current();
        let mut division = division(DIVISION_YEAR);
        let code = hattem(&gemeenten).code;
        division.regions.remove(&code);
        let differences = gemeenten.adopt(division);
        // One per kind, the zorgkantoor included: nobody knows it.
        assert_eq!(differences.len(), RegionKind::ALL.len());
        assert!(
            differences
                .iter()
                .all(|one| one.to_string().contains("de tabel zegt hier niets"))
        );
        assert_eq!(hattem(&gemeenten).ggd.1, "GGD Noord- en Oost-Gelderland");
        assert_eq!(hattem(&gemeenten).zorgkantoor, None);
    }

    #[test]
    fn many_gemeenten_with_one_difference_are_counted() {
        let mut gemeenten = Gemeenten::current();
        let mut division = division(DIVISION_YEAR);
        for row in division.regions.values_mut() {
            row.insert(RegionKind::Veiligheidsregio, of("VR99", "Nederland"));
        }
        let differences = gemeenten.adopt(division);
        assert_eq!(differences.len(), 25, "one per former region");
        assert!(
            differences
                .iter()
                .any(|one| one.to_string().contains(" andere: volgens"))
        );
    }
}
