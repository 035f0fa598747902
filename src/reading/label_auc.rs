//! Which of several labels a song are told from a space.

use super::difference::{LEVEL, holm};
use super::rules::Standing;
use super::student::two_sided;
use crate::scores::{LabelAuc, LabelAucs};

/// What the AUC of one label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LabelVerdict {
    /// Beyond what shuffled labels give, corrected for the number of labels that were tried.
    Beyond,
    /// The same, but script, spelling or a feature tells the label by itself: no finding.
    Trivial,
    Chance,
}

/// What the labels of one column say.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LabelVerdicts {
    pub column: String,
    /// Of the mean over labels.
    pub mean: Standing,
    /// One for each label, in their order, with its p-value after Holm's correction.
    pub labels: Vec<(LabelVerdict, f64)>,
}

impl LabelVerdicts {
    pub(crate) fn of(found: &LabelAucs) -> Self {
        let p: Vec<f64> = found
            .labels
            .iter()
            .map(|label| by_luck(label, found.n_shuffles))
            .collect();
        let one = |(label, corrected): (&LabelAuc, f64)| {
            let is_trivial = label.cautions.iter().any(|caution| caution.is_trivial());
            let told = match corrected <= LEVEL {
                true if is_trivial => LabelVerdict::Trivial,
                true => LabelVerdict::Beyond,
                false => LabelVerdict::Chance,
            };
            (told, corrected)
        };
        Self {
            column: found.column.clone(),
            mean: Standing::from(found.mean),
            labels: found.labels.iter().zip(holm(&p)).map(one).collect(),
        }
    }

    pub(crate) fn count(&self, of: LabelVerdict) -> usize {
        self.labels.iter().filter(|(told, _)| *told == of).count()
    }

    /// Labels beyond chance, whether that is a finding or not.
    pub(crate) fn n_told(&self) -> usize {
        self.count(LabelVerdict::Beyond) + self.count(LabelVerdict::Trivial)
    }

    /// The labels of what this was read from, each with what it says and its p-value: the best
    /// told first.
    pub(crate) fn best_first<'a>(
        &self,
        found: &'a LabelAucs,
    ) -> Vec<(&'a LabelAuc, LabelVerdict, f64)> {
        let both = found.labels.iter().zip(&self.labels);
        let mut all: Vec<_> = both.map(|(label, &(told, p))| (label, told, p)).collect();
        all.sort_by(|a, b| b.0.auc.value.total_cmp(&a.0.auc.value));
        all
    }
}

/// How often shuffled labels would have so high an AUC: it against the mean and deviation of the
/// shuffles, which are too few to count those above it, by Student's t (the prediction interval of
/// one more value).
fn by_luck(label: &LabelAuc, n_shuffles: usize) -> f64 {
    let n = n_shuffles as f64;
    let beyond = label.auc.value - label.auc.chance;
    let t = beyond / (label.deviation * (1.0 + 1.0 / n).sqrt());
    if !t.is_finite() || n_shuffles < 2 {
        return 1.0;
    }
    let both = two_sided(t.abs(), n - 1.0);
    if t > 0.0 {
        both / 2.0
    } else {
        1.0 - both / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scores::{AgainstChance, Caution, Unseen};

    fn found(values: &[(f64, f64)]) -> LabelAucs {
        let auc = |value| AgainstChance {
            value,
            chance: 0.5,
            band: [0.4, 0.6],
        };
        let label = |(i, &(value, deviation)): (usize, &(f64, f64))| LabelAuc {
            label: format!("t{i}"),
            n_songs: 20,
            auc: auc(value),
            deviation,
            cautions: Vec::new(),
        };
        LabelAucs {
            column: "tags".to_string(),
            n_songs: 100,
            n_labels: 9,
            n_folds: 5,
            by_artist: true,
            unseen: Unseen::Artists,
            n_shuffles: 100,
            mean: auc(0.55),
            labels: values.iter().enumerate().map(label).collect(),
        }
    }

    /// `scipy.stats.t.sf((value - .5) / (deviation * sqrt(1.01)), 99)` of SciPy 1.16.2.
    #[test]
    fn p_values_are_those_of_students_t() {
        let all = found(&[(0.6, 0.05), (0.65, 0.05), (0.45, 0.05), (0.7, 0.0)]);
        let p: Vec<f64> = all.labels.iter().map(|l| by_luck(l, 100)).collect();
        let expected = [0.0246702168654, 0.0017857788497, 0.838927982817, 1.0];
        for (p, expected) in p.iter().zip(expected) {
            assert!((p - expected).abs() < 1e-9, "{p}, expected {expected}");
        }
    }

    #[test]
    fn of_many_labels_one_by_luck_is_not_told_and_one_told_by_script_is_no_finding() {
        // Beyond its own band, as one of forty is by luck.
        let mut values = vec![(0.5, 0.05); 40];
        values[3].0 = 0.61;
        values[7].0 = 0.9;
        values[8].0 = 0.9;
        let mut all = found(&values);
        all.labels[8].cautions = vec![Caution::Script];
        let told = LabelVerdicts::of(&all);
        assert_eq!(told.labels[3].0, LabelVerdict::Chance);
        assert_eq!(told.labels[7].0, LabelVerdict::Beyond);
        assert_eq!(told.labels[8].0, LabelVerdict::Trivial);
        let counts = [
            LabelVerdict::Beyond,
            LabelVerdict::Trivial,
            LabelVerdict::Chance,
        ];
        assert_eq!(counts.map(|of| told.count(of)), [1, 1, 38]);
        let alone = LabelVerdicts::of(&found(&[(0.61, 0.05)]));
        assert_eq!(alone.labels[0].0, LabelVerdict::Beyond, "tried alone it is");
    }
}
