//! `latentune compare`: many settings, one table.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::shards::shard;
use super::{Ended, RunOptions, by_key_saying, may_replace, note, path, run_job};
use crate::config::Overrides;
use crate::error::{Error, Warning};
use crate::experiment::{self, Compared, Failure, Plan, Preset, ShardMade, groups};
use crate::export;
use crate::features;
use crate::file;
use crate::library::{self, Library};
use crate::scores::{External, Internal};
use crate::shards::{Shard, ranges};
use crate::words::{fill, id, say, tr};

/// What `latentune compare` is asked.
#[derive(Debug, Args)]
pub struct CompareOptions {
    #[arg(value_parser = path(), help = tr(id::CLI_HELP_FOLDER))]
    pub(crate) folder: Option<PathBuf>,
    #[arg(value_parser = path(), long, short, value_name = "DIR", help = tr(id::CLI_HELP_COMPARE_OUT))]
    pub(crate) out: PathBuf,
    #[arg(
        help = tr(id::CLI_HELP_PRESET),
        long,
        default_value = "questions",
        conflicts_with = "grid",
        value_parser = by_key_saying(|preset: Preset| Some(preset.says().as_str()))
    )]
    pub(crate) preset: Preset,
    #[arg(value_parser = path(), long, value_name = "FILE", help = tr(id::CLI_HELP_GRID))]
    pub(crate) grid: Option<PathBuf>,
    #[arg(value_parser = path(), long, value_name = "TABLE", conflicts_with = "folder", help = tr(id::CLI_HELP_FEATURES))]
    pub(crate) features: Option<PathBuf>,
    #[arg(
        help = tr(id::CLI_HELP_LABELS),
        long,
        value_name = "COLUMNS",
        value_delimiter = ',',
        requires = "features"
    )]
    pub(crate) labels: Vec<String>,
    #[arg(long, value_name = "N", default_value_t = 5, help = tr(id::CLI_HELP_SEEDS))]
    pub(crate) seeds: usize,
    #[arg(long, value_name = "I/N", value_parser = shard, conflicts_with_all = ["merge", "fresh"], help = tr(id::CLI_HELP_COMPARE_SHARD))]
    pub(crate) shard: Option<Shard>,
    #[arg(long, value_name = "N", conflicts_with = "fresh", help = tr(id::CLI_HELP_COMPARE_MERGE))]
    pub(crate) merge: Option<usize>,
    #[arg(long, help = tr(id::CLI_HELP_FRESH))]
    pub(crate) fresh: bool,
    #[arg(long, help = tr(id::CLI_HELP_COMPARE_FORCE))]
    pub(crate) force: bool,
    #[arg(long, short, help = tr(id::CLI_HELP_QUIET))]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) run: RunOptions,
}

/// Compares, and writes tables, figures and findings.
///
/// # Errors
/// When settings, plan, songs or the result folder do not allow it. Finished cells are kept
/// whatever happens.
pub fn compare(ask: &CompareOptions) -> anyhow::Result<Ended> {
    let base = ask.run.settings_of(ask.folder.as_deref())?;
    let own = ask.grid.as_deref().map(Plan::load).transpose()?;
    let cells = ask.out.join(export::CELLS);
    // A run that was ended has cells and no tables: it goes on without being asked.
    let was_interrupted = file::finish(&ask.out)?;
    may_replace(
        export::earlier_comparison(&ask.out),
        ask.force || was_interrupted,
    )?;
    export::make_folder(&ask.out)?;
    if ask.fresh {
        experiment::FitResult::clear(&cells)?;
    }
    let (columns, cache, out) = (ask.run.columns(), ask.run.cache(), ask.out.clone());
    let (folder, table, labels) = (ask.folder.clone(), ask.features.clone(), ask.labels.clone());
    let (shard, merge) = (ask.shard, ask.merge);
    let (preset, n_seeds, k) = (ask.preset, ask.seeds, ask.run.clusters);
    let outcome = run_job(id::CLI_COMPARISON, ask.quiet, move |reporter| {
        let reporter = &reporter.without_maps();
        let library = match (table, folder) {
            (Some(table), _) => library::load_table(&table, &labels, &columns)?,
            (None, Some(folder)) => library::load(&folder, &columns, reporter)?,
            (None, None) => library::load(&library::demo::folder()?, &columns, reporter)?,
        };
        let library = Arc::new(library);
        let plan = match own {
            Some(plan) => plan,
            None => {
                let plan = preset.plan(&library, n_seeds)?;
                let plan = match base.embeddings.file {
                    Some(_) => plan.beside_vectors()?,
                    None => plan,
                };
                with_k(plan, k, &library)?
            }
        };
        if let Some(shard) = shard {
            let made =
                experiment::run_shard(&plan, &base, &library, &cells, shard, &cache, reporter)?;
            return Ok(Done::Shard(shard, made));
        }
        if let Some(of) = merge {
            all_are_there(experiment::missing(&plan, &base, &library, &cells, of)?, of)?;
        }
        let mut compared = experiment::run(&plan, &base, &library, &cells, &cache, reporter)?;
        if merge.is_some() && compared.features.is_none() {
            // No worker has told of the recordings.
            let features = features::extract(&library, &base, &cache, reporter)?;
            compared.features = Some(Arc::new(features));
        }
        export::write_comparison(&compared, &out, reporter)?;
        Ok(Done::Whole(Box::new(compared)))
    })?;
    let Some(done) = outcome else {
        note(fill(
            id::CLI_CELLS_ARE_KEPT,
            &[("folder", &ask.out.display())],
        ));
        return Ok(Ended::Stopped);
    };
    match done {
        Done::Whole(compared) => note(summary(&compared, &ask.out).trim_end()),
        Done::Shard(shard, made) => note(of_shard(shard, &made).trim_end()),
    }
    Ok(Ended::Done)
}

