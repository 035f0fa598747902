//! The picture of one recording, read on a thread.

use std::path::PathBuf;
use std::sync::Arc;

use super::cx::Cx;
use super::sound::Sound;
use crate::error::Error;
use crate::job::Slot;
use crate::words::{self, id};

/// The state of the picture of a song's recording.
#[derive(Default)]
pub(crate) enum SoundState {
    /// There is no song, or it has no recording.
    #[default]
    None,
    Reading,
    Ready(Arc<Sound>),
    Failed(words::Message),
}

/// A picture, and the work that makes it.
#[derive(Default)]
pub(super) struct Depicted {
    state: SoundState,
    reading: Slot<Sound>,
}

impl Depicted {
    pub(super) fn state(&self) -> &SoundState {
        &self.state
    }

    /// Lets the picture go, and reads that of a recording where there is one.
    pub(super) fn read(&mut self, recording: Option<PathBuf>, cx: &Cx) {
        *self = Self::default();
        let Some(path) = recording else { return };
        let (config, read) = (cx.draft.audio.clone(), cx.work.sound);
        self.state = SoundState::Reading;
        let spawner = &cx.spawner;
        self.reading
            .start(spawner, id::SESSION_SPECTROGRAM, move |_| {
                read(&path, &config)
            });
    }

    pub(super) fn pump(&mut self) {
        match self.reading.poll() {
            None => {}
            Some(Ok(sound)) => self.state = SoundState::Ready(Arc::new(sound)),
            Some(Err(Error::Cancelled)) => self.state = SoundState::None,
            Some(Err(error)) => self.state = SoundState::Failed(error.message()),
        }
    }
}
