//! What must hold whatever the sound is.

use std::path::Path;

use super::{noise, sine, write_wav};
use crate::audio::{Pcm, extract, feature_names, log_mel, to_mono, window};
use crate::config::{AudioConfig, Window};
use crate::matrix::Matrix;

fn song() -> Vec<f32> {
    let noise = noise(4 * 22_050, 7);
    let tone = sine(330.0, 22_050, noise.len());
    noise
        .iter()
        .zip(tone)
        .map(|(n, t)| 0.3 * t + 0.05 * *n as f32)
        .collect()
}

fn values_of(path: &Path, config: &AudioConfig) -> Vec<f32> {
    let features = extract(path, config).unwrap();
    assert_eq!(features.values.len(), feature_names(config).len());
    features.values
}

#[test]
fn names_are_distinct_and_as_promised() {
    let names = feature_names(&AudioConfig::default());
    let distinct: std::collections::HashSet<&String> = names.iter().collect();
    assert_eq!(distinct.len(), names.len());
    for name in [
        "mfcc_0_mean",
        "mfcc_19_delta_std",
        "centroid_std",
        "contrast_6_mean",
        "chroma_c#_mean",
        "tempo_bpm",
    ] {
        assert!(names.iter().any(|n| n == name), "{name}");
    }
}

#[test]
fn a_gain_moves_only_loudness() {
    let folder = tempfile::tempdir().unwrap();
    let config = AudioConfig::default();
    let values = [1.0, 0.25].map(|gain| {
        let path = folder.path().join(format!("{gain}.wav"));
        // Through `Pcm` values in floating point a gain is exact; 16 bits add noise 90 dB down.
        write_wav(
            &path,
            22_050,
            1,
            &song().iter().map(|x| gain * x).collect::<Vec<_>>(),
        );
        values_of(&path, &config)
    });
    let expected_shift = 20.0 * 0.25f32.log10() * (config.n_mels as f32).sqrt();
    for (i, name) in feature_names(&config).iter().enumerate() {
        let (loud, faint) = (values[0][i], values[1][i]);
        match name.as_str() {
            "mfcc_0_mean" => assert!(
                (faint - loud - expected_shift).abs() < 0.5,
                "{loud} {faint}"
            ),
            "rms_mean" | "rms_std" => assert!((faint - 0.25 * loud).abs() < 1e-4),
            _ => assert!(
                (faint - loud).abs() < 0.02 * loud.abs() + 0.01,
                "{name}: {loud} {faint}"
            ),
        }
    }
}

#[test]
fn silence_and_too_little_sound_are_errors_with_a_cause() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sound.wav");
    let config = AudioConfig::default();
    for (samples, cause) in [
        (vec![0.0; 44_100], "silent throughout"),
        (vec![0.5; 1000], "too short to analyse (45 ms)"),
        (vec![], "headers, but no sound behind them"),
    ] {
        write_wav(&path, 22_050, 1, &samples);
        let error = extract(&path, &config).unwrap_err().to_string();
        assert_eq!(error, format!("{cause}: {}", path.display()));
    }
}

#[test]
fn a_silent_middle_falls_back_to_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gap.wav");
    let tone = sine(440.0, 22_050, 22_050);
    write_wav(
        &path,
        22_050,
        1,
        &[&tone[..], &[0.0; 6 * 22_050], &tone].concat(),
    );
    let config = AudioConfig {
        window_secs: 2.0,
        ..AudioConfig::default()
    };
    let features = extract(&path, &config).unwrap();
    assert!(
        features
            .recording
            .remark
            .unwrap()
            .contains("the part looked at is silent")
    );
    assert!((features.recording.secs - 8.0).abs() < 1e-3);
    assert!(features.values.iter().all(|v| v.is_finite()));
}

#[test]
fn a_steady_tone_has_its_centroid_chroma_and_no_deltas() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wav");
    write_wav(
        &path,
        44_100,
        2,
        &sine(440.0, 44_100, 5 * 44_100)
            .iter()
            .flat_map(|&x| [x, x])
            .collect::<Vec<_>>(),
    );
    let config = AudioConfig {
        window_secs: 2.0,
        ..AudioConfig::default()
    };
    let names = feature_names(&config);
    let values = values_of(&path, &config);
    let value = |name: &str| values[names.iter().position(|n| n == name).unwrap()];
    assert!((value("zero_crossing_rate_mean") - 880.0 / 22_050.0).abs() < 2e-3);
    assert!((value("chroma_a_mean") - 1.0).abs() < 1e-3);
    assert!(value("chroma_d#_mean") < 0.1);
    assert!((value("rms_mean") - 0.5 / 2f32.sqrt()).abs() < 0.02);
}

#[test]
fn windows_are_centred_spread_and_within() {
    let config = |window, n_windows| AudioConfig {
        window,
        n_windows,
        window_secs: 2.0,
        ..AudioConfig::default()
    };
    let of = |n, c: &AudioConfig| window::excerpts(n, 10, c);
    let vec_of = |range: std::ops::Range<u64>| Vec::from_iter(Some(range));
    assert_eq!(of(100, &config(Window::Middle, 1)), vec_of(40..60));
    assert_eq!(of(15, &config(Window::Middle, 1)), vec_of(0..15));
    assert_eq!(of(100, &config(Window::Whole, 1)), vec_of(0..100));
    assert_eq!(
        of(100, &config(Window::Several, 3)),
        [0..20, 40..60, 80..100]
    );
    assert_eq!(of(100, &config(Window::Several, 1)), vec_of(40..60));
    // Windows that would overlap are the whole recording.
    assert_eq!(of(50, &config(Window::Several, 3)), vec_of(0..50));
}

