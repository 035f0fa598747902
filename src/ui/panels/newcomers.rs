//! Songs that were placed on a finished map: which cluster they fall into, what they are near to, and
//! whether the model has seen anything like them.

use std::path::PathBuf;

use eframe::egui::{
    Id, Key, Label, RichText, Role, ScrollArea, Sense, Spinner, TextEdit, Ui, WidgetInfo,
};

use crate::config::typed_path;
use crate::pipeline::Newcomers;
use crate::session::{Command, Placing};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{CAPTION, S1, S2, tokens};
use crate::ui::ground::widgets::{
    beside_bar, bold, caption, empty_ui, one_line, remark_ui, small_icon_button,
};
use crate::ui::panel::Panel;
use crate::ui::panels::clusters;
use crate::ui::request::{FileRequest, FileRequestFor, FileRequestKind};
use crate::words::{fill, id, tr};

const TABLE: &str = "new_songs.csv";

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct NewcomersView {
    /// As it is typed.
    path: String,
}

impl Panel for NewcomersView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        if cx.session.shown_analysis().is_none() {
            let advice = tr(id::PLACING_ANALYSE_FIRST);
            return empty_ui(ui, tr(id::PLACING_NEW_SONGS), advice);
        }
        self.choose_ui(ui, cx);
        ui.add_space(S1);
        if cx.session.placing().is_placing() {
            ui.horizontal(|ui| {
                ui.add(Spinner::new().size(12.0));
                ui.label(caption(tr(id::PLACING_UNDER_WAY), tokens(ui.ctx())));
            });
        }
        match cx.session.newcomers().cloned() {
            Some(newcomers) => list_ui(ui, cx, &newcomers),
            None => {
                let advice = caption(tr(id::PLACING_WHAT_IT_DOES), tokens(ui.ctx()));
                ui.add(Label::new(advice).wrap());
            }
        }
    }
}

impl NewcomersView {
    fn choose_ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        let field = ui.add(
            TextEdit::singleline(&mut self.path)
                .id(Id::unique("new songs"))
                .hint_text(tr(id::PLACING_PATH))
                .desired_width(ui.available_width() - S2),
        );
        let name = tr(id::PLACING_PATH);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        let is_entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if let Some(path) = typed_path(&self.path).filter(|_| is_entered) {
            cx.push(Command::Placing(Placing::Place(vec![path])));
            self.path.clear();
        }
        ui.horizontal_wrapped(|ui| {
            for (text, kind) in [
                (id::PLACING_FILE, FileRequestKind::OpenFile),
                (id::PLACING_FOLDER, FileRequestKind::Folder),
            ] {
                if ui.button(tr(text)).clicked() {
                    cx.act(ask(cx, FileRequestFor::NewSongs, kind));
                }
            }
        });
    }
}

fn ask(cx: &Cx, what_for: FileRequestFor, kind: FileRequestKind) -> Action {
    let folder = cx.prefs.last_folder.clone().unwrap_or_default();
    let (path, extension): (PathBuf, _) = match kind {
        FileRequestKind::SaveFile => (folder.join(TABLE), "csv"),
        FileRequestKind::OpenFile => (folder.join(""), ""),
        FileRequestKind::Folder => (folder, ""),
    };
    Action::ChooseFile(FileRequest {
        what_for,
        kind,
        path,
        extension,
    })
}

fn list_ui(ui: &mut Ui, cx: &mut Cx, newcomers: &Newcomers) {
    let n = newcomers.songs.len();
    ui.horizontal_wrapped(|ui| {
        ui.label(bold(fill(id::COMMON_N_SONGS, &[("n", &n)])));
        if ui.button(tr(id::PLACING_SAVE)).clicked() {
            cx.act(ask(
                cx,
                FileRequestFor::NewSongsTable,
                FileRequestKind::SaveFile,
            ));
        }
        if ui.button(tr(id::PLACING_CLEAR)).clicked() {
            cx.push(Command::Placing(Placing::Clear));
        }
    });
    let t = tokens(ui.ctx());
    ui.add(Label::new(caption(tr(id::PLACING_HOW), t)).wrap());
    ui.add_space(S1);
    ScrollArea::vertical()
        .auto_shrink(false)
        .content_margin(beside_bar(16))
        .show(ui, |ui| {
            for song in 0..n {
                song_ui(ui, cx, newcomers, song);
                ui.add_space(S2);
            }
        });
}

