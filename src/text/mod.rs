//! Words to numbers: one spelling for what looks the same, Unicode-safe tokens, TF-IDF, word
//! vectors, sentence transformers; Bangla in Latin letters; and which language a text is in.

mod script;
mod alike;
mod romanise;
mod tokens;
mod letter_groups;
mod latin_bangla;
mod language;
pub mod sentences;
mod tfidf;
mod lsa;
mod word2vec;

pub(crate) use alike::unify;
pub(crate) use language::{Detected, detect_language};
pub(crate) use letter_groups::Weights;
pub(crate) use lsa::Lsa;
pub(crate) use romanise::romanise;
pub(crate) use script::{is_bengali, main_script};
pub use tfidf::word_tfidf;
pub(crate) use tfidf::{TfIdf, char_tfidf};
pub use tokens::tokens;
pub(crate) use tokens::{SONG_PARTS, fold, shortened, sung};
pub use word2vec::train_vectors;
pub(crate) use word2vec::{WordVectors, later_song_vectors, load_vectors, song_vectors};
