//! The one voice: an endless source of samples that obeys orders and never jumps.
//!
//! Everything it plays lies decoded in memory, so a seek is an index and nothing here waits, allocates, or frees a song
//! (the engine keeps a hand on every song until the voice has let go of it). Whatever it is told, it first lets the gain
//! come down along a raised cosine, then changes, then lets the gain rise again.

use std::f32::consts::PI;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::load::Track;

/// How long the gain takes from 0 to 1 and back.
pub(super) const FADE_SECS: f32 = 0.010;
/// How long the volume takes across its whole range.
const VOLUME_SECS: f32 = 0.030;
/// Orders are taken, and the place is told, once in so many frames: well under a millisecond.
const FRAMES_PER_TURN: u32 = 32;
const FRAME_BITS: u32 = 48;

/// What the voice is told. Of each kind the latest counts.
pub(super) enum Order {
    /// Leave what plays now; go on at `frame` of `track`, or fall silent without one.
    Cue {
        ticket: u16,
        track: Option<Arc<Track>>,
        frame: usize,
        run: bool,
    },
    Run(bool),
    Volume(f32),
}

/// Where the voice is, told without a lock from the thread that feeds the device.
struct Place {
    /// The ticket of the cue that plays (upper 16 bits) and its next frame (lower 48): one word, so never torn.
    cue: AtomicU64,
    /// Nanoseconds since `origin` when `cue` last changed.
    moved_ns: AtomicU64,
    /// Nanoseconds since `origin` when the device last asked for samples.
    turn_ns: AtomicU64,
    origin: Instant,
}

/// The owner's hand on a voice.
pub(super) struct VoiceHandle {
    orders: Sender<Order>,
    place: Arc<Place>,
    ticket: u16,
    ran_at: Instant,
}

impl Place {
    fn instant(&self, ns: &AtomicU64) -> Instant {
        self.origin + Duration::from_nanos(ns.load(Ordering::Acquire))
    }
}

impl VoiceHandle {
    /// Goes to `frame` of `track`, or to silence.
    pub(super) fn cue(&mut self, track: Option<Arc<Track>>, frame: usize, run: bool) {
        self.ticket = self.ticket.wrapping_add(1);
        let _ = self.orders.send(Order::Cue { ticket: self.ticket, track, frame, run });
    }

    pub(super) fn run(&mut self, run: bool) {
        self.ran_at = Instant::now();
        let _ = self.orders.send(Order::Run(run));
    }

    pub(super) fn volume(&self, volume: f32) {
        let _ = self.orders.send(Order::Volume(volume));
    }

    /// The next frame of the latest cue, and since when that has been so (or since it was last told to run or stand);
    /// `None` until the voice has come to that cue.
    pub(super) fn place(&self) -> Option<(usize, Instant)> {
        let cue = self.place.cue.load(Ordering::Acquire);
        let frame = cue & ((1 << FRAME_BITS) - 1);
        let since = self.place.instant(&self.place.moved_ns).max(self.ran_at);
        (cue >> FRAME_BITS == u64::from(self.ticket)).then_some((frame as usize, since))
    }

    /// When the device last asked for samples; the voice's birth if it never did.
    pub(super) fn last_turn(&self) -> Instant {
        self.place.instant(&self.place.turn_ns)
    }
}

/// An endless source with the device's rate and channels.
pub(super) struct Voice {
    orders: Receiver<Order>,
    place: Arc<Place>,
    rate_hz: NonZero<u32>,
    n_channels: NonZero<u16>,

    ticket: u16,
    track: Option<Arc<Track>>,
    cursor: usize,
    run: bool,
    next_cue: Option<(u16, Option<Arc<Track>>, usize)>,

    /// 0 is silence, `fade_frames` is full gain.
    fade: u32,
    fade_frames: u32,
    volume: f32,
    volume_wanted: f32,
    volume_step: f32,

    frame: [f32; 2],
    channel: u16,
    turn: u32,
}

/// A voice and the hand that leads it.
pub(super) fn voice(rate_hz: NonZero<u32>, n_channels: NonZero<u16>, volume: f32) -> (Voice, VoiceHandle) {
    let (tx, orders) = unbounded();
    let origin = Instant::now();
    let [cue, moved_ns, turn_ns] = [0; 3].map(AtomicU64::new);
    let place = Arc::new(Place { cue, moved_ns, turn_ns, origin });
    let rate = rate_hz.get() as f32;
    let voice = Voice {
        orders,
        place: place.clone(),
        rate_hz,
        n_channels,
        ticket: 0,
        track: None,
        cursor: 0,
        run: false,
        next_cue: None,
        fade: 0,
        fade_frames: ((rate * FADE_SECS) as u32).max(1),
        volume,
        volume_wanted: volume,
        volume_step: 1.0 / (rate * VOLUME_SECS).max(1.0),
        frame: [0.0; 2],
        channel: 0,
        turn: 0,
    };
    (voice, VoiceHandle { orders: tx, place, ticket: 0, ran_at: origin })
}

impl Voice {
    fn take_orders(&mut self) {
        for order in self.orders.try_iter() {
            match order {
                Order::Cue { ticket, track, frame, run } => {
                    self.next_cue = Some((ticket, track, frame));
                    self.run = run;
                }
                Order::Run(run) => self.run = run,
                Order::Volume(volume) => self.volume_wanted = volume,
            }
        }
    }

    fn tell_place(&self) {
        let now_ns = self.place.origin.elapsed().as_nanos() as u64;
        let cue = u64::from(self.ticket) << FRAME_BITS | self.cursor as u64;
        self.place.turn_ns.store(now_ns, Ordering::Release);
        if self.place.cue.swap(cue, Ordering::AcqRel) != cue {
            self.place.moved_ns.store(now_ns, Ordering::Release);
        }
    }

    fn next_frame(&mut self) -> [f32; 2] {
        if self.turn == 0 {
            self.take_orders();
            self.tell_place();
            self.turn = FRAMES_PER_TURN;
        }
        self.turn -= 1;
        if self.fade == 0
            && let Some((ticket, track, frame)) = self.next_cue.take()
        {
            (self.ticket, self.track, self.cursor) = (ticket, track, frame);
        }
        self.volume += (self.volume_wanted - self.volume).clamp(-self.volume_step, self.volume_step);

        let Some(track) = &self.track else { return [0.0; 2] };
        let left = track.n_frames().saturating_sub(self.cursor);
        let wanted = self.run && self.next_cue.is_none();
        // A song that is cut off while it sounds would crack at its end, so the last frames count as a fade as well.
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
        let gain = self.volume * raised_cosine(self.fade, self.fade_frames);
        let [l, r] = track.frame(self.cursor);
        self.cursor += 1;
        [l * gain, r * gain]
    }
}

/// 0 at step 0, 1 at the last, flat at both ends.
fn raised_cosine(step: u32, n_steps: u32) -> f32 {
    if step >= n_steps { 1.0 } else { 0.5 - 0.5 * (PI * step as f32 / n_steps as f32).cos() }
}

impl Iterator for Voice {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        if self.channel == 0 {
            self.frame = self.next_frame();
        }
        let sample = match (self.n_channels.get(), self.channel) {
            (1, _) => 0.5 * (self.frame[0] + self.frame[1]),
            (_, channel @ (0 | 1)) => self.frame[usize::from(channel)],
            _ => 0.0,
        };
        self.channel = (self.channel + 1) % self.n_channels;
        Some(sample)
    }
}

impl rodio::Source for Voice {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> rodio::ChannelCount {
        self.n_channels
    }

    fn sample_rate(&self) -> rodio::SampleRate {
        self.rate_hz
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}
