//! Scores of a space, and of many clusterings of it.

use super::super::folds::{Folds, folds};
use super::super::tests::{
    assert_close, column, library, matrix, optional, scattered, songs, spaces,
};
use super::super::*;
use crate::config::{ClusteringConfig, ClusteringMethod, ScoresConfig};
use crate::features::{BlockKind, Fused, Kin, Scaler, View};
use crate::library::Library;
use crate::projection::nearest_of_some;

/// `n_clouds` of songs far apart, row i in cloud i mod `n_clouds`, and d columns that do not vary
/// with the cloud.
fn clouds(n: usize, n_clouds: usize, d: usize) -> Matrix {
    let uniform = |at: u64| splitmix64(at) as f32 / u64::MAX as f32;
    let row = |i: usize| {
        let angle = (i % n_clouds) as f32 / n_clouds as f32 * std::f32::consts::TAU;
        let mut row = vec![20.0 * angle.cos(), 20.0 * angle.sin()];
        row.extend(std::iter::repeat_n(0.0, d));
        row.iter_mut()
            .enumerate()
            .for_each(|(c, v)| *v += uniform((i * (d + 2) + c) as u64));
        row
    };
    Matrix::from_rows(&(0..n).map(row).collect::<Vec<_>>())
}

fn modulo(n: usize, k: usize) -> Vec<Option<u32>> {
    (0..n).map(|i| Some((i % k) as u32)).collect()
}

fn by_artist(artists: &[&str], classes: &[Option<u32>]) -> Library {
    Library {
        songs: songs(artists),
        ..library(vec![column("genre", classes)])
    }
}

fn separated(x: &Matrix, library: &Library) -> Vec<Separation> {
    separation(
        x,
        &Labels::of(library),
        &kin(library),
        &ScoresConfig::default(),
        1,
        &Reporter::silent(),
    )
    .unwrap()
}

fn kin(library: &Library) -> Kin {
    Kin::of_artists(
        &library
            .songs
            .iter()
            .map(|song| song.artist.as_str())
            .collect::<Vec<_>>(),
    )
}

/// Of songs that have nothing in common but their artists.
fn dealt(artists: &[&str], classes: &[u32], n_folds: usize, seed: u64) -> Folds {
    let of_song: Vec<[u32; 1]> = classes.iter().map(|&class| [class]).collect();
    folds(
        &Kin::of_artists(artists),
        &(0..artists.len()).collect::<Vec<_>>(),
        &of_song,
        n_folds,
        seed,
    )
}

#[test]
fn information_of_dimensions_is_that_of_scikit_learn() {
    for space in spaces()["spaces"].as_array().unwrap() {
        let name = space["name"].as_str().unwrap();
        let library = library(vec![column("genre", &optional(&space["labels"]))]);
        let got = disentanglement(
            &matrix(&space["x"]),
            &Labels::of(&library),
            &Reporter::silent(),
        )
        .unwrap();
        let (got, expected) = (&got.columns[0], &space["information"]);
        for (c, shared) in expected["mutual_information"]
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
        {
            assert_close(
                name,
                "mutual information",
                got.mutual_information[c],
                shared,
            );
            assert_close(name, "chance", got.chance[c], &expected["chance"][c]);
        }
        assert_close(name, "entropy", got.entropy, &expected["entropy"]);
        assert_close(name, "gap", got.gap, &expected["gap"]);
    }
}

#[test]
fn one_dimension_a_label_is_the_widest_gap() {
    // The first dimension is the genre, the second the mood, the third neither.
    let (genre, mood) = (modulo(120, 2), modulo(120, 3));
    let rows: Vec<[f32; 3]> = (0..120)
        .map(|i| [(i % 2) as f32, (i % 3) as f32, (i / 6) as f32])
        .collect();
    let library = library(vec![
        column("genre", &genre),
        column("mood", &mood),
        column("one", &modulo(120, 1)),
    ]);
    let labels = Labels::of(&library);
    let got = disentanglement(&Matrix::from_rows(&rows), &labels, &Reporter::silent()).unwrap();
    assert_eq!(got.columns.len(), 2);
    assert!((got.mig.unwrap() - 1.0).abs() < 1e-9, "{got:?}");
    let told = ["genre".to_string(), "mood".to_string()];
    let labels = Labels {
        conditions: &told,
        ..labels
    };
    let none = disentanglement(&Matrix::from_rows(&rows), &labels, &Reporter::silent()).unwrap();
    assert!(none.columns.is_empty() && none.mig.is_none());
}

