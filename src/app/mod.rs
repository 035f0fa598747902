//! The window: `logic` takes in what threads told, `ui` draws and drains commands. The only home of
//! eframe's shell and of native dialogs.

mod dialog;
mod open;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{self, Context, Ui, ViewportCommand};
use eframe::{CreationContext, Frame, Storage};

use crate::config::Config;
use crate::export::SelectionFile;
use crate::features::Cache;
use crate::job::{Job, Outcome};
use crate::library::ColumnMap;
use crate::player::Player;
use crate::session::{Command, Listening, Session, Source, Work};
use crate::ui::map::MapRenderer;
use crate::ui::{self, Prefs, View, default_name, theme, with_extension};

const PREFS: &str = "latentune";
/// How often a frame is drawn while something moves.
const WHILE_MOVING: Duration = Duration::from_millis(33);
/// How often, while only a note waits to go.
const WHILE_WAITING: Duration = Duration::from_millis(500);
/// Height of a window's title and a desktop's bars, as far as one knows.
const ROOM_FOR_BARS: f32 = 100.0;
const NO_DIALOG: &str = "no folder was chosen; where no dialog opens, type or paste a path in the field at the left, \
                         or drop a folder on the window";
const NO_PATH: &str = "no file was chosen; where no dialog opens, type a path in the field";

/// What the window starts with.
#[derive(Debug, Clone)]
pub struct WindowOptions {
    /// A folder or manifest; the demo songs when there is none.
    pub folder: Option<PathBuf>,
    pub config: Config,
    /// Which columns of the manifest hold what, where their names do not tell.
    pub columns: ColumnMap,
    pub cache: Cache,
    /// Where what a person makes is kept: runs, and what saves a session from a crash.
    pub home: Option<PathBuf>,
    /// Analyse at once, so that songs are seen learning their places.
    pub run_at_start: bool,
}

/// False where no window can be opened: on a Unix without X11 and without Wayland.
pub fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Opens the window and returns when it is closed. Draws by a GPU through wgpu; where there is
/// none, by OpenGL.
///
/// # Errors
/// When neither can open a window.
pub fn run(options: WindowOptions) -> anyhow::Result<()> {
    open::window(&options)
}

/// The application: the session, the view, and what passes between them.
pub struct LatentuneApp {
    session: Session,
    view: View,
    commands: Vec<Command>,
    dialog: Option<Job<Option<PathBuf>>>,
    /// Where the selection is to be written.
    save_dialog: Option<(SelectionFile, Job<Option<PathBuf>>)>,
    film_dialog: Option<Job<Option<PathBuf>>>,
    /// The path of something to be exported, saved or opened.
    path_dialog: Option<Job<Option<PathBuf>>>,
    /// As the window was last told.
    title: String,
    was_busy: bool,
    /// The preferences as last written.
    kept: Prefs,
    /// The first window ever: it may not fit on the screen.
    is_first: bool,
}

impl LatentuneApp {
    pub fn new(cc: &CreationContext<'_>, options: WindowOptions) -> Self {
        let ctx = &cc.egui_ctx;
        theme::install(ctx);
        let kept: Option<Prefs> = cc.storage.and_then(|s| eframe::get_value(s, PREFS));
        let is_first = kept.is_none();
        let prefs = kept.unwrap_or_default();
        ctx.set_theme(prefs.theme);
        let wake = || {
            let ctx = ctx.clone();
            move || ctx.request_repaint()
        };
        let mut session = Session::new(
            options.config,
            options.cache,
            Some(Player::spawn(wake())),
            Work::default(),
            Arc::new(wake()),
        );
        session.apply(Command::Volume(prefs.volume));
        session.keep_in(options.home);
        session.watch_over();
        session.apply(Command::Listening(Listening::Settings(prefs.listening)));
        session.set_columns(options.columns);
        let source = options.folder.map_or(Source::Demo, Source::Path);
        match (options.run_at_start, source) {
            (true, Source::Demo) => session.apply(Command::OpenDemo),
            (true, Source::Path(path)) => session.apply(Command::OpenFolder(path)),
            (false, source) => session.set_source(source),
        }
        let kept = prefs.clone();
        let mut view = View::new(prefs, MapRenderer::of(cc.wgpu_render_state.as_ref()));
        if !view.prefs.tour_seen {
            view.start_tour();
        }
        Self {
            session,
            view,
            commands: Vec::new(),
            dialog: None,
            save_dialog: None,
            film_dialog: None,
            path_dialog: None,
            title: String::new(),
            was_busy: false,
            kept,
            is_first,
        }
    }

