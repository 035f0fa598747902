//! Number columns that tell of a file, a row or a name and not of music: as features they sort
//! songs by how they were stored. In GTZAN's `features_30_sec.csv` the column `length`, samples in
//! the file, lifts the agreement of k-means with the genres from an adjusted Rand index of .193 to
//! .230.

use crate::words::{Text, id};

use super::names::fold;

/// Words for a property of a file, in column names.
const PROPERTIES: &[&str] = &[
    "length",
    "len",
    "duration",
    "dur",
    "size",
    "filesize",
    "bytes",
    "samples",
    "sample",
    "frames",
    "frame",
    "bitrate",
    "bit rate",
    "samplerate",
    "sample rate",
    "sampling rate",
    "framerate",
    "frame rate",
    "channels",
    "bit depth",
    "bits per sample",
    "start",
    "end",
    "offset",
    "onset time",
    "start time",
    "end time",
    "mtime",
    "ctime",
    "timestamp",
    "দৈর্ঘ্য",
    "সময়কাল",
    "আকার",
];
/// Words that may stand around them.
const AROUND: &[&str] = &[
    "audio",
    "file",
    "song",
    "track",
    "clip",
    "wav",
    "mp3",
    "flac",
    "sound",
    "recording",
    "music",
    "segment",
    "excerpt",
    "total",
    "n",
    "num",
    "number",
    "nr",
    "of",
    "the",
    "in",
    "per",
    "count",
    "ms",
    "msec",
    "millis",
    "milliseconds",
    "s",
    "sec",
    "secs",
    "second",
    "seconds",
    "min",
    "mins",
    "minute",
    "minutes",
    "kb",
    "mb",
    "kib",
    "mib",
    "kbps",
    "kbit",
    "kbits",
    "bps",
    "hz",
    "khz",
    "byte",
    "bits",
    "time",
];
/// Whole names that mean a property of a file.
const NAMES: &[&str] = &[
    "sr",
    "fs",
    "kbps",
    "tracknumber",
    "trackno",
    "discnumber",
    "discno",
    "samplingfreq",
    "samplingfrequency",
    "samplefrequency",
    "nsamples",
    "nframes",
    "nchannels",
    "ms",
];
/// Whole names of columns that count rows.
const ROWS: &[&str] = &[
    "index",
    "idx",
    "row",
    "rows",
    "rownumber",
    "rownum",
    "rowno",
    "rowid",
    "unnamed0",
    "no",
    "nr",
    "sl",
    "slno",
    "sno",
    "srno",
    "serial",
    "serialno",
    "serialnumber",
    "ক্রমিক",
    "ক্রমিকনং",
];
/// From so many rows on, whole numbers without gap or repetition are row numbers in whatever order.
const FEWEST_ROWS: usize = 20;

/// What a column of numbers tells of, where it is not the music; NaN is unknown.
///
/// A file's length, size or rate and where a clip begins are told by their names; row numbers and
/// ids by their values too.
pub(super) fn of_column(name: &str, values: &[f64]) -> Option<Text> {
    let words = words(name);
    let bare = words.concat();
    if NAMES.contains(&bare.as_str()) || are_words_for_a_file(&words) {
        return Some(id::LIBRARY_NO_FEATURE_FILE);
    }
    let known: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    let are_whole = !known.is_empty() && known.iter().all(|v| v.fract() == 0.0);
    let counts_up = known.len() > 2 && known.windows(2).all(|w| w[1] == w[0] + 1.0);
    if are_whole
        && (counts_up
            || ROWS.contains(&bare.as_str())
            || known.len() >= FEWEST_ROWS && is_a_permutation(&known))
    {
        return Some(id::LIBRARY_NO_FEATURE_ROWS);
    }
    (are_whole && is_id(name)).then_some(id::LIBRARY_NO_FEATURE_IDS)
}

/// True for `id`, `track_id`, `TrackID`, `song id`: not for `valid` and `centroid`.
pub(super) fn is_id(name: &str) -> bool {
    let words = words(name);
    words.last().is_some_and(|w| {
        matches!(
            w.as_str(),
            "id" | "ids" | "uid" | "uuid" | "guid" | "isrc" | "mbid"
        )
    }) || matches!(
        words.concat().as_str(),
        "songid" | "trackid" | "albumid" | "artistid" | "userid" | "genreid"
    )
}

