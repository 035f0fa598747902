//! The two doors: the window, and the command line.

#![warn(clippy::wildcard_enum_match_arm)]

use std::path::PathBuf;
use std::process::ExitCode;

#[cfg(feature = "window")]
use latentune::app::{self, WindowOptions};
use latentune::cli::{self, AnalyzeOptions, Cli, Command, Ended, LessonOptions, RunOptions};
use latentune::file::limits_are_errors;
use latentune::job::tell_panics_shortly;
use latentune::lessons::is_lesson;
#[cfg(feature = "window")]
use latentune::session;

fn main() -> ExitCode {
    tell_panics_shortly();
    limits_are_errors();
    let cli = Cli::read(std::env::args_os());
    let ended = match cli.command {
        Some(Command::Analyze(ask)) => cli::analyze(&ask),
        Some(Command::Report(ask)) => cli::report(&ask),
        Some(Command::Compare(ask)) => cli::compare(&ask),
        Some(Command::Place(ask)) => cli::place(&ask),
        Some(Command::Why(ask)) => cli::why(&ask),
        Some(Command::Search(ask)) => cli::search(&ask),
        Some(Command::Agree(ask)) => cli::agree(&ask),
        Some(Command::Lesson(ask)) => cli::lesson(&ask),
        Some(Command::Plan(ask)) => cli::plan(&ask),
        Some(Command::Extract(ask)) => cli::extract(&ask),
        Some(Command::Merge(ask)) => cli::merge(&ask),
        Some(Command::Fetch { name }) => cli::fetch_model(name.as_deref()),
        Some(Command::Settings) => Ok(cli::list_settings()),
        Some(Command::Demo { run }) => open(None, run),
        None => open(cli.folder, cli.run),
    };
    match ended {
        Ok(Ended::Done) => ExitCode::SUCCESS,
        Ok(Ended::NotKept) => ExitCode::from(1),
        Ok(Ended::Stopped) => {
            cli::note(format_args!("latentune: {}", cli::STOPPED));
            ExitCode::from(130)
        }
        Err(error) => {
            cli::note(format_args!("latentune: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// The window, or, where there is none to open, the same job with its results in a folder.
fn open(folder: Option<PathBuf>, run: RunOptions) -> anyhow::Result<Ended> {
    #[cfg(feature = "window")]
    if app::has_display() {
        let config = run.settings()?;
        let (columns, cache, home) = (run.columns(), run.cache(), session::home());
        app::run(WindowOptions {
            folder,
            config,
            columns,
            cache,
            home,
            run_at_start: true,
        })?;
        return Ok(Ended::Done);
    }
    if let Some(file) = folder.as_ref().filter(|path| is_lesson(path)) {
        return cli::lesson(&LessonOptions {
            file: file.clone(),
            folder: None,
            seed: run.seed.unwrap_or_default(),
            map: run.map,
            no_cache: run.no_cache,
            quiet: false,
        });
    }
    let out = free_name("results");
    cli::note(format_args!("latentune: {}", cli::without_window(&out)));
    cli::analyze(&AnalyzeOptions {
        folder,
        out,
        run,
        ..AnalyzeOptions::default()
    })
}

/// `name`, or the first of `name-2`, `name-3`… that does not exist.
fn free_name(name: &str) -> PathBuf {
    let mut path = PathBuf::from(name);
    for i in 2.. {
        if !path.exists() {
            break;
        }
        path = PathBuf::from(format!("{name}-{i}"));
    }
    path
}
