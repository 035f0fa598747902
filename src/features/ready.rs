//! The block of vectors that another program made.

use super::block::numbered;
use super::{Block, BlockId};
use crate::config::EmbeddingsConfig;
use crate::embeddings;
use crate::error::{Result, Warning};
use crate::job::{Reporter, Stage};
use crate::library::Library;
use crate::words::{id, say};

/// `None` where no file is named. A song without a vector lacks the block, as one without lyrics
/// lacks theirs.
///
/// # Errors
/// As [`embeddings::read`] and [`embeddings::matched`].
pub(super) fn ready_block(
    library: &Library,
    config: &EmbeddingsConfig,
    warnings: &mut Vec<Warning>,
    reporter: &Reporter,
) -> Result<Option<Block>> {
    let Some(path) = &config.file else {
        return Ok(None);
    };
    let reading = say(id::FEATURES_READING_PATH).with("path", path.display());
    reporter.step(Stage::Features, 0, 1, reading);
    let vectors = embeddings::read(path, reporter)?;
    let found = embeddings::matched(&vectors, library, config.by_row, path)?;
    warnings.extend(
        found
            .notes
            .into_iter()
            .map(|note| Warning::path(path, note)),
    );
    let columns = numbered("vector", found.values.n_cols());
    let block = Block::of(BlockId::Ready, columns, found.values, found.present);
    Ok(block.present.contains(&true).then_some(block))
}
