//! Names of areas: compared without case and accents, and turned into folder names.

/// Returns the name in lower case without accents, for comparing what a user typed.
///
/// `Súdwest-Fryslân` and `sudwest fryslan` become equal: every run of other characters than
/// letters and digits is one blank.
pub fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars() {
        match ascii_letters(c) {
            Some(letters) => folded.push_str(letters),
            None if c.is_ascii_alphanumeric() => folded.push(c.to_ascii_lowercase()),
            None => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
        }
    }
    folded.trim_end().to_owned()
}

/// Returns the folder of a report: the code, then the name in ASCII lower case with `-` for
/// every other character (`GM0518-s-gravenhage`).
pub fn folder_name(code: &str, name: &str) -> String {
    format!("{code}-{}", fold_name(name).replace(' ', "-"))
}

/// Letters with accents that occur in Dutch and Frisian area names, and their neighbours.
fn ascii_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' => "a",
        'ç' | 'Ç' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => "i",
        'ñ' | 'Ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' => "o",
        'ù' | 'ú' | 'û' | 'ü' | 'Ù' | 'Ú' | 'Û' | 'Ü' => "u",
        'ý' | 'ÿ' | 'Ý' => "y",
        'ĳ' | 'Ĳ' => "ij",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' => "ss",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_follow_the_contract() {
        for (code, name, folder) in [
            ("GM0193", "Zwolle", "GM0193-zwolle"),
            ("GM0518", "'s-Gravenhage", "GM0518-s-gravenhage"),
            ("GM1900", "Súdwest-Fryslân", "GM1900-sudwest-fryslan"),
            (
                "GM0820",
                "Nuenen, Gerwen en Nederwetten",
                "GM0820-nuenen-gerwen-en-nederwetten",
            ),
            ("GM0373", "Bergen (NH.)", "GM0373-bergen-nh"),
            ("regio", "rza-zwolle", "regio-rza-zwolle"),
            ("GM0001", "../..//etc", "GM0001-etc"),
        ] {
            assert_eq!(folder_name(code, name), folder);
        }
    }

    #[test]
    fn names_compare_without_case_and_accents() {
        assert_eq!(fold_name("Súdwest-Fryslân"), fold_name("SUDWEST FRYSLAN"));
        assert_eq!(fold_name("'s-Gravenhage"), "s gravenhage");
        assert_eq!(fold_name("  Ĳsselstein "), "ijsselstein");
    }
}
