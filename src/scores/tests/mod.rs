mod selection;
mod space;

use super::*;
use crate::error::Error;
use crate::job::Reporter;
use crate::library::{LabelColumn, Language, Library, Lyrics, Song};
use crate::text::TfIdf;

/// Points, clusters and labels with scikit-learn's scores of them; see tests/golden/scores/make.py.
const CASES: &str = include_str!("../../../tests/golden/scores/cases.json");
/// Points and labels, and what scikit-learn tells of them without clusters.
const SPACES: &str = include_str!("../../../tests/golden/scores/spaces.json");

fn cases() -> Vec<serde_json::Value> {
    serde_json::from_str(CASES).unwrap()
}

pub(super) fn spaces() -> serde_json::Value {
    serde_json::from_str(SPACES).unwrap()
}

pub(super) fn matrix(rows: &serde_json::Value) -> Matrix {
    let rows: Vec<Vec<f32>> = serde_json::from_value(rows.clone()).unwrap();
    Matrix::from_rows(&rows)
}

pub(super) fn optional(numbers: &serde_json::Value) -> Vec<Option<u32>> {
    let numbers: Vec<i64> = serde_json::from_value(numbers.clone()).unwrap();
    numbers.into_iter().map(|v| u32::try_from(v).ok()).collect()
}

fn clusters(labels: Vec<Option<u32>>) -> Clusters {
    let n_clusters = labels.iter().flatten().max().map_or(0, |&c| c as usize + 1);
    Clusters {
        labels,
        n_clusters,
        ..Clusters::default()
    }
}

pub(super) fn column(name: &str, classes: &[Option<u32>]) -> LabelColumn {
    let values: Vec<Option<String>> = classes
        .iter()
        .map(|c| c.map(|c| format!("class {c:02}")))
        .collect();
    LabelColumn::new(name, &values)
}

/// Songs that have nothing but an artist each.
pub(super) fn songs(artists: &[&str]) -> Vec<Song> {
    let song = |(i, artist): (usize, &&str)| Song {
        id: i.to_string(),
        title: String::new(),
        artist: (*artist).to_string(),
        audio: None,
        lyrics: None,
        language: None,
    };
    artists.iter().enumerate().map(song).collect()
}

pub(super) fn library(labels: Vec<LabelColumn>) -> Library {
    Library {
        root: "songs".into(),
        songs: songs(&vec![
            "";
            labels.first().map_or(0, |column| column.of_song.len())
        ]),
        labels,
        ..Library::default()
    }
}

fn scored(x: &Matrix, found: &[Option<u32>], known: &[Option<u32>], seed: u64) -> Scores {
    let library = library(vec![column("genre", known)]);
    score(
        x,
        &clusters(found.to_vec()),
        &Labels::of(&library),
        seed,
        &Reporter::silent(),
    )
    .unwrap()
}

pub(super) fn assert_close(name: &str, what: &str, got: f64, expected: &serde_json::Value) {
    let expected = expected
        .as_f64()
        .unwrap_or_else(|| panic!("{name}: {what} is {got}, expected {expected}"));
    assert!(
        (got - expected).abs() <= 1e-6 * expected.abs().max(1.0),
        "{name}: {what} is {got}, expected {expected}"
    );
}

fn assert_optional(name: &str, what: &str, got: Option<f64>, expected: &serde_json::Value) {
    match got {
        Some(got) => assert_close(name, what, got, expected),
        None => assert!(
            expected.is_null(),
            "{name}: {what} is undefined, expected {expected}"
        ),
    }
}

#[test]
fn internal_scores_are_those_of_scikit_learn() {
    let mut n_defined = 0;
    for case in cases() {
        let name = case["name"].as_str().unwrap();
        let clusters = optional(&case["clusters"]);
        let got = scored(
            &matrix(&case["x"]),
            &clusters,
            &optional(&case["labels"]),
            1,
        );
        let expected = &case["internal"];
        for &score in Internal::ALL {
            let key = score.key();
            assert_optional(name, key, got[score], &expected[key]);
        }
        let of_song = expected["silhouette_of_song"].as_array().unwrap();
        assert_eq!(got.silhouette_of_song.len(), of_song.len());
        for (&s, expected) in got.silhouette_of_song.iter().zip(of_song) {
            assert_optional(
                name,
                "silhouette of a song",
                (!s.is_nan()).then(|| f64::from(s)),
                expected,
            );
        }
        n_defined += usize::from(got[Internal::Silhouette].is_some());
    }
    assert_eq!(n_defined, 12);
}

