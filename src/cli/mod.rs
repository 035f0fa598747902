//! The headless door, and the options shared with the window.

mod summary;
mod analyze;
mod compare;
mod progress;
mod settings;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use anyhow::Context;
use clap::builder::{PathBufValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};

use crate::config::{
    ClusteringMethod, Config, Keyed, Modality, ModelKind, Overrides, ProjectionMethod, shell_path,
};
use crate::error::Error;
use crate::features::Cache;
use crate::file::Standing;
use crate::job::{Job, Reporter};
use crate::library::ColumnMap;
use crate::words::{Locale, Text, id, same};

pub use analyze::{AnalyzeOptions, ReportOptions, analyze, report};
pub use compare::{CompareOptions, compare};
pub use settings::list_settings;

const ABOUT: &str = "See, hear and question the latent space of a collection of songs with lyrics";

const LONG_ABOUT: &str = "\
Latentune turns songs and their lyrics into features, trains a variational autoencoder on them, clusters the latent \
space, scores the clusters beside what chance and simpler methods reach, and draws it as a map that plays.

Without a command it opens its window on FOLDER, or on the demo songs.

FOLDER is a folder with audio/ and lyrics/, any tree of audio files with .lrc or .txt files beside them, folders named \
after genres, a CSV/TSV manifest, or a table of numbers. The window also opens session files (.latentune).";

const EXAMPLES: &str = "\
Examples:
  latentune                                     the demo songs, in the window
  latentune ~/Music                             your songs, in the window
  latentune analyze ~/Music --out results       tables and figures, no window
  latentune analyze songs.csv --out r --map audio=clip --map lyrics=words
  latentune analyze ~/Music --out r --modality lyrics --model pca --clusters 2 --seed 7
  latentune report ~/Music --out results        the same with REPORT.md, and report.html to explore in a browser
  latentune analyze ~/New --out r2 --model-from r   the songs of ~/New as the model in r sees them

Ctrl-C ends training, or the drawing of the map, early and goes on with what there is; anywhere else, and at the \
second press, it ends the run. Results of an earlier run are replaced only when all new ones are written.

Exit codes: 0 done; 2 an error, told on stderr; 130 stopped before there was a result.";

/// `latentune` on the command line.
#[derive(Debug, Parser)]
#[command(name = "latentune", version, about = ABOUT, long_about = LONG_ABOUT, after_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Folder of songs or manifest file; the demo songs if left out
    #[arg(value_parser = path())]
    pub folder: Option<PathBuf>,
    #[command(flatten)]
    pub run: RunOptions,
    /// Language of what is told: en or bn. Names of columns and settings stay as they are
    #[arg(long, global = true, value_name = "CODE", value_parser = language)]
    pub language: Option<Locale>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Analyse a folder without a window; write tables, figures, settings and the model
    Analyze(Box<AnalyzeOptions>),
    /// The same with a report: findings, reconstructions, what clusters hold, and one page to
    /// explore in any browser
    Report(Box<ReportOptions>),
    /// Compare models, features and clusterings over several seeds; write one table, figures and
    /// findings
    Compare(Box<CompareOptions>),
    /// Fetch a sentence transformer by name, for features of lyrics
    Fetch {
        /// Its name, e.g. sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2
        name: String,
    },
    /// List every setting: what it is, what it accepts, and what it is where nobody says
    #[command(after_long_help = settings::table())]
    Settings,
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
    #[arg(long, value_name = "FILE", value_parser = path())]
    pub config: Option<PathBuf>,
    /// Seed of everything random; the same seed and settings give the same bytes
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// What the model is shown
    #[arg(long, value_name = "MODALITY", value_parser = by_key::<Modality>())]
    pub modality: Option<Modality>,
    /// The model; by default a joint VAE of whatever there is, sound or words or both
    #[arg(long, value_name = "MODEL", value_parser = by_key::<ModelKind>())]
    pub model: Option<ModelKind>,
    /// Latent dimensions
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub latent: Option<usize>,
    /// Weight of the KL term; by default 4 of a joint VAE, else 1
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    pub beta: Option<f32>,
    /// How songs are clustered
    #[arg(long, value_name = "METHOD", value_parser = by_key_saying(of_the_model))]
    pub clustering: Option<ClusteringMethod>,
    /// How the latent space is drawn
    #[arg(long, value_name = "METHOD", value_parser = by_key::<ProjectionMethod>())]
    pub projection: Option<ProjectionMethod>,
    /// Any setting by its name in the settings file, e.g. model.free_bits=0.1 (may be given again;
    /// `latentune help settings` lists them)
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// Most epochs of training
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub epochs: Option<usize>,
    /// Number of clusters; by default the silhouette chooses it
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub clusters: Option<usize>,
    /// Which column holds what, e.g. audio=path, lyrics=text, language=lang, number=length (may be
    /// given again)
    #[arg(long, value_name = "ROLE=COLUMN", value_parser = role)]
    pub map: Vec<(String, String)>,
    /// Neither read nor write the feature cache
    #[arg(long)]
    pub no_cache: bool,
}

fn of_the_model(method: ClusteringMethod) -> Option<&'static str> {
    (method == ClusteringMethod::Model).then_some("The mixture that VaDE has learnt")
}

