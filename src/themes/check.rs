//! Checks on the catalogue that the TOML parser cannot make; all faults are listed at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{AgeGroup, Indicator, Level, Werving};
use crate::statistics::FigureKind;
use crate::unit::Unit;

/// Tags of the Triple Aim.
pub(super) const TRIPLE_AIM: [&str; 3] = ["gezondheid", "kwaliteit", "kosten"];
/// The six dimensions of Positieve Gezondheid.
pub const DIMENSIONS: [&str; 6] = [
    "lichaamsfuncties",
    "mentaal welbevinden",
    "zingeving",
    "kwaliteit van leven",
    "meedoen",
    "dagelijks functioneren",
];
/// Numbers of the core set.
pub(super) const CORE: std::ops::RangeInclusive<u32> = 1..=40;
/// Public indicators with a source that the catalogue has at least.
pub(super) const LEAST_PUBLIC: usize = 100;

/// Every fault found in the catalogue.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CatalogueFaults(pub(super) Vec<String>);

impl fmt::Display for CatalogueFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "de catalogus heeft {} fout(en):", self.0.len())?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
    }
}

impl std::error::Error for CatalogueFaults {}

impl CatalogueFaults {
    pub(super) fn push(&mut self, fault: String) {
        self.0.push(fault);
    }

