//! Tables of a comparison: one row a cell and label column.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::experiment::{Clustered, Compared, Group, Spread};
use crate::export::tables::{Table, in_words, or_undefined};
use crate::reading::{LabelVerdict, LabelVerdicts};
use crate::scores::{AgainstChance, External, Internal, LabelAucs, Metric, Separation};

/// The tidy table: one row for each cell and label column, scores over seeds.
///
/// A cell without labels has one row with empty label columns. What is undefined at every seed is
/// `undefined`.
pub(super) fn clustering_metrics(groups: &[Group]) -> Result<String> {
    let mut header: Vec<String> = [
        "grid",
        "modality",
        "features",
        "model",
        "clustering",
        "n_seeds",
        "n_songs",
        "label",
    ]
    .map(String::from)
    .to_vec();
    header.extend(
        [
            "n_latent",
            "n_active",
            "n_collapsed",
            "n_clusters",
            "noise_share",
        ]
        .map(String::from),
    );
    for score in Internal::KEYS {
        header.extend(["mean", "sd", "min", "max"].map(|of| format!("{score}_{of}")));
    }
    for score in External::KEYS {
        let parts = [
            "mean",
            "sd",
            "min",
            "max",
            "chance",
            "chance_low",
            "chance_high",
        ];
        header.extend(parts.map(|of| format!("{score}_{of}")));
    }
    let more = [
        "n_classes",
        "majority",
        "knn_accuracy",
        "knn_chance",
        "knn_chance_low",
        "knn_chance_high",
        "logistic_accuracy",
        "logistic_chance",
        "logistic_chance_low",
        "logistic_chance_high",
        "told_of_songs",
        "n_copies",
        "own_k",
        "ari_own_k",
        "ari_own_k_sd",
        "ari_own_k_chance",
        "ari_own_k_chance_low",
        "ari_own_k_chance_high",
        "stability_over_seeds",
        "clustering_stability_over_its_seeds",
        "clustering_stability_bootstrap",
        "mig",
        "udr",
        "cross_modal",
        "cross_modal_chance",
        "cross_modal_chance_low",
        "cross_modal_chance_high",
        "explained_train",
        "explained_validation",
        "epochs",
        "cautions",
    ];
    header.extend(more.map(String::from));
    let mut table = Table::new(&header.iter().map(String::as_str).collect::<Vec<_>>())?;
    for group in groups {
        let columns: Vec<Option<&str>> = match group.columns().is_empty() {
            true => vec![None],
            false => group.columns().into_iter().map(Some).collect(),
        };
        for column in columns {
            table.row(cells(group, column))?;
        }
        for column in not_scored(group) {
            let mut row = cells(group, None);
            row[7] = column;
            let last = row.len() - 1;
            row[last] = "not scored: the model was told this label".to_string();
            table.row(row)?;
        }
    }
    table.finish()
}

fn not_scored(group: &Group) -> Vec<String> {
    group
        .runs
        .first()
        .map_or(Vec::new(), |(_, _, c)| c.not_scored.clone())
}

/// What tells a cell of the grid from the others, as the first columns have it.
fn cell_names(group: &Group) -> Vec<String> {
    let grid = (group.grid + 1).to_string();
    let names = [
        group.modality,
        group.features,
        group.model,
        group.clustering,
    ];
    [grid].into_iter().chain(names.map(String::from)).collect()
}

