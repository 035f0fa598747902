//! Many settings, one table: a grid of modality × features × model × clustering × seed.
//!
//! A *fit* is one trained model: features, model and seed. Clusterings of the same fit share it. A
//! *cell* is a fit under one clustering; over seeds, cells become the rows of the table. Finished
//! fits are kept on disk as soon as they are there, so that a run which was killed goes on where it
//! was.

mod plan;
mod presets;
mod result;
mod memory;
mod run;
mod sharded;
mod summary;
mod statement;
mod say;
mod findings;
#[cfg(test)]
mod tests;

pub use findings::{Paragraph, findings};
pub use plan::{Cell, Fit, Grid, Plan, Variant};
pub use presets::{Preset, grid_title};
pub use result::{Clustered, FitResult, Reconstruction, overlap};
pub use run::{Compared, Failure, run};
pub use say::plus_minus;
pub use sharded::{ShardMade, missing, run_shard};
pub use summary::{Group, Spread, groups};