    pub(super) fn none_or_err(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// Looks at each indicator, and at what indicators have in common.
    pub(super) fn check(&mut self, indicators: &[Indicator]) {
        self.check_unique(indicators);
        self.check_stems(indicators);
        self.check_surveys(indicators);
        for indicator in indicators {
            let mut faults = Vec::new();
            texts(indicator, &mut faults);
            tags(indicator, &mut faults);
            ages_and_levels(indicator, &mut faults);
            if indicator.niet_beschikbaar.is_none() {
                source(indicator, &mut faults);
                weighing(indicator, &mut faults);
            }
            place_in_report(indicator, &mut faults);
            let of = |fault: String| format!("indicator «{}»: {fault}", indicator.id);
            self.0.extend(faults.into_iter().map(of));
        }
    }

    /// Looks at what only a whole catalogue can have.
    pub(super) fn check_whole(&mut self, indicators: &[Indicator]) {
        let numbers: BTreeSet<u32> = indicators.iter().filter_map(|one| one.kern).collect();
        let lacking: Vec<String> = CORE
            .filter(|number| !numbers.contains(number))
            .map(|number| number.to_string())
            .collect();
        if !lacking.is_empty() {
            self.push(format!("de kernset mist nummer {}", lacking.join(", ")));
        }
        for number in numbers.iter().filter(|number| !CORE.contains(number)) {
            self.push(format!("de kernset kent geen nummer {number}"));
        }
        let public = indicators.iter().filter(|one| is_public(one)).count();
        if public < LEAST_PUBLIC {
            self.push(format!(
                "er zijn {public} openbare indicatoren met een bron, het moeten er {LEAST_PUBLIC} zijn"
            ));
        }
    }

    fn check_unique(&mut self, indicators: &[Indicator]) {
        let (mut ids, mut definitions) = (BTreeSet::new(), BTreeSet::new());
        for Indicator {
            id, definitie_id, ..
        } in indicators
        {
            if !ids.insert(id) {
                self.push(format!("indicator «{id}» staat er twee keer in"));
            }
            // Figures with one id are compared; so a survey and a model never share it.
            if !definitions.insert(definitie_id) {
                self.push(format!(
                    "definitie_id «{definitie_id}» staat er twee keer in"
                ));
            }
        }
    }

    /// A column stands for one indicator: figures are kept by table, stem and kind of figure.
    fn check_stems(&mut self, indicators: &[Indicator]) {
        let mut owners: BTreeMap<(&str, &str, Option<&str>), &str> = BTreeMap::new();
        let own_column = |one: &&Indicator| is_public(one) && one.berekening.is_none();
        for one in indicators.iter().filter(own_column) {
            let key = (&*one.tabel, &*one.stam, one.cijfersoort.as_deref());
            if let Some(other) = owners.insert(key, &one.id) {
                self.push(format!(
                    "«{other}» en «{}» lezen allebei kolom {} van tabel {}; een eigen cijfersoort \
                     houdt ze uit elkaar",
                    one.id, one.stam, one.tabel
                ));
            }
        }
    }

    fn check_surveys(&mut self, indicators: &[Indicator]) {
        for survey in indicators {
            let Some(of) = &survey.enquete_van else {
                continue;
            };
            let model = indicators.iter().find(|one| one.id == *of);
            let fits = model.is_some_and(|model| {
                model.soort == FigureKind::Modelschatting && model.eenheid == survey.eenheid
            });
            if !fits || survey.soort != FigureKind::Enquete {
                self.push(format!(
                    "indicator «{}»: enquete_van noemt «{of}», en dat is geen modelschatting van \
                     een enquête",
                    survey.id
                ));
            }
        }
    }
}

/// Whether there are public figures of an indicator.
fn is_public(indicator: &Indicator) -> bool {
    indicator.niet_beschikbaar.is_none() && indicator.soort != FigureKind::Lokaal
}

fn texts(indicator: &Indicator, faults: &mut Vec<String>) {
    let is_snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if indicator.id.is_empty() || !indicator.id.chars().all(is_snake) {
        faults.push("de id mag alleen kleine letters, cijfers en _ hebben".to_owned());
    }
    for (name, text) in [
        ("label", &indicator.label),
        ("definitie", &indicator.definitie),
        ("definitie_id", &indicator.definitie_id),
        ("bron", &indicator.bron),
    ] {
        if text.trim().is_empty() {
            faults.push(format!("{name} is leeg"));
        }
    }
}

fn tags(indicator: &Indicator, faults: &mut Vec<String>) {
    let lists = [
        ("triple_aim", &indicator.triple_aim, &TRIPLE_AIM[..]),
        (
            "positieve_gezondheid",
            &indicator.positieve_gezondheid,
            &DIMENSIONS[..],
        ),
    ];
    for (name, tags, known) in lists {
        for tag in tags.iter().filter(|tag| !known.contains(&tag.as_str())) {
            faults.push(format!("{name} kent «{tag}» niet"));
        }
        if tags.iter().collect::<BTreeSet<_>>().len() < tags.len() {
            faults.push(format!("{name} noemt iets twee keer"));
        }
    }
}

fn ages_and_levels(indicator: &Indicator, faults: &mut Vec<String>) {
    if indicator.niveaus.is_empty() {
        faults.push("niveaus is leeg".to_owned());
    }
    let ages: BTreeSet<AgeGroup> = indicator.leeftijden.iter().copied().collect();
    if ages.len() < indicator.leeftijden.len() {
        faults.push("leeftijden noemt een groep twee keer".to_owned());
    }
    if !ages.is_empty() && !ages.contains(&indicator.bevolking) {
        faults.push("leeftijden mist de bevolking zelf".to_owned());
    }
    if indicator.soort == FigureKind::Enquete && indicator.bevolking == AgeGroup::All {
        faults.push("een enquête gaat over een leeftijdsgroep".to_owned());
    }
}

fn source(indicator: &Indicator, faults: &mut Vec<String>) {
    if indicator.tabel.is_empty() || indicator.stam.is_empty() {
        faults.push("tabel of stam ontbreekt, en er staat niet bij waarom".to_owned());
    }
    if indicator.jaren.is_empty() {
        faults.push("jaren is leeg, en er staat niet bij waarom".to_owned());
    }
    if indicator.eenheid == Unit::Procent && indicator.woorden.is_none() {
        faults.push("een percentage heeft woorden nodig voor de zinnen".to_owned());
    }
    let stems = indicator.stems();
    for (stem, others) in &indicator.synoniemen {
        if !stems.contains(&stem.as_str()) {
            faults.push(format!("synoniemen noemt «{stem}», en dat is geen stam"));
        }
        if others.is_empty() || others.contains(stem) {
            faults.push(format!("synoniemen van «{stem}» zegt niets nieuws"));
        }
    }
    if indicator.deel == Some(0) || indicator.maal == Some(0) {
        faults.push("maal en deel zijn nooit 0".to_owned());
    }
}

/// Gemeenten of different size cannot be averaged without a weight.
fn weighing(indicator: &Indicator, faults: &mut Vec<String>) {
    let is_mean = matches!(
        indicator.eenheid,
        Unit::Km | Unit::Euro | Unit::Score | Unit::Jaren
    ) && indicator.berekening.is_none()
        && indicator.soort != FigureKind::Lokaal
        && indicator.niveaus.contains(&Level::Gemeente);
    match (&indicator.weging, &indicator.zonder_weging) {
        (None, None) if is_mean => faults.push(
            "een gemiddelde heeft een weging nodig, of de reden waarom die er niet is".to_owned(),
        ),
        (Some(_), Some(_)) => {
            faults.push("er is een weging en een reden waarom die er niet is".to_owned());
        }
        _ => {}
    }
}

fn place_in_report(indicator: &Indicator, faults: &mut Vec<String>) {
    // A figure that a GGD brings along may stand in for one of the core set.
    if indicator.kop && !indicator.is_core() && indicator.soort != FigureKind::Lokaal {
        faults.push("kop hoort bij een nummer van de kernset".to_owned());
    }
    if indicator.werving == Werving::Open {
        if indicator.soort != FigureKind::Enquete {
            faults.push("open werving bestaat alleen bij een enquête".to_owned());
        }
        if indicator.is_core() || indicator.enquete_van.is_some() {
            faults.push("open werving staat nooit naast andere cijfers".to_owned());
        }
    }
    let shows_parts = indicator.kop || indicator.niveaus.contains(&Level::Wijk);
    if !indicator.may_be_ranked() && shows_parts {
        faults.push("staat nooit op een kaart, en is dus geen kop en niet per wijk".to_owned());
    }
}
