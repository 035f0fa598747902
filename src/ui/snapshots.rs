//! Image snapshots of the main views over the songs of the fixture. `UPDATE_SNAPSHOTS=1 cargo test
//! --lib snapshots` takes them again; then look at them.

use eframe::egui::{Theme, vec2};
use egui_kittest::{SnapshotOptions, SnapshotResults};

use super::tests::{open_at, with_song};
use super::{Locale, Tab};
use crate::session::{Command, How, Selecting, fixture};

/// Software Vulkan of one version draws them to the bit; another version, or a GPU, rounds edges
/// otherwise.
const MOST_FAILED_PIXELS: usize = 1_500;

#[test]
fn main_views_look_as_they_did() {
    let mut results = SnapshotResults::new();
    for (name, theme, locale, tab, side) in [
        ("song", Theme::Dark, Locale::EN, Tab::Scores, Tab::Song),
        (
            "clusters",
            Theme::Light,
            Locale::EN,
            Tab::Clusters,
            Tab::Song,
        ),
        (
            "selection",
            Theme::Light,
            Locale::BN,
            Tab::Songs,
            Tab::Selection,
        ),
        ("trust", Theme::Dark, Locale::BN, Tab::Trust, Tab::Song),
    ] {
        let mut session = with_song(3);
        if side == Tab::Selection {
            session.apply(Command::Selecting(Selecting::Songs(
                (0..25).collect(),
                How::Replace,
            )));
        }
        fixture::settle(&mut session);
        let mut harness = open_at(vec2(1280.0, 800.0), theme, session);
        let view = &mut harness.state_mut().view;
        view.prefs.locale = locale;
        view.show(tab);
        view.show(side);
        harness.run_steps(60);
        let options = SnapshotOptions::new()
            .max_failed_pixels(MOST_FAILED_PIXELS)
            .output_path("tests/snapshots");
        harness.snapshot_options(name, &options);
        results.extend_harness(&mut harness);
    }
}
