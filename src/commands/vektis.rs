//! `ophalen --vektis`: the open data of Vektis, from a file or an address, into the store.

use std::path::Path;

use regiobeeld_fetchers::{
    Endpoints, FetchContext, HttpOptions, Slice, Sources, Store, VEKTIS_MAX_BYTES, VektisError,
    VektisImport, VektisTarget, download_vektis, import_vektis,
};

use super::console::Console;
use super::{network, reports};
use crate::area::Gemeenten;
use crate::batch::{FetchReport, FetchedSlice, Need};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::settings::Settings;

/// Series of the tables of Vektis in the list of sources.
const SERIES: &str = "vektis";
/// Hosts that may be asked without https: the machine itself.
const LOOPBACK: [&str; 3] = ["http://127.0.0.1", "http://localhost", "http://[::1]"];

/// Puts files of Vektis in the store; each is `BESTAND`, `URL` or either with `JAAR=` before it.
///
/// # Errors
/// Exit 2 when the year of a file is not clear, exit 5 when a file is wrong or missing, exit 3 when
/// an address gives no file.
pub fn import(
    settings: &Settings,
    console: &Console,
    typed: &[String],
) -> Result<FetchReport, CommandError> {
    let mut report = FetchReport::default();
    if typed.is_empty() {
        return Ok(report);
    }
    let sources = Sources::builtin();
    // Every year is clear before anything is stored.
    let files: Vec<File> = typed
        .iter()
        .map(|typed| File::of(typed, &sources))
        .collect::<Result<_, _>>()?;
    let store = Store::create(settings.store()?).map_err(reports::store_error)?;
    let limits = HttpOptions {
        max_bytes: VEKTIS_MAX_BYTES,
        ..HttpOptions::default()
    };
    let (transport, endpoints) = (
        network::transport_with(settings, limits)?,
        Endpoints::default(),
    );
    let now = super::now();
    let context = FetchContext::new(&transport, &endpoints, &sources, &store, now);
    let gemeenten = Gemeenten::current();
    let target = |name: &str| match gemeenten.spelled(name) {
        Ok(gemeente) => Ok(VektisTarget {
            code: gemeente.code.to_string(),
            name: gemeente.name.clone(),
        }),
        Err(error) => Err(error.to_string()),
    };
    for file in files {
        let bytes = match file.is_url {
            true => {
                download_vektis(&transport, &file.place).map_err(|error| fault(&file, error))?
            }
            false => read(&file)?,
        };
        let found = import_vektis(&context, &file.table, &file.origin, bytes, &target)
            .map_err(|error| fault(&file, error))?;
        tell(console, &file, &found);
        let need = Need {
            table: file.table,
            slice: Slice::Land,
        };
        report
            .delen
            .push(FetchedSlice::fetched(&need, &found.outcome).aged(now));
    }
    Ok(report)
}

/// A file that was typed.
struct File {
    /// Table in the list of sources.
    table: String,
    /// Path or address.
    place: String,
    is_url: bool,
    /// For the receipt: the address, or the name of the file without its folder.
    origin: String,
}

impl File {
    fn of(typed: &str, sources: &Sources) -> Result<Self, CommandError> {
        let (year, place) = match typed.split_once('=') {
            Some((year, place)) if is_year(year) => (Some(year), place),
            _ => (None, typed),
        };
        let is_url = place.starts_with("http://") || place.starts_with("https://");
        if is_url && !place.starts_with("https://") && !is_loopback(place) {
            return Err(
                CommandError::new(Exit::Usage, format!("{place} is geen veilig adres"))
                    .hint("geef een adres dat met https:// begint, of een bestand"),
            );
        }
        let name = match is_url {
            true => place.split(['?', '#']).next().unwrap_or(place),
            false => place,
        };
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let name = if is_url {
            name.replace("%20", " ")
        } else {
            name.to_owned()
        };
        let year = match year {
            Some(year) => year.to_owned(),
            None => year_in(&name).ok_or_else(|| {
                CommandError::new(
                    Exit::Usage,
                    format!("van welk jaar {place} is, blijkt niet uit de naam"),
                )
                .hint(format!("zet het jaar ervoor: --vektis 2023={place}"))
            })?,
        };
        let table = format!("{SERIES}-{year}");
        if sources.table(&table).is_none() {
            let known = sources.series(SERIES);
            let years: Vec<String> = known
                .iter()
                .filter_map(|table| Some(table.jaar?.to_string()))
                .collect();
            return Err(CommandError::new(
                Exit::Usage,
                format!("van {year} zijn er geen cijfers van Vektis"),
            )
            .hint(format!("het kan van {}", years.join(", "))));
        }
        Ok(Self {
            table,
            origin: if is_url { place.to_owned() } else { name },
            place: place.to_owned(),
            is_url,
        })
    }
}

