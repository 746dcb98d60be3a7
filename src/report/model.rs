//! What a template may use: a whole report as plain structs with finished Dutch texts.
//!
//! The field names are Dutch because they are the words of the templates and of
//! `rapport.json`. Nothing here computes: a number is a text when it arrives. Names of
//! areas may hold anything; `render` cleans and escapes every text in one place.

use serde::{Deserialize, Serialize};

pub use super::house_parts::{Huiskleuren, Huisstijl, Huisteksten};
pub use super::parts::{
    Cel, Figuur, FiguurBreedte, Kolom, KolomBreedte, Rij, Symbool, Tabel, Uitlijning,
};
pub use super::remark_parts::{Duiding, Duidingblok, Duidingen, GebiedDuiding};
pub use super::sheets::{Blad, Bladen};
pub use super::verdieping::{
    Anders, Begrip, Dimensie, Leeftijd, Mensen, Ontleding, Verdieping, Weegblad, Werkblad, Werkblok,
};

/// One report, in the order of its chapters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportModel {
    /// Cover, footer and document properties.
    pub document: Document,
    /// Page 1: everything that matters, in plain words, on one page.
    pub oogopslag: Oogopslag,
    /// Page 2: how to read the report and how to use it.
    pub leeswijzer: Leeswijzer,
    /// The area on the map, with the areas inside it.
    pub gebieden: Gebieden,
    /// Areas against core indicators in one table.
    pub overzicht: Overzicht,
    /// Remarks of partners about the area as a whole and about its parts.
    pub duiding: Duidingen,
    /// The four themes.
    pub themas: Vec<Thema>,
    /// The headline indicators over the years.
    pub jaren: Option<Reeksen>,
    /// What makes the area different, ages, numbers of people, and sheets to fill in.
    pub verdieping: Verdieping,
    /// Half a page per area inside; `None` where there is only one.
    pub bladen: Option<Bladen>,
    /// How the figures were made, what they mean and where they come from.
    pub methode: Methode,
    /// Every number with its margin.
    pub bijlage: Bijlage,
}

/// Which kind of area the report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Soort {
    /// One gemeente; its parts are wijken.
    Gemeente,
    /// A region; its parts are gemeenten.
    Regio,
}

/// What stands on the cover and in the footer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Title of the document: "Regiobeeld Zwolle".
    pub titel: String,
    /// Gemeente or region.
    pub soort: Soort,
    /// Name of the area: "Zwolle", "RZA Zwolle".
    pub gebied: String,
    /// Name of the region around a gemeente; for a region its own name.
    pub regio: String,
    /// Edition: "2026-07".
    pub editie: String,
    /// Day of the newest data.
    pub datadatum: Datum,
    /// "op basis van open cijfers van CBS en RIVM".
    pub bronnenregel: String,
    /// The regional support organisation that made the report; empty for none.
    pub ros: String,
    /// For whom it was made; empty for none.
    pub opdrachtgever: String,
    /// Name and version of the program: "regiobeeld 0.1.0".
    pub programma: String,
    /// When any value is made up: one or two sentences that say which.
    pub fictief: Option<String>,
    /// Colours, logo and texts of the house that made it.
    pub huisstijl: Huisstijl,
    /// Outline of the area for the cover; a picture without figures.
    pub omslagkaart: Option<Figuur>,
}

/// A day, for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Datum {
    /// "19 juli 2026".
    pub tekst: String,
    /// "2026-07-19".
    pub iso: String,
}

/// Page 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oogopslag {
    /// Two or three opening sentences.
    pub zinnen: Vec<String>,
    /// One card per theme, in the order of the themes.
    pub kaarten: Vec<Themakaart>,
    /// "Waar is het verschil het grootst, in aantal mensen?"; at most five rows.
    pub prioriteiten: Prioriteiten,
    /// A small map.
    pub kaart: Option<Figuur>,
    /// Heading above the small map; ignored without a map.
    pub kaart_titel: String,
    /// "Wat dit rapport niet zegt": short sentences.
    pub zegt_niet: Vec<String>,
}

/// The main figure of one theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Themakaart {
    /// Name of the theme.
    pub thema: String,
    /// The figure, large: "17,3 %"; "–" where there is none.
    pub getal: String,
    /// What it counts: "rookt (18+, 2024)".
    pub eenheid: String,
    /// What it is compared with: "regio 15,9 %".
    pub vergelijking: String,
    /// The verdict, where a test was done.
    pub oordeel: Option<Symbool>,
    /// One or two sentences in plain words.
    pub zin: String,
    /// True when the figure or what it is compared with is made up.
    pub fictief: bool,
}

/// Where most people are concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prioriteiten {
    /// The table; `None` when no difference is clear enough.
    pub tabel: Option<Tabel>,
    /// The caption about what the sum does and does not say, or why there is no table.
    pub toelichting: Vec<String>,
}

/// Page 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leeswijzer {
    /// The symbols that this report uses, with what they mean here.
    pub symbolen: Vec<SymboolUitleg>,
    /// What a margin is; a picture stands beside it.
    pub marge: Vec<String>,
    /// The box about model estimates; empty when the report has none.
    pub model: Vec<String>,
    /// Who is missing from the figures.
    pub wie_ontbreekt: Vec<String>,
    /// Questions for the meeting of the partners.
    pub vragen: Vec<String>,
    /// The areas of the report, with links to their rows.
    pub index: Vec<IndexRegel>,
}

