use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::super::fixture::{self, N_SONGS, session, settle};
use super::super::work::N_NEIGHBOURS;
use super::super::*;

fn ask(session: &mut Session, what: Selecting) {
    session.apply(Command::Selecting(what));
}

fn take(session: &mut Session, songs: &[usize], how: How) {
    ask(session, Selecting::Songs(songs.to_vec(), how));
}

fn group(session: &mut Session, group: Group, how: How) -> Vec<usize> {
    ask(session, Selecting::Group(group, how));
    session.selection().songs().to_vec()
}

#[test]
fn songs_replace_add_and_are_taken_away() {
    let mut session = session();
    take(&mut session, &[5, 3, 5, 900], How::Replace);
    assert_eq!(
        session.selection().songs(),
        [3, 5],
        "in order, each once, and none that is not there"
    );
    take(&mut session, &[9, 3], How::Add);
    assert_eq!(session.selection().songs(), [3, 5, 9]);
    take(&mut session, &[3, 40], How::Remove);
    assert_eq!(session.selection().songs(), [5, 9]);
    assert!(session.selection().contains(9) && !session.selection().contains(3));
    take(&mut session, &[], How::Replace);
    assert!(session.selection().is_empty());
}

#[test]
fn groups_are_what_they_are_called() {
    let mut session = session();
    let clusters = session.analysis().unwrap().clusters.labels.clone();
    let of_cluster = |c| {
        (0..N_SONGS)
            .filter(|&i| clusters[i] == Some(c))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        group(&mut session, Group::Cluster(Some(2)), How::Replace),
        of_cluster(2)
    );
    assert_eq!(
        group(&mut session, Group::Class(Some(2)), How::Replace),
        of_cluster(2),
        "coloured by cluster"
    );
    assert!(
        group(&mut session, Group::Cluster(None), How::Replace).is_empty(),
        "there is no noise"
    );
    let bangla: Vec<usize> = (0..N_SONGS).filter(|i| [1, 3].contains(&(i % 5))).collect();
    assert_eq!(
        group(&mut session, Group::Label(0, Some(0)), How::Replace),
        bangla
    );
    session.apply(Command::ColourBy(ColourBy::Label(0)));
    assert!(group(&mut session, Group::Class(Some(0)), How::Remove).is_empty());

    group(&mut session, Group::Label(0, Some(0)), How::Replace);
    assert_eq!(
        group(&mut session, Group::Found, How::Replace),
        bangla,
        "nothing is searched for: nothing happens"
    );
    session.apply(Command::Search("নৌকার".to_string()));
    let found = session.search().found().to_vec();
    assert!(!found.is_empty());
    assert_eq!(group(&mut session, Group::Found, How::Replace), found);
    session.apply(Command::Search("no such word".to_string()));
    assert!(
        group(&mut session, Group::Found, How::Replace).is_empty(),
        "found nothing: nothing is chosen"
    );
    session.apply(Command::Search(String::new()));

    let near = group(&mut session, Group::NeighboursOf(7), How::Replace);
    assert_eq!(near.len(), N_NEIGHBOURS + 1);
    let of_seven =
        (session.cx.work.nearest)(session.analysis().unwrap().latents(), 7, N_NEIGHBOURS);
    assert!(near.contains(&7) && of_seven.iter().all(|(i, _)| near.contains(i)));
    let before = session.selection().clone();
    for nowhere in [Group::NeighboursOf(900), Group::Label(9, None)] {
        group(&mut session, nowhere, How::Replace);
        assert_eq!(*session.selection(), before);
    }
}

#[test]
fn all_and_invert_leave_alone_what_is_left_out() {
    let mut session = session();
    session.apply(Command::ColourBy(ColourBy::Label(0)));
    take(&mut session, &[1, 2], How::Replace);
    // Songs 1 and 3 of every five are Bangla.
    session.apply(Command::ToggleClass(Some(0)));
    ask(&mut session, Selecting::Invert);
    let chosen = |i: usize| {
        if [1, 3].contains(&(i % 5)) {
            i == 1
        } else {
            i != 2
        }
    };
    assert!((0..N_SONGS).all(|i| session.selection().contains(i) == chosen(i)));
    ask(&mut session, Selecting::Invert);
    assert_eq!(session.selection().songs(), [1, 2], "twice is not at all");
    let all = group(&mut session, Group::All, How::Replace);
    assert_eq!(all.len(), N_SONGS * 3 / 5);
    assert!(all.iter().all(|&i| session.is_shown(i)));
    ask(&mut session, Selecting::None);
    assert!(session.selection().is_empty());
}

