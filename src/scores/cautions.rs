//! What scores are taken against, and what they must not be read as.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::library::{LabelColumn, Library, Song};
use crate::text::main_script;
use crate::words::{Text, id};

/// A class is written in one script, or one language, when at least this share of its lyrics are.
const NEARLY_ALL: f64 = 0.95;
/// Classes with a smaller share of the column's lyrics are too small to move a score.
const SMALL_CLASS: f64 = 0.05;

/// What scores are taken against, and what the space that is scored has seen of it.
#[derive(Debug, Clone, Copy)]
pub struct Labels<'a> {
    pub(crate) library: &'a Library,
    /// Label columns that a conditional VAE was told. They are not scored.
    pub(crate) conditions: &'a [String],
    /// Names of columns that entered as features.
    pub(crate) in_features: &'a [String],
    pub(crate) letters: Letters,
    /// Each language's mean was taken from the features.
    pub(crate) is_centred: bool,
}

/// What the space that is scored has seen of the letters of lyrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// There are no lyrics among its features.
    Unseen,
    /// In their own script.
    Own,
    /// All in Latin letters.
    Romanised,
}

/// Why an agreement is no finding. Version 0.1.0 has written the aliases into files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caution {
    /// The column entered as a feature.
    #[serde(alias = "the column is itself among the features")]
    InFeatures,
    /// Classes are written in different scripts, and lyrics are among the features: any letter
    /// tells them apart.
    ///
    /// The script of a song is the one of most of its letters. A class has a script when 95 % of
    /// its lyrics are in it; the caution stands where two classes have different ones, leaving out
    /// classes of fewer than 5 % of the lyrics.
    #[serde(alias = "the classes are written in different scripts, which any letter tells")]
    Script,
    /// Classes are written in different languages, and lyrics are among the features, romanised or
    /// in one script: spelling alone tells them apart.
    ///
    /// The language of a song is the one it was labelled with, or the one that was detected from
    /// its words. A class has a language as it has a script, and the caution stands where `Script`
    /// does not.
    #[serde(alias = "the classes are in different languages, which spelling alone tells")]
    Spelling,
    /// At least some of the labels were detected from the lyrics and not given.
    #[serde(alias = "labels were detected from the lyrics")]
    Detected,
    /// The features were centred by this column, a song's language: they know it, and are rid of
    /// most of it, so neither agreement nor the lack of it says anything of the songs.
    Centred,
}

impl Caution {
    /// True when no agreement is a finding, however high: anything tells these classes from what
    /// the model was shown.
    pub(crate) fn is_trivial(self) -> bool {
        match self {
            Caution::InFeatures | Caution::Script | Caution::Spelling | Caution::Centred => true,
            Caution::Detected => false,
        }
    }

    /// What a table says of it.
    pub(crate) fn in_words(self) -> Text {
        match self {
            Caution::InFeatures => id::SCORES_COLUMN_ITSELF_AMONG_FEATURES,
            Caution::Script => id::SCORES_CLASSES_WRITTEN_DIFFERENT_SCRIPTS,
            Caution::Spelling => id::SCORES_CLASSES_DIFFERENT_LANGUAGES_WHICH,
            Caution::Detected => id::SCORES_LABELS_WERE_DETECTED_FROM_LYRICS,
            Caution::Centred => id::SCORES_FEATURES_WERE_CENTRED_BY_COLUMN,
        }
    }
}

impl<'a> Labels<'a> {
    /// Labels that nothing was told of.
    pub fn of(library: &'a Library) -> Self {
        Self {
            library,
            conditions: &[],
            in_features: &[],
            letters: Letters::Unseen,
            is_centred: false,
        }
    }

    /// The columns that a score may be taken against, with their place among all.
    pub(super) fn scored(&self) -> impl Iterator<Item = (usize, &'a LabelColumn)> {
        let conditions = self.conditions;
        self.library
            .labels
            .iter()
            .enumerate()
            .filter(move |(_, column)| !conditions.contains(&column.name))
    }