fn cells(group: &Group, column: Option<&str>) -> Vec<String> {
    let mean = |spread: Option<Spread>| or_undefined(spread.map(|s| s.mean));
    let four = |spread: Option<Spread>| match spread {
        Some(s) => [Some(s.mean), s.sd, Some(s.min), Some(s.max)].map(or_undefined),
        None => std::array::from_fn(|_| or_undefined(None)),
    };
    let mut row = cell_names(group);
    let n_songs = group.runs.first().map_or(0, |(_, fit, _)| fit.rows.len());
    row.extend([group.runs.len(), n_songs].map(|n| n.to_string()));
    row.push(column.unwrap_or_default().to_string());
    row.push(mean(group.of_fits(|f| Some(f.n_latent as f64))));
    row.push(mean(group.of_fits(|f| Some(f.n_active as f64))));
    row.push(group.n_collapsed().to_string());
    row.push(mean(group.of_clusterings(|c| Some(c.n_clusters as f64))));
    row.push(mean(group.of_clusterings(|c| Some(c.noise_share))));
    for &score in Internal::ALL {
        row.extend(four(group.internal(score)));
    }
    for &score in External::ALL {
        let Some(column) = column else {
            row.extend(std::iter::repeat_n(String::new(), 7));
            continue;
        };
        row.extend(four(group.external(score, column)));
        match group.chance(score, column) {
            Some(chance) => row.extend(chance.map(|v| or_undefined(Some(v)))),
            None => row.extend(std::iter::repeat_n(or_undefined(None), 3)),
        }
    }
    let agreement = column.and_then(|c| group.agreement(c));
    row.push(agreement.map_or(String::new(), |a| a.n_classes.to_string()));
    row.push(agreement.map_or(String::new(), |a| or_undefined(Some(a.majority))));
    row.extend(separation(group, column));
    row.extend(at_own_k(group, column));
    row.push(mean(group.stability_over_seeds()));
    row.push(mean(group.of_clusterings(Clustered::reseeded)));
    row.push(mean(group.of_clusterings(Clustered::over_bootstrap)));
    row.push(mean(group.of_fits(|f| f.mig)));
    row.push(mean(group.udr()));
    row.extend((0..4).map(|i| mean(group.of_fits(|f| f.cross_modal.map(|c| c[i])))));
    row.push(mean(group.of_fits(|f| Some(f.explained_train))));
    row.push(mean(group.of_fits(|f| f.explained_validation)));
    row.push(mean(group.of_fits(|f| Some(f.n_epochs as f64))));
    row.push(agreement.map_or(String::new(), |a| in_words(&a.cautions)));
    row
}

/// The number of clusters that the column has classes, and agreement there: mean, deviation, and
/// chance with its band.
fn at_own_k(group: &Group, column: Option<&str>) -> Vec<String> {
    let own = column
        .and_then(|c| group.agreement(c))
        .and_then(|a| a.own_k.as_ref());
    let (Some(column), Some(own)) = (column, own) else {
        return vec![String::new(); 6];
    };
    let found = group.at_own_k(External::Ari, column);
    let mut cells = vec![
        own.k.to_string(),
        or_undefined(found.map(|s| s.mean)),
        or_undefined(found.and_then(|s| s.sd)),
    ];
    let chance = group.chance_at_own_k(External::Ari, column);
    cells.extend((0..3).map(|i| or_undefined(chance.map(|of| of[i]))));
    cells
}

/// Accuracy of neighbours and of the linear classifier, each beside that with shuffled labels; of
/// which songs, and how many of them are copies.
fn separation(group: &Group, column: Option<&str>) -> Vec<String> {
    let Some(column) = column else {
        return vec![String::new(); 10];
    };
    let four = |pick: fn(&Separation) -> AgainstChance| {
        [
            |a: AgainstChance| a.value,
            |a: AgainstChance| a.chance,
            |a: AgainstChance| a.band[0],
            |a: AgainstChance| a.band[1],
        ]
        .map(|part| {
            let spread = group.of_fits(|fit| fit.separation(column).map(|s| part(pick(s))));
            or_undefined(spread.map(|s| s.mean))
        })
    };
    let mut cells: Vec<String> = four(|s| s.knn)
        .into_iter()
        .chain(four(|s| s.logistic))
        .collect();
    let first = group
        .runs
        .iter()
        .find_map(|(_, fit, _)| fit.separation(column));
    cells.push(first.map_or(String::new(), |s| s.unseen.in_words().english().to_string()));
    cells.push(first.map_or(String::new(), |s| s.n_copies.to_string()));
    cells
}

/// One row for each cell, label column and seed.
pub(super) fn by_seed(groups: &[Group]) -> Result<String> {
    let mut header = vec![
        "grid",
        "modality",
        "features",
        "model",
        "clustering",
        "seed",
        "label",
        "n_active",
        "collapsed",
    ];
    header.extend(["n_clusters", "noise_share"]);
    header.extend(Internal::KEYS);
    header.extend(External::KEYS);
    let mut table = Table::new(&header)?;
    for group in groups {
        for (seed, fit, clustered) in &group.runs {
            let mut start = cell_names(group);
            start.push(seed.to_string());
            let columns: Vec<Option<_>> = match clustered.agreements.is_empty() {
                true => vec![None],
                false => clustered.agreements.iter().map(Some).collect(),
            };
            for agreement in columns {
                let mut row = start.clone();
                row.push(agreement.map_or(String::new(), |a| a.column.clone()));
                row.extend([
                    fit.n_active.to_string(),
                    fit.is_collapsed.to_string(),
                    clustered.n_clusters.to_string(),
                ]);
                row.push(or_undefined(Some(clustered.noise_share)));
                row.extend(clustered.internal.iter().map(|(_, &v)| or_undefined(v)));
                row.extend(External::ALL.iter().map(|&score| {
                    agreement.map_or(String::new(), |a| or_undefined(Some(a[score].value)))
                }));
                table.row(row)?;
            }
        }
    }
    table.finish()
}