#[test]
fn folds_keep_artists_together_and_classes_apart_evenly() {
    let artists: Vec<String> = (0..200).map(|i| format!("Artist {}", i * i % 47)).collect();
    let artists: Vec<&str> = artists.iter().map(String::as_str).collect();
    let classes: Vec<u32> = (0..200).map(|i| u32::from(i * i % 47 % 3 == 0)).collect();
    let found = dealt(&artists, &classes, 5, 1);
    assert!(found.by_artist);
    let of_class = |fold: usize, class: u32| {
        (0..200)
            .filter(|&i| found.of_song[i] == fold && classes[i] == class)
            .count()
    };
    for fold in 0..5 {
        assert!(
            (30..=50).contains(&(of_class(fold, 0) + of_class(fold, 1))),
            "fold {fold}"
        );
        assert!(
            of_class(fold, 1) * 5 <= 2 * classes.iter().filter(|&&c| c == 1).count(),
            "fold {fold}"
        );
    }
    for (i, artist) in artists.iter().enumerate() {
        let first = artists.iter().position(|a| a == artist).unwrap();
        assert_eq!(found.of_song[i], found.of_song[first]);
    }
    let unknown = dealt(&[""; 200], &classes, 5, 1);
    assert!(unknown.by_artist);
    let share = |fold| {
        (0..200)
            .filter(|&i| unknown.of_song[i] == fold && classes[i] == 1)
            .count()
    };
    let n_ones = classes.iter().filter(|&&c| c == 1).count();
    assert!((0..5).all(|fold| share(fold).abs_diff(n_ones / 5) <= 1));
    assert_ne!(dealt(&[""; 200], &classes, 5, 2).of_song, unknown.of_song);
}

#[test]
fn too_few_artists_are_dealt_song_by_song() {
    let classes: Vec<u32> = (0..60).map(|i| i % 2).collect();
    assert!(!dealt(&["A"; 60], &classes, 5, 1).by_artist);
    // Each class is one artist's: no other could teach it.
    let artists: Vec<&str> = classes.iter().map(|&c| ["A", "B"][c as usize]).collect();
    assert!(!dealt(&artists, &classes, 2, 1).by_artist);
}

#[test]
fn a_voice_is_not_told_by_itself() {
    // Songs of an artist lie together, and artists of a genre do not: whoever may look at the same
    // artist knows the genre.
    let names: Vec<String> = (0..40).map(|a| format!("artist {a}")).collect();
    let artists: Vec<&str> = (0..200).map(|i| names[i / 5].as_str()).collect();
    let genre: Vec<Option<u32>> = (0..200)
        .map(|i| Some((splitmix64(i / 5) % 2) as u32))
        .collect();
    let rows: Vec<[f32; 2]> = (0..200_u64)
        .map(|i| {
            [
                splitmix64(i / 5 + 1000) % 1000,
                splitmix64(i / 5 + 2000) % 1000,
            ]
            .map(|v| v as f32 + 0.01 * i as f32)
        })
        .collect();
    let x = Matrix::from_rows(&rows);
    let config = ScoresConfig {
        n_neighbors: 3,
        ..ScoresConfig::default()
    };
    let of = |library: &Library| {
        separation(
            &x,
            &Labels::of(library),
            &kin(library),
            &config,
            1,
            &Reporter::silent(),
        )
        .unwrap()
        .remove(0)
    };
    let kept = of(&by_artist(&artists, &genre));
    let mixed = of(&by_artist(&[""; 200], &genre));
    assert!(kept.by_artist && kept.knn.value < 0.65, "{kept:?}");
    assert!(mixed.knn.value > 0.9, "{mixed:?}");
}

