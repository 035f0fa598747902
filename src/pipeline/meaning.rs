//! Songs by what somebody asks for in words, and by other songs.

use super::Analysis;
use crate::config::{Config, Keyed};
use crate::ears::Tag;
use crate::error::Result;
use crate::features::{BlockId, FeatureSet};
use crate::job::{Reporter, Stage};
use crate::library::Library;
use crate::matrix::{Matrix, cosine};
use crate::text::sentences::SentenceModel;
use crate::text::{self, Lsa};
use crate::words::{Locale, id};

/// What tells how near a song is to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MeaningBy {
    /// Vectors of lyrics by a sentence transformer.
    Sentences,
    /// Words that stand together in these lyrics.
    Lsa,
    /// What a trained network guesses of the recordings.
    Tags,
}

/// Finds songs whose words are about what is asked for.
pub(crate) struct Finder {
    ways: Ways,
    romanise: bool,
}

enum Ways {
    Sentences {
        model: Box<SentenceModel>,
        /// n × d, of norm 1; 0 without words.
        vectors: Matrix,
        present: Vec<bool>,
    },
    Lsa(Box<Lsa>),
    /// There are no words to look in.
    None,
}

/// Songs by how near they are to what was asked for, the nearest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct FoundSongs {
    /// With the cosine of their words and those of the question.
    pub(crate) songs: Vec<(usize, f32)>,
    /// Words of the question that are in no song as they are written; empty by a sentence
    /// transformer, which knows words by their parts.
    pub(crate) unknown: Vec<String>,
}

impl Finder {
    /// Looks in the lyrics of `library`, whose rows `features` has, where there are any: by the
    /// vectors of a sentence transformer where they are among them, else by latent semantic
    /// analysis.
    ///
    /// # Errors
    /// When the sentence model cannot be read any more, and [`crate::error::Error::Cancelled`].
    pub(crate) fn of(
        library: &Library,
        features: Option<&FeatureSet>,
        config: &Config,
        reporter: &Reporter,
    ) -> Result<Self> {
        let romanise = config.text.romanise;
        let block = features.and_then(|f| f.block(BlockId::LyricSentences));
        if let Some(block) = block {
            let model = Box::new(SentenceModel::of(&config.text.sentences)?);
            let ways = Ways::Sentences {
                model,
                vectors: block.values.clone(),
                present: block.present.clone(),
            };
            return Ok(Self { ways, romanise });
        }
        let mut documents = Vec::with_capacity(library.songs.len());
        for (i, song) in library.songs.iter().enumerate() {
            if i % 64 == 0 {
                reporter.checkpoint()?;
                reporter.step(Stage::Text, i, library.songs.len(), id::RUNS_WORDS);
            }
            let lyrics = song.lyrics.as_ref().map(|l| text::sung(&l.text()));
            documents.push(words(&lyrics.unwrap_or_default(), romanise));
        }
        let lsa = Lsa::fit(&documents, reporter)?;
        Ok(Self {
            ways: lsa.map_or(Ways::None, |lsa| Ways::Lsa(Box::new(lsa))),
            romanise,
        })
    }

    /// `None` where there are no words to look in.
    pub(crate) fn by(&self) -> Option<MeaningBy> {
        match self.ways {
            Ways::Sentences { .. } => Some(MeaningBy::Sentences),
            Ways::Lsa(_) => Some(MeaningBy::Lsa),
            Ways::None => None,
        }
    }

    /// The songs whose words are near those of a question, in any language that the words are in.
    ///
    /// # Errors
    /// When the sentence model cannot read the question.
    pub(crate) fn find(&self, question: &str) -> Result<FoundSongs> {
        let asked = words(question, self.romanise);
        if asked.is_empty() {
            return Ok(FoundSongs::default());
        }
        match &self.ways {
            Ways::None => Ok(FoundSongs::default()),
            Ways::Lsa(lsa) => {
                let known = lsa.known(&asked);
                let unknown = asked.iter().filter(|word| !known.contains(&word.as_str()));
                let found = lsa.similarities(&asked).unwrap_or_default();
                Ok(FoundSongs {
                    unknown: unknown.cloned().collect(),
                    // Rounding leaves a little where nothing is shared.
                    songs: ranked(found.into_iter().enumerate().filter(|(_, s)| *s > 1e-3)),
                })
            }
            Ways::Sentences {
                model,
                vectors,
                present,
            } => {
                let question = match self.romanise {
                    true => text::romanise(question),
                    false => question.to_string(),
                };
                let query = model.embed(&question)?;
                let songs = (0..vectors.n_rows()).filter(|&i| present[i]);
                let found = songs.map(|i| (i, cosine(vectors.row(i), &query)));
                Ok(FoundSongs {
                    songs: ranked(found),
                    unknown: Vec::new(),
                })
            }
        }
    }
}

fn words(text: &str, romanise: bool) -> Vec<String> {
    match romanise {
        true => text::tokens(&text::romanise(text)),
        false => text::tokens(text),
    }
}

