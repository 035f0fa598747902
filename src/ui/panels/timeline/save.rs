//! Saving the timeline as a film: where to, what kind, how large.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{
    Align, Button, Context, Id, Label, Layout, Modal, ProgressBar, RichText, TextEdit, Theme, Ui,
    vec2,
};

use crate::export::{Film, FilmFormat, Still};
use crate::session::{Command, Learning, Session};

use super::moment;
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::look::{Look, Stands};
use crate::ui::ground::palette;
use crate::ui::ground::theme::{self, S1, S2, S3, SUBTITLE, tokens};
use crate::ui::ground::widgets::{caption, segments, small_icon_button};
use crate::ui::prefs::Prefs;
use crate::ui::request::{FileRequest, FileRequestFor, FileRequestKind};
use crate::words::{fill, id, tr};

const SIZES: [([u32; 2], &str); 4] = [
    ([640, 480], "640 × 480"),
    ([960, 720], "960 × 720"),
    ([1280, 720], "1280 × 720"),
    ([1920, 1080], "1920 × 1080"),
];
const SPEEDS: [(u16, &str); 3] = [(5, "5"), (10, "10"), (20, "20")];

/// What a film is called until it is called otherwise.
const NAME: &str = "latentune-timeline";

/// What is chosen in the question where to save.
pub(crate) struct FilmForm {
    path: String,
    look: Look,
    format: FilmFormat,
    size: [u32; 2],
    frames_a_second: u16,
    theme: Theme,
}

impl FilmForm {
    pub(crate) fn new(prefs: &Prefs, theme: Theme) -> Self {
        let folder = prefs
            .last_folder
            .clone()
            .or_else(std::env::home_dir)
            .unwrap_or_default();
        Self {
            path: folder
                .join(NAME)
                .with_extension("gif")
                .display()
                .to_string(),
            look: Look::default(),
            format: FilmFormat::Gif,
            size: [960, 720],
            frames_a_second: 10,
            theme,
        }
    }

    /// The path ends as files of the format do.
    fn set_format(&mut self, format: FilmFormat) {
        self.format = format;
        let path = PathBuf::from(&self.path).with_extension(format.extension().unwrap_or_default());
        self.path = path.display().to_string();
    }

    /// The place that was chosen in a dialog: of a folder of pictures, the folder that is to hold
    /// it.
    pub(crate) fn set_path(&mut self, path: PathBuf) {
        let path = match self.format.extension() {
            Some(extension) if path.extension().is_none() => path.with_extension(extension),
            Some(_) => path,
            None => path.join(NAME),
        };
        self.path = path.display().to_string();
    }

    fn request(&self) -> FileRequest {
        let kind = match self.format.extension() {
            Some(_) => FileRequestKind::SaveFile,
            None => FileRequestKind::Folder,
        };
        FileRequest {
            what_for: FileRequestFor::Field,
            kind,
            path: PathBuf::from(self.path.trim()),
            extension: self.format.extension().unwrap_or_default(),
        }
    }

    fn film(&self, session: &Session) -> Option<Film> {
        let timeline = session.timeline()?;
        let t = theme::of(self.theme);
        let (colouring, search, selection) =
            (session.colouring(), session.search(), session.selection());
        let rgb = |colour: eframe::egui::Color32| [colour.r(), colour.g(), colour.b()];
        let colour = |i: usize| {
            let shown = colouring.shows(i)
                && search.matches(i)
                && !session.hides(i)
                && (selection.is_empty() || selection.contains(i));
            let colour = palette::song_colour(colouring, i, t);
            rgb(if shown {
                colour
            } else {
                palette::mix(colour, t.ground, 0.8)
            })
        };
        let still = |frame: &crate::session::Frame| Still {
            xy: frame.xy.clone(),
            caption: moment(frame, timeline),
        };
        let n = timeline.frames().first()?.xy.n_rows();
        let mut stills: Vec<Still> = timeline.frames().iter().map(still).collect();
        if let Some(analysis) = session
            .shown_analysis()
            .filter(|_| session.live().is_none())
        {
            let caption = session
                .picture_label(crate::session::Picture::Map)
                .to_string();
            stills.push(Still {
                xy: Arc::new(analysis.map.xy.clone()),
                caption,
            });
        }
        Some(Film {
            path: PathBuf::from(self.path.trim()),
            format: self.format,
            size: self.size,
            frames_a_second: self.frames_a_second,
            stills,
            colours: Arc::new((0..n).map(colour).collect()),
            ground: rgb(t.ground),
            ink: rgb(t.text),
        })
    }
}

/// The button that asks; while a film is written, how far it is.
pub(super) fn save_ui(ui: &mut Ui, cx: &mut Cx) {
    let Some(saving) = cx.session.learning().saving() else {
        if small_icon_button(ui, Icon::Film, tr(id::TIMELINE_SAVE_TIMELINE_AS_FILM), true).clicked()
        {
            cx.act(Action::SaveFilm);
        }
        return;
    };
    if small_icon_button(ui, Icon::Close, tr(id::TIMELINE_STOP_SAVING), true).clicked() {
        cx.push(Command::Learning(Learning::StopSaving));
    }
    let (done, n) = saving.done;
    let bar = ProgressBar::new(done as f32 / n.max(1) as f32)
        .desired_width(56.0)
        .desired_height(8.0);
    ui.add(bar).on_hover_text(fill(
        id::TIMELINE_PICTURE_DONE_N,
        &[("done", &done), ("n", &n)],
    ));
    ui.ctx()
        .request_repaint_after(std::time::Duration::from_millis(100));
}