#[test]
fn external_scores_are_those_of_scikit_learn() {
    for case in cases() {
        let name = case["name"].as_str().unwrap();
        let got = scored(
            &matrix(&case["x"]),
            &optional(&case["clusters"]),
            &optional(&case["labels"]),
            1,
        );
        let expected = &case["external"];
        // Of one class scikit-learn says 1 or 0 by convention; that would look like agreement.
        if expected.is_null() || expected["n_classes"] == 1 {
            assert!(
                got.external.is_empty(),
                "{name}: without two known classes there is no score"
            );
            continue;
        }
        let [got] = got.external.as_slice() else {
            panic!("{name}: one column, one score")
        };
        assert_eq!(
            got.n_songs as u64,
            expected["n_songs"].as_u64().unwrap(),
            "{name}"
        );
        assert_eq!(
            got.n_classes as u64,
            expected["n_classes"].as_u64().unwrap(),
            "{name}"
        );
        for &score in External::ALL {
            let key = score.key();
            assert_close(name, key, got[score].value, &expected[key]);
        }
        assert_close(name, "majority", got.majority, &expected["majority"]);
    }
}

/// n labels of k classes that follow no pattern.
pub(super) fn scattered(n: u64, k: u64, stream: u64) -> Vec<Option<u32>> {
    (0..n)
        .map(|i| Some((splitmix64(i ^ (stream << 40)) % k) as u32))
        .collect()
}

#[test]
fn ari_and_nmi_do_not_care_which_side_is_called_the_truth() {
    let (a, b) = (scattered(300, 5, 1), scattered(300, 3, 2));
    let x = Matrix::zeros(300, 1);
    let (ab, ba) = (scored(&x, &a, &b, 1), scored(&x, &b, &a, 1));
    assert!(
        (ab.external[0][External::Ari].value - ba.external[0][External::Ari].value).abs() < 1e-12
    );
    assert!(
        (ab.external[0][External::Nmi].value - ba.external[0][External::Nmi].value).abs() < 1e-12
    );
    let itself = &scored(&x, &a, &a, 1).external[0];
    assert!(
        (itself[External::Ari].value - 1.0).abs() < 1e-12
            && (itself[External::Nmi].value - 1.0).abs() < 1e-12
    );
}

#[test]
fn chance_is_what_labels_without_meaning_reach() {
    let x = Matrix::zeros(300, 1);
    let got = &scored(&x, &scattered(300, 5, 1), &scattered(300, 3, 2), 1).external[0];
    assert!(
        got[External::Ari].chance.abs() < 0.003,
        "{:?}",
        got[External::Ari]
    );
    assert!(
        got[External::Ami].chance.abs() < 0.003,
        "{:?}",
        got[External::Ami]
    );
    for (_, score) in got.scores.iter() {
        assert!(
            score.band[0] < score.chance && score.chance < score.band[1],
            "{score:?}"
        );
        assert!(
            score.band[0] <= score.value && score.value <= score.band[1],
            "{score:?}"
        );
    }
    assert!(got[External::Purity].chance >= got.majority);
    let perfect = &scored(&x, &scattered(300, 3, 2), &scattered(300, 3, 2), 1).external[0];
    assert!(perfect[External::Ari].value > 0.99 && perfect[External::Ari].band[1] < 0.05);
}

#[test]
fn expected_information_is_that_of_scikit_learn() {
    for case in spaces()["chances"].as_array().unwrap() {
        let sizes = |side: &str| serde_json::from_value::<Vec<usize>>(case[side].clone()).unwrap();
        let (a, b) = (sizes("a"), sizes("b"));
        let n = a.iter().sum();
        let got = expected::ExpectedInformation::new(n).of(&a, &b);
        let expected = case["expected_information"].as_f64().unwrap();
        assert!(
            (got - expected).abs() < 1e-9,
            "{n} songs: {got}, expected {expected}"
        );
    }
}

