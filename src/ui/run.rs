//! What each action does.

use eframe::egui::{Context, Popup};

use crate::session::{Command, Filtering, Keeping, Selecting, Session};
use crate::words::Text;

use super::action::Action;
use super::cx::Cx;
use super::dialog::Dialog;
use super::panels::Panels;
use super::prefs::Prefs;
use super::request::{FileRequest, FileRequestFor, FileRequestKind};
use super::stage::Stage;
use super::teaching::{Glossary, Palette, Tour};
use super::words::glossary::{TERMS, under_pointer};
use crate::ui::bars::export_menu::ExportForm;
use crate::ui::panels::timeline::FilmForm;

/// What actions change of the window, its panels apart.
pub(super) struct Reach<'a> {
    pub(crate) prefs: &'a mut Prefs,
    pub(crate) stage: &'a mut Stage,
    pub(crate) dialog: &'a mut Option<Dialog>,
    pub(crate) tour: &'a mut Option<Tour>,
    pub(crate) request: &'a mut Option<FileRequest>,
}

impl Reach<'_> {
    /// Does what was asked for: by the session, the window, or the panel whose matter it is.
    pub(super) fn perform(
        &mut self,
        mut asked: Vec<Action>,
        ctx: &Context,
        session: &Session,
        panels: &mut Panels,
        commands: &mut Vec<Command>,
    ) {
        while !asked.is_empty() {
            let (prefs, mut further) = (self.prefs.clone(), Vec::new());
            let mut cx = Cx {
                session,
                prefs: &prefs,
                stance: self.stage.stance(false),
                commands,
                actions: &mut further,
            };
            for action in asked.drain(..).filter(|action| action.is_enabled(session)) {
                if let Some(command) = action.command(session) {
                    cx.push(command);
                    if action == Action::MoreLike {
                        self.stage.layout(self.prefs).show(super::tab::Tab::Meaning);
                    }
                } else if action == Action::LetGo {
                    self.let_go(ctx, &mut cx, panels);
                } else {
                    self.run(&action, ctx, &mut cx);
                }
                panels.act(&action, &mut cx);
            }
            asked = further;
            ctx.request_repaint();
        }
    }

    fn run(&mut self, action: &Action, ctx: &Context, cx: &mut Cx) {
        let (prefs, stage) = (&mut *self.prefs, &mut *self.stage);
        match action {
            Action::Start => *self.dialog = Some(Dialog::Start),
            Action::ChooseFolder => {
                *self.request = Some(FileRequest {
                    what_for: FileRequestFor::Songs,
                    kind: FileRequestKind::Folder,
                    path: prefs.last_folder.clone().unwrap_or_default(),
                    extension: "",
                });
            }
            Action::TypePath => stage.layout(prefs).show(super::tab::Tab::Settings),
            Action::Cluster(_) => stage.layout(prefs).show(super::tab::Tab::Clusters),
            Action::Show(tab) => stage.layout(prefs).show(*tab),
            Action::WhyNear => stage.layout(prefs).show(super::tab::Tab::Why),
            Action::Toggle(tab) => {
                let layout = stage.layout(prefs);
                match layout.is_open(*tab) {
                    true => layout.set_open(*tab, false),
                    false => layout.show(*tab),
                }
            }
            Action::ToggleArea(area) => {
                let layout = stage.layout(prefs);
                layout.set_area_open(*area, !layout.is_area_open(*area));
            }
            Action::Arrange(arrangement) => stage.arrange(*arrangement, prefs),
            Action::Enlarge => stage.enlarge(!stage.is_enlarged(), prefs),
            Action::Present => stage.present(!stage.is_presenting()),
            Action::Fold => {
                let layout = stage.layout(prefs);
                layout.fold(!layout.is_folded());
            }
            Action::Timeline => prefs.timeline = !prefs.timeline,
            Action::Locale(locale) => prefs.locale = *locale,
            Action::Theme(theme) => prefs.theme = *theme,
            Action::Contrast(contrast) => prefs.contrast = *contrast,
            Action::Larger => prefs.resize(true),
            Action::Smaller => prefs.resize(false),
            Action::UsualSize => prefs.size_percent = 100,
            Action::ReducedMotion => prefs.still = !prefs.still,
            Action::ExportFigure
            | Action::ExportTable
            | Action::WriteReport
            | Action::OpenSession
            | Action::SaveSession
            | Action::SaveSessionAs
            | Action::OpenLesson
            | Action::SaveLesson => {
                match (
                    ExportForm::of(action, ctx, cx.session, prefs),
                    cx.session.keeping().path(),
                ) {
                    (Some(form), _) => *self.dialog = Some(Dialog::Export(Box::new(form))),
                    (None, Some(own)) => {
                        cx.push(Command::Keeping(Keeping::Save(own.to_path_buf())));
                    }
                    (None, None) => {}
                }
            }
            Action::SaveFilm => {
                *self.dialog = Some(Dialog::Film(FilmForm::new(prefs, ctx.theme())));
            }
            Action::Tour => {
                stage.tour(true, prefs);
                *self.tour = Some(Tour::default());
            }
            Action::Glossary => self.explain(under_pointer(ctx)),
            Action::Explain(term) => self.explain(TERMS[*term].name),
            Action::Shortcuts => {
                let shown = matches!(self.dialog, Some(Dialog::Shortcuts));
                *self.dialog = (!shown).then_some(Dialog::Shortcuts);
            }
            Action::Palette => {
                let shown = matches!(self.dialog, Some(Dialog::Palette(_)));
                *self.dialog = (!shown).then(|| Dialog::Palette(Palette::new(cx.session)));
            }
            Action::ChooseFile(request) => *self.request = Some(request.clone()),
            // What it plays is the panel's.
            Action::Replay => prefs.timeline = true,
            // The panels': the field of the search, the maps, the spectrogram.
            Action::Search
            | Action::Fit
            | Action::FlyTo(_)
            | Action::Tool(_)
            | Action::Spectrogram => {}
            // The session's: see `Action::command`. Letting go has a function of its own.
            Action::OpenDemo
            | Action::Run
            | Action::Stop
            | Action::Cancel
            | Action::ResetConfig
            | Action::PauseTraining
            | Action::TrainFurther
            | Action::Remedy(_)
            | Action::OwnClusters
            | Action::BringBackRun
            | Action::PlayPause
            | Action::Next
            | Action::Previous
            | Action::SeekBack
            | Action::SeekOn
            | Action::Radio
            | Action::Repeat
            | Action::ForgetPlaylist
            | Action::TypicalPreviews
            | Action::Mute
            | Action::FullVolume
            | Action::Play(_)
            | Action::Maps(_)
            | Action::Picture(_)
            | Action::ColourBy(_)
            | Action::ShowAllClasses
            | Action::ClearFilters
            | Action::FinerNames
            | Action::Contours
            | Action::SelectAll
            | Action::SelectFound
            | Action::PlaySelection
            | Action::SelectNeighbours
            | Action::MoreLike
            | Action::SelectCopies
            | Action::InvertSelection
            | Action::SelectNone
            | Action::GiveValue(_)
            | Action::HideSongs
            | Action::ShowHidden
            | Action::EditClusters
            | Action::WithoutHidden
            | Action::AnalyseSelection
            | Action::LeavePart
            | Action::Undo
            | Action::Redo
            | Action::Model(_)
            | Action::ClusterBy(_)
            | Action::MapBy(_)
            | Action::SongsAs(_)
            | Action::Lesson(_)
            | Action::LetGo => {}
        }
    }

    fn explain(&mut self, term: Text) {
        *self.dialog = Some(Dialog::Glossary(Glossary::on(term)));
    }

    /// One thing a time, what was begun last first.
    fn let_go(&mut self, ctx: &Context, cx: &mut Cx, panels: &mut Panels) {
        let writing = ctx.text_edit_focused();
        // Menus close by themselves.
        if Popup::is_any_open(ctx) && !writing {
            return;
        }
        if self.dialog.take().is_some() {
            return;
        }
        if self.stage.is_presenting() {
            return self.stage.present(false);
        }
        if cx.session.question().is_some() {
            return cx.push(Command::LeaveColumns);
        }
        if panels.let_go(cx) {
            return;
        }
        if cx.session.search().is_active() {
            cx.push(Command::Search(String::new()));
        } else if writing {
            // The field lets go of the keyboard by itself.
        } else if let Some(column) = cx.session.filtering().latest() {
            cx.push(Command::Filtering(Filtering::Set(column, None)));
        } else if !cx.session.selection().is_empty() {
            cx.push(Command::Selecting(Selecting::None));
        } else {
            cx.push(Command::Select(None));
        }
    }
}
