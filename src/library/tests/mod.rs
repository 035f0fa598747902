//! Whole libraries: small trees for each layout, manifests of every kind, and real collections.

mod golden;
mod sets;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::*;

/// A tenth of a second of sound as WAV; each seed has its own bytes.
pub(super) fn wav(seed: u8) -> Vec<u8> {
    let data: Vec<u8> = (0..1600u32).map(|i| (i as u8).wrapping_mul(seed)).collect();
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + data.len() as u32).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend(8000u32.to_le_bytes());
    bytes.extend(16000u32.to_le_bytes());
    bytes.extend(b"\x02\0\x10\0data");
    bytes.extend((data.len() as u32).to_le_bytes());
    bytes.extend(data);
    bytes
}

pub(super) const ENGLISH: &str = "the river runs down to the sea and nobody knows where it will be\nwhen the morning comes again";
pub(super) const BANGLA: &str =
    "নদী বয়ে যায় সাগরের দিকে আর কেউ জানে না কোথায় তার শেষ\nসকাল যখন আবার আসবে ফিরে";

pub(super) struct Tree(TempDir);

impl Tree {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Files with sound, each its own.
    pub(super) fn sounds(self, names: &[&str]) -> Self {
        for name in names {
            let seed = crate::random::splitmix64(
                name.bytes()
                    .fold(1, |h, b| crate::random::splitmix64(h ^ u64::from(b))),
            );
            self.put(name, &wav((seed % 251) as u8 + 1));
            // The seed has 251 values only: the name makes the bytes one of a kind.
            let path = self.path(name);
            fs::write(
                &path,
                [fs::read(&path).unwrap(), name.as_bytes().to_vec()].concat(),
            )
            .unwrap();
        }
        self
    }

    pub(super) fn file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        self.put(name, text.as_ref());
        self
    }

    pub(super) fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn load(&self) -> Library {
        load(self.0.path(), &ColumnMap::default(), &Reporter::silent()).unwrap()
    }

    pub(super) fn error(&self) -> String {
        load(self.0.path(), &ColumnMap::default(), &Reporter::silent())
            .unwrap_err()
            .to_string()
    }

    pub(super) fn map(&self, pairs: &[(&str, &str)]) -> Result<Library> {
        let pairs = pairs
            .iter()
            .map(|(a, b)| (a.to_string(), b.to_string()))
            .collect();
        load(self.0.path(), &ColumnMap { pairs }, &Reporter::silent())
    }
}

/// Ids of all songs, with `A` where there is audio and `L` where there are lyrics.
pub(super) fn shape(library: &Library) -> Vec<String> {
    let letter = |is: bool, l: &'static str| if is { l } else { "" };
    library
        .songs
        .iter()
        .map(|s| {
            format!(
                "{} {}{}",
                s.id,
                letter(s.audio.is_some(), "A"),
                letter(s.lyrics.is_some(), "L")
            )
        })
        .collect()
}

pub(super) fn values(library: &Library, label: &str) -> Vec<String> {
    let column = library
        .label(label)
        .unwrap_or_else(|| panic!("no label {label}"));
    (0..library.songs.len())
        .map(|i| column.value(i).unwrap_or("-").to_string())
        .collect()
}

fn names<T>(columns: &[T], name: impl Fn(&T) -> &String) -> Vec<&str> {
    columns.iter().map(|c| name(c).as_str()).collect()
}

pub(super) fn warned(library: &Library, words: &str) -> bool {
    library
        .warnings
        .iter()
        .any(|w| w.to_string().contains(words))
}

#[test]
fn audio_and_lyrics_folders_pair() {
    let tree = Tree::new()
        .sounds(&["audio/b10.ogg", "audio/b2.ogg", "audio/lonely.wav"])
        .file("lyrics/b2.lrc", format!("[00:01.00]{ENGLISH}"))
        .file("lyrics/b10.txt", BANGLA)
        .file("lyrics/orphan.txt", ENGLISH)
        .file("readme.txt", "about these songs")
        .file("cover.jpg", "x")
        .file(".hidden.mp3", "x")
        .file("audio/._b2.ogg", "x");
    let library = tree.load();
    assert_eq!(shape(&library), ["b2 AL", "b10 AL", "lonely A", "orphan L"]);
    let report = &library.report;
    assert_eq!(
        (
            report.n_songs,
            report.n_audio,
            report.n_lyrics,
            report.n_both
        ),
        (4, 3, 3, 2)
    );
    assert_eq!(report.audio_without_lyrics, [tree.path("audio/lonely.wav")]);
    assert_eq!(
        report.lyrics_without_audio,
        [tree.path("lyrics/orphan.txt")]
    );
    assert_eq!(report.n_other_files, 2);
    assert!(report.unreadable.is_empty());
    let english = library.songs[0].lyrics.as_ref().unwrap();
    assert_eq!(english.lines[0].start_secs, Some(1.0));
    assert_eq!(english.source, Some(tree.path("lyrics/b2.lrc")));
    let bangla = library.songs[1].language.as_ref().unwrap();
    assert_eq!((bangla.name.as_str(), bangla.detected), ("bn", true));
    assert!(bangla.bangla_share.unwrap() > 0.99);
    assert_eq!(values(&library, "language"), ["en", "bn", "-", "en"]);
    assert_eq!(library.label("language").unwrap().n_detected, 3);
}

#[test]
fn names_pair_across_case_and_unicode_forms() {
    let tree = Tree::new()
        .sounds(&[
            "Dotted.Name.v2.MP3",
            "Se\u{301}culaire.ogg",
            "কর_বাসরে.wav",
            "Loud.wav",
            "twice.mp3",
        ])
        .file("dotted.name.V2.LRC", "[00:01.00]a")
        .file("Séculaire.txt", "b")
        .file("কর_বাসরে.txt", "ক")
        .file("LOUD.wav.lrc", "[00:01.00]c")
        .file("twice.lrc", "[00:01.00]timed")
        .file("twice.txt", "plain");
    let library = tree.load();
    assert_eq!(library.report.n_both, 5, "{}", library.report);
    assert!(library.songs.iter().any(|s| s.title == "কর বাসরে"));
    let twice = library.songs.iter().find(|s| s.id == "twice").unwrap();
    assert_eq!(twice.lyrics.as_ref().unwrap().text(), "timed");
    assert!(warned(&library, "twice.txt: not used: twice.lrc"));
}

