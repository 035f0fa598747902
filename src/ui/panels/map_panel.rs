//! The panel of the map.

use eframe::egui::{self, Margin, Ui};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, tokens};
use crate::ui::panel::Panel;
use crate::ui::panels::maps::MapState;
use crate::ui::panels::search_box::SearchBox;
use crate::ui::panels::timeline::TimelineView;
use crate::ui::panels::{legend, map_bar, maps, parts, runs, timeline};

/// The panel: the bar over the maps, the maps, and the strip of the replay below them.
#[derive(Default)]
pub(crate) struct MapPanel {
    pub(crate) maps: MapState,
    pub(crate) search: SearchBox,
    pub(crate) timeline: TimelineView,
}

impl Panel for MapPanel {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        let t = tokens(ui.ctx());
        let strip = cx.prefs.timeline || cx.session.replayed().is_some();
        if strip && cx.session.timeline().is_some() && !cx.stance.presenting {
            egui::Panel::bottom("timeline")
                .frame(theme::panel(t, Margin::ZERO))
                .show_separator_line(false)
                .resizable(false)
                .show(ui, |ui| timeline::timeline_ui(ui, cx, &mut self.timeline));
        }
        map_bar::map_bar_ui(ui, cx, &mut self.maps, &mut self.search);
        if cx.session.library().is_some() {
            parts::parts_ui(ui, cx);
            legend::legend_ui(ui, cx);
            runs::strip_ui(ui, cx);
        }
        maps::maps_ui(ui, cx, &mut self.maps);
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "every panel is told every action, and does what is its own"
    )]
    fn act(&mut self, action: &Action, cx: &mut Cx) {
        match action {
            Action::Fit => self.maps.fit(),
            Action::FlyTo(part) => {
                let contents = cx.session.contents();
                if let Some(part) = contents.and_then(|contents| contents.parts.get(*part)) {
                    self.maps.fly_to(&part.songs);
                }
            }
            Action::Tool(tool) => self.maps.tool = *tool,
            Action::Search => self.search.focus(),
            Action::Replay => self.timeline.play_or_hold(cx),
            // The strip is closed.
            Action::Timeline if cx.prefs.timeline => {
                self.timeline.let_go(cx);
            }
            _ => {}
        }
    }

    fn let_go(&mut self, cx: &mut Cx) -> bool {
        self.maps.give_up_line() || self.timeline.let_go(cx)
    }
}
