//! The values of a column: a click gives one to the songs; they are renamed, joined and split.

use eframe::egui::{Button, Id, Key, Label, Popup, Role, Spinner, TextEdit, Ui, WidgetInfo};

use crate::curation::{EditedScores, OwnKey};
use crate::scores::{Internal, Metric};
use crate::session::{Command, Curating, How, Selecting, Session};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{S1, tokens};
use crate::ui::ground::widgets::{caption, small_icon_button};
use crate::ui::words::glossary;
use crate::words::{Text, decimal, fill, id, tr};

/// What is being typed.
#[derive(Default)]
pub(super) struct ValuesView {
    new: String,
    renamed: Option<(OwnKey, u32, String)>,
    focus: bool,
    /// Put the caret into the field of a new value: whoever has named a column goes on with its
    /// first value.
    focus_new: bool,
}

impl ValuesView {
    /// The next thing that is typed is a new value.
    pub(super) fn await_value(&mut self) {
        self.focus_new = true;
    }
}

pub(super) fn values_ui(ui: &mut Ui, cx: &mut Cx, view: &mut ValuesView, key: OwnKey) {
    let values: Vec<(u32, String, usize)> = cx
        .session
        .curating()
        .values_in_use()
        .map(|(value, text, n)| (value, text.to_string(), n))
        .collect();
    for (place, (value, text, n)) in values.iter().enumerate() {
        match &view.renamed {
            Some((of, renamed, _)) if (*of, *renamed) == (key, *value) => rename_ui(ui, cx, view),
            _ => value_ui(ui, cx, view, (key, &values), (place, *value, text, *n)),
        }
    }
    new_ui(ui, cx, view, key);
    if cx.session.curating().is_splitting() {
        ui.horizontal(|ui| {
            ui.add(Spinner::new().size(12.0));
            ui.label(caption(tr(id::OWN_UNDER_WAY), tokens(ui.ctx())));
        });
    }
    edited_ui(ui, cx, key);
}

/// One value: its colour, a button that gives it, how many have it, and what else can be done.
fn value_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut ValuesView,
    (key, all): (OwnKey, &[(u32, String, usize)]),
    (place, value, text, n): (usize, u32, &str, usize),
) {
    let t = tokens(ui.ctx());
    let is_given = is_given(cx.session, key, value);
    ui.horizontal(|ui| {
        let (dot, _) =
            ui.allocate_exact_size(eframe::egui::vec2(10.0, 10.0), eframe::egui::Sense::hover());
        ui.painter()
            .circle_filled(dot.center(), 4.0, palette::of_class(Some(value), t));
        let give = Action::GiveValue(place);
        let keys = give.keys_text();
        let mut button = Button::new(text).selected(is_given).truncate();
        if !keys.is_empty() {
            button = button.shortcut_text(keys);
        }
        let has_songs = !cx.session.songs_to_label().is_empty();
        let room = (ui.available_width() - 84.0).max(80.0);
        let button = ui.add_enabled(has_songs, button.min_size(eframe::egui::vec2(room, 0.0)));
        button.widget_info(|| {
            let name = fill(id::OWN_LABEL_AS, &[("value", &text)]);
            WidgetInfo::selected(Role::Button, has_songs, is_given, name)
        });
        if button.clicked() {
            // Another click takes it away.
            let value = if is_given { "" } else { text };
            give_to_songs(cx, key, value);
        }
        ui.label(caption(n.to_string(), t));
        let what = fill(id::OWN_MORE_OF, &[("name", &text)]);
        let more = small_icon_button(ui, Icon::More, &what, true);
        Popup::menu(&more).show(|ui| {
            ui.set_min_width(180.0);
            menu_ui(ui, cx, view, (key, all), (value, text));
        });
    });
}

fn menu_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut ValuesView,
    (key, all): (OwnKey, &[(u32, String, usize)]),
    (value, text): (u32, &str),
) {
    if ui.button(tr(id::MAP_MENU_SELECT_THESE_SONGS)).clicked()
        && let Some(column) = cx.session.own().column(key)
    {
        let songs = column.label.of_song.iter().enumerate();
        let songs = songs.filter(|(_, class)| **class == Some(value));
        let songs = songs.map(|(song, _)| song).collect();
        cx.push(Command::Selecting(Selecting::Songs(songs, How::Replace)));
    }
    if ui.button(tr(id::OWN_RENAME)).clicked() {
        view.renamed = Some((key, value, text.to_string()));
        view.focus = true;
    }
    let can_split = cx.session.shown_analysis().is_some() && !cx.session.curating().is_splitting();
    let split = ui.add_enabled(can_split, Button::new(tr(id::OWN_SPLIT_IN_TWO)));
    if split.on_hover_text(tr(id::OWN_SPLIT_HOW)).clicked() {
        cx.push(Command::Curating(Curating::Split(key, value)));
    }
    let others = all.iter().filter(|(other, ..)| *other != value);
    for (i, (_, other, _)) in others.enumerate() {
        if i == 0 {
            ui.separator();
        }
        let join = fill(id::OWN_JOIN_WITH, &[("other", other)]);
        if ui.button(join).clicked() {
            let joined = Curating::RenameValue(key, value, other.clone());
            cx.push(Command::Curating(joined));
        }
    }
}

