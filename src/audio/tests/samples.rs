//! Files of samples as they are, whose headers are written here: what is right is what was written.

use super::{sine, write_wav};
use crate::audio::{Pcm, decode, extract};
use crate::config::AudioConfig;

const RATE_HZ: u32 = 16_000;

/// Two channels of a tone, 1 s, as whole numbers of 16 bits.
fn tone() -> Vec<i16> {
    let mono = sine(440.0, RATE_HZ, RATE_HZ as usize);
    mono.iter()
        .flat_map(|x| [(x * 20_000.0) as i16, (x * -5_000.0) as i16])
        .collect()
}

fn little(samples: &[i16]) -> Vec<u8> {
    samples.iter().flat_map(|x| x.to_le_bytes()).collect()
}

fn big(samples: &[i16]) -> Vec<u8> {
    samples.iter().flat_map(|x| x.to_be_bytes()).collect()
}

/// `fmt `: codec, channels, rate, bytes a second, bytes a frame, bits a sample.
fn format(codec: u16, n_channels: u16, rate_hz: u32, bits: u16) -> Vec<u8> {
    let block = n_channels * bits / 8;
    let halves = |values: [u16; 2]| values.map(u16::to_le_bytes).concat();
    let words = |values: [u32; 2]| values.map(u32::to_le_bytes).concat();
    [
        halves([codec, n_channels]),
        words([rate_hz, rate_hz * u32::from(block)]),
        halves([block, bits]),
    ]
    .concat()
}

fn chunk(name: &[u8; 4], size: u32, contents: &[u8]) -> Vec<u8> {
    [&name[..], &size.to_le_bytes(), contents].concat()
}

/// A WAV whose header says what it is told to.
fn wav(riff_size: u32, data_size: u32, data: &[u8]) -> Vec<u8> {
    let head = [
        &chunk(b"RIFF", riff_size, b"WAVE")[..],
        &chunk(b"fmt ", 16, &format(1, 2, RATE_HZ, 16)),
    ]
    .concat();
    [head, chunk(b"data", data_size, data)].concat()
}

fn decoded(name: &str, bytes: &[u8]) -> std::result::Result<Pcm, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    decode(&path).map_err(|e| e.to_string().split(": /").next().unwrap().to_owned())
}

fn assert_is_tone(name: &str, bytes: &[u8], remark: Option<&str>) {
    let pcm = decoded(name, bytes).unwrap();
    assert_eq!(
        (pcm.sample_rate_hz, pcm.n_channels, pcm.n_frames()),
        (RATE_HZ, 2, RATE_HZ as usize),
        "{name}"
    );
    assert!(
        pcm.samples
            .iter()
            .zip(tone())
            .all(|(x, n)| (x - f32::from(n) / 32_768.0).abs() < 1e-6),
        "{name}"
    );
    assert_eq!(
        pcm.remark.as_ref().map(ToString::to_string).as_deref(),
        remark,
        "{name}"
    );
}

#[test]
fn sizes_in_a_wav_are_hints() {
    let data = little(&tone());
    let n = data.len() as u32;
    let list = chunk(b"LIST", 10, b"INFOISFTxx");
    assert_is_tone(
        "right.wav",
        &[&wav(n + 36, n, &data)[..], &list].concat(),
        None,
    );
    assert_is_tone("small.wav", &wav(1000, n, &data), None);
    assert_is_tone("zero.wav", &wav(0, 0, &data), None);
    assert_is_tone("pipe.wav", &wav(u32::MAX, u32::MAX, &data), None);
    assert_is_tone("sox.wav", &wav(0x7FFF_F024, 0x7FFF_F000, &data), None);
    let told = "its header says 0.2 s, but there are 1.0 s of sound";
    assert_is_tone("stale.wav", &wav(n + 36, n / 4, &data), Some(told));
    // A chunk of odd size in front, and nothing to fill it up.
    let odd = [
        &chunk(b"RIFF", 0, b"WAVE")[..],
        &chunk(b"note", 3, b"odd"),
        &wav(0, n, &data)[12..],
    ]
    .concat();
    assert_is_tone("odd.wav", &odd, None);
    let cut = decoded("cut.wav", &wav(n + 36, n, &data)[..44 + data.len() / 2]).unwrap();
    assert_eq!(cut.n_frames(), RATE_HZ as usize / 2);
    let told = "the file ends in the middle of its sound; its header says 1.0 s, but there are 0.5 s of sound";
    assert_eq!(
        cut.remark.as_ref().map(ToString::to_string).as_deref(),
        Some(told)
    );
}

