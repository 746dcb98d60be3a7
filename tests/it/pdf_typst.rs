//! The typst program: what happens when it refuses, is missing or is another; pictures.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use regiobeeld::pdf::{PdfCompiler, PdfError, PdfJob, SearchPlaces, TypstCli, write_files};
use regiobeeld::report::BundleFile;
use tempfile::TempDir;

use crate::pdf::compiler;
use crate::pdf_sample::sample;

#[test]
fn a_warning_of_typst_is_an_error_and_leaves_no_file() {
    let folder = TempDir::new().unwrap();
    let work = folder.path().join("werk");
    let target = folder.path().join("regiobeeld.pdf");
    let source = "#set document(title: \"x\")\n#set text(font: \"Bestaat Niet\")\n= x";
    let file = BundleFile {
        path: "rapport.typ".into(),
        bytes: source.as_bytes().to_vec(),
    };
    write_files(&work, &[file]).unwrap();
    let typst = compiler(folder.path());
    let error = typst
        .compile(PdfJob {
            work: &work,
            target: &target,
            created: 0,
            cores: NonZeroUsize::MIN,
        })
        .unwrap_err();
    assert!(
        matches!(&error, PdfError::Typesetting { faults } if faults[0].place == "rapport.typ:2:16"),
        "{error}"
    );
    assert_eq!(
        error.hints(),
        ["alleen het lettertype Noto Sans mag worden gebruikt"]
    );
    assert!(!target.exists());
    assert_eq!(typst.font_families().unwrap(), ["Noto Sans"]);
}

#[test]
fn a_program_that_is_no_typst_is_named_with_the_way_out() {
    let folder = TempDir::new().unwrap();
    let given = |given: PathBuf| SearchPlaces {
        given: Some(given),
        ..SearchPlaces::default()
    };
    let missing = TypstCli::open(&given(folder.path().join("typst")), folder.path()).unwrap_err();
    assert!(matches!(missing, PdfError::NotFound { .. }), "{missing}");
    let cargo = PathBuf::from(env!("CARGO"));
    let wrong = TypstCli::open(&given(cargo), folder.path()).unwrap_err();
    assert!(matches!(wrong, PdfError::WrongVersion { .. }), "{wrong}");
    for error in [missing, wrong] {
        assert!(error.hints()[0].contains("cargo install --locked typst-cli --version 0.15.1"));
    }
}

#[test]
fn figures_become_pictures_of_1920_pixels_in_one_call() {
    let folder = TempDir::new().unwrap();
    let files: Vec<BundleFile> = sample(3)
        .figures
        .into_iter()
        .map(|(path, bytes)| BundleFile { path, bytes })
        .collect();
    let pictures = compiler(folder.path())
        .figures_to_png(&files, folder.path(), NonZeroUsize::MIN)
        .unwrap();
    assert_eq!(pictures.len(), files.len());
    for (picture, file) in pictures.iter().zip(&files) {
        let stem = |path: &Path| path.file_stem().unwrap().to_owned();
        assert_eq!(stem(picture), stem(Path::new(&file.path)));
        let bytes = std::fs::read(picture).unwrap();
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
        assert_eq!(u32::from_be_bytes(bytes[16..20].try_into().unwrap()), 1920);
    }
    assert!(
        !folder.path().join(".png").exists(),
        "the work folder is cleared away"
    );
}
