//! The list of tables that can be fetched, read from `sources.toml`.

mod file;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::endpoints::Host;
use crate::slice::Slice;

/// Level of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nederland.
    Land,
    /// A provincie.
    Provincie,
    /// A GGD region.
    Ggd,
    /// A gemeente.
    Gemeente,
    /// A wijk.
    Wijk,
}

/// How a table is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// OData v3 of CBS.
    Odata3,
    /// OData v4 of CBS.
    Odata4,
    /// OGC API Features of PDOK.
    Ogc,
    /// A CSV file that the user gives.
    Csv,
}

/// Which of the two OData v3 services is asked for the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Route {
    /// ODataApi: at most 10 000 records per question.
    #[default]
    Api,
    /// ODataFeed: pages with a next link.
    Feed,
}

/// Which periods of a table are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Periods {
    /// All of them.
    #[default]
    Alle,
    /// The newest year only.
    Nieuwste,
    /// The five newest years.
    Vijf,
}

impl Periods {
    /// Returns how many of the newest years are kept; none when every period is.
    #[must_use]
    pub fn newest(self) -> Option<usize> {
        match self {
            Self::Alle => None,
            Self::Nieuwste => Some(1),
            Self::Vijf => Some(5),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SliceKind {
    Land,
    Gemeente,
}

/// A layer of a WFS with generalised boundaries, asked when the OGC API fails.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WfsLayer {
    /// Path of the service.
    pub pad: String,
    /// Name of the layer, with its prefix.
    pub laag: String,
    /// How to name this source in a report.
    pub citaat: String,
}

/// One table: where it is, what it is called, how it may be cut.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSource {
    /// Id, such as `85984NED` or `wijken-2024`.
    pub id: String,
    /// Title for the reader.
    pub titel: String,
    /// The host that serves it.
    pub bron: Host,
    /// The protocol.
    pub soort: SourceKind,
    /// The series that it is an edition of.
    pub reeks: String,
    /// The year that the table is of; none when it holds several.
    pub jaar: Option<i32>,
    /// Year of the division of the areas, for a table with figures of several years.
    pub indeling: Option<i32>,
    /// One table per year; empty once the list is read.
    #[serde(default)]
    jaren: Vec<i32>,
    /// Dimension or property with the area code; none when the table itself must tell.
    pub gebied: Option<String>,
    /// Levels of the areas in it.
    pub niveaus: Vec<Level>,
    plakken: Vec<SliceKind>,
    /// Which OData service gives the rows.
    #[serde(default)]
    pub route: Route,
    /// Which periods are kept.
    #[serde(default)]
    pub periode: Periods,
    /// Whether every period is a question of its own.
    #[serde(default)]
    pub per_periode: bool,
    /// Fixed codes per dimension, trimmed.
    #[serde(default)]
    pub filters: BTreeMap<String, String>,
    /// Identifiers of the measures that are asked of an OData v4 table; all of them when empty.
    #[serde(default)]
    pub onderwerpen: Vec<String>,
    /// Whether the reason of an absent figure is asked for: rows come from UntypedDataSet, where a
    /// symbol stands in its place.
    #[serde(default)]
    pub redenen: bool,
    /// Path of an OGC collection's items.
    pub pad: Option<String>,
    /// Generalised boundaries of the same areas and year.
    pub wfs: Option<WfsLayer>,
    /// OGC table whose land slice gives the bounding box of a gemeente.
    pub begrenzing: Option<String>,
    /// How to name the source in a report.
    pub citaat: String,
    /// Licence of the data.
    pub licentie: String,
    /// Words of the title in the catalogue of the service, in lower case. Not empty means that the
    /// table has no id yet: [`TableSource::id`] is then a name of our own.
    #[serde(default)]
    pub zoek: Vec<String>,
    /// What nobody could check at the service yet, for the reader.
    pub onzeker: Option<String>,
}

impl TableSource {
    /// Returns whether the table has this slice.
    #[must_use]
    pub fn has_slice(&self, slice: &Slice) -> bool {
        let kind = match slice {
            Slice::Land => SliceKind::Land,
            Slice::Gemeente(_) => SliceKind::Gemeente,
        };
        self.plakken.contains(&kind)
    }

    /// Returns the entity set of an OData v3 table with its rows.
    #[must_use]
    pub fn row_set(&self) -> &'static str {
        if self.redenen {
            "UntypedDataSet"
        } else {
            "TypedDataSet"
        }
    }

    /// Returns the year of the division (indeling) that the areas are of: the same code can be
    /// another area in another division.
    #[must_use]
    pub fn division(&self) -> Option<i32> {
        self.indeling.or(self.jaar)
    }

    /// Returns whether the table has areas of this level.
    #[must_use]
    pub fn has_level(&self, level: Level) -> bool {
        self.niveaus.contains(&level)
    }
}

/// All tables, in the order of `sources.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    tables: Vec<TableSource>,
    words: BTreeMap<String, Vec<String>>,
}

impl Sources {
    /// Returns the tables that are compiled into the program.
    ///
    /// # Panics
    /// Never: a test reads the same file.
    #[must_use]
    pub fn builtin() -> Self {
        Self::parse(file::BUILTIN).expect("sources.toml is checked by a test")
    }