/// How well each of several labels a song is told from each model, over seeds: a row a label, and
/// before them one of no name for their mean. `None` where no column has several labels a song.
pub(super) fn label_aucs(groups: &[Group]) -> Option<Result<String>> {
    let has_any = groups.iter().any(|group| !group.label_columns().is_empty());
    has_any.then(|| {
        let mut table = Table::new(&[
            "grid",
            "modality",
            "features",
            "model",
            "seeds",
            "column",
            "label",
            "n_songs",
            "n_all_songs",
            "roc_auc",
            "roc_auc_sd",
            "chance",
            "chance_low",
            "chance_high",
            "seeds_beyond_chance",
            "cautions",
        ])?;
        let mut told: Vec<&str> = Vec::new();
        for group in groups {
            // Clusterings of one model tell them alike.
            let Some((_, first, _)) = group.runs.first() else {
                continue;
            };
            if told.contains(&first.key.as_str()) {
                continue;
            }
            told.push(&first.key);
            for column in group.label_columns() {
                for row in labels_of_column(group, column) {
                    table.row(row)?;
                }
            }
        }
        table.finish()
    })
}

fn labels_of_column(group: &Group, column: &str) -> Vec<Vec<String>> {
    let seeds: Vec<(&LabelAucs, LabelVerdicts)> = group
        .label_aucs(column)
        .map(|found| (found, LabelVerdicts::of(found)))
        .collect();
    let Some((first, _)) = seeds.first() else {
        return Vec::new();
    };
    let row = |label: &str, n_songs: String, of_seeds: &[(AgainstChance, bool)], cautions| {
        let mean =
            |part: fn(&AgainstChance) -> f64| Spread::of(of_seeds.iter().map(|(auc, _)| part(auc)));
        let auc = mean(|auc| auc.value);
        // All but the clustering.
        let mut row = cell_names(group)[..4].to_vec();
        row.push(of_seeds.len().to_string());
        row.extend([column.to_string(), label.to_string(), n_songs]);
        row.push(first.n_songs.to_string());
        row.push(or_undefined(auc.map(|s| s.mean)));
        row.push(or_undefined(auc.and_then(|s| s.sd)));
        let line = [
            mean(|auc| auc.chance),
            mean(|auc| auc.band[0]),
            mean(|auc| auc.band[1]),
        ];
        row.extend(line.map(|spread| or_undefined(spread.map(|s| s.mean))));
        let n_beyond = of_seeds.iter().filter(|(_, is_beyond)| *is_beyond).count();
        row.extend([n_beyond.to_string(), cautions]);
        row
    };
    let means: Vec<(AgainstChance, bool)> = seeds
        .iter()
        .map(|(found, told)| (found.mean, told.mean.is_beyond()))
        .collect();
    let mut rows = vec![row("", String::new(), &means, String::new())];
    for label in &first.labels {
        // Folds of another seed may leave a rare label out.
        let of_seed = |(found, told): &(&LabelAucs, LabelVerdicts)| {
            let both = found.labels.iter().zip(&told.labels);
            let mut both = both.filter(|(other, _)| other.label == label.label);
            both.next()
                .map(|(found, (told, _))| (found.auc, *told != LabelVerdict::Chance))
        };
        let of_seeds: Vec<(AgainstChance, bool)> = seeds.iter().filter_map(of_seed).collect();
        let cautions = in_words(&label.cautions);
        rows.push(row(
            &label.label,
            label.n_songs.to_string(),
            &of_seeds,
            cautions,
        ));
    }
    rows
}

/// How long each model was trained, one row a model and seed: what no two machines have in common
/// has a table of its own.
pub(super) fn timings(groups: &[Group]) -> Result<String> {
    let mut table = Table::new(&[
        "grid",
        "modality",
        "features",
        "model",
        "seed",
        "epochs",
        "train_secs",
    ])?;
    let mut told: Vec<&str> = Vec::new();
    for group in groups {
        for (seed, fit, _) in &group.runs {
            // Clusterings of one model were not trained again.
            if told.contains(&fit.key.as_str()) {
                continue;
            }
            told.push(&fit.key);
            let mut row = vec![(group.grid + 1).to_string()];
            row.extend([group.modality, group.features, group.model].map(String::from));
            row.extend([
                seed.to_string(),
                fit.n_epochs.to_string(),
                format!("{:.3}", fit.secs),
            ]);
            table.row(row)?;
        }
    }
    table.finish()
}

