//! An index of names of areas: a file is asked for the meaning of thousands of texts, and most of
//! them are no area at all.

use std::collections::BTreeMap;

use crate::area::{AreaCode, AreaLevel, GemeenteCode, fold_name};
use crate::extract::mapping::{AreaKind, AreaRules, Means};
use crate::extract::places::{self, Gazetteer, Written, looks_like_code, spellings};

/// Folded names with the areas that have them.
pub struct Names(BTreeMap<String, Vec<AreaCode>>);

impl Names {
    /// Lists every name within the region that is asked for.
    pub fn new(gazetteer: &Gazetteer<'_>) -> Self {
        let mut names: BTreeMap<String, Vec<AreaCode>> = BTreeMap::new();
        let mut add = |name: &str, code: AreaCode| {
            let known = names.entry(fold_name(name)).or_default();
            if !known.contains(&code) {
                known.push(code);
            }
        };
        for gemeente in gazetteer.near() {
            let code = AreaCode::Gemeente(gemeente.code);
            let front = gemeente.name.split('(').next().unwrap_or_default();
            add(front, code.clone());
            add(&gemeente.name, code);
        }
        for (code, name) in gazetteer.wijken(None) {
            for spelling in spellings(name) {
                add(&spelling, AreaCode::Wijk(code));
            }
        }
        for (areas, prefix) in [
            (gazetteer.ggds(), "ggd"),
            (gazetteer.provincies(), "provincie"),
        ] {
            for (code, name) in areas {
                add(name, code.clone());
                let folded = fold_name(name);
                let bare = folded.strip_prefix(prefix).unwrap_or(&folded).trim();
                add(bare, code.clone());
                add(&format!("{prefix} {bare}"), code);
            }
        }
        if let Some(region) = gazetteer.region() {
            add(&region.name, region.code.clone());
        }
        for name in ["den haag", "den bosch"] {
            if let Ok(found) = gazetteer.gemeenten().find(name) {
                add(name, AreaCode::Gemeente(found.code));
            }
        }
        for name in ["nederland", "heel nederland", "landelijk"] {
            add(name, AreaCode::Land);
        }
        Self(names)
    }

    /// Returns the areas with this name, of one level and in one gemeente when those are given.
    pub fn named(
        &self,
        text: &str,
        level: Option<AreaLevel>,
        within: Option<GemeenteCode>,
    ) -> Vec<&AreaCode> {
        let all = self.0.get(&fold_name(text));
        all.into_iter()
            .flatten()
            .filter(|code| match code {
                AreaCode::Land => true,
                AreaCode::Wijk(wijk) => {
                    within.is_none_or(|gemeente| wijk.gemeente() == gemeente)
                        && level.is_none_or(|level| level == AreaLevel::Wijk)
                }
                other => level.is_none_or(|level| level == other.level()),
            })
            .collect()
    }
}

/// Returns the area of a code.
pub fn of_code(
    gazetteer: &Gazetteer<'_>,
    text: &str,
    level: Option<AreaLevel>,
) -> Option<AreaCode> {
    if !looks_like_code(text) {
        return None;
    }
    let rules = rules(AreaKind::Code, level);
    let written = Written {
        text,
        level: None,
        gemeente: None,
        candidates: false,
    };
    match places::find(gazetteer, &rules, &written) {
        Ok(Means::Area(code)) => Some(code),
        Ok(Means::Together(_) | Means::Skip) | Err(_) => None,
    }
}

/// Returns the gemeente of a text, as name or as code.
pub fn gemeente(gazetteer: &Gazetteer<'_>, names: &Names, text: &str) -> Option<GemeenteCode> {
    let code = of_code(gazetteer, text, Some(AreaLevel::Gemeente));
    let code = code.or_else(
        || match names.named(text, Some(AreaLevel::Gemeente), None)[..] {
            [one] => Some(one.clone()),
            _ => None,
        },
    );
    match code {
        Some(AreaCode::Gemeente(code)) => Some(code),
        _ => None,
    }
}

/// Returns rules as a mapping without `[gebied.namen]` would give them.
pub fn rules(kind: AreaKind, level: Option<AreaLevel>) -> AreaRules {
    AreaRules {
        division: None,
        column: None,
        kind,
        level,
        gemeente_column: None,
        named: BTreeMap::new(),
    }
}
