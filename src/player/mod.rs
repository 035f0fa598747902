//! Sound out, on its own thread: commands in, state out, never louder than one voice; silent
//! without a device.
//!
//! The thread `player` ([`engine`]) obeys commands; files are decoded on threads beside it
//! ([`load`]); the device's own thread pulls samples out of the one voice ([`voice`]), whose gain
//! falls and rises along a raised cosine of 10 ms around every start, stop, seek and switch.
//! Previews of songs near the pointer lie decoded ahead and cross-fade; the song stands while one
//! is heard. Songs can be brought to one loudness ([`level`]). The device runs at the song's rate
//! if it takes it ([`output`]), else the song is resampled as a whole ([`crate::audio`]). An error
//! of the device that passes is waited out ([`faults`]); one that went away is opened again at the
//! present second, a few times with growing pauses, and then the song pauses and it is told. ALSA
//! is looked for when the device is opened ([`libasound`]). What the window reads is a copy and a
//! clock ([`clock`]).

mod clock;
mod fade;
mod level;
mod load;
mod faults;
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
mod libasound;
mod voice;
mod output;
mod engine;
#[cfg(test)]
mod tests;

use crate::words::{id, say};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use crate::audio::Pcm;
use crate::error::Result;
use crate::features::Cache;

use clock::Clock;
use engine::{Engine, Message, Status};
use load::Decode;
use output::Open;

/// How long a dropped player is waited for: the fade and the device's buffer, and no longer.
const GOODBYE: Duration = Duration::from_millis(95);

/// What the player can be asked.
#[derive(Debug, Clone, PartialEq)]
pub enum PlayerCommand {
    /// Load a file and play it from a place; what played before fades out first.
    Play {
        /// The recording.
        path: PathBuf,
        /// Seconds from its beginning.
        from_secs: f32,
    },
    /// Falls silent and stays where it is.
    Pause,
    /// Goes on where it was; from the beginning after the end; tries again after a file or a device
    /// has failed.
    Resume,
    /// Pause and go to the beginning. A song still loading is given up.
    Stop,
    /// To a place in seconds, playing or not.
    Seek(f32),
    /// Amplitude, 0 to 1.
    Volume(f32),
    /// The song that will follow: it is decoded before its turn, and the one before then ends as
    /// soon as the device has taken the last of it.
    Prepare(Option<PathBuf>),
    /// Songs whose previews may be asked for next, the most urgent first: they are decoded and
    /// kept, in bounded memory.
    LookAhead(Vec<PathBuf>),
    /// Some seconds of a song, in place of what plays; `None` brings that back.
    Preview(Option<PathBuf>),
    /// Whether songs are brought to one loudness, −18 LUFS, or as near to it as they get without
    /// clipping.
    Levelled(bool),
    /// Whether previews are of the most typical part of a song, or of a part from its first half.
    Typical(bool),
}

/// What the player is doing, as last told.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlayerState {
    /// The file last asked for.
    pub path: Option<PathBuf>,
    /// True while the song sounds (or its time runs, without a device).
    pub playing: bool,
    /// True from `Play` until the first sample is on its way.
    pub loading: bool,
    /// What is heard now: the samples still in the device's buffer are taken off.
    pub position_secs: f32,
    /// 0 while it is not known.
    pub(crate) duration_secs: f32,
    pub(crate) volume: f32,
    /// True when the last song played to its end.
    pub finished: bool,
    /// How many `Play`s this state knows of.
    pub(crate) n_plays: u64,
    /// True when the file last asked for cannot be played.
    pub(crate) failed: bool,
    /// The song whose preview sounds.
    pub preview: Option<PathBuf>,
    /// Why nothing is heard, if so: no device, the device went away and did not come back, the file
    /// cannot be decoded.
    pub message: Option<crate::words::Message>,
}

/// A hand on the player's thread. Dropping it fades the sound out and waits for that, less than 0.1
/// s.
pub struct Player {
    messages: Sender<Message>,
    told: Arc<Mutex<Status>>,
    /// Hung up when the thread has ended.
    ended: Receiver<()>,
    /// Read where previews are decoded.
    typical: Arc<AtomicBool>,
}

impl Player {
    /// Starts the thread; `wake` is called when something worth drawing changed. Never fails:
    /// without a device the state says so and everything else works (the position still runs, so
    /// that lyrics scroll).
    /// Where songs are most typical is kept in `features`.
    pub(crate) fn spawn(features: Cache, wake: impl Fn() + Send + 'static) -> Self {
        let typical = Arc::new(AtomicBool::new(true));
        let decode = Decode::files(features, typical.clone());
        let open = Box::new(output::open_default);
        Self::spawn_as(decode, open, Box::new(wake), typical)
    }

    /// As [`Player::spawn`], with another decoder in place of [`crate::audio::decode`].
    pub fn spawn_with_decoder(
        decode: impl Fn(&Path) -> Result<Pcm> + Send + Sync + 'static,
        wake: impl Fn() + Send + 'static,
    ) -> Self {
        Self::spawn_with(
            Decode::by(decode),
            Box::new(output::open_default),
            Box::new(wake),
        )
    }

    fn spawn_with(decode: Decode, open: Open, wake: Box<dyn Fn() + Send>) -> Self {
        Self::spawn_as(decode, open, wake, Arc::default())
    }

    fn spawn_as(
        decode: Decode,
        open: Open,
        wake: Box<dyn Fn() + Send>,
        typical: Arc<AtomicBool>,
    ) -> Self {
        let (messages, inbox) = unbounded();
        let (running, ended) = bounded(0);
        let state = PlayerState {
            volume: 1.0,
            ..PlayerState::default()
        };
        let told = Arc::new(Mutex::new(Status {
            state,
            clock: Clock::standing(0.0),
        }));
        let engine = Engine::new((messages.clone(), inbox), told.clone(), wake, decode, open);
        let spawned = thread::Builder::new()
            .name("player".to_string())
            .spawn(move || {
                let _running: Sender<()> = running;
                engine.work();
            });
        if let Err(error) = spawned {
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            told.state.message =
                Some(say(id::PLAYER_NO_SOUND_THERE_NO_THREAD).with("cause", error));
        }
        Self {
            messages,
            told,
            ended,
            typical,
        }
    }

    /// Never blocks.
    pub fn send(&self, command: PlayerCommand) {
        if let PlayerCommand::Typical(typical) = command {
            self.typical.store(typical, Ordering::Relaxed);
        }
        let _ = self.messages.send(Message::Command(command));
    }

    /// The state now; position runs on between messages.
    pub fn state(&self) -> PlayerState {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut state, clock) = (told.state.clone(), told.clock);
        drop(told);
        let position_secs = clock.position(Instant::now()) as f32;
        let is_known = state.duration_secs > 0.0;
        state.position_secs = if is_known {
            position_secs.min(state.duration_secs)
        } else {
            position_secs
        };
        state
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        let _ = self.messages.send(Message::Quit);
        let _ = self.ended.recv_timeout(GOODBYE);
    }
}