/// The words of a name, folded: parted by spaces, marks and capitals.
fn words(name: &str) -> Vec<String> {
    let mut parted = String::with_capacity(name.len() + 8);
    let mut last = ' ';
    for c in name.chars() {
        if last.is_lowercase() && c.is_uppercase() {
            parted.push(' ');
        }
        // Marks within words of other scripts are letters to them.
        parted.push(if c.is_ascii() && !c.is_ascii_alphanumeric() {
            ' '
        } else {
            c
        });
        last = c;
    }
    fold(&parted)
        .split_whitespace()
        .map(str::to_string)
        .collect()
}

/// True when the name is made of such words and no others, run together or not, with one for a
/// property among them.
fn are_words_for_a_file(words: &[String]) -> bool {
    const MOST_BYTES: usize = 60;
    let text = words.concat();
    if text.len() > MOST_BYTES {
        return false;
    }
    // What can be said of the text up to each place: nothing, words around only, or a property too.
    let mut best: Vec<Option<bool>> = vec![None; text.len() + 1];
    best[0] = Some(false);
    for at in 0..text.len() {
        let Some(has) = best[at] else { continue };
        for (list, is_property) in [(PROPERTIES, true), (AROUND, false)] {
            for word in list {
                let word = word.replace(' ', "");
                if text.get(at..).is_some_and(|rest| rest.starts_with(&word)) {
                    let end = &mut best[at + word.len()];
                    *end = Some(end.unwrap_or(false) || has || is_property);
                }
            }
        }
    }
    best[text.len()] == Some(true)
}

/// Each whole number of a range once.
fn is_a_permutation(whole: &[f64]) -> bool {
    let (low, high) = whole
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| {
            (l.min(v), h.max(v))
        });
    if high - low != (whole.len() - 1) as f64 {
        return false;
    }
    let mut seen = vec![false; whole.len()];
    whole
        .iter()
        .all(|v| !std::mem::replace(&mut seen[(v - low) as usize], true))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name in another Unicode form would never be found.
    #[test]
    fn known_words_are_written_as_they_are_looked_up() {
        for word in [PROPERTIES, AROUND, NAMES, ROWS].concat() {
            assert_eq!(fold(word), word);
        }
    }

    #[test]
    fn names_of_files_properties_and_of_music() {
        for name in [
            "length",
            "Length",
            "duration_ms",
            "durationMs",
            "track.duration",
            "audio_length_seconds",
            "n_samples",
            "num_frames",
            "filesize",
            "file size (KB)",
            "bit_rate",
            "bitrate",
            "sample_rate",
            "sr",
            "Channels",
            "start",
            "end_time",
            "clipDurationSec",
            "number of samples",
            "total length in samples",
            "সময়কাল",
        ] {
            assert_eq!(
                of_column(name, &[1.5, 2.5]),
                Some(id::LIBRARY_NO_FEATURE_FILE),
                "{name}"
            );
        }
        for name in [
            "tempo",
            "mfcc1_mean",
            "loudness",
            "energy",
            "rolloff_mean",
            "spectral_centroid",
            "year",
            "key",
            "mode",
            "tempo_length",
            "time_signature",
            "valence",
            "beats",
            "onset_rate",
            "zero_crossing_rate",
            "frames_with_voice",
            "chroma_stft_var",
            "s",
            "",
        ] {
            assert_eq!(of_column(name, &[1.5, 2.0]), None, "{name}");
        }
    }

    #[test]
    fn rows_and_ids_are_told_by_their_values_too() {
        let shuffled: Vec<f64> = (0..40).map(|i| f64::from(i * 7 % 40 + 3)).collect();
        assert_eq!(
            of_column("f0", &shuffled),
            Some(id::LIBRARY_NO_FEATURE_ROWS)
        );
        assert_eq!(of_column("f0", &shuffled[..10]), None);
        assert_eq!(
            of_column("Unnamed: 0", &[5.0, 9.0]),
            Some(id::LIBRARY_NO_FEATURE_ROWS)
        );
        assert_eq!(
            of_column("f0", &[4.0, 5.0, 6.0]),
            Some(id::LIBRARY_NO_FEATURE_ROWS)
        );
        assert_eq!(
            of_column("album_id", &[4.0, 4.0, 6.0]),
            Some(id::LIBRARY_NO_FEATURE_IDS)
        );
        assert_eq!(of_column("spectral_centroid", &[4.0, 4.0, 6.0]), None);
        assert!(
            is_id("TrackID")
                && is_id("song id")
                && is_id("ids")
                && !is_id("valid")
                && !is_id("centroid")
        );
    }
}
