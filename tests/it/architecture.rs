//! The plan at the top of `src/lib.rs`, held against the code: rooms, and the files inside each
//! room, import only from what stands above them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Files of one import ring, re-exports followed; each ring says at its place why it is one.
const MOST_IN_A_RING: usize = 5;

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn is_test(file: &Path) -> bool {
    let in_tests = file.components().any(|c| c.as_os_str() == "tests");
    let name = file.file_stem().unwrap().to_string_lossy().into_owned();
    in_tests || name == "tests" || name == "fixture"
}

/// Where a file stands: its names below `src`, `mod.rs` being its folder.
fn place_of(file: &Path) -> Vec<String> {
    let inside = file.strip_prefix("src").unwrap().with_extension("");
    let mut names: Vec<String> = inside
        .components()
        .map(|c| c.as_os_str().to_string_lossy().into_owned())
        .collect();
    names.pop_if(|last| last == "mod" || last == "lib");
    names
}

/// Code without comments, texts and the tests at its end: what is only spoken of is not used.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let bare = text.lines().map(|line| {
        let line = line.split("//").next().unwrap_or("");
        let parts = line.split('"').step_by(2).collect::<Vec<_>>();
        parts.join("\"\"")
    });
    bare.collect::<Vec<_>>().join("\n")
}

/// The `mod` lines of a file, in order, those of tests left out.
fn modules(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let of_tests = |i: usize| i > 0 && lines[i - 1].contains("cfg(test)");
    let named = lines.iter().enumerate().filter_map(|(i, line)| {
        let (before, name) = line.strip_suffix(';')?.rsplit_once("mod ")?;
        let is_plain = before.is_empty() || before.starts_with("pub") && before.ends_with(' ');
        (is_plain && !of_tests(i)).then(|| name.to_string())
    });
    named.collect()
}

/// The paths that a `use` tree names, with the name each is given.
fn expanded(tree: &str) -> Vec<(Vec<String>, String)> {
    let tree = tree.trim();
    if let Some(at) = tree.find('{') {
        let prefix: Vec<String> = names(&tree[..at]);
        let inner = &tree[at + 1..tree.rfind('}').unwrap_or(tree.len())];
        let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
        for (i, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    parts.push(&inner[start..i]);
                    start = i + 1;
                }
                _ => {}
            }
        }
        parts.push(&inner[start..]);
        let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
        let whole = |(path, name): (Vec<String>, String)| ([prefix.clone(), path].concat(), name);
        return parts.flat_map(expanded).map(whole).collect();
    }
    let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
    let path = names(path);
    let last = path.last().cloned().unwrap_or_default();
    let name = if alias.is_empty() {
        last
    } else {
        alias.trim().to_string()
    };
    vec![(path, name)]
}

fn names(path: &str) -> Vec<String> {
    let parts = path.split("::").map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_string)
        .collect()
}

/// The statements that begin with `use`, without the word.
fn uses(code: &str) -> Vec<&str> {
    let starts = code.match_indices("use ").filter(|(at, _)| {
        let before = code[..*at].trim_end_matches(' ');
        before.is_empty() || before.ends_with(['\n', ')', '{']) || before.ends_with("pub")
    });
    starts
        .filter_map(|(at, word)| {
            code[at + word.len()..]
                .split_once(';')
                .map(|(tree, _)| tree)
        })
        .collect()
}

/// Every path of this crate that a file names, from the crate's root.
fn named(file: &Path) -> Vec<Vec<String>> {
    let (code, place) = (code(file), place_of(file));
    let mut paths: Vec<Vec<String>> = uses(&code)
        .into_iter()
        .flat_map(expanded)
        .map(|(path, _)| path)
        .collect();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || "_:$".contains(c)) {
                continue;
            }
            let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            let end = code[at..].find(|c| !is_path(c)).unwrap_or(code.len() - at);
            paths.push(names(&code[at..at + end]));
        }
    }
    let from_root = |path: Vec<String>| match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "super" => {
            let n_up = path.iter().take_while(|name| *name == "super").count();
            let above = &place[..place.len().checked_sub(n_up)?];
            Some([above, &path[n_up..]].concat())
        }
        _ => None,
    };
    paths.into_iter().filter_map(from_root).collect()
}

