//! Against the package itself under its own TensorFlow (`tests/golden/ears`), and against laws.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;

use super::listen::frames;
use super::network::{N_BANDS, N_FRAMES, Network};
use super::weights::Weights;
use super::{N_EMBEDDING, N_HEARD, SAMPLE_RATE_HZ, Tag, columns, hear};
use crate::audio::{self, Sound};
use crate::config::{AudioConfig, Keyed};

#[derive(Deserialize)]
struct Golden {
    clips: Vec<Clip>,
}

#[derive(Deserialize)]
struct Clip {
    file: String,
    n_frames: usize,
    /// Some of the frames.
    log_mel: HashMap<usize, Vec<f32>>,
    patches: Vec<Patch>,
    /// The first five of the clip, as the package names them.
    tags: Vec<String>,
    /// The same of the whole demo song.
    song_tags: Vec<String>,
}

#[derive(Deserialize)]
struct Patch {
    start: usize,
    penultimate: Vec<f32>,
    tags: Vec<f32>,
}

fn golden() -> Vec<Clip> {
    let text = include_str!("../../tests/golden/ears/golden.json");
    serde_json::from_str::<Golden>(text).unwrap().clips
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn samples(clip: &Clip) -> Vec<f32> {
    let pcm = audio::decode(&root().join("tests/golden/ears").join(&clip.file)).unwrap();
    assert_eq!((pcm.sample_rate_hz, pcm.n_channels), (SAMPLE_RATE_HZ, 1));
    pcm.samples
}

fn farthest(ours: &[f32], theirs: &[f32]) -> f32 {
    assert_eq!(ours.len(), theirs.len());
    let apart = ours.iter().zip(theirs).map(|(a, b)| (a - b).abs());
    apart.fold(0.0, f32::max)
}

fn first_tags(heard: &[f32], n: usize) -> Vec<&'static str> {
    let of = |tag: &Tag| heard[N_EMBEDDING + *tag as usize];
    let mut tags: Vec<Tag> = Tag::all().collect();
    tags.sort_by(|a, b| of(b).total_cmp(&of(a)));
    tags.into_iter().take(n).map(Keyed::key).collect()
}

#[test]
fn what_is_shown_equals_librosas_spectrogram() {
    for clip in golden() {
        let samples = samples(&clip);
        assert_eq!(1 + samples.len() / 256, clip.n_frames);
        for (&t, theirs) in &clip.log_mel {
            let apart = farthest(&frames(&samples, t, 1), theirs);
            assert!(apart < 2e-5, "{}, frame {t}: {apart}", clip.file);
        }
    }
}

#[test]
fn what_is_heard_equals_the_package_under_tensorflow() {
    let network = Network::of_program();
    for clip in golden() {
        let samples = samples(&clip);
        for patch in &clip.patches {
            let heard = network.hear(&frames(&samples, patch.start, N_FRAMES));
            let (embedding, tags) = heard.split_at(N_EMBEDDING);
            let apart = farthest(embedding, &patch.penultimate).max(farthest(tags, &patch.tags));
            assert!(apart < 1e-4, "{} {}: {apart}", clip.file, patch.start);
        }
    }
}

/// The package hears a clip in as many patches as lie side by side from its start: one of five
/// seconds.
#[test]
fn the_first_five_tags_are_those_of_the_package() {
    for clip in golden() {
        let first = frames(&samples(&clip), 0, N_FRAMES);
        let heard = Network::of_program().hear(&first);
        assert_eq!(first_tags(&heard, 5), clip.tags, "{}", clip.file);
    }
}

/// By another decoder and resampler, in patches that begin elsewhere: a whole song is still heard
/// as much the same.
#[test]
fn whole_songs_are_heard_as_by_the_package() {
    for clip in golden() {
        let song = clip.file.replace(".ogg", "");
        let path = root().join(format!("data/demo/audio/{song}.ogg"));
        let parts = Sound::load(&path)
            .unwrap()
            .excerpts(&AudioConfig::default(), SAMPLE_RATE_HZ);
        let heard = hear(&parts, 10).unwrap();
        let first = first_tags(&heard, 7);
        let n = clip
            .song_tags
            .iter()
            .filter(|t| first.contains(&t.as_str()));
        assert!(n.count() >= 4, "{song}: {first:?}, {:?}", clip.song_tags);
    }
}

#[test]
fn the_file_says_what_it_is_and_names_every_tag() {
    let about = Weights::about();
    assert_eq!(
        (about["network"].as_str(), about["licence"].as_str()),
        ("MSD_musicnn", "ISC")
    );
    let keys: Vec<&str> = Tag::all().map(Keyed::key).collect();
    assert_eq!(keys.join("\n"), about["tags"]);
    assert_eq!(columns().len(), N_HEARD);
}

#[test]
fn short_sound_is_repeated_and_none_is_not_heard() {
    let second: Vec<f32> = samples(&golden()[0])[..16_128].to_vec();
    // 63 frames are centred in 16,128 samples and one at their end.
    let heard = hear(std::slice::from_ref(&second), 5).unwrap();
    let all = frames(&second, 0, 64);
    let repeated: Vec<f32> = all
        .iter()
        .copied()
        .cycle()
        .take(N_FRAMES * N_BANDS)
        .collect();
    assert_eq!(heard, Network::of_program().hear(&repeated));
    assert_eq!(hear(&[], 5), None);
    assert_eq!(hear(&[Vec::new()], 5), None);
}

#[test]
fn patches_are_spread_over_all_parts_and_never_lie_over_each_other() {
    let samples = samples(&golden()[0]);
    let (a, b) = (samples[..50_000].to_vec(), samples[20_000..70_000].to_vec());
    let network = Network::of_program();
    let of = |part: &[f32], start| network.hear(&frames(part, start, N_FRAMES));
    // 196 frames each: one patch fits, and can begin at ten.
    let (first, second) = (of(&a, 0), of(&b, 9));
    let heard = hear(&[a, b], 5).unwrap();
    let mean: Vec<f32> = first
        .iter()
        .zip(second)
        .map(|(x, y)| (x + y) / 2.0)
        .collect();
    assert!(farthest(&heard, &mean) < 1e-6);
}
