//! The error that a command ends with: what happened, to which thing, and what to do now.

use std::fmt;

use crate::exit::Exit;

/// Why a command failed. The message and hints are plain Dutch for the user.
#[derive(Debug)]
pub struct CommandError {
    exit: Exit,
    message: String,
    hints: Vec<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl CommandError {
    /// Creates an error with an exit code and what happened.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            hints: Vec::new(),
            source: None,
        }
    }

    /// Creates an error from another one; its text becomes the message.
    pub fn from_source<E>(exit: Exit, source: E) -> Self
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let message = source.to_string();
        let mut error = Self::new(exit, message);
        // The top of the chain is already the message; only what lies under it is added.
        error.source = source.source().map(|cause| cause.to_string().into());
        error
    }

    /// Adds what the user can do now.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Returns the exit code.
    pub const fn exit(&self) -> Exit {
        self.exit
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fout: {}", self.message)?;
        let mut cause = self.source.as_deref().map(|e| e as &dyn std::error::Error);
        while let Some(error) = cause {
            write!(f, "\n  oorzaak: {error}")?;
            cause = error.source();
        }
        self.hints
            .iter()
            .try_for_each(|hint| write!(f, "\nhint: {hint}"))
    }
}

impl std::error::Error for CommandError {}

impl From<std::io::Error> for CommandError {
    fn from(error: std::io::Error) -> Self {
        Self::from_source(Exit::Internal, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("de tabel is weg")]
    struct Outer(#[source] std::io::Error);

    #[test]
    fn the_chain_is_printed_once_with_hints_last() {
        let inner = std::io::Error::other("verbinding verbroken");
        let error = CommandError::from_source(Exit::Source, Outer(inner)).hint("probeer het later");
        assert_eq!(
            error.to_string(),
            "fout: de tabel is weg\n  oorzaak: verbinding verbroken\nhint: probeer het later"
        );
        assert_eq!(error.exit(), Exit::Source);
    }
}
