//! How a network is to be asked: what its input means, and which of its outputs is taken.

use std::ops::RangeInclusive;

use super::outline::{F32, MOST_NUMBERS, Outline, Port};
use crate::config::{NetworkConfig, NetworkInput};
use crate::words::{Message, id, say};

/// Numbers of one patch: 64 MB.
const MOST_SHOWN: usize = 1 << 24;

/// What a patch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patch {
    Waveform {
        n_samples: usize,
    },
    LogMel {
        n_frames: usize,
        n_bands: usize,
        /// Band by band, not frame by frame.
        bands_first: bool,
    },
}

/// All that is settled before anything is heard.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    /// The input's name and its shape, no axis of which is open any more.
    pub(crate) input: String,
    pub(crate) shape: Vec<usize>,
    pub(crate) patch: Patch,
    pub(crate) rate_hz: u32,
    /// The output's name.
    pub(crate) output: String,
}

impl Fit {
    /// # Errors
    /// When it is asked for more than a recording, or for something whose shape, rate or type
    /// cannot be settled; or it has no output of vectors.
    pub(super) fn of(outline: &Outline, config: &NetworkConfig) -> Result<Self, Message> {
        let [input] = outline.inputs.as_slice() else {
            return Err(say(id::NETWORK_INPUTS)
                .with("n", outline.inputs.len())
                .with("names", told(&outline.inputs)));
        };
        if input.element != F32 {
            return Err(say(id::NETWORK_INPUT_TYPE)
                .with("name", &input.name)
                .with("kind", type_name(input.element)));
        }
        let rate_hz = rate(outline, config)?;
        let (shape, patch) = settled(input, config, rate_hz)?;
        Ok(Self {
            input: input.name.clone(),
            shape,
            patch,
            rate_hz,
            output: output(outline, &config.output)?,
        })
    }
}

/// What the settings say, else what the file says.
fn rate(outline: &Outline, config: &NetworkConfig) -> Result<u32, Message> {
    const KEYS: [&str; 5] = ["samplerate", "sampleratehz", "samplingrate", "rate", "sr"];
    if config.rate_hz > 0 {
        return Ok(config.rate_hz);
    }
    let plain = |key: &str| key.to_lowercase().replace(['_', '-', ' ', '.'], "");
    let known = outline
        .metadata
        .iter()
        .filter(|(key, _)| KEYS.contains(&plain(key).as_str()));
    known
        .filter_map(|(_, value)| value.trim().parse::<f64>().ok())
        .find(|rate| (1000.0..=192_000.0).contains(rate))
        .map(|rate| rate as u32)
        .ok_or_else(|| id::NETWORK_NO_RATE.into())
}

