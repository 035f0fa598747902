//! Features of songs that come later, in the columns of those whose features are there: what a model
//! of the earlier songs can be shown of the later ones.
//!
//! Nothing is fitted anew. Terms keep their columns and document frequencies, word vectors those that
//! the earlier songs' words have; a word or a label that only the later songs have is not known.

use super::kept::Kept;
use super::listening::{heard_block, listen, measured_block, network_block, read_of};
use super::lyrics::Lyrics;
use super::{Block, BlockId, Cache, FeatureSet};
use crate::config::{Config, Keyed};
use crate::error::Result;
use crate::job::Reporter;
use crate::library::Song;
use crate::matrix::Matrix;

/// The blocks of `known`, in the same order and columns, of the `later` songs. A song that lacks what
/// a block is made of is marked so; so are all of them in blocks of a table's numbers and of ready
/// vectors, which nobody has for them.
///
/// # Shapes
/// `songs` are those of the rows of `known`; rows of the result are those of `later`.
///
/// # Errors
/// As [`extract`](super::extract()), save that songs without any feature are no error.
pub(crate) fn extract_later(
    known: &FeatureSet,
    songs: &[Song],
    later: &[Song],
    config: &Config,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<FeatureSet> {
    let kept = Kept { table: None, cache };
    let (listened, mut warnings, n_cached) = listen(later, config, kept, reporter)?;
    let (recordings, duration_secs) = read_of(&listened);
    let lyrics = Lyrics::read(later, config, kept, reporter)?;
    let mut blocks = Vec::with_capacity(known.blocks.len());
    for block in &known.blocks {
        let Some(id) = BlockId::of_key(&block.name) else {
            continue;
        };
        let found = match id {
            BlockId::Audio => measured_block(&listened, &config.audio),
            BlockId::Trained => heard_block(&listened),
            BlockId::Network => network_block(&listened),
            BlockId::LyricWords => Some(lyrics.words_as(block)),
            BlockId::LyricCharacters => Some(lyrics.characters_as(block)),
            BlockId::LyricVectors => Some(lyrics.vectors_as(songs)?),
            BlockId::LyricSentences => lyrics.sentences(&mut warnings)?,
            BlockId::Numbers | BlockId::Ready => None,
        };
        blocks.push(found.unwrap_or_else(|| lacking(block, later.len())));
    }
    Ok(FeatureSet {
        blocks,
        duration_secs,
        recordings,
        warnings,
        n_cached,
        files_hash: None,
    })
}

/// A block that none of `n` songs has.
fn lacking(block: &Block, n: usize) -> Block {
    Block {
        values: Matrix::zeros(n, block.columns.len()),
        present: vec![false; n],
        ..block.clone()
    }
}

impl FeatureSet {
    /// These songs, and those of `later`, whose blocks have the same columns, behind them.
    pub(crate) fn followed_by(&self, later: &FeatureSet) -> Self {
        let both = |(known, later): (&Block, &Block)| Block {
            values: Matrix::new(
                known.values.n_rows() + later.values.n_rows(),
                known.values.n_cols(),
                [known.values.as_slice(), later.values.as_slice()].concat(),
            ),
            present: [known.present.as_slice(), &later.present].concat(),
            ..known.clone()
        };
        Self {
            blocks: self.blocks.iter().zip(&later.blocks).map(both).collect(),
            duration_secs: [self.duration_secs.as_slice(), &later.duration_secs].concat(),
            recordings: [self.recordings.as_slice(), &later.recordings].concat(),
            warnings: self.warnings.clone(),
            n_cached: self.n_cached,
            files_hash: self.files_hash.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::extract;
    use crate::library::{Library, Lyrics};

    const LYRICS: [&str; 6] = [
        "the river carries the lantern\nrain on the river",
        "নদীর জলে চাঁদ ভাসে\nনদীর ঘাটে বৃষ্টি নামে",
        "rain on the lantern and rain on the sea",
        "বৃষ্টি নামে চাঁদ ভাসে নদীর জলে",
        "the lantern and the river\nthe sea",
        "",
    ];

    fn library(lyrics: &[&str]) -> Library {
        let song = |(i, text): (usize, &&str)| Song {
            id: i.to_string(),
            title: String::new(),
            artist: String::new(),
            audio: None,
            lyrics: (!text.is_empty()).then(|| Lyrics::from_text(text)),
            language: None,
        };
        Library {
            root: "songs".into(),
            songs: lyrics.iter().enumerate().map(song).collect(),
            ..Library::default()
        }
    }

    /// A song that comes again is what it was, to the last bit, whatever else comes with it.
    #[test]
    fn a_song_that_comes_again_has_the_features_it_had() {
        let (cache, reporter) = (Cache { folder: None }, Reporter::silent());
        let mut config = Config::plain();
        config.text.vectors.on = true;
        config.text.vectors.n_dims = 6;
        let known = library(&LYRICS);
        let features = extract(&known, &config, &cache, &reporter).unwrap();
        let later = library(&[LYRICS[3], "words that nobody knew", LYRICS[0], LYRICS[5]]);
        let found = extract_later(
            &features,
            &known.songs,
            &later.songs,
            &config,
            &cache,
            &reporter,
        )
        .unwrap();
        assert_eq!(found.blocks.len(), features.blocks.len());
        assert!(found.blocks.len() >= 3);
        for (known, later) in features.blocks.iter().zip(&found.blocks) {
            assert_eq!(known.columns, later.columns);
            for (row, before) in [(0, 3), (2, 0)] {
                let what = format!("{} of song {before}", known.name);
                assert_eq!(later.values.row(row), known.values.row(before), "{what}");
            }
            assert_eq!((later.present[0], later.present[3]), (true, false));
        }
        let unknown = found.block(BlockId::LyricWords).unwrap();
        assert!(unknown.values.row(1).iter().all(|v| *v == 0.0));

        let joined = features.followed_by(&found);
        assert_eq!(joined.duration_secs.len(), 10);
        let first = joined.select(&[0, 1, 2, 3, 4, 5]);
        assert_eq!(first.blocks, features.blocks);
    }
}