/// The highest first; of equals in the order of the songs.
fn ranked(found: impl Iterator<Item = (usize, f32)>) -> Vec<(usize, f32)> {
    let mut songs: Vec<(usize, f32)> = found.collect();
    songs.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    songs
}

/// The tags that a question is made of, by their names in any language; `None` where any part of it
/// is none.
pub(crate) fn tags_of(question: &str) -> Option<Vec<Tag>> {
    let names = |tag: Tag| {
        let in_all = Locale::all().map(move |locale| tag.label().in_locale(locale));
        in_all.chain([tag.key()]).map(text::fold)
    };
    let tag = |part: &str| {
        let part = text::fold(part.trim());
        Tag::all().find(|tag| names(*tag).any(|name| name == part))
    };
    let all = |parts: &mut dyn Iterator<Item = &str>| -> Option<Vec<Tag>> {
        let mut parts = parts.filter(|part| !part.trim().is_empty()).peekable();
        parts.peek()?;
        parts.map(tag).collect()
    };
    // Names of two words go before the words by themselves.
    let with_commas = all(&mut question.split([',', ';', '+']));
    with_commas.or_else(|| all(&mut question.split([' ', ',', ';', '+'])))
}

/// Songs by how well all of the tags fit them, as a trained network guesses: the geometric mean of
/// its guesses. Songs that it has not heard are left out.
pub(crate) fn with_tags(analysis: &Analysis, tags: &[Tag]) -> FoundSongs {
    let columns: Vec<Vec<f32>> = tags.iter().filter_map(|tag| analysis.tag(*tag)).collect();
    let fit = |song: usize| {
        let product: f64 = columns
            .iter()
            .map(|column| f64::from(column[song]))
            .product();
        (song, product.powf((columns.len() as f64).recip()) as f32)
    };
    let songs = (0..analysis.library.songs.len()).map(fit);
    FoundSongs {
        songs: ranked(songs.filter(|(_, fit)| !columns.is_empty() && fit.is_finite())),
        unknown: Vec::new(),
    }
}

/// The songs nearest to a place in latent space that others make, each by its weight: 1/n of n songs
/// for what is like all of them, and 1, 1 and −1 for A + B − C. Those that were asked with are left
/// out. Distances are Euclidean.
///
/// # Shapes
/// `latents` n × k.
pub(crate) fn nearest_to_mix(latents: &Matrix, mix: &[(usize, f32)]) -> Vec<(usize, f32)> {
    let mut place = vec![0.0; latents.n_cols()];
    for &(song, weight) in mix {
        let both = place.iter_mut().zip(latents.row(song));
        both.for_each(|(at, v)| *at += f64::from(weight) * f64::from(*v));
    }
    let distance = |song: usize| {
        let both = latents.row(song).iter().zip(&place);
        both.map(|(v, at)| (f64::from(*v) - at).powi(2))
            .sum::<f64>()
            .sqrt()
    };
    let is_asked_with = |song: usize| mix.iter().any(|(other, _)| *other == song);
    let others = (0..latents.n_rows()).filter(|&song| !mix.is_empty() && !is_asked_with(song));
    let mut found: Vec<(usize, f32)> = others.map(|i| (i, distance(i) as f32)).collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_of_tags_alone_is_one_of_tags() {
        assert_eq!(tags_of("Guitar"), Some(vec![Tag::Guitar]));
        let both = Some(vec![Tag::FemaleVocalists, Tag::Jazz]);
        assert_eq!(tags_of("female vocalists, jazz"), both);
        assert_eq!(tags_of("sad jazz"), Some(vec![Tag::Sad, Tag::Jazz]));
        assert_eq!(tags_of("রক"), Some(vec![Tag::Rock]));
        assert_eq!(tags_of("songs about rain"), None);
        assert_eq!(tags_of(" , "), None);
    }

    #[test]
    fn songs_are_found_near_the_place_that_others_make() {
        let rows = [
            [0.0, 0.0],
            [4.0, 0.0],
            [2.0, 0.5],
            [9.0, 9.0],
            [2.0, 6.0],
            [2.0, -6.5],
        ];
        let latents = Matrix::from_rows(&rows);
        let order = |mix: &[(usize, f32)]| -> Vec<usize> {
            let found = nearest_to_mix(&latents, mix);
            found.iter().map(|(song, _)| *song).collect()
        };
        assert_eq!(order(&[(0, 0.5), (1, 0.5)]), [2, 4, 5, 3]);
        let found = nearest_to_mix(&latents, &[(0, 0.5), (1, 0.5)]);
        assert!((found[0].1 - 0.5).abs() < 1e-6, "{found:?}");
        // (0, 0) + (4, 0) − (2, 6) is (2, −6).
        assert_eq!(order(&[(0, 1.0), (1, 1.0), (4, -1.0)]), [5, 2, 3]);
        assert!(order(&[]).is_empty());
    }
}
