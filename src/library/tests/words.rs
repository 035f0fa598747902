//! Words as people bring them: typed in several ways, in old codes, with markup, in tags of every
//! kind, under near names.

use std::collections::{BTreeSet, HashSet};

use super::super::tests::{BANGLA, ENGLISH, Tree, shape, shared, values, warned};
use super::super::*;
use crate::text::{tokens, unify};

fn words(library: &Library, song: usize) -> String {
    library.songs[song]
        .lyrics
        .as_ref()
        .map_or(String::new(), Lyrics::text)
}

fn misread(text: &str) -> String {
    let letter = |b: u8| match b {
        0x81 | 0x8D | 0x8F | 0x90 | 0x9D => '\u{FFFD}',
        _ => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(&[b])
            .0
            .chars()
            .next()
            .unwrap(),
    };
    text.bytes().map(letter).collect()
}

#[test]
fn lyric_files_that_are_no_words_are_converted_and_told() {
    let tree = Tree::new()
        .sounds(&["a.wav", "b.wav", "c.wav", "d.wav"])
        .file("a.txt", "†Zvgvi Rb¨ Avgvi g‡bi gv‡S\nAvwg evsjvi Mvb MvB")
        .file("b.txt", misread(BANGLA))
        .file(
            "c.txt",
            encoding_rs::WINDOWS_1252
                .encode("†Zvgvi Rb¨ Avgvi g‡bi gv‡S Avwg evsjvi Mvb MvB")
                .0,
        )
        .file("d.txt", BANGLA);
    let library = tree.load();
    assert_eq!(
        unify(&words(&library, 0)),
        unify("তোমার জন্য আমার মনের মাঝে\nআমি বাংলার গান গাই")
    );
    assert_eq!(tokens(&words(&library, 1)), tokens(BANGLA));
    assert_eq!(
        unify(&words(&library, 2)),
        unify("তোমার জন্য আমার মনের মাঝে আমি বাংলার গান গাই")
    );
    assert_eq!(values(&library, "language"), ["bn"; 4]);
    for told in [
        "a.txt: was Bangla in the code of Bijoy",
        "b.txt: was UTF-8",
        "c.txt: was Bangla in the code",
    ] {
        assert!(warned(&library, told), "{told} in {:?}", library.warnings);
    }
    assert_eq!(library.warnings.len(), 3, "{:?}", library.warnings);
}

#[test]
fn cells_of_a_manifest_are_put_right() {
    let text = format!(
        "title,genre,lyrics\n{},Folk,\"{}\"\nb,folk,{ENGLISH:?}\n",
        misread("নদী"),
        misread(BANGLA)
    );
    let library = Tree::new()
        .file("songs.csv", text.replace("\\n", " "))
        .load();
    assert_eq!(library.songs[0].title, "নদী");
    assert_eq!(tokens(&words(&library, 0)), tokens(BANGLA));
    assert!(
        warned(
            &library,
            "songs.csv: text of 2 cell(s), the first in column `title`, row 1, was UTF-8"
        ),
        "{:?}",
        library.warnings
    );
}

#[test]
fn one_class_for_its_spellings() {
    let genres = ["Rock", "rock ", "ROCK", "Rock; Pop", "Pop", "pop", "Rock"];
    let rows: String = genres
        .iter()
        .enumerate()
        .map(|(i, g)| format!("t{i},\"{g}\",{ENGLISH:?}\n"))
        .collect();
    let library = Tree::new()
        .file(
            "songs.csv",
            format!("title,genre,lyrics\n{}", rows.replace("\\n", " ")),
        )
        .load();
    assert_eq!(
        values(&library, "genre"),
        ["Rock", "Rock", "Rock", "Rock", "Pop", "Pop", "Rock"],
        "of several the first is the class"
    );
    assert!(warned(
        &library,
        "column `genre`: spellings of one class are counted together: `rock`, `ROCK` as `Rock`"
    ));
}

