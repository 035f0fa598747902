//! Settings of a network that a person brings.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::words::{Text, id, same};

use super::Config;
use super::knob::{Group, Knob, choice, number, text};

/// The name of the setting that says where the network is.
pub(crate) const NETWORK_FILE: &str = "network.file";

/// The ending of files that hold one.
pub(crate) const NETWORK_ENDING: &str = "onnx";

/// What a network is shown of a recording.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum NetworkInput {
    /// What the shape of its input asks for.
    Auto,
    Waveform,
    LogMel,
}

impl NetworkInput {
    pub(crate) fn label(self) -> Text {
        match self {
            NetworkInput::Auto => id::NETWORK_BY_SHAPE,
            NetworkInput::Waveform => id::NETWORK_WAVEFORM,
            NetworkInput::LogMel => id::NETWORK_LOG_MEL,
        }
    }
}

/// On which scale the power of a mel band is shown.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum MelScale {
    /// 10 log₁₀, no less than -100.
    Decibels,
    /// The natural logarithm, no less than that of 10⁻¹⁰.
    NaturalLog,
    /// log₁₀(10⁴ · power + 1).
    Compressed,
}

impl MelScale {
    pub(crate) fn label(self) -> Text {
        match self {
            MelScale::Decibels => id::SPECTRA_DECIBELS,
            MelScale::NaturalLog => id::NETWORK_NATURAL_LOG,
            MelScale::Compressed => id::NETWORK_COMPRESSED,
        }
    }

    /// A power on this scale.
    pub(crate) fn of(self, power: f64) -> f32 {
        const LEAST: f64 = 1e-10;
        let value = match self {
            MelScale::Decibels => 10.0 * power.max(LEAST).log10(),
            MelScale::NaturalLog => power.max(LEAST).ln(),
            MelScale::Compressed => (1e4 * power + 1.0).log10(),
        };
        value as f32
    }
}

/// A network out of an ONNX file, and how it listens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NetworkConfig {
    /// An `.onnx` file, or the name of a network that was fetched; none for no such network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<PathBuf>,
    pub(crate) input: NetworkInput,
    /// Samples a second that it listens to; 0 where its file says so.
    pub(crate) rate_hz: u32,
    /// The output that is taken; empty for the last one of vectors.
    pub(crate) output: String,
    /// Spread over the part of a recording that is looked at; fewer where it is too short.
    pub(crate) n_patches: usize,
    /// Length of a patch, where the network takes any.
    pub(crate) patch_secs: f32,
    pub(crate) n_fft: usize,
    pub(crate) hop_samples: usize,
    /// 0 for as many as the input has.
    pub(crate) n_mels: usize,
    pub(crate) f_min_hz: f32,
    /// 0 for half the rate.
    pub(crate) f_max_hz: f32,
    pub(crate) scale: MelScale,
}

impl Default for NetworkConfig {
    fn default() -> Self {
        Self {
            file: None,
            input: NetworkInput::Auto,
            rate_hz: 0,
            output: String::new(),
            n_patches: 5,
            patch_secs: 3.0,
            n_fft: 2048,
            hop_samples: 512,
            n_mels: 0,
            f_min_hz: 0.0,
            f_max_hz: 0.0,
            scale: MelScale::Decibels,
        }
    }
}

impl NetworkConfig {
    /// All that decides how it listens, but the file itself, as one string.
    pub(crate) fn fingerprint(&self) -> String {
        let bare = Self {
            file: None,
            ..self.clone()
        };
        toml::to_string(&bare).expect("plain numbers and names are always TOML")
    }
}

fn has_network(c: &Config) -> bool {
    c.network.file.is_some()
}

/// Where it is not told to be shown something else than a log-mel spectrogram.
fn may_see_mel(c: &Config) -> bool {
    has_network(c) && c.network.input != NetworkInput::Waveform
}