/// How many songs of each class each cluster holds, of the first seed.
pub(super) fn distributions(compared: &Compared, groups: &[Group]) -> Result<String> {
    let header = [
        "grid",
        "modality",
        "features",
        "model",
        "clustering",
        "label",
        "cluster",
        "class",
        "n_songs",
        "share_of_cluster",
        "share_of_class",
    ];
    let mut table = Table::new(&header)?;
    for group in groups {
        let Some((_, fit, clustered)) = group.runs.first() else {
            continue;
        };
        for label in &compared.library.labels {
            let mut counts: BTreeMap<(i32, u32), usize> = BTreeMap::new();
            let (mut of_cluster, mut of_class) = (BTreeMap::new(), BTreeMap::new());
            for (row, &cluster) in fit.rows.iter().zip(&clustered.labels) {
                if let Some(class) = label.of_song[*row] {
                    *counts.entry((cluster, class)).or_default() += 1;
                    *of_cluster.entry(cluster).or_insert(0) += 1;
                    *of_class.entry(class).or_insert(0) += 1;
                }
            }
            for ((cluster, class), n) in counts {
                let mut row = cell_names(group);
                row.push(label.name.clone());
                row.push(if cluster < 0 {
                    "noise".to_string()
                } else {
                    cluster.to_string()
                });
                row.push(label.classes[class as usize].clone());
                row.push(n.to_string());
                let share = |of: &i32| format!("{:.4}", n as f64 / f64::from(*of));
                row.extend([share(&of_cluster[&cluster]), share(&of_class[&class])]);
                table.row(row)?;
            }
        }
    }
    table.finish()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::experiment::FitResult;

    /// A seed that tells one label as well as given, by 100 shuffles around .5.
    fn seed(key: &str, mean: f64, rain: f64) -> FitResult {
        let auc = |value: f64| json!({"value": value, "chance": 0.5, "low": 0.4, "high": 0.6});
        let label =
            json!({"label": "rain, \"heavy\"", "n_songs": 7, "auc": auc(rain), "deviation": 0.05});
        let found = json!({
            "column": "tags", "n_songs": 40, "n_labels": 3, "n_folds": 5, "by_artist": false,
            "unseen": "songs", "n_shuffles": 100, "mean": auc(mean), "labels": [label],
        });
        serde_json::from_value(json!({
            "key": key, "rows": [0, 1], "n_latent": 4, "n_active": 4, "is_collapsed": false, "n_epochs": 3,
            "secs": 1.5, "explained_train": 0.5, "explained_validation": null, "explained_blocks": [],
            "told": [], "label_aucs": [found], "mig": null, "cross_modal": null, "clusterings": {},
            "map": null, "reconstructions": [],
        }))
        .unwrap()
    }

    #[test]
    fn labels_are_told_over_seeds_with_their_mean_first_and_once_a_model() {
        let fits = [seed("a", 0.7, 0.9), seed("b", 0.5, 0.52)];
        let clustered: Clustered = serde_json::from_value(json!({
            "n_clusters": 2, "noise_share": 0.0, "silhouette": null, "calinski_harabasz": null,
            "davies_bouldin": null, "labels": [0, 1], "silhouette_of_song": [null, null],
            "agreements": [], "not_scored": [],
        }))
        .unwrap();
        let group = |clustering| Group {
            grid: 0,
            modality: "lyrics",
            features: "",
            model: "VAE",
            clustering,
            runs: vec![(0, &fits[0], &clustered), (1, &fits[1], &clustered)],
        };
        let table = label_aucs(&[group("k = 2"), group("k = 3")])
            .unwrap()
            .unwrap();
        let rows: Vec<&str> = table.lines().skip(1).collect();
        assert_eq!(
            rows,
            [
                "1,lyrics,,VAE,2,tags,,,40,0.600000,0.141421,0.500000,0.400000,0.600000,1,",
                "1,lyrics,,VAE,2,tags,\"rain, \"\"heavy\"\"\",7,40,0.710000,0.268701,0.500000,0.400000,0.600000,1,",
            ]
        );
        assert!(label_aucs(&[]).is_none());
    }
}