#[test]
fn texts_beside_recordings_are_songs_only_where_they_are() {
    let tree = Tree::new()
        .sounds(&["s0.wav", "s1.wav"])
        .file("s0.txt", "words of the first")
        .file("s0.info.txt", "downloaded from somewhere")
        .file("AlbumArt.txt", "front")
        .file("eac log.txt", "Exact Audio Copy V1.0")
        .file("foo_dr.txt", "DR 12")
        .file("thoughts.txt", "recorded at home")
        .file("another song.txt", ENGLISH);
    let library = tree.load();
    assert_eq!(shape(&library), ["s0 AL", "s1 A", "another song L"]);
    assert!(
        warned(
            &library,
            "thoughts.txt: 1 text file(s) like this were not taken"
        ),
        "{:?}",
        library.warnings
    );
}

#[test]
fn near_names_pair_or_are_told() {
    for (sound, text) in [
        ("lang.wav", "lang.en.lrc"),
        ("lang.wav", "lang.bn.lrc"),
        ("01. X.wav", "01 X.lrc"),
        ("01. X.wav", "X.lrc"),
        ("X.wav", "01 - X.lrc"),
        ("Under_score.wav", "Under score.lrc"),
        ("two  spaces.wav", "two spaces.lrc"),
        ("It’s fine.wav", "It's fine.txt"),
        ("trail.wav", "trail .lrc"),
        ("song.wav", "song_lyrics.txt"),
        ("song.wav", "Lyrics/song.en.lrc"),
        ("ব\u{09DC}.wav", "ব\u{09A1}\u{09BC}.txt"),
        ("a.wav", "a.srt"),
    ] {
        let library = Tree::new()
            .sounds(&[sound])
            .file(text, "[00:01.00]words")
            .load();
        assert_eq!(
            (library.songs.len(), library.report.n_both),
            (1, 1),
            "{sound} {text}"
        );
    }
    for (sound, text) in [
        ("Band - Perfect.wav", "Perfect.lrc"),
        ("vocals (128k).wav", "vocals.lrc"),
    ] {
        let library = Tree::new()
            .sounds(&[sound])
            .file(text, "[00:01.00]words")
            .load();
        assert_eq!(library.report.n_both, 0);
        assert!(
            warned(&library, &format!("{text}: nearly has the name of {sound}")),
            "{:?}",
            library.warnings
        );
    }
    // Each has its own; one in another language is told, and a title on two discs is no pair.
    let tree = Tree::new()
        .sounds(&["a.wav", "1-01 x.wav", "2-01 x.wav"])
        .file("a.lrc", "[00:01.00]one");
    let library = tree
        .file("a.en.lrc", "[00:01.00]two")
        .file("x.lrc", "[00:01.00]three")
        .load();
    assert_eq!(
        library
            .songs
            .iter()
            .filter(|s| s.audio.is_some() && s.lyrics.is_some())
            .count(),
        1
    );
    assert!(
        warned(
            &library,
            "a.en.lrc: not used: a.lrc has the same song's words"
        ),
        "{:?}",
        library.warnings
    );
}

#[test]
fn markup_is_not_words() {
    for (text, expected) in [
        (
            "[00:01.00]Don&apos;t stop &amp; think\n[00:02.00]I&#39;m here",
            "don't stop think i'm here",
        ),
        (
            "[00:01.00]<i>Slanted words</i> there<br>",
            "slanted words there",
        ),
        (
            "1\n00:00:01,000 --> 00:00:04,000\nHello\n\n2\n00:00:05,000 --> 00:00:08,000\nthere",
            "hello there",
        ),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nonly <c>this</c>",
            "only this",
        ),
        (
            "[ver:v1.0]\n[t_time:(03:41)]\n[comment: made at home]\n[00:01.00]only this",
            "only this",
        ),
        (
            "[00:01.50]v1: <00:01.50>Seven <00:01.57>days\n[bg:[00:03.50]<00:03.50>(Big <00:03.75>one)<00:04.14>]",
            "seven days big one",
        ),
        ("[00.12.34]dotted\n[00:14.00-00:16.00]range", "dotted range"),
    ] {
        let library = Tree::new().sounds(&["a.wav"]).file("a.lrc", text).load();
        assert_eq!(tokens(&words(&library, 0)).join(" "), expected, "{text}");
    }
    let library = Tree::new()
        .sounds(&["a.wav"])
        .file("a.lrc", "[au: instrumental]")
        .load();
    assert_eq!(shape(&library), ["a A"]);
    assert_eq!(
        library.report.unreadable[0].1,
        "says that the song is without words"
    );
}

