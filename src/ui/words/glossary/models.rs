//! Models, clusterings and projections.

use std::sync::LazyLock;

use super::{Kind, Term};
use crate::config::{ClusteringMethod, Keyed, ModelKind, ProjectionMethod};
use crate::ui::words::english;

const VAE: Term = Term {
    name: english("Variational autoencoder (VAE)"),
    kind: Kind::Model,
    says: english(
        "An encoder turns a song into a cloud in latent space, a decoder turns a point of it back into \
         features; both are trained together. The KL term keeps the space smooth, so that near points mean \
         like songs.",
    ),
    formula: english("loss = reconstruction + KL"),
    source: "Kingma & Welling 2014; Rezende, Mohamed & Wierstra 2014",
};

const BETA_VAE: Term = Term {
    name: english("β-VAE"),
    kind: Kind::Model,
    says: english(
        "A VAE whose KL term weighs β. Above 1 its dimensions part more cleanly and carry less; far above, \
         they carry nothing.",
    ),
    formula: english("loss = reconstruction + β KL"),
    source: "Higgins et al. 2017",
};

const BETA_TCVAE: Term = Term {
    name: english("β-TCVAE"),
    kind: Kind::Model,
    says: english(
        "A VAE that punishes only what its dimensions have in common, the total correlation. Dimensions are \
         parted at less cost to the reconstruction than in a β-VAE.",
    ),
    formula: english("loss = reconstruction + MI + β TC + Σ KL(zⱼ)"),
    source: "Chen et al. 2018",
};

const CVAE: Term = Term {
    name: english("Conditional VAE (CVAE)"),
    kind: Kind::Model,
    says: english(
        "A VAE that is told labels of each song, so that the latent need not hold them and describes what is \
         left. Agreement with the labels it was told is not scored.",
    ),
    formula: english("q(z | x, label), p(x | z, label)"),
    source: "Sohn, Lee & Yan 2015",
};

const CONV_VAE: Term = Term {
    name: english("Convolutional VAE"),
    kind: Kind::Model,
    says: english(
        "A VAE that sees the mel spectrogram as a picture and looks at it through small filters. It learns \
         from sound alone, and what it decodes can be heard.",
    ),
    formula: english("loss = reconstruction of log-mel + β KL"),
    source: "Hsu, Zhang & Glass 2017",
};

const JOINT: Term = Term {
    name: english("Joint VAE"),
    kind: Kind::Model,
    says: english(
        "Sound and words have an encoder each and share one latent, as a product of experts. A song that \
         lacks one of the two still gets its place; of one of them alone it is a VAE that knows what is noise.",
    ),
    formula: "q(z | a, w) ~ p(z) q(z | a) q(z | w)",
    source: "Wu & Goodman 2018",
};

const LATE: Term = Term {
    name: english("Late fusion"),
    kind: Kind::Model,
    says: english(
        "A VAE for sound and another for words, each alone; their latents are set side by side. Neither can \
         swamp the other in training, only in the distances afterwards.",
    ),
    formula: english("z = [z_audio, z_lyrics]"),
    source: "Baltrušaitis, Ahuja & Morency 2019",
};

const VADE: Term = Term {
    name: english("VaDE"),
    kind: Kind::Model,
    says: english(
        "A VAE whose prior is a mixture of Gaussians, so that clusters are learnt together with the space. \
         It has clusters of its own, which can be taken instead of k-means.",
    ),
    formula: "p(z) = Σ π_c N(μ_c, σ_c²)",
    source: "Jiang et al. 2017",
};

const AUTOENCODER: Term = Term {
    name: english("Autoencoder"),
    kind: Kind::Model,
    says: english(
        "The same nets without noise and without a KL term: it only gives back what went in. Its space may \
         have holes, and shows what the variational part of a VAE adds.",
    ),
    formula: english("loss = reconstruction"),
    source: "Hinton & Salakhutdinov 2006",
};

