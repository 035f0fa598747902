//! When a posterior has collapsed.

use crate::model::is_collapsed;

/// A posterior of which most or all dimensions are the prior, whatever the song.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Collapse {
    /// Dimensions that carry nothing.
    pub(crate) n_dead: usize,
    pub(crate) n_latent: usize,
    /// So few are left that nothing made of the latent space means much.
    pub(crate) is_whole: bool,
}

impl Collapse {
    /// From this share of dead dimensions on.
    const DEAD_SHARE: f32 = 0.75;

    /// `None` while enough dimensions carry something.
    pub(crate) fn of(n_active: usize, n_latent: usize) -> Option<Self> {
        let n_dead = n_latent.saturating_sub(n_active);
        let share = n_dead as f32 / n_latent.max(1) as f32;
        (share >= Self::DEAD_SHARE).then_some(Self {
            n_dead,
            n_latent,
            is_whole: is_collapsed(n_active, n_latent),
        })
    }
}
