//! The device: opened when something is to be heard, opened again at the present second when it
//! goes away.

use crate::words::{id, say};
use std::thread;
use std::time::{Duration, Instant};

use super::super::clock::Clock;
use super::{Engine, Message, Wanted};

/// What is waited for before each attempt to open a device.
const PAUSES: [Duration; 5] = [
    Duration::ZERO,
    Duration::from_millis(200),
    Duration::from_millis(600),
    Duration::from_millis(1500),
    Duration::from_millis(3000),
];
/// A device that was open for so long was well: what it is lost by then is no failed attempt.
const STEADY: Duration = Duration::from_secs(5);

/// After all attempts have failed one is made so often, for so long: a sound server that was
/// restarted by hand is back by then, and nobody is startled an hour later.
const COMES_BACK_EVERY: Duration = Duration::from_secs(2);
const COMES_BACK_WITHIN: Duration = Duration::from_secs(120);

/// What is paused for want of a device, and goes on when one is there.
pub(super) struct Comeback {
    due: Instant,
    until: Instant,
}

/// Whether a song of a given rate can begin.
pub(super) enum Ready {
    /// The voice must fall silent before its device is closed, or the next attempt to open one is
    /// not due.
    NotYet,
    At(u32),
    /// No device: the clock runs alone.
    Silent,
    /// The device went away and does not come back.
    Gone,
}

/// The attempts to open a device.
pub(super) struct Tries {
    n: usize,
    /// `None` until the listener asks for something again.
    due: Option<Instant>,
    opened_at: Instant,
}

impl Tries {
    pub(super) fn none(now: Instant) -> Self {
        Self {
            n: 0,
            due: None,
            opened_at: now,
        }
    }

    /// All of them, the first one now.
    fn renew(&mut self, now: Instant) {
        (self.n, self.due) = (0, Some(now));
    }

    /// One attempt, unless some are under way.
    pub(super) fn allow(&mut self, now: Instant) {
        if self.due.is_none() {
            (self.n, self.due) = (PAUSES.len() - 1, Some(now));
        }
    }

    fn is_due(&self, now: Instant) -> bool {
        self.due.is_some_and(|due| now >= due)
    }

    /// One attempt begins; the next one is due a pause after it, if there is another.
    fn count(&mut self, now: Instant) {
        self.n += 1;
        self.due = PAUSES.get(self.n).map(|&pause| now + pause);
    }

    /// The device is open; one that was opened for the listener, and not for want of another, was
    /// no attempt.
    fn opened(&mut self, is_another: bool, now: Instant) {
        if !is_another {
            self.n = 0;
        }
        self.opened_at = now;
    }

    /// The device has gone; true if there are attempts left.
    fn after_loss(&mut self, now: Instant) -> bool {
        if now.saturating_duration_since(self.opened_at) > STEADY {
            self.n = 0;
        }
        self.due = PAUSES.get(self.n).map(|&pause| now + pause);
        self.due.is_some()
    }
}

impl Engine {
    /// The listener asks for sound: whatever failed before is tried again.
    pub(super) fn try_device_anew(&mut self, now: Instant) {
        self.tries.renew(now);
        self.lost = None;
    }

    /// Has a device open for songs of this rate, if there is one.
    pub(super) fn ready(&mut self, rate_hz: u32, now: Instant) -> Ready {
        if let Some(output) = &self.output {
            if output.rates.best(rate_hz) == output.rate_hz {
                return Ready::At(output.rate_hz);
            }
            if self.hush(now) || now < self.quiet_at {
                return Ready::NotYet;
            }
            self.output = None;
        }
        let is_due = self.tries.is_due(now);
        if is_due && let Some(rate_hz) = self.open_device(rate_hz, now) {
            return Ready::At(rate_hz);
        }
        match (&self.lost, self.tries.due) {
            (None, _) => Ready::Silent,
            (Some(_), Some(_)) => Ready::NotYet,
            (Some(_), None) => Ready::Gone,
        }
    }

