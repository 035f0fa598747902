use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::agreement::{Disagreement, kappa};
use super::*;

fn column(made: &mut Curation, name: &str) -> OwnKey {
    made.add_column(name).unwrap()
}

fn give(made: &mut Curation, key: OwnKey, songs: &[&str], value: &str) {
    made.give(key, songs.iter().copied(), value);
}

fn values(made: &Curation, key: OwnKey, songs: &[&str]) -> Vec<String> {
    let column = made.column(key).unwrap();
    let value = |song: &&str| match column.value_of(song) {
        Some(value) => column.values()[value as usize].clone(),
        None => "–".to_string(),
    };
    songs.iter().map(value).collect()
}

/// Two songs of a cluster, one of another and one of none.
fn clusters(made: &mut Curation) -> OwnKey {
    let songs = [("p", Some(0)), ("q", Some(0)), ("r", Some(1)), ("s", None)];
    let names = vec!["cluster 1".to_string(), "cluster 2".to_string()];
    made.add_clusters("by hand", names, songs.into_iter())
        .unwrap()
}

#[test]
fn values_are_given_taken_away_and_known_again_whatever_the_case() {
    let mut made = Curation::default();
    let mood = column(&mut made, "  mood ");
    assert_eq!(made.add_column("Mood"), Some(mood), "it is there already");
    assert_eq!(made.add_column("  "), None);
    give(&mut made, mood, &["p", "q"], "sad");
    give(&mut made, mood, &["r"], " SAD ");
    give(&mut made, mood, &["q"], "খুশি");
    assert_eq!(
        values(&made, mood, &["p", "q", "r", "s"]),
        ["sad", "খুশি", "sad", "–"]
    );
    give(&mut made, mood, &["p"], "");
    assert_eq!(values(&made, mood, &["p"]), ["–"]);
    assert_eq!(made.column(mood).unwrap().counts(), [1, 1]);

    // What changes nothing leaves the column the very same: it costs no new table.
    let before = made.column(mood).unwrap().clone();
    give(&mut made, mood, &["r"], "Sad");
    assert!(Arc::ptr_eq(made.column(mood).unwrap(), &before));

    let genre = column(&mut made, "my genre");
    made.rename_column(genre, "MOOD");
    assert_eq!(made.column(genre).unwrap().name, "my genre", "it is taken");
    made.rename_column(genre, "genre");
    made.remove_column(mood);
    let names = made.columns().iter().map(|c| c.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["genre"]);
}

#[test]
fn a_value_is_renamed_and_joins_another_of_that_name() {
    let mut made = Curation::default();
    let mood = column(&mut made, "mood");
    give(&mut made, mood, &["p"], "sad");
    give(&mut made, mood, &["q"], "blue");
    made.rename_value(mood, 1, "grey");
    assert_eq!(values(&made, mood, &["p", "q"]), ["sad", "grey"]);
    made.rename_value(mood, 1, "Sad");
    assert_eq!(values(&made, mood, &["p", "q"]), ["sad", "sad"]);
    made.rename_value(mood, 0, "SAD");
    assert_eq!(
        values(&made, mood, &["p"]),
        ["SAD"],
        "its own case can change"
    );
}

#[test]
fn clusters_edited_by_hand_tell_how_many_songs_were_moved() {
    let mut made = Curation::default();
    let key = clusters(&mut made);
    let n_moved = |made: &Curation| made.column(key).unwrap().n_moved();
    assert_eq!(n_moved(&made), Some(0));
    made.rename_value(key, 0, "slow songs");
    assert_eq!(n_moved(&made), Some(0), "a name moves nothing");
    give(&mut made, key, &["s"], "cluster 2");
    give(&mut made, key, &["p"], "");
    assert_eq!(
        n_moved(&made),
        Some(2),
        "out of noise, and out of a cluster"
    );
    made.rename_value(key, 1, "slow songs");
    assert_eq!(n_moved(&made), Some(3));
    assert_eq!(made.column(key).unwrap().name_of_part(0), "slow songs b");
    made.put_back(key, ["p", "r", "s"].into_iter());
    assert_eq!(n_moved(&made), Some(0));
    assert_eq!(
        values(&made, key, &["p", "q", "r", "s"]),
        ["slow songs", "slow songs", "cluster 2", "–"]
    );
    let mood = column(&mut made, "mood");
    assert_eq!(made.column(mood).unwrap().n_moved(), None);
    assert_ne!(
        clusters(&mut made),
        key,
        "the same clusters again are another column"
    );
    assert_eq!(made.columns()[2].name, "by hand 2");
}

#[test]
fn clusters_of_one_name_stay_apart() {
    let mut made = Curation::default();
    let names = vec!["rock".to_string(), "Rock".to_string()];
    let songs = [("p", Some(0)), ("q", Some(1))];
    let key = made.add_clusters("by hand", names, songs.into_iter());
    assert_eq!(values(&made, key.unwrap(), &["p", "q"]), ["rock", "Rock 2"]);
}

