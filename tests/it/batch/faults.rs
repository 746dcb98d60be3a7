//! One report that fails stops no other; a full disk stops them all and spoils nothing.

use std::process::Command;

use super::{arguments, assert_same, batch, overview, sandbox, tree, whole_reports};
use crate::support::sandbox::{Ended, Sandbox, contents};

const TWO: [&str; 2] = ["Hattem", "Heerde"];

#[test]
fn a_damaged_slice_fails_one_report_and_its_repair_makes_all_equal() {
    let sandbox = sandbox(&TWO);
    batch(&sandbox, &TWO, "heel", &[]).with_code(0);
    let wanted = tree(&sandbox, "heel");
    let frames = contents(&sandbox.path("opslag/frames"));
    let of_heerde: Vec<_> = frames
        .iter()
        .filter(|(path, _)| path.contains("/GM0246-"))
        .collect();
    assert!(!of_heerde.is_empty());
    for (path, _) in &of_heerde {
        std::fs::write(sandbox.path("opslag/frames").join(path), b"stuk").unwrap();
    }
    let ended = batch(&sandbox, &TWO, "stuk", &[]).with_code(7);
    assert!(
        ended.stderr.contains("mislukt, Heerde: "),
        "{}",
        ended.stderr
    );
    assert!(
        ended.stdout.contains("1 rapporten klaar, 1 mislukt"),
        "{}",
        ended.stdout
    );
    let rows = overview(&sandbox, "stuk");
    assert_eq!(rows["GM0244-hattem"]["stand"], "klaar");
    assert_eq!(rows["GM0246-heerde"]["stand"], "mislukt");
    assert!(
        rows["GM0246-heerde"]["fout"].contains("andere hash"),
        "{rows:?}"
    );
    // Of another part of the batch it is still known what failed.
    let ended = batch(&sandbox, &TWO, "stuk", &["--hervat", "--deel", "1/2"]).with_code(0);
    assert!(
        ended.stdout.contains("waarvan 1 al klaar"),
        "{}",
        ended.stdout
    );
    assert_eq!(overview(&sandbox, "stuk"), rows);
    assert!(sandbox.path("stuk/e/cijfers.parquet").exists());
    for (path, bytes) in of_heerde {
        std::fs::write(sandbox.path("opslag/frames").join(path), bytes).unwrap();
    }
    batch(&sandbox, &TWO, "stuk", &["--hervat"]).with_code(0);
    assert_same(&tree(&sandbox, "stuk"), &wanted, "after the repair");
    // A file of a finished report that changed: that report is made again.
    std::fs::write(sandbox.path("stuk/e/GM0246-heerde/cijfers.csv"), b"stuk").unwrap();
    let ended = batch(&sandbox, &["Hattem"], "stuk", &["--hervat"]).with_code(0);
    assert!(
        ended.stderr.contains("GM0246-heerde: beschadigd"),
        "{}",
        ended.stderr
    );
    assert_eq!(
        overview(&sandbox, "stuk")["GM0246-heerde"]["stand"],
        "beschadigd"
    );
    batch(&sandbox, &TWO, "stuk", &["--hervat"]).with_code(0);
    assert_same(&tree(&sandbox, "stuk"), &wanted, "after the damage");
}

/// Runs a batch that may write no file larger than 300 kB: that is what a disk that is full at a
/// bad moment looks like, also to typst. The fonts fit, a PDF does not.
fn with_little_room(sandbox: &Sandbox, more: &[&str]) -> Ended {
    let batch = sandbox.command(&arguments(&TWO, "vol", more));
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 600; exec \"$@\"", "sh"]);
    command.arg(batch.get_program()).args(batch.get_args());
    for (name, value) in batch.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = command.current_dir(sandbox.path("")).output().unwrap();
    Ended {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_stops_the_batch_and_leaves_what_is_finished() {
    let sandbox = sandbox(&TWO);
    batch(&sandbox, &TWO, "heel", &[]).with_code(0);
    batch(&sandbox, &["Hattem"], "vol", &[]).with_code(0);
    for more in [&["--hervat"][..], &["--taken", "1"]] {
        let ended = with_little_room(&sandbox, more).with_code(1);
        assert!(
            ended.stderr.contains("de schijf is vol"),
            "{}",
            ended.stderr
        );
        assert!(ended.stderr.contains("--hervat"), "{}", ended.stderr);
        assert_eq!(whole_reports(&sandbox.path("vol/e")), 1);
        assert!(!sandbox.path("vol/e/.werk").exists());
    }
    batch(&sandbox, &TWO, "vol", &["--hervat"]).with_code(0);
    assert_same(
        &tree(&sandbox, "vol"),
        &tree(&sandbox, "heel"),
        "with room again",
    );
}
