//! The window: `logic` takes in what threads told, `ui` draws and drains commands. The only home of
//! eframe's shell and of native dialogs.

mod console;
mod dialog;
mod pace;
mod storage;
mod open;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{self, Context, Ui, ViewportCommand};
use eframe::{CreationContext, Frame, Storage};

use crate::config::Config;
use crate::features::Cache;
use crate::job::{Job, Outcome};
use crate::library::ColumnMap;
use crate::player::Player;
use crate::session::{Command, Listening, Session, Source, Work};
use crate::ui::ground::theme;
use crate::ui::map::MapRenderer;
use crate::ui::{self, FileRequest, Prefs, View};

use pace::Drawn;

/// The name under which the platform and eframe know the program.
const APP: &str = "latentune";
const PREFS: &str = "latentune";
/// How often a frame is drawn while work is under way.
const WHILE_MOVING: Duration = Duration::from_millis(33);
/// How often, while only a note waits to go.
const WHILE_WAITING: Duration = Duration::from_millis(500);
/// Height of a window's title and a desktop's bars, as far as one knows.
const ROOM_FOR_BARS: f32 = 100.0;

/// What the window starts with.
#[derive(Debug, Clone)]
pub struct WindowOptions {
    /// A folder or manifest; the demo songs when there is none.
    pub folder: Option<PathBuf>,
    /// The settings to begin with.
    pub config: Config,
    /// Which columns of the manifest hold what, where their names do not tell.
    pub columns: ColumnMap,
    /// Where the features of recordings are kept between runs.
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

/// Opens the window and returns when it is closed. On Windows a console that was opened for the
/// program alone goes. Draws by a GPU through wgpu; where there is
/// none, by OpenGL.
///
/// # Errors
/// When neither can open a window.
pub fn run(options: WindowOptions) -> anyhow::Result<()> {
    if let Some(folder) = eframe::storage_dir(APP) {
        storage::mend(&folder);
    }
    let is_alone = console::leave();
    let ended = open::window(&options);
    if is_alone && let Err(error) = &ended {
        dialog::error(&format!("{error:#}"));
    }
    ended
}

/// The application: the session, the view, and what passes between them.
pub(crate) struct LatentuneApp {
    session: Session,
    view: View,
    commands: Vec<Command>,
    /// The native dialog on show, and what it was asked for.
    dialog: Option<(FileRequest, Job<Option<PathBuf>>)>,
    /// As the window was last told.
    title: String,
    was_busy: bool,
    /// The preferences as last written.
    kept: Prefs,
    /// The first window ever: it may not fit on the screen.
    is_first: bool,
    drawn: Drawn,
}

impl LatentuneApp {
    pub(crate) fn new(cc: &CreationContext<'_>, options: WindowOptions) -> Self {
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
        let player = Player::spawn(options.cache.clone(), wake());
        let mut session = Session::new(
            options.config,
            options.cache,
            Some(player),
            Work::default(),
            Arc::new(wake()),
        );
        session.apply(Command::Volume(prefs.volume));
        session.keep_in(options.home);
        session.watch_over();
        session.recall();
        session.apply(Command::Listening(Listening::Settings(prefs.listening)));
        session.apply(Command::MapMarks(prefs.marks));
        session.set_columns(options.columns);
        let plain = *session.draft() == Config::default();
        match (options.run_at_start, options.folder) {
            // Where nothing else was asked for, a start begins where the last one ended.
            (true, None) if plain && session.reopen_last() => {}
            (true, None) => session.apply(Command::OpenDemo),
            (true, Some(path)) => session.apply(Command::OpenFolder(path)),
            (false, folder) => session.set_source(folder.map_or(Source::Demo, Source::Path)),
        }
        let kept = prefs.clone();
        let mut view = View::new(prefs, MapRenderer::of(cc.wgpu_render_state.as_ref()));
        view.is_cleared = true;
        if !view.prefs.tour_seen {
            view.start_tour();
        }
        Self {
            session,
            view,
            commands: Vec::new(),
            dialog: None,
            title: String::new(),
            was_busy: false,
            kept,
            is_first,
            drawn: Drawn::of(cc),
        }
    }

    /// How long the next frame can wait while a song plays.
    fn while_playing(&self, ctx: &Context) -> Duration {
        let session = &self.session;
        let to_next_line = || {
            let lyrics = session.selected_song()?.lyrics.as_ref()?;
            let now = session.position_secs();
            lyrics.next_line_secs(now).map(|next| next - now)
        };
        let to_next_line_secs = if session.is_playing() {
            to_next_line()
        } else {
            None
        };
        let size = ctx.content_rect().size() * ctx.pixels_per_point();
        self.drawn.pace(
            session.player().duration_secs,
            to_next_line_secs,
            size.x * size.y,
        )
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

    /// Shows the dialog that the window wants, one at a time, and hands the answer back.
    fn pump_dialog(&mut self, ctx: &Context, frame: &Frame) {
        if let Some(request) = self.view.request.take().filter(|_| self.dialog.is_none()) {
            let wake = ctx.clone();
            let job = dialog::path(&request, frame, move || wake.request_repaint());
            self.dialog = job.map(|job| (request, job));
        }
        let outcome = self.dialog.as_ref().and_then(|(_, job)| job.poll());
        if let Some(outcome) = outcome
            && let Some((request, _)) = self.dialog.take()
        {
            let path = match outcome {
                Outcome::Done(path) => path,
                Outcome::Failed(_) | Outcome::Cancelled | Outcome::Panicked(_) => None,
            };
            if let Some(command) = self.view.answer(request, path) {
                self.session.apply(command);
            }
        }
        self.view.dialog_open = self.dialog.is_some();
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
    fn logic(&mut self, ctx: &Context, frame: &mut Frame) {
        self.session.pump();
        self.pump_dialog(ctx, frame);
        self.tell_title(ctx);
        self.fit_to_screen(ctx);
        // Panels take the room of what is in them a frame late.
        if std::mem::replace(&mut self.was_busy, self.session.is_busy()) != self.session.is_busy() {
            ctx.request_repaint();
        }
        if self.session.is_busy() {
            ctx.request_repaint_after(WHILE_MOVING);
        } else if self.session.player().playing {
            ctx.request_repaint_after(self.while_playing(ctx));
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
        self.view.prefs.marks = self.session.map_marks();
        self.keep_prefs(ui.ctx(), frame);
    }

    fn save(&mut self, storage: &mut dyn Storage) {
        eframe::set_value(storage, PREFS, &self.view.prefs);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.session.leave();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        theme::ground(visuals).to_normalized_gamma_f32()
    }
}
