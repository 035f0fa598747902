//! Settings that ask for more than so few songs can give: what is used in their place, and a note
//! on each.

use super::{Baseline, Prepared, Probes};
use crate::clustering::Clusters;
use crate::config::{
    Checked, ChooseK, ClusteringConfig, ClusteringMethod, ModelConfig, ModelKind, ProjectionConfig,
    ProjectionMethod, ScoresConfig,
};
use crate::error::Warning;
use crate::features::Split;
use crate::library::Library;
use crate::model::{self, Trained};
use crate::projection::{self, Projection, Trust};
use crate::scores::{self, CrossModal, Scores, Separation};
use crate::words::{Message, Text, id, same, say};

/// The settings of clustering, with fewer clusters and neighbours where there are too few songs.
pub(crate) fn fitting_clusters(
    config: &ClusteringConfig,
    n_songs: usize,
    notes: &mut Vec<Warning>,
) -> ClusteringConfig {
    let most = (n_songs - 1).max(1);
    let mut note = |cause: Message| notes.push(Warning::new(id::JOB_CLUSTERING, cause));
    let method = config.method;
    if method.takes_k() && config.n_clusters > most {
        note(
            say(id::PIPELINE_N_CLUSTERS_ASKED_MADE_MADE)
                .with("n", config.n_clusters)
                .with("made", most)
                .with("songs", n_songs),
        );
    }
    if method.takes_k() && config.choose_k != ChooseK::Given && config.k_max > most {
        note(
            say(id::PIPELINE_UP_N_CLUSTERS_ASKED_UP)
                .with("n", config.k_max)
                .with("made", most)
                .with("songs", n_songs),
        );
    }
    let fitted = ClusteringConfig {
        n_clusters: config.n_clusters.min(most),
        k_max: config.k_max.min(most),
        n_neighbors: config.n_neighbors.min(n_songs),
        min_samples: config.min_samples.min(n_songs),
        ..config.clone()
    };
    if method == ClusteringMethod::Spectral && fitted.n_neighbors < config.n_neighbors {
        note(neighbours(
            config.n_neighbors,
            fitted.n_neighbors,
            id::PIPELINE_NEIGHBOURS_IN_THE_GRAPH,
            n_songs,
        ));
    }
    if method.is_by_density() && fitted.min_samples < config.min_samples {
        let (asked, used) = (config.min_samples, fitted.min_samples);
        note(
            say(id::PIPELINE_N_SONGS_AROUND_CORE_ASKED)
                .with("n", asked)
                .with("k", used)
                .with("songs", n_songs),
        );
    }
    fitted
}

/// Clusters that were asked for and are not there, as too many songs are equal.
pub(crate) fn of_clusters(asked: &ClusteringConfig, made: &Clusters) -> Option<Warning> {
    let is_fewer = asked.method.takes_k() && made.n_clusters < asked.n_clusters;
    is_fewer.then(|| {
        let cause = say(id::PIPELINE_N_CLUSTERS_ASKED_MADE_MADE_2)
            .with("n", asked.n_clusters)
            .with("made", made.n_clusters);
        Warning::new(id::JOB_CLUSTERING, cause)
    })
}

/// What the scores of a latent space could not look at.
pub(crate) fn of_scores(
    cross_modal: Option<&CrossModal>,
    separation: &[Separation],
    library: &Library,
    config: &ScoresConfig,
) -> Vec<Warning> {
    let mut notes = Vec::new();
    if let Some(c) = cross_modal.filter(|c| c.k < config.n_neighbors) {
        let cause = neighbours(
            config.n_neighbors,
            c.k,
            id::PIPELINE_NEIGHBOURS_BY_SOUND_AND_WORDS,
            c.n_songs,
        );
        notes.push(Warning::new(id::ERROR_SCORES, cause));
    }
    for s in separation {
        let others = s.n_songs - s.n_songs.div_ceil(s.n_folds);
        if others < config.n_neighbors {
            let cause = neighbours(
                config.n_neighbors,
                others,
                id::PIPELINE_NEIGHBOURS_IN_OTHER_FOLDS,
                s.n_songs,
            );
            notes.push(Warning::label(&s.column, cause));
        }
    }
    for label in &library.labels {
        let sizes = (0..label.classes.len() as u32)
            .map(|c| label.of_song.iter().filter(|l| **l == Some(c)).count());
        let sizes: Vec<usize> = sizes.filter(|n| *n > 0).collect();
        let n_large = sizes.iter().filter(|n| **n >= config.n_folds).count();
        if sizes.len() > 1 && n_large < 2 {
            let cause = say(id::PIPELINE_NOT_TOLD_APART_WITHOUT_CLUSTERS).with("n", config.n_folds);
            notes.push(Warning::label(&label.name, cause));
        }
    }
    notes
}

