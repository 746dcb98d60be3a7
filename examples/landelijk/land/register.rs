//! Made-up figures of registrations, per wijk and year: the key figures, nearness, care and scores.

use super::country::Wijk;
use super::noise::{fives, normal, real, unit};

/// A figure of a wijk, in the unit in which the source publishes it.
#[derive(Debug, Clone, Copy)]
pub enum Figure {
    /// A number of people or things: those of wijken add up.
    Count(f64),
    /// A mean or share, and what it weighs in the mean of several wijken.
    Mean(f64, f64),
}

/// Returns the figure in a column with this stem; none where next to nobody lives.
pub fn key_figure(stem: &str, unit: &str, wijk: &Wijk, year: i32) -> Option<Figure> {
    let at = At::of(wijk, year);
    if let Some(count) = at.count(stem) {
        return Some(Figure::Count(count));
    }
    if wijk.people.is_few() {
        return None;
    }
    // A column that no report reads.
    let is_counted =
        unit == "aantal" && !["GemiddeldeHuishoudensgrootte", "ScholenBinnen3Km"].contains(&stem);
    if is_counted {
        return Some(Figure::Count(fives(at.anything(stem, unit).0)));
    }
    let (value, weight) = at
        .money(stem)
        .or_else(|| at.housing(stem))
        .or_else(|| at.work_and_care(stem))
        .or_else(|| at.distance(stem))
        .or_else(|| at.surroundings(stem))
        .unwrap_or_else(|| at.anything(stem, unit));
    Some(Figure::Mean(value, weight))
}

/// A wijk in a year.
struct At<'a> {
    wijk: &'a Wijk,
    year: i32,
    /// People in the five bands.
    bands: [f64; 5],
    people: f64,
    households: f64,
    prosperity: f64,
    /// Years after 2020.
    later: f64,
}

impl<'a> At<'a> {
    fn of(wijk: &'a Wijk, year: i32) -> Self {
        let bands = wijk.people.bands(year);
        let people: f64 = bands.iter().sum();
        let old = if people > 0.0 { bands[4] / people } else { 0.0 };
        let size = (2.35 - 0.9 * (old - 0.2) - (wijk.people.addresses / 9_000.0)).clamp(1.5, 3.0);
        Self {
            wijk,
            year,
            bands,
            people,
            households: fives(people / size),
            prosperity: wijk.people.character.prosperity,
            later: f64::from(year - 2020),
        }
    }

    fn chance(&self, stem: &str) -> f64 {
        normal(&["register", &self.wijk.code, stem])
            + 0.15 * normal(&["register", &self.wijk.code, stem, &self.year.to_string()])
    }

    fn old(&self) -> f64 {
        self.bands[4] / self.people.max(1.0)
    }

    /// A share around an average, that goes up or down with how well off people are.
    fn share(&self, stem: &str, average: f64, prosperity: f64, spread: f64) -> f64 {
        average * (prosperity * self.prosperity + spread * self.chance(stem)).exp()
    }

    fn count(&self, stem: &str) -> Option<f64> {
        let share = |average, prosperity, spread| self.share(stem, average, prosperity, spread);
        let of_people = |part: f64| fives(self.people * part.clamp(0.0, 0.95));
        let living_alone = fives(
            self.households
                * (0.36 + 0.5 * (self.old() - 0.2) + self.wijk.people.addresses / 25_000.0)
                    .min(0.8),
        );
        let without = fives((self.households - living_alone) * 0.46);
        Some(match stem {
            "AantalInwoners" => self.people,
            "Mannen" => fives(self.people * 0.496),
            "Vrouwen" => self.people - fives(self.people * 0.496),
            "0Tot15Jaar" => self.bands[0],
            "15Tot25Jaar" => self.bands[1],
            "25Tot45Jaar" => self.bands[2],
            "45Tot65Jaar" => self.bands[3],
            "65JaarOfOuder" => self.bands[4],
            "Gehuwd" => of_people(0.38),
            "Gescheiden" => of_people(share(0.08, -0.12, 0.1)),
            "Verweduwd" => of_people(0.24 * self.old()),
            "Ongehuwd" => of_people(0.48),
            "Nederland" => of_people(0.76 + 0.05 * self.prosperity),
            "EuropaExclusiefNederland" => of_people(share(0.07, 0.05, 0.2)),
            "BuitenEuropa" => of_people(share(0.14, -0.35, 0.2)),
            "HuishoudensTotaal" => self.households,
            "Eenpersoonshuishoudens" => living_alone,
            "HuishoudensZonderKinderen" => without,
            "HuishoudensMetKinderen" => self.households - living_alone - without,
            "GeboorteTotaal" => of_people(0.0098),
            "SterfteTotaal" => of_people(0.002 + 0.038 * self.old()),
            "PersonenPerSoortUitkeringBijstand" => of_people(share(0.022, -0.7, 0.2)),
            "PersonenPerSoortUitkeringAO" => of_people(share(0.045, -0.3, 0.12)),
            "PersonenPerSoortUitkeringWW" => of_people(share(0.011, -0.1, 0.1)),
            "PersonenPerSoortUitkeringAOW" => fives(self.bands[4] * 0.95),
            "WmoClienten" => of_people(share(0.058, -0.35, 0.15)),
            "OppervlakteLand" | "OppervlakteTotaal" => self.wijk.hectares,
            "OppervlakteWater" => 0.0,
            _ => return None,
        })
    }