#[test]
fn what_the_model_was_told_is_named_and_not_scored() {
    let (a, b) = (scattered(60, 3, 1), scattered(60, 2, 2));
    let library = library(vec![column("genre", &a), column("mood", &b)]);
    let told = ["genre".to_string(), "not a column".to_string()];
    let labels = Labels {
        conditions: &told,
        ..Labels::of(&library)
    };
    let got = score(
        &Matrix::zeros(60, 1),
        &clusters(b),
        &labels,
        1,
        &Reporter::silent(),
    )
    .unwrap();
    assert_eq!(got.not_scored, ["genre"]);
    assert_eq!(
        got.external
            .iter()
            .map(|e| e.column.as_str())
            .collect::<Vec<_>>(),
        ["mood"]
    );
    // The other column keeps its own stream of shuffles.
    let all = score(
        &Matrix::zeros(60, 1),
        &clusters(a),
        &Labels::of(&library),
        1,
        &Reporter::silent(),
    )
    .unwrap();
    assert_eq!(all.external[1].majority, got.external[0].majority);
}

/// 20 songs of class 0 in Latin letters, 20 of class 1 in `script`, and one of class 2 in Greek.
fn written(script: &str) -> Library {
    let classes: Vec<Option<u32>> = (0..41).map(|i| Some(i / 20)).collect();
    let mut library = library(vec![column("language", &classes)]);
    for (i, song) in library.songs.iter_mut().enumerate() {
        let text = ["these are words in Latin letters", script, "ελληνικά"][i / 20];
        song.lyrics = Some(Lyrics::from_text(text));
    }
    library
}

#[test]
fn cautions_say_what_was_seen() {
    let of = |library: &Library, in_features: &[String], letters| {
        let labels = Labels {
            in_features,
            letters,
            ..Labels::of(library)
        };
        labels.cautions(&library.labels[0])
    };
    let bangla = written("এই শব্দগুলি বাংলা অক্ষরে");
    assert_eq!(of(&bangla, &[], Letters::Own), [Caution::Script]);
    assert_eq!(of(&bangla, &[], Letters::Unseen), []);
    // One class of one song in another script moves no score.
    assert_eq!(
        of(
            &written("Wörter in lateinischen Buchstaben"),
            &[],
            Letters::Own
        ),
        []
    );
    let mut mixed = bangla.clone();
    // Two of 20 are less than 95 %: the class has no script.
    mixed.songs[20..22]
        .iter_mut()
        .for_each(|song| song.lyrics = Some(Lyrics::from_text("latin letters")));
    assert_eq!(of(&mixed, &[], Letters::Own), []);
    mixed.labels[0].n_detected = 3;
    assert_eq!(
        of(&mixed, &["language".to_string()], Letters::Own),
        [Caution::InFeatures, Caution::Detected]
    );
}

/// The second of three: German, or Bangla in Latin letters, beside English.
#[test]
fn languages_of_one_script_are_told_by_spelling() {
    let of = |library: &Library, letters| {
        Labels {
            letters,
            ..Labels::of(library)
        }
        .cautions(&library.labels[0])
    };
    for other in ["Wörter in lateinischen Buchstaben", "ami tomake bhalobashi"] {
        let mut library = written(other);
        assert_eq!(
            of(&library, Letters::Own),
            [],
            "nobody knows that these are two languages"
        );
        for (i, song) in library.songs.iter_mut().enumerate() {
            let name = ["english", "another", "greek"][i / 20].to_string();
            song.language = Some(Language {
                name,
                detected: i % 3 == 0,
                of_words: None,
                bangla_share: None,
            });
        }
        assert_eq!(of(&library, Letters::Own), [Caution::Spelling], "{other}");
        assert_eq!(of(&library, Letters::Romanised), [Caution::Spelling]);
        assert_eq!(of(&library, Letters::Unseen), [], "sound does not spell");
        // A column whose classes are of both languages is not told by spelling: a genre, or a mood.
        library.labels[0].of_song = (0..41).map(|i| Some(i % 2)).collect();
        assert_eq!(of(&library, Letters::Own), []);
    }
    let mut bangla = written("এই শব্দগুলি বাংলা অক্ষরে");
    for (i, song) in bangla.songs.iter_mut().enumerate() {
        song.language = Some(Language {
            name: (i / 20).to_string(),
            detected: false,
            of_words: None,
            bangla_share: None,
        });
    }
    assert_eq!(
        of(&bangla, Letters::Own),
        [Caution::Script],
        "one caution is enough"
    );
    assert_eq!(of(&bangla, Letters::Romanised), [Caution::Spelling]);
    bangla.songs.iter_mut().for_each(|song| song.lyrics = None);
    assert_eq!(of(&bangla, Letters::Own), [], "labels alone spell nothing");
}

