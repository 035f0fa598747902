//! How well each of several labels a song is told.

use super::{Table, in_words, or_undefined};
use crate::error::Result;
use crate::pipeline::Analysis;
use crate::reading::{LabelVerdict, LabelVerdicts};

/// The name of the table, of a run as of a comparison.
pub(in crate::export) const LABEL_AUC: &str = "label_auc.csv";

/// One row a label; `None` where no column has several labels a song.
pub(in crate::export) fn label_aucs(analysis: &Analysis) -> Option<Result<String>> {
    let found = &analysis.probes.label_aucs;
    (!found.is_empty()).then(|| {
        let mut table = Table::new(&[
            "column",
            "label",
            "n_songs",
            "n_all_songs",
            "roc_auc",
            "chance",
            "chance_low",
            "chance_high",
            "p_holm",
            "told",
            "folds",
            "cautions",
        ])?;
        for column in found {
            let told = LabelVerdicts::of(column);
            let folds = format!(
                "{}, {}",
                column.n_folds,
                super::probes::artists_kept(column.unseen, column.by_artist)
            );
            for (label, (told, p)) in column.labels.iter().zip(&told.labels) {
                let auc = label.auc;
                let numbers = [auc.value, auc.chance, auc.band[0], auc.band[1]];
                let told = match told {
                    LabelVerdict::Beyond => "beyond chance",
                    LabelVerdict::Trivial => "beyond chance, by itself",
                    LabelVerdict::Chance => "no",
                };
                let mut cells = vec![column.column.clone(), label.label.clone()];
                cells.extend([label.n_songs, column.n_songs].map(|n| n.to_string()));
                cells.extend(numbers.map(|v| or_undefined(Some(v))));
                cells.push(format!("{p:.6}"));
                cells.extend([told.to_string(), folds.clone(), in_words(&label.cautions)]);
                table.row(&cells)?;
            }
        }
        table.finish()
    })
}