/// What was made.
enum Done {
    Whole(Box<Compared>),
    Shard(Shard, ShardMade),
}

/// # Errors
/// When a shard has not made all of its models; the message names it.
fn all_are_there((shards, n): (BTreeSet<usize>, usize), of: usize) -> crate::error::Result<()> {
    if n == 0 {
        return Ok(());
    }
    Err(Error::library(
        say(id::CLI_CELLS_MISSING)
            .with("n", n)
            .with("of", of)
            .with("numbers", ranges(shards.into_iter())),
    ))
}

/// What a worker made, and what it could not.
fn of_shard(shard: Shard, made: &ShardMade) -> String {
    let told = fill(
        id::CLI_SHARD_MADE,
        &[
            ("shard", &shard),
            ("n", &made.n_made),
            ("kept", &made.n_kept),
            ("of", &shard.of()),
        ],
    );
    let failures = made.failures.iter().map(not_made);
    failures.chain([told + "\n"]).collect()
}

fn not_made(failure: &Failure) -> String {
    let text = fill(
        id::CLI_NOT_MADE_TITLE_CAUSE,
        &[("title", &failure.title), ("cause", &failure.cause)],
    );
    format!("\n{text}\n")
}

/// A preset makes as many clusters as the first label has classes, as its literature does, unless
/// told otherwise.
fn with_k(mut plan: Plan, told: Option<usize>, library: &Library) -> crate::error::Result<Plan> {
    let first = library.label("language").or(library.labels.first());
    let of_label = first
        .map(|l| (l.name.as_str(), l.classes.len()))
        .filter(|(_, n)| (2..=30).contains(n));
    if let (None, Some((name, n))) = (told, of_label) {
        plan.base = plan
            .base
            .and(&Overrides::parse(&format!("clustering.n_clusters={n}"))?);
        plan.notes.push(fill(
            id::CLI_N_CLUSTERS_MADE_AS_MANY,
            &[("n", &n), ("name", &name)],
        ));
    }
    Ok(plan)
}

/// The table in short.
fn summary(compared: &Compared, out: &std::path::Path) -> String {
    let groups = groups(compared);
    let mut text = fill(
        id::CLI_N_SONGS_MODELS_MODELS_TRAINED,
        &[
            ("n", &compared.library.songs.len()),
            ("models", &compared.fits.len()),
            ("kept", &compared.n_kept),
            ("parallel", &compared.n_parallel),
        ],
    ) + "\n";
    for (grid, plan) in compared.plan.grids.iter().enumerate() {
        text.push_str(&format!("\n{}\n", experiment::grid_title(&plan.name)));
        for group in groups.iter().filter(|g| g.grid == grid) {
            let number = |s: Option<crate::experiment::Spread>| {
                s.map_or_else(
                    || tr(id::COMMON_UNDEFINED).to_string(),
                    experiment::plus_minus,
                )
            };
            let mut line = format!(
                "  {:<52} {} {}",
                group.title(),
                tr(id::MAP_BAR_SILHOUETTE),
                number(group.internal(Internal::Silhouette))
            );
            for column in group.columns().into_iter().take(2) {
                let at = group.own_k(column).map_or(String::new(), |k| {
                    fill(id::CLI_AT_OWN_K_CLUSTERS, &[("k", &k)])
                });
                line.push_str(&format!(
                    "  {column} ARI{at} {}",
                    number(group.at_own_k(External::Ari, column))
                ));
            }
            if group.n_collapsed() > 0 {
                line.push_str(&fill(
                    id::CLI_COLLAPSED_AT_N_ALL_SEEDS,
                    &[("n", &group.n_collapsed()), ("all", &group.runs.len())],
                ));
            }
            text.push_str(&format!("{line}\n"));
        }
    }
    for failure in &compared.failures {
        text.push_str(&not_made(failure));
    }
    if !compared.warnings.is_empty() {
        text.push_str(&format!(
            "\n{}{}\n",
            fill(id::CLI_N_WARNINGS, &[("n", &compared.warnings.len())]),
            Warning::first_lines(&compared.warnings)
        ));
    }
    text.push_str(&format!(
        "\n{}\n",
        fill(
            id::CLI_WHAT_FOLLOWS_FROM_PATH,
            &[("path", &out.join("FINDINGS.md").display())]
        )
    ));
    text
}
