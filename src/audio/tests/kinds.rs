//! Files whose headers are odd, wrong or missing, made of clean ones. What is right is what ffmpeg
//! decodes of the clean ones (`tests/golden/audio/kinds/make.sh`), or what a test writes itself.

use std::path::{Path, PathBuf};

use crate::audio::{Pcm, decode};

/// Of the small files: how much an encoder's padding may make of it where nothing says what is
/// padded.
const TOLERANCE_SECS: f32 = 0.1;

/// A clean file.
fn clean(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/audio/kinds")
        .join(name);
    std::fs::read(path).unwrap()
}

/// Files of one test.
struct Files(tempfile::TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn decode(&self, name: &str, bytes: &[u8]) -> Pcm {
        decode(&self.write(name, bytes)).unwrap()
    }
}

fn assert_secs(pcm: &Pcm, secs: f32) {
    assert!(
        (pcm.duration_secs() - secs).abs() < TOLERANCE_SECS,
        "{} s and not {secs}: {:?}",
        pcm.duration_secs(),
        pcm.remark
    );
}

fn remark(pcm: &Pcm) -> String {
    pcm.remark
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default()
}

fn rms(samples: &[f32]) -> f32 {
    (samples.iter().map(|x| x * x).sum::<f32>() / samples.len() as f32).sqrt()
}

/// Where the header frame of an MP3 says how many frames there are, as LAME writes it for mono.
fn frame_count(mp3: &[u8]) -> usize {
    mp3.windows(4).position(|w| w == b"Info").unwrap() + 8
}

/// Behind the tag and the header frame.
fn first_frame(mp3: &[u8]) -> usize {
    let info = mp3.windows(4).position(|w| w == b"Info").unwrap();
    info + mp3[info..]
        .windows(2)
        .position(|w| w[0] == 0xFF && w[1] & 0xE0 == 0xE0)
        .unwrap()
}

#[test]
fn clean_files_are_as_long_as_ffmpeg_has_them_and_nothing_is_said() {
    let files = Files::new();
    for (name, rate_hz, n_channels, n_frames) in [
        ("mono-32000.mp3", 32_000, 1, 64_000),
        ("stereo-44100.mp3", 44_100, 2, 44_100),
        ("mono-16000.flac", 16_000, 1, 8_000),
        ("stereo-16000.flac", 16_000, 2, 8_000),
        ("mono-16000.ogg", 16_000, 1, 16_000),
        ("stereo-22050.ogg", 22_050, 2, 22_050),
        ("alac-16000.m4a", 16_000, 1, 8_000),
        ("mono.opus", 48_000, 1, 48_000),
        ("four.opus", 48_000, 4, 48_000),
    ] {
        let pcm = files.decode(name, &clean(name));
        assert_eq!(
            (pcm.sample_rate_hz, pcm.n_channels, pcm.n_frames()),
            (rate_hz, n_channels, n_frames),
            "{name}"
        );
        assert_eq!(pcm.remark, None, "{name}");
    }
    let aac = files.decode("mono-16000.m4a", &clean("mono-16000.m4a"));
    assert_secs(&aac, 2.0);
    assert_eq!(aac.remark, None);
}

/// Their own headers call them AAC-LC of one channel at 22.05 kHz; ffprobe knows better. ffmpeg has
/// 1.161 s of them in ADTS.
#[test]
fn he_aac_is_known_by_its_blocks() {
    let files = Files::new();
    for (name, secs) in [("he.aac", 1.161), ("he.m4a", 1.161 - 2048.0 / 44_100.0)] {
        let pcm = files.decode(name, &clean(name));
        assert_eq!((pcm.sample_rate_hz, pcm.n_channels), (44_100, 1), "{name}");
        assert_secs(&pcm, secs);
        assert_eq!(pcm.remark, None, "{name}");
    }
}

/// What is left of `a` without `b`, in decibels below it, of the frames that both have.
fn difference_db(a: &Pcm, b: &Pcm) -> f32 {
    let n = a.samples.len().min(b.samples.len());
    let (a, b) = (&a.samples[..n], &b.samples[..n]);
    let left: Vec<f32> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    20.0 * (rms(&left) / rms(a)).log10()
}

