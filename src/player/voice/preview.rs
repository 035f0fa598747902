//! Previews: short parts of songs that give way to each other by cross-fades, and to whose presence
//! the song gives way.

use std::f32::consts::{FRAC_1_SQRT_2, FRAC_PI_2};
use std::sync::Arc;

use super::super::fade::{CROSS_SECS, raised_cosine};
use super::super::load::Track;

/// A preview under way.
struct Reel {
    track: Arc<Track>,
    cursor: usize,
    gain: f32,
}

impl Reel {
    fn next_frame(&mut self) -> [f32; 2] {
        if self.is_over() {
            return [0.0; 2];
        }
        let frame = self.track.frame(self.cursor).map(|x| x * self.gain);
        self.cursor += 1;
        frame
    }

    fn is_over(&self) -> bool {
        self.cursor >= self.track.n_frames()
    }
}

/// At most two reels, and the presence they have together.
pub(super) struct Previews {
    /// Whether previews are brought to one loudness.
    pub(super) levelled: bool,
    /// What is to sound instead, or nothing, with its ticket; of many only the latest.
    pub(super) next: Option<(u32, Option<Arc<Track>>)>,
    /// The ticket taken last.
    ticket: u32,
    wanted: bool,
    now: Option<Reel>,
    before: Option<Reel>,
    /// 0 is `before` alone, `n_steps` is `now` alone.
    cross: u32,
    /// 0 is the song alone, `n_steps` is the previews alone.
    presence: u32,
    n_steps: u32,
}

impl Previews {
    pub(super) fn new(rate_hz: f32) -> Self {
        Self {
            levelled: false,
            next: None,
            ticket: 0,
            wanted: false,
            now: None,
            before: None,
            cross: 0,
            presence: 0,
            n_steps: ((rate_hz * CROSS_SECS) as u32).max(1),
        }
    }

    /// The ticket taken last, once what it ordered is over.
    pub(super) fn over(&self) -> Option<u32> {
        (!self.wanted && self.presence == 0).then_some(self.ticket)
    }

    pub(super) fn is_silent(&self) -> bool {
        !self.wanted && self.presence == 0 && self.next.is_none()
    }

    /// The song is not heard at all.
    pub(super) fn is_alone(&self) -> bool {
        self.presence == self.n_steps
    }

    fn take_order(&mut self) {
        // Two reels at once are enough: a third waits until the first is gone, a cross-fade at
        // most.
        let is_crossing = self.before.is_some();
        let Some((ticket, track)) = self
            .next
            .take_if(|(_, track)| track.is_none() || !is_crossing)
        else {
            return;
        };
        self.ticket = ticket;
        self.wanted = track.is_some();
        if let Some(track) = track {
            let gain = if self.levelled { track.gain() } else { 1.0 };
            self.before = self.now.replace(Reel {
                track,
                cursor: 0,
                gain,
            });
            self.cross = if self.before.is_some() {
                0
            } else {
                self.n_steps
            };
        }
    }

    /// The next frame, and the gain that is left to the song.
    ///
    /// Together they never exceed full scale: presence and song share one between them, and two
    /// reels at equal power, each 3 dB down, reach one at most.
    pub(super) fn next_frame(&mut self) -> ([f32; 2], f32) {
        self.take_order();
        self.wanted &= self.now.as_ref().is_some_and(|reel| !reel.is_over());
        self.presence = if self.wanted {
            (self.presence + 1).min(self.n_steps)
        } else {
            self.presence.saturating_sub(1)
        };
        if self.presence == 0 {
            (self.now, self.before) = (None, None);
            return ([0.0; 2], 1.0);
        }
        self.cross = (self.cross + 1).min(self.n_steps);
        let angle = FRAC_PI_2 * self.cross as f32 / self.n_steps as f32;
        let presence = raised_cosine(self.presence, self.n_steps);
        let mut mixed = [0.0; 2];
        for (reel, share) in [
            (&mut self.now, angle.sin()),
            (&mut self.before, angle.cos()),
        ] {
            let frame = reel.as_mut().map_or([0.0; 2], Reel::next_frame);
            let gain = FRAC_1_SQRT_2 * share * presence;
            mixed
                .iter_mut()
                .zip(frame)
                .for_each(|(sum, x)| *sum += gain * x);
        }
        if self.cross == self.n_steps {
            self.before = None;
        }
        (mixed, 1.0 - presence)
    }
}
