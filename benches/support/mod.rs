//! What several benchmarks share: a peer in Python, a file of numbers for it, made-up clouds.

#![allow(dead_code, reason = "each benchmark takes what it needs of this")]

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use latentune::matrix::Matrix;
use latentune::random::splitmix64;

/// The recordings in a folder and those below it.
pub(crate) fn audio_below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
        if path.is_dir() {
            files.extend(audio_below(&path)?);
        } else if ["wav", "aiff", "flac", "mp3", "ogg"]
            .iter()
            .any(|known| extension == *known)
        {
            files.push(path);
        }
    }
    Ok(files)
}

/// A Python program, loaded once and asked for one job at a time: a line in, a line out.
pub(crate) struct Peer {
    child: Child,
    jobs: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    /// `script` of `benches/peers/`, by the Python that `PYTHON` names; `None` where that cannot
    /// import `packages`.
    pub(crate) fn start<A: AsRef<OsStr>>(
        script: &str,
        packages: &str,
        arguments: impl IntoIterator<Item = A>,
    ) -> Option<Self> {
        let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_string());
        let import = format!("import {packages}");
        let check = Command::new(&python)
            .args(["-c", &import])
            .stderr(Stdio::null())
            .status();
        if !check.is_ok_and(|status| status.success()) {
            return None;
        }
        let mut child = Command::new(python)
            .arg(
                Path::new(env!("CARGO_MANIFEST_DIR"))
                    .join("benches/peers")
                    .join(script),
            )
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it started a moment ago");
        let jobs = child.stdin.take().expect("it is piped");
        let answers = BufReader::new(child.stdout.take().expect("it is piped"));
        Some(Self {
            child,
            jobs,
            answers,
        })
    }

    /// The answer to a job, trimmed.
    pub(crate) fn ask(&mut self, job: &str) -> String {
        writeln!(self.jobs, "{job}").expect("the peer listens");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the peer answers");
        line.trim().to_string()
    }

    /// Seconds of a job on a matrix, and a figure of its quality.
    pub(crate) fn time(&mut self, name: &str, file: &Path, x: &Matrix) -> (f64, f64) {
        let answer = self.ask(&format!(
            "{name}\t{}\t{}\t{}",
            file.display(),
            x.n_rows(),
            x.n_cols()
        ));
        let (secs, quality) = answer.split_once('\t').expect("seconds and a figure");
        (
            secs.parse().expect("seconds"),
            quality.parse().expect("a figure"),
        )
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A file of row-major numbers, for the peer to read.
pub(crate) fn write(name: &str, values: &[f32]) -> PathBuf {
    let path =
        std::env::temp_dir().join(format!("latentune-bench-{name}-{}.f32", std::process::id()));
    let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
    std::fs::write(&path, bytes).expect("the temporary folder can be written");
    path
}

/// Overlapping clouds whose centres are `spread` apart; row i is of cloud i mod `n_clouds`.
pub(crate) fn clouds(n: usize, d: usize, n_clouds: usize, spread: f64) -> Matrix {
    let uniform = |i: usize| splitmix64(i as u64) as f64 / u64::MAX as f64;
    // The sum of twelve uniform numbers is near enough to a normal one.
    let normal = |i: usize| (0..12).map(|j| uniform(i * 12 + j)).sum::<f64>() - 6.0;
    let number = |i: usize, c: usize| {
        spread * normal(usize::MAX / 24 - (i % n_clouds) * d - c) + normal(i * d + c)
    };
    Matrix::new(
        n,
        d,
        (0..n * d).map(|at| number(at / d, at % d) as f32).collect(),
    )
}
