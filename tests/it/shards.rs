//! A library past one machine: planned, extracted by workers that are killed and run twice, merged,
//! and analysed as if one machine had done it. Which engine runs the workers changes nothing here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use latentune::config::Config;

use crate::fixture::write_songs;
use crate::run::{files, latentune};

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config {
            seed: 3,
            ..Config::plain()
        };
        config.model.n_epochs = 6;
        config.model.hidden = vec![16];
        config.model.n_latent = 4;
        config.clustering.n_clusters = 3;
        config.projection.n_iterations = 100;
        config.scores.n_stability = 2;
        fs::write(folder.path().join("quick.toml"), config.to_toml()).unwrap();
        Self { folder }
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn run(&self, arguments: &[&str]) -> String {
        self.run_on(arguments, "2")
    }

    fn run_on(&self, arguments: &[&str], threads: &str) -> String {
        let output = latentune(arguments, threads, &self.folder.path().join("home"));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {told}");
        told
    }

    fn refused(&self, arguments: &[&str]) -> String {
        let output = latentune(arguments, "2", &self.folder.path().join("home"));
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    fn plan(&self, songs: &str, work: &str) -> String {
        let plan = self.at(&format!("{work}/plan.parquet"));
        self.run(&[
            "plan",
            songs,
            "--out",
            &plan,
            "--config",
            &self.at("quick.toml"),
        ]);
        plan
    }

    fn merge(&self, work: &str) -> Vec<u8> {
        let table = self.at(&format!("{work}.parquet"));
        self.run(&["merge", &self.at(work), "--out", &table, "--force"]);
        fs::read(table).unwrap()
    }

    /// A worker that computes everything anew, so that it can be met in the middle of it.
    fn worker(&self, plan: &str, shard: &str, work: &str) -> Child {
        Command::new(env!("CARGO_BIN_EXE_latentune"))
            .args([
                "extract",
                plan,
                "--shard",
                shard,
                "--out",
                &self.at(work),
                "--no-cache",
            ])
            .env("HOME", self.folder.path())
            .env("RAYON_NUM_THREADS", "1")
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }
}

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo")
}

fn without(mut files: BTreeMap<String, Vec<u8>>, names: &[&str]) -> BTreeMap<String, Vec<u8>> {
    files.retain(|name, _| !names.contains(&name.as_str()));
    files
}

#[test]
fn one_worker_and_four_give_the_results_of_one_machine_to_the_byte() {
    let _busy = crate::busy();
    let (desk, songs) = (Desk::new(), demo().display().to_string());
    let plan = desk.plan(&songs, "one");
    desk.run(&["extract", &plan, "--shard", "1/1", "--out", &desk.at("one")]);
    let one = desk.merge("one");
    let plan = desk.plan(&songs, "four");
    for (shard, threads) in [("3/4", "1"), ("1/4", "4"), ("4/4", "2"), ("2/4", "1")] {
        let out = desk.at("four");
        desk.run_on(
            &["extract", &plan, "--shard", shard, "--out", &out],
            threads,
        );
    }
    assert!(
        desk.merge("four") == one,
        "one part and four come to other bytes"
    );

    let quick = desk.at("quick.toml");
    desk.run(&[
        "analyze",
        &songs,
        "--out",
        &desk.at("direct"),
        "--config",
        &quick,
    ]);
    // The settings are those of the plan.
    let table = desk.at("four.parquet");
    desk.run(&["analyze", &table, "--out", &desk.at("merged"), "--no-cache"]);
    let [direct, merged] = ["direct", "merged"].map(|name| files(&desk.folder.path().join(name)));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&direct), names(&merged));
    for (name, bytes) in &direct {
        assert!(
            merged[name] == *bytes,
            "{name} differs between the folder and the table"
        );
    }
    let told = desk.refused(&["analyze", &plan, "--out", &desk.at("none")]);
    assert!(told.contains("latentune merge"), "{told}");
}

