//! Word vectors, TF-IDF and sentence vectors of one set of lyrics: ours and the peers' in turns,
//! and the ratio.
//!
//! `cargo bench --bench text -- LYRICS.csv [SENTENCE_MODEL]`: a table with a column `lyrics`, and
//! the folder of a sentence transformer. `PYTHON` names a Python that has what
//! `benches/peers/text.py` asks for (`python3` otherwise); without one, our own times stand alone.
//! `THREADS` sets the number of threads of both sides (4 otherwise).

mod support;

use std::path::{Path, PathBuf};
use std::time::Instant;

use latentune::config::{TextConfig, VectorsConfig};
use latentune::job::Reporter;
use latentune::text::sentences::SentenceModel;
use latentune::text::{tokens, train_vectors, word_tfidf};
use rayon::prelude::*;
use support::Peer;

const N_ROUNDS: usize = 3;

/// Lyrics that the sentence model reads: enough to keep every thread busy.
const N_SENTENCES: usize = 64;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    let Some(table) = arguments.next() else {
        println!("give a table of lyrics: cargo bench --bench text -- LYRICS.csv [SENTENCE_MODEL]");
        return;
    };
    let n_threads: usize = std::env::var("THREADS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(4);
    rayon::ThreadPoolBuilder::new()
        .num_threads(n_threads)
        .build_global()
        .expect("no pool was made before");
    let texts = lyrics(Path::new(&table));
    let documents: Vec<Vec<String>> = texts.par_iter().map(|t| tokens(t)).collect();
    let texts: Vec<String> = texts
        .into_iter()
        .filter(|t| !t.trim().is_empty())
        .take(N_SENTENCES)
        .collect();
    let data = Data::write(&documents, &texts);
    let model = arguments.next().map(PathBuf::from);
    let mut peer = start_peer(&data.path, n_threads, model.as_deref());

    println!("{} lyrics, {n_threads} threads", documents.len());
    println!("{:<12} {:>10} {:>12} {:>8}", "", "ours", "peer", "ratio");
    let vectors = VectorsConfig {
        n_epochs: 5,
        ..VectorsConfig::default()
    };
    compare("word2vec", &mut peer, || {
        train_vectors(&documents, &vectors, 1, &Reporter::silent()).expect("nobody presses Stop");
    });
    compare("tfidf", &mut peer, || {
        word_tfidf(&documents, &TextConfig::default());
    });
    if let Some(folder) = model {
        let model = SentenceModel::open(&folder, 0).expect("the folder of a sentence transformer");
        compare("sentences", &mut peer, || {
            texts.par_iter().for_each(|t| {
                model.embed(t).expect("finite weights");
            });
        });
    }
}

/// Both sides `N_ROUNDS` times, one after the other, and the medians.
fn compare(name: &str, peer: &mut Option<Peer>, ours: impl Fn()) {
    let (mut our_secs, mut their_secs) = (Vec::new(), Vec::new());
    for _ in 0..N_ROUNDS {
        let begun = Instant::now();
        ours();
        our_secs.push(begun.elapsed().as_secs_f64());
        their_secs.extend(
            peer.as_mut()
                .map(|peer| peer.ask(name).parse::<f64>().expect("seconds")),
        );
    }
    let ours = median(our_secs);
    match their_secs.is_empty() {
        true => println!("{name:<12} {ours:>8.3} s {:>12} {:>8}", "-", "-"),
        false => {
            let theirs = median(their_secs);
            println!(
                "{name:<12} {ours:>8.3} s {theirs:>10.3} s {:>7.2}x",
                theirs / ours
            );
        }
    }
}

fn median(mut secs: Vec<f64>) -> f64 {
    secs.sort_by(f64::total_cmp);
    secs[secs.len() / 2]
}

fn lyrics(path: &Path) -> Vec<String> {
    let mut reader = csv::Reader::from_path(path).expect("a table that can be read");
    let column = reader
        .headers()
        .expect("a first line")
        .iter()
        .position(|name| name == "lyrics");
    let column = column.expect("a column `lyrics`");
    reader
        .records()
        .map(|record| record.expect("a table without broken lines")[column].to_string())
        .collect()
}

/// What both sides read, as JSON in a temporary file.
struct Data {
    path: PathBuf,
}

impl Data {
    fn write(documents: &[Vec<String>], texts: &[String]) -> Self {
        let path =
            std::env::temp_dir().join(format!("latentune-bench-text-{}.json", std::process::id()));
        let json = serde_json::json!({ "documents": documents, "texts": texts });
        std::fs::write(&path, json.to_string()).expect("the temporary folder can be written");
        Self { path }
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// gensim, scikit-learn and sentence-transformers.
fn start_peer(data: &Path, n_threads: usize, model: Option<&Path>) -> Option<Peer> {
    let mut arguments = vec![data.as_os_str().to_owned(), n_threads.to_string().into()];
    arguments.extend(model.map(|model| model.as_os_str().to_owned()));
    let peer = Peer::start("text.py", "gensim, sklearn", arguments);
    if peer.is_none() {
        println!("no gensim and scikit-learn: set PYTHON to compare with them");
    }
    peer
}
