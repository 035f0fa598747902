//! Filters and charts in session files, with columns and classes by their names.

use serde::{Deserialize, Serialize};

use crate::config::Keyed;
use crate::curation::OwnTable;
use crate::ears::Tag;
use crate::library::Library;

use super::super::colour::Class;
use super::super::filtering::{Column, Filter};

/// A column by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SavedColumn {
    Title,
    Artist,
    Cluster,
    Label(String),
    Number(String),
    /// One's own.
    Own(String),
    Note,
    Silhouette,
    Trust,
    Agreement,
    Centre,
    Duration,
    Tempo,
    Loudness,
    /// By its key.
    Tag(String),
    File,
}

/// What a column lets through.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SavedFilter {
    Contains(String),
    /// Classes by their names, clusters by their numbers, from 1; `None` is noise or unknown.
    Classes(Vec<Option<String>>),
    Range(f32, f32),
}

impl SavedColumn {
    /// `None` where the library has no such column.
    pub(super) fn of(column: Column, library: &Library, own: &OwnTable) -> Option<Self> {
        Some(match column {
            Column::Title => Self::Title,
            Column::Artist => Self::Artist,
            Column::Cluster => Self::Cluster,
            Column::Label(i) => Self::Label(library.labels.get(i)?.name.clone()),
            Column::Number(i) => Self::Number(library.numbers.get(i)?.name.clone()),
            Column::Own(key) => Self::Own(own.column(key)?.label.name.clone()),
            Column::Note => Self::Note,
            Column::Silhouette => Self::Silhouette,
            Column::Trust => Self::Trust,
            Column::Agreement => Self::Agreement,
            Column::Centre => Self::Centre,
            Column::Duration => Self::Duration,
            Column::Tempo => Self::Tempo,
            Column::Loudness => Self::Loudness,
            Column::Tag(tag) => Self::Tag(tag.key().to_string()),
            Column::File => Self::File,
        })
    }

    /// `None` where the library has no such column any more.
    pub(super) fn column(&self, library: &Library, own: &OwnTable) -> Option<Column> {
        Some(match self {
            Self::Title => Column::Title,
            Self::Artist => Column::Artist,
            Self::Cluster => Column::Cluster,
            Self::Label(name) => {
                Column::Label(library.labels.iter().position(|l| l.name == *name)?)
            }
            Self::Number(name) => {
                Column::Number(library.numbers.iter().position(|n| n.name == *name)?)
            }
            Self::Own(name) => {
                let mut columns = own.columns.iter();
                Column::Own(columns.find(|c| c.label.name == *name)?.key())
            }
            Self::Note => Column::Note,
            Self::Silhouette => Column::Silhouette,
            Self::Trust => Column::Trust,
            Self::Agreement => Column::Agreement,
            Self::Centre => Column::Centre,
            Self::Duration => Column::Duration,
            Self::Tempo => Column::Tempo,
            Self::Loudness => Column::Loudness,
            Self::Tag(key) => Column::Tag(Tag::of_key(key)?),
            Self::File => Column::File,
        })
    }
}

impl SavedFilter {
    pub(super) fn of(filter: &Filter, column: Column, library: &Library, own: &OwnTable) -> Self {
        match filter {
            Filter::Contains(text) => Self::Contains(text.clone()),
            Filter::Range(low, high) => Self::Range(*low, *high),
            Filter::Classes(kept) => {
                let name = |class: &Class| class.and_then(|c| class_name(c, column, library, own));
                Self::Classes(kept.iter().map(name).collect())
            }
        }
    }

    /// Classes that are not there any more are left out.
    pub(super) fn filter(&self, column: Column, library: &Library, own: &OwnTable) -> Filter {
        match self {
            Self::Contains(text) => Filter::Contains(text.clone()),
            Self::Range(low, high) => Filter::Range(*low, *high),
            Self::Classes(kept) => {
                let class = |name: &Option<String>| match name {
                    None => Some(None),
                    Some(name) => class_named(name, column, library, own).map(Some),
                };
                Filter::Classes(kept.iter().filter_map(class).collect())
            }
        }
    }
}

fn class_name(class: u32, column: Column, library: &Library, own: &OwnTable) -> Option<String> {
    if column == Column::Cluster {
        return Some((class + 1).to_string());
    }
    let labels = column.labels(library, own)?;
    labels.classes.get(class as usize).cloned()
}

fn class_named(name: &str, column: Column, library: &Library, own: &OwnTable) -> Option<u32> {
    if column == Column::Cluster {
        return name.parse::<u32>().ok()?.checked_sub(1);
    }
    let mut classes = column.labels(library, own)?.classes.iter();
    classes.position(|class| class == name).map(|i| i as u32)
}
