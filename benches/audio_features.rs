//! Audio features of a folder: ours against librosa's (`benches/peers/audio_features.py`), round
//! about.
//!
//! ```text
//! cargo bench --bench audio_features -- FOLDER [ROUNDS]
//! ```
//!
//! The peer runs in the Python that `PYTHON` names, or `python3`, with
//! `benches/peers/requirements.txt` installed; without it only our own time is printed.

mod support;

use std::error::Error;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use latentune::audio;
use latentune::config::AudioConfig;
use rayon::prelude::*;
use support::audio_below;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo passes `--bench` along.
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        println!("skipped: no folder of songs is named");
        return Ok(());
    };
    let n_rounds: usize = arguments.next().map_or(Ok(3), |n| n.parse())?;
    let mut files = audio_below(&folder)?;
    if files.is_empty() {
        println!("skipped: no audio files below {}", folder.display());
        return Ok(());
    }
    files.sort();
    let mut peer = Peer::start(
        &root.join("benches/peers/audio_features.py"),
        &folder,
        n_rounds + 1,
        files.len(),
    )
    .inspect_err(|e| println!("without the peer: {e}"))
    .ok();
    // One round of each is not counted: while the peer imports and compiles, it would slow us down
    // as well.
    if let Some(peer) = &mut peer {
        peer.round()?;
    }
    ours(&files);
    let mut ratios = Vec::new();
    for round in 1..=n_rounds {
        let ours = ours(&files);
        print!(
            "round {round}: ours {ours:.3} s ({:.0} files/s)",
            files.len() as f64 / ours
        );
        if let Some(peer) = &mut peer {
            let theirs = peer.round()?;
            ratios.push(theirs / ours);
            print!(", librosa {theirs:.3} s, ratio {:.1}", theirs / ours);
        }
        println!();
    }
    ratios.sort_by(f64::total_cmp);
    if let Some(median) = ratios.get(ratios.len() / 2) {
        println!(
            "{} files, {} threads: {median:.1} times as fast as librosa (median)",
            files.len(),
            rayon::current_num_threads()
        );
    }
    Ok(())
}

fn ours(files: &[PathBuf]) -> f64 {
    let config = AudioConfig::default();
    let begin = Instant::now();
    let n_failed: usize = files
        .par_iter()
        .map(|f| usize::from(audio::extract(f, &config).is_err()))
        .sum();
    let seconds = begin.elapsed().as_secs_f64();
    if n_failed > 0 {
        println!("{n_failed} files have no features");
    }
    seconds
}

/// librosa, waiting for its turn.
struct Peer {
    process: Child,
    turn: ChildStdin,
    times: Lines<BufReader<ChildStdout>>,
}

impl Peer {
    fn start(
        script: &Path,
        folder: &Path,
        n_rounds: usize,
        n_files: usize,
    ) -> Result<Self, Box<dyn Error>> {
        let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
        let mut process = Command::new(python)
            .arg(script)
            .arg(folder)
            .arg(n_rounds.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let turn = process.stdin.take().ok_or("no way to write to it")?;
        let times = BufReader::new(process.stdout.take().ok_or("no way to read from it")?).lines();
        let mut peer = Self {
            process,
            turn,
            times,
        };
        let found: usize = peer.line()?.parse()?;
        if found != n_files {
            return Err(format!("it finds {found} files and not {n_files}").into());
        }
        Ok(peer)
    }

    fn line(&mut self) -> Result<String, Box<dyn Error>> {
        Ok(self
            .times
            .next()
            .ok_or("it ended (is benches/peers/requirements.txt installed?)")??)
    }

    fn round(&mut self) -> Result<f64, Box<dyn Error>> {
        writeln!(self.turn)?;
        self.turn.flush()?;
        Ok(self.line()?.parse()?)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It ends by itself after its last round; this is for when we leave before.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