#[test]
fn large_waves_are_read() {
    let data = little(&tone());
    let n = data.len() as u64;
    let sizes = [
        (n + 72).to_le_bytes(),
        n.to_le_bytes(),
        (n / 4).to_le_bytes(),
    ]
    .concat();
    let ds64 = chunk(b"ds64", 28, &[&sizes[..], &[0; 4]].concat());
    for magic in [b"RF64", b"BW64"] {
        let rest = wav(u32::MAX, u32::MAX, &data).split_off(12);
        let file = [
            &chunk(magic, u32::MAX, b"WAVE")[..],
            &ds64,
            &rest,
            &chunk(b"LIST", 4, b"INFO"),
        ]
        .concat();
        assert_is_tone("large.wav", &file, None);
    }
    // Sony's: names are GUIDs that begin with the old ones, sizes have 64 bits and count the 24
    // bytes of their heads.
    let guid = |name: &[u8; 4]| {
        let tail = [
            0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A,
        ];
        [&name[..], &tail].concat()
    };
    let riff = [
        &b"riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00"[..],
        &(n + 104).to_le_bytes(),
    ]
    .concat();
    let fmt = [
        &guid(b"fmt ")[..],
        &40u64.to_le_bytes(),
        &format(1, 2, RATE_HZ, 16),
    ]
    .concat();
    let sound = [&guid(b"data")[..], &(24 + n).to_le_bytes(), &data].concat();
    assert_is_tone(
        "sony.w64",
        &[riff, guid(b"wave"), fmt, sound].concat(),
        None,
    );
}

#[test]
fn files_of_sun_and_apple_are_read() {
    let data = big(&tone());
    let n = data.len() as u32;
    for size in [n, u32::MAX] {
        let head = [24, size, 3, RATE_HZ, 2].map(u32::to_be_bytes).concat();
        assert_is_tone("sun.au", &[&b".snd"[..], &head, &data].concat(), None);
    }
    let chunk = |name: &[u8; 4], contents: &[u8]| {
        [&name[..], &(contents.len() as u32).to_be_bytes(), contents].concat()
    };
    // 16 kHz as an 80-bit float: 2^13 · 1.953125.
    let rate = [0x40, 0x0C, 0xFA, 0, 0, 0, 0, 0, 0, 0];
    let comm = [
        &2u16.to_be_bytes()[..],
        &RATE_HZ.to_be_bytes(),
        &16u16.to_be_bytes(),
        &rate,
    ]
    .concat();
    let sound = [&[0; 8][..], &data].concat();
    let body = [
        &b"AIFF"[..],
        &chunk(b"COMM", &comm),
        &chunk(b"ID3 ", b""),
        &chunk(b"SSND", &sound),
    ]
    .concat();
    let aiff = chunk(b"FORM", &body);
    assert_is_tone("apple.aiff", &aiff, None);
    let cut = decoded("cut.aiff", &aiff[..aiff.len() - data.len() / 2]).unwrap();
    assert_eq!(cut.n_frames(), RATE_HZ as usize / 2);
    assert!(
        cut.remark
            .unwrap()
            .starts_with("the file ends in the middle of its sound")
    );
}

/// As recorders write it that went on, and as `cat` joins it.
#[test]
fn sound_goes_on_through_every_chunk_and_every_joined_file() {
    let data = little(&tone());
    let (n, half) = (data.len() as u32, data.len() / 2);
    let whole = wav(n + 36, n, &data);
    let parts = [
        &whole[..36],
        &chunk(b"data", half as u32, &data[..half]),
        &chunk(b"LIST", 4, b"INFO"),
        &chunk(b"data", half as u32, &data[half..]),
    ];
    assert_is_tone("parts.wav", &parts.concat(), None);
    let twice = decoded("twice.wav", &[&whole[..], &whole].concat()).unwrap();
    assert_eq!(twice.n_frames(), 2 * RATE_HZ as usize);
    assert_eq!(twice.remark, None);
    // Half a second of one channel at half the rate behind it.
    let other = [
        &chunk(b"RIFF", 0, b"WAVE")[..],
        &chunk(b"fmt ", 16, &format(1, 1, RATE_HZ / 2, 16)),
        &chunk(b"data", n / 8, &data[..data.len() / 8]),
    ]
    .concat();
    let joined = decoded("joined.wav", &[&whole[..], &other].concat()).unwrap();
    assert_eq!(joined.n_frames(), RATE_HZ as usize * 3 / 2);
    let told = joined.remark.unwrap().to_string();
    assert!(told.contains("sample rate changes midway") && told.contains("number of channels"));
}

