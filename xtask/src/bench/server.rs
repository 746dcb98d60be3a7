//! The stand-in for the source, as a process of its own: its work is not that of the program.

use crate::children;
use crate::failure::Failure;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// What a server gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// Bytes of bodies, never compressed.
    pub bytes: u64,
    /// Good answers.
    pub answers: u64,
    /// Rows of the table.
    pub rows: u64,
}

/// A server that runs until it is stopped, or until this program ends.
pub struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    /// Starts the example with these words and waits for its address.
    pub fn start(program: &Path, words: &[&str]) -> Result<Self, Failure> {
        let mut command = Command::new(program);
        command.args(words);
        let failed = |cause| children::cannot_start(&Command::new(program), cause);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let stdout = child.stdout.take().ok_or_else(|| failed(broken()))?;
        let mut output = BufReader::new(stdout);
        let mut line = String::new();
        output.read_line(&mut line).map_err(failed)?;
        let address = line.trim().to_owned();
        if !address.starts_with("http://") {
            return Err(failed(broken()));
        }
        Ok(Self {
            child,
            output,
            address,
        })
    }

    /// Returns `http://127.0.0.1:port`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Returns `127.0.0.1:port`.
    pub fn host(&self) -> &str {
        self.address.trim_start_matches("http://")
    }

    /// Stops the server and returns what it gave.
    pub fn stop(mut self) -> Result<Given, Failure> {
        drop(self.child.stdin.take());
        let mut text = String::new();
        let read = self.output.read_to_string(&mut text);
        let ended = self.child.wait();
        let failed = |cause| Failure::CannotStart {
            program: "de proefdienst".to_owned(),
            cause,
        };
        read.map_err(failed)?;
        ended.map_err(failed)?;
        parse(&text).ok_or_else(|| failed(broken()))
    }
}

fn broken() -> std::io::Error {
    std::io::Error::other("de proefdienst zegt niet wat verwacht werd")
}

/// Reads the line `teller bytes=… antwoorden=… rijen=…`.
fn parse(text: &str) -> Option<Given> {
    let line = text.lines().find_map(|line| line.strip_prefix("teller "))?;
    let value = |name: &str| {
        line.split(' ')
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| *key == name)
            .and_then(|(_, value)| value.parse().ok())
    };
    Some(Given {
        bytes: value("bytes")?,
        answers: value("antwoorden")?,
        rows: value("rijen")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts() {
        let given = Given {
            bytes: 12,
            answers: 3,
            rows: 4,
        };
        assert_eq!(
            parse("x\nteller bytes=12 antwoorden=3 rijen=4\n"),
            Some(given)
        );
        assert_eq!(parse("teller bytes=12\n"), None);
        assert_eq!(parse(""), None);
    }
}