#[test]
fn he_aac_and_six_channels_are_heard_as_ffmpeg_hears_them() {
    let files = Files::new();
    for (name, n_channels, most_db) in [
        ("saws-he.aac", 2, -65.0),
        // How stereo is spread is filtered by each decoder a little differently.
        ("saws-he2.aac", 2, -50.0),
        ("saws-six-he.aac", 6, -65.0),
        ("saws-six.m4a", 6, -65.0),
    ] {
        let heard = files.decode(name, &clean(name));
        assert_eq!(
            (heard.sample_rate_hz, heard.n_channels, &heard.remark),
            (44_100, n_channels, &None),
            "{name}"
        );
        let stem = name.split('.').next().unwrap();
        let flac = format!("{stem}.flac");
        let by_ffmpeg = files.decode(&flac, &clean(&flac));
        assert!(by_ffmpeg.n_frames() > 4000 && heard.n_frames() > 40_000);
        let db = difference_db(&by_ffmpeg, &heard);
        assert!(db < most_db, "{name}: {db} dB");
    }
}

/// Damage makes no other stream of it: not another rate, nor other channels.
#[test]
fn damaged_he_aac_is_what_it_was() {
    let files = Files::new();
    for (name, n_channels) in [
        ("saws-he.aac", 2),
        ("saws-he2.aac", 2),
        ("saws-six-he.aac", 6),
    ] {
        let whole = files.decode(name, &clean(name));
        let mut torn = clean(name);
        let at = torn.len() / 2;
        torn[at..at + 60].fill(0x5A);
        let rest = files.decode("torn.aac", &torn);
        assert_eq!((rest.sample_rate_hz, rest.n_channels), (44_100, n_channels));
        assert!(remark(&rest).contains("damaged"), "{:?}", rest.remark);
        let n_lost = whole.n_frames() - rest.n_frames();
        assert!(n_lost <= 3 * 2048, "{name}: {n_lost}");
        assert!(rest.samples.iter().all(|s| s.abs() < 2.0), "{name}");
    }
}

/// ffmpeg has 1.088 s and 1.067 s of them: nothing in ADTS says what an encoder put before the music.
#[test]
fn aac_of_another_rate_and_other_channels_is_read_on() {
    let (files, mono) = (Files::new(), clean("mono-16000.aac"));
    let stereo = clean("stereo-24000.aac");
    let first = files.decode("mono.aac", &mono);
    assert_secs(&first, 1.088);
    assert_eq!((first.sample_rate_hz, first.n_channels), (16_000, 1));
    assert_eq!(first.remark, None);
    let second = files.decode("stereo.aac", &stereo);
    assert_secs(&second, 1.067);
    assert_eq!((second.sample_rate_hz, second.n_channels), (24_000, 2));

    let joined = files.decode("joined.aac", &[&mono[..], &stereo, &mono].concat());
    assert_secs(&joined, 1.088 + 1.067 + 1.088);
    assert_eq!((joined.sample_rate_hz, joined.n_channels), (16_000, 1));
    assert!(remark(&joined).contains("the sample rate changes midway"));
    let begins_alike = rms(&joined.samples[..first.samples.len()]) - rms(&first.samples);
    assert!(begins_alike.abs() < 0.02, "{begins_alike}");

    // Words of a server, then the end of a frame, before the first whole one.
    let torn = [&b"ICY 200 OK\r\n\r\n"[..], &mono[200..]].concat();
    let torn = files.decode("torn.aac", &torn);
    assert!((0.8..1.088).contains(&torn.duration_secs()), "{torn:?}");

    // Junk between two frames, a tag behind them, and an end within one.
    let length = |at: usize| {
        let byte = |i: usize| usize::from(mono[at + i]);
        (byte(3) & 3) << 11 | byte(4) << 3 | byte(5) >> 5
    };
    let second = length(0);
    let at = second + length(second);
    let junk = files.decode("junk.aac", &[&mono[..at], &[7; 300], &mono[at..]].concat());
    assert_secs(&junk, 1.088);
    assert!(remark(&junk).contains("1 damaged"), "{:?}", junk.remark);
    let tagged = [&mono[..], b"TAG", &[0; 125]].concat();
    assert_eq!(files.decode("tagged.aac", &tagged).remark, None);
    let cut = files.decode("cut.aac", &mono[..mono.len() - 40]);
    assert!(
        remark(&cut).contains("ends in the middle"),
        "{:?}",
        cut.remark
    );
}

