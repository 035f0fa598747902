//! The fields of the settings, grouped; rarely needed ones are folded away.

use std::ops::RangeInclusive;

use eframe::egui::emath::Numeric;
use eframe::egui::{CollapsingHeader, ComboBox, DragValue, RichText, TextEdit, Ui, vec2};

use crate::config::{Config, Modality, ModelKind, Window};
use crate::session::Command;

use super::settings::row_ui;
use super::theme::{self, S1, tokens};
use super::{Ask, View};

/// Draws every field on a copy of the draft and pushes the copy if a field changed it.
pub fn fields_ui(ui: &mut Ui, ask: &mut Ask, view: &mut View) {
    let mut draft = ask.session.draft().clone();
    let last = ask.session.analysis().map(|a| (*a.config).clone());
    let mut form = Form { draft: &mut draft, last: last.as_ref() };
    ui.spacing_mut().item_spacing.y = 2.0;
    group_ui(ui, "Features", true, |ui| features_ui(ui, &mut form));
    group_ui(ui, "Model", true, |ui| model_ui(ui, &mut form));
    group_ui(ui, "Clusters and map", true, |ui| clusters_ui(ui, &mut form));
    group_ui(ui, "Training, in detail", false, |ui| training_ui(ui, &mut form, view));
    group_ui(ui, "Audio and text, in detail", false, |ui| extraction_ui(ui, &mut form));
    if draft != *ask.session.draft() {
        ask.push(Command::SetConfig(Box::new(draft)));
    }
}

/// The draft under the person's hand, and the settings of the analysis on show.
struct Form<'a> {
    draft: &'a mut Config,
    last: Option<&'a Config>,
}

/// A field of [`Config`], to read and to write.
type Field<T> = (fn(&Config) -> &T, fn(&mut Config) -> &mut T);

impl Form<'_> {
    fn changed<T: PartialEq>(&self, field: impl Fn(&Config) -> &T) -> bool {
        self.last.is_some_and(|last| field(last) != field(self.draft))
    }

    /// A number one drags or types.
    fn number<T: Numeric>(
        &mut self,
        ui: &mut Ui,
        text: (&str, &str),
        range: RangeInclusive<T>,
        speed: f64,
        field: Field<T>,
    ) {
        self.number_as(ui, text, range, speed, field, |field| field);
    }

    /// The same, written in a way of its own.
    fn number_as<T: Numeric>(
        &mut self,
        ui: &mut Ui,
        (name, hint): (&str, &str),
        range: RangeInclusive<T>,
        speed: f64,
        (get, set): Field<T>,
        written: impl FnOnce(DragValue<'_>) -> DragValue<'_>,
    ) {
        let changed = self.changed(get);
        row_ui(ui, name, hint, changed, |ui| {
            let decimals = if T::INTEGRAL { 0 } else { 6 };
            let field = DragValue::new(set(self.draft)).range(range).speed(speed).max_decimals(decimals);
            ui.add(written(field).min_size(vec2(64.0, 26.0)));
        });
    }

    fn choice<T: Copy + PartialEq>(
        &mut self,
        ui: &mut Ui,
        (name, hint): (&str, &str),
        choices: &[(T, &str)],
        (get, set): Field<T>,
    ) {
        let changed = self.changed(get);
        let now = choices.iter().find(|(choice, _)| choice == get(self.draft)).map_or("", |(_, label)| label);
        row_ui(ui, name, hint, changed, |ui| {
            ComboBox::from_id_salt(name).selected_text(now).width(132.0).show_ui(ui, |ui| {
                for &(choice, label) in choices {
                    ui.selectable_value(set(self.draft), choice, label);
                }
            });
        });
    }
}

/// The [`Field`] at a path.
macro_rules! field {
    ($($path:ident).+) => {
        (|c: &Config| &c.$($path).+, |c: &mut Config| &mut c.$($path).+)
    };
}

fn group_ui(ui: &mut Ui, title: &str, open: bool, fields: impl FnOnce(&mut Ui)) {
    let t = tokens(ui.ctx());
    ui.add_space(S1);
    let title = RichText::new(title).font(theme::semibold(12.0)).color(t.muted);
    CollapsingHeader::new(title).default_open(open).show_unindented(ui, |ui| {
        fields(ui);
        ui.add_space(S1);
    });
}

fn features_ui(ui: &mut Ui, form: &mut Form) {
    let choices = Modality::ALL.map(|m| (m, m.label()));
    form.choice(ui, ("Songs as", "What the model is shown of each song"), &choices, field!(fusion.modality));
    let modality = form.draft.fusion.modality;
    if modality.has_audio() {
        let text = ("Audio weight", "The audio features together weigh this much");
        form.number(ui, text, 0.0..=100.0, 0.02, field!(fusion.audio_weight));
    }
    if modality.has_lyrics() {
        let text = ("Lyrics weight", "The lyric features together weigh this much");
        form.number(ui, text, 0.0..=100.0, 0.02, field!(fusion.lyrics_weight));
    }
    let text = ("Table weight", "Number columns of your own table; 0 leaves them out");
    form.number(ui, text, 0.0..=100.0, 0.02, field!(fusion.numbers_weight));
}

