//! From the lines of the validator to one line per PDF. Text in, text out.

use std::fmt::Write;

/// What one standard says of one PDF.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Meets the standard; the number of checks that were made.
    Meets { checks: u64 },
    /// Does not; every broken rule with how often and a message.
    Breaks { faults: Vec<String> },
    /// The validator could not read the file, or did not mention it.
    Unknown { cause: String },
}

/// What all checks together say of one PDF; a check without its program is `None`.
pub struct Report {
    /// Accessibility, PDF/UA-1.
    pub ua1: Verdict,
    /// Durability, PDF/A-3a.
    pub a3a: Verdict,
    /// Whether `pdfinfo` calls the PDF tagged.
    pub tagged: Option<bool>,
    /// Whether `qpdf --check` has no remarks.
    pub sound: Option<bool>,
}

impl Report {
    /// Returns whether no check objects.
    pub fn is_approved(&self) -> bool {
        let meets = |verdict: &Verdict| matches!(verdict, Verdict::Meets { .. });
        meets(&self.ua1)
            && meets(&self.a3a)
            && self.tagged != Some(false)
            && self.sound != Some(false)
    }

    /// Returns the line for this PDF, followed by a line per fault.
    pub fn text(&self, name: &str) -> String {
        let mark = if self.is_approved() { "goed " } else { "FOUT " };
        let mut text = format!(
            "{mark} {name}: PDF/UA-1 {} · PDF/A-3a {} · tags {} · qpdf {}\n",
            in_words(&self.ua1),
            in_words(&self.a3a),
            answer(self.tagged, "ja", "nee"),
            answer(self.sound, "goed", "fout"),
        );
        for (standard, verdict) in [("PDF/UA-1", &self.ua1), ("PDF/A-3a", &self.a3a)] {
            for fault in faults(verdict) {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "      {standard}: {fault}");
            }
        }
        text
    }
}

fn in_words(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Meets { checks } => format!("ja ({checks} controles)"),
        Verdict::Breaks { .. } => "nee".to_owned(),
        Verdict::Unknown { .. } => "onbekend".to_owned(),
    }
}

fn answer(check: Option<bool>, good: &'static str, bad: &'static str) -> &'static str {
    check.map_or("niet gekeken", |passed| if passed { good } else { bad })
}

fn faults(verdict: &Verdict) -> &[String] {
    match verdict {
        Verdict::Meets { .. } => &[],
        Verdict::Breaks { faults } => faults,
        Verdict::Unknown { cause } => std::slice::from_ref(cause),
    }
}

/// Returns what the validator's output says of the file `name`.
pub fn of(output: &str, name: &str) -> Verdict {
    let mut verdict = Verdict::Unknown {
        cause: "de keuring gaf geen oordeel".to_owned(),
    };
    for line in output.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            ["VERDICT", file, "true", checks] if *file == name => {
                verdict = Verdict::Meets {
                    checks: checks.parse().unwrap_or(0),
                };
            }
            ["VERDICT", file, _, _] if *file == name => {
                verdict = Verdict::Breaks { faults: Vec::new() };
            }
            ["FAULT", file, times, rule, message] if *file == name => {
                if let Verdict::Breaks { faults } = &mut verdict {
                    faults.push(format!("{times}× regel {rule}: {message}"));
                }
            }
            ["ERROR", file, message @ ..] if *file == name => {
                verdict = Verdict::Unknown {
                    cause: message.join(" "),
                };
            }
            _ => {}
        }
    }
    verdict
}

/// Returns whether the answer of `pdfinfo` says that the PDF is tagged.
pub fn says_tagged(answer: &str) -> bool {
    let mut values = answer
        .lines()
        .filter_map(|line| line.strip_prefix("Tagged:"));
    values.any(|value| value.trim() == "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "INFO: noise\n\
        VERDICT\ta.pdf\ttrue\t1650\n\
        VERDICT\tb.pdf\tfalse\t12\n\
        FAULT\tb.pdf\t2\t7.1-9\tno title\n\
        FAULT\tb.pdf\t1\t5-1\tno mark\n\
        ERROR\tc.pdf\tnot a PDF\n";

    fn report(name: &str, tagged: Option<bool>, sound: Option<bool>) -> Report {
        Report {
            ua1: of(OUTPUT, name),
            a3a: of(OUTPUT, name),
            tagged,
            sound,
        }
    }

    #[test]
    fn each_file_gets_its_own_verdict() {
        assert_eq!(of(OUTPUT, "a.pdf"), Verdict::Meets { checks: 1650 });
        let faults = vec![
            "2× regel 7.1-9: no title".to_owned(),
            "1× regel 5-1: no mark".to_owned(),
        ];
        assert_eq!(of(OUTPUT, "b.pdf"), Verdict::Breaks { faults });
        assert_eq!(
            of(OUTPUT, "c.pdf"),
            Verdict::Unknown {
                cause: "not a PDF".to_owned()
            }
        );
        assert!(matches!(of(OUTPUT, "d.pdf"), Verdict::Unknown { .. }));
    }

    #[test]
    fn one_objection_is_enough_and_an_absent_program_is_none() {
        assert!(report("a.pdf", Some(true), Some(true)).is_approved());
        assert!(report("a.pdf", None, None).is_approved());
        assert!(!report("a.pdf", Some(false), None).is_approved());
        assert!(!report("a.pdf", None, Some(false)).is_approved());
        for name in ["b.pdf", "c.pdf", "d.pdf"] {
            assert!(
                !report(name, Some(true), Some(true)).is_approved(),
                "{name}"
            );
        }
    }

    #[test]
    fn the_text_has_one_line_and_the_faults() {
        assert_eq!(
            report("a.pdf", Some(true), None).text("a.pdf"),
            "goed  a.pdf: PDF/UA-1 ja (1650 controles) · PDF/A-3a ja (1650 controles) \
             · tags ja · qpdf niet gekeken\n"
        );
        let text = report("b.pdf", Some(true), Some(true)).text("b.pdf");
        assert_eq!(text.lines().count(), 5, "{text}");
        assert!(text.starts_with("FOUT  b.pdf: PDF/UA-1 nee"), "{text}");
    }

    #[test]
    fn tagged_is_read_from_its_own_line() {
        assert!(says_tagged("Title: x\nTagged:          yes\n"));
        assert!(!says_tagged("Title: Tagged: yes\nTagged:          no\n"));
        assert!(!says_tagged(""));
    }
}
