//! Settings of lyric features.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::words::{Text, id, same};

use super::Config;
use super::knob::{Group, Knob, choice, number, span, switch, text};

/// What is made of lyrics.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextConfig {
    /// Lyrics in Bengali script are written in Latin letters first, so that songs are not told
    /// apart by their script.
    pub(crate) romanise: bool,
    /// TF-IDF of words and of letters.
    pub(crate) tfidf: bool,
    /// Shortest and longest word n-gram. `[0, 0]` leaves words out.
    pub(crate) word_ngrams: [usize; 2],
    /// Shortest and longest character n-gram within words. `[0, 0]` leaves characters out.
    pub(crate) char_ngrams: [usize; 2],
    /// A term must occur in at least this many lyrics.
    pub(crate) min_df: usize,
    /// A term in more than this share of the lyrics is dropped.
    pub(crate) max_df: f32,
    /// At most this many word terms, the most frequent first.
    pub(crate) max_words: usize,
    /// At most this many character terms, the most frequent first.
    pub(crate) max_chars: usize,
    /// 1 + ln(tf) in place of tf.
    pub(crate) sublinear_tf: bool,
    pub(crate) vectors: VectorsConfig,
    pub(crate) sentences: SentencesConfig,
}

impl Default for TextConfig {
    fn default() -> Self {
        Self {
            romanise: false,
            tfidf: true,
            word_ngrams: [1, 2],
            char_ngrams: [2, 4],
            min_df: 2,
            max_df: 0.9,
            max_words: 500,
            max_chars: 500,
            sublinear_tf: true,
            vectors: VectorsConfig::default(),
            sentences: SentencesConfig::default(),
        }
    }
}

/// How the vectors of a song's words become one vector.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Weighting {
    /// Smooth inverse frequency, and the first principal direction taken out (Arora, Liang & Ma
    /// 2017).
    Sif,
    /// Each word by its inverse document frequency.
    Tfidf,
    /// All words alike.
    Mean,
}

impl Weighting {
    pub(crate) fn label(self) -> Text {
        match self {
            Weighting::Sif => same("SIF"),
            Weighting::Tfidf => same("TF-IDF"),
            Weighting::Mean => id::FIELDS_MEAN,
        }
    }
}

/// Word vectors: skip-gram with negative sampling, learnt from the library's own lyrics or read
/// from a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VectorsConfig {
    /// False leaves word vectors out.
    pub on: bool,
    /// Pretrained vectors (word2vec text or binary, fastText text or `.bin`); none trains on the
    /// lyrics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// How the vectors of a song's words become one.
    pub weighting: Weighting,
    /// Dimensions of vectors that are learnt; a file has its own.
    pub n_dims: usize,
    /// Words to each side that are predicted, at most.
    pub window: usize,
    /// Noise words for each predicted one.
    pub negative: usize,
    /// Passes over the lyrics.
    pub n_epochs: usize,
    /// A word must occur this often.
    pub min_count: usize,
    /// Words more frequent than this share are thinned out; 0 for none.
    pub sample: f64,
    /// At the first word; it falls linearly to nearly 0 at the last.
    pub learning_rate: f32,
}

impl Default for VectorsConfig {
    fn default() -> Self {
        Self {
            on: false,
            file: None,
            weighting: Weighting::Sif,
            n_dims: 100,
            window: 5,
            negative: 5,
            n_epochs: 20,
            min_count: 2,
            sample: 1e-3,
            learning_rate: 0.025,
        }
    }
}

/// A sentence transformer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SentencesConfig {
    pub(crate) on: bool,
    /// A folder in the layout of sentence-transformers, or the name of a model to fetch into the
    /// cache.
    pub(crate) model: String,
    /// Tokens of a window into which long lyrics are cut; 0 for as many as the model takes.
    pub(crate) window_tokens: usize,
}

