//! Weights of groups of letters, by which a logistic regression tells one way of writing from others.

use std::collections::HashMap;

/// Read from what the scripts in `tests/golden/text` write: a line for each weight, in tenths, and
/// behind it the groups that have it. The first is the bias; `#` begins a comment.
pub(crate) struct Weights {
    pub(crate) bias: f32,
    of: HashMap<&'static str, f32>,
}

impl Weights {
    pub(crate) fn read(text: &'static str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let mut weights = Self {
            bias: 0.0,
            of: HashMap::new(),
        };
        for (i, line) in lines.enumerate() {
            let mut parts = line.split(' ');
            let tenths: f32 = parts.next().and_then(|n| n.parse().ok()).unwrap_or(0.0);
            if i == 0 {
                weights.bias = tenths / 10.0;
            }
            weights.of.extend(parts.map(|group| (group, tenths / 10.0)));
        }
        weights
    }

    /// 0 of a group that tells nothing.
    pub(crate) fn of(&self, group: &str) -> f32 {
        self.of.get(group).copied().unwrap_or(0.0)
    }

    /// Tests that there are many, each of `lengths` letters.
    #[cfg(test)]
    pub(crate) fn check(&self, lengths: std::ops::RangeInclusive<usize>) {
        assert!(self.of.len() > 1_000 && self.bias < 0.0);
        let mut groups = self.of.keys();
        assert!(groups.all(|group| lengths.contains(&group.chars().count())));
    }
}
