//! Remarks about a picture as sentences.

use std::fmt::Display;

use crate::config::ProjectionMethod;
use crate::reading::{Distances, Explained, Kept, Lean, MapRemark, Perplexity, Sizes, Weight};

use super::text::{fill, percent, tr, two};

/// A remark about a picture, in the language of the thread.
pub fn sentence(remark: &MapRemark) -> String {
    match remark {
        MapRemark::Collapsed => {
            tr("The latent space has collapsed: what lies together on the map does so by chance, however near it is.")
                .to_string()
        }
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
            "{n} clusters have too few distances between them to tell whether {method} kept their order.",
            &[("method", &name(*method)), ("n", n_clusters)],
        ),
        MapRemark::Sizes {
            method,
            found,
            means,
        } => sizes(*method, found, *means),
        MapRemark::Perplexity { perplexity, n_songs, means } => of_perplexity(*perplexity, *n_songs, *means),
        MapRemark::Neighbourhood { n_neighbors, n_songs, small } => {
            let values: [(&str, &dyn Display); 2] = [("k", n_neighbors), ("n", n_songs)];
            if *small {
                fill("UMAP looked at {k} neighbours of each song only: little heaps may be chance.", &values)
            } else {
                fill("UMAP placed each of {n} songs by {k} neighbours: smaller heaps than that mean little.", &values)
            }
        }
        MapRemark::Axes { share, means } => axes(*share, *means),
        MapRemark::PcaBeside { share, .. } => fill(
            "The PCA picture beside it shows true distances, but of {share} % of the variance only.",
            &[("share", &percent(f64::from(*share)))],
        ),
        MapRemark::Stopped { method } => {
            fill("{method} was stopped before it had settled: places are not final.", &[("method", &name(*method))])
        }
        MapRemark::StandIn { asked } => fill(
            "{method} was asked for, but there are too few songs for it: the PCA picture stands in.",
            &[("method", &name(*asked))],
        ),
        MapRemark::FewSongs { n_songs } => {
            fill("With {n} songs a single one changes much: take heaps of a handful as anecdotes.", &[("n", n_songs)])
        }
    }
}

fn name(method: ProjectionMethod) -> &'static str {
    tr(method.label())
}

fn neighbours(k: usize, (kept, chance): (f64, f64), lean: Lean, weight: Weight) -> String {
    let values: [(&str, &dyn Display); 3] = [
        ("k", &k),
        ("kept", &percent(kept)),
        ("chance", &percent(chance)),
    ];
    let kept = fill(
        "Of a song's {k} nearest in the latent space {kept} % are among its {k} nearest on the map (by chance {chance} %).",
        &values,
    );
    let so = match weight {
        Weight::Good => tr("Songs that lie together here belong together."),
        Weight::Note => tr(
            "Most songs that lie together here belong together; check single ones by their lines.",
        ),
        Weight::Caution => tr("Many songs that lie together here do not belong together."),
    };
    let lean = match lean {
        Lean::Even => "",
        Lean::False => tr("Strangers are pushed in more often than neighbours are torn apart."),
        Lean::Torn => tr("Neighbours are torn apart more often than strangers are pushed in."),
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
        Kept::Aimed => fill(
            "Distances between clusters may be read by their order: it is that of the latent space (ρ {rho} over {n} pairs).",
            &values,
        ),
        Kept::Unaimed => fill(
            "Distances between clusters have much the same order in the latent space (ρ {rho} over {n} pairs), but {method} \
             does not aim at it: compare them there, not on the map.",
            &values,
        ),
        Kept::Roughly => fill(
            "Read distances between clusters only where they differ much: the latent space has a similar order, not the \
             same (ρ {rho} over {n} pairs).",
            &values,
        ),
        Kept::RoughlyUnaimed => fill(
            "Distances between clusters have a similar order in the latent space, not the same (ρ {rho} over {n} pairs), \
             and {method} does not aim at it: compare them there, not on the map.",
            &values,
        ),
        Kept::Lost => fill(
            "Do not read distances between clusters: the latent space has another order (ρ {rho} over {n} pairs).",
            &values,
        ),
    };
    // Among the nearest quarter there it is no surprise.
    if 4 * found.place_in_truth <= found.n_pairs {
        return order;
    }
    let nearest = fill(
        "Clusters {a} and {b} lie nearest to each other here, but are only number {place} of {n} pairs there.",
        &values,
    );
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
        Kept::Aimed => fill(
            "Clusters that are wide here are wide in the latent space (ρ {rho} over {n} clusters).",
            &values,
        ),
        Kept::Unaimed => fill(
            "Clusters that are wide here are wide in the latent space (ρ {rho} over {n} clusters), but {method} does not \
             aim at it: compare sizes there, not on the map.",
            &values,
        ),
        Kept::Roughly => fill(
            "How wide a cluster is here tells only roughly how wide it is (ρ {rho} over {n} clusters).",
            &values,
        ),
        Kept::RoughlyUnaimed => fill(
            "How wide a cluster is here tells only roughly how wide it is (ρ {rho} over {n} clusters), and {method} does \
             not aim at it: compare sizes in the latent space.",
            &values,
        ),
        Kept::Lost if here != there => fill(
            "Do not read sizes of clusters: cluster {here} is the widest here, cluster {there} in the latent space (ρ {rho}).",
            &values,
        ),
        Kept::Lost => fill(
            "Do not read sizes of clusters: their order is another than in the latent space (ρ {rho} over {n} clusters).",
            &values,
        ),
    }
}

fn of_perplexity(perplexity: f32, n_songs: usize, means: Perplexity) -> String {
    let perplexity = format!("{:.1}", perplexity)
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_string();
    let values: [(&str, &dyn Display); 2] = [("p", &perplexity), ("n", &n_songs)];
    match means {
        Perplexity::Small => fill(
            "A perplexity of {p} is small: t-SNE then draws little heaps out of pure noise, too.",
            &values,
        ),
        Perplexity::Lowered => fill(
            "The perplexity was lowered to {p}, the most that {n} songs allow: only coarse heaps are left.",
            &values,
        ),
        Perplexity::Coarse => fill(
            "A perplexity of {p} is about the most that {n} songs allow: only coarse heaps are left.",
            &values,
        ),
        Perplexity::Local => fill(
            "A perplexity of {p} is small beside {n} songs: who is next to whom is kept, where heaps lie among each other \
             is not.",
            &values,
        ),
        Perplexity::Usual => fill(
            "The perplexity of {p} suits {n} songs: each is placed by about so many neighbours.",
            &values,
        ),
    }
}

fn axes(share: f32, means: Explained) -> String {
    let share = percent(f64::from(share));
    let values: [(&str, &dyn Display); 1] = [("share", &share)];
    match means {
        Explained::Most => fill(
            "The two axes hold {share} % of the variance: this is nearly all there is.",
            &values,
        ),
        Explained::Part => fill(
            "The two axes hold {share} % of the variance: songs that lie together may be apart in the rest.",
            &values,
        ),
        Explained::Little => fill(
            "The two axes hold only {share} % of the variance: songs that lie together are often far apart in the rest.",
            &values,
        ),
    }
}
