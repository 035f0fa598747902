//! Tensors of a safetensors file, one at a time.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use half::{bf16, f16};
use safetensors::tensor::{Dtype, Metadata};

use super::kernels::{LayerNorm, Linear};
use crate::error::{Error, Result};
use crate::file;
use crate::words::{Message, id, say};

/// A header of this many bytes names more tensors than any model of this kind has.
const LONGEST_HEADER: u64 = 100 << 20;

/// An open safetensors file. Numbers in half precision (f16, bf16) come as f32.
pub(super) struct Weights {
    file: File,
    path: PathBuf,
    metadata: Metadata,
    /// Where the numbers begin.
    begin: u64,
    /// Stands before every name, as in a model that was saved with a head of another task.
    prefix: String,
}

impl Weights {
    /// # Errors
    /// When the file cannot be read, is damaged, or is shorter than it says.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let io = |e| Error::io(id::ERROR_CANNOT_READ_MODEL_WEIGHTS, path, e);
        let mut file = file::open(path).map_err(io)?;
        let n_bytes = file.metadata().map_err(io)?.len();
        let damaged = |cause: Message| {
            Error::file(
                say(id::TEXT_DAMAGED_INCOMPLETE_MODEL_WEIGHTS_CAUSE).with("cause", cause),
                path,
            )
        };
        let mut length = [0; 8];
        file.read_exact(&mut length)
            .map_err(|e| damaged(Message::verbatim(e)))?;
        let length = u64::from_le_bytes(length);
        if length > LONGEST_HEADER.min(n_bytes) {
            return Err(damaged(say(id::TEXT_HEADER_LONGER_THAN_FILE)));
        }
        let mut header = vec![0; length as usize];
        file.read_exact(&mut header)
            .map_err(|e| damaged(Message::verbatim(e)))?;
        // The crate's own reader wants the whole file in memory.
        let metadata: Metadata =
            serde_json::from_slice(&header).map_err(|e| damaged(Message::verbatim(e)))?;
        let begin = 8 + length;
        let expected = begin + metadata.data_len() as u64;
        if n_bytes < expected {
            return Err(damaged(
                say(id::TEXT_N_BYTES_BYTES_WHERE_EXPECTED)
                    .with("n_bytes", n_bytes)
                    .with("expected", expected),
            ));
        }
        Ok(Self {
            file,
            path: path.to_path_buf(),
            metadata,
            begin,
            prefix: String::new(),
        })
    }

    /// Finds what stands before `name` in this file, and puts it before every name from now on.
    pub(super) fn find_prefix(&mut self, name: &str) {
        let prefix = self
            .metadata
            .offset_keys()
            .iter()
            .find_map(|key| key.strip_suffix(name).map(str::to_string));
        self.prefix = prefix.unwrap_or_default();
    }

    /// The numbers of a tensor, row by row.
    ///
    /// # Errors
    /// When it is missing, of another shape, or not of floating-point numbers.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the format may get further kinds, and no weights are told in them"
    )]
    pub(super) fn tensor(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let name = format!("{}{name}", self.prefix);
        let wrong = |cause: Message| {
            Error::file(
                say(id::TEXT_MODEL_WEIGHTS_NAME_CAUSE)
                    .with("name", &name)
                    .with("cause", cause),
                &self.path,
            )
        };
        let info = self
            .metadata
            .info(&name)
            .ok_or_else(|| wrong(say(id::TEXT_MISSING)))?;
        if info.shape != shape {
            return Err(wrong(
                say(id::TEXT_SHAPE_SHAPE_WHERE_WANTED_NEEDED)
                    .with("shape", format!("{:?}", info.shape))
                    .with("wanted", format!("{shape:?}")),
            ));
        }
        let ((begin, end), dtype) = (info.data_offsets, info.dtype);
        let n_bytes = shape.iter().product::<usize>() * dtype.bitsize() / 8;
        if end.checked_sub(begin) != Some(n_bytes) {
            return Err(wrong(
                say(id::TEXT_BYTES_BEGIN_END_WHERE_N)
                    .with("begin", begin)
                    .with("end", end)
                    .with("n_bytes", n_bytes),
            ));
        }
        let mut bytes = vec![0; n_bytes];
        self.file
            .seek(SeekFrom::Start(self.begin + begin as u64))
            .and_then(|_| self.file.read_exact(&mut bytes))
            .map_err(|e| Error::io(id::ERROR_CANNOT_READ_MODEL_WEIGHTS, &self.path, e))?;
        Ok(match dtype {
            Dtype::F32 => bytes
                .as_chunks::<4>()
                .0
                .iter()
                .map(|b| f32::from_le_bytes(*b))
                .collect(),
            Dtype::F16 => bytes
                .as_chunks::<2>()
                .0
                .iter()
                .map(|b| f16::from_le_bytes(*b).to_f32())
                .collect(),
            Dtype::BF16 => bytes
                .as_chunks::<2>()
                .0
                .iter()
                .map(|b| bf16::from_le_bytes(*b).to_f32())
                .collect(),
            other => {
                return Err(Error::file(
                    say(id::TEXT_MODEL_WEIGHTS_NAME_NUMBERS_KIND)
                        .with("name", &name)
                        .with("kind", format!("{other:?}")),
                    &self.path,
                ));
            }
        })
    }

    pub(super) fn linear(&mut self, name: &str, n_in: usize, n_out: usize) -> Result<Linear> {
        let weight = self.tensor(&format!("{name}.weight"), &[n_out, n_in])?;
        Ok(Linear {
            n_in,
            n_out,
            weight,
            bias: self.tensor(&format!("{name}.bias"), &[n_out])?,
        })
    }

    pub(super) fn layer_norm(
        &mut self,
        name: &str,
        width: usize,
        epsilon: f32,
    ) -> Result<LayerNorm> {
        let gain = self.tensor(&format!("{name}.weight"), &[width])?;
        Ok(LayerNorm {
            gain,
            bias: self.tensor(&format!("{name}.bias"), &[width])?,
            epsilon,
        })
    }
}
