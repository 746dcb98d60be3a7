//! The made-up country: the real gemeenten, and the wijken that they are divided into.

use regiobeeld::area::{GemeenteCode, Gemeenten};

use super::Fault;
use super::mesh::{Cell, Mesh, Outline, Step};
use super::noise::{normal, rounded, unit, whole};
use super::packed::Packed;
use super::people::{Character, People};

/// Fewest and most wijken of a gemeente.
const WIJKEN: (f64, f64) = (3.0, 90.0);
/// Wijken of a gemeente with ten thousand inhabitants, and how their number goes up with those.
const WIJKEN_OF: (f64, f64) = (2.95, 0.75);
/// How much the inhabitants of a gemeente may differ from the real ones, as a part.
const INVENTED: f64 = 0.12;

/// The gemeenten with their wijken, in the order of their codes.
#[derive(Debug)]
pub struct Country {
    /// The gemeenten.
    pub towns: Vec<Town>,
}

/// A gemeente.
#[derive(Debug)]
pub struct Town {
    /// Its code.
    pub code: GemeenteCode,
    /// Its name.
    pub name: String,
    /// Code of its GGD region.
    pub ggd: String,
    /// Name of its GGD region.
    pub ggd_name: String,
    /// Its outline, as fine as the national map has it.
    pub outline: Outline,
    /// Its wijken, in the order of their codes.
    pub wijken: Vec<Wijk>,
}

/// A wijk.
#[derive(Debug)]
pub struct Wijk {
    /// Its code.
    pub code: String,
    /// Its invented name.
    pub name: String,
    /// Its outline.
    pub outline: Outline,
    /// Its surface in hectares.
    pub hectares: f64,
    /// Who lives there.
    pub people: People,
}

/// A gemeente that has its hexagons, and nothing else yet.
struct Plot {
    code: GemeenteCode,
    wijken: Vec<Vec<Cell>>,
    inhabitants: f64,
}

impl Country {
    /// Makes the country; of `wanted` only, or all of it when that is empty. What a gemeente is
    /// like does not depend on the others that are wanted.
    ///
    /// # Errors
    /// When the packed fixtures are damaged.
    pub fn of(packed: &Packed, wanted: &[GemeenteCode]) -> Result<Self, Fault> {
        let all = Gemeenten::current();
        let inhabitants = packed.inhabitants()?;
        let outlines = packed.gemeenten()?;
        // Borders depend on what lies on both sides, so the mesh is always that of all gemeenten.
        let (mut mesh, mut plots, mut next) = (Mesh::new(), Vec::new(), 1_u32);
        for gemeente in all.iter() {
            let code = gemeente.code.to_string();
            let outline = outlines.get(&code).ok_or("een omtrek ontbreekt")?;
            let real_count = inhabitants.get(&code).copied();
            let count = real_count.ok_or("een aantal inwoners ontbreekt")?;
            let count = count * (1.0 - INVENTED + 2.0 * INVENTED * unit(&["inwoners", &code]));
            let rings: Vec<_> = outline.0.iter().flatten().cloned().collect();
            let wijken = match packed.wijken(&code)?.len() {
                0 => wijk_count(&code, count),
                known => known,
            };
            let wijken = mesh.divide(&mesh.inside(&rings), &code, wijken, next);
            next += u32::try_from(wijken.len())?;
            plots.push(Plot {
                code: gemeente.code,
                wijken,
                inhabitants: count,
            });
        }
        let mut towns = Vec::new();
        for (gemeente, plot) in all.iter().zip(plots) {
            if wanted.is_empty() || wanted.contains(&plot.code) {
                let (ggd, name) = &gemeente.ggd;
                let mut town = Town {
                    code: plot.code,
                    name: gemeente.name.clone(),
                    ggd: ggd.to_string(),
                    ggd_name: name.clone(),
                    outline: mesh.outline(&plot.wijken.concat(), Step::National),
                    wijken: Vec::new(),
                };
                town.settle(&mesh, packed, &plot)?;
                if let Some(outline) = outlines.get(&plot.code.to_string())
                    && !packed.wijken(&plot.code.to_string())?.is_empty()
                {
                    town.outline = outline.on_grid(Step::National);
                }
                towns.push(town);
            }
        }
        Ok(Self { towns })
    }

    /// Returns how many wijken there are.
    pub fn wijk_count(&self) -> usize {
        self.towns.iter().map(|town| town.wijken.len()).sum()
    }
}

/// How many wijken a gemeente with so many inhabitants is divided into.
fn wijk_count(code: &str, inhabitants: f64) -> usize {
    let (of_ten_thousand, power) = WIJKEN_OF;
    let chance = (0.35 * normal(&["aantal wijken", code])).exp();
    let count = of_ten_thousand * (inhabitants / 10_000.0).powf(power) * chance;
    whole(count.clamp(WIJKEN.0, WIJKEN.1))
}

impl Town {
    /// Gives the gemeente its wijken, with people in them.
    fn settle(&mut self, mesh: &Mesh, packed: &Packed, plot: &Plot) -> Result<(), Fault> {
        let code = plot.code.to_string();
        let known = packed.wijken(&code)?;
        let places: Vec<(String, String, Outline)> = if known.is_empty() {
            let each = plot.wijken.iter().enumerate();
            each.map(|(index, cells)| {
                let name = format!("Voorbeeldwijk {}", index + 1);
                let outline = mesh.outline(cells, Step::Finest);
                (format!("WK{}{index:02}", &code[2..]), name, outline)
            })
            .collect()
        } else {
            let each = known.into_iter();
            each.map(|wijk| (wijk.code, wijk.name, wijk.outline))
                .collect()
        };
        let shares: Vec<f64> = places.iter().map(|(wijk, _, _)| share(wijk)).collect();
        let all: f64 = shares.iter().sum();
        let (low, high) = self.outline.extent();
        let middle = [0, 1].map(|axis| f64::midpoint(low[axis], high[axis]));
        let town = Character::of_town(&code, middle, plot.inhabitants);
        for ((wijk, name, outline), share) in places.into_iter().zip(shares) {
            let inhabitants = plot.inhabitants * share / all;
            let hectares = rounded(outline.hectares(), 0).max(1.0);
            let people = People::of(&wijk, &town, inhabitants, 100.0 * inhabitants / hectares);
            self.wijken.push(Wijk {
                code: wijk,
                name,
                outline,
                hectares,
                people,
            });
        }
        Ok(())
    }
}

/// How large a wijk is beside the others; now and then next to nobody lives there.
fn share(wijk: &str) -> f64 {
    let size = (0.8 * normal(&["omvang", wijk])).exp();
    let is_empty = unit(&["leeg", wijk]) < 0.025;
    if is_empty { 0.006 * size } else { size }
}
