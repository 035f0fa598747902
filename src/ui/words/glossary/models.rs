//! Models, clusterings and projections, as [`crate::config`] tells what each is.

use std::sync::LazyLock;

use super::{Kind, Term};
use crate::config::{About, ClusteringMethod, Keyed, ModelKind, ProjectionMethod};
use crate::words::id;

/// No kind of its own: a VAE whose β is another than 1.
pub(crate) const BETA_VAE: Term = Term {
    name: id::GLOSSARY_BETA_VAE,
    kind: Kind::Model,
    says: id::GLOSSARY_VAE_WHOSE_KL_TERM_WEIGHS,
    formula: id::GLOSSARY_LOSS_RECONSTRUCTION_PLUS_BETA_KL_2,
    source: "Higgins et al. 2017",
};

/// Each once, models first: some are of two lists, as PCA is.
pub(super) static ALL: LazyLock<Vec<Term>> = LazyLock::new(|| {
    let clusterings = ClusteringMethod::all().map(ClusteringMethod::about);
    let maps = ProjectionMethod::all().map(ProjectionMethod::about);
    let models = ModelKind::all().flat_map(of_model);
    let mut all: Vec<Term> = Vec::new();
    for term in models.chain(clusterings.chain(maps).map(term)) {
        if !all.contains(&term) {
            all.push(term);
        }
    }
    all
});

fn of_model(kind: ModelKind) -> impl Iterator<Item = Term> {
    let beta = (kind == ModelKind::Vae).then_some(BETA_VAE);
    std::iter::once(term(kind.about())).chain(beta)
}

fn term(about: About) -> Term {
    Term {
        name: about.name,
        kind: Kind::Model,
        says: about.says,
        formula: about.formula,
        source: about.source,
    }
}