fn song_ui(ui: &mut Ui, cx: &mut Cx, newcomers: &Newcomers, index: usize) {
    let t = tokens(ui.ctx());
    let song = &newcomers.songs[index];
    let is_pointed = cx.session.placing().pointed() == Some(index);
    ui.horizontal(|ui| {
        let play = fill(id::COMMON_PLAY_TITLE, &[("title", &song.title)]);
        if small_icon_button(ui, Icon::Play, &play, song.audio.is_some()).clicked() {
            cx.push(Command::Placing(Placing::Point(Some(index))));
            cx.push(Command::Placing(Placing::Play(index)));
        }
        let title = RichText::new(&song.title).color(if is_pointed { t.accent } else { t.text });
        let title = one_line(ui, title).interact(Sense::click());
        let name = fill(id::PLACING_SHOW_ON_MAP, &[("title", &song.title)]);
        title.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if title.on_hover_text(&name).clicked() {
            let pointed = (!is_pointed).then_some(index);
            cx.push(Command::Placing(Placing::Point(pointed)));
        }
    });
    let cluster = match newcomers.clusters[index] {
        Some(cluster) => clusters::full_name(cx.session, cluster),
        None => tr(id::PLACING_IN_NO_CLUSTER).to_string(),
    };
    ui.add(Label::new(caption(cluster, t)).wrap());
    nearest_ui(ui, cx, &newcomers.nearest[index]);
    if newcomers.is_outside(index) {
        remark_ui(ui, tr(id::PLACING_OUTSIDE), t.warning);
    }
}

/// The nearest songs of the map, each to be heard.
fn nearest_ui(ui: &mut Ui, cx: &mut Cx, nearest: &[(usize, f32)]) {
    const TOLD: usize = 3;
    let t = tokens(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        ui.label(caption(tr(id::PLACING_NEAR), t));
        for &(song, distance) in nearest.iter().take(TOLD) {
            let Some(title) = cx.session.song(song).map(|song| song.title.clone()) else {
                continue;
            };
            let text = RichText::new(format!("{title} {distance:.2}")).size(CAPTION);
            let name = fill(id::COMMON_PLAY_TITLE, &[("title", &title)]);
            let link = ui.link(text);
            link.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
            if link.clicked() {
                cx.push(Command::Play(song));
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use crate::session::placing_fixture::session_with_newcomers;
    use crate::ui::Tab;
    use crate::ui::tests::{open, run};

    #[test]
    fn songs_placed_are_listed_with_what_they_are_near_to_and_taken_away() {
        let mut harness = open(session_with_newcomers());
        harness.state_mut().view.show(Tab::Newcomers);
        run(&mut harness);
        let newcomers = harness.state().session.newcomers().unwrap().clone();
        let title = newcomers.songs[0].title.clone();
        harness
            .get_by_label(&format!("Show {title} on the map"))
            .click();
        run(&mut harness);
        assert_eq!(harness.state().session.placing().pointed(), Some(0));
        let (nearest, _) = newcomers.nearest[0][0];
        let near = harness.state().session.song(nearest).unwrap().title.clone();
        harness
            .get_all_by_label(&format!("Play {near}"))
            .next()
            .unwrap()
            .click();
        run(&mut harness);
        assert_eq!(harness.state().session.selected(), Some(nearest));
        harness.get_by_label("Take off the map").click();
        run(&mut harness);
        assert!(harness.state().session.newcomers().is_none());
    }
}
