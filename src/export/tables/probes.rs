//! What the latent space was asked beside its clusters, and what the clustering found on its way.

use super::{Table, or_undefined};
use crate::clustering::Detail;
use crate::error::Result;
use crate::pipeline::Analysis;
use crate::scores::{AgainstChance, Repeated, Separation, Unseen};

/// One row a question: what was asked, of what, the answer, and what chance gives.
pub(in crate::export) fn probes(analysis: &Analysis) -> Result<String> {
    let mut table = Table::new(&[
        "probe",
        "of",
        "value",
        "chance",
        "chance_low",
        "chance_high",
        "note",
    ])?;
    let mut row =
        |probe: &str, of: &str, value: Option<f64>, chance: [Option<f64>; 3], note: &str| {
            let chance = chance.map(|v| v.map_or(String::new(), |v| or_undefined(Some(v))));
            table.row([
                probe,
                of,
                &or_undefined(value),
                &chance[0],
                &chance[1],
                &chance[2],
                note,
            ])
        };
    let none = [None; 3];
    let against = |s: AgainstChance| [Some(s.chance), Some(s.band[0]), Some(s.band[1])];
    let d = &analysis.model.diagnostics;
    for (i, kl) in d.kl_per_dim.iter().enumerate() {
        row(
            "kl of a dimension, nats",
            &format!("z{i}"),
            Some(f64::from(*kl)),
            none,
            "",
        )?;
    }
    for (block, train, validation) in &d.explained_blocks {
        row(
            "explained variance, training",
            block,
            Some(f64::from(*train)),
            none,
            "",
        )?;
        if let Some(validation) = validation {
            row(
                "explained variance, held out",
                block,
                Some(f64::from(*validation)),
                none,
                "",
            )?;
        }
    }
    let probes = &analysis.probes;
    for s in &probes.separation {
        let note = format!(
            "{} classes, {} folds, {}; the most frequent class alone: {:.3}",
            s.n_classes,
            s.n_folds,
            kept_together(s),
            s.majority
        );
        row(
            "accuracy of nearest neighbours",
            &s.column,
            Some(s.knn.value),
            against(s.knn),
            &note,
        )?;
        row(
            "accuracy of logistic regression",
            &s.column,
            Some(s.logistic.value),
            against(s.logistic),
            &note,
        )?;
    }
    for found in &probes.label_aucs {
        let note = format!(
            "{} of {} labels, each alone (label_auc.csv), {} folds, {}",
            found.labels.len(),
            found.n_labels,
            found.n_folds,
            artists_kept(found.unseen, found.by_artist)
        );
        row(
            "roc auc of a linear probe, mean over labels",
            &found.column,
            Some(found.mean.value),
            against(found.mean),
            &note,
        )?;
    }
    for column in &probes.disentanglement.columns {
        let note = "labels are not known to be independent factors";
        for (i, (mi, chance)) in column
            .mutual_information
            .iter()
            .zip(&column.chance)
            .enumerate()
        {
            let of = format!("z{i} and {}", column.column);
            row(
                "mutual information, nats",
                &of,
                Some(*mi),
                [Some(*chance), None, None],
                "",
            )?;
        }
        row(
            "information gap",
            &column.column,
            Some(column.gap),
            none,
            note,
        )?;
    }
    row(
        "mutual information gap",
        "all labels",
        probes.disentanglement.mig,
        none,
        "compares models on these songs only",
    )?;
    if let Some(s) = &probes.stability {
        let drawn = s
            .n_sampled
            .map_or(String::new(), |n| format!(", of {n} songs drawn"));
        for (what, again) in s.again.iter() {
            let Some(again) = again else { continue };
            let (name, runs) = match what {
                Repeated::OverSeeds => (
                    "stability of the clustering over its seeds, ARI",
                    "runs of the clustering, the model being one",
                ),
                Repeated::OverSamples => (
                    "stability of the clustering over bootstrap samples, ARI",
                    "samples",
                ),
            };
            let deviation = again.sd.map(|sd| format!(", deviation {sd:.3}"));
            let note = format!(
                "{} {runs}{}{drawn}",
                s.n_runs,
                deviation.unwrap_or_default()
            );
            row(name, "clusters", Some(again.mean), none, &note)?;
        }
    }
    if let Some(c) = &probes.cross_modal {
        let note = format!("{} songs, {} neighbours", c.n_songs, c.k);
        let chance = [Some(c.chance), Some(c.band[0]), Some(c.band[1])];
        row(
            "neighbours by sound that are neighbours by words",
            "songs",
            Some(c.mean),
            chance,
            &note,
        )?;
    }
    if let Some(t) = &analysis.trust {
        let note = match t.n_sampled {
            Some(n) => format!("{} neighbours, {n} songs drawn", t.k),
            None => format!("{} neighbours", t.k),
        };
        let map = analysis.map.method.label();
        row(
            "trustworthiness of the map",
            map.english(),
            Some(t.trustworthiness),
            none,
            &note,
        )?;
        row(
            "continuity of the map",
            map.english(),
            Some(t.continuity),
            none,
            &note,
        )?;
        row(
            "neighbours kept by the map",
            map.english(),
            Some(t.neighbours_kept),
            none,
            &note,
        )?;
    }
    table.finish()
}

