//! All panels with their state, found by their tab.

use super::action::Action;
use super::agreement::AgreementView;
use super::clusters::ClustersView;
use super::curves::CurveCache;
use super::cx::Cx;
use super::latent::LatentView;
use super::map_panel::MapPanel;
use super::pairing::PairingCache;
use super::panel::Panel;
use super::runs::RunsView;
use super::scores::ScoresPanel;
use super::selection::SelectionView;
use super::settings::SettingsPanel;
use super::song::SongPanel;
use super::song_table::SongTableView;
use super::tab::Tab;
use super::trust::TrustView;

/// Makes [`Panels`] from its rows: tab, name of the field, type of the panel.
macro_rules! panels {
    ($($tab:ident, $name:ident: $panel:ty;)*) => {
        /// The state of every panel.
        #[derive(Default)]
        pub struct Panels {
            $(pub $name: $panel,)*
        }

        impl Panels {
            pub fn of(&mut self, tab: Tab) -> &mut dyn Panel {
                match tab {
                    $(Tab::$tab => &mut self.$name,)*
                }
            }
        }
    };
}

panels! {
    Settings, settings: SettingsPanel;
    Map, map: MapPanel;
    Song, song: SongPanel;
    Selection, selection: SelectionView;
    Curves, curves: CurveCache;
    Scores, scores: ScoresPanel;
    Clusters, clusters: ClustersView;
    Songs, song_table: SongTableView;
    Latent, latent: LatentView;
    Agreement, agreement: AgreementView;
    Runs, runs: RunsView;
    Trust, trust: TrustView;
    Pairing, pairing: PairingCache;
}

impl Panels {
    /// Every panel does what of an action is its own to do.
    pub fn act(&mut self, action: &Action, cx: &mut Cx) {
        for &tab in Tab::ALL {
            self.of(tab).act(action, cx);
        }
    }

    /// Lets go in the first panel that holds something.
    pub fn let_go(&mut self, cx: &mut Cx) -> bool {
        Tab::ALL.iter().any(|&tab| self.of(tab).let_go(cx))
    }
}
