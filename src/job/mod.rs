//! Work on a named background thread: progress out, Stop in, and a panic that becomes a message.
//!
//! Progress travels on a bounded channel and may be dropped when nobody drains it; results carry
//! everything. An owner that looks in once a frame keeps its work in a [`Slot`], or, where the work
//! follows from something else, in a [`Derived`]. What memory is left, and giving it back, is in
//! [`memory`].

mod fence;
pub(crate) mod memory;
mod progress;
mod reporter;
mod thread;
mod slot;
mod derived;
#[cfg(test)]
mod tests;

pub(crate) use derived::{ByAddress, Derived, Pending, Watch, When};
pub use fence::tell_panics_shortly;
pub(crate) use fence::{fence_this_thread, fenced, panic_message};
pub(crate) use progress::{Epoch, Losses, MixtureMoment};
pub use progress::{Progress, Stage};
pub use reporter::Reporter;
pub(crate) use reporter::Stop;
pub(crate) use slot::{Slot, Spawner, Ticket, Wake};
pub(crate) use thread::{Job, Outcome};
