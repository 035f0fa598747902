//! Songs that are one under several names: the same file, the same words, or a recording that was
//! coded again, cut or made louder.

use eframe::egui::Ui;

use crate::features::CopiedSong;
use crate::session::{Command, How, Selecting};

use super::wrapped_ui;
use crate::ui::action::Action;
use crate::ui::action_button::action_button_ui;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::tokens;
use crate::ui::ground::widgets::{bold, caption};
use crate::ui::panels::neighbours::song_row_ui;
use crate::words::{fill, id, tr};

/// More are a table's, and no panel's.
const LISTED: usize = 50;

pub(super) fn copies_ui(ui: &mut Ui, cx: &mut Cx) {
    let copies = cx.session.why().copies().to_vec();
    ui.label(bold(tr(id::WHY_COPIES)))
        .on_hover_text(tr(id::WHY_COPIES_HINT));
    if copies.is_empty() {
        return wrapped_ui(ui, tr(id::WHY_NO_COPIES));
    }
    wrapped_ui(ui, &fill(id::WHY_N_COPIES, &[("n", &copies.len())]));
    action_button_ui(ui, cx, Action::SelectCopies);
    for copy in copies.iter().take(LISTED) {
        pair_ui(ui, cx, copy);
    }
    if copies.len() > LISTED {
        let n = copies.len() - LISTED;
        ui.label(caption(
            fill(id::COMMON_N_MORE, &[("n", &n)]),
            tokens(ui.ctx()),
        ));
    }
}

fn pair_ui(ui: &mut Ui, cx: &mut Cx, copy: &CopiedSong) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for song in [copy.first, copy.song] {
            let hint = tr(id::WHY_CLICK_PLAYS);
            song_row_ui(ui, cx, song, (String::new(), 0.0), hint);
        }
    });
    wrapped_ui(ui, &in_words(copy));
    if ui
        .button(tr(id::WHY_HOLD_THEM_AGAINST_EACH_OTHER))
        .clicked()
    {
        let both = vec![copy.first, copy.song];
        cx.push(Command::Selecting(Selecting::Songs(both, How::Replace)));
        // The recording of the chosen song is shown beside the other's.
        cx.push(Command::Select(Some(copy.first)));
    }
}

fn in_words(copy: &CopiedSong) -> String {
    let share = |share: f64| format!("{:.0} %", 100.0 * share);
    let mut parts = Vec::new();
    if copy.is_same_file {
        parts.push(tr(id::WHY_SAME_FILE).to_string());
    }
    if let Some(sound) = copy.sound {
        let apart = format!("{:.1} %", 100.0 * sound);
        parts.push(fill(id::WHY_SOUND_APART, &[("share", &apart)]));
    }
    if let Some(words) = copy.words {
        parts.push(fill(id::WHY_WORDS_IN_COMMON, &[("share", &share(words))]));
    }
    parts.join(" · ")
}
