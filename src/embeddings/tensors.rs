//! safetensors: named arrays behind a header in JSON.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

use safetensors::tensor::{Dtype, Metadata};

use super::archive::{self, Archive, Array, Holds};
use super::number::{Number, Stored};
use super::{Source, Vectors};
use crate::error::Result;
use crate::file;
use crate::words::{id, say};

/// One array for each of a million songs.
const LONGEST_HEADER: u64 = 256 << 20;
/// Under these names a list in JSON stands beside the arrays, as the format has no texts.
const NAMES: [&str; 3] = ["ids", "names", "files"];

struct Tensors {
    file: File,
    /// Where the numbers begin.
    begin: u64,
    /// Type and first byte of each array.
    places: Vec<(Number, u64)>,
    arrays: Vec<Array>,
}

/// # Errors
/// When it is damaged, or its arrays are no vectors of songs.
pub(super) fn read(source: &Source) -> Result<Vectors> {
    let io = |e| source.io(e);
    let mut file = file::open(source.path).map_err(io)?;
    let n_file = file.metadata().map_err(io)?.len();
    let mut length = [0; 8];
    file.read_exact(&mut length).map_err(io)?;
    let length = u64::from_le_bytes(length);
    if length > LONGEST_HEADER.min(n_file) {
        return Err(source.fault(id::TEXT_HEADER_LONGER_THAN_FILE));
    }
    let mut header = vec![0; length as usize];
    file.read_exact(&mut header).map_err(io)?;
    let metadata: Metadata = serde_json::from_slice(&header).map_err(|e| source.damaged(e))?;
    let begin = 8 + length;
    if n_file < begin.saturating_add(metadata.data_len() as u64) {
        return Err(source.fault(id::EMBEDDINGS_ENDS_EARLY));
    }
    let mut tensors = Tensors {
        file,
        begin,
        places: Vec::new(),
        arrays: Vec::new(),
    };
    // In the order of their numbers, as they were saved.
    for name in metadata.offset_keys() {
        let Some(info) = metadata.info(&name) else {
            continue;
        };
        let number = number(info.dtype).ok_or_else(|| {
            let kind = format!("{:?}", info.dtype);
            source.fault(say(id::EMBEDDINGS_ITEMS).with("kind", kind))
        })?;
        tensors.places.push((number, info.data_offsets.0 as u64));
        tensors.arrays.push(Array {
            name,
            shape: info.shape.clone(),
            holds: match number.is_whole() {
                true => Holds::WholeNumbers,
                false => Holds::Numbers,
            },
        });
    }
    let mut vectors = archive::vectors(&mut tensors, source)?;
    let beside = metadata.metadata().iter().flatten();
    let lists = beside.filter(|(key, _)| NAMES.contains(&key.as_str()));
    for (_, list) in lists {
        let names: Vec<String> = serde_json::from_str(list).map_err(|e| source.damaged(e))?;
        if names.len() == vectors.values.n_rows() {
            vectors.names.push(names);
        }
    }
    Ok(vectors)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the format may get further kinds, and no vectors are told in them"
)]
fn number(dtype: Dtype) -> Option<Number> {
    match dtype {
        Dtype::F16 => Some(Number::F16),
        Dtype::BF16 => Some(Number::Bf16),
        Dtype::F32 => Some(Number::F32),
        Dtype::F64 => Some(Number::F64),
        Dtype::I8 => Some(Number::I8),
        Dtype::I16 => Some(Number::I16),
        Dtype::I32 => Some(Number::I32),
        Dtype::I64 => Some(Number::I64),
        Dtype::U8 => Some(Number::U8),
        Dtype::U16 => Some(Number::U16),
        Dtype::U32 => Some(Number::U32),
        Dtype::U64 => Some(Number::U64),
        // Truth values, complex numbers, and numbers of a few bits.
        _ => None,
    }
}

impl Tensors {
    fn at(&mut self, i: usize, source: &Source) -> Result<(Stored, usize, BufReader<&File>)> {
        let (number, first) = self.places[i];
        let n = self.arrays[i].shape.iter().product();
        self.file
            .seek(SeekFrom::Start(self.begin + first))
            .map_err(|e| source.io(e))?;
        Ok((Stored::little(number), n, BufReader::new(&self.file)))
    }
}

impl Archive for Tensors {
    fn arrays(&self) -> &[Array] {
        &self.arrays
    }

    fn numbers(&mut self, i: usize, source: &Source) -> Result<Vec<f32>> {
        let (stored, n, mut from) = self.at(i, source)?;
        stored.read(&mut from, n, source)
    }

    fn texts(&mut self, i: usize, source: &Source) -> Result<Vec<String>> {
        let (stored, n, mut from) = self.at(i, source)?;
        stored.written(&mut from, n, source)
    }
}