fn some() -> Curation {
    let mut made = Curation::default();
    let mood = column(&mut made, "মেজাজ");
    give(&mut made, mood, &["p", "gone"], "দুঃখ");
    give(&mut made, mood, &["q"], "=1+1");
    let key = clusters(&mut made);
    give(&mut made, key, &["p"], "cluster 2");
    made.set_note("q", "  two lines\nof a note ");
    made.hide(["r", "gone"].into_iter());
    made
}

#[test]
fn what_is_kept_comes_back_and_other_libraries_have_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = |root: &str| Store::of(folder.path(), Path::new(root));
    let (own, other) = (store("/music/ours"), store("/music/theirs"));
    assert_eq!(own.read().unwrap(), Curation::default());
    own.write(&some()).unwrap();
    assert_eq!(own.read().unwrap(), some());
    assert_eq!(other.read().unwrap(), Curation::default());
    assert_eq!(own.read().unwrap().note("q"), Some("two lines\nof a note"));

    // What a session file said takes its place: what was there is not lost.
    own.replace(&Curation::default()).unwrap();
    let before = fs::read_to_string(own.path().with_extension("before.json")).unwrap();
    assert!(before.contains("দুঃখ") && before.contains("/music/ours"));
    assert!(own.read().unwrap().is_empty());
}

#[test]
fn a_file_that_cannot_be_read_is_told_with_its_cause() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::of(folder.path(), Path::new("/music"));
    let told = |text: &str| {
        fs::write(store.path(), text).unwrap();
        store.read().unwrap_err().to_string()
    };
    assert!(told("{\"latentune_labels\": 2}").contains("newer"));
    assert!(told("{\"latentune_labels\": 1, \"columns\": 3}").contains("damaged"));
    assert!(told("not even").contains("damaged"));
    let session = folder.path().join("one.latentune");
    fs::write(&session, "{\"columns\": []}").unwrap();
    assert!(read_session(&session).is_err(), "it is no session");
    fs::write(&session, "{\"latentune_session\": 1, \"config\": {}}").unwrap();
    assert!(read_session(&session).unwrap().is_empty());
}

#[test]
fn a_file_that_says_two_things_is_read_by_the_first() {
    let text = r#"{"columns": [
        {"name": " ", "values": []},
        {"name": "mood", "values": [
            {"value": "sad", "songs": ["p", "q"]}, {"value": "SAD ", "songs": ["r"]},
            {"value": "", "songs": ["x"]}, {"value": "new", "songs": ["q", "s"]}]},
        {"name": "MOOD", "values": [{"value": "other", "songs": ["p"]}]}], "notes": {"p": " "}}"#;
    let made: Curation = serde_json::from_str(text).unwrap();
    assert_eq!(made.columns().len(), 1);
    let key = made.columns()[0].key;
    assert_eq!(
        values(&made, key, &["p", "q", "r", "s", "x"]),
        ["sad", "sad", "sad", "new", "–"]
    );
    assert_eq!(made.note("p"), None);
}

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    a: Vec<String>,
    b: Vec<String>,
    kappa: Option<f64>,
}

#[test]
fn kappa_is_that_of_scikit_learn() {
    let text = include_str!("../../tests/golden/curation/kappa.json");
    let golden: Golden = serde_json::from_str(text).unwrap();
    assert!(golden.cases.len() > 8);
    for Case {
        name,
        a,
        b,
        kappa: expected,
    } in golden.cases
    {
        let pairs: Vec<(String, String)> = a.into_iter().zip(b).collect();
        match (kappa(&pairs), expected) {
            (Some(found), Some(expected)) => {
                assert!(
                    (found - expected).abs() < 1e-12,
                    "{name}: {found}, {expected}"
                );
            }
            (found, expected) => assert_eq!(found, expected, "{name}"),
        }
    }
    assert_eq!(kappa::<&str>(&[]), None);
}

#[test]
fn two_people_are_compared_song_by_song_in_columns_of_one_name() {
    let (mut a, mut b) = (Curation::default(), Curation::default());
    let mood = column(&mut a, "Mood");
    give(&mut a, mood, &["p", "q"], "sad");
    give(&mut a, mood, &["r", "alone"], "happy");
    column(&mut a, "mine");
    column(&mut b, "theirs");
    let mood = column(&mut b, "mood");
    give(&mut b, mood, &["p", "r"], "SAD");
    give(&mut b, mood, &["q"], "Sad");
    give(&mut b, mood, &["x", "y"], "happy");
    let found = agreement(&a, &b);
    assert_eq!(found.only_a, ["mine"]);
    assert_eq!(found.only_b, ["theirs"]);
    let column = &found.columns[0];
    assert_eq!(
        (column.n_both, column.n_same, column.only_a, column.only_b),
        (3, 2, 1, 2)
    );
    assert_eq!(column.kappa, Some(0.0), "one of them says the same of all");
    let differing = Disagreement {
        song: "r".to_string(),
        a: "happy".to_string(),
        b: "SAD".to_string(),
    };
    assert_eq!(column.differing, [differing]);
}
