//! The house library and the templates as files: each part compiles alone, and none is forgotten.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use regiobeeld::pdf::{PdfCompiler, PdfJob, write_files};
use regiobeeld::report::model::Symbool;
use regiobeeld::report::templates::files;
use regiobeeld::report::{BundleFile, Engine};
use tempfile::TempDir;

use crate::pdf::compiler;
use crate::support::pdf::pdf_text;

fn templates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("report-templates")
}

/// Every file below `folder`, by its path with `/`.
fn below(folder: &Path, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in folder.read_dir().unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            found.extend(below(&entry.path(), &format!("{name}/")));
        } else {
            found.push(name);
        }
    }
    found
}

#[test]
fn the_program_holds_every_template_and_house_part() {
    let on_disk: BTreeSet<String> = below(&templates(), "")
        .into_iter()
        .filter(|path| !path.starts_with("voorbeeld/"))
        .collect();
    let embedded: BTreeSet<String> = files(&BTreeMap::new()).into_keys().collect();
    assert_eq!(on_disk, embedded);
}

/// Typesets a document that has the house library and the samples beside it; returns its text.
fn typeset_alone(document: &str) -> String {
    let folder = TempDir::new().unwrap();
    let file = |path: &str, bytes: &[u8]| BundleFile {
        path: path.into(),
        bytes: bytes.into(),
    };
    let engine = Engine::new(&BTreeMap::new()).unwrap();
    let mut parts: Vec<BundleFile> = engine
        .house()
        .map(|(path, text)| file(path, text.as_bytes()))
        .collect();
    for path in samples() {
        parts.push(file(
            &path,
            &std::fs::read(templates().join(&path)).unwrap(),
        ));
    }
    parts.push(file("rapport.typ", document.as_bytes()));
    write_files(folder.path(), &parts).unwrap();
    let target = folder.path().join("voorbeeld.pdf");
    compiler(folder.path())
        .compile(PdfJob {
            work: folder.path(),
            target: &target,
            created: 0,
            cores: NonZeroUsize::MIN,
        })
        .unwrap_or_else(|error| panic!("{document}: {error}"));
    pdf_text(&std::fs::read(target).unwrap()).join(" ")
}

fn samples() -> Vec<String> {
    below(&templates().join("voorbeeld"), "voorbeeld/")
}

#[test]
fn each_sample_compiles_alone() {
    for sample in samples().iter().filter(|path| path.ends_with(".typ")) {
        let text = typeset_alone(&format!("#include \"{sample}\""));
        assert!(text.contains("editie voorbeeld"), "{sample}: {text}");
    }
}

#[test]
fn each_file_of_the_house_library_compiles_alone() {
    let head = "#set document(title: \"Deel\")\n#set text(font: \"Noto Sans\", lang: \"nl\")\n";
    for (path, _) in Engine::new(&BTreeMap::new()).unwrap().house() {
        let text = typeset_alone(&format!("{head}#import \"{path}\": *\nHet huis staat."));
        assert!(text.contains("Het huis staat."), "{path}: {text}");
    }
}

/// The names that a Typst file binds with `#let` at its top level.
fn names_of(source: &str) -> impl Iterator<Item = &str> {
    let lines = source.lines().filter_map(|line| line.strip_prefix("#let "));
    lines.filter_map(|line| {
        line.split(|c: char| !(c.is_alphanumeric() || c == '-'))
            .next()
    })
}

/// Whether a source uses a name as a whole word.
fn uses(source: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    source.match_indices(name).any(|(at, _)| {
        let before = source[..at].chars().next_back();
        let after = source[at + name.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// A template without its tags: what is left is Typst.
fn without_tags(template: &str) -> String {
    let after = |piece: &str| {
        let ends = ["%>", ">>", "#>"].map(|end| piece.find(end).map(|at| at + end.len()));
        let end = ends.into_iter().flatten().min().unwrap_or(0);
        piece[end..].to_owned()
    };
    let marked = template
        .replace("<<", "\u{0}")
        .replace("<%", "\u{0}")
        .replace("<#", "\u{0}");
    let mut pieces = marked.split('\u{0}');
    let first = pieces.next().unwrap_or_default().to_owned();
    first + &pieces.map(after).collect::<String>()
}

#[test]
fn every_part_that_a_template_uses_has_sample_data() {
    let all = files(&BTreeMap::new());
    let shown: String = samples()
        .iter()
        .filter(|path| path.ends_with(".typ"))
        .map(|path| std::fs::read_to_string(templates().join(path)).unwrap())
        .collect();
    let called: String = all
        .iter()
        .filter(|(path, _)| path.ends_with(".tera") && *path != "huisstijl.typ.tera")
        .map(|(_, text)| without_tags(text))
        .collect();
    let house = all.iter().filter(|(path, _)| path.ends_with(".typ"));
    let parts: BTreeSet<&str> = house.flat_map(|(_, text)| names_of(text)).collect();
    assert!(parts.len() > 30, "{parts:?}");
    let forgotten: Vec<&&str> = parts
        .iter()
        .filter(|name| uses(&called, name) && !uses(&shown, name))
        .collect();
    assert!(
        forgotten.is_empty(),
        "no sample in voorbeeld/ uses {forgotten:?}"
    );
}

#[test]
fn program_and_house_library_use_the_same_marks_and_words() {
    let words = &files(&BTreeMap::new())["huis/woorden.typ"];
    for symbol in Symbool::ALLE {
        let name = serde_json::to_value(symbol).unwrap();
        let line = words
            .lines()
            .find(|line| {
                line.trim_start()
                    .starts_with(&format!("{}:", name.as_str().unwrap()))
            })
            .unwrap_or_else(|| panic!("{name} is not in woorden.typ"));
        assert!(
            line.contains(&format!("teken: \"{}\"", symbol.teken())),
            "{line}"
        );
        assert!(
            line.contains(&format!("woord: \"{}\"", symbol.woord())),
            "{line}"
        );
    }
}
