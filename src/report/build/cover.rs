//! Cover, footer and document properties.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::maps::{MapSize, numbered_map};
use super::method_local::who;
use super::view::View;
use crate::figures::colour::hex;
use crate::house::{Logo, Texts};
use crate::report::model::{
    Datum, Document, Figuur, FiguurBreedte, Huiskleuren, Huisstijl, Huisteksten, Soort,
};

/// What a report with made-up figures says on its cover.
const FICTITIOUS: &str = "In dit rapport staan verzonnen cijfers. De namen van de wijken \
                          zijn verzonnen. Gebruik dit rapport alleen als voorbeeld.";

/// Returns what stands on the cover and in the footer.
pub fn document(view: &mut View<'_>) -> Document {
    let (scope, house) = (view.inputs.scope, view.inputs.house);
    let name = scope.subject_name().to_owned();
    let map = (!view.inputs.shapes.wijken().is_empty()).then(|| {
        let spec = numbered_map(
            view,
            &format!("Kaart van {name}"),
            "de omtrek van elke wijk",
            MapSize::Full,
        );
        view.draw("omslag", &spec, FiguurBreedte::TweeDerde)
    });
    Document {
        titel: format!("Regiobeeld {name}"),
        soort: view.kind,
        gebied: name,
        regio: match view.kind {
            Soort::Gemeente if scope.region.gemeenten.len() > 1 => scope.region.name.clone(),
            _ => String::new(),
        },
        editie: view.inputs.edition.to_owned(),
        datadatum: date(view.inputs.data_date),
        bronnenregel: sources_line(view),
        ros: house_name(view),
        opdrachtgever: scope.region.opdrachtgever.clone().unwrap_or_default(),
        programma: program(),
        fictief: is_fictitious(view).then(|| FICTITIOUS.to_owned()),
        huisstijl: Huisstijl {
            kleur: hex(house.palette.main),
            kleuren: Huiskleuren::of(&house.palette),
            logo: house.logo.as_ref().map(|logo| Figuur {
                pad: logo_path(logo),
                alt: logo_words(&house_name(view)),
                bijschrift: String::new(),
                breedte: FiguurBreedte::Half,
                hoogte_promille: None,
            }),
            teksten: texts(&house.texts),
        },
        omslagkaart: map,
    }
}

/// Name of who hands out the report: as the house writes it, else as the region file does.
fn house_name(view: &View<'_>) -> String {
    let own = view.inputs.house.texts.name.as_ref();
    let name = own.or(view.inputs.scope.region.ros.as_ref());
    name.cloned().unwrap_or_default()
}

fn logo_words(name: &str) -> String {
    if name.is_empty() {
        "Logo van de maker van dit rapport".to_owned()
    } else {
        format!("Logo van {name}")
    }
}

/// Path of the logo inside the report folder.
#[must_use]
pub fn logo_path(logo: &Logo) -> String {
    format!("figuren/logo.{}", logo.kind.ending())
}

fn texts(of: &Texts) -> Huisteksten {
    Huisteksten {
        voorwoord: of.preface.clone(),
        contact: of.contact.clone(),
        colofon: of.colophon.clone(),
        voorbehoud: of.disclaimer.clone(),
    }
}

/// Whose figures they are, without the names of studies.
fn sources_line(view: &View<'_>) -> String {
    let mut local: Vec<&str> = Vec::new();
    for extract in view.inputs.extracts {
        let who = who(extract);
        if !local.contains(&who) {
            local.push(who);
        }
    }
    let open = "Op basis van open cijfers van CBS en RIVM";
    if local.is_empty() {
        open.to_owned()
    } else {
        format!("{open}, en cijfers van {}", local.join(", "))
    }
}

/// Name and version of the program.
pub fn program() -> String {
    format!("regiobeeld {}", env!("CARGO_PKG_VERSION"))
}

/// Whether anything that the report was made from is made up.
pub fn is_fictitious(view: &View<'_>) -> bool {
    let shapes = &view.inputs.shapes.sources;
    view.inputs
        .table
        .sources
        .iter()
        .chain(shapes)
        .any(|source| source.fictitious)
}

/// Writes a day for people and for machines.
pub fn date(moment: Timestamp) -> Datum {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let day = moment.to_zoned(TimeZone::UTC).date();
    let month = usize::try_from(day.month())
        .ok()
        .and_then(|m| MONTHS.get(m.wrapping_sub(1)));
    Datum {
        tekst: format!(
            "{} {} {}",
            day.day(),
            month.copied().unwrap_or_default(),
            day.year()
        ),
        iso: day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_dutch() {
        let day = date("2026-07-19T09:30:00Z".parse().unwrap());
        assert_eq!(
            (day.tekst.as_str(), day.iso.as_str()),
            ("19 juli 2026", "2026-07-19")
        );
    }
}