    /// The columns of the library that the model was told.
    pub(super) fn not_scored(&self) -> Vec<String> {
        let names = self.library.labels.iter().map(|column| &column.name);
        names
            .filter(|name| self.conditions.contains(name))
            .cloned()
            .collect()
    }

    /// What agreement with a column must not be read as.
    pub(crate) fn cautions(&self, column: &LabelColumn) -> Vec<Caution> {
        self.cautions_by(&WordCues::of(self), column, SMALL_CLASS)
    }

    /// The same by what is known already, where many columns are asked of; `small` is the share of
    /// the column's lyrics from which a class counts.
    pub(super) fn cautions_by(
        &self,
        told: &WordCues,
        column: &LabelColumn,
        small: f64,
    ) -> Vec<Caution> {
        let mut all = Vec::new();
        if self.in_features.contains(&column.name) {
            all.push(Caution::InFeatures);
        }
        if self.is_centred && is_language(self.library, column) {
            all.push(Caution::Centred);
        }
        let differ = |told: &[Option<String>]| classes_differ(column, told, small);
        if self.letters == Letters::Own && differ(&told.scripts) {
            all.push(Caution::Script);
        } else if self.letters != Letters::Unseen && differ(&told.languages) {
            all.push(Caution::Spelling);
        }
        if column.n_detected > 0 {
            all.push(Caution::Detected);
        }
        all
    }
}

/// What the words of each song tell at once; `None` without words. Nothing where the space that is
/// scored has seen no words.
pub(super) struct WordCues {
    scripts: Vec<Option<String>>,
    languages: Vec<Option<String>>,
}

impl WordCues {
    pub(super) fn of(labels: &Labels) -> Self {
        let seen = labels.letters != Letters::Unseen;
        let songs = || labels.library.songs.iter().filter(|_| seen);
        let scripts = songs().map(|song| script(song).map(str::to_string));
        let scripts: Vec<Option<String>> = scripts.collect();
        // Not of a song without words: nothing spells its language.
        let language = |(song, script): (&Song, &Option<String>)| {
            script.as_ref()?;
            song.language.as_ref().map(|language| language.name.clone())
        };
        let languages = songs().zip(&scripts).map(language).collect();
        Self { scripts, languages }
    }
}

fn script(song: &Song) -> Option<&'static str> {
    main_script(&song.lyrics.as_ref()?.text())
}

/// True where nearly all words of one class tell one thing, and those of another class another.
fn classes_differ(column: &LabelColumn, told: &[Option<String>], small: f64) -> bool {
    let mut of_class: Vec<Vec<&String>> = vec![Vec::new(); column.classes.len()];
    for (told, class) in told.iter().zip(&column.of_song) {
        if let (Some(class), Some(told)) = (class, told) {
            of_class[*class as usize].push(told);
        }
    }
    let n = of_class.iter().map(Vec::len).sum::<usize>() as f64;
    let large = of_class
        .iter()
        .filter(|told| !told.is_empty() && told.len() as f64 >= small * n);
    large
        .filter_map(|told| nearly_all(told))
        .collect::<BTreeSet<_>>()
        .len()
        >= 2
}

/// True of the column that says of each song the language that it is known by.
fn is_language(library: &Library, column: &LabelColumn) -> bool {
    let mut n_known = 0;
    let mut classes = library.songs.iter().zip(&column.of_song);
    let is_alike = classes.all(|(song, class)| match (&song.language, class) {
        (Some(language), Some(class)) => {
            n_known += 1;
            column.classes[*class as usize] == language.name
        }
        (None, Some(_)) => false,
        (_, None) => true,
    });
    is_alike && n_known > 0
}

/// What nearly all of these are.
fn nearly_all<'a>(told: &[&'a String]) -> Option<&'a String> {
    let share = |one: &String| {
        told.iter().filter(|other| **other == one).count() as f64 / told.len() as f64
    };
    told.iter()
        .copied()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .find(|one| share(one) >= NEARLY_ALL)
}
