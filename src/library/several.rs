//! Several labels a song: the first is its class, and the commonest are columns of yes and no.
//!
//! A clustering puts a song in one cluster, so agreement is scored against one class a song: the
//! first of its list, which data sets write first for a reason (the main genre), or by chance of the
//! alphabet, so that it is told. Whether a space knows the other labels is seen in their own columns,
//! each with agreement and separation of its own beside chance; and all of them, rare ones too, are
//! a [`MultiLabel`], which is told label by label.

use super::LabelColumn;
use super::spelling::{Of, Spellings};
use crate::words::{Message, id, say};

/// So many labels of a list have a column.
const MOST_COLUMNS: usize = 6;
/// A label that fewer songs have, or have not, tells nothing apart.
const FEWEST_SONGS: usize = 5;
/// More first values are names and no classes.
const MOST_CLASSES: usize = 100;

/// A column of several labels a song, whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MultiLabel {
    pub name: String,
    /// Distinct labels, sorted.
    pub labels: Vec<String>,
    /// Indices into `labels` of each song, ascending; none where nothing is known of the song.
    pub of_song: Vec<Vec<u32>>,
}

impl MultiLabel {
    fn new(name: &str, of_song: &[Vec<String>]) -> Self {
        let mut labels: Vec<String> = of_song.iter().flatten().cloned().collect();
        labels.sort_unstable();
        labels.dedup();
        let indices = |own: &Vec<String>| {
            let places = own.iter().filter_map(|l| labels.binary_search(l).ok());
            let mut own: Vec<u32> = places.map(|at| at as u32).collect();
            own.sort_unstable();
            own.dedup();
            own
        };
        Self {
            name: name.to_string(),
            of_song: of_song.iter().map(indices).collect(),
            labels,
        }
    }

    /// Of the given songs only, in the given order.
    #[must_use]
    pub fn select(&self, rows: &[usize]) -> Self {
        Self {
            name: self.name.clone(),
            labels: self.labels.clone(),
            of_song: rows.iter().map(|&i| self.of_song[i].clone()).collect(),
        }
    }

    /// Whether each song has a label: a column of yes and no, named as [`MultiLabel::name_of`] says.
    pub fn column(&self, label: u32) -> LabelColumn {
        let value = |own: &Vec<u32>| match own.is_empty() {
            true => None,
            false if own.contains(&label) => Some("yes".to_string()),
            false => Some("no".to_string()),
        };
        let values: Vec<_> = self.of_song.iter().map(value).collect();
        LabelColumn::new(self.name_of(label), &values)
    }

    /// What the column of one label is called.
    pub fn name_of(&self, label: u32) -> String {
        format!("{}: {}", self.name, self.labels[label as usize])
    }

    /// Whether a column of that name is one of yes and no for one of these labels.
    pub(crate) fn has_column(&self, name: &str) -> bool {
        (0..self.labels.len() as u32).any(|label| self.name_of(label) == name)
    }
}

/// What a column of lists says of the songs.
pub(super) struct Several {
    /// The first of each song's labels, where these are classes.
    pub(crate) class: Option<LabelColumn>,
    /// Of the commonest labels whether a song has it, where songs have several; unknown of songs
    /// without any label.
    pub(crate) each: Vec<LabelColumn>,
    /// All of them, where songs have several.
    pub(crate) all: Option<MultiLabel>,
    pub(crate) remark: Option<Message>,
}

/// `of_song` has the labels of each song, none where they are not known.
pub(super) fn several(name: &str, of_song: &[Vec<String>]) -> Several {
    let written = of_song.iter().flatten().map(String::as_str);
    let spellings = Spellings::of(Of::column(name), written);
    let of_song: Vec<Vec<String>> = of_song
        .iter()
        .map(|labels| labels.iter().map(|label| spellings.shown(label)).collect())
        .collect();
    let firsts: Vec<Option<String>> = of_song.iter().map(|l| l.first().cloned()).collect();
    let class = LabelColumn::new(name, &firsts);
    let n_known = firsts.iter().flatten().count();
    let are_classes = (2..=MOST_CLASSES.min((n_known / 2).max(2))).contains(&class.classes.len());
    let counted = counted(&of_song);
    let has_several = of_song.iter().any(|labels| labels.len() > 1);
    let all = MultiLabel::new(name, &of_song);
    let mut each: Vec<LabelColumn> = Vec::new();
    for (label, n) in counted.iter().filter(|_| has_several) {
        let tells = *n >= FEWEST_SONGS && n_known - n >= FEWEST_SONGS;
        let at = all.labels.binary_search_by(|own| own.as_str().cmp(label));
        if let (Ok(at), true) = (at, each.len() < MOST_COLUMNS && tells) {
            let column = all.column(at as u32);
            // Of two labels that part the songs alike one is enough.
            if each.iter().all(|other| !part_alike(other, &column)) {
                each.push(column);
            }
        }
    }
    let remark = has_several.then(|| {
        let text = match are_classes {
            true => id::LIBRARY_SEVERAL_FIRST_IS_CLASS,
            false => id::LIBRARY_SEVERAL_NO_CLASS,
        };
        let first = of_song.iter().find(|labels| labels.len() > 1);
        say(text)
            .with("n", each.len())
            .with("all", counted.len())
            .with("least", FEWEST_SONGS)
            .with("example", first.map_or(String::new(), |l| l.join(", ")))
    });
    Several {
        class: are_classes.then_some(class),
        each,
        all: has_several.then_some(all),
        remark,
    }
}

