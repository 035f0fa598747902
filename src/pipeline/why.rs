//! Why two songs lie where they do to each other, and why a song is in its cluster: squared
//! distances taken apart into what they are sums of.

use std::collections::BTreeSet;

use super::Analysis;
use crate::config::Keyed;
use crate::ears::Tag;
use crate::features::BlockKind;
use crate::library::Song;
use crate::matrix::{Matrix, squared_distance};
use crate::random::splitmix64;
use crate::text::tokens;

/// So many features and lines are told.
const LISTED: usize = 6;
/// Of more pairs of songs so many are drawn, for how a distance stands among others.
const MOST_PAIRS: usize = 4_000;
/// A tag that fits both songs at least so well, as the network guesses, is one in common.
const LEAST_GUESS: f32 = 0.1;
/// Lines of fewer words are in many songs: "oh", "la la".
const FEWEST_WORDS: usize = 3;

/// A distance, and how it stands among those of all pairs of songs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Placed {
    pub(crate) distance: f64,
    /// Share of pairs that are nearer to each other, of all or of 4,000.
    pub(crate) nearer: f64,
}

/// What a block of features has of a squared distance.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BlockPart {
    pub(crate) name: String,
    /// 0 to 1 of a distance; of a difference of two −1 to 1.
    pub(crate) share: f64,
    /// Of each song, whether it has the block; one that lacks it stands at the mean.
    pub(crate) present: [bool; 2],
}

/// The same of one feature.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FeaturePart {
    pub(crate) column: String,
    pub(crate) kind: BlockKind,
    pub(crate) share: f64,
    /// Of each song, or of song and centre, how many deviations of all songs it is from their mean.
    pub(crate) deviations: [f64; 2],
}

/// Two songs, what parts them and what they have in common.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Nearness {
    pub(crate) songs: [usize; 2],
    /// Among the features that the model is shown, standardised and weighed.
    pub(crate) input: Placed,
    pub(crate) latent: Placed,
    pub(crate) map: Placed,
    /// Of the squared distance among the features; nothing where that is 0.
    pub(crate) blocks: Vec<BlockPart>,
    /// The features that have most of it, the largest first.
    pub(crate) apart: Vec<FeaturePart>,
    /// The features in which both differ most from the other songs in the same way, by their share
    /// of all that speaks for likeness.
    pub(crate) alike: Vec<FeaturePart>,
    /// Latent dimensions by their share of the squared distance there, the largest first.
    pub(crate) dimensions: Vec<(usize, f64)>,
    /// Tags that fit both, with the network's guess for each song.
    pub(crate) tags: Vec<(Tag, [f32; 2])>,
    /// The first lines that are in both, as the first song has them.
    pub(crate) lines: Vec<String>,
    /// How many lines are.
    pub(crate) n_lines: usize,
}

/// A song between the centre of its cluster and the next one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct InCluster {
    pub(crate) song: usize,
    /// True of a song that is in no cluster: then `own` is the nearest.
    pub(crate) is_noise: bool,
    pub(crate) own: u32,
    pub(crate) next: u32,
    /// To the centre of its own cluster, and of the next one, in latent space. The second is the
    /// smaller one where clusters are not made by their centres.
    pub(crate) distances: [f64; 2],
    /// Latent dimensions by what they speak for its own cluster, as a share of what all of them say
    /// for and against: the difference of the squared distances, taken apart. The largest first,
    /// whichever way they speak.
    pub(crate) dimensions: Vec<(usize, f64)>,
    /// The same of the features that the model is shown, by block.
    pub(crate) blocks: Vec<BlockPart>,
    /// The features that speak most for its own cluster.
    pub(crate) features: Vec<FeaturePart>,
}

