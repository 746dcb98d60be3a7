//! `fixtures/lokaal/`: made-up local extracts, one per form, each with its mapping file.
//!
//! The files look as GGDs and practices deliver them, mess and all; every figure is made up. They
//! are examples and test material, and are not packed into the program.

mod book;
mod cube;
mod figures;
mod practices;
mod statline;
mod swing;
mod table;
mod workbook;

use crate::fault::Outcome;
use crate::output::Output;
use crate::receipts::{LICENCE, RECORDED, Receipt};
use crate::sources::Sources;

/// Folder inside the fixtures.
const FOLDER: &str = "lokaal";

/// Writes every example.
pub fn write(sources: &Sources, output: &Output) -> Outcome<Receipt> {
    let topics = figures::topics(sources);
    let [frail, care, falls, help, lonely] = &topics;
    let files: [(&str, Vec<u8>, String); 6] = [
        ("tabel.xlsx", table::xlsx(frail)?, table::mapping()),
        ("swing-lang.xlsx", swing::xlsx(care)?, swing::mapping()),
        ("swing-kubus.xlsx", cube::xlsx(falls)?, cube::mapping()),
        ("tabellenboek.xlsx", book::xlsx(help)?, book::mapping()),
        ("statline.csv", statline::csv(lonely), statline::mapping()),
        (
            "huisartsen.csv",
            practices::csv(sources),
            practices::mapping(),
        ),
    ];
    for (name, bytes, mapping) in files {
        let stem = name.split('.').next().unwrap_or(name);
        output.bytes(&format!("{FOLDER}/{name}"), &bytes)?;
        output.file(&format!("{FOLDER}/{stem}.toml"), &mapping)?;
    }
    Ok(Receipt {
        pad: FOLDER.to_owned(),
        tabel: FOLDER.to_owned(),
        titel: "Voorbeelden van lokale extracten".to_owned(),
        bron: "Verzonnen voor regiobeeld; geen GGD of praktijk heeft deze cijfers geleverd".to_owned(),
        datum: RECORDED.to_owned(),
        licentie: LICENCE.to_owned(),
        hoe: "Per vorm een bestand met zijn koppelbestand, met de rommel die zulke bestanden hebben. \
              Alle cijfers zijn verzonnen met een vaste startwaarde, rond aantallen 65-plussers \
              per wijk. Niet in het programma ingepakt."
            .to_owned(),
        fictief: true,
        fictief_deel: Vec::new(),
    })
}

/// The start of a mapping file.
fn head(form: &str, file: &str, source: &str) -> String {
    format!(
        "# Voorbeeld van een koppelbestand. Alle cijfers in {file} zijn verzonnen.\n\
         bestand = \"{file}\"\nbron = \"{source}\"\nvorm = \"{form}\"\nfictief = true\n"
    )
}

/// An indicator that the catalogue does not have.
fn indicator(id: &str, label: &str, definition: &str, unit: &str, ages: &str) -> String {
    format!(
        "\n[[indicator]]\nid = \"{id}\"\nlabel = \"{label}\"\nthema = \"grijze_druk\"\n\
         definitie = \"{definition}\"\neenheid = \"{unit}\"\nrichting = \"hoger_is_ongunstiger\"\n\
         bevolking = \"{ages}\"\n"
    )
}