#[test]
fn class_folders_keep_songs_of_one_name_apart() {
    let tree = Tree::new()
        .sounds(&[
            "audio/english/1.ogg",
            "audio/bangla/1.ogg",
            "audio/bangla/2.ogg",
        ])
        .file("lyrics/english/1.txt", "e one")
        .file("lyrics/bangla/1.txt", "b one")
        .file("lyrics/2.txt", "b two, found by its stem alone");
    let library = tree.load();
    assert_eq!(
        shape(&library),
        ["audio/bangla/1 AL", "2 AL", "audio/english/1 AL"]
    );
    let words: Vec<String> = library
        .songs
        .iter()
        .map(|s| s.lyrics.as_ref().unwrap().text())
        .collect();
    assert_eq!(words, ["b one", "b two, found by its stem alone", "e one"]);
    assert_eq!(
        values(&library, "language"),
        ["bangla", "bangla", "english"]
    );
    assert_eq!(library.label("language").unwrap().n_detected, 0);
    assert!(library.label("genre").is_none());
}

#[test]
fn genre_folders_as_gtzan_has_them() {
    let tree = Tree::new()
        .sounds(&[
            "Data/genres_original/blues/blues.00000.wav",
            "Data/genres_original/blues/blues.00001.wav",
            "Data/genres_original/hiphop/hiphop.00000.wav",
        ])
        .file("Data/features_3_sec.csv", "filename,tempo\nx,1\n")
        .file("Data/features_30_sec.csv", "filename,tempo\nx,1\n");
    let library = tree.load();
    assert_eq!(
        shape(&library),
        ["blues.00000 A", "blues.00001 A", "hiphop.00000 A"]
    );
    assert_eq!(values(&library, "genre"), ["blues", "blues", "hiphop"]);
    assert_eq!(library.songs[0].title, "blues.00000");
    assert!(library.songs[0].language.is_none() && library.label("language").is_none());

    let library = Tree::new()
        .sounds(&["rock/a.wav", "rock/b.wav", "jazz/c.wav"])
        .load();
    assert_eq!(values(&library, "genre"), ["jazz", "rock", "rock"]);
    let library = Tree::new()
        .sounds(&["rock/a.wav", "rock/deeper/b.wav", "jazz/c.wav"])
        .load();
    assert!(library.labels.is_empty());
    let library = Tree::new().sounds(&["audio/a.wav", "audio/b.wav"]).load();
    assert!(library.labels.is_empty());
}

/// Gives a sound ID3 tags.
fn tag(path: &Path, title: &str, artist: &str, genre: &str, lyrics: &str) {
    use lofty::config::WriteOptions;
    use lofty::id3::v2::{Frame, Id3v2Tag, UnsynchronizedTextFrame};
    use lofty::tag::{Accessor, TagExt};
    let mut tag = Id3v2Tag::new();
    tag.set_title(title.to_string());
    tag.set_artist(artist.to_string());
    if !genre.is_empty() {
        tag.set_genre(genre.to_string());
    }
    if !lyrics.is_empty() {
        let frame = UnsynchronizedTextFrame::new(
            lofty::TextEncoding::UTF8,
            *b"ben",
            "a note",
            lyrics.to_string(),
        );
        tag.insert(Frame::UnsynchronizedText(frame));
    }
    tag.save_to_path(path, WriteOptions::default()).unwrap();
}

#[test]
fn tags_tell_what_files_do_not() {
    let tree = Tree::new()
        .sounds(&["X/1.wav", "X/2.wav", "Y/3.wav"])
        .file("X/2.txt", "words beside win");
    tag(&tree.path("X/1.wav"), "নদী", "X", "Folk", BANGLA);
    tag(&tree.path("X/2.wav"), "Two", "X", "Rock", "embedded");
    tag(&tree.path("Y/3.wav"), "Three", "y", "Folk", "");
    let library = tree.load();
    assert_eq!(shape(&library), ["1 AL", "2 AL", "3 A"]);
    let first = &library.songs[0];
    assert_eq!((first.title.as_str(), first.artist.as_str()), ("নদী", "X"));
    assert_eq!(first.lyrics.as_ref().unwrap().text(), BANGLA);
    assert_eq!(
        first.lyrics.as_ref().unwrap().source,
        Some(tree.path("X/1.wav"))
    );
    assert_eq!(
        library.songs[1].lyrics.as_ref().unwrap().text(),
        "words beside win"
    );
    // Folders named after artists are no genres, and tags have genres of their own.
    assert_eq!(values(&library, "genre"), ["Folk", "Rock", "Folk"]);
    assert_eq!(values(&library, "folder"), ["X", "X", "Y"]);
    assert_eq!(library.report.audio_without_lyrics, [tree.path("Y/3.wav")]);
}

#[test]
fn texts_that_are_no_lyrics_are_left_and_told() {
    let tree = Tree::new()
        .sounds(&["audio/bird.ogg", "audio/bell.ogg"])
        .file("bird.txt", "recorded in the garden")
        .file("bell.txt", "recorded in the tower");
    let library = tree.load();
    assert_eq!(shape(&library), ["bell A", "bird A"]);
    assert_eq!(library.report.n_other_files, 2);
    assert!(warned(
        &library,
        "2 text file(s) like this were not taken for lyrics"
    ));
}

