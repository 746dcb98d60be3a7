//! What the gallery shows: chapters of images, the figures without a page, and the list of it all.

use std::fmt::Write as _;
use std::path::Path;

use regiobeeld::figures::draw;
use regiobeeld::report::BundleFile;

use super::outliers::Fault;
use super::pages::Typst;
use super::{extremes, samples};

/// One part of the gallery.
pub struct Chapter {
    name: String,
    what: String,
    /// A PDF, or nothing, with its images.
    parts: Vec<(String, Vec<String>)>,
}

impl Chapter {
    /// Starts an empty one.
    pub fn new(name: &str, what: &str) -> Self {
        Self {
            name: name.to_owned(),
            what: what.to_owned(),
            parts: Vec::new(),
        }
    }

    /// Adds the images of a report.
    pub fn add(&mut self, pdf: &str, images: Vec<String>) {
        self.parts.push((pdf.to_owned(), images));
    }

    /// Returns how many images it has.
    pub fn images(&self) -> usize {
        self.parts.iter().map(|(_, images)| images.len()).sum()
    }
}

/// Every kind of figure with usual, extreme and absent figures.
pub fn figures(typst: &Typst, gallery: &Path) -> Result<Chapter, Fault> {
    let all = [
        ("gewoon", samples::samples()),
        ("uiterst", extremes::extreme()),
        ("leeg", extremes::empty()),
    ];
    let mut files = Vec::new();
    for (state, specs) in all {
        for (kind, spec) in specs {
            files.push(BundleFile {
                path: format!("figuur-{kind}-{state}.svg"),
                bytes: draw(&spec).as_str().as_bytes().to_vec(),
            });
        }
    }
    let mut chapter = Chapter::new(
        "figuren",
        "Elke soort figuur, gewoon, met uiterste waarden en zonder cijfers.",
    );
    chapter.add("", typst.drawings(&files, gallery)?);
    eprintln!("    figuren: {} beelden", chapter.images());
    Ok(chapter)
}

/// The page that shows all of it.
pub fn page(chapters: &[Chapter]) -> String {
    let mut html = String::from(
        "<!DOCTYPE html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\">\
         <title>Galerij van regiobeeld</title>\n<style>body{font-family:sans-serif;margin:2rem}\
         img{width:15rem;border:1px solid #6A6C6D;margin:.3rem}</style></head><body>\n\
         <h1>Galerij van regiobeeld</h1>\n<p>Alle cijfers zijn verzonnen.</p>\n",
    );
    // Writing to a String cannot fail. The names are file names of our own.
    for chapter in chapters {
        let _ = writeln!(html, "<h2>{}</h2>\n<p>{}</p>", chapter.name, chapter.what);
        for (pdf, images) in &chapter.parts {
            if !pdf.is_empty() {
                let _ = writeln!(html, "<p><a href=\"{pdf}\">{pdf}</a></p>");
            }
            for image in images {
                let _ = writeln!(
                    html,
                    "<a href=\"{image}\"><img loading=\"lazy\" src=\"{image}\" alt=\"{image}\"></a>"
                );
            }
        }
    }
    html.push_str("</body></html>\n");
    html
}
