use std::fs;
use std::path::Path;

use super::*;
use crate::export::{SelectionFile, TableFormat};
use crate::session::fixture::{self, N_SONGS, settle};
use crate::session::{
    Column, Command, Export, Filter, Filtering, How, Keeping, Listening, Naming, Parting,
    Selecting, Session, TableOf, Values,
};

fn ask(session: &mut Session, what: Curating) {
    session.apply(Command::Curating(what));
    settle(session);
}

fn undo(session: &mut Session) {
    session.apply(Command::Selecting(Selecting::Undo));
    settle(session);
}

fn mood(session: &mut Session) -> OwnKey {
    ask(session, Curating::AddColumn("mood".to_string()));
    session.curating().column().unwrap()
}

fn give(session: &mut Session, key: OwnKey, songs: &[usize], value: &str) {
    ask(
        session,
        Curating::Give(key, songs.to_vec(), value.to_string()),
    );
}

fn select(session: &mut Session, songs: &[usize]) {
    let take = Selecting::Songs(songs.to_vec(), How::Replace);
    session.apply(Command::Selecting(take));
}

fn value(session: &Session, key: OwnKey, song: usize) -> Option<String> {
    let label = &session.own().column(key)?.label;
    label.value(song).map(str::to_string)
}

fn at_home(home: &Path) -> Session {
    let mut session = fixture::empty_session();
    session.keep_in(Some(home.to_path_buf()));
    session.apply(Command::OpenDemo);
    settle(&mut session);
    session
}

fn told(session: &Session) -> String {
    let messages = session.messages().iter();
    messages
        .map(|m| m.text.to_string())
        .collect::<Vec<_>>()
        .join("\n")
}

fn save(session: &mut Session, path: &Path) {
    session.apply(Command::Keeping(Keeping::Save(path.to_path_buf())));
    settle(session);
}

fn listed(session: &mut Session) -> Vec<u32> {
    settle(session);
    session.listing().order().to_vec()
}

#[test]
fn a_label_is_coloured_filtered_and_searched_by_and_undone() {
    let mut session = fixture::session();
    let key = mood(&mut session);
    give(&mut session, key, &[3, 4, 5], "sad");
    give(&mut session, key, &[4], "Zanzibar");
    assert_eq!(value(&session, key, 4).as_deref(), Some("Zanzibar"));
    session.apply(Command::ColourBy(ColourBy::Own(key)));
    let colouring = session.colouring();
    assert_eq!(colouring.title, "mood (own)");
    let Values::Classes {
        counts, n_unknown, ..
    } = &colouring.values
    else {
        panic!("classes");
    };
    assert_eq!(
        (counts.as_slice(), *n_unknown),
        ([2, 1].as_slice(), N_SONGS - 3)
    );

    let rows = session.filtering().rows().unwrap().clone();
    assert!(rows.columns().any(|column| column == Column::Own(key)));
    let sad = Filter::Classes([Some(0)].into());
    session.apply(Command::Filtering(Filtering::Set(
        Column::Own(key),
        Some(sad),
    )));
    assert_eq!(listed(&mut session), [3, 5]);
    give(&mut session, key, &[7], "sad");
    assert_eq!(listed(&mut session), [3, 5, 7], "the filter follows");
    session.apply(Command::Filtering(Filtering::Clear));
    session.apply(Command::Search("zanzi".to_string()));
    settle(&mut session);
    assert_eq!(session.search().found(), [4]);
    ask(
        &mut session,
        Curating::Note(9, "A note of Zanzibar".to_string()),
    );
    assert_eq!(session.search().found(), [4, 9]);
    assert_eq!(session.own().note(9), Some("A note of Zanzibar"));

    undo(&mut session);
    assert_eq!(session.own().note(9), None);
    session.apply(Command::Search(String::new()));
    for _ in 0..4 {
        undo(&mut session);
    }
    assert_eq!(
        value(&session, key, 7),
        None,
        "the label of the filtered song"
    );
    session.apply(Command::Selecting(Selecting::Redo));
    settle(&mut session);
    assert_eq!(value(&session, key, 7).as_deref(), Some("sad"));
    // A column that goes takes its colours and filters along.
    ask(&mut session, Curating::RemoveColumn(key));
    assert_eq!(session.colouring().by, ColourBy::Cluster);
    assert!(session.filtering().filters().is_empty());
}

