use super::*;

fn put(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), text).unwrap();
    }
}

/// Every file and what is in it, those of an exchange as well, without the checksums.
fn held(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                let name = entry
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                files.push((name, fs::read_to_string(&entry).unwrap()));
            }
        }
    }
    files.retain(|(name, _)| name != CHECKSUMS);
    files.sort();
    files
}

/// Of one run, by its checksums: every file of it is there as it was written.
fn is_whole(folder: &Path) -> bool {
    checksums(folder).is_some_and(|sums| sums.paths().all(|path| sums.is_as_written(folder, path)))
}

const OLD: [(&str, &str); 4] = [
    ("a.csv", "old"),
    ("figures/gone.svg", "old"),
    ("figures/map.svg", "old"),
    ("z.csv", "old"),
];
const OWN: [(&str, &str); 2] = [("figures/mine.svg", "mine"), ("notes.txt", "mine")];
const NEW: [(&str, &str); 4] = [
    ("a.csv", "new"),
    ("figures/map.svg", "new"),
    ("model/weights", "new"),
    ("z.csv", "new"),
];

fn all(parts: &[&[(&str, &str)]]) -> Vec<(String, String)> {
    let mut all: Vec<_> = parts
        .concat()
        .iter()
        .map(|(a, b)| (a.to_string(), b.to_string()))
        .collect();
    all.sort();
    all
}

/// Nothing: these folders are of this version.
fn none(_: &Path) -> bool {
    false
}

fn fill(folder: &Path) -> Result<()> {
    put(folder, &NEW);
    Ok(())
}

/// A folder with the results of an earlier run and files of somebody's own.
fn of_an_earlier_run() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let make = |staging: &Path| {
        put(staging, &OLD);
        Ok(())
    };
    exchange(folder.path(), none, &[], make).unwrap();
    put(folder.path(), &OWN);
    folder
}

/// Files, and the checksums.
const N_MOVES: usize = OLD.len() + NEW.len() + 2;

/// A folder in which an exchange has moved so many files.
fn ended_after(n_done: usize) -> tempfile::TempDir {
    let folder = of_an_earlier_run();
    put(&folder.path().join(UNFINISHED), &NEW);
    let list = Exchange::of(folder.path(), none, &[]).unwrap();
    list.declare_ready(folder.path()).unwrap();
    let [ready, replaced] = [READY, REPLACED].map(|name| folder.path().join(name));
    let in_the_way = list
        .come
        .iter()
        .rev()
        .chain(&list.go)
        .filter(|path| is_there(&folder.path().join(path)));
    let outward = in_the_way.map(|path| (folder.path(), replaced.as_path(), path));
    let inward = list
        .come
        .iter()
        .map(|path| (ready.as_path(), folder.path(), path));
    let moves: Vec<_> = outward.chain(inward).collect();
    assert_eq!(moves.len(), N_MOVES);
    moves
        .into_iter()
        .take(n_done)
        .for_each(|(from, to, path)| moved(from, to, path).unwrap());
    folder
}

#[test]
fn new_files_come_old_ones_go_and_those_of_others_stay() {
    let folder = of_an_earlier_run();
    assert!(is_whole(folder.path()));
    exchange(folder.path(), none, &[], fill).unwrap();
    assert_eq!(held(folder.path()), all(&[&NEW, &OWN]));
    assert!(is_whole(folder.path()) && !finish(folder.path()).unwrap());
    // Of a version that left no checksums.
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), &OLD);
    put(folder.path(), &OWN);
    let is_ours = |path: &Path| !OWN.iter().any(|(own, _)| path == Path::new(own));
    exchange(folder.path(), is_ours, &[], fill).unwrap();
    assert_eq!(held(folder.path()), all(&[&NEW, &OWN]));
    assert!(is_whole(folder.path()));
}

#[test]
fn what_a_run_need_not_make_anew_stays_and_what_was_written_over_is_nobodys() {
    let folder = of_an_earlier_run();
    exchange(folder.path(), none, &["figures/gone.svg"], fill).unwrap();
    assert_eq!(held(folder.path()), all(&[&NEW, &OWN, &OLD[1..2]]));
    assert!(is_whole(folder.path()));
    // It is still known as a run's, and goes with the next one, unless somebody has made it theirs.
    let mine = ("figures/gone.svg", "mine");
    put(folder.path(), &[mine]);
    exchange(folder.path(), none, &[], fill).unwrap();
    assert_eq!(held(folder.path()), all(&[&NEW, &OWN, &[mine]]));
}