#[test]
fn sound_before_its_format_the_other_way_round_and_in_caf() {
    let data = big(&tone());
    let n = data.len() as u32;
    let named = |name: &[u8; 4], contents: &[u8]| {
        [&name[..], &(contents.len() as u32).to_be_bytes(), contents].concat()
    };
    let rate = [0x40, 0x0C, 0xFA, 0, 0, 0, 0, 0, 0, 0];
    let comm = [&[0, 2][..], &RATE_HZ.to_be_bytes(), &[0, 16], &rate].concat();
    let sound = named(b"SSND", &[&[0; 8][..], &data].concat());
    let aiff = [&b"AIFF"[..], &sound, &named(b"COMM", &comm)].concat();
    assert_is_tone("late.aiff", &named(b"FORM", &aiff), None);
    let lacking = named(b"FORM", &[&b"AIFF"[..], &sound].concat());
    assert_eq!(
        decoded("lacking.aiff", &lacking).unwrap_err(),
        "damaged header (sound before its format)"
    );

    let halves = |values: [u16; 2]| values.map(u16::to_be_bytes).concat();
    let words = |values: [u32; 2]| values.map(u32::to_be_bytes).concat();
    let format = [
        halves([1, 2]),
        words([RATE_HZ, 4 * RATE_HZ]),
        halves([4, 16]),
    ]
    .concat();
    let rifx = [
        &b"WAVE"[..],
        &named(b"fmt ", &format),
        &named(b"data", &data),
    ]
    .concat();
    assert_is_tone("rifx.wav", &named(b"RIFX", &rifx), None);

    // 16 kHz as a float of 64 bits; flags, bytes and frames of a packet, channels, bits.
    let desc = |bits: u32| {
        let rest = [0u32, 4, 1, 2, bits].map(u32::to_be_bytes).concat();
        [&16_000f64.to_be_bytes()[..], b"lpcm", &rest].concat()
    };
    let caf = |size: i64, bits: u32, data: &[u8]| {
        let head = [
            &b"caff\0\x01\0\0desc"[..],
            &32i64.to_be_bytes(),
            &desc(bits),
        ]
        .concat();
        [&head[..], b"data", &size.to_be_bytes(), &[0; 4], data].concat()
    };
    let size = i64::from(n) + 4;
    assert_is_tone("apple.caf", &caf(size, 16, &data), None);
    assert_is_tone("open.caf", &caf(-1, 16, &data), None);
    let cut = decoded("cut.caf", &caf(size, 16, &data[..data.len() / 2])).unwrap();
    assert_eq!(cut.n_frames(), RATE_HZ as usize / 2);
    let told = cut.remark.unwrap().to_string();
    assert!(
        told.starts_with("the file ends in the middle of its sound"),
        "{told}"
    );
    assert_eq!(
        decoded("wide.caf", &caf(size, 12, &data)).unwrap_err(),
        "CAF with 12 bits a sample is not supported"
    );
}

#[test]
fn what_is_not_supported_is_named() {
    let of = |codec, bits| {
        let head = [
            &chunk(b"RIFF", 0, b"WAVE")[..],
            &chunk(b"fmt ", 16, &format(codec, 2, RATE_HZ, bits)),
        ]
        .concat();
        decoded("kind.wav", &[head, chunk(b"data", 400, &[1; 400])].concat()).unwrap_err()
    };
    assert_eq!(of(0x161, 16), "Windows Media audio in WAV is not supported");
    assert_eq!(of(0x1234, 16), "WAV with codec 0x1234 is not supported");
    assert_eq!(of(1, 40), "WAV with 40 bits a sample is not supported");
}

fn float_wav(samples: &[f32]) -> Vec<u8> {
    let data: Vec<u8> = samples.iter().flat_map(|x| x.to_le_bytes()).collect();
    let head = [
        &chunk(b"RIFF", 0, b"WAVE")[..],
        &chunk(b"fmt ", 16, &format(3, 1, RATE_HZ, 32)),
    ]
    .concat();
    [head, chunk(b"data", data.len() as u32, &data)].concat()
}

#[test]
fn numbers_of_another_scale_are_scaled_and_told() {
    let sound = sine(440.0, RATE_HZ, RATE_HZ as usize);
    for scale in [128.0_f32, 32_768.0, 8_388_608.0, 2_147_483_648.0] {
        let scaled: Vec<f32> = sound.iter().map(|x| x * scale).collect();
        let pcm = decoded("scaled.wav", &float_wav(&scaled)).unwrap();
        assert!(
            pcm.samples
                .iter()
                .zip(&sound)
                .all(|(a, b)| (a - b).abs() < 1e-6),
            "{scale}"
        );
        let remark = pcm.remark.unwrap();
        assert!(
            remark.contains(&format!("so they were divided by {scale}")),
            "{remark}"
        );
    }
    // Peaks above full scale are no other scale.
    let hot: Vec<f32> = sound.iter().map(|x| 6.0 * x).collect();
    let pcm = decoded("hot.wav", &float_wav(&hot)).unwrap();
    assert_eq!((pcm.samples, pcm.remark), (hot, None));
}

