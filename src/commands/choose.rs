//! Which tables a fetch is about: what reports use, or what was named with `--bron`.

use regiobeeld_fetchers::{Choice, Overview, Slice, SourceKind, Sources, TableSource};

use super::console::Console;
use crate::batch::{Used, can_be_asked};
use crate::error::CommandError;
use crate::exit::Exit;

/// Stands for every table.
const ALL: &str = "alle";

/// Returns the ids of the tables that were named, by id, series or host, or `alle`; without names
/// those that reports use.
///
/// # Errors
/// Exit 2 when a name is unknown, or is that of a file that the user must give.
pub fn tables(
    sources: &Sources,
    used: &Used,
    names: &[String],
) -> Result<Vec<String>, CommandError> {
    if let Some(unknown) = names
        .iter()
        .find(|name| *name != ALL && !sources.iter().any(|table| is_named(table, name)))
    {
        return Err(
            CommandError::new(Exit::Usage, format!("bron «{unknown}» bestaat niet"))
                .hint("«regiobeeld lijst bronnen» laat alle bronnen zien"),
        );
    }
    let is_wanted = |table: &TableSource| match names {
        [] => used.has(table) && can_be_asked(table),
        names => names
            .iter()
            .any(|name| is_named(table, name) || (name == ALL && table.soort != SourceKind::Csv)),
    };
    let wanted: Vec<&TableSource> = sources.iter().filter(|table| is_wanted(table)).collect();
    match wanted.iter().find(|table| table.soort == SourceKind::Csv) {
        Some(file) => Err(CommandError::new(
            Exit::Usage,
            format!("{} heeft geen dienst om te vragen", file.bron.name()),
        )
        .hint("geef het bestand met --vektis BESTAND, of zijn adres met --vektis URL")),
        None => Ok(wanted.into_iter().map(|table| table.id.clone()).collect()),
    }
}

fn is_named(table: &TableSource, name: &str) -> bool {
    table.id.eq_ignore_ascii_case(name) || table.reeks == name || table.bron.key() == name
}

/// Returns whether every table is of the country alone, so that no area need be asked.
pub fn are_national(sources: &Sources, tables: &[String]) -> bool {
    let any_gemeente = Slice::Gemeente(String::new());
    let is_national = |id: &String| {
        let table = sources.table(id);
        table.is_some_and(|table| !table.has_slice(&any_gemeente))
    };
    !tables.is_empty() && tables.iter().all(is_national)
}

/// Looks up the tables whose id is not known yet, and returns the list with what was found and the
/// tables that can be asked for. Nothing is chosen when several tables fit; each choice is told.
pub fn look_up(
    console: &Console,
    overview: &Overview<'_>,
    sources: &Sources,
    tables: &[String],
) -> (Sources, Vec<String>) {
    let (mut found, mut kept) = (sources.clone(), Vec::new());
    for id in tables {
        let Some(table) = sources.table(id).filter(|table| !table.zoek.is_empty()) else {
            kept.push(id.clone());
            continue;
        };
        match overview.choose(table) {
            Choice::One(entry) => {
                console.say(&format!(
                    "{}: gevonden in de catalogus: {entry}",
                    table.titel
                ));
                found = found.with_found(id, &entry.id, entry.host);
                kept.push(entry.id);
            }
            Choice::None => console.say(&format!(
                "{}: staat nog niet in de catalogus van CBS of RIVM",
                table.titel
            )),
            Choice::Several(entries) => {
                let listed: String = entries.iter().map(|entry| format!("\n  {entry}")).collect();
                console.say(&format!(
                    "{}: er passen meer tabellen, dus er is geen gekozen:{listed}",
                    table.titel
                ));
            }
            Choice::Unknown(failures) => {
                for failure in failures {
                    console.say(&format!("{}: niet op te zoeken, {failure}", table.titel));
                }
            }
        }
    }
    (found, kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::Catalogue;

    fn chosen(names: &[&str]) -> Result<Vec<String>, CommandError> {
        let (sources, catalogue) = (Sources::builtin(), Catalogue::builtin().unwrap());
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        tables(&sources, &Used::of(&catalogue, &sources), &names)
    }

    #[test]
    fn names_are_ids_series_hosts_or_all() {
        assert_eq!(chosen(&["03759NED"]).unwrap(), ["03759ned"]);
        assert_eq!(chosen(&["gebieden"]).unwrap().len(), 3);
        assert_eq!(
            chosen(&["rivm"]).unwrap(),
            ["50150NED", "50149NED", "50143NED", "50140NED"]
        );
        let all = chosen(&[ALL]).unwrap();
        assert!(all.contains(&"gezondheidsmonitor-2024".to_owned()));
        assert!(!all.iter().any(|id| id.starts_with("vektis")));
        let used = chosen(&[]).unwrap();
        assert!(used.contains(&"wijken-2024".to_owned()) && used.len() < all.len());
        for wrong in ["x", "vektis", "vektis-2023"] {
            assert_eq!(chosen(&[wrong]).unwrap_err().exit(), Exit::Usage, "{wrong}");
        }
    }

    #[test]
    fn only_tables_of_the_country_need_no_area() {
        let sources = Sources::builtin();
        let national = |names: &[&str]| are_national(&sources, &chosen(names).unwrap());
        assert!(national(&["gebieden"]) && national(&["gebieden", "85012NED"]));
        assert!(!national(&["gebieden", "kwb"]) && !national(&[]));
    }
}