#[test]
fn a_killed_worker_leaves_no_part_and_two_at_one_part_leave_the_right_one() {
    let _busy = crate::busy();
    let desk = Desk::new();
    let songs = desk.at("songs");
    write_songs(Path::new(&songs), 16, 4.0);
    let plan = desk.plan(&songs, "work");
    let right = {
        let out = desk.at("right");
        desk.run(&[
            "extract",
            &plan,
            "--shard",
            "1/2",
            "--out",
            &out,
            "--no-cache",
        ]);
        fs::read(desk.at("right/part-00001-of-00002.parquet")).unwrap()
    };
    let part = PathBuf::from(desk.at("work/part-00001-of-00002.parquet"));
    let mut n_killed = 0;
    for millis in [10, 40, 100, 200, 400] {
        let mut worker = desk.worker(&plan, "1/2", "work");
        sleep(Duration::from_millis(millis));
        n_killed += usize::from(worker.try_wait().unwrap().is_none());
        // SIGKILL.
        worker.kill().unwrap();
        worker.wait().unwrap();
        if part.exists() {
            assert!(
                fs::read(&part).unwrap() == right,
                "killed after {millis} ms"
            );
        }
    }
    assert!(n_killed > 0);
    let _ = fs::remove_file(&part);
    let told = desk.refused(&["merge", &desk.at("work"), "--out", &desk.at("t.parquet")]);
    assert!(told.contains("no parts"), "{told}");
    let workers = [(); 2].map(|()| desk.worker(&plan, "1/2", "work"));
    for mut worker in workers {
        assert!(worker.wait().unwrap().success());
    }
    assert!(fs::read(&part).unwrap() == right, "two workers at one part");
    let told = desk.refused(&["merge", &desk.at("work"), "--out", &desk.at("t.parquet")]);
    assert!(told.contains("--shard 2/2"), "{told}");
    assert!(!Path::new(&desk.at("t.parquet")).exists());
    desk.worker(&plan, "2/2", "work").wait().unwrap();
    desk.merge("work");
}

#[test]
fn a_comparison_in_shards_is_the_comparison() {
    let _busy = crate::busy();
    let desk = Desk::new();
    let songs = desk.at("songs");
    write_songs(Path::new(&songs), 16, 2.0);
    let grid = "seeds = [0, 1]\n[[grid]]\nname = \"dimensions\"\n\
                models = [{ name = \"2\", set = { model.n_latent = 2 } }, \
                { name = \"3\", set = { model.n_latent = 3 } }]\n";
    fs::write(desk.at("grid.toml"), grid).unwrap();
    let (grid, quick) = (desk.at("grid.toml"), desk.at("quick.toml"));
    let compare = |out: &str, more: &[&str]| -> Vec<String> {
        let all = [
            "compare", &songs, "--out", out, "--grid", &grid, "--config", &quick,
        ];
        let all = all.iter().chain(more);
        all.map(ToString::to_string).collect()
    };
    let words = |all: &[String]| {
        all.iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let run = |out: &str, more: &[&str]| {
        let line = words(&compare(&desk.at(out), more));
        desk.run(&line.lines().collect::<Vec<_>>())
    };
    run("whole", &[]);
    let told = run("parts", &["--shard", "1/2"]);
    assert!(told.contains("2 models made, 0 were there"), "{told}");
    let line = words(&compare(&desk.at("parts"), &["--merge", "2"]));
    let told = desk.refused(&line.lines().collect::<Vec<_>>());
    assert!(
        told.contains("2 models are missing") && told.contains("number 2"),
        "{told}"
    );
    run("parts", &["--shard", "2/2"]);
    let told = run("parts", &["--shard", "2/2"]);
    assert!(told.contains("0 models made, 2 were there"), "{told}");
    run("parts", &["--merge", "2"]);
    let [whole, parts] = ["whole", "parts"].map(|name| files(&desk.folder.path().join(name)));
    // How long each fit took is the machine's.
    let of_machine = ["timings.csv", "latentune-checksums.txt"];
    let (whole, parts) = (without(whole, &of_machine), without(parts, &of_machine));
    for (name, bytes) in whole.iter().filter(|(name, _)| !name.starts_with("cells/")) {
        let found = parts.get(name);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (whole, found) = (text(bytes), found.map(|bytes| text(bytes)));
        assert!(
            found.as_ref() == Some(&whole),
            "{name} differs:\n{whole}\n{found:?}"
        );
    }
}
