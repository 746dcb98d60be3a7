//! Reports in the style of a house: its colours, logo, texts and templates, and what is refused.

use std::path::Path;

use regiobeeld::manifest::Manifest;

use crate::support::pdf::{pdf_text, squeeze, struct_tree};
use crate::support::sandbox::{Sandbox, contents};

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 20\">\
                    <path fill=\"#005A3C\" d=\"M0 0H60V20H0Z\"/></svg>";
const COLOURS: &str = "hoofdkleur = \"#005A3C\"\n\
                       kaart = [\"#EDF8E9\", \"#BAE4B3\", \"#74C476\", \"#429B5A\", \"#006D2C\"]\n";
const TEXTS: &str = "naam = \"Proefhuis\"\nvoorwoord = \"Samen kijken wij wat nodig is.\"\n\
                     contact = \"Bel 038 000 00 00 #read(\\\"x\\\")\"\ncolofon = \"Gemaakt in Zwolle.\"\n";

fn write(folder: &Path, files: &[(&str, &[u8])]) {
    std::fs::create_dir_all(folder).unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

fn with_hattem() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Hattem"]).with_code(0);
    sandbox
}

const REPORT: [&str; 5] = ["rapport", "--gemeente", "Hattem", "--offline", "--fictief"];

#[test]
fn a_folder_gives_colours_logo_and_texts() {
    let sandbox = Sandbox::new();
    sandbox.fetch(&["--gemeente", "Dalfsen"]).with_code(0);
    let folder = sandbox.path("huis");
    write(
        &folder,
        &[
            ("kleuren.toml", COLOURS.as_bytes()),
            ("teksten.toml", TEXTS.as_bytes()),
            ("Logo.SVG", LOGO.as_bytes()),
            ("lees mij.txt", b"wat u wilt"),
        ],
    );
    let mut arguments = vec!["reeks", "--gemeente", "Dalfsen", "--offline", "--fictief"];
    arguments.extend([
        "--editie",
        "proef",
        "--uit",
        "uit",
        "--huisstijl",
        "huis",
        "--hervat",
    ]);
    sandbox.run(&arguments).with_code(0);
    let report = sandbox.path("uit/proef/GM0148-dalfsen");
    let files = contents(&report);
    let pdf = &files["regiobeeld.pdf"];
    let text = squeeze(&pdf_text(pdf).join(" "));
    for part in [
        "Samen kijken wij wat nodig is.",
        "Bel 038 000 00 00 #read(\"x\")",
        "Gemaakt in Zwolle.",
        "Proefhuis",
        "Colofon",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let tree = struct_tree(pdf);
    let logos = tree.all("Figure").into_iter();
    let logos = logos.filter(|figure| figure.alt.as_deref() == Some("Logo van Proefhuis"));
    assert_eq!(logos.count(), 1);
    assert_eq!(files["figuren/logo.svg"], LOGO.as_bytes());
    // Every drawing follows the house: no colour of the standard palette is left.
    let drawings = files.iter().filter(|(path, _)| path.ends_with(".svg"));
    let drawn: String = drawings
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    assert!(drawn.contains("#429B5A") && drawn.contains("#005A3C"));
    for old in ["#12436D", "#2B8CBF", "#74A9CF", "#045A8D"] {
        assert!(!drawn.contains(old), "{old}");
    }
    let manifest: Manifest = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let inputs = manifest
        .invoer
        .iter()
        .filter(|file| file.soort == "huisstijl");
    let names: Vec<&str> = inputs.map(|file| file.pad.as_str()).collect();
    assert_eq!(names, ["Logo.SVG", "kleuren.toml", "teksten.toml"]);
    sandbox
        .run(&["verifieer", report.to_str().unwrap()])
        .with_code(0);
    let again = sandbox.run(&arguments).with_code(0);
    assert!(again.stderr.contains("was al klaar"), "{}", again.stderr);
    let other = TEXTS.replace("Zwolle", "Meppel");
    write(&folder, &[("teksten.toml", other.as_bytes())]);
    let changed = sandbox.run(&arguments).with_code(0);
    assert!(
        !changed.stderr.contains("was al klaar"),
        "{}",
        changed.stderr
    );
}

#[test]
fn a_region_file_names_a_logo_and_a_folder() {
    let sandbox = with_hattem();
    write(
        &sandbox.path("regio/huis"),
        &[("teksten.toml", TEXTS.as_bytes())],
    );
    write(&sandbox.path("logos"), &[("ons.svg", LOGO.as_bytes())]);
    // A path as Windows writes it, and one that leaves the folder: both are the user's own.
    let text = "code = \"proef\"\nnaam = \"Proef\"\nros = \"Ander\"\ngemeenten = [\"Hattem\"]\n\
                [huisstijl]\nkleur = \"#7A1F3D\"\nlogo = '..\\logos\\ons.svg'\nmap = \"huis\"\n";
    write(&sandbox.path("regio"), &[("proef.toml", text.as_bytes())]);
    let mut arguments = vec![
        "rapport",
        "--regio",
        "regio/proef.toml",
        "--offline",
        "--fictief",
    ];
    arguments.extend(["--uit", "uit"]);
    let ended = sandbox.run(&arguments).with_code(0);
    let files = contents(sandbox.path(ended.stdout.trim()).parent().unwrap());
    assert!(files.contains_key("figuren/logo.svg"));
    let model = String::from_utf8_lossy(&files["rapport.json"]).into_owned();
    assert!(model.contains("\"kleur\": \"#7A1F3D\""));
    assert!(model.contains("Logo van Proefhuis"));
}

#[test]
fn every_fault_of_a_house_is_listed_and_nothing_is_made() {
    let sandbox = with_hattem();
    let png = b"\x89PNG\r\n\x1a\nxxxx";
    write(
        &sandbox.path("huis"),
        &[
            ("kleuren.toml", b"hoofdkleur = \"#DDDDDD\"\n"),
            ("teksten.toml", b"vorwoord = \"x\"\n"),
            ("logo.svg", png),
            ("kleur.toml", b""),
        ],
    );
    let mut arguments = REPORT.to_vec();
    arguments.extend(["--huisstijl", "huis", "--uit", "uit"]);
    let ended = sandbox.run(&arguments).with_code(5);
    for part in [
        "het contrast met wit (#FFFFFF) is 1,3; nodig is minstens 4,5",
        "bedoelt u voorwoord?",
        "is geen SVG, maar een PNG",
        "kleur.toml: dit bestand ken ik niet; bedoelt u kleuren.toml?",
    ] {
        assert!(ended.stderr.contains(part), "{part}: {}", ended.stderr);
    }
    let big = vec![b' '; 3 << 20];
    write(&sandbox.path("groot"), &[("logo.png", &big)]);
    write(
        &sandbox.path("stuk"),
        &[("kleuren.toml", b"hoofdkleur = #12436D\n")],
    );
    write(&sandbox.path("leeg"), &[]);
    for (folder, part) in [
        ("groot", "het is groter dan 2 MB"),
        ("stuk", "regel 1: dit is geen geldige TOML"),
        ("leeg", "staat niets van de huisstijl"),
        ("weg", "bestaat niet"),
        ("huis/kleuren.toml", "is geen map"),
    ] {
        let mut arguments = REPORT.to_vec();
        arguments.extend(["--huisstijl", folder, "--uit", "uit"]);
        let ended = sandbox.run(&arguments).with_code(5);
        assert!(ended.stderr.contains(part), "{folder}: {}", ended.stderr);
    }
    assert!(!sandbox.path("uit").exists());
}

#[test]
fn own_templates_replace_built_in_ones_by_name() {
    let sandbox = with_hattem();
    // A template may show a drawing itself, and then it has all its texts.
    let own = "#hoofdstuk(\"Eigen bladzijde over << document.gebied >>\")\n\
               #image(\"/<< gebieden.kaart.pad >>\", alt: \"<< gebieden.kaart.alt >>\")\n";
    write(
        &sandbox.path("eigen"),
        &[("voorwoord.typ.tera", own.as_bytes())],
    );
    let mut arguments = REPORT.to_vec();
    arguments.extend(["--sjablonen", "eigen", "--uit", "uit"]);
    let ended = sandbox.run(&arguments).with_code(0);
    let pdf = std::fs::read(sandbox.path(ended.stdout.trim())).unwrap();
    let text = pdf_text(&pdf);
    let page = text
        .iter()
        .find(|page| page.contains("Eigen bladzijde over Hattem"));
    assert!(
        page.unwrap().contains("over Hattem 1 2 "),
        "the numbers of the wijken: {page:?}"
    );
    write(
        &sandbox.path("eigen"),
        &[("vorwoord.typ.tera", own.as_bytes())],
    );
    let ended = sandbox.run(&arguments).with_code(5);
    assert!(
        ended.stderr.contains("bedoelt u voorwoord.typ.tera?"),
        "{}",
        ended.stderr
    );
}

#[test]
fn every_table_is_set_in_the_form_that_its_sizes_were_counted_for() {
    let sandbox = with_hattem();
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("report-templates/huis");
    let read = |name: &str| std::fs::read_to_string(library.join(name)).unwrap();
    let changed = |name: &str, from: &str, to: &str| {
        let text = read(name);
        assert!(text.contains(from), "{name}: {from}");
        text.replace(from, to)
    };
    let strict = changed(
        "tabellen.typ",
        "gelijk(maten.breedte, breedte) { maten }",
        "gelijk(maten.breedte, breedte) { maten } else if maten != none { panic(\"andere vorm\") }",
    );
    let own = |files: &[(&str, &[u8])]| {
        write(&sandbox.path("eigen/huis"), files);
        let mut arguments = REPORT.to_vec();
        arguments.extend(["--sjablonen", "eigen", "--uit", "uit"]);
        sandbox.run(&arguments)
    };
    own(&[("tabellen.typ", strict.as_bytes())]).with_code(0);
    let other = changed("blokken.typ", "grootte: 8pt", "grootte: 8.1pt");
    let ended = own(&[("blokken.typ", other.as_bytes())]).with_code(6);
    assert!(ended.stderr.contains("andere vorm"), "{}", ended.stderr);
}