#[test]
fn what_cannot_be_used_is_told_with_its_cause() {
    let tree = Tree::new()
        .sounds(&["good.wav", "words-only.wav"])
        .file("empty.mp3", "")
        .file("words-only.wav", "")
        .file("words-only.txt", "the words stay")
        .file("good.txt", "   \n ")
        .file("junk.lrc", [0u8, 1, 2, 3, 0xFF, 0xFE, 0x80, 0])
        .file("broken.flac", "fLaC and then nothing that is right");
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere.wav", tree.path("dangling.wav")).unwrap();
    let library = tree.load();
    assert_eq!(shape(&library), ["broken A", "good A", "words-only L"]);
    let told: Vec<(String, String)> = library
        .report
        .unreadable
        .iter()
        .map(|(p, c)| (names::file_name(p), c.to_string()))
        .collect();
    let expected = [
        ("empty.mp3", "the file is empty"),
        ("good.txt", "holds no words"),
        ("junk.lrc", "not a text file"),
        ("words-only.wav", "the file is empty"),
    ];
    for (name, cause) in expected {
        assert!(
            told.contains(&(name.to_string(), cause.to_string())),
            "{name} in {told:?}"
        );
    }
    #[cfg(unix)]
    assert!(
        told.iter()
            .any(|(name, cause)| name == "dangling.wav" && cause.contains("No such file")),
        "{told:?}"
    );
}

#[test]
fn duplicates_keep_the_first_and_its_words() {
    let tree = Tree::new()
        .file("a/x.wav", wav(3))
        .file("b/y.wav", wav(3))
        .file("b/y.txt", "these words survive")
        .file("c/z.wav", wav(5))
        .file("d/q.wav", wav(3));
    let library = tree.load();
    assert_eq!(shape(&library), ["x AL", "z A"]);
    assert_eq!(
        library.report.duplicates,
        [["a/x.wav", "b/y.wav", "d/q.wav"]
            .map(|n| tree.path(n))
            .to_vec()]
    );
    assert_eq!(library.report.n_songs, 2);
    assert_eq!(
        library.songs[0].audio.as_ref().unwrap().hash,
        blake3::hash(&wav(3)).to_hex().to_string()
    );
}

#[cfg(unix)]
#[test]
fn links_that_lead_back_end() {
    let tree = Tree::new().sounds(&["real/a.wav"]);
    std::os::unix::fs::symlink(tree.0.path(), tree.path("real/loop")).unwrap();
    std::os::unix::fs::symlink(tree.path("real"), tree.path("again")).unwrap();
    let library = tree.load();
    assert_eq!(shape(&library), ["a A"]);
    assert_eq!(
        library.songs[0].audio.as_ref().unwrap().path,
        tree.path("real/a.wav")
    );
    assert!(library.report.duplicates.is_empty());
}

#[test]
fn a_single_file_and_nothing_at_all() {
    let tree = Tree::new()
        .sounds(&["one.wav", "two.wav"])
        .file("one.lrc", "[00:01.00]a")
        .file("notes.pdf", "x");
    let one = |name: &str| load(&tree.path(name), &ColumnMap::default(), &Reporter::silent());
    assert_eq!(shape(&one("one.wav").unwrap()), ["one AL"]);
    assert_eq!(shape(&one("one.lrc").unwrap()), ["one L"]);
    assert!(
        one("notes.pdf")
            .unwrap_err()
            .to_string()
            .starts_with("neither a folder")
    );
    assert!(
        one("missing")
            .unwrap_err()
            .to_string()
            .starts_with("cannot open the library")
    );
    let empty = Tree::new();
    assert!(empty.error().starts_with("no recordings and no lyrics in"));
    let broken = Tree::new().file("a.mp3", "");
    assert!(
        broken.error().contains("the file is empty"),
        "{}",
        broken.error()
    );
}

#[test]
fn a_stopped_run_ends() {
    let tree = Tree::new().sounds(&["a.wav"]);
    let (reporter, progress, stop) = Reporter::channel();
    load(tree.0.path(), &ColumnMap::default(), &reporter).unwrap();
    assert!(progress.try_iter().any(|p| matches!(
        p,
        crate::job::Progress::Step {
            done: 1,
            total: 1,
            ..
        }
    )));
    stop.cancel();
    assert!(matches!(
        load(tree.0.path(), &ColumnMap::default(), &reporter),
        Err(Error::Cancelled)
    ));
}

/// A library named from the working folder, in whose table whole paths stand.
#[test]
fn whole_paths_in_a_table_are_the_files_beside_it() {
    let folder = tempfile::tempdir_in("target").unwrap();
    let here = Path::new("target").join(folder.path().file_name().unwrap());
    let whole = std::path::absolute(&here).unwrap();
    let mut table = "uri,genre\n".to_string();
    for (i, genre) in ["folk", "rock"].iter().enumerate() {
        std::fs::write(here.join(format!("{i}.wav")), wav(i as u8 + 1)).unwrap();
        let uri = format!("file://{}/{i}.wav", whole.display());
        table.push_str(&format!("{uri},{genre}\n"));
    }
    std::fs::write(here.join("songs.csv"), table).unwrap();
    let library = load(&here, &ColumnMap::default(), &Reporter::silent()).unwrap();
    assert_eq!(values(&library, "genre"), ["folk", "rock"]);
    assert_eq!(library.report.unlisted, [] as [PathBuf; 0]);
}

