mod runs;

use super::geometry::{Geometry, distances, sizes};
use super::map::{MapInput, remarks as of_map};
use super::scores::{ScoresInput, remarks as of_scores};
use super::*;
use crate::clustering::{Clusters, Occupancy};
use crate::config::{
    ChooseK, ClusteringConfig, ClusteringMethod, ModelKind, ProjectionConfig, ProjectionMethod,
};
use crate::features::BlockKind;
use crate::matrix::Matrix;
use crate::model::Diagnostics;
use crate::pipeline::Baseline;
use crate::projection::{Projection, Trust};
use crate::scores::{
    Again, AgainstChance, Caution, External, ExternalScores, Internal, Repeated, Repeats, ScoreMap,
    Scores, Stability, Sweep, rank_correlation,
};

const PER_CLUSTER: usize = 15;

/// Clusters at the given middles on a line, each with songs up to its spread to both sides.
fn line(middles: &[f32], spreads: &[f32]) -> Matrix {
    let at = |c: usize, i: usize| middles[c] + spreads[c] * (i as f32 / 7.0 - 1.0);
    let rows: Vec<[f32; 2]> = (0..middles.len())
        .flat_map(|c| (0..PER_CLUSTER).map(move |i| [at(c, i), 0.0]))
        .collect();
    Matrix::from_rows(&rows)
}

fn clusters(n: usize) -> Clusters {
    let labels = (0..n * PER_CLUSTER)
        .map(|i| Some((i / PER_CLUSTER) as u32))
        .collect();
    Clusters {
        labels,
        n_clusters: n,
        ..Clusters::default()
    }
}

fn picture(xy: Matrix, method: ProjectionMethod) -> Projection {
    let (perplexity, n_neighbors) = match method {
        ProjectionMethod::Tsne => (Some(12.0), None),
        ProjectionMethod::Umap => (None, Some(15)),
        ProjectionMethod::Pca => (None, None),
    };
    let explained = (method == ProjectionMethod::Pca).then_some([0.375, 0.125]);
    Projection {
        xy,
        method,
        perplexity,
        kl_divergence: None,
        stopped: false,
        explained,
        n_neighbors,
        neighbours_found: None,
    }
}

fn trust(trustworthiness: f64, continuity: f64) -> Trust {
    Trust {
        k: 10,
        trustworthiness,
        continuity,
        trustworthiness_of_song: Vec::new(),
        continuity_of_song: Vec::new(),
        neighbours_kept: 0.6,
        n_sampled: None,
    }
}

/// Remarks about a picture `map` of `x`.
fn map_of(
    x: &Matrix,
    map: &Projection,
    n_clusters: usize,
    asked: &ProjectionConfig,
) -> Vec<MapRemark> {
    let pca = picture(x.clone(), ProjectionMethod::Pca);
    let found = clusters(n_clusters);
    of_map(&input(x, map, &pca, &trust(0.97, 0.96), &found, asked))
}

fn input<'a>(
    latents: &'a Matrix,
    map: &'a Projection,
    pca: &'a Projection,
    trust: &'a Trust,
    clusters: &'a Clusters,
    asked: &'a ProjectionConfig,
) -> MapInput<'a> {
    MapInput {
        map,
        pca,
        trust: Some(trust),
        latents,
        clusters,
        asked,
        collapsed: false,
    }
}

fn asked(method: ProjectionMethod) -> ProjectionConfig {
    ProjectionConfig {
        method,
        ..ProjectionConfig::default()
    }
}

