//! Runs the Java program that asks veraPDF for its verdict; all PDFs in one call, because the
//! start of the virtual machine takes longer than a PDF.

use super::tools::Tools;
use crate::children;
use crate::failure::Failure;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Returns the validator's lines on all PDFs for one standard (`ua1` or `3a`).
pub fn run(tools: &Tools, standard: &str, pdfs: &[PathBuf]) -> Result<String, Failure> {
    let mut command = Command::new("java");
    // Java takes the language settings for the coding of file names; accents must come through.
    command.env("LC_ALL", "C.UTF-8");
    command.args([
        "-Dfile.encoding=UTF-8",
        "-Dsun.stdout.encoding=UTF-8",
        "-Dstdout.encoding=UTF-8",
    ]);
    command
        .arg("-cp")
        .arg(&tools.class_path)
        .arg("UaCheck")
        .arg(standard)
        .args(pdfs);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|cause| children::cannot_start(&command, cause))?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        let step = format!("keuren volgens {standard}");
        return Err(Failure::StepFailed {
            step,
            code: output.status.code(),
        });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
