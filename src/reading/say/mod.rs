//! Judgements as sentences. Each stands here once, by its value; window, report, findings and
//! command line show them.
//!
//! Sentences of the window are in its language; those of the report are English.

mod text;
mod collapse;
mod comparison;
mod map;
mod scores;
mod report;

pub use collapse::{Beside, collapse_note};
pub use comparison::comparison;
pub use map::sentence as of_map;
pub use report::{Topic, topics};
pub use scores::{doubt, languages_confound, of_cluster, sentence as of_score};
pub(crate) use text::en;
pub use text::{chance, digits, translate_with};
