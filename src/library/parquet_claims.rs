//! What the pages of a Parquet column say that they unpack to, held against what they are packed
//! in.
//!
//! The crate (parquet 60) makes room for a page by what its header says, up to 2 GB, before it
//! looks at a byte of it. So the headers are read first, by themselves: Thrift's compact protocol,
//! of which only the sizes are wanted.
//! (<https://parquet.apache.org/docs/file-format/data-pages/>)

use std::fs::File;
use std::io::Read;

use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::ChunkReader;

use crate::file::varint;

/// Bytes that one packed byte makes at most: Snappy, the only packing that is read, makes 64 of 3.
const MOST_OF_BYTE: u64 = 22;
/// Structures within structures, of which a page's header has three.
const MOST_DEPTH: usize = 16;

/// What a page's header says of its size.
#[derive(Debug, PartialEq)]
struct Claim {
    unpacked: u64,
    packed: u64,
}

/// # Errors
/// When a page claims what cannot be in it, or where the pages lie is no place.
pub(super) fn check(file: &File, column: &ColumnChunkMetaData) -> Result<()> {
    let none = || ParquetError::General("a column that lies nowhere".to_string());
    let start = column
        .dictionary_page_offset()
        .unwrap_or_else(|| column.data_page_offset());
    let start = u64::try_from(start).map_err(|_| none())?;
    let mut left = u64::try_from(column.compressed_size()).map_err(|_| none())?;
    let mut pages = file.get_read(start)?;
    while left > 0 {
        let mut bytes = pages.by_ref().take(left);
        let claim = claim(&mut bytes).ok_or_else(|| {
            ParquetError::General("a page's header that cannot be read".to_string())
        })?;
        if claim.unpacked > claim.packed.saturating_mul(MOST_OF_BYTE) {
            let Claim { unpacked, packed } = claim;
            return Err(ParquetError::General(format!(
                "a page of {packed} bytes that says it unpacks to {unpacked}"
            )));
        }
        left = bytes.limit().saturating_sub(claim.packed);
        if left > 0 {
            // Within the column, whose length is signed.
            pages.seek_relative(claim.packed as i64)?;
        }
    }
    Ok(())
}

fn claim(bytes: &mut dyn Read) -> Option<Claim> {
    let (mut unpacked, mut packed) = (None, None);
    let mut id = 0;
    while let Some(kind) = field(bytes, &mut id)? {
        match (id, kind) {
            (2, INT) => unpacked = Some(size(bytes)?),
            (3, INT) => packed = Some(size(bytes)?),
            _ => skip(bytes, kind, MOST_DEPTH)?,
        }
    }
    Some(Claim {
        unpacked: unpacked?,
        packed: packed?,
    })
}

const INT: u8 = 5;

/// The kind of the next field of a structure and, in `id`, which it is; an inner `None` at its end.
fn field(bytes: &mut dyn Read, id: &mut u64) -> Option<Option<u8>> {
    let head = byte(bytes)?;
    if head == 0 {
        return Some(None);
    }
    *id = match head >> 4 {
        0 => size(bytes)?,
        step => id.checked_add(u64::from(step))?,
    };
    Some(Some(head & 0xf))
}

fn skip(bytes: &mut dyn Read, kind: u8, depth: usize) -> Option<()> {
    match kind {
        // True and false are their kind.
        1 | 2 => Some(()),
        3 => byte(bytes).map(drop),
        4..=6 => varint(bytes).map(drop),
        7 => pass(bytes, 8),
        8 => {
            let n = varint(bytes)?;
            pass(bytes, n)
        }
        9 | 10 => {
            let head = byte(bytes)?;
            let n = match head >> 4 {
                15 => varint(bytes)?,
                n => u64::from(n),
            };
            for _ in 0..n {
                match head & 0xf {
                    // In a list they are a byte each.
                    1 | 2 => byte(bytes).map(drop)?,
                    kind => skip(bytes, kind, depth.checked_sub(1)?)?,
                }
            }
            Some(())
        }
        12 => {
            let mut id = 0;
            while let Some(kind) = field(bytes, &mut id)? {
                skip(bytes, kind, depth.checked_sub(1)?)?;
            }
            Some(())
        }
        _ => None,
    }
}

