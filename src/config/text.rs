//! Settings of lyric features.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::Config;
use super::knob::{Group, Knob, choice, number, span, switch, text};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextConfig {
    /// Lyrics in Bengali script are written in Latin letters first, so that songs are not told
    /// apart by their script.
    pub romanise: bool,
    /// TF-IDF of words and of letters.
    pub tfidf: bool,
    /// Shortest and longest word n-gram. `[0, 0]` leaves words out.
    pub word_ngrams: [usize; 2],
    /// Shortest and longest character n-gram within words. `[0, 0]` leaves characters out.
    pub char_ngrams: [usize; 2],
    /// A term must occur in at least this many lyrics.
    pub min_df: usize,
    /// A term in more than this share of the lyrics is dropped.
    pub max_df: f32,
    /// At most this many word terms, the most frequent first.
    pub max_words: usize,
    /// At most this many character terms, the most frequent first.
    pub max_chars: usize,
    /// 1 + ln(tf) in place of tf.
    pub sublinear_tf: bool,
    pub vectors: VectorsConfig,
    pub sentences: SentencesConfig,
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
    pub fn label(self) -> &'static str {
        match self {
            Weighting::Sif => "SIF",
            Weighting::Tfidf => "TF-IDF",
            Weighting::Mean => "mean",
        }
    }
}

/// Word vectors: skip-gram with negative sampling, learnt from the library's own lyrics or read
/// from a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VectorsConfig {
    pub on: bool,
    /// Pretrained vectors (word2vec text or binary, fastText text or `.bin`); none trains on the
    /// lyrics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    pub weighting: Weighting,
    pub n_dims: usize,
    /// Words to each side that are predicted, at most.
    pub window: usize,
    /// Noise words for each predicted one.
    pub negative: usize,
    pub n_epochs: usize,
    /// A word must occur this often.
    pub min_count: usize,
    /// Words more frequent than this share are thinned out; 0 for none.
    pub sample: f64,
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
pub struct SentencesConfig {
    pub on: bool,
    /// A folder in the layout of sentence-transformers, or the name of a model to fetch into the
    /// cache.
    pub model: String,
    /// Tokens of a window into which long lyrics are cut; 0 for as many as the model takes.
    pub window_tokens: usize,
}

