//! What can go wrong. An [`Error`] stops a run; a [`Warning`] skips one thing, is collected, and
//! the run goes on.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::words::{Message, Text, Value, fill, id, one_line, shown};

/// A run cannot go on. Messages are lower case: cause first, path last.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Someone pressed Stop in a stage that keeps nothing, or closed the window.
    #[error("{}", id::COMMON_STOPPED)]
    Cancelled,
    #[error("cannot {action}: {}: {}", with_advice(cause), shown(path))]
    Io {
        action: &'static str,
        path: PathBuf,
        cause: io::Error,
    },
    /// A file is there but is not what it should be.
    #[error("{cause}: {}", shown(path))]
    File { cause: Message, path: PathBuf },
    /// A setting is outside what its stage accepts.
    #[error("setting {field}: {cause}")]
    Config { field: &'static str, cause: Message },
    /// The library cannot be analysed as asked (no songs, no lyrics at all…).
    #[error("{0}")]
    Library(Message),
    /// Someone must say which column of a manifest holds what.
    #[error(
        "{cause}; its columns are {}{}: {}",
        first_listed(columns),
        map_examples(answers),
        shown(path)
    )]
    Columns {
        path: PathBuf,
        columns: Vec<String>,
        cause: Message,
        /// What may do: (role, column).
        answers: Vec<(&'static str, String)>,
    },
    /// A numeric stage could not produce its result.
    #[error("{stage}: {cause}")]
    Stage { stage: &'static str, cause: Message },
    /// Work on a thread panicked: a fault of ours. `what` broke off is a noun with its article.
    #[error("{}", fill(id::ERROR_WHAT_BROKE_OFF_FAULT_PROGRAM, &[("what", what), ("cause", cause)]))]
    Fault { what: Text, cause: String },
}

impl Error {
    /// Wraps an I/O error with what was being done and where.
    pub fn io(action: &'static str, path: impl AsRef<Path>, cause: io::Error) -> Self {
        Self::Io {
            action,
            path: path.as_ref().to_path_buf(),
            cause,
        }
    }

    pub fn file(cause: impl Into<Message>, path: impl AsRef<Path>) -> Self {
        Self::File {
            cause: cause.into(),
            path: path.as_ref().to_path_buf(),
        }
    }

    pub fn library(cause: impl Into<Message>) -> Self {
        Self::Library(cause.into())
    }

    pub fn config(field: &'static str, cause: impl Into<Message>) -> Self {
        Self::Config {
            field,
            cause: cause.into(),
        }
    }

    pub fn stage(stage: &'static str, cause: impl Into<Message>) -> Self {
        Self::Stage {
            stage,
            cause: cause.into(),
        }
    }
}

/// True for what Windows says of a file that another program holds; also of a protected one. What
/// scanners and indexers hold they let go of soon.
pub fn is_held(cause: &io::Error) -> bool {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    cfg!(windows)
        && matches!(
            cause.raw_os_error(),
            Some(ACCESS_DENIED | SHARING_VIOLATION)
        )
}

fn with_advice(cause: &io::Error) -> String {
    if is_held(cause) {
        fill(id::ERROR_HELD_BY_ANOTHER_PROGRAM, &[("cause", cause)])
    } else {
        cause.to_string()
    }
}

impl From<Error> for Value {
    fn from(error: Error) -> Self {
        Value::Given(error.to_string())
    }
}

/// Names in backticks, joined by commas.
pub fn listed<S: AsRef<str>>(names: &[S]) -> String {
    names
        .iter()
        .map(|n| format!("`{}`", n.as_ref()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The first of many names.
fn first_listed(names: &[String]) -> String {
    const MOST: usize = 30;
    match names.len() {
        n if n > MOST => format!("{} and {} more", listed(&names[..MOST]), n - MOST),
        _ => listed(names),
    }
}

fn map_examples(answers: &[(&'static str, String)]) -> String {
    let options: Vec<String> = answers
        .iter()
        .map(|(role, column)| map_option(role, column))
        .collect();
    if options.is_empty() {
        String::new()
    } else {
        format!(". Say which is which, as in {}", options.join(" or "))
    }
}

/// The option that gives a column a role, as it is typed in a shell.
pub fn map_option(role: &str, column: &str) -> String {
    format!("--map {}", quoted(&format!("{role}={column}")))
}

/// A text as one word of a shell.
pub fn quoted(text: &str) -> String {
    if text.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", text.replace('\'', "'\\''"))
    } else {
        format!("\"{text}\"")
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// One thing that was skipped or doubtful; the run went on without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The file, song id or column it is about, in one line.
    pub subject: String,
    /// What was wrong and what was done about it, in one lower-case sentence.
    pub cause: Message,
}

impl Warning {
    pub fn new(subject: impl Into<String>, cause: impl Into<Message>) -> Self {
        let subject: String = subject.into();
        Self {
            subject: one_line(&subject).into_owned(),
            cause: cause.into(),
        }
    }

    pub fn path(path: &Path, cause: impl Into<Message>) -> Self {
        Self::new(path.display().to_string(), cause)
    }
}

impl Warning {
    /// The first of the warnings, a line each, to stand behind the cause of an error that they
    /// explain.
    pub fn first_lines(warnings: &[Warning]) -> String {
        const MOST: usize = 8;
        let mut text: String = warnings
            .iter()
            .take(MOST)
            .map(|w| format!("\n  {w}"))
            .collect();
        if warnings.len() > MOST {
            text.push_str(&format!("\n  … and {} more", warnings.len() - MOST));
        }
        text
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.subject, self.cause)
    }
}
