//! A small library on disk: two languages, two kinds of sound, made here from nothing.

use std::f32::consts::TAU;
use std::fs;
use std::path::{Path, PathBuf};

const RATE: u32 = 22_050;

const BANGLA: [&str; 6] = [
    "নদীর জলে চাঁদ নামে ধীরে",
    "বৃষ্টি ভেজা শহর জেগে থাকে",
    "দুঃখ আমার ভাসাই জলে",
    "বিশ্ব জুড়ে স্কুল ছুটির গান",
    "ক্ষেতের পাশে শ্রীময়ী ভোর",
    "র‍্যাব নেই আজ শুধুই পাখি",
];

const ENGLISH: [&str; 6] = [
    "the river keeps the moon tonight",
    "rain is walking through the city",
    "I let my sorrow down the water",
    "a school bell sings across the world",
    "the morning stands beside the field",
    "there is nothing left but birds",
];

/// Writes `n` songs of `secs` seconds with timed lyrics and a manifest into `folder`; every second
/// one is Bangla, every second pair is a plucked chord and the others are noise with a beat.
pub(crate) fn write_songs(folder: &Path, n: usize, secs: f32) {
    fs::create_dir_all(folder.join("audio")).unwrap();
    fs::create_dir_all(folder.join("lyrics")).unwrap();
    let mut manifest = String::from("id,title,artist,language,genre,audio,lyrics\n");
    for i in 0..n {
        let (bangla, plucked) = (i % 2 == 0, (i / 2) % 2 == 0);
        let id = format!("s{i:03}");
        let words = if bangla { BANGLA } else { ENGLISH };
        let mut lrc = String::new();
        for line in 0..4 {
            let start = secs * line as f32 / 4.0;
            lrc += &format!(
                "[00:{start:05.2}]{}\n",
                words[(i / 2 + line * (1 + i % 5)) % 6]
            );
        }
        fs::write(folder.join(format!("lyrics/{id}.lrc")), lrc).unwrap();
        write_wav(
            &folder.join(format!("audio/{id}.wav")),
            &sound(i, plucked, secs),
            RATE,
        );
        let (language, genre) = (
            if bangla { "bn" } else { "en" },
            if plucked { "plucked" } else { "beat" },
        );
        let title = if bangla {
            format!("গান {i}")
        } else {
            format!("Song {i}")
        };
        manifest += &format!(
            "{id},{title},Voice {},{language},{genre},audio/{id}.wav,lyrics/{id}.lrc\n",
            i % 7
        );
    }
    fs::write(folder.join("metadata.csv"), manifest).unwrap();
}

fn sound(i: usize, plucked: bool, secs: f32) -> Vec<f32> {
    let base = 110.0 * 2f32.powf((i % 12) as f32 / 12.0);
    let mut noise = 12_345 + i as u32;
    (0..(secs * RATE as f32) as usize)
        .map(|t| {
            let time = t as f32 / RATE as f32;
            let beat = time % (0.35 + 0.02 * (i % 5) as f32);
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let hiss = (noise >> 8) as f32 / (1 << 23) as f32 - 1.0;
            if plucked {
                (1..5)
                    .map(|k| (TAU * base * k as f32 * time).sin() / k as f32)
                    .sum::<f32>()
                    * 0.2
                    * (-4.0 * beat).exp()
            } else {
                0.4 * hiss * (-18.0 * beat).exp() + 0.05 * (TAU * base * time).sin()
            }
        })
        .collect()
}

/// Mono, 16 bits.
pub(crate) fn write_wav(path: &Path, samples: &[f32], sample_rate_hz: u32) {
    fs::write(path, latentune::audio::wav(samples, sample_rate_hz)).unwrap();
}

/// The folder of a set of real songs.
pub(crate) fn shared_data(set: &str) -> PathBuf {
    let base = std::env::var_os("LATENTUNE_SHARED_DATA")
        .expect("LATENTUNE_SHARED_DATA must name the folder of data sets");
    let folder = Path::new(&base).join(set);
    assert!(folder.is_dir(), "there is no data set {}", folder.display());
    folder
}
