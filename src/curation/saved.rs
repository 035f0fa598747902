//! The form in files: values with their songs, which reads well and needs no indices.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::column::{OwnColumn, OwnKey, SongId, tidy};

/// See the head of the file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Saved {
    pub(crate) columns: Vec<SavedColumn>,
    pub(crate) notes: BTreeMap<String, String>,
    pub(crate) hidden: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SavedColumn {
    name: String,
    /// They are clusters, edited by hand.
    is_clusters: bool,
    values: Vec<SavedValue>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
struct SavedValue {
    value: String,
    songs: Vec<String>,
    /// Of clusters edited by hand: the songs that the method had put there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    began: Vec<String>,
}

impl SavedColumn {
    pub(super) fn of(column: &OwnColumn) -> Self {
        let began = column.began.as_deref();
        let mut values: Vec<SavedValue> = column
            .values
            .iter()
            .map(|value| SavedValue {
                value: value.clone(),
                ..SavedValue::default()
            })
            .collect();
        for (id, &value) in &column.of {
            values[value as usize].songs.push(id.to_string());
        }
        for (id, &value) in began.into_iter().flatten() {
            values[value as usize].began.push(id.to_string());
        }
        values.retain(|value| !value.songs.is_empty() || !value.began.is_empty());
        Self {
            name: column.name.clone(),
            is_clusters: column.is_clusters(),
            values,
        }
    }

    /// A song that two values have is of the first; `None` without a name.
    pub(super) fn column(self, key: OwnKey) -> Option<OwnColumn> {
        let mut column = OwnColumn::new(key, tidy(&self.name)?);
        let mut began: BTreeMap<SongId, u32> = BTreeMap::new();
        for saved in self.values {
            let Some(value) = column.value(&saved.value) else {
                continue;
            };
            for id in saved.songs {
                column.of.entry(id.into()).or_insert(value);
            }
            for id in saved.began {
                began.entry(id.into()).or_insert(value);
            }
        }
        column.began = self.is_clusters.then(|| Arc::new(began));
        Some(column)
    }
}