/// What the picture could not be drawn or judged with.
pub(crate) fn of_map(
    config: &ProjectionConfig,
    scores: &ScoresConfig,
    map: &Projection,
    trust: Option<&Trust>,
) -> Vec<Warning> {
    let n_songs = map.xy.n_rows();
    let mut notes = Vec::new();
    if let (ProjectionMethod::Tsne, Some(used)) = (map.method, map.perplexity)
        && config.perplexity > 0.0
        && config.perplexity != used
    {
        let text = if used < config.perplexity {
            id::PIPELINE_PERPLEXITY_LOWERED
        } else {
            id::PIPELINE_PERPLEXITY_RAISED
        };
        let cause = say(text)
            .with("asked", config.perplexity)
            .with("used", format!("{used:.1}"))
            .with("songs", n_songs);
        notes.push(Warning::new(id::LABELS_MAP, cause));
    }
    if let (ProjectionMethod::Umap, Some(used)) = (map.method, map.n_neighbors)
        && used < config.n_neighbors
    {
        notes.push(Warning::new(
            id::LABELS_MAP,
            neighbours(
                config.n_neighbors,
                used,
                id::PIPELINE_NEIGHBOURS_IN_THE_GRAPH,
                n_songs,
            ),
        ));
    }
    if let Some(share) = map.neighbours_found {
        let cause = say(id::PIPELINE_NEIGHBOURS_FOUND)
            .with("percent", format!("{:.1}", 100.0 * share))
            .with("n", projection::N_JUDGING)
            .with("most", projection::MOST_COMPARED);
        notes.push(Warning::new(id::LABELS_MAP, cause));
    }
    if let Some(trust) = trust.filter(|trust| trust.k < scores.n_neighbors) {
        notes.push(Warning::new(
            id::LABELS_MAP,
            neighbours(
                scores.n_neighbors,
                trust.k,
                id::PIPELINE_NEIGHBOURS_TO_JUDGE_BY,
                n_songs,
            ),
        ));
    }
    notes
}

/// What the model could not be given.
pub(crate) fn of_model(
    prepared: &Prepared,
    config: &Checked,
    model: &ModelConfig,
    trained: &Trained,
) -> Vec<Warning> {
    let mut notes = Vec::new();
    let (n, split) = (prepared.library.songs.len(), &prepared.split);
    if model.validation_share > 0.0
        && split.validation.is_empty()
        && model.kind != ModelKind::Direct
    {
        let share = 100.0 * config.model.validation_share;
        let cause = say(id::PIPELINE_NO_SONG_HELD_OUT_JUDGE)
            .with("share", format!("{share:.0}"))
            .with("n", n);
        notes.push(Warning::new(id::RUNS_MODEL, cause));
    }
    let (n_train, d, k) = (
        split.train.len(),
        prepared.fused.x.n_cols(),
        trained.latents.n_cols(),
    );
    let most = d.min(n_train.saturating_sub(1));
    if model.kind == ModelKind::Pca && k > most {
        let cause = say(id::PIPELINE_K_COMPONENTS_ASKED_MOST_HOLD)
            .with("k", k)
            .with("most", most)
            .with("n", n_train)
            .with("d", d);
        notes.push(Warning::new(id::RUNS_MODEL, cause));
    }
    notes.extend(of_epochs(&prepared.split, model));
    notes
}

/// Songs that are too many for an epoch to learn from all, or to be judged by all.
fn of_epochs(split: &Split, config: &ModelConfig) -> Option<Warning> {
    let (n, held_out) = (split.train.len(), split.validation.len());
    let (n_learnt, n_judges) = (model::n_learnt(n), model::judges(&split.validation).len());
    (config.kind.is_trained() && (n_learnt < n || n_judges < held_out)).then(|| {
        let cause = say(id::PIPELINE_EPOCH_OF_A_PART)
            .with("n", n_learnt)
            .with("all", n)
            .with("batch", model::batch_size(config, n))
            .with("judges", n_judges)
            .with("held", held_out);
        Warning::new(id::RUNS_MODEL, cause)
    })
}

/// What a run of `n` songs of `d` features will say of a sample alone, for who starts it.
pub(super) fn ahead(n: usize, d: usize) -> Option<Message> {
    let trust = (id::SCORES_SAMPLE_MAP, projection::n_looked_at(n));
    let all = scores::samples(n, d).into_iter().chain([trust]);
    let part = |(text, most): (Text, usize)| say(text).with("n", most);
    let parts: Vec<Message> = all.filter(|(_, most)| *most < n).map(part).collect();
    let cause = say(id::PIPELINE_SAMPLES_AHEAD)
        .with("n", n)
        .with("parts", Message::joined(parts.iter().cloned(), ", "));
    (!parts.is_empty()).then_some(cause)
}