fn pass(bytes: &mut dyn Read, n: u64) -> Option<()> {
    let passed = std::io::copy(&mut bytes.take(n), &mut std::io::sink()).ok()?;
    (passed == n).then_some(())
}

/// A signed number that is none below 0.
fn size(bytes: &mut dyn Read) -> Option<u64> {
    let folded = varint(bytes)?;
    (folded & 1 == 0).then_some(folded >> 1)
}

fn byte(bytes: &mut dyn Read) -> Option<u8> {
    let mut byte = [0];
    bytes.read_exact(&mut byte).ok()?;
    Some(byte[0])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::basic::Compression;
    use parquet::data_type::Int32Type;
    use parquet::file::properties::WriterProperties;
    use parquet::file::reader::FileReader;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::super::parquet_file::ParquetFile;
    use super::*;

    /// A column of numbers in two pages or more, and a dictionary before them.
    fn written(path: &std::path::Path, compression: Compression) {
        let schema = Arc::new(parse_message_type("message m { required int32 v; }").unwrap());
        let properties = WriterProperties::builder()
            .set_compression(compression)
            .set_data_page_row_count_limit(1000)
            .set_write_batch_size(1000)
            .build();
        let file = File::create(path).unwrap();
        let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let values: Vec<i32> = (0..4000).map(|i| i * i % 97).collect();
        let typed = column.typed::<Int32Type>();
        typed.write_batch(&values, None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();
    }

    fn n_rows(path: &std::path::Path) -> Result<usize> {
        let file = ParquetFile::new(File::open(path).unwrap())?;
        let rows = file.get_row_iter(None)?.collect::<Result<Vec<_>>>()?;
        Ok(rows.len())
    }

    #[test]
    fn honest_pages_are_read_packed_or_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        for compression in [Compression::SNAPPY, Compression::UNCOMPRESSED] {
            written(&path, compression);
            assert_eq!(n_rows(&path).unwrap(), 4000);
        }
    }

    #[test]
    fn a_page_that_claims_more_than_can_be_in_it_is_refused_before_room_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        written(&path, Compression::SNAPPY);
        let mut bytes = std::fs::read(&path).unwrap();
        // The first page begins behind the file's mark: its type, then its size unpacked, of two
        // bytes here, which become five that say 2 GiB less one byte.
        assert_eq!(
            (&bytes[4..7], bytes[7] & 0x80),
            (&[0x15, 0x04, 0x15][..], 0x80)
        );
        bytes.splice(7..9, [0xfe, 0xff, 0xff, 0xff, 0x0f]);
        std::fs::write(&path, &bytes).unwrap();
        let told = n_rows(&path).unwrap_err().to_string();
        assert!(told.contains("says it unpacks to 2147483647"), "{told}");
    }

    #[test]
    fn headers_are_read_whatever_else_is_in_them() {
        // Type, sizes, a checksum, and a structure with a list of texts and one of truths.
        let bytes = [
            0x15, 0x00, 0x15, 0xc8, 0x01, 0x15, 0x14, 0x15, 0x01, 0x1c, 0x19, 0x28, 1, b'a', 2,
            b'b', b'c', 0x19, 0x21, 1, 2, 0x17, 0, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x00,
        ];
        let known = Claim {
            unpacked: 100,
            packed: 10,
        };
        let mut rest = &bytes[..];
        assert_eq!(claim(&mut rest), Some(known));
        assert!(rest.is_empty());
        for n in 0..bytes.len() {
            assert_eq!(claim(&mut &bytes[..n]), None);
        }
        // Structures without end, and a size below 0.
        assert_eq!(claim(&mut &[0x1c; 4000][..]), None);
        assert_eq!(claim(&mut &[0x25, 0x01, 0x15, 0x14, 0x00][..]), None);
    }
}
