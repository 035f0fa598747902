//! Files good and bad.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use super::{shared_data, sine, write_wav};
use crate::audio::decode::Channels;
use crate::audio::reader::Reader;
use crate::audio::{Pcm, decode, extract, feature_names};
use crate::config::{AudioConfig, Window};
use crate::error::Result;

/// Longest any one file may take, on a busy machine and in a debug build. The slowest takes a tenth of it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A row of a `manifest.csv`: what ffmpeg made of a file.
struct Row {
    path: PathBuf,
    name: String,
    codec: String,
    decoded_secs: f32,
    result: String,
}

fn manifest(folder: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join("manifest.csv")).unwrap();
    let columns = reader.headers().unwrap().clone();
    let at = |name: &str| columns.iter().position(|c| c == name).unwrap();
    let (path, codec, decoded, result) = (at("path"), at("codec"), at("decoded_s"), at("ffmpeg_result"));
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            Row {
                path: folder.join(&row[path]),
                name: row[path].to_owned(),
                codec: row[codec].to_owned(),
                decoded_secs: row[decoded].parse().unwrap_or(0.0),
                result: row[result].to_owned(),
            }
        })
        .collect()
}

/// Decodes on a thread of its own, so that a hang is a failure and not a hang.
fn decode_in_time(path: &Path) -> Result<Pcm> {
    let (sender, receiver) = mpsc::channel();
    let owned = path.to_owned();
    std::thread::spawn(move || sender.send(decode(&owned)));
    receiver.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("hangs: {}", path.display()))
}

#[test]
fn wav_is_read_to_the_sample() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stereo.wav");
    let samples = sine(440.0, 44_100, 10_000);
    write_wav(&path, 44_100, 2, &samples);
    let pcm = decode(&path).unwrap();
    assert_eq!((pcm.n_channels, pcm.sample_rate_hz, pcm.n_frames()), (2, 44_100, 5_000));
    assert_eq!(pcm.remark, None);
    assert!(pcm.samples.iter().zip(&samples).all(|(a, b)| (a - b).abs() < 1e-4));
}

