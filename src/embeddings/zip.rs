//! What is in a ZIP archive: as much of the format as `.npz` has. Members that are stored or
//! deflated, and archives of more than 4 GiB (ZIP64); no encryption, no parts on other disks. By
//! hand: the crate would bring seven ways of compressing and two of encrypting that none has.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};

use flate2::CrcReader;
use flate2::read::DeflateDecoder;

use super::Source;
use crate::error::Result;
use crate::file;
use crate::words::id;

/// The end of an archive's list, with its longest comment.
const LONGEST_END: u64 = 22 + 65_535;
/// One for each song, and some more.
const MOST_MEMBERS: usize = 1 << 20;
/// Of the list of members.
const MOST_LIST_BYTES: u64 = 256 << 20;

pub(super) struct Zip {
    file: File,
    pub(crate) members: Vec<Member>,
}

#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(crate) name: String,
    pub(crate) n_bytes: u64,
    n_packed: u64,
    is_deflated: bool,
    crc: u32,
    at: u64,
}

/// The bytes of a member as they were before they were packed.
pub(super) enum Unpacked {
    Stored(Take<BufReader<File>>),
    Deflated(Box<DeflateDecoder<Take<BufReader<File>>>>),
}

impl Read for Unpacked {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self {
            Unpacked::Stored(from) => from.read(to),
            Unpacked::Deflated(from) => from.read(to),
        }
    }
}

fn number(bytes: &[u8], at: usize, n: usize) -> u64 {
    let bytes = bytes.iter().skip(at).take(n).rev();
    bytes.fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

impl Zip {
    /// # Errors
    /// When it is no archive, or one of a kind that is not read here.
    pub(super) fn open(source: &Source) -> Result<Self> {
        let mut file = file::open(source.path).map_err(|e| source.io(e))?;
        let list = list(&mut file, source)?;
        let members = members(&list).ok_or_else(|| source.fault(id::EMBEDDINGS_NO_ARCHIVE))?;
        Ok(Self { file, members })
    }

    /// # Errors
    /// When it cannot be read, or is not where the list says.
    pub(super) fn unpack(&self, i: usize, source: &Source) -> Result<CrcReader<Unpacked>> {
        let member = &self.members[i];
        let io = |e| source.io(e);
        let mut file = self.file.try_clone().map_err(io)?;
        let mut begin = [0; 30];
        file.seek(SeekFrom::Start(member.at)).map_err(io)?;
        file.read_exact(&mut begin).map_err(io)?;
        if number(&begin, 0, 4) != 0x0403_4b50 {
            return Err(source.fault(id::EMBEDDINGS_NO_ARCHIVE));
        }
        let n_before = number(&begin, 26, 2) + number(&begin, 28, 2);
        let at = member.at + begin.len() as u64 + n_before;
        file.seek(SeekFrom::Start(at)).map_err(io)?;
        let packed = BufReader::new(file).take(member.n_packed);
        Ok(CrcReader::new(match member.is_deflated {
            true => Unpacked::Deflated(Box::new(DeflateDecoder::new(packed))),
            false => Unpacked::Stored(packed),
        }))
    }

    /// # Errors
    /// When what was read of a member, to its end, is not what was packed.
    pub(super) fn check(
        &self,
        i: usize,
        read: &CrcReader<Unpacked>,
        source: &Source,
    ) -> Result<()> {
        match read.crc().sum() == self.members[i].crc {
            true => Ok(()),
            false => Err(source.fault(id::EMBEDDINGS_BROKEN_MEMBER)),
        }
    }
}

/// The archive's list of members, which its end leads to.
fn list(file: &mut File, source: &Source) -> Result<Vec<u8>> {
    let io = |e| source.io(e);
    let none = || source.fault(id::EMBEDDINGS_NO_ARCHIVE);
    let n_file = file.metadata().map_err(io)?.len();
    let begin = n_file.saturating_sub(LONGEST_END);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(begin)).map_err(io)?;
    let mut end = file.by_ref().take(LONGEST_END);
    end.read_to_end(&mut tail).map_err(io)?;
    let mark = |bytes: &[u8]| bytes == [0x50, 0x4b, 5, 6];
    let end = tail.windows(4).rposition(mark).ok_or_else(none)?;
    let n_comment = number(&tail, end + 20, 2) as usize;
    if tail.len() < end + 22 + n_comment {
        return Err(none());
    }
    let (mut size, mut at) = (number(&tail, end + 12, 4), number(&tail, end + 16, 4));
    if size == 0xFFFF_FFFF || at == 0xFFFF_FFFF || number(&tail, end + 10, 2) == 0xFFFF {
        let before = end.checked_sub(20).ok_or_else(none)?;
        let mut larger = [0; 56];
        let place = number(&tail, before + 8, 8);
        file.seek(SeekFrom::Start(place)).map_err(io)?;
        file.read_exact(&mut larger).map_err(io)?;
        if number(&tail, before, 4) != 0x0706_4b50 || number(&larger, 0, 4) != 0x0606_4b50 {
            return Err(none());
        }
        (size, at) = (number(&larger, 40, 8), number(&larger, 48, 8));
    }
    if size > n_file.min(MOST_LIST_BYTES) {
        return Err(none());
    }
    let mut list = vec![0; size as usize];
    file.seek(SeekFrom::Start(at)).map_err(io)?;
    file.read_exact(&mut list).map_err(io)?;
    Ok(list)
}

fn members(mut list: &[u8]) -> Option<Vec<Member>> {
    let mut members = Vec::new();
    while !list.is_empty() {
        if list.len() < 46 || number(list, 0, 4) != 0x0201_4b50 || members.len() == MOST_MEMBERS {
            return None;
        }
        let [n_name, n_extra, n_comment] = [28, 30, 32].map(|at| number(list, at, 2) as usize);
        let method = number(list, 10, 2);
        let is_encrypted = number(list, 8, 2) & 1 == 1;
        if is_encrypted || (method != 0 && method != 8) {
            return None;
        }
        let end = 46 + n_name + n_extra;
        let name = list.get(46..46 + n_name)?;
        let mut extra = list.get(46 + n_name..end)?;
        let mut places = [24, 20, 42].map(|at| number(list, at, 4));
        while extra.len() >= 4 {
            let n = number(extra, 2, 2) as usize;
            let field = extra.get(4..4 + n)?;
            if number(extra, 0, 2) == 1 {
                // Of these three, as many as had no room.
                let too_large = places.iter_mut().filter(|place| **place == 0xFFFF_FFFF);
                for (k, place) in too_large.enumerate() {
                    *place = number(field.get(8 * k..8 * k + 8)?, 0, 8);
                }
            }
            extra = &extra[4 + n..];
        }
        let [n_bytes, n_packed, at] = places;
        members.push(Member {
            name: String::from_utf8_lossy(name).into_owned(),
            n_bytes,
            n_packed,
            is_deflated: method == 8,
            crc: number(list, 16, 4) as u32,
            at,
        });
        list = list.get(end + n_comment..)?;
    }
    Some(members)
}
