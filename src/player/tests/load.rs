use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::clock::Clock;
use super::super::load::{Cache, Decode, Load, Track, load};
use super::super::output::Rates;
use super::{flat, pcm, sine};
use crate::audio::resample_interleaved;
use std::time::{Duration, Instant};

fn snr_db(heard: &[f32], truth: &[f32]) -> f64 {
    let power = |x: &mut dyn Iterator<Item = f64>| x.map(|v| v * v).sum::<f64>();
    let signal = power(&mut truth.iter().map(|&t| f64::from(t)));
    let noise = power(
        &mut heard
            .iter()
            .zip(truth)
            .map(|(&h, &t)| f64::from(h) - f64::from(t)),
    );
    10.0 * (signal / noise).log10()
}

#[test]
fn resampling_keeps_tone_length_and_channels() {
    for (from, to) in [
        (44_100, 48_000),
        (48_000, 44_100),
        (22_050, 48_000),
        (8000, 44_100),
    ] {
        let n = from as usize;
        let (a, b) = (sine(997.0, n, from), sine(2500.0, n, from));
        let both: Vec<f32> = a.iter().zip(&b).flat_map(|(&l, &r)| [l, r]).collect();
        let out = resample_interleaved(&both, 2, from, to);
        assert_eq!(out.len(), 2 * to as usize);
        for (channel, freq_hz) in [(0, 997.0), (1, 2500.0)] {
            let heard: Vec<f32> = out.iter().skip(channel).step_by(2).copied().collect();
            let truth = sine(freq_hz, to as usize, to);
            let middle = to as usize / 10..to as usize * 9 / 10;
            let snr = snr_db(&heard[middle.clone()], &truth[middle]);
            println!("{from} to {to}, {freq_hz} Hz: {snr:.1} dB");
            assert!(snr > 100.0, "{from} to {to}, {freq_hz} Hz: {snr:.1} dB");
        }
    }
}

#[test]
fn what_the_lower_rate_cannot_hold_is_gone() {
    let out = resample_interleaved(&sine(15_000.0, 48_000, 48_000), 1, 48_000, 22_050);
    let loudest = out[2000..20_000].iter().fold(0.0f32, |m, s| m.max(s.abs()));
    assert!(loudest < 1e-4, "{loudest}");
}

#[test]
fn more_than_two_channels_are_folded() {
    let surround = Track::new(
        pcm(vec![0.4, 0.0, 0.0, 1.0, 0.0, 0.2], 6, 8000),
        Path::new("x"),
    )
    .unwrap();
    let [l, r] = surround.frame(0);
    assert!(
        (l - 0.4 / 2.414_213_6).abs() < 1e-6 && (r - 0.2 * 0.707_106_77 / 2.414_213_6).abs() < 1e-6
    );
    let three = Track::new(pcm(vec![0.4, 0.1, 0.2], 3, 8000), Path::new("x")).unwrap();
    assert_eq!(three.frame(0), [(0.4 + 0.2) / 2.0, 0.1]);
}

#[test]
fn a_file_without_sound_is_an_error() {
    let error = Track::new(pcm(vec![], 2, 44_100), Path::new("empty.wav")).unwrap_err();
    assert_eq!(error.to_string(), "no sound in it: empty.wav");
}

#[test]
fn the_cache_forgets_what_was_not_heard_for_longest() {
    let song = || Arc::new(Track::new(flat(0.0, 1000, 8000), Path::new("x")).unwrap());
    let path = |name: &str| PathBuf::from(name);
    let mut cache = Cache::new(3 * 4000);
    for name in ["a", "b", "c"] {
        cache.put(path(name), song());
    }
    assert!(cache.get(&path("a")).is_some());
    cache.put(path("d"), song());
    assert!(cache.get(&path("b")).is_none());
    assert!(
        ["a", "c", "d"]
            .iter()
            .all(|name| cache.get(&path(name)).is_some())
    );
    cache.put(
        path("huge"),
        Arc::new(Track::new(flat(0.0, 4000, 8000), Path::new("x")).unwrap()),
    );
    // What was decoded to be played next is there when its turn comes, and goes after it.
    assert!(cache.get(&path("huge")).is_some() && cache.get(&path("d")).is_none());
    cache.put(path("e"), song());
    assert!(cache.get(&path("huge")).is_none() && cache.get(&path("e")).is_some());
}

