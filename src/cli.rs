//! The headless door: `latentune analyze`, and the options shared with the window.

mod progress;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand};

use crate::config::{Config, Modality, ModelKind};
use crate::error::Error;
use crate::export;
use crate::features::Cache;
use crate::job::{Job, Outcome};
use crate::library::{self, ColumnMap};
use crate::pipeline::{self, Analysis};

const ABOUT: &str = "See, hear and question the latent space of a collection of songs with lyrics";

const LONG_ABOUT: &str = "\
Latentune turns songs and their lyrics into features, trains a variational autoencoder on them, clusters the latent \
space, scores the clusters beside what chance and simpler methods reach, and draws it as a map that plays.

Without a command it opens its window on FOLDER, or on the demo songs.

FOLDER is a folder with audio/ and lyrics/, any tree of audio files with .lrc or .txt files beside them, folders named \
after genres, or a CSV/TSV manifest.";

const EXAMPLES: &str = "\
Examples:
  latentune                                     the demo songs, in the window
  latentune ~/Music                             your songs, in the window
  latentune analyze ~/Music --out results       tables and figures, no window
  latentune analyze songs.csv --out r --map audio=clip --map lyrics=words
  latentune analyze ~/Music --out r --modality lyrics --model pca --clusters 2 --seed 7

Exit codes: 0 done; 2 an error, told on stderr; 130 stopped before there was a result.";

/// `latentune` on the command line.
#[derive(Debug, Parser)]
#[command(name = "latentune", version, about = ABOUT, long_about = LONG_ABOUT, after_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Folder of songs or manifest file; the demo songs if left out
    pub folder: Option<PathBuf>,
    #[command(flatten)]
    pub run: RunOptions,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Analyse a folder without a window; write tables, figures, settings and the model
    Analyze {
        /// Folder of songs or manifest file; the demo songs if left out
        folder: Option<PathBuf>,
        /// Where the results go
        #[arg(long, short, value_name = "DIR")]
        out: PathBuf,
        /// Replace results of an earlier run in DIR
        #[arg(long)]
        force: bool,
        /// No progress bars
        #[arg(long, short)]
        quiet: bool,
        #[command(flatten)]
        run: RunOptions,
    },
    /// Open the window on the demo songs
    Demo {
        #[command(flatten)]
        run: RunOptions,
    },
}

/// Settings that both doors take. Each overrides the settings file.
#[derive(Debug, Args, Default)]
pub struct RunOptions {
    /// Settings file (TOML; every result folder holds one as config.toml)
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Seed of everything random; the same seed and settings give the same bytes
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// What the model is shown
    #[arg(long, value_enum)]
    pub modality: Option<ModalityArg>,
    /// The model
    #[arg(long, value_enum)]
    pub model: Option<ModelArg>,
    /// Latent dimensions
    #[arg(long, value_name = "N")]
    pub latent: Option<usize>,
    /// Weight of the KL term
    #[arg(long, value_name = "X")]
    pub beta: Option<f32>,
    /// Most epochs of training
    #[arg(long, value_name = "N")]
    pub epochs: Option<usize>,
    /// Number of clusters
    #[arg(long, value_name = "N")]
    pub clusters: Option<usize>,
    /// Which manifest column holds what, e.g. audio=path, lyrics=text, language=lang (may be given again)
    #[arg(long, value_name = "ROLE=COLUMN", value_parser = role)]
    pub map: Vec<(String, String)>,
    /// Neither read nor write the feature cache
    #[arg(long)]
    pub no_cache: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum ModalityArg {
    Audio,
    Lyrics,
    Both,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum ModelArg {
    Vae,
    Autoencoder,
    Pca,
}

fn role(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .filter(|(role, column)| !role.is_empty() && !column.is_empty())
        .map(|(role, column)| (role.to_string(), column.to_string()))
        .ok_or_else(|| "give it as ROLE=COLUMN, e.g. audio=path".to_string())
}

impl RunOptions {
    /// The settings file, if any, with the options on top.
    ///
    /// # Errors
    /// When the file cannot be read or a setting is out of range.
    pub fn settings(&self) -> anyhow::Result<Config> {
        let mut config = self.config.as_deref().map_or_else(|| Ok(Config::default()), Config::load)?;
        config.seed = self.seed.unwrap_or(config.seed);
        config.fusion.modality = self.modality.map_or(config.fusion.modality, |m| match m {
            ModalityArg::Audio => Modality::Audio,
            ModalityArg::Lyrics => Modality::Lyrics,
            ModalityArg::Both => Modality::Both,
        });
        config.model.kind = self.model.map_or(config.model.kind, |m| match m {
            ModelArg::Vae => ModelKind::Vae,
            ModelArg::Autoencoder => ModelKind::Autoencoder,
            ModelArg::Pca => ModelKind::Pca,
        });
        config.model.n_latent = self.latent.unwrap_or(config.model.n_latent);
        config.model.beta = self.beta.unwrap_or(config.model.beta);
        config.model.n_epochs = self.epochs.unwrap_or(config.model.n_epochs);
        config.clustering.n_clusters = self.clusters.unwrap_or(config.clustering.n_clusters);
        config.check()?;
        Ok(config)
    }

    pub fn columns(&self) -> ColumnMap {
        ColumnMap { pairs: self.map.clone() }
    }

    pub fn cache(&self) -> Cache {
        if self.no_cache { Cache { folder: None } } else { Cache::platform() }
    }
}

/// What `latentune analyze` was asked.
#[derive(Debug)]
pub struct Analyze<'a> {
    pub folder: Option<PathBuf>,
    pub out: PathBuf,
    pub force: bool,
    pub quiet: bool,
    pub run: &'a RunOptions,
}

/// How a headless run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Done,
    Stopped,
}