#[test]
fn the_length_that_an_mp3_says_is_a_hint() {
    let (files, mp3) = (Files::new(), clean("mono-32000.mp3"));
    let at = frame_count(&mp3);
    for (n_frames, says) in [
        (10u32, "its header says 0.3 s"),
        (5000, "its header says 179.9 s"),
        (0, ""),
    ] {
        let mut stale = mp3.clone();
        stale[at..at + 4].copy_from_slice(&n_frames.to_be_bytes());
        let pcm = files.decode("stale.mp3", &stale);
        assert_secs(&pcm, 2.0);
        assert!(
            remark(&pcm).starts_with(says) && remark(&pcm).is_empty() == says.is_empty(),
            "{:?}",
            pcm.remark
        );
    }
    let headless = files.decode("headless.mp3", &mp3[first_frame(&mp3)..]);
    assert_secs(&headless, 2.0);
    assert_eq!(headless.remark, None);
    let cut = files.decode("cut.mp3", &mp3[..mp3.len() * 6 / 10]);
    assert_secs(&cut, 1.2);
    assert!(
        remark(&cut).contains("its header says 2.0 s"),
        "{:?}",
        cut.remark
    );
}

#[test]
fn what_stands_before_and_between_the_frames_of_an_mp3_is_passed_over() {
    let (files, mp3) = (Files::new(), clean("mono-32000.mp3"));
    let whole = files.decode("whole.mp3", &mp3);
    let behind_zeros = files.decode("zeros.mp3", &[&vec![0; 200_000][..], &mp3].concat());
    assert_eq!(behind_zeros.samples, whole.samples);
    let tag = [&b"ID3\x04\0\0\0\0\x01\0"[..], &[0xFF; 128]].concat();
    assert_eq!(
        files
            .decode(
                "tagged.mp3",
                &[&tag[..], &tag, &mp3, b"TAG", &[b'x'; 125]].concat()
            )
            .samples,
        whole.samples
    );
    // Of frames of 144 bytes each, three are lost in the middle.
    let middle = first_frame(&mp3) + 30 * 144;
    let mut torn = mp3.clone();
    torn[middle..middle + 3 * 144].fill(0x55);
    let torn = files.decode("torn.mp3", &torn);
    assert_secs(&torn, 2.0 - 3.0 * 1152.0 / 32_000.0);
    assert!(
        remark(&torn).starts_with("1 damaged packet skipped"),
        "{:?}",
        torn.remark
    );
}

/// At 32 kHz and 32 kbit/s every frame is 144 bytes long, so a header that leaves the bit rate open
/// says as much.
#[test]
fn free_format_is_read() {
    let (files, mp3) = (Files::new(), clean("mono-32000.mp3"));
    let start = first_frame(&mp3);
    let mut free = mp3[start..].to_vec();
    free.chunks_exact_mut(144)
        .for_each(|frame| frame[2] &= 0x0F);
    let (free, bound) = (
        files.decode("free.mp3", &free),
        files.decode("bound.mp3", &mp3[start..]),
    );
    assert_eq!(free.samples.len(), bound.samples.len());
    assert!(rms(&bound.samples) > 0.1);
    let off = free
        .samples
        .iter()
        .zip(&bound.samples)
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, f32::max);
    assert!(off < 1e-6, "{off}");
    assert_eq!(free.remark, None);
}

