//! Remarks about a picture as sentences.

use std::fmt::Display;

use crate::config::ProjectionMethod;
use crate::reading::map::MOST_KEPT;
use crate::reading::{Distances, Explained, Kept, Lean, MapRemark, Perplexity, Sizes, Weight};
use crate::words::{fill, id, tr};

use super::text::{percent, two};

/// A remark about a picture, in the language of the thread.
pub(crate) fn sentence(remark: &MapRemark) -> String {
    match remark {
        MapRemark::Collapsed => tr(id::TRUST_LATENT_SPACE_HAS_COLLAPSED_WHAT).to_string(),
        MapRemark::Neighbours {
            k,
            kept,
            chance,
            lean,
            ..
        } => neighbours(*k, (*kept, *chance), *lean, remark.weight()),
        MapRemark::Distances {
            method,
            found,
            means,
        } => distances(*method, found, *means),
        MapRemark::DistancesUnknown { method, n_clusters } => fill(
            id::TRUST_N_CLUSTERS_HAVE_TOO_FEW,
            &[("method", &name(*method)), ("n", n_clusters)],
        ),
        MapRemark::Sizes {
            method,
            found,
            means,
        } => sizes(*method, found, *means),
        MapRemark::Perplexity {
            perplexity,
            n_songs,
            means,
        } => of_perplexity(*perplexity, *n_songs, *means),
        MapRemark::Neighbourhood {
            n_neighbors,
            n_songs,
            small,
        } => {
            let values: [(&str, &dyn Display); 2] = [("k", n_neighbors), ("n", n_songs)];
            if *small {
                fill(id::TRUST_UMAP_LOOKED_AT_K_NEIGHBOURS, &values)
            } else {
                fill(id::TRUST_UMAP_PLACED_EACH_N_SONGS, &values)
            }
        }
        MapRemark::Axes { share, means } => axes(*share, *means),
        MapRemark::PcaBeside { share, .. } => fill(
            id::TRUST_PCA_PICTURE_BESIDE_SHOWS_TRUE,
            &[("share", &percent(f64::from(*share)))],
        ),
        MapRemark::Stopped { method } => fill(
            id::TRUST_METHOD_STOPPED_BEFORE_HAD_SETTLED,
            &[("method", &name(*method))],
        ),
        MapRemark::StandIn { asked } => fill(
            id::TRUST_METHOD_ASKED_BUT_THERE_TOO,
            &[("method", &name(*asked))],
        ),
        MapRemark::FewSongs { n_songs } => {
            fill(id::TRUST_N_SONGS_SINGLE_ONE_CHANGES, &[("n", n_songs)])
        }
    }
}

fn name(method: ProjectionMethod) -> &'static str {
    tr(method.label())
}

fn neighbours(k: usize, (kept, chance): (f64, f64), lean: Lean, weight: Weight) -> String {
    let few = kept < MOST_KEPT;
    let values: [(&str, &dyn Display); 3] = [
        ("k", &k),
        ("kept", &percent(kept)),
        ("chance", &percent(chance)),
    ];
    let kept = fill(id::TRUST_SONG_K_NEAREST_LATENT_SPACE, &values);
    let so = match weight {
        Weight::Good => tr(id::TRUST_SONGS_LIE_TOGETHER_HERE_BELONG),
        Weight::Note if few => tr(id::TRUST_FEWER_THAN_HALF_KEPT),
        Weight::Note => tr(id::TRUST_MOST_SONGS_LIE_TOGETHER_HERE),
        Weight::Caution => tr(id::TRUST_MANY_SONGS_LIE_TOGETHER_HERE),
    };
    let lean = match lean {
        Lean::Even => "",
        Lean::False => tr(id::TRUST_STRANGERS_PUSHED_MORE_OFTEN_THAN),
        Lean::Torn => tr(id::TRUST_NEIGHBOURS_TORN_APART_MORE_OFTEN),
    };
    format!("{kept} {so} {lean}").trim_end().to_string()
}

