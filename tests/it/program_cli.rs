//! The program from outside: commands, messages and exit codes.

use crate::support::sandbox::Sandbox;

#[test]
fn what_is_typed_wrong_ends_with_2_and_says_what_now() {
    let sandbox = Sandbox::new();
    for (arguments, expected) in [
        (
            &["rapport", "--gemeente", "Zwole", "--offline"][..],
            "bedoelt u Zwolle",
        ),
        (
            &["rapport", "--gemeente", "Bergen", "--offline"],
            "Bergen (NH.) (GM0373), Bergen (L.) (GM0893)",
        ),
        (
            &["rapport", "--regio", "Flevolan", "--offline"],
            "regio «Flevolan» bestaat niet",
        ),
        (&["rapport"], "er ontbreekt iets"),
        (&["raport"], "commando «raport» bestaat niet"),
        (&["ophalen"], "er is geen gebied gevraagd"),
        (
            &["ophalen", "--alles", "--bron", "x"],
            "bron «x» bestaat niet",
        ),
        (
            &["rapport", "--gemeente", "Zwolle", "--editie", "../x"],
            "kan geen mapnaam zijn",
        ),
        (&["verifieer"], "er is niets om te controleren"),
        (&["lijst", "dorpen"], "«dorpen» kan niet"),
    ] {
        let ended = sandbox.run(arguments).with_code(2);
        assert!(
            ended.stderr.contains(expected),
            "{arguments:?}: {}",
            ended.stderr
        );
        assert!(ended.stderr.starts_with("fout: "), "{}", ended.stderr);
        assert_eq!(ended.stdout, "");
    }
}

#[test]
fn help_and_version_are_dutch_and_end_with_0() {
    let sandbox = Sandbox::new();
    for command in [
        "",
        "demo",
        "ophalen",
        "rapport",
        "reeks",
        "lijst",
        "verifieer",
        "diagnose",
        "regio",
    ] {
        let arguments: Vec<&str> = [command, "--help"]
            .into_iter()
            .filter(|a| !a.is_empty())
            .collect();
        let ended = sandbox.run(&arguments).with_code(0);
        for english in [
            "Usage",
            "Options:",
            "Commands:",
            "Print",
            "possible values",
            "default:",
        ] {
            assert!(
                !ended.stdout.contains(english),
                "{command}: {english}: {}",
                ended.stdout
            );
        }
        assert!(
            ended.stdout.contains("Gebruik: regiobeeld"),
            "{}",
            ended.stdout
        );
    }
    assert!(
        sandbox
            .run(&["--version"])
            .with_code(0)
            .stdout
            .starts_with("regiobeeld ")
    );
}

#[test]
fn a_wrong_region_file_ends_with_5_and_lists_every_fault() {
    let sandbox = Sandbox::new();
    std::fs::write(
        sandbox.path("regio.toml"),
        "code = \"A B\"\nnaam = \"x\"\ngemeenten = [\"Zwole\", \"Kampen\", \"Kampen\"]\n",
    )
    .unwrap();
    let ended = sandbox
        .run(&["rapport", "--regio", "regio.toml", "--offline"])
        .with_code(5);
    for expected in ["«Zwole»", "twee keer", "code «A B»"] {
        assert!(
            ended.stderr.contains(expected),
            "{expected}: {}",
            ended.stderr
        );
    }
    sandbox
        .run(&["rapport", "--regio", "nergens.toml", "--offline"])
        .with_code(5);
}

#[test]
fn without_a_store_a_report_ends_with_3() {
    let sandbox = Sandbox::new();
    let ended = sandbox
        .run(&["rapport", "--gemeente", "Zwolle", "--offline"])
        .with_code(3);
    assert!(
        ended.stderr.contains("regiobeeld ophalen"),
        "{}",
        ended.stderr
    );
}

#[test]
fn without_typst_a_report_ends_with_6_and_the_command_that_installs_it() {
    let mut sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    sandbox.set("REGIOBEELD_TYPST", "/bestaat/niet");
    let report = ["rapport", "--gemeente", "Hattem", "--offline", "--fictief"];
    let ended = sandbox.run(&report).with_code(6);
    assert!(
        ended
            .stderr
            .contains("cargo install --locked typst-cli --version 0.15.1"),
        "{}",
        ended.stderr
    );
    let ended = sandbox.run(&["diagnose"]).with_code(6);
    assert!(
        ended.stdout.contains("niet te gebruiken"),
        "{}",
        ended.stdout
    );
}