#[test]
fn ranks_correlate_and_ties_share_theirs() {
    // By hand: ranks 1, 2.5, 2.5, 4, 5 and 1, 2, 3.5, 5, 3.5 about their mean of 3.
    let rho = rank_correlation(&[1.0, 2.0, 2.0, 4.0, 5.0], &[5.0, 6.0, 7.0, 8.0, 7.0]).unwrap();
    assert!((rho - 7.25 / 9.5).abs() < 1e-12, "{rho}");
    assert_eq!(rank_correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
}

#[test]
fn distances_and_sizes_of_clusters_are_held_against_the_truth() {
    let x = line(&[0.0, 10.0, 30.0, 70.0], &[1.0, 2.0, 3.0, 4.0]);
    let of = |x: &Matrix| Geometry::of(x, &clusters(4));
    let same = distances(&of(&x), &of(&x)).unwrap();
    assert!((same.rank_correlation - 1.0).abs() < 1e-12);
    assert_eq!(
        (same.n_pairs, same.nearest, same.place_in_truth),
        (6, (0, 1), 1)
    );
    // The last cluster is put beside the first, and the widest is drawn the narrowest.
    let other = line(&[0.0, 10.0, 30.0, 4.0], &[4.0, 3.0, 2.0, 1.0]);
    let moved = distances(&of(&x), &of(&other)).unwrap();
    assert_eq!(
        (moved.nearest, moved.place_in_truth),
        ((0, 3), 6),
        "the farthest pair is the nearest on the picture"
    );
    assert!(moved.rank_correlation < 0.0, "{}", moved.rank_correlation);
    let wide = sizes(&of(&x), &of(&other)).unwrap();
    assert!((wide.rank_correlation + 1.0).abs() < 1e-12);
    assert_eq!((wide.widest_in_truth, wide.widest_in_picture), (3, 0));
    let three = line(&[0.0, 10.0, 30.0], &[1.0; 3]);
    assert!(
        distances(
            &Geometry::of(&three, &clusters(3)),
            &Geometry::of(&three, &clusters(3))
        )
        .is_none()
    );
}

#[test]
fn a_picture_that_keeps_distances_may_be_read_and_one_that_does_not_may_not() {
    let x = line(&[0.0, 10.0, 30.0, 70.0], &[1.0, 2.0, 3.0, 4.0]);
    let weight = |xy: Matrix, method| {
        let map = picture(xy, method);
        let found = map_of(&x, &map, 4, &asked(method));
        let of = |remark: &&MapRemark| matches!(remark, MapRemark::Distances { .. });
        found.iter().find(of).unwrap().weight()
    };
    let moved = line(&[0.0, 10.0, 30.0, 4.0], &[1.0; 4]);
    assert_eq!(weight(x.clone(), ProjectionMethod::Pca), Weight::Good);
    assert_eq!(
        weight(moved.clone(), ProjectionMethod::Pca),
        Weight::Caution
    );
    for method in [ProjectionMethod::Tsne, ProjectionMethod::Umap] {
        assert_eq!(
            weight(x.clone(), method),
            Weight::Note,
            "{method:?} does not aim at it, so it is told and not praised"
        );
        assert_eq!(weight(moved.clone(), method), Weight::Caution);
    }
    let three = line(&[0.0, 10.0, 30.0], &[1.0; 3]);
    let map = picture(three.clone(), ProjectionMethod::Tsne);
    let unknown = MapRemark::DistancesUnknown {
        method: ProjectionMethod::Tsne,
        n_clusters: 3,
    };
    assert!(map_of(&three, &map, 3, &asked(ProjectionMethod::Tsne)).contains(&unknown));
}

#[test]
fn neighbours_are_graded_by_the_worse_of_the_two_and_lean_to_a_side() {
    let of = |trustworthiness, continuity| {
        let x = line(&[0.0, 10.0], &[1.0; 2]);
        let (map, pca) = (
            picture(x.clone(), ProjectionMethod::Umap),
            picture(x.clone(), ProjectionMethod::Pca),
        );
        let (trust, found) = (trust(trustworthiness, continuity), clusters(2));
        let asked = asked(ProjectionMethod::Umap);
        let first = of_map(&input(&x, &map, &pca, &trust, &found, &asked)).swap_remove(0);
        let weight = first.weight();
        let MapRemark::Neighbours { lean, chance, .. } = first else {
            panic!("{first:?}")
        };
        assert!((chance - 10.0 / 29.0).abs() < 1e-12);
        (weight, lean)
    };
    assert_eq!(of(0.98, 0.97), (Weight::Good, Lean::Even));
    assert_eq!(of(0.90, 0.97), (Weight::Note, Lean::False));
    assert_eq!(of(0.97, 0.80), (Weight::Caution, Lean::Torn));
}

#[test]
fn a_perplexity_is_read_beside_the_number_of_songs() {
    let means = |n_clusters: usize, perplexity: f32, asked_for: f32| {
        let middles: Vec<f32> = (0..n_clusters).map(|c| c as f32).collect();
        let x = line(&middles, &vec![0.1; n_clusters]);
        let map = Projection {
            perplexity: Some(perplexity),
            ..picture(x.clone(), ProjectionMethod::Tsne)
        };
        let asked = ProjectionConfig {
            perplexity: asked_for,
            ..asked(ProjectionMethod::Tsne)
        };
        let found = map_of(&x, &map, n_clusters, &asked);
        found
            .iter()
            .find_map(|r| {
                if let MapRemark::Perplexity { means, .. } = r {
                    Some(*means)
                } else {
                    None
                }
            })
            .unwrap()
    };
    // 60 songs, of which a third less one at most.
    assert_eq!(means(4, 12.0, 0.0), Perplexity::Usual);
    assert_eq!(means(4, 2.0, 2.0), Perplexity::Small);
    assert_eq!(means(4, 19.66, 50.0), Perplexity::Lowered);
    assert_eq!(means(4, 19.0, 19.0), Perplexity::Coarse);
    // 1,500 songs.
    assert_eq!(means(100, 12.0, 0.0), Perplexity::Local);
    assert_eq!(means(100, 30.0, 0.0), Perplexity::Usual);
}

#[test]
fn a_pca_tells_what_it_leaves_out_and_a_picture_that_is_not_what_was_asked_for_says_so() {
    let x = line(&[0.0, 10.0], &[1.0; 2]);
    let pca = picture(x.clone(), ProjectionMethod::Pca);
    let found = map_of(&x, &pca, 2, &asked(ProjectionMethod::Tsne));
    assert!(
        found.contains(&MapRemark::Axes {
            share: 0.5,
            means: Explained::Part
        }),
        "{found:?}"
    );
    assert!(found.contains(&MapRemark::StandIn {
        asked: ProjectionMethod::Tsne
    }));
    assert!(found.contains(&MapRemark::FewSongs { n_songs: 30 }));
    let stopped = Projection {
        stopped: true,
        ..picture(x.clone(), ProjectionMethod::Umap)
    };
    let found = map_of(&x, &stopped, 2, &asked(ProjectionMethod::Umap));
    assert!(found.contains(&MapRemark::Stopped {
        method: ProjectionMethod::Umap
    }));
    assert!(found.contains(&MapRemark::PcaBeside {
        share: 0.5,
        means: Explained::Part
    }));
    assert!(!found.iter().any(|r| matches!(r, MapRemark::StandIn { .. })));
}

fn external(column: &str, ari: f64, purity: f64, cautions: Vec<Caution>) -> ExternalScores {
    let score = |value: f64| AgainstChance {
        value,
        chance: 0.0,
        band: [-0.05, 0.05],
    };
    ExternalScores {
        column: column.to_string(),
        n_songs: 60,
        n_classes: 3,
        n_detected: 9,
        majority: 0.5,
        scores: ScoreMap::from_fn(|of| score(if of == External::Purity { purity } else { ari })),
        cautions,
        own_k: None,
    }
}

fn scores(silhouette: Option<f64>, external: Vec<ExternalScores>) -> Scores {
    Scores {
        internal: ScoreMap::from_fn(|of| silhouette.filter(|_| of == Internal::Silhouette)),
        silhouette_of_song: Vec::new(),
        silhouette_sample: None,
        noise_share: 0.0,
        external,
        not_scored: Vec::new(),
    }
}

fn diagnostics(n_active: usize, train: f32, held_out: Option<f32>) -> Diagnostics {
    Diagnostics {
        kl_per_dim: Vec::new(),
        deviation_per_dim: Vec::new(),
        n_active,
        explained_train: train,
        explained_validation: held_out,
        explained_blocks: Vec::new(),
        reconstruction_validation: None,
    }
}

/// Parts of an input that a test changes.
struct Case {
    scores: Scores,
    baselines: Vec<Baseline>,
    diagnostics: Diagnostics,
    clusters: Clusters,
    sweep: Option<Sweep>,
    asked: ClusteringConfig,
    stability: Option<Stability>,
    drowned: Option<(BlockKind, f64)>,
    incomplete: Vec<bool>,
    occupancy: Option<Occupancy>,
}

impl Default for Case {
    fn default() -> Self {
        Self {
            scores: scores(Some(0.6), Vec::new()),
            baselines: Vec::new(),
            diagnostics: diagnostics(9, 0.6, Some(0.5)),
            clusters: clusters(4),
            sweep: None,
            asked: ClusteringConfig::default(),
            stability: None,
            drowned: None,
            incomplete: vec![false; 60],
            occupancy: None,
        }
    }
}

impl Case {
    fn remarks(&self) -> Vec<ScoreRemark> {
        of_scores(&ScoresInput {
            scores: &self.scores,
            baselines: &self.baselines,
            diagnostics: &self.diagnostics,
            n_latent: 16,
            model: ModelKind::Vae,
            clusters: &self.clusters,
            sweep: self.sweep.as_ref(),
            asked: &self.asked,
            stability: self.stability.as_ref(),
            drowned: self.drowned,
            incomplete: &self.incomplete,
            occupancy: self.occupancy.as_ref(),
        })
    }
}

#[test]
fn a_sound_run_has_no_caution() {
    let remarks = Case::default().remarks();
    assert!(
        remarks.iter().all(|r| r.weight() != Weight::Caution),
        "{remarks:?}"
    );
    assert!(remarks.contains(&ScoreRemark::Silhouette {
        value: 0.6,
        means: Structure::Reasonable,
        n_sampled: None
    }));
    assert!(remarks.contains(&ScoreRemark::KGiven { k: 4 }));
}

#[test]
fn a_collapsed_space_and_one_learnt_by_heart_are_cautioned_of() {
    let case = Case {
        diagnostics: diagnostics(1, 0.02, Some(-0.01)),
        ..Case::default()
    };
    let remarks = case.remarks();
    assert!(remarks.contains(&ScoreRemark::Collapsed {
        n_active: 1,
        n_latent: 16,
        silhouette: Some(0.6)
    }));
    let held_out = ScoreRemark::Reconstruction {
        train: 0.02,
        held_out: -0.01,
        means: Recall::Mean,
    };
    assert!(remarks.contains(&held_out) && held_out.weight() == Weight::Caution);
    let case = Case {
        diagnostics: diagnostics(9, 0.9, Some(0.4)),
        ..Case::default()
    };
    assert!(case.remarks().contains(&ScoreRemark::Reconstruction {
        train: 0.9,
        held_out: 0.4,
        means: Recall::ByHeart
    }));
    let nothing_held_out = Case {
        diagnostics: diagnostics(9, 0.9, None),
        ..Case::default()
    };
    assert!(
        !nothing_held_out
            .remarks()
            .iter()
            .any(|r| matches!(r, ScoreRemark::Reconstruction { .. }))
    );
}

fn again(over_seeds: f64, over_samples: f64) -> Repeats {
    Repeats::from_fn(|what| {
        let mean = match what {
            Repeated::OverSeeds => over_seeds,
            Repeated::OverSamples => over_samples,
        };
        Some(Again {
            mean,
            sd: Some(0.0),
        })
    })
}

#[test]
fn after_a_collapse_nothing_is_praised() {
    // All that could be praised: tight clusters that come out again, agree with a label, and better
    // than PCA does.
    let label = |ari| scores(Some(0.95), vec![external("genre", ari, 0.9, Vec::new())]);
    let stability = |over| Stability {
        n_runs: 10,
        n_sampled: None,
        again: again(over, over),
        of_cluster: Vec::new(),
    };
    let praised = |n_active, over| {
        let mut case = Case {
            scores: label(0.8),
            diagnostics: diagnostics(n_active, 0.6, Some(0.5)),
            ..Case::default()
        };
        case.baselines = vec![Baseline {
            name: "PCA",
            n_dims: 16,
            labels: Vec::new(),
            scores: label(0.1),
        }];
        case.stability = Some(stability(over));
        case.scores.not_scored = vec!["language".to_string()];
        case.remarks()
    };
    let n_good = |of: &[ScoreRemark]| of.iter().filter(|r| r.weight() == Weight::Good).count();
    assert_eq!(
        n_good(&praised(9, 1.0)),
        4,
        "silhouette, label, stability, reconstruction"
    );
    for (n_active, over) in [(0, 1.0), (1, 1.0), (1, 0.7)] {
        let left = praised(n_active, over);
        assert_eq!(n_good(&left), 0, "{left:?}");
        assert!(left.contains(&ScoreRemark::Collapsed {
            n_active,
            n_latent: 16,
            silhouette: Some(0.95)
        }));
        let half = |r: &ScoreRemark| {
            matches!(
                r,
                ScoreRemark::Stability { .. } | ScoreRemark::Silhouette { .. }
            )
        };
        assert!(
            !left.iter().any(half),
            "much the same again is praise as well: {left:?}"
        );
        assert!(
            left.contains(&ScoreRemark::NotScored {
                column: "language".to_string()
            }),
            "facts stay"
        );
    }

    let x = line(&[0.0, 10.0, 30.0, 70.0], &[1.0, 2.0, 3.0, 4.0]);
    let (map, pca) = (
        picture(x.clone(), ProjectionMethod::Tsne),
        picture(x.clone(), ProjectionMethod::Pca),
    );
    let (trust, found, asked) = (
        trust(0.99, 0.99),
        clusters(4),
        asked(ProjectionMethod::Tsne),
    );
    let sound = input(&x, &map, &pca, &trust, &found, &asked);
    assert_eq!(
        of_map(&sound)
            .iter()
            .filter(|r| r.weight() == Weight::Good)
            .count(),
        2,
        "neighbours, perplexity"
    );
    let left = of_map(&MapInput {
        collapsed: true,
        ..sound
    });
    assert_eq!(left, [MapRemark::Collapsed], "a faithful picture of noise");
}

#[test]
fn a_mixture_is_told_by_what_it_makes_of_its_components() {
    let of = |of_weight: &[f64], entropy: f64| Case {
        occupancy: Some(Occupancy {
            of_songs: of_weight.to_vec(),
            of_weight: of_weight.to_vec(),
            entropy,
        }),
        ..Case::default()
    };
    for (weights, entropy, means, says) in [
        (
            &[0.4, 0.3, 0.3][..],
            0.1,
            MixtureUse::Sound,
            "Each of the 3 components",
        ),
        // A tenth of an even share of three is a thirtieth.
        (
            &[0.6, 0.367, 0.033],
            0.1,
            MixtureUse::Dead,
            "1 of 3 components of the mixture is dead",
        ),
        (
            &[0.6, 0.366, 0.034],
            0.1,
            MixtureUse::Sound,
            "largest with 60 %",
        ),
        (
            &[0.98, 0.01, 0.01],
            0.0,
            MixtureUse::OneTakesAll,
            "One of 3 components",
        ),
        (
            &[0.5, 0.5],
            0.9,
            MixtureUse::Blurred,
            "90 % of the greatest",
        ),
    ] {
        let remarks = of(weights, entropy).remarks();
        let is_of_mixture = |r: &&ScoreRemark| matches!(r, ScoreRemark::Mixture { .. });
        let remark = remarks.iter().find(is_of_mixture).unwrap();
        let told = say::of_score(remark);
        assert!(told.contains(says), "{told}");
        assert_eq!(remark.weight(), means.weight(), "{told}");
    }
}

#[test]
fn a_modality_that_drowns_in_another_is_told_of() {
    use crate::features::BlockKind::{Audio, Lyrics};
    // As late fusion at β = 4 left them: 2.16 of 16.4, in 16 of 32 dimensions that all vary.
    let found = crate::pipeline::drowned(&[(Audio, 0.868), (Lyrics, 0.132)]);
    assert_eq!(found, Some((Lyrics, 0.132)));
    assert_eq!(
        crate::pipeline::drowned(&[(Audio, 0.7), (Lyrics, 0.3)]),
        None
    );
    let case = Case {
        drowned: found,
        ..Case::default()
    };
    let remark = ScoreRemark::Drowned {
        kind: Lyrics,
        share: 0.132,
    };
    assert!(case.remarks().contains(&remark) && remark.weight() == Weight::Caution);
}

#[test]
fn silhouettes_are_read_as_their_authors_read_them() {
    let means = |value| {
        let case = Case {
            scores: scores(Some(value), Vec::new()),
            ..Case::default()
        };
        let remarks = case.remarks();
        let found = remarks.iter().find_map(|r| {
            if let ScoreRemark::Silhouette { means, .. } = r {
                Some(*means)
            } else {
                None
            }
        });
        found.unwrap()
    };
    assert_eq!(
        [0.8, 0.6, 0.3, 0.1].map(means),
        [
            Structure::Strong,
            Structure::Reasonable,
            Structure::Weak,
            Structure::None
        ]
    );
    let one = Case {
        scores: scores(None, Vec::new()),
        clusters: clusters(1),
        ..Case::default()
    };
    assert!(
        one.remarks()
            .contains(&ScoreRemark::OneCluster { n_clusters: 1 })
    );
}

#[test]
fn a_label_is_read_against_chance_and_majority() {
    let means = |ari, purity| {
        let case = Case {
            scores: scores(None, vec![external("genre", ari, purity, Vec::new())]),
            ..Case::default()
        };
        let remarks = case.remarks();
        let found = remarks.iter().find_map(|r| {
            if let ScoreRemark::Label { means, .. } = r {
                Some(*means)
            } else {
                None
            }
        });
        found.unwrap()
    };
    assert_eq!(means(0.05, 0.9), AgainstLabel::Chance);
    assert_eq!(means(0.2, 0.5), AgainstLabel::NoBetterThanMajority);
    assert_eq!(means(0.2, 0.7), AgainstLabel::Beyond);
}

#[test]
fn cautions_of_a_label_are_passed_on_with_its_name() {
    let all = vec![
        Caution::Script,
        Caution::Spelling,
        Caution::InFeatures,
        Caution::Detected,
    ];
    let mut case = Case {
        scores: scores(None, vec![external("language", 0.9, 0.9, all)]),
        ..Case::default()
    };
    case.scores.not_scored = vec!["genre".to_string()];
    let remarks = case.remarks();
    let column = || "language".to_string();
    for expected in [
        ScoreRemark::Trivial {
            column: column(),
            ari: 0.9,
        },
        ScoreRemark::Spelling {
            column: column(),
            ari: 0.9,
        },
        ScoreRemark::InFeatures {
            column: column(),
            ari: 0.9,
        },
        ScoreRemark::Detected {
            column: column(),
            n_detected: 9,
            n_songs: 60,
        },
        ScoreRemark::NotScored {
            column: "genre".to_string(),
        },
    ] {
        assert!(remarks.contains(&expected), "{expected:?}");
    }
    assert!(
        !remarks
            .iter()
            .any(|r| matches!(r, ScoreRemark::Label { .. })),
        "an agreement of .9 that any letter gives"
    );
    case.scores.external[0].cautions = vec![Caution::Spelling];
    assert!(
        !case
            .remarks()
            .iter()
            .any(|r| matches!(r, ScoreRemark::Label { .. })),
        "any spelling gives it"
    );
    case.scores.external[0].cautions = vec![Caution::Detected];
    assert!(
        case.remarks()
            .iter()
            .any(|r| matches!(r, ScoreRemark::Label { .. })),
        "a detected label may be a finding"
    );
}

#[test]
fn the_best_simpler_space_is_held_against_the_model_unless_all_is_chance() {
    let baseline = |name, ari| Baseline {
        name,
        n_dims: 16,
        labels: Vec::new(),
        scores: scores(None, vec![external("genre", ari, 0.6, Vec::new())]),
    };
    let found = |model: f64, features: f64, pca: f64| {
        let case = Case {
            scores: scores(None, vec![external("genre", model, 0.6, Vec::new())]),
            baselines: vec![baseline("features", features), baseline("PCA", pca)],
            ..Case::default()
        };
        let remarks = case.remarks();
        remarks.into_iter().find_map(|r| match r {
            ScoreRemark::Baseline { name, as_good, .. } => Some((name, as_good)),
            _ => None,
        })
    };
    assert_eq!(found(0.4, 0.1, 0.2), Some(("PCA", false)));
    assert_eq!(found(0.4, 0.395, 0.2), Some(("features", true)));
    assert_eq!(found(0.02, 0.01, 0.03), None);
}

#[test]
fn the_number_of_clusters_says_where_it_came_from() {
    let sweep = |by_gap| Sweep {
        method: ClusteringMethod::KMeans,
        rows: Vec::new(),
        by_silhouette: Some(4),
        by_calinski_harabasz: Some(4),
        by_elbow: Some(6),
        by_gap,
    };
    let last = |choose_k, by_gap, method| {
        let asked = ClusteringConfig {
            choose_k,
            method,
            ..ClusteringConfig::default()
        };
        let case = Case {
            asked,
            sweep: Some(sweep(by_gap)),
            ..Case::default()
        };
        case.remarks().into_iter().find(|r| {
            use ScoreRemark::{KChosen, KFound, KGiven, KStoodNotOut};
            matches!(
                r,
                KChosen { .. } | KFound { .. } | KGiven { .. } | KStoodNotOut { .. }
            )
        })
    };
    let by = ChooseK::Silhouette;
    let chosen = ScoreRemark::KChosen {
        k: 4,
        by,
        others: vec![(ChooseK::Elbow, 6)],
        n_agree: 1,
    };
    assert_eq!(last(by, None, ClusteringMethod::KMeans), Some(chosen));
    let none = ScoreRemark::KStoodNotOut {
        k: 4,
        by: ChooseK::Gap,
    };
    assert_eq!(
        last(ChooseK::Gap, None, ClusteringMethod::KMeans),
        Some(none)
    );
    assert_eq!(
        last(ChooseK::Given, None, ClusteringMethod::KMeans),
        Some(ScoreRemark::KGiven { k: 4 })
    );
    let found = ScoreRemark::KFound {
        k: 4,
        method: ClusteringMethod::Hdbscan,
    };
    assert_eq!(last(by, None, ClusteringMethod::Hdbscan), Some(found));
}

#[test]
fn noise_stability_and_songs_that_lack_something_are_told_of_by_their_share() {
    let mut case = Case {
        incomplete: vec![true; 3],
        ..Case::default()
    };
    case.clusters.labels[..15].fill(None);
    case.stability = Some(Stability {
        n_runs: 10,
        n_sampled: None,
        again: again(0.95, 0.5),
        of_cluster: Vec::new(),
    });
    let remarks = case.remarks();
    let noise = remarks
        .iter()
        .find(|r| matches!(r, ScoreRemark::Noise { n: 15, .. }))
        .unwrap();
    assert_eq!(noise.weight(), Weight::Caution, "a quarter of the songs");
    let stability = remarks
        .iter()
        .find(|r| matches!(r, ScoreRemark::Stability { .. }))
        .unwrap();
    assert_eq!(
        stability.weight(),
        Weight::Caution,
        "the worse of the two counts"
    );
    assert!(remarks.contains(&ScoreRemark::Incomplete { n: 3, n_songs: 3 }));
}

#[test]
fn what_is_undefined_or_within_the_band_is_not_beyond_chance() {
    let band = [-0.05, 0.05];
    let of = |value| Standing::of(value, band);
    assert_eq!(
        [-0.06, -0.05, 0.0, 0.05, 0.06].map(of),
        [
            Standing::Below,
            Standing::Within,
            Standing::Within,
            Standing::Within,
            Standing::Beyond
        ]
    );
    assert!(!of(f64::NAN).is_beyond());
}

#[test]
fn the_more_careful_bound_holds_for_a_clustering_that_comes_out_again() {
    let of = |reseeded, samples| Repeat::of_clustering(reseeded, samples);
    assert_eq!(of(None, 0.8), Repeat::Same);
    assert_eq!(of(Some(0.7), 1.0), Repeat::MuchTheSame);
    // The report has called this alike.
    assert_eq!(of(Some(1.0), 0.55), Repeat::Otherwise);
    assert_eq!(
        [0.75, 0.6, 0.59].map(Repeat::of_cluster),
        [Repeat::Same, Repeat::MuchTheSame, Repeat::Otherwise]
    );
}

#[test]
fn a_label_is_told_without_clusters_beyond_both_chance_and_the_most_frequent_class() {
    assert_eq!(Separability::of(0.7, 0.4, 0.6), Separability::Separable);
    for (accuracy, high, majority) in [(0.4, 0.4, 0.3), (0.6, 0.4, 0.6), (f64::NAN, 0.4, 0.6)] {
        assert_eq!(
            Separability::of(accuracy, high, majority),
            Separability::NoBetterThanGuessing
        );
    }
}

#[test]
fn what_the_model_was_shown_of_a_label_is_beyond_chance_and_no_finding() {
    let of = |ari, purity, cautions| AgainstLabel::of(&external("script", ari, purity, cautions));
    assert_eq!(
        of(0.9, 0.9, vec![Caution::Script, Caution::Detected]),
        AgainstLabel::Trivial
    );
    assert_eq!(of(0.9, 0.9, vec![Caution::Detected]), AgainstLabel::Beyond);
    // That it does not even agree is worth to know.
    assert_eq!(of(0.01, 0.9, vec![Caution::Script]), AgainstLabel::Chance);
}

#[test]
fn a_remark_of_a_picture_has_a_sentence_by_its_method() {
    let x = line(&[0.0, 10.0, 30.0, 70.0], &[1.0, 2.0, 3.0, 4.0]);
    for (method, kept) in [
        (ProjectionMethod::Pca, "may be read by their order"),
        (ProjectionMethod::Tsne, "but t-SNE does not aim at it"),
        (ProjectionMethod::Umap, "but UMAP does not aim at it"),
    ] {
        let map = picture(x.clone(), method);
        let sentences: Vec<String> = map_of(&x, &map, 4, &asked(method))
            .iter()
            .map(say::of_map)
            .collect();
        let of_distances = sentences.iter().find(|s| s.starts_with("Distances"));
        assert!(
            of_distances.is_some_and(|s| s.contains(kept)),
            "{method:?}: {sentences:#?}"
        );
        assert!(sentences.iter().all(|s| !s.is_empty() && !s.contains('{')));
    }
}