impl Analysis {
    /// What parts two songs, and what they have in common.
    pub(crate) fn nearness(&self, songs: [usize; 2]) -> Nearness {
        let x = &self.fused.x;
        let squares = parts(x, songs);
        let total: f64 = squares.iter().sum();
        let is_apart = total > 0.0;
        let shares: Vec<f64> = squares.iter().map(|s| s / total).collect();
        let products: Vec<f64> = products(x, songs);
        let likeness: f64 = products.iter().map(|p| p.max(0.0)).sum();
        let alike: Vec<f64> = products.iter().map(|p| p.max(0.0) / likeness).collect();
        let latents = self.latents();
        let dimensions = if squared_distance(latents.row(songs[0]), latents.row(songs[1])) > 0.0 {
            let squares = parts(latents, songs);
            let total: f64 = squares.iter().sum();
            largest(squares.into_iter().map(|s| s / total))
        } else {
            Vec::new()
        };
        let lines = lines_in_common(songs.map(|song| &self.library.songs[song]));
        Nearness {
            songs,
            input: placed(x, songs),
            latent: placed(latents, songs),
            map: placed(&self.map.xy, songs),
            blocks: if is_apart {
                self.by_block(&shares, songs)
            } else {
                Vec::new()
            },
            apart: if is_apart {
                self.by_feature(&shares, songs)
            } else {
                Vec::new()
            },
            alike: if likeness > 0.0 {
                self.by_feature(&alike, songs)
            } else {
                Vec::new()
            },
            dimensions,
            tags: self.tags_in_common(songs),
            n_lines: lines.len(),
            lines: lines.into_iter().take(LISTED).collect(),
        }
    }

    /// Why a song is in its cluster and in no other; `None` where there are not two of them.
    pub(crate) fn in_cluster(&self, song: usize) -> Option<InCluster> {
        let (latents, x) = (self.latents(), &self.fused.x);
        let labels = &self.clusters.labels;
        let n_clusters = self.clusters.n_clusters;
        let centres = centres(latents, labels, n_clusters);
        let mut by_distance: Vec<(f64, u32)> = (0..)
            .zip(centres.rows())
            .map(|(cluster, centre)| {
                (
                    f64::from(squared_distance(latents.row(song), centre)),
                    cluster,
                )
            })
            .collect();
        by_distance.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let own = labels[song].or(by_distance.first().map(|(_, cluster)| *cluster))?;
        let next = by_distance.iter().find(|(_, cluster)| *cluster != own)?.1;
        let speaks = |row: &[f32], centres: &Matrix| -> Vec<f64> {
            let [own, next] = [own, next].map(|c| centres.row(c as usize));
            let square = |a: f32, b: f32| (f64::from(a) - f64::from(b)).powi(2);
            let each = row.iter().zip(own.iter().zip(next));
            let each: Vec<f64> = each
                .map(|(v, (o, n))| square(*v, *n) - square(*v, *o))
                .collect();
            let all: f64 = each.iter().map(|v| v.abs()).sum();
            each.iter()
                .map(|v| if all > 0.0 { v / all } else { 0.0 })
                .collect()
        };
        let of_features = self::centres(x, labels, n_clusters);
        let features = speaks(x.row(song), &of_features);
        let distance = |cluster: u32| {
            let centre = centres.row(cluster as usize);
            f64::from(squared_distance(latents.row(song), centre)).sqrt()
        };
        let mut told = self.by_feature(&features, [song, song]);
        for part in &mut told {
            if let Some(column) = self.column_of(part) {
                part.deviations[1] = deviations(x, column, of_features.row(own as usize)[column]);
            }
        }
        Some(InCluster {
            song,
            is_noise: labels[song].is_none(),
            own,
            next,
            distances: [distance(own), distance(next)],
            dimensions: largest(speaks(latents.row(song), &centres).into_iter()),
            blocks: self.by_block(&features, [song, song]),
            features: told,
        })
    }

    /// Sums of what columns have, by block.
    fn by_block(&self, shares: &[f64], songs: [usize; 2]) -> Vec<BlockPart> {
        let blocks = self.fused.scaler.blocks.iter();
        let part = |(name, _, columns): &(String, BlockKind, std::ops::Range<usize>)| {
            let present = match self.features.blocks.iter().find(|b| b.name == *name) {
                Some(block) => songs.map(|song| block.present[self.rows[song]]),
                None => [true; 2],
            };
            BlockPart {
                name: name.clone(),
                share: shares[columns.clone()].iter().sum(),
                present,
            }
        };
        blocks.map(part).collect()
    }

