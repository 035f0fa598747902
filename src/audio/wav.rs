//! Sound as a file, for players and pages.

/// A WAV file of one channel with 16 bits a sample. What is louder than 1 is cut off.
pub fn wav(samples: &[f32], sample_rate_hz: u32) -> Vec<u8> {
    let data_bytes = 2 * samples.len() as u32;
    let mut bytes = Vec::with_capacity(44 + data_bytes as usize);
    bytes.extend(b"RIFF");
    bytes.extend((36 + data_bytes).to_le_bytes());
    // 16 bytes of format: PCM, one channel, rate, bytes a second, bytes a frame, bits a sample.
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend(sample_rate_hz.to_le_bytes());
    bytes.extend((2 * sample_rate_hz).to_le_bytes());
    bytes.extend(b"\x02\0\x10\0data");
    bytes.extend(data_bytes.to_le_bytes());
    bytes.extend(
        samples
            .iter()
            .flat_map(|s| ((s.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16).to_le_bytes()),
    );
    bytes
}
