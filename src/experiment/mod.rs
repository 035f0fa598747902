//! Many settings, one table: a grid of modality × features × model × clustering × seed.
//!
//! A *fit* is one trained model: features, model and seed. Clusterings of the same fit share it. A *cell* is a fit under
//! one clustering; over seeds, cells become the rows of the table. Finished fits are kept on disk as soon as they are
//! there, so that a run which was killed goes on where it was.

mod findings;
mod plan;
mod presets;
mod resample;
mod result;
mod run;
mod single;
mod summary;
#[cfg(test)]
mod tests;

pub use findings::{Paragraph, digits, findings};
pub use plan::{Cell, Fit, Grid, Plan, Variant};
pub use presets::Preset;
pub use resample::{Difference, Verdict};
pub use result::{Against, Agreement, Clustered, FitResult, Reconstruction, Told};
pub use run::{Compared, Failure, run};
pub use single::{Topic, findings_of_one};
pub use summary::{Group, Score, Spread, groups};
