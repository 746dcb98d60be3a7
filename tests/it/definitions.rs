//! The twelve traps of definitions: figures that look alike and are not. For each a test that they
//! never come into one comparison, one series or one name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use regiobeeld::statistics::FigureKind;
use regiobeeld::themes::{AgeGroup, Catalogue, Indicator, Theme};
use regiobeeld_fetchers::{Datatype, Sources, TableMeta, Topic, TopicHint};

use crate::support::sandbox::{Sandbox, contents};

type Row = BTreeMap<String, String>;

/// Figures of a GGD under names of the catalogue, each with another definition or publication.
const MAPPING: &str = r#"
bestand = "ggd.csv"
bron = "GGD Voorbeeld, Gezondheidsmonitor 2020"
vorm = "tabel"
[gebied]
kolom = "Gebied"
soort = "code"
[[indicator]]
id = "overmatig_drinken"
waarde = "drinken"
ondergrens = "van"
bovengrens = "tot"
eenheid = "procent"
periode = 2020
definitie = "Meer dan 7 glazen per week (vrouwen) of meer dan 14 glazen (mannen)."
[[indicator]]
id = "eenzaam"
waarde = "eenzaam"
eenheid = "procent"
periode = 2020
definitie = "Een score van 7 of hoger op de schaal met 6 vragen."
[[indicator]]
id = "gezond"
waarde = "gezond"
eenheid = "procent"
periode = 2020
[[indicator]]
id = "mantelzorger"
waarde = "mantelzorg"
eenheid = "procent"
periode = 2020
definitie = "Geeft mantelzorg volgens het SCP."
"#;

const FILE: &str = "Gebied;drinken;van;tot;eenzaam;gezond;mantelzorg\r\n\
    NL01;16;15;17;10;79;33\r\nGM0193;13;11;15;9;83;31\r\nGM0180;12;9;15;8;84;29\r\n";

/// The rows of a report of Zwolle with that extract beside all public figures.
fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let sandbox = Sandbox::new();
        sandbox.fetch(&["--gemeente", "Zwolle"]).with_code(0);
        std::fs::write(sandbox.path("ggd.toml"), MAPPING).unwrap();
        std::fs::write(sandbox.path("ggd.csv"), FILE).unwrap();
        let ended = sandbox
            .run(&[
                "rapport",
                "--gemeente",
                "Zwolle",
                "--extract",
                "ggd.toml",
                "--offline",
                "--fictief",
                "--uit",
                "uit",
            ])
            .with_code(0);
        let files = contents(sandbox.path(ended.stdout.trim()).parent().unwrap());
        csv::Reader::from_reader(files["cijfers.csv"].as_slice())
            .deserialize()
            .map(Result::unwrap)
            .collect()
    })
}

fn of(id: &str) -> Vec<&'static Row> {
    let found: Vec<&Row> = rows().iter().filter(|row| row["indicator"] == id).collect();
    assert!(!found.is_empty(), "no rows of {id}");
    found
}

fn indicator(id: &str) -> Indicator {
    let catalogue = Catalogue::builtin().unwrap();
    let found = catalogue.get(id);
    found.unwrap_or_else(|| panic!("{id}")).as_ref().clone()
}

/// A local figure has an id of its own and is compared with figures of its own file only.
fn assert_apart(id: &str) {
    let local = of(&format!("{id}_lokaal"));
    let public = of(id);
    assert!(local.iter().all(|row| row["bron_tabel"] == "ggd.csv"));
    assert!(public.iter().all(|row| row["bron_tabel"] != "ggd.csv"));
    for row in local
        .iter()
        .filter(|row| !row["referentie_waarde"].is_empty())
    {
        let known = local.iter().any(|other| {
            other["gebied_code"] == row["referentie"]
                && other["waarde"].parse::<f64>().ok() == row["referentie_waarde"].parse().ok()
        });
        assert!(known, "{row:?}");
    }
}

fn topic(key: &str) -> Topic {
    Topic {
        key: key.to_owned(),
        stem: key
            .rsplit_once('_')
            .map_or(key, |(stem, _)| stem)
            .to_owned(),
        title: key.to_owned(),
        parents: Vec::new(),
        unit: "%".to_owned(),
        datatype: Datatype::Number,
        decimals: Some(1),
    }
}

