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

pub use alike::unify;
pub use language::{Detected, LATIN_BANGLA, detect_language};
pub(crate) use letter_groups::Weights;
pub use lsa::Lsa;
pub use romanise::{iso_15919, romanise};
pub use script::{is_bengali, main_script};
pub use tfidf::{TfIdf, char_tfidf, word_tfidf};
pub use tokens::{SONG_PARTS, fold, shortened, sung, tokens};
pub use word2vec::{WordVectors, later_song_vectors, load_vectors, song_vectors, train_vectors};
