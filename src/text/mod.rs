//! Words to numbers: Unicode-safe tokens, TF-IDF, and which language a text is in.

mod language;
mod script;
pub mod sentences;
mod tfidf;
mod tokens;

pub use language::{Detected, detect_language, is_bengali};
pub use script::main_script;
pub use tfidf::{TfIdf, char_tfidf, word_tfidf};
pub use tokens::{fold, shortened, tokens};
