use super::*;
use crate::session::fixture::{self, settle};
use crate::session::{ColourBy, Command, Selecting, Session, Values};

fn name(session: &mut Session, cluster: u32, name: &str) {
    session.apply(Command::Naming(Naming::Cluster(cluster, name.to_string())));
}

fn legend(session: &Session) -> Vec<String> {
    match &session.colouring().values {
        Values::Classes { names, .. } => names.clone(),
        Values::Numbers { .. } => Vec::new(),
    }
}

#[test]
fn a_given_name_is_in_the_legend_and_an_empty_one_takes_it_away() {
    let mut session = fixture::session();
    let looks = session.revisions().looks;
    name(&mut session, 1, "  নদীর গান ");
    assert_eq!(session.given_name(1), Some("নদীর গান"));
    assert_eq!(legend(&session)[..3], ["cluster 1", "নদীর গান", "cluster 3"]);
    assert!(session.revisions().looks > looks);
    session.apply(Command::ColourBy(ColourBy::Label(0)));
    assert_eq!(legend(&session)[0], "bangla");
    session.apply(Command::ColourBy(ColourBy::Cluster));
    assert_eq!(legend(&session)[1], "নদীর গান");
    name(&mut session, 1, " ");
    assert_eq!(legend(&session)[1], "cluster 2");
    assert!(session.naming().given().is_empty());
}

#[test]
fn undo_takes_a_name_back_before_what_was_done_earlier() {
    let mut session = fixture::session();
    session.apply(Command::ColourBy(ColourBy::Label(0)));
    session.apply(Command::ColourBy(ColourBy::Cluster));
    name(&mut session, 0, "rivers");
    name(&mut session, 0, "seas");
    let undo = |session: &mut Session| session.apply(Command::Selecting(Selecting::Undo));
    undo(&mut session);
    assert_eq!(legend(&session)[0], "rivers");
    undo(&mut session);
    assert_eq!(
        (session.given_name(0), legend(&session)[0].as_str()),
        (None, "cluster 1")
    );
    assert_eq!(session.colouring().by, ColourBy::Cluster);
    session.apply(Command::Selecting(Selecting::Redo));
    assert_eq!(legend(&session)[0], "rivers");
    // Clusters of another run are called what they are called now.
    session.apply(Command::Run);
    settle(&mut session);
    undo(&mut session);
    undo(&mut session);
    assert_eq!(session.given_name(0), Some("rivers"));
}

#[test]
fn names_follow_their_songs_to_other_clusters_and_stay_with_their_library() {
    let mut session = fixture::session();
    name(&mut session, 1, "rivers");
    session.apply(Command::Run);
    settle(&mut session);
    assert_eq!(
        session.given_name(1),
        Some("rivers"),
        "the same clusters again"
    );
    assert_eq!(legend(&session)[1], "rivers");
    session.apply(Command::OpenDemo);
    settle(&mut session);
    assert!(session.naming().given().is_empty(), "another library");
    assert_eq!(legend(&session)[1], "cluster 2");
}

#[test]
fn a_name_goes_where_more_than_half_of_the_songs_go() {
    let given: BTreeMap<u32, String> = [(0, "a"), (1, "b"), (2, "c")]
        .map(|(cluster, name)| (cluster, name.to_string()))
        .into();
    let labels = |text: &str| text.chars().map(|c| c.to_digit(10)).collect::<Vec<_>>();
    let follow = |new: &str| {
        carried(&given, &labels("0000111122"), &labels(new))
            .into_iter()
            .collect::<Vec<_>>()
    };
    let named = |all: &[(u32, &str)]| {
        all.iter()
            .map(|&(c, n)| (c, n.to_string()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        follow("2222000011"),
        named(&[(0, "b"), (1, "c"), (2, "a")]),
        "renumbered"
    );
    assert_eq!(
        follow("0001111122"),
        named(&[(0, "a"), (1, "b"), (2, "c")]),
        "one song has moved"
    );
    assert_eq!(
        follow("0011222233"),
        named(&[(2, "b"), (3, "c")]),
        "halves are no heirs"
    );
    assert_eq!(
        follow("0000000000"),
        named(&[]),
        "what is all is none of them"
    );
    assert_eq!(
        follow("----1111--"),
        named(&[(1, "b")]),
        "noise has no name"
    );
}

#[test]
fn automatic_names_come_with_the_clusters() {
    let session = fixture::session();
    assert_eq!(
        session.naming().automatic(0)[0],
        NamePart::Word("নদী".to_string())
    );
    assert!(session.naming().automatic(99).is_empty());
    assert_eq!(session.naming().noise(), None);
}
