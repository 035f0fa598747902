//! Words that set a cluster apart.

use std::collections::BTreeMap;

use crate::library::Library;

const N_WORDS: usize = 10;
/// A language is compared within when a cluster has at least this share of its own songs in it, and
/// other clusters at least this share of the language's.
const SHARE_COMPARED: f64 = 0.1;

/// Sums of the TF-IDF rows of songs with words, by language and cluster. Noise is left out.
pub(super) struct Vocabulary<'a> {
    terms: &'a [String],
    /// For each language, songs of unknown language last: the sums of each cluster.
    languages: Vec<Vec<Sums>>,
    /// Of all languages together.
    together: Vec<Sums>,
}

/// Of one cluster, over its songs with words.
#[derive(Clone)]
struct Sums {
    n: f64,
    sum: Vec<f64>,
    squares: Vec<f64>,
}

impl<'a> Vocabulary<'a> {
    /// `row_of` gives the TF-IDF values of a song; `members` are the songs of each cluster.
    pub(super) fn new<'r>(
        terms: &'a [String],
        row_of: impl Fn(usize) -> &'r [f32],
        members: &[Vec<usize>],
        library: &Library,
    ) -> Self {
        let none = vec![Sums::none(terms.len()); members.len()];
        let (mut languages, mut together) = (BTreeMap::new(), none.clone());
        let column = library.label("language");
        for (cluster, &song) in members
            .iter()
            .enumerate()
            .flat_map(|(c, songs)| songs.iter().map(move |s| (c, s)))
        {
            let row = row_of(song);
            if row.iter().any(|&v| v != 0.0) {
                let language = column
                    .and_then(|column| column.of_song[song])
                    .unwrap_or(u32::MAX);
                languages.entry(language).or_insert_with(|| none.clone())[cluster].add(row);
                together[cluster].add(row);
            }
        }
        Self {
            terms,
            languages: languages.into_values().collect(),
            together,
        }
    }

    /// At most ten words that songs of the cluster use more than songs of other clusters *in the
    /// same language*, and by how many standard errors of the difference in mean TF-IDF; otherwise
    /// any cluster of one language would be set apart by its "the" and "und". Only where other
    /// clusters have less than a tenth of the songs of the languages that most of the cluster is
    /// in, which leaves nothing to compare with, all songs are compared with all. Languages that
    /// less than a tenth of the cluster is in do not count: a single song would bring all its
    /// words.
    ///
    /// In each language the differences have the weight n₁n₂/(n₁+n₂) and the variance they would
    /// have if songs were dealt to clusters at random (the stratified test of van Elteren 1960, on
    /// values in place of ranks). A word that one song repeats has a large difference but also a
    /// large error.
    pub(super) fn apart(&self, cluster: usize) -> Vec<(String, f32)> {
        let (strata, _) = self.compared(cluster);
        let mut scores: Vec<(usize, f64)> = (0..self.terms.len())
            .filter_map(|term| Some((term, standard_errors(&strata, cluster, term)?)))
            .collect();
        scores.retain(|&(_, score)| score > 0.0);
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        scores
            .into_iter()
            .take(N_WORDS)
            .map(|(term, score)| (self.terms[term].clone(), score as f32))
            .collect()
    }

    /// True where other clusters have songs in the cluster's languages, so that its words are more
    /// than those of a language.
    pub(super) fn shares_languages(&self, cluster: usize) -> bool {
        self.compared(cluster).1
    }

    /// What the songs of a cluster are compared within, and whether that is their languages.
    fn compared(&self, cluster: usize) -> (Vec<&[Sums]>, bool) {
        let elsewhere = |of: &[Sums]| of.iter().map(|sums| sums.n).sum::<f64>() - of[cluster].n;
        let size = self.together[cluster].n;
        let is_comparable = |of: &&[Sums]| {
            let (here, elsewhere) = (of[cluster].n, elsewhere(of));
            here >= SHARE_COMPARED * size
                && elsewhere > 0.0
                && elsewhere >= SHARE_COMPARED * (here + elsewhere)
        };
        let comparable: Vec<&[Sums]> = self
            .languages
            .iter()
            .map(Vec::as_slice)
            .filter(is_comparable)
            .collect();
        let within = 2.0 * comparable.iter().map(|of| of[cluster].n).sum::<f64>() >= size;
        if within {
            (comparable, true)
        } else {
            (vec![self.together.as_slice()], false)
        }
    }
}

impl Sums {
    fn none(n_terms: usize) -> Self {
        Self {
            n: 0.0,
            sum: vec![0.0; n_terms],
            squares: vec![0.0; n_terms],
        }
    }

    fn add(&mut self, row: &[f32]) {
        self.n += 1.0;
        for ((sum, square), &v) in self.sum.iter_mut().zip(&mut self.squares).zip(row) {
            *sum += f64::from(v);
            *square += f64::from(v) * f64::from(v);
        }
    }
}

/// The difference over its standard error; `None` where the term does not vary, or there is nothing
/// to compare.
fn standard_errors(strata: &[&[Sums]], cluster: usize, term: usize) -> Option<f64> {
    let (mut difference, mut variance) = (0.0, 0.0);
    for of in strata {
        let (n_here, here) = (of[cluster].n, of[cluster].sum[term]);
        let total =
            |part: fn(&Sums, usize) -> f64| of.iter().map(|sums| part(sums, term)).sum::<f64>();
        let (n, sum, squares) = (
            total(|s, _| s.n),
            total(|s, t| s.sum[t]),
            total(|s, t| s.squares[t]),
        );
        let n_elsewhere = n - n_here;
        if n_here == 0.0 || n_elsewhere == 0.0 {
            continue;
        }
        let weight = n_here * n_elsewhere / n;
        difference += weight * (here / n_here - (sum - here) / n_elsewhere);
        variance += weight * (squares - sum * sum / n).max(0.0) / (n - 1.0);
    }
    // A word of the same value in all songs varies by rounding only.
    (variance > 1e-12).then(|| difference / variance.sqrt())
}
