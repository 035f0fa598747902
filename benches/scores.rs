//! Silhouette of 10,000 x 16, and agreement of clusters with labels and with 200 shuffles of them for 100,000 songs: ours
//! and scikit-learn's in turns, and the ratio.
//!
//! `cargo bench --bench scores`, with `PYTHON` naming a Python that has what
//! `benches/peers/scores.py` asks for (`python3` otherwise). Without one, our own times stand alone.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use latentune::clustering::Clusters;
use latentune::config::splitmix64;
use latentune::job::Reporter;
use latentune::library::{LabelColumn, Library, PairingReport};
use latentune::matrix::Matrix;
use latentune::scores::{Labels, external_scores, score};

const N_ROUNDS: usize = 5;

/// Seconds, and a figure that shows that both sides did the work: silhouette, or AMI.
type Timed = (f64, f64);

fn main() {
    let mut peer = Peer::start();
    if peer.is_none() {
        println!("no scikit-learn: set PYTHON to compare with it");
    }
    let large = blobs(10_000, 16);
    println!("{:<12} {:>10} {:>14} {:>7}   quality, ours and theirs", "", "ours", "scikit-learn", "ratio");
    compare("silhouette", &large, &mut peer, silhouette_of);
    compare("external", &groups(100_000), &mut peer, external_of);
}

/// Both sides `N_ROUNDS` times, one after the other, and the medians.
fn compare(name: &str, x: &Matrix, peer: &mut Option<Peer>, ours: impl Fn(&Matrix) -> f64) {
    let file = write(name, x);
    let (mut our_rounds, mut their_rounds) = (Vec::new(), Vec::new());
    for _ in 0..N_ROUNDS {
        let begun = Instant::now();
        let quality = ours(x);
        our_rounds.push((begun.elapsed().as_secs_f64(), quality));
        if let Some(peer) = peer {
            their_rounds.push(peer.time(name, &file, x));
        }
    }
    let _ = std::fs::remove_file(&file);
    let (our_secs, our_quality) = median(our_rounds);
    if their_rounds.is_empty() {
        println!("{name:<12} {our_secs:>8.3} s {:>14} {:>7}   {our_quality:.5}", "-", "-");
    } else {
        let (secs, quality) = median(their_rounds);
        let ratio = secs / our_secs;
        println!("{name:<12} {our_secs:>8.3} s {secs:>12.3} s {ratio:>6.1}x   {our_quality:.5}  {quality:.5}");
    }
}

fn median(mut rounds: Vec<Timed>) -> Timed {
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    rounds[rounds.len() / 2]
}

fn silhouette_of(x: &Matrix) -> f64 {
    let labels = (0..x.n_rows()).map(|i| Some((i % 6) as u32)).collect();
    let clusters = Clusters { labels, n_clusters: 6, ..Clusters::default() };
    let library = Library {
        root: PathBuf::new(),
        songs: Vec::new(),
        labels: Vec::new(),
        numbers: Vec::new(),
        report: PairingReport::default(),
        warnings: Vec::new(),
    };
    let labels = Labels::of(&library);
    let scores = score(x, &clusters, &labels, 1, &Reporter::silent()).expect("nobody presses Stop");
    scores.silhouette.expect("there are six clusters")
}

/// A cluster of twelve and a class of eight for each song; half of them agree as far as they can.
fn groups(n: usize) -> Matrix {
    let random = |i: usize, k: u64| (splitmix64(i as u64) % k) as f32;
    let group = |i: usize| if i.is_multiple_of(2) { [(i % 8) as f32; 2] } else { [random(i, 12), random(i + n, 8)] };
    Matrix::from_rows(&(0..n).map(group).collect::<Vec<_>>())
}

/// All seven scores against the labels and against 200 shuffles of them.
fn external_of(x: &Matrix) -> f64 {
    let clusters: Vec<Option<u32>> = x.rows().map(|row| Some(row[0] as u32)).collect();
    let classes = (0..8).map(|class| class.to_string()).collect();
    let of_song = x.rows().map(|row| Some(row[1] as u32)).collect();
    let column = LabelColumn { name: "genre".to_string(), classes, of_song, n_detected: 0 };
    let found = external_scores(&clusters, &column, Vec::new(), 1, &Reporter::silent()).expect("nobody presses Stop");
    found.expect("there are eight classes").ami.value
}

/// Six overlapping clouds; row i is of cloud i mod 6.
fn blobs(n: usize, d: usize) -> Matrix {
    let uniform = |i: usize| splitmix64(i as u64) as f64 / u64::MAX as f64;
    // The sum of twelve uniform numbers is near enough to a normal one.
    let normal = |i: usize| (0..12).map(|j| uniform(i * 12 + j)).sum::<f64>() - 6.0;
    let number = |i: usize, c: usize| 1.5 * normal(usize::MAX / 24 - (i % 6) * d - c) + normal(i * d + c);
    Matrix::new(n, d, (0..n * d).map(|at| number(at / d, at % d) as f32).collect())
}

fn write(name: &str, x: &Matrix) -> PathBuf {
    let path = std::env::temp_dir().join(format!("latentune-bench-{name}-{}.f32", std::process::id()));
    let bytes: Vec<u8> = x.as_slice().iter().flat_map(|v| v.to_le_bytes()).collect();
    std::fs::write(&path, bytes).expect("the temporary folder can be written");
    path
}

/// scikit-learn, loaded once and asked for one job at a time.
struct Peer {
    child: Child,
    jobs: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    fn start() -> Option<Self> {
        let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_string());
        let check = Command::new(&python).args(["-c", "import sklearn"]).stderr(Stdio::null()).status();
        if !check.is_ok_and(|status| status.success()) {
            return None;
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/scores.py");
        let mut child = Command::new(python)
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it started a moment ago");
        let jobs = child.stdin.take().expect("it is piped");
        let answers = BufReader::new(child.stdout.take().expect("it is piped"));
        Some(Self { child, jobs, answers })
    }

    fn time(&mut self, name: &str, file: &Path, x: &Matrix) -> Timed {
        writeln!(self.jobs, "{name}\t{}\t{}\t{}", file.display(), x.n_rows(), x.n_cols()).expect("the peer listens");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the peer answers");
        let (secs, quality) = line.trim().split_once('\t').expect("seconds and a figure");
        (secs.parse().expect("seconds"), quality.parse().expect("a figure"))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
