//! A library that outgrows one machine: what is to be extracted is planned, parted among workers on
//! whatever machines, and put together again. Each part is a table, there whole or not at all; who
//! runs the workers is nobody's business here (`packaging/scale` has a file for each engine).
//!
//! # What is where
//! | file | what |
//! | --- | --- |
//! | `shard` | which songs are a worker's, and what its part is called |
//! | `plan` | songs, settings and version, in one table that needs nothing else |
//! | `part` | what one worker extracts |
//! | `parts` | the parts of a folder, held against their plan |
//! | `merge` | all parts in one table, which opens as a library |

mod shard;
mod plan;
mod part;
mod parts;
mod merge;
#[cfg(test)]
mod tests;

pub(crate) use merge::merge;
pub(crate) use part::{Made, extract};
pub(crate) use plan::Plan;
pub(crate) use shard::{Shard, ranges};