#[test]
fn separation_of_what_is_apart_and_of_what_is_not() {
    let n = 150;
    let apart = &separated(&clouds(n, 3, 2), &by_artist(&vec![""; n], &modulo(n, 3)))[0];
    assert_eq!(
        (apart.knn.value, apart.logistic.value, apart.majority),
        (1.0, 1.0, 1.0 / 3.0)
    );
    assert_eq!(
        (
            apart.n_songs,
            apart.n_classes,
            apart.n_folds,
            apart.by_artist
        ),
        (n, 3, 5, true)
    );
    assert!(
        apart.knn.band[1] < 0.5 && apart.logistic.band[1] < 0.5,
        "{apart:?}"
    );
    let random = &separated(
        &clouds(n, 3, 2),
        &by_artist(&vec![""; n], &scattered(n as u64, 3, 9)),
    )[0];
    for score in [random.knn, random.logistic] {
        assert!(
            score.value < 0.5 && (score.chance - 1.0 / 3.0).abs() < 0.06,
            "{score:?}"
        );
    }
}

#[test]
fn classes_too_small_for_folds_are_left_out() {
    let mut genre = modulo(60, 3);
    // Four songs of a class of their own, five unknown.
    genre[..4].iter_mut().for_each(|g| *g = Some(9));
    genre[10..15].iter_mut().for_each(|g| *g = None);
    let x = clouds(60, 3, 1);
    let got = &separated(&x, &by_artist(&[""; 60], &genre))[0];
    assert_eq!((got.n_songs, got.n_classes), (51, 3));
    assert!(separated(&x, &by_artist(&[""; 60], &modulo(60, 1))).is_empty());
}

#[test]
fn neighbours_are_those_of_comparing_every_pair() {
    let x = Matrix::new(
        1100,
        3,
        (0..3300).map(|i| (splitmix64(i) % 9) as f32).collect(),
    );
    let got = nearest_of_some(&x, 7, |i, j| i % 3 != j % 3, &Reporter::silent()).unwrap();
    for i in (0..1100).step_by(37) {
        let square = |j: usize| crate::matrix::squared_distance(x.row(i), x.row(j));
        let mut others: Vec<usize> = (0..1100).filter(|j| j % 3 != i % 3).collect();
        others.sort_by(|&a, &b| square(a).total_cmp(&square(b)).then(a.cmp(&b)));
        assert_eq!(
            got[i],
            others[..7].iter().map(|&j| j as u32).collect::<Vec<_>>(),
            "row {i}"
        );
    }
}

/// Two views of the same songs: words as given, sound as given.
fn fused(sound: &Matrix, words: &Matrix, has_words: Vec<bool>) -> Fused {
    let (n, d) = (sound.n_rows(), sound.n_cols());
    let view = |kind, columns, present| View {
        kind,
        columns,
        present,
    };
    Fused {
        x: Matrix::hcat(&[sound, words]),
        scaler: Scaler {
            columns: Vec::new(),
            mean: Vec::new(),
            factor: Vec::new(),
            blocks: Vec::new(),
        },
        incomplete: vec![false; n],
        views: vec![
            view(BlockKind::Audio, 0..d, vec![true; n]),
            view(BlockKind::Lyrics, d..d + words.n_cols(), has_words),
        ],
    }
}