#[test]
fn what_is_no_sound_is_silenced_or_refused_and_told() {
    let mut sound = sine(440.0, RATE_HZ, RATE_HZ as usize);
    (sound[100], sound[200], sound[300]) = (f32::NAN, f32::INFINITY, 1e30);
    let pcm = decoded("wild.wav", &float_wav(&sound)).unwrap();
    assert_eq!(
        (pcm.samples[100], pcm.samples[200], pcm.samples[300]),
        (0.0, 0.0, 0.0)
    );
    assert_eq!(
        pcm.remark.as_ref().map(ToString::to_string).as_deref(),
        Some("3 damaged samples silenced")
    );
    let noise: Vec<f32> = sine(440.0, RATE_HZ, RATE_HZ as usize)
        .iter()
        .map(|x| x * 1e20)
        .collect();
    let cause = decoded("noise.wav", &float_wav(&noise)).unwrap_err();
    assert!(
        cause.starts_with("decodes to noise far above full scale"),
        "{cause}"
    );
    let cause = decoded("slow.wav", &{
        let head = [
            &chunk(b"RIFF", 0, b"WAVE")[..],
            &chunk(b"fmt ", 16, &format(1, 1, 1, 16)),
        ]
        .concat();
        [head, chunk(b"data", 400, &[1; 400])].concat()
    });
    assert_eq!(cause.unwrap_err(), "damaged header (a sample rate of 1 Hz)");
}

/// Behind a header that is destroyed, samples are no frames of MPEG audio, though some look like
/// one.
#[test]
fn samples_are_not_taken_for_mpeg_audio() {
    let mut samples: Vec<i16> = (0..200_000_u32)
        .map(|i| (i.wrapping_mul(1_664_525) >> 26) as i16 - 32)
        .collect();
    samples[50_000..100_000].fill(-1);
    let cause = decoded("torn.aiff", &[&b"F0RM\0\0"[..], &big(&samples)].concat()).unwrap_err();
    assert_eq!(
        cause,
        "not a known audio format, or damaged beyond recognition"
    );
}

/// The mean of channels in antiphase is silence, though both are heard.
#[test]
fn channels_that_cancel_out_are_heard() {
    let folder = tempfile::tempdir().unwrap();
    let (both, one) = (
        folder.path().join("both.wav"),
        folder.path().join("one.wav"),
    );
    let tone = sine(440.0, RATE_HZ, 2 * RATE_HZ as usize);
    write_wav(
        &both,
        RATE_HZ,
        2,
        &tone
            .iter()
            .flat_map(|x| [0.8 * x, -0.8 * x])
            .collect::<Vec<_>>(),
    );
    write_wav(
        &one,
        RATE_HZ,
        1,
        &tone.iter().map(|x| 0.8 * x).collect::<Vec<_>>(),
    );
    let config = AudioConfig::default();
    let (both, one) = (
        extract(&both, &config).unwrap(),
        extract(&one, &config).unwrap(),
    );
    assert_eq!(both.values, one.values);
    let told = "its channels cancel each other out, so channel 1 is taken for all";
    assert_eq!(
        (
            both.recording
                .remark
                .as_ref()
                .map(ToString::to_string)
                .as_deref(),
            one.recording.remark
        ),
        (Some(told), None)
    );
    assert!((both.recording.peak - 0.4).abs() < 1e-4 && both.recording.n_channels == 2);
}

/// Against what was written: a sine's rms is its peak over √2, and 1 kHz at −23 dBFS in one of two
/// channels, the other silent, reads −26 LUFS (EBU Tech 3341).
#[test]
fn a_recording_is_measured_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("measured.wav");
    let amplitude = 10.0_f32.powf(-23.0 / 20.0);
    let left = sine(1000.0, 48_000, 48_000 * 5);
    write_wav(
        &path,
        48_000,
        2,
        &left
            .iter()
            .flat_map(|x| [2.0 * amplitude * x, 0.0])
            .collect::<Vec<_>>(),
    );
    let config = AudioConfig {
        window_secs: 1.0,
        ..AudioConfig::default()
    };
    let recording = extract(&path, &config).unwrap().recording;
    assert_eq!(
        (
            recording.codec.as_str(),
            recording.sample_rate_hz,
            recording.n_channels
        ),
        ("pcm_s16le", 48_000, 2)
    );
    assert!((recording.secs - 5.0).abs() < 1e-9);
    assert!(
        (recording.peak - amplitude).abs() < 1e-4,
        "{}",
        recording.peak
    );
    assert!(
        (recording.rms - amplitude / 2.0).abs() < 1e-4,
        "{}",
        recording.rms
    );
    assert!(
        (recording.loudness_lufs.unwrap() + 26.0).abs() < 0.1,
        "{:?}",
        recording.loudness_lufs
    );
}
