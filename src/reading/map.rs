//! What may be read from a picture.

use super::geometry::{self, Distances, Geometry, Sizes};
use super::rules::Weight;
use crate::clustering::Clusters;
use crate::config::{ProjectionConfig, ProjectionMethod};
use crate::matrix::Matrix;
use crate::projection::{Projection, Trust};

/// From here on nearly all neighbours on a picture are true ones.
const FAITHFUL: f64 = 0.95;
/// Below, too many are not.
const UNFAITHFUL: f64 = 0.85;
/// Trustworthiness and continuity that differ by more than this do so for a reason.
const LEANS: f64 = 0.02;
/// The order of distances is kept, or lost (Spearman's ρ).
const ORDER_KEPT: f64 = 0.8;
const ORDER_LOST: f64 = 0.5;
/// Below this perplexity islands appear in noise (Wattenberg, Viégas & Johnson 2016 advise 5 to
/// 50).
const SMALL: f32 = 5.0;
/// Structure of the whole wants about this share of the songs as perplexity (Kobak & Berens 2019).
const SHARE_FOR_WHOLE: f32 = 0.01;
/// Of a smaller share of neighbours nothing is said that holds of most of them, whatever the ranks
/// of the others.
pub(super) const MOST_KEPT: f64 = 0.5;
/// Fewer songs have hardly a neighbourhood to keep.
const FEW_SONGS: usize = 50;

/// Which of the two faults a picture has more of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lean {
    Even,
    /// More false neighbours: songs from elsewhere are pushed in.
    False,
    /// More torn neighbourhoods: songs that belong together lie apart.
    Torn,
}

/// Whether an order of the latent space is that of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It is, and the method aims at it: it may be read.
    Aimed,
    /// It is, but only happens to be: the method aims at neighbours and nothing else.
    Unaimed,
    /// It is a similar one, and the method aims at it.
    Roughly,
    /// It is a similar one, and the method does not aim at it.
    RoughlyUnaimed,
    Lost,
}

impl Kept {
    fn of(rank_correlation: f64, method: ProjectionMethod) -> Self {
        match (rank_correlation, keeps_distances(method)) {
            (rho, true) if rho >= ORDER_KEPT => Kept::Aimed,
            (rho, false) if rho >= ORDER_KEPT => Kept::Unaimed,
            (rho, true) if rho >= ORDER_LOST => Kept::Roughly,
            (rho, false) if rho >= ORDER_LOST => Kept::RoughlyUnaimed,
            _ => Kept::Lost,
        }
    }

    fn weight(self) -> Weight {
        match self {
            Kept::Aimed => Weight::Good,
            Kept::Unaimed | Kept::Roughly | Kept::RoughlyUnaimed => Weight::Note,
            Kept::Lost => Weight::Caution,
        }
    }
}

/// True of a method whose pictures are drawn to keep distances; the others keep neighbours.
pub(super) fn keeps_distances(method: ProjectionMethod) -> bool {
    match method {
        ProjectionMethod::Pca => true,
        ProjectionMethod::Tsne | ProjectionMethod::Umap => false,
    }
}

/// What a perplexity means for a picture of so many songs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Perplexity {
    /// So small that heaps appear where there are none.
    Small,
    /// It was lowered to what so few songs allow.
    Lowered,
    /// As large as so few songs allow: only coarse heaps are left.
    Coarse,
    /// Small beside the number of songs: where heaps lie among each other says little.
    Local,
    Usual,
}

/// What the two axes of a PCA are of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Explained {
    /// At least 70 % of the variance.
    Most,
    /// At least 40 %.
    Part,
    Little,
}

/// One thing to know before reading a picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum MapRemark {
    /// The latent space carries almost nothing, so what the map keeps of it is of noise; nothing
    /// good is said of it then.
    Collapsed,
    /// How far near on the map means near in the latent space.
    Neighbours {
        k: usize,
        /// Share of a song's k neighbours that the map keeps, and what any picture would by chance,
        /// k / (n − 1).
        kept: f64,
        chance: f64,
        trustworthiness: f64,
        continuity: f64,
        lean: Lean,
        n_sampled: Option<usize>,
    },
    /// Whether distances between clusters may be read.
    Distances {
        method: ProjectionMethod,
        found: Distances,
        means: Kept,
    },
    /// There are too few clusters to tell.
    DistancesUnknown {
        method: ProjectionMethod,
        n_clusters: usize,
    },
    /// Whether sizes of clusters may be read.
    Sizes {
        method: ProjectionMethod,
        found: Sizes,
        means: Kept,
    },
    Perplexity {
        perplexity: f32,
        n_songs: usize,
        means: Perplexity,
    },
    /// Of UMAP; `small` as a small perplexity.
    Neighbourhood {
        n_neighbors: usize,
        n_songs: usize,
        small: bool,
    },
    /// The map is two principal components, which hold this share of the variance.
    Axes {
        share: f32,
        means: Explained,
    },
    /// The PCA picture beside the map holds this share of the variance.
    PcaBeside {
        share: f32,
        means: Explained,
    },
    /// Stop was pressed before the picture was done.
    Stopped {
        method: ProjectionMethod,
    },
    /// Another method was asked for, for which there are too few songs.
    StandIn {
        asked: ProjectionMethod,
    },
    FewSongs {
        n_songs: usize,
    },
}

