//! The program killed in the middle of a national download, and started again.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use crate::support::fixtures::{add_health, files, service};
use crate::support::sandbox::{Sandbox, contents};
use crate::support::server::Fault;

/// Gemeenten of the table; with five years, three ages and three margins 45 rows each.
const GEMEENTEN: usize = 40;
const ARGUMENTS: [&str; 4] = ["ophalen", "--alles", "--bron", "50150NED"];

fn sandbox() -> Sandbox {
    let mut files = files();
    add_health(&mut files, GEMEENTEN);
    Sandbox::with(service(files).with_feed_page(100))
}

/// Returns the frames of the store, by path.
fn frames(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    contents(&sandbox.path("opslag/frames"))
}

#[test]
fn killed_at_any_moment_it_goes_on_and_ends_with_the_same_frames() {
    let unbroken = sandbox();
    unbroken.run(&ARGUMENTS).with_code(0);
    let wanted = frames(&unbroken);
    assert!(!wanted.is_empty());

    let broken = sandbox();
    let pages = (GEMEENTEN + 3) * 45_usize;
    let pages = pages.div_ceil(100);
    let mut kills = 0;
    for round in 0_u64..200 {
        broken.server.fail("/ODataFeed/", Fault::Late(15), pages);
        let mut child = broken
            .command(&ARGUMENTS)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("program");
        // Moments that are spread over the run, and differ each time.
        std::thread::sleep(Duration::from_millis(20 + (round * 37) % 260));
        let ended = child.try_wait().expect("state");
        if ended.is_some() {
            break;
        }
        child.kill().expect("kill -9");
        child.wait().expect("gone");
        kills += 1;
    }
    broken.server.forget_faults();
    broken.run(&ARGUMENTS).with_code(0);
    assert!(kills > 0, "the program was never killed");
    assert_eq!(frames(&broken), wanted);
    let mut asked = broken.server.take_requests();
    asked.retain(|path| path.contains("/ODataFeed/"));
    // Each kill costs at most the page that was on its way.
    assert!(
        asked.len() <= pages + kills,
        "{} pages in {kills} kills",
        asked.len()
    );
    let verified = broken.run(&["verifieer", "--opslag"]).with_code(0);
    assert!(verified.stdout.contains("klopt"), "{}", verified.stdout);
}
