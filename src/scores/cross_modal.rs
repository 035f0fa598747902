//! Agreement of neighbours by sound and by words.

use super::CrossModal;
use crate::error::Result;
use crate::features::Fused;
use crate::job::Reporter;

/// `None` unless at least three songs have audio and lyrics.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub fn cross_modal(_fused: &Fused, _k: usize, _seed: u64, _reporter: &Reporter) -> Result<Option<CrossModal>> {
    todo!()
}
