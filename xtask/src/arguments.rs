//! The command line of `cargo xtask`: words in, a task or a fault out. Does nothing itself.

use std::path::PathBuf;

/// What a user sees without a command, or with an unknown one.
pub const USAGE_TEXT: &str = "\
Gebruik: cargo xtask OPDRACHT

  demo [--uit MAP]             zet alles klaar, bouwt het programma en maakt de voorbeeldrapporten
  test [FILTER…]               zet alles klaar, bouwt het programma en draait alle tests
  fixtures --bron MAP          maakt de map fixtures/ opnieuw uit de echte cijfers in MAP
  gallery [--uit MAP]          maakt de galerij: elke soort figuur en elke pagina van uiterste gevallen als PNG,
                               met de PDF's ernaast, in output/galerij
  landelijk [--uit MAP]        maakt een opslag met verzonnen cijfers van alle gemeenten en wijken, om reeksen
                               mee te maken en te meten; standaard in output/landelijk
  pdfcheck [--ja] [PDF…]       keurt PDF's op toegankelijkheid (PDF/UA-1) en bewaarbaarheid (PDF/A-3a);
                               zonder PDF: alle rapporten in output/demo en output/galerij;
                               --ja installeert zonder vragen wat ontbreekt
  bench [ophalen|indicatoren|rapport|reeks…] [--json] [--python PAD] [--opslag MAP]
                               meet snelheid en geheugen en vergelijkt met de normen; zonder naam: alles;
                               --python is de Python met cbsodata, pandas en pyarrow om mee te vergelijken;
                               --opslag is de opslag voor rapport en reeks; anders wordt die eerst gemaakt

De eerste keer wordt zo nodig het zetprogramma typst gebouwd. Dat duurt ongeveer een kwartier.
";

/// One chore.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Build and run `regiobeeld demo`; the words go to the program unchanged.
    Demo { arguments: Vec<String> },
    /// Build and run every test; the words go to the test runner unchanged.
    Test { arguments: Vec<String> },
    /// Make the fixtures again from the figures in a folder.
    Fixtures { source: PathBuf },
    /// Measure against the budgets.
    Bench(BenchOptions),
    /// Make the gallery in a folder, by default the one in the checkout.
    Gallery { out: Option<PathBuf> },
    /// Fill a store with made-up figures of the country, by default one in the checkout.
    National { out: Option<PathBuf> },
    /// Check PDFs; `yes` installs what is missing without a question.
    Pdfcheck { yes: bool, pdfs: Vec<PathBuf> },
}

/// What to measure, and how.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct BenchOptions {
    /// The benches; no names means all.
    pub names: Vec<String>,
    /// Answer as JSON.
    pub json: bool,
    /// The Python to compare with.
    pub python: Option<PathBuf>,
    /// The store that reports are made from.
    pub store: Option<PathBuf>,
}

/// What the words mean.
#[derive(Debug, PartialEq, Eq)]
pub enum Parsed {
    /// A task to carry out.
    Task(Task),
    /// Somebody asked for the usage text.
    Help,
    /// The words mean nothing; the text says why, in Dutch.
    Wrong(String),
}

/// Returns what the words after `cargo xtask` mean.
pub fn parse(words: &[String]) -> Parsed {
    let Some((command, rest)) = words.split_first() else {
        return Parsed::Wrong("Noem een opdracht.".to_owned());
    };
    match command.as_str() {
        "demo" => Parsed::Task(Task::Demo {
            arguments: rest.to_vec(),
        }),
        "test" => Parsed::Task(Task::Test {
            arguments: rest.to_vec(),
        }),
        "fixtures" => parse_fixtures(rest),
        "gallery" => parse_out("gallery", rest, |out| Task::Gallery { out }),
        "landelijk" => parse_out("landelijk", rest, |out| Task::National { out }),
        "pdfcheck" => parse_pdfcheck(rest),
        "bench" => parse_bench(rest),
        "help" | "--help" | "-h" => Parsed::Help,
        other => Parsed::Wrong(format!("De opdracht \"{other}\" bestaat niet.")),
    }
}

