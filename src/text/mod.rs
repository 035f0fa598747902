//! Words to numbers: Unicode-safe tokens, TF-IDF, word vectors, sentence transformers; Bangla in Latin letters; and which
//! language a text is in.

mod language;
mod romanise;
mod script;
pub mod sentences;
mod tfidf;
mod tokens;
mod word2vec;

pub use language::{Detected, detect_language, is_bengali};
pub use romanise::{iso_15919, romanise};
pub use script::main_script;
pub use tfidf::{TfIdf, char_tfidf, word_tfidf};
pub use tokens::{fold, shortened, sung, tokens};
pub use word2vec::{WordVectors, load_vectors, song_vectors, train_vectors};