pub(super) const KNOBS: &[Knob] = &[
    switch!(text.tfidf)
        .on(Group::Features, "Words and letters")
        .says(
            "TF-IDF of words and of letter sequences: how often a term is in a song, against how \
             many songs have it. Letters know the script and spelling, words know the topic.",
        )
        .formula("tf · log(n / df)")
        .source("Spärck Jones 1972")
        .when(|c| c.fusion.modality.has_lyrics()),
    switch!(text.vectors.on)
        .on(Group::Features, "Word vectors")
        .says(
            "Word2Vec: words that stand in like places get like vectors, and a song has the mean \
             of its words'. It needs a few hundred lyrics, or a file of vectors that were learnt \
             elsewhere.",
        )
        .formula("max Σ log σ(u · v) + Σ log σ(−u · noise)")
        .source("Mikolov et al. 2013")
        .when(|c| c.fusion.modality.has_lyrics()),
    switch!(text.sentences.on)
        .on(Group::Features, "Sentence vectors")
        .says(
            "A sentence transformer reads the lyrics and gives one vector that stands for their \
             meaning, across languages. Name its folder below, under Lyrics.",
        )
        .source("Reimers & Gurevych 2019")
        .when(|c| c.fusion.modality.has_lyrics()),
    switch!(text.romanise)
        .on(Group::Features, "Romanise Bangla")
        .says(
            "Writes Bangla lyrics in Latin letters before they are counted. Without it, script \
             alone tells the languages apart, which is no finding.",
        )
        .when(|c| c.fusion.modality.has_lyrics()),
    number!(text.max_words: usize, 1.0..=100_000.0, 5.0)
        .on(Group::Lyrics, "Word terms")
        .says(
            "At most this many words and pairs of words are counted, the most frequent first. \
             More know rarer words, and more noise.",
        ),
    number!(text.max_chars: usize, 1.0..=100_000.0, 5.0)
        .on(Group::Lyrics, "Letter terms")
        .says(
            "At most this many letter sequences within words are counted. They tell script, \
             spelling and word endings.",
        ),
    number!(text.min_df: usize, 1.0..=100_000.0, 0.05)
        .on(Group::Lyrics, "In at least")
        .says(
            "A term must occur in this many lyrics to be counted. It leaves out slips of the pen \
             and words of one song.",
        ),
    number!(text.max_df: f32, 0.0001..=1.0, 0.005)
        .on(Group::Lyrics, "In at most")
        .says(
            "A term in more than this share of the lyrics is dropped. It leaves out words that \
             all songs have.",
        ),
    span!(text.word_ngrams, 5)
        .says("Shortest and longest run of words that is a term. [0, 0] leaves words out."),
    span!(text.char_ngrams, 8).says(
        "Shortest and longest run of letters within a word that is a term. [0, 0] leaves letters \
         out.",
    ),
    switch!(text.sublinear_tf)
        .says("A term counts by 1 + ln(how often it is there). Without it, by how often."),
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
    .on(Group::Lyrics, "Vectors file")
    .says(
        "Word vectors that were learnt elsewhere, from word2vec or fastText. Without one they are \
         learnt from these lyrics.",
    )
    .source("Mikolov et al. 2013; Bojanowski et al. 2017")
    .when(|c| c.text.vectors.on),
    choice!(text.vectors.weighting: Weighting)
        .on(Group::Lyrics, "Words weigh by")
        .says(
            "How the vectors of a song's words become one: by rarity (SIF, TF-IDF), or all alike. \
             SIF also takes out the direction that all songs share.",
        )
        .formula("a / (a + p(word))")
        .source("Arora, Liang & Ma 2017")
        .when(|c| c.text.vectors.on),
    number!(text.vectors.n_dims: usize, 2.0..=2000.0, 1.0)
        .on(Group::Lyrics, "Dimensions")
        .called("Dimensions of a word")
        .says("Numbers of a word's vector. Small libraries need few.")
        .when(learns_vectors),
    number!(text.vectors.window: usize, 1.0..=50.0, 0.1)
        .on(Group::Lyrics, "Words around")
        .says(
            "How far to each side a word is predicted from. Near words tell grammar, far ones the \
             topic.",
        )
        .source("Mikolov et al. 2013")
        .when(learns_vectors),
    number!(text.vectors.negative: usize, 1.0..=100.0, 0.1)
        .on(Group::Lyrics, "Noise words")
        .says(
            "Drawn for each word that is predicted, to be told apart from it. Small libraries \
             want more.",
        )
        .source("Mikolov et al. 2013")
        .when(learns_vectors),
    number!(text.vectors.n_epochs: usize, 1.0..=10_000.0, 0.2)
        .on(Group::Lyrics, "Passes")
        .called("Passes over the lyrics")
        .says("How often all lyrics are read to learn word vectors. Small libraries need many.")
        .when(learns_vectors),
    number!(text.vectors.min_count: usize, 1.0..=100_000.0, 0.1)
        .on(Group::Lyrics, "At least")
        .called("A word at least")
        .says("Rarer words get no vector. With very few lyrics, 1 keeps all.")
        .when(learns_vectors),
    number!(text.vectors.sample: f64, 0.0..=1.0, 0.0001)
        .says("Words more frequent than this share are thinned out. 0 keeps all."),
    number!(text.vectors.learning_rate: f32, 0.000001..=1.0, 0.0001)
        .says("Step size of the training of word vectors. It falls to nothing over the passes."),
    text!(
        text.sentences.model,
        |c| c.text.sentences.model.clone(),
        |c, typed| c.text.sentences.model = typed.to_string()
    )
    .on(Group::Lyrics, "Model folder")
    .says(
        "Folder of a sentence transformer, or the name of one that was fetched with `latentune \
         fetch`. Choose a multilingual one for songs in several languages.",
    )
    .source("Reimers & Gurevych 2020")
    .when(|c| c.text.sentences.on),
    number!(text.sentences.window_tokens: usize, 0.0..=8192.0, 1.0)
        .on(Group::Lyrics, "Window, tokens")
        .unit("tokens")
        .says(
            "Long lyrics are cut into windows of so many tokens, and their vectors are averaged. \
             0 takes as many as the model can.",
        )
        .when(|c| c.text.sentences.on),
];

/// True when word vectors are learnt from the lyrics, and not read from a file.
fn learns_vectors(c: &Config) -> bool {
    c.text.vectors.on && c.text.vectors.file.is_none()
}
