//! 84799NED, Kerncijfers wijken en buurten 2020: every recorded row, byte for byte.

use crate::areas::{dimension_row, gemeente_of, is_wijk};
use crate::fault::Outcome;
use crate::names::WijkNames;
use crate::output::{Host, Output};
use crate::receipts::{Deel, LICENCE, Receipt, words};
use crate::sources::Sources;

const TABLE: &str = "84799NED";

/// The number of rows of the whole table, as recorded in TableInfos.
const RECORDED_ROWS: &str = "\"RecordCount\":17341";

/// Writes the table and returns its receipt.
pub fn write(sources: &Sources, names: &WijkNames, output: &Output) -> Outcome<Receipt> {
    let rows = &sources.kwb2020;
    let outside = |code: &String| !is_wijk(code) && !sources.in_region(code);
    let mut land: Vec<_> = rows.iter().filter(|(code, _)| outside(code)).collect();
    land.sort_by_key(|(_, row)| row.count("ID"));
    let land: Vec<String> = land.into_iter().map(|(_, row)| row.line.clone()).collect();
    output.pages(Host::Cbs, TABLE, "land", &land)?;
    for gemeente in &sources.region {
        let mine = rows
            .iter()
            .filter(|(code, _)| gemeente_of(code) == *gemeente);
        let lines: Vec<String> = mine.map(|(_, row)| row.line.clone()).collect();
        output.pages(Host::Cbs, TABLE, gemeente, &lines)?;
    }
    output.entity_set(
        Host::Cbs,
        TABLE,
        "WijkenEnBuurten",
        &dimension(sources, names),
    )?;
    let folder = format!("odata/{TABLE}");
    let properties = sources.verbatim("cbs-v3/84799NED/DataProperties.json")?;
    output.file(&format!("{folder}/DataProperties.json"), &properties)?;
    let infos = sources.verbatim("cbs-v3/84799NED/TableInfos.json")?;
    let count = format!("\"RecordCount\":{}", rows.len());
    output.file(
        &format!("{folder}/TableInfos.json"),
        &infos.replace(RECORDED_ROWS, &count),
    )?;
    Ok(receipt(rows.len()))
}

/// Returns the dimension set: the country, then each gemeente and, in the region, its wijken.
fn dimension(sources: &Sources, names: &WijkNames) -> Vec<String> {
    let rows = &sources.kwb2020;
    let mut dimension = vec![dimension_row("NL00", "Nederland", "")];
    for (code, row) in rows.iter().filter(|(code, _)| code.starts_with("GM")) {
        let title = row.text("Gemeentenaam_1");
        dimension.push(dimension_row(code, title, ""));
        for wijk in rows
            .keys()
            .filter(|wijk| is_wijk(wijk) && gemeente_of(wijk) == *code)
        {
            dimension.push(dimension_row(wijk, names.of_code(wijk), title));
        }
    }
    dimension
}

/// Where the figures come from; for the receipt.
const SOURCE: &str = "\
    CBS, OData v3; opgenomen door dataverbinders/statline-bq (8fcc2aa1)";

fn receipt(rows: usize) -> Receipt {
    Receipt {
        pad: format!("odata/{TABLE}"),
        tabel: TABLE.to_string(),
        titel: "Kerncijfers wijken en buurten 2020".to_string(),
        bron: SOURCE.to_string(),
        datum: "2021-03-26".to_string(),
        licentie: LICENCE.to_string(),
        hoe: format!(
            "Rijen zoals de dienst ze gaf: Nederland, alle gemeenten en de wijken van \
             de 12 gemeenten van RZA Zwolle, zonder buurten. Aangepast: de wijknamen in \
             WijkenEnBuurten zijn verzonnen, en RecordCount in TableInfos is het aantal \
             rijen hier ({rows}, in de hele tabel 17341)."
        ),
        fictief: true,
        fictief_deel: vec![Deel {
            kolommen: words(&["Title", "Description"]),
            niveaus: words(&["wijk"]),
            ..Deel::default()
        }],
    }
}