#[test]
fn resampling_keeps_place_length_and_shape() {
    for (from, to) in [
        (44_100, 22_050),
        (48_000, 22_050),
        (8_000, 22_050),
        (22_050, 22_050),
        (39_000, 22_050),
    ] {
        let pcm = Pcm {
            samples: sine(1000.0, from, from as usize + 17),
            n_channels: 1,
            sample_rate_hz: from,
            remark: None,
        };
        let ours = to_mono(&pcm, to);
        assert_eq!(
            ours.len(),
            (pcm.samples.len() * to as usize).div_ceil(from as usize)
        );
        let ideal = sine(1000.0, to, ours.len());
        // Both ends ring, since the sine begins and ends there.
        let middle = 2000..ours.len() - 2000;
        let worst = middle
            .map(|i| (ours[i] - ideal[i]).abs())
            .fold(0.0, f32::max);
        assert!(worst < 1e-4, "{from} to {to}: {worst}");
    }
}

#[test]
fn what_lies_above_the_new_nyquist_is_gone() {
    let pcm = Pcm {
        samples: sine(15_000.0, 44_100, 44_100),
        n_channels: 1,
        sample_rate_hz: 44_100,
        remark: None,
    };
    let ours = to_mono(&pcm, 22_050);
    let loudest = ours[2000..20_000]
        .iter()
        .fold(0.0, |m: f32, x| m.max(x.abs()));
    assert!(loudest < 1e-5, "{loudest}");
}

#[test]
fn channels_are_averaged() {
    let pcm = Pcm {
        samples: vec![0.2, 0.4, 0.6, -0.6],
        n_channels: 2,
        sample_rate_hz: 22_050,
        remark: None,
    };
    let mono = to_mono(&pcm, 22_050);
    assert!((mono[0] - 0.3).abs() < 1e-6 && mono[1].abs() < 1e-6);
}

#[test]
fn log_mel_of_silence_is_the_floor() {
    let config = AudioConfig::default();
    let silent = log_mel(&[0.0; 5000], &config);
    assert_eq!((silent.n_rows(), silent.n_cols()), (10, 128));
    assert!(silent.as_slice().iter().all(|&v| v == -100.0));
}

#[test]
fn settings_with_few_bins_work() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.wav");
    write_wav(&path, 22_050, 1, &song());
    for config in [
        AudioConfig {
            sample_rate_hz: 8_000,
            n_fft: 256,
            hop_samples: 64,
            n_mels: 20,
            ..AudioConfig::default()
        },
        AudioConfig {
            sample_rate_hz: 48_000,
            n_fft: 256,
            hop_samples: 256,
            n_mels: 256,
            ..AudioConfig::default()
        },
        AudioConfig {
            n_fft: 16_384,
            hop_samples: 16_384,
            ..AudioConfig::default()
        },
    ] {
        assert!(values_of(&path, &config).iter().all(|v| v.is_finite()));
    }
}

#[test]
fn a_spectrum_comes_back_from_as_many_coefficients_as_it_has_bands() {
    let config = AudioConfig {
        n_mels: 20,
        n_mfcc: 20,
        ..AudioConfig::default()
    };
    let bands: Vec<f32> = (0..20)
        .map(|b| -40.0 + 15.0 * (b as f32 * 0.9).sin())
        .collect();
    let plan = crate::audio::Plan::of(&config);
    let mfcc = crate::audio::mel::mfcc(&Matrix::from_rows(&[&bands]), &plan);
    let back = crate::audio::spectrum_of_mfcc(mfcc.row(0), 20);
    assert!(
        back.iter().zip(&bands).all(|(a, b)| (a - b).abs() < 1e-3),
        "{back:?}"
    );
    // Fewer coefficients smooth it, and keep its mean.
    let smooth = crate::audio::spectrum_of_mfcc(&mfcc.row(0)[..5], 20);
    let mean = |v: &[f32]| v.iter().sum::<f32>() / 20.0;
    assert!((mean(&smooth) - mean(&bands)).abs() < 1e-3);
    let roughness = |v: &[f32]| v.windows(2).map(|w| (w[1] - w[0]).powi(2)).sum::<f32>();
    assert!(roughness(&smooth) < 0.8 * roughness(&bands));
}

#[test]
fn bands_are_centred_where_a_tone_is_loudest_in_them() {
    let config = AudioConfig {
        n_mels: 32,
        ..AudioConfig::default()
    };
    let centres = crate::audio::mel_centres_hz(config.sample_rate_hz, 32);
    assert!(centres.is_sorted() && centres[0] > 0.0 && centres[31] < 11_025.0);
    for band in [3, 15, 28] {
        let tone: Vec<f32> = (0..22_050)
            .map(|i| {
                (std::f32::consts::TAU * centres[band] * i as f32 / config.sample_rate_hz as f32)
                    .sin()
            })
            .collect();
        let log_mel = log_mel(&tone, &config);
        let row = log_mel.row(20);
        let loudest = (0..32).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap();
        assert_eq!(loudest, band, "{} Hz", centres[band]);
    }
}