/// An MP3 of no frames with what stands before and behind its sound.
fn mp3(before: &[u8], behind: &[u8]) -> Vec<u8> {
    [before, &[0xFF, 0xFB, 0x90, 0], &[0; 413], behind].concat()
}

fn id3(frames: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let body: Vec<u8> = frames
        .iter()
        .flat_map(|(id, data)| {
            [
                id.as_bytes(),
                &(data.len() as u32).to_be_bytes(),
                &[0, 0],
                data,
            ]
            .concat()
        })
        .collect();
    let size = [21, 14, 7, 0].map(|shift| (body.len() >> shift) as u8 & 0x7F);
    [b"ID3\x03\0\0", &size[..], &body].concat()
}

fn tags_of(bytes: &[u8]) -> tags::Tags {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.mp3");
    std::fs::write(&path, bytes).unwrap();
    tags::read(&path)
}

#[test]
fn one_bad_tag_hides_nothing() {
    let title = || ("TIT2", b"\0Title".to_vec());
    let told = |s: &str| Some(s.to_string());
    let stray = [b"APETAGEX\xD0\x07\0\0\x8E\0\0\0\0\0\0\x03", &[0u8; 12][..]].concat();
    assert_eq!(tags_of(&mp3(&id3(&[title()]), &stray)).title, told("Title"));
    // UTF-16 of odd length, and one without its mark.
    let wide: Vec<u8> = "\u{FEFF}Odd"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let odd = [&[1u8][..], &wide, &[0][..]].concat();
    let bare = [&[1u8][..], &wide[2..]].concat();
    let tags = tags_of(&mp3(&id3(&[("TPE1", bare), ("TIT2", odd)]), &[]));
    assert_eq!((tags.title, tags.artist), (told("Odd"), told("Odd")));
    // A frame that says it is longer than the tag.
    let mut long = id3(&[title(), ("TPE1", b"\0Art".to_vec())]);
    let at = long.windows(4).position(|w| w == b"TPE1").unwrap();
    long[at + 6] = 0x3F;
    assert_eq!(tags_of(&mp3(&long, &[])).artist, told("Art"));
    // Names of version 2.2, as iTunes writes them; a frame of no known name; letters that are called
    // UTF-16.
    let old = id3(&[("TT2\0", b"\0Title".to_vec()), ("TP1 ", b"\0Art".to_vec())]);
    let strange = id3(&[
        ("T?T2", b"\0abc".to_vec()),
        title(),
        ("TPE1", b"\0Art".to_vec()),
    ]);
    for tag in [old, strange] {
        let tags = tags_of(&mp3(&tag, &[]));
        assert_eq!((tags.title, tags.artist), (told("Title"), told("Art")));
    }
    let narrow = id3(&[("TIT2", b"\x01Wrongly called".to_vec())]);
    assert_eq!(tags_of(&mp3(&narrow, &[])).title, told("Wrongly called"));
    // Behind the sound, with a footer that leads back to it (ID3v2.4, 3.4).
    let frames = id3(&[title()])[10..].to_vec();
    let around = |name: &[u8]| [name, b"\x04\0\x10\0\0\0", &[frames.len() as u8]].concat();
    let appended = [around(b"ID3"), frames.clone(), around(b"3DI")].concat();
    assert_eq!(tags_of(&mp3(&[], &appended)).title, told("Title"));
    // A frame that unfolds to more than any words.
    let mut bomb = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut bomb, &vec![b'a'; 32 << 20]).unwrap();
    let bomb = [&[0u8, 0, 0, 0][..], &bomb.finish().unwrap()].concat();
    let mut folded = id3(&[("TPE1", bomb), title()]);
    folded[10 + 9] = 0x80;
    let tags = tags_of(&mp3(&folded, &[]));
    assert_eq!((tags.title, tags.artist), (told("Title"), None));
}