#[test]
fn labels_live_with_the_library_and_outlive_the_absence_of_songs() {
    let home = tempfile::tempdir().unwrap();
    let mut first = at_home(home.path());
    let key = mood(&mut first);
    give(&mut first, key, &[1, 2], "sad");
    ask(&mut first, Curating::Note(2, "শ্রী".to_string()));
    ask(&mut first, Curating::Hide(vec![7]));
    first.leave();
    drop(first);

    let second = at_home(home.path());
    let key = second.curating().column().unwrap();
    assert_eq!(value(&second, key, 2).as_deref(), Some("sad"));
    assert_eq!(second.own().note(2), Some("শ্রী"));
    assert!(second.hides(7) && !second.hides(6));

    // Fewer songs, and then all of them again: nothing was lost.
    let mut session = at_home(home.path());
    let library = session.cx.library.clone().unwrap();
    let mut fewer = Library::clone(&library);
    fewer.songs.truncate(2);
    session.cx.library = Some(Arc::new(fewer));
    settle(&mut session);
    assert_eq!(value(&session, key, 1).as_deref(), Some("sad"));
    give(&mut session, key, &[0], "sad");
    session.cx.library = Some(library.clone());
    settle(&mut session);
    let of = |song| value(&session, key, song).is_some();
    assert!(of(0) && of(1) && of(2));

    // Another library keeps nothing of it.
    let mut other = Library::clone(&library);
    other.root = "/other".into();
    session.cx.library = Some(Arc::new(other));
    settle(&mut session);
    assert!(session.curating().made().is_empty() && session.own().is_empty());
    session.cx.library = Some(library);
    settle(&mut session);
    let key = session.curating().column().unwrap();
    assert_eq!(value(&session, key, 0).as_deref(), Some("sad"));
}

#[test]
fn labels_that_cannot_be_read_are_told_of_and_not_written_over() {
    let home = tempfile::tempdir().unwrap();
    let mut session = at_home(home.path());
    let key = mood(&mut session);
    give(&mut session, key, &[1], "sad");
    let path = session
        .curating
        .disk
        .store
        .as_ref()
        .unwrap()
        .path()
        .to_path_buf();
    session.leave();
    fs::write(&path, "{ damaged").unwrap();
    let mut session = at_home(home.path());
    assert!(told(&session).contains("damaged"), "{}", told(&session));
    let key = mood(&mut session);
    give(&mut session, key, &[2], "happy");
    session.leave();
    assert_eq!(fs::read_to_string(path).unwrap(), "{ damaged");
}

#[test]
fn what_another_window_has_written_is_kept_beside() {
    let home = tempfile::tempdir().unwrap();
    let (mut one, mut two) = (at_home(home.path()), at_home(home.path()));
    let key = mood(&mut one);
    give(&mut one, key, &[1], "of one");
    let key = mood(&mut two);
    give(&mut two, key, &[1], "of two");
    let store = two.curating.disk.store.clone().unwrap();
    let before = fs::read_to_string(store.path().with_extension("before.json")).unwrap();
    assert!(before.contains("of one"));
    assert_eq!(store.read().unwrap(), *two.curating().made());
}