/// A symbol and its meaning in this report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SymboolUitleg {
    /// The symbol.
    pub symbool: Symbool,
    /// "hoger dan de gemeente, en dat is ongunstiger".
    pub uitleg: String,
}

/// An area in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexRegel {
    /// Number on the maps.
    pub nummer: String,
    /// Name of the area.
    pub naam: String,
    /// Its code: links to the rows with the same [`Rij::anker`].
    pub anker: String,
}

/// The area on the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gebieden {
    /// A few sentences about who live here.
    pub zinnen: Vec<String>,
    /// Numbered map.
    pub kaart: Option<Figuur>,
    /// One row per area, in the order of the map numbers.
    pub tabel: Tabel,
    /// Ages of the inhabitants against Nederland.
    pub piramide: Option<Grafiek>,
    /// Ages of the inhabitants per area; `None` when they are not known.
    pub leeftijden: Option<Tabel>,
    /// Source line of map and table.
    pub bronregel: String,
}

/// A figure with its own heading and text, outside the themes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grafiek {
    /// The message.
    pub titel: String,
    /// Measure, population, year.
    pub ondertitel: String,
    /// Sentences.
    pub zinnen: Vec<String>,
    /// The figure.
    pub figuur: Figuur,
    /// The numbers of the figure; `None` when they stand in the annex.
    pub tabel: Option<Tabel>,
    /// Source line.
    pub bronregel: String,
}

/// Areas against core indicators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overzicht {
    /// How to read the table and what stands out.
    pub zinnen: Vec<String>,
    /// Rows areas, columns core indicators grouped by theme; cells value and symbol.
    pub tabel: Tabel,
    /// Counts of comparisons, and what was left out.
    pub noten: Vec<String>,
}

/// One theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thema {
    /// Small line above the heading: "Thema 1".
    pub boven: String,
    /// Name: "Leefstijl".
    pub titel: String,
    /// What stands out, in plain words.
    pub samenvatting: Vec<String>,
    /// Where the area stands: its topics in one chart and one table.
    pub positie: Option<Indicator>,
    /// Maps of the headline indicators.
    pub kaarten: Vec<Paneel>,
    /// The headline indicators per part, in catalogue order.
    pub indicatoren: Vec<Indicator>,
    /// Whether the chapter may follow the one before it on the same page.
    pub los: bool,
    /// Boxes: a warning, a national figure, whom to call.
    pub kaders: Vec<Kader>,
    /// Remarks of partners about the theme.
    pub duiding: Vec<Duiding>,
    /// Core indicators without a figure, each with the reason.
    pub niet_beschikbaar: Vec<NietBeschikbaar>,
    /// Where other topics stand, and how many have no figure yet; empty for none.
    pub andere: String,
}

/// A small figure with its own heading, one of several side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paneel {
    /// What it shows: "Roken per wijk".
    pub titel: String,
    /// The figure, with its caption.
    pub figuur: Figuur,
}

/// Indicators over the years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reeksen {
    /// Opening sentences.
    pub zinnen: Vec<String>,
    /// One chart per indicator; its caption says what was tested.
    pub panelen: Vec<Paneel>,
    /// The values of the charts.
    pub tabellen: Vec<Tabel>,
    /// Notes.
    pub noten: Vec<String>,
}

/// One indicator: message, sentences, figure, table, source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// The message: "In twee wijken roken meer mensen".
    pub titel: String,
    /// Measure, population, year: "Rokers, 18 jaar en ouder, 2024".
    pub ondertitel: String,
    /// Sentences.
    pub zinnen: Vec<String>,
    /// What the survey itself says of the area, beside the figures of a model.
    pub kader: Option<Kader>,
    /// The chart; its numbers stand in the table.
    pub figuur: Option<Figuur>,
    /// The same chart for right of the table, row for row: without the names and values that the table
    /// has. `None` where the rows cannot be counted.
    pub ernaast: Option<Figuur>,
    /// Values per area.
    pub tabel: Tabel,
    /// Source table, column, period, kind of figure.
    pub bronregel: String,
    /// Notes: definition, break in the series, what was left out.
    pub noten: Vec<String>,
}

/// A box with a text that stands apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kader {
    /// Heading of the box.
    pub titel: String,
    /// Sentences.
    pub zinnen: Vec<String>,
}

/// An indicator without a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NietBeschikbaar {
    /// Name of the indicator.
    pub label: String,
    /// Why there is no figure.
    pub reden: String,
}

/// How the figures were made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Methode {
    /// Sections of text.
    pub secties: Vec<Sectie>,
    /// Exact definition, population and kind of every indicator.
    pub definities: Tabel,
    /// Table, columns, retrieval date, hash, licence of every source.
    pub bronnen: Tabel,
    /// Things the reader must know about this very report; `render` adds replaced characters.
    pub meldingen: Vec<String>,
}

/// A section of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sectie {
    /// Heading.
    pub titel: String,
    /// Paragraphs.
    pub alineas: Vec<String>,
    /// A list after the paragraphs; may be empty.
    pub punten: Vec<String>,
}

/// The annex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bijlage {
    /// Opening sentences: where the same figures are found as a file.
    pub zinnen: Vec<String>,
    /// Tables with every number; each has a title.
    pub tabellen: Vec<Tabel>,
}
