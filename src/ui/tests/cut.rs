//! Nothing is cut: every text of the window is looked at in every view, in both languages, in the
//! smallest window that screenshots are made of.

use std::collections::BTreeSet;

use eframe::egui::epaint::{ClippedShape, TextShape};
use eframe::egui::{Rect, Shape, Theme, vec2};

use super::super::tests::{open_at, session, with_song};
use super::super::{Area, Locale, Tab};
use crate::session::{Command, Curating, How, Selecting, Session, fixture};

/// Texts may be this much wider than what shows them: shaping rounds.
const SLACK: f32 = 1.5;

/// Every text on screen with the room that it is clipped to.
fn texts(shapes: &[ClippedShape]) -> Vec<(&TextShape, Rect)> {
    fn walk<'a>(shape: &'a Shape, clip: Rect, out: &mut Vec<(&'a TextShape, Rect)>) {
        match shape {
            Shape::Text(text) => out.push((text, clip)),
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| walk(shape, clip, out)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    shapes
        .iter()
        .for_each(|clipped| walk(&clipped.shape, clipped.clip_rect, &mut all));
    all
}

/// True of texts that come from songs, files and people: those may be longer than any panel.
fn is_data(text: &str, session: &Session) -> bool {
    let Some(library) = session.library() else {
        return false;
    };
    let whole = text.trim_end_matches('…');
    let mut own = session
        .own()
        .columns
        .iter()
        .map(|column| &column.label.name);
    if own.any(|name| whole.starts_with(name.as_str()) || name.starts_with(whole)) {
        return true;
    }
    library.songs.iter().any(|song| {
        let lyrics = song
            .lyrics
            .iter()
            .flat_map(|l| &l.lines)
            .any(|line| line.text.contains(whole));
        let path = song
            .audio
            .as_ref()
            .is_some_and(|a| a.path.to_string_lossy().contains(whole));
        song.title.contains(whole) || song.artist.contains(whole) || lyrics || path
    })
}

/// What is cut at the left or the right, or ends in dots. Tables that scroll sideways show parts of
/// columns.
fn cut(shapes: &[ClippedShape], session: &Session, sideways: bool) -> BTreeSet<String> {
    let is_cut = |(text, clip): &(&TextShape, Rect)| {
        let rect = text.visual_bounding_rect();
        let seen = clip.intersect(rect);
        // A row that is scrolled out of sight is not cut, and one half in sight is only cut in
        // height.
        let in_sight = seen.width() > 0.0 && seen.height() > 0.0;
        let outside = rect.left() < clip.left() - SLACK || rect.right() > clip.right() + SLACK;
        in_sight && (outside && !sideways || text.galley.elided)
    };
    let texts = texts(shapes)
        .into_iter()
        .filter(is_cut)
        .map(|(text, _)| text.galley.text().to_string());
    texts.filter(|text| !is_data(text, session)).collect()
}

#[test]
fn no_text_is_cut_in_any_view_and_language() {
    let mut found = BTreeSet::new();
    for locale in Locale::all() {
        for (name, session, side) in [
            ("song", with_song(3), Tab::Song),
            ("selection", selected(), Tab::Selection),
            ("labelled", labelled(), Tab::Own),
            ("live", fixture::live_session(), Tab::Song),
            ("timeline", fixture::taught_session(), Tab::Song),
        ] {
            let mut harness = open_at(vec2(1280.0, 800.0), Theme::Dark, session);
            harness.state_mut().view.prefs.locale = locale;
            harness.state_mut().view.show(side);
            for tab in Tab::at_home(Area::Results) {
                harness.state_mut().view.show(tab);
                harness.run_steps(8);
                let sideways = matches!(tab, Tab::Songs | Tab::Runs);
                for text in cut(&harness.output().shapes, &harness.state().session, sideways) {
                    found.insert(format!("{locale:?}, {name}, {tab:?}: {text}"));
                }
            }
            harness.state_mut().view.show(Tab::Pairing);
            harness.state_mut().view.panels.pairing.show_recordings();
            harness.run_steps(8);
            for text in cut(&harness.output().shapes, &harness.state().session, true) {
                found.insert(format!("{locale:?}, {name}, recordings: {text}"));
            }
        }
    }
    assert!(
        found.is_empty(),
        "cut:\n{}",
        found.into_iter().collect::<Vec<_>>().join("\n")
    );
}

fn selected() -> Session {
    let mut session = session();
    session.apply(Command::Selecting(Selecting::Songs(
        (0..25).collect(),
        How::Replace,
    )));
    session
}

/// With clusters edited by hand, a label and a note of one's own, and hidden songs.
fn labelled() -> Session {
    let mut session = with_song(3);
    let names = (1..=5).map(|n| n.to_string()).collect();
    let ask = |session: &mut Session, what| session.apply(Command::Curating(what));
    ask(&mut session, Curating::AddColumn("mood".to_string()));
    ask(&mut session, Curating::EditClusters(names));
    let key = session.curating().column().unwrap();
    ask(&mut session, Curating::Give(key, vec![3], "2".to_string()));
    ask(&mut session, Curating::Note(3, "12".to_string()));
    ask(&mut session, Curating::Hide(vec![7, 8]));
    fixture::settle(&mut session);
    session
}