/// Analyses a folder and writes the results; Ctrl-C ends the present stage, a second one the run.
///
/// # Errors
/// When settings, songs or the result folder do not allow it; nothing that was there is then lost.
pub fn analyze(ask: Analyze<'_>) -> anyhow::Result<Ended> {
    let config = ask.run.settings()?.check()?;
    let earlier = export::earlier_results(&ask.out);
    if let (false, Some(first)) = (ask.force, earlier.first()) {
        bail!("results of an earlier run are there; --force replaces them: {}", first.display());
    }
    let folder = match ask.folder {
        Some(folder) => folder,
        None => library::demo::folder()?,
    };
    let (columns, cache, out) = (ask.run.columns(), ask.run.cache(), ask.out.clone());
    let job = Job::spawn(
        "analysis",
        || (),
        move |reporter| {
            let library = Arc::new(library::load(&folder, &columns, reporter)?);
            let analysis = pipeline::analyze(library, &config, None, &cache, reporter)?;
            export::write(&analysis, &out, reporter)?;
            Ok(analysis)
        },
    )?;
    let stop = job.stop().clone();
    ctrlc::set_handler(move || if stop.is_stopping() { stop.cancel() } else { stop.stop() })
        .context("cannot listen for Ctrl-C")?;
    match progress::follow(&job, ask.quiet) {
        Outcome::Done(analysis) => {
            eprint!("{}", summary(&analysis, &ask.out));
            Ok(Ended::Done)
        }
        Outcome::Cancelled => Ok(Ended::Stopped),
        Outcome::Failed(error) => Err(with_hint(error)),
        Outcome::Panicked(message) => bail!("a part of the program failed (this is a bug): {message}"),
    }
}

fn with_hint(error: Error) -> anyhow::Error {
    anyhow::Error::new(error)
}

/// What a person wants to know when a run ends.
fn summary(analysis: &Analysis, out: &std::path::Path) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    let say = |text: &mut String, line: String| drop(writeln!(text, "{line}"));
    say(&mut text, format!("{}", analysis.whole.report));
    for (stage, took) in &analysis.timings {
        say(&mut text, format!("{:>8.2} s  {}", took.as_secs_f64(), stage.label()));
    }
    let defined = |v: Option<f64>| v.map_or("undefined".to_string(), |v| format!("{v:.3}"));
    let d = &analysis.model.diagnostics;
    let n_latent = analysis.latents().n_cols();
    say(&mut text, format!("\n{} of {n_latent} latent dimensions are active", d.n_active));
    if d.is_collapsed(n_latent) {
        say(&mut text, "the posterior has collapsed: scores and map below say nothing about the songs".to_string());
    }
    say(&mut text, format!("\n{:<14}{:>12}   agreement with labels, ARI (chance)", "space", "silhouette"));
    let own = (analysis.config.model.kind.label(), &*analysis.scores);
    for (name, scores) in std::iter::once(own).chain(analysis.baselines.iter().map(|b| (b.name, &b.scores))) {
        let labels = scores.external.iter().map(|e| format!("{} {:.3} ({:.3})", e.column, e.ari.value, e.ari.chance));
        say(
            &mut text,
            format!("{name:<14}{:>12}   {}", defined(scores.silhouette), labels.collect::<Vec<_>>().join("  ")),
        );
    }
    let n_warnings = analysis.warnings().count();
    if n_warnings > 0 {
        say(&mut text, format!("\n{n_warnings} warnings, all in {}", out.join("warnings.txt").display()));
        for warning in analysis.warnings().take(8) {
            say(&mut text, format!("  {warning}"));
        }
    }
    say(&mut text, format!("\nresults are in {}", out.display()));
    text
}