/// All labels with the number of songs that have them, the commonest first, then by name.
fn counted(of_song: &[Vec<String>]) -> Vec<(&str, usize)> {
    let mut songs: Vec<(&str, usize)> = of_song
        .iter()
        .enumerate()
        .flat_map(|(song, labels)| labels.iter().map(move |label| (label.as_str(), song)))
        .collect();
    songs.sort_unstable();
    songs.dedup();
    let mut counted: Vec<(&str, usize)> = songs
        .chunk_by(|a, b| a.0 == b.0)
        .map(|songs| (songs[0].0, songs.len()))
        .collect();
    counted.sort_by_key(|(label, n)| (usize::MAX - n, *label));
    counted
}

/// Two columns of yes and no part the songs alike, whatever they call the halves.
fn part_alike(a: &LabelColumn, b: &LabelColumn) -> bool {
    let is_same = a.of_song == b.of_song;
    let mut pairs = a.of_song.iter().zip(&b.of_song);
    is_same || pairs.all(|(a, b)| a.is_some() == b.is_some() && (a.is_none() || a != b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn songs(labels: &[&str]) -> Vec<Vec<String>> {
        let list = |l: &&str| {
            l.split(',')
                .filter(|v| !v.is_empty())
                .map(str::to_string)
                .collect()
        };
        labels.iter().map(list).collect()
    }

    fn names(columns: &[LabelColumn]) -> Vec<&str> {
        columns.iter().map(|c| c.name.as_str()).collect()
    }

    #[test]
    fn the_first_is_the_class_and_the_commonest_are_yes_and_no() {
        let mut all = ["rock,live"; 6].to_vec();
        all.extend(["pop"; 5]);
        all.extend(["Rock,rare", "", "pop,live"]);
        let several = several("tags", &songs(&all));
        let class = several.class.unwrap();
        assert_eq!(class.classes, ["pop", "rock"]);
        assert_eq!((class.value(0), class.value(12)), (Some("rock"), None));
        // `rare` is one song's, and `pop` all that are not `rock`.
        assert_eq!(names(&several.each), ["tags: live", "tags: rock"]);
        let live = &several.each[0];
        assert_eq!(live.classes, ["no", "yes"]);
        let of = |song| live.value(song);
        assert_eq!(
            (of(0), of(6), of(12), of(13)),
            (Some("yes"), Some("no"), None, Some("yes"))
        );
        let told = several.remark.unwrap().to_string();
        assert!(
            told.contains("the first is its class") && told.contains("2 of 4"),
            "{told}"
        );
    }

    #[test]
    fn every_label_of_every_song_is_kept_rare_ones_too() {
        let all = songs(&["rock,live", "", "Rock,rare,rock", "pop,live"]);
        let found = several("tags", &all).all.unwrap();
        assert_eq!(found.labels, ["live", "pop", "rare", "rock"]);
        assert_eq!(found.of_song, [vec![0, 3], vec![], vec![2, 3], vec![0, 1]]);
        let some = found.select(&[3, 1]);
        assert_eq!(some.of_song, [vec![0, 1], vec![]]);
        let rare = found.column(2);
        assert_eq!(rare.name, "tags: rare");
        assert_eq!(
            (rare.value(0), rare.value(1), rare.value(2)),
            (Some("no"), None, Some("yes"))
        );
        let one = several("genre", &songs(&["rock", "pop", "rock", "pop"]));
        assert!(one.all.is_none(), "one label a song is a class");
    }

    #[test]
    fn labels_that_part_the_songs_alike_are_one_column() {
        let all: Vec<&str> = (0..12)
            .map(|i| ["rock,live", "pop,studio,pop"][i % 2])
            .collect();
        assert_eq!(names(&several("tags", &songs(&all)).each), ["tags: live"]);
    }

    #[test]
    fn one_label_a_song_is_told_by_its_class_alone_and_names_are_no_classes() {
        let one = several("genre", &songs(&["rock", "pop", "rock", "pop"]));
        assert!(one.remark.is_none() && one.each.is_empty());
        assert_eq!(one.class.unwrap().classes.len(), 2);
        let own: Vec<String> = (0..20).map(|i| format!("own {i},shared")).collect();
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let several = several("tags", &songs(&own));
        assert!(several.class.is_none() && several.each.is_empty());
        assert!(
            several.remark.unwrap().contains("too many different ones"),
            "all have the one, one has each"
        );
    }
}
