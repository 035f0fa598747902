//! The headless door, and the options shared with the window.

mod out;
mod summary;
mod analyze;
mod shards;
mod compare;
mod search;
mod agree;
mod lesson;
mod place;
mod why;
mod progress;
mod fetch;
mod settings;
mod fault;
mod help;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use anyhow::Context;
use clap::builder::{PathBufValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};

use crate::config::{
    ClusteringMethod, Config, Keyed, Modality, ModelKind, NETWORK_FILE, Overrides,
    ProjectionMethod, VECTORS_FILE, shell_path,
};
use crate::error::Error;
use crate::features::Cache;
use crate::fetch::Known;
use crate::file::Standing;
use crate::job::{Job, Reporter};
use crate::library::{self, ColumnMap};
use crate::words::{Locale, Text, fill, id, tr};

pub(crate) use agree::AgreeOptions;
pub use agree::agree;
pub(crate) use analyze::ReportOptions;
pub use analyze::{AnalyzeOptions, analyze, report};
pub(crate) use compare::CompareOptions;
pub use compare::compare;
pub use fetch::fetch_model;
pub use lesson::{LessonOptions, lesson};
pub(crate) use out::answer;
pub use out::note;
pub(crate) use place::PlaceOptions;
pub use place::place;
pub(crate) use search::SearchOptions;
pub use search::search;
pub use settings::list_settings;
pub(crate) use shards::{ExtractOptions, MergeOptions, PlanOptions};
pub use shards::{extract, merge, plan};
pub(crate) use why::WhyOptions;
pub use why::why;

/// `latentune` on the command line.
#[derive(Debug, Parser)]
#[command(name = "latentune", version, about = tr(id::CLI_HELP_ABOUT))]
#[command(long_about = tr(id::CLI_HELP_LONG_ABOUT), after_help = tr(id::CLI_HELP_EXAMPLES))]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Cli {
    /// What is to be done; `None` opens the window.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// A folder of songs or a manifest to open with; the demo songs where there is none.
    #[arg(value_parser = path(), help = tr(id::CLI_HELP_FOLDER))]
    pub folder: Option<PathBuf>,
    /// The settings to open with.
    #[command(flatten)]
    pub run: RunOptions,
    #[arg(long, global = true, value_name = "CODE", value_parser = language, help = tr(id::CLI_HELP_LANGUAGE))]
    pub(crate) language: Option<Locale>,
}

/// What the program does without a window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Analyses songs, and writes the results into a folder.
    #[command(about = tr(id::CLI_HELP_ANALYZE))]
    Analyze(Box<AnalyzeOptions>),
    /// The same, with the report.
    #[command(about = tr(id::CLI_HELP_REPORT))]
    Report(Box<ReportOptions>),
    /// Compares models, features and clusterings over several seeds, in one table.
    #[command(about = tr(id::CLI_HELP_COMPARE))]
    Compare(Box<CompareOptions>),
    /// Says where further songs lie on the map of a run, without training on them.
    #[command(about = tr(id::CLI_HELP_PLACE))]
    Place(Box<PlaceOptions>),
    /// Says why two songs are near each other, or why one is in its cluster.
    #[command(about = tr(id::WHY_HELP))]
    Why(Box<WhyOptions>),
    /// Lists the songs whose words are about something, the nearest first.
    #[command(about = tr(id::CLI_HELP_SEARCH))]
    Search(Box<SearchOptions>),
    /// Says how far the labels of two people agree.
    #[command(about = tr(id::CLI_HELP_AGREE))]
    Agree(AgreeOptions),
    /// Runs a lesson, and says whether the numbers show what it promises.
    #[command(about = tr(id::CLI_HELP_LESSON))]
    Lesson(LessonOptions),
    /// Lists songs, and what is to be extracted of them, for workers on any machines.
    #[command(about = tr(id::CLI_HELP_PLAN))]
    Plan(Box<PlanOptions>),
    /// Extracts one shard of a plan.
    #[command(about = tr(id::CLI_HELP_EXTRACT))]
    Extract(ExtractOptions),
    /// Puts all parts of a plan together in one table.
    #[command(about = tr(id::CLI_HELP_MERGE))]
    Merge(MergeOptions),
    /// Fetches a model into the cache.
    #[command(about = tr(id::CLI_HELP_FETCH))]
    Fetch {
        /// Its key or its repository; `None` lists what can be fetched.
        #[arg(help = tr(id::CLI_HELP_FETCH_NAME))]
        name: Option<String>,
    },
    /// Lists every setting.
    #[command(about = tr(id::CLI_HELP_SETTINGS), after_long_help = settings::table())]
    Settings,
    /// Opens the window on the demo songs.
    #[command(about = tr(id::CLI_HELP_DEMO))]
    Demo {
        /// The settings to open with.
        #[command(flatten)]
        run: RunOptions,
    },
}

