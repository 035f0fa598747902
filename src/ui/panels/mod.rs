//! All panels with their state, found by their tab.

pub(super) mod agreement;
pub(super) mod map_names;
mod mixture;
pub(super) mod clusters;
pub(super) mod column;
mod filter_chips;
mod charts;
pub(super) mod curves;
pub(super) mod fields;
pub(super) mod hover_card;
pub(super) mod latent;
pub(super) mod map_menu;
pub(super) mod legend;
pub(super) mod lyrics;
pub(super) mod timeline;
pub(super) mod start;
pub(super) mod maps;
pub(super) mod search_box;
pub(super) mod map_bar;
pub(super) mod parts;
pub(super) mod probes;
mod findings;
pub(super) mod scores;
pub(super) mod in_short;
pub(super) mod cluster_line;
pub(super) mod runs;
pub(super) mod map_panel;
pub(super) mod neighbours;
pub(super) mod meaning;
pub(super) mod newcomers;
pub(super) mod own;
pub(super) mod invariance;
pub(super) mod pairing;
pub(super) mod selection;
pub(super) mod queue;
pub(super) mod quiz;
pub(super) mod run_card;
pub(super) mod settings;
pub(super) mod waveform;
pub(super) mod spectra;
pub(super) mod why;
pub(super) mod song;
pub(super) mod song_table;
pub(super) mod trust;

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::panel::Panel;
use crate::ui::panels::agreement::AgreementView;
use crate::ui::panels::charts::ChartsView;
use crate::ui::panels::clusters::ClustersView;
use crate::ui::panels::curves::CurveCache;
use crate::ui::panels::invariance::InvarianceView;
use crate::ui::panels::latent::LatentView;
use crate::ui::panels::map_panel::MapPanel;
use crate::ui::panels::meaning::MeaningView;
use crate::ui::panels::newcomers::NewcomersView;
use crate::ui::panels::own::OwnView;
use crate::ui::panels::pairing::PairingCache;
use crate::ui::panels::quiz::QuizView;
use crate::ui::panels::runs::RunsView;
use crate::ui::panels::scores::ScoresPanel;
use crate::ui::panels::selection::SelectionView;
use crate::ui::panels::settings::SettingsPanel;
use crate::ui::panels::song::SongPanel;
use crate::ui::panels::song_table::SongTableView;
use crate::ui::panels::spectra::SpectraView;
use crate::ui::panels::trust::TrustView;
use crate::ui::panels::why::WhyView;
use crate::ui::tab::Tab;

/// Makes [`Panels`] from its rows: tab, name of the field, type of the panel.
macro_rules! panels {
    ($($tab:ident, $name:ident: $panel:ty;)*) => {
        /// The state of every panel.
        #[derive(Default)]
        pub(crate) struct Panels {
            $(pub $name: $panel,)*
        }

        impl Panels {
            pub(crate) fn of(&mut self, tab: Tab) -> &mut dyn Panel {
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
    Own, own: OwnView;
    Meaning, meaning: MeaningView;
    Why, why: WhyView;
    Newcomers, newcomers: NewcomersView;
    Quiz, quiz: QuizView;
    Curves, curves: CurveCache;
    Scores, scores: ScoresPanel;
    Clusters, clusters: ClustersView;
    Songs, song_table: SongTableView;
    Charts, charts: ChartsView;
    Latent, latent: LatentView;
    Agreement, agreement: AgreementView;
    Spectra, spectra: SpectraView;
    Runs, runs: RunsView;
    Trust, trust: TrustView;
    Invariance, invariance: InvarianceView;
    Pairing, pairing: PairingCache;
}

impl Panels {
    /// Every panel does what of an action is its own to do.
    pub(super) fn act(&mut self, action: &Action, cx: &mut Cx) {
        for &tab in Tab::ALL {
            self.of(tab).act(action, cx);
        }
    }

    /// Lets go in the first panel that holds something.
    pub(super) fn let_go(&mut self, cx: &mut Cx) -> bool {
        Tab::ALL.iter().any(|&tab| self.of(tab).let_go(cx))
    }
}
