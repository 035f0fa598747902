//! How far another person's labels agree, from their session file.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use eframe::egui::{CollapsingHeader, Id, Key, Label, Role, TextEdit, Ui, WidgetInfo};

use crate::config::typed_path;
use crate::curation::{Agreement, ColumnAgreement};
use crate::job::ByAddress;
use crate::library::Library;
use crate::session::{Command, Curating};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S1, tokens};
use crate::ui::ground::widgets::{bold, caption};
use crate::ui::request::{FileRequest, FileRequestFor, FileRequestKind};
use crate::ui::words::glossary;
use crate::words::{decimal, fill, id, tr};

/// So many songs are listed of which two people say other things.
const LISTED: usize = 50;

/// What is being typed, and where the songs are of which two people say other things.
#[derive(Default)]
pub(super) struct OtherView {
    path: String,
    made_for: Option<(ByAddress<Agreement>, ByAddress<Library>)>,
    songs: HashMap<String, usize>,
}

impl OtherView {
    /// Looks for the songs once, and not in each frame.
    fn follow(&mut self, agreement: &Arc<Agreement>, library: Option<&Arc<Library>>) {
        let Some(library) = library else { return };
        let key = (ByAddress(agreement.clone()), ByAddress(library.clone()));
        if self.made_for.as_ref() == Some(&key) {
            return;
        }
        let columns = agreement.columns.iter();
        let listed = columns.flat_map(|column| column.differing.iter().take(LISTED));
        let listed: HashSet<&str> = listed.map(|differing| differing.song.as_str()).collect();
        let songs = library.songs.iter().enumerate();
        let songs = songs.filter(|(_, song)| listed.contains(song.id.as_str()));
        self.songs = songs.map(|(i, song)| (song.id.clone(), i)).collect();
        self.made_for = Some(key);
    }
}

pub(super) fn other_ui(ui: &mut Ui, cx: &mut Cx, view: &mut OtherView) {
    let t = tokens(ui.ctx());
    CollapsingHeader::new(bold(tr(id::OWN_ANOTHERS_LABELS)))
        .id_salt("another's labels")
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = S1;
            ui.add(Label::new(caption(tr(id::OWN_ANOTHERS_WHAT), t)).wrap());
            choose_ui(ui, cx, view);
            let Some(path) = cx.session.curating().compared_with() else {
                return;
            };
            let name = path.file_name().unwrap_or(path.as_os_str());
            let name = name.to_string_lossy().into_owned();
            ui.horizontal_wrapped(|ui| {
                ui.label(caption(&name, t));
                if ui.button(tr(id::OWN_LET_GO)).clicked() {
                    cx.push(Command::Curating(Curating::LetGo));
                }
            });
            if let Some(agreement) = cx.session.curating().agreement().cloned() {
                view.follow(&agreement, cx.session.library());
                agreement_ui(ui, cx, &agreement, &view.songs);
            }
        });
}

fn choose_ui(ui: &mut Ui, cx: &mut Cx, view: &mut OtherView) {
    ui.horizontal(|ui| {
        let name = tr(id::OWN_PATH_OF_SESSION);
        let field = ui.add(
            TextEdit::singleline(&mut view.path)
                .id(Id::unique("another's session"))
                .hint_text(name)
                .desired_width((ui.available_width() - 96.0).max(80.0)),
        );
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        let is_entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if let Some(path) = typed_path(&view.path).filter(|_| is_entered) {
            cx.push(Command::Curating(Curating::Compare(path)));
        }
        if ui.button(tr(id::COMMON_BROWSE)).clicked() {
            let folder = cx.prefs.last_folder.clone().unwrap_or_default();
            cx.act(Action::ChooseFile(FileRequest {
                what_for: FileRequestFor::AnothersSession,
                kind: FileRequestKind::OpenFile,
                path: folder.join(""),
                extension: "latentune",
            }));
        }
    });
}

fn agreement_ui(ui: &mut Ui, cx: &mut Cx, agreement: &Agreement, songs: &HashMap<String, usize>) {
    let t = tokens(ui.ctx());
    if agreement.columns.is_empty() {
        ui.add(Label::new(caption(tr(id::OWN_NO_COLUMN_IN_COMMON), t)).wrap());
    }
    for column in &agreement.columns {
        column_ui(ui, cx, column, songs);
    }
    for (names, text) in [
        (&agreement.only_a, id::OWN_COLUMNS_ONLY_YOURS),
        (&agreement.only_b, id::OWN_COLUMNS_ONLY_THEIRS),
    ] {
        if !names.is_empty() {
            let told = fill(text, &[("names", &names.join(", "))]);
            ui.add(Label::new(caption(told, t)).wrap());
        }
    }
}

fn column_ui(ui: &mut Ui, cx: &mut Cx, column: &ColumnAgreement, songs: &HashMap<String, usize>) {
    let t = tokens(ui.ctx());
    ui.label(bold(&column.name));
    let kappa = match column.kappa {
        Some(kappa) => decimal(kappa, 3),
        None => tr(id::COMMON_UNDEFINED).to_string(),
    };
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("kappa", &kappa),
        ("percent", &format!("{:.0}", column.percent_same())),
        ("same", &column.n_same),
        ("n", &column.n_both),
    ];
    let line = Label::new(fill(id::OWN_KAPPA_LINE, &values)).wrap();
    glossary::explain(ui.add(line), &glossary::pictures::KAPPA);
    let values: [(&str, &dyn std::fmt::Display); 2] =
        [("yours", &column.only_a), ("theirs", &column.only_b)];
    let alone = fill(id::OWN_LABELLED_BY_ONE, &values);
    ui.add(Label::new(caption(alone, t)).wrap());
    for differing in column.differing.iter().take(LISTED) {
        let song = songs.get(&differing.song).copied();
        let title = song.and_then(|song| cx.session.song(song));
        let title = title.map_or(differing.song.clone(), |song| song.title.clone());
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("title", &title), ("a", &differing.a), ("b", &differing.b)];
        let text = fill(id::OWN_DISAGREEMENT, &values);
        let text = eframe::egui::RichText::new(text).size(12.0);
        match song {
            Some(song) => {
                if ui.link(text).clicked() {
                    cx.push(Command::Select(Some(song)));
                }
            }
            None => drop(ui.add(Label::new(text).wrap())),
        }
    }
    let n_more = column.differing.len().saturating_sub(LISTED);
    if n_more > 0 {
        ui.label(caption(fill(id::COMMON_N_MORE, &[("n", &n_more)]), t));
    }
}
