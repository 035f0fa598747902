//! Models, clusterings and projections.

use std::sync::LazyLock;

use super::{Kind, Term};
use crate::config::{ClusteringMethod, Keyed, ModelKind, ProjectionMethod};
use crate::words::{id, same};

const VAE: Term = Term {
    name: id::GLOSSARY_VARIATIONAL_AUTOENCODER_VAE,
    kind: Kind::Model,
    says: id::GLOSSARY_ENCODER_TURNS_SONG_INTO_CLOUD,
    formula: id::GLOSSARY_LOSS_RECONSTRUCTION_PLUS_KL,
    source: "Kingma & Welling 2014; Rezende, Mohamed & Wierstra 2014",
};

const BETA_VAE: Term = Term {
    name: id::GLOSSARY_BETA_VAE,
    kind: Kind::Model,
    says: id::GLOSSARY_VAE_WHOSE_KL_TERM_WEIGHS,
    formula: id::GLOSSARY_LOSS_RECONSTRUCTION_PLUS_BETA_KL_2,
    source: "Higgins et al. 2017",
};

const BETA_TCVAE: Term = Term {
    name: id::GLOSSARY_BETA_TCVAE,
    kind: Kind::Model,
    says: id::GLOSSARY_VAE_PUNISHES_ONLY_WHAT_DIMENSIONS,
    formula: id::GLOSSARY_LOSS_RECONSTRUCTION_PLUS_MI_PLUS,
    source: "Chen et al. 2018",
};

const CVAE: Term = Term {
    name: id::GLOSSARY_CONDITIONAL_VAE_CVAE,
    kind: Kind::Model,
    says: id::GLOSSARY_VAE_TOLD_LABELS_EACH_SONG,
    formula: id::GLOSSARY_Q_Z_X_LABEL_P,
    source: "Sohn, Lee & Yan 2015",
};

const CONV_VAE: Term = Term {
    name: id::GLOSSARY_CONVOLUTIONAL_VAE,
    kind: Kind::Model,
    says: id::GLOSSARY_VAE_SEES_MEL_SPECTROGRAM_AS,
    formula: id::GLOSSARY_LOSS_RECONSTRUCTION_LOG_MEL_PLUS,
    source: "Hsu, Zhang & Glass 2017",
};

const JOINT: Term = Term {
    name: id::GLOSSARY_JOINT_VAE,
    kind: Kind::Model,
    says: id::GLOSSARY_SOUND_WORDS_HAVE_ENCODER_EACH,
    formula: same("q(z | a, w) ~ p(z) q(z | a) q(z | w)"),
    source: "Wu & Goodman 2018",
};

const LATE: Term = Term {
    name: id::GLOSSARY_LATE_FUSION,
    kind: Kind::Model,
    says: id::GLOSSARY_VAE_SOUND_ANOTHER_WORDS_EACH,
    formula: id::GLOSSARY_Z_Z_AUDIO_Z_LYRICS,
    source: "Baltrušaitis, Ahuja & Morency 2019",
};

const VADE: Term = Term {
    name: id::GLOSSARY_VADE,
    kind: Kind::Model,
    says: id::GLOSSARY_VAE_WHOSE_PRIOR_MIXTURE_GAUSSIANS,
    formula: same("p(z) = Σ π_c N(μ_c, σ_c²)"),
    source: "Jiang et al. 2017",
};

const AUTOENCODER: Term = Term {
    name: id::GLOSSARY_AUTOENCODER,
    kind: Kind::Model,
    says: id::GLOSSARY_SAME_NETS_WITHOUT_NOISE_WITHOUT,
    formula: id::GLOSSARY_LOSS_RECONSTRUCTION,
    source: "Hinton & Salakhutdinov 2006",
};

const PCA: Term = Term {
    name: id::GLOSSARY_PRINCIPAL_COMPONENT_ANALYSIS_PCA,
    kind: Kind::Model,
    says: id::GLOSSARY_TURNS_FEATURES_SO_FIRST_AXIS,
    formula: id::GLOSSARY_X_MEAN_PLUS_W_Z,
    source: "Pearson 1901; Hotelling 1933",
};

const DIRECT: Term = Term {
    name: id::GLOSSARY_NO_MODEL_FEATURES,
    kind: Kind::Model,
    says: id::GLOSSARY_SONGS_CLUSTERED_DRAWN_THEIR_FEATURES,
    formula: same("z = x"),
    source: "",
};

const KMEANS: Term = Term {
    name: id::GLOSSARY_K_MEANS,
    kind: Kind::Model,
    says: id::GLOSSARY_PUTS_EACH_SONG_NEAREST_K,
    formula: id::GLOSSARY_MIN_X_MINUS_MIDDLE,
    source: "MacQueen 1967; Arthur & Vassilvitskii 2007",
};

