use std::collections::BTreeSet;

use super::super::fixture::{self, N_MANY, N_SONGS, settle};
use super::super::{Command, Group, How, Selecting, Session};
use super::*;

fn ask(session: &mut Session, command: Filtering) {
    session.apply(Command::Filtering(command));
    settle(session);
}

fn set(session: &mut Session, column: Column, filter: Filter) {
    ask(session, Filtering::Set(column, Some(filter)));
}

fn shown(session: &Session) -> Vec<usize> {
    (0..N_SONGS).filter(|&i| session.is_shown(i)).collect()
}

fn listed(session: &Session) -> Vec<usize> {
    let order = session.listing().order().iter();
    order.map(|&song| song as usize).collect()
}

fn chart(session: &Session, column: Column) -> (usize, Arc<Chart>) {
    let charts = session.filtering().charts().unwrap().iter().enumerate();
    let mut found = charts.filter(|(_, chart)| chart.column == column);
    let (at, chart) = found.next().unwrap();
    (at, chart.clone())
}

#[test]
fn every_kind_of_filter_lets_through_what_it_says() {
    let mut session = fixture::session();
    let contains = |text: &str| Filter::Contains(text.to_string());
    set(&mut session, Column::Title, contains("চিঠি"));
    let found = shown(&session);
    let has = |i: &usize, text: &str| session.song(*i).unwrap().title.contains(text);
    assert!(!found.is_empty() && found.iter().all(|i| has(i, "চিঠি")));
    set(&mut session, Column::Title, contains("letter RIVER"));
    let found = shown(&session);
    assert!(!found.is_empty(), "words in any order and case");
    assert!(
        found
            .iter()
            .all(|&i| session.song(i).unwrap().title.starts_with("River Letter"))
    );
    set(&mut session, Column::Title, contains("  "));
    assert!(session.filtering().filters().is_empty() && shown(&session).len() == N_SONGS);
    let mixed = Filter::Classes(BTreeSet::from([Some(2)]));
    set(&mut session, Column::Label(0), mixed);
    set(
        &mut session,
        Column::Number(0),
        Filter::Range(1980.0, 1999.0),
    );
    assert_eq!(shown(&session), [14, 19, 24, 29], "both filters hold");
    assert_eq!(listed(&session), [14, 19, 24, 29], "the table follows");
    session.apply(Command::Selecting(Selecting::Group(
        Group::All,
        How::Replace,
    )));
    assert_eq!(session.selection().songs(), [14, 19, 24, 29]);
    ask(&mut session, Filtering::Clear);
    assert_eq!(
        (shown(&session).len(), listed(&session).len()),
        (N_SONGS, N_SONGS)
    );
}

#[test]
fn each_chart_counts_what_the_others_leave_and_not_its_own_filter() {
    let mut session = fixture::session();
    let total = |counts: &[u32]| counts.iter().sum::<u32>() as usize;
    let (years, of_years) = chart(&session, Column::Number(0));
    let (languages, _) = chart(&session, Column::Label(0));
    assert!(matches!(
        of_years.bars,
        Bars::Numbers {
            years: true,
            width: 1.0,
            ..
        }
    ));
    assert_eq!(session.chart_counts()[years], of_years.totals);
    set(
        &mut session,
        Column::Number(0),
        Filter::Range(1970.0, 1979.0),
    );
    let counts = session.chart_counts();
    assert_eq!(total(&counts[years]), N_SONGS, "all years can be chosen");
    assert_eq!(counts[languages], [4, 4, 2, 0], "of ten songs");
    set(
        &mut session,
        Column::Label(0),
        Filter::Classes(BTreeSet::from([Some(0)])),
    );
    let counts = session.chart_counts();
    assert_eq!(counts[languages], [4, 4, 2, 0]);
    assert_eq!(
        total(&counts[years]),
        24,
        "of the Bangla songs of all years"
    );
    // What the legend and the search leave out is in no chart.
    session.apply(Command::Search("ayesha".to_string()));
    settle(&mut session);
    let by_hand = (0..N_SONGS).filter(|i| i % 4 == 0 && [1, 3].contains(&(i % 5)));
    assert_eq!(total(&session.chart_counts()[years]), by_hand.count());
}

