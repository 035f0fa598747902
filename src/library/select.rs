//! A part of a library.

use super::{LabelColumn, Library, NumberColumn};

impl Library {
    /// The given songs only, in the given order. Report and warnings stay those of the whole.
    pub(crate) fn select(&self, rows: &[usize]) -> Self {
        let is_detected =
            |&&i: &&usize| self.songs[i].language.as_ref().is_some_and(|l| l.detected);
        let n_detected = |rows: &[usize]| rows.iter().filter(is_detected).count();
        let label = |column: &LabelColumn| {
            let values: Vec<_> = rows
                .iter()
                .map(|&i| column.value(i).map(str::to_string))
                .collect();
            let n_detected = if column.name == "language" {
                n_detected(rows)
            } else {
                0
            };
            LabelColumn {
                n_detected,
                ..LabelColumn::new(&column.name, &values)
            }
        };
        let number = |column: &NumberColumn| NumberColumn {
            name: column.name.clone(),
            of_song: rows.iter().map(|&i| column.of_song[i]).collect(),
            is_feature: column.is_feature,
        };
        Self {
            root: self.root.clone(),
            songs: rows.iter().map(|&i| self.songs[i].clone()).collect(),
            labels: self.labels.iter().map(label).collect(),
            multi_labels: self.multi_labels.iter().map(|m| m.select(rows)).collect(),
            numbers: self.numbers.iter().map(number).collect(),
            report: self.report.clone(),
            warnings: self.warnings.clone(),
            extracted: self.extracted.clone(),
        }
    }
}
