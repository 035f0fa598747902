//! Against onnxruntime (`tests/golden/ears/networks`), and what is told of what cannot be run.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::*;
use crate::config::NetworkInput;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    network: String,
    output: String,
    n_samples: usize,
    rate_hz: u32,
    vector: Vec<f64>,
}

fn golden() -> Vec<Case> {
    let text = include_str!("../../../tests/golden/ears/networks/golden.json");
    serde_json::from_str::<Golden>(text).unwrap().cases
}

fn path_of(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join(format!("tests/golden/ears/networks/{name}.onnx"))
}

/// The tone that `make.py` makes.
fn tone(n: usize, rate_hz: u32) -> Vec<f32> {
    use std::f64::consts::TAU;
    let at = |i: usize| {
        let t = i as f64 / f64::from(rate_hz);
        0.25 * (TAU * 440.0 * t).sin() + 0.1 * (TAU * 1320.0 * t).sin() * (TAU * 3.0 * t).cos()
    };
    (0..n).map(|i| at(i) as f32).collect()
}

/// How each network is asked.
fn settings(name: &str) -> NetworkConfig {
    let plain = NetworkConfig {
        file: Some(path_of(name)),
        ..NetworkConfig::default()
    };
    match name {
        "basic_pitch" => NetworkConfig {
            rate_hz: 22_050,
            ..plain
        },
        "waveform" => NetworkConfig {
            patch_secs: 0.5,
            ..plain
        },
        "frames" => NetworkConfig {
            rate_hz: 16_000,
            n_fft: 512,
            hop_samples: 160,
            f_min_hz: 125.0,
            f_max_hz: 7500.0,
            ..plain
        },
        "bands" => NetworkConfig {
            n_fft: 400,
            hop_samples: 160,
            patch_secs: 1.0,
            ..plain
        },
        _ => plain,
    }
}

fn open(config: &NetworkConfig) -> Result<Foreign> {
    Foreign::of(config, &AudioConfig::default()).map(|network| network.expect("a file is named"))
}

fn heard(network: &Foreign, samples: Vec<f32>) -> Result<Option<Vec<f32>>> {
    network.hear(&[samples], &Reporter::silent())
}

#[test]
fn what_is_heard_equals_onnxruntime() {
    for case in golden() {
        let config = NetworkConfig {
            output: case.output.clone(),
            ..settings(&case.network)
        };
        let network = open(&config).unwrap();
        let what = format!("{} {}", case.network, case.output);
        assert_eq!(network.rate_hz(), case.rate_hz, "{what}");
        assert_eq!(network.n_dims(), case.vector.len(), "{what}");
        let ours = heard(&network, tone(case.n_samples, case.rate_hz)).unwrap();
        let most = case.vector.iter().fold(0.0f64, |most, v| most.max(v.abs()));
        for (a, b) in ours.unwrap().iter().zip(&case.vector) {
            let apart = (f64::from(*a) - b).abs() / most;
            assert!(apart < 1e-4, "{what}: {a} {b}");
        }
    }
}

#[test]
fn without_a_name_the_last_output_of_vectors_is_taken() {
    for (name, n_dims) in [
        ("basic_pitch", 264),
        ("waveform", 6),
        ("frames", 10),
        ("bands", 12),
    ] {
        assert_eq!(open(&settings(name)).unwrap().n_dims(), n_dims, "{name}");
    }
}

#[test]
fn what_cannot_be_run_is_told_with_its_cause_and_the_file() {
    for (name, cause) in [
        ("unknown_operator", "the operator org.example.Wobble"),
        ("two_inputs", "it asks for 2 inputs"),
        ("whole_numbers", "its input `x` takes int16"),
        ("too_large", "it states a tensor of 1048576 × 1048576"),
        ("no_rate", "it does not say at how many samples a second"),
    ] {
        let error = open(&settings(name)).err().expect(name).to_string();
        assert!(error.starts_with(cause), "{name}: {error}");
        assert!(error.ends_with(&format!("{name}.onnx")), "{error}");
        assert!(!error.contains('\n'), "{error}");
    }
}

