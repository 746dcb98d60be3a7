//! The house library and the templates as files: each part compiles alone, and none is forgotten.

use std::collections::{BTreeMap, BTreeSet};
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

#[test]
fn each_house_part_compiles_alone() {
    let samples = below(&templates().join("voorbeeld"), "voorbeeld/");
    let engine = Engine::new(&BTreeMap::new()).unwrap();
    for sample in samples.iter().filter(|path| path.ends_with(".typ")) {
        let folder = TempDir::new().unwrap();
        let file = |path: &str, bytes: &[u8]| BundleFile {
            path: path.into(),
            bytes: bytes.into(),
        };
        let mut parts: Vec<BundleFile> = engine
            .house()
            .map(|(path, text)| file(path, text.as_bytes()))
            .collect();
        for path in &samples {
            parts.push(file(path, &std::fs::read(templates().join(path)).unwrap()));
        }
        parts.push(file(
            "rapport.typ",
            format!("#include \"{sample}\"").as_bytes(),
        ));
        write_files(folder.path(), &parts).unwrap();
        let target = folder.path().join("voorbeeld.pdf");
        compiler(folder.path())
            .compile(PdfJob {
                work: folder.path(),
                target: &target,
                created: 0,
            })
            .unwrap_or_else(|error| panic!("{sample}: {error}"));
        let text = pdf_text(&std::fs::read(target).unwrap()).join(" ");
        assert!(text.contains("editie voorbeeld"), "{sample}: {text}");
    }
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