const PCA: Term = Term {
    name: english("Principal component analysis (PCA)"),
    kind: Kind::Model,
    says: english(
        "Turns the features so that the first axis has the most variance, the second the most of what is \
         left. It is linear, has a closed form, and is what every model has to be better than.",
    ),
    formula: english("x ≈ mean + W z, W orthonormal"),
    source: "Pearson 1901; Hotelling 1933",
};

const DIRECT: Term = Term {
    name: english("No model: the features"),
    kind: Kind::Model,
    says: english(
        "Songs are clustered and drawn by their features as they are. If a model is no better than this, it \
         has learnt nothing that was not there.",
    ),
    formula: "z = x",
    source: "",
};

const KMEANS: Term = Term {
    name: english("k-means"),
    kind: Kind::Model,
    says: english(
        "Puts each song to the nearest of k middles and moves the middles until nothing changes. It always \
         finds k round clusters, also where there are none.",
    ),
    formula: english("min Σ |x − middle|²"),
    source: "MacQueen 1967; Arthur & Vassilvitskii 2007",
};

const AGGLOMERATIVE: Term = Term {
    name: english("Agglomerative clustering"),
    kind: Kind::Model,
    says: english(
        "Begins with every song alone and joins the two nearest clusters again and again. The tree of joins \
         shows groups within groups; cutting it gives the clusters.",
    ),
    formula: english("join argmin d(A, B)"),
    source: "Ward 1963",
};

const DBSCAN: Term = Term {
    name: english("DBSCAN"),
    kind: Kind::Model,
    says: english(
        "Clusters are places where songs lie closer than a radius; what lies alone is noise. It finds \
         clusters of any shape and needs no number, but one radius must fit all.",
    ),
    formula: english("core: at least m songs within eps"),
    source: "Ester et al. 1996",
};

const HDBSCAN: Term = Term {
    name: english("HDBSCAN"),
    kind: Kind::Model,
    says: english(
        "DBSCAN for every radius at once; clusters are what lasts longest as the radius shrinks. Dense and \
         loose clusters are found together, and the rest is noise.",
    ),
    formula: english("stability = Σ (λ − λ_birth)"),
    source: "Campello, Moulavi & Sander 2013",
};

const GAUSSIAN_MIXTURE: Term = Term {
    name: english("Gaussian mixture"),
    kind: Kind::Model,
    says: english(
        "Each cluster is a Gaussian of its own width; a song belongs to each with a probability. Clusters \
         may be long and may overlap.",
    ),
    formula: "p(x) = Σ π N(x; μ, Σ)",
    source: "Dempster, Laird & Rubin 1977",
};

const SPECTRAL: Term = Term {
    name: english("Spectral clustering"),
    kind: Kind::Model,
    says: english(
        "Joins each song with its nearest ones to a graph and cuts it where few links are. It follows curved \
         groups that k-means would break.",
    ),
    formula: english("eigenvectors of L = I − D^-½ W D^-½"),
    source: "Ng, Jordan & Weiss 2001; von Luxburg 2007",
};

const TSNE: Term = Term {
    name: english("t-SNE"),
    kind: Kind::Model,
    says: english(
        "Draws songs so that near neighbours stay near. Distances between groups, their sizes and empty \
         space mean nothing, and groups may appear where there are none.",
    ),
    formula: english("min KL(P || Q), Q with Student's t"),
    source: "van der Maaten & Hinton 2008; van der Maaten 2014",
};

const UMAP: Term = Term {
    name: english("UMAP"),
    kind: Kind::Model,
    says: english(
        "Draws the graph of nearest neighbours with springs: linked songs are drawn together, others apart. \
         It keeps a little more of the whole than t-SNE, yet distances between groups still mean little.",
    ),
    formula: english("min cross-entropy(W, V)"),
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

fn of_model(kind: ModelKind) -> &'static [&'static Term] {
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