#[cfg(unix)]
#[test]
fn a_typst_of_another_version_ends_with_6() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    let fake = sandbox.path("typst");
    std::fs::write(&fake, "#!/bin/sh\necho typst 0.13.0\n").unwrap();
    std::fs::set_permissions(&fake, std::fs::Permissions::from_mode(0o755)).unwrap();
    sandbox.set("REGIOBEELD_TYPST", &fake.to_string_lossy());
    let report = ["rapport", "--gemeente", "Hattem", "--offline", "--fictief"];
    let ended = sandbox.run(&report).with_code(6);
    assert!(ended.stderr.contains("0.13.0"), "{}", ended.stderr);
}

#[test]
fn lists_are_json_with_the_keys_of_the_contract() {
    let sandbox = Sandbox::new();
    let list = |what: &str| -> Vec<serde_json::Map<String, serde_json::Value>> {
        let ended = sandbox.run(&["lijst", what, "--json"]).with_code(0);
        serde_json::from_str(&ended.stdout).unwrap()
    };
    let keys = [
        "id",
        "label",
        "thema",
        "definitie",
        "bevolking",
        "eenheid",
        "richting",
        "soort",
        "bron",
        "tabel",
        "stam",
        "jaren",
        "triple_aim",
        "positieve_gezondheid",
    ];
    let indicators = list("indicatoren");
    let public = |one: &&serde_json::Map<String, serde_json::Value>| {
        one["niet_beschikbaar"].is_null() && one["soort"] != "lokaal"
    };
    assert!(indicators.iter().filter(public).count() >= 115);
    for indicator in &indicators {
        for key in keys {
            assert!(indicator.contains_key(key), "{key}: {indicator:?}");
        }
    }
    let gemeenten = list("gemeenten");
    assert_eq!(gemeenten.len(), 342);
    let zwolle = gemeenten.iter().find(|g| g["code"] == "GM0193").unwrap();
    assert_eq!(
        (&zwolle["naam"], &zwolle["provincie"]),
        (&"Zwolle".into(), &"Overijssel".into())
    );
    assert!(list("wijken").is_empty());
    assert!(
        list("regios")
            .iter()
            .any(|region| region["regio"] == "rza-zwolle")
    );
    assert!(
        list("bronnen")
            .iter()
            .any(|table| table["tabel"] == "50150NED")
    );
}

#[test]
fn a_region_file_can_be_started_and_used() {
    let sandbox = Sandbox::new();
    let new = ["regio", "--nieuw", "Zwolle, kampen", "--uit", "eigen.toml"];
    sandbox.run(&new).with_code(0);
    let text = std::fs::read_to_string(sandbox.path("eigen.toml")).unwrap();
    assert!(
        text.contains("\"GM0166\", # Kampen") && text.contains("\"GM0193\", # Zwolle"),
        "{text}"
    );
    // A file that is there already is never overwritten.
    sandbox.run(&new).with_code(5);
    // The file is accepted: only the store is missing.
    sandbox
        .run(&["rapport", "--regio", "eigen.toml", "--offline"])
        .with_code(3);
    sandbox.run(&["regio", "--nieuw", "Zwole"]).with_code(2);
}

#[test]
fn a_source_that_cannot_be_reached_ends_with_3_and_is_not_asked_again() {
    let mut sandbox = Sandbox::new();
    // A port on which nothing listens any more.
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    for source in ["CBS", "RIVM", "PDOK"] {
        sandbox.set(
            &format!("REGIOBEELD_{source}_URL"),
            &format!("http://{free}"),
        );
    }
    let arguments = [
        "ophalen",
        "--gemeente",
        "Hattem",
        "--bron",
        "50150NED",
        "--json",
    ];
    let ended = sandbox.run(&arguments).with_code(3);
    let parts: Vec<serde_json::Value> = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(parts.len(), 2);
    assert!(parts.iter().all(|part| part["uitkomst"] == "mislukt"));
    assert!(
        parts[1]["fout"]
            .as_str()
            .unwrap()
            .contains("niet opnieuw gevraagd"),
        "{parts:?}"
    );
}
