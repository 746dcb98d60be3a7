//! 03759ned, population by age and sex on 1 January 2024.

use std::collections::BTreeMap;

use crate::ages::{AGES, SingleAges};
use crate::fault::Outcome;
use crate::metadata::{self, Info, Property};
use crate::numbers::{interpolate, whole};
use crate::output::{Host, Output};
use crate::receipts::{Deel, LICENCE, RECORDED, Receipt};
use crate::rows::{Row, padded};
use crate::sources::{Record, Sources};

const TABLE: &str = "03759ned";

/// Both sexes, men, women.
const SEXES: [(&str, &str); 3] = [
    ("T001038", "Totaal mannen en vrouwen"),
    ("3000   ", "Mannen"),
    ("4000   ", "Vrouwen"),
];

/// All marital states together.
const STATE: (&str, &str) = ("T001019", "Totaal burgerlijke staat");

/// Code of all ages together, the only real row of a gemeente.
const ALL_AGES: &str = "10000";

/// Code and first age of the open classes that overlap the single ages 95 … 104.
const FROM_95: (&str, usize) = ("22000", 95);
const FROM_105: (&str, usize) = ("22300", 105);

/// GGD IJsselland and GGD Noord- en Oost-Gelderland: the two whose gemeenten have single ages.
const FULL_GGDS: [&str; 2] = ["GG1009", "GG1413"];

/// Share of women by age; made up after the usual Dutch pattern.
const WOMEN: [(f64, f64); 7] = [
    (0.0, 0.487),
    (45.0, 0.495),
    (65.0, 0.507),
    (75.0, 0.525),
    (85.0, 0.60),
    (95.0, 0.74),
    (105.0, 0.86),
];

/// Writes the table and returns its receipt.
pub fn write(
    sources: &Sources,
    ages: &BTreeMap<String, SingleAges>,
    output: &Output,
) -> Outcome<Receipt> {
    let mut next_id = 0;
    let mut land = area_rows(sources, "NL00", ages, &mut next_id);
    for code in sources
        .gemeenten_2024
        .keys()
        .filter(|code| !sources.in_region(code))
    {
        land.extend(area_rows(sources, code, ages, &mut next_id));
    }
    output.pages(Host::Cbs, TABLE, "land", &land)?;
    for code in &sources.region {
        let rows = area_rows(sources, code, ages, &mut next_id);
        output.pages(Host::Cbs, TABLE, code, &rows)?;
    }
    write_dimensions(sources, output)?;
    let mut properties = vec![
        Property::Dimension("Dimension", "Geslacht", "Geslacht"),
        Property::Dimension("Dimension", "Leeftijd", "Leeftijd"),
        Property::Dimension("Dimension", "BurgerlijkeStaat", "Burgerlijke staat"),
        Property::Dimension("GeoDimension", "RegioS", "Regio's"),
        Property::Dimension("TimeDimension", "Perioden", "Perioden"),
    ];
    let title = "Bevolking op 1 januari".to_string();
    let measure = ("BevolkingOp1Januari_1", "Long", "aantal", "Absolute");
    properties.push(Property::Topic(
        measure.0, title, measure.1, measure.2, 0, measure.3,
    ));
    let properties = metadata::described(&properties);
    output.entity_set(Host::Cbs, TABLE, "DataProperties", &properties)?;
    let info = metadata::table_info(&Info {
        host: Host::Cbs,
        id: TABLE,
        title: "Bevolking op 1 januari en gemiddeld; geslacht, leeftijd en regio",
        period: "2024",
        frequency: "Perjaar",
        rows: usize::try_from(next_id).unwrap_or_default(),
        columns: 6,
    });
    output.entity_set(Host::Cbs, TABLE, "TableInfos", &[info])?;
    Ok(receipt())
}

/// Returns the rows of one area: total and single ages, by sex for the country and the region.
fn area_rows(
    sources: &Sources,
    code: &str,
    ages: &BTreeMap<String, SingleAges>,
    next_id: &mut i64,
) -> Vec<String> {
    let Some(total) = ages.get(code) else {
        return Vec::new();
    };
    let mut row = |sex: &str, age: &str, count: i64| {
        let row = Row::new()
            .count("ID", Some(*next_id))
            .text("Geslacht", sex)
            .text("Leeftijd", age)
            .text("BurgerlijkeStaat", STATE.0)
            .text("RegioS", &padded(region_code(code), 6))
            .text("Perioden", "2024JJ00")
            .count("BevolkingOp1Januari_1", Some(count));
        *next_id += 1;
        row.finish()
    };
    let mut rows = vec![row(SEXES[0].0, ALL_AGES, total.iter().sum())];
    if !has_single_ages(sources, code) {
        return rows;
    }
    let women = women(sources, code, total);
    for (sex, _) in SEXES {
        let counts: Vec<i64> = match (sex, &women) {
            ("T001038", _) => total.to_vec(),
            (_, None) => continue,
            ("3000   ", Some(women)) => total
                .iter()
                .zip(women)
                .map(|(all, women)| all - women)
                .collect(),
            (_, Some(women)) => women.clone(),
        };
        for (age, count) in counts.iter().enumerate().take(FROM_105.1) {
            rows.push(row(sex, &age_code(age), *count));
        }
        for (code, from) in [FROM_95, FROM_105] {
            rows.push(row(sex, code, counts[from..].iter().sum()));
        }
    }
    rows
}