/// The column that an indicator takes from a table with these columns.
fn column(id: &str, keys: &[&str]) -> Option<String> {
    let indicator = indicator(id);
    let meta = TableMeta {
        id: "proef".to_owned(),
        title: String::new(),
        modified: None,
        status: None,
        topics: keys.iter().map(|key| topic(key)).collect(),
        dimensions: Vec::new(),
        areas: BTreeMap::new(),
    };
    let names = indicator.names_of(&indicator.stam);
    let found = meta.resolve(&names, TopicHint::default());
    found.ok().map(|topic| topic.key.clone())
}

#[test]
fn trap_1_overmatig_drinken_by_14_and_21_glasses_and_by_7_and_14() {
    for id in ["overmatig_drinken", "overmatig_drinken_monitor"] {
        let definition = indicator(id).definitie;
        assert!(definition.contains("14 glazen") && definition.contains("21 glazen"));
    }
    // What a report makes of both is in the test of trap 11.
}

#[test]
fn trap_2_psychische_klachten_from_60_down_and_below_60() {
    let own = indicator("psychische_klachten");
    assert!(own.definitie.contains("60 of lager"), "{}", own.definitie);
    // The survey of CBS with the other bound is no source of any indicator.
    let sources = Sources::builtin();
    assert!(
        sources
            .iter()
            .all(|table| !table.titel.contains("Gezondheidsenquête"))
    );
}

#[test]
fn trap_3_eenzaam_by_eleven_and_by_six_questions() {
    assert!(indicator("eenzaam").definitie.contains("11 vragen"));
    assert!(indicator("sterk_eenzaam").definitie.contains("9, 10 of 11"));
    let keys = [
        "Eenzaam_27",
        "ErnstigZeerErnstigEenzaam_28",
        "EmotioneelEenzaam_29",
    ];
    assert_eq!(column("eenzaam", &keys).as_deref(), Some("Eenzaam_27"));
    assert_eq!(
        column("sterk_eenzaam_monitor", &keys).as_deref(),
        Some("ErnstigZeerErnstigEenzaam_28")
    );
}

#[test]
fn trap_4_emotional_and_social_loneliness_from_two_or_three_answers() {
    for id in ["emotioneel_eenzaam", "sociaal_eenzaam"] {
        let definition = indicator(id).definitie;
        assert!(
            definition.contains("3 of meer ongunstige antwoorden"),
            "{definition}"
        );
        assert!(definition.contains("niet te vergelijken"), "{definition}");
        // No survey is joined to it, so no trend is ever tested over both definitions.
        let catalogue = Catalogue::builtin().unwrap();
        let joined = catalogue
            .iter()
            .any(|one| one.enquete_van.as_deref() == Some(id));
        assert!(!joined, "{id}");
    }
}

#[test]
fn trap_5_people_of_19_or_older_until_2016_and_of_18_or_older_since() {
    assert!(
        indicator("roken_monitor")
            .definitie
            .contains("19 jaar of ouder")
    );
    let sources = Sources::builtin();
    for (id, age) in [
        ("82166NED", "19"),
        ("83674NED", "19"),
        ("85012NED", "18"),
        ("85463NED", "18"),
    ] {
        let title = &sources.table(id).unwrap().titel;
        assert!(title.contains(&format!("{age} jaar of ouder")), "{title}");
    }
}

/// The ages of the rows follow the table, and a figure of before is compared with nothing.
fn ages_follow_the_survey() {
    for row in of("roken_monitor") {
        let year: i32 = row["periode"].parse().unwrap();
        let expected = if year <= 2016 { "19+" } else { "18+" };
        assert_eq!(row["leeftijd"], expected, "{row:?}");
        assert!(year > 2016 || row["referentie"].is_empty(), "{row:?}");
    }
}

#[test]
fn trap_6_smokers_of_the_monitor_and_of_the_yearly_survey() {
    assert!(
        indicator("roken")
            .definitie
            .contains("e-sigaret telt niet mee")
    );
    let sources = Sources::builtin();
    for id in ["83021NED", "85457NED"] {
        assert!(sources.table(id).is_none(), "{id} is the yearly survey");
    }
    // Daily or former smokers and people who vape are other columns.
    let keys = [
        "ExTabakroker_76",
        "RooktDagelijksTabak_77",
        "VapetESigaret_79",
        "RooktTabak_75",
    ];
    assert_eq!(column("roken", &keys).as_deref(), Some("RooktTabak_75"));
}

#[test]
fn trap_7_mantelzorgers_by_cbs_and_by_scp() {
    let definition = indicator("mantelzorger").definitie;
    assert!(
        definition.contains("3 maanden") && definition.contains("8 uur"),
        "{definition}"
    );
}