#[test]
fn a_session_file_has_the_labels_and_those_of_the_library_are_not_lost() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = folder.path().join("one.latentune");
    let mut first = fixture::session();
    let key = mood(&mut first);
    give(&mut first, key, &[3, 4], "sad");
    give(&mut first, key, &[5], "দুঃখ");
    first.apply(Command::ColourBy(ColourBy::Own(key)));
    first.apply(Command::ToggleClass(Some(1)));
    let only = Filter::Classes([Some(1)].into());
    first.apply(Command::Filtering(Filtering::Set(
        Column::Own(key),
        Some(only.clone()),
    )));
    settle(&mut first);
    save(&mut first, &path);

    let mut second = at_home(home.path());
    let genre = mood(&mut second);
    give(&mut second, genre, &[9], "mine");
    second.apply(Command::Keeping(Keeping::Open(path)));
    settle(&mut second);
    let key = second.curating().column().unwrap();
    assert_eq!(value(&second, key, 5).as_deref(), Some("দুঃখ"));
    assert_eq!(second.colouring().by, ColourBy::Own(key));
    assert!(!second.colouring().shows_class(Some(1)));
    assert_eq!(second.filtering().filters()[&Column::Own(key)], only);
    assert!(told(&second).contains("Ctrl+Z"), "{}", told(&second));
    let store = second.curating.disk.store.clone().unwrap();
    assert_eq!(store.read().unwrap().columns()[0].values(), ["mine"]);

    undo(&mut second);
    let key = second.curating().column().unwrap();
    assert_eq!(value(&second, key, 9).as_deref(), Some("mine"));
    second.apply(Command::Selecting(Selecting::Redo));
    settle(&mut second);
    let key = second.curating().column().unwrap();
    give(&mut second, key, &[6], "sad");
    let before = fs::read_to_string(store.path().with_extension("before.json")).unwrap();
    assert!(before.contains("mine"));
    assert_eq!(store.read().unwrap(), *second.curating().made());
}

#[test]
fn hidden_songs_are_in_no_list_and_counted_nowhere_until_they_are_shown() {
    let mut session = fixture::session();
    session.apply(Command::Select(Some(10)));
    let near = session.neighbours()[0].0;
    session.apply(Command::Listening(Listening::PlayList(vec![0, 1, 2, 3])));
    session.apply(Command::Select(Some(10)));
    select(&mut session, &[1, 2, 3]);
    let n_of = |session: &Session, class: usize| match &session.colouring().values {
        Values::Classes { counts, .. } => counts[class],
        Values::Numbers { .. } => panic!("classes"),
    };
    let cluster = session.shown_analysis().unwrap().clusters.labels[1].unwrap() as usize;
    let before = n_of(&session, cluster);
    ask(&mut session, Curating::Hide(vec![1, near]));
    assert_eq!(session.own().n_hidden(), 2);
    assert!(!session.is_shown(1) && session.is_shown(2));
    assert_eq!(session.selection().songs(), [2, 3]);
    assert_eq!(session.listening().queue().songs(), [0, 2, 3]);
    assert!(session.neighbours().iter().all(|(song, _)| *song != near));
    assert_eq!(
        session.neighbours().len(),
        crate::session::work::N_NEIGHBOURS
    );
    assert!(n_of(&session, cluster) < before);
    assert_eq!(listed(&mut session).len(), N_SONGS - 2);
    let counts = session.chart_counts();
    let charts = session.filtering().charts().unwrap().clone();
    let place = charts.iter().position(|c| c.column == Column::Cluster);
    let n: u32 = counts[place.unwrap()].iter().sum();
    assert_eq!(n as usize, N_SONGS - 2);
    session.apply(Command::Selecting(Selecting::Group(
        crate::session::Group::Cluster(Some(cluster as u32)),
        How::Replace,
    )));
    assert!(!session.selection().contains(1));
    let title = session.song(1).unwrap().title.clone();
    session.apply(Command::Search(title));
    settle(&mut session);
    assert!(session.search().is_active() && !session.search().found().contains(&1));
    session.apply(Command::Selecting(Selecting::Undo));
    session.apply(Command::Selecting(Selecting::Undo));
    undo(&mut session);
    assert_eq!(session.own().n_hidden(), 0);
    assert_eq!(session.selection().songs(), [1, 2, 3]);
    session.apply(Command::Selecting(Selecting::Redo));
    settle(&mut session);
    ask(&mut session, Curating::ShowHidden);
    assert_eq!(listed(&mut session).len(), N_SONGS);
}

#[test]
fn the_songs_that_nobody_hid_are_analysed_alone() {
    let mut session = crate::session::placing_fixture::session_of_words();
    ask(&mut session, Curating::Hide((0..8).collect()));
    session.apply(Command::Parting(Parting::WithoutHidden));
    settle(&mut session);
    assert_eq!(session.shown_analysis().unwrap().library.songs.len(), 24);
    assert_eq!(session.own().n_hidden(), 0, "of these songs none is hidden");
}