#[test]
fn causes_are_clear() {
    let folder = tempfile::tempdir().unwrap();
    let tag = [&b"ID3\x04\0\0\0\0\0\x0a"[..], &[0; 10]].concat();
    for (name, bytes, cause) in [
        ("empty.mp3", &b""[..], "empty file"),
        ("tags.mp3", &tag, "only tags, no sound"),
        ("old.ape", b"MAC \x96\x0f\0\0 and so on and on and on", "Monkey's Audio (ape) is not supported"),
        (
            "words.wav",
            b"this is a text and not a sound, whatever its name",
            "not a known audio format, or damaged beyond recognition",
        ),
        ("zeros.mp3", &[0; 5000], "nothing but zeros where sound should begin"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(decode(&path).unwrap_err().to_string(), format!("{cause}: {}", path.display()));
    }
    let missing = decode(&folder.path().join("missing.mp3")).unwrap_err().to_string();
    assert!(missing.starts_with("cannot open: "), "{missing}");
    let directory = decode(folder.path()).unwrap_err().to_string();
    assert!(directory.starts_with("a folder, not a sound file: "), "{directory}");
}

#[test]
fn wav_whose_header_promises_more_than_there_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("promise.wav");
    write_wav(&path, 44_100, 2, &sine(440.0, 44_100, 2_000));
    let whole = std::fs::read(&path).unwrap();
    // As a program writes it that cannot go back to fill in the lengths: nothing of the sort is allocated.
    let mut streamed = whole.clone();
    streamed[4..8].fill(0xFF);
    streamed[40..44].fill(0xFF);
    std::fs::write(&path, streamed).unwrap();
    assert_eq!(decode(&path).unwrap().n_frames(), 1_000);
    std::fs::write(&path, &whole[..44 + 4 * 600]).unwrap();
    let cut = decode(&path).unwrap();
    assert!((500..=600).contains(&cut.n_frames()), "{}", cut.n_frames());
    assert_eq!(cut.remark.as_deref(), Some("the file ends in the middle of its sound"));
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn every_shared_file_gives_sound_or_a_cause() {
    let data = shared_data();
    for set in ["codec-variety", "bad-audio"] {
        for row in manifest(&data.join(set)) {
            match decode_in_time(&row.path) {
                Ok(pcm) => {
                    assert!(pcm.n_frames() > 0 && pcm.samples.iter().all(|x| x.is_finite()), "{}", row.name);
                    println!("{set} {}: {:.3} s, {:?}", row.name, pcm.duration_secs(), pcm.remark);
                    check_length(&row, &pcm);
                }
                Err(error) => {
                    println!("{set} {}: {} {} {error}", row.name, row.codec, row.result);
                    check_refusal(&row);
                }
            }
        }
    }
}

/// Where ffmpeg had nothing to complain of, the lengths agree within two MP3 or AAC packets at 44.1 kHz: decoders differ in
/// whether a first packet whose bits lie before the file's beginning counts, and in the delay they take an encoder to have.
const LENGTH_TOLERANCE_SECS: f32 = 2.0 * 1152.0 / 44_100.0 + 0.001;

fn check_length(row: &Row, pcm: &Pcm) {
    if row.result == "decodes-clean" {
        let difference = (pcm.duration_secs() - row.decoded_secs).abs();
        assert!(difference < LENGTH_TOLERANCE_SECS, "{}: {} s", row.name, pcm.duration_secs());
    }
}

/// What ffmpeg decodes cleanly is refused only for its codec, or is one of a few files that symphonia finds too damaged.
fn check_refusal(row: &Row) {
    const UNSUPPORTED: [&str; 10] =
        ["ape", "wmav2", "musepack7", "musepack8", "speex", "wavpack", "tta", "ac3", "eac3", "dsd_msbf"];
    const TOO_DAMAGED: [&str; 6] = [
        // The stream information contradicts the frames.
        "04 - wrong number of channels.flac",
        // Metadata whose lengths point beyond their blocks.
        "10 - invalid vorbis comment metadata block.flac",
        "644_empty_id3v2.aiff",
        // Headers, and less than one packet of sound.
        "zero.wav",
        "lame397v9short.mp3",
        // MP3 inside WAV.
        "mpeglayer3.wav",
    ];
    let is_known = UNSUPPORTED.contains(&row.codec.as_str())
        || row.codec.starts_with("dsd_")
        || TOO_DAMAGED.iter().any(|name| row.name.ends_with(name));
    assert!(row.result != "decodes-clean" || is_known, "{} could be decoded", row.name);
}

/// Jumping to the excerpt gives the samples that decoding everything gives.
#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn excerpts_are_those_of_the_whole() {
    let data = shared_data();
    let folder = data.join("codec-variety");
    let jamendo = std::fs::read_dir(data.join("jamendo/audio")).unwrap().map(|f| f.unwrap().path()).take(1);
    let files = manifest(&folder).into_iter().filter(|r| r.decoded_secs > 4.0).map(|r| r.path).chain(jamendo);
    let mut n_jumped = 0;
    for path in files {
        let whole = decode::whole(Reader::open(&path).unwrap(), &path, Channels::Mix).unwrap();
        let n_frames = whole.samples.len() as u64;
        let Some((measured, rate_hz)) = decode::measure(Reader::open(&path).unwrap()) else { continue };
        assert_eq!(rate_hz, whole.recording.sample_rate_hz, "{}", path.display());
        assert!(measured.abs_diff(n_frames) <= 2304, "{}: {measured} for {n_frames}", path.display());
        let wanted = [n_frames / 2..n_frames / 2 + 10_000, n_frames - 5_000..n_frames - 4_000];
        let Some(found) = decode::stretches(Reader::open(&path).unwrap(), rate_hz, &wanted) else { continue };
        n_jumped += 1;
        for (ours, range) in found.samples.iter().zip(&wanted) {
            let all = &whole.samples[range.start as usize..range.end as usize];
            let worst = ours.iter().zip(all).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(worst < 1e-4, "{}: {worst}", path.display());
        }
        assert_eq!(found.remark, None, "{}", path.display());
    }
    assert!(n_jumped > 25, "only {n_jumped}");
}

#[test]
fn window_choice_reaches_the_features() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.wav");
    // A low half and a high half: each choice of window hears something else.
    let samples = [sine(200.0, 22_050, 6 * 22_050), sine(4000.0, 22_050, 2 * 22_050)].concat();
    write_wav(&path, 22_050, 1, &samples);
    let centroid = |window, n_windows| {
        let config = AudioConfig { window, n_windows, window_secs: 2.0, ..AudioConfig::default() };
        let at = feature_names(&config).iter().position(|n| n == "centroid_mean").unwrap();
        let features = extract(&path, &config).unwrap();
        assert!((features.recording.secs - 8.0).abs() < 1e-3);
        features.values[at]
    };
    assert!(centroid(Window::Middle, 1) < 400.0);
    assert!((centroid(Window::Several, 2) - 2100.0).abs() < 300.0);
    assert!((centroid(Window::Whole, 1) - 1150.0).abs() < 300.0);
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn opus_is_decoded_to_its_length() {
    let data = shared_data();
    let pcm = decode(&data.join("bad-audio/mutagen/example.opus")).unwrap();
    // 610,561 granules, of which the header's pre-skip is 65,535.
    assert_eq!((pcm.n_frames(), pcm.sample_rate_hz, pcm.n_channels), (545_026, 48_000, 1));
    // The header asks for -70 dB.
    let faint = decode(&data.join("bad-audio/taglib/correctness_gain_silent_output.opus")).unwrap();
    assert!(faint.samples.iter().all(|x| x.abs() < 1e-3));
}
