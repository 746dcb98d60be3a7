//! The PDF of a rich sample: structure, fonts, attachment, equal bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use regiobeeld::pdf::{PdfCompiler, PdfJob, SearchPlaces, TypstCli, write_files};
use regiobeeld::report::model::ReportModel;
use regiobeeld::report::{Bundle, BundleFile, Engine, FIGURES_CSV, bundle};
use tempfile::TempDir;

use crate::pdf_sample::{Sample, sample};
use crate::support::pdf::{attachments, load, metadata, pdf_fonts, pdf_text, squeeze, struct_tree};

pub const CSV: &[u8] = b"gebied_code,waarde\nGM0193,17.3\n";
/// 19 July 2026.
const CREATED: i64 = 1_784_419_200;

/// Where this machine keeps typst, as the program itself looks for it.
pub fn places() -> SearchPlaces {
    let home = |name: &str, below: &str| {
        std::env::var_os(name)
            .filter(|v| !v.is_empty())
            .map(|v| PathBuf::from(v).join(below))
    };
    SearchPlaces {
        given: home("REGIOBEELD_TYPST", "").map(|path| path.components().collect()),
        path: std::env::var_os("PATH"),
        data_folder: home("XDG_DATA_HOME", "")
            .or_else(|| home("HOME", ".local/share"))
            .or_else(|| home("LOCALAPPDATA", "")),
    }
}

pub fn compiler(folder: &Path) -> TypstCli {
    TypstCli::open(&places(), &folder.join("fonts"))
        .unwrap_or_else(|error| panic!("{error}\n{}", error.hints().join("\n")))
}

pub fn bundled(sample: &Sample) -> Bundle {
    let engine = Engine::new(&BTreeMap::new()).unwrap();
    let mut made = bundle(&engine, &sample.model, &sample.figures, &sample.split).unwrap();
    made.files.push(BundleFile {
        path: FIGURES_CSV.to_owned(),
        bytes: CSV.to_vec(),
    });
    made
}

pub fn typeset(sample: &Sample) -> Vec<u8> {
    typeset_on(sample, NonZeroUsize::MIN)
}

fn typeset_on(sample: &Sample, cores: NonZeroUsize) -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let work = folder.path().join("werk");
    let target = folder.path().join("regiobeeld.pdf");
    write_files(&work, &bundled(sample).files).unwrap();
    compiler(folder.path())
        .compile(PdfJob {
            work: &work,
            target: &target,
            created: CREATED,
            cores,
        })
        .unwrap_or_else(|error| panic!("{error}"));
    let mut left: Vec<_> = folder
        .path()
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(
        left,
        ["fonts", "regiobeeld.pdf", "werk"],
        "no half file stays behind"
    );
    std::fs::read(target).unwrap()
}

#[test]
fn the_sample_is_a_tagged_dutch_document_with_a_title() {
    let pdf = typeset(&sample(17));
    let document = load(&pdf);
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"nl-NL");
    let mark_info = catalog
        .get_deref(b"MarkInfo", &document)
        .unwrap()
        .as_dict()
        .unwrap();
    assert!(mark_info.get(b"Marked").unwrap().as_bool().unwrap());
    let view = catalog
        .get_deref(b"ViewerPreferences", &document)
        .unwrap()
        .as_dict()
        .unwrap();
    assert!(view.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    let xmp = metadata(&pdf);
    for part in [
        "Regiobeeld Zwolle",
        "<pdfuaid:part>1<",
        "<pdfaid:part>3<",
        "<pdfaid:conformance>A<",
    ] {
        assert!(xmp.contains(part), "{part} not in {xmp}");
    }
}

#[test]
fn headings_figures_and_tables_have_what_a_screen_reader_needs() {
    let tree = struct_tree(&typeset(&sample(17)));
    let mut level = 0;
    let mut titles = BTreeSet::new();
    for node in tree
        .walk()
        .iter()
        .filter(|node| heading_level(&node.kind).is_some())
    {
        let next = heading_level(&node.kind).unwrap();
        assert!(
            next <= level + 1,
            "{} «{}» skips a level",
            node.kind,
            node.full_text()
        );
        assert!(!node.full_text().is_empty(), "an empty {}", node.kind);
        level = next;
        titles.insert(node.full_text());
    }
    for title in [
        "Per wijk",
        "In één oogopslag",
        "De gemeente in kaart",
        "Leefstijl",
        "Methode",
        "Bronnen en herkomst",
    ] {
        assert!(titles.contains(title), "{title} not in {titles:?}");
    }
    assert_eq!(tree.all("H1").len(), 18, "{titles:?}");
    let figures = tree.all("Figure");
    assert!(figures.len() >= 13, "{} figures", figures.len());
    assert!(
        figures
            .iter()
            .all(|figure| figure.alt.as_deref().is_some_and(|alt| alt.len() > 20))
    );
    for table in tree.all("Table") {
        assert!(
            table.all("Figure").is_empty() && table.alt.is_none(),
            "a table hidden in a figure"
        );
        let rows = table.all("TR");
        assert!(
            rows[0].children.iter().all(|cell| cell.kind == "TH"),
            "a header row"
        );
    }
    let values = tree
        .all("Table")
        .into_iter()
        .filter(|table| table.summary.is_some());
    let row_headers = values.flat_map(|table| table.all("TH"));
    let row_headers: Vec<_> = row_headers
        .filter(|cell| cell.scope.as_deref() == Some("Row"))
        .collect();
    assert!(
        row_headers
            .iter()
            .any(|cell| cell.full_text() == "Súdwest-Kwartier")
    );
}