/// Cut anywhere, and with any byte turned: told, or run as if nothing were wrong, and never a panic.
#[test]
fn a_damaged_file_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("damaged.onnx");
    let whole = std::fs::read(path_of("waveform")).unwrap();
    let opened = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        let config = NetworkConfig {
            file: Some(path.clone()),
            ..settings("waveform")
        };
        open(&config).map(|_| ()).map_err(|e| e.to_string())
    };
    for cut in (0..whole.len()).step_by(97) {
        let error = opened(&whole[..cut]).unwrap_err();
        let is_told = error.starts_with("a damaged or incomplete") || error.starts_with("no ONNX");
        assert!(is_told, "cut at {cut}: {error}");
    }
    for at in (0..whole.len()).step_by(61) {
        let mut turned = whole.clone();
        turned[at] ^= 0x40;
        let _ = opened(&turned);
    }
    assert!(
        opened(b"RIFF....WAVE")
            .unwrap_err()
            .starts_with("no ONNX file")
    );
    let missing = NetworkConfig {
        file: Some(folder.path().join("none.onnx")),
        ..NetworkConfig::default()
    };
    let error = open(&missing).err().unwrap().to_string();
    assert!(error.starts_with("cannot read the network"), "{error}");
}

#[test]
fn settings_that_do_not_fit_the_network_are_told() {
    let with = |change: fn(&mut NetworkConfig)| {
        let mut config = settings("frames");
        change(&mut config);
        open(&config).err().unwrap().to_string()
    };
    assert!(with(|c| c.output = "z".into()).contains("no output `z`; there are `embedding`"));
    assert!(with(|c| c.n_mels = 80).contains("80 mel bands"));
    assert!(with(|c| c.input = NetworkInput::Waveform).contains("network.input"));
    let above = with(|c| c.f_max_hz = 9000.0);
    assert!(
        above.starts_with("setting network.f_max_hz: must be above"),
        "{above}"
    );
}

/// What fails on one sound is told of that one, and the others are heard.
#[test]
fn what_is_no_number_is_an_error_of_that_sound() {
    let network = open(&settings("not_finite")).unwrap();
    assert!(heard(&network, vec![0.1; 48_000]).unwrap().is_some());
    let error = heard(&network, vec![0.9; 48_000]).unwrap_err().to_string();
    assert!(error.contains("no finite number"), "{error}");
}

#[test]
fn short_sound_is_repeated_and_none_is_not_heard() {
    let network = open(&settings("waveform")).unwrap();
    let short = tone(3000, 16_000);
    let again: Vec<f32> = short.iter().copied().cycle().take(8000).collect();
    assert_eq!(
        heard(&network, short).unwrap(),
        heard(&network, again).unwrap()
    );
    assert_eq!(heard(&network, Vec::new()).unwrap(), None);
    let mel = open(&settings("frames")).unwrap();
    assert_eq!(heard(&mel, Vec::new()).unwrap(), None);
    assert!(heard(&mel, tone(800, 16_000)).unwrap().is_some());
}

#[test]
fn the_file_and_what_decides_make_the_fingerprint() {
    let (config, audio) = (settings("waveform"), AudioConfig::default());
    let of = |config: &NetworkConfig, audio: &AudioConfig| {
        let network = Foreign::of(config, audio).unwrap().unwrap();
        network.fingerprint().to_string()
    };
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("another name.onnx");
    std::fs::copy(path_of("waveform"), &copy).unwrap();
    let elsewhere = NetworkConfig {
        file: Some(copy),
        ..config.clone()
    };
    assert_eq!(of(&config, &audio), of(&elsewhere, &audio));
    let more = NetworkConfig {
        n_patches: 6,
        ..config.clone()
    };
    assert_ne!(of(&config, &audio), of(&more, &audio));
    let longer = AudioConfig {
        window_secs: 31.0,
        ..audio.clone()
    };
    assert_ne!(of(&config, &audio), of(&config, &longer));
    assert_eq!(
        Foreign::of(&NetworkConfig::default(), &audio)
            .unwrap()
            .map(|_| ()),
        None
    );
}

#[test]
fn stop_ends_between_two_patches() {
    let network = open(&settings("waveform")).unwrap();
    let job = crate::job::Job::spawn(
        "stop",
        || (),
        move |reporter| {
            while heard_by(&network, reporter)?.is_some() {}
            Ok(())
        },
    )
    .unwrap();
    job.stop().cancel();
    assert!(matches!(job.wait(), crate::job::Outcome::Cancelled));
}

fn heard_by(network: &Foreign, reporter: &Reporter) -> Result<Option<Vec<f32>>> {
    network.hear(&[tone(20_000, 16_000)], reporter)
}
