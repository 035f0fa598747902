//! Settings of audio features and of how features are joined.

use serde::{Deserialize, Serialize};

/// Which part of a recording is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Window {
    /// `window_secs` from the middle.
    Middle,
    /// The whole recording.
    Whole,
    /// `n_windows` of `window_secs` each, spread evenly; their frames are pooled.
    Several,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AudioConfig {
    pub sample_rate_hz: u32,
    pub window: Window,
    pub window_secs: f32,
    pub n_windows: usize,
    pub n_fft: usize,
    pub hop_samples: usize,
    pub n_mels: usize,
    pub n_mfcc: usize,
}

impl Default for AudioConfig {
    fn default() -> Self {
        Self {
            sample_rate_hz: 22_050,
            window: Window::Middle,
            window_secs: 30.0,
            n_windows: 3,
            n_fft: 2048,
            hop_samples: 512,
            n_mels: 128,
            n_mfcc: 20,
        }
    }
}

impl AudioConfig {
    /// The settings as one string, the same for the same settings: part of the key of what was
    /// computed from them.
    pub fn fingerprint(&self) -> String {
        toml::to_string(self).expect("plain numbers and names are always TOML")
    }
}

/// What the model is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    Audio,
    Lyrics,
    Both,
}

impl Modality {
    pub const ALL: [Modality; 3] = [Modality::Audio, Modality::Lyrics, Modality::Both];

    pub fn label(self) -> &'static str {
        match self {
            Modality::Audio => "audio only",
            Modality::Lyrics => "lyrics only",
            Modality::Both => "audio and lyrics",
        }
    }

    pub fn has_audio(self) -> bool {
        self != Modality::Lyrics
    }

    pub fn has_lyrics(self) -> bool {
        self != Modality::Audio
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FusionConfig {
    pub modality: Modality,
    /// The audio blocks together have this weight.
    pub audio_weight: f32,
    /// The lyric blocks together have this weight.
    pub lyrics_weight: f32,
    /// Number columns of the user's own table; 0 leaves them out.
    pub numbers_weight: f32,
}

impl Default for FusionConfig {
    fn default() -> Self {
        Self {
            modality: Modality::Both,
            audio_weight: 1.0,
            lyrics_weight: 1.0,
            numbers_weight: 0.0,
        }
    }
}