/// True where every song that is being labelled has the value.
fn is_given(session: &Session, key: OwnKey, value: u32) -> bool {
    let songs = session.songs_to_label();
    let Some(column) = session.own().column(key).filter(|_| !songs.is_empty()) else {
        return false;
    };
    let has_it = |&song: &usize| column.label.class(song) == Some(value);
    songs.iter().all(has_it)
}

fn give_to_songs(cx: &mut Cx, key: OwnKey, value: &str) {
    let songs = cx.session.songs_to_label().into_owned();
    let given = Curating::Give(key, songs, value.to_string());
    cx.push(Command::Curating(given));
}

fn rename_ui(ui: &mut Ui, cx: &mut Cx, view: &mut ValuesView) {
    let Some((key, value, text)) = &mut view.renamed else {
        return;
    };
    let name = tr(id::OWN_NAME_OF_VALUE);
    let field = ui.add(
        TextEdit::singleline(text)
            .id(Id::unique("own value renamed"))
            .desired_width(ui.available_width() - 16.0),
    );
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    if std::mem::take(&mut view.focus) {
        field.request_focus();
    } else if field.lost_focus() {
        if ui.input(|i| i.key_pressed(Key::Enter)) {
            let renamed = Curating::RenameValue(*key, *value, text.clone());
            cx.push(Command::Curating(renamed));
        }
        view.renamed = None;
    }
}

/// A value that is typed.
fn new_ui(ui: &mut Ui, cx: &mut Cx, view: &mut ValuesView, key: OwnKey) {
    let text = &mut view.new;
    let has_songs = !cx.session.songs_to_label().is_empty();
    ui.add_enabled_ui(has_songs, |ui| {
        ui.horizontal(|ui| {
            let name = tr(id::OWN_TYPE_VALUE);
            let field = ui.add(
                TextEdit::singleline(text)
                    .id(Id::unique("own value"))
                    .hint_text(name)
                    .desired_width((ui.available_width() - 96.0).max(80.0)),
            );
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, has_songs, name));
            if std::mem::take(&mut view.focus_new) && has_songs {
                field.request_focus();
            }
            let is_entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            let is_filled = !text.trim().is_empty();
            let give = ui.add_enabled(is_filled, Button::new(tr(id::OWN_GIVE)));
            if is_filled && (is_entered || give.clicked()) {
                let value = std::mem::take(text);
                give_to_songs(cx, key, &value);
                if is_entered {
                    field.request_focus();
                }
            }
        });
    });
}

/// Of clusters edited by hand: how many songs were moved, what that does to the scores, and the way
/// back.
fn edited_ui(ui: &mut Ui, cx: &mut Cx, key: OwnKey) {
    let t = tokens(ui.ctx());
    let made = cx.session.curating().made().clone();
    let Some(n_moved) = made.column(key).and_then(|column| column.n_moved()) else {
        return;
    };
    ui.add_space(S1);
    let text = fill(id::OWN_EDITED_N_MOVED, &[("n", &n_moved)]);
    ui.add(Label::new(caption(text, t)).wrap());
    let scores = cx.session.own_scores().cloned();
    let edited = scores.as_deref().map(|scores| &scores.edited);
    if let Some(edited) = edited.and_then(|edited| edited.iter().find(|e| e.key == key)) {
        scores_ui(ui, cx.session, edited);
    } else if cx.session.curating().is_scoring() {
        ui.label(caption(tr(id::OWN_UNDER_WAY), t));
    }
    let songs = cx.session.songs_to_label().into_owned();
    let back = Button::new(tr(id::OWN_PUT_BACK));
    if ui.add_enabled(!songs.is_empty(), back).clicked() {
        cx.push(Command::Curating(Curating::PutBack(key, songs)));
    }
}

/// Each score of the edited clusters beside that of the method's own.
fn scores_ui(ui: &mut Ui, session: &Session, edited: &EditedScores) {
    let t = tokens(ui.ctx());
    let Some(analysis) = session.shown_analysis() else {
        return;
    };
    for &score in Internal::ALL {
        let (name, term) = glossary::scores::internal(score);
        let decimals = score.facts().decimals;
        let told = |value: Option<f64>| match value.filter(|v| v.is_finite()) {
            Some(value) => decimal(value, decimals),
            None => tr(id::COMMON_UNDEFINED).to_string(),
        };
        let text: Text = id::OWN_SCORE_EDITED_BESIDE_METHOD;
        let values: [(&str, &dyn std::fmt::Display); 3] = [
            ("score", &name),
            ("edited", &told(edited.scores[score])),
            ("method", &told(analysis.scores[score])),
        ];
        let line = ui.add(Label::new(caption(fill(text, &values), t)).wrap());
        glossary::explain(line, term);
    }
}