    /// The columns that have most, the largest first.
    fn by_feature(&self, shares: &[f64], songs: [usize; 2]) -> Vec<FeaturePart> {
        let mut order: Vec<usize> = (0..shares.len()).filter(|&c| shares[c] > 0.0).collect();
        order.sort_by(|&a, &b| shares[b].total_cmp(&shares[a]).then(a.cmp(&b)));
        order.truncate(LISTED);
        let x = &self.fused.x;
        let part = |column: usize| FeaturePart {
            column: self.fused.scaler.columns[column].clone(),
            kind: self.kind_of(column),
            share: shares[column],
            deviations: songs.map(|song| deviations(x, column, x.row(song)[column])),
        };
        order.into_iter().map(part).collect()
    }

    fn kind_of(&self, column: usize) -> BlockKind {
        let mut blocks = self.fused.scaler.blocks.iter();
        let block = blocks.find(|(_, _, columns)| columns.contains(&column));
        block.map_or(BlockKind::Numbers, |(_, kind, _)| *kind)
    }

    fn column_of(&self, part: &FeaturePart) -> Option<usize> {
        let mut columns = self.fused.scaler.columns.iter().enumerate();
        let is_it =
            |(at, name): &(usize, &String)| **name == part.column && self.kind_of(*at) == part.kind;
        columns.find(is_it).map(|(at, _)| at)
    }

    fn tags_in_common(&self, songs: [usize; 2]) -> Vec<(Tag, [f32; 2])> {
        let guess = |tag: Tag| (tag, songs.map(|song| self.tag_of(tag, song)));
        let least = |guesses: &[f32; 2]| guesses[0].min(guesses[1]);
        let both = |guesses: &[f32; 2]| guesses.iter().all(|g| *g >= LEAST_GUESS);
        let mut found: Vec<(Tag, [f32; 2])> = Tag::all()
            .map(guess)
            .filter(|(_, guesses)| both(guesses))
            .collect();
        found.sort_by(|a, b| least(&b.1).total_cmp(&least(&a.1)));
        found.truncate(LISTED);
        found
    }
}

/// Squared differences, column by column.
fn parts(x: &Matrix, [a, b]: [usize; 2]) -> Vec<f64> {
    let both = x.row(a).iter().zip(x.row(b));
    both.map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2))
        .collect()
}

/// Products, column by column: columns are centred, so what both have more of, or less, is above 0.
fn products(x: &Matrix, [a, b]: [usize; 2]) -> Vec<f64> {
    let both = x.row(a).iter().zip(x.row(b));
    both.map(|(a, b)| f64::from(*a) * f64::from(*b)).collect()
}

fn largest(shares: impl Iterator<Item = f64>) -> Vec<(usize, f64)> {
    let mut all: Vec<(usize, f64)> = shares.enumerate().collect();
    all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    all.truncate(LISTED);
    all
}