/// Settings that both doors take. Each overrides the settings file.
#[derive(Debug, Args, Default)]
pub struct RunOptions {
    #[arg(value_parser = path(), long, value_name = "FILE", help = tr(id::CLI_HELP_CONFIG))]
    pub(crate) config: Option<PathBuf>,
    /// In place of the seed of the settings file.
    #[arg(long, value_name = "N", allow_negative_numbers = true, help = tr(id::CLI_HELP_SEED))]
    pub seed: Option<u64>,
    #[arg(long, value_name = "MODALITY", value_parser = by_key::<Modality>(), help = tr(id::CLI_HELP_MODALITY))]
    pub(crate) modality: Option<Modality>,
    #[arg(long, value_name = "MODEL", value_parser = by_key::<ModelKind>(), help = tr(id::CLI_HELP_MODEL))]
    pub(crate) model: Option<ModelKind>,
    #[arg(long, value_name = "N", allow_negative_numbers = true, help = tr(id::COMMON_LATENT_DIMENSIONS))]
    pub(crate) latent: Option<usize>,
    #[arg(long, value_name = "X", allow_negative_numbers = true, help = tr(id::CLI_HELP_BETA))]
    pub(crate) beta: Option<f32>,
    #[arg(long, value_name = "METHOD", value_parser = by_key_saying(of_the_model), help = tr(id::CLI_HELP_CLUSTERING))]
    pub(crate) clustering: Option<ClusteringMethod>,
    #[arg(long, value_name = "METHOD", value_parser = by_key::<ProjectionMethod>(), help = tr(id::CLI_HELP_PROJECTION))]
    pub(crate) projection: Option<ProjectionMethod>,
    #[arg(value_parser = path(), long, value_name = "FILE", help = tr(id::CLI_HELP_EMBEDDINGS))]
    pub(crate) embeddings: Option<PathBuf>,
    #[arg(value_parser = path(), long, value_name = "FILE", help = tr(id::CLI_HELP_NETWORK))]
    pub(crate) network: Option<PathBuf>,
    #[arg(long, value_name = "NAME=VALUE", help = tr(id::CLI_HELP_SET))]
    pub(crate) set: Vec<String>,
    #[arg(long, value_name = "N", allow_negative_numbers = true, help = tr(id::CLI_HELP_EPOCHS))]
    pub(crate) epochs: Option<usize>,
    #[arg(long, value_name = "N", allow_negative_numbers = true, help = tr(id::CLI_HELP_CLUSTERS))]
    pub(crate) clusters: Option<usize>,
    /// What the columns of a manifest hold, where their names do not tell: (role, column).
    #[arg(long, value_name = "ROLE=COLUMN", value_parser = role, help = tr(id::CLI_HELP_MAP))]
    pub map: Vec<(String, String)>,
    /// Features are neither taken from the cache nor kept there.
    #[arg(long, help = tr(id::CLI_HELP_NO_CACHE))]
    pub no_cache: bool,
}