#[test]
fn a_manifest_with_usual_names() {
    let tree = Tree::new()
        .sounds(&[
            "audio/a.ogg",
            "audio/b.ogg",
            "audio/c.ogg",
            "audio/unlisted.ogg",
        ])
        .file("lyrics/a.lrc", "[00:01.00]a")
        .file(
            "metadata.csv",
            "id,title,artist,language,genre,year,mood,lucky number,url,note,source,audio,lyrics\n\
             s1,Ami,X,bn,folk,1998,calm,7,http://a,one two,web,audio/a.ogg,lyrics/a.lrc\n\
             s2,Tumi,Y,bn,rock,2004,wild,8,http://b,three,web,audio/b.ogg,lyrics/gone.txt\n\
             s3,River,X,en,folk,nan,calm,x,http://c,four,web,audio/c.ogg,\"river, river\nrun\"\n\
             s4,Lost,X,en,folk,2001,wild,9,http://d,five,web,audio/gone.ogg,\n",
        );
    let library = tree.load();
    assert_eq!(shape(&library), ["s1 AL", "s2 A", "s3 AL"]);
    assert_eq!(
        names(&library.labels, |l| &l.name),
        ["language", "genre", "mood"]
    );
    assert_eq!(values(&library, "language"), ["bn", "bn", "en"]);
    assert_eq!(values(&library, "mood"), ["calm", "wild", "calm"]);
    assert_eq!(names(&library.numbers, |n| &n.name), ["year"]);
    assert!(
        library.numbers[0].of_song[..2] == [1998.0, 2004.0]
            && library.numbers[0].of_song[2].is_nan()
    );
    assert_eq!(
        (
            library.songs[1].title.as_str(),
            library.songs[1].artist.as_str()
        ),
        ("Tumi", "Y")
    );
    assert_eq!(library.songs[2].lyrics.as_ref().unwrap().lines.len(), 2);
    assert_eq!(library.report.unlisted, [tree.path("audio/unlisted.ogg")]);
    let missing: Vec<_> = library
        .report
        .unreadable
        .iter()
        .map(|(p, _)| p.display().to_string())
        .collect();
    assert_eq!(missing, ["audio/gone.ogg", "lyrics/gone.txt"]);
    for words in [
        "`url`: left out: it holds web",
        "`note`: left out",
        "`source`: left out: it says the same",
        "s4",
    ] {
        assert!(warned(&library, words), "{words} in {:?}", library.warnings);
    }
    // Named itself, it says the same.
    let named = load(
        &tree.path("metadata.csv"),
        &ColumnMap::default(),
        &Reporter::silent(),
    )
    .unwrap();
    assert_eq!(named.songs, library.songs);
}

#[test]
fn manifests_of_other_shapes() {
    let sounds = ["audio/a.one.ogg", "audio/b.ogg", "c.ogg"];
    let lead = |name: &str, text: &str| {
        let tree = Tree::new()
            .sounds(&sounds)
            .file("lyrics/b.txt", "words of b")
            .file(name, text);
        shape(&tree.load()).join(", ")
    };
    for (name, text, expected) in [
        (
            "songs.tsv",
            "Filepath\tTitle\na.one.ogg\tA\nB.OGG\tB\n",
            "a.one A, b AL",
        ),
        (
            "list.csv",
            "track;lang\naudio\\b.ogg;bn\nc.ogg;en\n",
            "b AL, c A",
        ),
        (
            "Manifest.CSV",
            "file name,label\nb,x\na.one,y\nc.mp3,x\n",
            "b AL, a.one A, c A",
        ),
        ("metadata.csv", "id,name\nb,B\nc,C\nq,Q\n", "b AL, c A"),
        (
            "songs.csv",
            "text,audio_file\nhello there my friend,c.ogg\n,b.ogg\n",
            "c AL, b AL",
        ),
        ("songs.csv", "path\nlyrics/b.txt\n", "b AL"),
        ("songs.csv", "audio/b.ogg,x\nc.ogg,y\n", "b AL, c A"),
        ("songs.csv", "শিরোনাম,গানের কথা\nনদী,নদী বয়ে যায়\n", "1 L"),
        ("songs.csv", "id,audio\nx,b.ogg\nx,c.ogg\n", "x AL, x-2 A"),
    ] {
        assert_eq!(lead(name, text), expected, "{name}: {text}");
    }
}

#[test]
fn columns_that_must_be_named_are_listed() {
    let tree = Tree::new().sounds(&["p/one.ogg", "p/two.ogg"]).file(
        "metadata.csv",
        "which,what,n\nfirst,la la la,1\nsecond,lo lo lo,4\n",
    );
    let error = tree.error();
    assert!(
        error.contains("`which`, `what`, `n`") && error.contains("as in --map \"lyrics=what\": "),
        "{error}"
    );
    let library = tree
        .map(&[("lyrics", "what"), ("title", "WHICH"), ("label", "n")])
        .unwrap();
    assert_eq!(shape(&library), ["1 L", "2 L"]);
    assert_eq!(library.songs[1].title, "second");
    assert_eq!(values(&library, "n"), ["1", "4"]);
    assert_eq!(library.report.unlisted.len(), 2);
    assert!(
        tree.map(&[("lyrics", "wat")])
            .unwrap_err()
            .to_string()
            .contains("no column `wat`; its columns are")
    );
    assert!(
        tree.map(&[("sound", "what")])
            .unwrap_err()
            .to_string()
            .contains("cannot be mapped to `sound`")
    );
    let error = tree.map(&[("audio", "which")]).unwrap_err().to_string();
    assert!(
        error.contains("none of the 2 rows") && error.contains("first"),
        "{error}"
    );
}

#[test]
fn another_table_does_not_hide_the_songs() {
    let tree = Tree::new()
        .sounds(&["a.ogg"])
        .file("bills.csv", "month,sum\nmay,3\n");
    let library = tree.load();
    assert_eq!(shape(&library), ["a A"]);
    assert!(warned(
        &library,
        "bills.csv: not taken for a list of the songs"
    ));
}

