//! Turns faults of the command line into Dutch: clap writes English.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::error::CommandError;
use crate::exit::Exit;

/// Returns the error of the command line in Dutch; `None` when it is a request for help or for
/// the version, which clap prints itself.
pub fn dutch(error: &clap::Error) -> Option<CommandError> {
    let what = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::InvalidSubcommand => {
            format!(
                "commando «{}» bestaat niet",
                text(error, ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::MissingSubcommand => "er is geen commando gegeven".to_owned(),
        ErrorKind::UnknownArgument => {
            format!(
                "optie «{}» bestaat hier niet",
                text(error, ContextKind::InvalidArg)
            )
        }
        ErrorKind::MissingRequiredArgument => {
            format!(
                "er ontbreekt iets: {}",
                text(error, ContextKind::InvalidArg)
            )
        }
        ErrorKind::InvalidValue => {
            let value = text(error, ContextKind::InvalidValue);
            let argument = text(error, ContextKind::InvalidArg);
            if value.is_empty() {
                format!("bij {argument} hoort een waarde")
            } else {
                format!("«{value}» kan niet bij {argument}")
            }
        }
        ErrorKind::ValueValidation => format!(
            "«{}» kan niet bij {}",
            text(error, ContextKind::InvalidValue),
            text(error, ContextKind::InvalidArg)
        ),
        ErrorKind::ArgumentConflict => format!(
            "{} kan niet samen met {}",
            text(error, ContextKind::InvalidArg),
            text(error, ContextKind::PriorArg)
        ),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooManyValues => {
            format!(
                "bij {} hoort één waarde",
                text(error, ContextKind::InvalidArg)
            )
        }
        ErrorKind::InvalidUtf8 => "een argument is geen leesbare tekst (UTF-8)".to_owned(),
        _ => "het commando is niet goed getypt".to_owned(),
    };
    Some(with_hints(error, CommandError::new(Exit::Usage, what)))
}

/// Adds what clap suggests, and where to look.
fn with_hints(error: &clap::Error, mut fault: CommandError) -> CommandError {
    for kind in [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ] {
        let suggestion = text(error, kind);
        if !suggestion.is_empty() {
            fault = fault.hint(format!("bedoelt u {suggestion}?"));
        }
    }
    let values = text(error, ContextKind::ValidValue);
    if !values.is_empty() {
        fault = fault.hint(format!("kies uit {values}"));
    }
    fault.hint("«regiobeeld --help» laat alle commando's zien")
}

fn text(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(many)) => many.join(", "),
        Some(ContextValue::StyledStr(styled)) => styled.to_string(),
        Some(ContextValue::StyledStrs(many)) => many
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::Cli;

    fn message(arguments: &[&str]) -> String {
        let typed = std::iter::once("regiobeeld").chain(arguments.iter().copied());
        dutch(&Cli::try_parse_from(typed).unwrap_err())
            .unwrap()
            .to_string()
    }

    #[test]
    fn faults_are_explained_in_dutch() {
        for (arguments, expected) in [
            (&["rapprt"][..], "commando «rapprt» bestaat niet"),
            (
                &["rapport"],
                "er ontbreekt iets: <--gemeente <X>|--regio <R>>",
            ),
            (
                &["rapport", "--gemeente"],
                "bij --gemeente <X> hoort een waarde",
            ),
            (&["lijst", "dorpen"], "«dorpen» kan niet bij <WAT>"),
            (
                &["reeks", "--alles", "--deel", "3/2"],
                "«3/2» kan niet bij --deel <i/n>",
            ),
            (
                &["rapport", "--gemeente", "Zwolle", "--kleur"],
                "optie «--kleur» bestaat hier niet",
            ),
        ] {
            let text = message(arguments);
            assert!(text.starts_with(&format!("fout: {expected}")), "{text}");
            assert!(text.contains("hint: "), "{text}");
        }
    }

    #[test]
    fn dutch_and_english_names_are_the_same_command() {
        for (dutch, english) in [
            ("ophalen", "fetch"),
            ("rapport", "report"),
            ("reeks", "batch"),
            ("lijst", "list"),
            ("verifieer", "verify"),
            ("proef", "probe"),
            ("diagnose", "doctor"),
        ] {
            let command = <Cli as clap::CommandFactory>::command();
            let found = command
                .find_subcommand(english)
                .map(|c| c.get_name().to_owned());
            assert_eq!(found.as_deref(), Some(dutch));
        }
    }
}
