//! Files good and bad.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use super::{shared_data, sine, write_wav};
use crate::audio::{Pcm, decode, extract, feature_names};
use crate::config::{AudioConfig, Window};
use crate::error::Result;

/// Longest any one file may take, on a busy machine and in a debug build. The slowest takes a tenth
/// of it.
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
    let (path, codec, decoded, result) = (
        at("path"),
        at("codec"),
        at("decoded_s"),
        at("ffmpeg_result"),
    );
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
    receiver
        .recv_timeout(PATIENCE)
        .unwrap_or_else(|_| panic!("hangs: {}", path.display()))
}

#[test]
fn wav_is_read_to_the_sample() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stereo.wav");
    let samples = sine(440.0, 44_100, 10_000);
    write_wav(&path, 44_100, 2, &samples);
    let pcm = decode(&path).unwrap();
    assert_eq!(
        (pcm.n_channels, pcm.sample_rate_hz, pcm.n_frames()),
        (2, 44_100, 5_000)
    );
    assert_eq!(pcm.remark, None);
    assert!(
        pcm.samples
            .iter()
            .zip(&samples)
            .all(|(a, b)| (a - b).abs() < 1e-4)
    );
}

#[test]
fn causes_are_clear() {
    let folder = tempfile::tempdir().unwrap();
    let tag = [&b"ID3\x04\0\0\0\0\0\x0a"[..], &[0; 10]].concat();
    for (name, bytes, cause) in [
        ("empty.mp3", &b""[..], "empty file"),
        ("tags.mp3", &tag, "only tags, no sound"),
        (
            "old.ape",
            b"MAC \x96\x0f\0\0 and so on and on and on",
            "Monkey's Audio (ape) is not supported",
        ),
        (
            "words.wav",
            b"this is a text and not a sound, whatever its name",
            "not a known audio format, or damaged beyond recognition",
        ),
        (
            "zeros.mp3",
            &[0; 5000],
            "nothing but zeros where sound should begin",
        ),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(
            decode(&path).unwrap_err().to_string(),
            format!("{cause}: {}", path.display())
        );
    }
    let missing = decode(&folder.path().join("missing.mp3"))
        .unwrap_err()
        .to_string();
    assert!(missing.starts_with("cannot open: "), "{missing}");
    let directory = decode(folder.path()).unwrap_err().to_string();
    assert!(
        directory.starts_with("cannot open: a folder, where a file is needed: "),
        "{directory}"
    );
}

#[test]
fn wav_whose_header_promises_more_than_there_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("promise.wav");
    write_wav(&path, 44_100, 2, &sine(440.0, 44_100, 2_000));
    let whole = std::fs::read(&path).unwrap();
    // As a program writes it that cannot go back to fill in the lengths: nothing of the sort is
    // allocated.
    let mut streamed = whole.clone();
    streamed[4..8].fill(0xFF);
    streamed[40..44].fill(0xFF);
    std::fs::write(&path, streamed).unwrap();
    assert_eq!(decode(&path).unwrap().n_frames(), 1_000);
    std::fs::write(&path, &whole[..44 + 4 * 600]).unwrap();
    let cut = decode(&path).unwrap();
    assert!((500..=600).contains(&cut.n_frames()), "{}", cut.n_frames());
    assert_eq!(
        cut.remark.as_ref().map(ToString::to_string).as_deref(),
        Some("the file ends in the middle of its sound")
    );
}

/// Codecs that nothing here reads, as ffprobe names them.
const UNSUPPORTED: [&str; 12] = [
    "ac3",
    "ape",
    "dsd_lsbf_planar",
    "dsd_msbf",
    "eac3",
    "musepack7",
    "musepack8",
    "speex",
    "tta",
    "wavpack",
    "wmav2",
    "",
];

/// Files that ffmpeg 5.1 does not read to their end. Its header says blocks are smaller than they
/// are; flac 1.4.2 decodes all 4.25 s.
const FFMPEG_IS_WRONG: [&str; 1] = ["flac-test-files/01 - wrong max blocksize.flac"];

/// Decoders differ in whether a first packet whose bits lie before the file's beginning counts, and
/// in the delay they take an encoder to have.
const LENGTH_TOLERANCE_SECS: f32 = 0.1;

/// Every file gives sound or a cause, in time; every one that ffmpeg decodes, in a codec that is
/// read, is as long as there.
#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn every_shared_file_is_as_long_as_ffmpeg_has_it() {
    let data = shared_data();
    let (mut n_same, mut differing) = (0, Vec::new());
    for row in ["codec-variety", "bad-audio"]
        .iter()
        .flat_map(|set| manifest(&data.join(set)))
    {
        let (secs, found) = match decode_in_time(&row.path) {
            Ok(pcm) => {
                assert!(
                    pcm.n_frames() > 0 && pcm.samples.iter().all(|x| x.is_finite()),
                    "{}",
                    row.name
                );
                (
                    pcm.duration_secs(),
                    format!("{:.3} s, {:?}", pcm.duration_secs(), pcm.remark),
                )
            }
            Err(error) => (0.0, error.to_string()),
        };
        println!(
            "{} ({}, {} s by ffmpeg, {}): {found}",
            row.name, row.codec, row.decoded_secs, row.result
        );
        let is_to_be_read =
            row.decoded_secs > LENGTH_TOLERANCE_SECS && !UNSUPPORTED.contains(&row.codec.as_str());
        if is_to_be_read && (secs - row.decoded_secs).abs() > LENGTH_TOLERANCE_SECS {
            differing.push(row.name);
        } else {
            n_same += usize::from(is_to_be_read);
        }
    }
    println!(
        "{n_same} files are as long as ffmpeg has them, {} are not",
        differing.len()
    );
    assert_eq!(differing, FFMPEG_IS_WRONG);
    assert!(n_same > 170, "only {n_same}");
}

