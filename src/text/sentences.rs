//! Sentence transformers.

use std::path::PathBuf;

use crate::error::Result;
use crate::job::Reporter;

pub fn fetch(_name: &str, _reporter: &Reporter) -> Result<PathBuf> {
    todo!()
}