/// The shape that the input is given, and what it means.
fn settled(
    input: &Port,
    config: &NetworkConfig,
    rate_hz: u32,
) -> Result<(Vec<usize>, Patch), Message> {
    let unsettled = |cause: Message| {
        say(id::NETWORK_UNSETTLED)
            .with("input", input.told())
            .with("cause", cause)
    };
    let Some(dims) = input.dims.as_ref().filter(|dims| !dims.is_empty()) else {
        return Err(unsettled(id::NETWORK_NO_SHAPE.into()));
    };
    let mut shape: Vec<usize> = dims.iter().map(|dim| dim.unwrap_or(1)).collect();
    // The first of several axes counts examples, where it may be 1.
    let is_batch = dims.len() > 1 && matches!(dims[0], None | Some(1));
    let from = usize::from(is_batch);
    let mut axes: Vec<usize> = (from..dims.len()).filter(|&i| dims[i] != Some(1)).collect();
    let wants_mel = config.input == NetworkInput::LogMel;
    if wants_mel && axes.len() == 1 && is_batch && dims[0].is_none() {
        axes.insert(0, 0);
    }
    let patch = match (axes.as_slice(), config.input) {
        (&[axis], NetworkInput::Auto | NetworkInput::Waveform) => {
            let asked = f64::from(config.patch_secs) * f64::from(rate_hz);
            let n_samples = dims[axis].unwrap_or(asked.round().max(1.0) as usize);
            shape[axis] = n_samples;
            Patch::Waveform { n_samples }
        }
        (&[first, last], NetworkInput::Auto | NetworkInput::LogMel) => {
            let (n_frames, n_bands, bands_first) =
                bands(dims[first], dims[last], config, rate_hz).map_err(unsettled)?;
            (shape[first], shape[last]) = match bands_first {
                true => (n_bands, n_frames),
                false => (n_frames, n_bands),
            };
            Patch::LogMel {
                n_frames,
                n_bands,
                bands_first,
            }
        }
        (_, wanted) => {
            return Err(unsettled(
                say(match wanted {
                    NetworkInput::Auto => id::NETWORK_AXES,
                    NetworkInput::Waveform => id::NETWORK_AXES_WAVEFORM,
                    NetworkInput::LogMel => id::NETWORK_AXES_LOG_MEL,
                })
                .with("n", axes.len()),
            ));
        }
    };
    let n = shape.iter().try_fold(1usize, |n, &dim| n.checked_mul(dim));
    match n.filter(|&n| n <= MOST_SHOWN) {
        Some(_) => Ok((shape, patch)),
        None => Err(say(id::NETWORK_TOO_LARGE)
            .with("shape", input.told())
            .with("most", MOST_SHOWN)),
    }
}

/// Frames, bands, and whether the bands' axis is the first of the two.
fn bands(
    first: Option<usize>,
    last: Option<usize>,
    config: &NetworkConfig,
    rate_hz: u32,
) -> Result<(usize, usize, bool), Message> {
    let asked = Some(config.n_mels).filter(|&n| n > 0);
    let (n_bands, bands_first) = match (asked, first, last) {
        (Some(n), _, Some(last)) if last == n => (n, false),
        (Some(n), Some(first), _) if first == n => (n, true),
        (Some(n), _, None) => (n, false),
        (Some(n), None, Some(_)) => (n, true),
        (Some(n), Some(_), Some(_)) => return Err(say(id::NETWORK_OTHER_BANDS).with("n", n)),
        // A patch has more frames than bands.
        (None, Some(first), Some(last)) => (first.min(last), first < last),
        (None, None, Some(last)) => (last, false),
        (None, Some(first), None) => (first, true),
        (None, None, None) => return Err(id::NETWORK_NO_BANDS.into()),
    };
    let frames = if bands_first { last } else { first };
    let asked = f64::from(config.patch_secs) * f64::from(rate_hz) / config.hop_samples as f64;
    let n_frames = frames.unwrap_or(asked.round().max(1.0) as usize);
    if !BANDS.contains(&n_bands) {
        return Err(say(id::NETWORK_ODD_BANDS)
            .with("n", n_bands)
            .with("least", *BANDS.start())
            .with("most", *BANDS.end()));
    }
    Ok((n_frames, n_bands, bands_first))
}

/// No spectrogram of this kind has fewer or more bands: fewer are channels.
const BANDS: RangeInclusive<usize> = 8..=512;

/// The output of that name, else the last one whose vectors are of a size that is stated, else the
/// last one.
fn output(outline: &Outline, name: &str) -> Result<String, Message> {
    let refused = |why| {
        say(why)
            .with("name", name)
            .with("names", told(&outline.outputs))
    };
    if !name.is_empty() {
        let named = outline.outputs.iter().find(|port| port.name == name);
        let named = named.ok_or_else(|| refused(id::NETWORK_NO_OUTPUT))?;
        return match named.element {
            F32 | 0 => Ok(named.name.clone()),
            kind => Err(say(id::NETWORK_OUTPUT_TYPE)
                .with("name", name)
                .with("kind", type_name(kind))),
        };
    }
    let numbers = || outline.outputs.iter().filter(|port| port.element == F32);
    let is_stated = |port: &&Port| {
        let dims = port.dims.as_deref().unwrap_or_default();
        dims.last()
            .is_some_and(|last| last.is_some_and(|n| n as u64 <= MOST_NUMBERS))
    };
    let is_vector = |port: &&Port| port.dims.as_ref().is_none_or(|dims| !dims.is_empty());
    let best = numbers()
        .rfind(is_stated)
        .or_else(|| numbers().rfind(is_vector));
    let best = best.ok_or_else(|| refused(id::NETWORK_NO_VECTORS))?;
    Ok(best.name.clone())
}