    /// Where the screen has no room for the window with its title and the desktop's bars, the
    /// window fills the screen.
    fn fit_to_screen(&mut self, ctx: &Context) {
        let Some(screen) = ctx
            .input(|i| i.viewport().monitor_size)
            .filter(|_| self.is_first)
        else {
            return;
        };
        self.is_first = false;
        if screen.x < open::SIZE[0] || screen.y < open::SIZE[1] + ROOM_FOR_BARS {
            ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
    }

    /// Writes the preferences as soon as the hand that changed them lets go: nothing is lost with
    /// the program.
    fn keep_prefs(&mut self, ctx: &Context, frame: &mut Frame) {
        if self.view.prefs == self.kept || ctx.input(|i| i.pointer.any_down()) {
            return;
        }
        self.kept = self.view.prefs.clone();
        if let Some(storage) = frame.storage_mut() {
            eframe::set_value(storage, PREFS, &self.kept);
            storage.flush();
        }
    }

    fn pump_dialog(&mut self, ctx: &Context) {
        if std::mem::take(&mut self.view.ask_folder) && self.dialog.is_none() {
            let ctx = ctx.clone();
            self.dialog = dialog::pick_folder(self.view.prefs.last_folder.as_deref(), move || {
                ctx.request_repaint()
            });
        }
        if let Some(outcome) = self.dialog.as_ref().and_then(Job::poll) {
            self.dialog = None;
            if let Outcome::Done(Some(folder)) = outcome {
                self.session.apply(Command::OpenFolder(folder));
            } else {
                self.session.apply(Command::Tell(NO_DIALOG.to_string()));
                self.view.focus_path = true;
            }
        }
        self.view.dialog_open = self.dialog.is_some();
    }

    fn pump_save_dialog(&mut self, ctx: &Context) {
        let folder = self.view.prefs.last_folder.clone();
        if let Some(file) = self
            .view
            .selection
            .ask_file
            .take()
            .filter(|_| self.save_dialog.is_none())
        {
            let wake = {
                let ctx = ctx.clone();
                move || ctx.request_repaint()
            };
            let name = default_name(file);
            let job = dialog::save_file(
                "The selected songs",
                &name,
                file.extension(),
                folder.as_deref(),
                wake,
            );
            self.save_dialog = job.map(|job| (file, job));
        }
        let Some((file, outcome)) = self
            .save_dialog
            .as_ref()
            .and_then(|(file, job)| Some((*file, job.poll()?)))
        else {
            return;
        };
        self.save_dialog = None;
        if let Outcome::Done(Some(path)) = outcome {
            self.session
                .apply(Command::SaveSelection(file, with_extension(&path, file)));
        } else {
            // Left by the person or never shown: a path can be typed.
            self.view.selection.ask_path(
                file,
                &folder.or_else(std::env::home_dir).unwrap_or_default(),
            );
        }
    }

    /// Where a film of the timeline goes; where no dialog opens, the field in the window stays as
    /// it is.
    fn pump_film_dialog(&mut self, ctx: &Context) {
        if let Some(format) = self
            .view
            .timeline
            .take_browse()
            .filter(|_| self.film_dialog.is_none())
        {
            let wake = {
                let ctx = ctx.clone();
                move || ctx.request_repaint()
            };
            let start = self.view.prefs.last_folder.as_deref();
            self.film_dialog = match format.extension() {
                Some(extension) => {
                    let name = format!("{}.{extension}", ui::FILM_NAME);
                    dialog::save_file("The timeline", &name, extension, start, wake)
                }
                None => dialog::pick_folder(start, wake),
            };
        }
        if let Some(outcome) = self.film_dialog.as_ref().and_then(Job::poll) {
            self.film_dialog = None;
            if let Outcome::Done(Some(path)) = outcome {
                self.view.timeline.set_path(path);
            }
        }
    }

    fn pump_path_dialog(&mut self, ctx: &Context) {
        if let Some(query) = self
            .view
            .export
            .query
            .take()
            .filter(|_| self.path_dialog.is_none())
        {
            let ctx = ctx.clone();
            self.path_dialog = dialog::path(&query, move || ctx.request_repaint());
        }
        let Some(outcome) = self.path_dialog.as_ref().and_then(Job::poll) else {
            return;
        };
        self.path_dialog = None;
        match outcome {
            Outcome::Done(Some(path)) => self.view.export.answer(&path),
            _ => self.session.apply(Command::Tell(NO_PATH.to_string())),
        }
    }

    /// The session's own file, with a mark while it says something else.
    fn tell_title(&mut self, ctx: &Context) {
        let keeping = self.session.keeping();
        let title = match keeping.path().and_then(|path| path.file_stem()) {
            Some(name) if keeping.is_dirty() => format!("{} • Latentune", name.to_string_lossy()),
            Some(name) => format!("{} · Latentune", name.to_string_lossy()),
            None => "Latentune".to_string(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for LatentuneApp {
    fn logic(&mut self, ctx: &Context, _frame: &mut Frame) {
        self.session.pump();
        self.pump_dialog(ctx);
        self.pump_save_dialog(ctx);
        self.pump_film_dialog(ctx);
        self.pump_path_dialog(ctx);
        self.tell_title(ctx);
        self.fit_to_screen(ctx);
        // Panels take the room of what is in them a frame late.
        if std::mem::replace(&mut self.was_busy, self.session.is_busy()) != self.session.is_busy() {
            ctx.request_repaint();
        }
        if self.session.is_busy() || self.session.player().playing {
            ctx.request_repaint_after(WHILE_MOVING);
        } else if self.session.has_fading_message() || self.session.keeping().is_waiting() {
            ctx.request_repaint_after(WHILE_WAITING);
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut Frame) {
        ui::window_ui(ui, &self.session, &mut self.view, &mut self.commands);
        // What a click changed is seen in the next frame, which must therefore come.
        if !self.commands.is_empty() {
            ui.ctx().request_repaint();
        }
        for command in self.commands.drain(..) {
            self.session.apply(command);
        }
        self.view.prefs.volume = self.session.volume();
        self.view.prefs.listening = self.session.listening().settings();
        self.keep_prefs(ui.ctx(), frame);
    }

    fn save(&mut self, storage: &mut dyn Storage) {
        eframe::set_value(storage, PREFS, &self.view.prefs);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.session.leave();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