pub(super) const KNOBS: &[Knob] = &[
    switch!(text.tfidf)
        .on(Group::Features, id::COMMON_WORDS_LETTERS)
        .says(id::GLOSSARY_TF_IDF_WORDS_LETTER_SEQUENCES)
        .formula(same("tf · log(n / df)"))
        .source("Spärck Jones 1972")
        .when(|c| c.fusion.modality.has_lyrics()),
    switch!(text.vectors.on)
        .on(Group::Features, id::COMMON_WORD_VECTORS)
        .says(id::GLOSSARY_WORD2VEC_WORDS_STAND_LIKE_PLACES)
        .formula(same("max Σ log σ(u · v) + Σ log σ(−u · noise)"))
        .source("Mikolov et al. 2013")
        .when(|c| c.fusion.modality.has_lyrics()),
    switch!(text.sentences.on)
        .on(Group::Features, id::COMMON_SENTENCE_VECTORS)
        .says(id::GLOSSARY_SENTENCE_TRANSFORMER_READS_LYRICS)
        .source("Reimers & Gurevych 2019")
        .when(|c| c.fusion.modality.has_lyrics()),
    switch!(text.romanise)
        .on(Group::Features, id::COMMON_ROMANISE_BANGLA)
        .says(id::GLOSSARY_WRITES_BANGLA_LYRICS_LATIN_LETTERS)
        .when(|c| c.fusion.modality.has_lyrics()),
    number!(text.max_words: usize, 1.0..=100_000.0, 5.0)
        .on(Group::Lyrics, id::COMMON_WORD_TERMS)
        .says(id::GLOSSARY_AT_MOST_THIS_MANY_WORDS),
    number!(text.max_chars: usize, 1.0..=100_000.0, 5.0)
        .on(Group::Lyrics, id::COMMON_LETTER_TERMS)
        .says(id::GLOSSARY_AT_MOST_THIS_MANY_LETTER),
    number!(text.min_df: usize, 1.0..=100_000.0, 0.05)
        .on(Group::Lyrics, id::COMMON_AT_LEAST)
        .says(id::GLOSSARY_TERM_MUST_OCCUR_THIS_MANY),
    number!(text.max_df: f32, 0.0001..=1.0, 0.005)
        .on(Group::Lyrics, id::COMMON_AT_MOST)
        .says(id::GLOSSARY_TERM_MORE_THAN_THIS_SHARE),
    span!(text.word_ngrams, 5).says(id::CONFIG_SHORTEST_LONGEST_RUN_WORDS_TERM),
    span!(text.char_ngrams, 8).says(id::CONFIG_SHORTEST_LONGEST_RUN_LETTERS_WITHIN),
    switch!(text.sublinear_tf).says(id::CONFIG_TERM_COUNTS_1_PLUS_LN),
    text!(
        text.vectors.file,
        |c| {
            let file = c.text.vectors.file.as_ref();
            file.map_or_else(String::new, |file| file.display().to_string())
        },
        |c, typed| {
            let typed = typed.trim();
            c.text.vectors.file = (!typed.is_empty()).then(|| typed.into());
        }
    )
    .of_file()
    .on(Group::Lyrics, id::COMMON_VECTORS_FILE)
    .says(id::GLOSSARY_WORD_VECTORS_WERE_LEARNT_ELSEWHERE)
    .source("Mikolov et al. 2013; Bojanowski et al. 2017")
    .when(|c| c.text.vectors.on),
    choice!(text.vectors.weighting: Weighting)
        .on(Group::Lyrics, id::COMMON_WORDS_WEIGH)
        .says(id::GLOSSARY_HOW_VECTORS_SONG_WORDS_BECOME)
        .formula(same("a / (a + p(word))"))
        .source("Arora, Liang & Ma 2017")
        .when(|c| c.text.vectors.on),
    number!(text.vectors.n_dims: usize, 2.0..=2000.0, 1.0)
        .on(Group::Lyrics, id::FIELDS_DIMENSIONS)
        .called(id::GLOSSARY_DIMENSIONS_WORD)
        .says(id::GLOSSARY_NUMBERS_WORD_VECTOR_SMALL_LIBRARIES)
        .when(learns_vectors),
    number!(text.vectors.window: usize, 1.0..=50.0, 0.1)
        .on(Group::Lyrics, id::COMMON_WORDS_AROUND)
        .says(id::GLOSSARY_HOW_FAR_EACH_SIDE_WORD)
        .source("Mikolov et al. 2013")
        .when(learns_vectors),
    number!(text.vectors.negative: usize, 1.0..=100.0, 0.1)
        .on(Group::Lyrics, id::COMMON_NOISE_WORDS)
        .says(id::GLOSSARY_DRAWN_EACH_WORD_PREDICTED_BE)
        .source("Mikolov et al. 2013")
        .when(learns_vectors),
    number!(text.vectors.n_epochs: usize, 1.0..=10_000.0, 0.2)
        .on(Group::Lyrics, id::FIELDS_PASSES)
        .called(id::GLOSSARY_PASSES_OVER_LYRICS)
        .says(id::GLOSSARY_HOW_OFTEN_ALL_LYRICS_READ)
        .when(learns_vectors),
    number!(text.vectors.min_count: usize, 1.0..=100_000.0, 0.1)
        .on(Group::Lyrics, id::FIELDS_AT_LEAST)
        .called(id::GLOSSARY_WORD_AT_LEAST)
        .says(id::GLOSSARY_RARER_WORDS_GET_NO_VECTOR)
        .when(learns_vectors),
    number!(text.vectors.sample: f64, 0.0..=1.0, 0.0001)
        .says(id::CONFIG_WORDS_MORE_FREQUENT_THAN_THIS),
    number!(text.vectors.learning_rate: f32, 0.000001..=1.0, 0.0001)
        .says(id::CONFIG_STEP_SIZE_TRAINING_WORD_VECTORS),
    text!(
        text.sentences.model,
        |c| c.text.sentences.model.clone(),
        |c, typed| c.text.sentences.model = typed.to_string()
    )
    .on(Group::Lyrics, id::COMMON_MODEL_FOLDER)
    .says(id::GLOSSARY_FOLDER_SENTENCE_TRANSFORMER_OR_NAME)
    .source("Reimers & Gurevych 2020")
    .when(|c| c.text.sentences.on),
    number!(text.sentences.window_tokens: usize, 0.0..=8192.0, 1.0)
        .on(Group::Lyrics, id::COMMON_WINDOW_TOKENS)
        .unit(id::CONFIG_UNIT_TOKENS)
        .says(id::GLOSSARY_LONG_LYRICS_CUT_INTO_WINDOWS)
        .when(|c| c.text.sentences.on),
];

/// True when word vectors are learnt from the lyrics, and not read from a file.
fn learns_vectors(c: &Config) -> bool {
    c.text.vectors.on && c.text.vectors.file.is_none()
}
