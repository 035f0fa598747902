//! What is measured of a song.

use eframe::egui::Ui;

use super::{Form, View, field, text_ui};
use crate::config::{Modality, Weighting, Window};
use crate::ui::words::{english, pair};

pub(super) fn features_ui(ui: &mut Ui, form: &mut Form) {
    let choices = Modality::ALL.map(|m| (m, m.label()));
    form.choice(ui, pair("Songs as", "What the model is shown of each song"), &choices, field!(fusion.modality));
    let modality = form.draft.fusion.modality;
    if modality.has_audio() {
        let text = pair("Audio weight", "The audio features together weigh this much");
        form.number(ui, text, 0.0..=100.0, 0.02, field!(fusion.audio_weight));
    }
    if modality.has_lyrics() {
        let text = pair("Lyrics weight", "The lyric features together weigh this much");
        form.number(ui, text, 0.0..=100.0, 0.02, field!(fusion.lyrics_weight));
        form.switch(ui, pair("Words and letters", "TF-IDF of words and of letter sequences"), field!(text.tfidf));
        let text = pair("Word vectors", "Word2Vec: words that stand in like places have like vectors");
        form.switch(ui, text, field!(text.vectors.on));
        let text = pair("Sentence vectors", "A sentence transformer; name its folder below, under Lyrics");
        form.switch(ui, text, field!(text.sentences.on));
        let text = pair("Romanise Bangla", "Write Bangla in Latin letters first, so that script alone parts no songs");
        form.switch(ui, text, field!(text.romanise));
    }
    let text = pair("Table weight", "Number columns of your own table; 0 leaves them out");
    form.number(ui, text, 0.0..=100.0, 0.02, field!(fusion.numbers_weight));
}

pub(super) fn audio_ui(ui: &mut Ui, form: &mut Form) {
    let choices = [
        (Window::Middle, english("middle")),
        (Window::Whole, english("whole song")),
        (Window::Several, english("several windows")),
    ];
    form.choice(ui, pair("Listen to", "Which part of a recording is looked at"), &choices, field!(audio.window));
    if form.draft.audio.window != Window::Whole {
        let text = pair("Window, seconds", "Length of the part that is looked at");
        form.number(ui, text, 1.0..=600.0, 0.2, field!(audio.window_secs));
    }
    if form.draft.audio.window == Window::Several {
        form.number(ui, pair("Windows", "Spread evenly; pooled"), 1..=64, 0.05, field!(audio.n_windows));
    }
    form.number(ui, pair("Mel bands", "Bands of the spectrogram"), 20..=256, 0.5, field!(audio.n_mels));
    form.number(ui, pair("MFCC", "Cepstral coefficients"), 2..=128, 0.1, field!(audio.n_mfcc));
}

pub(super) fn lyrics_ui(ui: &mut Ui, form: &mut Form, view: &mut View) {
    let text = pair("Word terms", "At most this many words and pairs of words, the most frequent first");
    form.number(ui, text, 1..=100_000, 5.0, field!(text.max_words));
    let text = pair("Letter terms", "At most this many letter sequences within words");
    form.number(ui, text, 1..=100_000, 5.0, field!(text.max_chars));
    let text = pair("In at least", "A term must occur in this many lyrics");
    form.number(ui, text, 1..=1000, 0.05, field!(text.min_df));
    let text = pair("In at most", "A term in more than this share of lyrics is dropped");
    form.number(ui, text, 0.01..=1.0, 0.005, field!(text.max_df));
    if form.draft.text.vectors.on {
        vectors_ui(ui, form, view);
    }
    if form.draft.text.sentences.on {
        let changed = form.changed(|c| &c.text.sentences.model);
        let text = pair("Model folder", "Folder of a sentence transformer, or the name of one that was fetched");
        text_ui(ui, text, changed, &mut form.draft.text.sentences.model);
        let text =
            pair("Window, tokens", "Long lyrics are cut into windows of so many; 0 for as many as the model takes");
        form.number(ui, text, 0..=8192, 1.0, field!(text.sentences.window_tokens));
    }
}

fn vectors_ui(ui: &mut Ui, form: &mut Form, view: &mut View) {
    let changed = form.changed(|c| &c.text.vectors.file);
    let now = form.draft.text.vectors.file.as_ref().map(|p| p.display().to_string()).unwrap_or_default();
    if view.vectors_file.trim() != now {
        view.vectors_file = now;
    }
    let text = pair("Vectors file", "Pretrained word2vec or fastText vectors; none learns them from these lyrics");
    text_ui(ui, text, changed, &mut view.vectors_file);
    let typed = view.vectors_file.trim();
    form.draft.text.vectors.file = (!typed.is_empty()).then(|| typed.into());
    let choices = [(Weighting::Sif, "SIF"), (Weighting::Tfidf, "TF-IDF"), (Weighting::Mean, english("mean"))];
    let text = pair("Words weigh by", "How the vectors of a song's words become one");
    form.choice(ui, text, &choices, field!(text.vectors.weighting));
    if form.draft.text.vectors.file.is_some() {
        return;
    }
    form.number(ui, pair("Dimensions", "Of a word's vector"), 2..=2000, 1.0, field!(text.vectors.n_dims));
    let text = pair("Words around", "How far to each side a word is predicted from");
    form.number(ui, text, 1..=50, 0.1, field!(text.vectors.window));
    let text = pair("Noise words", "For each word that is predicted");
    form.number(ui, text, 1..=100, 0.1, field!(text.vectors.negative));
    form.number(ui, pair("Passes", "Over all lyrics"), 1..=10_000, 0.2, field!(text.vectors.n_epochs));
    form.number(ui, pair("At least", "A word must occur so often"), 1..=1000, 0.1, field!(text.vectors.min_count));
}
