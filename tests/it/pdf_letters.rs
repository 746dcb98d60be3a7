//! The letters of drawings on a page stand where they stood in the drawing.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use regiobeeld::figures::letters::split;
use regiobeeld::figures::{FigureSpec, Svg, draw};
use regiobeeld::pdf::{PdfCompiler, PdfJob, write_files};
use regiobeeld::report::{BundleFile, Engine};
use tempfile::TempDir;

use crate::figures::samples::samples;
use crate::pdf::{bundled, compiler, typeset};
use crate::pdf_sample::sample;
use crate::support::pdf::struct_tree;
use crate::support::pdf_places::{Place, places};

/// Every kind of figure, with names that kerning makes narrower and signs that Typst could read.
fn drawings() -> Vec<(&'static str, Svg)> {
    let odd = |mut figure: FigureSpec| {
        figure.fictief = true;
        let text = serde_json::to_string(&figure).unwrap();
        let text = text
            .replace("Nederland", "Tv. To: \\\"AVA\\\" *_$x$#")
            .replace("Wijk", "L'Yv");
        serde_json::from_str(&text).unwrap()
    };
    samples()
        .into_iter()
        .map(|(name, figure)| (name, draw(&odd(figure))))
        .collect()
}

/// One page per drawing; `apart` sets the letters apart. `block` is the code around a figure `f`.
fn set(apart: bool, block: &str) -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let file = |path: String, bytes: &[u8]| BundleFile {
        path,
        bytes: bytes.into(),
    };
    let engine = Engine::new(&BTreeMap::new()).unwrap();
    let house = engine.house();
    let mut files: Vec<_> = house
        .map(|(path, text)| file(path.to_owned(), text.as_bytes()))
        .collect();
    let mut document = "#import \"huis/lib.typ\": *\n#show: rapport.with(titel: \"Proef\", \
                        editie: \"proef\")\n#set text(style: \"italic\", tracking: 1pt, \
                        hyphenate: true, spacing: 150%)\n"
        .to_owned();
    let mut split_all = BTreeMap::new();
    for (name, svg) in drawings() {
        files.push(file(format!("figuren/{name}.svg"), svg.as_str().as_bytes()));
        split_all.insert(name, split(svg.as_str()).unwrap());
        let letters = if apart { name } else { "" };
        let height = svg.height_per_mille();
        document.push_str(&format!(
            "#pagebreak()\n#let f = (pad: \"figuren/{name}.svg\", alt: \"Tekening {name}.\", \
             bijschrift: \"\", breedte: \"vol\", hoogte: \"{height}\", letters: \"{letters}\")\n{block}\n"
        ));
    }
    let letters = serde_json::to_vec(&split_all).unwrap();
    files.push(file("letters.json".to_owned(), &letters));
    files.push(file("rapport.typ".to_owned(), document.as_bytes()));
    write_files(folder.path(), &files).unwrap();
    let target = folder.path().join("proef.pdf");
    let job = PdfJob {
        work: folder.path(),
        target: &target,
        created: 0,
        cores: NonZeroUsize::MIN,
    };
    compiler(folder.path())
        .compile(job)
        .unwrap_or_else(|error| panic!("{error}"));
    std::fs::read(target).unwrap()
}

/// The letters of a page by their place; spaces say nothing.
fn sorted(mut page: Vec<Place>) -> Vec<Place> {
    page.retain(|letter| !letter.text.trim().is_empty());
    // Rounded, so that two of one line do not change places by a hair.
    let order = |place: &Place| ((place.y * 4.0).round() / 4.0, place.x);
    page.sort_by(|a, b| order(a).partial_cmp(&order(b)).unwrap());
    page
}

#[test]
fn letters_stand_where_the_drawing_has_them() {
    for block in [
        "#figuur(f)",
        // Smaller than the text is wide: the height decides.
        "#figuur(f, hoogst: 41mm)",
        "#block(height: 70mm, kaartvak(\"\", f))",
        "#inzet(f, f)",
    ] {
        let (whole, apart) = (places(&set(false, block)), places(&set(true, block)));
        assert_eq!(whole.len(), apart.len(), "{block}");
        for (whole, apart) in whole.into_iter().zip(apart) {
            let (whole, apart) = (sorted(whole), sorted(apart));
            let texts = |page: &[Place]| {
                page.iter()
                    .map(|letter| letter.text.clone())
                    .collect::<Vec<_>>()
            };
            assert_eq!(texts(&whole), texts(&apart), "{block}");
            for (a, b) in whole.iter().zip(&apart) {
                let far = (a.x - b.x)
                    .abs()
                    .max((a.y - b.y).abs())
                    .max((a.size - b.size).abs());
                assert!(far < 0.05 && a.font == b.font, "{block}: {a:?} {b:?}");
            }
        }
    }
}

#[test]
fn letters_are_no_part_of_what_is_read_aloud() {
    let tree = |apart| struct_tree(&set(apart, "#figuur(f)"));
    let (whole, apart) = (tree(false), tree(true));
    let read = |tree: &crate::support::pdf::StructNode| {
        let nodes = tree.walk().into_iter();
        nodes
            .map(|node| (node.kind.clone(), node.alt.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(read(&whole), read(&apart));
    assert_eq!(
        apart.full_text(),
        "",
        "the alternative text says what is in a drawing"
    );
    assert_eq!(apart.all("Figure").len(), drawings().len());
}

#[test]
fn a_bundle_names_the_drawings_with_letters() {
    let mut sample = sample(3);
    let path = "figuren/kaart.svg";
    let (_, svg) = drawings().remove(0);
    sample
        .split
        .insert(path.to_owned(), Some(split(svg.as_str()).unwrap()));
    sample.figures.retain(|(other, _)| other != path);
    let bundle = bundled(&sample);
    let text = |path: &str| {
        let file = bundle.files.iter().find(|file| file.path == path);
        file.map(|file| String::from_utf8(file.bytes.clone()).unwrap())
    };
    let document = text("rapport.typ").unwrap();
    assert_eq!(
        document.matches("letters: \"kaart\"").count(),
        document.matches("pad: \"figuren/kaart.svg\"").count()
    );
    assert!(
        document.contains("letters: \"\""),
        "pictures of others have none"
    );
    assert!(text(path).is_none());
    let letters: serde_json::Value = serde_json::from_str(&text("letters.json").unwrap()).unwrap();
    assert!(letters["kaart"][2].to_string().contains("FICTIEF"));
    let drawing = letters["kaart"][3].as_str().unwrap();
    assert!(drawing.starts_with("<svg") && !drawing.contains("<text"));
    typeset(&sample);
}
