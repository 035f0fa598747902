//! Folders without a manifest: pairs recordings with words by name, and sees what folder names
//! mean.

use crate::words::{id, say};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::likeness;
use super::names::{
    bare_key, class_folders, file_name, fold, in_lyrics_folder, is_document, is_lrc, language_code,
    loose_key, stem, unnumbered_key,
};
use super::plan::{Entry, FolderMeaning, Plan, Words};
use super::walk::Files;
use crate::error::Warning;

/// From so many on, folders of one letter each are initials and no classes.
const FEWEST_INITIALS: usize = 5;

/// Songs of a folder tree, in order of their paths.
pub(super) fn plan(root: &Path, files: Files) -> Plan {
    let (candidates, texts) = lyric_candidates(root, &files);
    let mut plan = Plan {
        n_other_files: files.n_other + files.tables.len() + texts.len(),
        unreadable: files.unreadable,
        ..Plan::default()
    };
    if let Some(first) = texts.iter().find(|t| !is_document(t)) {
        let n = texts.iter().filter(|t| !is_document(t)).count();
        let cause = say(id::LIBRARY_N_TEXT_FILE_S_LIKE).with("n", n);
        plan.warnings.push(Warning::path(first, cause));
    }
    let pairs = pair(root, &files.audio, &candidates);
    let mut used: HashSet<PathBuf> = pairs
        .iter()
        .filter_map(|found| found.first().cloned())
        .collect();
    for (audio, lyrics) in files.audio.iter().zip(pairs) {
        let mut lyrics = lyrics.into_iter();
        let chosen = lyrics.next();
        for second in lyrics {
            if used.insert(second.clone())
                && let Some(chosen) = &chosen
            {
                plan.warnings.push(Warning::path(
                    &second,
                    say(id::LIBRARY_NOT_USED_NAME_HAS_SAME).with("name", file_name(chosen)),
                ));
            }
        }
        plan.entries.push(Entry {
            audio: Some(audio.clone()),
            words: chosen.map(Words::File),
            ..Entry::default()
        });
    }
    let orphans: Vec<PathBuf> = candidates
        .into_iter()
        .filter(|l| !used.contains(l))
        .collect();
    let silent: Vec<&PathBuf> = plan
        .entries
        .iter()
        .filter(|e| e.words.is_none())
        .filter_map(|e| e.audio.as_ref())
        .collect();
    plan.warnings.extend(near_names(root, &silent, &orphans));
    plan.entries.extend(orphans.into_iter().map(|l| Entry {
        words: Some(Words::File(l)),
        ..Entry::default()
    }));
    read_folders(root, &mut plan);
    plan
}

/// Text files that may be lyrics, and those that are something else. An `.lrc` always is; another
/// where it has a recording's name, lies in a lyrics folder, or in a tree without any recording;
/// beside recordings, where it reads like words of a song; never a README and its kind.
pub(super) fn lyric_candidates(root: &Path, files: &Files) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let audio_folders: HashSet<&Path> = files.audio.iter().filter_map(|p| p.parent()).collect();
    let audio_names: HashSet<(Option<&Path>, String)> = files
        .audio
        .iter()
        .map(|p| (p.parent(), loose_key(&stem(p))))
        .collect();
    let audio_stems: HashSet<(Option<&Path>, String)> = files
        .audio
        .iter()
        .map(|p| (p.parent(), fold(&stem(p))))
        .collect();
    files.lyrics.iter().cloned().partition(|path| {
        let beside =
            || path.parent().is_some_and(|p| audio_folders.contains(p)) && likeness::is_song(path);
        is_lrc(path)
            || audio_stems.contains(&(path.parent(), fold(&stem(path))))
            || !is_document(path)
                && !is_word_list(path)
                && (audio_names.contains(&(path.parent(), loose_key(&stem(path))))
                    || in_lyrics_folder(path, root)
                    || files.audio.is_empty()
                    || beside())
    })
}