fn parse_fixtures(rest: &[String]) -> Parsed {
    let source = match rest {
        [flag, folder] if flag == "--bron" => folder.as_str(),
        [joined] => joined.strip_prefix("--bron=").unwrap_or_default(),
        _ => "",
    };
    if source.is_empty() {
        return Parsed::Wrong("fixtures heeft precies één ding nodig: --bron MAP.".to_owned());
    }
    Parsed::Task(Task::Fixtures {
        source: PathBuf::from(source),
    })
}

/// Reads the words of a chore that knows `--uit MAP` and nothing else.
fn parse_out(name: &str, rest: &[String], task: fn(Option<PathBuf>) -> Task) -> Parsed {
    let out = match rest {
        [] => return Parsed::Task(task(None)),
        [flag, folder] if flag == "--uit" => folder.as_str(),
        [joined] => joined.strip_prefix("--uit=").unwrap_or_default(),
        _ => "",
    };
    if out.is_empty() {
        return Parsed::Wrong(format!("{name} kent alleen --uit MAP."));
    }
    Parsed::Task(task(Some(PathBuf::from(out))))
}

fn parse_pdfcheck(rest: &[String]) -> Parsed {
    let mut yes = false;
    let mut pdfs = Vec::new();
    for word in rest {
        match word.as_str() {
            "--ja" => yes = true,
            unknown if unknown.starts_with('-') => {
                return Parsed::Wrong(format!("pdfcheck kent de optie \"{unknown}\" niet."));
            }
            pdf => pdfs.push(PathBuf::from(pdf)),
        }
    }
    Parsed::Task(Task::Pdfcheck { yes, pdfs })
}