#[test]
fn lyrics_of_every_field_are_read() {
    let frame = |id: &'static str, data: &[u8]| (id, data.to_vec());
    for (id, data, text) in [
        ("TXXX", &b"\0LYRICS\0[00:01.00]sung here"[..], "sung here"),
        ("TXXX", b"\0UNSYNCEDLYRICS\0sung there", "sung there"),
        ("TXXX", b"\0SyncedLyrics\0[00:01.00]sung", "sung"),
        ("USLT", b"\0engdescription\0words", "words"),
        ("USLT", b"\0eng\0words of none", "words of none"),
        (
            "USLT",
            b"\0engno description at all",
            "no description at all",
        ),
        (
            "SYLT",
            b"\0eng\x02\x01\0line one\0\0\0\x03\xE8line two\0\0\0\x07\xD0",
            "line one\nline two",
        ),
    ] {
        assert_eq!(
            tags_of(&mp3(&id3(&[frame(id, data)]), &[]))
                .lyrics
                .map(|l| l.text())
                .as_deref(),
            Some(text),
            "{id}"
        );
    }
    let item = |key: &str, value: &str| {
        [
            &(value.len() as u32).to_le_bytes()[..],
            &[0; 4],
            key.as_bytes(),
            &[0],
            value.as_bytes(),
        ]
        .concat()
    };
    let items = [item("Lyrics", "গানের কথা"), item("Title", "গান")].concat();
    let footer = [
        b"APETAGEX\xD0\x07\0\0",
        &(items.len() as u32 + 32).to_le_bytes()[..],
        &[2, 0, 0, 0],
        &[0; 12],
    ]
    .concat();
    let mut v1 = [0u8; 128];
    v1[..11].copy_from_slice(b"TAGanything");
    let tags = tags_of(&mp3(&[], &[items, footer, v1.to_vec()].concat()));
    assert_eq!(
        (
            tags.title.as_deref(),
            tags.lyrics.map(|l| l.text()).as_deref()
        ),
        (Some("গান"), Some("গানের কথা"))
    );
    let lyrics3 = b"LYRICSBEGININD00002"
        .iter()
        .chain(b"10LYR00012[00:01]words000042LYRICS200")
        .copied()
        .collect::<Vec<u8>>();
    let body = &lyrics3[..lyrics3.len() - 15];
    let lyrics3 = [body, format!("{:06}LYRICS200", body.len()).as_bytes()].concat();
    assert_eq!(
        tags_of(&mp3(&[], &lyrics3))
            .lyrics
            .map(|l| l.text())
            .as_deref(),
        Some("words")
    );
}

#[test]
fn random_tags_never_panic() {
    let mut state = 9u64;
    let whole = mp3(
        &id3(&[
            ("TIT2", b"\x01\xFF\xFEa\0".to_vec()),
            ("USLT", b"\x01eng\xFF\xFE\0\0w\0".to_vec()),
            ("SYLT", b"\0eng\x02\x01\0a\0\0\0\0\0".to_vec()),
        ]),
        b"APETAGEX\xD0\x07\0\0\x40\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.mp3");
    for _ in 0..2_000 {
        let mut bytes = whole.clone();
        for _ in 0..6 {
            state = crate::random::splitmix64(state);
            let at = (state >> 16) as usize % bytes.len();
            bytes[at] = state as u8;
        }
        std::fs::write(&path, &bytes).unwrap();
        tags::read_unfenced(&path);
    }
}