#[test]
fn the_sampled_silhouette_keeps_within_its_error() {
    let n = 21_000;
    let x = Matrix::new(
        n,
        1,
        (0..n as u64)
            .map(|i| (splitmix64(i) % 1000) as f32 + 600.0 * (i % 2) as f32)
            .collect(),
    );
    let found: Vec<Option<u32>> = (0..n as u32).map(|i| Some(i % 2)).collect();
    let got = scored(&x, &found, &vec![None; n], 3);
    let (n_drawn, error) = got.silhouette_sample.unwrap();
    assert_eq!(n_drawn, 20_000 * 20_000 / n);
    assert_eq!(
        got.silhouette_of_song
            .iter()
            .filter(|s| !s.is_nan())
            .count(),
        n_drawn
    );
    // Two uniform clouds of width 1000, 600 apart. By hand, for the place t in the first: distance
    // within ½ − t + t², to the other cloud as from t − 0.6.
    let within = |t: f64| 0.5 - t + t * t;
    let other = |t: f64| if t >= 0.6 { within(t - 0.6) } else { 1.1 - t };
    let s = |t: f64| (other(t) - within(t)) / other(t).max(within(t));
    let truth = (0..100_000)
        .map(|i| s((f64::from(i) + 0.5) / 1e5))
        .sum::<f64>()
        / 1e5;
    let got = got[Internal::Silhouette].unwrap();
    // The points themselves are a sample, too: 21,000 of them.
    let spread = error / (1.0 - n_drawn as f64 / n as f64).sqrt();
    assert!(
        (got - truth).abs() < 4.0 * spread && spread < 0.005,
        "{got}, truth {truth} ± {spread}"
    );
    assert!(error > 0.0 && error < spread);
}

#[test]
fn silhouettes_do_not_drown_far_from_zero() {
    // Whole numbers, which f32 holds at either place; twins, and more than a block of points.
    let number = |i: u64| (splitmix64(i / 2) % 50) as f32 + 40.0 * (i / 6 % 3) as f32;
    let near = Matrix::new(700, 3, (0..2100).map(number).collect());
    let shifted = near.as_slice().iter().map(|v| v + 8_000_000.0).collect();
    let far = Matrix::new(700, 3, shifted);
    let found: Vec<Option<u32>> = (0..700).map(|i| Some(i / 2 % 3)).collect();
    let of = |x: &Matrix| scored(x, &found, &vec![None; 700], 1);
    let (near_scores, far_scores) = (of(&near), of(&far));
    // By the definition, pair by pair.
    let distance = |i: usize, j: usize| {
        let squares = near.row(i).iter().zip(near.row(j));
        squares
            .map(|(a, b)| f64::from(a - b).powi(2))
            .sum::<f64>()
            .sqrt()
    };
    for i in (0..700).step_by(13) {
        let mean = |c: u32| {
            let others = (0..700).filter(|&j| j != i && found[j] == Some(c));
            let distances: Vec<f64> = others.map(|j| distance(i, j)).collect();
            distances.iter().sum::<f64>() / distances.len() as f64
        };
        let own = found[i].unwrap();
        let other = (0..3)
            .filter(|&c| c != own)
            .map(mean)
            .fold(f64::INFINITY, f64::min);
        let plain = (other - mean(own)) / other.max(mean(own));
        for got in [&near_scores, &far_scores] {
            let got = f64::from(got.silhouette_of_song[i]);
            assert!((got - plain).abs() < 1e-6, "song {i}: {got}, {plain}");
        }
    }
}

#[test]
fn one_seed_one_answer() {
    let x = Matrix::new(
        90,
        2,
        (0..180).map(|i| (splitmix64(i) % 1000) as f32).collect(),
    );
    let (a, b) = (scattered(90, 4, 1), scattered(90, 3, 2));
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    assert_eq!(
        scored(&x, &a, &b, 5),
        alone.install(|| scored(&x, &a, &b, 5))
    );
    assert_ne!(
        scored(&x, &a, &b, 5).external[0][External::Nmi].chance,
        scored(&x, &a, &b, 6).external[0][External::Nmi].chance
    );
}