/// `X.words.txt` beside `X.txt`: the same words, one a line, as JamendoLyrics has them.
fn is_word_list(path: &Path) -> bool {
    let stem = stem(path);
    let whole = stem.strip_suffix(".words");
    whole.is_some_and(|whole| path.with_file_name(format!("{whole}.txt")).is_file())
}

/// For each recording, the lyric files that go with it, best first.
///
/// They share the stem and the class folders; failing that the stem alone, where it is the only one
/// of its kind left; failing that a name that is written in another way ([`loose_key`]), then one
/// without the number of its track.
pub(super) fn pair(root: &Path, audio: &[PathBuf], lyrics: &[PathBuf]) -> Vec<Vec<PathBuf>> {
    let mut pairs: Vec<Vec<PathBuf>> = vec![Vec::new(); audio.len()];
    pair_left(root, audio, lyrics, &mut pairs, fold, true);

    let used: HashSet<PathBuf> = pairs.iter().flatten().cloned().collect();
    let left = only_one_of(lyrics.iter().filter(|l| !used.contains(*l)));
    let alone = only_one_of(
        audio
            .iter()
            .zip(&pairs)
            .filter(|(_, found)| found.is_empty())
            .map(|(a, _)| a),
    );
    for (path, found) in audio.iter().zip(&mut pairs) {
        let stem = fold(&stem(path));
        if let (true, Some(lyrics)) = (alone.get(&stem) == Some(&path), left.get(&stem)) {
            found.push((*lyrics).clone());
        }
    }
    pair_left(root, audio, lyrics, &mut pairs, loose_key, false);
    pair_left(root, audio, lyrics, &mut pairs, unnumbered_key, false);
    pairs
}

/// Gives recordings without words the lyrics that are left, where both are in the same class
/// folders and their names have one key. Where the key is loose, it must be that of one recording
/// only, and words that are another's way of writing (`song.en.lrc` beside `song.lrc`) are added
/// behind.
fn pair_left(
    root: &Path,
    audio: &[PathBuf],
    lyrics: &[PathBuf],
    pairs: &mut [Vec<PathBuf>],
    key_of: impl Fn(&str) -> String,
    is_exact: bool,
) {
    let key = |path: &Path| {
        (
            class_folders(path, root)
                .iter()
                .map(|f| fold(f))
                .collect::<Vec<_>>(),
            key_of(&stem(path)),
        )
    };
    let used: HashSet<PathBuf> = pairs.iter().flatten().cloned().collect();
    let mut by_key: HashMap<_, Vec<&PathBuf>> = HashMap::new();
    for path in lyrics.iter().filter(|l| !used.contains(*l)) {
        by_key.entry(key(path)).or_default().push(path);
    }
    let mut times: HashMap<_, usize> = HashMap::new();
    for path in audio {
        *times.entry(key(path)).or_default() += 1;
    }
    for (path, pair) in audio.iter().zip(pairs) {
        let key = key(path);
        if !is_exact && times.get(&key) != Some(&1) {
            continue;
        }
        let mut found = by_key.get(&key).cloned().unwrap_or_default();
        let is_beneath = |l: &Path| path.parent().is_some_and(|folder| l.starts_with(folder));
        found.sort_by_key(|l| (l.parent() != path.parent(), !is_beneath(l), !is_lrc(l)));
        pair.extend(found.into_iter().cloned());
    }
}

