//! The sections of the method chapter; each stands there only when its method was used.

use std::collections::BTreeSet;

use super::method_local;
use super::view::View;
use crate::area::AreaLevel;
use crate::indicators::{Figure, Method};
use crate::period::Year;
use crate::report::model::{Sectie, Soort};
use crate::statistics::compare;
use crate::themes::CORE_SET_VERSION;

/// Returns the sections for the figures that are shown.
pub fn sections(view: &View<'_>, figures: &[&Figure]) -> Vec<Sectie> {
    let values: BTreeSet<Method> = figures.iter().map(|figure| figure.method).collect();
    let comparisons: BTreeSet<compare::Method> = figures
        .iter()
        .filter_map(|figure| figure.ladder())
        .map(|comparison| comparison.outcome.method())
        .collect();
    let mut sections = vec![topics(), ladder(view)];
    if comparisons.contains(&compare::Method::ModelInterval) {
        sections.push(models(view.part_words().1));
    }
    if comparisons.contains(&compare::Method::RegistryThreshold) {
        sections.push(registers());
    }
    if values.contains(&Method::AgeEstimate)
        || comparisons.contains(&compare::Method::EstimateRange)
    {
        sections.push(age_estimate());
    }
    if values.contains(&Method::WeightedMean) || values.contains(&Method::Sum) {
        sections.push(region(figures));
    }
    if values.contains(&Method::TwoBands) {
        sections.push(two_bands());
    }
    if !view.inputs.table.trends.is_empty() {
        sections.push(trends());
    }
    sections.extend(method_local::sections(view, figures));
    sections.push(people(view, figures));
    sections.push(missing());
    sections
}

pub(super) fn section(title: &str, paragraphs: &[&str], points: &[&str]) -> Sectie {
    // What does not apply to a report is an empty line.
    let told = |line: &&&str| !line.is_empty();
    let texts = |lines: &[&str]| {
        let kept = lines.iter().filter(told);
        kept.map(|line| (*line).to_owned()).collect()
    };
    Sectie {
        titel: title.to_owned(),
        alineas: texts(paragraphs),
        punten: texts(points),
    }
}

fn topics() -> Sectie {
    let version = format!(
        "Dit rapport gebruikt kernset {CORE_SET_VERSION}. De onderwerpen daarvan staan in elk \
         rapport."
    );
    section(
        "Onderwerpen",
        &[
            &version,
            "Andere onderwerpen staan achterin, in de tabellen «Meer cijfers».",
        ],
        &[],
    )
}

fn ladder(view: &View<'_>) -> Sectie {
    let points: &[&str] = match view.kind {
        Soort::Gemeente => &[
            "Een wijk vergelijken we met de gemeente.",
            "De gemeente vergelijken we met de regio.",
            "Nederland staat erbij als getal, zonder teken.",
        ],
        Soort::Regio => &[
            "Een gemeente vergelijken we met de regio.",
            "De regio vergelijken we met Nederland.",
        ],
    };
    section(
        "Waarmee we vergelijken",
        &[
            "Elk cijfer heeft één gebied waarmee we het vergelijken. Beide cijfers komen uit \
             dezelfde tabel, van hetzelfde jaar, en gaan over dezelfde groep mensen. Er is één \
             uitzondering: grijze druk per wijk is een schatting uit de kerncijfers, en die van de \
             gemeente een telling.",
        ],
        points,
    )
}

fn models(parts: &str) -> Sectie {
    let smaller = format!(
        "Voor de tekens maken wij die marge minstens 1,5 procentpunt breed naar beide kanten. De \
         tabellen tonen de marge van het RIVM. Bij {parts} noemen we een cijfer alleen anders als \
         aan twee eisen is voldaan:"
    );
    section(
        "Schattingen met een model",
        &[
            "Het RIVM schat cijfers met een model. Het model gebruikt antwoorden uit de \
             gezondheidsmonitor en kenmerken van bewoners. Bij elke schatting hoort een \
             betrouwbaarheidsinterval van 95 procent.",
            "Een model geeft geen p-waarde. Een model meet ook geen effect van een aanpak. Een \
             gebied dat anders is dan het model verwacht, valt minder op.",
            &smaller,
        ],
        &[
            "het cijfer van het gebied waarmee we vergelijken ligt buiten de marge;",
            "het verschil is groot genoeg: minstens 1 procentpunt en minstens een tiende van het \
             percentage. Bij 17 procent is dat 1,7 procentpunt. Boven 50 procent rekenen we met de \
             mensen voor wie het niet geldt. Meer dan 5 procentpunt hoeft het niet te zijn.",
        ],
    )
}