#[test]
fn trap_8_the_guideline_for_exercise_of_2017_and_the_norm_of_before() {
    for id in ["beweegrichtlijn", "beweegrichtlijn_monitor"] {
        let definition = indicator(id).definitie;
        assert!(
            definition.contains("2017") && definition.contains("150 minuten"),
            "{definition}"
        );
    }
    let old = ["VoldoetAanNNGB_5", "Beweegnorm_6"];
    assert_eq!(column("beweegrichtlijn", &old), None);
    assert_eq!(column("beweegrichtlijn_monitor", &old), None);
}

#[test]
fn trap_9_laaggeletterd_is_a_population_and_skills_and_no_education() {
    let piaac = indicator("lage_taalvaardigheid");
    assert_eq!(piaac.bevolking, AgeGroup::From16To75);
    assert!(piaac.definitie.contains("PIAAC 2023") && piaac.definitie.contains("taal"));
    let catalogue = Catalogue::builtin().unwrap();
    let others = catalogue
        .iter()
        .filter(|one| one.thema == Theme::Laaggeletterdheid && one.id != piaac.id);
    for one in others {
        assert!(
            !one.label.to_lowercase().contains("geletterd"),
            "{}",
            one.label
        );
    }
    assert!(
        indicator("opleiding_laag")
            .definitie
            .contains("niet hetzelfde als laaggeletterd")
    );
}

#[test]
fn trap_10_the_model_and_the_survey() {
    let catalogue = Catalogue::builtin().unwrap();
    for survey in catalogue.surveys() {
        let Some(model) = &survey.enquete_van else {
            continue;
        };
        let model = catalogue.get(model).unwrap();
        assert_eq!(model.soort, FigureKind::Modelschatting);
        assert_ne!(model.definitie_id, survey.definitie_id);
    }
}

/// No series holds figures of the model and of the survey, and no model has a p-value.
fn model_and_survey_are_never_one_series() {
    let mut kinds: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for row in rows() {
        let key = (row["indicator"].as_str(), row["periode"].as_str());
        kinds.entry(key).or_default().insert(&row["soort"]);
        let is_model = row["soort"] == "modelschatting";
        assert!(
            !is_model || row["p"].is_empty(),
            "a model has no p: {row:?}"
        );
    }
    // The kind of a register may be an estimate per wijk; model and survey are never one series.
    for (key, found) in kinds {
        assert!(
            !(found.contains("modelschatting") && found.contains("enquete")),
            "{key:?}"
        );
    }
    // Both stand in the report of a gemeente, in the words of their own kind.
    assert!(
        of("gezond")
            .iter()
            .any(|row| row["gebied_code"] == "GM0193")
    );
    assert!(
        of("gezond_monitor")
            .iter()
            .any(|row| row["gebied_code"] == "GM0193")
    );
}

#[test]
fn trap_11_the_figure_of_the_ggd_and_of_cbs_for_the_same_survey() {
    // One report for all traps that show in one: making it takes seconds.
    for id in ["overmatig_drinken", "eenzaam", "mantelzorger", "gezond"] {
        assert_apart(id);
    }
    ages_follow_the_survey();
    model_and_survey_are_never_one_series();
    // The figure by 7 and 14 glasses is compared with that of its own file.
    let own = of("overmatig_drinken_lokaal");
    let zwolle = own
        .iter()
        .find(|row| row["gebied_code"] == "GM0193" && row["referentie"] == "NL");
    assert_eq!(zwolle.unwrap()["referentie_waarde"], "16");
    let value = |id: &str| {
        let row = of(id)
            .into_iter()
            .find(|row| row["gebied_code"] == "GM0193" && row["periode"] == "2020");
        row.unwrap()["waarde"].clone()
    };
    assert_eq!(value("gezond_lokaal"), "83");
    assert_ne!(value("gezond_monitor"), "83");
}

#[test]
fn trap_12_high_risk_and_moderate_or_high_risk() {
    for (id, stem) in [
        ("angst_depressie", "HoogRisicoAngststoornisOfDepressie"),
        ("angst_depressie_monitor", "HoogRisicoOpAngstOfDepressie"),
    ] {
        let own = indicator(id);
        assert!(own.definitie.contains("30 tot en met 50") && own.label.contains("Hoog"));
        let keys = [format!("MatigHoog{}_24", &stem[4..]), format!("{stem}_25")];
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        assert_eq!(column(id, &keys).as_deref(), Some(keys[1]));
        assert_eq!(column(id, &keys[..1]), None);
    }
}