    /// Returns the table with this id; case is ignored, as the services do.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&TableSource> {
        self.tables
            .iter()
            .find(|table| table.id.eq_ignore_ascii_case(id))
    }

    /// Returns the tables of a series, newest year first.
    #[must_use]
    pub fn series(&self, name: &str) -> Vec<&TableSource> {
        let mut tables: Vec<_> = self
            .tables
            .iter()
            .filter(|table| table.reeks == name)
            .collect();
        tables.sort_by_key(|table| std::cmp::Reverse(table.jaar));
        tables
    }

    /// Returns the words that the title of every edition of a series holds, in lower case; none
    /// for a series that is not known to gain editions.
    #[must_use]
    pub fn words(&self, series: &str) -> Option<&[String]> {
        self.words.get(series).map(Vec::as_slice)
    }

    /// Returns the list with the id and host of a table that was looked up in a catalogue.
    ///
    /// `name` is the name that the table has here as long as its id is unknown.
    #[must_use]
    pub fn with_found(&self, name: &str, id: &str, host: Host) -> Self {
        let mut found = self.clone();
        let wanted = |table: &&mut TableSource| table.id == name && !table.zoek.is_empty();
        if let Some(table) = found.tables.iter_mut().find(wanted) {
            table.citaat = table.citaat.replace("{id}", id);
            table.id = id.to_owned();
            table.bron = host;
            table.zoek.clear();
        }
        found
    }

    /// Returns all tables.
    pub fn iter(&self) -> impl Iterator<Item = &TableSource> {
        self.tables.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_list_is_sound() {
        let sources = Sources::parse(file::BUILTIN).expect("sound");
        let years: Vec<_> = sources
            .series("kwb")
            .iter()
            .filter_map(|table| table.jaar)
            .collect();
        assert_eq!(years, [2025, 2024, 2023, 2022, 2021, 2020]);
        assert_eq!(sources.series("gezondheid")[0].bron, Host::Rivm);
        let ages = sources.table("03759NED").expect("case ignored");
        assert_eq!((ages.route, ages.periode), (Route::Feed, Periods::Vijf));
        assert_eq!(sources.series("gebieden").len(), 3);
        assert_eq!(
            sources.words("gebieden"),
            Some(&["gebieden in nederland".to_owned()][..])
        );
        let vektis = sources.table("vektis-2023").expect("one per year");
        assert_eq!((vektis.jaar, vektis.soort), (Some(2023), SourceKind::Csv));
        assert!(vektis.citaat.contains("2023"), "{}", vektis.citaat);
        for table in sources.iter() {
            assert!(
                !table.citaat.is_empty() && !table.licentie.is_empty(),
                "{}",
                table.id
            );
            let is_said = table.onzeker.as_deref().unwrap_or_default();
            assert!(
                table.division().is_some()
                    || !table.has_level(Level::Wijk)
                    || is_said.contains("indeling"),
                "{}: wijken of which division?",
                table.id
            );
            if let Some(bounds) = &table.begrenzing {
                assert!(
                    sources
                        .table(bounds)
                        .expect("exists")
                        .has_slice(&Slice::Land)
                );
            }
        }
    }

    #[test]
    fn a_v4_table_is_at_the_v4_host_and_has_no_route() {
        let end = file::BUILTIN.find("\n[reeksen]").expect("series");
        let hosts = &file::BUILTIN[..=end];
        let list = |more: &str| {
            let text = format!(
                "{hosts}[[tabel]]\nid = \"83765NED\"\ntitel = \"t\"\nreeks = \"r\"\ngebied = \"g\"\n\
                 niveaus = []\nplakken = []\ncitaat = \"c\"\nlicentie = \"l\"\n{more}"
            );
            Sources::parse(&text)
        };
        let v4 = "soort = \"odata4\"\n";
        let good = list(&format!("{v4}bron = \"cbs4\"\nonderwerpen = [\"T001036\"]"));
        assert_eq!(
            good.expect("sound").table("83765ned").expect("table").soort,
            SourceKind::Odata4
        );
        for bad in [
            format!("{v4}bron = \"cbs\""),
            format!("{v4}bron = \"cbs4\"\nroute = \"feed\""),
            "soort = \"odata3\"\nbron = \"cbs4\"".into(),
            "soort = \"odata3\"\nbron = \"cbs\"\nonderwerpen = [\"T001036\"]".into(),
        ] {
            let faults = list(&bad).expect_err(&bad);
            assert!(faults.contains("83765NED"), "{faults}");
        }
    }

    #[test]
    fn every_fault_is_listed() {
        let text = file::BUILTIN
            .replace("85039NED", "84799ned")
            .replace("https://api.pdok", "https://a");
        let faults = Sources::parse(&text).expect_err("two faults");
        assert!(
            faults.contains("twee keer") && faults.contains("pdok"),
            "{faults}"
        );
    }

    #[test]
    fn a_table_without_an_id_gets_one_when_it_is_found() {
        let sources = Sources::builtin();
        let table = sources.table("gezondheidsmonitor-2024").expect("wanted");
        assert!(!table.zoek.is_empty() && table.citaat.contains("{id}"));
        let found = sources.with_found(&table.id, "86999NED", Host::Rivm);
        assert_eq!(found.table("gezondheidsmonitor-2024"), None);
        let table = found.table("86999NED").expect("found");
        assert_eq!(
            (table.bron, table.zoek.len(), table.jaar),
            (Host::Rivm, 0, Some(2024))
        );
        assert!(table.citaat.ends_with("(86999NED)"), "{}", table.citaat);
        // Only a table that was looked for is ever replaced.
        assert_eq!(sources.with_found("85984NED", "1NED", Host::Rivm), sources);
    }
}