fn registers() -> Sectie {
    section(
        "Tellingen uit registers",
        &[
            "Cijfers uit registers gaan over iedereen. Er is dus geen marge door toeval. We noemen \
             een verschil alleen als het groot genoeg is, en nooit goed of slecht. Groot genoeg is:",
        ],
        &[
            "bij percentages: minstens 2 procentpunt;",
            "bij grijze druk: minstens 2 punten;",
            "bij andere cijfers: minstens 5 procent van het cijfer waarmee we vergelijken.",
        ],
    )
}

fn age_estimate() -> Sectie {
    section(
        "Grijze druk per wijk",
        &[
            "Het CBS telt per wijk de inwoners van 15 tot 25 jaar, niet die van 20 tot 25 jaar. Wij \
             nemen het deel van 20 tot 25 jaar dat in de hele gemeente geldt. De marge laat zien wat \
             het cijfer is als dat deel 33 of 70 procent is.",
            "Bij minder dan 200 inwoners staat er geen cijfer.",
        ],
        &[],
    )
}

fn region(figures: &[&Figure]) -> Sectie {
    let regional = figures
        .iter()
        .filter(|figure| !matches!(figure.area.level(), AreaLevel::Gemeente | AreaLevel::Wijk))
        .filter(|figure| matches!(figure.method, Method::WeightedMean | Method::Sum))
        .count();
    let count = format!("In dit rapport zijn {regional} cijfers van de regio zo gemaakt.");
    section(
        "Cijfers van de regio",
        &[
            "Van de regio zelf bestaat geen gepubliceerd cijfer. Aantallen tellen we op. Percentages \
             wegen we met het aantal inwoners van de leeftijdsgroep. Dat doen we alleen als minstens \
             80 procent van die inwoners in een gemeente met een cijfer woont. De marge is de brede: \
             fouten van een model gaan vaak dezelfde kant op.",
            "Bij een enquête zijn de fouten van gemeenten los van elkaar. Daar is de marge smaller.",
            &count,
        ],
        &[],
    )
}

fn two_bands() -> Sectie {
    section(
        "Met de leeftijden van Nederland",
        &[
            "Waar meer ouderen wonen, komen sommige dingen vaker voor. Van twee groepen is het \
             percentage bekend: 18 tot 65 jaar, en 65 jaar of ouder. Daarmee rekenen we uit wat \
             het percentage is als hier evenveel 65-plussers woonden als in Nederland.",
            "Dat doen we alleen als beide groepen samen het gepubliceerde percentage geven, op 0,3 \
             procentpunt na. De marge gaat uit van fouten die dezelfde kant op gaan. Binnen de \
             groepen blijven verschillen bestaan, bijvoorbeeld tussen 65 en 85 jaar.",
        ],
        &[],
    )
}

fn trends() -> Sectie {
    section(
        "Veranderingen over de jaren",
        &[
            "Tot en met 2016 ging de enquête over mensen vanaf 19 jaar, daarna vanaf 18 jaar. In 2020 \
             en 2022 was er corona. Dat maakt jaren minder goed te vergelijken.",
            "Alleen bij enquêtes toetsen we een verandering. Bij vier of meer metingen trekken we \
             een gewogen rechte lijn door de jaren. We noemen een stijging of daling als:",
        ],
        &[
            "de p-waarde kleiner is dan 0,05, gecorrigeerd voor alle gebieden van Nederland;",
            "de lijn dezelfde kant op gaat als één meting wordt weggelaten;",
            "de metingen niet verder van de lijn liggen dan bij toeval past. Anders staat er: op en \
             neer.",
        ],
    )
}

fn people(view: &View<'_>, figures: &[&Figure]) -> Sectie {
    let shown: BTreeSet<Year> = figures.iter().map(|figure| figure.period).collect();
    let years = view.inputs.table.people_years.iter();
    let other: Vec<String> = years
        .filter(|(year, _)| shown.contains(year))
        .map(|(year, counted_in)| {
            format!("Bij cijfers van {year} zijn dat soms de inwoners van {counted_in}.")
        })
        .collect();
    section(
        "Extra mensen",
        &[
            "Rekensom: verschil × aantal inwoners van de leeftijdsgroep, afgerond op tientallen. We \
             rekenen dit alleen uit als het verschil duidelijk is. Het zegt niet hoeveel mensen met \
             een aanpak te helpen zijn. Grote gebieden hebben vaak de grootste aantallen.",
            "Van sommige jaren is het aantal inwoners per leeftijd niet bekend. Dan rekenen we met \
             het dichtstbijzijnde jaar, hoogstens drie jaar verder. Dat geldt ook voor gemiddelden \
             van de regio.",
            &other.join(" "),
        ],
        &[],
    )
}

fn missing() -> Sectie {
    section(
        "Cijfers die ontbreken",
        &[
            "Een cijfer dat ontbreekt, vullen we nooit in. Er staat dan een woord, zoals «niet \
             bekend» of «geheim».",
        ],
        &[],
    )
}
