//! The pairing report as text: counts first, then lists of limited length.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::words::{Text, fill, id, shown};

use super::PairingReport;

/// How many paths of a list [`PairingReport`]'s `Display` shows.
const MOST_SHOWN: usize = 10;

impl PairingReport {
    /// The report with at most `most` paths of each list; paths are relative to `root` where they
    /// lie in it.
    pub(crate) fn text(&self, root: &Path, most: usize) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out, Some(root), most);
        out
    }

    fn write(&self, out: &mut impl fmt::Write, root: Option<&Path>, most: usize) -> fmt::Result {
        if let Some(set) = self.set {
            writeln!(out, "{}", set.recognised())?;
        }
        let counts = fill(
            id::LIBRARY_N_SONGS_BOTH_AUDIO_LYRICS,
            &[
                ("n", &self.n_songs),
                ("both", &self.n_both),
                ("audio", &(self.n_audio - self.n_both)),
                ("lyrics", &(self.n_lyrics - self.n_both)),
            ],
        );
        writeln!(out, "{counts}")?;
        let in_line = |path: &PathBuf| match root.and_then(|r| path.strip_prefix(r).ok()) {
            Some(inner) => shown(inner),
            None => shown(path),
        };
        let all = |paths: &[PathBuf]| paths.iter().map(in_line).collect::<Vec<_>>();
        let unreadable: Vec<_> = self
            .unreadable
            .iter()
            .map(|(path, cause)| format!("{}: {cause}", in_line(path)))
            .collect();
        let duplicates: Vec<_> = self
            .duplicates
            .iter()
            .map(|group| all(group).join(" = "))
            .collect();
        write_list(out, id::LIBRARY_N_COULD_NOT_BE_USED, &unreadable, most)?;
        write_list(
            out,
            id::LIBRARY_N_GROUP_S_RECORDINGS_SAME,
            &duplicates,
            most,
        )?;
        // Where no song has the one or the other, the first line says all.
        if self.n_lyrics > 0 {
            write_list(
                out,
                id::LIBRARY_N_RECORDING_S_WITHOUT_LYRICS,
                &all(&self.audio_without_lyrics),
                most,
            )?;
        }
        if self.n_audio > 0 {
            write_list(
                out,
                id::LIBRARY_N_LYRIC_FILE_S_WITHOUT,
                &all(&self.lyrics_without_audio),
                most,
            )?;
        }
        write_list(
            out,
            id::LIBRARY_N_FILE_S_MANIFEST_DOES,
            &all(&self.unlisted),
            most,
        )?;
        if self.n_other_files > 0 {
            let others = fill(
                id::LIBRARY_N_OTHER_FILE_S_NEITHER,
                &[("n", &self.n_other_files)],
            );
            writeln!(out, "{others}")?;
        }
        Ok(())
    }
}

fn write_list(out: &mut impl fmt::Write, what: Text, lines: &[String], most: usize) -> fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", fill(what, &[("n", &lines.len())]))?;
    for line in lines.iter().take(most) {
        writeln!(out, "  {line}")?;
    }
    if lines.len() > most {
        writeln!(
            out,
            "  {}",
            fill(id::EXPORT_N_MORE, &[("n", &(lines.len() - most))])
        )?;
    }
    Ok(())
}

impl fmt::Display for PairingReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, None, MOST_SHOWN)
    }
}

#[cfg(test)]
mod tests {
    use super::super::KnownSet;
    use super::*;

    #[test]
    fn counts_come_first_and_lists_are_cut() {
        let path = |s: &str| PathBuf::from("/m").join(s);
        let report = PairingReport {
            set: Some(KnownSet::Fma),
            n_songs: 5,
            n_audio: 4,
            n_lyrics: 3,
            n_both: 2,
            audio_without_lyrics: vec![path("a.ogg"), path("b.ogg"), path("c.ogg")],
            lyrics_without_audio: vec![PathBuf::from("/else/d.lrc")],
            duplicates: vec![vec![path("a.ogg"), path("x/a.ogg")]],
            unreadable: vec![(path("e.mp3"), crate::words::id::LIBRARY_FILE_EMPTY.into())],
            unlisted: vec![],
            n_other_files: 7,
        };
        let expected = "\
recognised as FMA by tracks.csv (set.subset, track.genre_top): its tables name the artists, whose songs stay on one side of a split
5 songs: 2 with audio and lyrics, 2 with audio only, 1 with lyrics only
1 could not be used
  e.mp3: the file is empty
1 group(s) of recordings with the same bytes, of which the first is kept
  a.ogg = x/a.ogg
3 recording(s) without lyrics
  a.ogg
  b.ogg
  … and 1 more
1 lyric file(s) without a recording
  /else/d.lrc
7 other file(s) are neither recordings nor lyrics
";
        assert_eq!(report.text(Path::new("/m"), 2), expected);
        assert!(report.to_string().contains("/m/c.ogg"));
    }
}
