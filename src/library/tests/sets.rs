//! Published data sets in small, each with the layout that it has on disk: that they are recognised,
//! and that songs, labels, artists and bad files are right.

use super::super::layout::{Planned, plan_table};
use super::super::{KnownSet, columnar};
use super::*;

fn titles(library: &Library) -> Vec<&str> {
    library.songs.iter().map(|s| s.title.as_str()).collect()
}

fn artists(library: &Library) -> Vec<&str> {
    library.songs.iter().map(|s| s.artist.as_str()).collect()
}

/// Rows as lines, behind the names of the columns.
fn lines(head: &str, n: usize, row: impl Fn(usize) -> String) -> String {
    let rows: String = (0..n).map(|i| row(i) + "\n").collect();
    format!("{head}\n{rows}")
}

fn put_sounds(tree: Tree, names: impl Iterator<Item = String>) -> Tree {
    let names: Vec<String> = names.collect();
    tree.sounds(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

fn fma_tree() -> Tree {
    let id = |i: usize| if i == 11 { 99_134 } else { 2 + 90 * i };
    let head = ",album,artist,set,set,track,track,track,track\n\
                ,title,name,split,subset,genre_top,genres,language_code,title\n\
                track_id,,,,,,,,";
    // Twice as many rows as recordings, as every subset has.
    let tracks = lines(head, 24, |i| {
        let genre = ["Rock", "Hip-Hop"][i % 2];
        let genres = match i {
            0 => "[12]",
            i => ["\"[12, 25]\"", "[21]"][i % 2],
        };
        let split = ["training", "test"][i / 6 % 2];
        let id = if i < 12 { id(i) } else { 200_000 + i };
        format!(
            "{id},Album,Artist {},{split},small,{genre},{genres},en,Title {i}",
            i % 4
        )
    });
    let sounds = (0..12).map(|i| {
        let id = format!("{:06}", id(i));
        format!("fma_small/{}/{id}.wav", &id[..3])
    });
    put_sounds(Tree::new(), sounds)
        .file("fma_metadata/tracks.csv", tracks)
        .file(
            "fma_metadata/genres.csv",
            "genre_id,#tracks,parent,title,top_level\n12,9,0,Rock,12\n21,9,0,Hip-Hop,21\n25,9,12,Punk,12\n",
        )
        .file("fma_metadata/echonest.csv", ",echonest\n,audio\n,tempo\ntrack_id,\n2,90\n")
        .file("fma_small/checksums", "x")
}

#[test]
fn fma() {
    let tree = fma_tree();
    for folder in ["", "fma_metadata", "fma_metadata/tracks.csv"] {
        let library = load_at(&tree, folder).unwrap();
        assert_eq!(library.report.set, Some(KnownSet::Fma), "{folder}");
        assert_eq!((library.songs.len(), library.report.n_audio), (12, 12));
        assert_eq!(titles(&library)[..2], ["Title 0", "Title 1"]);
        assert_eq!(
            artists(&library)[..5],
            ["Artist 0", "Artist 1", "Artist 2", "Artist 3", "Artist 0"]
        );
        assert_eq!(library.label("genre").unwrap().classes, ["Hip-Hop", "Rock"]);
        let punk = values(&library, "track.genres: Punk");
        assert_eq!(punk[..3], ["no", "no", "yes"], "numbers have become names");
        assert_eq!(values(&library, "set.split")[5..7], ["training", "test"]);
        assert!(warned(
            &library,
            "099134.wav: published damaged in FMA: there is no sound in it"
        ));
        assert!(
            warned(&library, "12 row(s) lead to neither"),
            "half of the rows are not there"
        );
    }
    let sounds_alone = load_at(&tree, "fma_small").unwrap();
    assert_eq!(
        (sounds_alone.songs.len(), sounds_alone.labels.len()),
        (12, 0)
    );
}

fn gtzan_sounds(root: &str) -> Tree {
    let names = ["blues", "jazz", "rock"].into_iter().flat_map(|genre| {
        let number = move |i| if genre == "jazz" { 50 + i } else { i };
        (0..5).map(move |i| format!("{genre}/{genre}.{:05}.wav", number(i)))
    });
    let root = root.to_string();
    put_sounds(Tree::new(), names.map(move |name| format!("{root}{name}")))
}

fn gtzan_row(i: usize) -> String {
    let (genre, n) = (["blues", "jazz", "rock"][i / 5], i % 5);
    format!("{genre}.{:05}", if genre == "jazz" { 50 + n } else { n })
}

#[test]
fn gtzan_as_kaggle_and_as_mirdata_lay_it() {
    let features = lines("filename,length,tempo,mfcc1_mean,label", 15, |i| {
        let name = gtzan_row(i);
        let genre = name.split('.').next().unwrap();
        format!("{name}.wav,661794,{},{}.5,{genre}", 90 + 7 * i % 13, i)
    });
    let clips = lines("filename,length,tempo,label", 30, |i| {
        format!("{}.{}.wav,66149,{},x", gtzan_row(i / 2), i % 2, 90 + i)
    });
    let bind = lines("track_id,artist_name,fault_filtered_split", 15, |i| {
        format!("{},Artist {},train", gtzan_row(i), i / 2)
    });
    let kaggle = gtzan_sounds("Data/genres_original/")
        .file("Data/images_original/blues/blues00000.png", "x")
        .file("Data/features_30_sec.csv", &features)
        .file("Data/features_3_sec.csv", &clips);
    let library = kaggle.load();
    assert_eq!(library.report.set, Some(KnownSet::Gtzan));
    assert_eq!((library.songs.len(), library.report.n_audio), (15, 15));
    assert_eq!(names(&library.labels, |l| &l.name), ["genre"]);
    assert_eq!(values(&library, "genre")[4..6], ["blues", "jazz"]);
    assert_eq!(
        names(&library.numbers, |n| &n.name),
        ["tempo", "mfcc1_mean"]
    );
    assert!(artists(&library).iter().all(|a| a.is_empty()));
    assert!(library.report.to_string().contains("recognised as GTZAN"));
    assert!(warned(
        &library,
        "jazz.00054.wav: published damaged in GTZAN"
    ));
    assert!(library.report.unlisted.is_empty());

    let with_artists = kaggle.file("gtzan-bind.csv", &bind);
    let library = with_artists.load();
    assert_eq!(artists(&library)[..3], ["Artist 0", "Artist 0", "Artist 1"]);
    assert_eq!(values(&library, "genre")[14], "rock");

    let mirdata = gtzan_sounds("gtzan_genre/genres/");
    let library = mirdata.load();
    assert_eq!(library.report.set, Some(KnownSet::Gtzan));
    assert_eq!(values(&library, "genre")[14], "rock");
    let library = mirdata.file("gtzan-bind.csv", &bind).load();
    assert_eq!(artists(&library)[13..], ["Artist 6", "Artist 7"]);
    assert_eq!(
        values(&library, "genre")[9..11],
        ["jazz", "rock"],
        "by the folders still"
    );
}

#[test]
fn mtg_jamendo() {
    let id = |i: usize| 214 + 101 * i;
    let tags = lines(
        "TRACK_ID\tARTIST_ID\tALBUM_ID\tPATH\tDURATION\tTAGS",
        36,
        |i| {
            let tags = match i % 3 {
                0 => "genre---punkrock\tinstrument---guitar",
                1 => "genre---electronic\tgenre---pop\tmood/theme---happy",
                _ => "genre---pop",
            };
            let (artist, path) = (i / 3, format!("{:02}/{}.mp3", id(i) % 100, id(i)));
            format!(
                "track_{:07}\tartist_{artist:06}\talbum_{i:06}\t{path}\t124.6\t{tags}",
                id(i)
            )
        },
    );
    let meta = lines(
        "TRACK_ID\tARTIST_ID\tALBUM_ID\tTRACK_NAME\tARTIST_NAME\tALBUM_NAME",
        36,
        |i| {
            format!(
                "track_{:07}\tartist_{:06}\talbum_{i:06}\tSong {i}\tBand {}\tFirst",
                id(i),
                i / 3,
                i / 3
            )
        },
    );
    // Half of the audio, of the smaller copies.
    let sounds = (0..18).map(|i| format!("audio/{:02}/{}.low.wav", id(i) % 100, id(i)));
    let tree = put_sounds(Tree::new(), sounds)
        .file("data/autotagging.tsv", &tags)
        .file("data/autotagging_top50tags.tsv", &tags)
        .file("data/raw_30s.tsv", &tags)
        .file("data/splits/split-0/autotagging-train.tsv", &tags);
    let library = tree.load();
    assert_eq!(library.report.set, Some(KnownSet::MtgJamendo));
    assert_eq!(
        (library.songs.len(), library.report.n_audio),
        (18, 18),
        "{}",
        library.report
    );
    assert_eq!(artists(&library)[2..4], ["artist_000000", "artist_000001"]);
    assert_eq!(
        values(&library, "genre")[..3],
        ["punkrock", "electronic", "pop"]
    );
    assert_eq!(values(&library, "genre: pop")[..3], ["no", "yes", "yes"]);
    assert_eq!(
        library.report.unreadable.len(),
        18,
        "each recording that is not there"
    );
    assert!(warned(&library, "18 row(s) lead to neither"));
    assert!(warned(
        &library,
        "several labels a song, such as electronic, pop"
    ));
    let library = tree.file("data/raw.meta.tsv", &meta).load();
    assert_eq!(artists(&library)[2..4], ["Band 0", "Band 1"]);
    assert_eq!(titles(&library)[3], "Song 3");
}

#[test]
fn music4all_is_six_tables() {
    let id = |i: usize| format!("0aB{i:02}xyZ");
    let table = |head: &str, n: usize, row: &dyn Fn(usize) -> String| lines(head, n, row);
    let n = 20;
    let sounds = (0..n).map(|i| format!("audios/{}.wav", id(i)));
    let mut tree = put_sounds(Tree::new(), sounds)
        .file(
            "id_information.csv",
            table("id\tartist\tsong\talbum_name", n + 4, &|i| {
                format!("{}\tA{}\tS{i}\tL{i}", id(i), i % 7)
            }),
        )
        .file(
            "id_genres.csv",
            table("id\tgenres", n + 4, &|i| {
                format!("{}\t{}", id(i), ["rock", "pop,indie pop", "pop"][i % 3])
            }),
        )
        .file(
            "id_tags.csv",
            table("id\ttags", n + 4, &|i| {
                format!(
                    "{}\t{}",
                    id(i),
                    ["rock,seen live", "female vocalists,pop"][i % 2]
                )
            }),
        )
        .file(
            "id_lang.csv",
            table("id\tlang", n + 4, &|i| {
                format!("{}\t{}", id(i), ["en", "pt"][i % 2])
            }),
        )
        .file(
            "id_metadata.csv",
            table("id\tspotify_id\tpopularity\ttempo", n + 4, &|i| {
                format!("{}\tsp{i}\t{i}.0\t{}.5", id(i), 90 + i)
            }),
        )
        .file(
            "listening_history.csv",
            table("user\tsong\ttimestamp", 60, &|i| {
                format!("u{}\t{}\t2019-02-20 12:28", i % 5, id(i % n))
            }),
        );
    for i in 0..n / 2 {
        tree = tree.file(&format!("lyrics/{}.txt", id(i)), ENGLISH);
    }
    let library = tree.load();
    assert_eq!(library.report.set, Some(KnownSet::Music4All));
    assert_eq!(
        (library.report.n_songs, library.report.n_both),
        (20, 10),
        "{}",
        library.report
    );
    assert_eq!(library.songs[3].id, id(3));
    assert_eq!((titles(&library)[3], artists(&library)[3]), ("S3", "A3"));
    assert_eq!(
        values(&library, "language")[..2],
        ["en", "pt"],
        "by the table, whatever the words"
    );
    assert_eq!(library.label("language").unwrap().n_detected, 0);
    assert_eq!(values(&library, "genre")[..3], ["rock", "pop", "pop"]);
    assert_eq!(
        values(&library, "genre: indie pop")[..3],
        ["no", "yes", "no"]
    );
    assert_eq!(
        values(&library, "tags: female vocalists")[..2],
        ["no", "yes"]
    );
    assert!(names(&library.numbers, |n| &n.name).contains(&"tempo"));
    assert!(warned(
        &library,
        "id_lang.csv: joined to id_information.csv by its column `id`: 24 of 24"
    ));
    assert_eq!(
        library.report.audio_without_lyrics.len(),
        10,
        "half of the words are told to be missing"
    );
}

#[test]
fn jamendolyrics_and_jam_alt_with_their_times() {
    let head =
        "URL,Filepath,Artist,Title,Genre,LicenseType,Language,LyricOverlap,Polyphonic,NonLexical";
    let table = lines(head, 12, |i| {
        let language = ["English", "French"][i % 2];
        format!(
            "https://x/{i},Song_{i}_-_Band.wav,Band {},Song {i},Pop,CC BY,{language},{},false,false",
            i % 5,
            i % 2 == 0
        )
    });
    let name = |i: usize| format!("Song_{i}_-_Band");
    for (manifest, folder, set) in [
        ("JamendoLyrics.csv", "mp3", KnownSet::JamendoLyrics),
        ("metadata.csv", "audio", KnownSet::JamAlt),
    ] {
        let sounds = (0..12).map(|i| format!("{folder}/{}.wav", name(i)));
        let mut tree = put_sounds(Tree::new(), sounds).file(manifest, &table);
        for i in 0..12 {
            tree = tree
                .file(
                    &format!("lyrics/{}.txt", name(i)),
                    "hello world\nagain hello",
                )
                .file(
                    &format!("lyrics/{}.words.txt", name(i)),
                    "hello\nworld\nagain\nhello",
                );
        }
        let tree = tree
            .file(
                &format!("annotations/lines/{}.csv", name(0)),
                "start_time,end_time,lyrics_line\n1.5,2.5,hello world\n3.25,4,again hello\n",
            )
            .file(
                &format!("annotations/words/{}.csv", name(0)),
                "word_start,word_end,line_end\n1.5,1.9,\n2.0,2.5,2.5\n3.25,3.5,\n3.6,4,4\n",
            );
        let library = tree.load();
        assert_eq!(library.report.set, Some(set));
        assert_eq!(
            (library.report.n_songs, library.report.n_both),
            (12, 12),
            "{}",
            library.report
        );
        assert_eq!(values(&library, "language")[..2], ["English", "French"]);
        assert_eq!(artists(&library)[..2], ["Band 0", "Band 1"]);
        let timed = library.songs[0].lyrics.as_ref().unwrap();
        assert_eq!(timed.lines[1].start_secs, Some(3.25));
        assert_eq!(timed.lines[0].words, [(1.5, 0), (2.0, 6)]);
        assert_eq!(timed.text(), "hello world\nagain hello");
        assert!(!library.songs[1].lyrics.as_ref().unwrap().is_timed());
        assert!(
            library.report.unlisted.is_empty(),
            "{:?}",
            library.report.unlisted
        );
    }
}

#[test]
fn banglabeats_is_clips_of_songs() {
    let sounds = ["adhunik", "folk", "islamic"]
        .into_iter()
        .flat_map(|genre| {
            (0..2).flat_map(move |song| {
                (0..5).map(move |clip| format!("{genre}/{genre}.{song:05}.{clip}.wav"))
            })
        });
    let library = put_sounds(Tree::new(), sounds).load();
    assert_eq!(library.report.set, Some(KnownSet::BanglaBeats));
    assert_eq!(values(&library, "genre")[9..11], ["adhunik", "folk"]);
    let songs = songs_of_clips(&library.songs);
    assert_eq!(
        songs
            .iter()
            .flatten()
            .collect::<std::collections::BTreeSet<_>>()
            .len(),
        6
    );
    assert!(songs[0] == songs[4] && songs[4] != songs[5]);
    assert!(warned(&library, "30 recordings are clips of 6 songs"));
}

#[test]
fn genius_has_its_genre_in_tag() {
    let table = lines(
        "title,tag,artist,year,views,features,lyrics,id,language_cld3,language_ft,language",
        20,
        |i| {
            let (tag, language) = (["rap", "pop", "rock"][i % 3], ["en", "bn"][i % 2]);
            let words = [ENGLISH, BANGLA][i % 2];
            format!(
                "Title {i},{tag},Artist {},20{:02},{},{{}},\"[Verse 1]\n{words} {i}\",{},{language},{language},{language}",
                i % 6,
                i,
                i * 50,
                1000 + 7 * i
            )
        },
    );
    let library = Tree::new().file("song_lyrics.csv", table).load();
    assert_eq!(library.report.set, Some(KnownSet::Genius));
    assert_eq!((library.report.n_songs, library.report.n_lyrics), (20, 20));
    assert_eq!(values(&library, "genre")[..3], ["rap", "pop", "rock"]);
    assert_eq!(values(&library, "language")[..2], ["en", "bn"]);
    assert_eq!(artists(&library)[1], "Artist 1");
    assert!(library.label("tag").is_none(), "it is the genre");
}

#[test]
fn folders_of_hugging_face_have_a_table_each() {
    let row = |i: usize, name: &str| {
        format!(
            r#"{{"file_name": "{name}{i}.wav", "genre": "{}", "tags": ["a", "b{}"]}}"#,
            ["rock", "pop"][i % 2],
            i % 2
        )
    };
    // Both parts have files of the same names.
    let sounds = ["train", "test"]
        .into_iter()
        .flat_map(|part| (0..6).map(move |i| format!("data/{part}/x{i}.wav")));
    let tree = put_sounds(Tree::new(), sounds)
        .file(
            "data/train/metadata.jsonl",
            (0..6).map(|i| row(i, "x") + "\n").collect::<String>(),
        )
        .file(
            "data/test/metadata.jsonl",
            (0..6).map(|i| row(i, "x") + "\n").collect::<String>(),
        )
        .file("dataset_infos.json", "{}");
    let library = tree.load();
    assert_eq!(
        (library.report.set, library.songs.len()),
        (None, 12),
        "{}",
        library.report
    );
    assert_eq!(values(&library, "genre")[..2], ["rock", "pop"]);
    let split = values(&library, "split");
    assert_eq!(split.iter().filter(|s| *s == "train").count(), 6);
    let has_path = |song: &Song, part: &str| {
        song.audio
            .as_ref()
            .unwrap()
            .path
            .starts_with(tree.path("data").join(part))
    };
    assert!(
        library
            .songs
            .iter()
            .zip(&split)
            .all(|(song, part)| has_path(song, part))
    );

    let csv = put_sounds(Tree::new(), (0..6).map(|i| format!("{i}.wav"))).file(
        "metadata.csv",
        lines("file_name,genre", 6, |i| format!("{i}.wav,{}", i % 2)),
    );
    assert_eq!(values(&csv.load(), "genre")[..2], ["0", "1"]);
}

#[test]
fn parquet_with_recordings_in_it_is_a_library() {
    let cache = tempfile::tempdir().unwrap();
    let path = Path::new("tests/golden/library/audio.parquet");
    let (silent, map) = (Reporter::silent(), ColumnMap::default());
    let table = columnar::read_into(path, Some(cache.path()), &silent).unwrap();
    let nothing = walk::Files::default();
    let Planned::Songs(plan) = plan_table(&table, cache.path(), &nothing, &map, &silent).unwrap()
    else {
        panic!("songs");
    };
    let opened = open::open_all(&plan.entries, &silent).unwrap();
    let library = assemble::assemble(path, plan, opened);
    assert_eq!(shape(&library), ["a A", "b A", "a-2 A"]);
    assert_eq!(values(&library, "genre"), ["rock", "pop", "pop"]);
    let missing: Vec<_> = library
        .report
        .unreadable
        .iter()
        .map(|(p, _)| p.display().to_string())
        .collect();
    assert_eq!(missing, ["away.wav"]);
}

#[test]
fn dali_stays_closed_and_says_what_to_do() {
    let id = |i: usize| format!("{i:032x}");
    let meta: Vec<String> = (0..10)
        .map(|i| format!(r#""{}": {{"title": "T{i}", "artist": "A{}", "language": "english", "genres": ["Pop", "Rock"]}}"#, id(i), i % 3))
        .collect();
    let mut tree = put_sounds(Tree::new(), (0..10).map(|i| format!("audio/{}.wav", id(i))))
        .file("dali_metadata.json", format!("{{{}}}", meta.join(", ")))
        .file("DALI_DATA_INFO.gz", [0x1F, 0x8B, 8, 0]);
    for i in 0..10 {
        tree = tree.file(&format!("annot_tismir/{}.gz", id(i)), [0x1F, 0x8B, 8, 0]);
    }
    let library = tree.load();
    assert_eq!(library.report.set, Some(KnownSet::Dali));
    assert_eq!(
        (library.songs.len(), library.report.n_other_files),
        (10, 11)
    );
    assert_eq!((titles(&library)[1], artists(&library)[1]), ("T1", "A1"));
    let report = library.report.to_string();
    assert!(
        report.contains("they stay closed. Write each song's lines as an LRC file"),
        "{report}"
    );
}

#[test]
fn tables_that_are_no_list_of_the_songs_do_not_hide_them() {
    let sounds = ["a.wav", "b.wav", "c.wav", "d.wav"];
    let tree = Tree::new()
        .sounds(&sounds)
        .file("bills.csv", "month,sum\nmay,3\n")
        .file("notes.csv", "file,remark\na.wav,x\n")
        .file("deep/er/table.csv", "x,y\n1,2\n");
    let library = tree.load();
    assert_eq!(
        library.songs.len(),
        4,
        "the one that names a single song is none"
    );
    // Two that list all of them are one.
    let tree = Tree::new()
        .sounds(&sounds)
        .file(
            "genres.csv",
            "file,genre\na.wav,rock\nb.wav,pop\nc.wav,pop\nd.wav,rock\n",
        )
        .file("years.csv", "id,year\nb,1999\na,1998\nd,2001\nc,2003\n");
    let library = tree.load();
    assert_eq!(values(&library, "genre"), ["rock", "pop", "pop", "rock"]);
    assert_eq!(library.numbers[0].of_song, [1998.0, 1999.0, 2003.0, 2001.0]);
}
