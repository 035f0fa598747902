//! Plan and opened files to the finished library: duplicates out, names and languages settled,
//! columns and report made.

use crate::words::{id, say, shown};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::artefacts;
use super::cells::{is_blank, numbers};
use super::clips::songs_of_clips;
use super::known::bad_files;
use super::names::{fold, stem, title_of};
use super::open::Opened;
use super::plan::{Column, ColumnKind, Entry, FolderMeaning, Plan};
use super::several::{MultiLabel, Several, several};
use super::{LabelColumn, Language, Library, NumberColumn, PairingReport, Song};
use crate::error::Warning;

/// A song on its way: what the layout says, and what its files say.
struct Draft {
    /// Its place in the plan.
    row: usize,
    entry: Entry,
    opened: Opened,
    folder: Option<String>,
}

impl Draft {
    /// What its row or folder says of it.
    fn labels(&self) -> (Option<String>, Option<String>, Vec<String>) {
        (
            self.entry.language.clone(),
            self.entry.genre.clone(),
            self.entry.cells.clone(),
        )
    }

    /// Its words, however they are spaced.
    fn words(&self) -> Option<String> {
        let text = self.opened.lyrics.as_ref()?.text();
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// Songs that have a recording and the same labels in common.
#[derive(Default)]
struct Alike {
    songs: Vec<usize>,
    by_words: HashMap<String, usize>,
    without_words: Option<usize>,
}

impl Alike {
    /// The song that has no other words than these.
    fn song(&self, words: Option<&String>) -> Option<usize> {
        match words {
            Some(words) => self.by_words.get(words).copied().or(self.without_words),
            None => self.songs.first().copied(),
        }
    }

    fn add(&mut self, song: usize, words: Option<String>) {
        match words {
            Some(words) => {
                self.by_words.insert(words, song);
                self.without_words = self.without_words.filter(|s| *s != song);
            }
            None => self.without_words = Some(song),
        }
    }
}

/// `opened` i is of `plan.entries` i.
pub(super) fn assemble(root: &Path, plan: Plan, opened: Vec<Opened>) -> Library {
    let folder = match root.parent() {
        Some(parent) if root.is_file() => parent,
        Some(_) | None => root,
    };
    assemble_rows(root, folder, plan, opened).0
}

/// The same, and the entry that each song came from; `folder` is the root, or what a manifest is in.
pub(super) fn assemble_rows(
    root: &Path,
    folder: &Path,
    mut plan: Plan,
    opened: Vec<Opened>,
) -> (Library, Vec<usize>) {
    let mut report = PairingReport {
        set: plan.set,
        unlisted: std::mem::take(&mut plan.unlisted),
        unreadable: std::mem::take(&mut plan.unreadable),
        n_other_files: plan.n_other_files,
        ..PairingReport::default()
    };
    let mut warnings = std::mem::take(&mut plan.warnings);
    let folders = std::mem::take(&mut plan.folder_of)
        .into_iter()
        .chain(std::iter::repeat(None));
    let mut drafts: Vec<Draft> = std::mem::take(&mut plan.entries)
        .into_iter()
        .zip(opened)
        .zip(folders)
        .enumerate()
        .map(|(row, ((entry, opened), folder))| Draft {
            row,
            entry,
            opened,
            folder,
        })
        .collect();
    for draft in &mut drafts {
        report.unreadable.append(&mut draft.opened.unreadable);
        warnings.append(&mut draft.opened.warnings);
    }
    let mut drafts = without_duplicates(drafts, &mut report, &mut warnings);
    drafts.retain(|d| d.opened.audio.is_some() || d.opened.lyrics.is_some());
    count(&drafts, &mut report);

    if let Some(set) = plan.set {
        let recordings = drafts.iter().filter_map(|d| d.entry.audio.as_deref());
        let bad = bad_files(set, recordings).into_iter().map(|(path, how)| {
            let cause = say(id::LIBRARY_KNOWN_TO_BE_BAD)
                .with("name", set.facts().name)
                .with("how", how);
            Warning::path(path, cause)
        });
        warnings.extend(bad);
    }
    let columns = columns(&plan, &drafts, &mut warnings);
    let ids = ids((root, folder), &drafts, &mut warnings);
    let languages = languages(&plan, &drafts);
    let rows = drafts.iter().map(|draft| draft.row).collect();
    let songs: Vec<Song> = drafts
        .into_iter()
        .zip(ids)
        .zip(languages)
        .map(|((d, id), language)| song(d, id, language))
        .collect();
    let Columns {
        mut labels,
        multi_labels,
        numbers,
    } = columns;
    labels.splice(0..0, language_column(&songs, &mut warnings));
    let mut taken = HashSet::with_capacity(labels.len());
    for label in &mut labels {
        label.name = not_among(&taken, &label.name);
        taken.insert(label.name.clone());
    }
    warnings.extend(clips_warning(root, &songs));
    tidy(&mut report, &mut warnings);
    let library = Library {
        root: root.to_path_buf(),
        songs,
        labels,
        multi_labels,
        numbers,
        report,
        warnings,
        extracted: None,
    };
    (library, rows)
}

/// That recordings are clips, and of how many songs.
fn clips_warning(root: &Path, songs: &[Song]) -> Option<Warning> {
    let of_song = songs_of_clips(songs);
    let n = of_song.iter().flatten().count();
    let n_songs = of_song.iter().flatten().collect::<HashSet<_>>().len();
    let first = of_song.iter().position(Option::is_some)?;
    let cause = say(id::LIBRARY_CLIPS)
        .with("n", n)
        .with("songs", n_songs)
        .with("example", &songs[first].id);
    Some(Warning::path(root, cause))
}

/// Keeps the first of each group of recordings with the same bytes; it takes over words it has not
/// got itself. One that has words or labels of its own stays a song by itself, which is told.
fn without_duplicates(
    drafts: Vec<Draft>,
    report: &mut PairingReport,
    warnings: &mut Vec<Warning>,
) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut alike: HashMap<_, Alike> = HashMap::new();
    let mut songs_of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut groups: BTreeMap<usize, Vec<PathBuf>> = BTreeMap::new();
    for mut draft in drafts {
        let Some(audio) = draft.opened.audio.clone() else {
            kept.push(draft);
            continue;
        };
        let words = draft.words();
        let found = alike
            .entry((audio.hash.clone(), draft.labels()))
            .or_default();
        let Some(first) = found.song(words.as_ref()) else {
            found.songs.push(kept.len());
            found.add(kept.len(), words);
            songs_of.entry(audio.hash).or_default().push(kept.len());
            kept.push(draft);
            continue;
        };
        let original = &mut kept[first];
        let paths = groups.entry(first).or_insert_with(|| {
            original
                .opened
                .audio
                .iter()
                .map(|a| a.path.clone())
                .collect()
        });
        paths.push(audio.path);
        if original.opened.lyrics.is_none() && draft.opened.lyrics.is_some() {
            original.opened.lyrics = draft.opened.lyrics.take();
            original.opened.detected = draft.opened.detected.take();
            found.add(first, words);
        }
    }
    let mut shared: Vec<&Vec<usize>> = songs_of.values().filter(|songs| songs.len() > 1).collect();
    shared.sort_unstable();
    for songs in shared {
        let path = kept[songs[0]]
            .opened
            .audio
            .as_ref()
            .map(|a| shown(&a.path))
            .unwrap_or_default();
        let n = songs.len();
        let cause = say(id::LIBRARY_N_SONGS_HAVE_THIS_RECORDING).with("n", n);
        warnings.push(Warning::new(path, cause));
    }
    report.duplicates = groups.into_values().collect();
    kept
}

fn count(drafts: &[Draft], report: &mut PairingReport) {
    report.n_songs = drafts.len();
    for Opened { audio, lyrics, .. } in drafts.iter().map(|d| &d.opened) {
        report.n_audio += usize::from(audio.is_some());
        report.n_lyrics += usize::from(lyrics.is_some());
        match (audio, lyrics) {
            (Some(_), Some(_)) => report.n_both += 1,
            (Some(audio), None) => report.audio_without_lyrics.push(audio.path.clone()),
            (None, Some(lyrics)) => report.lyrics_without_audio.extend(lyrics.source.clone()),
            (None, None) => {}
        }
    }
}

fn song(draft: Draft, id: String, language: Option<Language>) -> Song {
    let Draft { entry, opened, .. } = draft;
    let Opened {
        audio,
        tags,
        lyrics,
        header,
        ..
    } = opened;
    let place = audio
        .as_ref()
        .map(|a| &a.path)
        .or_else(|| lyrics.as_ref().and_then(|l| l.source.as_ref()));
    let from_name = place.map(|p| title_of(&stem(p))).filter(|t| !t.is_empty());
    Song {
        title: entry
            .title
            .or(tags.title)
            .or(header.title)
            .or(from_name)
            .unwrap_or_else(|| id.clone()),
        artist: entry
            .artist
            .or(tags.artist)
            .or(header.artist)
            .unwrap_or_default(),
        id,
        audio,
        lyrics,
        language,
    }
}

/// Ids of the manifest; else the shortest of stem, path without extension and path that no other
/// song has.
fn ids(
    (root, folder): (&Path, &Path),
    drafts: &[Draft],
    warnings: &mut Vec<Warning>,
) -> Vec<String> {
    let mut times: HashMap<String, usize> = HashMap::new();
    let places: Vec<Option<PathBuf>> = drafts
        .iter()
        .map(|d| place(d).map(|p| p.strip_prefix(folder).unwrap_or(p).to_path_buf()))
        .collect();
    // One recording may be that of several rows.
    for path in places.iter().flatten().collect::<HashSet<_>>() {
        for name in [
            fold(&stem(path)),
            fold(&path.with_extension("").to_string_lossy()),
        ] {
            *times.entry(name).or_default() += 1;
        }
    }
    let of_place = |path: &PathBuf| {
        let bare = path.with_extension("").to_string_lossy().replace('\\', "/");
        let stem = stem(path);
        // A file at the top counts twice under one name: as stem and as path.
        let is_only = |name: &str, most| times.get(&fold(name)).copied().unwrap_or(0) <= most;
        let at_top = stem == bare;
        if is_only(&stem, if at_top { 2 } else { 1 }) {
            stem
        } else if !at_top && is_only(&bare, 1) {
            bare
        } else {
            path.to_string_lossy().replace('\\', "/")
        }
    };
    let mut taken: HashSet<String> = HashSet::with_capacity(drafts.len());
    let mut next: HashMap<String, usize> = HashMap::new();
    let mut n_repeated = 0;
    let mut ids = Vec::with_capacity(drafts.len());
    for (i, (draft, path)) in drafts.iter().zip(&places).enumerate() {
        let wanted = draft
            .entry
            .id
            .clone()
            .or_else(|| path.as_ref().map(of_place))
            .unwrap_or_else(|| format!("{}", i + 1));
        let mut id = wanted.clone();
        while !taken.insert(id.clone()) {
            let n = next.entry(wanted.clone()).or_insert(1);
            *n += 1;
            id = format!("{wanted}-{n}");
        }
        n_repeated += usize::from(id != wanted);
        ids.push(id);
    }
    if n_repeated > 0 {
        warnings.push(Warning::path(
            root,
            say(id::LIBRARY_N_SONG_S_HAD_ID).with("n", n_repeated),
        ));
    }
    ids
}

fn place(draft: &Draft) -> Option<&Path> {
    let words = draft.entry.words.as_ref().and_then(|words| words.file());
    draft
        .opened
        .audio
        .as_ref()
        .map(|a| a.path.as_path())
        .or(words.map(PathBuf::as_path))
}

/// The language of each song: told by manifest, folder, lyric file or tag, else detected from the
/// words.
fn languages(plan: &Plan, drafts: &[Draft]) -> Vec<Option<Language>> {
    let told: Vec<Option<String>> = drafts
        .iter()
        .map(|d| {
            let in_file = || {
                d.opened
                    .header
                    .language
                    .clone()
                    .or_else(|| d.opened.tags.language.clone())
            };
            d.entry
                .language
                .clone()
                .or_else(|| if plan.tells_language { None } else { in_file() })
        })
        .collect();
    let own_names = own_names(&told, drafts);
    told.into_iter()
        .zip(drafts)
        .map(|(told, draft)| {
            let found = draft.opened.detected.as_ref();
            let bangla_share = found.map(|d| d.bangla_share);
            let from_words = || found.map(|d| own_names.get(&d.code).unwrap_or(&d.code).clone());
            let detected = told.is_none();
            let of_words = found.map(|d| d.code.clone());
            Some(Language {
                name: told.or_else(from_words)?,
                detected,
                of_words,
                bangla_share,
            })
        })
        .collect()
}

/// What the labels of this library call each detected language (`English` for `en`), where most of
/// them agree, so that told and detected languages are one class.
fn own_names(told: &[Option<String>], drafts: &[Draft]) -> HashMap<String, String> {
    let mut votes: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (told, draft) in told.iter().zip(drafts) {
        if let (Some(told), Some(detected)) = (told, &draft.opened.detected) {
            *votes
                .entry(&detected.code)
                .or_default()
                .entry(told.as_str())
                .or_default() += 1;
        }
    }
    let most = |names: BTreeMap<&str, usize>| {
        let total: usize = names.values().sum();
        names
            .into_iter()
            .find(|(_, n)| n * 2 > total)
            .map(|(name, _)| name.to_string())
    };
    votes
        .into_iter()
        .filter_map(|(code, names)| Some((code.to_string(), most(names)?)))
        .collect()
}

fn language_column(songs: &[Song], warnings: &mut Vec<Warning>) -> Option<LabelColumn> {
    let values: Vec<Option<String>> = songs
        .iter()
        .map(|s| s.language.as_ref().map(|l| l.name.clone()))
        .collect();
    let n_detected = songs
        .iter()
        .filter(|s| s.language.as_ref().is_some_and(|l| l.detected))
        .count();
    let column = LabelColumn {
        n_detected,
        ..LabelColumn::new("language", &values)
    };
    warnings.extend(LabelColumn::spellings_warning("language", &values));
    (!column.classes.is_empty()).then_some(column)
}

/// What stands in columns.
struct Columns {
    labels: Vec<LabelColumn>,
    multi_labels: Vec<MultiLabel>,
    numbers: Vec<NumberColumn>,
}

/// Genre, folder and further columns of the songs that remain.
fn columns(plan: &Plan, drafts: &[Draft], warnings: &mut Vec<Warning>) -> Columns {
    let mut labels = Vec::new();
    let mut told = Vec::new();
    let mut add = |name: &str, values: Vec<Option<String>>| {
        let column = LabelColumn::new(name, &values);
        if !column.classes.is_empty() {
            told.extend(LabelColumn::spellings_warning(name, &values));
            labels.push(column);
        }
    };
    let tagged: Vec<Option<String>> = drafts.iter().map(|d| d.opened.tags.genre.clone()).collect();
    let folder: Vec<Option<String>> = drafts.iter().map(|d| d.folder.clone()).collect();
    match plan.folders {
        FolderMeaning::Genre => add("genre", folder),
        FolderMeaning::PerhapsGenre if !folders_are_something_else(drafts) => add("genre", folder),
        FolderMeaning::None | FolderMeaning::PerhapsGenre if plan.tells_genre => add(
            "genre",
            drafts.iter().map(|d| d.entry.genre.clone()).collect(),
        ),
        FolderMeaning::None | FolderMeaning::PerhapsGenre => {
            add("genre", tagged);
            add("folder", folder);
        }
    }
    let mut numbers_known = Vec::new();
    let mut multi_labels: Vec<MultiLabel> = Vec::new();
    let mut yes_or_no = Vec::new();
    for (i, column) in plan.columns.iter().enumerate() {
        let cells = drafts
            .iter()
            .map(|d| d.entry.cells.get(i).map_or("", String::as_str));
        match column.kind {
            ColumnKind::Label => add(
                &column.name,
                cells
                    .map(|c| (!is_blank(c)).then(|| c.to_string()))
                    .collect(),
            ),
            ColumnKind::Labels(listing) => {
                let of_song: Vec<Vec<String>> = cells.map(|c| listing.values(c)).collect();
                let found = several_of(column, &of_song, warnings);
                if let Some(class) = found.class {
                    add(&class.name, values(&class));
                }
                yes_or_no.extend(found.each);
                multi_labels.extend(found.all);
            }
            ColumnKind::Number => {
                let (of_song, remark) = numbers(cells, column.marks);
                warnings.extend(remark.map(|cause| Warning::column(&column.name, cause)));
                let why =
                    artefacts::of_column(&column.name, &of_song).filter(|_| !column.is_asked_for);
                warnings.extend(why.map(|why| super::no_feature(&column.name, why)));
                numbers_known.push(NumberColumn {
                    name: column.name.clone(),
                    of_song,
                    is_feature: why.is_none(),
                });
            }
        }
    }
    for label in &yes_or_no {
        add(&label.name, values(label));
    }
    warnings.extend(told);
    Columns {
        labels,
        multi_labels,
        numbers: numbers_known,
    }
}

/// What a column of several labels a song says. The first of a genre's are the genres already.
fn several_of(column: &Column, of_song: &[Vec<String>], warnings: &mut Vec<Warning>) -> Several {
    let name = match column.is_genre {
        true => "genre",
        false => &column.name,
    };
    let mut found = several(name, of_song);
    let remark = found.remark.take();
    warnings.extend(remark.map(|cause| Warning::column(&column.name, cause)));
    found.class = found.class.filter(|_| !column.is_genre);
    found
}

fn values(label: &LabelColumn) -> Vec<Option<String>> {
    let value = |song| label.value(song).map(str::to_string);
    (0..label.of_song.len()).map(value).collect()
}

/// Folders that tags contradict (most songs have a genre of their own) or explain (they are the
/// artists).
fn folders_are_something_else(drafts: &[Draft]) -> bool {
    let most = |fits: &dyn Fn(&Draft) -> bool| {
        drafts.iter().filter(|d| fits(d)).count() * 2 > drafts.len()
    };
    let is_artist = |d: &Draft| match (&d.opened.tags.artist, &d.folder) {
        (Some(artist), Some(folder)) => fold(artist) == fold(folder),
        _ => false,
    };
    most(&|d| d.opened.tags.genre.is_some()) || most(&is_artist)
}

fn not_among(taken: &HashSet<String>, name: &str) -> String {
    let mut free = name.to_string();
    let mut n = 2;
    while taken.contains(&free) {
        free = format!("{name} ({n})");
        n += 1;
    }
    free
}

/// One order and no repetitions, as one lyric file can belong to several songs.
fn tidy(report: &mut PairingReport, warnings: &mut Vec<Warning>) {
    report
        .unreadable
        .sort_by(|a, b| super::names::natural(&a.0, &b.0));
    report.unreadable.dedup();
    let mut seen = HashSet::new();
    warnings.retain(|w| seen.insert(w.to_string()));
}
