//! `cijfers.xlsx`: the same figures for people. One sheet says how to read them, then one sheet per
//! theme, the definitions and the sources.

mod cell;
mod columns;
mod definitions;
mod figures;
mod grid;
mod guide;
mod looks;
mod package;
mod sheet;
mod sources;
mod strings;
#[cfg(test)]
mod tests;
mod words;

use jiff::Timestamp;
use zip::result::ZipError;

use super::lines;
use crate::frame::SourceUse;
use crate::indicators::{Comparison, Figure, IndicatorTable};
use crate::themes::{Catalogue, Indicator, Theme, Werving};
use cell::{clean, shortened};
use package::Package;
use strings::Strings;

/// Most characters of a title in the properties of a file that Excel allows.
const TITLE_LIMIT: usize = 255;
/// The sheets that are not about a theme: how to read them, the definitions and the sources.
const OTHERS: usize = 3;
/// Name of the sheet with people who signed up for a survey themselves.
const APART: &str = "Jongvolwassenen";

/// What a workbook is made from.
#[derive(Debug, Clone, Copy)]
pub struct Book<'a> {
    /// The figures.
    pub table: &'a IndicatorTable,
    /// What the rows are about, in their order.
    pub lines: &'a [lines::Line<'a>],
    /// The indicators, also those without a figure.
    pub catalogue: &'a Catalogue,
    /// Where the outlines of the maps come from.
    pub map_sources: &'a [SourceUse],
    /// Title of the report.
    pub title: &'a str,
    /// Newest moment of retrieval.
    pub created: Timestamp,
}

/// A figure beside one reference: what a row is about.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    table: &'a IndicatorTable,
    figure: &'a Figure,
    comparison: Option<&'a Comparison>,
}

impl Line<'_> {
    fn is_fictitious(&self) -> bool {
        self.figure.row_is_fictitious(self.comparison)
    }
}

impl Book<'_> {
    fn lines(&self) -> Vec<Line<'_>> {
        let each = self.lines.iter().copied();
        each.map(|(figure, comparison)| Line {
            table: self.table,
            figure,
            comparison,
        })
        .collect()
    }
}

/// Writes the workbook.
///
/// # Errors
/// When the file cannot be packed; no text can make it so.
pub fn write(book: &Book<'_>) -> Result<Vec<u8>, ZipError> {
    // People who signed up for a survey themselves never stand beside others.
    let (apart, open): (Vec<Line<'_>>, Vec<Line<'_>>) = book
        .lines()
        .into_iter()
        .partition(|line| is_open(&line.figure.indicator));
    let guide = guide::Contents {
        title: book.title,
        made_up: apart.iter().chain(&open).any(Line::is_fictitious),
        apart: !apart.is_empty(),
    };
    let mut strings = Strings::default();
    let mut package = Package::new(Theme::ALL.len() + usize::from(!apart.is_empty()) + OTHERS)?;
    package.add(guide.write(&mut strings))?;
    for theme in Theme::ALL {
        let is_own = |line: &&Line<'_>| line.figure.indicator.thema == theme;
        let of_theme: Vec<Line<'_>> = open.iter().filter(is_own).copied().collect();
        package.add(if of_theme.is_empty() {
            figures::empty(&mut strings, theme, book.table)
        } else {
            figures::write(&mut strings, (theme.title(), ""), &of_theme)
        })?;
    }
    if !apart.is_empty() {
        let notice = "Deelnemers meldden zich zelf aan: vergelijk deze cijfers met geen andere.";
        package.add(figures::write(&mut strings, (APART, notice), &apart))?;
    }
    package.add(definitions::write(&mut strings, book))?;
    package.add(sources::write(&mut strings, book))?;
    let title = shortened(&clean(book.title), TITLE_LIMIT);
    package.finish(&strings, &title, book.created)
}

fn is_open(indicator: &Indicator) -> bool {
    indicator.werving == Werving::Open
}
