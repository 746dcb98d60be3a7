//! Counts of general practices per gemeente and band of five years, as Excel saves a table on a
//! Dutch Windows: semicolons, Windows-1252, a decimal comma, codes without letters and zeros.

use super::figures::bare;
use super::{head, indicator};
use crate::numbers::{share_out, whole};
use crate::random::Stream;
use crate::sources::Sources;

/// Share of the people per band of five years, from birth to 90 and over, and the patients with
/// heart failure per 1 000 of them.
const BANDS: [(f64, f64); 19] = [
    (5.0, 0.0),
    (5.2, 0.0),
    (5.5, 0.0),
    (5.8, 0.1),
    (6.2, 0.1),
    (6.4, 0.1),
    (6.3, 0.2),
    (6.1, 0.4),
    (6.0, 0.8),
    (6.1, 1.5),
    (6.9, 3.0),
    (7.2, 5.0),
    (6.9, 9.0),
    (6.0, 16.0),
    (5.3, 28.0),
    (4.2, 48.0),
    (2.6, 83.0),
    (1.4, 130.0),
    (0.9, 190.0),
];

/// Writes the file.
pub fn csv(sources: &Sources) -> Vec<u8> {
    let mut text = "Gemeente;Leeftijd;Patiënten;Ingeschrevenen;Dekking (%)\r\n".to_owned();
    for gemeente in &sources.region {
        let people = sources
            .kwb(gemeente)
            .and_then(|area| area.cells.number("inwoners"))
            .unwrap_or_default();
        let mut chance = Stream::of(&["huisartsen", gemeente]);
        let cover = 78.0 + 3.0 * chance.normal().clamp(-3.0, 3.0);
        let level = 1.0 + 0.08 * chance.normal();
        let weights = BANDS.map(|(share, _)| share);
        let listed = share_out(whole(people * cover / 100.0), &weights, 1);
        for (band, (listed, (_, rate))) in listed.iter().zip(BANDS).enumerate() {
            let ages = match band * 5 {
                90 => "90+".to_owned(),
                first => format!("{first}-{}", first + 4),
            };
            let patients = whole(*listed as f64 * rate * level.max(0.5) / 1000.0);
            let cover = format!("{cover:.1}").replace('.', ",");
            let code = bare(gemeente);
            text.push_str(&format!("{code};{ages};{patients};{listed};{cover}\r\n"));
        }
    }
    encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()
}

/// Returns the mapping.
pub fn mapping() -> String {
    let start = head(
        "tabel",
        "huisartsen.csv",
        "Huisartsen Voorbeeld, registratie 2024 (verzonnen)",
    );
    let indicator = indicator(
        "hartfalen",
        "Hartfalen",
        "Mensen die bij de huisarts bekend zijn met hartfalen.",
        "aantal",
        "alle",
    );
    format!(
        "{start}\n[csv]\ncodering = \"windows-1252\"\nscheidingsteken = \";\"\ndecimaalteken = \",\"\n\n\
         [gebied]\nkolom = \"Gemeente\"\nsoort = \"code\"\nniveau = \"gemeente\"\n{indicator}\
         aantal = \"Patiënten\"\nnoemer = \"Ingeschrevenen\"\nleeftijd = \"Leeftijd\"\nperiode = 2024\n"
    )
}