#[test]
fn paths_are_addresses_or_start_elsewhere() {
    let sounds = ["My Music/Song 0 (50%) ü.wav", "My Music/Song 1.wav"];
    let tree = |first: &str, second: &str| {
        Tree::new()
            .sounds(&sounds)
            .file(
                "songs.csv",
                format!("uri,genre\n{first},rock\n{second},pop\n"),
            )
            .load()
    };
    let here = Tree::new().sounds(&sounds);
    let address = format!("file://{}", here.path("My%20Music/Song%201.wav").display());
    for (first, second) in [
        (
            "file:///home/else/My%20Music/Song%200%20%2850%25%29%20%C3%BC.wav",
            "file:///C:/Music/Song%201.wav",
        ),
        (
            "My%20Music/Song%200%20%2850%25%29%20%C3%BC.wav",
            "My Music\\Song 1.wav",
        ),
        (
            "FILE://localhost/x/Song%200%20(50%25)%20ü.wav",
            address.as_str(),
        ),
        ("Song 0 (50%) ü.mp3", "'My Music/Song 1.wav'"),
    ] {
        let library = tree(first, second);
        assert_eq!(shape(&library), ["Song 0 (50%) ü A", "Song 1 A"], "{first}");
        assert_eq!(values(&library, "genre"), ["rock", "pop"]);
    }
    // The folders that a path names say more than its name.
    let tree = Tree::new().sounds(&["set/deep/wavs/a.wav", "set/other/a.wav", "wavs/a.wav"]);
    let tree = tree.file("set/songs.csv", "path,label\nwavs/a.wav,x\n");
    assert_eq!(
        load_at(&tree, "set/songs.csv").unwrap().songs[0]
            .audio
            .as_ref()
            .unwrap()
            .path,
        tree.path("set/deep/wavs/a.wav")
    );
    // From a folder above the table, which has a folder of its own.
    let tree = Tree::new()
        .sounds(&["data/wavs/a.wav", "data/wavs/b.wav", "data/other/c.wav"])
        .file("data/wavs/a.txt", "these words lie beside it")
        .file(
            "data/meta/songs.csv",
            "path,label\ndata/wavs/a.wav,x\ndata/wavs/b.wav,y\n",
        );
    let load = |name: &str| load(&tree.path(name), &ColumnMap::default(), &Reporter::silent());
    let library = load("data/meta/songs.csv").unwrap();
    assert_eq!(
        library.songs[0].audio.as_ref().unwrap().path,
        tree.path("data/wavs/a.wav")
    );
    assert_eq!(library.songs.len(), 2);
    let tree = Tree::new()
        .sounds(&["wavs/a.wav"])
        .file("meta/songs.csv", "path,label\nold/a.wav,x\nold/b.wav,y\n");
    let library = load_at(&tree, "meta/songs.csv").unwrap();
    assert_eq!(shape(&library), ["a A"]);
    assert!(
        warned(&library, "its songs were found in") && warned(&library, "1 row(s) lead to neither")
    );
    // Texts of the folder above are anyone's.
    let tree = Tree::new()
        .file("1.txt", "some words")
        .file("3.txt", "other words")
        .file("meta/odd.csv", "which,what\na,1\nb,3\n");
    assert!(
        load_at(&tree, "meta/odd.csv")
            .unwrap_err()
            .to_string()
            .contains("its columns are `which`, `what`")
    );
    let tree = Tree::new().file("meta/songs.csv", "path,label\nold/a.wav,x\nold/b.wav,y\n");
    let error = load_at(&tree, "meta/songs.csv").unwrap_err().to_string();
    let (meta, cwd) = (
        tree.path("meta").display().to_string(),
        std::env::current_dir().unwrap().display().to_string(),
    );
    assert!(
        error.contains("for example old/a.wav; looked in ")
            && error.contains(&meta)
            && error.contains(&cwd),
        "{error}"
    );
    assert!(!error.contains("--map"), "no column would do: {error}");
}

fn load_at(tree: &Tree, name: &str) -> Result<Library> {
    load(&tree.path(name), &ColumnMap::default(), &Reporter::silent())
}

#[test]
fn ids_are_numbers_however_they_are_written() {
    let sounds = ["7.wav", "12.wav", "130.wav", "x.wav"];
    for (text, expected) in [
        (
            "id,genre\n007,a\n012,b\n130,c\n",
            ["007 A", "012 A", "130 A"],
        ),
        (
            "track_id,genre\n7.0,a\n12.0,b\n130.0,c\n",
            ["7.0 A", "12.0 A", "130.0 A"],
        ),
        (
            "file,genre\n0007.mp3,a\n12,b\n130.wav,c\n",
            ["7 A", "12 A", "130 A"],
        ),
    ] {
        let library = Tree::new().sounds(&sounds).file("songs.csv", text).load();
        assert_eq!(shape(&library), expected, "{text}");
        assert_eq!(values(&library, "genre"), ["a", "b", "c"]);
    }
    // A class that happens to be called like files is none of them.
    let tree = Tree::new().sounds(&["0.wav", "1.wav", "2.wav"]);
    let error = tree
        .file("songs.csv", "name,label\nx,0\ny,1\nz,0\nw,1\n")
        .error();
    assert!(error.starts_with("cannot tell which column"), "{error}");
    // Musical keys are no ids.
    let library = Tree::new()
        .sounds(&["a.wav", "b.wav", "c.wav"])
        .file("songs.csv", "file,key\na.wav,7\nb.wav,0\nc.wav,7\n")
        .load();
    assert_eq!(
        (
            shape(&library)[0].as_str(),
            library.numbers[0].name.as_str()
        ),
        ("a A", "key")
    );
}

/// The tables and folders of the Free Music Archive's data set, in small.
#[test]
fn a_table_of_several_header_rows_knows_songs_in_numbered_folders() {
    const TRACKS: &str = ",album,artist,set,track,track,track\n,title,name,split,genre_top,genres,title\ntrack_id,,,,,,\n\
                          2,A,X,training,Pop,[21],Two\n5,A,X,training,Rock,[12],Five\n140,B,Y,test,Pop,[21],Far\n\
                          9,B,Y,test,Rock,[12],Not here\n10,B,Y,test,Rock,[12],Not here too\n";
    let tree = Tree::new()
        .sounds(&[
            "fma_small/000/000002.wav",
            "fma_small/000/000005.wav",
            "fma_small/001/000140.wav",
        ])
        .file("fma_metadata/tracks.csv", TRACKS)
        .file(
            "fma_metadata/genres.csv",
            "genre_id,title\n12,Rock\n21,Pop\n",
        )
        .file("fma_small/README.txt", "what this is");
    for name in ["", "fma_metadata", "fma_metadata/tracks.csv"] {
        let library = load_at(&tree, name).unwrap();
        assert_eq!(shape(&library), ["2 A", "5 A", "140 A"], "{name}");
        let titles: Vec<&str> = library.songs.iter().map(|s| s.title.as_str()).collect();
        assert_eq!(
            (titles, library.songs[2].artist.as_str()),
            (vec!["Two", "Five", "Far"], "Y")
        );
        assert_eq!(values(&library, "genre"), ["Pop", "Rock", "Pop"]);
        assert_eq!(
            values(&library, "set.split"),
            ["training", "training", "test"]
        );
        assert!(warned(&library, "3 lines name the columns together"));
    }
    let library = load_at(&tree, "fma_small").unwrap();
    assert_eq!(
        (library.songs.len(), library.labels.len()),
        (3, 0),
        "numbers are no genres"
    );
}