fn distances(method: ProjectionMethod, found: &Distances, means: Kept) -> String {
    let (a, b) = (found.nearest.0 + 1, found.nearest.1 + 1);
    let values: [(&str, &dyn Display); 6] = [
        ("rho", &two(found.rank_correlation)),
        ("n", &found.n_pairs),
        ("a", &a),
        ("b", &b),
        ("place", &found.place_in_truth),
        ("method", &name(method)),
    ];
    let order = match means {
        Kept::Aimed => fill(id::TRUST_DISTANCES_BETWEEN_CLUSTERS_MAY_BE, &values),
        Kept::Unaimed => fill(id::READING_DISTANCES_BETWEEN_CLUSTERS_HAVE_MUCH, &values),
        Kept::Roughly => fill(id::TRUST_READ_DISTANCES_BETWEEN_CLUSTERS_ONLY, &values),
        Kept::RoughlyUnaimed => fill(id::READING_DISTANCES_BETWEEN_CLUSTERS_HAVE, &values),
        Kept::Lost => fill(id::TRUST_DO_NOT_READ_DISTANCES_BETWEEN, &values),
    };
    // Among the nearest quarter there it is no surprise.
    if 4 * found.place_in_truth <= found.n_pairs {
        return order;
    }
    let nearest = fill(id::TRUST_CLUSTERS_B_LIE_NEAREST_EACH, &values);
    format!("{order} {nearest}")
}

fn sizes(method: ProjectionMethod, found: &Sizes, means: Kept) -> String {
    let (there, here) = (found.widest_in_truth + 1, found.widest_in_picture + 1);
    let values: [(&str, &dyn Display); 5] = [
        ("rho", &two(found.rank_correlation)),
        ("n", &found.n_clusters),
        ("here", &here),
        ("there", &there),
        ("method", &name(method)),
    ];
    match means {
        Kept::Aimed => fill(id::TRUST_CLUSTERS_WIDE_HERE_WIDE_LATENT, &values),
        Kept::Unaimed => fill(id::READING_CLUSTERS_WIDE_HERE_WIDE_LATENT, &values),
        Kept::Roughly => fill(id::TRUST_HOW_WIDE_CLUSTER_HERE_TELLS, &values),
        Kept::RoughlyUnaimed => fill(id::READING_HOW_WIDE_CLUSTER_HERE_TELLS, &values),
        Kept::Lost if here != there => fill(id::TRUST_DO_NOT_READ_SIZES_CLUSTERS_2, &values),
        Kept::Lost => fill(id::TRUST_DO_NOT_READ_SIZES_CLUSTERS, &values),
    }
}

fn of_perplexity(perplexity: f32, n_songs: usize, means: Perplexity) -> String {
    let perplexity = format!("{:.1}", perplexity)
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_string();
    let values: [(&str, &dyn Display); 2] = [("p", &perplexity), ("n", &n_songs)];
    match means {
        Perplexity::Small => fill(id::TRUST_PERPLEXITY_P_SMALL_T_SNE, &values),
        Perplexity::Lowered => fill(id::TRUST_PERPLEXITY_LOWERED_P_MOST_N, &values),
        Perplexity::Coarse => fill(id::TRUST_PERPLEXITY_P_ABOUT_MOST_N, &values),
        Perplexity::Local => fill(id::TRUST_PERPLEXITY_P_SMALL_BESIDE_N, &values),
        Perplexity::Usual => fill(id::TRUST_PERPLEXITY_P_SUITS_N_SONGS, &values),
    }
}

fn axes(share: f32, means: Explained) -> String {
    let share = percent(f64::from(share));
    let values: [(&str, &dyn Display); 1] = [("share", &share)];
    match means {
        Explained::Most => fill(id::TRUST_TWO_AXES_HOLD_SHARE_PERCENT, &values),
        Explained::Part => fill(id::TRUST_TWO_AXES_HOLD_SHARE_PERCENT_2, &values),
        Explained::Little => fill(id::TRUST_TWO_AXES_HOLD_ONLY_SHARE, &values),
    }
}