/// Lyrics whose name is nearly that of a recording without words, told: with an artist before it,
/// or something in brackets behind it, it may be another song's.
fn near_names(root: &Path, silent: &[&PathBuf], orphans: &[PathBuf]) -> Vec<Warning> {
    let whole = |path: &Path| unnumbered_key(&stem(path));
    let bare = |path: &Path| bare_key(&stem(path)).unwrap_or_else(|| whole(path));
    // By names and class folders: of a large collection that does not pair there are many of both.
    let index = |name_of: &dyn Fn(&Path) -> String| {
        let mut by_key: HashMap<_, Vec<&PathBuf>> = HashMap::new();
        for path in silent {
            let key = (class_folders(path, root), name_of(path));
            by_key.entry(key).or_default().push(path);
        }
        by_key
    };
    let (by_bare, by_whole) = (index(&bare), index(&whole));
    let near = |lyrics: &PathBuf| {
        let key = |name: String| (class_folders(lyrics, root), name);
        let found = [
            by_bare.get(&key(whole(lyrics))),
            by_whole.get(&key(bare(lyrics))),
        ];
        let mut found = found.into_iter().flatten().flatten();
        let first = found.next()?;
        found.all(|other| other == first).then_some(*first)
    };
    orphans
        .iter()
        .filter_map(|lyrics| {
            let cause =
                say(id::LIBRARY_NEARLY_HAS_NAME_NAME_WHICH).with("name", file_name(near(lyrics)?));
            Some(Warning::path(lyrics, cause))
        })
        .collect()
}

/// Paths by stem, without stems that occur twice.
fn only_one_of<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> HashMap<String, &'a PathBuf> {
    let mut by_stem: HashMap<String, Option<&PathBuf>> = HashMap::new();
    for path in paths {
        by_stem
            .entry(fold(&stem(path)))
            .and_modify(|p| *p = None)
            .or_insert(Some(path));
    }
    by_stem
        .into_iter()
        .filter_map(|(stem, path)| Some((stem, path?)))
        .collect()
}

/// Takes the genre from folders that the names of their recordings begin with, where the rows of a
/// table do not tell it.
pub(super) fn genres_of_folders(root: &Path, plan: &mut Plan) {
    let folders: Vec<Vec<String>> = plan
        .entries
        .iter()
        .map(|e| class_folders(place(e), root))
        .collect();
    let all: Vec<(&Entry, &Vec<String>)> = plan.entries.iter().zip(&folders).collect();
    let different: BTreeSet<&String> = folders.iter().filter_map(|f| f.last()).collect();
    if !plan.tells_genre && different.len() > 1 && begin_with_folders(&all) {
        plan.folder_of = folders.iter().map(|f| f.last().cloned()).collect();
        plan.folders = FolderMeaning::Genre;
    }
}

/// Nearly all files begin with the name of the folder that they lie in.
fn begin_with_folders(judged: &[(&Entry, &Vec<String>)]) -> bool {
    let named_after = judged
        .iter()
        .filter(|(e, f)| f.last().is_some_and(|f| begins_with_folder(place(e), f)))
        .count();
    named_after * 5 >= judged.len() * 4
}

/// Sees whether folders are classes, as in `rock/…`, `jazz/…`, and of what.
fn read_folders(root: &Path, plan: &mut Plan) {
    let has_audio = plan.entries.iter().any(|e| e.audio.is_some());
    let folders: Vec<Vec<String>> = plan
        .entries
        .iter()
        .map(|e| class_folders(place(e), root))
        .collect();
    let judged: Vec<(&Entry, &Vec<String>)> = plan
        .entries
        .iter()
        .zip(&folders)
        .filter(|(e, _)| e.audio.is_some() == has_audio)
        .collect();
    let common = common_depth(judged.iter().map(|(_, f)| f.as_slice()));
    let class = |f: &[String]| f.get(common).cloned();
    let classes: BTreeSet<String> = judged
        .iter()
        .filter_map(|(_, f)| f.last().cloned())
        .collect();
    let are_initials =
        classes.len() >= FEWEST_INITIALS && classes.iter().all(|c| c.chars().count() == 1);
    if classes.len() < 2 || are_initials || classes.iter().all(|c| only_parts(c)) {
        return;
    }
    if begin_with_folders(&judged) {
        plan.folder_of = folders.iter().map(|f| f.last().cloned()).collect();
        plan.folders = FolderMeaning::Genre;
        return;
    }
    if !judged.iter().all(|(_, f)| f.len() == common + 1) {
        return;
    }
    plan.folder_of = folders.iter().map(|f| class(f)).collect();
    if classes.iter().all(|c| language_code(c).is_some()) {
        for (entry, folder) in plan
            .entries
            .iter_mut()
            .zip(std::mem::take(&mut plan.folder_of))
        {
            entry.language = folder;
        }
        plan.tells_language = true;
    } else {
        plan.folders = FolderMeaning::PerhapsGenre;
    }
}

