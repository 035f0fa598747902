use super::super::fixture::{self, N_SONGS, settle};
use super::super::{Column, Command, How, Selecting, Session};
use super::*;

fn ask(session: &mut Session, command: Listing) {
    session.apply(Command::Listing(command));
    settle(session);
}

fn sort(session: &mut Session, column: Column, descending: bool) {
    ask(session, Listing::Sort(Some(Sort { column, descending })));
}

fn order(session: &Session) -> Vec<usize> {
    session
        .listing()
        .order()
        .iter()
        .map(|&song| song as usize)
        .collect()
}

#[test]
fn songs_come_as_in_the_library_until_they_are_sorted() {
    let mut session = fixture::session();
    assert_eq!(order(&session), (0..N_SONGS).collect::<Vec<_>>());
    sort(&mut session, Column::Number(0), true);
    assert_eq!(
        order(&session),
        (0..N_SONGS).rev().collect::<Vec<_>>(),
        "years go up with the songs"
    );
    ask(&mut session, Listing::Sort(None));
    assert_eq!(order(&session), (0..N_SONGS).collect::<Vec<_>>());
}

#[test]
fn equal_songs_stay_in_order_and_unknown_ones_come_last_either_way() {
    let mut analysis = fixture::analysis(&crate::config::Config::plain());
    let mut library = (*analysis.library).clone();
    for song in [0, 7, 30] {
        library.numbers[0].of_song[song] = f64::NAN;
        library.labels[0].of_song[song] = None;
        library.songs[song].artist.clear();
    }
    analysis.library = Arc::new(library);
    let rows = Arc::new(Rows::new(analysis.library.clone(), None, Arc::default()));
    for column in [Column::Number(0), Column::Label(0), Column::Artist] {
        for descending in [false, true] {
            let query = ListQuery {
                sort: Some(Sort { column, descending }),
                ..ListQuery::default()
            };
            let question = Question {
                rows: rows.clone(),
                query,
                passing: None,
                selection: Selection::default(),
                shown: Vec::new(),
            };
            let order = question.answer(&Reporter::silent()).unwrap();
            assert_eq!(order[N_SONGS - 3..], [0, 7, 30], "{column:?} {descending}");
            if column == Column::Label(0) {
                let classes: Vec<u32> = order[..N_SONGS - 3]
                    .iter()
                    .filter_map(|&i| rows.class(column, i as usize))
                    .collect();
                let up = |a: &u32, b: &u32| if descending { a >= b } else { a <= b };
                assert!(classes.is_sorted_by(up));
                let english: Vec<u32> = order
                    .iter()
                    .copied()
                    .filter(|&i| rows.class(column, i as usize) == Some(1))
                    .collect();
                assert!(
                    english.is_sorted(),
                    "songs of one class stay in the order of the library"
                );
            }
        }
    }
}

#[test]
fn only_selected_and_only_shown_follow_the_selection_and_the_map() {
    let mut session = fixture::session();
    ask(&mut session, Listing::OnlySelected(true));
    assert!(order(&session).is_empty());
    session.apply(Command::Selecting(Selecting::Songs(
        vec![4, 9, 2],
        How::Replace,
    )));
    session.pump();
    assert_eq!(order(&session), [2, 4, 9]);
    ask(&mut session, Listing::OnlySelected(false));
    ask(&mut session, Listing::OnlyShown(true));
    session.apply(Command::SoloClass(Some(1)));
    session.pump();
    assert!(
        order(&session)
            .iter()
            .all(|&i| session.colouring().class(i) == Some(1))
    );
    assert_eq!(
        order(&session).len(),
        session.analysis().unwrap().facts[1].size
    );
}

#[test]
fn cells_are_those_of_the_analysis_and_columns_that_say_nothing_are_left_out() {
    let session = fixture::session();
    let rows = session.listing().rows().unwrap();
    let columns: Vec<Column> = rows.columns().collect();
    assert_eq!(
        columns,
        [
            Column::Title,
            Column::Artist,
            Column::Cluster,
            Column::Label(0),
            Column::Label(1),
            Column::Number(0),
            Column::Silhouette,
            Column::Centre,
            Column::Duration,
            Column::Loudness,
            Column::File
        ],
        "the fixture's map was not judged, its modalities not compared, its tempo not measured"
    );
    assert_eq!(
        (rows.name(Column::Label(1)), rows.name(Column::Title)),
        (Some("genre"), None)
    );
    assert_eq!(
        rows.range(Column::Number(0)),
        Some((1970.0, 1970.0 + N_SONGS as f32 - 1.0))
    );
    assert_eq!(rows.text(Column::File, 3).unwrap(), "003.ogg");
    assert_eq!(rows.number(Column::Duration, 3), 18.0);
    let analysis = session.analysis().unwrap();
    let members: Vec<usize> = (0..N_SONGS)
        .filter(|&i| analysis.clusters.labels[i] == Some(2))
        .collect();
    let mean = |d: usize| {
        members
            .iter()
            .map(|&i| f64::from(analysis.latents().row(i)[d]))
            .sum::<f64>()
            / members.len() as f64
    };
    let song = members[0];
    let by_hand: f64 = (0..analysis.latents().n_cols())
        .map(|d| (f64::from(analysis.latents().row(song)[d]) - mean(d)).powi(2))
        .sum::<f64>()
        .sqrt();
    assert!((f64::from(rows.number(Column::Centre, song)) - by_hand).abs() < 1e-4);
}

#[test]
fn nothing_is_sorted_again_until_something_changes() {
    let mut session = fixture::session();
    sort(&mut session, Column::Title, false);
    let n = session.listing().n_orders();
    for _ in 0..10 {
        session.apply(Command::Hover(Some(3)));
        session.apply(Command::Select(Some(5)));
        session.pump();
    }
    assert_eq!(session.listing().n_orders(), n);
    session.apply(Command::Selecting(Selecting::Songs(vec![1], How::Replace)));
    session.pump();
    assert_eq!(
        session.listing().n_orders(),
        n,
        "the selection matters only where nothing else is listed"
    );
    sort(&mut session, Column::Title, true);
    assert_eq!(session.listing().n_orders(), n + 1);
}