pub(super) const KNOBS: &[Knob] = &[
    text!(
        network.file,
        |c| {
            let file = c.network.file.as_ref();
            file.map_or_else(String::new, |file| file.display().to_string())
        },
        |c, typed| {
            let typed = typed.trim();
            c.network.file = (!typed.is_empty()).then(|| typed.into());
        }
    )
    .of_file()
    .on(Group::Features, id::NETWORK_OWN)
    .says(id::NETWORK_FILE_SAYS),
    number!(network.rate_hz: u32, 0.0..=192_000.0, 100.0)
        .on(Group::Features, id::NETWORK_RATE)
        .unit(same("Hz"))
        .says(id::NETWORK_RATE_SAYS)
        .when(has_network),
    number!(network.n_patches: usize, 1.0..=100.0, 0.1)
        .on(Group::Audio, id::NETWORK_PATCHES)
        .says(id::NETWORK_PATCHES_SAYS)
        .when(has_network),
    number!(network.patch_secs: f32, 0.1..=60.0, 0.1)
        .on(Group::Audio, id::NETWORK_PATCH_SECONDS)
        .unit(id::CONFIG_UNIT_SECONDS)
        .says(id::NETWORK_PATCH_SECONDS_SAYS)
        .when(has_network),
    choice!(network.input: NetworkInput)
        .on(Group::Audio, id::NETWORK_INPUT)
        .says(id::NETWORK_INPUT_SAYS)
        .when(has_network),
    text!(network.output, |c| c.network.output.clone(), |c, typed| c
        .network
        .output =
        typed.trim().to_string())
    .on(Group::Audio, id::NETWORK_OUTPUT)
    .says(id::NETWORK_OUTPUT_SAYS)
    .when(has_network),
    choice!(network.scale: MelScale)
        .on(Group::Audio, id::NETWORK_SCALE)
        .says(id::NETWORK_SCALE_SAYS)
        .when(may_see_mel),
    number!(network.n_mels: usize, 0.0..=512.0, 0.5).says(id::NETWORK_MELS_SAYS),
    number!(network.n_fft: usize, 64.0..=16_384.0, 1.0)
        .unit(id::CONFIG_UNIT_SAMPLES)
        .says(id::NETWORK_FFT_SAYS),
    number!(network.hop_samples: usize, 16.0..=16_384.0, 1.0)
        .at_most(|c| c.network.n_fft as f64, "n_fft")
        .unit(id::CONFIG_UNIT_SAMPLES)
        .says(id::NETWORK_HOP_SAYS),
    number!(network.f_min_hz: f32, 0.0..=96_000.0, 1.0)
        .unit(same("Hz"))
        .says(id::NETWORK_LOWEST_SAYS),
    number!(network.f_max_hz: f32, 0.0..=96_000.0, 10.0)
        .unit(same("Hz"))
        .says(id::NETWORK_HIGHEST_SAYS),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_no_part_of_how_it_listens() {
        let here = NetworkConfig {
            file: Some("a.onnx".into()),
            ..NetworkConfig::default()
        };
        let slower = NetworkConfig {
            rate_hz: 8000,
            ..here.clone()
        };
        assert_eq!(here.fingerprint(), NetworkConfig::default().fingerprint());
        assert_ne!(here.fingerprint(), slower.fingerprint());
    }

    /// As numpy has them: `10 * np.log10(x)`, `np.log(x)`, `np.log10(1e4 * x + 1)`.
    #[test]
    fn powers_stand_on_the_scale_that_is_asked_for() {
        let near = |a: f32, b: f32| assert!((a - b).abs() < 1e-5, "{a} {b}");
        near(MelScale::Decibels.of(0.002), -26.989_7);
        near(MelScale::Decibels.of(0.0), -100.0);
        near(MelScale::NaturalLog.of(0.002), -6.214_608);
        near(MelScale::NaturalLog.of(0.0), -23.025_85);
        near(MelScale::Compressed.of(0.002), 1.322_219_3);
        near(MelScale::Compressed.of(0.0), 0.0);
    }
}
