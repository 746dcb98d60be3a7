//! 85984NED, Kerncijfers wijken en buurten 2024: the recorded selection under its real keys.

use std::collections::BTreeMap;

use crate::areas::{CODE_WIDTH, dimension_2024, gemeente_of, is_wijk};
use crate::bands::{Bands, counts_2020};
use crate::fault::Outcome;
use crate::kwb_metadata::{self, Column, Table};
use crate::names::WijkNames;
use crate::numbers::whole;
use crate::output::{Host, Output};
use crate::receipts::{Deel, LICENCE, RECORDED, Receipt, words};
use crate::rows::{Row, padded};
use crate::sources::Sources;

const TABLE: &str = "85984NED";

/// What fills a column.
#[derive(Clone, Copy)]
enum Fill {
    /// A column of the recorded selection.
    Real(&'static str),
    /// One of the three bands between 15 and 65; made up.
    Band(usize),
    /// People living alone; made up.
    Alone,
    /// Not delivered for this year.
    Empty,
}

/// Keys of 2024 after the text columns, the 2020 key with the same meaning, and what fills them.
const COLUMNS: [(&str, &str, Fill); 25] = [
    (
        "AantalInwoners_5",
        "AantalInwoners_5",
        Fill::Real("inwoners"),
    ),
    (
        "k_0Tot15Jaar_8",
        "k_0Tot15Jaar_8",
        Fill::Real("inwoners0tot15"),
    ),
    ("k_15Tot25Jaar_9", "k_15Tot25Jaar_9", Fill::Band(1)),
    ("k_25Tot45Jaar_10", "k_25Tot45Jaar_10", Fill::Band(2)),
    ("k_45Tot65Jaar_11", "k_45Tot65Jaar_11", Fill::Band(3)),
    (
        "k_65JaarOfOuder_12",
        "k_65JaarOfOuder_12",
        Fill::Real("inwoners65plus"),
    ),
    (
        "HuishoudensTotaal_29",
        "HuishoudensTotaal_28",
        Fill::Real("huishoudens"),
    ),
    (
        "Eenpersoonshuishoudens_30",
        "Eenpersoonshuishoudens_29",
        Fill::Alone,
    ),
    (
        "GemiddeldeHuishoudensgrootte_33",
        "GemiddeldeHuishoudensgrootte_32",
        Fill::Real("huishoudensgrootte"),
    ),
    (
        "Bevolkingsdichtheid_34",
        "Bevolkingsdichtheid_33",
        Fill::Real("dichtheid"),
    ),
    (
        "GemiddeldeWOZWaardeVanWoningen_39",
        "GemiddeldeWoningwaarde_35",
        Fill::Real("wozWaarde"),
    ),
    (
        "PercentageEengezinswoning_40",
        "PercentageEengezinswoning_36",
        Fill::Real("eengezinswoning"),
    ),
    (
        "Koopwoningen_47",
        "Koopwoningen_40",
        Fill::Real("koopwoningen"),
    ),
    (
        "GemiddeldInkomenPerInwoner_78",
        "GemiddeldInkomenPerInwoner_72",
        Fill::Real("inkomenPerInwoner"),
    ),
    (
        "HuishoudensMetEenLaagInkomen_84",
        "HuishoudensMetEenLaagInkomen_78",
        Fill::Empty,
    ),
    ("WmoClienten_95", "WmoClienten_89", Fill::Empty),
    (
        "WmoClientenRelatief_96",
        "WmoClientenRelatief_90",
        Fill::Empty,
    ),
    (
        "AfstandTotHuisartsenpraktijk_110",
        "AfstandTotHuisartsenpraktijk_105",
        Fill::Real("afstandHuisarts"),
    ),
    (
        "AfstandTotGroteSupermarkt_111",
        "AfstandTotGroteSupermarkt_106",
        Fill::Real("afstandSupermarkt"),
    ),
    (
        "AfstandTotKinderdagverblijf_112",
        "AfstandTotKinderdagverblijf_107",
        Fill::Empty,
    ),
    (
        "AfstandTotSchool_113",
        "AfstandTotSchool_108",
        Fill::Real("afstandSchool"),
    ),
    (
        "ScholenBinnen3Km_114",
        "ScholenBinnen3Km_109",
        Fill::Real("scholenBinnen3km"),
    ),
    (
        "OppervlakteLand_116",
        "OppervlakteLand_111",
        Fill::Real("oppervlakteLandHa"),
    ),
    (
        "MateVanStedelijkheid_120",
        "MateVanStedelijkheid_115",
        Fill::Real("stedelijkheid"),
    ),
    (
        "Omgevingsadressendichtheid_121",
        "Omgevingsadressendichtheid_116",
        Fill::Real("adressendichtheid"),
    ),
];

/// Writes the table and returns its receipt.
pub fn write(
    sources: &Sources,
    names: &WijkNames,
    bands: &BTreeMap<String, Bands>,
    output: &Output,
) -> Outcome<Receipt> {
    let mut next_id = 0..;
    let mut row = |code: &str| row(sources, bands, code, next_id.next().unwrap_or_default());
    let outside = sources
        .gemeenten_2024
        .keys()
        .filter(|code| !sources.in_region(code));
    let codes = ["NL00"].into_iter().chain(outside.map(String::as_str));
    let land: Vec<String> = codes.map(&mut row).collect();
    output.pages(Host::Cbs, TABLE, "land", &land)?;
    let mut count = land.len();
    for gemeente in &sources.region {
        let codes = [gemeente.as_str()]
            .into_iter()
            .chain(sources.wijken_of(gemeente));
        let lines: Vec<String> = codes.map(&mut row).collect();
        output.pages(Host::Cbs, TABLE, gemeente, &lines)?;
        count += lines.len();
    }
    let dimension = dimension_2024(sources, names, "NL00");
    output.entity_set(Host::Cbs, TABLE, "WijkenEnBuurten", &dimension)?;
    let columns = COLUMNS.map(|(key, key_2020, _)| Column { key, key_2020 });
    let table = Table {
        id: TABLE,
        year: "2024",
        rows: count,
    };
    kwb_metadata::write(sources, &table, &columns, output)?;
    Ok(receipt())
}

/// Returns one row; a cell that the recording lacks is `null`, because empty may mean 0.
fn row(sources: &Sources, bands: &BTreeMap<String, Bands>, code: &str, id: i64) -> String {
    let (kind, gemeente) = match code.get(..2) {
        Some("NL") => ("Land", "Nederland"),
        Some("GM") => (
            "Gemeente",
            sources.kwb(code).map_or("", |area| area.name.as_str()),
        ),
        _ => (
            "Wijk",
            sources
                .kwb(&gemeente_of(code))
                .map_or("", |area| area.name.as_str()),
        ),
    };
    let mut row = text_columns(id, code, kind, gemeente);
    let cells = sources.kwb(code).map(|area| &area.cells);
    let bands = bands.get(code);
    for (key, _, fill) in COLUMNS {
        row = match fill {
            Fill::Real(column) => row.number(key, cells.and_then(|cells| cells.get(column))),
            Fill::Band(band) => row.count(key, bands.map(|bands| bands.counts[band])),
            Fill::Alone => row.count(key, living_alone(sources, code)),
            Fill::Empty => row.number(key, None),
        };
    }
    row.finish()
}

/// Returns the start of a row of the Kerncijfers: code and the four text columns, padded.
pub fn text_columns(id: i64, code: &str, kind: &str, gemeente: &str) -> Row {
    let code = padded(code, CODE_WIDTH);
    Row::new()
        .count("ID", Some(id))
        .text("WijkenEnBuurten", &code)
        .text("Gemeentenaam_1", &padded(gemeente, 40))
        .text("SoortRegio_2", &padded(kind, 10))
        .text("Codering_3", &code)
        .text("IndelingswijzigingWijkenEnBuurten_4", ".")
}

/// Returns people living alone: the share of 2020 in the households of 2024.
fn living_alone(sources: &Sources, code: &str) -> Option<i64> {
    let households = sources.kwb(code)?.cells.number("huishoudens")?;
    let keys = ["Eenpersoonshuishoudens_29", "HuishoudensTotaal_28"];
    let then = counts_2020(sources, code, &keys)
        .or_else(|| counts_2020(sources, &gemeente_of(code), &keys))?;
    let unit = if is_wijk(code) { 5.0 } else { 1.0 };
    Some(whole(households * (then[0] / then[1]).min(1.0) / unit) * whole(unit))
}

/// How the figures were made; for the receipt.
const HOW: &str = "\
    Rijen voor Nederland, 342 gemeenten en de wijken van de 12 gemeenten van RZA Zwolle. In de \
    bron werden 0 en negatieve getallen leeg; leeg blijft hier null. Verzonnen: 15-25, 25-45 en \
    45-65 jaar (aandelen van 2020, in de regio op weg naar 2025, passend bij het echte totaal, \
    0-15 en 65+) en eenpersoonshuishoudens (aandeel van 2020), en de wijknamen. \
    IndelingswijzigingWijkenEnBuurten_4 is overal \".\". Niet opgenomen en daarom null: laag \
    inkomen, Wmo en kinderdagverblijf. TableInfos en DataProperties zijn nagebouwd naar die van \
    2020.";

/// Where the figures come from; for the receipt.
const SOURCE: &str = "\
    CBS, OData v3; een keuze van 17 kolommen, opgehaald door loukanton/woonikveilig (df5ed993)";

fn receipt() -> Receipt {
    let made_up = COLUMNS
        .iter()
        .filter(|(_, _, fill)| matches!(fill, Fill::Band(_) | Fill::Alone));
    Receipt {
        pad: format!("odata/{TABLE}"),
        tabel: TABLE.to_string(),
        titel: "Kerncijfers wijken en buurten 2024".to_string(),
        bron: SOURCE.to_string(),
        datum: RECORDED.to_string(),
        licentie: LICENCE.to_string(),
        hoe: HOW.to_string(),
        fictief: true,
        fictief_deel: vec![
            Deel {
                kolommen: made_up.map(|(key, ..)| key.to_string()).collect(),
                ..Deel::default()
            },
            Deel {
                kolommen: words(&["Title", "Description"]),
                niveaus: words(&["wijk"]),
                ..Deel::default()
            },
        ],
    }
}
