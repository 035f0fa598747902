use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::*;
use crate::config::{VectorsConfig, Weighting};
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::cosine;

const FOLDER: &str = "tests/golden/text/vectors";

fn golden() -> Value {
    serde_json::from_str(&std::fs::read_to_string(format!("{FOLDER}/golden.json")).unwrap())
        .unwrap()
}

fn documents(golden: &Value) -> Vec<Vec<String>> {
    let list = |v: &Value| {
        v.as_array()
            .unwrap()
            .iter()
            .map(|w| w.as_str().unwrap().to_string())
            .collect()
    };
    golden["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(list)
        .collect()
}

fn numbers(v: &Value) -> Vec<f32> {
    v.as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_f64().unwrap() as f32)
        .collect()
}

fn load(path: impl AsRef<Path>) -> Result<WordVectors> {
    load_vectors(path.as_ref(), &documents(&golden()), &Reporter::silent())
}

#[track_caller]
fn compare(file: &str, expected: &Value, tolerance: f32) {
    let ours = load(format!("{FOLDER}/{file}")).unwrap();
    let expected = expected.as_object().unwrap();
    let both = |words: Vec<&String>| words.into_iter().cloned().collect::<BTreeSet<String>>();
    assert_eq!(
        both(ours.words.iter().collect()),
        both(expected.keys().collect())
    );
    for (word, vector) in expected {
        for (a, b) in ours.get(word).unwrap().iter().zip(numbers(vector)) {
            assert!((a - b).abs() < tolerance, "{word}: {a} {b}");
        }
    }
}

#[test]
fn word2vec_files_read_as_gensim_wrote_them() {
    let golden = golden();
    compare("model.txt", &golden["word2vec"], 1e-7);
    compare("model.bin", &golden["word2vec"], 1e-7);
}

#[test]
fn fasttext_gives_its_vectors_to_known_and_unknown_words() {
    let golden = golden();
    compare("model.fasttext.bin", &golden["fasttext"], 1e-6);
    let in_vec: serde_json::Map<String, Value> = (golden["in_vec"].as_array().unwrap().iter())
        .map(|w| {
            (
                w.as_str().unwrap().to_string(),
                golden["fasttext"][w.as_str().unwrap()].clone(),
            )
        })
        .collect();
    assert!(in_vec.len() >= 5);
    compare("model.vec", &Value::Object(in_vec), 1e-5);
}

#[test]
fn a_file_cut_anywhere_is_told_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["model.txt", "model.bin", "model.vec", "model.fasttext.bin"] {
        let whole = std::fs::read(format!("{FOLDER}/{name}")).unwrap();
        let path = folder.path().join(name);
        // Some last bytes may go without harm: those of fastText's output vectors (a row of five
        // numbers for each of 14 words, after 17 bytes), a line end, a digit of the last number.
        let most = whole.len()
            - match name {
                "model.fasttext.bin" => 14 * 5 * 4 + 17,
                "model.bin" => 2,
                _ => 12,
            };
        for cut in (0..most).step_by(7) {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let error = load(&path)
                .expect_err(&format!("{name} cut at {cut}"))
                .to_string();
            assert!(error.ends_with(name) && !error.contains('\n'), "{error}");
        }
    }
}

#[test]
fn garbled_files_are_told_by_cause() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v");
    let cause = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        let text = load(&path).unwrap_err().to_string();
        text.strip_suffix(&format!(": {}", path.display()))
            .unwrap()
            .to_string()
    };
    let header =
        "not a file of word vectors: its first line must be the number of words and of dimensions";
    assert_eq!(cause(b""), header);
    assert_eq!(cause(b"\x89PNG\r\n\x1a\n"), header);
    assert_eq!(cause(b"the 1 2 3\n"), header);
    assert_eq!(
        cause(b"2 3\nthe 1 2 3\nriver 1 2\n"),
        "word 2 of 2 has 2 numbers, not 3"
    );
    assert_eq!(
        cause(b"2 3\nthe 1 2 3\nriver 1 x 3\n"),
        "word 2 of 2 has something that is not a number"
    );
    assert_eq!(
        cause(b"1 3\nthe 1 NaN 3\n"),
        "word 1 of 1 has something that is not a number"
    );
    assert_eq!(
        cause(b"3 3\nthe 1 2 3\nriver 1 2 3\n"),
        "ends before word 3 of 3"
    );
    let mut old = 793_712_314_i32.to_le_bytes().to_vec();
    old.extend(11_i32.to_le_bytes());
    assert_eq!(
        cause(&old),
        "a fastText file of version 11; only 12 can be read"
    );
    let missing = load(folder.path().join("nowhere")).unwrap_err().to_string();
    assert!(
        missing.starts_with("cannot read word vectors: "),
        "{missing}"
    );
    let a_folder = load(folder.path()).unwrap_err().to_string();
    assert!(a_folder.contains("folder"), "{a_folder}");
}