/// A folder with the modules of its `mod.rs`, and which of them a name stands for.
struct Room {
    place: Vec<String>,
    modules: Vec<String>,
    /// Names that it hands on, with the module that has them.
    handed_on: BTreeMap<String, String>,
}

impl Room {
    fn of(face: &Path) -> Self {
        let modules = modules(face);
        let own = |path: &[String]| {
            path.first()
                .filter(|first| modules.contains(first))
                .cloned()
        };
        let code = code(face);
        let handed_on = uses(&code)
            .into_iter()
            .flat_map(expanded)
            .map(|(mut path, name)| {
                path.retain(|part| part != "self");
                (path, name)
            })
            .filter_map(|(path, name)| Some((name, own(&path)?)))
            .collect();
        Self {
            place: place_of(face),
            modules,
            handed_on,
        }
    }

    /// The module that a path from the root leads to, if it is in this room.
    fn module_of(&self, path: &[String]) -> Option<&String> {
        let name = path.strip_prefix(self.place.as_slice())?.first()?;
        self.modules
            .iter()
            .find(|m| *m == name)
            .or_else(|| self.handed_on.get(name))
    }

    fn order(&self, module: &str) -> usize {
        self.modules.iter().position(|m| m == module).unwrap()
    }
}

fn rooms() -> Vec<Room> {
    let faces = rust_files(Path::new("src")).into_iter().filter(|file| {
        let name = file.file_name().unwrap();
        (name == "mod.rs" || file == Path::new("src/lib.rs")) && !is_test(file)
    });
    faces.map(|face| Room::of(&face)).collect()
}

/// Files of the house. `numeric` is a package below it, and cannot name a room.
fn house() -> Vec<PathBuf> {
    let mut files = rust_files(Path::new("src"));
    files.retain(|file| !file.starts_with("src/numeric") && file != Path::new("src/main.rs"));
    files
}

#[test]
fn what_stands_below_is_never_imported() {
    let rooms = rooms();
    assert!(rooms.len() > 40 && rooms.iter().any(|room| room.modules.len() > 20));
    let mut faults = BTreeSet::new();
    let mut n_seen = 0;
    for file in house() {
        let place = place_of(&file);
        for path in named(&file) {
            for room in &rooms {
                let Some(inside) = place.strip_prefix(room.place.as_slice()) else {
                    continue;
                };
                let Some(own) = inside.first() else { continue };
                // A test may look at all of its own room, at no other that stands below.
                if is_test(&file) && !room.place.is_empty() || !room.modules.contains(own) {
                    continue;
                }
                let Some(used) = room.module_of(&path) else {
                    continue;
                };
                n_seen += 1;
                if room.order(used) > room.order(own) {
                    let (file, room) = (file.display(), room.place.join("::"));
                    faults.insert(format!(
                        "{file} takes from `{used}`, below `{own}` in `{room}`"
                    ));
                }
            }
        }
    }
    assert!(n_seen > 2000, "only {n_seen} imports were seen");
    assert!(
        faults.is_empty(),
        "{}",
        faults.into_iter().collect::<Vec<_>>().join("\n")
    );
}

/// The file that has what a path names, re-exports followed.
fn file_of(path: &[String], rooms: &[Room]) -> Option<PathBuf> {
    let mut at: Vec<String> = Vec::new();
    for name in path {
        let Some(room) = rooms.iter().find(|room| room.place == at) else {
            break;
        };
        match (room.modules.contains(name), room.handed_on.get(name)) {
            (true, _) => at.push(name.clone()),
            (false, Some(module)) => {
                at.push(module.clone());
                // The name itself may be handed on again from there.
                return file_of(&[at, vec![name.clone()]].concat(), rooms);
            }
            (false, None) => break,
        }
    }
    let file = Path::new("src").join(at.join("/"));
    let face = if at.is_empty() {
        PathBuf::from("src/lib.rs")
    } else {
        file.join("mod.rs")
    };
    [file.with_extension("rs"), face]
        .into_iter()
        .find(|file| file.exists())
}

