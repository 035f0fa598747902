//! Which settings decide what is extracted of a single song: those of how recordings are measured
//! and heard, by a network of one's own as well, and of sentence vectors. What is fitted over all
//! songs (TF-IDF, word vectors) follows from their words afterwards, and its settings change nothing
//! of them.

use crate::config::{Config, knobs};
use crate::error::Warning;
use crate::library::Library;
use crate::words::{id, say};

/// The settings that decide, by name, as they are written.
pub(crate) fn deciding(config: &Config) -> Vec<(&'static str, String)> {
    knobs()
        .filter(|knob| decides(knob.path, config))
        .map(|knob| (knob.path, knob.value.written(config)))
        .collect()
}

fn decides(path: &str, config: &Config) -> bool {
    let has_sentences = config.text.sentences.on;
    match path {
        "audio.trained.on" | "text.sentences.on" => true,
        "network.file" => true,
        "text.romanise" => has_sentences,
        _ if path.starts_with("text.sentences.") => has_sentences,
        _ if path.starts_with("network.") => config.network.file.is_some(),
        _ if path.starts_with("audio.trained.") => config.audio.trained.on,
        _ => path.starts_with("audio."),
    }
}

/// A setting that two runs have different values of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) path: &'static str,
    pub(crate) a: String,
    pub(crate) b: String,
}

/// The first setting by which two runs would extract something else.
pub(crate) fn differing(a: &Config, b: &Config) -> Option<Difference> {
    let knob = knobs()
        .find(|knob| (decides(knob.path, a) || decides(knob.path, b)) && knob.differs(a, b))?;
    Some(Difference {
        path: knob.path,
        a: knob.value.written(a),
        b: knob.value.written(b),
    })
}

/// Where songs came with blocks that these settings would make otherwise: they are extracted anew.
pub(super) fn unlike_table(library: &Library, config: &Config) -> Option<Warning> {
    let table = library.extracted.as_ref()?;
    let made = Config::of_toml(&table.settings)?;
    let Difference { path, a, b } = differing(config, &made)?;
    let cause = say(id::FEATURES_TABLE_OF_OTHER_SETTINGS)
        .with("a", a)
        .with("b", b);
    Some(Warning::new(path, cause))
}