#[test]
fn clusters_are_edited_beside_the_method_s_own_and_scored_anew() {
    let mut session = fixture::session();
    session.apply(Command::Naming(Naming::Cluster(1, "নদী".to_string())));
    let analysis = session.shown_analysis().unwrap().clone();
    let names = ["cluster 1", "নদী", "cluster 3", "cluster 4", "cluster 5"];
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    ask(&mut session, Curating::EditClusters(names));
    let key = session.curating().column().unwrap();
    assert_eq!(session.colouring().by, ColourBy::Own(key));
    let scores = session.own_scores().unwrap().clone();
    let edited = &scores.edited[0];
    assert_eq!(edited.n_moved, 0);
    let alike = |a: Option<f64>, b: Option<f64>| (a.unwrap() - b.unwrap()).abs() < 1e-9;
    let truth = session.curating_truth();
    for (score, value) in edited.scores.internal.iter() {
        assert!(alike(*value, truth.internal[score]), "{score:?}");
    }

    // Moved, joined, split.
    let of = |session: &Session, song: usize| value(session, key, song).unwrap();
    let (from, to) = (of(&session, 0), of(&session, 1));
    assert_ne!(from, to);
    give(&mut session, key, &[0], &to);
    assert_eq!(of(&session, 0), to);
    let n_moved = |session: &Session| session.own_scores().unwrap().edited[0].n_moved;
    assert_eq!(n_moved(&session), 1);
    let column = session.curating().made().column(key).unwrap().clone();
    let n_of = |column: &crate::curation::OwnColumn| {
        let counts = column.counts();
        counts.iter().filter(|n| **n > 0).count()
    };
    assert_eq!(n_of(&column), 5);
    ask(
        &mut session,
        Curating::RenameValue(key, 4, "নদী".to_string()),
    );
    let joined = session.curating().made().column(key).unwrap().clone();
    assert_eq!(n_of(&joined), 4);
    ask(&mut session, Curating::Split(key, 1));
    let split = session.curating().made().column(key).unwrap().clone();
    assert_eq!(n_of(&split), 5);
    assert_eq!(split.values().last().unwrap(), "নদী b");
    // Two clusters of the model lie apart: the split finds them again.
    let of_model = |song: usize| analysis.clusters.labels[song];
    let part: Vec<usize> = (1..N_SONGS)
        .filter(|&s| of(&session, s) == "নদী b")
        .collect();
    assert!(!part.is_empty());
    assert!(part.iter().all(|&song| of_model(song) == of_model(part[0])));
    assert!(session.own_scores().unwrap().edited[0].scores != edited.scores);

    undo(&mut session);
    assert_eq!(*session.curating().made().column(key).unwrap(), joined);
    ask(&mut session, Curating::PutBack(key, (0..N_SONGS).collect()));
    assert_eq!(n_moved(&session), 0);
    assert!(
        Arc::ptr_eq(session.shown_analysis().unwrap(), &analysis),
        "nothing ran"
    );
}

impl Session {
    /// The scores of the clusters on show as they are taken by the room of scores, and not those
    /// that the fixture has made up.
    fn curating_truth(&self) -> crate::scores::Scores {
        let analysis = self.shown_analysis().unwrap();
        let labels = crate::scores::Labels::of(&analysis.library);
        let (x, clusters) = (analysis.latents(), &analysis.clusters);
        crate::scores::score(x, clusters, &labels, 1, &Reporter::silent()).unwrap()
    }
}