/// True of a folder that only holds a part of the files and says nothing of its songs: `000` (as
/// FMA has them), `3f`, `CD 2`, `part-01`, `train`.
fn only_parts(folder: &str) -> bool {
    const PARTS: [&str; 14] = [
        "cd", "disc", "disk", "vol", "volume", "part", "batch", "chunk", "shard", "split", "set",
        "fold", "side", "folder",
    ];
    const SPLITS: [&str; 8] = [
        "train",
        "training",
        "test",
        "testing",
        "val",
        "valid",
        "validation",
        "dev",
    ];
    let name = fold(folder);
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let is_hash = name.len() == 2
        && name.chars().all(|c| c.is_ascii_hexdigit())
        && language_code(&name).is_none();
    let is_part = || {
        let number = PARTS.iter().find_map(|part| name.strip_prefix(part));
        number.is_some_and(|rest| is_number(rest.trim_start_matches([' ', '-', '_', '.', '#'])))
    };
    is_number(&name) || is_hash || SPLITS.contains(&name.as_str()) || is_part()
}

/// The file a song is known by.
fn place(entry: &Entry) -> &Path {
    let words = || entry.words.as_ref()?.file();
    entry
        .audio
        .as_ref()
        .or_else(words)
        .map_or(Path::new(""), PathBuf::as_path)
}

/// `blues.00012.wav` or `blues12.wav` in `blues/`; but `10.wav` in `1/` is a number of its own.
fn begins_with_folder(path: &Path, folder: &str) -> bool {
    let numbered = !folder.ends_with(|c: char| c.is_ascii_digit());
    fold(&file_name(path))
        .strip_prefix(&fold(folder))
        .is_some_and(|rest| {
            rest.starts_with(['.', '_', '-', ' ']) && rest.chars().any(|c| c.is_ascii_digit())
                || numbered && rest.starts_with(|c: char| c.is_ascii_digit())
        })
}

/// How many leading folders all paths share.
fn common_depth<'a>(mut paths: impl Iterator<Item = &'a [String]>) -> usize {
    let Some(first) = paths.next() else { return 0 };
    paths.fold(first.len(), |depth, path| {
        first
            .iter()
            .zip(path)
            .take(depth)
            .take_while(|(a, b)| a == b)
            .count()
    })
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    /// As where the recordings of a collection and its words are called by different rules.
    #[test]
    fn near_names_are_found_at_once_among_many() {
        let paths = |of: &dyn Fn(usize) -> String| -> Vec<PathBuf> {
            (0..10_000)
                .map(|i| Path::new("/songs").join(of(i)))
                .collect()
        };
        let sounds = paths(&|i| format!("Band - song {i}x.wav"));
        let orphans = paths(&|i| format!("song {}x.lrc", i + 9_990));
        let silent: Vec<&PathBuf> = sounds.iter().collect();
        let start = Instant::now();
        let told = near_names(Path::new("/songs"), &silent, &orphans);
        assert_eq!(told.len(), 10);
        // Each compared with each would be a hundred million keys.
        assert!(start.elapsed() < Duration::from_secs(120));
        let twice = paths(&|i| format!("{i}/Band - song.wav"));
        let twice: Vec<&PathBuf> = twice.iter().collect();
        let words = [PathBuf::from("/songs/7/song.lrc"), "/songs/song.lrc".into()];
        assert_eq!(near_names(Path::new("/songs"), &twice, &words).len(), 1);
    }
}
