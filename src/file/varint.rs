//! Whole numbers of as many bytes as they need, as protocol buffers and Thrift write them (LEB128).

use std::io::Read;

/// Seven bits a byte, lowest first; the last byte has no eighth bit. `None` where the bytes end
/// before it, and of more than ten.
pub(crate) fn varint(bytes: &mut (impl Read + ?Sized)) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let mut byte = [0];
        bytes.read_exact(&mut byte).ok()?;
        value |= u64::from(byte[0] & 0x7f) << shift;
        if byte[0] < 0x80 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::varint;

    #[test]
    fn numbers_have_as_many_bytes_as_they_need() {
        // The example of the description of protocol buffers, and the ends of the range.
        let largest = [&[0xff; 9][..], &[1]].concat();
        for (bytes, number) in [(&[0x96, 0x01][..], 150), (&[0], 0), (&largest, u64::MAX)] {
            let mut rest = bytes;
            assert_eq!(varint(&mut rest), Some(number));
            assert!(rest.is_empty());
        }
        assert_eq!(varint(&mut &[0x96][..]), None);
        assert_eq!(varint(&mut &[0x80; 20][..]), None);
    }
}
