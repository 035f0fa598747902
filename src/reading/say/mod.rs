//! Judgements as sentences. Each stands here once, by its value; window, report, findings and
//! command line show them.
//!
//! All are in the language of the thread.

mod text;
mod collapse;
mod comparison;
mod map;
mod scores;
mod separability;
mod report;

pub use collapse::{Beside, collapse_note};
pub use comparison::{comparison, scored};
pub use map::sentence as of_map;
pub use report::{Topic, topics};
pub use scores::{doubt, languages_confound, of_cluster, sentence as of_score};
pub use separability::{Leak, WithoutClusters, without_clusters};
pub use text::{block_name, chance, digits};
