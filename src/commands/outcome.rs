//! Tells what came of the reports of a batch: what is the same for many of them once.

use super::console::Console;
use crate::batch::{Finished, Job};

/// Up to this many areas are named; of more the number is told.
const NAMED: usize = 3;

/// Prints what the user must know of each report, and why some failed.
pub fn tell(console: &Console, jobs: &[Job], finished: &[Finished]) {
    let mut there: Vec<&str> = Vec::new();
    let mut warnings: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut failed: Vec<String> = Vec::new();
    for done in finished {
        let job = jobs.get(done.index);
        let name = job.map_or("", |job| job.scope.subject_name());
        match &done.result {
            Ok(made) if made.skipped => there.push(name),
            Ok(made) => {
                console.detail(&format!("{name}: {}", made.stages.words()));
                for warning in &made.warnings {
                    match warnings.iter_mut().find(|(text, _)| text == warning) {
                        Some((_, names)) => names.push(name),
                        None => warnings.push((warning, vec![name])),
                    }
                }
            }
            Err(error) => failed.push(format!("mislukt, {name}: {}", error.chain())),
        }
    }
    if there.len() > NAMED {
        console.say(&format!("{} rapporten waren al klaar", there.len()));
    } else {
        for name in there {
            console.say(&format!("{name}: was al klaar"));
        }
    }
    for (text, names) in &warnings {
        console.say(&format!("let op, {}: {text}", who(names, jobs.len())));
    }
    for line in &failed {
        console.say(line);
    }
}

/// The reports that something is true of.
fn who(names: &[&str], all: usize) -> String {
    match names.len() {
        number if number > NAMED && number == all => format!("alle {number} rapporten"),
        number if number > NAMED => format!("{number} rapporten"),
        _ => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_areas_are_named_and_many_are_counted() {
        assert_eq!(who(&["Urk"], 1), "Urk");
        assert_eq!(who(&["Hattem", "Heerde", "Urk"], 3), "Hattem, Heerde, Urk");
        assert_eq!(who(&["a", "b", "c", "d"], 4), "alle 4 rapporten");
        assert_eq!(who(&["a", "b", "c", "d"], 342), "4 rapporten");
    }
}
