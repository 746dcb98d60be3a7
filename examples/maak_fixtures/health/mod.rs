//! 50150NED, RIVM Gezondheid per wijk en buurt.
//!
//! Recorded: 22 indicators for the gemeenten of the region in 2024, good self-rated health of
//! Nederland and every gemeente in five waves, chronic conditions of Nederland. Made up: all
//! bounds, both age bands, every wijk, and 20 national values of 2024.

mod estimates;
mod indicators;
mod split;
mod table;
mod wijken;

use std::collections::BTreeMap;

use crate::adults::Adults;
use crate::areas::{dimension_2024, is_wijk};
use crate::fault::Outcome;
use crate::metadata::{self, Info};
use crate::names::WijkNames;
use crate::output::{Host, Output};
use crate::receipts::{Deel, LICENCE, RECORDED, Receipt, words};
use crate::sources::Sources;

use estimates::Estimates;
use indicators::INDICATORS;

const TABLE: &str = "50150NED";

/// The national row; the Kerncijfers call it `NL00`.
const LAND: &str = "NL01";

/// The waves of the table.
const YEARS: [&str; 5] = ["2012", "2016", "2020", "2022", "2024"];

/// Writes the table and returns its receipt.
pub fn write(
    sources: &Sources,
    names: &WijkNames,
    adults: &BTreeMap<String, Adults>,
    output: &Output,
) -> Outcome<Receipt> {
    let estimates = Estimates::of(sources, adults);
    let mut writer = table::Writer::new(sources, &estimates);
    let outside = sources
        .gemeenten_2024
        .keys()
        .filter(|code| !sources.in_region(code));
    let mut land = writer.full_area(LAND);
    land.extend(outside.flat_map(|code| writer.values_only(code)));
    output.pages(Host::Dataderden, TABLE, "land", &land)?;
    let mut count = land.len();
    for gemeente in &sources.region {
        let mut lines = writer.full_area(gemeente);
        for wijk in sources.wijken_of(gemeente) {
            lines.extend(writer.full_area(wijk));
        }
        output.pages(Host::Dataderden, TABLE, gemeente, &lines)?;
        count += lines.len();
    }
    let areas = dimension_2024(sources, names, LAND);
    output.entity_set(Host::Dataderden, TABLE, "WijkenEnBuurten", &areas)?;
    for (set, rows) in table::small_dimensions() {
        output.entity_set(Host::Dataderden, TABLE, set, &rows)?;
    }
    let properties = metadata::described(&indicators::properties());
    output.entity_set(Host::Dataderden, TABLE, "DataProperties", &properties)?;
    let info = metadata::table_info(&Info {
        host: Host::Dataderden,
        id: TABLE,
        title: "Gezondheid per wijk en buurt; 2012/2016/2020/2022/2024 (indeling 2024)",
        period: "2012, 2016, 2020, 2022, 2024",
        frequency: "Onregelmatig",
        rows: count,
        columns: INDICATORS.len() + 7,
    });
    output.entity_set(Host::Dataderden, TABLE, "TableInfos", &[info])?;
    Ok(receipt())
}

/// How the figures were made; for the receipt.
const HOW: &str = "\
    Echt, als waarde (MW00000) van 18 jaar en ouder: 22 indicatoren in 2024 voor de 12 gemeenten \
    van RZA Zwolle; goed ervaren gezondheid in 2012, 2016, 2020, 2022 en 2024 voor Nederland en \
    342 gemeenten; langdurige aandoeningen in Nederland vanaf 2016. Verzonnen met een vaste \
    startwaarde: alle onder- en bovengrenzen, 18-64 en 65+, alle cijfers van wijken (gemiddeld \
    gelijk aan de gemeente, met verschillen naar woningwaarde, eigendom, inkomen, 65-plussers en \
    dichtheid), twintig landelijke cijfers van 2024 en de wijknamen. Wijken met minder dan 50 \
    inwoners zijn null. Van de andere gemeenten is er alleen goed ervaren gezondheid, zonder \
    marges. Van de 57 indicatoren van de tabel staan er 22 in; TableInfos, DataProperties en de \
    titels zijn nagebouwd.";

/// Where the figures come from; for the receipt.
const SOURCE: &str = "\
    RIVM, OData v3 (dataderden.cbs.nl), opgehaald door loukanton/woonikveilig (df5ed993) en \
    AnneVersion/geoinzicht-app (f437ee68)";

fn receipt() -> Receipt {
    let invented = INDICATORS
        .iter()
        .filter(|indicator| indicator.land_2024.is_some());
    let invented = invented
        .map(|indicator| indicator.key.to_string())
        .collect();
    Receipt {
        pad: format!("odata/{TABLE}"),
        tabel: TABLE.to_string(),
        titel: "Gezondheid per wijk en buurt".to_string(),
        bron: SOURCE.to_string(),
        datum: RECORDED.to_string(),
        licentie: LICENCE.to_string(),
        hoe: HOW.to_string(),
        fictief: true,
        fictief_deel: vec![
            Deel {
                marges: words(&["MOG0095", "MBG0095"]),
                ..Deel::default()
            },
            Deel {
                leeftijden: words(&["53115", "80200"]),
                ..Deel::default()
            },
            Deel {
                niveaus: words(&["wijk"]),
                ..Deel::default()
            },
            Deel {
                niveaus: words(&["land"]),
                kolommen: invented,
                ..Deel::default()
            },
        ],
    }
}

/// Returns the key under which the Kerncijfers know the area.
fn kwb_code(code: &str) -> &str {
    if code == LAND { "NL00" } else { code }
}

/// Returns whether RIVM gives no figures because hardly anyone lives there.
fn too_few(sources: &Sources, code: &str) -> bool {
    let inhabitants = sources
        .kwb(code)
        .and_then(|area| area.cells.count("inwoners"));
    is_wijk(code) && inhabitants.unwrap_or_default() < 50
}