/// Groups of files that reach each other (Tarjan 1972).
fn rings(edges: &BTreeMap<PathBuf, BTreeSet<PathBuf>>) -> Vec<Vec<PathBuf>> {
    struct Walk<'a> {
        edges: &'a BTreeMap<PathBuf, BTreeSet<PathBuf>>,
        index: BTreeMap<&'a PathBuf, usize>,
        low: BTreeMap<&'a PathBuf, usize>,
        stack: Vec<&'a PathBuf>,
        rings: Vec<Vec<PathBuf>>,
    }
    impl<'a> Walk<'a> {
        fn visit(&mut self, file: &'a PathBuf) {
            let n = self.index.len();
            self.index.insert(file, n);
            self.low.insert(file, n);
            self.stack.push(file);
            for next in self.edges.get(file).into_iter().flatten() {
                if !self.index.contains_key(next) {
                    self.visit(next);
                    self.low.insert(file, self.low[file].min(self.low[next]));
                } else if self.stack.contains(&next) {
                    self.low.insert(file, self.low[file].min(self.index[next]));
                }
            }
            if self.low[file] == self.index[file] {
                let at = self.stack.iter().position(|f| *f == file).unwrap();
                self.rings
                    .push(self.stack.split_off(at).into_iter().cloned().collect());
            }
        }
    }
    let mut walk = Walk {
        edges,
        index: BTreeMap::new(),
        low: BTreeMap::new(),
        stack: Vec::new(),
        rings: Vec::new(),
    };
    for file in edges.keys() {
        if !walk.index.contains_key(file) {
            walk.visit(file);
        }
    }
    walk.rings.retain(|ring| ring.len() > 1);
    walk.rings
}

#[test]
fn no_ring_of_imports_is_large() {
    let rooms = rooms();
    let mut edges: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
    for file in house().into_iter().filter(|file| !is_test(file)) {
        // A face that only hands names on imports nothing for itself.
        let is_face = file.ends_with("mod.rs") || file.ends_with("lib.rs");
        let used = if is_face { Vec::new() } else { named(&file) };
        let files = used.iter().filter_map(|path| file_of(path, &rooms));
        edges.insert(file.clone(), files.filter(|other| *other != file).collect());
    }
    let large: Vec<_> = rings(&edges)
        .into_iter()
        .filter(|ring| ring.len() > MOST_IN_A_RING)
        .collect();
    assert!(large.is_empty(), "{large:#?}");
}

/// Crates and the rooms that may name them, as the table in `lib.rs` has them: `a, b (with room)`.
fn homes() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    let mut homes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in text
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`"))
    {
        let (room, rest) = line.split_once('`').unwrap();
        let crates = rest.rsplit('|').nth(1).unwrap();
        for name in crates
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            homes
                .entry(name.replace('-', "_"))
                .or_default()
                .insert(room.to_string());
        }
    }
    homes
}

#[test]
fn every_foreign_technology_has_its_home() {
    let homes = homes();
    assert!(homes.len() > 30, "{homes:?}");
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let mut faults = Vec::new();
    for file in house().into_iter().filter(|file| !is_test(file)) {
        let place = place_of(&file);
        let Some(room) = place.first() else { continue };
        let code = fs::read_to_string(&file).unwrap();
        let code: String = code
            .lines()
            .map(|l| l.split("//").next().unwrap_or(""))
            .collect();
        for (name, rooms) in &homes {
            let path = format!("{name}::");
            let starts = code.match_indices(&path).filter(|(at, _)| {
                let before = code[..*at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || "_:$".contains(c))
            });
            if starts.count() > 0 && !rooms.contains(room) {
                faults.push(format!(
                    "{} names {name}, at home in {rooms:?}",
                    file.display()
                ));
            }
        }
    }
    for name in homes.keys() {
        let (a, b) = (name.replace('_', "-"), name.clone());
        let depends = |name: &str| manifest.contains(&format!("\n{name} = "));
        if !depends(&a) && !depends(&b) && !manifest.contains(&format!("dep:{a}")) {
            faults.push(format!("{name} has a home and is not used"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_map_names_every_room_in_order() {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    let on_map: Vec<&str> = text
        .lines()
        .filter_map(|l| l.strip_prefix("//! | [`"))
        .filter_map(|l| l.split('`').next())
        .collect();
    assert_eq!(on_map, modules(Path::new("src/lib.rs")));
}

#[test]
fn no_egui_below_the_panels() {
    for file in house() {
        let place = place_of(&file);
        if place
            .first()
            .is_some_and(|room| room != "ui" && room != "app")
        {
            assert!(
                !code(&file).contains("egui::"),
                "{} speaks to egui",
                file.display()
            );
        }
    }
}