#[test]
fn permuting_songs_permutes_their_silhouettes() {
    let case = &cases()[0];
    let (x, found, known) = (
        matrix(&case["x"]),
        optional(&case["clusters"]),
        optional(&case["labels"]),
    );
    let order: Vec<usize> = (0..x.n_rows()).map(|i| (i * 7 + 3) % x.n_rows()).collect();
    let permuted = |v: &[Option<u32>]| order.iter().map(|&i| v[i]).collect::<Vec<_>>();
    let before = scored(&x, &found, &known, 1);
    let after = scored(
        &x.select_rows(&order),
        &permuted(&found),
        &permuted(&known),
        1,
    );
    for (at, &i) in order.iter().enumerate() {
        assert!((after.silhouette_of_song[at] - before.silhouette_of_song[i]).abs() < 1e-6);
    }
    assert!(
        (after.external[0][External::Ari].value - before.external[0][External::Ari].value).abs()
            < 1e-12
    );
}

#[test]
fn tight_clusters_have_no_calinski_harabasz() {
    let x = Matrix::from_rows(&[[0.0], [0.0], [1.0], [1.0]]);
    let got = scored(&x, &[Some(0), Some(0), Some(1), Some(1)], &[None; 4], 1);
    assert_eq!(
        (
            got[Internal::Silhouette],
            got[Internal::CalinskiHarabasz],
            got[Internal::DaviesBouldin],
        ),
        (Some(1.0), None, Some(0.0))
    );
}

#[test]
fn stop_ends_scoring() {
    let (reporter, _progress, stop) = Reporter::channel();
    stop.stop();
    let x = Matrix::from_rows(&[[0.0], [1.0], [5.0]]);
    let result = score(
        &x,
        &clusters(vec![Some(0), Some(0), Some(1)]),
        &Labels::of(&library(Vec::new())),
        1,
        &reporter,
    );
    assert!(matches!(result, Err(Error::Cancelled)));
}

/// Two clusters on a line, 0 1 2 and 10 11, a noise song at 100; words and labels for them.
fn facts() -> Vec<ClusterFacts> {
    let x = Matrix::from_rows(&[[0.0], [1.0], [2.0], [10.0], [11.0], [100.0]]);
    let found = clusters(vec![Some(0), Some(0), Some(0), Some(1), Some(1), None]);
    let language = column(
        "language",
        &[Some(0), Some(0), Some(1), Some(1), None, Some(1)],
    );
    let library = library(vec![language]);
    let scores = score(&x, &found, &Labels::of(&library), 1, &Reporter::silent()).unwrap();
    let terms = ["river", "the", "city"].map(str::to_string).to_vec();
    // The third song has no words: it must not dilute those of the first two.
    let values = [
        [0.8, 0.6, 0.0],
        [0.8, 0.6, 0.0],
        [0.0; 3],
        [0.0, 0.6, 0.8],
        [0.0, 0.6, 0.8],
        [1.0, 0.0, 0.0],
    ];
    let words = TfIdf {
        terms,
        idf: vec![1.0; 3],
        values: Matrix::from_rows(&values),
    };
    cluster_facts(&x, &found, &scores, &library, Some(&words))
}

#[test]
fn facts_of_a_cluster() {
    let facts = facts();
    assert_eq!(facts.len(), 2);
    assert_eq!(
        (facts[0].cluster, facts[0].size, &facts[0].central),
        (0, 3, &vec![1, 0, 2])
    );
    assert_eq!(facts[0].nearest, Some((1, 9.5)));
    assert_eq!(facts[1].nearest, Some((0, 9.5)));
    let (name, shares) = &facts[0].shares[0];
    assert_eq!(name, "language");
    let expected = [("class 00", 2.0 / 3.0, 0.4), ("class 01", 1.0 / 3.0, 0.6)];
    for ((class, here, overall), (name, share, all)) in shares.iter().zip(expected) {
        assert_eq!(class, name);
        assert!((here - share).abs() < 1e-6 && (overall - all).abs() < 1e-6);
    }
    assert_eq!(
        facts[1].shares[0].1,
        vec![("class 01".to_string(), 1.0, 0.6)]
    );
    // By hand: within the first cluster 1.5, 1, 1.5; to the second 10.5, 9.5, 8.5.
    let by_hand = ((1.0 - 1.5 / 10.5) + (1.0 - 1.0 / 9.5) + (1.0 - 1.5 / 8.5)) / 3.0;
    assert!((facts[0].silhouette.unwrap() - by_hand as f32).abs() < 1e-6);
}

