//! Sound out, on its own thread: commands in, state out, exactly one voice; silent without a device.

use std::path::PathBuf;

/// What the player can be asked.
#[derive(Debug, Clone, PartialEq)]
pub enum PlayerCommand {
    /// Load a file and play it from a place; what played before fades out first.
    Play {
        path: PathBuf,
        from_secs: f32,
    },
    Pause,
    Resume,
    Stop,
    Seek(f32),
    /// 0 to 1.
    Volume(f32),
}

/// What the player is doing, as last told.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlayerState {
    pub path: Option<PathBuf>,
    pub playing: bool,
    /// True from `Play` until the first sample is on its way.
    pub loading: bool,
    pub position_secs: f32,
    pub duration_secs: f32,
    pub volume: f32,
    /// True when the last song played to its end.
    pub finished: bool,
    /// Why nothing is heard, if so: no device, the device went away, the file cannot be decoded.
    pub message: Option<String>,
}

/// A hand on the player's thread.
pub struct Player {}

impl Player {
    /// Starts the thread; `wake` is called when something worth drawing changed. Never fails: without a device the
    /// state says so and everything else works (the position still runs, so that lyrics scroll).
    pub fn spawn(wake: impl Fn() + Send + 'static) -> Self {
        let _ = wake;
        todo!("player room")
    }

    /// Never blocks.
    pub fn send(&self, command: PlayerCommand) {
        let _ = command;
        todo!("player room")
    }

    /// The state now; position runs on between messages.
    pub fn state(&self) -> PlayerState {
        todo!("player room")
    }
}