#[test]
fn joined_recordings_are_read_to_the_end_at_the_first_rate_and_it_is_told_once() {
    let files = Files::new();
    for (first, second, rate_hz, secs, tells_channels) in [
        ("mono-32000.mp3", "stereo-44100.mp3", 32_000, 3.0, true),
        ("stereo-44100.mp3", "mono-32000.mp3", 44_100, 3.0, true),
        ("mono-16000.ogg", "stereo-22050.ogg", 16_000, 2.0, true),
        ("mono-16000.ogg", "mono.opus", 16_000, 2.0, false),
    ] {
        let pcm = files.decode(
            &format!("joined-{first}"),
            &[clean(first), clean(second)].concat(),
        );
        assert_eq!(pcm.sample_rate_hz, rate_hz);
        assert_secs(&pcm, secs);
        let says = |what: &str| remark(&pcm).matches(what).count();
        assert_eq!(
            says("the sample rate changes midway"),
            1,
            "{:?}",
            pcm.remark
        );
        assert_eq!(
            says("the number of channels changes midway"),
            usize::from(tells_channels),
            "{:?}",
            pcm.remark
        );
        // The tone of the second part is where it should be, no higher and no lower: 880 crossings
        // of zero a second.
        let mono: Vec<f32> = pcm
            .samples
            .iter()
            .copied()
            .step_by(pcm.n_channels)
            .collect();
        let part = &mono[mono.len() - rate_hz as usize * 6 / 10..][..rate_hz as usize / 5];
        let n_crossings = part
            .windows(2)
            .filter(|w| (w[0] < 0.0) != (w[1] < 0.0))
            .count();
        assert!((174..=178).contains(&n_crossings), "{first}: {n_crossings}");
    }
    let twice = files.decode(
        "twice.flac",
        &[clean("mono-16000.flac"), clean("mono-16000.flac")].concat(),
    );
    assert_eq!(twice.n_frames(), 16_000);
    let channels = files.decode(
        "channels.flac",
        &[clean("mono-16000.flac"), clean("stereo-16000.flac")].concat(),
    );
    assert_eq!((channels.n_frames(), channels.n_channels), (16_000, 1));
    assert!(
        remark(&channels).contains("the number of channels changes midway"),
        "{:?}",
        channels.remark
    );
}

#[test]
fn the_header_of_a_flac_is_a_hint() {
    let (files, flac) = (Files::new(), clean("mono-16000.flac"));
    let whole = files.decode("whole.flac", &flac);
    // STREAMINFO begins behind the mark and a block's head: block sizes first, the number of frames
    // in its last bits.
    let changed = |at: usize, bytes: &[u8]| {
        let mut flac = flac.clone();
        flac[at..at + bytes.len()].copy_from_slice(bytes);
        flac
    };
    assert_eq!(files.decode("block.flac", &changed(8, &[0, 0])), whole);
    assert_eq!(
        files.decode("unknown.flac", &changed(22, &[0, 0, 0, 0])),
        whole
    );
    let wrong = files.decode("total.flac", &changed(22, &4000u32.to_be_bytes()));
    assert_eq!(wrong.samples, whole.samples);
    assert_eq!(
        remark(&wrong),
        "its header says 0.2 s, but there are 0.5 s of sound"
    );
    // The comment behind STREAMINFO claims fields of absurd lengths.
    assert_eq!(flac[42] & 0x7F, 4);
    assert_eq!(
        files.decode("comment.flac", &changed(46, &[0xFF; 4])),
        whole
    );
    let cut = files.decode("cut.flac", &flac[..flac.len() * 6 / 10]);
    assert!(
        (0.1..0.4).contains(&cut.duration_secs()),
        "{}",
        cut.duration_secs()
    );
    assert!(
        remark(&cut).starts_with("the file ends in the middle of its sound"),
        "{:?}",
        cut.remark
    );
}

/// As the pages of an Ogg file are summed (RFC 3533, appendix): polynomial 04C11DB7, no reflection,
/// the field itself as 0.
fn sum_page(page: &mut [u8]) {
    page[22..26].fill(0);
    let step = |crc: u32, &b: &u8| {
        (0..8).fold(crc ^ u32::from(b) << 24, |crc, _| {
            crc << 1 ^ if crc >> 31 != 0 { 0x04C1_1DB7 } else { 0 }
        })
    };
    let crc: u32 = page.iter().fold(0, step);
    page[22..26].copy_from_slice(&crc.to_le_bytes());
}

