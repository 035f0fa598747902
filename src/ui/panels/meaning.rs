//! Songs by what they are about: a question in words, in any language, or other songs, added and
//! taken away; the nearest first, a click plays.

use eframe::egui::{Button, Id, Key, Role, ScrollArea, Spinner, TextEdit, Ui, WidgetInfo};

use crate::pipeline::MeaningBy;
use crate::session::{Command, How, Meaning, Mix, Ranking, Selecting};

use crate::ui::action::Action;
use crate::ui::action_button::action_button_ui;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{S1, S2, tokens};
use crate::ui::ground::widgets::{beside_bar, caption, empty_ui, one_line, small_icon_button};
use crate::ui::panel::Panel;
use crate::ui::panels::neighbours::song_row_ui;
use crate::words::{Text, fill, id, tr};

/// More would be no nearest ones any more.
const LISTED: usize = 50;
/// So many are selected at once.
const TAKEN: usize = 10;

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct MeaningView {
    question: String,
}

impl Panel for MeaningView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        if cx.session.shown_analysis().is_none() {
            let advice = tr(id::MEANING_ONCE_SONGS_ARE_ANALYSED);
            return empty_ui(ui, tr(id::MEANING_TITLE), advice);
        }
        self.question_ui(ui, cx);
        ui.add_space(S1);
        songs_ui(ui, cx);
        ui.add_space(S2);
        if cx.session.meaning().is_looking() {
            ui.horizontal(|ui| {
                ui.add(Spinner::new().size(12.0));
                ui.label(caption(tr(id::MEANING_LOOKING), tokens(ui.ctx())));
            });
        } else if let Some(ranking) = cx.session.ranking().cloned() {
            ranking_ui(ui, cx, &ranking);
        } else {
            let advice = caption(tr(id::MEANING_WHAT_CAN_BE_ASKED), tokens(ui.ctx()));
            ui.add(eframe::egui::Label::new(advice).wrap());
        }
    }
}

impl MeaningView {
    fn question_ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        ui.horizontal(|ui| {
            let find = tr(id::MEANING_FIND);
            let room = ui.available_width() - 72.0;
            let field = ui.add(
                TextEdit::singleline(&mut self.question)
                    .id(Id::unique("meaning"))
                    .hint_text(tr(id::MEANING_SONGS_ABOUT_RAIN))
                    .desired_width(room.max(60.0)),
            );
            let name = tr(id::MEANING_QUESTION);
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
            let is_entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            let is_pressed = ui.add(Button::new(find)).clicked();
            let question = self.question.trim();
            if (is_entered || is_pressed) && !question.is_empty() {
                cx.push(Command::Meaning(Meaning::Words(question.to_string())));
            }
        });
    }
}

/// The songs that are asked with, and what can be added.
fn songs_ui(ui: &mut Ui, cx: &mut Cx) {
    let mix = match cx.session.ranking().map(|ranking| &ranking.asked) {
        Some(Meaning::Mix(mix)) => mix.clone(),
        Some(Meaning::Words(_)) | None => Mix::default(),
    };
    let ask = |mix: Mix| Command::Meaning(Meaning::Mix(mix));
    for (songs, sign) in [(&mix.plus, "+"), (&mix.minus, "−")] {
        for &song in songs {
            let Some(title) = cx.session.song(song).map(|song| song.title.clone()) else {
                continue;
            };
            ui.horizontal(|ui| {
                let name = fill(id::MEANING_TAKE_AWAY, &[("title", &title)]);
                if small_icon_button(ui, Icon::Close, &name, true).clicked() {
                    cx.push(ask(mix.without(song)));
                }
                let t = tokens(ui.ctx());
                one_line(ui, caption(format!("{sign} {title}"), t));
            });
        }
    }
    action_button_ui(ui, cx, Action::MoreLike);
    let Some(song) = cx.session.selected() else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        let mut choice = |ui: &mut Ui, text: Text, is_plus| {
            if ui
                .button(tr(text))
                .on_hover_text(tr(id::MEANING_ARITHMETIC))
                .clicked()
            {
                cx.push(ask(mix.with(song, is_plus)));
            }
        };
        choice(ui, id::MEANING_PLUS_THIS_SONG, true);
        if !mix.plus.is_empty() {
            choice(ui, id::MEANING_MINUS_THIS_SONG, false);
        }
    });
}

