//! That a latent space has collapsed, as it is said beside numbers and pictures.

use crate::words::{Text, id, same};

/// Where it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    Scores,
    Silhouettes,
    Divergences,
    Map,
    /// The name of a map among others.
    Name,
    /// The number of active dimensions.
    Dimensions,
    /// The tables of scores of a report.
    Tables,
    /// The summary of the command line.
    Summary,
}

/// What is added there; nothing where it has not collapsed.
pub(crate) fn collapse_note(collapsed: bool, beside: Beside) -> Text {
    match beside {
        _ if !collapsed => same(""),
        Beside::Scores => id::READING_LATENT_SPACE_HAS_COLLAPSED_NO,
        Beside::Silhouettes => id::READING_COLLAPSED_LATENT_SPACE_SO_NO,
        Beside::Divergences => id::READING_POSTERIOR_HAS_COLLAPSED,
        Beside::Map => id::READING_COLLAPSED_LATENT_PICTURE_MEANS,
        Beside::Name => id::READING_COLLAPSED,
        Beside::Dimensions => id::READING_COLLAPSED_NO_SCORE_FINDING,
        Beside::Tables => id::READING_LATENT_SPACE_HAS_COLLAPSED_NONE,
        Beside::Summary => id::READING_POSTERIOR_HAS_COLLAPSED_SCORES_MAP,
    }
}
