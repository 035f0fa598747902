//! Every reader of files that others made, by their bytes: one function for each, called by the
//! fuzzers in `fuzz/`, and by the test below, which replays their corpus and all that they found.
//!
//! What may come of hostile bytes is a value or an error, within bounds of memory and time that
//! stand at each reader's limits; never a panic that reaches this far.

use std::fs;
use std::path::Path;

use strum::{IntoStaticStr, VariantArray};

use crate::audio;
use crate::config::{AudioConfig, Config, NetworkConfig};
use crate::ears::Foreign;
use crate::embeddings;
use crate::experiment::Plan;
use crate::job::Reporter;
use crate::lessons;
use crate::library::{self, ColumnMap, Library};
use crate::model::Trained;
use crate::runs::Store;
#[cfg(feature = "window")]
use crate::session::SessionFile;
use crate::text::{self, sentences::SentenceModel};

/// A kind of file, and what reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Reader {
    /// Recordings, whole.
    Audio,
    /// What a recording tells about itself.
    Tags,
    /// LRC and its kin, subtitles, plain words.
    Lyrics,
    /// Manifests and tables of numbers.
    Table,
    /// A table of songs with their blocks.
    Songs,
    /// A stored model: its text, then its tensors.
    Model,
    Settings,
    /// A comparison's own file.
    Grid,
    /// What a teacher wrote.
    Lesson,
    /// word2vec and fastText.
    WordVectors,
    /// Vectors of songs, of each kind of file.
    Embeddings,
    /// A network of sound, opened and tried on a tone.
    Network,
    /// A kept run: its record, then its songs.
    Run,
    /// A sentence transformer: its modules, its settings, its tokens, then its weights.
    Sentences,
    #[cfg(feature = "window")]
    Session,
}

impl Reader {
    pub const ALL: &[Reader] = Self::VARIANTS;

    /// The name of its fuzzer and of its folder in `fuzz/corpus`.
    pub fn key(self) -> &'static str {
        self.into()
    }

    /// Reads a file of these bytes, which is written into `folder`, an empty folder of the
    /// caller's own. True when something could be read. Where a file is of several parts, all but
    /// the last begin with their length, four bytes, little end first.
    pub fn reads(self, bytes: &[u8], folder: &Path) -> bool {
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            // A disk that is full finds no faults.
            path.parent()
                .is_some_and(|inner| fs::create_dir_all(inner).is_ok())
                && fs::write(&path, bytes).is_ok()
        };
        let path = |name: &str| folder.join(name);
        let loads =
            |name: &str| library::load(&path(name), &ColumnMap::default(), &silent()).is_ok();
        match self {
            Reader::Audio => {
                let mut bytes = bytes.to_vec();
                audio::put_sums_right(&mut bytes);
                put("a.bin", &bytes) && audio::decode(&path("a.bin")).is_ok()
            }
            Reader::Tags => put("a.mp3", bytes) && loads("a.mp3"),
            Reader::Lyrics => put("a.lrc", bytes) && loads("a.lrc"),
            Reader::Table => {
                let names = ["t.csv", "t.tsv", "t.jsonl", "t.json"];
                // Whatever the bytes are, each reader is given them.
                let reads = |name: &&str| put(name, bytes) && loads(name);
                names.into_iter().filter(reads).count() > 0
            }
            Reader::Songs => put("t.parquet", bytes) && loads("t.parquet"),
            Reader::Settings => {
                put("c.toml", bytes)
                    && Config::load(&path("c.toml")).is_ok_and(|config| config.check().is_ok())
            }
            Reader::Grid => put("g.toml", bytes) && Plan::load(&path("g.toml")).is_ok(),
            Reader::Lesson => put("l.toml", bytes) && lessons::load(&path("l.toml")).is_ok(),
            Reader::WordVectors => {
                let words = [["rain", "river", "নদী", "a"].map(str::to_string).to_vec()];
                put("v.bin", bytes) && text::load_vectors(&path("v.bin"), &words, &silent()).is_ok()
            }
            Reader::Embeddings => {
                let endings = embeddings::ENDINGS.iter().chain(&["csv"]);
                let names = endings.map(|ending| format!("v.{ending}"));
                let reads = |name: String| {
                    put(&name, bytes) && embeddings::read(&path(&name), &silent()).is_ok()
                };
                // Whatever the bytes begin with, each reader is given them.
                names.map(reads).filter(|read| *read).count() > 0
            }
            Reader::Network => {
                let config = NetworkConfig {
                    file: Some(path("n.onnx")),
                    rate_hz: 16_000,
                    patch_secs: 0.5,
                    ..NetworkConfig::default()
                };
                put("n.onnx", bytes) && Foreign::of(&config, &AudioConfig::default()).is_ok()
            }
            Reader::Model => {
                let [text, tensors] = parts(bytes);
                let text = fitted(text, "tensors_blake3 = \"", tensors);
                put("model.toml", &text)
                    && put("model.safetensors", tensors)
                    && Trained::load(folder).is_ok()
            }
            Reader::Run => reads_run(bytes, folder),
            Reader::Sentences => {
                let [modules, config, tokenizer, weights] = parts(bytes);
                put("modules.json", modules)
                    && put("config.json", config)
                    && put("tokenizer.json", tokenizer)
                    && put(
                        "1_Pooling/config.json",
                        br#"{"pooling_mode_mean_tokens": true}"#,
                    )
                    && put("model.safetensors", weights)
                    && SentenceModel::open(folder, 0).is_ok_and(|model| model.embed("rain").is_ok())
            }
            #[cfg(feature = "window")]
            Reader::Session => {
                put("s.latentune", bytes) && SessionFile::read(&path("s.latentune")).is_ok()
            }
        }
    }
}