#[test]
fn a_filter_is_undone_a_drag_at_once_and_ctrl_z_is_the_one_history() {
    let mut session = fixture::session();
    let range = |low: f32| Some(Filter::Range(low, 2100.0));
    let years = Column::Number(0);
    ask(&mut session, Filtering::Set(years, range(1990.0)));
    for low in 1991..1995 {
        ask(&mut session, Filtering::Further(years, range(low as f32)));
    }
    ask(&mut session, Filtering::Set(years, range(2000.0)));
    session.apply(Command::Select(Some(3)));
    let at = |session: &mut Session, undo: Selecting| {
        session.apply(Command::Selecting(undo));
        settle(session);
        session.filtering().filters().get(&years).cloned()
    };
    assert_eq!(at(&mut session, Selecting::Undo), range(1994.0));
    assert_eq!(shown(&session).len(), N_SONGS - 24);
    assert_eq!(
        at(&mut session, Selecting::Undo),
        None,
        "the drag is one step"
    );
    assert_eq!(shown(&session).len(), N_SONGS);
    assert_eq!(at(&mut session, Selecting::Redo), range(1994.0));
    assert!(session.can_redo());
    let charts = vec![Column::Silhouette];
    ask(&mut session, Filtering::Charts(Some(charts.clone())));
    assert_eq!(session.filtering().charts().unwrap().len(), 1);
    assert_eq!(at(&mut session, Selecting::Undo), range(1994.0));
    assert!(session.filtering().charted().is_none());
    assert!(session.filtering().charts().unwrap().len() > 3);
}

#[test]
fn filters_and_charts_come_back_with_the_session_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.latentune");
    let mut session = fixture::session();
    let kept = [
        (Column::Title, Filter::Contains("river".to_string())),
        (
            Column::Cluster,
            Filter::Classes(BTreeSet::from([Some(1), None])),
        ),
        (
            Column::Label(1),
            Filter::Classes(BTreeSet::from([Some(2), Some(5)])),
        ),
        (Column::Number(0), Filter::Range(1980.0, 1999.5)),
    ];
    for (column, filter) in kept.clone() {
        set(&mut session, column, filter);
    }
    let columns = vec![Column::Cluster, Column::Loudness, Column::Number(0)];
    ask(&mut session, Filtering::Charts(Some(columns.clone())));
    session.apply(Command::Keeping(crate::session::Keeping::Save(
        path.clone(),
    )));
    settle(&mut session);
    let mut other = fixture::session();
    other.apply(Command::Keeping(crate::session::Keeping::Open(path)));
    settle(&mut other);
    assert_eq!(*other.filtering().filters(), BTreeMap::from(kept));
    assert_eq!(other.filtering().charted(), Some(columns.as_slice()));
    assert_eq!(shown(&other), shown(&session));
}

#[test]
fn of_a_hundred_thousand_songs_a_brush_looks_at_one_column_and_at_once() {
    let mut session = fixture::session_of_many();
    settle(&mut session);
    let (_, of_language) = chart(&session, Column::Label(0));
    assert_eq!(of_language.totals.iter().sum::<u32>() as usize, N_MANY);
    let class = |c: u32| Filter::Classes(BTreeSet::from([Some(c)]));
    let n = session.filtering().n_sifted();
    let looks = session.revisions().looks;
    session.apply(Command::Filtering(Filtering::Set(
        Column::Label(0),
        Some(class(0)),
    )));
    assert!(!session.filtering().is_busy(), "no thread is waited for");
    assert!(session.revisions().looks > looks);
    assert_eq!(session.filtering().n_sifted(), n + 1);
    let counted = session.chart_counts();
    let passing = session.filtering().passing().unwrap().count();
    assert_eq!(passing, of_language.totals[0] as usize);
    assert_eq!(counted.len(), session.filtering().charts().unwrap().len());
    // Another column: the one before is not looked at again.
    let text = Filter::Contains("1".to_string());
    session.apply(Command::Filtering(Filtering::Set(
        Column::Title,
        Some(text),
    )));
    assert!(
        session.filtering().is_busy(),
        "words are looked for on a thread"
    );
    assert_eq!(session.filtering().passing().unwrap().count(), passing);
    settle(&mut session);
    assert_eq!(session.filtering().n_sifted(), n + 2);
    assert!(session.filtering().passing().unwrap().count() < passing);
}

