//! What is measured of a song.

use eframe::egui::Ui;

use super::{Form, View, field, text_ui};
use crate::config::{Modality, Weighting, Window};
use crate::ui::words::english;
use crate::ui::words::glossary::knobs;

pub(super) fn features_ui(ui: &mut Ui, form: &mut Form) {
    let choices = Modality::ALL.map(|m| (m, m.label()));
    form.choice(
        ui,
        (english("Songs as"), &knobs::SONGS_AS),
        &choices,
        field!(fusion.modality),
    );
    let modality = form.draft.fusion.modality;
    if modality.has_audio() {
        let text = (english("Audio weight"), &knobs::AUDIO_WEIGHT);
        form.number(ui, text, 0.0..=100.0, 0.02, field!(fusion.audio_weight));
    }
    if modality.has_lyrics() {
        let text = (english("Lyrics weight"), &knobs::LYRICS_WEIGHT);
        form.number(ui, text, 0.0..=100.0, 0.02, field!(fusion.lyrics_weight));
        form.switch(
            ui,
            (english("Words and letters"), &knobs::WORDS_AND_LETTERS),
            field!(text.tfidf),
        );
        let text = (english("Word vectors"), &knobs::WORD_VECTORS);
        form.switch(ui, text, field!(text.vectors.on));
        let text = (english("Sentence vectors"), &knobs::SENTENCE_VECTORS);
        form.switch(ui, text, field!(text.sentences.on));
        let text = (english("Romanise Bangla"), &knobs::ROMANISE);
        form.switch(ui, text, field!(text.romanise));
    }
    let text = (english("Table weight"), &knobs::TABLE_WEIGHT);
    form.number(ui, text, 0.0..=100.0, 0.02, field!(fusion.numbers_weight));
}

pub(super) fn audio_ui(ui: &mut Ui, form: &mut Form) {
    let choices = [
        (Window::Middle, english("middle")),
        (Window::Whole, english("whole song")),
        (Window::Several, english("several windows")),
    ];
    form.choice(
        ui,
        (english("Listen to"), &knobs::WINDOW),
        &choices,
        field!(audio.window),
    );
    if form.draft.audio.window != Window::Whole {
        let text = (english("Window, seconds"), &knobs::WINDOW_SECS);
        form.number(ui, text, 1.0..=600.0, 0.2, field!(audio.window_secs));
    }
    if form.draft.audio.window == Window::Several {
        form.number(
            ui,
            (english("Windows"), &knobs::N_WINDOWS),
            1..=64,
            0.05,
            field!(audio.n_windows),
        );
    }
    form.number(
        ui,
        (english("Mel bands"), &knobs::MEL_BANDS),
        20..=256,
        0.5,
        field!(audio.n_mels),
    );
    form.number(
        ui,
        (english("MFCC"), &knobs::MFCC),
        2..=128,
        0.1,
        field!(audio.n_mfcc),
    );
}

pub(super) fn lyrics_ui(ui: &mut Ui, form: &mut Form, view: &mut View) {
    let text = (english("Word terms"), &knobs::WORD_TERMS);
    form.number(ui, text, 1..=100_000, 5.0, field!(text.max_words));
    let text = (english("Letter terms"), &knobs::LETTER_TERMS);
    form.number(ui, text, 1..=100_000, 5.0, field!(text.max_chars));
    let text = (english("In at least"), &knobs::MIN_DF);
    form.number(ui, text, 1..=1000, 0.05, field!(text.min_df));
    let text = (english("In at most"), &knobs::MAX_DF);
    form.number(ui, text, 0.01..=1.0, 0.005, field!(text.max_df));
    if form.draft.text.vectors.on {
        vectors_ui(ui, form, view);
    }
    if form.draft.text.sentences.on {
        let changed = form.changed(|c| &c.text.sentences.model);
        let text = (english("Model folder"), &knobs::MODEL_FOLDER);
        text_ui(ui, text, changed, &mut form.draft.text.sentences.model);
        let text = (english("Window, tokens"), &knobs::WINDOW_TOKENS);
        form.number(
            ui,
            text,
            0..=8192,
            1.0,
            field!(text.sentences.window_tokens),
        );
    }
}

fn vectors_ui(ui: &mut Ui, form: &mut Form, view: &mut View) {
    let changed = form.changed(|c| &c.text.vectors.file);
    let now = form
        .draft
        .text
        .vectors
        .file
        .as_ref()
        .map(|p| p.display().to_string())
        .unwrap_or_default();
    if view.vectors_file.trim() != now {
        view.vectors_file = now;
    }
    let text = (english("Vectors file"), &knobs::VECTORS_FILE);
    text_ui(ui, text, changed, &mut view.vectors_file);
    let typed = view.vectors_file.trim();
    form.draft.text.vectors.file = (!typed.is_empty()).then(|| typed.into());
    let choices = [
        (Weighting::Sif, "SIF"),
        (Weighting::Tfidf, "TF-IDF"),
        (Weighting::Mean, english("mean")),
    ];
    let text = (english("Words weigh by"), &knobs::WEIGHTING);
    form.choice(ui, text, &choices, field!(text.vectors.weighting));
    if form.draft.text.vectors.file.is_some() {
        return;
    }
    form.number(
        ui,
        (english("Dimensions"), &knobs::VECTOR_SIZE),
        2..=2000,
        1.0,
        field!(text.vectors.n_dims),
    );
    let text = (english("Words around"), &knobs::VECTOR_WINDOW);
    form.number(ui, text, 1..=50, 0.1, field!(text.vectors.window));
    let text = (english("Noise words"), &knobs::NOISE_WORDS);
    form.number(ui, text, 1..=100, 0.1, field!(text.vectors.negative));
    form.number(
        ui,
        (english("Passes"), &knobs::VECTOR_PASSES),
        1..=10_000,
        0.2,
        field!(text.vectors.n_epochs),
    );
    form.number(
        ui,
        (english("At least"), &knobs::MIN_COUNT),
        1..=1000,
        0.1,
        field!(text.vectors.min_count),
    );
}