/// Songs of a folder of the cases, whose names are `case/in/name`.
fn case(name: &str) -> Library {
    load(
        &shared("cases").join(name),
        &ColumnMap::default(),
        &Reporter::silent(),
    )
    .unwrap()
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn cases_of_words() {
    let variants = case("28-bangla-look-alikes/in/37-bn-variants");
    let vocabulary: HashSet<String> = (0..8).flat_map(|i| tokens(&words(&variants, i))).collect();
    println!("look-alikes: {} words {vocabulary:?}", vocabulary.len());
    assert_eq!(vocabulary.len(), 12);

    for name in [
        "29-bangla-unreadable-text/in/34-bijoy",
        "29-bangla-unreadable-text/in/36-mojibake",
    ] {
        let library = case(name);
        for (i, song) in library.songs.iter().enumerate() {
            println!(
                "{} {:?} {}",
                song.id,
                song.language.as_ref().map(|l| &l.name),
                words(&library, i)
            );
        }
        library.warnings.iter().for_each(|w| println!("! {w}"));
        assert_eq!(values(&library, "language"), ["bn"; 8]);
    }
    for name in [
        "30-romanised-bangla-language/in/35-romanised",
        "30-romanised-bangla-language/in/62-romanised-long",
    ] {
        let library = case(name);
        let found = values(&library, "language");
        println!("{name}: {found:?}");
        assert!(library.songs.iter().zip(&found).all(|(s, l)| *l
            == if s.id.starts_with('e') {
                "en"
            } else {
                "bn-Latn"
            }));
    }
    let library = case("31-markup-in-words/in/01-lrc");
    for (i, song) in library.songs.iter().enumerate() {
        let lines = song.lyrics.iter().flat_map(|l| &l.lines);
        let shown: Vec<String> = lines
            .map(|l| format!("{:?} {}", l.start_secs, l.text))
            .collect();
        println!("{}: {shown:?} {:?}", song.id, tokens(&words(&library, i)));
    }
    let library = case("31-markup-in-words/in/29-br-escaped");
    assert_eq!(
        words(&library, 0).lines().count(),
        3,
        "{}",
        words(&library, 0)
    );

    let library = case("32-text-files-that-are-no-songs/in/42-txt-info");
    assert_eq!((library.songs.len(), library.report.n_both), (8, 8));
    let library = case("33-one-genre-many-spellings/in/32-multi-genre");
    println!("{:?}", values(&library, "genre"));
    // `Rock; Pop` is two, of which the first is the song's class.
    assert_eq!(
        library.label("genre").unwrap().classes,
        ["Pop", "Pop/Rock", "Rock"]
    );
    let library = case("36-lyrics-names/in/02-pairing");
    println!("{}", library.report);
    library.warnings.iter().for_each(|w| println!("! {w}"));
    let library = case("27-tags-lost/in/50-tags");
    for (i, song) in library.songs.iter().enumerate() {
        let genre = library.label("genre").and_then(|l| l.value(i));
        let is_timed = song.lyrics.as_ref().map(Lyrics::is_timed);
        println!(
            "{}: {} | {} | {genre:?} | {is_timed:?} {}",
            song.id,
            song.title,
            song.artist,
            words(&library, i)
        );
    }
    library.warnings.iter().for_each(|w| println!("! {w}"));
}

/// What a word may be rewritten to: only what looks the same, and without a sign that stands on no
/// letter.
#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn no_word_of_real_lyrics_changes_its_look() {
    use unicode_normalization::UnicodeNormalization;
    let library = load(
        &shared("lyrics-bn-en"),
        &ColumnMap::default(),
        &Reporter::silent(),
    )
    .unwrap();
    let mut changed: BTreeSet<(String, String)> = BTreeSet::new();
    let mut n_words = 0;
    for i in 0..library.songs.len() {
        for word in words(&library, i).split_whitespace() {
            n_words += 1;
            let unified = unify(word);
            assert_eq!(unify(&unified), unified);
            let unseen = |c: &char| !matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}' | '\u{AD}');
            let plain: String = word.nfc().filter(unseen).collect();
            if plain != unified.chars().filter(unseen).collect::<String>() {
                changed.insert((plain, unified));
            }
        }
    }
    assert!(!warned(&library, "Bijoy"), "{:?}", library.warnings);
    println!(
        "{} of {n_words} words are rewritten: {changed:?}",
        changed.len()
    );
    for (word, unified) in &changed {
        let same = |c: char| match c {
            '৷' => '।',
            ':' => 'ঃ',
            'ৰ' => 'র',
            'ৱ' => 'ব',
            _ => c,
        };
        let alike: String = word.replace("ত্", "ৎ").chars().map(same).collect();
        let bare = |text: &str| text.replace(['্', 'ৎ', 'ত'], "");
        let is_sign_alone = unified.is_empty() && !word.contains(|c: char| matches!(c, 'অ'..='হ'));
        assert!(
            alike == *unified || bare(&alike) == bare(unified) || is_sign_alone,
            "{word} {unified}"
        );
    }
    assert!(changed.len() < n_words / 1000);
}