#[test]
fn undo_and_redo_go_through_everything_that_can_be_undone() {
    let mut session = session();
    let start = session.scene();
    let steps = [
        Command::Selecting(Selecting::Songs(vec![4, 5], How::Replace)),
        Command::ColourBy(ColourBy::Label(0)),
        Command::ToggleClass(Some(1)),
        Command::Project(Picture::Pca),
        Command::Search("ayesha".to_string()),
        Command::Selecting(Selecting::Group(Group::Found, How::Add)),
        Command::ShowAllClasses,
        Command::Selecting(Selecting::Invert),
        Command::SoloClass(Some(2)),
        Command::Selecting(Selecting::None),
    ];
    let mut scenes = vec![start];
    for step in steps {
        session.apply(step);
        assert_ne!(session.scene(), *scenes.last().unwrap());
        scenes.push(session.scene());
    }
    assert!(!session.can_redo());
    for scene in scenes.iter().rev().skip(1) {
        ask(&mut session, Selecting::Undo);
        assert_eq!(session.scene(), *scene);
    }
    assert!(!session.can_undo());
    assert_eq!(session.colouring().title, "cluster");
    assert!(
        !session.search().is_active(),
        "the search itself is undone, not only its text"
    );
    for scene in &scenes[1..] {
        ask(&mut session, Selecting::Redo);
        assert_eq!(session.scene(), *scene);
    }
    assert!(!session.can_redo());
}

/// Any command that can be undone, of a seeded kind.
fn some_command(rng: &mut ChaCha8Rng) -> Command {
    let song = rng.random_range(0..N_SONGS);
    let how = [How::Replace, How::Add, How::Remove][rng.random_range(0..3)];
    match rng.random_range(0..13) {
        0..4 => Command::Selecting(Selecting::Songs(vec![song, song / 2], how)),
        4 => Command::Selecting(Selecting::Group(Group::Class(Some(song as u32 % 3)), how)),
        5 => Command::Selecting(Selecting::Invert),
        6 => Command::Selecting(Selecting::None),
        7 => Command::ColourBy(
            [ColourBy::Cluster, ColourBy::Label(0), ColourBy::Silhouette][song % 3],
        ),
        8 => Command::ToggleClass(Some(song as u32 % 3)),
        9 => Command::SoloClass(Some(song as u32 % 3)),
        10 => Command::Project([Picture::Map, Picture::Pca][song % 2]),
        11 => Command::Search(["", "a", "ay", "rain"][song % 4].to_string()),
        _ => Command::ShowAllClasses,
    }
}

#[test]
fn undo_after_any_commands_leads_back_to_the_start_and_redo_to_the_end() {
    let mut session = session();
    let start = session.scene();
    for seed in 0..40 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        for _ in 0..rng.random_range(1..30) {
            session.apply(some_command(&mut rng));
            let now = session.scene();
            if session.can_undo() {
                ask(&mut session, Selecting::Undo);
                ask(&mut session, Selecting::Redo);
                assert_eq!(
                    session.scene(),
                    now,
                    "seed {seed}: undo and redo are nothing at all"
                );
            }
        }
        let end = session.scene();
        let mut n = 0;
        while session.can_undo() {
            ask(&mut session, Selecting::Undo);
            n += 1;
        }
        assert_eq!(session.scene(), start, "seed {seed}");
        for _ in 0..n {
            ask(&mut session, Selecting::Redo);
        }
        assert_eq!(session.scene(), end, "seed {seed}");
        while session.can_undo() {
            ask(&mut session, Selecting::Undo);
        }
    }
}

#[test]
fn a_new_step_after_undo_ends_the_way_forward() {
    let mut session = session();
    take(&mut session, &[1], How::Replace);
    take(&mut session, &[2], How::Replace);
    ask(&mut session, Selecting::Undo);
    assert!(session.can_redo());
    take(&mut session, &[1], How::Add);
    assert!(session.can_redo(), "what changes nothing is no step");
    take(&mut session, &[3], How::Add);
    assert!(!session.can_redo());
    ask(&mut session, Selecting::Redo);
    assert_eq!(session.selection().songs(), [1, 3]);
}