#[test]
fn a_file_that_was_written_anew_is_decoded_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("decoded.wav");
    let song = || Arc::new(Track::new(flat(0.0, 1000, 8000), Path::new("x")).unwrap());
    let mut cache = Cache::new(1 << 20);
    std::fs::write(&path, "one").unwrap();
    cache.put(path.clone(), song());
    assert!(cache.get(&path).is_some());
    std::fs::write(&path, "another").unwrap();
    assert!(cache.get(&path).is_none());
}

#[test]
fn a_device_is_asked_for_the_songs_rate_only_if_it_takes_it() {
    let rates = Rates {
        ranges: vec![(8000, 8000), (44_100, 96_000)],
        default: 48_000,
    };
    assert_eq!(
        [8000, 22_050, 44_100, 88_200, 192_000].map(|r| rates.best(r)),
        [8000, 48_000, 44_100, 88_200, 48_000]
    );
}

#[test]
fn the_clock_leans_to_what_is_heard_and_is_set_when_far_off() {
    let t0 = Instant::now();
    let at = |ms: u64| t0 + Duration::from_millis(ms);
    let mut clock = Clock::standing(5.0);
    assert_eq!(clock.position(at(900)), 5.0);
    // The device's buffer still holds what was before: the position waits.
    clock.hear(4.9, at(0));
    assert_eq!(clock.position(at(50)), 5.0);
    assert!((clock.position(at(300)) - 5.2).abs() < 1e-9);
    clock.hear(5.3, at(300));
    assert!((clock.position(at(300)) - 5.21).abs() < 1e-9);
    clock.hear(7.0, at(400));
    assert!((clock.position(at(500)) - 7.1).abs() < 1e-9);
    clock.stand(at(500));
    assert!((clock.position(at(5000)) - 7.1).abs() < 1e-9);
}

/// A recording whose middle is nothing like the rest: noise between a tone.
fn noisy_middle(path: &Path, rate_hz: u32) {
    let n = 40 * rate_hz as usize;
    let noise = |i: usize| crate::random::splitmix64(i as u64) as f32 / u64::MAX as f32 - 0.5;
    let tone = sine(440.0, n, rate_hz);
    let is_noisy = |i: usize| (n / 5..n / 2).contains(&i);
    let samples: Vec<f32> = (0..n)
        .map(|i| if is_noisy(i) { noise(i) } else { 0.5 * tone[i] })
        .collect();
    std::fs::write(path, crate::audio::wav(&samples, rate_hz)).unwrap();
}

/// The share of steps between samples that a tone of 440 Hz does not take.
fn roughness(track: &Track) -> f32 {
    let frames: Vec<f32> = (0..track.n_frames()).map(|i| track.frame(i)[0]).collect();
    let rough = frames.windows(2).filter(|w| (w[1] - w[0]).abs() > 0.1);
    rough.count() as f32 / frames.len() as f32
}

#[test]
fn a_preview_is_of_the_most_typical_part_which_is_found_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.wav");
    noisy_middle(&path, 22_050);
    let features = crate::features::Cache {
        folder: Some(folder.path().join("cache")),
    };
    let typical = Arc::new(AtomicBool::new(true));
    let decode = Decode::files(features, typical.clone());
    let preview = || load(&path, &Load::Preview(None), &decode).unwrap();
    let first = preview();
    assert!(roughness(&first) < 0.01, "{}", roughness(&first));
    // From what was kept: the same part, read without the rest.
    let again = preview();
    assert!(roughness(&again) < 0.01, "{}", roughness(&again));
    assert_eq!(first.n_frames(), again.n_frames());
    typical.store(false, Ordering::Relaxed);
    let other = preview();
    assert!(roughness(&other) > 0.3, "{}", roughness(&other));
}
