//! What can go wrong in a chore, with the text a user sees and the exit code that goes with it.
//! The numbers are those of the program: 1 internal, 2 usage, 6 no usable typst, 8 a check failed.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a chore stopped.
#[derive(Debug)]
pub enum Failure {
    /// A program could not be started at all.
    CannotStart {
        program: String,
        cause: std::io::Error,
    },
    /// A program ran and reported failure.
    StepFailed { step: String, code: Option<i32> },
    /// A file or folder could not be read or written.
    Files {
        action: &'static str,
        path: PathBuf,
        cause: std::io::Error,
    },
    /// An expected result is not there although the step before it reported success.
    Absent { what: &'static str, path: PathBuf },
    /// `REGIOBEELD_TYPST` names something that is not the right typst.
    WrongTypst {
        path: PathBuf,
        found: Option<String>,
    },
    /// Typst must be installed, but something that its build needs is not there.
    CannotBuildTypst { missing: Vec<&'static str> },
    /// The installation of typst failed.
    TypstInstall {
        command: String,
        build_folder: PathBuf,
    },
    /// The platform gives no place for a user's files.
    NoUserFolder { variable: &'static str },
    /// A bench came to no answer.
    NotMeasured { reason: String },
    /// There is nothing to check.
    NoPdfs {
        folder: PathBuf,
        /// The command that makes them.
        maker: &'static str,
    },
    /// The tools of a check are not there and cannot be installed here.
    MissingTools {
        missing: Vec<String>,
        reason: String,
    },
}

impl Failure {
    /// Returns the exit code that goes with this failure.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoPdfs { .. } => 2,
            Self::WrongTypst { .. } | Self::CannotBuildTypst { .. } | Self::TypstInstall { .. } => {
                6
            }
            _ => 1,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CannotStart { program, cause } => {
                write!(out, "{program} kan niet worden gestart: {cause}")
            }
            Self::StepFailed {
                step,
                code: Some(code),
            } => {
                write!(
                    out,
                    "{step} is mislukt (exitcode {code}); de oorzaak staat hierboven"
                )
            }
            Self::StepFailed { step, code: None } => write!(out, "{step} is afgebroken"),
            Self::Files {
                action,
                path,
                cause,
            } => {
                write!(out, "{} kan niet worden {action}: {cause}", path.display())
            }
            Self::Absent { what, path } => {
                write!(
                    out,
                    "{what} staat niet op de verwachte plaats {}",
                    path.display()
                )
            }
            Self::WrongTypst { path, found } => write_wrong_typst(out, path, found.as_deref()),
            Self::CannotBuildTypst { missing } => write!(
                out,
                "om typst te bouwen is nog nodig: {}\nhint: installeer dat, of zet typst {} zelf op het pad",
                missing.join(", "),
                crate::typst::VERSION
            ),
            Self::TypstInstall {
                command,
                build_folder,
            } => write_failed_install(out, command, build_folder),
            Self::NoUserFolder { variable } => write!(
                out,
                "er is geen map voor gebruikersgegevens: de omgevingsvariabele {variable} is leeg"
            ),
            Self::NotMeasured { reason } => write!(out, "er is niets gemeten: {reason}"),
            Self::NoPdfs { folder, maker } => write!(
                out,
                "er zijn geen PDF's om te keuren in {}\nhint: maak ze eerst met: {maker}",
                folder.display()
            ),
            Self::MissingTools { missing, reason } => {
                write!(
                    out,
                    "de PDF's zijn niet gekeurd: {reason}\nhet volgende ontbreekt:"
                )?;
                missing
                    .iter()
                    .try_for_each(|line| write!(out, "\n  - {line}"))
            }
        }
    }
}

fn write_failed_install(
    out: &mut fmt::Formatter<'_>,
    command: &str,
    build_folder: &Path,
) -> fmt::Result {
    write!(
        out,
        "typst kon niet worden geïnstalleerd; de oorzaak staat hierboven\n\
         hint: probeer het opnieuw; wat al gebouwd is, blijft bewaard in {}\n\
         hint: zelf uitvoeren kan ook:\n  {command}",
        build_folder.display()
    )
}

fn write_wrong_typst(
    out: &mut fmt::Formatter<'_>,
    path: &Path,
    found: Option<&str>,
) -> fmt::Result {
    let wanted = crate::typst::VERSION;
    match found {
        Some(version) => write!(
            out,
            "REGIOBEELD_TYPST wijst naar typst {version} ({}), maar versie {wanted} is nodig",
            path.display()
        )?,
        None => write!(
            out,
            "REGIOBEELD_TYPST wijst naar {}, maar dat is geen werkend typst",
            path.display()
        )?,
    }
    write!(
        out,
        "\nhint: maak REGIOBEELD_TYPST leeg; dan wordt typst {wanted} gezocht of gebouwd"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_those_of_the_program() {
        let no_pdfs = Failure::NoPdfs {
            folder: PathBuf::from("output"),
            maker: "cargo xtask demo",
        };
        assert_eq!(no_pdfs.exit_code(), 2);
        let install = Failure::TypstInstall {
            command: String::new(),
            build_folder: PathBuf::new(),
        };
        assert_eq!(install.exit_code(), 6);
        let step = Failure::StepFailed {
            step: "bouwen".to_owned(),
            code: Some(101),
        };
        assert_eq!(step.exit_code(), 1);
    }

    #[test]
    fn a_failed_installation_names_the_command_to_try() {
        let command = "cargo install --locked typst-cli".to_owned();
        let failure = Failure::TypstInstall {
            command: command.clone(),
            build_folder: "b".into(),
        };
        assert!(failure.to_string().contains(&command));
    }
}