/// What was said of a sample, as there are too many songs to look at all: of how many, and how far
/// off it may be.
pub(super) fn of_samples(scores: &Scores, baselines: &[Baseline], probes: &Probes) -> Vec<Warning> {
    let space = |b: &Baseline| match b.name {
        "features" => id::CONFIG_FEATURES,
        name => same(name),
    };
    let simpler = baselines.iter().map(|b| (space(b), &b.scores));
    let spaces = std::iter::once((id::PIPELINE_THE_LATENTS, scores)).chain(simpler);
    let silhouettes = spaces.filter_map(|(space, scores)| {
        let (n, error) = scores.silhouette_sample?;
        let cause = say(id::PIPELINE_SILHOUETTE_OF_SAMPLE)
            .with("space", space)
            .with("n", n)
            .with("error", format!("{error:.4}"));
        Some(cause)
    });
    let stability = probes.stability.as_ref().and_then(|s| s.n_sampled);
    let cross_modal = probes.cross_modal.as_ref().and_then(|c| c.n_sampled);
    let others = [
        stability.map(|n| say(id::PIPELINE_STABILITY_OF_SAMPLE).with("n", n)),
        cross_modal.map(|n| say(id::PIPELINE_SOUND_AND_WORDS_OF_SAMPLE).with("n", n)),
    ];
    silhouettes
        .chain(others.into_iter().flatten())
        .map(|cause| Warning::new(id::ERROR_SCORES, cause))
        .collect()
}

/// `text` says which neighbours.
fn neighbours(asked: usize, used: usize, text: Text, n_songs: usize) -> Message {
    say(text)
        .with("n", asked)
        .with("k", used)
        .with("songs", n_songs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::Matrix;

    fn told(notes: &[Warning]) -> Vec<String> {
        notes.iter().map(Warning::to_string).collect()
    }

    #[test]
    fn fewer_clusters_and_neighbours_are_told() {
        let fit = |method, choose_k| {
            let config = ClusteringConfig {
                method,
                choose_k,
                n_clusters: 20,
                k_max: 30,
                n_neighbors: 50,
                min_samples: 40,
                ..Default::default()
            };
            let mut notes = Vec::new();
            let fitted = fitting_clusters(&config, 8, &mut notes);
            assert_eq!(
                (
                    fitted.n_clusters,
                    fitted.k_max,
                    fitted.n_neighbors,
                    fitted.min_samples
                ),
                (7, 7, 8, 8)
            );
            assert_eq!(fitting_clusters(&config, 60, &mut Vec::new()), config);
            told(&notes)
        };
        let k = "clustering: 20 clusters asked for, 7 made: there are only 8 songs";
        assert_eq!(fit(ClusteringMethod::KMeans, ChooseK::Given), [k]);
        let k_max =
            "clustering: up to 30 clusters asked for, up to 7 tried: there are only 8 songs";
        assert_eq!(
            fit(ClusteringMethod::Agglomerative, ChooseK::Silhouette),
            [k, k_max]
        );
        let graph =
            "clustering: 50 neighbours in the graph asked for, 8 used: there are only 8 songs";
        assert_eq!(fit(ClusteringMethod::Spectral, ChooseK::Given), [k, graph]);
        let cores = "clustering: 40 songs around a core asked for, 8 used: there are only 8 songs";
        assert_eq!(fit(ClusteringMethod::Hdbscan, ChooseK::Given), [cores]);
        assert_eq!(fit(ClusteringMethod::Dbscan, ChooseK::Silhouette), [cores]);
    }

    #[test]
    fn another_perplexity_and_fewer_neighbours_are_told() {
        let map = |method, perplexity, n_neighbors| Projection {
            xy: Matrix::zeros(8, 2),
            method,
            perplexity,
            kl_divergence: None,
            stopped: false,
            explained: None,
            n_neighbors,
            neighbours_found: None,
        };
        let scores = ScoresConfig::default();
        let asked = ProjectionConfig {
            perplexity: 50.0,
            n_neighbors: 50,
            ..Default::default()
        };
        let tsne = map(ProjectionMethod::Tsne, Some(7.0 / 3.0), None);
        assert_eq!(
            told(&of_map(&asked, &scores, &tsne, None)),
            ["map: perplexity 50 asked for, 2.3 used: there are only 8 songs"]
        );
        let umap = map(ProjectionMethod::Umap, None, Some(8));
        let expected = "map: 50 neighbours in the graph asked for, 8 used: there are only 8 songs";
        assert_eq!(told(&of_map(&asked, &scores, &umap, None)), [expected]);
        // What is chosen by the program is no change of what was asked for.
        let own = ProjectionConfig {
            n_neighbors: 8,
            ..Default::default()
        };
        assert!(
            of_map(&own, &scores, &tsne, None).is_empty()
                && of_map(&own, &scores, &umap, None).is_empty()
        );
    }

    #[test]
    fn equal_songs_make_fewer_clusters_and_that_is_told() {
        let asked = ClusteringConfig {
            n_clusters: 6,
            ..Default::default()
        };
        let made = Clusters {
            n_clusters: 2,
            ..Clusters::default()
        };
        let note = of_clusters(&asked, &made).unwrap().to_string();
        assert_eq!(
            note,
            "clustering: 6 clusters asked for, 2 made: the songs differ in no more"
        );
        assert_eq!(
            of_clusters(
                &asked,
                &Clusters {
                    n_clusters: 6,
                    ..Clusters::default()
                }
            ),
            None
        );
    }
}