fn silent() -> Reporter {
    Reporter::silent()
}

fn reads_run(bytes: &[u8], folder: &Path) -> bool {
    let [record, songs] = parts(bytes);
    let library = Library {
        root: folder.to_path_buf(),
        ..Library::default()
    };
    let store = Store::of(folder, &library);
    let place = store.folder().join("r-1");
    let record = fitted(record, "\"songs_blake3\":\"", songs);
    let is_put = fs::create_dir_all(&place)
        .and_then(|()| fs::write(place.join("run.json"), record))
        .and_then(|()| fs::write(place.join("songs.json"), songs))
        .is_ok();
    let (runs, _) = store.list();
    is_put && runs.iter().any(|run| run.songs().is_ok())
}

/// All parts but the last with their lengths before them; what is missing is empty.
fn parts<const N: usize>(mut bytes: &[u8]) -> [&[u8]; N] {
    std::array::from_fn(|i| {
        if i + 1 == N {
            return bytes;
        }
        let (length, rest) = match bytes.split_first_chunk::<4>() {
            Some((length, rest)) => (u32::from_le_bytes(*length) as usize, rest),
            None => (0, &bytes[..0]),
        };
        let length = length.min(rest.len());
        let (part, behind) = rest.split_at(length);
        bytes = behind;
        part
    })
}

