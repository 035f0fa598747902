//! What the trained network hears in a folder of songs: ours against the same network in its own
//! package under TensorFlow (`benches/peers/trained.py`), in turns.
//!
//! ```text
//! cargo bench --bench trained -- FOLDER [ROUNDS]
//! ```
//!
//! Both get the same number of patches of three seconds of every song, on all cores. Recordings are
//! decoded beforehand. Our time has the spectrograms in it, the peer's has not. The peer runs in
//! the Python that `PYTHON` names, with `benches/peers/trained-requirements.txt` installed; without
//! it only our own time is printed.

mod support;

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use latentune::audio::{self, Sound};
use latentune::config::AudioConfig;
use latentune::ears;
use latentune::matrix::Matrix;
use rayon::prelude::*;
use support::{Peer, audio_below};

const N_PATCHES: usize = 5;
const N_FRAMES: usize = 187;
const HOP: usize = 256;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo passes `--bench` along.
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        println!("skipped: no folder of songs is named");
        return Ok(());
    };
    let n_rounds: usize = arguments.next().map_or(Ok(3), |n| n.parse())?;
    let mut files = audio_below(&folder)?;
    files.sort();
    let config = AudioConfig::default();
    let songs: Vec<Vec<Vec<f32>>> = files
        .par_iter()
        .filter_map(|file| Sound::load(file).ok())
        .map(|sound| sound.excerpts(&config, ears::SAMPLE_RATE_HZ))
        .collect();
    let patches: Vec<f32> = songs
        .par_iter()
        .flat_map_iter(|parts| patches(parts))
        .collect();
    let n = patches.len() / N_FRAMES / 96;
    if n == 0 {
        println!(
            "skipped: no songs of three seconds below {}",
            folder.display()
        );
        return Ok(());
    }
    let patches = Matrix::new(n, N_FRAMES * 96, patches);
    let n_threads = rayon::current_num_threads();
    let mut peer = Peer::start("trained.py", "tensorflow, musicnn", [n_threads.to_string()]);
    let file = support::write("patches", patches.as_slice());
    println!("{n} patches of {} songs, {n_threads} threads", songs.len());
    // One round of each is not counted: caches are cold.
    ours(&songs);
    if let Some(peer) = &mut peer {
        peer.time("hear", &file, &patches);
    }
    let mut ratios = Vec::new();
    for round in 1..=n_rounds {
        let ours = ours(&songs);
        print!("round {round}: ours {ours:.2} s");
        if let Some(peer) = &mut peer {
            let (theirs, _) = peer.time("hear", &file, &patches);
            ratios.push(theirs / ours);
            print!(", TensorFlow {theirs:.2} s, ratio {:.2}", theirs / ours);
        }
        println!();
    }
    ratios.sort_by(f64::total_cmp);
    if let Some(median) = ratios.get(ratios.len() / 2) {
        println!("{median:.2} times as fast as TensorFlow (median)");
    }
    std::fs::remove_file(file)?;
    Ok(())
}

fn ours(songs: &[Vec<Vec<f32>>]) -> f64 {
    let begin = Instant::now();
    let n_heard = songs
        .par_iter()
        .filter(|parts| ears::hear(parts, N_PATCHES).is_some())
        .count();
    assert_eq!(n_heard, songs.len());
    begin.elapsed().as_secs_f64()
}

/// As many patches of a song as we hear, one after another.
fn patches(parts: &[Vec<f32>]) -> Vec<f32> {
    let config = AudioConfig {
        sample_rate_hz: ears::SAMPLE_RATE_HZ,
        n_fft: 2 * HOP,
        hop_samples: HOP,
        n_mels: 96,
        ..AudioConfig::default()
    };
    let scale = |power: f64| (1e4 * power + 1.0).log10() as f32;
    let whole = parts.iter().flat_map(|part| {
        let rows = audio::mel_spectrogram(part, &config, scale).into_vec();
        let (whole, _) = rows.as_chunks::<{ N_FRAMES * 96 }>();
        whole.to_vec()
    });
    whole.take(N_PATCHES).flatten().collect()
}