/// The question, over the window; false when it is answered.
pub(crate) fn film_ui(ctx: &Context, cx: &mut Cx, form: &mut FilmForm) -> bool {
    let t = tokens(ctx);
    let n = cx
        .session
        .timeline()
        .map_or(0, |timeline| timeline.frames().len());
    let modal = Modal::new(Id::unique("save timeline"))
        .frame(theme::card(t).inner_margin(24.0))
        .show(ctx, |ui| {
            ui.set_width(440.0);
            ui.label(RichText::new(tr(id::TIMELINE_SAVE_TIMELINE)).font(theme::semibold(SUBTITLE)));
            let secs = n as f32 / f32::from(form.frames_a_second);
            let values: [(&str, &dyn std::fmt::Display); 2] =
                [("n", &n), ("secs", &format!("{secs:.0}"))];
            ui.label(caption(
                fill(id::TIMELINE_N_PICTURES_ALL_SONGS_SECS, &values),
                t,
            ));
            ui.add_space(S2);
            choices_ui(ui, form);
            ui.add_space(S1);
            let label = ui.label(caption(tr(id::COMMON_FILE_PATH), t)).id;
            ui.horizontal(|ui| {
                let field = TextEdit::singleline(&mut form.path)
                    .desired_width(ui.available_width() - 100.0);
                ui.add(field).labelled_by(label);
                if ui.button(tr(id::COMMON_BROWSE)).clicked() {
                    cx.act(Action::ChooseFile(form.request()));
                }
            });
            let (is_empty, path) = (form.path.trim().is_empty(), PathBuf::from(form.path.trim()));
            let found = form.look.at(ctx, &path, "");
            let stands = found.is_some_and(|(_, stands)| *stands != Stands::Nothing);
            let remark = match (stands, form.format) {
                (false, _) => "",
                (true, FilmFormat::Folder) => tr(id::TIMELINE_SOMETHING_THIS_NAME_THERE_CHOOSE),
                (true, _) => tr(id::COMMON_FILE_THIS_NAME_THERE_WILL),
            };
            if !remark.is_empty() {
                ui.add(Label::new(caption(remark, t).color(t.warning)).wrap());
            }
            ui.add_space(S3);
            let blocked = is_empty || stands && form.format == FilmFormat::Folder;
            buttons_ui(ui, !blocked)
        });
    let (save, cancel) = modal.inner;
    if save && let Some(film) = form.film(cx.session) {
        cx.push(Command::Learning(Learning::Save(Box::new(film))));
    }
    !(save || cancel || modal.should_close())
}

fn choices_ui(ui: &mut Ui, form: &mut FilmForm) {
    let row = |ui: &mut Ui, name: &str, hint: &str, contents: &mut dyn FnMut(&mut Ui)| {
        ui.horizontal(|ui| {
            let t = tokens(ui.ctx());
            ui.allocate_ui_with_layout(
                vec2(110.0, 28.0),
                Layout::left_to_right(Align::Center),
                |ui| {
                    ui.set_min_width(110.0);
                    ui.label(caption(name, t)).on_hover_text(hint);
                },
            );
            contents(ui);
        });
    };
    row(
        ui,
        tr(id::COMMON_KIND),
        tr(id::TIMELINE_GIF_HAS_256_COLOURS_OPENS),
        &mut |ui| {
            let choices = FilmFormat::ALL
                .iter()
                .map(|&format| (format, format.label()));
            let choices: Vec<_> = choices.collect();
            if let Some(format) = segments(ui, form.format, &choices) {
                form.set_format(format);
            }
        },
    );
    row(
        ui,
        tr(id::COMMON_SIZE),
        tr(id::TIMELINE_WIDTH_HEIGHT_PIXELS_LARGER_PICTURES),
        &mut |ui| {
            ui.spacing_mut().button_padding.x = 4.0;
            if let Some(size) = segments(ui, form.size, &SIZES) {
                form.size = size;
            }
        },
    );
    row(
        ui,
        tr(id::TIMELINE_PICTURES_SECOND),
        tr(id::TIMELINE_HOW_FAST_FILM_GOES_LAST),
        &mut |ui| {
            if let Some(speed) = segments(ui, form.frames_a_second, &SPEEDS) {
                form.frames_a_second = speed;
            }
        },
    );
    row(
        ui,
        tr(id::COMMON_GROUND),
        tr(id::TIMELINE_WHAT_BEHIND_SONGS_COLOURS_THOSE),
        &mut |ui| {
            if let Some(theme) = segments(
                ui,
                form.theme,
                &[
                    (Theme::Dark, tr(id::COMMON_DARK)),
                    (Theme::Light, tr(id::COMMON_LIGHT)),
                ],
            ) {
                form.theme = theme;
            }
        },
    );
}

/// Whether Save and Cancel were pressed.
fn buttons_ui(ui: &mut Ui, ready: bool) -> (bool, bool) {
    let t = tokens(ui.ctx());
    ui.horizontal(|ui| {
        let text = RichText::new(tr(id::TIMELINE_SAVE_FILM)).color(t.on_accent);
        let save = ui.add_enabled(
            ready,
            Button::new(text).fill(t.accent).min_size(vec2(88.0, 28.0)),
        );
        (save.clicked(), ui.button(tr(id::COMMON_CANCEL)).clicked())
    })
    .inner
}