    /// One attempt; the rate it runs at.
    fn open_device(&mut self, rate_hz: u32, now: Instant) -> Option<u32> {
        self.tries.count(now);
        self.device += 1;
        let (device, sender) = (self.device, self.sender.clone());
        let lost = Box::new(move |cause| {
            let _ = sender.send(Message::DeviceLost { device, cause });
        });
        match (self.open)(rate_hz, self.volume, lost) {
            Ok(output) => {
                self.device_message = None;
                self.tries.opened(self.lost.take().is_some(), now);
                let rate_hz = output.rate_hz;
                output.voice.levelled(self.levelled);
                self.output = Some(output);
                Some(rate_hz)
            }
            Err(cause) => {
                // That the device went away says more than that it does not come back.
                if self.lost.is_none() {
                    self.device_message =
                        Some(say(id::PLAYER_NO_SOUND_AUDIO_DEVICE_DOES).with("cause", cause));
                }
                None
            }
        }
    }

    pub(super) fn lose_device(&mut self, cause: crate::words::Message, now: Instant) {
        let Some(output) = self.output.take() else {
            return;
        };
        // The clock may have run on since the device fell silent.
        if let Some(heard_secs) = output.heard_secs(now).filter(|_| self.cued && self.run) {
            self.clock.hear(heard_secs, now);
        }
        // Closing a device that hangs may hang as well.
        let _ = thread::Builder::new()
            .name("player-close".to_string())
            .spawn(move || drop(output));
        self.device += 1;
        self.cued = false;
        let preview = self.previews.sounding.take();
        let is_heard = self.run && self.song.is_some();
        if self.wanted.is_none() && preview.is_none() && !is_heard {
            // Nobody hears it; the next song opens another.
            return;
        }
        self.lost = Some(cause);
        self.previews.wanted = self.previews.wanted.take().or(preview);
        let is_hopeful = self.tries.after_loss(now);
        if is_heard
            && self.wanted.is_none()
            && let Some(path) = self.path.clone()
        {
            let from_secs = self.clock.position(now);
            self.clock = Clock::standing(from_secs);
            self.wanted = Some(Wanted {
                path,
                from_secs,
                track: self.song.clone(),
            });
        }
        if !is_hopeful {
            self.give_up_device(now);
        }
    }

    /// The device went away and does not come back: what was heard pauses where it was.
    pub(super) fn give_up_device(&mut self, now: Instant) {
        let Some(cause) = self.lost.take() else {
            return;
        };
        self.previews.wanted = None;
        if !self.run && self.wanted.is_none() {
            return;
        }
        self.device_message =
            Some(say(id::PLAYER_PAUSED_BECAUSE_AUDIO_DEVICE_WENT).with("cause", cause));
        if let Some(Wanted {
            track: Some(track), ..
        }) = self.wanted.take()
        {
            self.song = Some(track);
        }
        self.run = false;
        self.clock.stand(now);
        self.comeback = Some(Comeback {
            due: now + COMES_BACK_EVERY,
            until: now + COMES_BACK_WITHIN,
        });
    }

    /// Goes on with what was paused because the device went away, once there is one again.
    fn come_back(&mut self, now: Instant) {
        let Some(comeback) = self
            .comeback
            .as_mut()
            .filter(|comeback| now >= comeback.due)
        else {
            return;
        };
        comeback.due = now + COMES_BACK_EVERY;
        let is_over = now >= comeback.until;
        let Some(track) = self
            .song
            .clone()
            .filter(|_| !is_over && self.output.is_none())
        else {
            self.comeback = None;
            return;
        };
        let told = self.device_message.take();
        if self.open_device(track.file_rate_hz, now).is_some() {
            self.comeback = None;
            self.resume(now);
        } else {
            self.device_message = told;
        }
    }

    /// Notices a device that fails without a word, and opens one under a song whose time runs
    /// without.
    pub(super) fn follow_device(&mut self, now: Instant) {
        self.come_back(now);
        if let Some(cause) = self.output.as_ref().and_then(|output| output.fault(now)) {
            self.lose_device(cause, now);
        }
        let Some(track) = self
            .song
            .clone()
            .filter(|_| self.run && self.wanted.is_none())
        else {
            return;
        };
        if self.output.is_none()
            && self.tries.is_due(now)
            && self.open_device(track.file_rate_hz, now).is_some()
            && let Some(path) = self.path.clone()
        {
            // Opening takes a while, and the song's time has gone on.
            let from_secs = self.clock.position(Instant::now());
            self.wanted = Some(Wanted {
                path,
                from_secs,
                track: Some(track),
            });
        }
    }
}