fn heading_level(kind: &str) -> Option<u32> {
    kind.strip_prefix('H')?.parse().ok()
}

#[test]
fn only_noto_sans_is_used_and_it_is_embedded() {
    for font in pdf_fonts(&typeset(&sample(5))) {
        assert!(font.embedded, "{font:?}");
        assert!(
            font.name == "NotoSans" || font.name.starts_with("NotoSans-"),
            "{font:?}"
        );
    }
}

#[test]
fn the_figures_are_attached() {
    let files = attachments(&typeset(&sample(1)));
    assert_eq!(files.len(), 1);
    assert_eq!(
        (files[0].name.as_str(), files[0].relationship.as_str()),
        ("cijfers.csv", "Data")
    );
    assert_eq!(files[0].bytes, CSV);
}

#[test]
fn every_text_of_the_model_is_printed_and_made_up_figures_say_so() {
    let sample = sample(17);
    let pages = pdf_text(&typeset(&sample));
    let all = pages.join(" ");
    for page in &pages[1..] {
        assert!(page.contains("FICTIEF"), "{page}");
    }
    let theme = &sample.model.themas[0];
    let indicator = &theme.indicatoren[0];
    let mut texts: Vec<&str> = vec![
        &sample.model.document.bronnenregel,
        &indicator.titel,
        &indicator.bronregel,
    ];
    texts.extend(
        sample
            .model
            .oogopslag
            .kaarten
            .iter()
            .flat_map(|k| [k.getal.as_str(), &k.zin]),
    );
    texts.extend(
        indicator
            .zinnen
            .iter()
            .chain(&theme.samenvatting)
            .map(String::as_str),
    );
    texts.extend(
        theme
            .niet_beschikbaar
            .iter()
            .flat_map(|n| [n.label.as_str(), &n.reden]),
    );
    texts.push(&theme.andere);
    texts.extend(["133 141", "niet gepubliceerd", "geheim"]);
    for text in texts {
        assert!(all.contains(&squeeze(text)), "«{text}» is not printed");
    }
}

#[test]
fn one_row_and_eighty_rows_are_set_too() {
    let pages = |wijken: usize| pdf_text(&typeset(&sample(wijken)));
    let one = pages(1);
    assert!(one[1].contains("In één oogopslag") && one[2].contains("Zo leest u dit rapport"));
    let many = pages(80);
    assert!(many.len() > one.len());
    let headers = many
        .iter()
        .filter(|page| page.contains("Vergeleken met gemeente"))
        .count();
    assert!(headers >= 8, "the header row is repeated: {headers}");
    assert!(many.iter().any(|page| page.contains("Voorbeeldwijk 80")));
}

#[test]
fn the_same_model_gives_the_same_bytes_on_any_number_of_cores() {
    let sample = sample(5);
    let pdf = typeset(&sample);
    for cores in [1, 2, 5] {
        let again = typeset_on(&sample, NonZeroUsize::new(cores).unwrap());
        assert!(pdf == again, "typst on {cores} cores makes another PDF");
    }
}

#[test]
fn a_model_that_cannot_be_set_is_refused_with_every_fault() {
    let mut sample = sample(1);
    sample.figures.clear();
    sample.model.document.huisstijl.kleur = "#EEEEEE".into();
    sample.model.gebieden.tabel.samenvatting.clear();
    let engine = Engine::new(&BTreeMap::new()).unwrap();
    let error = bundle(&engine, &sample.model, &sample.figures, &sample.split)
        .unwrap_err()
        .to_string();
    for part in [
        "figuren/kaart.svg is niet meegegeven",
        "te licht",
        "geen samenvatting",
    ] {
        assert!(error.contains(part), "{part} not in {error}");
    }
}

#[test]
fn a_report_reads_back_as_it_was_written() {
    let model = sample(3).model;
    let text = serde_json::to_string(&model).unwrap();
    assert_eq!(serde_json::from_str::<ReportModel>(&text).unwrap(), model);
    let extra = text.replacen("{\"document\"", "{\"onbekend\":1,\"document\"", 1);
    assert!(
        serde_json::from_str::<ReportModel>(&extra).is_err(),
        "an unknown field is a fault"
    );
}
