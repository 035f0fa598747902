//! What was read of each file of sound, so that anyone can hold it against another program.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::frame::{Column, Frame};
use crate::audio::Recording;
use crate::features::FeatureSet;
use crate::library::{Library, Song, is_audio};
use crate::words::{Locale, Message, id, say, shown, with_locale};

/// One file of sound.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SoundFile<'a> {
    pub(crate) path: &'a Path,
    /// What was read of it; `None` where nothing was.
    pub(crate) recording: Option<&'a Recording>,
    /// Of its song's words, whatever a label or tag says: an ISO 639-1 code, or `mixed`.
    pub(crate) language: Option<String>,
    /// What was odd, or why nothing was read.
    pub(crate) remark: Option<Message>,
}

/// Every file of sound that was read, or tried, in the order of the songs; behind each its copies
/// with the same bytes, and at the end those that are no song's.
pub(crate) fn sound_files<'a>(
    library: &'a Library,
    features: &'a FeatureSet,
) -> Vec<SoundFile<'a>> {
    let copies: HashMap<&Path, &[PathBuf]> = library
        .report
        .duplicates
        .iter()
        .filter_map(|group| Some((group.first()?.as_path(), &group[1..])))
        .collect();
    let mut causes: HashMap<String, &Message> = HashMap::new();
    for warning in &features.warnings {
        causes
            .entry(warning.subject.to_string())
            .or_insert(&warning.cause);
    }
    let mut files = Vec::new();
    for (song, recording) in library.songs.iter().zip(&features.recordings) {
        let Some(path) = song.audio.as_ref().map(|audio| audio.path.as_path()) else {
            continue;
        };
        let remark = match recording {
            Some(recording) => recording.remark.clone(),
            None => causes.get(shown(path).as_str()).map(|&cause| cause.clone()),
        };
        let file = SoundFile {
            path,
            recording: recording.as_ref(),
            language: language(song),
            remark,
        };
        let same = say(id::EXPORT_SAME_BYTES_AS_PATH_LEFT).with("path", place(library, path));
        let copies = copies.get(path).copied().unwrap_or_default().iter();
        let copies = copies.map(|path| SoundFile {
            path,
            remark: Some(same.clone()),
            ..file.clone()
        });
        let copies: Vec<_> = copies.collect();
        files.push(file);
        files.extend(copies);
    }
    let unreadable = library
        .report
        .unreadable
        .iter()
        .filter(|(path, _)| is_audio(path));
    files.extend(unreadable.map(|(path, cause)| SoundFile {
        path,
        recording: None,
        language: None,
        remark: Some(cause.clone()),
    }));
    files
}

fn language(song: &Song) -> Option<String> {
    song.language.as_ref()?.of_words.clone()
}

/// A path from the folder of the library where the file lies in it, else the whole of it.
pub(crate) fn place(library: &Library, path: &Path) -> String {
    let root = library.root.as_path();
    let folder = if root.is_file() {
        root.parent().unwrap_or(root)
    } else {
        root
    };
    match path.strip_prefix(folder) {
        Ok(inner) if !inner.as_os_str().is_empty() => inner.display().to_string(),
        _ => std::path::absolute(path).map_or_else(
            |_| path.display().to_string(),
            |whole| whole.display().to_string(),
        ),
    }
}

/// A row a file of [`sound_files`]. Peak and rms are amplitudes, 1 is full scale.
pub(crate) fn files(library: &Library, features: &FeatureSet) -> Frame {
    let files = sound_files(library, features);
    let double = |of: fn(&Recording) -> f64| {
        Column::Double(
            files
                .iter()
                .map(|file| file.recording.map_or(f64::NAN, of))
                .collect(),
        )
    };
    let single = |of: fn(&Recording) -> f32| {
        Column::Single(
            files
                .iter()
                .map(|file| file.recording.map_or(f32::NAN, of))
                .collect(),
        )
    };
    let whole = |of: fn(&Recording) -> i64| {
        Column::Whole(files.iter().map(|file| file.recording.map(of)).collect())
    };
    let text =
        |of: &dyn Fn(&SoundFile) -> Option<String>| Column::Text(files.iter().map(of).collect());
    let mut frame = Frame::default();
    frame.push("path", text(&|file| Some(place(library, file.path))));
    // To a tenth of a millisecond: more says nothing, and is hard to read.
    frame.push("seconds", double(|r| (r.secs * 1e4).round() / 1e4));
    frame.push("sample_rate_hz", whole(|r| i64::from(r.sample_rate_hz)));
    frame.push("channels", whole(|r| r.n_channels as i64));
    frame.push(
        "codec",
        text(&|file| file.recording.map(|r| r.codec.clone())),
    );
    frame.push("peak", single(|r| r.peak));
    frame.push("rms", single(|r| r.rms));
    frame.push(
        "loudness_lufs",
        single(|r| r.loudness_lufs.unwrap_or(f32::NAN)),
    );
    frame.push("detected_language", text(&|file| file.language.clone()));
    frame.push("remark", text(&|file| file.remark.as_ref().map(in_english)));
    frame
}

