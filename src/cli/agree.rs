//! `latentune agree`: how far the labels of two people agree, from their session files.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::{Ended, answer, note, path};
use crate::curation::{ColumnAgreement, agreement, read_session};
use crate::words::{fill, id, tr};

/// What `latentune agree` is asked.
#[derive(Debug, Args)]
pub struct AgreeOptions {
    #[arg(value_parser = path(), value_name = "A.latentune", help = tr(id::CLI_HELP_SESSION_OF_ONE))]
    pub(crate) a: PathBuf,
    #[arg(value_parser = path(), value_name = "B.latentune", help = tr(id::CLI_HELP_SESSION_OF_OTHER))]
    pub(crate) b: PathBuf,
}

/// Writes Cohen's κ of each column that both have, and the songs of which they say other things.
///
/// # Errors
/// When a file is no session file, or they have no column in common.
pub fn agree(ask: &AgreeOptions) -> anyhow::Result<Ended> {
    let read = |path: &Path| read_session(path).map_err(anyhow::Error::from);
    let found = agreement(&read(&ask.a)?, &read(&ask.b)?);
    let first = found.columns.first();
    first.with_context(|| tr(id::OWN_NO_COLUMN_IN_COMMON))?;
    for column in &found.columns {
        column_told(column);
    }
    for (names, text) in [
        (&found.only_a, id::CLI_COLUMNS_ONLY_FIRST),
        (&found.only_b, id::CLI_COLUMNS_ONLY_SECOND),
    ] {
        if !names.is_empty() {
            note(fill(text, &[("names", &names.join(", "))]));
        }
    }
    Ok(Ended::Done)
}

fn column_told(column: &ColumnAgreement) {
    let kappa = match column.kappa {
        Some(kappa) => format!("{kappa:.3}"),
        None => tr(id::COMMON_UNDEFINED).to_string(),
    };
    let line = fill(
        id::OWN_KAPPA_LINE,
        &[
            ("kappa", &kappa),
            ("percent", &format!("{:.0}", column.percent_same())),
            ("same", &column.n_same),
            ("n", &column.n_both),
        ],
    );
    answer(format_args!("{}: {line}", column.name));
    for differing in &column.differing {
        let text = fill(
            id::OWN_DISAGREEMENT,
            &[
                ("title", &differing.song),
                ("a", &differing.a),
                ("b", &differing.b),
            ],
        );
        answer(format_args!("  {text}"));
    }
    let alone = fill(
        id::CLI_LABELLED_BY_ONE,
        &[("a", &column.only_a), ("b", &column.only_b)],
    );
    note(format_args!("  {alone}"));
}
