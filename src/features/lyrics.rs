//! Blocks of lyrics: TF-IDF, word vectors, sentence vectors.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::block::numbered;
use super::kept::Kept;
use super::{Block, BlockId};
use crate::config::{Config, Keyed, VectorsConfig};
use crate::error::{Result, Warning};
use crate::job::{Reporter, Stage};
use crate::library::Song;
use crate::matrix::Matrix;
use crate::text::sentences::SentenceModel;
use crate::text::{self, TfIdf, WordVectors};
use crate::words::{id, say};

/// The words of every song, as all representations see them.
struct Words {
    /// The lines that are sung, romanised where that is asked for.
    texts: Vec<String>,
    documents: Vec<Vec<String>>,
    /// The songs that have any word.
    present: Vec<bool>,
}

impl Words {
    fn of(songs: &[Song], romanise: bool) -> Self {
        let text = |song: &Song| {
            let sung = song
                .lyrics
                .as_ref()
                .map_or_else(String::new, |lyrics| text::sung(&lyrics.text()));
            if romanise {
                text::romanise(&sung)
            } else {
                sung
            }
        };
        let texts: Vec<String> = songs.par_iter().map(text).collect();
        let documents: Vec<Vec<String>> = texts.par_iter().map(|t| text::tokens(t)).collect();
        let present = documents.iter().map(|d| !d.is_empty()).collect();
        Self {
            texts,
            documents,
            present,
        }
    }
}

/// What the blocks of lyrics are made of. A block is `None` where the settings do not ask for it, or
/// it says nothing of any song.
pub(super) struct Lyrics<'a> {
    songs: &'a [Song],
    config: &'a Config,
    kept: Kept<'a>,
    reporter: &'a Reporter,
    words: Words,
    has_words: bool,
}

impl<'a> Lyrics<'a> {
    /// # Errors
    /// [`crate::error::Error::Cancelled`].
    pub(super) fn read(
        songs: &'a [Song],
        config: &'a Config,
        kept: Kept<'a>,
        reporter: &'a Reporter,
    ) -> Result<Self> {
        reporter.step(Stage::Text, 0, 1, id::RUNS_WORDS);
        let words = Words::of(songs, config.text.romanise);
        reporter.checkpoint()?;
        Ok(Self {
            songs,
            config,
            kept,
            reporter,
            has_words: words.present.contains(&true),
            words,
        })
    }

    pub(super) fn word_terms(&self) -> Option<Block> {
        let asked = self.counts_terms() && self.config.text.word_ngrams != [0, 0];
        asked.then(|| {
            let found = text::word_tfidf(&self.words.documents, &self.config.text);
            self.terms(BlockId::LyricWords, found)
        })?
    }

    /// # Errors
    /// [`crate::error::Error::Cancelled`].
    pub(super) fn character_terms(&self) -> Result<Option<Block>> {
        if !self.counts_terms() {
            return Ok(None);
        }
        self.reporter.checkpoint()?;
        self.reporter
            .step(Stage::Text, 1, 2, id::FEATURES_CHARACTERS);
        let asked = self.config.text.char_ngrams != [0, 0];
        let block = asked.then(|| {
            let found = text::char_tfidf(&self.words.documents, &self.config.text);
            self.terms(BlockId::LyricCharacters, found)
        });
        self.reporter.step(Stage::Text, 2, 2, "");
        Ok(block.flatten())
    }

    fn counts_terms(&self) -> bool {
        self.has_words && self.config.text.tfidf
    }

    /// Too few documents for any term to reach `min_df` leave no columns.
    fn terms(&self, id: BlockId, found: TfIdf) -> Option<Block> {
        let TfIdf { terms, idf, values } = found;
        let has_any = !terms.is_empty();
        has_any.then(|| Block {
            idf,
            ..Block::of(id, terms, values, self.words.present.clone())
        })
    }