#[test]
fn typed_letters_are_one_step_and_so_is_a_double_click_in_the_legend() {
    let mut session = session();
    for text in ["r", "ra", "rai", "rain"] {
        session.apply(Command::Search(text.to_string()));
    }
    session.apply(Command::Search(String::new()));
    for text in ["s", "se"] {
        session.apply(Command::Search(text.to_string()));
    }
    let mut texts = vec![session.search().text().to_string()];
    while session.can_undo() {
        ask(&mut session, Selecting::Undo);
        texts.push(session.search().text().to_string());
    }
    assert_eq!(texts, ["se", "", "rain", ""]);

    session.apply(Command::ToggleClass(Some(1)));
    session.apply(Command::SoloClass(Some(1)));
    assert!(session.colouring().shows_class(Some(1)) && !session.colouring().shows_class(Some(0)));
    ask(&mut session, Selecting::Undo);
    assert!(session.colouring().shows_all() && !session.can_undo());
}

#[test]
fn turning_a_map_through_its_dimensions_is_one_step() {
    let mut session = session();
    let show = |session: &mut Session, source| session.apply(Command::SideMaps(vec![source]));
    show(&mut session, MapSource::Picture(Picture::Pca));
    for up in 1..6 {
        show(&mut session, MapSource::Latents(0, up));
    }
    let sources = |session: &Session| {
        session
            .side_maps()
            .iter()
            .map(|m| m.source().clone())
            .collect::<Vec<_>>()
    };
    let mut seen = vec![sources(&session)];
    while session.can_undo() {
        ask(&mut session, Selecting::Undo);
        seen.push(sources(&session));
    }
    let [turned, chosen] = [5, 1].map(|up| vec![MapSource::Latents(0, up)]);
    assert_eq!(
        seen,
        [
            turned,
            chosen,
            vec![MapSource::Picture(Picture::Pca)],
            vec![]
        ]
    );
}

#[test]
fn undo_keeps_the_song_that_plays() {
    let mut session = session();
    take(&mut session, &[1, 2], How::Replace);
    session.apply(Command::Play(8));
    session.apply(Command::Seek(6.0));
    ask(&mut session, Selecting::Undo);
    assert!(session.selection().is_empty());
    assert!(
        session.is_playing() && session.selected() == Some(8) && session.position_secs() == 6.0
    );
}

#[test]
fn the_way_back_is_bounded_and_ends_where_other_songs_begin() {
    let mut session = session();
    for i in 0..150 {
        take(&mut session, &[i % 50], How::Replace);
    }
    let mut n = 0;
    while session.can_undo() {
        ask(&mut session, Selecting::Undo);
        n += 1;
    }
    assert_eq!(n, 100);
    take(&mut session, &[1], How::Replace);
    session.apply(Command::Run);
    settle(&mut session);
    assert!(
        session.can_undo() && session.selection().songs() == [1],
        "the songs are the same"
    );
    session.apply(Command::OpenDemo);
    settle(&mut session);
    assert!(!session.can_undo() && !session.can_redo() && session.selection().is_empty());
}

#[test]
fn clusters_of_an_earlier_run_are_not_left_out_of_a_later_one_by_undo() {
    let mut session = session();
    session.apply(Command::ToggleClass(Some(1)));
    take(&mut session, &[1], How::Replace);
    session.apply(Command::Run);
    settle(&mut session);
    ask(&mut session, Selecting::Undo);
    assert!(session.selection().is_empty() && session.colouring().shows_all());
}

#[test]
fn looks_rise_only_when_something_looks_different() {
    let mut session = fixture::session();
    take(&mut session, &[1], How::Replace);
    let looks = session.revisions().looks;
    take(&mut session, &[1], How::Add);
    ask(&mut session, Selecting::Redo);
    session.apply(Command::Hover(Some(3)));
    assert_eq!(session.revisions().looks, looks);
    take(&mut session, &[2], How::Add);
    assert!(session.revisions().looks > looks);
}
