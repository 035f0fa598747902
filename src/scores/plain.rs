//! Audio features that have a meaning in plain words.

/// What a person hears when an audio feature is high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Plain {
    /// Root mean square of the samples.
    Loudness,
    /// How far the loudness goes up and down.
    Dynamics,
    /// Centroid of the spectrum.
    Brightness,
    /// Frequency below which most of the energy lies.
    Treble,
    /// Spread of the spectrum around its centroid.
    Breadth,
    /// Flatness of the spectrum: 1 is white noise, 0 a single tone.
    Noise,
    /// How often the waveform crosses 0: consonants, cymbals.
    Sharpness,
    /// Beats a minute.
    Tempo,
    /// A pitch class, 0 for C to 11 for B.
    Pitch(u8),
}

const PITCHES: [&str; 12] = [
    "C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B",
];

impl Plain {
    /// Of a column of the audio block (see [`crate::audio::feature_names`]); `None` where a number
    /// such as an MFCC means nothing to the ear by itself.
    pub(crate) fn of(column: &str) -> Option<Self> {
        match column {
            "rms_mean" => Some(Plain::Loudness),
            "rms_std" => Some(Plain::Dynamics),
            "centroid_mean" => Some(Plain::Brightness),
            "rolloff_mean" => Some(Plain::Treble),
            "bandwidth_mean" => Some(Plain::Breadth),
            "flatness_mean" => Some(Plain::Noise),
            "zero_crossing_rate_mean" => Some(Plain::Sharpness),
            "tempo_bpm" => Some(Plain::Tempo),
            _ => {
                let pitch = column.strip_prefix("chroma_")?.strip_suffix("_mean")?;
                PITCHES
                    .iter()
                    .position(|name| name.eq_ignore_ascii_case(pitch))
                    .map(|i| Plain::Pitch(i as u8))
            }
        }
    }

    /// The name of a pitch class.
    pub(crate) fn pitch_name(class: u8) -> &'static str {
        PITCHES[usize::from(class) % 12]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio;
    use crate::config::AudioConfig;

    #[test]
    fn every_plain_meaning_belongs_to_a_column_that_there_is() {
        let columns = audio::feature_names(&AudioConfig::default());
        let plain: Vec<Plain> = columns
            .iter()
            .filter_map(|column| Plain::of(column))
            .collect();
        assert_eq!(plain.len(), 8 + 12, "{plain:?}");
        assert_eq!(
            plain.iter().collect::<std::collections::HashSet<_>>().len(),
            plain.len()
        );
        assert_eq!(Plain::of("mfcc_3_mean"), None);
    }
}
