//! The command line in the language that is asked for, clap's own words included.

use std::ffi::OsString;

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use super::{Cli, fault, note};
use crate::words::{Locale, Text, fill, id, locale, set_locale, tr};

impl Cli {
    /// Reads the words of a command line, the first of which is the program's name, and speaks from
    /// then on the language that they ask for. Ends the program where they ask for help, or cannot
    /// be read.
    pub fn read(words: impl Iterator<Item = OsString>) -> Self {
        let (language, words) = language_of(words.collect());
        set_locale(language.unwrap_or_default());
        let mut command = command();
        let read = command
            .try_get_matches_from_mut(words)
            .and_then(|found| Self::from_arg_matches(&found));
        read.unwrap_or_else(|error| {
            let error = error.format(&mut command);
            if let Some(told) = fault::told(&error) {
                note(told);
                std::process::exit(error.exit_code());
            }
            error.exit()
        })
    }
}

/// The language that the words ask for, wherever they do, and the other words. One that there is
/// not is left where it stands, for clap to refuse it.
pub(super) fn language_of(words: Vec<OsString>) -> (Option<Locale>, Vec<OsString>) {
    let (mut language, mut others) = (None, Vec::with_capacity(words.len()));
    let of = |word: &OsString| word.to_str().and_then(Locale::of);
    let mut words = words.into_iter().peekable();
    while let Some(word) = words.next() {
        let text = word.to_str().unwrap_or_default();
        if text == "--" {
            others.push(word);
            others.extend(words.by_ref());
        } else if let Some(asked) = text.strip_prefix("--language=").and_then(Locale::of) {
            language = Some(asked);
        } else if text == "--language" && words.peek().and_then(of).is_some() {
            language = words.next().as_ref().and_then(of);
        } else {
            others.push(word);
        }
    }
    (language, others)
}

/// The command line with its help in the locale of the thread.
pub(super) fn command() -> Command {
    let mut command = Cli::command();
    // What clap adds by itself is there to be told in another language only then.
    command.build();
    told(command)
}

fn told(command: Command) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|inner| inner.get_name().to_string())
        .collect();
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        tr(id::CLI_HELP_USAGE)
    );
    let command = command
        .help_template(template)
        .subcommand_help_heading(tr(id::CLI_HELP_COMMANDS))
        .mut_args(told_of);
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name.clone(), |inner| match name.as_str() {
            "help" => told(inner.about(tr(id::CLI_HELP_HELP_COMMAND))),
            _ => told(inner),
        })
    })
}

fn told_of(arg: Arg) -> Arg {
    let heading = match arg.is_positional() {
        true => id::CLI_HELP_ARGUMENTS,
        false => id::CLI_HELP_OPTIONS,
    };
    let arg = arg.help_heading(tr(heading));
    let action = arg.get_action();
    if matches!(
        action,
        ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong
    ) {
        let text = tr(id::CLI_HELP_HELP);
        arg.help(text).long_help(text)
    } else if matches!(action, ArgAction::Version) {
        arg.help(tr(id::CLI_HELP_VERSION))
    } else {
        with_values(arg)
    }
}

/// What an argument is where nobody says, and what it can be. clap writes both in English.
fn with_values(arg: Arg) -> Arg {
    if locale() == Locale::EN || arg.get_help().is_none() {
        return arg;
    }
    let mut notes = Vec::new();
    let mut note = |text: Text, name: &'static str, values: Vec<String>| {
        if values.iter().any(|value| !value.is_empty()) {
            notes.push(format!(" [{}]", fill(text, &[(name, &values.join(", "))])));
        }
    };
    let defaults = arg.get_default_values().iter();
    let defaults = defaults.map(|value| value.to_string_lossy().into_owned());
    note(id::CLI_HELP_DEFAULT, "value", defaults.collect());
    let possible: Vec<PossibleValue> = match arg.get_action().takes_values() {
        true => arg.get_possible_values(),
        false => Vec::new(),
    };
    let said = |value: &PossibleValue| match value.get_help() {
        Some(help) => format!("{} ({help})", value.get_name()),
        None => value.get_name().to_string(),
    };
    note(
        id::CLI_HELP_POSSIBLE,
        "values",
        possible.iter().map(said).collect(),
    );
    let with = |text: String| text + &notes.concat();
    let help = with(arg.get_help().map_or(String::new(), ToString::to_string));
    let long = arg.get_long_help().map(|help| with(help.to_string()));
    let arg = arg.hide_default_value(true).hide_possible_values(true);
    match long {
        Some(long) => arg.help(help).long_help(long),
        None => arg.help(help),
    }
}
