//! Many settings, one table: a grid of modality × features × model × clustering × seed.
//!
//! A *fit* is one trained model: features, model and seed. Clusterings of the same fit share it. A
//! *cell* is a fit under one clustering; over seeds, cells become the rows of the table. Finished
//! fits are kept on disk as soon as they are there, so that a run which was killed goes on where it
//! was.

mod plan;
mod presets;
mod result;
mod run;
mod sharded;
mod summary;
mod statement;
mod say;
mod findings;
#[cfg(test)]
mod tests;

pub(crate) use findings::{Paragraph, findings};
#[cfg(test)]
pub(crate) use plan::Cell;
pub(crate) use plan::{Grid, Plan};
pub(crate) use presets::{Preset, grid_title};
pub(crate) use result::{Clustered, FitResult, Reconstruction};
pub(crate) use run::{Compared, Failure, run};
pub(crate) use say::plus_minus;
pub(crate) use sharded::{ShardMade, missing, run_shard};
pub(crate) use summary::{Group, Spread, groups};
