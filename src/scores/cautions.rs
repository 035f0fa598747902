//! What scores are taken against, and what they must not be read as.

use std::collections::BTreeSet;

use crate::library::{LabelColumn, Library};
use crate::text::main_script;

/// A class is written in one script when at least this share of its lyrics are.
const ONE_SCRIPT: f64 = 0.95;
/// Classes with a smaller share of the column's lyrics are too small to move a score.
const SMALL_CLASS: f64 = 0.05;

/// What scores are taken against, and what the space that is scored has seen of it.
#[derive(Debug, Clone, Copy)]
pub struct Labels<'a> {
    pub library: &'a Library,
    /// Label columns that a conditional VAE was told. They are not scored.
    pub conditions: &'a [String],
    /// Names of columns that entered as features.
    pub in_features: &'a [String],
    /// True when lyrics in their own script are among the features.
    pub sees_script: bool,
}

/// Why an agreement is no finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Caution {
    /// The column entered as a feature.
    InFeatures,
    /// Classes are written in different scripts, and lyrics are among the features: any letter tells them apart.
    ///
    /// The script of a song is the one of most of its letters. A class has a script when 95 % of its lyrics are in it;
    /// the caution stands where two classes have different ones, leaving out classes of fewer than 5 % of the lyrics.
    Script,
    /// At least some of the labels were detected from the lyrics and not given.
    Detected,
}

impl Caution {
    /// What a table says of it.
    pub fn in_words(self) -> &'static str {
        match self {
            Caution::InFeatures => "the column is itself among the features",
            Caution::Script => "the classes are written in different scripts, which any letter tells",
            Caution::Detected => "labels were detected from the lyrics",
        }
    }
}

impl<'a> Labels<'a> {
    /// Labels that nothing was told of.
    pub fn of(library: &'a Library) -> Self {
        Self { library, conditions: &[], in_features: &[], sees_script: false }
    }

    /// The columns that a score may be taken against, with their place among all.
    pub(super) fn scored(&self) -> impl Iterator<Item = (usize, &'a LabelColumn)> {
        let conditions = self.conditions;
        self.library.labels.iter().enumerate().filter(move |(_, column)| !conditions.contains(&column.name))
    }

    /// The columns of the library that the model was told.
    pub(super) fn not_scored(&self) -> Vec<String> {
        let names = self.library.labels.iter().map(|column| &column.name);
        names.filter(|name| self.conditions.contains(name)).cloned().collect()
    }

    pub(super) fn cautions(&self, column: &LabelColumn) -> Vec<Caution> {
        let mut all = Vec::new();
        if self.in_features.contains(&column.name) {
            all.push(Caution::InFeatures);
        }
        if self.sees_script && differ_in_script(self.library, column) {
            all.push(Caution::Script);
        }
        if column.n_detected > 0 {
            all.push(Caution::Detected);
        }
        all
    }
}

fn differ_in_script(library: &Library, column: &LabelColumn) -> bool {
    let mut of_class: Vec<Vec<&str>> = vec![Vec::new(); column.classes.len()];
    for (song, class) in library.songs.iter().zip(&column.of_song) {
        let script = song.lyrics.as_ref().and_then(|lyrics| main_script(&lyrics.text()));
        if let (Some(class), Some(script)) = (class, script) {
            of_class[*class as usize].push(script);
        }
    }
    let n = of_class.iter().map(Vec::len).sum::<usize>() as f64;
    let large = of_class.iter().filter(|scripts| !scripts.is_empty() && scripts.len() as f64 >= SMALL_CLASS * n);
    large.filter_map(|scripts| one_script(scripts)).collect::<BTreeSet<_>>().len() >= 2
}

/// The script that nearly all of these are.
fn one_script<'a>(scripts: &[&'a str]) -> Option<&'a str> {
    let share = |script: &str| scripts.iter().filter(|s| **s == script).count() as f64 / scripts.len() as f64;
    scripts.iter().collect::<BTreeSet<_>>().into_iter().copied().find(|script| share(script) >= ONE_SCRIPT)
}