/// Takes the keys of a closed list, and lists them where help is asked for.
fn by_key<T: Keyed + Send + Sync + 'static>() -> impl TypedValueParser<Value = T> {
    by_key_saying(|_: T| None)
}

/// The same, with what each key stands for.
fn by_key_saying<T: Keyed + Send + Sync + 'static>(
    says: fn(T) -> Option<&'static str>,
) -> impl TypedValueParser<Value = T> {
    let keys = T::all().map(|entry| match says(entry) {
        Some(says) => PossibleValue::new(entry.key()).help(says),
        None => PossibleValue::new(entry.key()),
    });
    PossibleValuesParser::new(keys).try_map(|key| T::of_key(&key).ok_or("no such key"))
}

/// Takes a path as shells hand it over.
fn path() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| shell_path(path).map_err(|cause| cause.to_string()))
}

fn language(code: &str) -> Result<Locale, String> {
    Locale::of(code).ok_or_else(|| {
        let all: Vec<&str> = Locale::all().map(Locale::code).collect();
        format!("the languages are {}", all.join(", "))
    })
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
        self.settings_over(None)
    }

    /// The same; where no settings file is named, `otherwise` is it.
    fn settings_over(&self, otherwise: Option<&Path>) -> anyhow::Result<Config> {
        let file = self.config.as_deref().or(otherwise);
        let config = file.map_or_else(|| Ok(Config::default()), Config::load)?;
        let config = config.with(&self.overrides()?)?;
        config.check()?;
        Ok(config)
    }

    /// The options as settings, and `--set` on top of them.
    fn overrides(&self) -> anyhow::Result<Overrides> {
        let key = |key: Option<&'static str>| key.map(str::to_string);
        let number = |n: Option<usize>| n.map(|n| n.to_string());
        let options = [
            ("seed", self.seed.map(|seed| seed.to_string())),
            ("fusion.modality", key(self.modality.map(Keyed::key))),
            ("model.kind", key(self.model.map(Keyed::key))),
            ("clustering.method", key(self.clustering.map(Keyed::key))),
            ("projection.method", key(self.projection.map(Keyed::key))),
            ("model.n_latent", number(self.latent)),
            ("model.beta", self.beta.map(|beta| beta.to_string())),
            ("model.n_epochs", number(self.epochs)),
            ("clustering.n_clusters", number(self.clusters)),
        ];
        let mut all = Overrides::default();
        for (path, value) in options {
            if let Some(value) = value {
                all = all.and(&Overrides::parse(&format!("{path}={value}"))?);
            }
        }
        for assignment in &self.set {
            all = all.and(&Overrides::parse(assignment)?);
        }
        Ok(all)
    }

    pub fn columns(&self) -> ColumnMap {
        ColumnMap {
            pairs: self.map.clone(),
        }
    }

    pub fn cache(&self) -> Cache {
        if self.no_cache {
            Cache { folder: None }
        } else {
            Cache::platform()
        }
    }
}

/// Before hours of work: whether results can come to stand where others do.
///
/// # Errors
/// When results are there that `force` was not given for, or a file that no run has written.
fn may_replace(stands: Standing, force: bool) -> Result<(), Error> {
    match stands {
        Standing::Own(path) => Err(Error::file(id::FILE_OF_NO_RUN_WHERE_ONE_IS_TO_BE, path)),
        Standing::Earlier(path) if !force => {
            Err(Error::file(id::CLI_EARLIER_RESULTS_ARE_THERE, path))
        }
        Standing::Earlier(_) | Standing::Nothing => Ok(()),
    }
}

/// How a headless run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Done,
    Stopped,
}

/// Runs `work` as a job and tells what it does; `None` when it was stopped. Ctrl-C ends the present
/// stage, a second one the job, a third one the program. `what` names it where it breaks off.
fn run_job<T: Send + 'static>(
    what: Text,
    quiet: bool,
    work: impl FnOnce(&Reporter) -> crate::error::Result<T> + Send + 'static,
) -> anyhow::Result<Option<T>> {
    let job = Job::spawn(what.english().trim_start_matches("the "), || (), work)?;
    let stop = job.stop().clone();
    let n_presses = Arc::new(AtomicUsize::new(0));
    let counter = n_presses.clone();
    ctrlc::set_handler(move || match counter.fetch_add(1, Relaxed) {
        0 => stop.stop(),
        1 => stop.cancel(),
        // Results come into their folder as one, so nothing is torn by that.
        _ => std::process::exit(130),
    })
    .context("cannot listen for Ctrl-C")?;
    match progress::follow(&job, &n_presses, quiet).into_result(what) {
        Ok(value) => Ok(Some(value)),
        Err(Error::Cancelled) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Fetches a sentence transformer into the cache.
///
/// # Errors
/// When it cannot be fetched; the message says what to do.
pub fn fetch_model(name: &str) -> anyhow::Result<Ended> {
    let wanted = name.to_string();
    let folder = run_job(same("the download"), false, move |reporter| {
        crate::text::sentences::fetch(&wanted, reporter)
    })?;
    let Some(folder) = folder else {
        return Ok(Ended::Stopped);
    };
    eprintln!(
        "{name} is in {}\nuse it with --set text.sentences.on=true --set text.sentences.model={name}",
        folder.display()
    );
    Ok(Ended::Done)
}
