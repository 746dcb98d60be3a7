//! What the user sees while tables come in: one line for all, one for each long table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use regiobeeld_fetchers::{Progress, TransportError};

use super::console::Console;
use crate::batch::{FetchedSlice, News};

/// Shows the news of a round of fetching. Copies show the same.
#[derive(Clone)]
pub struct FetchProgress {
    console: Console,
    bars: MultiProgress,
    all: ProgressBar,
    tables: Arc<Mutex<Tables>>,
}

/// What was shown of each table.
#[derive(Default)]
struct Tables {
    bars: BTreeMap<String, ProgressBar>,
    /// What was said: all slices of a table, and all tables of a silent source, fail for one
    /// reason, told once.
    said: BTreeSet<String>,
}

impl FetchProgress {
    /// Starts with nothing done of this many slices; draws only on a terminal.
    pub fn new(console: &Console, slices: usize) -> Self {
        let bars = MultiProgress::with_draw_target(console.draw_target());
        let all = bars.add(console.bar(slices));
        Self {
            console: *console,
            bars,
            all,
            tables: Arc::default(),
        }
    }

    /// Shows news.
    pub fn tell(&self, news: &News<'_>) {
        match news {
            News::Slice(part) => self.slice(part),
            News::Rows(progress) => self.rows(progress),
        }
    }

    /// Says that a source is asked again after a pause.
    pub fn again(&self, error: &TransportError, pause: Duration) {
        let host = error.url.split('/').nth(2).unwrap_or_default();
        let seconds = pause.as_secs().max(1);
        let text = format!(
            "{host}: {}; nieuwe poging over {seconds} s",
            error.summary()
        );
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        // Tables side by side meet the same fault.
        if tables.said.insert(text.clone()) {
            self.say(&text);
        }
    }

    /// Takes the lines away.
    pub fn finish(&self) {
        self.all.finish_and_clear();
        // A terminal that cannot be cleared shows some old lines.
        let _ = self.bars.clear();
    }

    fn slice(&self, part: &FetchedSlice) {
        self.all
            .set_message(format!("{} {}", part.tabel, part.deel));
        self.all.inc(1);
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bar) = tables.bars.remove(&part.tabel) {
            bar.finish_and_clear();
        }
        let Some(fault) = &part.fout else { return };
        if tables.said.insert(fault.clone()) {
            self.say(&format!("mislukt: {} {}: {fault}", part.tabel, part.deel));
        }
    }

    fn rows(&self, progress: &Progress) {
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        let bar = tables
            .bars
            .entry(progress.table.clone())
            .or_insert_with(|| self.bars.add(row_bar(progress)));
        bar.set_position(progress.rows);
    }

    fn say(&self, text: &str) {
        self.bars.suspend(|| self.console.say(text));
    }
}

/// A line of a long table: how many of its rows are in, when the table says how many it has.
fn row_bar(progress: &Progress) -> ProgressBar {
    let (bar, template) = match progress.of {
        Some(rows) => (
            ProgressBar::new(rows),
            "{bar:30} {human_pos}/{human_len} rijen · nog {eta} · {msg}",
        ),
        None => (ProgressBar::no_length(), "{human_pos} rijen · {msg}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.with_message(progress.table.clone())
}