#[test]
fn modalities_that_say_the_same_and_that_do_not() {
    let x = Matrix::new(
        300,
        2,
        (0..600).map(|i| (splitmix64(i) % 100_000) as f32).collect(),
    );
    let other = Matrix::new(
        300,
        2,
        (0..600)
            .map(|i| (splitmix64(i + 9999) % 100_000) as f32)
            .collect(),
    );
    let of = |words: &Matrix, has| {
        cross_modal(&fused(&x, words, has), 10, 1, &Reporter::silent()).unwrap()
    };
    let same = of(&x, vec![true; 300]).unwrap();
    assert_eq!((same.k, same.n_songs, same.mean), (10, 300, 1.0));
    let random = of(&other, vec![true; 300]).unwrap();
    assert!((random.chance - 10.0 / 299.0).abs() < 1e-12);
    assert!((random.mean - random.chance).abs() < 0.012, "{random:?}");
    let [low, high] = random.band;
    assert!(
        low < random.chance && random.chance < high && high < random.chance + 0.02,
        "{random:?}"
    );
    assert!(low < random.mean && random.mean < high, "{random:?}");
    let by_chance = random.by_chance();
    assert!((by_chance.iter().sum::<f64>() - 1.0).abs() < 1e-9 && by_chance.len() == 11);
    let mean = by_chance
        .iter()
        .enumerate()
        .map(|(j, share)| j as f64 * share)
        .sum::<f64>();
    assert!(
        (mean / 10.0 - random.chance).abs() < 1e-9,
        "its mean is the chance line"
    );
    let few = of(&x, (0..300).map(|i| i % 3 == 0).collect()).unwrap();
    assert_eq!((few.n_songs, few.mean), (100, 1.0));
    assert!((0..300).all(|i| few.of_song[i].is_nan() == (i % 3 != 0)));
    assert!(of(&x, (0..300).map(|i| i < 2).collect()).is_none());
    assert_eq!(of(&x, (0..300).map(|i| i < 5).collect()).unwrap().k, 3);
}

fn k_means(n_clusters: usize) -> ClusteringConfig {
    ClusteringConfig {
        n_clusters,
        n_init: 3,
        k_max: 7,
        ..ClusteringConfig::default()
    }
}

fn again(mean: f64, sd: Option<f64>) -> Option<Again> {
    Some(Again { mean, sd })
}

#[test]
fn clouds_cluster_alike_again_and_noise_does_not() {
    let of = |x: &Matrix, k: usize| {
        let shown: Vec<Option<u32>> = (0..120).map(|i| Some((i % k) as u32)).collect();
        stability(x, &k_means(k), &shown, 6, 1, &Reporter::silent())
            .unwrap()
            .unwrap()
    };
    let firm = of(&clouds(120, 4, 1), 4);
    assert_eq!(
        (
            firm.again[Repeated::OverSeeds],
            firm.again[Repeated::OverSamples]
        ),
        (again(1.0, Some(0.0)), again(1.0, Some(0.0)))
    );
    assert_eq!(
        firm.of_cluster,
        vec![Some(1.0); 4],
        "song i is of cloud i mod 4"
    );
    let cube = Matrix::new(
        120,
        8,
        (0..960).map(|i| (splitmix64(i) % 1000) as f32).collect(),
    );
    let loose = of(&cube, 4);
    assert!(
        loose.again[Repeated::OverSeeds].is_some_and(|r| r.mean < 0.9)
            && loose.again[Repeated::OverSamples].is_some_and(|r| r.mean < 0.7 && r.sd > Some(0.0)),
        "{loose:?}"
    );
    assert!(
        loose
            .of_cluster
            .iter()
            .all(|j| j.is_some_and(|j| j > 0.0 && j < 0.5)),
        "{loose:?}"
    );
    assert_eq!(of(&cube, 4), loose);
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    assert_eq!(alone.install(|| of(&cube, 4)), loose);
}

