//! The form `statline-csv`: a raw download, with padded codes and bounds in rows of their own.

use super::figures::Topic;
use super::{head, indicator};
use crate::rows::padded;

/// Fewest respondents with a figure.
const FEWEST: i64 = 30;
/// Half the width of an interval in standard errors.
const Z: f64 = 1.96;

/// Writes the file: a mark at the start, Windows line ends, semicolons, decimal points.
pub fn csv(topic: &Topic) -> Vec<u8> {
    let mut lines =
        vec!["\u{feff}ID;Leeftijd;Marges;WijkenEnBuurten;Perioden;ErnstigEenzaam_4".to_owned()];
    for area in &topic.areas {
        let code = match area.code.as_str() {
            "NL" => "NL01",
            code => code,
        };
        let share = area.percent / 100.0;
        let n = (area.respondents as f64).max(1.0);
        let half = 100.0 * Z * (1.4 * share * (1.0 - share) / n).sqrt();
        for (margin, value) in [
            ("MW00000", area.percent),
            ("MOG0095", (area.percent - half).max(0.0)),
            ("MBG0095", (area.percent + half).min(100.0)),
        ] {
            let text = if area.respondents < FEWEST {
                String::new()
            } else {
                format!("{value:.1}")
            };
            let id = lines.len() - 1;
            let code = padded(code, 10);
            lines.push(format!("{id};80200;{margin};{code};2024JJ00;{text}"));
        }
    }
    lines.push(String::new());
    lines.join("\r\n").into_bytes()
}

/// Returns the mapping.
pub fn mapping() -> String {
    let start = head(
        "statline-csv",
        "statline.csv",
        "GGD Voorbeeld, als StatLine (verzonnen)",
    );
    let indicator = indicator(
        "ernstig_eenzame_oudere",
        "Ernstig eenzame ouderen",
        "Mensen van 65 jaar of ouder die ernstig eenzaam zijn.",
        "procent",
        "65+",
    );
    format!("{start}{indicator}naam_in_bestand = \"ErnstigEenzaam_4\"\n")
}
