//! Vectors without the mean of their language. In encoders of many languages a text's language is
//! mostly one shift of all its vectors, which drowns what the texts are about (Libovický, Rosa &
//! Fraser 2020; Yang et al. 2021).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Block, BlockId, FeatureSet, Scaling, Split};
use crate::config::{FusionConfig, Keyed};
use crate::library::Song;
use crate::matrix::Matrix;

fn is_shifted(block: &Block) -> bool {
    BlockId::of_key(&block.name).is_some_and(BlockId::is_shifted_by_language)
}

/// The blocks that centring by language changes.
pub(crate) fn centred_blocks<'a>(
    features: &'a FeatureSet,
    config: &FusionConfig,
) -> impl Iterator<Item = &'a Block> {
    let is_asked = config.centre_language;
    let blocks = features.blocks.iter();
    blocks.filter(move |block| is_asked && is_shifted(block))
}

/// Takes from each vector the mean of its language where `config` asks for it, and has the block
/// standardised after that. Means are those of the training songs; a language that none of them has
/// is centred by its own songs, and a song of unknown language by the mean of all.
///
/// # Shapes
/// `songs` are those of the rows of `features`.
pub(crate) fn centred<'a>(
    features: &'a FeatureSet,
    songs: &[Song],
    config: &FusionConfig,
    split: &Split,
) -> Cow<'a, FeatureSet> {
    if centred_blocks(features, config).next().is_none() {
        return Cow::Borrowed(features);
    }
    let language = |song: &Song| song.language.as_ref().map(|l| l.name.clone());
    let languages: Vec<Option<String>> = songs.iter().map(language).collect();
    let mut centred = features.clone();
    for block in centred.blocks.iter_mut().filter(|block| is_shifted(block)) {
        block.values = without_means(block, &languages, &split.train);
        block.scaling = Scaling::Standardise;
    }
    Cow::Owned(centred)
}

fn without_means(block: &Block, languages: &[Option<String>], train: &[usize]) -> Matrix {
    let (x, present) = (&block.values, &block.present);
    let mean = |rows: &[usize]| -> Vec<f64> {
        let n = rows.len().max(1) as f64;
        let mut sum = vec![0.0; x.n_cols()];
        for &row in rows {
            let both = sum.iter_mut().zip(x.row(row));
            both.for_each(|(sum, v)| *sum += f64::from(*v));
        }
        sum.iter().map(|sum| sum / n).collect()
    };
    let learnt: Vec<usize> = train.iter().copied().filter(|&i| present[i]).collect();
    let of_all = mean(&learnt);
    let mut means: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for language in languages.iter().flatten() {
        means.entry(language).or_insert_with(|| {
            let is_in = |i: &usize| languages[*i].as_ref() == Some(language);
            let known: Vec<usize> = learnt.iter().copied().filter(is_in).collect();
            let own = (0..x.n_rows()).filter(|i| present[*i] && is_in(i));
            match known.is_empty() {
                true => mean(&own.collect::<Vec<_>>()),
                false => mean(&known),
            }
        });
    }
    let mut centred = x.clone();
    for song in (0..x.n_rows()).filter(|&i| present[i]) {
        let own = languages[song].as_ref().and_then(|l| means.get(l.as_str()));
        let both = centred.row_mut(song).iter_mut().zip(own.unwrap_or(&of_all));
        both.for_each(|(v, mean)| *v = (f64::from(*v) - mean) as f32);
    }
    centred
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::features::fuse;
    use crate::library::Language;

    #[derive(Deserialize)]
    struct Golden {
        centred: Centred,
    }

    /// By numpy and scikit-learn (`tests/golden/embeddings/make.py`).
    #[derive(Deserialize)]
    struct Centred {
        languages: Vec<Option<String>>,
        train: Vec<usize>,
        before: Vec<Vec<f32>>,
        after: Vec<Vec<f64>>,
        standardised: Vec<Vec<f64>>,
    }

    fn song(language: &Option<String>) -> Song {
        Song {
            id: String::new(),
            title: String::new(),
            artist: String::new(),
            audio: None,
            lyrics: None,
            language: language.as_ref().map(|name| Language {
                name: name.clone(),
                detected: false,
                of_words: None,
                bangla_share: None,
            }),
        }
    }

    fn assert_near(found: &Matrix, wanted: &[Vec<f64>], what: &str) {
        for (i, row) in wanted.iter().enumerate() {
            for (v, wanted) in found.row(i).iter().zip(row) {
                let off = (f64::from(*v) - wanted).abs();
                assert!(off < 1e-5, "{what} of song {i}: {v} {wanted}");
            }
        }
    }

    #[test]
    fn means_of_languages_are_taken_as_by_numpy() {
        let text = include_str!("../../tests/golden/embeddings/golden.json");
        let golden: Golden = serde_json::from_str(text).unwrap();
        let golden = golden.centred;
        let n = golden.before.len();
        let block = |id: BlockId| {
            let columns = vec![String::new(); 3];
            Block::of(
                id,
                columns,
                Matrix::from_rows(&golden.before),
                vec![true; n],
            )
        };
        let features = FeatureSet {
            blocks: vec![block(BlockId::Audio), block(BlockId::Ready)],
            duration_secs: vec![1.0; n],
            recordings: vec![None; n],
            warnings: Vec::new(),
            n_cached: 0,
            files_hash: None,
        };
        let songs: Vec<Song> = golden.languages.iter().map(song).collect();
        let split = Split {
            validation: (0..n).filter(|i| !golden.train.contains(i)).collect(),
            train: golden.train.clone(),
            by_artist: false,
        };
        let mut config = FusionConfig::default();
        let same = centred(&features, &songs, &config, &split);
        assert!(matches!(same, Cow::Borrowed(_)));

        config.centre_language = true;
        let found = centred(&features, &songs, &config, &split);
        assert_eq!(found.blocks[0], features.blocks[0], "sound has no language");
        assert_near(&found.blocks[1].values, &golden.after, "centred");
        config.audio_weight = 0.0;
        let fused = fuse(&found, &config, &split).unwrap();
        assert_near(&fused.x, &golden.standardised, "standardised");
    }

    #[test]
    fn a_language_of_held_out_songs_alone_is_centred_by_its_own_mean() {
        let languages = ["en", "en", "bn", "bn"].map(|l| Some(l.to_string()));
        let values = Matrix::new(4, 1, vec![1.0, 3.0, 10.0, 14.0]);
        let mut block = Block::of(
            BlockId::LyricSentences,
            vec![String::new()],
            values,
            vec![true, true, true, true],
        );
        let found = without_means(&block, &languages, &[0, 1]);
        assert_eq!(found.as_slice(), [-1.0, 1.0, -2.0, 2.0]);
        // A song that lacks the block stays at 0.
        block.present[3] = false;
        block.values.row_mut(3)[0] = 0.0;
        let found = without_means(&block, &languages, &[0, 1]);
        assert_eq!(found.as_slice(), [-1.0, 1.0, 0.0, 0.0]);
    }
}
