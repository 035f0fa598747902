//! What can be extracted of each song without the others: what a part of a library on another
//! machine is asked for.

use super::block::numbered;
use super::kept::{Kept, stamped};
use super::listening::{DecodedSound, Listened, listen_each, network_of};
use super::lyrics::{Lyrics, sentence_settings};
use super::{BlockId, Cache};
use crate::audio;
use crate::config::Config;
use crate::ears;
use crate::error::{Result, Warning};
use crate::job::Reporter;
use crate::library::{Key, Song, StoredBlock};
use crate::text::sentences::SentenceModel;
use crate::words::Message;

/// The blocks of some songs, one row a song.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alone {
    /// In the order in which they are joined; the same ones for whatever songs.
    pub(crate) blocks: Vec<AloneBlock>,
    /// What was read of each song's recording; `None` without one.
    pub(crate) sounds: Vec<Option<DecodedSound>>,
    /// The hash of each song's words, where the settings ask for vectors of them.
    pub(crate) words: Vec<Option<String>>,
    pub(crate) warnings: Vec<Warning>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AloneBlock {
    pub(crate) about: StoredBlock,
    /// `None` of a song that lacks it.
    pub(crate) rows: Vec<Option<Vec<f32>>>,
}

/// Extracts of each song what the others have no part in: the rows do not depend on which songs
/// they are with.
///
/// # Errors
/// When a sentence model or a network cannot be read; [`crate::error::Error::Cancelled`].
pub(crate) fn alone(
    songs: &[Song],
    config: &Config,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Alone> {
    let kept = Kept { table: None, cache };
    let network = network_of(config, reporter)?;
    let (listened, failure, _) =
        listen_each(songs, &config.audio, network.as_ref(), kept, reporter)?;
    let mut warnings: Vec<Warning> = failure.into_iter().collect();
    for (song, listened) in songs.iter().zip(&listened) {
        let fault = found(listened).and_then(|l| l.network_fault.clone());
        warnings.extend(fault.map(|cause| Warning::new(&song.id, cause)));
    }
    let mut blocks = vec![of_sound(
        BlockId::Audio,
        config.audio.fingerprint(),
        audio::feature_names(&config.audio),
        listened
            .iter()
            .map(|l| found(l)?.measured.clone())
            .collect(),
    )];
    if config.audio.trained.on {
        blocks.push(of_sound(
            BlockId::Trained,
            ears::fingerprint(&config.audio),
            ears::columns(),
            listened.iter().map(|l| found(l)?.heard.clone()).collect(),
        ));
    }
    if let Some(network) = &network {
        let of = |l: &Heard| found(l)?.by_network.clone();
        blocks.push(of_sound(
            BlockId::Network,
            network.fingerprint().to_string(),
            numbered("network", network.n_dims()),
            listened.iter().map(of).collect(),
        ));
    }
    let mut words = vec![None; songs.len()];
    if config.text.sentences.on {
        let lyrics = Lyrics::read(songs, config, kept, reporter)?;
        let model = SentenceModel::of(&config.text.sentences)?;
        let (rows, failure) = lyrics.sentence_vectors(&model)?;
        warnings.extend(failure);
        words = lyrics.hashes();
        let columns = numbered("sentence", model.n_dims());
        blocks.push(AloneBlock {
            about: StoredBlock {
                name: column_name(BlockId::LyricSentences),
                settings: stamped(&sentence_settings(&model)),
                by: Key::WordsHash,
                columns,
            },
            rows,
        });
    }
    Ok(Alone {
        blocks,
        sounds: listened.into_iter().map(told).collect(),
        words,
        warnings,
    })
}

/// A name that needs no quotes in SQL.
fn column_name(id: BlockId) -> String {
    id.name().replace(' ', "_")
}

type Heard = Option<std::result::Result<Listened, Warning>>;

fn found(listened: &Heard) -> Option<&Listened> {
    listened.as_ref()?.as_ref().ok()
}

fn told(listened: Heard) -> Option<DecodedSound> {
    Some(match listened? {
        Ok(listened) => DecodedSound::Recording(listened.recording),
        Err(warning) => DecodedSound::Fault(warning.cause),
    })
}

fn of_sound(
    id: BlockId,
    settings: String,
    columns: Vec<String>,
    rows: Vec<Option<Vec<f32>>>,
) -> AloneBlock {
    AloneBlock {
        about: StoredBlock {
            name: column_name(id),
            settings: stamped(&settings),
            by: Key::ContentHash,
            columns,
        },
        rows,
    }
}

impl DecodedSound {
    /// Why nothing of it could be read.
    pub(crate) fn fault(&self) -> Option<&Message> {
        match self {
            DecodedSound::Recording(_) => None,
            DecodedSound::Fault(cause) => Some(cause),
        }
    }
}
