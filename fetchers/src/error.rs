//! What can go wrong between a source and the store, in words for the reader.

use crate::{catalog::Search, store::StoreError, transport::TransportError};

/// Why a slice could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The source did not give a usable answer (exit code 3).
    #[error(
        "{bron} geeft geen bruikbaar antwoord voor tabel {tabel} ({slice}){}",
        also(uitwijk)
    )]
    Source {
        /// Name of the source, such as `CBS StatLine`.
        bron: String,
        /// Id of the table.
        tabel: String,
        /// The slice in words.
        slice: String,
        /// What happened on the last try.
        #[source]
        oorzaak: Box<TransportError>,
        /// How the service that stands in for it failed too, when it has one.
        uitwijk: Option<Box<FetchError>>,
    },
    /// The host does not know the table (exit code 3).
    #[error("{bron} kent tabel {tabel} niet ({slice})")]
    Gone {
        /// Name of the source.
        bron: String,
        /// Id of the table.
        tabel: String,
        /// The slice in words.
        slice: String,
        /// What nobody could check about this table yet.
        onzeker: Option<String>,
        /// What the catalogues say.
        zoektocht: Box<Search>,
        /// Whether this was told of another slice of the table earlier in the run.
        herhaald: bool,
        /// The answer.
        #[source]
        oorzaak: Box<TransportError>,
    },
    /// The source answered, but not in the shape that this program knows (exit code 4).
    #[error("tabel {tabel} ({slice}) is anders dan verwacht{}", also(uitwijk))]
    Shape {
        /// Id of the table.
        tabel: String,
        /// The slice in words.
        slice: String,
        /// What differs.
        #[source]
        oorzaak: Box<ShapeError>,
        /// How the service that stands in for it failed too, when it has one.
        uitwijk: Option<Box<FetchError>>,
    },
    /// The store could not be read or written (exit code 1).
    #[error("de opslag werkt niet mee")]
    Store(#[from] StoreError),
    /// The caller asked for a table that `sources.toml` does not hold.
    #[error("tabel {tabel} staat niet in de lijst van bronnen")]
    UnknownTable {
        /// The id that was asked for.
        tabel: String,
        /// Ids that resemble it.
        lijkt_op: Vec<String>,
    },
    /// The table is no table of a service: the user gives its file.
    #[error("tabel {tabel} is een bestand dat u zelf geeft")]
    NeedsFile {
        /// Id of the table.
        tabel: String,
    },
    /// The id of the table is not known yet.
    #[error("van tabel {tabel} is het nummer nog niet bekend")]
    NotFound {
        /// Our own name for the table.
        tabel: String,
    },
    /// The caller asked for a slice that the table does not have.
    #[error("tabel {tabel} heeft geen deel «{slice}»")]
    UnknownSlice {
        /// Id of the table.
        tabel: String,
        /// The slice as asked for.
        slice: String,
    },
}

/// Returns the words about the service that failed after the first.
fn also(second: &Option<Box<FetchError>>) -> String {
    let Some(second) = second else {
        return String::new();
    };
    let cause = match &**second {
        FetchError::Source { oorzaak, .. } => oorzaak.to_string(),
        FetchError::Shape { oorzaak, .. } => oorzaak.to_string(),
        other => other.to_string(),
    };
    format!("; de bron die dan wordt gevraagd, helpt ook niet ({cause})")
}

impl FetchError {
    /// Returns this error with that of the service that was asked after it.
    pub(crate) fn and_also(mut self, second: Self) -> Self {
        if let Self::Source { uitwijk, .. } | Self::Shape { uitwijk, .. } = &mut self {
            *uitwijk = Some(Box::new(second));
        }
        self
    }

    /// Returns what the reader can do now.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Source { oorzaak, .. } => oorzaak.hint(),
            Self::Gone { herhaald: true, .. } => {
                "wat de catalogus erover zegt, staat bij de eerste melding over deze tabel".into()
            }
            Self::Gone {
                bron,
                tabel,
                onzeker,
                zoektocht,
                ..
            } => {
                let mut hint = zoektocht.hint(tabel, bron);
                if let Some(unsure) = onzeker {
                    hint.push_str(&format!("\n  nog niet nagekeken bij de bron: {unsure}"));
                }
                hint
            }
            Self::Shape { oorzaak, .. } => oorzaak.hint(),
            Self::Store(error) => error.hint(),
            Self::UnknownTable { lijkt_op, .. } if !lijkt_op.is_empty() => {
                format!("bedoelt u {}?", lijkt_op.join(" of "))
            }
            Self::UnknownTable { .. } => {
                "`regiobeeld lijst bronnen` toont de tabellen die er zijn".into()
            }
            Self::NeedsFile { .. } => "geef het met `regiobeeld ophalen --vektis BESTAND`".into(),
            Self::NotFound { tabel } => {
                format!("`regiobeeld ophalen --bron {tabel}` zoekt het op in de catalogus")
            }
            Self::UnknownSlice { .. } => {
                "vraag «land» of een gemeente met een code als GM0193, als de tabel die heeft"
                    .into()
            }
        }
    }
}