/// How many deviations of a column a value is from its mean.
fn deviations(x: &Matrix, column: usize, value: f32) -> f64 {
    let n = x.n_rows().max(1) as f64;
    let values = || x.rows().map(|row| f64::from(row[column]));
    let mean = values().sum::<f64>() / n;
    let deviation = (values().map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt();
    if deviation > 0.0 {
        (f64::from(value) - mean) / deviation
    } else {
        0.0
    }
}

fn placed(x: &Matrix, [a, b]: [usize; 2]) -> Placed {
    let between = |a: usize, b: usize| f64::from(squared_distance(x.row(a), x.row(b))).sqrt();
    let distance = between(a, b);
    let others: Vec<f64> = pairs(x.n_rows())
        .into_iter()
        .map(|(i, j)| between(i, j))
        .collect();
    let n_nearer = others.iter().filter(|other| **other < distance).count();
    Placed {
        distance,
        nearer: n_nearer as f64 / others.len().max(1) as f64,
    }
}

/// All pairs of n, or some of them.
pub(super) fn pairs(n: usize) -> Vec<(usize, usize)> {
    if n * n.saturating_sub(1) / 2 <= MOST_PAIRS {
        return (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).collect();
    }
    let draw = |at: usize| (splitmix64(at as u64) % n as u64) as usize;
    let drawn = (0..).map(|at| (draw(2 * at), draw(2 * at + 1)));
    drawn.filter(|(i, j)| i != j).take(MOST_PAIRS).collect()
}

/// Means of the songs of each cluster.
fn centres(x: &Matrix, labels: &[Option<u32>], n_clusters: usize) -> Matrix {
    let mut sums = vec![vec![0.0f64; x.n_cols()]; n_clusters];
    let mut sizes = vec![0usize; n_clusters];
    for (row, label) in x.rows().zip(labels) {
        let Some(label) = label else { continue };
        sizes[*label as usize] += 1;
        let sums = sums[*label as usize].iter_mut().zip(row);
        sums.for_each(|(sum, v)| *sum += f64::from(*v));
    }
    let mut centres = Matrix::zeros(n_clusters, x.n_cols());
    for (cluster, sums) in sums.iter().enumerate() {
        let n = sizes[cluster].max(1) as f64;
        let row = centres.row_mut(cluster).iter_mut().zip(sums);
        row.for_each(|(to, sum)| *to = (sum / n) as f32);
    }
    centres
}

/// Each once, whatever its case and punctuation.
fn lines_in_common(songs: [&Song; 2]) -> Vec<String> {
    let [Some(a), Some(b)] = songs.map(|song| song.lyrics.as_ref()) else {
        return Vec::new();
    };
    let key = |line: &str| {
        let words = tokens(line);
        (words.len() >= FEWEST_WORDS).then(|| words.join(" "))
    };
    let there: BTreeSet<String> = b.lines.iter().filter_map(|line| key(&line.text)).collect();
    let mut seen = BTreeSet::new();
    let lines = a.lines.iter().map(|line| line.text.trim());
    let is_both =
        |line: &&str| key(line).is_some_and(|key| there.contains(&key) && seen.insert(key));
    lines.filter(is_both).map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Lyrics;

    #[test]
    fn all_pairs_of_few_and_some_of_many_never_of_one_song() {
        assert_eq!(pairs(4), [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)]);
        assert!(pairs(0).is_empty() && pairs(1).is_empty());
        let many = pairs(1000);
        assert_eq!(many.len(), MOST_PAIRS);
        assert!(many.iter().all(|(i, j)| i != j && *i < 1000 && *j < 1000));
    }

    #[test]
    fn a_distance_stands_among_all_others() {
        let x = Matrix::from_rows(&[[0.0], [1.0], [3.0], [7.0]]);
        let near = placed(&x, [0, 1]);
        assert_eq!((near.distance, near.nearer), (1.0, 0.0));
        // 1, 2, 3 and 4 are nearer than 6; 7 is not.
        let far = placed(&x, [1, 3]);
        assert_eq!((far.distance, far.nearer), (6.0, 4.0 / 6.0));
    }

    #[test]
    fn lines_are_the_same_however_they_are_written() {
        let song = |words: &str| Song {
            id: String::new(),
            title: String::new(),
            artist: String::new(),
            audio: None,
            lyrics: Some(Lyrics::from_text(words)),
            language: None,
        };
        let a =
            song("Oh, my love is gone!\nla la\nআমার সোনার বাংলা\nonly here it is\nOh my love is gone");
        let b = song("la la\noh my love is gone\nআমার সোনার বাংলা।");
        assert_eq!(
            lines_in_common([&a, &b]),
            ["Oh, my love is gone!", "আমার সোনার বাংলা"]
        );
        let none = Song { lyrics: None, ..b };
        assert!(lines_in_common([&a, &none]).is_empty());
    }
}
