//! What columns of features are called in words a listener uses, with the field's term behind.

use crate::features::BlockKind;

use crate::ui::words::{fill, tr};

/// The name of a joined column: of audio what one hears of it, of anything else the column itself
/// (a word, a number).
pub fn plain_name(column: &str, kind: BlockKind) -> String {
    match kind {
        BlockKind::Audio => audio_name(column).unwrap_or_else(|| column.to_string()),
        BlockKind::Lyrics | BlockKind::Numbers => column.to_string(),
    }
}

fn audio_name(column: &str) -> Option<String> {
    if column == "tempo_bpm" {
        return Some(tr("tempo").to_string());
    }
    if let Some(of) = column.strip_suffix("_delta_std") {
        return Some(fill("{what}: movement", &[("what", &quality(of)?)]));
    }
    if let Some(of) = column.strip_suffix("_std") {
        return Some(fill("{what}: variation", &[("what", &quality(of)?)]));
    }
    quality(column.strip_suffix("_mean")?)
}

fn quality(what: &str) -> Option<String> {
    let plain = match what {
        "centroid" => tr("brightness (spectral centroid)"),
        "bandwidth" => tr("width of the spectrum"),
        "rolloff" => tr("reach of the highs (rolloff)"),
        "flatness" => tr("noisiness (flatness)"),
        "zero_crossing_rate" => tr("hiss (zero crossings)"),
        "rms" => tr("loudness (RMS)"),
        "mfcc_0" => tr("overall level (MFCC 0)"),
        "mfcc_1" => tr("lows against highs (MFCC 1)"),
        _ => return numbered(what),
    };
    Some(plain.to_string())
}

fn numbered(what: &str) -> Option<String> {
    let (family, which) = what.split_once('_')?;
    match family {
        "mfcc" => Some(fill("timbre {n} (MFCC)", &[("n", &which)])),
        "contrast" => Some(fill("contrast {n} (band)", &[("n", &which)])),
        "chroma" => Some(fill("pitch class {n}", &[("n", &which)])),
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
