//! Spectrograms of the chosen song, and of one kept beside it, by settings that one plays with.

use std::path::PathBuf;

use super::cx::Cx;
use super::spectra::{Pictures, SpectraSettings};
use crate::config::AudioConfig;
use crate::job::{Derived, Pending, When};
use crate::words::id;

/// What can be asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Spectra {
    Set(SpectraSettings),
    /// As the model's are.
    AsModel,
    /// Keep a song beside the chosen one; `None` lets it go.
    Hold(Option<usize>),
    /// Have what is missing drawn.
    Draw,
}

/// A recording by settings, and those of the model, whose rate is taken.
type Key = (PathBuf, SpectraSettings, AudioConfig);

/// See the head of the file.
#[derive(Default)]
pub(crate) struct SpectraState {
    settings: Option<SpectraSettings>,
    held: Option<usize>,
    chosen: Derived<Key, Pictures>,
    beside: Derived<Key, Pictures>,
}

impl SpectraState {
    /// What pictures are drawn by; the model's until somebody plays with them.
    pub(crate) fn settings(&self, of_model: &AudioConfig) -> SpectraSettings {
        let of_model = SpectraSettings::of_model(of_model);
        self.settings.unwrap_or(of_model)
    }

    /// The song that is kept beside the chosen one.
    pub(crate) fn held(&self) -> Option<usize> {
        self.held
    }

    /// Of the chosen song.
    pub(crate) fn chosen(&self) -> Pending<'_, Pictures> {
        self.chosen.pending()
    }

    /// Of the one beside it.
    pub(crate) fn beside(&self) -> Pending<'_, Pictures> {
        self.beside.pending()
    }

    pub(super) fn apply(&mut self, asked: Spectra, selected: Option<usize>, cx: &Cx) {
        match asked {
            Spectra::Set(settings) => self.settings = Some(settings),
            Spectra::AsModel => self.settings = None,
            Spectra::Hold(song) => self.held = song,
            Spectra::Draw => {}
        }
        let settings = self.settings(&cx.draft.audio);
        let songs = [
            (&mut self.chosen, selected),
            (
                &mut self.beside,
                self.held.filter(|held| Some(*held) != selected),
            ),
        ];
        for (drawn, song) in songs {
            match song.and_then(|song| cx.recording(song)) {
                Some(path) => draw(drawn, (path, settings, cx.draft.audio.clone()), cx),
                None => drawn.clear(),
            }
        }
    }

    /// True when the pictures are those of the chosen song, or are on their way.
    pub(super) fn is_of(&self, selected: Option<usize>, cx: &Cx) -> bool {
        let path = selected.and_then(|song| cx.recording(song));
        self.chosen.key().map(|(path, ..)| path) == path.as_ref()
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        cx.arrived(&mut self.chosen);
        cx.arrived(&mut self.beside);
        if self.held.is_some_and(|song| cx.song(song).is_none()) {
            self.held = None;
        }
    }
}

fn draw(drawn: &mut Derived<Key, Pictures>, key: Key, cx: &Cx) {
    if drawn.is_of(&key) {
        return;
    }
    let (path, settings, config) = key.clone();
    let when = (key, When::OnThread);
    let read = cx.work.spectra;
    drawn.make(&cx.spawner, when, id::SESSION_SPECTROGRAM, move |_| {
        read(&path, settings, &config)
    });
}
