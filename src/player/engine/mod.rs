//! The player's thread: commands and news in, one voice led, the state told.

mod device;
mod begin;
mod preview;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};

use super::clock::Clock;
use super::load::{CACHE_BYTES, Cache, Decode, Track};
use super::output::{Open, Output};
use super::voice::FADE_SECS;
use super::{PlayerCommand, PlayerState};

use device::{Comeback, Tries};
use preview::Previews;

/// While something plays or loads; the position told runs by itself in between.
const TICK: Duration = Duration::from_millis(20);
const IDLE_TICK: Duration = Duration::from_millis(500);
/// A device nobody listens to is given back after this.
const IDLE: Duration = Duration::from_secs(20);

pub(super) enum Message {
    Command(PlayerCommand),
    Loaded {
        path: PathBuf,
        track: Result<Arc<Track>, crate::words::Message>,
    },
    Preview {
        path: PathBuf,
        track: Result<Arc<Track>, crate::words::Message>,
    },
    DeviceLost {
        device: u64,
        cause: String,
    },
    Quit,
}

/// What the window reads: a lock held for the time of a copy.
pub(super) struct Status {
    pub(super) state: PlayerState,
    pub(super) clock: Clock,
}

/// A song asked for and not yet begun.
struct Wanted {
    path: PathBuf,
    from_secs: f64,
    track: Option<Arc<Track>>,
}

pub(super) struct Engine {
    messages: Receiver<Message>,
    sender: Sender<Message>,
    told: Arc<Mutex<Status>>,
    wake: Box<dyn Fn() + Send>,
    decode: Decode,
    open: Open,

    /// The file last asked for.
    path: Option<PathBuf>,
    wanted: Option<Wanted>,
    song: Option<Arc<Track>>,
    /// Whether the song should sound, or will once it is there.
    run: bool,
    finished: bool,
    volume: f32,
    levelled: bool,
    /// How many songs were asked for.
    n_plays: u64,
    /// The song that is to follow, decoded before its turn.
    next: Option<PathBuf>,
    previews: Previews,
    clock: Clock,
    file_message: Option<crate::words::Message>,
    device_message: Option<crate::words::Message>,

    loading: Vec<PathBuf>,
    cache: Cache,
    /// Every song the voice may still hold, so that it is never the device's thread that frees one.
    held: Vec<Arc<Track>>,

    output: Option<Output>,
    device: u64,
    tries: Tries,
    comeback: Option<Comeback>,
    /// Why the device went away under what was heard, until another is there or none is hoped for
    /// any more.
    lost: Option<crate::words::Message>,
    /// Whether the voice is at `song`.
    cued: bool,
    /// When the last of what was faded out has left the device.
    quiet_at: Instant,
    busy_at: Instant,
}

impl Engine {
    pub(super) fn new(
        (sender, messages): (Sender<Message>, Receiver<Message>),
        told: Arc<Mutex<Status>>,
        wake: Box<dyn Fn() + Send>,
        decode: Decode,
        open: Open,
    ) -> Self {
        let now = Instant::now();
        Self {
            messages,
            sender,
            told,
            wake,
            decode,
            open,
            path: None,
            wanted: None,
            song: None,
            run: false,
            finished: false,
            volume: 1.0,
            levelled: false,
            n_plays: 0,
            next: None,
            previews: Previews::new(),
            clock: Clock::standing(0.0),
            file_message: None,
            device_message: None,
            loading: Vec::new(),
            cache: Cache::new(CACHE_BYTES),
            held: Vec::new(),
            output: None,
            device: 0,
            tries: Tries::none(now),
            comeback: None,
            lost: None,
            cued: false,
            quiet_at: now,
            busy_at: now,
        }
    }

