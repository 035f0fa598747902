//! Clusters, the map, scores.

use eframe::egui::Ui;

use super::{Form, field};
use crate::config::{ChooseK, ClusteringMethod, Linkage, ModelKind, ProjectionMethod};
use crate::ui::words::glossary::knobs;
use crate::ui::words::{english, tr};

pub(super) fn clusters_ui(ui: &mut Ui, form: &mut Form) {
    let mut choices = ClusteringMethod::ALL.map(|m| (m, m.label())).to_vec();
    if form.draft.model.kind != ModelKind::Vade {
        // Only VaDE has clusters of its own.
        choices.retain(|(m, _)| *m != ClusteringMethod::Model);
        if form.draft.clustering.method == ClusteringMethod::Model {
            form.draft.clustering.method = ClusteringMethod::KMeans;
        }
    }
    let text = (english("Method"), &knobs::METHOD);
    form.choice(ui, text, &choices, field!(clustering.method));
    let method = form.draft.clustering.method;
    if method.takes_k() || method == ClusteringMethod::Model {
        let text = (english("Clusters"), &knobs::N_CLUSTERS);
        let before = form.draft.clustering.n_clusters;
        form.number(ui, text, 2..=1000, 0.05, field!(clustering.n_clusters));
        if form.draft.clustering.n_clusters != before {
            // Who gives a number wants that number.
            form.draft.clustering.choose_k = ChooseK::Given;
        }
    }
    if method.takes_k() {
        let choices = ChooseK::ALL.map(|c| (c, c.label()));
        let text = (english("Number by"), &knobs::CHOOSE_K);
        form.choice(ui, text, &choices, field!(clustering.choose_k));
        if form.draft.clustering.choose_k != ChooseK::Given {
            form.number(
                ui,
                (english("At most"), &knobs::K_MAX),
                2..=1000,
                0.05,
                field!(clustering.k_max),
            );
        }
    }
    match method {
        ClusteringMethod::Agglomerative => {
            let choices = Linkage::ALL.map(|l| (l, l.label()));
            let text = (english("Linkage"), &knobs::LINKAGE);
            form.choice(ui, text, &choices, field!(clustering.linkage));
        }
        ClusteringMethod::Dbscan => {
            let text = (english("Radius"), &knobs::RADIUS);
            form.number_as(ui, text, 0.0..=1e6, 0.01, field!(clustering.eps), |field| {
                field.custom_formatter(|v, _| {
                    if v == 0.0 {
                        tr("auto").to_string()
                    } else {
                        format!("{v:.3}")
                    }
                })
            });
            let text = (english("Core from"), &knobs::CORE_FROM);
            form.number(ui, text, 1..=1000, 0.05, field!(clustering.min_samples));
        }
        ClusteringMethod::Hdbscan => {
            let text = (english("Smallest cluster"), &knobs::SMALLEST_CLUSTER);
            form.number(
                ui,
                text,
                2..=10_000,
                0.05,
                field!(clustering.min_cluster_size),
            );
            let text = (english("Core from"), &knobs::CORE_FROM);
            form.number(ui, text, 1..=1000, 0.05, field!(clustering.min_samples));
        }
        ClusteringMethod::Spectral => {
            let text = (english("Neighbours"), &knobs::SPECTRAL_NEIGHBOURS);
            form.number(ui, text, 1..=1000, 0.05, field!(clustering.n_neighbors));
        }
        ClusteringMethod::KMeans | ClusteringMethod::GaussianMixture => {
            form.number(
                ui,
                (english("Starts"), &knobs::STARTS),
                1..=1000,
                0.1,
                field!(clustering.n_init),
            );
        }
        ClusteringMethod::Model => {}
    }
}

pub(super) fn map_ui(ui: &mut Ui, form: &mut Form) {
    let choices = ProjectionMethod::ALL.map(|m| (m, m.label()));
    let text = (english("Map by"), &knobs::MAP_BY);
    form.choice(ui, text, &choices, field!(projection.method));
    match form.draft.projection.method {
        ProjectionMethod::Pca => {}
        ProjectionMethod::Tsne => {
            let text = (english("Perplexity"), &knobs::PERPLEXITY);
            form.number_as(
                ui,
                text,
                0.0..=500.0,
                0.2,
                field!(projection.perplexity),
                |field| {
                    field.custom_formatter(|v, _| {
                        if v == 0.0 {
                            tr("auto").to_string()
                        } else {
                            format!("{v:.1}")
                        }
                    })
                },
            );
            let text = (english("Iterations"), &knobs::ITERATIONS);
            form.number(ui, text, 50..=20_000, 5.0, field!(projection.n_iterations));
        }
        ProjectionMethod::Umap => {
            let text = (english("Neighbours"), &knobs::UMAP_NEIGHBOURS);
            form.number(ui, text, 2..=500, 0.1, field!(projection.n_neighbors));
            let text = (english("Least distance"), &knobs::MIN_DIST);
            form.number(ui, text, 0.0..=1.0, 0.005, field!(projection.min_dist));
            let text = (english("Passes"), &knobs::UMAP_PASSES);
            form.number(ui, text, 0..=20_000, 2.0, field!(projection.n_epochs));
        }
    }
    let text = (english("Stability runs"), &knobs::STABILITY_RUNS);
    form.number(ui, text, 0..=1000, 0.1, field!(scores.n_stability));
    let text = (english("Neighbours scored"), &knobs::NEIGHBOURS_SCORED);
    form.number(ui, text, 1..=1000, 0.1, field!(scores.n_neighbors));
    form.number(
        ui,
        (english("Seed"), &knobs::SEED),
        0..=u64::MAX,
        0.1,
        field!(seed),
    );
}