/// As `README.md` of the cases has them: (file, seconds, rms where one is stated).
#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn files_that_others_cut_or_refused_are_whole() {
    let cases = shared_data().join("cases");
    for (name, secs, rms) in [
        (
            "01-mp3-length-guessed-song-cut/in/vbr_noxing_loud10_quiet60.mp3",
            70.0,
            None,
        ),
        (
            "01-mp3-length-guessed-song-cut/in/stale_xing_500_of_2298.mp3",
            60.0,
            None,
        ),
        (
            "01-mp3-length-guessed-song-cut/in/symph124_stereo_then_mono.mp3",
            10.1,
            None,
        ),
        // Frames of two channels among those of one: ffmpeg adds both at 0.71 (rms 0.092), here
        // they are averaged.
        ("02-mp3-garbage-samples/in/he_mode.mp3", 3.34, Some(0.076)),
        (
            "03-mp3-ms-block-types/in/symph556_ms_mixed_blocks.mp3",
            8.05,
            None,
        ),
        ("04-cut-mp4-aiff-refused/in/m4a_cut_50.m4a", 29.7, None),
        ("04-cut-mp4-aiff-refused/in/alac_cut_60.m4a", 11.9, None),
        ("04-cut-mp4-aiff-refused/in/cut60.aiff", 12.0, None),
        (
            "05-format-changes-midway/in/chained_other_rate.ogg",
            9.0,
            None,
        ),
        (
            "05-format-changes-midway/in/02 - increasing number of channels.flac",
            14.5,
            None,
        ),
        (
            "06-wav-wrong-sizes/in/symph380_riff_size_small.wav",
            6.0,
            None,
        ),
        ("06-wav-wrong-sizes/in/getid3_468_zero_sizes.wav", 6.0, None),
        ("07-flac-min-block-0/in/symph554_min_block0.flac", 6.0, None),
        (
            "08-ogg-granule-minus-1/in/deadsync671_granule_minus1.ogg",
            7.0,
            None,
        ),
        (
            "09-xing-zero-frames/in/mp3duration16_xing_zero_frames.mp3",
            7.0,
            None,
        ),
        ("10-antiphase-called-silent/in/antiphase.wav", 6.0, None),
        ("11-wrong-cause/in/rf64.wav", 6.0, None),
        ("11-wrong-cause/in/ffmpeg_pipe.wav", 6.0, None),
        ("11-wrong-cause/in/opus_255.opus", 5.0, None),
        ("11-wrong-cause/in/leading_zeros_200k.mp3", 7.05, None),
        ("11-wrong-cause/in/aac_51.m4a", 6.0, None),
        (
            "12-float-wav-at-integer-scale/in/int_scaled_float.wav",
            6.0,
            Some(0.1345),
        ),
        (
            "13-flac-odd-but-decodable/in/10 - invalid vorbis comment metadata block.flac",
            5.0,
            None,
        ),
        (
            "13-flac-odd-but-decodable/in/644_empty_id3v2.aiff",
            1.43,
            None,
        ),
    ] {
        let recording = extract(&cases.join(name), &AudioConfig::default())
            .unwrap()
            .recording;
        println!("{name}: {recording:?}");
        assert!(
            (recording.secs - secs).abs() < 0.1,
            "{name}: {} s",
            recording.secs
        );
        assert!(
            rms.is_none_or(|rms: f32| (recording.rms - rms).abs() < 0.01 * rms),
            "{name}: rms {}",
            recording.rms
        );
    }
}

#[test]
fn window_choice_reaches_the_features() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.wav");
    // A low half and a high half: each choice of window hears something else.
    let samples = [
        sine(200.0, 22_050, 6 * 22_050),
        sine(4000.0, 22_050, 2 * 22_050),
    ]
    .concat();
    write_wav(&path, 22_050, 1, &samples);
    let centroid = |window, n_windows| {
        let config = AudioConfig {
            window,
            n_windows,
            window_secs: 2.0,
            ..AudioConfig::default()
        };
        let at = feature_names(&config)
            .iter()
            .position(|n| n == "centroid_mean")
            .unwrap();
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
    assert_eq!(
        (pcm.n_frames(), pcm.sample_rate_hz, pcm.n_channels),
        (545_026, 48_000, 1)
    );
    // The header asks for -70 dB.
    let faint = decode(&data.join("bad-audio/taglib/correctness_gain_silent_output.opus")).unwrap();
    assert!(faint.samples.iter().all(|x| x.abs() < 1e-3));
}
