//! What a child process costs, read from `/proc` of Linux: seconds of CPU of all its threads, and of
//! the programs that it started and waited for, while it waits to be buried; and the peak of its
//! memory while it lives.

use crate::children;
use crate::failure::Failure;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

/// Time between two looks; the peak is kept by the system, so only growth in the last of these
/// moments can be missed.
const PAUSE: Duration = Duration::from_millis(20);

/// The same for a process that is young: in the time of a short one 20 ms would be much.
const SHORT_PAUSE: Duration = Duration::from_millis(5);
const YOUNG: Duration = Duration::from_secs(3);

/// How long others are looked at before a bench.
const MOMENT: Duration = Duration::from_secs(2);

/// Ticks of the clock in a second, on every Linux that does not say otherwise.
const TICKS: f64 = 100.0;

/// What a process cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// From start to end, in seconds; at most 0.02 too much, of a short process 0.005.
    pub wall_s: f64,
    /// Of all threads, in seconds, to 0.01.
    pub cpu_s: f64,
    /// Of the programs that it started and waited for, and of theirs.
    pub children_s: f64,
    /// Most memory in use at any time, in MiB, by the process itself.
    pub peak_mib: f64,
}

impl Cost {
    /// Seconds of CPU of the process with everything that it started.
    pub fn total_s(&self) -> f64 {
        self.cpu_s + self.children_s
    }
}

/// What `/proc/PID/stat` says.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stat {
    has_ended: bool,
    /// Ticks of CPU.
    own: f64,
    children: f64,
}

/// Refuses a platform on which nothing can be measured.
pub fn check_platform() -> Result<(), Failure> {
    if cfg!(target_os = "linux") && Path::new("/proc/self/stat").exists() {
        return Ok(());
    }
    Err(Failure::NotMeasured {
        reason: "meten kan alleen op Linux, omdat CPU-tijd en geheugen uit /proc komen".to_owned(),
    })
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Result<(ExitStatus, Cost), Failure> {
    let ticks = children::answer("getconf", &["CLK_TCK"])
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(TICKS);
    let started = Instant::now();
    let mut child = command
        .spawn()
        .map_err(|cause| children::cannot_start(command, cause))?;
    let watched = watch(&child, started);
    let wall_s = started.elapsed().as_secs_f64();
    let status = child
        .wait()
        .map_err(|cause| children::cannot_start(command, cause))?;
    let (stat, peak_kib) = watched.ok_or_else(|| Failure::NotMeasured {
        reason: format!("/proc zegt niets over {}", children::as_shell_line(command)),
    })?;
    let cost = Cost {
        wall_s,
        cpu_s: stat.own / ticks,
        children_s: stat.children / ticks,
        peak_mib: peak_kib / 1024.0,
    };
    Ok((status, cost))
}

/// Waits for the end without burying the child; returns what it used and the peak in KiB.
fn watch(child: &Child, started: Instant) -> Option<(Stat, f64)> {
    let folder = Path::new("/proc").join(child.id().to_string());
    let mut peak = 0.0;
    loop {
        let stat = read_stat(&std::fs::read_to_string(folder.join("stat")).ok()?)?;
        if stat.has_ended {
            return Some((stat, peak));
        }
        let status = std::fs::read_to_string(folder.join("status")).unwrap_or_default();
        peak = read_peak(&status).unwrap_or(peak);
        let is_young = started.elapsed() < YOUNG;
        std::thread::sleep(if is_young { SHORT_PAUSE } else { PAUSE });
    }
}

/// Returns which part of all cores works for others while this program does nothing for a moment.
pub fn other_work() -> Option<f64> {
    let read = || read_cores(&std::fs::read_to_string("/proc/stat").ok()?);
    let (busy, all) = read()?;
    std::thread::sleep(MOMENT);
    let (busy_then, all_then) = read()?;
    Some((busy_then - busy) / (all_then - all)).filter(|share| share.is_finite())
}

/// Reads `/proc/stat`: ticks that all cores worked, and all their ticks.
fn read_cores(text: &str) -> Option<(f64, f64)> {
    let line = text.lines().find_map(|line| line.strip_prefix("cpu "))?;
    let ticks: Vec<f64> = line
        .split_whitespace()
        .take(8)
        .filter_map(|word| word.parse().ok())
        .collect();
    let all: f64 = ticks.iter().sum();
    // After user, nice and system come idle and waiting for a disk.
    Some((all - ticks.get(3)? - ticks.get(4)?, all))
}

/// Reads `/proc/PID/stat`: whether the process is a zombie, and its ticks of CPU.
fn read_stat(text: &str) -> Option<Stat> {
    // The name of the program stands in brackets and may hold anything.
    let (_, rest) = text.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    Some(Stat {
        has_ended: fields.first() == Some(&"Z"),
        own: ticks(11)? + ticks(12)?,
        children: ticks(13)? + ticks(14)?,
    })
}

/// Reads the peak of the memory from `/proc/PID/status`, in KiB; a zombie has none.
fn read_peak(text: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_and_state_are_found_behind_any_name() {
        let line = "7 (a) b (c) S 1 7 7 0 -1 4194560 12 0 0 0 250 31 9 9 20 0 1 0 5 6 7";
        let stat = |has_ended| Stat {
            has_ended,
            own: 281.0,
            children: 18.0,
        };
        assert_eq!(read_stat(line), Some(stat(false)));
        assert_eq!(read_stat(&line.replace(" S ", " Z ")), Some(stat(true)));
        assert_eq!(read_stat("7 (a) S 1"), None);
    }

    #[test]
    fn idle_cores_and_waiting_for_a_disk_are_no_work() {
        let text = "cpu  10 1 5 80 4 0 0 0 0 0\ncpu0 1 1 1 1\n";
        assert_eq!(read_cores(text), Some((16.0, 100.0)));
        assert_eq!(read_cores("intr 5\n"), None);
    }

    #[test]
    fn the_peak_is_the_high_water_mark() {
        let text = "VmPeak:\t 9999 kB\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n";
        assert_eq!(read_peak(text), Some(2048.0));
        assert_eq!(read_peak("State:\tZ (zombie)\n"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_child_that_works_costs_and_one_that_sleeps_does_not() {
        let shell = |script: &str| {
            let (status, cost) = run(Command::new("sh").args(["-c", script])).unwrap();
            assert_eq!(status.code(), Some(3));
            cost
        };
        let busy = shell("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; exit 3");
        let idle = shell("sleep 0.2; exit 3");
        assert!(busy.cpu_s > 0.02 && busy.peak_mib > 0.1, "{busy:?}");
        assert!(idle.cpu_s < 0.05 && idle.wall_s >= 0.2, "{idle:?}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn work_of_a_child_of_the_child_is_counted_apart() {
        let script = "sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'; exit 0";
        let (_, cost) = run(Command::new("sh").args(["-c", script])).unwrap();
        assert!(cost.children_s > 0.02, "{cost:?}");
        assert!(cost.cpu_s < cost.children_s, "{cost:?}");
        assert!((cost.total_s() - cost.cpu_s - cost.children_s).abs() < 1e-9);
    }
}