    /// Until the player is dropped.
    pub(super) fn work(mut self) {
        loop {
            let mut moved = false;
            // Everything that waits is taken before anything is begun: of many clicks only the last
            // one loads.
            let first = self.wait();
            for message in first.into_iter().chain(self.messages.clone().try_iter()) {
                let now = Instant::now();
                match message {
                    Message::Command(command) => self.obey(command, now),
                    Message::Loaded { path, track } => self.take_loaded(path, track),
                    Message::Preview { path, track } => self.take_preview(path, track, now),
                    Message::DeviceLost { device, cause } if device == self.device => {
                        self.lose_device(crate::words::Message::verbatim(cause), now)
                    }
                    Message::DeviceLost { .. } => {}
                    Message::Quit => return self.leave(now),
                }
                moved = true;
            }
            let now = Instant::now();
            self.begin_load();
            self.begin_song(now);
            self.begin_preview(now);
            self.follow(now);
            self.held.retain(|track| Arc::strong_count(track) > 1);
            self.tell(moved);
        }
    }

    fn wait(&self) -> Option<Message> {
        if self.run || self.wanted.is_some() || self.previews.is_busy() {
            self.messages.recv_timeout(TICK).ok()
        } else if self.output.is_some() || self.comeback.is_some() || !self.held.is_empty() {
            self.messages.recv_timeout(IDLE_TICK).ok()
        } else {
            self.messages.recv().ok()
        }
    }

    fn obey(&mut self, command: PlayerCommand, now: Instant) {
        use PlayerCommand::{Pause, Play, Resume, Stop};
        if matches!(command, Play { .. } | Pause | Resume | Stop) {
            self.comeback = None;
        }
        match command {
            PlayerCommand::Play { path, from_secs } => {
                self.silence(now);
                self.song = None;
                (self.run, self.finished) = (true, false);
                self.try_device_anew(now);
                self.n_plays += 1;
                self.file_message = None;
                let from_secs = seconds(from_secs);
                self.clock = Clock::standing(from_secs);
                self.wanted = Some(Wanted {
                    track: self.cache.get(&path),
                    path: path.clone(),
                    from_secs,
                });
                self.path = Some(path);
            }
            PlayerCommand::Prepare(next) => self.next = next,
            PlayerCommand::Preview(song) => self.preview(song, now),
            PlayerCommand::LookAhead(songs) => self.look_ahead(songs, now),
            PlayerCommand::Typical(_) => self.previews.forget(),
            PlayerCommand::Levelled(levelled) => {
                self.levelled = levelled;
                if let Some(output) = &self.output {
                    output.voice.levelled(levelled);
                }
            }
            PlayerCommand::Pause => self.pause(now),
            PlayerCommand::Resume => self.resume(now),
            PlayerCommand::Stop => {
                self.pause(now);
                self.wanted = None;
                self.seek(0.0, now);
            }
            PlayerCommand::Seek(secs) => self.seek(seconds(secs), now),
            PlayerCommand::Volume(volume) => {
                if !volume.is_nan() {
                    self.volume = volume.clamp(0.0, 1.0);
                }
                if let Some(output) = &self.output {
                    output.voice.volume(self.volume);
                }
            }
        }
    }

    fn pause(&mut self, now: Instant) {
        self.run = false;
        self.clock.stand(now);
        if let Some(output) = &mut self.output {
            output.voice.run(false);
        }
    }

    fn resume(&mut self, now: Instant) {
        if self.run || (self.wanted.is_none() && self.song.is_none() && self.path.is_none()) {
            return;
        }
        self.run = true;
        self.try_device_anew(now);
        if self.wanted.is_some() {
            return;
        }
        let from_secs = if self.finished {
            0.0
        } else {
            self.clock.position(now)
        };
        match (&mut self.output, &self.path) {
            (Some(output), _) if self.cued && !self.finished => output.voice.run(true),
            (_, Some(path)) => {
                self.clock = Clock::standing(from_secs);
                self.file_message = None;
                self.wanted = Some(Wanted {
                    path: path.clone(),
                    from_secs,
                    track: self.song.take(),
                });
            }
            (_, None) => {}
        }
        self.finished = false;
    }

    fn seek(&mut self, secs: f64, now: Instant) {
        if let Some(wanted) = &mut self.wanted {
            wanted.from_secs = secs;
            self.clock = Clock::standing(secs);
        } else if let Some(track) = self.song.clone() {
            self.finished = false;
            self.cue(&track, secs, now);
        } else {
            self.clock = Clock::standing(0.0);
        }
    }

