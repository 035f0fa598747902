//! Lists what travels with the program: the demo songs, and the texts in every language.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    let write = |name: &str, text: String| {
        fs::write(out.join(name), text).expect("cargo's output folder can be written");
    };
    write("demo_files.rs", demo_files(&root.join("data/demo")));
    write("words.rs", words(&root.join("assets/locales")));
}

fn demo_files(root: &Path) -> String {
    println!("cargo:rerun-if-changed=data/demo/metadata.csv");
    let mut files = vec![root.join("metadata.csv")];
    for folder in ["audio", "lyrics"] {
        println!("cargo:rerun-if-changed=data/demo/{folder}");
        files.extend(entries(&root.join(folder)));
    }
    files.sort();
    let mut list = String::from("static FILES: &[(&str, &[u8])] = &[\n");
    for file in &files {
        let name = name(file, root);
        list += &format!(
            "    ({name:?}, include_bytes!({:?})),\n",
            file.display().to_string()
        );
    }
    list + "];\n"
}

/// A constant for each text of the English files, so that the compiler knows them, and the files
/// of every language: English first, the others by their folders.
fn words(root: &Path) -> String {
    println!("cargo:rerun-if-changed=assets/locales");
    let mut folders = entries(root);
    folders.sort_by_key(|folder| (!folder.ends_with("en"), folder.clone()));
    let files: Vec<Vec<PathBuf>> = folders.iter().map(|folder| entries(folder)).collect();
    let read = |file| fs::read_to_string(file).expect("a file of texts that can be read");
    let english: String = files[0].iter().map(read).collect();
    let keys: BTreeSet<&str> = english.lines().filter_map(key).collect();

    let mut code = format!("static KEYS: [&str; {}] = [\n", keys.len());
    for key in &keys {
        writeln!(code, "    {key:?},").expect("a string can be written");
    }
    let n = folders.len();
    code += &format!("];\nstatic LOCALES: [(&str, &[&str]); {n}] = [\n");
    for (folder, files) in folders.iter().zip(&files) {
        let includes: Vec<String> = files
            .iter()
            .map(|file| format!("include_str!({:?})", file.display().to_string()))
            .collect();
        code += &format!(
            "    ({:?}, &[{}]),\n",
            name(folder, root),
            includes.join(", ")
        );
    }
    code += "];\nimpl Locale {\n";
    for (i, folder) in folders.iter().enumerate() {
        let name = constant(&name(folder, root));
        code += &format!("    pub const {name}: Locale = Locale({i});\n");
    }
    // Without the window most texts are nobody's.
    code += "}\n#[cfg_attr(not(feature = \"window\"), allow(dead_code))]\npub(crate) mod id {\n    use super::Text;\n";
    for (i, key) in keys.iter().enumerate() {
        code += &format!(
            "    pub(crate) const {}: Text = Text::keyed({i});\n",
            constant(key)
        );
    }
    code + "}\n"
}

/// The key of a message, on the line that begins it.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let is_key = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(is_key)).then_some(key)
}

fn constant(key: &str) -> String {
    key.replace('-', "_").to_uppercase()
}

/// What lies in a folder, by name; not what a system hides there.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the repository");
    let mut all: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| !name(path, folder).starts_with('.'))
        .collect();
    all.sort();
    all
}

/// Path below the folder, with forward slashes on every system.
fn name(file: &Path, root: &Path) -> String {
    let parts = file
        .strip_prefix(root)
        .expect("listed below the root")
        .components();
    parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join("/")
}