fn parse_bench(rest: &[String]) -> Parsed {
    let mut options = BenchOptions::default();
    let known = crate::bench::names();
    let mut words = rest.iter().map(String::as_str);
    while let Some(word) = words.next() {
        let (flag, joined) = match word.split_once('=') {
            Some((flag, path)) => (flag, Some(path)),
            None => (word, None),
        };
        if word == "--json" {
            options.json = true;
        } else if flag == "--python" || flag == "--opslag" {
            let path = joined.or_else(|| words.next());
            let Some(path) = path.filter(|path| !path.is_empty()) else {
                return Parsed::Wrong(format!("bench mist het pad na {flag}."));
            };
            let place = if flag == "--python" {
                &mut options.python
            } else {
                &mut options.store
            };
            *place = Some(PathBuf::from(path));
        } else if word.starts_with('-') {
            return Parsed::Wrong(format!("bench kent de optie \"{word}\" niet."));
        } else if known.contains(&word) {
            options.names.push(word.to_owned());
        } else {
            let known = known.join(", ");
            return Parsed::Wrong(format!("bench kent \"{word}\" niet; wel: {known}."));
        }
    }
    Parsed::Task(Task::Bench(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Parsed {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&words)
    }

    fn is_wrong(line: &str) -> bool {
        matches!(parsed(line), Parsed::Wrong(_))
    }

    #[test]
    fn no_command_and_an_unknown_one_are_wrong() {
        assert!(is_wrong(""));
        assert!(is_wrong("demos"));
        assert!(matches!(parsed("frobnicate"), Parsed::Wrong(text) if text.contains("frobnicate")));
    }

    #[test]
    fn help_is_no_fault() {
        for line in ["help", "--help", "-h"] {
            assert_eq!(parsed(line), Parsed::Help, "{line}");
        }
    }

    #[test]
    fn demo_and_test_hand_their_words_on() {
        let words = vec!["--uit".to_owned(), "x".to_owned()];
        assert_eq!(
            parsed("demo --uit x"),
            Parsed::Task(Task::Demo { arguments: words })
        );
        assert_eq!(
            parsed("test"),
            Parsed::Task(Task::Test { arguments: vec![] })
        );
    }

    #[test]
    fn fixtures_needs_a_source_folder() {
        let expected = Parsed::Task(Task::Fixtures {
            source: PathBuf::from("data"),
        });
        assert_eq!(parsed("fixtures --bron data"), expected);
        assert_eq!(parsed("fixtures --bron=data"), expected);
        for line in [
            "fixtures",
            "fixtures --bron",
            "fixtures --bron=",
            "fixtures data",
            "fixtures --bron a b",
        ] {
            assert!(is_wrong(line), "{line}");
        }
    }

    #[test]
    fn gallery_and_landelijk_take_a_folder_or_nothing() {
        let path = |out: Option<&str>| out.map(PathBuf::from);
        for out in [None, Some("x")] {
            let words = out.map_or_else(Vec::new, |out| {
                vec![format!("--uit {out}"), format!("--uit={out}")]
            });
            for words in words.into_iter().chain(out.is_none().then(String::new)) {
                let gallery = parsed(&format!("gallery {words}"));
                assert_eq!(gallery, Parsed::Task(Task::Gallery { out: path(out) }));
                let national = parsed(&format!("landelijk {words}"));
                assert_eq!(national, Parsed::Task(Task::National { out: path(out) }));
            }
        }
        for line in ["x", "--uit", "--uit="] {
            assert!(is_wrong(&format!("gallery {line}")), "{line}");
            let national = parsed(&format!("landelijk {line}"));
            assert!(matches!(national, Parsed::Wrong(text) if text.starts_with("landelijk")));
        }
    }

    #[test]
    fn pdfcheck_takes_files_and_one_flag_in_any_order() {
        let pdfs = vec![PathBuf::from("a.pdf"), PathBuf::from("b.pdf")];
        let expected = Parsed::Task(Task::Pdfcheck { yes: true, pdfs });
        assert_eq!(parsed("pdfcheck a.pdf --ja b.pdf"), expected);
        assert_eq!(
            parsed("pdfcheck"),
            Parsed::Task(Task::Pdfcheck {
                yes: false,
                pdfs: vec![]
            })
        );
        assert!(is_wrong("pdfcheck --nee"));
    }

    #[test]
    fn bench_takes_known_names_and_flags_in_any_order() {
        let bench = |names: &[&str], json, python: Option<&str>| {
            Parsed::Task(Task::Bench(BenchOptions {
                names: names.iter().map(|name| (*name).to_owned()).collect(),
                json,
                python: python.map(PathBuf::from),
                store: None,
            }))
        };
        assert_eq!(parsed("bench"), bench(&[], false, None));
        let all = bench(&["ophalen"], true, Some("p"));
        assert_eq!(parsed("bench --json ophalen --python p"), all);
        assert_eq!(parsed("bench --python=p ophalen --json"), all);
        let on_store = Parsed::Task(Task::Bench(BenchOptions {
            names: vec!["reeks".to_owned()],
            store: Some(PathBuf::from("o")),
            ..BenchOptions::default()
        }));
        assert_eq!(parsed("bench reeks --opslag o"), on_store);
        assert_eq!(parsed("bench --opslag=o reeks"), on_store);
        for line in [
            "bench --python",
            "bench --python=",
            "bench --opslag",
            "bench --json=ja",
            "bench --snel",
        ] {
            assert!(is_wrong(line), "{line}");
        }
        let unknown = parsed("bench ophalen hardlopen");
        assert!(
            matches!(&unknown, Parsed::Wrong(text) if text.contains("hardlopen") && text.contains("ophalen,")),
            "{unknown:?}"
        );
    }

    #[test]
    fn the_usage_text_names_every_command() {
        let commands = [
            "demo",
            "test",
            "fixtures",
            "gallery",
            "landelijk",
            "pdfcheck",
            "bench",
        ];
        for word in commands.into_iter().chain(crate::bench::names()) {
            assert!(USAGE_TEXT.contains(word), "{word}");
        }
    }
}