#[test]
fn folders_that_only_part_the_files_are_no_genres() {
    for folders in [
        ["000", "001"],
        ["3f", "a0"],
        ["CD 1", "cd2"],
        ["train", "test"],
        ["part-01", "part-02"],
    ] {
        let library = Tree::new()
            .sounds(&[
                &format!("{}/a.wav", folders[0]),
                &format!("{}/b.wav", folders[1]),
            ])
            .load();
        assert!(
            library.labels.is_empty(),
            "{folders:?}: {:?}",
            library.labels
        );
    }
    let library = Tree::new().sounds(&["de/a.wav", "fa/b.wav"]).load();
    assert_eq!(values(&library, "language"), ["de", "fa"]);
}

#[test]
fn a_quote_that_is_never_closed_costs_no_song() {
    let names = ["s0.wav", "s1.wav", "s2.wav", "s3.wav"];
    let text = "audio,title,genre\ns0.wav,T0,rock\ns1.wav,\"Heroes,pop\ns2.wav,T2,rock\ns3.wav,\"T, 3\",pop\n";
    let library = Tree::new().sounds(&names).file("songs.csv", text).load();
    assert_eq!(shape(&library), ["s0 A", "s1 A", "s2 A", "s3 A"]);
    assert_eq!(values(&library, "genre"), ["rock", "pop", "rock", "pop"]);
    assert!(
        warned(
            &library,
            "songs.csv: line 3: a quote opens and is never closed"
        ),
        "{:?}",
        library.warnings
    );
    let sep = "sep=;\naudio;genre\ns0.wav;rock\ns1.wav;pop\n";
    assert_eq!(
        values(
            &Tree::new().sounds(&names).file("songs.csv", sep).load(),
            "genre"
        ),
        ["rock", "pop"]
    );
}

#[test]
fn rows_of_one_recording_keep_their_words_and_labels() {
    let text = "file,start,lyrics,genre\n\
                a.wav,0.5,the river runs down to the sea,rock\n\
                a.wav,2.5,and nobody knows where it will be,pop\n\
                b.wav,0.5,when the morning comes again,rock\n\
                b.wav,0.5,when the morning  comes again,rock\n";
    let library = Tree::new()
        .sounds(&["a.wav", "b.wav"])
        .file("songs.csv", text)
        .load();
    assert_eq!(shape(&library), ["a AL", "a-2 AL", "b AL"]);
    let words: Vec<String> = library
        .songs
        .iter()
        .map(|s| s.lyrics.as_ref().unwrap().text())
        .collect();
    assert_eq!(
        words[..2],
        [
            "the river runs down to the sea",
            "and nobody knows where it will be"
        ]
    );
    assert_eq!(values(&library, "genre"), ["rock", "pop", "rock"]);
    assert!(warned(
        &library,
        "a.wav: 2 songs have this recording, each with words or labels of its own"
    ));
    assert_eq!(
        library.report.duplicates.len(),
        1,
        "what says the same twice is one song, and told"
    );
    assert_eq!((library.report.n_songs, library.report.n_both), (3, 3));
    // The same bytes under two names, with other words.
    let tree = Tree::new()
        .file("x.wav", wav(3))
        .file("y.wav", wav(3))
        .file("x.txt", ENGLISH)
        .file("y.txt", BANGLA);
    let library = tree.load();
    assert_eq!(shape(&library), ["x AL", "y AL"]);
    assert!(warned(&library, "2 songs have this recording"));
}

#[test]
fn rows_without_their_recording_are_songs_of_their_words() {
    let tree = Tree::new()
        .sounds(&["mp3/s0.wav", "mp3/s1.wav"])
        .file("lyrics/s0.txt", ENGLISH)
        .file("lyrics/s2.txt", BANGLA)
        .file("lyrics/03.txt", ENGLISH)
        .file(
            "songs.csv",
            "Filepath,Genre\ns0.wav,rock\ns1.wav,pop\nmp3/s2.mp3,rock\n3,pop\n",
        );
    let library = tree.load();
    assert_eq!(shape(&library), ["s0 AL", "s1 A", "s2 L", "03 L"]);
    assert_eq!(values(&library, "genre"), ["rock", "pop", "rock", "pop"]);
    assert!(warned(
        &library,
        "the recordings of 2 row(s) are not there: these are songs of words alone"
    ));
    assert!(library.report.unlisted.is_empty(), "{}", library.report);
}

#[test]
fn a_table_of_numbers_alone_is_one_of_numbers() {
    let text = "filename,length,tempo,mfcc1,label\nblues.0.wav,661794,120.5,-1.25,blues\nblues.1.wav,661500,99,2.5,blues\nrock.0.wav,5,80,0.5,rock\n";
    let tree = Tree::new().file("features.csv", text);
    for name in ["", "features.csv"] {
        let library = load_at(&tree, name).unwrap();
        assert_eq!(
            (library.songs.len(), library.labels[0].classes.len()),
            (3, 2)
        );
        assert!(warned(
            &library,
            "read as a table of numbers, in which each row is a song"
        ));
        assert!(warned(&library, "column `length`: no feature"));
    }
    let lists = Tree::new()
        .file("songs.csv", "path,title,year\nx.mp3,A,1999\ny.mp3,B,2001\n")
        .error();
    assert!(
        lists.starts_with("none of the 2 rows leads to a recording"),
        "a list of lost files stays an error: {lists}"
    );
}

