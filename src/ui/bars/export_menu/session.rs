//! Session files: where to save, which to open, and the offer after a crash.

use std::time::SystemTime;

use eframe::egui::{Align, Button, Context, Id, Label, Layout, Modal, RichText, Ui, vec2};

use crate::session::{Command, Keeping, Left, Session, Source};

use super::path::PathField;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, S2, S3, SUBTITLE, tokens};
use crate::ui::ground::widgets::caption;
use crate::ui::prefs::Prefs;
use crate::ui::request::FileRequestKind;
use crate::words::{fill, id, tr};

pub(crate) struct SaveForm {
    pub(crate) path: PathField,
}

impl SaveForm {
    pub(crate) fn new(session: &Session, prefs: &Prefs) -> Self {
        let stem = match session.source() {
            Some(Source::Path(path)) => path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            _ => "demo".to_string(),
        };
        let mut path = PathField::new(
            prefs,
            &format!("{stem}.latentune"),
            FileRequestKind::SaveFile,
            "latentune",
        );
        if let Some(own) = session.keeping().path() {
            path.text = own.display().to_string();
        }
        Self { path }
    }

    pub(crate) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) -> bool {
        let t = tokens(ui.ctx());
        let about = tr(id::EXPORT_MENU_SONGS_SETTINGS_SELECTION_COLOURS);
        ui.add(Label::new(caption(about, t)).wrap());
        self.path.ui(ui, cx)
    }
}

pub(crate) struct OpenForm {
    pub(crate) path: PathField,
}

impl OpenForm {
    pub(crate) fn new(prefs: &Prefs) -> Self {
        let mut path = PathField::new(prefs, "", FileRequestKind::OpenFile, "latentune");
        if let Some(last) = prefs.recent_sessions.first() {
            path.text = last.display().to_string();
        }
        Self { path }
    }

    pub(crate) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) -> bool {
        self.path.ui(ui, cx)
    }
}

/// How many sessions that ended badly are listed; older ones come up when these are answered.
const LISTED: usize = 5;

/// What sessions that ended badly have left is offered, each by name and age, until one is taken or
/// all are let go.
pub(crate) fn offer_ui(ctx: &Context, cx: &mut Cx) {
    let left = cx.session.keeping().offer();
    if left.is_empty() {
        return;
    }
    let t = tokens(ctx);
    let frame = theme::card(t).inner_margin(24.0);
    let modal = Modal::new(Id::unique("restore"))
        .frame(frame)
        .show(ctx, |ui| {
            ui.set_width(440.0);
            ui.add(
                Label::new(
                    RichText::new(tr(id::EXPORT_MENU_RESTORE_SESSION))
                        .font(theme::semibold(SUBTITLE)),
                )
                .wrap(),
            );
            ui.add_space(S2);
            let about = tr(id::EXPORT_MENU_LATENTUNE_NOT_CLOSED_AS_SHOULD);
            ui.add(Label::new(caption(about, t)).wrap());
            ui.add_space(S3);
            let mut answer = None;
            for (i, left) in left.iter().take(LISTED).enumerate() {
                answer = left_ui(ui, left, i).or(answer);
                ui.add_space(S2);
            }
            ui.separator();
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if ui.button(tr(id::EXPORT_MENU_ASK_ME_LATER)).clicked() {
                    answer = Some(Keeping::AskLater);
                }
            });
            answer
        });
    let closed = modal.should_close().then_some(Keeping::AskLater);
    if let Some(answer) = modal.inner.or(closed) {
        cx.push(Command::Keeping(answer));
    }
}

/// One session: what it is of and how old, and what can be done with it.
fn left_ui(ui: &mut Ui, left: &Left, index: usize) -> Option<Keeping> {
    let t = tokens(ui.ctx());
    let mut answer = None;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button(tr(id::EXPORT_MENU_LET_GO)).clicked() {
                answer = Some(Keeping::Forget(index));
            }
            let text = RichText::new(tr(id::EXPORT_MENU_RESTORE)).color(t.on_accent);
            if ui
                .add(Button::new(text).fill(t.accent).min_size(vec2(88.0, 28.0)))
                .clicked()
            {
                answer = Some(Keeping::Restore(index));
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.add(Label::new(left.title()).truncate());
                ui.label(caption(age(left.written), t));
            });
        });
    });
    answer
}

/// How long ago, in the largest whole unit.
fn age(written: SystemTime) -> String {
    let minutes = SystemTime::now()
        .duration_since(written)
        .map_or(0, |age| age.as_secs() / 60);
    let n = |n: u64| n.to_string();
    match minutes {
        0 => tr(id::EXPORT_MENU_JUST_NOW).to_string(),
        m @ 1..60 => fill(id::EXPORT_MENU_N_MIN_AGO, &[("n", &n(m))]),
        m @ 60..1440 => fill(id::EXPORT_MENU_N_H_AGO, &[("n", &n(m / 60))]),
        m => fill(id::EXPORT_MENU_DAYS_AGO_N, &[("n", &n(m / 1440))]),
    }
}
