//! Several arrays as numpy saves them together.

use super::archive::{self, Archive, Array, Holds};
use super::npy::{Header, Items};
use super::zip::Zip;
use super::{Source, Vectors};
use crate::error::Result;
use crate::words::id;

struct Npz {
    zip: Zip,
    /// Places of the arrays among the members.
    members: Vec<usize>,
    headers: Vec<Header>,
    arrays: Vec<Array>,
}

/// # Errors
/// When it is damaged, or its arrays are no vectors of songs.
pub(super) fn read(source: &Source) -> Result<Vectors> {
    let zip = Zip::open(source)?;
    let mut npz = Npz {
        members: Vec::new(),
        headers: Vec::new(),
        arrays: Vec::new(),
        zip,
    };
    for (i, member) in npz.zip.members.iter().enumerate() {
        let Some(name) = member.name.strip_suffix(".npy") else {
            continue;
        };
        source.reporter.checkpoint()?;
        let header = Header::read(&mut npz.zip.unpack(i, source)?, source)?;
        if header.n_bytes() != Some(member.n_bytes) {
            return Err(source.fault(id::EMBEDDINGS_ENDS_EARLY));
        }
        npz.arrays.push(Array {
            name: name.to_string(),
            shape: header.shape.clone(),
            holds: match header.items {
                Items::Numbers(stored) if stored.number.is_whole() => Holds::WholeNumbers,
                Items::Numbers(_) => Holds::Numbers,
                Items::Letters { .. } | Items::Bytes { .. } => Holds::Texts,
            },
        });
        npz.headers.push(header);
        npz.members.push(i);
    }
    archive::vectors(&mut npz, source)
}

impl Archive for Npz {
    fn arrays(&self) -> &[Array] {
        &self.arrays
    }

    fn numbers(&mut self, i: usize, source: &Source) -> Result<Vec<f32>> {
        let member = self.members[i];
        let mut bytes = self.zip.unpack(member, source)?;
        Header::read(&mut bytes, source)?;
        let values = self.headers[i].numbers(&mut bytes, source)?;
        self.zip.check(member, &bytes, source)?;
        Ok(values)
    }

    fn texts(&mut self, i: usize, source: &Source) -> Result<Vec<String>> {
        let member = self.members[i];
        let mut bytes = self.zip.unpack(member, source)?;
        Header::read(&mut bytes, source)?;
        let texts = self.headers[i].texts(&mut bytes, source)?;
        self.zip.check(member, &bytes, source)?;
        Ok(texts)
    }
}