fn pages(ogg: &[u8]) -> Vec<usize> {
    ogg.windows(5)
        .enumerate()
        .filter(|(_, w)| *w == b"OggS\0")
        .map(|(at, _)| at)
        .collect()
}

#[test]
fn granules_of_an_ogg_only_trim() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo/audio/bn-01.ogg");
    let (files, ogg) = (Files::new(), std::fs::read(path).unwrap());
    let whole = files.decode("whole.ogg", &ogg);
    let starts = pages(&ogg);
    assert!(starts.len() > 5);
    // No page but the last says where it stands.
    let mut untold = ogg.clone();
    for (i, &at) in starts.iter().enumerate().take(starts.len() - 1).skip(3) {
        untold[at + 6..at + 14].fill(0xFF);
        sum_page(&mut untold[at..starts[i + 1]]);
    }
    assert_eq!(
        files.decode("untold.ogg", &untold).samples.len(),
        whole.samples.len()
    );
    // The last page claims to stand in the middle: ffmpeg keeps all of it as well.
    let mut behind = ogg.clone();
    let last = *starts.last().unwrap();
    let granule = u64::from_le_bytes(ogg[last + 6..last + 14].try_into().unwrap());
    behind[last + 6..last + 14].copy_from_slice(&(granule / 2).to_le_bytes());
    sum_page(&mut behind[last..]);
    let behind = files.decode("behind.ogg", &behind);
    assert!(behind.n_frames() >= whole.n_frames());
    assert!(
        remark(&behind).starts_with("its header says"),
        "{:?}",
        behind.remark
    );
    // One page is damaged: the others are there, and it is told.
    let mut torn = ogg.clone();
    torn[starts[3] + 60] ^= 0x55;
    let torn = files.decode("torn.ogg", &torn);
    assert!(torn.n_frames() < whole.n_frames() && torn.n_frames() > whole.n_frames() / 2);
    assert!(
        remark(&torn).starts_with("1 damaged packet skipped"),
        "{:?}",
        torn.remark
    );
    let cut = files.decode("cut.ogg", &ogg[..ogg.len() - 10]);
    assert!(
        remark(&cut).starts_with("the file ends in the middle of its sound"),
        "{:?}",
        cut.remark
    );
}

/// The header's version may be 0; in MP4 that is the mark of the other order of bytes.
#[test]
fn an_opus_of_version_0_is_as_long_as_one_of_version_1() {
    let (files, opus) = (Files::new(), clean("mono.opus"));
    let whole = files.decode("one.opus", &opus);
    let mut zero = opus.clone();
    let at = opus.windows(8).position(|w| w == b"OpusHead").unwrap();
    assert_eq!(zero[at + 8], 1);
    zero[at + 8] = 0;
    sum_page(&mut zero[..pages(&opus)[1]]);
    assert_eq!(files.decode("zero.opus", &zero).samples, whole.samples);
}

#[test]
fn an_mp4_that_was_cut_off_gives_what_is_there() {
    let files = Files::new();
    for (name, share, secs) in [
        ("mono-16000.m4a", 0.5, 0.0..1.3),
        ("alac-16000.m4a", 0.6, 0.2..0.35),
    ] {
        let mp4 = clean(name);
        let cut = files.decode(name, &mp4[..(mp4.len() as f32 * share) as usize]);
        assert!(
            secs.contains(&cut.duration_secs()) && cut.n_frames() > 3000,
            "{} s",
            cut.duration_secs()
        );
        assert!(
            remark(&cut).starts_with("the file ends in the middle of its sound"),
            "{:?}",
            cut.remark
        );
    }
    let six = files.decode("six.m4a", &clean("six.m4a"));
    assert_eq!((six.sample_rate_hz, six.n_channels), (16_000, 6));
    assert_secs(&six, 1.0);
}