/// Whatever an error advises to type leads to songs.
#[test]
fn advice_works_when_it_is_followed() {
    let sounds = ["one.wav", "two.wav", "three.wav"];
    for (text, role) in [
        (
            "-0.5 $what\"s,n\nla la la,1\nlo lo lo,4\nli la lu,9\n",
            "lyrics",
        ),
        ("which,where\none,a\nx,b\ny,c\nz,d\n", "audio"),
    ] {
        let tree = Tree::new().sounds(&sounds).file("metadata.csv", text);
        let error = tree.error();
        let Err(Error::Columns { answers, .. }) =
            load(tree.0.path(), &ColumnMap::default(), &Reporter::silent())
        else {
            panic!("{error}")
        };
        assert_eq!(answers.len(), 1, "{error}");
        assert_eq!(answers[0].0, role);
        let library = tree.map(&[(answers[0].0, &answers[0].1)]).unwrap();
        assert!(!library.songs.is_empty(), "{error}");
        assert!(error.contains("as in --map "), "{error}");
    }
    let error = Tree::new()
        .sounds(&sounds)
        .file("metadata.csv", "a,b\n1,x\n2,y\n3,z\n4,w\n")
        .error();
    assert!(!error.contains("--map"), "nothing would do: {error}");
    assert_eq!(
        crate::error::map_option("audio", "a b"),
        "--map \"audio=a b\""
    );
    assert_eq!(
        crate::error::map_option("audio", "$a'b"),
        "--map 'audio=$a'\\''b'"
    );
}

#[test]
fn number_columns_are_read_or_truly_accounted_for() {
    let rows = [
        "a.wav,120.5,\"1,100\",1,661794,12,x1",
        "b.wav,inf,\"2,200\",3.5,5,11,7",
        "c.wav,-inf,\"3,300\",n/a,9,12,8",
        "d.wav,1e400,\"4,400\",oops,11,11,9",
        "e.wav,98,\"5,500\",4,7,13,x2",
    ];
    let text = format!(
        "file,tempo,plays,energy,filesize,album_id,mixed\n{}\n",
        rows.join("\n")
    );
    let names_of = ["a.wav", "b.wav", "c.wav", "d.wav", "e.wav"];
    let library = Tree::new()
        .sounds(&names_of)
        .file("songs.csv", &text)
        .load();
    assert_eq!(
        names(&library.numbers, |n| &n.name),
        ["tempo", "plays", "filesize", "album_id"]
    );
    assert_eq!(
        library.numbers[1].of_song,
        [1100.0, 2200.0, 3300.0, 4400.0, 5500.0]
    );
    let are_features: Vec<bool> = library.numbers.iter().map(|n| n.is_feature).collect();
    assert_eq!(are_features, [true, true, false, false]);
    for told in [
        "column `tempo`: 3 cell(s) are infinite and count as unknown",
        "column `energy`: left out: 1 of its 4 cells are no numbers, such as `oops`",
        "column `mixed`: left out: 2 of its 5 cells are no numbers, such as `x1`",
        "column `filesize`: no feature, as it tells of the file and not of the music; --map \"number=filesize\" makes it one",
        "column `album_id`: no feature, as its numbers name something, as ids do",
    ] {
        assert!(warned(&library, told), "{told} in {:?}", library.warnings);
    }
    let tree = Tree::new().sounds(&names_of).file("songs.csv", &text);
    let asked = tree
        .map(&[("number", "filesize"), ("number", "energy")])
        .unwrap();
    assert!(
        asked
            .numbers
            .iter()
            .filter(|n| n.is_feature)
            .any(|n| n.name == "filesize")
    );
    assert!(warned(
        &asked,
        "column `energy`: 1 cell(s) are no numbers, such as `oops`, and count as unknown"
    ));
}

#[test]
fn told_and_detected_languages_are_one_class() {
    let text = format!(
        "title,language,lyrics\na,English,\"{ENGLISH}\"\nb,English,\"{ENGLISH} too\"\nc,,\"{ENGLISH} again\"\nd,Bangla,\"{BANGLA}\"\n"
    );
    let library = Tree::new().file("songs.csv", text).load();
    assert_eq!(
        values(&library, "language"),
        ["English", "English", "English", "Bangla"]
    );
    assert_eq!(library.label("language").unwrap().n_detected, 1);
    assert!(library.songs[2].language.as_ref().unwrap().detected);
    assert_eq!(
        library.songs[3].language.as_ref().unwrap().bangla_share,
        Some(1.0)
    );
}

