//! A comparison parted among workers on whatever machines, which share the folder of its cells.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::plan::Plan;
use super::run::{Failure, found, make_fits};
use crate::config::Config;
use crate::error::Result;
use crate::features::Cache;
use crate::job::Reporter;
use crate::library::Library;
use crate::shards::Shard;

/// What a worker of a comparison has made.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ShardMade {
    pub(crate) n_made: usize,
    /// How many of its fits were there before.
    pub(crate) n_kept: usize,
    pub(crate) failures: Vec<Failure>,
}

/// As [`run`](super::run()), but only those fits of the plan that are in `shard`, and nothing is put
/// together: workers on whatever machines make one of the shards each, in one folder.
///
/// # Errors
/// As [`run`](super::run()).
pub(crate) fn run_shard(
    plan: &Plan,
    base: &Config,
    library: &Arc<Library>,
    folder: &Path,
    shard: Shard,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<ShardMade> {
    let is_ours = |fit: usize| Shard::of_row(fit, shard.of()) == Some(shard);
    let made = make_fits(plan, base, library, folder, cache, reporter, is_ours)?;
    Ok(ShardMade {
        n_made: made.done.len() - made.n_kept,
        n_kept: made.n_kept,
        failures: made.failures,
    })
}

/// The shards, of `of`, that have fits which are not in `folder` yet, and how many those are.
///
/// # Errors
/// When the plan has a setting that does not exist.
pub(crate) fn missing(
    plan: &Plan,
    base: &Config,
    library: &Library,
    folder: &Path,
    of: usize,
) -> Result<(BTreeSet<usize>, usize)> {
    let (_, fits) = plan.expanded(base, library)?;
    let missing = (0..)
        .zip(&fits)
        .filter(|(_, fit)| found(folder, fit).is_none());
    let missing: Vec<usize> = missing.map(|(i, _)| i).collect();
    let shards = missing.iter().filter_map(|&i| Shard::of_row(i, of));
    Ok((shards.map(Shard::number).collect(), missing.len()))
}