#[test]
fn songs_at_the_border_and_songs_in_no_cluster() {
    let n = 14;
    let rows: Vec<[f32; 1]> = (0..n)
        .map(|i| [if i < 7 { i as f32 } else { 3.0 + i as f32 }])
        .collect();
    let mut labels: Vec<Option<u32>> = (0..n).map(|i| Some(u32::from(i >= 7))).collect();
    labels[13] = None;
    let found = clusters(labels);
    let known: Vec<Option<u32>> = (0..n).map(|i| Some(u32::from(i == 13))).collect();
    let library = library(vec![column("language", &known)]);
    let x = Matrix::from_rows(&rows);
    let scores = score(&x, &found, &Labels::of(&library), 1, &Reporter::silent()).unwrap();
    let facts = cluster_facts(&x, &found, &scores, &library, None);
    assert_eq!(facts[0].central, [3, 2, 4, 1, 5]);
    assert_eq!(
        facts[0].border,
        [6, 0],
        "the one beside the other cluster is lower than the one at the far end"
    );
    let noise = noise_facts(&found, &library).unwrap();
    assert_eq!((noise.size, noise.shares[0].1[0].1), (1, 1.0));
    assert_eq!(
        noise_facts(&clusters(vec![Some(0), Some(0)]), &library),
        None
    );
}

#[test]
fn words_that_set_a_cluster_apart() {
    let facts = facts();
    let words = |c: usize| {
        facts[c]
            .words
            .iter()
            .map(|(w, _)| w.as_str())
            .collect::<Vec<_>>()
    };
    // "the" is in all of them, and the noise, which sings of a river, counts nowhere.
    assert_eq!((words(0), words(1)), (vec!["river"], vec!["city"]));
    // By hand: the difference is 0.8, the variance of 0.8, 0.8, 0, 0 is 0.64/3, and 2·2/(2+2) is 1.
    assert!(
        (facts[0].words[0].1 - 0.8 / (0.64_f32 / 3.0).sqrt()).abs() < 1e-5,
        "{:?}",
        facts[0].words
    );
}

#[test]
fn words_of_a_language_set_no_cluster_apart_while_others_sing_in_it() {
    // 40 English songs with "the", half of them of rivers; 40 German ones with "und"; each song has
    // a word of its own, too.
    let terms: Vec<String> = ["the", "und", "river"]
        .map(str::to_string)
        .into_iter()
        .chain((0..80).map(|i| format!("w{i}")))
        .collect();
    let rows: Vec<Vec<f32>> = (0..80)
        .map(|i| {
            let mut row = vec![0.0; 83];
            let varies = 0.1 * (i % 5) as f32;
            row[usize::from(i >= 40)] = 0.4 + varies;
            row[2] = if i % 2 == 0 && i < 40 {
                0.3 + varies
            } else {
                0.0
            };
            row[3 + i] = 0.5;
            row
        })
        .collect();
    let words = TfIdf {
        terms,
        idf: vec![1.0; 83],
        values: Matrix::from_rows(&rows),
    };
    let language: Vec<Option<u32>> = (0..80).map(|i| Some(i / 40)).collect();
    let library = library(vec![column("language", &language)]);
    let first = |found: Vec<Option<u32>>| {
        let (x, found) = (Matrix::zeros(80, 1), clusters(found));
        let scores = score(&x, &found, &Labels::of(&library), 1, &Reporter::silent()).unwrap();
        let facts = cluster_facts(&x, &found, &scores, &library, Some(&words));
        facts
            .iter()
            .map(|f| f.words.first().map_or(String::new(), |(w, _)| w.clone()))
            .collect::<Vec<_>>()
    };
    // The songs of rivers; everything else.
    assert_eq!(
        first(
            (0..80)
                .map(|i| Some(u32::from(i >= 40 || i % 2 == 1)))
                .collect()
        )[0],
        "river"
    );
    // With one German song among them, whose words would otherwise all come first.
    assert_eq!(
        first(
            (0..80)
                .map(|i| Some(u32::from(i > 40 || i % 2 == 1)))
                .collect()
        )[0],
        "river"
    );
    // Two clusters that are the two languages: nothing within a language to compare with.
    assert_eq!(first(language.clone()), ["the", "und"]);
}

#[test]
fn facts_without_words_or_neighbours() {
    let x = Matrix::from_rows(&[[0.0], [1.0]]);
    let found = clusters(vec![Some(0), Some(0)]);
    let library = library(Vec::new());
    let scores = score(&x, &found, &Labels::of(&library), 1, &Reporter::silent()).unwrap();
    let facts = cluster_facts(&x, &found, &scores, &library, None);
    assert_eq!((facts[0].nearest, facts[0].silhouette), (None, None));
    assert!(facts[0].words.is_empty() && facts[0].shares.is_empty());
}
