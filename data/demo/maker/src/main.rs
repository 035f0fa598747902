//! Makes Latentune's demo songs from the words in `songbook/`.
//!
//! A song goes through these stages: its plan is drawn ([`plan`]), espeak-ng speaks its lines
//! ([`speech`]), the speech is taken apart ([`analyse`], [`syllable`]) and put back together on a melody
//! ([`melody`], [`sing`], [`vocal`]), the players join in ([`band`]), and all is mixed and written
//! ([`mix`], [`write`]). The result is measured ([`measure`]) and reported line by line.

mod analyse;
mod band;
mod dice;
mod drums;
mod dsp;
mod espeak;
mod measure;
mod melody;
mod mix;
mod plan;
mod rhythm;
mod sing;
mod songbook;
mod speech;
mod style;
mod syllable;
mod synth;
mod timetable;
mod vocal;
mod write;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::prelude::*;

use crate::dice::Dice;
use crate::mix::Stem;
use crate::songbook::Song;

const USAGE: &str = "usage: latentune-demo-maker --out FOLDER [--seed N] [--only ID,ID] [--stems FOLDER]

Reads FOLDER/songbook/*.toml and writes FOLDER/audio, FOLDER/lyrics and FOLDER/metadata.csv.
--only makes just these songs and leaves metadata.csv alone; --stems also writes the voice and the
players of each song apart, as raw 16-bit mono samples at 44.1 kHz.";

/// The seed of the songs that Latentune ships.
const SEED: u64 = 20;

struct Options {
    out: PathBuf,
    seed: u64,
    only: Vec<String>,
    stems: Option<PathBuf>,
}

fn options(arguments: Vec<String>) -> Result<Options, String> {
    let mut given = arguments.into_iter();
    let mut options = Options { out: PathBuf::new(), seed: SEED, only: Vec::new(), stems: None };
    while let Some(name) = given.next() {
        let value = given.next().ok_or(USAGE)?;
        match name.as_str() {
            "--out" => options.out = value.into(),
            "--seed" => options.seed = value.parse().map_err(|_| USAGE)?,
            "--only" => options.only = value.split(',').map(str::to_string).collect(),
            "--stems" => options.stems = Some(value.into()),
            _ => return Err(USAGE.to_string()),
        }
    }
    if options.out.as_os_str().is_empty() {
        return Err(USAGE.to_string());
    }
    Ok(options)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((first, rest)) if first == "say" => espeak::child(rest),
        _ => options(arguments).and_then(|options| run(&options)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    let songs = songbook::load(&options.out.join("songbook"))?;
    if let Some(id) = options.only.iter().find(|id| songs.iter().all(|s| s.id != **id)) {
        return Err(format!("no song {id} in the songbook"));
    }
    let folders = ["audio", "lyrics"].map(|name| options.out.join(name));
    for folder in folders.iter().chain(&options.stems) {
        fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    let chosen: Vec<&Song> = songs.iter().filter(|s| options.only.is_empty() || options.only.contains(&s.id)).collect();
    let reports: Vec<Result<String, String>> =
        chosen.par_iter().map(|song| make(song, options).map_err(|e| format!("{}: {e}", song.id))).collect();
    println!("id     style   secs  bpm  rms   peak  cents tune  words chance  KB  players");
    for report in reports {
        println!("{}", report?);
    }
    if options.only.is_empty() {
        save(&options.out.join("metadata.csv"), write::table(&songs).as_bytes())?;
    }
    Ok(())
}

/// Makes one song and returns its line of the report.
fn make(song: &Song, options: &Options) -> Result<String, String> {
    let dice = Dice::new(options.seed, &song.id);
    let drafts = vocal::read_through(song)?;
    let syllables: Vec<usize> = drafts.iter().map(|d| d.vowels.len()).collect();
    let plan = plan::plan(song.style, &syllables, &dice);
    let vocal = vocal::perform(song, &plan, &drafts, &dice)?;
    let stems: Vec<Stem> = plan
        .players
        .iter()
        .map(|player| Stem {
            part: player.part,
            level: player.level,
            send: player.send,
            samples: band::play(player.part, &plan, &dice),
        })
        .collect();
    let samples = mix::mix(&plan, &vocal.track, &stems);
    let bytes = write::ogg(&options.out.join(write::audio_path(&song.id)), song, &samples)?;
    let starts: Vec<f32> = vocal.lines.iter().map(|l| l.start).collect();
    let lyrics = write::lrc(song, &starts);
    save(&options.out.join(write::lyrics_path(&song.id)), lyrics.as_bytes())?;
    if let Some(folder) = &options.stems {
        save_stems(folder, song, &vocal.track, &stems)?;
    }
    let measured = measure::measure(&vocal);
    let (level, top) = mix::levels(&samples);
    let players: Vec<String> = plan.players.iter().map(|p| format!("{:?}", p.part)).collect();
    Ok(format!(
        "{} {:8} {:4.1} {:4.0} {:5.1} {:5.1} {:5.1} {:4.2}  {:5.3} {:5.3} {:4}  {}",
        song.id,
        song.style.name(),
        plan.seconds,
        plan.tempo,
        level,
        top,
        measured.cents,
        measured.in_tune,
        measured.words,
        measured.chance,
        bytes / 1000,
        players.join(" ")
    ))
}

fn save_stems(folder: &Path, song: &Song, voice: &[f32], stems: &[Stem]) -> Result<(), String> {
    save(&folder.join(format!("{}-voice.raw", song.id)), &write::pcm(voice))?;
    for stem in stems {
        let name = format!("{}-{:?}.raw", song.id, stem.part);
        let scale = 0.8 / dsp::peak(&stem.samples).max(1e-6);
        let samples: Vec<f32> = stem.samples.iter().map(|s| s * scale).collect();
        save(&folder.join(name), &write::pcm(&samples))?;
    }
    Ok(())
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}