#[test]
fn own_labels_are_scored_as_the_library_s_are() {
    let mut session = fixture::session();
    let analysis = session.shown_analysis().unwrap().clone();
    let language = &analysis.library.labels[0];
    let key = mood(&mut session);
    assert!(
        session
            .own_scores()
            .is_none_or(|own| own.model.external.len() == own.n_given)
    );
    for class in 0..language.classes.len() as u32 {
        let songs = language.of_song.iter().enumerate();
        let songs = songs.filter(|(_, of)| **of == Some(class));
        let songs: Vec<usize> = songs.map(|(song, _)| song).collect();
        give(&mut session, key, &songs, &language.classes[class as usize]);
    }
    let truth = session.curating_truth();
    let own = session.own_scores().unwrap().clone();
    assert_eq!(own.model.external.len(), own.n_given + 1);
    let (found, given) = (&own.model.external[own.n_given], &truth.external[0]);
    assert_eq!((found.column.as_str(), found.n_songs), ("mood", N_SONGS));
    for (score, _) in given.scores.iter() {
        assert!(
            (found[score].value - given[score].value).abs() < 1e-12,
            "{score:?}"
        );
        assert!((found[score].chance - given[score].chance).abs() < 0.05);
    }
    assert_eq!(own.baselines.len(), analysis.baselines.len());
    for (own, baseline) in own.baselines.iter().zip(analysis.baselines.iter()) {
        assert_eq!(own.external.len(), baseline.scores.external.len() + 1);
    }
}

#[test]
fn what_was_made_is_in_the_tables_and_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = fixture::session();
    let key = mood(&mut session);
    give(&mut session, key, &[0, 1], "=HYPERLINK(\"x\")");
    ask(&mut session, Curating::Note(1, "+noted".to_string()));
    ask(&mut session, Curating::Hide(vec![2]));
    let table = |session: &mut Session, of, name: &str| {
        let path = folder.path().join(name);
        session.apply(Command::Keeping(Keeping::Export(Export::Table {
            of,
            format: TableFormat::Csv,
            path: path.clone(),
        })));
        settle(session);
        fs::read_to_string(path).unwrap()
    };
    let songs = table(&mut session, TableOf::Songs, "songs.csv");
    let head = songs.lines().next().unwrap();
    assert!(
        head.ends_with("mood (own),note (own),hidden (own)"),
        "{head}"
    );
    let row = songs.lines().nth(2).unwrap();
    assert!(
        row.ends_with("\"'=HYPERLINK(\"\"x\"\")\",'+noted,false"),
        "{row}"
    );
    assert!(songs.lines().nth(3).unwrap().ends_with(",,,true"));
    let scores = table(&mut session, TableOf::Scores, "scores.csv");
    assert!(
        !scores.contains("mood (own)"),
        "one class is nothing to agree with"
    );
    give(&mut session, key, &[2, 3, 4], "other");
    let scores = table(&mut session, TableOf::Scores, "scores.csv");
    assert!(scores.contains("mood (own),ari"), "{scores}");

    select(&mut session, &[0, 1]);
    let path = folder.path().join("chosen.csv");
    session.apply(Command::SaveSelection(SelectionFile::Table, path.clone()));
    settle(&mut session);
    let chosen = fs::read_to_string(path).unwrap();
    assert!(
        chosen.lines().nth(2).unwrap().contains("'+noted"),
        "{chosen}"
    );
}

#[test]
fn labels_are_held_against_another_s_session_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("theirs.latentune");
    let mut other = fixture::session();
    let key = mood(&mut other);
    give(&mut other, key, &[0, 1, 2], "sad");
    give(&mut other, key, &[3], "happy");
    save(&mut other, &path);
    let mut session = fixture::session();
    let key = mood(&mut session);
    give(&mut session, key, &[0, 1], "sad");
    ask(&mut session, Curating::Compare(path.clone()));
    assert_eq!(session.curating().compared_with(), Some(path.as_path()));
    let column = |session: &Session| session.curating().agreement().unwrap().columns[0].clone();
    assert_eq!((column(&session).n_both, column(&session).only_b), (2, 2));
    give(&mut session, key, &[2, 3], "happy");
    let found = column(&session);
    assert_eq!((found.n_both, found.n_same), (4, 3), "it follows");
    assert_eq!(found.kappa, Some(0.5));
    assert_eq!(found.differing[0].song, "song-002");
    ask(&mut session, Curating::LetGo);
    assert!(session.curating().agreement().is_none());
    ask(
        &mut session,
        Curating::Compare(folder.path().join("none.latentune")),
    );
    assert!(
        told(&session).contains("none.latentune"),
        "{}",
        told(&session)
    );
}