/// A text whose hash of another file, behind `mark`, is that file's: a fuzzer would not guess it,
/// and whoever means harm writes it.
fn fitted(text: &[u8], mark: &str, other: &[u8]) -> Vec<u8> {
    let hash = blake3::hash(other).to_hex();
    let at = text
        .windows(mark.len())
        .position(|part| part == mark.as_bytes())
        .map(|at| at + mark.len());
    let Some(at) = at.filter(|at| at + hash.len() <= text.len()) else {
        return text.to_vec();
    };
    let mut text = text.to_vec();
    text[at..at + hash.len()].copy_from_slice(hash.as_bytes());
    text
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::{Duration, Instant};

    use super::*;

    /// No file of the corpus is large, so none may take long, on a busy machine and unoptimised.
    const MOST_TIME: Duration = Duration::from_secs(60);

    /// Two deep: a table is read with what lies in the folder above its own.
    fn inside(root: &tempfile::TempDir) -> PathBuf {
        root.path().join("in/it")
    }

    /// The corpus holds what each reader can read, and everything that was ever found.
    #[test]
    fn what_fuzzers_found_stays_mended() {
        for &reader in Reader::ALL {
            let corpus = Path::new("fuzz/corpus").join(reader.key());
            let mut files: Vec<_> = fs::read_dir(&corpus)
                .unwrap_or_else(|e| panic!("{}: {e}", corpus.display()))
                .map(|entry| entry.unwrap().path())
                .collect();
            files.sort();
            let mut n_read = 0;
            for file in files {
                let (root, start) = (tempfile::tempdir().unwrap(), Instant::now());
                n_read += usize::from(reader.reads(&fs::read(&file).unwrap(), &inside(&root)));
                assert!(start.elapsed() < MOST_TIME, "{}", file.display());
            }
            assert!(
                n_read > 0,
                "{} can read nothing of its corpus",
                reader.key()
            );
        }
    }

    /// What a fuzzer does without knowing what its inputs lead to: for machines on which none can be
    /// built. What ends it lies in the folder that is named.
    #[test]
    #[ignore = "needs as many seconds as LATENTUNE_FUZZ_SECS says, for each reader or that of LATENTUNE_FUZZ_READER"]
    fn no_change_of_the_corpus_brings_a_reader_down() {
        let number = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
        let seconds = number("LATENTUNE_FUZZ_SECS").expect("LATENTUNE_FUZZ_SECS must be a number");
        let chosen = std::env::var("LATENTUNE_FUZZ_READER").ok();
        let is_chosen = |reader: &&Reader| chosen.as_ref().is_none_or(|key| key == reader.key());
        for &reader in Reader::ALL.iter().filter(is_chosen) {
            let corpus = fs::read_dir(Path::new("fuzz/corpus").join(reader.key())).unwrap();
            let seeds: Vec<Vec<u8>> = corpus
                .map(|entry| fs::read(entry.unwrap().path()).unwrap())
                .collect();
            let root = tempfile::tempdir().unwrap();
            let folder = inside(&root);
            let last = std::env::temp_dir().join(format!("latentune-fuzz-{}", reader.key()));
            let (start, mut state) = (Instant::now(), number("LATENTUNE_FUZZ_SEED").unwrap_or(1));
            let (mut n_tried, mut n_read, mut slowest) = (0, 0, Duration::ZERO);
            while start.elapsed() < Duration::from_secs(seconds) {
                let bytes = changed(&seeds, &mut state);
                fs::write(&last, &bytes).unwrap();
                let begun = Instant::now();
                n_read += usize::from(reader.reads(&bytes, &folder));
                slowest = slowest.max(begun.elapsed());
                assert!(begun.elapsed() < MOST_TIME, "{}", last.display());
                n_tried += 1;
            }
            println!(
                "{}: {n_tried} tried, {n_read} read, {slowest:?} at most",
                reader.key()
            );
        }
    }

    /// One of the seeds after a few changes: bits, bytes, numbers at their limits, parts lost,
    /// doubled or of another seed.
    fn changed(seeds: &[Vec<u8>], state: &mut u64) -> Vec<u8> {
        let mut below = |n: usize| {
            *state = crate::random::splitmix64(*state);
            (*state >> 16) as usize % n.max(1)
        };
        let mut bytes = seeds[below(seeds.len())].clone();
        for _ in 0..[1, 1, 2, 3, 8, 32][below(6)] {
            let (n, at) = (bytes.len(), below(bytes.len()));
            // Headers stand in front.
            let at = if below(2) == 0 {
                at.min(below(160))
            } else {
                at
            };
            let end = (at + 1 + below(64)).min(n);
            if n < 4 {
                break;
            }
            match below(8) {
                0 => bytes[at] ^= 1 << below(8),
                1 => bytes[at] = below(256) as u8,
                2 => {
                    let number = [0_u32, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, u32::MAX];
                    let number = number[below(8)].to_le_bytes();
                    for (byte, new) in bytes[at..].iter_mut().zip(number) {
                        *byte = new;
                    }
                }
                3 => drop(bytes.drain(at..end)),
                4 => {
                    let part = bytes[at..end].to_vec();
                    bytes.splice(at..at, part);
                }
                5 => {
                    let other = &seeds[below(seeds.len())];
                    let from = below(other.len());
                    let part = other[from..(from + end - at).min(other.len())].to_vec();
                    bytes.splice(at..end, part);
                }
                6 => bytes.truncate(at),
                _ => {
                    if let Some(digit) = bytes[at..].iter_mut().find(|b| b.is_ascii_digit()) {
                        *digit = b"0123456789-e.,\"["[below(16)];
                    }
                }
            }
        }
        bytes
    }

    #[test]
    fn parts_are_taken_apart_whatever_their_lengths_say() {
        assert_eq!(parts(b"\x01\0\0\0abc"), [&b"a"[..], b"bc"]);
        assert_eq!(parts(b"\xFF\xFF\xFF\xFFabc"), [&b"abc"[..], b""]);
        assert_eq!(parts::<3>(b"ab"), [b""; 3]);
    }
}
