//! Clusters, the map, scores.

use eframe::egui::Ui;

use super::{Form, field};
use crate::config::{ChooseK, ClusteringMethod, Linkage, ModelKind, ProjectionMethod};
use crate::ui::words::{pair, tr};

pub(super) fn clusters_ui(ui: &mut Ui, form: &mut Form) {
    let mut choices = ClusteringMethod::ALL.map(|m| (m, m.label())).to_vec();
    if form.draft.model.kind != ModelKind::Vade {
        // Only VaDE has clusters of its own.
        choices.retain(|(m, _)| *m != ClusteringMethod::Model);
        if form.draft.clustering.method == ClusteringMethod::Model {
            form.draft.clustering.method = ClusteringMethod::KMeans;
        }
    }
    let text = pair("Method", "How songs are grouped; another one does not train anew");
    form.choice(ui, text, &choices, field!(clustering.method));
    let method = form.draft.clustering.method;
    if method.takes_k() || method == ClusteringMethod::Model {
        let text = pair("Clusters", "Groups that are made; choosing another number does not train anew");
        form.number(ui, text, 2..=1000, 0.05, field!(clustering.n_clusters));
    }
    if method.takes_k() {
        let choices = ChooseK::ALL.map(|c| (c, c.label()));
        let text = pair("Number by", "As given, or the best of a sweep from 2");
        form.choice(ui, text, &choices, field!(clustering.choose_k));
        if form.draft.clustering.choose_k != ChooseK::Given {
            form.number(ui, pair("At most", "Where the sweep ends"), 2..=1000, 0.05, field!(clustering.k_max));
        }
    }
    match method {
        ClusteringMethod::Agglomerative => {
            let choices = Linkage::ALL.map(|l| (l, l.label()));
            let text = pair("Linkage", "What the distance between two clusters is");
            form.choice(ui, text, &choices, field!(clustering.linkage));
        }
        ClusteringMethod::Dbscan => {
            let text = pair("Radius", "Songs within it are neighbours; 0 takes the knee of the k-distance curve");
            form.number_as(ui, text, 0.0..=1e6, 0.01, field!(clustering.eps), |field| {
                field.custom_formatter(|v, _| if v == 0.0 { tr("auto").to_string() } else { format!("{v:.3}") })
            });
            let text = pair("Core from", "Songs within the radius, itself included, that make a song a core");
            form.number(ui, text, 1..=1000, 0.05, field!(clustering.min_samples));
        }
        ClusteringMethod::Hdbscan => {
            let text = pair("Smallest cluster", "Fewer songs than this are noise");
            form.number(ui, text, 2..=10_000, 0.05, field!(clustering.min_cluster_size));
            let text = pair("Core from", "Neighbours, itself included, that density is measured by");
            form.number(ui, text, 1..=1000, 0.05, field!(clustering.min_samples));
        }
        ClusteringMethod::Spectral => {
            let text = pair("Neighbours", "Of each song in the graph that is cut");
            form.number(ui, text, 1..=1000, 0.05, field!(clustering.n_neighbors));
        }
        ClusteringMethod::KMeans | ClusteringMethod::GaussianMixture => {
            form.number(ui, pair("Starts", "Of which the best is kept"), 1..=1000, 0.1, field!(clustering.n_init));
        }
        ClusteringMethod::Model => {}
    }
}

pub(super) fn map_ui(ui: &mut Ui, form: &mut Form) {
    let choices = ProjectionMethod::ALL.map(|m| (m, m.label()));
    let text = pair("Map by", "How the latent space becomes a picture; PCA is always there beside it");
    form.choice(ui, text, &choices, field!(projection.method));
    match form.draft.projection.method {
        ProjectionMethod::Pca => {}
        ProjectionMethod::Tsne => {
            let text = pair("Perplexity", "How many neighbours t-SNE looks at; 0 chooses by the number of songs");
            form.number_as(ui, text, 0.0..=500.0, 0.2, field!(projection.perplexity), |field| {
                field.custom_formatter(|v, _| if v == 0.0 { tr("auto").to_string() } else { format!("{v:.1}") })
            });
            let text = pair("Iterations", "More let the map settle");
            form.number(ui, text, 50..=20_000, 5.0, field!(projection.n_iterations));
        }
        ProjectionMethod::Umap => {
            let text = pair("Neighbours", "How many UMAP looks at: few show detail, many the whole");
            form.number(ui, text, 2..=500, 0.1, field!(projection.n_neighbors));
            let text = pair("Least distance", "How close points may lie");
            form.number(ui, text, 0.0..=1.0, 0.005, field!(projection.min_dist));
            let text = pair("Passes", "0 chooses by the number of songs");
            form.number(ui, text, 0..=20_000, 2.0, field!(projection.n_epochs));
        }
    }
    let text =
        pair("Stability runs", "Clusterings from other seeds and samples that stability is taken over; 0 for none");
    form.number(ui, text, 0..=1000, 0.1, field!(scores.n_stability));
    let text = pair("Neighbours scored", "That trust in the map, kNN accuracy and sound against words look at");
    form.number(ui, text, 1..=1000, 0.1, field!(scores.n_neighbors));
    form.number(ui, pair("Seed", "The same seed and settings give the same result"), 0..=u64::MAX, 0.1, field!(seed));
}