    fn money(&self, stem: &str) -> Option<(f64, f64)> {
        let share = |average, prosperity| self.share(stem, average, prosperity, 0.08).min(95.0);
        let income = 0.13 * self.prosperity + 0.02 * self.chance("inkomen") + 0.035 * self.later;
        Some(match stem {
            "GemiddeldInkomenPerInwoner" => (28.0 * income.exp(), self.people),
            "GemiddeldInkomenPerInkomensontvanger" => (34.5 * income.exp(), self.people),
            "GemGestandaardiseerdInkomenVanHuish" => (32.5 * income.exp(), self.households),
            "40PersonenMetLaagsteInkomen" => (share(40.0, -0.12), self.people),
            "20PersonenMetHoogsteInkomen" => (share(19.5, 0.3), self.people),
            "40HuishoudensMetLaagsteInkomen" => (share(39.0, -0.25), self.households),
            "20HuishoudensMetHoogsteInkomen" => (share(19.5, 0.35), self.households),
            "HuishoudensMetEenLaagInkomen" => (share(6.5, -0.5), self.households),
            "HuishOnderOfRondSociaalMinimum" => (share(6.8, -0.5), self.households),
            "HuishoudensTot110VanSociaalMinimum" => (share(9.1, -0.5), self.households),
            "HuishoudensTot120VanSociaalMinimum" => (share(11.8, -0.45), self.households),
            "PersonenInArmoede" => (share(3.6, -0.55), self.people),
            "PersonenTot25BovenArmoedegrens" => (share(7.4, -0.5), self.people),
            "MediaanVermogenVanParticuliereHuish" => (
                (120.0 + 14.0 * self.later) * (0.55 * self.prosperity).exp(),
                self.households,
            ),
            "GemiddeldeWOZWaardeVanWoningen" | "GemiddeldeWoningwaarde" => (
                (275.0 + 32.0 * self.later)
                    * (0.25 * self.prosperity + 0.05 * self.chance(stem)).exp(),
                self.households,
            ),
            _ => return None,
        })
    }

    fn housing(&self, stem: &str) -> Option<(f64, f64)> {
        let owned = (60.0 + 11.0 * self.prosperity + 4.0 * self.chance("koop")
            - self.wijk.people.addresses / 220.0)
            .clamp(8.0, 96.0);
        let of_corporation = (100.0 - owned) * (0.68 - 0.08 * self.prosperity).clamp(0.2, 0.95);
        let houses =
            (78.0 - self.wijk.people.addresses / 55.0 + 5.0 * self.chance("huis")).clamp(2.0, 99.0);
        let value = match stem {
            "Koopwoningen" => owned,
            "HuurwoningenTotaal" => 99.0 - owned,
            "InBezitWoningcorporatie" => of_corporation,
            "InBezitOverigeVerhuurders" => 99.0 - owned - of_corporation.min(99.0 - owned),
            "EigendomOnbekend" => 1.0,
            "PercentageEengezinswoning" => houses,
            "PercentageMeergezinswoning" => 100.0 - houses,
            "PercentageBewoond" => 96.0 + self.chance(stem).clamp(-3.0, 3.0),
            "GemiddeldeHuishoudensgrootte" => self.people / self.households.max(1.0),
            "PersonenautoSPerHuishouden" => (1.1 + 0.12 * self.prosperity
                - self.wijk.people.addresses / 6_000.0)
                .clamp(0.3, 2.2),
            _ => return None,
        };
        Some((value, self.households))
    }

    fn work_and_care(&self, stem: &str) -> Option<(f64, f64)> {
        let share = |average, prosperity, spread| self.share(stem, average, prosperity, spread);
        Some(match stem {
            "NettoArbeidsparticipatie" => (
                (69.0 + 0.6 * self.later + 3.2 * self.prosperity + self.chance(stem))
                    .clamp(40.0, 88.0),
                self.people,
            ),
            "PercentageZelfstandigen" => (share(16.5, 0.12, 0.12), self.people),
            "PercentageWerknemers" => (100.0 - share(16.5, 0.12, 0.12), self.people),
            "PercentageJongerenMetJeugdzorg" => {
                (share(11.0, -0.12, 0.12), self.bands[0] + self.bands[1])
            }
            "WmoClientenRelatief" => (
                share(58.0, -0.3, 0.15) * (0.3 + 3.4 * self.old()),
                self.people,
            ),
            "GeboorteRelatief" => (share(9.8, 0.05, 0.1), self.people),
            "SterfteRelatief" => (
                2.0 + 36.0 * self.old() * share(1.0, -0.06, 0.08),
                self.people,
            ),
            _ => return None,
        })
    }

