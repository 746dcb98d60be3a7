//! Signs for absence: those with a plain meaning are written, the others are proposed.

use std::collections::BTreeMap;

use super::draft::{Line, exact, is_unsafe, shown};
use super::profile::Profile;
use crate::reading::Absent;

/// Most signs that are listed.
const LISTED: usize = 20;
/// Signs with a plain meaning, in small letters.
const PLAIN: [(&str, Absent); 26] = [
    ("n.b.", Absent::NotPublished),
    ("n.b", Absent::NotPublished),
    ("nb", Absent::NotPublished),
    ("onbekend", Absent::NotPublished),
    ("niet bekend", Absent::NotPublished),
    ("geen gegevens", Absent::NotPublished),
    ("n.a.", Absent::NotPublished),
    ("na", Absent::NotPublished),
    ("n/a", Absent::NotPublished),
    ("..", Absent::NotPublished),
    ("…", Absent::NotPublished),
    ("ontbreekt", Absent::NotPublished),
    ("missing", Absent::NotPublished),
    ("n.v.t.", Absent::NotMeasured),
    ("n.v.t", Absent::NotMeasured),
    ("nvt", Absent::NotMeasured),
    ("niet gemeten", Absent::NotMeasured),
    ("niet van toepassing", Absent::NotMeasured),
    ("geheim", Absent::Secret),
    ("vertrouwelijk", Absent::Secret),
    ("te klein", Absent::Secret),
    ("te weinig", Absent::Secret),
    ("onderdrukt", Absent::Secret),
    ("gemaskeerd", Absent::Secret),
    ("**", Absent::Secret),
    ("xx", Absent::Secret),
];
/// Signs that mean nought, not measured or secret, as the maker likes.
const DASHES: [&str; 5] = ["-", "–", "—", "--", "---"];

/// Returns the lines of `[ontbreekt]` for the signs of all columns.
pub fn lines<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> Vec<Line> {
    let mut signs: BTreeMap<String, String> = BTreeMap::new();
    for profile in profiles {
        for text in profile.signs.keys() {
            let folded = text.trim().to_lowercase();
            // A sign that cannot be written on one line is a remark and no sign.
            if !folded.is_empty() && !text.chars().any(is_unsafe) {
                signs
                    .entry(folded)
                    .or_insert_with(|| text.trim().to_owned());
            }
        }
    }
    signs
        .into_iter()
        .take(LISTED)
        .map(|(folded, text)| line(&folded, &text))
        .collect()
}

fn line(folded: &str, text: &str) -> Line {
    let key = exact(text);
    let with = |absent: Absent| Line::new(&key, format!("\"{}\"", absent.as_str()));
    let plain = PLAIN.iter().find(|(sign, _)| *sign == folded);
    if let Some((_, absent)) = plain {
        return with(*absent).because("gewone betekenis van dit teken");
    }
    if DASHES.contains(&folded) {
        return with(Absent::NotMeasured).because(
            "CONTROLEER DIT: bij sommige makers betekent dit teken 0 of geheim; vraag het na. \
             Kan ook: geheim, niet_gepubliceerd",
        );
    }
    if folded.chars().any(|c| c.is_ascii_digit()) {
        return with(Absent::NotPublished).because(
            "CONTROLEER DIT: dit getal lijkt een teken voor «geen cijfer». Kan ook: geheim, \
             niet_gemeten",
        );
    }
    with(Absent::NotPublished).proposed().because(format!(
        "VUL IN wat «{}» betekent, en haal # weg: niet_gemeten, niet_gepubliceerd, geheim, \
         gebied_bestond_niet of onvolledig",
        shown(text)
    ))
}
