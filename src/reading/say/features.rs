//! What columns of features are called in words a listener uses, with the field's term behind.

use crate::config::Keyed;
use crate::ears::Tag;
use crate::features::BlockKind;

use crate::words::{fill, id, tr};

/// The name of a joined column: of audio what one hears of it, of anything else the column itself
/// (a word, a number).
pub(crate) fn plain_name(column: &str, kind: BlockKind) -> String {
    match kind {
        BlockKind::Audio => audio_name(column).unwrap_or_else(|| column.to_string()),
        BlockKind::Lyrics | BlockKind::Numbers | BlockKind::Vectors => column.to_string(),
    }
}

fn audio_name(column: &str) -> Option<String> {
    if let Some(tag) = column.strip_prefix("tag_").and_then(Tag::of_key) {
        return Some(tag.guessed());
    }
    if column == "tempo_bpm" {
        return Some(tr(id::LATENT_TEMPO).to_string());
    }
    if let Some(of) = column.strip_suffix("_delta_std") {
        return Some(fill(id::LATENT_WHAT_MOVEMENT, &[("what", &quality(of)?)]));
    }
    if let Some(of) = column.strip_suffix("_std") {
        return Some(fill(id::LATENT_WHAT_VARIATION, &[("what", &quality(of)?)]));
    }
    quality(column.strip_suffix("_mean")?)
}

fn quality(what: &str) -> Option<String> {
    let plain = match what {
        "centroid" => tr(id::LATENT_BRIGHTNESS_SPECTRAL_CENTROID),
        "bandwidth" => tr(id::LATENT_WIDTH_SPECTRUM),
        "rolloff" => tr(id::LATENT_REACH_HIGHS_ROLLOFF),
        "flatness" => tr(id::LATENT_NOISINESS_FLATNESS),
        "zero_crossing_rate" => tr(id::LATENT_HISS_ZERO_CROSSINGS),
        "rms" => tr(id::LATENT_LOUDNESS_RMS),
        "mfcc_0" => tr(id::LATENT_OVERALL_LEVEL_MFCC_0),
        "mfcc_1" => tr(id::LATENT_LOWS_AGAINST_HIGHS_MFCC_1),
        _ => return numbered(what),
    };
    Some(plain.to_string())
}

fn numbered(what: &str) -> Option<String> {
    let (family, which) = what.split_once('_')?;
    match family {
        "mfcc" => Some(fill(id::LATENT_TIMBRE_N_MFCC, &[("n", &which)])),
        "contrast" => Some(fill(id::LATENT_CONTRAST_N_BAND, &[("n", &which)])),
        "chroma" => Some(fill(id::LATENT_PITCH_CLASS_N, &[("n", &which)])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_audio_feature_has_a_plain_name_of_its_own() {
        let columns = crate::audio::feature_names(&crate::config::AudioConfig::default());
        let mut names: Vec<String> = columns.iter().map(|c| audio_name(c).expect(c)).collect();
        assert_eq!(
            plain_name("centroid_mean", BlockKind::Audio),
            "brightness (spectral centroid)"
        );
        assert_eq!(
            plain_name("mfcc_3_delta_std", BlockKind::Audio),
            "timbre 3 (MFCC): movement"
        );
        assert_eq!(
            plain_name("rms_mean", BlockKind::Lyrics),
            "rms_mean",
            "a word is a word"
        );
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), columns.len());
    }
}
