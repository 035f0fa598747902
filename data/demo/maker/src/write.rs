//! Writes songs to disk: Ogg Vorbis by oggenc, lyrics as LRC, and the table of all songs.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::dsp::RATE;
use crate::songbook::Song;

/// oggenc's quality; about 50 kbit/s in mono.
const QUALITY: &str = "0.4";

/// Path of a song's audio or lyrics under the output folder, as the table gives it.
pub fn audio_path(id: &str) -> String {
    format!("audio/{id}.ogg")
}

pub fn lyrics_path(id: &str) -> String {
    format!("lyrics/{id}.lrc")
}

/// Samples as the 16-bit bytes that the encoder is given.
pub fn pcm(samples: &[f32]) -> Vec<u8> {
    samples.iter().flat_map(|s| ((s * 32767.0).round() as i16).to_le_bytes()).collect()
}

/// Encodes a song; the same samples always give the same file.
pub fn ogg(path: &Path, song: &Song, samples: &[f32]) -> Result<u64, String> {
    // The stream number is random unless given, and would be all that differs between two runs.
    let serial = song.id.bytes().fold(0u32, |n, b| n.wrapping_mul(131).wrapping_add(b.into()));
    let mut encoder = Command::new("oggenc")
        .args(["-Q", "-r", "-B", "16", "-C", "1", "-R", &format!("{RATE}"), "-q", QUALITY])
        .args(["--serial", &(serial & 0x7fff_ffff).to_string(), "--utf8"])
        .args(["-t", &song.title, "-a", song.voice.artist(), "-G", song.style.name()])
        .arg("-o")
        .arg(path)
        .arg("-")
        .stdin(Stdio::piped())
        .spawn()
        .map_err(|e| format!("oggenc does not start ({e}); is vorbis-tools installed?"))?;
    let mut input = encoder.stdin.take().expect("stdin was piped");
    input.write_all(&pcm(samples)).map_err(|e| format!("oggenc: {e}"))?;
    drop(input);
    let status = encoder.wait().map_err(|e| e.to_string())?;
    if !status.success() {
        return Err(format!("oggenc fails on {}: {status}", song.id));
    }
    Ok(fs::metadata(path).map_err(|e| e.to_string())?.len())
}

/// The lyrics with the time at which each line is first heard, in seconds.
pub fn lrc(song: &Song, starts: &[f32]) -> String {
    let mut text = format!("[ti:{}]\n[ar:{}]\n[la:{}]\n", song.title, song.voice.artist(), song.language.tag());
    for (start, line) in starts.iter().zip(&song.lines) {
        // Rounded down: a line is better shown a moment early than late.
        let hundredths = (start.max(0.0) * 100.0) as u32;
        let (minutes, rest) = (hundredths / 6000, hundredths % 6000);
        text += &format!("[{minutes:02}:{:02}.{:02}]{line}\n", rest / 100, rest % 100);
    }
    text
}

/// The table of all songs.
pub fn table(songs: &[Song]) -> String {
    let mut text = String::from("id,title,artist,language,genre,theme,audio,lyrics\n");
    for song in songs {
        let row = [
            &song.id,
            &song.title,
            song.voice.artist(),
            song.language.code(),
            song.style.name(),
            &song.theme,
            &audio_path(&song.id),
            &lyrics_path(&song.id),
        ]
        .map(field);
        text += &row.join(",");
        text.push('\n');
    }
    text
}

/// Quotes a field where CSV requires it.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::songbook::{Language, Style, Voice};

    fn song() -> Song {
        Song {
            id: "en-01".into(),
            title: "Wait, \"Now\"".into(),
            language: Language::En,
            style: Style::Folk,
            theme: "river".into(),
            voice: Voice::Alto,
            lines: vec!["One".into(), "Two".into()],
        }
    }

    #[test]
    fn stamps_are_hundredths_and_ascend() {
        let text = lrc(&song(), &[1.239, 62.5]);
        assert!(text.starts_with("[ti:Wait, \"Now\"]\n[ar:Alto]\n[la:en]\n"));
        assert!(text.ends_with("[00:01.23]One\n[01:02.50]Two\n"));
    }

    #[test]
    fn fields_with_commas_are_quoted() {
        assert!(table(&[song()]).contains("\nen-01,\"Wait, \"\"Now\"\"\",Alto,en,folk,river,"));
    }

    #[test]
    fn full_scale_does_not_wrap_around() {
        assert_eq!(pcm(&[1.0, -1.0]), [0xff, 0x7f, 0x01, 0x80]);
    }
}
