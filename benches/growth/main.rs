//! How the cost of the default run grows: seconds and largest memory of each stage at 1,000, 10,000
//! and 100,000 songs, and a frame of the window with as many.
//!
//! `cargo bench --bench growth` measures all three, one after the other; `-- 10000` the sizes that
//! are named. Songs are made up: an artist, a genre, a language, words of their own in English or
//! Bangla, and 128 numbers each in a file of ready vectors, in place of recordings, whose cost is
//! that of each song alone. Each size runs in a process of its own, so that its memory is not that
//! of the one before; memory is told by Linux only. `-- 10000 --steps` tells what inside the stages
//! took longest.

#[path = "../frames/case.rs"]
mod case;
#[path = "../frames/goals.rs"]
mod goals;
mod made;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use latentune::config::Config;
use latentune::features::Cache;
use latentune::job::{Progress, Reporter, Stage};
use latentune::pipeline::{Analysis, analyze};
use latentune::{export, library};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    // Cargo itself passes `--bench`.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let has = |flag: &str| arguments.iter().any(|a| a == flag);
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    if has("--alone") {
        return sizes.into_iter().for_each(|n| measure(n, has("--steps")));
    }
    if sizes.is_empty() {
        sizes = SIZES.to_vec();
    }
    let program = std::env::current_exe().expect("a program has a path");
    for n in sizes {
        let mut child = Command::new(&program);
        child.args(["--alone", &n.to_string()]);
        if has("--steps") {
            child.arg("--steps");
        }
        let status = child.status().expect("it is the program that runs");
        assert!(status.success(), "{n} songs: {status}");
    }
}

fn measure(n: usize, tells_steps: bool) {
    let folder = tempfile::tempdir().expect("a folder for songs that are made up");
    made::songs(folder.path(), n).expect("the temporary folder can be written");
    println!("\n{n} songs                        seconds   CPU s   most MB");
    let (begun, cpu) = (Instant::now(), cpu_secs());
    let (reporter, progress, _stop) = Reporter::channel();
    let watch = std::thread::spawn(move || Watch::new().follow(&progress));
    let analysis = run(folder.path(), &reporter).expect("made-up songs can be analysed");
    drop(reporter);
    let watch = watch.join().expect("watching does not fail");
    for (stage, took) in &analysis.timings {
        let seen = watch.stages.get(&(*stage as usize));
        let [cpu, memory] = seen.map_or(["-".into(), "-".into()], |seen| {
            [format!("{:.1}", seen.cpu_secs), megabytes(seen.most)]
        });
        let (name, secs) = (stage.label().to_string(), took.as_secs_f64());
        println!("{name:<30} {secs:>9.2} {cpu:>7} {memory:>9}");
    }
    let most = watch.stages.values().filter_map(|seen| seen.most).max();
    let (secs, cpu) = (begun.elapsed().as_secs_f64(), cpu_secs() - cpu);
    println!(
        "{:<30} {secs:>9.2} {cpu:>7.1} {:>9}",
        "in all",
        megabytes(most)
    );
    if tells_steps {
        watch.tell_steps();
    }
    analysis.notes.iter().for_each(|note| println!("  {note}"));
    drop(analysis);
    let [median, most] = goals::frame_ms(n);
    println!("a frame of the window: {median:.2} ms (median), {most:.2} ms (most)");
}

fn run(folder: &Path, reporter: &Reporter) -> latentune::error::Result<Analysis> {
    // As on the command line: nobody looks at maps that move.
    let reporter = &reporter.without_maps();
    let mut config = Config::default();
    config.embeddings.file = Some(folder.join(made::VECTORS));
    config.embeddings.by_row = true;
    let cache = Cache { folder: None };
    let begun = Instant::now();
    let songs = library::load(&folder.join(made::SONGS), &Default::default(), reporter)?;
    let reading = begun.elapsed();
    let mut analysis = analyze(Arc::new(songs), &config.check()?, None, &cache, reporter)?;
    let begun = Instant::now();
    reporter.step(Stage::Export, 0, 0, "");
    export::write(&analysis, &folder.join("results"), reporter)?;
    analysis.timings.insert(0, (Stage::Library, reading));
    analysis.timings.push((Stage::Export, begun.elapsed()));
    Ok(analysis)
}

/// What was seen of a stage.
#[derive(Default)]
struct Seen {
    cpu_secs: f64,
    /// Most memory in kB, where Linux tells it.
    most: Option<u64>,
}

/// Looks at the process whenever another stage or step is told of.
struct Watch {
    stages: BTreeMap<usize, Seen>,
    steps: BTreeMap<String, Duration>,
    stage: usize,
    step: String,
    since: Instant,
    cpu_since: f64,
}

impl Watch {
    fn new() -> Self {
        Self {
            stages: BTreeMap::new(),
            steps: BTreeMap::new(),
            stage: Stage::Library as usize,
            step: String::new(),
            since: Instant::now(),
            cpu_since: cpu_secs(),
        }
    }

    fn follow(mut self, progress: &crossbeam_channel::Receiver<Progress>) -> Self {
        for told in progress {
            let (stage, step) = match told {
                Progress::Step { stage, item, .. } => (stage as usize, item.to_string()),
                Progress::Epoch { .. } | Progress::Glimpse { .. } => {
                    (Stage::Model as usize, "epochs".to_string())
                }
                Progress::Ahead(message) => {
                    println!("  {message}");
                    continue;
                }
                Progress::Map { .. } => (Stage::Projection as usize, "descent".to_string()),
            };
            if (stage, &step) != (self.stage, &self.step) {
                self.change(stage, step);
            }
        }
        self.change(usize::MAX, String::new());
        self
    }

    fn change(&mut self, stage: usize, step: String) {
        let words = std::mem::replace(&mut self.step, step);
        *self.steps.entry(words).or_default() += self.since.elapsed();
        self.since = Instant::now();
        let seen = self.stages.entry(self.stage).or_default();
        let now = cpu_secs();
        seen.cpu_secs += now - self.cpu_since;
        seen.most = seen.most.max(most_memory());
        self.cpu_since = now;
        if stage != self.stage {
            self.stage = stage;
            forget_most_memory();
        }
    }

    fn tell_steps(&self) {
        let mut steps: Vec<_> = self
            .steps
            .iter()
            .filter(|(_, took)| took.as_millis() > 200)
            .collect();
        steps.sort_by_key(|(_, took)| std::cmp::Reverse(**took));
        for (step, took) in steps.into_iter().take(20) {
            println!("  {:>8.2} s  {step}", took.as_secs_f64());
        }
    }
}

fn megabytes(most: Option<u64>) -> String {
    most.map_or("-".to_string(), |kb| (kb / 1024).to_string())
}

/// The most memory that the process has held since it was last forgotten, in kB.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

fn forget_most_memory() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Seconds that all threads have computed, where Linux tells it.
fn cpu_secs() -> f64 {
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program may hold blanks; it ends with the last bracket.
    let fields = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace();
    fields
        .skip(11)
        .take(2)
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / TICKS_A_SECOND
}
