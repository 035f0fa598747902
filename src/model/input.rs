//! What a model is shown.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::config::{ModelConfig, Needs};
use crate::error::{Error, Result};
use crate::features::{BlockKind, Fused, Patches, View};
use crate::library::Library;
use crate::matrix::Matrix;
use crate::words::{Text, id, say};

/// What a model sees of n songs.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// n × d: joined features.
    pub x: &'a Matrix,
    /// (name, kind, columns of `x`) of each block.
    pub blocks: &'a [(String, BlockKind, Range<usize>)],
    /// Columns of each modality, and which songs have it.
    pub views: &'a [View],
    /// What a conditional VAE is told.
    pub conditions: Option<&'a Conditions>,
    /// What a convolutional VAE sees.
    pub patches: Option<&'a Patches>,
}

/// Label columns as numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Conditions {
    /// Name and classes of each column.
    pub(crate) columns: Vec<(String, Vec<String>)>,
    /// n × (classes of all columns): 1 in each column's own class, all 0 where it is unknown.
    pub(crate) one_hot: Matrix,
}

impl Conditions {
    /// # Errors
    /// When a column is not there.
    pub(crate) fn of(library: &Library, names: &[String]) -> Result<Self> {
        let mut columns = Vec::with_capacity(names.len());
        for name in names {
            let Some(label) = library.label(name) else {
                let known: Vec<&str> = library.labels.iter().map(|l| l.name.as_str()).collect();
                let cause = say(id::MODEL_NO_LABEL_COLUMN_CALLED_NAME)
                    .with("name", name)
                    .with("names", known.join(", "));
                return Err(Error::config("model.conditions", cause));
            };
            columns.push(label);
        }
        let width = columns.iter().map(|c| c.classes.len()).sum();
        let mut one_hot = Matrix::zeros(library.songs.len(), width);
        let mut start = 0;
        for label in &columns {
            for (song, class) in label.of_song.iter().enumerate() {
                if let Some(class) = class {
                    one_hot.row_mut(song)[start + *class as usize] = 1.0;
                }
            }
            start += label.classes.len();
        }
        Ok(Self {
            columns: columns
                .iter()
                .map(|l| (l.name.clone(), l.classes.clone()))
                .collect(),
            one_hot,
        })
    }
}

impl Conditions {
    /// The same songs as a model was told of its own: columns and classes are found by name, and
    /// what the model has not heard of is unknown to it.
    pub(super) fn as_in(&self, columns: &[(String, Vec<String>)]) -> Self {
        let known: Vec<(&str, &str)> = names(&self.columns).collect();
        let source: Vec<Option<usize>> = names(columns)
            .map(|wanted| known.iter().position(|name| *name == wanted))
            .collect();
        let values = self
            .one_hot
            .rows()
            .flat_map(|row| source.iter().map(|from| from.map_or(0.0, |j| row[j])));
        let one_hot = Matrix::new(self.one_hot.n_rows(), source.len(), values.collect());
        Self {
            columns: columns.to_vec(),
            one_hot,
        }
    }
}

/// Column and class of each column of a one-hot matrix.
fn names(columns: &[(String, Vec<String>)]) -> impl Iterator<Item = (&str, &str)> {
    columns.iter().flat_map(|(column, classes)| {
        classes
            .iter()
            .map(|class| (column.as_str(), class.as_str()))
    })
}

impl<'a> Input<'a> {
    /// Features alone, of one nameless block and no modality.
    pub fn plain(x: &'a Matrix) -> Self {
        Self {
            x,
            blocks: &[],
            views: &[],
            conditions: None,
            patches: None,
        }
    }

    /// What was joined of the features, and what else the model is shown.
    pub(crate) fn new(
        fused: &'a Fused,
        conditions: Option<&'a Conditions>,
        patches: Option<&'a Patches>,
    ) -> Self {
        Self {
            x: &fused.x,
            blocks: &fused.scaler.blocks,
            views: &fused.views,
            conditions,
            patches,
        }
    }

    /// n.
    pub(crate) fn n_songs(&self) -> usize {
        self.x.n_rows()
    }

    /// The modality of that kind, if any song has it.
    pub(super) fn view(&self, kind: BlockKind) -> Option<&'a View> {
        self.views.iter().find(|view| view.kind == kind)
    }

    /// # Errors
    /// When the model cannot be shown this.
    pub(super) fn check(&self, config: &ModelConfig) -> Result<()> {
        let refuse = |cause: Text| Err(Error::stage(id::CURVES_TRAINING, cause));
        if self.x.n_cols() == 0 {
            return refuse(id::MODEL_THERE_NO_FEATURE_LEARN_FROM);
        }
        if !self.x.is_finite() {
            return refuse(id::MODEL_FEATURE_NOT_FINITE_NUMBER);
        }
        let has = |kind| self.view(kind).is_some();
        match config.kind.needs() {
            Needs::Conditions if self.conditions.is_none() => {
                refuse(id::MODEL_CONDITIONAL_VAE_NEEDS_LABEL_COLUMN)
            }
            Needs::Patches if self.patches.is_none() => {
                refuse(id::MODEL_CONVOLUTIONAL_VAE_NEEDS_RECORDINGS)
            }
            Needs::Modality if self.views.is_empty() => refuse(id::MODEL_JOINT_VAE_NEEDS_AT_LEAST),
            Needs::AudioAndLyrics if !(has(BlockKind::Audio) && has(BlockKind::Lyrics)) => {
                refuse(id::MODEL_LATE_FUSION_NEEDS_AUDIO_LYRICS)
            }
            Needs::Nothing
            | Needs::Conditions
            | Needs::Patches
            | Needs::Modality
            | Needs::AudioAndLyrics => Ok(()),
        }
    }
}

/// All that is needed, with the settings, to build a network before its weights are there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Shape {
    pub(crate) n_inputs: usize,
    pub(crate) views: Vec<(BlockKind, Range<usize>)>,
    /// Name and classes of each condition.
    pub(crate) conditions: Vec<(String, Vec<String>)>,
}

impl Shape {
    pub(super) fn of(input: &Input) -> Self {
        Self {
            n_inputs: input.x.n_cols(),
            views: input
                .views
                .iter()
                .map(|v| (v.kind, v.columns.clone()))
                .collect(),
            conditions: input
                .conditions
                .map(|c| c.columns.clone())
                .unwrap_or_default(),
        }
    }

    /// Columns of the conditions' one-hot matrix.
    pub(super) fn n_conditions(&self) -> usize {
        self.conditions
            .iter()
            .map(|(_, classes)| classes.len())
            .sum()
    }

    pub(super) fn view(&self, kind: BlockKind) -> Option<Range<usize>> {
        self.views
            .iter()
            .find(|(k, _)| *k == kind)
            .map(|(_, columns)| columns.clone())
    }
}