fn is_loopback(place: &str) -> bool {
    LOOPBACK.iter().any(|host| {
        let rest = place.strip_prefix(host);
        rest.is_some_and(|rest| rest.starts_with([':', '/']))
    })
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.starts_with("20") && text.bytes().all(|b| b.is_ascii_digit())
}

/// Returns the one year in the name of a file.
fn year_in(name: &str) -> Option<String> {
    let mut years: Vec<&str> = name
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| is_year(part))
        .collect();
    years.sort_unstable();
    years.dedup();
    match years.as_slice() {
        [one] => Some((*one).to_owned()),
        _ => None,
    }
}

/// Reads a file, but never more than any file of Vektis holds.
fn read(file: &File) -> Result<Vec<u8>, CommandError> {
    let unreadable = |error: std::io::Error| {
        CommandError::new(
            Exit::Input,
            format!("het bestand {} is niet te lezen: {error}", file.place),
        )
    };
    let path = Path::new(&file.place);
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > VEKTIS_MAX_BYTES {
        return Err(fault(file, VektisError::TooLarge));
    }
    std::fs::read(path).map_err(unreadable)
}

fn fault(file: &File, error: VektisError) -> CommandError {
    let exit = match &error {
        VektisError::Download(_) => Exit::Source,
        VektisError::Fetch(regiobeeld_fetchers::FetchError::Store(_)) => Exit::Internal,
        _ => Exit::Input,
    };
    let hint = error.hint();
    let mut text = format!("{}: {error}", file.place);
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        text.push_str(&format!("\n  oorzaak: {error}"));
        cause = error.source();
    }
    CommandError::new(exit, text).hint(hint)
}

fn tell(console: &Console, file: &File, found: &VektisImport) {
    console.say(&format!("{}: {} gemeenten", file.origin, found.gemeenten));
    if found.nameless_rows > 0 {
        console.say(&format!(
            "let op: {} regels zonder naam van een gemeente zijn niet gebruikt",
            found.nameless_rows
        ));
    }
    for doubt in &found.doubtful {
        console.say(&format!(
            "let op: «{}» ({} regels) is niet gebruikt: {}",
            doubt.name, doubt.rows, doubt.reason
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(typed: &str) -> Result<File, CommandError> {
        File::of(typed, &Sources::builtin())
    }

    #[test]
    fn the_year_is_in_the_name_or_before_it() {
        for (typed, table, origin) in [
            (
                "/a/2019/vektis_2023_gemeente.csv",
                "vektis-2023",
                "vektis_2023_gemeente.csv",
            ),
            ("2021=b.csv", "vektis-2021", "b.csv"),
            (
                "https://www.vektis.nl/x/Zvw%202022%20-%20gemeente.csv?v=2024",
                "vektis-2022",
                "https://www.vektis.nl/x/Zvw%202022%20-%20gemeente.csv?v=2024",
            ),
            (
                "http://127.0.0.1:8080/2022.csv",
                "vektis-2022",
                "http://127.0.0.1:8080/2022.csv",
            ),
        ] {
            let file = file(typed).expect(typed);
            assert_eq!((file.table.as_str(), file.origin.as_str()), (table, origin));
        }
    }

    #[test]
    fn what_is_not_clear_or_not_safe_is_refused() {
        for typed in [
            "gemeente.csv",
            "van_2021_tot_2022.csv",
            "1999=a.csv",
            "2001=a.csv",
            "http://www.vektis.nl/2022.csv",
            "http://127.0.0.1.voorbeeld.nl/2022.csv",
        ] {
            assert_eq!(
                file(typed).err().expect(typed).exit(),
                Exit::Usage,
                "{typed}"
            );
        }
    }
}
