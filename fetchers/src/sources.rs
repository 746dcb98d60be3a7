//! The list of tables that can be fetched, read from `sources.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::endpoints::Host;
use crate::slice::Slice;

/// The list as it is compiled in.
const BUILTIN: &str = include_str!("../sources.toml");

/// Level of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nederland.
    Land,
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
    /// The newest only.
    Nieuwste,
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
    /// Dimension or property with the area code.
    pub gebied: String,
    /// Levels of the areas in it.
    pub niveaus: Vec<Level>,
    plakken: Vec<SliceKind>,
    /// Which OData service gives the rows.
    #[serde(default)]
    pub route: Route,
    /// Which periods are kept.
    #[serde(default)]
    pub periode: Periods,
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

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcesFile {
    bronnen: BTreeMap<Host, HostEntry>,
    tabel: Vec<TableSource>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct HostEntry {
    naam: String,
    url: String,
}

/// All tables, in the order of `sources.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    tables: Vec<TableSource>,
}

impl Sources {
    /// Returns the tables that are compiled into the program.
    ///
    /// # Panics
    /// Never: a test reads the same file.
    #[must_use]
    pub fn builtin() -> Self {
        Self::parse(BUILTIN).expect("sources.toml is checked by a test")
    }

    /// Reads a list in the form of `sources.toml`.
    ///
    /// # Errors
    /// When the text is no such list or breaks one of its rules; all faults at once.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: SourcesFile = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut faults = Vec::new();
        for (host, entry) in &file.bronnen {
            if entry.url != host.official() || entry.naam != host.name() {
                faults.push(format!("bron {} wijkt af van het programma", host.key()));
            }
        }
        let mut seen = BTreeMap::new();
        for table in &file.tabel {
            if seen.insert(table.id.to_lowercase(), ()).is_some() {
                faults.push(format!("tabel {} staat er twee keer in", table.id));
            }
            if (table.soort == SourceKind::Ogc) != table.pad.is_some() {
                faults.push(format!("tabel {}: `pad` hoort bij soort ogc", table.id));
            }
            let is_v4 = table.soort == SourceKind::Odata4;
            if is_v4 != (table.bron == Host::Cbs4) {
                faults.push(format!(
                    "tabel {}: bron cbs4 hoort bij soort odata4",
                    table.id
                ));
            }
            if (is_v4 && table.route == Route::Feed) || !(is_v4 || table.onderwerpen.is_empty()) {
                faults.push(format!(
                    "tabel {}: `route` of `onderwerpen` past niet bij soort",
                    table.id
                ));
            }
            if table.wfs.is_some() && table.soort != SourceKind::Ogc {
                faults.push(format!("tabel {}: `wfs` hoort bij soort ogc", table.id));
            }
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
            if table.id.is_empty() || !table.id.chars().all(plain) {
                faults.push(format!("tabel {}: id is geen bestandsnaam", table.id));
            }
        }
        if faults.is_empty() {
            Ok(Self { tables: file.tabel })
        } else {
            Err(faults.join("\n"))
        }
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
        let sources = Sources::parse(BUILTIN).expect("sound");
        let years: Vec<_> = sources
            .series("kwb")
            .iter()
            .filter_map(|table| table.jaar)
            .collect();
        assert_eq!(years, [2025, 2024, 2023, 2022, 2021, 2020]);
        assert_eq!(sources.series("gezondheid")[0].bron, Host::Rivm);
        let ages = sources.table("03759NED").expect("case ignored");
        assert_eq!((ages.route, ages.periode), (Route::Feed, Periods::Nieuwste));
        for table in sources.iter() {
            assert!(
                !table.citaat.is_empty() && !table.licentie.is_empty(),
                "{}",
                table.id
            );
            assert!(
                table.division().is_some() || !table.has_level(Level::Wijk),
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
        let table = BUILTIN.find("\n[[tabel]]").expect("a table");
        let hosts = &BUILTIN[..=table];
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
        let text = BUILTIN
            .replace("85039NED", "84799ned")
            .replace("https://api.pdok", "https://a");
        let faults = Sources::parse(&text).expect_err("two faults");
        assert!(
            faults.contains("twee keer") && faults.contains("pdok"),
            "{faults}"
        );
    }
}