/// How an answer differs from what the program knows of the table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// No column has one of the stems.
    #[error("tabel {tabel} heeft geen kolom met de stam {}", stammen.join(" of "))]
    TopicNotFound {
        /// Id of the table.
        tabel: String,
        /// The stems that were looked for.
        stammen: Vec<String>,
        /// Keys of columns that resemble them.
        lijkt_op: Vec<String>,
    },
    /// More than one column fits.
    #[error("in tabel {tabel} passen meer kolommen bij de stam {stam}: {}", kandidaten.join(", "))]
    TopicAmbiguous {
        /// Id of the table.
        tabel: String,
        /// The stem that was looked for.
        stam: String,
        /// The columns, each as `key (group, title)`.
        kandidaten: Vec<String>,
    },
    /// The rows lack columns that the description of the table names.
    #[error("tabel {tabel}: de rijen hebben geen kolom {}", kolommen.join(", "))]
    MissingColumns {
        /// Id of the table.
        tabel: String,
        /// The missing keys.
        kolommen: Vec<String>,
    },
    /// A question for an area that the table knows gave no rows.
    #[error("tabel {tabel} geeft geen enkele rij voor {gevraagd}, terwijl dat gebied bestaat")]
    NoRows {
        /// Id of the table.
        tabel: String,
        /// What was asked, as the filter that was sent.
        gevraagd: String,
    },
    /// More rows than the dimensions of the table allow, or the same row twice.
    #[error("tabel {tabel} geeft dubbele rijen: {waar}")]
    DuplicateRows {
        /// Id of the table.
        tabel: String,
        /// The dimension codes of the row, or the count.
        waar: String,
    },
    /// A row of an area that was not asked for: the source ignored the filter.
    #[error("tabel {tabel} geeft een rij van {gebied}, waar niet om gevraagd is")]
    ForeignArea {
        /// Id of the table.
        tabel: String,
        /// Code of the area.
        gebied: String,
    },
    /// The table lacks an entity set, a dimension or a code that the program needs.
    #[error("tabel {tabel} heeft geen {wat}")]
    Missing {
        /// Id of the table.
        tabel: String,
        /// What was looked for.
        wat: String,
        /// What there is instead.
        wel: Vec<String>,
    },
    /// Text that is neither the expected JSON nor an expected value.
    #[error("tabel {tabel}: {onderdeel} is onleesbaar: {reden}")]
    Unreadable {
        /// Id of the table.
        tabel: String,
        /// Which answer or column.
        onderdeel: String,
        /// Why, as the reader of the answer says it.
        reden: String,
    },
    /// A next link points to another host.
    #[error("tabel {tabel}: de vervolgpagina staat op een andere server ({link})")]
    ForeignLink {
        /// Id of the table.
        tabel: String,
        /// The link.
        link: String,
    },
    /// Next links that repeat or never end.
    #[error("tabel {tabel}: aan de vervolgpagina's komt geen eind ({link})")]
    EndlessLinks {
        /// Id of the table.
        tabel: String,
        /// The last link.
        link: String,
    },
    /// An area without an outline that can be drawn.
    #[error("tabel {tabel}: de omtrek van {gebied} is onbruikbaar: {reden}")]
    NoOutline {
        /// Id of the table.
        tabel: String,
        /// Code of the area.
        gebied: String,
        /// Why.
        reden: String,
    },
    /// Outlines in another reference system than longitude and latitude.
    #[error(
        "tabel {tabel} komt in het coördinatenstelsel {gevonden}, en niet in lengte- en breedtegraden"
    )]
    WrongCrs {
        /// Id of the table.
        tabel: String,
        /// The system, as the answer names it.
        gevonden: String,
    },
    /// Features of another year than the table says.
    #[error("tabel {tabel} hoort bij {verwacht}, maar de gegevens zijn van {gevonden}")]
    WrongYear {
        /// Id of the table.
        tabel: String,
        /// Year of the table.
        verwacht: i32,
        /// Year found in the answer.
        gevonden: i64,
    },
}

impl ShapeError {
    /// Returns what the reader can do now.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::TopicNotFound { lijkt_op, .. } if !lijkt_op.is_empty() => format!(
                "de bron hernoemt soms kolommen; het meest lijken erop: {}; pas `stam` in de catalogus aan",
                lijkt_op.join(", ")
            ),
            Self::TopicNotFound { .. } | Self::TopicAmbiguous { .. } => {
                "pas `stam` of `groep` in de catalogus aan; `regiobeeld lijst bronnen` toont de tabel".into()
            }
            Self::Missing { wel, .. } if !wel.is_empty() => {
                format!("wel aanwezig: {}", wel.join(", "))
            }
            Self::NoRows { .. } => {
                "de bron kent het gebied wel; probeer het later opnieuw en meld het als het zo blijft".into()
            }
            Self::ForeignLink { .. } => {
                "de link is niet gevolgd; controleer REGIOBEELD_CBS_URL, REGIOBEELD_RIVM_URL, REGIOBEELD_PDOK_URL en REGIOBEELD_CBS4_URL".into()
            }
            _ => "de eerdere gegevens in de opslag blijven bruikbaar; meld dit bij de makers van regiobeeld".into(),
        }
    }
}
