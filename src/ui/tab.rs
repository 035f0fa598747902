//! The closed list of panels: one row each. What a panel shows is in its own file, which
//! [`Panels`](super::panels::Panels) finds by its tab.

use serde::{Deserialize, Serialize};

use crate::words::{Text, id};

/// Where a panel lies as long as nobody has moved it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// What a run is made with, at the left.
    Settings,
    /// In the middle.
    Map,
    /// What is known of songs, at the right.
    Song,
    /// What is known of the run, below the map.
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
            /// Every panel, in the order of its row.
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
    /// What a run is made with.
    Settings, id::COMMON_SETTINGS, Settings;
    /// The map, and others beside it.
    Map, id::COMMON_MAP, Map;
    /// The song that is looked at, with its words.
    Song, id::COMMON_SONG, Song;
    /// What the selected songs have in common.
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
    /// Losses by epoch, while a model is trained and after.
    Curves, id::BOTTOM_TRAINING, Results;
    /// Scores of the clusters, beside chance and simpler spaces.
    Scores, id::COMMON_SCORES, Results;
    /// What each cluster holds, and how many there should be.
    Clusters, id::COMMON_CLUSTERS, Results;
    /// The table of all songs.
    Songs, id::COMMON_SONGS, Results;
    /// Columns as charts that filter each other.
    Charts, id::CHARTS_TAB, Results;
    /// What the latent dimensions carry.
    Latent, id::BOTTOM_LATENT, Results;
    /// How far songs alike by sound are alike by words.
    Agreement, id::BOTTOM_SOUND_WORDS, Results;
    /// A playground of pictures of sound.
    Spectra, id::EXPERIMENT_SPECTROGRAMS, Results;
    /// The runs of the library that are kept, beside each other.
    Runs, id::BOTTOM_RUNS, Results;
    /// How far the map can be trusted.
    Trust, id::COMMON_TRUST, Results;
    /// Which recordings and words belong together, and what could not be read.
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