pub(super) fn artists_kept(unseen: Unseen, by_artist: bool) -> &'static str {
    match unseen {
        Unseen::Artists => "artists kept together",
        Unseen::KnownArtists => "artists kept together where they are known",
        Unseen::Songs if by_artist => "no artist is known",
        Unseen::Songs => "artists not kept together: there are too few",
    }
}

fn kept_together(s: &Separation) -> String {
    let artists = artists_kept(s.unseen, s.by_artist);
    let copies = if s.n_copies > 0 {
        let kept = format!(", {} copies kept together", s.n_copies);
        kept + &s.apart.map_or(String::new(), |apart| {
            let [knn, logistic] = [apart.knn, apart.logistic];
            format!(" (dealt apart: neighbours {knn:.3}, logistic {logistic:.3})")
        })
    } else {
        String::new()
    };
    format!("{artists}{copies}")
}

/// The sweep over k, where there was one.
pub(in crate::export) fn sweep(analysis: &Analysis) -> Option<Result<String>> {
    analysis.sweep.as_ref().map(|sweep| {
        let mut table = Table::new(&[
            "k",
            "silhouette",
            "calinski_harabasz",
            "inertia",
            "gap",
            "gap_error",
            "chosen_by",
        ])?;
        for r in &sweep.rows {
            let chosen = [
                ("silhouette", sweep.by_silhouette),
                ("calinski-harabasz", sweep.by_calinski_harabasz),
                ("elbow", sweep.by_elbow),
                ("gap", sweep.by_gap),
            ];
            let by: Vec<&str> = chosen
                .iter()
                .filter(|(_, k)| *k == Some(r.k))
                .map(|(name, _)| *name)
                .collect();
            let mut cells = vec![r.k.to_string()];
            cells.extend([r.silhouette, r.calinski_harabasz, Some(r.inertia)].map(or_undefined));
            cells.extend([r.gap.map(|g| g.0), r.gap.map(|g| g.1)].map(or_undefined));
            cells.push(by.join("; "));
            table.row(cells)?;
        }
        table.finish()
    })
}

/// The k-distance curve or the dendrogram, where the method has one, with the file's name.
pub(in crate::export) fn detail(analysis: &Analysis) -> Option<(&'static str, Result<String>)> {
    match &analysis.clusters.detail {
        Detail::Density(curve) => {
            let write = || {
                let mut table = Table::new(&["rank", "distance", "is_knee", "eps"])?;
                for (i, distance) in curve.sorted.iter().enumerate() {
                    let knee = (i == curve.knee).to_string();
                    table.row([
                        i.to_string(),
                        distance.to_string(),
                        knee,
                        curve.eps.to_string(),
                    ])?;
                }
                table.finish()
            };
            Some(("k_distances.csv", write()))
        }
        Detail::Dendrogram(merges) => {
            let write = || {
                let mut table = Table::new(&["a", "b", "distance", "size"])?;
                for m in merges {
                    table.row([
                        m.a.to_string(),
                        m.b.to_string(),
                        m.distance.to_string(),
                        m.size.to_string(),
                    ])?;
                }
                table.finish()
            };
            Some(("dendrogram.csv", write()))
        }
        Detail::None | Detail::Responsibilities(_) | Detail::Strengths(_) => None,
    }
}
