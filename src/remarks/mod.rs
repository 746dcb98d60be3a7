//! What partners themselves say about the figures: their remarks, read from simple Markdown and
//! kept apart from our own sentences. Takes texts and returns values; `commands` reads the files.

mod parse;
mod subject;

use crate::area::AreaCode;
use crate::manifest::InputFile;
use crate::themes::Theme;

pub use parse::{Section, sections};
pub use subject::Subjects;

/// What a remark is about. Without theme and area it is about everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Theme.
    pub theme: Option<Theme>,
    /// Label of the indicator, when it is about one: with an area that is a priority.
    pub topic: Option<String>,
    /// Area; `None` is every report of the run.
    pub area: Option<AreaCode>,
}

/// A piece of a remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(String),
    /// Points.
    List(Vec<String>),
}

/// What one partner says about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// About what.
    pub about: About,
    /// Whose words they are.
    pub who: String,
    /// When they were said, as the partner writes it.
    pub when: String,
    /// The words.
    pub blocks: Vec<Block>,
}

/// All remarks of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remarks {
    /// In the order of the files and of each file.
    pub all: Vec<Remark>,
    /// The files, for the manifest.
    pub inputs: Vec<InputFile>,
}

/// Reads a file of remarks.
///
/// # Errors
/// Every fault, in Dutch, with file and line.
pub fn read(file: &str, text: &str, subjects: &Subjects<'_>) -> Result<Vec<Remark>, Vec<String>> {
    let (sections, mut faults) = sections(text);
    let mut remarks = Vec::new();
    for section in sections {
        match subjects.find(&section.heading) {
            Ok(about) => remarks.push(Remark {
                about,
                who: section.who,
                when: section.when,
                blocks: section.blocks,
            }),
            Err(what) => faults.push((section.line, what)),
        }
    }
    faults.sort();
    if faults.is_empty() {
        return Ok(remarks);
    }
    let each = faults.into_iter();
    Err(each
        .map(|(line, what)| format!("{file}, regel {line}: {what}"))
        .collect())
}
