//! `latentune lesson`: runs a lesson and says whether the numbers show what it promises.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::{Ended, answer, note, path, role, run_job, songs_or_demo};
use crate::config::Config;
use crate::features::Cache;
use crate::lessons::{self, Judged, Outcome};
use crate::library::{self, ColumnMap};
use crate::pipeline;
use crate::words::{id, tr};

/// What `latentune lesson` is asked.
#[derive(Debug, Args)]
pub struct LessonOptions {
    /// The lesson.
    #[arg(value_parser = path(), help = tr(id::CLI_HELP_LESSON_FILE))]
    pub file: PathBuf,
    /// The songs to run it on; those it names if left out, else the demo songs.
    #[arg(value_parser = path(), help = tr(id::CLI_HELP_LESSON_SONGS))]
    pub folder: Option<PathBuf>,
    /// The seed, unless the lesson tells one.
    #[arg(long, value_name = "N", default_value_t = 0, help = tr(id::CLI_HELP_LESSON_SEED))]
    pub seed: u64,
    /// What the columns of a manifest hold, where their names do not tell: (role, column).
    #[arg(long, value_name = "ROLE=COLUMN", value_parser = role, help = tr(id::CLI_HELP_MAP))]
    pub map: Vec<(String, String)>,
    /// Features are neither taken from the cache nor kept there.
    #[arg(long, help = tr(id::CLI_HELP_NO_CACHE))]
    pub no_cache: bool,
    /// Only the summary is told, no progress.
    #[arg(long, short, help = tr(id::CLI_HELP_QUIET))]
    pub quiet: bool,
}

/// Runs a lesson on its songs, and tells what was promised beside what was found.
///
/// # Errors
/// When the file is no lesson, or songs or settings allow no run.
pub fn lesson(ask: &LessonOptions) -> anyhow::Result<Ended> {
    let lesson = lessons::load(&ask.file)?;
    let draft = Config {
        seed: ask.seed,
        ..Config::plain()
    };
    let config = lesson.config(&draft)?;
    let folder = songs_or_demo(ask.folder.as_deref().or(lesson.songs()))?;
    let columns = ColumnMap {
        pairs: ask.map.clone(),
    };
    let cache = match ask.no_cache {
        true => Cache { folder: None },
        false => Cache::platform(),
    };
    note(format_args!("{}\n{}", lesson.title(), lesson.text()));
    let analysis = run_job(id::SESSION_ANALYSIS, ask.quiet, move |reporter| {
        let reporter = &reporter.without_maps();
        let library = Arc::new(library::load(&folder, &columns, reporter)?);
        pipeline::analyze(library, &config, None, &cache, reporter)
    })?;
    let Some(analysis) = analysis else {
        return Ok(Ended::Stopped);
    };
    let outcome = lesson.outcome(&analysis);
    if let Some(question) = lesson.question() {
        answer(question);
    }
    tell(&outcome);
    Ok(match outcome.is_kept {
        true => Ended::Done,
        false => Ended::NotKept,
    })
}

fn tell(outcome: &Outcome) {
    answer(&outcome.says);
    for judged in &outcome.promises {
        answer(line(judged));
    }
}

/// What was promised, whether it was kept, and what was found.
fn line(judged: &Judged) -> String {
    let told = [
        Some(judged.promised.clone()),
        Some(tr(judged.verdict()).into()),
        judged.found_in_words(),
    ];
    told.into_iter().flatten().collect::<Vec<_>>().join("  ·  ")
}
