//! A selection analysed alone, and the way back to all songs.

use std::sync::Arc;

use super::cx::{Cx, Follow};
use super::part::Part;
use super::run::RunState;
use super::selecting::Selection;
use crate::words::id;

/// What can be asked of parts of a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parting {
    /// Analyse the selected songs alone.
    Selection,
    /// The same of songs by their ids, as session files have them.
    Songs(Vec<String>),
    /// Analyse the songs that nobody hid alone.
    WithoutHidden,
    /// Back to the songs that the part on show was taken from, by the level: 0 is all songs.
    Back(usize),
}

/// Does what is asked of parts.
pub(super) fn apply(asked: &Parting, run: &mut RunState, selection: &Selection, cx: &mut Cx) {
    match asked {
        Parting::Selection => {
            let songs = selection.songs().to_vec();
            analyse(songs, run, cx);
        }
        Parting::Songs(ids) => {
            let Some(analysis) = cx.shown_analysis() else {
                return;
            };
            let songs = analysis.library.songs.iter().enumerate();
            let is_asked = |id: &String| ids.contains(id);
            let songs = songs.filter(|(_, song)| is_asked(&song.id)).map(|(i, _)| i);
            let songs = songs.collect();
            analyse(songs, run, cx);
        }
        Parting::WithoutHidden => {
            let songs = 0..cx.n_songs();
            let songs = songs.filter(|&song| !cx.own.is_hidden(song)).collect();
            analyse(songs, run, cx);
        }
        Parting::Back(level) => back(*level, run, cx),
    }
}

fn analyse(mut songs: Vec<usize>, run: &mut RunState, cx: &mut Cx) {
    let Some(of) = cx.shown_analysis().cloned() else {
        return cx.inform(id::PLACING_ANALYSE_FIRST);
    };
    songs.sort_unstable();
    songs.retain(|&song| song < of.library.songs.len());
    if songs.is_empty() {
        return cx.inform(id::PARTS_SELECT_FIRST);
    }
    let songs = Arc::new(songs);
    run.start_part(Part { of, songs }, cx);
}

/// The analysis that the part was taken from is on show again, and the part is selected in it.
fn back(level: usize, run: &mut RunState, cx: &mut Cx) {
    run.give_up();
    let inner = cx.parts.last().cloned();
    let is_one_level = cx.parts.n_levels() == level + 1;
    let Some(part) = cx.parts.leave(level) else {
        return;
    };
    cx.analysis = Some(part.of.clone());
    cx.library = Some(part.of.library.clone());
    cx.revisions.places += 1;
    cx.then(Follow::LeaveReplay);
    if let Some(inner) = inner.filter(|_| is_one_level) {
        cx.then(Follow::Take(inner.songs.to_vec()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::fixture::settle;
    use crate::session::placing_fixture::session_of_words;
    use crate::session::{Command, How, Selecting, Session};

    fn select(session: &mut Session, songs: &[usize]) {
        let songs = songs.to_vec();
        session.apply(Command::Selecting(Selecting::Songs(songs, How::Replace)));
    }

    #[test]
    fn a_selection_is_analysed_alone_by_the_features_it_has_and_there_is_a_way_back() {
        let mut session = session_of_words();
        let all = session.shown_analysis().unwrap().clone();
        session.apply(Command::Parting(Parting::Selection));
        settle(&mut session);
        assert!(Arc::ptr_eq(session.shown_analysis().unwrap(), &all));

        let songs: Vec<usize> = (0..32).filter(|i| i % 2 == 1).collect();
        select(&mut session, &songs);
        session.apply(Command::Parting(Parting::Selection));
        settle(&mut session);
        let part = session.shown_analysis().unwrap().clone();
        assert_eq!(part.library.songs.len(), 16);
        assert_eq!(session.parts().sizes_above().collect::<Vec<_>>(), [32]);
        let (own, of_all) = (&part.features.blocks[0], &all.features.blocks[0]);
        assert_eq!(own.columns, of_all.columns);
        assert_eq!(own.values, of_all.values.select_rows(&songs));
        assert_eq!(part.clusters.labels.len(), 16);

        // Run with other settings stays within the part, and its features.
        let mut config = session.draft().clone();
        config.clustering.n_clusters = 2;
        session.apply(Command::SetConfig(Box::new(config)));
        session.apply(Command::Run);
        settle(&mut session);
        assert_eq!(session.shown_analysis().unwrap().library.songs.len(), 16);
        session.apply(Command::Run);
        settle(&mut session);
        let again = session.shown_analysis().unwrap();
        assert_eq!(again.features.blocks[0].columns, of_all.columns);

        // A part of the part.
        select(&mut session, &[0, 1, 2, 3, 4, 5]);
        session.apply(Command::Parting(Parting::Selection));
        settle(&mut session);
        assert_eq!(session.parts().sizes_above().collect::<Vec<_>>(), [32, 16]);
        session.apply(Command::Parting(Parting::Back(1)));
        assert_eq!(session.selection().songs(), [0, 1, 2, 3, 4, 5]);
        session.apply(Command::Parting(Parting::Back(0)));
        assert!(Arc::ptr_eq(session.shown_analysis().unwrap(), &all));
        assert!(session.parts().is_all());
        assert_eq!(session.selection().songs(), songs);
    }

    #[test]
    fn other_songs_are_no_part_of_those_before() {
        let mut session = session_of_words();
        select(&mut session, &[0, 2, 4, 6, 8, 10]);
        session.apply(Command::Parting(Parting::Selection));
        settle(&mut session);
        assert!(!session.parts().is_all());
        session.apply(Command::OpenDemo);
        settle(&mut session);
        assert!(session.parts().is_all());
        let ids = vec!["3".to_string(), "5".to_string(), "no song".to_string()];
        let ids = [ids, vec!["7".to_string(), "9".to_string()]].concat();
        session.apply(Command::Parting(Parting::Songs(ids)));
        settle(&mut session);
        assert_eq!(session.parts().ids(), ["3", "5", "7", "9"]);
    }
}