#[test]
fn each_label_is_scored_at_its_own_number_of_clusters() {
    // Four clouds, of which two and two are near: two languages of two genres each, and artists
    // without end.
    let n = 120;
    let rows: Vec<[f32; 2]> = (0..n)
        .map(|i| [[0.0, 4.0, 50.0, 54.0][i % 4], (i % 7) as f32 * 0.01])
        .collect();
    let x = Matrix::from_rows(&rows);
    let language: Vec<Option<u32>> = (0..n).map(|i| Some((i % 4 / 2) as u32)).collect();
    let columns = vec![
        column("language", &language),
        column("genre", &modulo(n, 4)),
        column("artist", &modulo(n, 60)),
    ];
    let library = library(columns);
    let labels = Labels::of(&library);
    let scored = |config: &ClusteringConfig| {
        let found = crate::clustering::cluster(&x, config, 5, &Reporter::silent()).unwrap();
        let mut scores = score(&x, &found, &labels, 1, &Reporter::silent()).unwrap();
        score_at_own_k(
            &mut scores,
            &x,
            &found,
            &labels,
            config,
            [5, 1],
            &Reporter::silent(),
        )
        .unwrap();
        scores.external
    };
    for method in [
        ClusteringMethod::KMeans,
        ClusteringMethod::Agglomerative,
        ClusteringMethod::GaussianMixture,
    ] {
        let [language, genre, artist] = scored(&ClusteringConfig {
            method,
            ..k_means(2)
        })
        .try_into()
        .unwrap();
        let own = language.own_k.as_ref().unwrap();
        assert_eq!(
            (own.k, own.scores[External::Ari], own.scores.own_k.is_some()),
            (2, language[External::Ari], false),
            "as the clusters are"
        );
        assert!(
            genre[External::Ari].value < 0.6,
            "two clusters cannot be four genres: {:?}",
            genre[External::Ari]
        );
        let own = genre.own_k.unwrap();
        assert_eq!(
            (own.k, own.scores[External::Ari].value, own.scores.n_classes),
            (4, 1.0, 4),
            "{method:?}"
        );
        assert!(
            own.scores[External::Ari].chance.abs() < 0.02
                && own.scores[External::Ari].band[1] < 0.1,
            "{:?}",
            own.scores[External::Ari]
        );
        assert_eq!(own.labels.iter().flatten().max(), Some(&3));
        assert_eq!(artist.own_k, None, "too many");
    }
    // The same clusters as when they are asked for.
    let asked = crate::clustering::cluster(&x, &k_means(4), 5, &Reporter::silent()).unwrap();
    assert_eq!(
        scored(&k_means(2))[1].own_k.as_ref().unwrap().labels,
        asked.labels
    );
    let density = ClusteringConfig {
        method: ClusteringMethod::Dbscan,
        eps: 1.0,
        ..k_means(2)
    };
    assert!(
        scored(&density).iter().all(|found| found.own_k.is_none()),
        "it finds its number itself"
    );
}