fn model_ui(ui: &mut Ui, form: &mut Form) {
    let choices = ModelKind::ALL.map(|m| (m, m.label()));
    form.choice(ui, ("Kind", "A variational autoencoder, or a baseline"), &choices, field!(model.kind));
    let text = ("Latent size", "Numbers that describe a song");
    form.number(ui, text, 1..=512, 0.1, field!(model.n_latent));
    if form.draft.model.kind == ModelKind::Pca {
        return;
    }
    let text = ("Epochs", "Times the model sees every song, at most");
    form.number(ui, text, 1..=10_000, 1.0, field!(model.n_epochs));
    if form.draft.model.kind == ModelKind::Vae {
        let text = ("β", "Weight of the KL term: more makes the latent smoother and emptier");
        form.number(ui, text, 0.0..=1000.0, 0.02, field!(model.beta));
        let text = ("β warm-up", "Epochs over which β rises from 0");
        form.number(ui, text, 0..=10_000, 0.5, field!(model.kl_warmup_epochs));
    }
}

fn clusters_ui(ui: &mut Ui, form: &mut Form) {
    let text = ("Clusters", "Groups that k-means makes; choosing another number does not train anew");
    form.number(ui, text, 2..=1000, 0.05, field!(clustering.n_clusters));
    let text = ("Perplexity", "How many neighbours t-SNE looks at; 0 chooses by the number of songs");
    form.number_as(ui, text, 0.0..=500.0, 0.2, field!(projection.perplexity), |field| {
        field.custom_formatter(|value, _| if value == 0.0 { "auto".to_string() } else { format!("{value:.1}") })
    });
    let text = ("Seed", "The same seed and settings give the same result");
    form.number(ui, text, 0..=u64::MAX, 0.1, field!(seed));
}

fn training_ui(ui: &mut Ui, form: &mut Form, view: &mut View) {
    let text = ("Learning rate", "Step size of Adam");
    form.number(ui, text, 1e-6..=1.0, 1e-5, field!(model.learning_rate));
    let text = ("Batch size", "Songs per step");
    form.number(ui, text, 1..=4096, 0.2, field!(model.batch_size));
    hidden_ui(ui, form, view);
    let text = ("Held out", "Share of songs, whole artists at a time, that only judge the model");
    form.number(ui, text, 0.0..=0.5, 0.005, field!(model.validation_share));
    let text = ("Patience", "Epochs without a better validation loss before training ends; 0 for never");
    form.number(ui, text, 0..=10_000, 0.5, field!(model.patience));
    let text = ("Gradient clip", "Largest norm of the whole gradient; 0 for none");
    form.number(ui, text, 0.0..=1e6, 0.05, field!(model.gradient_clip));
    let text = ("k-means starts", "Of which the best is kept");
    form.number(ui, text, 1..=1000, 0.1, field!(clustering.n_init));
    let text = ("t-SNE iterations", "More let the map settle");
    form.number(ui, text, 50..=20_000, 5.0, field!(projection.n_iterations));
}

/// Widths of hidden layers, as numbers with commas between.
fn hidden_ui(ui: &mut Ui, form: &mut Form, view: &mut View) {
    let changed = form.changed(|c| &c.model.hidden);
    row_ui(ui, "Hidden layers", "Widths of the encoder's layers; the decoder mirrors them", changed, |ui| {
        let id = ui.scope_id().with("hidden layers");
        if !ui.memory(|m| m.has_focus(id)) {
            view.hidden_layers = form.draft.model.hidden.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
        }
        let field = ui.add(TextEdit::singleline(&mut view.hidden_layers).id(id).desired_width(108.0));
        if field.changed()
            && let Ok(hidden) = parse_widths(&view.hidden_layers)
        {
            form.draft.model.hidden = hidden;
        }
    });
}

fn parse_widths(text: &str) -> Result<Vec<usize>, std::num::ParseIntError> {
    text.split([',', ' ']).map(str::trim).filter(|cell| !cell.is_empty()).map(str::parse).collect()
}

fn extraction_ui(ui: &mut Ui, form: &mut Form) {
    let choices = [(Window::Middle, "middle"), (Window::Whole, "whole song"), (Window::Several, "several windows")];
    form.choice(ui, ("Listen to", "Which part of a recording is looked at"), &choices, field!(audio.window));
    if form.draft.audio.window != Window::Whole {
        let text = ("Window, seconds", "Length of the part that is looked at");
        form.number(ui, text, 1.0..=600.0, 0.2, field!(audio.window_secs));
    }
    if form.draft.audio.window == Window::Several {
        form.number(ui, ("Windows", "Spread evenly; pooled"), 1..=64, 0.05, field!(audio.n_windows));
    }
    form.number(ui, ("Mel bands", "Bands of the spectrogram"), 20..=256, 0.5, field!(audio.n_mels));
    form.number(ui, ("MFCC", "Cepstral coefficients"), 2..=128, 0.1, field!(audio.n_mfcc));
    let text = ("Word terms", "At most this many words and pairs of words, the most frequent first");
    form.number(ui, text, 1..=100_000, 5.0, field!(text.max_words));
    let text = ("Letter terms", "At most this many letter sequences within words");
    form.number(ui, text, 1..=100_000, 5.0, field!(text.max_chars));
    let text = ("In at least", "A term must occur in this many lyrics");
    form.number(ui, text, 1..=1000, 0.05, field!(text.min_df));
    let text = ("In at most", "A term in more than this share of lyrics is dropped");
    form.number(ui, text, 0.01..=1.0, 0.005, field!(text.max_df));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_read_with_commas_or_spaces() {
        assert_eq!(parse_widths("256, 128").unwrap(), [256, 128]);
        assert_eq!(parse_widths("64 32,").unwrap(), [64, 32]);
        assert!(parse_widths("64, x").is_err());
    }
}