fn of_the_model(method: ClusteringMethod) -> Option<&'static str> {
    (method == ClusteringMethod::Model).then(|| tr(id::CLI_HELP_MODEL_CLUSTERS))
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

/// The songs that are named, or else the demo songs.
fn songs_or_demo(named: Option<&Path>) -> Result<PathBuf, Error> {
    match named {
        Some(songs) => Ok(songs.to_path_buf()),
        None => library::demo::folder(),
    }
}

fn language(code: &str) -> Result<Locale, String> {
    Locale::of(code).ok_or_else(|| {
        let all: Vec<&str> = Locale::all().map(Locale::code).collect();
        fill(id::CLI_LANGUAGES_ARE, &[("all", &all.join(", "))])
    })
}

fn role(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .filter(|(role, column)| !role.is_empty() && !column.is_empty())
        .map(|(role, column)| (role.to_string(), column.to_string()))
        .ok_or_else(|| tr(id::CLI_GIVE_ROLE_COLUMN).to_string())
}

impl RunOptions {
    /// The settings file, if any, with the options on top.
    ///
    /// # Errors
    /// When the file cannot be read or a setting is out of range.
    pub fn settings(&self) -> anyhow::Result<Config> {
        self.settings_over(None, None)
    }

    /// The same; where no settings file is named, those that a table of blocks was made with, where
    /// the songs are one.
    fn settings_of(&self, songs: Option<&Path>) -> anyhow::Result<Config> {
        self.settings_over(None, songs)
    }

    /// The same; where no settings file is named, `otherwise` is it.
    fn settings_over(
        &self,
        otherwise: Option<&Path>,
        songs: Option<&Path>,
    ) -> anyhow::Result<Config> {
        let of_table = match songs {
            Some(songs) => library::table_settings(songs)?.and_then(|text| Config::of_toml(&text)),
            None => None,
        };
        let config = match (self.config.as_deref().or(otherwise), of_table) {
            (Some(file), _) => Config::load(file)?,
            (None, Some(settings)) => settings,
            (None, None) => Config::default(),
        };
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
        let files = [
            (VECTORS_FILE, self.embeddings.clone()),
            (NETWORK_FILE, self.network.clone()),
        ];
        for (setting, file) in files {
            let Some(file) = file else { continue };
            // The settings are kept beside the results, and read from elsewhere; a name of what was
            // fetched is one wherever it is read.
            let is_name = file.to_str().and_then(Known::of).is_some() && !file.exists();
            let file = match is_name {
                true => file,
                false => std::path::absolute(&file).unwrap_or(file),
            };
            all = all.and(&Overrides::of_text(setting, &file.to_string_lossy())?);
        }
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

    /// What the columns of a manifest hold, as it was told.
    pub fn columns(&self) -> ColumnMap {
        ColumnMap {
            pairs: self.map.clone(),
        }
    }

    /// The cache of the platform; one that keeps nothing where none is wanted.
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

/// What is told of a run that was stopped before there was a result.
pub const STOPPED: Text = id::COMMON_STOPPED;

/// What is told where no window can be opened, and the results go to `out` instead.
pub fn without_window(out: &Path) -> String {
    let why = match cfg!(feature = "window") {
        true => id::CLI_NO_DISPLAY,
        false => id::CLI_BUILT_WITHOUT_WINDOW,
    };
    fill(
        id::CLI_RESULTS_GO_TO,
        &[("why", &why), ("out", &out.display())],
    )
}

/// How a headless run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The results are written.
    Done,
    /// Someone stopped it before there was a result.
    Stopped,
    /// The numbers do not show what a lesson promises.
    NotKept,
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
    .context(tr(id::CLI_CANNOT_LISTEN))?;
    match progress::follow(&job, &n_presses, quiet).into_result(what) {
        Ok(value) => Ok(Some(value)),
        Err(Error::Cancelled) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
