//! Protocol buffers as they lie in a file: the fields of a message one after another, nothing
//! copied and nothing believed of lengths.

use crate::file;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Field<'a> {
    Number(u64),
    /// A text, a message, or numbers side by side.
    Bytes(&'a [u8]),
}

/// The bytes are no message, or end within one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken;

/// The fields of a message, each with its number.
pub(super) struct Fields<'a>(pub &'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u64, Field<'a>), Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let field = self.field();
        if field.is_err() {
            self.0 = &[];
        }
        Some(field)
    }
}

impl<'a> Fields<'a> {
    fn field(&mut self) -> Result<(u64, Field<'a>), Broken> {
        let tag = varint(&mut self.0)?;
        let field = match tag & 7 {
            0 => Field::Number(varint(&mut self.0)?),
            1 => Field::Bytes(self.take(8)?),
            2 => {
                let n = varint(&mut self.0)?;
                Field::Bytes(self.take(usize::try_from(n).map_err(|_| Broken)?)?)
            }
            5 => Field::Bytes(self.take(4)?),
            _ => return Err(Broken),
        };
        Ok((tag >> 3, field))
    }

    fn take(&mut self, n: usize) -> Result<&'a [u8], Broken> {
        let (taken, rest) = self.0.split_at_checked(n).ok_or(Broken)?;
        self.0 = rest;
        Ok(taken)
    }
}

fn varint(bytes: &mut &[u8]) -> Result<u64, Broken> {
    file::varint(bytes).ok_or(Broken)
}

/// A list of whole numbers: each a field of its own, or all of them side by side in one.
pub(super) fn numbers(field: Field<'_>) -> Result<Vec<u64>, Broken> {
    match field {
        Field::Number(number) => Ok(vec![number]),
        Field::Bytes(mut bytes) => {
            let mut all = Vec::new();
            while !bytes.is_empty() {
                all.push(varint(&mut bytes)?);
            }
            Ok(all)
        }
    }
}

/// A text; bytes that are none are replaced.
pub(super) fn text(field: Field<'_>) -> String {
    match field {
        Field::Number(_) => String::new(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the encoding's own description: 150 in field 1, "testing" in field 2, and
    /// 3, 270 and 86942 side by side in field 6.
    #[test]
    fn messages_are_read_as_they_are_described() {
        let bytes = b"\x08\x96\x01\x12\x07testing\x32\x06\x03\x8e\x02\x9e\xa7\x05";
        let fields: Vec<_> = Fields(bytes).map(Result::unwrap).collect();
        assert_eq!(fields[0], (1, Field::Number(150)));
        assert_eq!((fields[1].0, text(fields[1].1).as_str()), (2, "testing"));
        assert_eq!(numbers(fields[2].1).unwrap(), [3, 270, 86_942]);
        for end in [1, 2, 4, 8, bytes.len() - 1] {
            let last = Fields(&bytes[..end]).last();
            assert_eq!(last, Some(Err(Broken)), "{end}");
        }
        assert_eq!(Fields(&[0x80; 20]).last(), Some(Err(Broken)));
        assert_eq!(Fields(&[0x0b]).last(), Some(Err(Broken)));
    }
}
