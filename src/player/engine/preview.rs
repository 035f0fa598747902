//! Previews: decoded ahead for the songs near the pointer, and sounded without delay.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::super::fade::CROSS_SECS;
use super::super::load::{Cache, Load, PREVIEW_BYTES, Track};
use super::device::Ready;
use super::{Engine, Message};

/// So many are decoded at a time; the one the pointer rests on need not wait for the others.
const MAX_LOADS: usize = 2;

/// What is wanted of previews, and what there is.
pub(super) struct Previews {
    /// Songs to be decoded before they are asked for, the most urgent first.
    ahead: Vec<PathBuf>,
    /// Asked for and not there yet.
    pub(super) wanted: Option<PathBuf>,
    pub(super) sounding: Option<PathBuf>,
    loading: Vec<PathBuf>,
    /// Not tried again.
    failed: HashSet<PathBuf>,
    cache: Cache,
}

impl Previews {
    pub(super) fn new() -> Self {
        Self {
            ahead: Vec::new(),
            wanted: None,
            sounding: None,
            loading: Vec::new(),
            failed: HashSet::new(),
            cache: Cache::new(PREVIEW_BYTES),
        }
    }

    /// Whether one sounds, or will once it is decoded.
    pub(super) fn is_busy(&self) -> bool {
        self.wanted.is_some() || self.sounding.is_some()
    }

    /// What was decoded is of other parts than are to be heard now.
    pub(super) fn forget(&mut self) {
        self.cache = Cache::new(PREVIEW_BYTES);
    }

    /// The most urgent song that is not there yet and not on its way, if it may be decoded now.
    fn most_urgent(&self, rate_hz: Option<u32>) -> Option<PathBuf> {
        let is_open = |path: &&PathBuf| {
            !self.loading.contains(path)
                && !self.failed.contains(*path)
                && !self.cache.has(path, |track| {
                    rate_hz.is_none_or(|rate_hz| track.rate_hz == rate_hz)
                })
        };
        let room = if self.loading.len() < MAX_LOADS {
            self.ahead.len()
        } else {
            0
        };
        let wanted = self
            .wanted
            .iter()
            .filter(|_| self.loading.len() <= MAX_LOADS);
        wanted
            .chain(self.ahead.iter().take(room))
            .find(is_open)
            .cloned()
    }
}

impl Engine {
    /// The songs near the pointer have changed: what was not begun of the earlier ones is given up.
    pub(super) fn look_ahead(&mut self, songs: Vec<PathBuf>, now: Instant) {
        self.previews.ahead = songs;
        self.tries.allow(now);
        self.busy_at = now;
    }

    pub(super) fn preview(&mut self, song: Option<PathBuf>, now: Instant) {
        let song = song.filter(|path| !self.previews.failed.contains(path));
        if song.is_none() {
            self.end_preview();
        } else {
            self.tries.allow(now);
        }
        self.previews.wanted = song;
    }

    fn end_preview(&mut self) {
        if self.previews.sounding.take().is_some()
            && let Some(output) = &mut self.output
        {
            output.voice.preview(None);
        }
    }

    /// Sounds the preview that is wanted if it is there, and decodes what is not.
    pub(super) fn begin_preview(&mut self, now: Instant) {
        if let Some(path) = self.previews.wanted.clone()
            && let Some(track) = self.previews.cache.get(&path)
        {
            match self.rate_for(&track, now) {
                Ready::At(rate_hz) if rate_hz == track.rate_hz => self.sound_preview(path, track),
                Ready::At(_) | Ready::NotYet => {}
                Ready::Silent | Ready::Gone => self.previews.wanted = None,
            }
        }
        let rate_hz = self.output.as_ref().map(|output| output.rate_hz);
        while let Some(path) = self.previews.most_urgent(rate_hz) {
            self.previews.loading.push(path.clone());
            self.load_beside(path, Load::Preview(rate_hz), |path, track| {
                Message::Preview { path, track }
            });
        }
    }

    fn sound_preview(&mut self, path: PathBuf, track: Arc<Track>) {
        self.previews.wanted = None;
        if let Some(output) = &mut self.output {
            output.voice.preview(Some(track.clone()));
            self.hold(&track);
            self.previews.sounding = Some(path);
        }
    }

    /// An open device stays as it is; where none is, one is opened for this song.
    fn rate_for(&mut self, track: &Track, now: Instant) -> Ready {
        match &self.output {
            Some(output) => Ready::At(output.rate_hz),
            None => self.ready(track.file_rate_hz, now),
        }
    }

    pub(super) fn take_preview(
        &mut self,
        path: PathBuf,
        track: Result<Arc<Track>, crate::words::Message>,
        now: Instant,
    ) {
        self.previews.loading.retain(|loading| *loading != path);
        match track {
            Ok(track) => {
                // The device is open before it is needed.
                if self.output.is_none() && !self.previews.ahead.is_empty() {
                    self.rate_for(&track, now);
                }
                self.previews.cache.put(path, track);
            }
            Err(_) => self.give_up_preview(&path),
        }
    }

    /// A song that cannot be heard says why when it is played; pointing at it is no reason for a
    /// message.
    fn give_up_preview(&mut self, path: &Path) {
        self.previews.failed.insert(path.to_path_buf());
        self.previews.wanted.take_if(|wanted| wanted == path);
    }

    /// Notices the end of a preview. True while one is heard: then the song stands.
    pub(super) fn follow_preview(&mut self, now: Instant) -> bool {
        let is_heard = self
            .output
            .as_ref()
            .is_some_and(|output| output.voice.is_previewing());
        if is_heard {
            self.busy_at = now;
        } else {
            self.previews.sounding = None;
        }
        is_heard
    }

    /// Fades a preview out before its device is closed. True if there was one.
    pub(super) fn hush(&mut self, now: Instant) -> bool {
        let Some(output) = self
            .output
            .as_mut()
            .filter(|output| output.voice.is_previewing())
        else {
            return false;
        };
        output.voice.preview(None);
        self.previews.sounding = None;
        let fade = Duration::from_secs_f32(CROSS_SECS) + Duration::from_millis(2);
        self.quiet_at = self.quiet_at.max(now + output.latency + fade);
        true
    }
}