    /// Leads the voice to a place in a song, or the clock alone where there is none.
    fn cue(&mut self, track: &Arc<Track>, secs: f64, now: Instant) {
        self.clock = Clock::standing(secs.min(track.duration_secs()));
        match &mut self.output {
            Some(output) if output.rate_hz == track.rate_hz => {
                output
                    .voice
                    .cue(Some(track.clone()), track.frame_at(secs), self.run);
                self.hold(track);
                self.cued = true;
            }
            _ if self.run => self.clock.start(now),
            _ => {}
        }
    }

    fn hold(&mut self, track: &Arc<Track>) {
        if !self.held.iter().any(|held| Arc::ptr_eq(held, track)) {
            self.held.push(track.clone());
        }
    }

    fn silence(&mut self, now: Instant) {
        if let Some(output) = &mut self.output
            && self.cued
        {
            output.voice.cue(None, 0, false);
            self.quiet_at = now
                + output.latency
                + Duration::from_secs_f32(FADE_SECS)
                + Duration::from_millis(2);
            self.cued = false;
        }
    }

    /// Brings the clock to what is heard, and notices the end of a song or of a device.
    fn follow(&mut self, now: Instant) {
        self.follow_device(now);
        let is_previewing = self.follow_preview(now);
        if self.run || self.wanted.is_some() {
            self.busy_at = now;
        } else if self.output.is_some() && now.saturating_duration_since(self.busy_at) > IDLE {
            self.clock.stand(now);
            (self.output, self.cued) = (None, false);
        }
        if is_previewing {
            self.clock.stand(now);
            return;
        }
        let Some(track) = self.song.as_ref().filter(|_| self.run) else {
            return;
        };
        let duration_secs = track.duration_secs();
        let position_secs = match &self.output {
            Some(output) if self.cued => {
                let Some(heard_secs) = output.heard_secs(now) else {
                    return;
                };
                self.clock.hear(heard_secs, now);
                heard_secs
            }
            _ => self.clock.position(now),
        };
        // Where the next song is ready, it follows as soon as the device has taken the last of this
        // one.
        let is_taken = self.is_next_ready()
            && self
                .output
                .as_ref()
                .and_then(|o| o.voice.place())
                .is_some_and(|(frame, _)| frame >= track.n_frames());
        if is_taken || position_secs >= duration_secs - 1e-6 {
            (self.run, self.finished) = (false, true);
            self.clock = Clock::standing(duration_secs);
            if let Some(output) = &mut self.output {
                output.voice.run(false);
            }
        }
    }

    fn is_next_ready(&self) -> bool {
        self.next
            .as_ref()
            .is_some_and(|next| self.cache.has(next, |_| true))
    }

    fn tell(&self, moved: bool) {
        let state = PlayerState {
            path: self.path.clone(),
            playing: self.run && self.song.is_some(),
            loading: self.wanted.is_some(),
            position_secs: 0.0,
            duration_secs: self
                .song
                .as_ref()
                .map_or(0.0, |track| track.duration_secs() as f32),
            volume: self.volume,
            finished: self.finished,
            n_plays: self.n_plays,
            failed: self.file_message.is_some(),
            preview: self.previews.sounding.clone(),
            message: self
                .file_message
                .clone()
                .or_else(|| self.device_message.clone()),
        };
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = moved || told.state != state;
        (told.state, told.clock) = (state, self.clock);
        drop(told);
        if changed {
            (self.wake)();
        }
    }

    /// Lets the last sound fade before the device is closed.
    fn leave(mut self, now: Instant) {
        self.silence(now);
        if (self.hush(now) || self.run) && self.output.is_some() {
            thread::sleep(self.quiet_at.saturating_duration_since(now));
        }
    }
}

fn seconds(secs: f32) -> f64 {
    if secs.is_finite() {
        f64::from(secs.max(0.0))
    } else {
        0.0
    }
}
