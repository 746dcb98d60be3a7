//! Each check of the catalogue finds its fault, and the built-in catalogue has none.

use std::collections::BTreeSet;

use super::check::{CORE, CatalogueFaults, LEAST_PUBLIC};
use super::{AgeGroup, Catalogue, Indicator, Level, Werving};
use crate::statistics::FigureKind;
use crate::unit::Unit;

fn own(id: &str) -> Indicator {
    let catalogue = Catalogue::builtin().unwrap();
    catalogue.get(id).unwrap().as_ref().clone()
}

fn faults(indicators: &[Indicator]) -> Vec<String> {
    let mut faults = CatalogueFaults::default();
    faults.check(indicators);
    faults.0
}

/// The faults of one indicator after a change.
#[track_caller]
fn assert_fault(id: &str, expected: &str, change: impl FnOnce(&mut Indicator)) {
    let mut one = own(id);
    one.enquete_van = None;
    assert_eq!(faults(&[one.clone()]), Vec::<String>::new(), "{id}");
    change(&mut one);
    let found = faults(&[one]);
    assert!(
        found.len() == 1 && found[0].contains(expected),
        "{expected}: {found:?}"
    );
}

#[test]
fn the_builtin_catalogue_has_no_faults() {
    let catalogue = Catalogue::builtin().unwrap();
    assert!(catalogue.iter().count() >= 40);
}

#[test]
fn the_core_set_is_complete_and_in_order() {
    let catalogue = Catalogue::builtin().unwrap();
    let numbers: BTreeSet<u32> = catalogue.iter().filter_map(|i| i.kern).collect();
    assert_eq!(numbers, CORE.collect());
}

#[test]
fn every_fault_is_listed_at_once() {
    let mut one = own("roken");
    one.label = String::new();
    one.woorden = None;
    one.stam = String::new();
    let mut faults = CatalogueFaults::default();
    faults.check(&[one.clone(), one]);
    let text = faults.to_string();
    assert_eq!(faults.0.len(), 9, "{text}");
    assert!(text.contains("staat er twee keer in"), "{text}");
    assert!(text.contains("label is leeg"), "{text}");
}

#[test]
fn a_whole_catalogue_has_every_core_number_and_enough_public_indicators() {
    let all: Vec<Indicator> = Catalogue::builtin()
        .unwrap()
        .iter()
        .map(|one| one.as_ref().clone())
        .collect();
    let whole = |indicators: &[Indicator]| {
        let mut faults = CatalogueFaults::default();
        faults.check_whole(indicators);
        faults.0
    };
    assert_eq!(whole(&all), Vec::<String>::new());
    let without: Vec<Indicator> = all
        .iter()
        .filter(|one| one.kern != Some(11))
        .cloned()
        .collect();
    assert_eq!(whole(&without), ["de kernset mist nummer 11"]);
    let mut renumbered = all.clone();
    renumbered[0].kern = Some(41);
    assert!(whole(&renumbered).contains(&"de kernset kent geen nummer 41".to_owned()));
    // What has no source, or comes from somebody's own file, does not count.
    let core = |one: &&Indicator| one.is_core();
    let few: Vec<Indicator> = all.iter().filter(core).cloned().collect();
    assert!(few.len() < LEAST_PUBLIC);
    assert!(whole(&few)[0].contains("openbare indicatoren met een bron"));
    let mut none = all;
    for one in &mut none {
        one.niet_beschikbaar = Some("nog niet".to_owned());
    }
    assert!(whole(&none)[0].starts_with("er zijn 0 openbare"));
}

#[test]
fn ids_definitions_and_columns_are_of_one_indicator() {
    let (roken, mut other) = (own("roken"), own("overgewicht"));
    assert_eq!(faults(&[roken.clone(), other.clone()]), [""; 0]);
    other.definitie_id.clone_from(&roken.definitie_id);
    let found = faults(&[roken.clone(), other.clone()]);
    assert!(found[0].starts_with("definitie_id «gm-roker"), "{found:?}");
    let mut other = own("overgewicht");
    other.stam.clone_from(&roken.stam);
    let found = faults(&[roken, other]);
    assert!(
        found[0].contains("lezen allebei kolom RooktTabak"),
        "{found:?}"
    );
    // Another kind of figure in the same column is another figure.
    let [laag, hoog] = ["opleiding_laag", "opleiding_hoog"].map(own);
    assert_eq!(laag.stam, hoog.stam);
    assert_eq!(faults(&[laag, hoog]), [""; 0]);
}