    /// Where terms were counted and none of them counts.
    pub(super) fn without_terms(&self, blocks: &[Block]) -> Option<Warning> {
        let is_of_terms = |block: &Block| {
            let id = BlockId::of_key(&block.name);
            id == Some(BlockId::LyricWords) || id == Some(BlockId::LyricCharacters)
        };
        if !self.counts_terms() || blocks.iter().any(is_of_terms) {
            return None;
        }
        let n = self.words.present.iter().filter(|p| **p).count();
        let config = &self.config.text;
        let (least, most) = (config.min_df, 100.0 * config.max_df);
        let cause = say(id::FEATURES_LEFT_OUT_N_THEM_NO)
            .with("n", n)
            .with("least", least)
            .with("most", format!("{most:.0}"));
        Some(Warning::new(id::LABELS_BLOCK_LYRICS, cause))
    }

    /// The terms of a block of other songs, by their frequencies there.
    pub(super) fn words_as(&self, known: &Block) -> Block {
        let rows = of_terms(known).words_of(&self.words.documents, &self.config.text);
        self.in_columns_of(known, BlockId::LyricWords, rows)
    }

    /// The same of letter sequences.
    pub(super) fn characters_as(&self, known: &Block) -> Block {
        let rows = of_terms(known).letters_of(&self.words.documents, &self.config.text);
        self.in_columns_of(known, BlockId::LyricCharacters, rows)
    }

    fn in_columns_of(&self, known: &Block, id: BlockId, rows: Matrix) -> Block {
        Block {
            idf: known.idf.clone(),
            ..Block::of(id, known.columns.clone(), rows, self.words.present.clone())
        }
    }

    /// Vectors as the songs of `known` were given theirs.
    ///
    /// # Errors
    /// As [`Lyrics::vectors`].
    pub(super) fn vectors_as(&self, known: &[Song]) -> Result<Block> {
        let config = &self.config.text.vectors;
        let known = Words::of(known, self.config.text.romanise).documents;
        let later = &self.words.documents;
        let wanted = [known.as_slice(), later].concat();
        let seed = self.config.stream(Stage::Text);
        let vectors = word_vectors(&known, &wanted, config, seed, self.reporter)?;
        let (values, present) =
            text::later_song_vectors(&known, later, &vectors, config.weighting)?;
        let columns = numbered("vector", vectors.n_dims());
        Ok(Block::of(BlockId::LyricVectors, columns, values, present))
    }

    /// # Errors
    /// When pretrained vectors cannot be read; [`crate::error::Error::Cancelled`].
    pub(super) fn vectors(&self, warnings: &mut Vec<Warning>) -> Result<Option<Block>> {
        let config = &self.config.text.vectors;
        if !(self.has_words && config.on) {
            return Ok(None);
        }
        let seed = self.config.stream(Stage::Text);
        vectors_block(&self.words, config, seed, warnings, self.reporter)
    }

    /// # Errors
    /// When the model cannot be read; [`crate::error::Error::Cancelled`].
    pub(super) fn sentences(&self, warnings: &mut Vec<Warning>) -> Result<Option<Block>> {
        let config = &self.config.text.sentences;
        if !(self.has_words && config.on) {
            return Ok(None);
        }
        let model = SentenceModel::of(config)?;
        let (asked, used) = (config.window_tokens, model.window_tokens());
        if asked > used {
            let cause = say(id::PIPELINE_WINDOW_TOKENS)
                .with("n", asked)
                .with("k", used);
            warnings.push(Warning::new(BlockId::LyricSentences.name(), cause));
        }
        let (vectors, failure) = self.sentence_vectors(&model)?;
        warnings.extend(failure);
        Ok(Some(sentences_block(&vectors, &self.words, &model)))
    }

    /// The hash of the words of each song, by which vectors of them are found again; `None` without
    /// any.
    pub(super) fn hashes(&self) -> Vec<Option<String>> {
        let words = self.words.texts.iter().zip(&self.words.present);
        words
            .map(|(text, has_words)| has_words.then(|| hash(text)))
            .collect()
    }

