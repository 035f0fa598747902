//! What can go wrong. An [`Error`] stops a run; a [`Warning`] skips one thing, is collected, and
//! the run goes on.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::words::{Message, Text, Value, fill, id, say, shown};

/// A run cannot go on. Messages are lower case: cause first, path last.
#[derive(Debug)]
pub enum Error {
    /// Someone pressed Stop in a stage that keeps nothing, or closed the window.
    Cancelled,
    /// The platform refused.
    Io {
        /// What could not be done: "cannot open".
        failed: Text,
        /// What it could not be done with.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// A file is there but is not what it should be.
    File {
        /// What is wrong with it.
        cause: Message,
        /// The file.
        path: PathBuf,
    },
    /// A setting is outside what its stage accepts.
    Config {
        /// Its path: `model.n_latent`.
        field: &'static str,
        /// What the stage accepts.
        cause: Message,
    },
    /// The library cannot be analysed as asked (no songs, no lyrics at all…).
    Library(Message),
    /// Someone must say which column of a manifest holds what.
    Columns {
        /// The manifest.
        path: PathBuf,
        /// What its columns are called, in their order.
        columns: Vec<String>,
        /// Why their names do not tell.
        cause: Message,
        /// What may do: (role, column).
        answers: Vec<(&'static str, String)>,
    },
    /// A numeric stage could not produce its result.
    Stage {
        /// What it is called.
        stage: Text,
        /// Why it could not.
        cause: Message,
    },
    /// Work on a thread panicked: a fault of ours.
    Fault {
        /// What broke off, a noun with its article.
        what: Text,
        /// What the panic said.
        cause: String,
    },
}

impl Error {
    /// Wraps an I/O error with what could not be done and where.
    pub(crate) fn io(failed: Text, path: impl AsRef<Path>, cause: io::Error) -> Self {
        Self::Io {
            failed,
            path: path.as_ref().to_path_buf(),
            cause,
        }
    }

    /// A file that is not what it should be.
    pub(crate) fn file(cause: impl Into<Message>, path: impl AsRef<Path>) -> Self {
        Self::File {
            cause: cause.into(),
            path: path.as_ref().to_path_buf(),
        }
    }

    /// A library that cannot be analysed as asked.
    pub(crate) fn library(cause: impl Into<Message>) -> Self {
        Self::Library(cause.into())
    }

    /// A setting by its path, and what it must be.
    pub(crate) fn config(field: &'static str, cause: impl Into<Message>) -> Self {
        Self::Config {
            field,
            cause: cause.into(),
        }
    }

    /// A stage, and why it has no result.
    pub(crate) fn stage(stage: Text, cause: impl Into<Message>) -> Self {
        Self::Stage {
            stage,
            cause: cause.into(),
        }
    }

    /// What is told of it, in the language of whoever reads it.
    pub(crate) fn message(&self) -> Message {
        let place = |path: &Path| Message::verbatim(shown(path));
        match self {
            Self::Cancelled => id::COMMON_STOPPED.into(),
            Self::Io {
                failed,
                path,
                cause,
            } => Message::joined([(*failed).into(), with_advice(cause), place(path)], ": "),
            Self::File { cause, path } => Message::joined([cause.clone(), place(path)], ": "),
            Self::Config { field, cause } => say(id::ERROR_SETTING_FIELD_CAUSE)
                .with("field", *field)
                .with("cause", cause.clone()),
            Self::Library(cause) => cause.clone(),
            Self::Columns {
                path,
                columns,
                cause,
                answers,
            } => say(id::ERROR_CAUSE_ITS_COLUMNS)
                .with("cause", cause.clone())
                .with("columns", first_listed(columns))
                .with("advice", map_examples(answers))
                .with("path", path.display()),
            Self::Stage { stage, cause } => Message::joined([(*stage).into(), cause.clone()], ": "),
            Self::Fault { what, cause } => say(id::ERROR_WHAT_BROKE_OFF_FAULT_PROGRAM)
                .with("what", *what)
                .with("cause", cause),
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Error {}

impl From<Error> for Message {
    fn from(error: Error) -> Self {
        error.message()
    }
}

/// True for what Windows says of a file that another program holds; also of a protected one. What
/// scanners and indexers hold they let go of soon.
pub(crate) fn is_held(cause: &io::Error) -> bool {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    cfg!(windows)
        && matches!(
            cause.raw_os_error(),
            Some(ACCESS_DENIED | SHARING_VIOLATION)
        )
}

fn with_advice(cause: &io::Error) -> Message {
    if is_held(cause) {
        say(id::ERROR_HELD_BY_ANOTHER_PROGRAM).with("cause", cause)
    } else {
        Message::verbatim(cause)
    }
}

impl From<Error> for Value {
    fn from(error: Error) -> Self {
        error.message().into()
    }
}

/// Names in backticks, joined by commas.
pub(crate) fn listed<S: AsRef<str>>(names: &[S]) -> String {
    names
        .iter()
        .map(|n| format!("`{}`", n.as_ref()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The first of many names.
fn first_listed(names: &[String]) -> Message {
    const MOST: usize = 30;
    match names.len() {
        n if n > MOST => say(id::ERROR_NAMES_AND_MORE)
            .with("names", listed(&names[..MOST]))
            .with("n", n - MOST),
        _ => Message::verbatim(listed(names)),
    }
}

fn map_examples(answers: &[(&'static str, String)]) -> Message {
    let options = answers
        .iter()
        .map(|(role, column)| Message::verbatim(map_option(role, column)));
    match options.reduce(|a, b| say(id::ERROR_A_OR_B).with("a", a).with("b", b)) {
        Some(options) => say(id::ERROR_SAY_WHICH_IS_WHICH).with("options", options),
        None => Message::verbatim(""),
    }
}

/// The option that gives a column a role, as it is typed in a shell.
pub(crate) fn map_option(role: &str, column: &str) -> String {
    format!("--map {}", quoted(&format!("{role}={column}")))
}

/// A text as one word of a shell.
pub(crate) fn quoted(text: &str) -> String {
    if text.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", text.replace('\'', "'\\''"))
    } else {
        format!("\"{text}\"")
    }
}

/// What every stage gives: its result, or why the run cannot go on.
pub type Result<T> = std::result::Result<T, Error>;

/// One thing that was skipped or doubtful; the run went on without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The file, song id, column or stage it is about, in one line.
    pub(crate) subject: Value,
    /// What was wrong and what was done about it, in one lower-case sentence.
    pub cause: Message,
}

impl Warning {
    /// About a song, a column or a stage.
    pub(crate) fn new(subject: impl Into<Value>, cause: impl Into<Message>) -> Self {
        Self {
            subject: subject.into().in_one_line(),
            cause: cause.into(),
        }
    }

    /// About a file.
    pub(crate) fn path(path: &Path, cause: impl Into<Message>) -> Self {
        Self::new(path.display(), cause)
    }

    /// About a column of a table.
    pub(crate) fn column(name: &str, cause: impl Into<Message>) -> Self {
        Self::new(say(id::ERROR_COLUMN_NAME).with("name", name), cause)
    }

    /// About a label of the songs.
    pub(crate) fn label(name: &str, cause: impl Into<Message>) -> Self {
        Self::new(say(id::ERROR_LABEL_NAME).with("name", name), cause)
    }

    /// What is told of it, in the language of whoever reads it.
    pub(crate) fn message(&self) -> Message {
        let subject = match &self.subject {
            Value::Given(words) => Message::verbatim(words),
            Value::Said(message) => (**message).clone(),
        };
        Message::joined([subject, self.cause.clone()], ": ")
    }

    /// The first of the warnings, a line each, to stand behind the cause of an error that they
    /// explain.
    pub(crate) fn first_lines(warnings: &[Warning]) -> String {
        const MOST: usize = 8;
        let mut text: String = warnings
            .iter()
            .take(MOST)
            .map(|w| format!("\n  {w}"))
            .collect();
        if warnings.len() > MOST {
            text.push_str("\n  ");
            text.push_str(&fill(id::EXPORT_N_MORE, &[("n", &(warnings.len() - MOST))]));
        }
        text
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.subject, self.cause)
    }
}
