//! `latentune plan`, `extract` and `merge`: a library that outgrows one machine.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Ended, RunOptions, note, path, run_job};
use crate::config::Config;
use crate::error::{Error, Result, quoted};
use crate::features::Cache;
use crate::library::Listing;
use crate::shards::{self, Made, Plan, Shard};
use crate::words::{Text, fill, id, tr};

/// What `latentune plan` is asked.
#[derive(Debug, Args)]
pub struct PlanOptions {
    #[arg(value_parser = path(), help = tr(id::CLI_HELP_PLAN_SONGS))]
    pub(crate) songs: PathBuf,
    #[arg(value_parser = path(), long, short, value_name = "PLAN", help = tr(id::CLI_HELP_PLAN_OUT))]
    pub(crate) out: PathBuf,
    #[arg(long, help = tr(id::CLI_HELP_FORCE_FILE))]
    pub(crate) force: bool,
    #[arg(long, short, help = tr(id::CLI_HELP_QUIET))]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) run: RunOptions,
}

/// What `latentune extract` is asked.
#[derive(Debug, Args)]
pub struct ExtractOptions {
    #[arg(value_parser = path(), help = tr(id::CLI_HELP_EXTRACT_PLAN))]
    pub(crate) plan: PathBuf,
    #[arg(long, value_name = "I/N", value_parser = shard, help = tr(id::CLI_HELP_SHARD))]
    pub(crate) shard: Shard,
    #[arg(value_parser = path(), long, short, value_name = "DIR", help = tr(id::CLI_HELP_EXTRACT_OUT))]
    pub(crate) out: PathBuf,
    #[arg(value_parser = path(), long, value_name = "DIR", help = tr(id::CLI_HELP_ROOT))]
    pub(crate) root: Option<PathBuf>,
    #[arg(long, help = tr(id::CLI_HELP_NO_CACHE))]
    pub(crate) no_cache: bool,
    #[arg(long, short, help = tr(id::CLI_HELP_QUIET))]
    pub(crate) quiet: bool,
}

/// What `latentune merge` is asked.
#[derive(Debug, Args)]
pub struct MergeOptions {
    #[arg(value_parser = path(), help = tr(id::CLI_HELP_MERGE_DIR))]
    pub(crate) parts: PathBuf,
    #[arg(value_parser = path(), long, short, value_name = "TABLE", help = tr(id::CLI_HELP_MERGE_OUT))]
    pub(crate) out: PathBuf,
    #[arg(value_parser = path(), long, value_name = "PLAN", help = tr(id::CLI_HELP_MERGE_PLAN))]
    pub(crate) plan: Option<PathBuf>,
    #[arg(long, help = tr(id::CLI_HELP_FORCE_FILE))]
    pub(crate) force: bool,
    #[arg(long, short, help = tr(id::CLI_HELP_QUIET))]
    pub(crate) quiet: bool,
}

pub(super) fn shard(text: &str) -> std::result::Result<Shard, String> {
    text.parse()
        .map_err(|cause: Text| cause.as_str().to_string())
}

/// A file of somebody's is not written over unasked.
fn may_write(path: &Path, force: bool) -> Result<()> {
    match path.exists() && !force {
        true => Err(Error::file(id::CLI_FILE_IS_THERE, path)),
        false => Ok(()),
    }
}

/// Lists songs, and writes down what is to be extracted of them.
///
/// # Errors
/// When settings, songs or the place of the plan do not allow it.
pub fn plan(ask: &PlanOptions) -> anyhow::Result<Ended> {
    may_write(&ask.out, ask.force)?;
    let config: Config = ask.run.settings()?;
    let (songs, columns, out) = (ask.songs.clone(), ask.run.columns(), ask.out.clone());
    let made = run_job(id::CLI_PLAN, ask.quiet, move |reporter| {
        let plan = Plan::new(Listing::read(&songs, &columns, reporter)?, &config)?;
        if let Some(folder) = out.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, folder, e))?;
        }
        plan.write(&out)?;
        let sizes = plan.songs.iter().filter_map(|song| song.n_bytes);
        Ok((plan.songs.len(), sizes.sum::<u64>()))
    })?;
    let Some((n_songs, n_bytes)) = made else {
        return Ok(Ended::Stopped);
    };
    let plan = quoted(&ask.out.display().to_string());
    let folder = ask
        .out
        .parent()
        .map_or(".".into(), |f| f.display().to_string());
    let folder = if folder.is_empty() {
        ".".into()
    } else {
        folder
    };
    note(fill(
        id::CLI_PLANNED,
        &[
            ("n", &n_songs),
            ("size", &format!("{:.1}", n_bytes as f64 / 1e6)),
            ("path", &ask.out.display()),
            (
                "extract",
                &format!(
                    "latentune extract {plan} --shard 1/4 --out {}",
                    quoted(&folder)
                ),
            ),
            (
                "merge",
                &format!(
                    "latentune merge {} --plan {plan} --out songs.parquet",
                    quoted(&folder)
                ),
            ),
        ],
    ));
    Ok(Ended::Done)
}

/// Extracts one shard of a plan into its part; one that is there already stays as it is.
///
/// # Errors
/// When the plan, the songs' folder or the place of the part do not allow it. No part is there then
/// that was not before.
pub fn extract(ask: &ExtractOptions) -> anyhow::Result<Ended> {
    let plan = Plan::read(&ask.plan)?;
    let cache = match ask.no_cache {
        true => Cache { folder: None },
        false => Cache::platform(),
    };
    let (shard, root, out) = (ask.shard, ask.root.clone(), ask.out.clone());
    let made = run_job(id::CLI_EXTRACTION, ask.quiet, move |reporter| {
        shards::extract(&plan, shard, root.as_deref(), &out, &cache, reporter)
    })?;
    let Some(Made {
        path,
        was_there,
        n_songs,
        n_failed,
        warnings,
    }) = made
    else {
        return Ok(Ended::Stopped);
    };
    warnings.iter().for_each(note);
    let text = match was_there {
        true => id::CLI_PART_WAS_THERE,
        false => id::CLI_PART_IS_MADE,
    };
    note(fill(
        text,
        &[
            ("n", &n_songs),
            ("failed", &n_failed),
            ("path", &path.display()),
        ],
    ));
    Ok(Ended::Done)
}

/// Puts all parts of a plan together in one table.
///
/// # Errors
/// When a part is missing, of something else, or a song is in two; the message names what to run
/// again.
pub fn merge(ask: &MergeOptions) -> anyhow::Result<Ended> {
    may_write(&ask.out, ask.force)?;
    let plan = ask.plan.clone();
    let plan = plan.unwrap_or_else(|| ask.parts.join("plan.parquet"));
    let (parts, out) = (ask.parts.clone(), ask.out.clone());
    let merged = run_job(id::CLI_MERGING, ask.quiet, move |reporter| {
        let merged = shards::merge(&plan, &parts, reporter)?;
        merged.write(&out)?;
        Ok(merged)
    })?;
    let Some(merged) = merged else {
        return Ok(Ended::Stopped);
    };
    note(fill(
        id::CLI_MERGED,
        &[
            ("n", &merged.n_songs),
            ("parts", &merged.n_parts),
            ("failed", &merged.n_failed),
            ("duplicates", &merged.n_duplicates),
            ("path", &ask.out.display()),
        ],
    ));
    Ok(Ended::Done)
}
