//! Judgements as sentences. Each stands here once, by its value; window, report, findings and
//! command line show them.
//!
//! All are in the language of the thread.

mod text;
mod features;
mod why;
mod invariance;
mod collapse;
mod comparison;
mod map;
mod scores;
mod label_auc;
mod separability;
mod report;

pub(crate) use collapse::{Beside, collapse_note};
pub(crate) use comparison::{comparison, scored};
pub(crate) use features::plain_name;
pub(crate) use invariance::moves;
pub(crate) use label_auc::label_verdicts;
pub(crate) use map::sentence as of_map;
pub(crate) use report::{Topic, topics};
pub(crate) use scores::{doubt, languages_confound, of_cluster, sentence as of_score};
pub(crate) use separability::{Leak, WithoutClusters, without_clusters};
pub(crate) use text::{block_name, chance, digits};
pub(crate) use why::{
    between_centres, by_dimension, feature_apart, placed, share, signed_share, tags_in_common,
};
