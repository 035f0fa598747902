//! The song: what plays now, where it is, and the gain that comes down before every change.

use std::sync::Arc;

use super::super::fade::raised_cosine;
use super::super::load::Track;
use super::{FADE_SECS, Glide};

/// How long the level takes from silence to full scale when it changes within a song.
const LEVEL_SECS: f32 = 0.5;

/// Where to go next: ticket, song, frame.
pub(super) type Cue = (u16, Option<Arc<Track>>, usize);

pub(super) struct Deck {
    pub(super) ticket: u16,
    pub(super) cursor: usize,
    pub(super) run: bool,
    pub(super) next_cue: Option<Cue>,
    /// Whether songs are brought to one loudness.
    pub(super) levelled: bool,
    track: Option<Arc<Track>>,
    level: Glide,
    /// 0 is silence, `fade_frames` is full gain.
    fade: u32,
    fade_frames: u32,
}

impl Deck {
    pub(super) fn new(rate_hz: f32) -> Self {
        Self {
            ticket: 0,
            cursor: 0,
            run: false,
            next_cue: None,
            levelled: false,
            track: None,
            level: Glide::new(1.0, rate_hz * LEVEL_SECS),
            fade: 0,
            fade_frames: ((rate_hz * FADE_SECS) as u32).max(1),
        }
    }

    /// What nobody hears may change at once.
    pub(super) fn hold(&mut self) {
        self.fade = 0;
        self.take_cue();
    }

    /// Takes a cue once it is silent, and looks what the level is to be.
    pub(super) fn take_cue(&mut self) {
        let cue = if self.fade == 0 {
            self.next_cue.take()
        } else {
            None
        };
        let is_new = cue.is_some();
        if let Some((ticket, track, cursor)) = cue {
            (self.ticket, self.track, self.cursor) = (ticket, track, cursor);
        }
        let gain = self
            .track
            .as_ref()
            .filter(|_| self.levelled)
            .map_or(1.0, |track| track.gain());
        if is_new {
            self.level.set(gain)
        } else {
            self.level.wanted = gain
        }
    }

    pub(super) fn next_frame(&mut self) -> [f32; 2] {
        if self.next_cue.is_some() {
            self.take_cue();
        }
        let level = self.level.step();
        let Some(track) = &self.track else {
            return [0.0; 2];
        };
        let left = track.n_frames().saturating_sub(self.cursor);
        let wanted = self.run && self.next_cue.is_none();
        // A song that is cut off while it sounds would crack at its end, so the last frames count
        // as a fade as well.
        if wanted && left > self.fade_frames as usize {
            self.fade = (self.fade + 1).min(self.fade_frames);
        } else {
            self.fade = self.fade.saturating_sub(1);
        }
        if left == 0 {
            self.fade = 0;
        }
        if left == 0 || (self.fade == 0 && !wanted) {
            return [0.0; 2];
        }
        let gain = level * raised_cosine(self.fade, self.fade_frames);
        let frame = track.frame(self.cursor).map(|x| x * gain);
        self.cursor += 1;
        frame
    }
}
