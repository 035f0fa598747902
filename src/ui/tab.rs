//! The closed list of panels: one row each. What a panel shows is in its own file, which
//! [`Panels`](super::panels::Panels) finds by its tab.

use serde::{Deserialize, Serialize};

use crate::words::{Text, id};

/// Where a panel lies as long as nobody has moved it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    Settings,
    Map,
    Song,
    Results,
}

/// Makes [`Tab`] from its rows.
macro_rules! tabs {
    ($($(#[$doc:meta])* $tab:ident, $name:expr, $area:ident;)*) => {
        /// A panel of the window.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Tab {
            $($(#[$doc])* $tab,)*
        }

        impl Tab {
            pub const ALL: &[Tab] = &[$(Tab::$tab,)*];

            /// What stands on it, in English.
            pub(crate) const fn name(self) -> Text {
                match self {
                    $(Tab::$tab => $name,)*
                }
            }

            pub(crate) const fn area(self) -> Area {
                match self {
                    $(Tab::$tab => Area::$area,)*
                }
            }
        }
    };
}

tabs! {
    Settings, id::COMMON_SETTINGS, Settings;
    Map, id::COMMON_MAP, Map;
    Song, id::COMMON_SONG, Song;
    Selection, id::COMMON_SELECTION, Song;
    /// Labels, notes and clusters of a person's own.
    Own, id::OWN_TAB, Song;
    /// Songs by what they are about, and by other songs.
    Meaning, id::MEANING_TAB, Song;
    /// What parts two songs, what they share, and near-duplicates.
    Why, id::WHY_TAB, Song;
    /// Songs that were placed on the map.
    Newcomers, id::PLACING_NEW_SONGS, Song;
    /// Clusters guessed by ear.
    Quiz, id::QUIZ_TAB, Song;
    Curves, id::BOTTOM_TRAINING, Results;
    Scores, id::COMMON_SCORES, Results;
    Clusters, id::COMMON_CLUSTERS, Results;
    /// The table of all songs.
    Songs, id::COMMON_SONGS, Results;
    /// Columns as charts that filter each other.
    Charts, id::CHARTS_TAB, Results;
    Latent, id::BOTTOM_LATENT, Results;
    Agreement, id::BOTTOM_SOUND_WORDS, Results;
    /// A playground of pictures of sound.
    Spectra, id::EXPERIMENT_SPECTROGRAMS, Results;
    Runs, id::BOTTOM_RUNS, Results;
    Trust, id::COMMON_TRUST, Results;
    Pairing, id::BOTTOM_FILES, Results;
    /// How far songs move when their recordings are altered.
    Invariance, id::INVARIANCE_TITLE, Results;
}

impl Tab {
    /// The panels at home in an area, in their order.
    pub(crate) fn at_home(area: Area) -> impl Iterator<Item = Tab> {
        Tab::ALL
            .iter()
            .copied()
            .filter(move |tab| tab.area() == area)
    }
}
