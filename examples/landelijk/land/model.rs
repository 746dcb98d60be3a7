//! Made-up shares of people as health monitors and models of them publish: per wijk, age and wave.

use super::country::Wijk;
use super::noise::{logistic, logit, normal, real};

/// The waves of the model.
pub const WAVES: [i32; 5] = [2012, 2016, 2020, 2022, 2024];

/// Whom a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// 18 or older.
    Adults,
    /// 18–64.
    Younger,
    /// 65 or older.
    Older,
}

impl Age {
    /// Returns the age group of a code, or all adults.
    pub fn of_code(code: &str) -> Self {
        match code {
            "53115" => Self::Younger,
            "80200" => Self::Older,
            _ => Self::Adults,
        }
    }
}

/// What shapes a topic.
struct Topic {
    stem: &'static str,
    /// Made-up percentage of adults in the last wave.
    average: f64,
    /// Effect of how well off people are, on the logit scale per standard deviation.
    prosperity: f64,
    /// Difference between 65+ and younger people on the logit scale.
    older: f64,
}

const fn topic(stem: &'static str, average: f64, prosperity: f64, older: f64) -> Topic {
    Topic {
        stem,
        average,
        prosperity,
        older,
    }
}

#[rustfmt::skip]
const TOPICS: [Topic; 58] = [
    topic("GoedErvarenGezondheid", 74.0, 0.16, -0.7),
    topic("EenOfMeerLangdurigeAandoeningen", 34.5, -0.09, 1.0),
    topic("LangdurigBeperkt", 32.0, -0.12, 0.8),
    topic("BrozeGezondheid", 19.0, -0.15, 0.6),
    topic("Valincident", 27.0, -0.05, 0.3),
    topic("Mantelzorger", 14.5, 0.02, 0.15),
    topic("Vrijwilligerswerk", 26.0, 0.09, 0.2),
    topic("RooktTabak", 16.5, -0.2, -0.8),
    topic("OvermatigDrinken", 6.5, 0.03, 0.2),
    topic("ZwaarDrinken", 7.8, 0.01, -0.9),
    topic("VoldoetAanDeBeweegrichtlijn", 48.0, 0.12, -0.4),
    topic("Overgewicht", 50.5, -0.1, 0.4),
    topic("ErnstigOvergewichtObesitas", 16.5, -0.18, 0.1),
    topic("Ondergewicht", 1.6, -0.02, 0.2),
    topic("HoogRisicoAngststoornisOfDepressie", 10.5, -0.22, -0.7),
    topic("HeelVeelStressAfg4Weken", 20.5, -0.12, -1.0),
    topic("SterkEenzaam", 14.0, -0.2, -0.1),
    topic("Eenzaam", 47.0, -0.12, 0.0),
    topic("LageVeerkracht", 17.0, -0.18, 0.1),
    topic("MatigVeelRegieOverHetEigenLeven", 86.5, 0.16, -0.4),
    topic("SuicidegedachtenAfg12Maanden", 8.5, -0.15, -0.8),
    topic("EmotioneelEenzaam", 30.0, -0.15, -0.1),
    topic("SociaalEenzaam", 33.0, -0.1, 0.15),
    topic("KrijgtSteunVanAnderen", 93.0, 0.14, -0.1),
    topic("VoldoetAanDeAlcoholrichtlijn", 44.0, -0.04, 0.1),
    topic("DrinktAlcohol", 76.0, 0.12, -0.2),
    topic("SportWekelijks", 52.0, 0.2, -0.5),
    topic("GezondGewicht", 47.5, 0.1, -0.4),
    topic("LopenEnOfFietsenNaarSchoolOfWerk", 43.0, 0.05, -1.2),
    topic("ErnstigBeperkt", 5.6, -0.2, 0.9),
    topic("EenOfMeerLichamelijkeBeperkingen", 14.6, -0.2, 1.2),
    topic("BeperkingInHoren", 4.8, -0.1, 1.4),
    topic("BeperkingInZien", 4.9, -0.18, 0.7),
    topic("BeperkingInBewegen", 9.2, -0.2, 1.5),
    topic("PsychischeKlachten", 19.0, -0.15, -0.6),
    topic("HogeVeerkracht", 22.0, 0.12, -0.1),
    topic("ErnstigeGeluidhinderWeg50KmUur", 7.4, -0.12, -0.2),
    topic("MoeiteMetRondkomen", 17.0, -0.3, -0.7),
    topic("TevredenMetDeWoning", 87.0, 0.2, 0.5),
    topic("TevredenMetDeWoonomgeving", 85.5, 0.18, 0.25),
    topic("BeperktVanwegeGezondheid", 31.0, -0.12, 0.8),
    topic("MatigOvergewicht", 34.5, -0.04, 0.3),
    topic("GoedErvarenMentaleGezondheid", 58.0, 0.1, 0.0),
    topic("TevredenMetEigenLeven", 74.0, 0.1, 0.0),
    topic("HeelVaakGestrest", 33.0, -0.08, 0.0),
    topic("PrestatiedrukVanuitZichzelfOfAnderen", 41.0, 0.02, 0.0),
    topic("SnelHerstellenNaMoeilijkePeriode", 52.0, 0.06, 0.0),
    topic("VeelVertrouwenInEigenToekomst", 62.0, 0.1, 0.0),
    topic("KanBijIemandTerechtBijProbleem", 88.0, 0.1, 0.0),
    topic("RisicovolSocialemediagebruik", 14.0, -0.06, 0.0),
    topic("VapetESigaret", 22.0, -0.05, 0.0),
    topic("ZwareDrinker", 13.0, 0.03, -0.9),
    topic("CannabisInAfg12Maanden", 19.0, 0.02, 0.0),
    topic("VoldoetAanAlcoholRichtlijn", 44.0, -0.04, 0.1),
    topic("Roker", 16.0, -0.2, -0.8),
    topic("OvermatigeDrinker", 6.6, 0.03, 0.2),
    topic("ErnstigOvergewicht", 15.5, -0.18, 0.1),
    topic("VoldoetAanBeweegrichtlijn", 47.0, 0.12, -0.4),
];

