//! What can go wrong while the fixtures are made, in words for the person who runs it.

use std::fmt;
use std::path::PathBuf;

/// Result of a step of the generator.
pub type Outcome<T> = Result<T, Fault>;

/// A reason to stop; nothing is skipped in silence.
#[derive(Debug)]
pub enum Fault {
    /// The command line was not understood.
    Usage,
    /// A file could not be read.
    Read {
        path: PathBuf,
        source: std::io::Error,
    },
    /// A file or folder could not be written.
    Write {
        path: PathBuf,
        source: std::io::Error,
    },
    /// A source file does not have the shape that was expected.
    Shape { path: PathBuf, what: String },
    /// A real name of a wijk is still in the output.
    RealName { path: PathBuf, name: String },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage => write!(
                f,
                "gebruik: maak_fixtures --bron DIR [--uit DIR] [--gemeenten BESTAND]"
            ),
            Self::Read { path, source } => {
                write!(f, "kan {} niet lezen: {source}", path.display())
            }
            Self::Write { path, source } => {
                write!(f, "kan {} niet schrijven: {source}", path.display())
            }
            Self::Shape { path, what } => {
                write!(f, "{} heeft niet de verwachte vorm: {what}", path.display())
            }
            Self::RealName { path, name } => write!(
                f,
                "in {} staat nog de echte wijknaam \"{name}\"; vervang die door een voorbeeldnaam",
                path.display()
            ),
        }
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } => Some(source),
            Self::Usage | Self::Shape { .. } | Self::RealName { .. } => None,
        }
    }
}