fn told(ports: &[Port]) -> String {
    let ports: Vec<String> = ports.iter().map(Port::told).collect();
    ports.join(", ")
}

/// Of `TensorProto.DataType`.
fn type_name(element: u64) -> String {
    const NAMES: [&str; 17] = [
        "undefined",
        "float32",
        "uint8",
        "int8",
        "uint16",
        "int16",
        "int32",
        "int64",
        "string",
        "bool",
        "float16",
        "float64",
        "uint32",
        "uint64",
        "complex64",
        "complex128",
        "bfloat16",
    ];
    let name = usize::try_from(element).ok().and_then(|n| NAMES.get(n));
    name.map_or_else(|| element.to_string(), |name| (*name).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn port(name: &str, dims: &[Option<usize>]) -> Port {
        Port {
            name: name.to_string(),
            element: F32,
            dims: Some(dims.to_vec()),
        }
    }

    fn fit(dims: &[Option<usize>], config: &NetworkConfig) -> Result<Fit, String> {
        let outline = Outline {
            inputs: vec![port("x", dims)],
            outputs: vec![port("y", &[None, Some(8)])],
            ..Outline::default()
        };
        Fit::of(&outline, config).map_err(|e| e.to_string())
    }

    fn at_16_khz() -> NetworkConfig {
        NetworkConfig {
            rate_hz: 16_000,
            hop_samples: 160,
            ..NetworkConfig::default()
        }
    }

    fn mel(n_frames: usize, n_bands: usize, bands_first: bool) -> Patch {
        Patch::LogMel {
            n_frames,
            n_bands,
            bands_first,
        }
    }

    /// The shapes of networks that people have: YAMNet and MERT; CLAP's waveform; Basic Pitch;
    /// musicnn; VGGish; CLAP; Whisper.
    #[test]
    fn the_shape_of_the_input_tells_what_it_is() {
        let wave = |n_samples| Patch::Waveform { n_samples };
        let free = 3 * 16_000;
        for (dims, shape, patch) in [
            (&[None][..], &[free][..], wave(free)),
            (&[None, None], &[1, free], wave(free)),
            (&[Some(1), None], &[1, free], wave(free)),
            (&[None, Some(480_000)], &[1, 480_000], wave(480_000)),
            (
                &[None, Some(43_844), Some(1)],
                &[1, 43_844, 1],
                wave(43_844),
            ),
            (
                &[None, Some(187), Some(96)],
                &[1, 187, 96],
                mel(187, 96, false),
            ),
            (&[Some(96), Some(64)], &[96, 64], mel(96, 64, false)),
            (
                &[None, Some(1), Some(96), Some(64)],
                &[1, 1, 96, 64],
                mel(96, 64, false),
            ),
            (
                &[None, Some(80), Some(3000)],
                &[1, 80, 3000],
                mel(3000, 80, true),
            ),
            (&[None, Some(80), None], &[1, 80, 300], mel(300, 80, true)),
            (&[None, None, Some(64)], &[1, 300, 64], mel(300, 64, false)),
        ] {
            let fit = fit(dims, &at_16_khz()).unwrap();
            assert_eq!(
                (fit.shape.as_slice(), fit.patch),
                (shape, patch),
                "{dims:?}"
            );
        }
    }

    #[test]
    fn what_the_shape_leaves_open_the_settings_say() {
        let with = |input, n_mels| NetworkConfig {
            input,
            n_mels,
            ..at_16_khz()
        };
        let told = with(NetworkInput::LogMel, 64);
        assert_eq!(
            fit(&[None, None], &told).unwrap().patch,
            mel(300, 64, false)
        );
        assert_eq!(fit(&[None, None, None], &told).unwrap().shape, [1, 300, 64]);
        let wide = with(NetworkInput::Auto, 96);
        assert_eq!(
            fit(&[None, Some(96), Some(64)], &wide).unwrap().patch,
            mel(64, 96, true)
        );
        let refused =
            |dims: &[Option<usize>], config: &NetworkConfig| fit(dims, config).unwrap_err();
        let open = refused(&[None, None, None], &at_16_khz());
        assert!(open.contains("network.n_mels"), "{open}");
        let other = refused(&[None, Some(96), Some(64)], &with(NetworkInput::LogMel, 80));
        assert!(other.contains("80"), "{other}");
        let many = refused(&[None, Some(4), Some(96), Some(64)], &at_16_khz());
        assert!(many.contains("`x` (? × 4 × 96 × 64)"), "{many}");
        let wave = with(NetworkInput::Waveform, 0);
        assert!(refused(&[None, Some(96), Some(64)], &wave).contains("waveform"));
        assert!(refused(&[], &at_16_khz()).contains("`x` ()"));
        let stereo = refused(&[Some(2), Some(15_600)], &at_16_khz());
        assert!(stereo.contains("2 mel bands"), "{stereo}");
        let huge = refused(&[Some(1 << 30)], &at_16_khz());
        assert!(huge.contains("1073741824"), "{huge}");
    }

    #[test]
    fn the_rate_is_the_setting_or_what_the_file_says_and_never_a_guess() {
        let outline = |key: &str, value: &str| Outline {
            inputs: vec![port("x", &[None])],
            outputs: vec![port("y", &[Some(8)])],
            metadata: vec![(key.to_string(), value.to_string())],
            ..Outline::default()
        };
        let rate = |key, value, config: &NetworkConfig| {
            Fit::of(&outline(key, value), config).map(|fit| fit.rate_hz)
        };
        let config = NetworkConfig::default();
        assert_eq!(rate("sample_rate", "16000", &config).unwrap(), 16_000);
        assert_eq!(rate("Sampling-Rate", " 48000.0 ", &config).unwrap(), 48_000);
        assert_eq!(rate("sample_rate", "48000", &at_16_khz()).unwrap(), 16_000);
        for (key, value) in [("author", "16000"), ("sample_rate", "fast"), ("sr", "3")] {
            let error = rate(key, value, &config).unwrap_err().to_string();
            assert!(error.contains("network.rate_hz"), "{error}");
        }
    }

    #[test]
    fn the_output_is_the_named_one_or_the_last_of_vectors() {
        let outline = Outline {
            inputs: vec![port("x", &[None])],
            outputs: vec![
                port("a", &[None, Some(8)]),
                port("b", &[None, Some(9)]),
                port("c", &[None, None]),
                Port {
                    element: 7,
                    ..port("class", &[None, Some(1)])
                },
            ],
            ..Outline::default()
        };
        let taken = |name: &str| {
            let config = NetworkConfig {
                output: name.to_string(),
                ..at_16_khz()
            };
            Fit::of(&outline, &config).map(|fit| fit.output)
        };
        assert_eq!(taken("").unwrap(), "b");
        assert_eq!(taken("a").unwrap(), "a");
        assert_eq!(taken("c").unwrap(), "c");
        let unknown = taken("z").unwrap_err().to_string();
        assert!(
            unknown.contains("`z`") && unknown.contains("`c` (? × ?)"),
            "{unknown}"
        );
        assert!(taken("class").unwrap_err().to_string().contains("int64"));
    }
}
