//! One file of sound, packet by packet: what it is, found by its first bytes; damage stepped over
//! and counted.
//!
//! Lengths in headers are hints. Every kind is read to the end of its bytes, and says what its
//! header promised.
//!
//! | file | what |
//! | --- | --- |
//! | `cause` | why a file gives no sound, in one sentence |
//! | `tags` | how far tags reach |
//! | `asc`, `block` | AAC's own header; what a block of it is made of |
//! | `codec`, `aac`, `opus` | packets to samples |
//! | `adts`, `mpeg`, `flac`, `ogg`, `wave` | containers that are read here, for symphonia's readers believe too much or too little |
//! | `container`, `priming` | those symphonia reads: MP4, Matroska, CAF; encoder delay in MP4 |

mod asc;
mod block;
mod aac;
mod cause;
mod tags;
mod mpeg;
mod opus;
mod codec;
mod adts;
mod priming;
mod container;
mod flac;
mod ogg;
mod wave;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use crate::error::{Error, Result};
use crate::file;
use crate::words::{Message, id, say};

/// The most of a file that is held in memory, 2 GiB: decoded, that is more than is kept of it.
const MAX_BYTES: u64 = 1 << 31;

/// Gives the pages of an Ogg and the headers of a FLAC's frames their right checksums: whoever means
/// harm does so, and a fuzzer would not guess them.
pub(crate) fn put_sums_right(bytes: &mut [u8]) {
    ogg::put_sums_right(bytes);
    if bytes.windows(4).any(|mark| mark == b"fLaC") {
        flac::put_sums_right(bytes);
    }
}

/// What the samples of a packet are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spec {
    pub(crate) rate_hz: u32,
    pub(crate) n_channels: usize,
}

/// What became of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Its samples are there.
    Sound(Spec),
    /// So many parts of it are damaged; the samples of the others are there, or silence for them.
    Partly(Spec, usize),
    /// So many are damaged, and nothing stands for them.
    Damaged(usize),
    /// It holds no sound.
    Nothing,
    /// There is no other.
    End,
}

/// The sound of one file.
pub(super) trait Stream {
    /// As ffprobe names it.
    fn codec(&self) -> String;

    /// What the container promised of what has been passed, or of all. `None` where it says
    /// nothing, or nobody could know.
    fn declared_secs(&self) -> Option<f64>;

    /// Decodes the next packet into `out`, interleaved.
    fn next(&mut self, out: &mut Vec<f32>) -> Step;

    /// After the end: whether the file ends within its sound.
    fn is_cut(&self) -> bool;

    /// Passes over the next packet. False when there is no other.
    fn pass(&mut self) -> bool;

    /// The share of the file that has been passed, 0 to 1.
    fn share(&self) -> f64;
}

/// # Errors
/// When the file cannot be read, is of no known format, or has no track that can be decoded.
pub(super) fn open(path: &Path) -> Result<Box<dyn Stream>> {
    let file = file::open(path).map_err(|e| Error::io(id::ERROR_CANNOT_OPEN, path, e))?;
    open_file(file, path)
        .map_err(|e| Error::io(id::ERROR_CANNOT_READ, path, e))?
        .map_err(|why| Error::file(why, path))
}

type Outcome = std::io::Result<std::result::Result<Box<dyn Stream>, Message>>;

fn open_file(mut file: File, path: &Path) -> Outcome {
    let at = match cause::look_at(&mut file)? {
        Ok(at) => at,
        Err(why) => return Ok(Err(why)),
    };
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.by_ref().take(4096).read_to_end(&mut head)?;
    if let Some(kind) = wave::Kind::of(&head) {
        return wave::WaveStream::open(file, at, &kind);
    }
    let is_container = container::is_known(&head);
    if is_container {
        return Ok(container::Container::new(file, path).map(|c| Box::new(c) as Box<dyn Stream>));
    }
    let data = || -> std::io::Result<Vec<u8>> {
        let mut data = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        file.take(MAX_BYTES).read_to_end(&mut data)?;
        Ok(data)
    };
    let data = data()?;
    if adts::is_adts(&head) {
        let stream = adts::AdtsStream::new(data, at as usize);
        return Ok(stream.map(|s| Box::new(s) as _));
    }
    if head.starts_with(b"fLaC") {
        let stream = flac::FlacStream::new(data, at as usize);
        return Ok(stream
            .map(|s| Box::new(s) as _)
            .ok_or_else(|| say(id::AUDIO_DAMAGED_HEADER_NO_STREAM_INFO)));
    }
    if head.starts_with(b"OggS") {
        return Ok(ogg::OggStream::new(data).map(|s| Box::new(s) as _));
    }
    let is_silent = data[at as usize..].iter().all(|&b| b == 0);
    if let Some(at) = adts::find(&data) {
        return Ok(adts::AdtsStream::new(data, at).map(|s| Box::new(s) as _));
    }
    if let Some(stream) = mpeg::MpegStream::new(data) {
        return Ok(Ok(Box::new(stream)));
    }
    Ok(Err(if is_silent {
        say(id::AUDIO_NOTHING_BUT_ZEROS_WHERE_SOUND)
    } else {
        say(id::AUDIO_NOT_KNOWN_AUDIO_FORMAT_DAMAGED)
    }))
}
