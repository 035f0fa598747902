//! `latentune place`: further songs on the map of others.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::{Ended, RunOptions, answer, note, path, run_job, songs_or_demo};
use crate::export;
use crate::library;
use crate::pipeline::{self, place_newcomers, read_newcomers};
use crate::words::{fill, id, tr};

/// What `latentune place` is asked.
#[derive(Debug, Args)]
pub struct PlaceOptions {
    #[arg(value_parser = path(), required = true, help = tr(id::CLI_HELP_NEW_SONGS))]
    pub(crate) new: Vec<PathBuf>,
    #[arg(value_parser = path(), long, value_name = "SONGS", help = tr(id::CLI_HELP_PLACE_ON))]
    pub(crate) on: Option<PathBuf>,
    #[arg(value_parser = path(), long, short, value_name = "FILE", help = tr(id::CLI_HELP_PLACE_OUT))]
    pub(crate) out: Option<PathBuf>,
    #[arg(long, short, help = tr(id::CLI_HELP_QUIET))]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) run: RunOptions,
}

/// Analyses songs as `analyze` does, and tells where new ones lie on their map: a table on stdout, or
/// in a file.
///
/// # Errors
/// When settings or songs do not allow it, or no new song can be placed.
pub fn place(ask: &PlaceOptions) -> anyhow::Result<Ended> {
    let config = ask.run.settings()?.check()?;
    let (columns, cache) = (ask.run.columns(), ask.run.cache());
    let songs = songs_or_demo(ask.on.as_deref())?;
    let (new, out) = (ask.new.clone(), ask.out.clone());
    let placed = run_job(id::PLACING_NEW_SONGS, ask.quiet, move |reporter| {
        let reporter = &reporter.without_maps();
        let new = read_newcomers(&new, reporter)?;
        let library = Arc::new(library::load(&songs, &columns, reporter)?);
        let analysis = pipeline::analyze(library, &config, None, &cache, reporter)?;
        let newcomers = place_newcomers(&analysis, new, &cache, reporter)?;
        let table = export::newcomers(&analysis, &newcomers)?;
        if let Some(out) = &out {
            export::write_file(out, table.as_bytes())?;
        }
        Ok((newcomers, table))
    })?;
    let Some((newcomers, table)) = placed else {
        return Ok(Ended::Stopped);
    };
    for warning in &newcomers.warnings {
        note(warning);
    }
    match &ask.out {
        Some(path) => note(fill(id::PLACING_WRITTEN, &[("path", &path.display())])),
        None => answer(table.trim_end()),
    }
    Ok(Ended::Done)
}
