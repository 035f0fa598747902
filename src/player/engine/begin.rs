//! From a wish to a song that sounds: load the file, have a device at its rate, resample if it
//! takes another.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use super::super::clock::Clock;
use super::super::load::{Load, Track, load};
use super::device::Ready;
use super::{Engine, Message, Wanted};
use crate::words::{id, say};

/// A newer `Play` does not wait for older files to be decoded, up to so many.
const MAX_LOADS: usize = 3;

impl Engine {
    pub(super) fn begin_load(&mut self) {
        if let Some(Wanted {
            path, track: None, ..
        }) = &self.wanted
            && !self.loading.contains(path)
            && self.loading.len() < MAX_LOADS
        {
            self.spawn_load(path.clone(), Load::Decode);
        }
        if let Some(next) = &self.next
            && self.wanted.is_none()
            && self.loading.is_empty()
            && !self.cache.has(next, |track| self.is_at_rate(track))
        {
            let work = match self.cache.get(next) {
                Some(track) if track.rate_hz == track.file_rate_hz => self.resampled(track),
                _ => Load::Decode,
            };
            self.spawn_load(next.clone(), work);
        }
    }

    /// Whether the device that is open takes a song as it is; one of another rate is opened for
    /// songs it does not fit.
    fn is_at_rate(&self, track: &Track) -> bool {
        self.output
            .as_ref()
            .is_none_or(|output| output.rates.best(track.file_rate_hz) == track.rate_hz)
    }

    fn resampled(&self, track: Arc<Track>) -> Load {
        match &self.output {
            Some(output) => Load::Resample(track.clone(), output.rates.best(track.file_rate_hz)),
            None => Load::Decode,
        }
    }

    fn spawn_load(&mut self, path: PathBuf, work: Load) {
        self.loading.push(path.clone());
        self.load_beside(path, work, |path, track| Message::Loaded { path, track });
    }

    /// Loads on a thread of its own, which then measures what it has handed over.
    pub(super) fn load_beside(
        &self,
        path: PathBuf,
        work: Load,
        message: fn(PathBuf, Result<Arc<Track>, crate::words::Message>) -> Message,
    ) {
        let (sender, decode, asked) = (self.sender.clone(), self.decode.clone(), path.clone());
        let spawned = thread::Builder::new()
            .name("player-load".to_string())
            .spawn(move || {
                let track = load(&asked, &work, &decode);
                let loaded = track.as_ref().ok().cloned();
                let _ = sender.send(message(asked, track));
                if let (Load::Decode, Some(track)) = (work, loaded) {
                    track.measure();
                }
            });
        if let Err(error) = spawned {
            let track = Err(say(id::PLAYER_NO_THREAD_LOAD_ERROR_PATH)
                .with("error", error)
                .with("path", path.display()));
            let _ = self.sender.send(message(path, track));
        }
    }

    pub(super) fn take_loaded(
        &mut self,
        path: PathBuf,
        track: Result<Arc<Track>, crate::words::Message>,
    ) {
        if let Some(at) = self.loading.iter().position(|p| *p == path) {
            self.loading.swap_remove(at);
        }
        let wanted = self.wanted.as_mut().filter(|wanted| wanted.path == path);
        match track {
            Ok(track) => {
                if let Some(wanted) = wanted {
                    wanted.track = Some(track.clone());
                }
                self.cache.put(path, track);
            }
            Err(cause) if wanted.is_some() => {
                (self.wanted, self.run) = (None, false);
                self.file_message = Some(cause);
                self.clock = Clock::standing(0.0);
            }
            // It says why when its turn comes.
            Err(_) => drop(self.next.take_if(|next| *next == path)),
        }
    }

    pub(super) fn begin_song(&mut self, now: Instant) {
        let Some(Wanted {
            path,
            from_secs,
            track: Some(track),
        }) = &self.wanted
        else {
            return;
        };
        let (path, from_secs, track) = (path.clone(), *from_secs, track.clone());
        match self.ready(track.file_rate_hz, now) {
            Ready::NotYet => return,
            Ready::Gone => return self.give_up_device(now),
            Ready::At(rate_hz) if rate_hz != track.rate_hz => {
                // From a rate that is not the file's, only the file itself leads to another without
                // loss.
                let from_file = track.rate_hz == track.file_rate_hz;
                let work = if from_file {
                    Load::Resample(track, rate_hz)
                } else {
                    Load::Decode
                };
                self.wanted = Some(Wanted {
                    path: path.clone(),
                    from_secs,
                    track: None,
                });
                return self.spawn_load(path, work);
            }
            Ready::At(_) | Ready::Silent => {}
        }
        self.wanted = None;
        self.cue(&track, from_secs, now);
        self.song = Some(track);
    }
}
