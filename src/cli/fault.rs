//! What a command line gets wrong, in the locale of the thread: clap says it in English alone.

use std::error::Error as _;
use std::num::{ParseFloatError, ParseIntError};

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::words::{Locale, Text, fill, id, locale, tr};

/// What is wrong, what may have been meant, how the command is used and where its help is. `None`
/// where clap's own words do: in English, and for help and the version, which are no faults.
pub(super) fn told(error: &Error) -> Option<String> {
    let sentence = match locale() == Locale::EN {
        true => None,
        false => sentence(error),
    }?;
    let mut lines = vec![fill(id::CLI_FAULT, &[("cause", &sentence)])];
    for (kind, text) in [
        (ContextKind::ValidValue, id::CLI_FAULT_POSSIBLE),
        (ContextKind::ValidSubcommand, id::CLI_FAULT_POSSIBLE),
        (ContextKind::SuggestedArg, id::CLI_FAULT_MEANT),
        (ContextKind::SuggestedSubcommand, id::CLI_FAULT_MEANT),
        (ContextKind::SuggestedValue, id::CLI_FAULT_MEANT),
    ] {
        let names = of(error, kind);
        if !names.is_empty() {
            lines.push(format!("  {}", fill(text, &[("names", &names)])));
        }
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.trim_start_matches("Usage:").trim_start();
        lines.push(format!("\n{} {usage}", tr(id::CLI_HELP_USAGE)));
    }
    lines.push(format!("\n{}", tr(id::CLI_FAULT_HELP)));
    Some(lines.join("\n"))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "help and the version are no faults, and clap may get further kinds"
)]
fn sentence(error: &Error) -> Option<String> {
    let (argument, value) = (
        of(error, ContextKind::InvalidArg),
        of(error, ContextKind::InvalidValue),
    );
    let about = |text: Text| fill(text, &[("argument", &argument), ("value", &value)]);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => about(id::CLI_FAULT_UNKNOWN_ARGUMENT),
        ErrorKind::InvalidSubcommand => fill(
            id::CLI_FAULT_UNKNOWN_COMMAND,
            &[("command", &of(error, ContextKind::InvalidSubcommand))],
        ),
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues
            if value.is_empty() =>
        {
            about(id::CLI_FAULT_VALUE_MISSING)
        }
        ErrorKind::TooManyValues => about(id::CLI_FAULT_VALUE_TOO_MANY),
        ErrorKind::InvalidValue => about(id::CLI_FAULT_VALUE),
        ErrorKind::ValueValidation => match error.source() {
            Some(cause) => fill(
                id::CLI_FAULT_VALUE_BECAUSE,
                &[
                    ("argument", &argument),
                    ("value", &value),
                    ("cause", &why(cause)),
                ],
            ),
            None => about(id::CLI_FAULT_VALUE),
        },
        ErrorKind::ArgumentConflict => conflict(error, &argument),
        ErrorKind::MissingRequiredArgument => about(id::CLI_FAULT_ARGUMENT_MISSING),
        ErrorKind::MissingSubcommand => tr(id::CLI_FAULT_COMMAND_MISSING).to_string(),
        ErrorKind::NoEquals => about(id::CLI_FAULT_NO_EQUALS),
        ErrorKind::InvalidUtf8 => tr(id::CLI_FAULT_NOT_UTF8).to_string(),
        _ => return None,
    })
}

/// Why a value is refused. What is no number is refused by the standard library, in English; all
/// else by ourselves.
fn why(cause: &(dyn std::error::Error + 'static)) -> String {
    if cause.is::<ParseIntError>() {
        tr(id::CLI_FAULT_WHOLE_NUMBER).to_string()
    } else if cause.is::<ParseFloatError>() {
        tr(id::CLI_FAULT_NUMBER).to_string()
    } else {
        cause.to_string()
    }
}

fn conflict(error: &Error, argument: &str) -> String {
    let prior = of(error, ContextKind::PriorArg);
    let argument = match argument.is_empty() {
        true => of(error, ContextKind::InvalidSubcommand),
        false => argument.to_string(),
    };
    match prior == argument {
        true => fill(id::CLI_FAULT_TWICE, &[("argument", &argument)]),
        false => fill(
            id::CLI_FAULT_CONFLICT,
            &[("argument", &argument), ("other", &prior)],
        ),
    }
}

/// The names that clap holds against an error, with commas between.
fn of(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(name)) => name.clone(),
        Some(ContextValue::Strings(names)) => names.join(", "),
        _ => String::new(),
    }
}