/// A pruned model says which row each of its buckets has; one below 0 is none.
#[test]
fn a_bucket_of_no_row_is_told() {
    let mut bytes = std::fs::read(format!("{FOLDER}/model.fasttext.bin")).unwrap();
    // Behind twelve settings, a double, three counts and the number of tokens; then the words.
    let (n_words_at, n_kept_at) = (4 * 14 + 8 + 4, 4 * 14 + 8 + 12 + 8);
    let n_words = bytes[n_words_at];
    let mut at = n_kept_at + 8;
    for _ in 0..n_words {
        at += bytes[at..].iter().position(|b| *b == 0).unwrap() + 1 + 9;
    }
    bytes[n_kept_at..n_kept_at + 8].copy_from_slice(&1_i64.to_le_bytes());
    let kept = [0_i32, -1].map(i32::to_le_bytes).concat();
    bytes.splice(at..at, kept);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v.bin");
    std::fs::write(&path, bytes).unwrap();
    let error = load(&path).unwrap_err().to_string();
    assert!(
        error.starts_with("a damaged fastText file: its table lacks rows"),
        "{error}"
    );
}

#[test]
fn song_vectors_equal_the_papers() {
    let golden = golden();
    let documents = documents(&golden);
    let vectors = load(format!("{FOLDER}/model.bin")).unwrap();
    for (name, weighting) in [("sif", Weighting::Sif), ("tfidf", Weighting::Tfidf)] {
        let (values, present) = song_vectors(&documents, &vectors, weighting).unwrap();
        assert_eq!(
            present,
            documents.iter().map(|d| d[0] != "zzz").collect::<Vec<_>>()
        );
        for (ours, expected) in values.rows().zip(golden[name].as_array().unwrap()) {
            for (a, b) in ours.iter().zip(numbers(expected)) {
                assert!((a - b).abs() < 2e-6, "{name}: {a} {b}");
            }
        }
    }
    let (mean, _) = song_vectors(
        &[vec!["sea".into(), "rain".into()]],
        &vectors,
        Weighting::Mean,
    )
    .unwrap();
    let both = vectors
        .get("sea")
        .unwrap()
        .iter()
        .zip(vectors.get("rain").unwrap());
    for (a, (x, y)) in mean.row(0).iter().zip(both) {
        assert!((a - (x + y) / 2.0).abs() < 1e-6);
    }
}

/// Four topics of ten words each, and ten words that are in all: each song keeps to one topic.
fn topics(n_songs: usize) -> Vec<Vec<String>> {
    let mut state = 3_u64;
    let mut draw = |n: u64| {
        state = crate::random::splitmix64(state);
        state % n
    };
    (0..n_songs)
        .map(|song| {
            let word = |draw: &mut dyn FnMut(u64) -> u64| match draw(3) {
                0 => format!("common{}", draw(10)),
                _ => format!("topic{}word{}", song % 4, draw(10)),
            };
            (0..60).map(|_| word(&mut draw)).collect()
        })
        .collect()
}

fn small() -> VectorsConfig {
    VectorsConfig {
        n_dims: 20,
        n_epochs: 15,
        sample: 0.0,
        ..VectorsConfig::default()
    }
}

/// The `n` words whose vectors have the largest cosine with that of `word`, the nearest first.
fn nearest<'a>(vectors: &'a WordVectors, word: &str, n: usize) -> Vec<(&'a str, f32)> {
    let wanted = vectors.get(word).unwrap();
    let mut all: Vec<(&str, f32)> = (vectors.words.iter())
        .map(|other| (other.as_str(), cosine(wanted, vectors.get(other).unwrap())))
        .filter(|(other, _)| *other != word)
        .collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    all.truncate(n);
    all
}

#[test]
fn words_of_one_topic_are_nearest() {
    let vectors = train_vectors(&topics(120), &small(), 1, &Reporter::silent()).unwrap();
    assert_eq!((vectors.words.len(), vectors.n_dims()), (50, 20));
    for word in vectors.words.iter().filter(|w| w.starts_with("topic")) {
        let near = nearest(&vectors, word, 9);
        let same = near
            .iter()
            .filter(|(other, _)| other[..6] == word[..6])
            .count();
        assert_eq!(same, 9, "{word}: {near:?}");
    }
}

#[test]
fn the_number_of_threads_changes_no_bit_and_the_seed_does() {
    let documents = topics(120);
    let config = VectorsConfig {
        n_epochs: 2,
        sample: 1e-3,
        ..small()
    };
    let with = |n_threads: usize, seed: u64| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(n_threads)
            .build()
            .unwrap();
        pool.install(|| train_vectors(&documents, &config, seed, &Reporter::silent()).unwrap())
    };
    let one = with(1, 5);
    assert_eq!(one, with(3, 5));
    assert_eq!(one, with(8, 5));
    assert_ne!(one, with(1, 6));
}

#[test]
fn stop_ends_the_training_and_no_words_give_no_vectors() {
    let (reporter, _progress, stop) = Reporter::channel();
    stop.cancel();
    assert!(train_vectors(&topics(8), &small(), 1, &reporter).is_err());
    let none = train_vectors(
        &[vec![], vec!["once".into()]],
        &small(),
        1,
        &Reporter::silent(),
    )
    .unwrap();
    assert_eq!((none.words.len(), none.n_dims()), (0, 20));
    let (values, present) = song_vectors(&[vec!["once".into()]], &none, Weighting::Sif).unwrap();
    assert_eq!((values.as_slice(), present), (&[0.0; 20][..], vec![false]));
}
