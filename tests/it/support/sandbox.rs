//! Runs the program in a folder of its own, against a server on loopback with the fixtures.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use regiobeeld_fetchers::{FixtureFolder, FixtureService};
use tempfile::TempDir;

use super::server::Server;

/// What a command printed, and how it ended.
#[derive(Debug)]
pub struct Ended {
    /// Exit code.
    pub code: i32,
    /// The answer.
    pub stdout: String,
    /// Progress and messages.
    pub stderr: String,
}

impl Ended {
    /// Stops the test unless the command ended with this code.
    pub fn with_code(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "stdout: {}\nstderr: {}",
            self.stdout, self.stderr
        );
        self
    }
}

/// A folder with a store, and a server with the fixtures.
pub struct Sandbox {
    folder: TempDir,
    /// The server, to make it fail.
    pub server: Server,
    extra: BTreeMap<String, String>,
}

impl Sandbox {
    /// Starts a server; the store is empty.
    pub fn new() -> Self {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        Self::with(FixtureService::new(FixtureFolder::new(&fixtures)).unwrap())
    }

    /// Starts a server for a service; the store is empty.
    pub fn with(service: FixtureService) -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            server: Server::start(service),
            extra: BTreeMap::new(),
        }
    }

    /// Sets a variable of the environment for the commands that follow.
    pub fn set(&mut self, name: &str, value: &str) {
        self.extra.insert(name.to_owned(), value.to_owned());
    }

    /// Returns a path inside the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output().unwrap();
        Ended {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Returns the command that [`Sandbox::run`] runs.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let base = self.server.base();
        let mut command = Command::new(env!("CARGO_BIN_EXE_regiobeeld"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("REGIOBEELD_OPSLAG", self.path("opslag"))
            .env_remove("SOURCE_DATE_EPOCH");
        for source in ["CBS", "RIVM", "PDOK", "CBS4"] {
            command.env(format!("REGIOBEELD_{source}_URL"), &base);
        }
        command.envs(&self.extra);
        command
    }

    /// Fetches every table of the fixtures; tables that the fixtures lack fail, and that is said.
    pub fn fetch(&self, arguments: &[&str]) -> Ended {
        let tables = [
            "84799NED", "85984NED", "86165NED", "50150NED", "03759ned", "82166NED", "83674NED",
            "85012NED", "85463NED",
        ];
        let maps = ["gemeenten-2024", "wijken-2024"];
        let mut all = vec!["ophalen"];
        all.extend(arguments);
        for table in tables.iter().chain(&maps) {
            all.extend(["--bron", table]);
        }
        self.run(&all)
    }
}

/// Returns every file below a folder with its content, by its path with `/`.
pub fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in next.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}
