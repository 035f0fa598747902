//! Numbers as files hold them.

use std::io::Read;

use half::{bf16, f16};

use super::Source;
use crate::error::Result;

/// So many numbers are read between two looks whether Stop was pressed.
const AT_ONCE: usize = 1 << 16;

/// A type of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    F16,
    Bf16,
    F32,
    F64,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

impl Number {
    pub(super) fn n_bytes(self) -> usize {
        match self {
            Number::I8 | Number::U8 => 1,
            Number::F16 | Number::Bf16 | Number::I16 | Number::U16 => 2,
            Number::F32 | Number::I32 | Number::U32 => 4,
            Number::F64 | Number::I64 | Number::U64 => 8,
        }
    }

    pub(super) fn is_whole(self) -> bool {
        match self {
            Number::F16 | Number::Bf16 | Number::F32 | Number::F64 => false,
            Number::I8
            | Number::I16
            | Number::I32
            | Number::I64
            | Number::U8
            | Number::U16
            | Number::U32
            | Number::U64 => true,
        }
    }

    /// Its value, of as many bytes as it has, little end first.
    pub(super) fn value(self, bytes: &[u8]) -> f64 {
        match self {
            Number::F16 => f16::from_le_bytes(first(bytes)).to_f64(),
            Number::Bf16 => bf16::from_le_bytes(first(bytes)).to_f64(),
            Number::F32 => f64::from(f32::from_le_bytes(first(bytes))),
            Number::F64 => f64::from_le_bytes(first(bytes)),
            Number::I8
            | Number::I16
            | Number::I32
            | Number::I64
            | Number::U8
            | Number::U16
            | Number::U32
            | Number::U64 => self.whole(bytes) as f64,
        }
    }

    /// The same of a whole number, exactly.
    pub(super) fn whole(self, bytes: &[u8]) -> i128 {
        match self {
            Number::I8 => i8::from_le_bytes(first(bytes)).into(),
            Number::I16 => i16::from_le_bytes(first(bytes)).into(),
            Number::I32 => i32::from_le_bytes(first(bytes)).into(),
            Number::I64 => i64::from_le_bytes(first(bytes)).into(),
            Number::U8 => u8::from_le_bytes(first(bytes)).into(),
            Number::U16 => u16::from_le_bytes(first(bytes)).into(),
            Number::U32 => u32::from_le_bytes(first(bytes)).into(),
            Number::U64 => u64::from_le_bytes(first(bytes)).into(),
            Number::F16 | Number::Bf16 | Number::F32 | Number::F64 => self.value(bytes) as i128,
        }
    }
}

/// The first bytes; missing ones are 0.
fn first<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut first = [0; N];
    first
        .iter_mut()
        .zip(bytes)
        .for_each(|(to, from)| *to = *from);
    first
}

/// Numbers of one type, in the order of bytes that a file has them in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stored {
    pub(crate) number: Number,
    pub(crate) big_end_first: bool,
}

impl Stored {
    pub(super) fn little(number: Number) -> Self {
        Self {
            number,
            big_end_first: false,
        }
    }

    /// The next `n` numbers. No more memory is taken than there are bytes for.
    ///
    /// # Errors
    /// When there are fewer; [`crate::error::Error::Cancelled`].
    pub(super) fn read(self, from: &mut impl Read, n: usize, source: &Source) -> Result<Vec<f32>> {
        let mut values = Vec::with_capacity(n.min(AT_ONCE));
        self.each(from, n, source, |number, bytes| {
            values.push(number.value(bytes) as f32);
        })?;
        Ok(values)
    }

    /// The next `n` whole numbers, as they are written.
    ///
    /// # Errors
    /// As [`Stored::read`].
    pub(super) fn written(
        self,
        from: &mut impl Read,
        n: usize,
        source: &Source,
    ) -> Result<Vec<String>> {
        let mut values = Vec::with_capacity(n.min(AT_ONCE));
        self.each(from, n, source, |number, bytes| {
            values.push(number.whole(bytes).to_string());
        })?;
        Ok(values)
    }

    fn each(
        self,
        from: &mut impl Read,
        n: usize,
        source: &Source,
        mut take: impl FnMut(Number, &[u8]),
    ) -> Result<()> {
        let size = self.number.n_bytes();
        let mut bytes = vec![0; size * n.min(AT_ONCE)];
        let mut left = n;
        while left > 0 {
            source.reporter.checkpoint()?;
            let now = left.min(AT_ONCE);
            let part = &mut bytes[..size * now];
            from.read_exact(part).map_err(|e| source.io(e))?;
            for item in part.chunks_exact_mut(size) {
                if self.big_end_first {
                    item.reverse();
                }
                take(self.number, item);
            }
            left -= now;
        }
        Ok(())
    }
}
