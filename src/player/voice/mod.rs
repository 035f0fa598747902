//! The one voice: an endless source of samples that obeys orders and never jumps.
//!
//! Everything it plays lies decoded in memory, so a seek is an index and nothing here waits,
//! allocates, or frees a song (the engine keeps a hand on every song until the voice has let go of
//! it). The song ([`deck`]) first lets its gain come down along a raised cosine, then changes, then
//! lets the gain rise again. Previews ([`preview`]) cross-fade; while one is heard alone the song
//! stands still, and it goes on from there.

mod deck;
mod preview;

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::load::Track;

use deck::Deck;
use preview::Previews;

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
    /// Whether songs are brought to one loudness.
    Levelled(bool),
    /// Sound a preview, or none, in place of the song.
    Preview {
        ticket: u32,
        track: Option<Arc<Track>>,
    },
}

/// Where the voice is, told without a lock from the thread that feeds the device.
struct Place {
    /// The ticket of the cue that plays (upper 16 bits) and its next frame (lower 48): one word, so
    /// never torn.
    cue: AtomicU64,
    /// Nanoseconds since `origin` when `cue` last changed.
    moved_ns: AtomicU64,
    /// Nanoseconds since `origin` when the device last asked for samples.
    turn_ns: AtomicU64,
    /// The ticket of the last preview that is over.
    preview_over: AtomicU32,
    origin: Instant,
}

/// The owner's hand on a voice.
pub(super) struct VoiceHandle {
    orders: Sender<Order>,
    place: Arc<Place>,
    ticket: u16,
    preview_ticket: u32,
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
        let _ = self.orders.send(Order::Cue {
            ticket: self.ticket,
            track,
            frame,
            run,
        });
    }

    pub(super) fn run(&mut self, run: bool) {
        self.ran_at = Instant::now();
        let _ = self.orders.send(Order::Run(run));
    }

    pub(super) fn volume(&self, volume: f32) {
        let _ = self.orders.send(Order::Volume(volume));
    }

    pub(super) fn levelled(&self, levelled: bool) {
        let _ = self.orders.send(Order::Levelled(levelled));
    }

    /// Sounds a preview in place of the song, which stands meanwhile; none brings the song back.
    pub(super) fn preview(&mut self, track: Option<Arc<Track>>) {
        self.preview_ticket = self.preview_ticket.wrapping_add(1);
        let _ = self.orders.send(Order::Preview {
            ticket: self.preview_ticket,
            track,
        });
    }

    /// Whether the latest preview is still heard, or fades.
    pub(super) fn is_previewing(&self) -> bool {
        self.place.preview_over.load(Ordering::Acquire) != self.preview_ticket
    }

    /// The next frame of the latest cue, and since when that has been so (or since it was last told
    /// to run or stand); `None` until the voice has come to that cue.
    pub(super) fn place(&self) -> Option<(usize, Instant)> {
        let cue = self.place.cue.load(Ordering::Acquire);
        let frame = cue & ((1 << FRAME_BITS) - 1);
        let since = self.place.instant(&self.place.moved_ns).max(self.ran_at);
        (cue >> FRAME_BITS == u64::from(self.ticket)).then_some((frame as usize, since))
    }

    /// A watch on when the device asks for samples.
    pub(super) fn turns(&self) -> Turns {
        Turns(self.place.clone())
    }
}

/// When a voice was asked for samples.
pub(super) struct Turns(Arc<Place>);

impl Turns {
    /// When the device last asked; the voice's birth if it never did.
    pub(super) fn last(&self) -> Instant {
        self.0.instant(&self.0.turn_ns)
    }
}

/// A number on its way to another, by equal steps.
struct Glide {
    value: f32,
    wanted: f32,
    step: f32,
}

impl Glide {
    /// From 0 to 1 in so many frames.
    fn new(value: f32, n_frames: f32) -> Self {
        Self {
            value,
            wanted: value,
            step: 1.0 / n_frames.max(1.0),
        }
    }

    fn set(&mut self, value: f32) {
        (self.value, self.wanted) = (value, value);
    }

    fn step(&mut self) -> f32 {
        self.value += (self.wanted - self.value).clamp(-self.step, self.step);
        self.value
    }
}

/// An endless source with the device's rate and channels.
pub(super) struct Voice {
    orders: Receiver<Order>,
    place: Arc<Place>,
    rate_hz: NonZero<u32>,
    n_channels: NonZero<u16>,
    deck: Deck,
    previews: Previews,
    volume: Glide,
    frame: [f32; 2],
    channel: u16,
    turn: u32,
}

/// A voice and the hand that leads it.
pub(super) fn voice(
    rate_hz: NonZero<u32>,
    n_channels: NonZero<u16>,
    volume: f32,
) -> (Voice, VoiceHandle) {
    let (tx, orders) = unbounded();
    let origin = Instant::now();
    let [cue, moved_ns, turn_ns] = [0; 3].map(AtomicU64::new);
    let place = Arc::new(Place {
        cue,
        moved_ns,
        turn_ns,
        preview_over: AtomicU32::new(0),
        origin,
    });
    let rate = rate_hz.get() as f32;
    let voice = Voice {
        orders,
        place: place.clone(),
        rate_hz,
        n_channels,
        deck: Deck::new(rate),
        previews: Previews::new(rate),
        volume: Glide::new(volume, rate * VOLUME_SECS),
        frame: [0.0; 2],
        channel: 0,
        turn: 0,
    };
    (
        voice,
        VoiceHandle {
            orders: tx,
            place,
            ticket: 0,
            preview_ticket: 0,
            ran_at: origin,
        },
    )
}

impl Voice {
    fn take_orders(&mut self) {
        for order in self.orders.try_iter() {
            match order {
                Order::Cue {
                    ticket,
                    track,
                    frame,
                    run,
                } => {
                    self.deck.next_cue = Some((ticket, track, frame));
                    self.deck.run = run;
                }
                Order::Run(run) => self.deck.run = run,
                Order::Volume(volume) => self.volume.wanted = volume,
                Order::Levelled(levelled) => {
                    (self.deck.levelled, self.previews.levelled) = (levelled, levelled)
                }
                Order::Preview { ticket, track } => self.previews.next = Some((ticket, track)),
            }
        }
        self.deck.take_cue();
    }

    fn tell_place(&self) {
        let now_ns = self.place.origin.elapsed().as_nanos() as u64;
        let cue = u64::from(self.deck.ticket) << FRAME_BITS | self.deck.cursor as u64;
        self.place.turn_ns.store(now_ns, Ordering::Release);
        if self.place.cue.swap(cue, Ordering::AcqRel) != cue {
            self.place.moved_ns.store(now_ns, Ordering::Release);
        }
        if let Some(ticket) = self.previews.over() {
            self.place.preview_over.store(ticket, Ordering::Release);
        }
    }

    fn next_frame(&mut self) -> [f32; 2] {
        if self.turn == 0 {
            self.take_orders();
            self.tell_place();
            self.turn = FRAMES_PER_TURN;
        }
        self.turn -= 1;
        let volume = self.volume.step();
        if self.previews.is_silent() {
            return self.deck.next_frame().map(|x| x * volume);
        }
        let (preview, left) = self.previews.next_frame();
        if self.previews.is_alone() {
            self.deck.hold();
            return preview.map(|x| x * volume);
        }
        let song = self.deck.next_frame();
        [0, 1].map(|side| volume * (left * song[side] + preview[side]))
    }
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