    /// The vector of each song's words by a sentence transformer, as it gives them; from the table
    /// or the cache where the words and the model are those of before. With a warning where the
    /// cache cannot be written.
    ///
    /// # Errors
    /// When the model cannot be read; [`crate::error::Error::Cancelled`].
    pub(super) fn sentence_vectors(&self, model: &SentenceModel) -> Result<Vectors> {
        let (songs, words) = (self.songs, &self.words);
        let total = words.present.iter().filter(|p| **p).count();
        let done = AtomicUsize::new(0);
        let cache_failure: Mutex<Option<String>> = Mutex::new(None);
        let settings = sentence_settings(model);
        let one = |i: usize| -> Result<Option<Vec<f32>>> {
            if !words.present[i] {
                return Ok(None);
            }
            self.reporter.checkpoint()?;
            let (text, hash) = (&words.texts[i], hash(&words.texts[i]));
            let stored = self.kept.values(&hash, &settings);
            let vector = match stored.filter(|v| v.len() == model.n_dims()) {
                Some(vector) => vector,
                None => {
                    let vector = model.embed(text)?;
                    if let Err(e) = self.kept.cache.put_values(&hash, &settings, &vector) {
                        cache_failure
                            .lock()
                            .unwrap_or_else(|p| p.into_inner())
                            .get_or_insert(e.to_string());
                    }
                    vector
                }
            };
            self.reporter.step(
                Stage::Text,
                done.fetch_add(1, Ordering::Relaxed) + 1,
                total,
                &songs[i].title,
            );
            Ok(Some(vector))
        };
        let vectors = (0..songs.len()).into_par_iter().map(one);
        let vectors = vectors.collect::<Result<_>>()?;
        let failure = cache_failure.into_inner();
        let failure = failure.unwrap_or_else(|p| p.into_inner()).map(|cause| {
            let cause = say(id::FEATURES_CANNOT_BE_WRITTEN_SO_NEXT_2).with("cause", cause);
            Warning::new(id::ERROR_FEATURE_CACHE, cause)
        });
        Ok((vectors, failure))
    }
}

/// One a song, and what went wrong beside it.
type Vectors = (Vec<Option<Vec<f32>>>, Option<Warning>);

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// All that decides a vector of words.
pub(super) fn sentence_settings(model: &SentenceModel) -> String {
    format!("sentences {}", model.fingerprint())
}

/// Song vectors of word vectors. Their dimensions are standardised: a few of them have most of the
/// variance in every set of word vectors (Mu & Viswanath 2018), and which these are is an accident
/// of the training.
fn vectors_block(
    words: &Words,
    config: &VectorsConfig,
    seed: u64,
    warnings: &mut Vec<Warning>,
    reporter: &Reporter,
) -> Result<Option<Block>> {
    let vectors = word_vectors(&words.documents, &words.documents, config, seed, reporter)?;
    let (values, present) = text::song_vectors(&words.documents, &vectors, config.weighting)?;
    if !present.contains(&true) {
        let cause = match &config.file {
            Some(path) => say(id::FEATURES_LEFT_OUT_NONE_LYRICS_WORDS).with("file", path.display()),
            None => say(id::FEATURES_LEFT_OUT_NO_WORD_OCCURS).with("n", config.min_count),
        };
        warnings.push(Warning::new(BlockId::LyricVectors.name(), cause));
        return Ok(None);
    }
    let n_words: usize = words.documents.iter().map(Vec::len).sum();
    let n_known = words
        .documents
        .iter()
        .flatten()
        .filter(|w| vectors.get(w).is_some())
        .count();
    if 2 * n_known < n_words {
        let cause =
            say(id::FEATURES_THEY_KNOW_ONLY_SHARE_PERCENT).with("share", 100 * n_known / n_words);
        warnings.push(Warning::new(BlockId::LyricVectors.name(), cause));
    }
    let columns = numbered("vector", vectors.n_dims());
    Ok(Some(Block::of(
        BlockId::LyricVectors,
        columns,
        values,
        present,
    )))
}