/// Songs whose only number is `values`.
fn of_numbers(name: &str, values: &[f64]) -> Chart {
    let mut library = fixture::library();
    library.songs.truncate(values.len());
    library.labels.clear();
    library.numbers[0].name = name.to_string();
    library.numbers[0].of_song = values.to_vec();
    let rows = Rows::new(Arc::new(library), None, Arc::default());
    Chart::new(&rows, Column::Number(0)).unwrap()
}

#[test]
fn bars_count_as_numpy_does() {
    let text = include_str!("../../../tests/golden/session/histograms.json");
    let cases: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
    assert!(cases.len() >= 5);
    let numbers = |value: &serde_json::Value| -> Vec<f64> {
        let list = value.as_array().unwrap().iter();
        list.map(|v| v.as_f64().unwrap_or(f64::NAN)).collect()
    };
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let chart = of_numbers(name, &numbers(&case["values"]));
        let edges: Vec<f64> = (0..=chart.totals.len())
            .map(|bar| chart.edge(bar))
            .collect();
        assert_eq!(
            edges.len(),
            numbers(&case["edges"]).len(),
            "{name}: {edges:?}"
        );
        for (ours, theirs) in edges.iter().zip(numbers(&case["edges"])) {
            assert!(
                (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0),
                "{name}"
            );
        }
        let counts: Vec<f64> = chart.totals.iter().map(|&n| f64::from(n)).collect();
        assert_eq!(counts, numbers(&case["counts"]), "{name}");
        assert_eq!(
            chart.n_unknown as u64,
            case["n_unknown"].as_u64().unwrap(),
            "{name}"
        );
        // A brush over some bars lets through what is in them.
        let last = chart.totals.len() - 1;
        for (a, b) in [(0, last), (0, 0), (last, last / 2), (last / 3, last / 2)] {
            let filter = chart.brushed(a, b).unwrap();
            let Filter::Range(low, high) = filter else {
                panic!()
            };
            let passing = chart.numbers().unwrap().iter();
            let n = passing.filter(|v| (low..=high).contains(v)).count();
            let (a, b) = (a.min(b), a.max(b));
            assert_eq!(
                n as u32,
                chart.totals[a..=b].iter().sum::<u32>(),
                "{name} {a} {b}"
            );
            assert_eq!(chart.bars_of(&filter), Some((a, b)), "{name}");
        }
    }
}

#[test]
fn other_clusters_let_go_of_the_filter_by_cluster_alone() {
    let mut session = fixture::session();
    set(
        &mut session,
        Column::Cluster,
        Filter::Classes(BTreeSet::from([Some(1)])),
    );
    set(
        &mut session,
        Column::Number(0),
        Filter::Range(1980.0, 1999.0),
    );
    session.apply(Command::Run);
    settle(&mut session);
    let left: Vec<Column> = session.filtering().filters().keys().copied().collect();
    assert_eq!(left, [Column::Number(0)]);
}

#[test]
fn of_many_numbers_some_have_a_chart_and_every_label_does() {
    let mut library = fixture::library();
    let year = library.numbers[0].clone();
    library.numbers = vec![year; 57];
    let first = first_charts(&Rows::new(Arc::new(library), None, Arc::default()));
    assert_eq!(first.len(), FIRST_CHARTS);
    assert!(first.starts_with(&[Column::Number(0), Column::Number(1)]));
    assert!(first.ends_with(&[Column::Label(0), Column::Label(1)]));
}
