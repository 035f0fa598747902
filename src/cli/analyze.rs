//! `latentune analyze` and `latentune report`: from a folder to a results folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use super::{Ended, RunOptions, may_replace, note, path, run_job, songs_or_demo, summary};
use crate::config::Checked;
use crate::error::{Error, Result, Warning};
use crate::export;
use crate::features::Cache;
use crate::file;
use crate::job::{Reporter, Stage};
use crate::library::{self, Library};
use crate::pipeline::{self, Analysis, Invariance, Learned};
use crate::words::{Text, fill, id, tr};

/// What `latentune analyze` is asked.
#[derive(Debug, Args, Default)]
pub struct AnalyzeOptions {
    /// A folder of songs or a manifest; the demo songs where there is none.
    #[arg(value_parser = path(), help = tr(id::CLI_HELP_FOLDER))]
    pub folder: Option<PathBuf>,
    /// The folder that results go to.
    #[arg(value_parser = path(), long, short, value_name = "DIR", help = tr(id::CLI_HELP_OUT))]
    pub out: PathBuf,
    /// Earlier results in `out` are replaced.
    #[arg(long, help = tr(id::CLI_HELP_FORCE))]
    pub force: bool,
    /// Only the summary is told, no progress.
    #[arg(long, short, help = tr(id::CLI_HELP_QUIET))]
    pub quiet: bool,
    /// The results of an earlier run, whose model is taken in place of a new one.
    #[arg(value_parser = path(), long, value_name = "DIR", conflicts_with_all = ["model", "latent", "beta", "epochs", "modality"], help = tr(id::CLI_HELP_MODEL_FROM), long_help = format!("{}\n\n{}", tr(id::CLI_HELP_MODEL_FROM), tr(id::CLI_HELP_MODEL_FROM_MORE)))]
    pub model_from: Option<PathBuf>,
    /// A file for how far songs move when their recordings are altered; `None` measures nothing.
    #[arg(value_parser = path(), long, value_name = "FILE", help = tr(id::INVARIANCE_HELP))]
    pub invariance: Option<PathBuf>,
    /// The settings of the run.
    #[command(flatten)]
    pub run: RunOptions,
}

/// The title of a report on the songs that come with the program.
const DEMO: Text = id::COMMON_DEMO_SONGS;

/// What `latentune report` is asked.
#[derive(Debug, Args, Default)]
pub struct ReportOptions {
    #[command(flatten)]
    pub(crate) analyze: AnalyzeOptions,
    #[arg(long, value_name = "TEXT", default_value = "", help = tr(id::CLI_HELP_TITLE))]
    pub(crate) title: String,
    #[arg(long, value_name = "N", default_value_t = 0, help = tr(id::CLI_HELP_CLIPS))]
    pub(crate) clips: usize,
}

/// Analyses a folder and writes the results; Ctrl-C ends the present stage, a second one the run.
///
/// # Errors
/// When settings, songs or the result folder do not allow it; nothing that was there is then lost.
pub fn analyze(ask: &AnalyzeOptions) -> anyhow::Result<Ended> {
    run(ask, false, |analysis, _, out, reporter| {
        export::write(analysis, out, reporter).map(|()| Vec::new())
    })
}

/// Analyses a folder and writes the results with a report.
///
/// # Errors
/// As [`analyze()`].
pub fn report(ask: &ReportOptions) -> anyhow::Result<Ended> {
    let title = if ask.title.is_empty() && ask.analyze.folder.is_none() {
        DEMO.to_string()
    } else {
        ask.title.clone()
    };
    let (n_clips, page) = (ask.clips, ask.analyze.out.join("report.html"));
    let ended = run(
        &ask.analyze,
        true,
        move |analysis, invariance, out, reporter| {
            let central = |n: usize| {
                analysis
                    .facts
                    .iter()
                    .flat_map(move |f| f.central.iter().take(n).copied())
                    .collect()
            };
            let options = export::ReportOptions {
                title,
                clips: central(n_clips),
                invariance,
                ..Default::default()
            };
            export::write_bundle(analysis, &options, out, reporter)
        },
    )?;
    if ended == Ended::Done {
        let size = std::fs::metadata(&page).map_or(0, |meta| meta.len());
        note(fill(
            id::CLI_REPORT_TO_EXPLORE,
            &[
                ("path", &page.display()),
                ("size", &format!("{:.1}", size as f64 / 1e6)),
            ],
        ));
    }
    Ok(ended)
}

