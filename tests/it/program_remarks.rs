//! Remarks of partners in a report: printed as theirs, where they belong, and refused when unclear.

use regiobeeld::manifest::Manifest;

use crate::support::pdf::{pdf_text, squeeze};
use crate::support::sandbox::{Sandbox, contents};

const REMARKS: &str = "Wie: Wijkteam Hattem\nWanneer: maart 2026\n\n\
    # Algemeen\nWij herkennen #read(\"x\") dit beeld.\n\n\
    # Leefstijl\n- een inloop\n- een wandelgroep\n\n\
    # Roken in Hattem\nWie: GGD\nOp school telt dit mee.\n\n\
    # WK024400\nDit gaat over de wijk ] zelf.\n\n\
    # Kampen\nDit staat in een ander rapport.\n";

fn with_hattem() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    sandbox
}

#[test]
fn remarks_stand_with_their_theme_their_area_and_in_front() {
    let sandbox = with_hattem();
    std::fs::create_dir_all(sandbox.path("regio/duiding")).unwrap();
    // A wijk code that the store knows, whatever its name is.
    let wijken = sandbox.run(&["lijst", "wijken"]).with_code(0).stdout;
    let code = wijken
        .split_whitespace()
        .find(|word| word.starts_with("WK0244"))
        .unwrap();
    let code = code.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let text = REMARKS
        .replace("# Roken in Hattem", "# Roken in GM0244")
        .replace("WK024400", &code);
    std::fs::write(sandbox.path("regio/duiding/a.md"), text).unwrap();
    let region = "code = \"proef\"\nnaam = \"Proef\"\ngemeenten = [\"Hattem\", \"Heerde\"]\n\
                  duiding = [\"duiding/*.md\"]\n";
    std::fs::write(sandbox.path("regio/proef.toml"), region).unwrap();
    let arguments = [
        "reeks",
        "--regio",
        "regio/proef.toml",
        "--deel",
        "2/3",
        "--offline",
        "--fictief",
        "--editie",
        "proef",
        "--uit",
        "uit",
        "--hervat",
    ];
    sandbox.run(&arguments).with_code(0);
    let files = contents(&sandbox.path("uit/proef/GM0244-hattem"));
    let text = squeeze(&pdf_text(&files["regiobeeld.pdf"]).join(" "));
    for part in [
        "Wijkteam Hattem",
        ", maart 2026",
        "Wij herkennen #read(\"x\") dit beeld.",
        ", over: Roken",
        "Op school telt dit mee.",
        "een wandelgroep",
        "Duiding per wijk",
        "Dit gaat over de wijk ] zelf.",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("Dit staat in een ander rapport."));
    let manifest: Manifest = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let inputs = manifest
        .invoer
        .iter()
        .filter(|file| file.soort == "duiding");
    assert_eq!(
        inputs.map(|file| file.pad.as_str()).collect::<Vec<_>>(),
        ["a.md"]
    );
    let again = sandbox.run(&arguments).with_code(0);
    assert!(again.stderr.contains("was al klaar"), "{}", again.stderr);
}

#[test]
fn every_fault_of_the_remarks_is_listed_with_file_and_line() {
    let sandbox = with_hattem();
    std::fs::write(
        sandbox.path("a.md"),
        "# Leefstyl\nWie: ik\nWanneer: nu\nx\n# Hattum\nx\n",
    )
    .unwrap();
    std::fs::write(sandbox.path("b.md"), b"# \xff").unwrap();
    let ended = sandbox
        .run(&[
            "rapport",
            "--gemeente",
            "Hattem",
            "--offline",
            "--fictief",
            "--duiding",
            "a.md",
            "--duiding",
            "b.md",
            "--duiding",
            "c.md",
            "--uit",
            "uit",
        ])
        .with_code(5);
    for part in [
        "a.md, regel 1: «Leefstyl» is geen thema, onderwerp of gebied; lijkt op: Leefstijl",
        "a.md, regel 5: «Hattum» is geen thema, onderwerp of gebied; lijkt op: Hattem",
        "a.md, regel 5: onder «Hattum» ontbreekt een regel «Wie: …»",
        "b.md is geen tekst in UTF-8",
        "c.md is niet te lezen: het bestaat niet",
    ] {
        assert!(ended.stderr.contains(part), "{part}: {}", ended.stderr);
    }
    assert!(!sandbox.path("uit").exists());
    let region =
        "code = \"proef\"\nnaam = \"Proef\"\ngemeenten = [\"Hattem\"]\nduiding = [\"d/*.md\"]\n";
    std::fs::write(sandbox.path("proef.toml"), region).unwrap();
    let ended = sandbox
        .run(&["rapport", "--regio", "proef.toml", "--offline", "--fictief"])
        .with_code(5);
    assert!(
        ended.stderr.contains("met duiding is niet te lezen"),
        "{}",
        ended.stderr
    );
}