    /// Kilometres: short where many people live close together.
    fn distance(&self, stem: &str) -> Option<(f64, f64)> {
        let typical = match stem {
            "AfstandTotHuisartsenpraktijk" => 1.0,
            "AfstandTotGroteSupermarkt" => 0.9,
            "AfstandTotKinderdagverblijf" => 0.6,
            "AfstandTotSchool" => 0.65,
            "AfstandTotHuisartsenpost" => 6.4,
            "AfstandTotApotheek" => 1.3,
            "AfstandTotZiekenhuis" => 7.0,
            "AfstandTotFysiotherapeut" => 0.8,
            "AfstandTotConsultatiebureau" => 1.6,
            "AfstandTotBibliotheek" => 1.9,
            "AfstandTotBinnenzwembad" => 3.4,
            "AfstandTotSportterrein" => 1.0,
            "AfstandTotTreinstationsTotaal" => 5.2,
            _ => return None,
        };
        let crowd = (1_000.0 / self.wijk.people.addresses).ln() * 0.22;
        Some((
            typical * (crowd + 0.25 * self.chance(stem)).exp(),
            self.people,
        ))
    }

    fn surroundings(&self, stem: &str) -> Option<(f64, f64)> {
        let addresses = self.wijk.people.addresses;
        Some(match stem {
            "ScholenBinnen3Km" => ((addresses / 150.0).max(0.4), self.people),
            "Bevolkingsdichtheid" => (100.0 * self.people / self.wijk.hectares, self.wijk.hectares),
            "Omgevingsadressendichtheid" => (addresses, self.people),
            "MateVanStedelijkheid" => {
                let bounds = [2_500.0, 1_500.0, 1_000.0, 500.0];
                let below = bounds.iter().filter(|bound| addresses < **bound);
                (1.0 + real(below.count()), self.people)
            }
            _ => return None,
        })
    }

    /// A column that no report reads: any number that looks like its unit.
    fn anything(&self, stem: &str, unit_text: &str) -> (f64, f64) {
        let level = unit(&["kolom", stem]);
        let around = (0.12 * self.chance(stem)).exp();
        let value = match unit_text {
            "%" => (8.0 + 55.0 * level) * around,
            "aantal" => self.people * (0.01 + 0.2 * level) * around,
            _ => 1_000.0 * (0.2 + level) * around,
        };
        (
            value.min(if unit_text == "%" { 99.0 } else { f64::MAX }),
            self.people,
        )
    }
}

/// Returns people who used a kind of care per 10 000, in a year.
pub fn care(stem: &str, wijk: &Wijk, year: i32) -> Option<Figure> {
    if wijk.people.is_few() {
        return None;
    }
    let at = At::of(wijk, year);
    let (average, old) = match stem {
        "TotaalZorg" => (9_850.0, 0.02),
        "Farmacie" => (6_600.0, 0.9),
        "Geboortezorg" => (190.0, -1.8),
        "Hulpmiddelen" => (1_450.0, 1.8),
        "Mondzorg" => (1_700.0, -1.5),
        "MultidisciplinaireZorg" => (1_600.0, 1.6),
        "ParamedischeZorg" => (850.0, 1.4),
        "MedischSpecialistischeZorg" => (5_300.0, 0.9),
        "VerplegingEnVerzorging" => (340.0, 3.8),
        "Huisartsenzorg" => (9_700.0, 0.02),
        "Ggz" => (620.0, -0.6),
        // A column that no report reads.
        _ => (300.0, 0.2),
    };
    let trend = 0.01 * normal(&["trend", stem]) * f64::from(year - 2018);
    let spread = if average > 9_000.0 { 0.002 } else { 0.05 };
    let place = old * (at.old() - 0.2) - spread * at.prosperity + spread * at.chance(stem) + trend;
    let value: f64 = average * place.exp();
    Some(Figure::Mean(value.clamp(1.0, 9_990.0), at.people))
}

/// Returns a score of how well off people are, around 0.
pub fn score(group: &str, wijk: &Wijk, year: i32) -> Option<Figure> {
    let at = At::of(wijk, year);
    let own = 0.05 * at.chance(group);
    (!wijk.people.is_few()).then_some(Figure::Mean(0.17 * at.prosperity + own, at.households))
}

/// Returns a score of the surroundings from 0 up to 100.
pub fn moving(stem: &str, wijk: &Wijk, year: i32) -> Option<Figure> {
    let at = At::of(wijk, year);
    let value = 50.0 + 12.0 * at.chance(stem);
    (!wijk.people.is_few()).then(|| Figure::Mean(value.clamp(2.0, 98.0), at.people))
}

/// Returns the share of people per level of education, lowest first; they add up to 100.
pub fn education(wijk: &Wijk) -> Option<([f64; 3], f64)> {
    let at = At::of(wijk, 2024);
    let low = at
        .share("opleiding laag", 25.0, -0.25, 0.08)
        .clamp(6.0, 55.0);
    let high = at
        .share("opleiding hoog", 33.0, 0.25, 0.1)
        .clamp(8.0, 90.0 - low);
    (!wijk.people.is_few()).then_some(([low, 100.0 - low - high, high], at.people))
}
