//! A batch that is broken off at any moment goes on, and ends as one that was not.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::{GEMEENTEN, arguments, assert_same, batch, sandbox, tree, whole_reports};
use crate::support::sandbox::Sandbox;

/// Kills of one run of the test; the moments differ each time.
const KILLS: u32 = 5;
/// Two reports, made side by side on two cores.
const TWO: [&str; 2] = ["Hattem", "Heerde"];

fn start(sandbox: &Sandbox, out: &str) -> Child {
    sandbox
        .command(&arguments(&TWO, out, &["--hervat"]))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Numbers from 0 up to and not including 1000; each follows from the one before.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        // xorshift64 (Marsaglia 2003).
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 % 1000).unwrap()
    }
}

#[test]
fn killed_at_random_moments_it_ends_as_an_unbroken_run() {
    let seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let seed = seed.as_secs() ^ u64::from(seed.subsec_nanos()) | 1;
    // Shown when the test fails, wherever that is.
    eprintln!("seed {seed}");
    let sandbox = sandbox(&TWO);
    let started = Instant::now();
    batch(&sandbox, &TWO, "heel", &[]).with_code(0);
    let whole = started.elapsed();
    let wanted = tree(&sandbox, "heel");

    let mut random = Random(seed);
    let mut kills = 0;
    let mut pauses = Vec::new();
    while kills < KILLS && pauses.len() < 50 {
        let mut child = start(&sandbox, "stuk");
        let pause = whole * random.next() / 1000;
        pauses.push(pause);
        std::thread::sleep(pause);
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            kills += 1;
        }
        child.wait().unwrap();
        // When all is done there is nothing to break off.
        if whole_reports(&sandbox.path("stuk/e")) == TWO.len() && kills < KILLS {
            for report in ["GM0244-hattem", "GM0246-heerde"] {
                std::fs::remove_dir_all(sandbox.path("stuk/e").join(report)).unwrap();
            }
        }
    }
    let how = format!("seed {seed}, kills after {pauses:?}");
    assert_eq!(kills, KILLS, "{how}");
    // A typst that outlived its parent writes in a folder that nobody reads; it takes a moment.
    std::thread::sleep(Duration::from_millis(500));
    let ended = batch(&sandbox, &TWO, "stuk", &["--hervat"]);
    assert_eq!(ended.code, 0, "{how}\n{}", ended.stderr);
    assert_same(&tree(&sandbox, "stuk"), &wanted, &how);
}

#[cfg(unix)]
#[test]
fn after_control_c_every_report_is_whole() {
    let sandbox = sandbox(&GEMEENTEN);
    let mut child = sandbox
        .command(&arguments(&GEMEENTEN, "uit", &["--taken", "1"]))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Once one report is there, the next is being made.
    while whole_reports(&sandbox.path("uit/e")) == 0 {
        assert_eq!(child.try_wait().unwrap(), None, "the batch ended by itself");
        std::thread::sleep(Duration::from_millis(5));
    }
    let pid = child.id().to_string();
    let sent = std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status()
        .unwrap();
    assert!(sent.success());
    let ended = child.wait().unwrap();
    assert_eq!(
        std::os::unix::process::ExitStatusExt::signal(&ended),
        Some(2)
    );
    let whole = whole_reports(&sandbox.path("uit/e"));
    assert!((1..GEMEENTEN.len()).contains(&whole), "{whole} reports");
    assert!(!sandbox.path("uit/e/overzicht.csv").exists());
    batch(&sandbox, &GEMEENTEN, "uit", &["--hervat"]).with_code(0);
    assert_eq!(whole_reports(&sandbox.path("uit/e")), GEMEENTEN.len());
    assert!(!sandbox.path("uit/e/.werk").exists());
}
