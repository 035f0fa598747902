//! Session files: where to save, which to open, and the offer after a crash.

use eframe::egui::{Button, Context, Id, Label, Modal, RichText, Ui, vec2};

use crate::session::{Command, Keeping, Session, Source};

use super::super::theme::{self, S2, S3, SUBTITLE, tokens};
use super::super::widgets::caption;
use super::super::words::{fill, told, tr};
use super::super::{Ask, View};
use super::path::{PathField, PathWish, WishKind};

pub struct SaveForm {
    pub path: PathField,
}

impl SaveForm {
    pub fn new(session: &Session, view: &View) -> Self {
        let stem = match session.source() {
            Some(Source::Path(path)) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            _ => "demo".to_string(),
        };
        let mut path = PathField::new(view, &format!("{stem}.latentune"), WishKind::SaveFile, "latentune");
        if let Some(own) = session.keeping().path() {
            path.text = own.display().to_string();
        }
        Self { path }
    }

    pub fn ui(&mut self, ui: &mut Ui, wish: &mut Option<PathWish>) -> bool {
        let t = tokens(ui.ctx());
        let about =
            tr("Songs, settings, selection, colours and names of clusters. Songs and models stay where they are.");
        ui.add(Label::new(caption(about, t)).wrap());
        self.path.ui(ui, wish)
    }
}

pub struct OpenForm {
    pub path: PathField,
}

impl OpenForm {
    pub fn new(view: &View) -> Self {
        let mut path = PathField::new(view, "", WishKind::OpenFile, "latentune");
        if let Some(last) = view.prefs.recent_sessions.first() {
            path.text = last.display().to_string();
        }
        Self { path }
    }

    pub fn ui(&mut self, ui: &mut Ui, wish: &mut Option<PathWish>) -> bool {
        self.path.ui(ui, wish)
    }
}

/// What a session that ended badly has left is offered until it is taken or let go.
pub fn offer_ui(ctx: &Context, ask: &mut Ask) {
    let Some(title) = ask.session.keeping().offer() else { return };
    let t = tokens(ctx);
    let frame = theme::card(t).inner_margin(24.0);
    let modal = Modal::new(Id::unique("restore")).frame(frame).show(ctx, |ui| {
        ui.set_width(400.0);
        let question = fill("Restore the session of {title}?", &[("title", &told(&title))]);
        ui.add(Label::new(RichText::new(question).font(theme::semibold(SUBTITLE))).wrap());
        ui.add_space(S2);
        let about = tr("Latentune was not closed as it should be. What was open then can be opened again.");
        ui.add(Label::new(caption(about, t)).wrap());
        ui.add_space(S3);
        ui.horizontal(|ui| {
            let text = RichText::new(tr("Restore")).color(t.on_accent);
            let restore = ui.add(Button::new(text).fill(t.accent).min_size(vec2(88.0, 28.0))).clicked();
            (restore, ui.button(tr("Let it go")).clicked())
        })
        .inner
    });
    let (restore, forget) = modal.inner;
    if restore {
        ask.push(Command::Keeping(Keeping::Restore));
    } else if forget || modal.should_close() {
        ask.push(Command::Keeping(Keeping::Forget));
    }
}