fn ranking_ui(ui: &mut Ui, cx: &mut Cx, ranking: &Ranking) {
    let t = tokens(ui.ctx());
    let found = &ranking.found;
    let mut told = tr(match (&ranking.asked, ranking.by) {
        (Meaning::Mix(_), _) => id::MEANING_BY_LATENT_SPACE,
        (Meaning::Words(_), Some(MeaningBy::Sentences)) => id::MEANING_BY_SENTENCES,
        (Meaning::Words(_), Some(MeaningBy::Lsa)) => id::MEANING_BY_LSA,
        (Meaning::Words(_), Some(MeaningBy::Tags)) => id::MEANING_BY_TAGS,
        (Meaning::Words(_), None) => id::MEANING_NO_LYRICS,
    })
    .to_string();
    if !found.unknown.is_empty() {
        let words = found.unknown.join(", ");
        told = format!(
            "{told} {}",
            fill(id::MEANING_UNKNOWN_WORDS, &[("words", &words)])
        );
    }
    ui.add(eframe::egui::Label::new(caption(told, t)).wrap());
    if found.songs.is_empty() {
        let nothing = caption(tr(id::MEANING_NOTHING_FOUND), t);
        ui.add(eframe::egui::Label::new(nothing).wrap());
        return;
    }
    let n_taken = TAKEN.min(found.songs.len());
    let first: Vec<usize> = found.songs[..n_taken]
        .iter()
        .map(|(song, _)| *song)
        .collect();
    let take = fill(id::MEANING_SELECT_FIRST, &[("n", &n_taken)]);
    if ui.button(take).clicked() {
        cx.push(Command::Selecting(Selecting::Songs(first, How::Replace)));
    }
    let is_distance = matches!(ranking.asked, Meaning::Mix(_));
    let listed = &found.songs[..LISTED.min(found.songs.len())];
    let largest = listed
        .iter()
        .map(|(_, v)| *v)
        .fold(f32::MIN_POSITIVE, f32::max);
    let hint = tr(match is_distance {
        true => id::NEIGHBOURS_DISTANCE_LATENT_SPACE_CLICK_PLAY,
        false => id::MEANING_NEARNESS_CLICK_PLAYS,
    });
    ScrollArea::vertical()
        .auto_shrink(false)
        .content_margin(beside_bar(16))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for &(song, value) in listed {
                let told = (format!("{value:.2}"), (value / largest).max(0.0));
                song_row_ui(ui, cx, song, told, hint);
            }
            if found.songs.len() > LISTED {
                let n = found.songs.len() - LISTED;
                ui.label(caption(fill(id::COMMON_N_MORE, &[("n", &n)]), t));
            }
        });
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::session::fixture::{self, settle};
    use crate::ui::Tab;
    use crate::ui::tests::{open, run};

    #[test]
    fn a_question_lists_songs_that_play_and_can_be_selected() {
        let mut session = fixture::session();
        let song = session.library().unwrap().songs[1].clone();
        session.apply(Command::Meaning(Meaning::Words(
            song.lyrics.unwrap().text(),
        )));
        settle(&mut session);
        let mut harness = open(session);
        harness.state_mut().view.show(Tab::Meaning);
        run(&mut harness);
        harness.get_by_label("What the songs are about");
        harness.get_by_label_contains("latent semantic analysis");
        harness.get_by_label("Select the first 10").click();
        run(&mut harness);
        let session = &harness.state().session;
        let first = session.ranking().unwrap().found.songs[0].0;
        assert!(session.selection().contains(first));
        assert_eq!(session.selection().len(), 10);
        let play = format!("Play {}", session.song(first).unwrap().title);
        harness.get_by_label(&play).click();
        run(&mut harness);
        assert_eq!(harness.state().session.selected(), Some(first));
        // What was selected is asked with.
        harness.get_by_label("More songs like these").click();
        run(&mut harness);
        settle(&mut harness.state_mut().session);
        run(&mut harness);
        harness.get_by_label_contains("nearest in latent space");
    }
}
