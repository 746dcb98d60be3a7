//! `cijfers.xlsx`: the same figures for people. One sheet says how to read them, then one sheet per
//! theme, the definitions and the sources.

mod cell;
mod columns;
mod definitions;
mod figures;
mod grid;
mod guide;
mod sources;
#[cfg(test)]
mod tests;
mod words;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::csv;
use crate::frame::SourceUse;
use crate::indicators::{Comparison, Figure, IndicatorTable};
use crate::themes::{Catalogue, Indicator, Theme, Werving};
use cell::{Styles, clean, shortened};

/// Most characters of a title in the properties of a file that Excel allows.
const TITLE_LIMIT: usize = 255;
/// Name of the sheet with people who signed up for a survey themselves.
const APART: &str = "Jongvolwassenen";

/// What a workbook is made from.
#[derive(Debug, Clone, Copy)]
pub struct Book<'a> {
    /// The figures.
    pub table: &'a IndicatorTable,
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
        csv::lines(self.table)
            .into_iter()
            .map(|(figure, comparison)| Line {
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
/// When the library refuses a sheet; no text can make it do so.
pub fn write(book: &Book<'_>) -> Result<Vec<u8>, XlsxError> {
    let lines = book.lines();
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(shortened(&clean(book.title), TITLE_LIMIT))
            .set_author("regiobeeld")
            .set_creation_datetime(&moment(utc(book.created))?),
    );
    // People who signed up for a survey themselves never stand beside others.
    let (apart, open): (Vec<Line<'_>>, Vec<Line<'_>>) = lines
        .into_iter()
        .partition(|line| is_open(&line.figure.indicator));
    let made_up = apart.iter().chain(&open).any(Line::is_fictitious);
    let guide = guide::Contents {
        title: book.title,
        made_up,
        apart: !apart.is_empty(),
    };
    guide.write(workbook.add_worksheet(), &styles)?;
    for theme in Theme::ALL {
        let of_theme: Vec<Line<'_>> = open
            .iter()
            .filter(|line| line.figure.indicator.thema == theme)
            .copied()
            .collect();
        let sheet = workbook.add_worksheet();
        if of_theme.is_empty() {
            figures::empty(sheet, &styles, theme, book.table)?;
        } else {
            figures::write(sheet, &styles, (theme.title(), ""), &of_theme)?;
        }
    }
    if !apart.is_empty() {
        let notice = "Deelnemers meldden zich zelf aan: vergelijk deze cijfers met geen andere.";
        let sheet = workbook.add_worksheet();
        figures::write(sheet, &styles, (APART, notice), &apart)?;
    }
    definitions::write(workbook.add_worksheet(), &styles, book)?;
    sources::write(workbook.add_worksheet(), &styles, book)?;
    workbook.save_to_buffer()
}

fn is_open(indicator: &Indicator) -> bool {
    indicator.werving == Werving::Open
}

fn utc(moment: Timestamp) -> DateTime {
    moment.to_zoned(TimeZone::UTC).datetime()
}

/// The day, as Excel counts days.
fn day(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, part(at.month()), part(at.day()))
}

fn moment(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    day(at)?.and_hms(
        u16::from(part(at.hour())),
        part(at.minute()),
        f64::from(at.second()),
    )
}
