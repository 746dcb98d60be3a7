//! What the fault of one report means for the run. A full disk is told from other faults: a run
//! stops for it, because every next report would fail.

use std::io::{self, ErrorKind};

use zip::result::ZipError;

use super::make::MakeError;
use crate::pdf::PdfError;

/// Numbers of the system for a disk that takes no more, as typst prints them: no space, above the
/// quota, file too large; on Windows disk full, twice.
#[cfg(not(windows))]
const NUMBERS: [&str; 3] = ["(os error 28)", "(os error 122)", "(os error 27)"];
#[cfg(windows)]
const NUMBERS: [&str; 2] = ["(os error 112)", "(os error 39)"];

impl MakeError {
    /// Returns whether the disk takes no more.
    pub fn is_disk_full(&self) -> bool {
        match self {
            Self::Disk(error) | Self::Pdf(PdfError::Io { source: error, .. }) => is_full(error),
            Self::Workbook(ZipError::Io(error)) => is_full(error),
            Self::Pdf(PdfError::Typesetting { faults }) => faults
                .iter()
                .any(|fault| NUMBERS.iter().any(|number| fault.message.contains(number))),
            _ => false,
        }
    }

    /// Returns what went wrong with its causes, on one line.
    pub fn chain(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            let next = error.to_string();
            if !text.contains(&next) {
                text.push_str(&format!(": {next}"));
            }
            cause = error.source();
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Returns whether the disk takes no more: it is full, or there is a limit to what may be written.
pub fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Diagnostic;

    #[test]
    fn what_typst_says_of_a_full_disk_is_understood() {
        let says = |message: &str| {
            let faults = vec![Diagnostic {
                place: String::new(),
                message: message.to_owned(),
            }];
            MakeError::from(PdfError::Typesetting { faults })
        };
        let text = format!(
            "failed to write PDF file (No space left on device {})",
            NUMBERS[0]
        );
        assert!(says(&text).is_disk_full());
        assert!(!says("unknown font family: comic sans").is_disk_full());
        assert!(!says("file not found (os error 2)").is_disk_full());
        let full = io::Error::from(ErrorKind::StorageFull);
        assert!(MakeError::from(full).is_disk_full());
    }
}