/// What is not in the list gets an average and effects by chance.
fn find(stem: &str) -> Topic {
    let known = TOPICS.iter().find(|topic| topic.stem == stem);
    known.map_or_else(
        || Topic {
            stem: "",
            average: 12.0 + 30.0 * super::noise::unit(&["onderwerp", stem]),
            prosperity: 0.1 * normal(&["onderwerp", stem]),
            older: 0.2,
        },
        topic_copy,
    )
}

fn topic_copy(topic: &Topic) -> Topic {
    Topic {
        stem: topic.stem,
        ..*topic
    }
}

/// A topic over the country, ready for many wijken.
pub struct Modelled<'a> {
    stem: &'a str,
    centre: f64,
    prosperity: f64,
    older: f64,
    trend: f64,
}

impl<'a> Modelled<'a> {
    /// Starts with the topic in a column with this stem.
    pub fn of(stem: &'a str) -> Self {
        let topic = find(stem);
        Self {
            stem,
            centre: logit(topic.average / 100.0),
            prosperity: topic.prosperity,
            older: topic.older,
            trend: 0.05 * normal(&["trend", stem]),
        }
    }

    /// Returns the percentage in a wijk, and how many people it is about.
    pub fn of_wijk(&self, wijk: &Wijk, age: Age, year: i32) -> (f64, f64) {
        let character = wijk.people.character;
        let own = normal(&["model", &wijk.code, self.stem]);
        let drift = 0.012 * normal(&["beloop", &wijk.code, self.stem]);
        let waves = wave(year) - real(WAVES.len() - 1);
        let place = self.centre
            + self.prosperity * character.prosperity
            + 0.03 * character.chance * self.prosperity.signum()
            + 0.05 * own
            + (self.trend + drift) * waves;
        let [younger, older] = wijk.people.adults();
        let step = self.older + 0.05 * normal(&["leeftijd", &wijk.code, self.stem]);
        let of_younger = 100.0 * logistic(place - 0.25 * step);
        let of_older = 100.0 * logistic(place + 0.75 * step);
        match age {
            Age::Younger => (of_younger, younger),
            Age::Older => (of_older, older),
            Age::Adults => {
                let all = (younger + older).max(1.0);
                (
                    (younger * of_younger + older * of_older) / all,
                    younger + older,
                )
            }
        }
    }
}

/// The number of a wave, with years between them.
fn wave(year: i32) -> f64 {
    let before = WAVES.iter().filter(|one| **one < year).count();
    real(before)
}

/// Returns the bounds of 95 % of a share in percent, as of a sample of `effective` people.
pub fn bounds(value: f64, effective: f64) -> (f64, f64) {
    let p = (value / 100.0).clamp(0.002, 0.998);
    let half = 1.96 / (effective * p * (1.0 - p)).sqrt();
    let bound = |place: f64| 100.0 * logistic(place);
    let place = logit(p);
    (
        bound(place - half).min(value),
        bound(place + half).max(value),
    )
}
