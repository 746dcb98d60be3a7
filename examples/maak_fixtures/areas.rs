//! Areas as the dimension sets name them, with CBS's padding.

use crate::names::WijkNames;
use crate::rows::{Row, padded};
use crate::sources::Sources;

/// Width to which `WijkenEnBuurten` codes are padded in the Kerncijfers and at RIVM.
pub const CODE_WIDTH: usize = 10;

/// Returns the code of the gemeente that a gemeente or wijk code belongs to.
pub fn gemeente_of(code: &str) -> String {
    format!("GM{}", code.get(2..6).unwrap_or_default())
}

/// Returns whether the code is one of a wijk.
pub fn is_wijk(code: &str) -> bool {
    code.starts_with("WK")
}

/// Returns one row of a `WijkenEnBuurten` dimension set.
pub fn dimension_row(code: &str, title: &str, gemeente_title: &str) -> String {
    let key = padded(code, CODE_WIDTH);
    let row = Row::new().text("Key", &key).text("Title", title);
    if code.starts_with("NL") {
        return row
            .json("Description", "null")
            .text("Municipality", "")
            .text("DetailRegionCode", "")
            .finish();
    }
    let description = if is_wijk(code) {
        format!("Wijk '{title}' ({code}) is een wijk in de gemeente '{gemeente_title}'.")
    } else {
        format!("Gemeente '{title}' ({code})")
    };
    row.text("Description", &description)
        .text("Municipality", &gemeente_of(code))
        .text("DetailRegionCode", code)
        .finish()
}

/// Returns the dimension set of the 2024 division: the country, then each gemeente and, inside
/// the region, its wijken.
pub fn dimension_2024(sources: &Sources, names: &WijkNames, land: &str) -> Vec<String> {
    let mut rows = vec![dimension_row(land, "Nederland", "")];
    for (code, gemeente) in &sources.gemeenten_2024 {
        rows.push(dimension_row(code, &gemeente.name, ""));
        for wijk in sources.wijken_of(code) {
            rows.push(dimension_row(wijk, names.of_code(wijk), &gemeente.name));
        }
    }
    rows
}
