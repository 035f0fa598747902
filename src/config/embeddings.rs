//! Settings of vectors that another program made.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::words::id;

use super::knob::{Group, Knob, switch, text};

/// The name of the setting that says where ready vectors are.
pub(crate) const VECTORS_FILE: &str = "embeddings.file";

/// Vectors of the songs out of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct EmbeddingsConfig {
    /// `.npy`, `.npz`, safetensors, Parquet, or a table with one column a dimension; none for no
    /// such vectors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// Row i is that of song i, whatever the file names its rows.
    pub by_row: bool,
}

pub(super) const KNOBS: &[Knob] = &[
    text!(
        embeddings.file,
        |c| {
            let file = c.embeddings.file.as_ref();
            file.map_or_else(String::new, |file| file.display().to_string())
        },
        |c, typed| {
            let typed = typed.trim();
            c.embeddings.file = (!typed.is_empty()).then(|| typed.into());
        }
    )
    .of_file()
    .on(Group::Features, id::COMMON_READY_VECTORS)
    .says(id::GLOSSARY_READY_VECTORS),
    switch!(embeddings.by_row)
        .on(Group::Features, id::COMMON_BY_ROW)
        .says(id::GLOSSARY_BY_ROW)
        .when(|c| c.embeddings.file.is_some()),
];
