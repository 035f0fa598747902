//! What a person made of the songs, as columns of the tables of songs.

use super::frame::{Column, Frame};
use crate::curation::{OwnTable, marked_own};
use crate::words::{Locale, with_locale};

/// A name marked as one's own: in English, as programs read the table in whichever language it was
/// made.
pub(super) fn marked(name: &str) -> String {
    with_locale(Locale::EN, || marked_own(name))
}

/// Columns of a person's own, with the text of each song; each is marked as one's own.
pub(in crate::export) fn own_columns(own: &OwnTable, n_songs: usize) -> Vec<(String, Vec<String>)> {
    let texts = |of: &dyn Fn(usize) -> Option<String>| {
        (0..n_songs)
            .map(|song| of(song).unwrap_or_default())
            .collect::<Vec<_>>()
    };
    let mut columns = Vec::new();
    for column in &own.columns {
        let value = |song| column.label.value(song).map(str::to_string);
        columns.push((marked(&column.label.name), texts(&value)));
    }
    if own.has_notes() {
        let note = |song| own.note(song).map(str::to_string);
        columns.push((marked("note"), texts(&note)));
    }
    if own.n_hidden() > 0 {
        let hidden = |song| Some(own.is_hidden(song).to_string());
        columns.push((marked("hidden"), texts(&hidden)));
    }
    columns
}

/// Adds what a person made to a table of all songs.
pub(crate) fn add_own(frame: &mut Frame, own: &OwnTable) {
    for (name, texts) in own_columns(own, frame.n_rows()) {
        let known = texts
            .into_iter()
            .map(|text| Some(text).filter(|t| !t.is_empty()));
        frame.push(name, Column::Text(known.collect()));
    }
}