#[test]
fn a_copy_is_not_told_by_its_twin() {
    // 120 songs of random place and genre, and each once more under another name.
    let word = |i: u64, w: u64| format!("word{}", splitmix64(i * 1000 + w) % 4000);
    let text = |i: usize| {
        (0..50)
            .map(|w| word(i as u64 / 2, w))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut songs = songs(&[""; 240]);
    (0..240).for_each(|i| songs[i].lyrics = Some(crate::library::Lyrics::from_text(&text(i))));
    let genre: Vec<Option<u32>> = (0..240)
        .map(|i| Some((splitmix64(i / 2) % 2) as u32))
        .collect();
    let library = Library {
        songs,
        ..library(vec![column("genre", &genre)])
    };
    let place =
        |i: usize, c: u64| (splitmix64(i as u64 / 2 * 7 + c) % 1000) as f32 + (i % 2) as f32 * 0.1;
    let x = Matrix::from_rows(
        &(0..240)
            .map(|i| [place(i, 1), place(i, 2)])
            .collect::<Vec<_>>(),
    );
    let config = ScoresConfig {
        n_neighbors: 1,
        ..ScoresConfig::default()
    };
    let of = |kin: &Kin| {
        separation(
            &x,
            &Labels::of(&library),
            kin,
            &config,
            1,
            &Reporter::silent(),
        )
        .unwrap()
        .remove(0)
    };
    let found = of(&Kin::of_songs(&library.songs));
    assert_eq!((found.n_copies, found.unseen), (240, Unseen::Songs));
    assert!(found.knn.value < 0.62, "{:?}", found.knn);
    let apart = found.apart.unwrap();
    assert!(apart.knn > 0.75 && apart.logistic < 0.65, "{apart:?}");
    assert!(
        of(&Kin::of_artists(&[""; 240])).knn.value > 0.75,
        "else each is told by its twin"
    );
}

#[test]
fn artists_that_are_not_seen_are_those_that_are_known() {
    let names: Vec<String> = (0..60).map(|i| format!("artist {}", i % 20)).collect();
    let mut artists: Vec<&str> = names.iter().map(String::as_str).collect();
    let of = |artists: &[&str]| {
        separated(&clouds(60, 2, 1), &by_artist(artists, &modulo(60, 2))).remove(0)
    };
    assert_eq!(of(&artists).unseen, Unseen::Artists);
    artists[7] = "Unknown Artist";
    assert_eq!(of(&artists).unseen, Unseen::KnownArtists);
    assert_eq!(of(&[""; 60]).unseen, Unseen::Songs);
    assert_eq!(of(&["A"; 60]).unseen, Unseen::Songs, "dealt song by song");
}

#[test]
fn what_has_no_stability() {
    let x = clouds(30, 3, 1);
    let model = ClusteringConfig {
        method: ClusteringMethod::Model,
        ..k_means(3)
    };
    assert_eq!(
        stability(&x, &model, &[], 5, 1, &Reporter::silent()).unwrap(),
        None
    );
    assert_eq!(
        stability(&x, &k_means(3), &[], 1, 1, &Reporter::silent()).unwrap(),
        None
    );
    // Nothing is repeated by a method without chance, and two runs are one pair, which has no
    // deviation.
    let tree = ClusteringConfig {
        method: ClusteringMethod::Agglomerative,
        ..k_means(3)
    };
    let of = |config| {
        stability(&x, config, &[], 2, 1, &Reporter::silent())
            .unwrap()
            .unwrap()
    };
    assert_eq!(
        (
            of(&tree).again[Repeated::OverSeeds],
            of(&tree).again.mean(Repeated::OverSamples)
        ),
        (None, Some(1.0))
    );
    assert_eq!(of(&k_means(3)).again[Repeated::OverSeeds], again(1.0, None));
}

#[test]
fn a_sweep_finds_the_number_of_clouds() {
    let got = sweep(
        &clouds(150, 4, 1),
        &k_means(3),
        true,
        1,
        &Reporter::silent(),
    )
    .unwrap();
    assert_eq!(
        got.rows.iter().map(|row| row.k).collect::<Vec<_>>(),
        [2, 3, 4, 5, 6, 7]
    );
    let chosen = [
        got.by_silhouette,
        got.by_calinski_harabasz,
        got.by_elbow,
        got.by_gap,
    ];
    assert_eq!(chosen, [Some(4); 4], "{got:?}");
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let again = alone.install(|| {
        sweep(
            &clouds(150, 4, 1),
            &k_means(3),
            true,
            1,
            &Reporter::silent(),
        )
        .unwrap()
    });
    assert_eq!(got, again);
}

#[test]
fn one_cloud_calls_for_no_clusters() {
    let cube = Matrix::new(
        200,
        3,
        (0..600).map(|i| (splitmix64(i) % 1000) as f32).collect(),
    );
    let got = sweep(&cube, &k_means(3), true, 1, &Reporter::silent()).unwrap();
    assert_eq!(got.by_gap, None, "{got:?}");
    assert!(got.by_silhouette.is_some());
}

#[test]
fn sweeps_that_cannot_be() {
    let density = ClusteringConfig {
        method: ClusteringMethod::Dbscan,
        ..k_means(3)
    };
    let error = sweep(&clouds(30, 3, 1), &density, false, 1, &Reporter::silent())
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "choosing k: DBSCAN finds the number of clusters itself"
    );
    let two = sweep(&clouds(2, 2, 1), &k_means(2), true, 1, &Reporter::silent()).unwrap();
    assert!(two.rows.is_empty() && two.by_silhouette.is_none() && two.by_gap.is_none());
    // Four places only: beyond them the inertia is 0 and has no logarithm.
    let places = Matrix::from_rows(&(0..40).map(|i| [(i % 4) as f32]).collect::<Vec<_>>());
    let got = sweep(&places, &k_means(2), true, 1, &Reporter::silent()).unwrap();
    assert!(
        got.rows.iter().all(|row| (row.k < 4) == row.gap.is_some()),
        "{got:?}"
    );
}
