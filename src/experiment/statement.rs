//! What findings state of a grid: closed values, with the numbers that they follow from.

use super::summary::Spread;
use crate::reading::Difference;
use crate::reading::say::WithoutClusters;
use crate::scores::Unseen;

/// One thing that is stated; several of them make a paragraph's item.
pub(super) enum Statement {
    /// What the statements after it are of.
    Head(Head),
    Compared(Comparison),
    /// Of both that were compared.
    NoneBeyondChance,
    ThereIsNoLanguage,
    Language(Language),
    /// The same in short, by modality.
    LanguageInShort(ByModality),
    /// How often a model has more of the labels than a simpler one, of all comparisons that could
    /// tell.
    Beats {
        model: String,
        other: String,
        n_more: usize,
        n_less: usize,
        n_all: usize,
    },
    Ranking {
        by: Quantity,
        /// The best first; whether the latents have collapsed at any seed.
        models: Vec<(String, bool, Spread)>,
    },
    /// Each of several labels a song told by itself, without clusters.
    LabelsTold {
        column: String,
        n_labels: usize,
        unseen: Unseen,
        /// What shuffled labels give, in the mean over labels: the lowest and the highest of all
        /// cells' bands.
        band: [f64; 2],
        cells: Vec<LabelsOfCell>,
    },
    ByBeta(Vec<Family>),
    /// What the two quantities of disentangling are of.
    OfDisentangling,
    Collapsed(Vec<CollapsedCell>),
    /// Label columns, and what agreement with them must not be read as.
    WithCare(Vec<(String, String)>),
    /// Label columns that a model was told.
    NotScored(Vec<String>),
    Verdicts {
        n_all: usize,
        n_here: usize,
    },
}

pub(super) enum Head {
    Against {
        model: String,
        other: String,
        /// Empty where there is but one.
        modality: String,
    },
    /// What a model reaches as words weigh more: a weight and the score there.
    Weights {
        model: String,
        by: Quantity,
        at: Vec<(Spread, String)>,
    },
    Family(String),
    /// Empty where there is but one.
    Place(String),
    Simpler {
        model: String,
        place: String,
    },
}

/// Two cells by one quantity. `a` and `b` are their names.
pub(super) struct Comparison {
    pub(crate) found: Difference,
    pub(crate) of: Quantity,
    pub(crate) a: String,
    pub(crate) b: String,
}

/// What cells are compared by.
pub(super) enum Quantity {
    /// With a label column: ARI, at as many clusters as it has classes where those are others.
    Agreement {
        column: String,
        own_k: Option<usize>,
    },
    /// The same of one model and clustering.
    AgreementOf {
        column: String,
        own_k: Option<usize>,
        model: String,
        clustering: String,
    },
    /// The agreement that was named before.
    ThatAgreement,
    Silhouette,
    StabilityOverSamples,
    InformationGap,
}

/// At how many seeds clusters agree with a label beyond chance.
pub(super) enum AtSeeds {
    None,
    Some { n: usize, of: usize },
    All,
}

/// What one cell says of the language.
pub(super) struct Language {
    pub(crate) cell: String,
    pub(crate) beyond_chance: AtSeeds,
    pub(crate) own_k: Option<usize>,
    pub(crate) ari: Spread,
    /// Mean of shuffled labels, and where 95 % of them lie.
    pub(crate) chance: [f64; 3],
    pub(crate) without_clusters: Option<WithoutClusters>,
    pub(crate) trivial: Option<TrivialLanguage>,
}

/// Modalities by whether the language is found in them.
#[derive(Default)]
pub(super) struct ByModality {
    /// By clusters or without, beyond chance.
    pub(crate) found: Vec<String>,
    /// No more than chance.
    pub(crate) by_chance: Vec<String>,
    /// Given away by script or spelling, or by centring.
    pub(crate) trivial: Vec<String>,
}

/// Why no agreement with the language is a finding.
pub(super) enum TrivialLanguage {
    Script,
    Spelling,
    Centred,
}

/// What one cell says of the labels of a column.
pub(super) struct LabelsOfCell {
    pub(crate) cell: String,
    pub(crate) is_collapsed: bool,
    /// Mean ROC AUC of the labels, over seeds.
    pub(crate) auc: Spread,
    /// Labels beyond chance, in the mean over seeds.
    pub(crate) n_told: f64,
}

/// One model of a family by its β.
pub(super) struct Family {
    pub(crate) model: String,
    pub(crate) over_samples: Option<Spread>,
    pub(crate) over_seeds: Option<Spread>,
    pub(crate) information_gap: Option<Spread>,
    /// Over seeds, each model's among the others.
    pub(crate) udr: Option<Spread>,
    pub(crate) n_active: Option<Spread>,
}

pub(super) struct CollapsedCell {
    pub(crate) title: String,
    pub(crate) n_collapsed: usize,
    pub(crate) n_runs: usize,
}