/// Programs read it too.
fn in_english(remark: &Message) -> String {
    with_locale(Locale::EN, || remark.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Warning;
    use crate::library::{AudioFile, Language, Lyrics, PairingReport};
    use crate::text::detect_language;

    fn recording(remark: Option<&str>) -> Recording {
        Recording {
            codec: "mp3".to_string(),
            sample_rate_hz: 44_100,
            n_channels: 2,
            secs: 12.25,
            peak: 0.5,
            rms: 0.125,
            loudness_lufs: remark.is_none().then_some(-18.5),
            remark: remark.map(Message::verbatim),
        }
    }

    fn song(path: Option<&str>, words: Option<&str>) -> Song {
        Song {
            id: String::new(),
            title: String::new(),
            artist: String::new(),
            audio: path.map(|path| AudioFile {
                path: PathBuf::from(path),
                hash: String::new(),
            }),
            lyrics: words.map(Lyrics::from_text),
            language: words.and_then(detect_language).map(|found| Language {
                name: found.code.clone(),
                detected: true,
                of_words: Some(found.code),
                bangla_share: Some(found.bangla_share),
            }),
        }
    }

    fn library() -> Library {
        let path = |path: &str| PathBuf::from(path);
        let report = PairingReport {
            duplicates: vec![vec![
                path("/music/b, \"live\".mp3"),
                path("/music/copy.mp3"),
                path("/else/copy.mp3"),
            ]],
            unreadable: vec![
                (path("/music/empty.wav"), id::LIBRARY_FILE_EMPTY.into()),
                (
                    path("/music/empty.txt"),
                    Message::verbatim("holds no words"),
                ),
            ],
            ..PairingReport::default()
        };
        Library {
            root: path("/music"),
            songs: vec![
                song(
                    Some("/music/b, \"live\".mp3"),
                    Some("আমার সোনার বাংলা, আমি তোমায় ভালোবাসি"),
                ),
                song(None, Some("words alone")),
                song(Some("/else/=a.mp3"), None),
                song(Some("/music/in/silent.wav"), None),
            ],
            report,
            ..Library::default()
        }
    }

    fn features() -> FeatureSet {
        FeatureSet {
            blocks: Vec::new(),
            duration_secs: vec![f32::NAN; 4],
            recordings: vec![
                Some(recording(None)),
                None,
                Some(recording(Some("3 damaged packets skipped"))),
                None,
            ],
            warnings: vec![Warning::new(
                "/music/in/silent.wav",
                id::AUDIO_SILENT_THROUGHOUT,
            )],
            n_cached: 0,
            files_hash: None,
        }
    }

    #[test]
    fn every_file_of_sound_has_its_row_in_the_order_of_the_songs() {
        let expected = "\
path,seconds,sample_rate_hz,channels,codec,peak,rms,loudness_lufs,detected_language,remark
\"b, \"\"live\"\".mp3\",12.25,44100,2,mp3,0.5,0.125,-18.5,bn,
copy.mp3,12.25,44100,2,mp3,0.5,0.125,-18.5,bn,\"the same bytes as b, \"\"live\"\".mp3; left out\"
/else/copy.mp3,12.25,44100,2,mp3,0.5,0.125,-18.5,bn,\"the same bytes as b, \"\"live\"\".mp3; left out\"
/else/=a.mp3,12.25,44100,2,mp3,0.5,0.125,,,3 damaged packets skipped
in/silent.wav,,,,,,,,,silent throughout
empty.wav,,,,,,,,,the file is empty
";
        assert_eq!(files(&library(), &features()).to_csv().unwrap(), expected);
    }

    #[test]
    fn a_path_is_told_from_the_folder_of_its_manifest() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = folder.path().join("songs.csv");
        std::fs::write(&manifest, "").unwrap();
        let library = Library {
            root: manifest,
            ..library()
        };
        assert_eq!(
            place(&library, &folder.path().join("a/b.mp3")),
            Path::new("a/b.mp3").display().to_string()
        );
        let alone = folder.path().join("song.wav");
        std::fs::write(&alone, "").unwrap();
        let library = Library {
            root: alone.clone(),
            ..library
        };
        assert_eq!(place(&library, &alone), "song.wav");
    }
}