fn of_terms(block: &Block) -> TfIdf {
    TfIdf {
        terms: block.columns.clone(),
        idf: block.idf.clone(),
        values: Matrix::zeros(0, 0),
    }
}

/// Pretrained vectors of the words that are `wanted`, or those trained on the `known` documents.
fn word_vectors(
    known: &[Vec<String>],
    wanted: &[Vec<String>],
    config: &VectorsConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<WordVectors> {
    match &config.file {
        Some(path) => {
            let reading = say(id::FEATURES_READING_PATH).with("path", path.display());
            reporter.step(Stage::Text, 0, 1, reading);
            text::load_vectors(path, wanted, reporter)
        }
        None => text::train_vectors(known, config, seed, reporter),
    }
}

/// Vectors by a sentence transformer, of norm 1.
fn sentences_block(vectors: &[Option<Vec<f32>>], words: &Words, model: &SentenceModel) -> Block {
    let mut values = Matrix::zeros(vectors.len(), model.n_dims());
    for (i, vector) in vectors.iter().enumerate() {
        if let Some(vector) = vector {
            let norm = vector
                .iter()
                .map(|v| f64::from(*v).powi(2))
                .sum::<f64>()
                .sqrt();
            let factor = if norm > 0.0 { 1.0 / norm } else { 0.0 };
            values
                .row_mut(i)
                .iter_mut()
                .zip(vector)
                .for_each(|(out, v)| *out = (f64::from(*v) * factor) as f32);
        }
    }
    let columns = numbered("sentence", model.n_dims());
    Block::of(
        BlockId::LyricSentences,
        columns,
        values,
        words.present.clone(),
    )
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::features::{BlockKind, Cache};
    use crate::library::Lyrics;

    fn songs(lyrics: &[&str]) -> Vec<Song> {
        let song = |(i, text): (usize, &&str)| Song {
            id: i.to_string(),
            title: String::new(),
            artist: String::new(),
            audio: None,
            lyrics: (!text.is_empty()).then(|| Lyrics::from_text(text)),
            language: None,
        };
        lyrics.iter().enumerate().map(song).collect()
    }

    const LYRICS: [&str; 5] = [
        "[Verse]\nthe river carries the lantern\nrain on the river",
        "",
        "নদীর জলে চাঁদ ভাসে\nনদীর ঘাটে বৃষ্টি নামে",
        "[Instrumental]",
        "rain on the lantern and rain on the sea\nবৃষ্টি নামে চাঁদ ভাসে",
    ];

    fn blocks(config: &Config, cache: &Cache) -> (Vec<Block>, Vec<Warning>) {
        let (songs, reporter) = (songs(&LYRICS), Reporter::silent());
        let mut warnings = Vec::new();
        let kept = Kept { table: None, cache };
        let lyrics = super::Lyrics::read(&songs, config, kept, &reporter).unwrap();
        let blocks: Vec<Block> = [
            lyrics.word_terms(),
            lyrics.character_terms().unwrap(),
            lyrics.vectors(&mut warnings).unwrap(),
            lyrics.sentences(&mut warnings).unwrap(),
        ]
        .into_iter()
        .flatten()
        .collect();
        warnings.extend(lyrics.without_terms(&blocks));
        (blocks, warnings)
    }

    fn everything() -> Config {
        let mut config = Config::plain();
        config.text.vectors.on = true;
        config.text.vectors.n_dims = 8;
        config.text.sentences.on = true;
        config.text.sentences.model = "tests/golden/text/sentences/xlm-roberta".to_string();
        config
    }

    #[test]
    fn each_representation_is_a_block_of_the_songs_that_have_words() {
        let (blocks, warnings) = blocks(&everything(), &Cache { folder: None });
        let names: Vec<&str> = blocks.iter().map(|b| b.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "lyric words",
                "lyric characters",
                "lyric vectors",
                "lyric sentences"
            ]
        );
        for block in &blocks {
            assert_eq!((block.kind, block.values.n_rows()), (BlockKind::Lyrics, 5));
            assert_eq!(block.values.n_cols(), block.columns.len());
            assert_eq!(
                block.present,
                [true, false, true, false, true],
                "{}",
                block.name
            );
            assert!(
                block
                    .values
                    .row(1)
                    .iter()
                    .chain(block.values.row(3))
                    .all(|v| *v == 0.0)
            );
        }
        let norm = |row: &[f32]| row.iter().map(|v| v * v).sum::<f32>().sqrt();
        assert!(
            [0, 2, 4]
                .iter()
                .all(|&i| (norm(blocks[3].values.row(i)) - 1.0).abs() < 1e-6)
        );
        assert!(warnings.is_empty(), "{warnings:?}");
    }

    #[test]
    fn tfidf_off_leaves_it_out() {
        let mut config = everything();
        config.text.tfidf = false;
        config.text.sentences.on = false;
        let (blocks, _) = blocks(&config, &Cache { folder: None });
        assert_eq!(
            blocks.iter().map(|b| b.name.as_str()).collect::<Vec<_>>(),
            ["lyric vectors"]
        );
    }

    #[test]
    fn romanised_lyrics_have_latin_terms_alone_and_other_vectors() {
        let (plain, _) = blocks(&everything(), &Cache { folder: None });
        let mut config = everything();
        config.text.romanise = true;
        let (latin, _) = blocks(&config, &Cache { folder: None });
        assert!(plain[0].columns.iter().any(|term| !term.is_ascii()));
        assert!(
            latin[..2]
                .iter()
                .flat_map(|b| &b.columns)
                .all(|term| term.is_ascii())
        );
        assert!(
            latin[0].columns.contains(&"bristi".to_string()),
            "{:?}",
            latin[0].columns
        );
        assert_ne!(plain[3].values.row(2), latin[3].values.row(2));
        assert_eq!(plain[3].values.row(0), latin[3].values.row(0));
    }

    #[test]
    fn sentence_vectors_come_from_the_cache_bit_for_bit() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache {
            folder: Some(folder.path().into()),
        };
        let mut config = everything();
        config.text.vectors.on = false;
        let fresh = blocks(&config, &cache);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
        assert_eq!(fresh, blocks(&config, &cache));
        assert_eq!(fresh, blocks(&config, &Cache { folder: None }));
    }

    #[test]
    fn what_has_no_vectors_is_left_out_with_a_warning() {
        let mut config = everything();
        config.text.sentences.on = false;
        config.text.vectors.min_count = 50;
        let (found, warnings) = blocks(&config, &Cache { folder: None });
        assert_eq!(found.len(), 2);
        assert_eq!(
            warnings[0].to_string(),
            "lyric vectors: left out: no word occurs 50 times"
        );
        config.text.vectors.file = Some(PathBuf::from("tests/golden/text/vectors/model.txt"));
        assert_eq!(
            blocks(&config, &Cache { folder: None }).0[2]
                .values
                .n_cols(),
            6
        );
    }

    #[test]
    fn a_missing_sentence_model_ends_the_run_with_what_to_do() {
        let mut config = everything();
        config.text.sentences.model.clear();
        let (songs, cache, reporter) = (songs(&LYRICS), Cache { folder: None }, Reporter::silent());
        let kept = Kept {
            table: None,
            cache: &cache,
        };
        let lyrics = super::Lyrics::read(&songs, &config, kept, &reporter).unwrap();
        let result = lyrics.sentences(&mut Vec::new());
        assert!(result.unwrap_err().to_string().contains("latentune fetch"));
    }
}
