//! The closed list of panels: one row each. What a panel shows is in its own file, which
//! [`Panels`](super::panels::Panels) finds by its tab.

use serde::{Deserialize, Serialize};

use super::words::english;

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
            pub const fn name(self) -> &'static str {
                match self {
                    $(Tab::$tab => $name,)*
                }
            }

            pub const fn area(self) -> Area {
                match self {
                    $(Tab::$tab => Area::$area,)*
                }
            }
        }
    };
}

tabs! {
    Settings, english("Settings"), Settings;
    Map, english("Map"), Map;
    Song, english("Song"), Song;
    Selection, english("Selection"), Song;
    Curves, english("Training"), Results;
    Scores, english("Scores"), Results;
    Clusters, english("Clusters"), Results;
    /// The table of all songs.
    Songs, english("Songs"), Results;
    Latent, english("Latent"), Results;
    Agreement, english("Sound and words"), Results;
    Runs, english("Runs"), Results;
    Trust, english("Trust"), Results;
    Pairing, english("Files"), Results;
}

impl Tab {
    /// The panels at home in an area, in their order.
    pub fn at_home(area: Area) -> impl Iterator<Item = Tab> {
        Tab::ALL
            .iter()
            .copied()
            .filter(move |tab| tab.area() == area)
    }
}
