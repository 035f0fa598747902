//! `latentune search`: songs by what their words are about.

use std::path::PathBuf;

use clap::Args;

use super::{Ended, RunOptions, answer, note, path, run_job, songs_or_demo};
use crate::config::Config;
use crate::features;
use crate::library::{self, Library};
use crate::pipeline::{Finder, FoundSongs, MeaningBy};
use crate::words::{fill, id, tr};

/// What `latentune search` is asked.
#[derive(Debug, Args)]
pub struct SearchOptions {
    #[arg(help = tr(id::CLI_HELP_QUESTION))]
    pub(crate) question: String,
    #[arg(value_parser = path(), help = tr(id::CLI_HELP_FOLDER))]
    pub(crate) folder: Option<PathBuf>,
    #[arg(long, short, value_name = "N", default_value_t = 10, help = tr(id::CLI_HELP_N_FOUND))]
    pub(crate) number: usize,
    #[arg(long, short, help = tr(id::CLI_HELP_QUIET))]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) run: RunOptions,
}

/// Writes the songs whose words are nearest to the question, a line each.
///
/// # Errors
/// When settings, songs or the sentence model do not allow it.
pub fn search(ask: &SearchOptions) -> anyhow::Result<Ended> {
    let config = ask.run.settings_of(ask.folder.as_deref())?;
    let (columns, cache) = (ask.run.columns(), ask.run.cache());
    let folder = songs_or_demo(ask.folder.as_deref())?;
    let question = ask.question.clone();
    let found = run_job(id::SESSION_SEARCH, ask.quiet, move |reporter| {
        let mut library = library::load(&folder, &columns, reporter)?;
        let config = words_alone(&config);
        // Nobody listens here.
        library.songs.iter_mut().for_each(|song| song.audio = None);
        library.numbers.clear();
        let features = match config.text.sentences.on {
            true => Some(features::extract(&library, &config, &cache, reporter)?),
            false => None,
        };
        let finder = Finder::of(&library, features.as_ref(), &config, reporter)?;
        let found = finder.find(&question)?;
        Ok((library, finder.by(), found))
    })?;
    let Some((library, by, found)) = found else {
        return Ok(Ended::Stopped);
    };
    note(how(by, &found));
    for &(song, nearness) in found.songs.iter().take(ask.number) {
        answer(format_args!("{nearness:6.3}  {}", name(&library, song)));
    }
    Ok(Ended::Done)
}

/// The settings with no features but the vectors of a sentence transformer, where there is one.
fn words_alone(config: &Config) -> Config {
    let mut config = config.clone();
    config.text.tfidf = false;
    config.text.vectors.on = false;
    config.embeddings.file = None;
    config.network.file = None;
    config
}

fn how(by: Option<MeaningBy>, found: &FoundSongs) -> String {
    let by = match by {
        Some(MeaningBy::Sentences) => id::MEANING_BY_SENTENCES,
        Some(MeaningBy::Lsa) => id::MEANING_BY_LSA,
        Some(MeaningBy::Tags) => id::MEANING_BY_TAGS,
        None => id::MEANING_NO_LYRICS,
    };
    let mut told = vec![tr(by).to_string()];
    if !found.unknown.is_empty() {
        let words = found.unknown.join(", ");
        told.push(fill(id::MEANING_UNKNOWN_WORDS, &[("words", &words)]));
    }
    if found.songs.is_empty() {
        told.push(tr(id::MEANING_NOTHING_FOUND).to_string());
    }
    told.join(" ")
}

fn name(library: &Library, song: usize) -> String {
    let song = &library.songs[song];
    let parts = [&song.title, &song.artist, &song.id];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.map(String::as_str).collect::<Vec<_>>().join("  ·  ")
}
