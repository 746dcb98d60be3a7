//! How long each stage of a report took, for `-v` and for `cargo xtask bench`. Seconds of wall
//! clock of the one thread that makes the report; they never reach a file of the report.

use std::collections::BTreeMap;
use std::time::Instant;

/// A stage in the making of a report, in the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading from the store.
    Load,
    /// Values, comparisons and tests.
    Indicators,
    /// The model of the report with its sentences and drawings.
    Figures,
    /// From the model to a folder of Typst source.
    Template,
    /// The typst program.
    Typst,
    /// CSV, XLSX, JSON, drawings, hashes and the final name.
    Files,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 6] = [
        Self::Load,
        Self::Indicators,
        Self::Figures,
        Self::Template,
        Self::Typst,
        Self::Files,
    ];

    /// Returns the Dutch name, as in messages and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Load => "laden",
            Self::Indicators => "indicatoren",
            Self::Figures => "figuren",
            Self::Template => "sjabloon",
            Self::Typst => "typst",
            Self::Files => "bestanden",
        }
    }
}

/// Seconds per stage.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct StageTimes([f64; Stage::ALL.len()]);

impl StageTimes {
    /// Adds the seconds of another report.
    pub fn add(&mut self, other: &Self) {
        for (sum, seconds) in self.0.iter_mut().zip(other.0) {
            *sum += seconds;
        }
    }

    /// Returns the seconds of all stages together.
    pub fn total(&self) -> f64 {
        self.0.iter().sum()
    }

    /// Returns the seconds by name, in thousandths, for a program.
    pub fn by_name(&self) -> BTreeMap<&'static str, f64> {
        let rounded = |seconds: f64| (seconds * 1000.0).round() / 1000.0;
        self.each()
            .map(|(stage, seconds)| (stage.name(), rounded(seconds)))
            .collect()
    }

    /// Returns one line for a reader: `laden 0,12 s · indicatoren …`.
    pub fn words(&self) -> String {
        let each = self.each().map(|(stage, seconds)| {
            let seconds = format!("{seconds:.2}").replace('.', ",");
            format!("{} {seconds} s", stage.name())
        });
        each.collect::<Vec<_>>().join(" · ")
    }

    fn each(&self) -> impl Iterator<Item = (Stage, f64)> + '_ {
        Stage::ALL.into_iter().zip(self.0)
    }
}

/// A clock that is read at the end of every stage.
#[derive(Debug)]
pub struct StageClock {
    since: Instant,
    times: StageTimes,
}

impl StageClock {
    /// Starts the first stage.
    pub fn start() -> Self {
        Self {
            since: Instant::now(),
            times: StageTimes::default(),
        }
    }

    /// Ends a stage: all time since the end of the last one was for it. A stage may come in
    /// several pieces.
    pub fn done(&mut self, stage: Stage) {
        let now = Instant::now();
        let passed = now.duration_since(self.since).as_secs_f64();
        for (each, seconds) in Stage::ALL.into_iter().zip(&mut self.times.0) {
            if each == stage {
                *seconds += passed;
            }
        }
        self.since = now;
    }

    /// Returns what was counted so far.
    pub const fn times(&self) -> StageTimes {
        self.times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_add_up_under_the_name_of_each_stage() {
        let mut times = StageTimes::default();
        times.add(&StageTimes([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]));
        times.add(&StageTimes([0.25, 0.0, 0.0, 0.0, 0.0, 0.0004]));
        let names = times.by_name();
        assert_eq!(names.len(), Stage::ALL.len());
        assert_eq!(names.get("laden"), Some(&1.25));
        assert_eq!(names.get("bestanden"), Some(&6.0));
        assert!(
            times
                .words()
                .starts_with("laden 1,25 s · indicatoren 2,00 s · ")
        );
    }

    #[test]
    fn pieces_of_a_stage_add_up_to_all_time_that_went_by() {
        let started = Instant::now();
        let mut clock = StageClock::start();
        let first = clock.since;
        for stage in [Stage::Load, Stage::Files, Stage::Load] {
            clock.done(stage);
        }
        let counted = clock.times().total();
        let passed = clock.since.duration_since(first).as_secs_f64();
        assert!((counted - passed).abs() < 1e-6 && clock.since >= started);
        let others = clock.times().0[1..5].iter().sum::<f64>();
        assert!(others.abs() < f64::EPSILON);
    }
}
