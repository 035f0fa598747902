//! Texts as windows of tokens, none longer than a model takes.

use std::path::Path;

use serde::Deserialize;
use tokenizers::Tokenizer;

use crate::error::{Error, Result};
use crate::fetch::read_json;
use crate::job;
use crate::words::{Message, id, say};

pub(super) struct Windows {
    tokenizer: Tokenizer,
    lower_case: bool,
    /// Tokens of a text that a window has room for.
    room: usize,
    /// Special tokens at the beginning and the end of each window.
    before: Vec<u32>,
    after: Vec<u32>,
}

/// What is needed of `sentence_bert_config.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SentenceSettings {
    max_seq_length: Option<usize>,
    do_lower_case: bool,
}

/// What is needed of `tokenizer_config.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TokenizerSettings {
    /// Some models have 10³⁰ for "no limit".
    model_max_length: Option<f64>,
}

impl Windows {
    /// From `tokenizer.json`, `sentence_bert_config.json` and `tokenizer_config.json` (these two
    /// may be missing) of a folder; windows of at most `most` tokens, fewer where `wanted` (0 for
    /// no wish) or the model's own settings say so.
    ///
    /// # Errors
    /// When the tokenizer is missing, damaged, or knows more than `n_tokens` tokens.
    pub(super) fn open(folder: &Path, n_tokens: usize, most: usize, wanted: usize) -> Result<Self> {
        let path = folder.join("tokenizer.json");
        if !path.is_file() {
            return Err(Error::file(id::TEXT_HAS_NO_TOKENIZER_JSON, folder));
        }
        let wrong = |cause: Message| {
            Error::file(
                say(id::TEXT_NOT_TOKENIZER_CAUSE).with("cause", cause),
                &path,
            )
        };
        let (tokenizer, around) = fenced(|| {
            let mut tokenizer = Tokenizer::from_file(&path)?;
            tokenizer.with_truncation(None)?;
            tokenizer.with_padding(None);
            // Any word shows which special tokens stand around a text.
            let around = tokenizer.encode_fast("a", true)?;
            Ok((tokenizer, around))
        })
        .map_err(wrong)?;
        // Those have numbers of their own, which need not be of the vocabulary.
        let known = tokenizer.get_vocab(true).into_values();
        let largest = known.chain(around.get_ids().to_vec()).max().unwrap_or(0);
        if largest as usize >= n_tokens {
            return Err(Error::file(
                say(id::TEXT_NUMBERS_TOKENS_LARGEST_BUT_WEIGHTS)
                    .with("largest", largest)
                    .with("n_tokens", n_tokens),
                &path,
            ));
        }
        let settings: SentenceSettings = read_if_there(&folder.join("sentence_bert_config.json"))?;
        let of_tokenizer: TokenizerSettings = read_if_there(&folder.join("tokenizer_config.json"))?;
        let own = settings
            .max_seq_length
            .or(of_tokenizer.model_max_length.map(|n| n as usize))
            .unwrap_or(most);
        let most = [most, own]
            .into_iter()
            .chain((wanted > 0).then_some(wanted))
            .min()
            .unwrap_or(most);

        let is_special = around.get_special_tokens_mask();
        let n_before = is_special.iter().take_while(|s| **s == 1).count();
        let n_after = is_special[n_before..]
            .iter()
            .rev()
            .take_while(|s| **s == 1)
            .count();
        let ids = around.get_ids();
        let (before, after) = (
            ids[..n_before].to_vec(),
            ids[ids.len() - n_after..].to_vec(),
        );
        let room = most.saturating_sub(n_before + n_after);
        if room == 0 {
            return Err(Error::config(
                "text.sentences.window_tokens",
                say(id::TEXT_LEAVES_NO_ROOM_WINDOWS_MOST).with("most", most),
            ));
        }
        Ok(Self {
            tokenizer,
            lower_case: settings.do_lower_case,
            room,
            before,
            after,
        })
    }

    /// Tokens of the longest window.
    pub(super) fn n_tokens(&self) -> usize {
        self.before.len() + self.room + self.after.len()
    }

    /// The text in one window where it fits, as sentence-transformers would read it; else cut at
    /// line ends, and within lines only where one alone is too long.
    pub(super) fn of(&self, text: &str) -> Result<Vec<Vec<u32>>> {
        let text = text.trim();
        let lower = self.lower_case.then(|| text.to_lowercase());
        let text = lower.as_deref().unwrap_or(text);
        let whole = self.encode(text)?;
        if whole.len() <= self.room {
            return Ok(vec![self.framed(&whole)]);
        }
        let mut windows: Vec<Vec<u32>> = Vec::new();
        let mut window: Vec<u32> = Vec::new();
        for line in text.lines() {
            let line = self.encode(line)?;
            if window.len() + line.len() > self.room && !window.is_empty() {
                windows.push(self.framed(&window));
                window.clear();
            }
            let (pieces, rest) = line.split_at(line.len() - line.len() % self.room);
            if line.len() > self.room {
                windows.extend(pieces.chunks(self.room).map(|piece| self.framed(piece)));
                window.extend(rest);
            } else {
                window.extend(line);
            }
        }
        if !window.is_empty() {
            windows.push(self.framed(&window));
        }
        Ok(windows)
    }

    fn encode(&self, text: &str) -> Result<Vec<u32>> {
        let encoded = fenced(|| self.tokenizer.encode_fast(text, false));
        Ok(encoded
            .map_err(|cause| Error::stage(id::LABELS_BLOCK_SENTENCES, cause))?
            .get_ids()
            .to_vec())
    }

    fn framed(&self, tokens: &[u32]) -> Vec<u32> {
        [&self.before, tokens, &self.after].concat()
    }
}

/// What a tokenizer of others does, which panics where its file names a kind that it does not know
/// (tokenizers 0.23.2).
fn fenced<T>(work: impl FnOnce() -> tokenizers::Result<T>) -> std::result::Result<T, Message> {
    match job::fenced(work) {
        Ok(done) => done.map_err(Message::verbatim),
        Err(_) => Err(say(id::TEXT_TOKENIZER_CRASHED)),
    }
}

fn read_if_there<T: Default + serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    if path.is_file() {
        read_json(path)
    } else {
        Ok(T::default())
    }
}