const AGGLOMERATIVE: Term = Term {
    name: id::GLOSSARY_AGGLOMERATIVE_CLUSTERING,
    kind: Kind::Model,
    says: id::GLOSSARY_BEGINS_EVERY_SONG_ALONE_JOINS,
    formula: id::GLOSSARY_JOIN_ARGMIN_D_B,
    source: "Ward 1963",
};

const DBSCAN: Term = Term {
    name: id::GLOSSARY_DBSCAN,
    kind: Kind::Model,
    says: id::GLOSSARY_CLUSTERS_PLACES_WHERE_SONGS_LIE,
    formula: id::GLOSSARY_CORE_AT_LEAST_M_SONGS,
    source: "Ester et al. 1996",
};

const HDBSCAN: Term = Term {
    name: id::GLOSSARY_HDBSCAN,
    kind: Kind::Model,
    says: id::GLOSSARY_DBSCAN_EVERY_RADIUS_AT_ONCE,
    formula: id::GLOSSARY_STABILITY_LAMBDA_MINUS_LAMBDA_BIRTH,
    source: "Campello, Moulavi & Sander 2013",
};

const GAUSSIAN_MIXTURE: Term = Term {
    name: id::GLOSSARY_GAUSSIAN_MIXTURE,
    kind: Kind::Model,
    says: id::GLOSSARY_EACH_CLUSTER_GAUSSIAN_OWN_WIDTH,
    formula: same("p(x) = Σ π N(x; μ, Σ)"),
    source: "Dempster, Laird & Rubin 1977",
};

const SPECTRAL: Term = Term {
    name: id::GLOSSARY_SPECTRAL_CLUSTERING,
    kind: Kind::Model,
    says: id::GLOSSARY_JOINS_EACH_SONG_NEAREST_ONES,
    formula: id::GLOSSARY_EIGENVECTORS_L_I_MINUS_D,
    source: "Ng, Jordan & Weiss 2001; von Luxburg 2007",
};

const TSNE: Term = Term {
    name: id::GLOSSARY_T_SNE,
    kind: Kind::Model,
    says: id::GLOSSARY_DRAWS_SONGS_SO_NEAR_NEIGHBOURS,
    formula: id::GLOSSARY_MIN_KL_P_Q_Q,
    source: "van der Maaten & Hinton 2008; van der Maaten 2014",
};

const UMAP: Term = Term {
    name: id::GLOSSARY_UMAP,
    kind: Kind::Model,
    says: id::GLOSSARY_DRAWS_GRAPH_NEAREST_NEIGHBOURS,
    formula: id::GLOSSARY_MIN_CROSS_ENTROPY_W_V,
    source: "McInnes, Healy & Melville 2018",
};

/// Each once, models first: some are of two lists, as PCA is.
pub(super) static ALL: LazyLock<Vec<&'static Term>> = LazyLock::new(|| {
    let models = ModelKind::all().flat_map(of_model);
    let clusterings = ClusteringMethod::all().map(of_clustering);
    let maps = ProjectionMethod::all().map(of_projection);
    let mut all: Vec<&Term> = Vec::new();
    for term in models.copied().chain(clusterings).chain(maps) {
        if !all.contains(&term) {
            all.push(term);
        }
    }
    all
});

pub fn of_model(kind: ModelKind) -> &'static [&'static Term] {
    match kind {
        ModelKind::Vae => &[&VAE, &BETA_VAE],
        ModelKind::BetaTcvae => &[&BETA_TCVAE],
        ModelKind::Cvae => &[&CVAE],
        ModelKind::ConvVae => &[&CONV_VAE],
        ModelKind::Joint => &[&JOINT],
        ModelKind::Late => &[&LATE],
        ModelKind::Vade => &[&VADE],
        ModelKind::Autoencoder => &[&AUTOENCODER],
        ModelKind::Pca => &[&PCA],
        ModelKind::Direct => &[&DIRECT],
    }
}

fn of_clustering(method: ClusteringMethod) -> &'static Term {
    match method {
        ClusteringMethod::KMeans => &KMEANS,
        ClusteringMethod::Agglomerative => &AGGLOMERATIVE,
        ClusteringMethod::Dbscan => &DBSCAN,
        ClusteringMethod::Hdbscan => &HDBSCAN,
        ClusteringMethod::GaussianMixture => &GAUSSIAN_MIXTURE,
        ClusteringMethod::Spectral => &SPECTRAL,
        ClusteringMethod::Model => &VADE,
    }
}

fn of_projection(method: ProjectionMethod) -> &'static Term {
    match method {
        ProjectionMethod::Tsne => &TSNE,
        ProjectionMethod::Umap => &UMAP,
        ProjectionMethod::Pca => &PCA,
    }
}