/// Returns whether the area has more than its total; all 342 would make the folder too big.
fn has_single_ages(sources: &Sources, code: &str) -> bool {
    let here = |row: &&Record| row.get("gemeentecode") == Some(code);
    let ggd = sources
        .regions
        .iter()
        .find(here)
        .and_then(|row| row.get("ggd_code"));
    code == "NL00" || ggd.is_some_and(|ggd| FULL_GGDS.contains(&ggd))
}

/// Returns women by age for the country and the region; their total follows a recorded share.
fn women(sources: &Sources, code: &str, total: &SingleAges) -> Option<Vec<i64>> {
    let share = if code == "NL00" {
        let land = sources.kwb2020.get(code)?;
        land.count("Vrouwen_7")? as f64 / land.count("AantalInwoners_5")? as f64
    } else if sources.in_region(code) {
        let gemeente = sources.kwb2025.get(code)?;
        gemeente.number("Vrouwen_7")? / gemeente.number("AantalInwoners_5")?
    } else {
        return None;
    };
    let usual = |age: usize| interpolate(&WOMEN, age as f64);
    let all: f64 = total.iter().map(|count| *count as f64).sum();
    let expected: f64 = total
        .iter()
        .enumerate()
        .map(|(age, n)| *n as f64 * usual(age))
        .sum();
    let shift = share - expected / all;
    Some(
        total
            .iter()
            .enumerate()
            .map(|(age, n)| whole(*n as f64 * (usual(age) + shift)))
            .collect(),
    )
}

/// Returns the code of a single age as CBS numbers them.
fn age_code(age: usize) -> String {
    match age {
        0 => "10010".to_string(),
        1..=99 => (10_000 + 100 * age).to_string(),
        _ => (19_801 + age).to_string(),
    }
}

/// Returns the code of the area in RegioS.
fn region_code(code: &str) -> &str {
    if code == "NL00" { "NL01" } else { code }
}

fn write_dimensions(sources: &Sources, output: &Output) -> Outcome<()> {
    let entry = |key: &str, title: &str| {
        Row::new()
            .text("Key", key)
            .text("Title", title)
            .json("Description", "null")
            .json("CategoryGroupID", "null")
            .finish()
    };
    let mut ages = vec![entry(ALL_AGES, "Totaal leeftijd")];
    ages.extend((0..AGES - 1).map(|age| entry(&age_code(age), &format!("{age} jaar"))));
    ages.extend(
        [FROM_95, FROM_105].map(|(code, from)| entry(code, &format!("{from} jaar of ouder"))),
    );
    let mut regions = vec![entry(&padded("NL01", 6), "Nederland")];
    for (code, gemeente) in &sources.gemeenten_2024 {
        regions.push(entry(&padded(code, 6), &region_title(&gemeente.name)));
    }
    let period = Row::new()
        .text("Key", "2024JJ00")
        .text("Title", "2024")
        .json("Description", "null")
        .text("Status", "Definitief")
        .finish();
    for (set, rows) in [
        ("Leeftijd", ages),
        (
            "Geslacht",
            SEXES.iter().map(|(key, title)| entry(key, title)).collect(),
        ),
        ("BurgerlijkeStaat", vec![entry(STATE.0, STATE.1)]),
        ("RegioS", regions),
        ("Perioden", vec![period]),
    ] {
        output.entity_set(Host::Cbs, TABLE, set, &rows)?;
    }
    Ok(())
}

/// Returns the title in RegioS, where a gemeente that shares its name with a province says so.
fn region_title(name: &str) -> String {
    match name {
        "Groningen" | "Utrecht" | "'s-Gravenhage" => format!("{name} (gemeente)"),
        _ => name.to_string(),
    }
}

/// How the figures were made; for the receipt.
const HOW: &str = "\
    Echt is alleen het totaal (Leeftijd 10000) van Nederland en 342 gemeenten. De losse \
    leeftijden (alleen Nederland en de gemeenten van GGD IJsselland en GGD Noord- en \
    Oost-Gelderland, om de map klein te houden) zijn verzonnen: een vloeiende opbouw, in de \
    regio naar de leeftijden per postcodegebied van 2021, die per gemeente optelt tot het echte \
    aantal 0-15 en 65+ en tot de groepen daartussen van 85984NED hier. Mannen en vrouwen zijn er \
    alleen voor Nederland en de 12 gemeenten, zonder totaal over de leeftijden. De klassen \"95 \
    jaar of ouder\" en \"105 jaar of ouder\" staan naast 95 tot en met 104 jaar: niet alles \
    optellen. TableInfos en DataProperties zijn nagebouwd.";

/// Where the figures come from; for the receipt.
const SOURCE: &str = "\
    CBS; totalen uit 85984NED, vorm van de leeftijdsopbouw uit 83502NED (2021), opgenomen door \
    certe-medical-epidemiology/certegis (53de1e11)";

fn receipt() -> Receipt {
    let single = (0..AGES - 1).map(age_code);
    let open = [FROM_95, FROM_105].map(|(code, _)| code.to_string());
    Receipt {
        pad: format!("odata/{TABLE}"),
        tabel: TABLE.to_string(),
        titel: "Bevolking op 1 januari; geslacht, leeftijd en regio".to_string(),
        bron: SOURCE.to_string(),
        datum: RECORDED.to_string(),
        licentie: LICENCE.to_string(),
        hoe: HOW.to_string(),
        fictief: true,
        fictief_deel: vec![Deel {
            leeftijden: single.chain(open).collect(),
            ..Deel::default()
        }],
    }
}
