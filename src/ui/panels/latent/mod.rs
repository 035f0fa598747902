//! What the model has learnt: sliders of the latent dimensions, ways between songs, what it gives
//! back, and what its dimensions are associated with.

mod mel;
mod plain;
mod back;
mod between;
mod heat;
mod sliders;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use eframe::egui::{Button, Ui};

use crate::config::ModelKind;
use crate::features::BlockKind;
use crate::session::{Between, Command, Dimensions, Heard, Pending, Understanding};

use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{S1, S3, tokens};
use crate::ui::ground::widgets::{caption, empty_ui, one_line, segments, small_icon_button};
use crate::ui::panel::Panel;
use crate::words::{Text, id, tr};

/// Why most models have nothing to play.
const CANNOT_HEAR: Text = id::LATENT_THIS_MODEL_GIVES_BACK_SUMMARY;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    #[default]
    Sliders,
    Between,
    Back,
    Heat,
}

/// What the panel remembers between frames.
pub(crate) struct LatentView {
    mode: Mode,
    /// Whose sliders these are: of which model, and which song.
    of: Option<(Arc<Dimensions>, usize)>,
    /// Where the sliders stand.
    point: Vec<f32>,
    /// Of the last random sample.
    seed: u64,
    /// The dimension to bring into view.
    focus: Option<usize>,
    /// Song B.
    other: Option<usize>,
    /// What is typed to find song B, and what was found.
    search: String,
    found: Vec<usize>,
    n_steps: usize,
    spherical: bool,
    /// The way that was asked for, and of which model.
    asked: Option<(Arc<Dimensions>, Between)>,
    crop: usize,
    /// Of a joint VAE: the modality it is told alone.
    from: Option<BlockKind>,
    /// What was asked for, and of which model.
    asked_back: Option<(Arc<Dimensions>, Understanding)>,
    mels: mel::MelCache,
    axes: Option<mel::Axes>,
    /// Of the mean spectrum.
    centres_hz: Vec<f32>,
    heat: heat::HeatCache,
    /// Whose axes these are.
    axes_of: Option<Arc<Dimensions>>,
}

impl Default for LatentView {
    fn default() -> Self {
        Self {
            mode: Mode::default(),
            of: None,
            point: Vec::new(),
            seed: 0,
            focus: None,
            other: None,
            search: String::new(),
            found: Vec::new(),
            n_steps: 7,
            spherical: false,
            asked: None,
            crop: 0,
            from: None,
            asked_back: None,
            mels: mel::MelCache::default(),
            axes: None,
            centres_hz: Vec::new(),
            heat: heat::HeatCache::default(),
            axes_of: None,
        }
    }
}

impl Panel for LatentView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        latent_ui(ui, cx, self);
    }
}

fn latent_ui(ui: &mut Ui, cx: &mut Cx, view: &mut LatentView) {
    let Some(analysis) = cx.session.shown_analysis().cloned() else {
        empty_ui(
            ui,
            tr(id::LATENT_NO_MODEL_YET),
            tr(id::LATENT_RUN_ASK_MODEL_HERE),
        );
        return;
    };
    if analysis.config.model.kind == ModelKind::Direct {
        let advice = tr(id::LATENT_FEATURES_THEMSELVES_SPACE_SHOWN);
        empty_ui(ui, tr(id::LATENT_NO_MODEL_ASKED), advice);
        return;
    }
    let dimensions = match cx.session.understanding().dimensions() {
        Pending::Done(dimensions) => dimensions.clone(),
        Pending::Failed => {
            return empty_ui(
                ui,
                tr(id::LATENT_SPACE_COULD_NOT_BE),
                tr(id::COMMON_RUN_AGAIN),
            );
        }
        pending @ (Pending::NotAsked | Pending::Working) => {
            if !pending.is_asked() {
                cx.push(Command::Understanding(Understanding::Dimensions));
            }
            return empty_ui(
                ui,
                tr(id::LATENT_READING_LATENT_SPACE),
                tr(id::LATENT_WHAT_DIMENSIONS_GO_ALONG_LOOKED),
            );
        }
    };
    follow_model(view, &dimensions, &analysis.config);
    head_ui(ui, cx, view);
    ui.add_space(S1);
    match (view.mode, cx.session.selected()) {
        (Mode::Heat, _) => heat::heat_ui(ui, cx, view, &dimensions, &analysis),
        (_, None) => empty_ui(
            ui,
            tr(id::COMMON_NO_SONG_CHOSEN),
            tr(id::LATENT_CLICK_POINT_MAP_MOVE_THROUGH),
        ),
        (Mode::Sliders, Some(song)) => sliders::sliders_ui(ui, cx, view, &dimensions, song),
        (Mode::Between, Some(song)) => between::between_ui(ui, cx, view, &dimensions, song),
        (Mode::Back, Some(song)) => back::back_ui(ui, cx, view, &dimensions, song),
    }
}

fn follow_model(
    view: &mut LatentView,
    dimensions: &Arc<Dimensions>,
    config: &crate::config::Config,
) {
    if !view
        .axes_of
        .as_ref()
        .is_some_and(|of| Arc::ptr_eq(of, dimensions))
    {
        view.axes_of = Some(dimensions.clone());
        view.axes = Some(mel::Axes::of(config));
        view.centres_hz =
            crate::audio::mel_centres_hz(config.audio.sample_rate_hz, config.audio.n_mels);
        (view.other, view.asked, view.asked_back, view.from) = (None, None, None, None);
        view.found.clear();
        view.search.clear();
    }
}

fn head_ui(ui: &mut Ui, cx: &mut Cx, view: &mut LatentView) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S3;
        let modes = [
            (Mode::Sliders, tr(id::LATENT_SLIDERS)),
            (Mode::Between, tr(id::LATENT_BETWEEN_TWO_SONGS)),
            (Mode::Back, tr(id::LATENT_GIVEN_BACK)),
            (Mode::Heat, tr(id::LATENT_WHAT_DIMENSIONS_TELL)),
        ];
        if let Some(mode) = segments(ui, view.mode, &modes) {
            view.mode = mode;
        }
        if view.mode != Mode::Heat
            && let Some(song) = cx.session.selected_song()
        {
            one_line(ui, caption(&song.title, tokens(ui.ctx())));
        }
    });
}

/// A button that makes something audible and plays it, or ends that.
fn hear_ui(ui: &mut Ui, cx: &mut Cx, heard: Heard, name: &str) {
    let making = cx.session.understanding().making() == Some(heard);
    let text = if cx.session.is_heard(heard) {
        tr(id::COMMON_STOP)
    } else {
        name
    };
    let button = ui
        .add_enabled(!making, Button::new(text))
        .on_hover_text(tr(id::LATENT_SOUND_FROM_SPECTROGRAM_FAST_GRIFFIN));
    if button.clicked() {
        cx.push(Command::Understanding(Understanding::Hear(heard)));
    }
    if making {
        ui.spinner();
    }
}

fn play_recording_ui(ui: &mut Ui, cx: &mut Cx, song: usize) {
    let has = cx
        .session
        .song(song)
        .is_some_and(|song| song.audio.is_some());
    if small_icon_button(ui, Icon::Play, tr(id::LATENT_PLAY_RECORDING_ITSELF), has).clicked() {
        cx.push(Command::Play(song));
    }
}