/// How far songs move when their recordings are altered, where that was asked for.
type Moves = Option<Arc<Invariance>>;

/// What was measured, or why it could not be; only a stop ends the run.
fn measured(analysis: &Analysis, reporter: &Reporter) -> Result<(Moves, Option<Error>)> {
    match pipeline::invariance(analysis, reporter) {
        Ok(found) => Ok((Some(Arc::new(found)), None)),
        Err(Error::Cancelled) => Err(Error::Cancelled),
        Err(error) => Ok((None, Some(error))),
    }
}

/// The settings of a run, which are those of the run that `model_from` is of where nothing else is
/// said, and the model that it left.
///
/// # Errors
/// When a setting is out of range, or there is no such model.
pub(super) fn settings_and_model(
    model_from: Option<&Path>,
    run: &RunOptions,
    songs: Option<&Path>,
) -> anyhow::Result<(Checked, Option<Learned>)> {
    // What a kill has left half way is finished before it is read.
    model_from.map(file::finish).transpose()?;
    let earlier_settings = model_from
        .map(|folder| folder.join("config.toml"))
        .filter(|path| path.is_file());
    let config = run.settings_over(earlier_settings.as_deref(), songs)?;
    let config = config.check()?;
    if let Some(folder) = model_from {
        file::verify(folder, export::MODEL)?;
    }
    Ok((config, model_from.map(Learned::load).transpose()?))
}

/// With the model that was learned before, where there is one.
///
/// # Errors
/// As [`pipeline::analyze`] and [`pipeline::analyze_with`].
pub(super) fn analysis_of(
    library: Arc<Library>,
    config: &Checked,
    learned: Option<Learned>,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Analysis> {
    match learned {
        Some(learned) => pipeline::analyze_with(library, config, learned, cache, reporter),
        None => pipeline::analyze(library, config, None, cache, reporter),
    }
}

fn run(
    ask: &AnalyzeOptions,
    has_report: bool,
    write: impl FnOnce(&Analysis, Moves, &Path, &Reporter) -> Result<Vec<Warning>> + Send + 'static,
) -> anyhow::Result<Ended> {
    let AnalyzeOptions {
        folder,
        out,
        force,
        quiet,
        model_from,
        invariance,
        run,
    } = ask;
    // Whoever starts the same run again is not asked.
    let was_interrupted = file::finish(out)?;
    let (config, learned) = settings_and_model(model_from.as_deref(), run, folder.as_deref())?;
    may_replace(
        export::earlier_results(out, has_report),
        *force || was_interrupted,
    )?;
    let folder = songs_or_demo(folder.as_deref())?;
    let made = export::make_folder(out)?;
    let (columns, cache, to) = (run.columns(), run.cache(), out.clone());
    let invariance = invariance.clone();
    let outcome = run_job(id::SESSION_ANALYSIS, *quiet, move |reporter| {
        let reporter = &reporter.without_maps();
        let start = Instant::now();
        let library = Arc::new(library::load(&folder, &columns, reporter)?);
        let reading = start.elapsed();
        let mut analysis = analysis_of(library, &config, learned, &cache, reporter)?;
        let (moves, fault) = match &invariance {
            Some(_) => measured(&analysis, reporter)?,
            None => (None, None),
        };
        let start = Instant::now();
        let left_out = write(&analysis, moves.clone(), &to, reporter)?;
        analysis.notes.extend(left_out);
        if let Some((found, path)) = moves.zip(invariance) {
            export::write_invariance(&found, &path)?;
        }
        // Told when all else is written.
        fault.map_or(Ok(()), Err)?;
        analysis.timings.insert(0, (Stage::Library, reading));
        analysis.timings.push((Stage::Export, start.elapsed()));
        Ok(analysis)
    });
    if made && !matches!(outcome, Ok(Some(_))) {
        // Only an empty folder goes; what someone else put there meanwhile stays.
        let _ = std::fs::remove_dir(out);
    }
    let Some(analysis) = outcome? else {
        return Ok(Ended::Stopped);
    };
    note(summary::of(&analysis, out, model_from.as_deref()).trim_end());
    Ok(Ended::Done)
}
