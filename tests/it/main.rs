//! Tests of the whole: the plan of the house, the run from folder to results, the window, the
//! player.

mod architecture;
mod browser;
mod compare;
#[cfg(feature = "window")]
mod desk;
mod fixture;
mod lesson;
mod mathematics;
mod notebook;
#[cfg(feature = "window")]
mod player;
mod real_data;
mod report;
mod run;
mod shards;
#[cfg(feature = "window")]
mod window;

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

/// Recordings of what is played have gaps when all cores compute, so those tests have the machine
/// to themselves.
static MACHINE: RwLock<()> = RwLock::new(());

fn busy() -> RwLockReadGuard<'static, ()> {
    MACHINE.read().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(feature = "window")]
fn alone() -> std::sync::RwLockWriteGuard<'static, ()> {
    MACHINE.write().unwrap_or_else(PoisonError::into_inner)
}