#[test]
fn what_was_changed_since_gets_another_name_where_a_new_one_comes() {
    let folder = of_an_earlier_run();
    let mine = [("a.csv", "mine"), ("figures/map.svg", "mine too")];
    put(folder.path(), &mine);
    put(folder.path(), &[("a (changed).csv", "of the time before")]);
    // Taken back as it was, wherever it stood.
    put(&folder.path().join(UNFINISHED), &NEW);
    let list = Exchange::of(folder.path(), none, &[]).unwrap();
    list.declare_ready(folder.path()).unwrap();
    list.forth(folder.path()).unwrap();
    list.back(folder.path());
    let before = all(&[
        &mine,
        &OLD[1..2],
        &OLD[3..],
        &OWN,
        &[("a (changed).csv", "of the time before")],
    ]);
    assert_eq!(held(folder.path()), before);
    exchange(folder.path(), none, &[], fill).unwrap();
    let kept = [
        ("a (changed).csv", "of the time before"),
        ("a (changed 2).csv", "mine"),
        ("figures/map (changed).svg", "mine too"),
    ];
    assert_eq!(held(folder.path()), all(&[&NEW, &OWN, &kept]));
    assert!(is_whole(folder.path()));
}

#[test]
fn what_cannot_be_made_or_replaced_changes_nothing() {
    let folder = of_an_earlier_run();
    let failed = exchange(folder.path(), none, &[], |staging| {
        fill(staging)?;
        Err::<(), _>(Error::Cancelled)
    });
    assert!(matches!(failed, Err(Error::Cancelled)));
    assert_eq!(held(folder.path()), all(&[&OLD, &OWN]));
    // A folder or a file of someone's stands where a file is to be: found before anything is
    // touched.
    for (mine, says) in [
        (
            "model/weights/mine",
            "a folder, where a file of results is to be",
        ),
        ("model/weights", "a file that no run has written"),
    ] {
        let folder = of_an_earlier_run();
        put(folder.path(), &[(mine, "mine")]);
        let failed = exchange(folder.path(), none, &[], fill);
        let error = failed.unwrap_err().to_string();
        assert!(error.starts_with(says), "{error}");
        assert_eq!(held(folder.path()), all(&[&OLD, &OWN, &[(mine, "mine")]]));
        assert!(is_whole(folder.path()));
    }
}

#[test]
fn a_file_that_is_not_of_its_run_is_named() {
    let folder = of_an_earlier_run();
    let at = |name: &str| folder.path().join(name);
    verify(folder.path(), "figures").unwrap();
    fs::write(at("a.csv"), "of another run").unwrap();
    verify(folder.path(), "figures").unwrap();
    fs::write(at("figures/map.svg"), "of another run").unwrap();
    let error = verify(folder.path(), "figures").unwrap_err().to_string();
    assert!(
        error.starts_with("not the file") && error.ends_with("map.svg"),
        "{error}"
    );
}

#[test]
fn one_program_at_a_time() {
    let folder = of_an_earlier_run();
    let second = exchange(folder.path(), none, &[], |staging| {
        fill(staging)?;
        let meanwhile = exchange(folder.path(), none, &[], fill);
        let finishing = finish(folder.path());
        Ok([meanwhile.unwrap_err(), finishing.unwrap_err()].map(|error| error.to_string()))
    });
    for error in second.unwrap() {
        assert!(error.starts_with("another Latentune is writing"), "{error}");
    }
    assert_eq!(held(folder.path()), all(&[&NEW, &OWN]));
}

/// The program is ended before each single file has been moved, and after it: each time the folder
/// can be told to be of the run before, or is finished as that of the new one.
#[test]
fn whatever_moment_the_program_is_ended_at_the_folder_becomes_that_of_one_run() {
    for n_done in 0..=N_MOVES {
        let folder = ended_after(n_done);
        // Told to any reader: with its checksums it is of one run as it stands.
        let has_sums = folder.path().join(CHECKSUMS).exists();
        assert_eq!(has_sums, is_whole(folder.path()), "after {n_done} moves");
        assert_eq!(has_sums, n_done == 0 || n_done == N_MOVES);
        assert!(finish(folder.path()).unwrap());
        let after = held(folder.path());
        assert_eq!(after, all(&[&NEW, &OWN]), "after {n_done} moves");
        assert!(is_whole(folder.path()));
    }
    // Ended while files were made.
    let folder = of_an_earlier_run();
    put(&folder.path().join(UNFINISHED), &NEW[..2]);
    assert!(finish(folder.path()).unwrap());
    assert_eq!(held(folder.path()), all(&[&OLD, &OWN]));
    // Ended while what was replaced was removed.
    put(&folder.path().join(READY), &[]);
    put(&folder.path().join(REPLACED), &OLD[..1]);
    assert!(finish(folder.path()).unwrap());
    assert_eq!(held(folder.path()), all(&[&OLD, &OWN]));
}

/// Undoing, ended at each single move, is undone or taken forth.
#[test]
fn an_exchange_that_fails_half_way_is_taken_back() {
    for n_done in 0..=N_MOVES {
        let folder = ended_after(n_done);
        let list: Exchange =
            serde_json::from_slice(&fs::read(folder.path().join(READY).join(LIST)).unwrap())
                .unwrap();
        list.back(folder.path());
        let after = held(folder.path());
        assert_eq!(after, all(&[&OLD, &OWN]), "after {n_done} moves");
        assert!(is_whole(folder.path()));
    }
}
