//! How far a batch is: a bar on a terminal, elsewhere a line now and then.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::console::Console;

/// Between two lines.
const PAUSE: Duration = Duration::from_secs(10);
/// Above this many seconds time is told in minutes.
const LONG: u64 = 90;

/// Progress of a batch.
#[derive(Debug)]
pub struct Progress {
    console: Console,
    bar: ProgressBar,
    total: usize,
    done: AtomicUsize,
    started: Instant,
    said: Mutex<Instant>,
}

impl Progress {
    /// Starts with nothing done.
    pub fn start(console: Console, total: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total as u64), console.draw_target());
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len}{nog} · {msg}");
        if let Ok(style) = style {
            let left = |state: &ProgressState, text: &mut dyn std::fmt::Write| {
                let done = usize::try_from(state.pos()).unwrap_or_default();
                let total = state.len().and_then(|len| usize::try_from(len).ok());
                let words = words_left(done, total.unwrap_or(done), state.elapsed());
                // A bar that cannot be drawn is no fault.
                let _ = text.write_str(&words);
            };
            bar.set_style(style.with_key("nog", left));
        }
        let now = Instant::now();
        Self {
            console,
            bar,
            total,
            done: AtomicUsize::new(0),
            started: now,
            said: Mutex::new(now),
        }
    }

    /// Tells that one more report is over.
    pub fn step(&self, name: &str) {
        self.bar.set_message(name.to_owned());
        self.bar.inc(1);
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.bar.is_hidden() {
            return;
        }
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if done < self.total && said.elapsed() >= PAUSE {
            *said = Instant::now();
            let left = words_left(done, self.total, self.started.elapsed());
            let total = self.total;
            self.console
                .say(&format!("{done} van de {total} rapporten{left}"));
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Returns what is left, as the end of a line; nothing when there is nothing to go by.
fn words_left(done: usize, total: usize, elapsed: Duration) -> String {
    let (Ok(done), Ok(total)) = (u32::try_from(done), u32::try_from(total)) else {
        return String::new();
    };
    let mut text = String::new();
    if done > 0 && done < total {
        let left = (elapsed * (total - done) / done).as_secs();
        // Writing to a String cannot fail.
        let _ = match left {
            0..=LONG => write!(text, " · nog ongeveer {} seconden", left.max(1)),
            _ => write!(text, " · nog ongeveer {} minuten", left.div_ceil(60)),
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_follows_from_what_is_done() {
        let left = |done, total, seconds| words_left(done, total, Duration::from_secs(seconds));
        assert_eq!(left(0, 342, 5), "");
        assert_eq!(left(342, 342, 100), "");
        assert_eq!(left(10, 342, 3), " · nog ongeveer 2 minuten");
        assert_eq!(left(300, 342, 100), " · nog ongeveer 14 seconden");
        assert_eq!(left(11, 12, 1), " · nog ongeveer 1 seconden");
        assert_eq!(left(1, 342, 3600), " · nog ongeveer 20460 minuten");
    }
}
