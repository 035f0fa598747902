//! What the network hears in the demo songs, by the content of their files.

use std::sync::OnceLock;

use safetensors::SafeTensors;

static FILE: &[u8] = include_bytes!("../../assets/models/demo_heard.safetensors");

/// What is heard in a recording that travels with the program; `None` for any other, and under
/// other settings than those of [`super::fingerprint`] that it was heard with.
pub fn shipped(file_hash: &str, fingerprint: &str) -> Option<Vec<f32>> {
    static ALL: OnceLock<Option<(SafeTensors<'static>, String)>> = OnceLock::new();
    let read = || {
        let (_, metadata) = SafeTensors::read_metadata(FILE).ok()?;
        let settings = metadata.metadata().as_ref()?.get("settings")?.clone();
        Some((SafeTensors::deserialize(FILE).ok()?, settings))
    };
    let (songs, settings) = ALL.get_or_init(read).as_ref()?;
    if settings != fingerprint {
        return None;
    }
    let numbers = songs.tensor(file_hash).ok()?;
    let (numbers, _) = numbers.data().as_chunks::<4>();
    Some(numbers.iter().map(|b| f32::from_le_bytes(*b)).collect())
}
