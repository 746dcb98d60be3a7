//! The files of the checkout as text. Build results and reports are left out.

use std::fs;
use std::path::{Path, PathBuf};

/// A text file of the project.
pub struct Source {
    /// Path from the root of the checkout, with `/` on every platform.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// Returns whether this is a Rust file.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Returns each line with its number, counted from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .zip(1..)
            .map(|(line, number)| (number, line))
    }

    /// Returns the lines that work in the program: no comments of Rust, and nothing from the first
    /// test module on, which by custom closes a file.
    pub fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_tests = ["/tests.rs", "/tests/", "/properties.rs", "/properties/"]
            .iter()
            .any(|part| self.path.contains(part));
        let lines = self
            .lines()
            .take_while(move |(_, line)| !is_tests && !line.starts_with("#[cfg(test)]"));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// Returns the root of the checkout.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the text files at or under a path from the root, in order of path.
pub fn list(under: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&root().join(under), &mut paths);
    paths.sort();
    let named = |path: PathBuf| {
        let text = fs::read_to_string(&path).ok()?;
        Some(Source {
            path: relative(&path),
            text,
        })
    };
    paths.into_iter().filter_map(named).collect()
}

/// Returns the paths of all files at or under a path, also those that are no text.
pub fn paths(under: &str) -> Vec<String> {
    let mut paths = Vec::new();
    collect(&root().join(under), &mut paths);
    paths.sort();
    paths.iter().map(|path| relative(path)).collect()
}

fn relative(path: &Path) -> String {
    let inside = path
        .strip_prefix(root())
        .expect("only files under the root are collected");
    inside
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) {
    let left_out = [".git", "target", "output"].map(|name| root().join(name));
    if left_out.iter().any(|folder| folder == path) {
        return;
    }
    if path.is_file() {
        found.push(path.to_owned());
        return;
    }
    for entry in fs::read_dir(path).into_iter().flatten() {
        collect(
            &entry.expect("a folder of the checkout can be read").path(),
            found,
        );
    }
}

#[test]
fn code_lines_end_at_the_tests_and_skip_comments() {
    let text =
        "//! Header.\nlet a = 1; // why\n  // fs::read\n#[cfg(test)]\nmod tests { fs::read() }\n";
    let source = Source {
        path: "src/a.rs".to_owned(),
        text: text.to_owned(),
    };
    assert_eq!(
        source.code_lines().collect::<Vec<_>>(),
        [(2, "let a = 1; // why")]
    );
    let tests = Source {
        path: "src/a/tests.rs".to_owned(),
        text: text.to_owned(),
    };
    assert_eq!(tests.code_lines().count(), 0);
}

#[test]
fn this_file_is_found_by_its_path() {
    let found = list("tests/it/architecture");
    assert!(
        found
            .iter()
            .any(|source| source.path == "tests/it/architecture/sources.rs")
    );
    assert!(list("no-such-folder").is_empty());
}