#[test]
fn legacy_and_wide_encodings_reach_the_songs() {
    let wide: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(BANGLA.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let german = "schöne Mädchen träumen süß über den Dächern von Köln und hören Glöckchen";
    let tree = Tree::new()
        .sounds(&["a.wav", "b.wav"])
        .file("a.txt", &wide)
        .file("b.txt", &encoding_rs::WINDOWS_1252.encode(german).0);
    let library = tree.load();
    assert_eq!(library.songs[0].lyrics.as_ref().unwrap().text(), BANGLA);
    assert_eq!(library.songs[1].lyrics.as_ref().unwrap().text(), german);
    assert!(warned(&library, "b.txt: not Unicode; read as windows-1252"));
    let utf16_csv: Vec<u8> = "\u{FEFF}title;audio\nÄ;b.wav\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let library = Tree::new()
        .sounds(&["b.wav"])
        .file("songs.csv", utf16_csv)
        .load();
    assert_eq!(library.songs[0].title, "Ä");
}

/// Random bytes as manifests and lyrics: an error or a library, and the library keeps its own
/// counts.
#[test]
fn random_bytes_never_panic() {
    let mut state = 11u64;
    let mut random = move |n: usize| -> Vec<u8> {
        let mut next = || {
            state = crate::random::splitmix64(state);
            state
        };
        let menu = b"a,;\"\n\t.[]:0123audio.ogg";
        (0..n)
            .map(|_| {
                if next() % 8 == 0 {
                    next() as u8
                } else {
                    menu[(next() % menu.len() as u64) as usize]
                }
            })
            .collect()
    };
    for i in 0..300 {
        let tree = Tree::new()
            .sounds(&["audio.ogg"])
            .file("audio.txt", random(60));
        let tree = tree
            .file("songs.csv", random(20 + i))
            .file("x.lrc", random(120));
        if let Ok(library) = load(tree.0.path(), &ColumnMap::default(), &Reporter::silent()) {
            let report = &library.report;
            assert_eq!(report.n_songs, library.songs.len());
            assert_eq!(
                report.n_audio + report.n_lyrics - report.n_both,
                report.n_songs
            );
            assert!(
                library
                    .labels
                    .iter()
                    .all(|l| l.of_song.len() == report.n_songs)
            );
        }
    }
}

/// A set of real songs.
pub(super) fn shared(name: &str) -> PathBuf {
    let root = std::env::var_os("LATENTUNE_SHARED_DATA")
        .expect("LATENTUNE_SHARED_DATA must name the folder of data sets");
    let path = Path::new(&root).join(name);
    assert!(path.is_dir(), "there is no data set {}", path.display());
    path
}

fn load_shared(name: &str) -> Library {
    let path = shared(name);
    let start = std::time::Instant::now();
    let library = load(&path, &ColumnMap::default(), &Reporter::silent()).unwrap();
    println!(
        "{name}: {:.2} s\n{}",
        start.elapsed().as_secs_f32(),
        library.report.text(&path, 5)
    );
    for warning in library.warnings.iter().take(12) {
        println!("! {warning}");
    }
    for l in &library.labels {
        println!(
            "label {}: {} classes, {} detected",
            l.name,
            l.classes.len(),
            l.n_detected
        );
    }
    println!("numbers {:?}", names(&library.numbers, |n| &n.name));
    library
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn real_songs_en_de() {
    let library = load_shared("songs-en-de");
    assert_eq!((library.report.n_songs, library.report.n_both), (292, 292));
    assert_eq!(library.warnings, []);
    assert_eq!(names(&library.labels, |l| &l.name), ["language", "genre"]);
    assert_eq!(library.label("language").unwrap().classes, ["de", "en"]);
    assert_eq!(library.label("language").unwrap().n_detected, 0);
    assert_eq!(names(&library.numbers, |n| &n.name), ["year"]);
    assert!(
        library.numbers[0]
            .of_song
            .iter()
            .filter(|y| y.is_finite())
            .all(|y| (1900.0..2030.0).contains(y))
    );
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn real_jamendo() {
    let library = load_shared("jamendo");
    assert_eq!((library.report.n_songs, library.report.n_both), (5, 5));
    assert!(
        library
            .songs
            .iter()
            .all(|s| s.lyrics.as_ref().unwrap().is_timed())
    );
    let songs: Vec<_> = library.songs.iter().map(|s| s.title.as_str()).collect();
    assert_eq!(
        songs,
        [
            "Confession",
            "de bonne humeur",
            "Guayateo",
            "Séculaire feat. Nÿme",
            "Veränderung"
        ]
    );
    assert_eq!(
        library.songs[0].lyrics.as_ref().unwrap().lines[1].start_secs,
        Some(15.99)
    );
    assert_eq!(
        library.label("language").unwrap().classes,
        ["French", "German", "Spanish"]
    );
    assert_eq!(library.label("genre").unwrap().classes, ["Hip-Hop", "Pop"]);
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn real_clips_bn() {
    let library = load_shared("clips-bn");
    assert_eq!(
        (
            library.report.n_songs,
            library.report.n_audio,
            library.report.n_lyrics
        ),
        (77, 77, 0)
    );
    assert_eq!(library.label("song_id").unwrap().classes.len(), 4);
    assert_eq!(library.label("language").unwrap().classes, ["bn"]);
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn real_lyrics_bn_en() {
    let library = load_shared("lyrics-bn-en");
    assert_eq!(
        (
            library.report.n_songs,
            library.report.n_audio,
            library.report.n_lyrics
        ),
        (1500, 0, 1500)
    );
    let language = library.label("language").unwrap();
    assert_eq!(
        language.of_song.iter().filter(|l| **l == Some(0)).count(),
        900
    );
    let share = |code: &str| {
        let of = library
            .songs
            .iter()
            .filter_map(|s| s.language.as_ref())
            .filter(|l| l.name == code);
        let shares: Vec<f32> = of.filter_map(|l| l.bangla_share).collect();
        shares.iter().sum::<f32>() / shares.len() as f32
    };
    assert!(
        share("bn") > 0.9 && share("en") < 0.05,
        "{} {}",
        share("bn"),
        share("en")
    );
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn real_odd_and_broken_audio() {
    for name in ["codec-variety", "bad-audio"] {
        let (library, path) = (load_shared(name), shared(name));
        // The same files without their manifest, as somebody's folder.
        let files = walk::list(&path, 32, &Reporter::silent()).unwrap();
        let n_audio = files.audio.len();
        let plan = scan::plan(&path, files);
        let opened = open::open_all(&plan.entries, &Reporter::silent()).unwrap();
        let bare = assemble::assemble(&path, plan, opened);
        println!(
            "{name} without its manifest:\n{}",
            bare.report.text(&path, 5)
        );
        let n_left_out: usize = bare.report.duplicates.iter().map(|g| g.len() - 1).sum();
        let is_audio = |p: &PathBuf| names::kind(p) == names::Kind::Audio;
        let n_unreadable = bare
            .report
            .unreadable
            .iter()
            .filter(|(p, _)| is_audio(p))
            .count();
        assert_eq!(bare.report.n_audio + n_left_out + n_unreadable, n_audio);
        assert!(library.report.n_audio <= n_audio && library.report.n_audio > 40);
    }
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn real_recordings_with_descriptions() {
    let library = load_shared("music-cc");
    assert_eq!((library.report.n_audio, library.report.n_lyrics), (14, 0));
}
