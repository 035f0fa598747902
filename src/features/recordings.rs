//! One thing after another made of every recording, in parallel; a broken file costs its song only.

use std::path::Path;
use std::result;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::error::{Error, Result, Warning};
use crate::job::{Reporter, Stage, fenced, panic_message};
use crate::library::{AudioFile, Song};
use crate::words::{id, say};

/// What `make` makes of the recording of each song, or why it cannot; `None` of a song without one.
///
/// # Errors
/// [`Error::Cancelled`] only.
pub(super) fn of_each<T: Send>(
    songs: &[Song],
    reporter: &Reporter,
    make: impl Fn(&AudioFile) -> result::Result<T, Warning> + Sync,
) -> Result<Vec<Option<result::Result<T, Warning>>>> {
    let total = songs.iter().filter(|s| s.audio.is_some()).count();
    let done = AtomicUsize::new(0);
    let one = |song: &Song| {
        let Some(file) = &song.audio else {
            return Ok(None);
        };
        reporter.checkpoint()?;
        let made = make(file);
        reporter.step(
            Stage::Audio,
            done.fetch_add(1, Ordering::Relaxed) + 1,
            total,
            &song.title,
        );
        Ok(Some(made))
    };
    songs.par_iter().map(one).collect()
}

/// What is decoded of the recording at `path`. A decoder that panics on a broken file costs that
/// one song, not the run.
pub(super) fn guarded<T>(
    path: &Path,
    decode: impl FnOnce() -> Result<T>,
) -> result::Result<T, Warning> {
    match fenced(decode) {
        Ok(Ok(made)) => Ok(made),
        Ok(Err(Error::File { cause, path })) => Err(Warning::path(&path, cause)),
        Ok(Err(other)) => Err(Warning::path(path, other)),
        Err(panic) => Err(Warning::path(
            path,
            say(id::FEATURES_DECODER_FAILED_CAUSE).with("cause", panic_message(panic.as_ref())),
        )),
    }
}
