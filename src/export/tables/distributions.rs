//! How the classes of each label are spread over clusters.

use super::Table;
use crate::error::Result;
use crate::export::figures::Subject;

/// One row a label, cluster and class: how many, which share of the cluster, and of all songs.
/// Noise is a row of its own.
pub(in crate::export) fn distributions(subject: Subject) -> Result<String> {
    let analysis = subject.analysis;
    let mut table = Table::new(&[
        "label",
        "cluster",
        "cluster_name",
        "class",
        "songs",
        "share",
        "share_overall",
    ])?;
    let n_clusters = analysis.clusters.n_clusters;
    for label in &analysis.library.labels {
        let n_classes = label.classes.len();
        let mut counts = vec![vec![0usize; n_classes]; n_clusters + 1];
        for (cluster, class) in analysis.clusters.labels.iter().zip(&label.of_song) {
            if let Some(class) = class {
                counts[cluster.map_or(n_clusters, |c| c as usize)][*class as usize] += 1;
            }
        }
        let overall: Vec<usize> = (0..n_classes)
            .map(|c| counts.iter().map(|row| row[c]).sum())
            .collect();
        let n_known: usize = overall.iter().sum();
        for (cluster, row) in counts.iter().enumerate() {
            let n_here: usize = row.iter().sum();
            let (id, name) = match subject.clusters.get(cluster) {
                Some(name) => (cluster.to_string(), name.as_str()),
                None => ("noise".to_string(), "noise"),
            };
            for (class, &count) in row.iter().enumerate().filter(|_| n_here > 0) {
                let share =
                    |count: usize, of: usize| format!("{:.6}", count as f64 / of.max(1) as f64);
                let cells = [share(count, n_here), share(overall[class], n_known)];
                let count = count.to_string();
                table.row([
                    &label.name,
                    &id,
                    name,
                    &label.classes[class],
                    &count,
                    &cells[0],
                    &cells[1],
                ])?;
            }
        }
    }
    table.finish()
}
