//! 86165NED, Kerncijfers wijken en buurten 2025: the newest year, of which half is still empty.

use crate::areas::dimension_row;
use crate::fault::Outcome;
use crate::kwb_metadata::{self, Column, Table};
use crate::kwb2024::text_columns;
use crate::output::{Host, Output};
use crate::receipts::{LICENCE, Receipt};
use crate::sources::Sources;

const TABLE: &str = "86165NED";

/// Keys of 2025 after the text columns and the 2020 key with the same meaning.
const COLUMNS: [(&str, &str); 26] = [
    ("AantalInwoners_5", "AantalInwoners_5"),
    ("Mannen_6", "Mannen_6"),
    ("Vrouwen_7", "Vrouwen_7"),
    ("k_0Tot15Jaar_8", "k_0Tot15Jaar_8"),
    ("k_15Tot25Jaar_9", "k_15Tot25Jaar_9"),
    ("k_25Tot45Jaar_10", "k_25Tot45Jaar_10"),
    ("k_45Tot65Jaar_11", "k_45Tot65Jaar_11"),
    ("k_65JaarOfOuder_12", "k_65JaarOfOuder_12"),
    ("HuishoudensTotaal_29", "HuishoudensTotaal_28"),
    ("Eenpersoonshuishoudens_30", "Eenpersoonshuishoudens_29"),
    (
        "GemiddeldeHuishoudensgrootte_33",
        "GemiddeldeHuishoudensgrootte_32",
    ),
    ("Bevolkingsdichtheid_34", "Bevolkingsdichtheid_33"),
    (
        "GemiddeldeWOZWaardeVanWoningen_39",
        "GemiddeldeWoningwaarde_35",
    ),
    (
        "PercentageEengezinswoning_40",
        "PercentageEengezinswoning_36",
    ),
    ("Koopwoningen_47", "Koopwoningen_40"),
    (
        "GemiddeldInkomenPerInwoner_78",
        "GemiddeldInkomenPerInwoner_72",
    ),
    ("WmoClienten_93", "WmoClienten_89"),
    ("WmoClientenRelatief_94", "WmoClientenRelatief_90"),
    (
        "AfstandTotHuisartsenpraktijk_110",
        "AfstandTotHuisartsenpraktijk_105",
    ),
    (
        "AfstandTotGroteSupermarkt_111",
        "AfstandTotGroteSupermarkt_106",
    ),
    (
        "AfstandTotKinderdagverblijf_112",
        "AfstandTotKinderdagverblijf_107",
    ),
    ("AfstandTotSchool_113", "AfstandTotSchool_108"),
    ("ScholenBinnen3Km_114", "ScholenBinnen3Km_109"),
    ("OppervlakteLand_116", "OppervlakteLand_111"),
    ("MateVanStedelijkheid_120", "MateVanStedelijkheid_115"),
    (
        "Omgevingsadressendichtheid_121",
        "Omgevingsadressendichtheid_116",
    ),
];

/// How the figures were made; for the receipt.
const HOW: &str = "\
    Echte cijfers van de 12 gemeenten van RZA Zwolle: inwoners, geslacht, vijf leeftijdsgroepen, \
    huishoudens en oppervlakte land. Geen Nederland, geen andere gemeenten, geen wijken; de \
    andere kolommen zijn null. IndelingswijzigingWijkenEnBuurten_4 is overal \".\". TableInfos \
    en DataProperties zijn nagebouwd naar die van 2020.";

/// Where the figures come from; for the receipt.
const SOURCE: &str = "\
    CBS, OData v3; tien kolommen, opgehaald door AnneVersion/geoinzicht-app (f437ee68)";

/// Writes the table and returns its receipt.
pub fn write(sources: &Sources, output: &Output) -> Outcome<Receipt> {
    let mut dimension = Vec::new();
    for (id, gemeente) in (0..).zip(&sources.region) {
        let name = sources.kwb(gemeente).map_or("", |area| area.name.as_str());
        let cells = sources.kwb2025.get(gemeente);
        let mut row = text_columns(id, gemeente, "Gemeente", name);
        for (key, _) in COLUMNS {
            row = row.number(key, cells.and_then(|cells| cells.get(key)));
        }
        output.pages(Host::Cbs, TABLE, gemeente, &[row.finish()])?;
        dimension.push(dimension_row(gemeente, name, ""));
    }
    output.entity_set(Host::Cbs, TABLE, "WijkenEnBuurten", &dimension)?;
    let columns = COLUMNS.map(|(key, key_2020)| Column { key, key_2020 });
    let table = Table {
        id: TABLE,
        year: "2025",
        rows: dimension.len(),
    };
    kwb_metadata::write(sources, &table, &columns, output)?;
    Ok(Receipt {
        pad: format!("odata/{TABLE}"),
        tabel: TABLE.to_string(),
        titel: "Kerncijfers wijken en buurten 2025".to_string(),
        bron: SOURCE.to_string(),
        datum: "2026-03-26".to_string(),
        licentie: LICENCE.to_string(),
        hoe: HOW.to_string(),
        fictief: false,
        fictief_deel: Vec::new(),
    })
}