#[test]
fn a_survey_and_its_model_have_each_a_definition() {
    let (survey, model) = (own("roken_monitor"), own("roken"));
    assert_eq!(survey.enquete_van.as_deref(), Some("roken"));
    assert_eq!(faults(&[survey.clone(), model.clone()]), [""; 0]);
    let expected = "enquete_van noemt «roken»";
    let refused = |survey: &Indicator, model: Option<&Indicator>| {
        let both: Vec<Indicator> = model.into_iter().chain([survey]).cloned().collect();
        let found = faults(&both);
        assert!(found.iter().any(|f| f.contains(expected)), "{found:?}");
    };
    refused(&survey, None);
    let counted = Indicator {
        soort: FigureKind::Registratie,
        ..model.clone()
    };
    refused(&survey, Some(&counted));
    let rate = Indicator {
        eenheid: Unit::Per1000,
        ..model.clone()
    };
    refused(&survey, Some(&rate));
    let no_survey = Indicator {
        soort: FigureKind::Modelschatting,
        ..survey
    };
    refused(&no_survey, Some(&model));
}

#[test]
fn tags_come_from_the_fixed_lists() {
    assert_fault("roken", "triple_aim kent «zorg» niet", |one| {
        one.triple_aim.push("zorg".to_owned());
    });
    assert_fault("roken", "positieve_gezondheid kent «geluk» niet", |one| {
        one.positieve_gezondheid.push("geluk".to_owned());
    });
    assert_fault("roken", "triple_aim noemt iets twee keer", |one| {
        one.triple_aim.push("gezondheid".to_owned());
    });
}

#[test]
fn ages_belong_to_the_population() {
    assert_fault("gezond", "leeftijden noemt een groep twee keer", |one| {
        one.leeftijden.push(AgeGroup::From65);
    });
    assert_fault("gezond", "leeftijden mist de bevolking zelf", |one| {
        one.leeftijden = vec![AgeGroup::From65];
    });
    assert_fault(
        "matig_overgewicht_monitor",
        "over een leeftijdsgroep",
        |one| {
            one.bevolking = AgeGroup::All;
        },
    );
    assert_fault("roken", "niveaus is leeg", |one| one.niveaus.clear());
}

#[test]
fn other_names_are_those_of_a_stem() {
    assert_fault("woz_waarde", "en dat is geen stam", |one| {
        let names = vec!["Waarde".to_owned()];
        one.synoniemen.insert("Woning".to_owned(), names);
    });
    assert_fault("woz_waarde", "zegt niets nieuws", |one| {
        let stem = one.stam.clone();
        one.synoniemen.insert(stem.clone(), vec![stem]);
    });
    assert_fault("woz_waarde", "nooit 0", |one| one.maal = Some(0));
    assert_fault("roken", "jaren is leeg", |one| one.jaren.clear());
}

#[test]
fn a_mean_is_weighed_or_says_why_not() {
    assert_fault("afstand_huisarts", "heeft een weging nodig", |one| {
        one.weging = None;
    });
    assert_fault("afstand_apotheek", "heeft een weging nodig", |one| {
        one.zonder_weging = None;
    });
    assert_fault("afstand_huisarts", "en een reden waarom", |one| {
        one.zonder_weging = Some("zomaar".to_owned());
    });
}

#[test]
fn the_place_in_the_report_follows_rules() {
    assert_fault("roken", "kop hoort bij een nummer", |one| one.kern = None);
    assert_fault("vrijwilligerswerk", "open werving bestaat alleen", |one| {
        one.werving = Werving::Open;
    });
    assert_fault("jong_roken", "nooit naast andere cijfers", |one| {
        one.kern = Some(11);
    });
    assert_fault("suicidegedachten", "nooit op een kaart", |one| {
        one.kop = true
    });
    assert_fault("suicidegedachten", "nooit op een kaart", |one| {
        one.niveaus.push(Level::Wijk);
    });
}
