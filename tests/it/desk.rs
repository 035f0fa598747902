//! The whole window without a screen: drawn frame by frame into a harness, with the real core
//! behind it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{Theme, ThemePreference, Ui, UiBuilder, Vec2};
use egui_kittest::Harness;
use latentune::config::Config;
use latentune::features::Cache;
use latentune::session::{Session, Work};
use latentune::ui::ground::theme;
use latentune::ui::map::MapRenderer;
use latentune::ui::{self, Arrangement, Layout, Prefs, View};

pub(crate) struct Desk {
    pub session: Session,
    pub view: View,
}

fn frame(ui: &mut Ui, desk: &mut Desk) {
    desk.session.pump();
    let mut commands = Vec::new();
    // The harness leaves a margin; the window has none.
    let whole = ui.ctx().content_rect();
    ui.scope_builder(UiBuilder::new().max_rect(whole), |ui| {
        ui.set_clip_rect(whole);
        ui::window_ui(ui, &desk.session, &mut desk.view, &mut commands);
    });
    commands
        .into_iter()
        .for_each(|command| desk.session.apply(command));
}

pub(crate) fn open(session: Session, theme: Theme, size: Vec2) -> Harness<'static, Desk> {
    let prefs = Prefs {
        layout: Layout::of(Arrangement::Everything),
        theme: ThemePreference::from(theme),
        ..Prefs::default()
    };
    let desk = Desk {
        session,
        view: View::new(prefs, MapRenderer::Mesh),
    };
    Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_context_setup(theme::install)
        .with_max_steps(30)
        .build_ui_state(frame, desk)
}

pub(crate) fn session(config: Config) -> Session {
    session_with(config, Cache { folder: None })
}

pub(crate) fn session_with(config: Config, cache: Cache) -> Session {
    Session::new(config, cache, None, Work::default(), Arc::new(|| {}))
}

/// Frames until something holds.
pub(crate) fn wait(harness: &mut Harness<'_, Desk>, what: &str, holds: impl Fn(&Session) -> bool) {
    let until = Instant::now() + Duration::from_secs(300);
    while !holds(&harness.state().session) {
        assert!(Instant::now() < until, "waited in vain: {what}");
        harness.step();
        std::thread::sleep(Duration::from_millis(4));
    }
}

pub(crate) fn rest(harness: &mut Harness<'_, Desk>) {
    // Points glide, panels open, notes fade in.
    harness.run_steps(40);
}
