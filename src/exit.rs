//! Exit codes. They are a contract: scripts and job arrays depend on them.

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// A fault of the program, or of the disk.
    Internal = 1,
    /// The command was not typed right.
    Usage = 2,
    /// A source failed and there is no good snapshot.
    Source = 3,
    /// A source changed shape.
    Shape = 4,
    /// A local extract, region, mapping or plan file is wrong or missing.
    Input = 5,
    /// Typesetting failed, or there is no usable typst.
    Typesetting = 6,
    /// One or more reports of a batch failed.
    Partial = 7,
    /// A check found a difference.
    Difference = 8,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The table that `--help` prints.
pub const HELP: &str = "\
Afsluitcodes:
  0  klaar
  1  fout in het programma, of de schijf is vol
  2  het commando is niet goed getypt
  3  een bron werkt niet en er zijn geen bewaarde gegevens
  4  een bron heeft een andere vorm gekregen
  5  een eigen bestand of een regiobestand klopt niet of ontbreekt
  6  het opmaken van de PDF is mislukt, of typst ontbreekt
  7  een of meer rapporten van een reeks zijn mislukt
  8  een controle vond een verschil";
