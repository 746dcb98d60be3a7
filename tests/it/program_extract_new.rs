//! `controleer --nieuw`: a mapping to start from, and what the program makes of it.

use crate::support::sandbox::Sandbox;

const CSV: &str = "Gemeente;Roken (%);Eenzaam (%);n\nZwolle;15,7;44,3;812\nKampen;17,9;46,1;331\n";

fn with_csv() -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("ggd")).unwrap();
    std::fs::write(sandbox.path("ggd/monitor-2022.csv"), CSV).unwrap();
    sandbox
}

#[test]
fn a_new_mapping_comes_on_stdout_and_is_good() {
    let sandbox = with_csv();
    let ended = sandbox
        .run(&["controleer", "--nieuw", "ggd/monitor-2022.csv"])
        .with_code(0);
    assert!(
        ended.stdout.contains("bestand = \"ggd/monitor-2022.csv\""),
        "{}",
        ended.stdout
    );
    assert!(
        ended.stderr.contains("scheidingsteken herkend"),
        "{}",
        ended.stderr
    );
    for figure in ["15,7", "44,3", "812", "331"] {
        assert!(!ended.stdout.contains(figure), "{figure}: {}", ended.stdout);
        assert!(!ended.stderr.contains(figure), "{figure}: {}", ended.stderr);
    }
    std::fs::write(sandbox.path("m.toml"), &ended.stdout).unwrap();
    let checked = sandbox.run(&["controleer", "m.toml"]).with_code(0);
    for expected in [
        "m.toml: goed",
        "roken_lokaal «Roken (VUL IN: leverancier en onderzoek)»: 2 cijfers",
        "eenzaam_lokaal «Eenzaam (VUL IN: leverancier en onderzoek)»: 2 cijfers",
    ] {
        assert!(checked.stdout.contains(expected), "{}", checked.stdout);
    }
}

#[test]
fn a_new_mapping_names_the_file_as_seen_from_its_own_folder_and_overwrites_nothing() {
    let sandbox = with_csv();
    std::fs::create_dir(sandbox.path("koppel")).unwrap();
    let arguments = [
        "controleer",
        "--nieuw",
        "ggd/monitor-2022.csv",
        "--uit",
        "koppel/roken.toml",
    ];
    let ended = sandbox.run(&arguments).with_code(0);
    assert_eq!(ended.stdout.trim(), "koppel/roken.toml");
    let text = std::fs::read_to_string(sandbox.path("koppel/roken.toml")).unwrap();
    assert!(
        text.contains("bestand = \"../ggd/monitor-2022.csv\""),
        "{text}"
    );
    sandbox
        .run(&["controleer", "koppel/roken.toml"])
        .with_code(0);

    std::fs::write(sandbox.path("koppel/roken.toml"), "van mij").unwrap();
    let again = sandbox.run(&arguments).with_code(5);
    assert!(
        again
            .stderr
            .contains("koppel/roken.toml bestaat al, en wordt niet overschreven"),
        "{}",
        again.stderr
    );
    assert_eq!(again.stdout, "");
    let kept = std::fs::read_to_string(sandbox.path("koppel/roken.toml")).unwrap();
    assert_eq!(kept, "van mij");
}

#[test]
fn a_file_that_cannot_be_looked_at_ends_with_5() {
    let sandbox = with_csv();
    std::fs::write(sandbox.path("leeg.csv"), "").unwrap();
    std::fs::write(sandbox.path("kapot.xlsx"), b"PK\x03\x04 en verder niets").unwrap();
    std::fs::write(sandbox.path("brief.docx"), "tekst").unwrap();
    for (file, expected) in [
        (
            "nergens.xlsx",
            "nergens.xlsx is niet te lezen: het bestaat niet",
        ),
        (
            "brief.docx",
            "verwacht een bestand dat eindigt op csv, xlsx",
        ),
        ("leeg.csv", "het bestand is leeg"),
        ("kapot.xlsx", "kapot.xlsx: "),
        ("ggd", "verwacht een bestand dat eindigt op"),
    ] {
        let ended = sandbox.run(&["controleer", "--nieuw", file]).with_code(5);
        assert!(ended.stderr.contains(expected), "{file}: {}", ended.stderr);
        assert!(ended.stderr.starts_with("fout: "), "{}", ended.stderr);
        assert_eq!(ended.stdout, "");
    }
    let ended = sandbox
        .run(&[
            "controleer",
            "--nieuw",
            "ggd/monitor-2022.csv",
            "--uit",
            "geen/map.toml",
        ])
        .with_code(5);
    assert!(
        ended.stderr.contains("de map van geen/map.toml"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_file_without_anything_useful_gives_a_template_and_says_so() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("tekst.csv"), "naam;adres\nPiet;Dorpsstraat\n").unwrap();
    let ended = sandbox
        .run(&["controleer", "--nieuw", "tekst.csv"])
        .with_code(0);
    assert!(ended.stdout.contains("NOG NIET KLAAR"), "{}", ended.stdout);
    assert!(
        ended.stderr.contains("geen enkele kolom is herkend"),
        "{}",
        ended.stderr
    );
    // Two questions at once, or an answer that does not exist.
    sandbox
        .run(&["controleer", "m.toml", "--nieuw", "tekst.csv"])
        .with_code(2);
    sandbox
        .run(&["controleer", "m.toml", "--uit", "x"])
        .with_code(2);
}

#[test]
fn names_are_looked_for_within_the_region() {
    let sandbox = Sandbox::new();
    let csv = "Gemeente;Overgewicht 2022 (%)\nZwolle;45,1\nHattem;47,3\nZwole;46,2\n";
    std::fs::write(sandbox.path("x.csv"), csv).unwrap();
    let ended = sandbox
        .run(&["controleer", "--nieuw", "x.csv", "--regio", "rza-zwolle"])
        .with_code(0);
    for expected in [
        "soort = \"naam\"",
        "niveau = \"gemeente\"",
        "# \"Zwole\" = \"GM0193\"",
    ] {
        assert!(
            ended.stdout.contains(expected),
            "{expected}: {}",
            ended.stdout
        );
    }
}