impl MapRemark {
    pub(crate) fn weight(&self) -> Weight {
        match self {
            MapRemark::Neighbours {
                trustworthiness,
                continuity,
                kept,
                ..
            } => {
                let weight = graded(trustworthiness.min(*continuity), UNFAITHFUL, FAITHFUL);
                if weight == Weight::Good && *kept < MOST_KEPT {
                    Weight::Note
                } else {
                    weight
                }
            }
            MapRemark::Distances { means, .. } | MapRemark::Sizes { means, .. } => means.weight(),
            MapRemark::Perplexity { means, .. } => match means {
                Perplexity::Small => Weight::Caution,
                Perplexity::Usual => Weight::Good,
                Perplexity::Lowered | Perplexity::Coarse | Perplexity::Local => Weight::Note,
            },
            MapRemark::Neighbourhood { small, .. } => {
                if *small {
                    Weight::Caution
                } else {
                    Weight::Good
                }
            }
            MapRemark::Axes { means, .. } => match means {
                Explained::Most => Weight::Good,
                Explained::Part => Weight::Note,
                Explained::Little => Weight::Caution,
            },
            MapRemark::DistancesUnknown { .. } | MapRemark::PcaBeside { .. } => Weight::Note,
            MapRemark::Collapsed
            | MapRemark::Stopped { .. }
            | MapRemark::StandIn { .. }
            | MapRemark::FewSongs { .. } => Weight::Caution,
        }
    }
}

/// A caution below `low`, good from `high` on.
fn graded(value: f64, low: f64, high: f64) -> Weight {
    match value {
        v if v >= high => Weight::Good,
        v if v >= low => Weight::Note,
        _ => Weight::Caution,
    }
}

/// What the rules look at.
pub(super) struct MapInput<'a> {
    pub(crate) map: &'a Projection,
    pub(crate) pca: &'a Projection,
    pub(crate) trust: Option<&'a Trust>,
    pub(crate) latents: &'a Matrix,
    pub(crate) clusters: &'a Clusters,
    pub(crate) asked: &'a ProjectionConfig,
    /// Whether the latent space has collapsed.
    pub(crate) collapsed: bool,
}

pub(super) fn remarks(input: &MapInput) -> Vec<MapRemark> {
    let n_songs = input.latents.n_rows();
    let mut all: Vec<MapRemark> = input
        .trust
        .map(|trust| neighbours(trust, n_songs))
        .into_iter()
        .collect();
    all.extend(between_clusters(input));
    all.extend(size_of_neighbourhoods(input, n_songs));
    all.extend(axes(input));
    let method = input.map.method;
    if input.map.stopped {
        all.push(MapRemark::Stopped { method });
    }
    if method != input.asked.method {
        all.push(MapRemark::StandIn {
            asked: input.asked.method,
        });
    }
    if n_songs < FEW_SONGS {
        all.push(MapRemark::FewSongs { n_songs });
    }
    if input.collapsed {
        // A faithful picture of noise is no merit.
        all.retain(|remark| remark.weight() == Weight::Caution);
        all.push(MapRemark::Collapsed);
    }
    all
}

fn neighbours(trust: &Trust, n_songs: usize) -> MapRemark {
    let difference = trust.trustworthiness - trust.continuity;
    let lean = match difference {
        d if d < -LEANS => Lean::False,
        d if d > LEANS => Lean::Torn,
        _ => Lean::Even,
    };
    MapRemark::Neighbours {
        k: trust.k,
        kept: trust.neighbours_kept,
        chance: trust.k as f64 / n_songs.saturating_sub(1).max(1) as f64,
        trustworthiness: trust.trustworthiness,
        continuity: trust.continuity,
        lean,
        n_sampled: trust.n_sampled,
    }
}

fn between_clusters(input: &MapInput) -> Vec<MapRemark> {
    let method = input.map.method;
    let (truth, picture) = (
        Geometry::of(input.latents, input.clusters),
        Geometry::of(&input.map.xy, input.clusters),
    );
    let distances = match geometry::distances(&truth, &picture) {
        Some(found) => Some(MapRemark::Distances {
            method,
            found,
            means: Kept::of(found.rank_correlation, method),
        }),
        // One cluster has no distance to another.
        None if truth.n_clusters() < 2 => None,
        None => Some(MapRemark::DistancesUnknown {
            method,
            n_clusters: truth.n_clusters(),
        }),
    };
    let sizes = geometry::sizes(&truth, &picture).map(|found| MapRemark::Sizes {
        method,
        found,
        means: Kept::of(found.rank_correlation, method),
    });
    distances.into_iter().chain(sizes).collect()
}

fn size_of_neighbourhoods(input: &MapInput, n_songs: usize) -> Option<MapRemark> {
    if let Some(n_neighbors) = input.map.n_neighbors {
        let small = (n_neighbors as f32) < SMALL;
        return Some(MapRemark::Neighbourhood {
            n_neighbors,
            n_songs,
            small,
        });
    }
    let perplexity = input.map.perplexity?;
    let most = n_songs.saturating_sub(1) as f32 / 3.0;
    let means = match perplexity {
        p if p < SMALL => Perplexity::Small,
        p if input.asked.perplexity > p + 0.01 => Perplexity::Lowered,
        p if p >= 0.9 * most => Perplexity::Coarse,
        p if p < SHARE_FOR_WHOLE * n_songs as f32 => Perplexity::Local,
        _ => Perplexity::Usual,
    };
    Some(MapRemark::Perplexity {
        perplexity,
        n_songs,
        means,
    })
}

fn axes(input: &MapInput) -> Option<MapRemark> {
    let share = |picture: &Projection| picture.explained.map(|[x, y]| x + y);
    let means = |share: f32| match share {
        s if s >= 0.7 => Explained::Most,
        s if s >= 0.4 => Explained::Part,
        _ => Explained::Little,
    };
    if input.map.method == ProjectionMethod::Pca {
        return share(input.map).map(|share| MapRemark::Axes {
            share,
            means: means(share),
        });
    }
    share(input.pca).map(|share| MapRemark::PcaBeside {
        share,
        means: means(share),
    })
}
