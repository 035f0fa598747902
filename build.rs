//! Lists what travels with the program: the demo songs, and the texts in every language; for Windows
//! makes what Explorer shows of it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    let write = |name: &str, text: String| {
        fs::write(out.join(name), text).expect("cargo's output folder can be written");
    };
    write("demo_files.rs", demo_files(&root.join("data/demo")));
    let (ids, texts) = words(&root.join("assets/locales"));
    write("words.rs", ids);
    write("texts.rs", texts);
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if (target("OS").as_str(), target("ENV").as_str()) == ("windows", "gnu") {
        write("latentune.rc", windows_resources(&root));
        dress_for_windows(&out, &target("ARCH"));
    }
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

/// Icon, version and manifest, as a resource script.
fn windows_resources(root: &Path) -> String {
    let path = |name: &str| {
        println!("cargo:rerun-if-changed={name}");
        root.join(name).display().to_string().replace('\\', "/")
    };
    let (icon, manifest) = (
        path("assets/icon/latentune.ico"),
        path("packaging/windows/latentune.manifest"),
    );
    let version = env::var("CARGO_PKG_VERSION").expect("set by cargo");
    let about = env::var("CARGO_PKG_DESCRIPTION").expect("set by cargo");
    let numbers = version.replace('.', ",");
    format!(
        "1 ICON \"{icon}\"\n\
         1 24 \"{manifest}\"\n\
         1 VERSIONINFO\nFILEVERSION {numbers},0\nPRODUCTVERSION {numbers},0\nFILEOS 0x40004\nFILETYPE 1\n\
         BEGIN\n  BLOCK \"StringFileInfo\"\n  BEGIN\n    BLOCK \"040904b0\"\n    BEGIN\n\
         VALUE \"FileDescription\", \"Latentune\"\n\
         VALUE \"Comments\", \"{about}\"\n\
         VALUE \"FileVersion\", \"{version}\"\n\
         VALUE \"ProductName\", \"Latentune\"\n\
         VALUE \"ProductVersion\", \"{version}\"\n\
         VALUE \"OriginalFilename\", \"latentune.exe\"\n\
         VALUE \"LegalCopyright\", \"MIT OR Apache-2.0\"\n    END\n  END\n\
         BLOCK \"VarFileInfo\"\n  BEGIN\n    VALUE \"Translation\", 0x0409, 1200\n  END\nEND\n"
    )
}

/// Links the resources into the program, and gives its first thread the stack that it has elsewhere.
/// Without `windres` it is built bare.
fn dress_for_windows(out: &Path, arch: &str) {
    println!("cargo:rustc-link-arg-bins=-Wl,--stack,8388608");
    println!("cargo:rerun-if-env-changed=WINDRES");
    let (script, object) = (out.join("latentune.rc"), out.join("resources.o"));
    let of_target = format!("{arch}-w64-mingw32-windres");
    let tools =
        env::var("WINDRES").map_or_else(|_| vec![of_target, "windres".into()], |tool| vec![tool]);
    let is_made = tools.iter().any(|tool| {
        let made = Command::new(tool)
            .arg(&script)
            .arg("-o")
            .arg(&object)
            .status();
        made.is_ok_and(|status| status.success())
    });
    if is_made {
        println!("cargo:rustc-link-arg-bins={}", object.display());
    } else {
        println!("cargo:warning=no windres: the program gets no icon, version and manifest");
    }
}

/// A constant for each text of the English files, so that the compiler knows them; and the keys and
/// files of every language: English first, the others by their folders. A constant is its key's
/// hash, not its place: a new text leaves every other as it is, and what is compiled with it.
fn words(root: &Path) -> (String, String) {
    println!("cargo:rerun-if-changed=assets/locales");
    let mut folders = entries(root);
    folders.sort_by_key(|folder| (!folder.ends_with("en"), folder.clone()));
    let files: Vec<Vec<PathBuf>> = folders.iter().map(|folder| entries(folder)).collect();
    let read = |file| fs::read_to_string(file).expect("a file of texts that can be read");
    let english: String = files[0].iter().map(read).collect();
    let keys: BTreeSet<(u64, &str)> = english
        .lines()
        .filter_map(key)
        .map(|key| (fnv1a(key), key))
        .collect();

    let mut texts = format!("static KEYS: [(u64, &str); {}] = [\n", keys.len());
    for (hash, key) in &keys {
        writeln!(texts, "    ({hash:#x}, {key:?}),").expect("a string can be written");
    }
    let n = folders.len();
    texts += &format!(
        "];\npub(super) const N_LOCALES: usize = {n};\nstatic LOCALES: [(&str, &[&str]); {n}] = [\n"
    );
    for (folder, files) in folders.iter().zip(&files) {
        let includes: Vec<String> = files
            .iter()
            .map(|file| format!("include_str!({:?})", file.display().to_string()))
            .collect();
        texts += &format!(
            "    ({:?}, &[{}]),\n",
            name(folder, root),
            includes.join(", ")
        );
    }
    texts += "];\n";

    let mut ids = String::from("impl Locale {\n");
    for (i, folder) in folders.iter().enumerate() {
        let code_of = name(folder, root);
        let name = constant(&code_of);
        ids += &format!("    /// `{code_of}`.\n    pub const {name}: Locale = Locale({i});\n");
    }
    // Without the window most texts are nobody's, and where sound needs no library one is.
    ids += "}\n#[cfg_attr(not(all(feature = \"window\", target_os = \"linux\")), allow(dead_code))]\npub(crate) mod id {\n    use super::Text;\n";
    for (hash, key) in &keys {
        ids += &format!(
            "    pub(crate) const {}: Text = Text::keyed({hash:#x});\n",
            constant(key)
        );
    }
    (ids + "}\n", texts)
}

/// Fowler, Noll and Vo's hash, 1a, of 64 bits.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
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