/// How sure trigrams must be: languages of real lyrics, whole and in pieces of about twenty words.
#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn languages_of_real_songs() {
    for name in ["songs-en-de", "jamendo", "lyrics-bn-en"] {
        let library = load(&shared(name), &ColumnMap::default(), &Reporter::silent()).unwrap();
        for n_words in [usize::MAX, 20] {
            let (mut right, mut unknown, mut wrong) = (0, 0, BTreeSet::new());
            let mut n_wrong = 0;
            for (i, song) in library.songs.iter().enumerate() {
                let told = names::language_code(&song.language.as_ref().unwrap().name).unwrap();
                let text: Vec<String> = words(&library, i)
                    .split_whitespace()
                    .take(n_words)
                    .map(str::to_string)
                    .collect();
                match crate::text::detect_language(&text.join(" ")).map(|d| d.code) {
                    Some(code) if code == told => right += 1,
                    None => unknown += 1,
                    Some(code) => {
                        n_wrong += 1;
                        wrong.insert(format!("{told}→{code}"));
                    }
                }
            }
            println!(
                "{name} {n_words}: {right} right, {unknown} unknown, {n_wrong} otherwise {wrong:?}"
            );
        }
    }
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn clean_lyrics_are_read_as_they_are() {
    let library = load(
        &shared("songs-en-de"),
        &ColumnMap::default(),
        &Reporter::silent(),
    )
    .unwrap();
    let mut n_words = 0;
    for (i, song) in library.songs.iter().enumerate() {
        let path = song.lyrics.as_ref().and_then(|l| l.source.clone()).unwrap();
        let raw = tokens(&std::fs::read_to_string(path).unwrap());
        n_words += raw.len();
        assert_eq!(tokens(&words(&library, i)), raw, "{}", song.id);
    }
    println!("{} songs, {n_words} words", library.songs.len());
    assert_eq!(library.warnings, []);
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn no_title_name_or_line_of_real_songs_is_taken_for_bijoy() {
    let mut n = 0;
    for name in ["songs-en-de", "jamendo", "lyrics-bn-en", "music-cc"] {
        let library = load(&shared(name), &ColumnMap::default(), &Reporter::silent()).unwrap();
        for song in &library.songs {
            let lines = song.lyrics.iter().flat_map(|lyrics| &lyrics.lines);
            let lines = lines.map(|line| line.text.as_str());
            for text in [song.title.as_str(), &song.artist].into_iter().chain(lines) {
                assert_eq!(crate::library::bijoy::converted(text), None, "{text}");
                n += 1;
            }
        }
    }
    println!("{n} texts");
    assert!(n > 50_000, "{n}");
}
