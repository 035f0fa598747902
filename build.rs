//! Lists the demo songs, so that they are embedded and travel with the program.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=data/demo/metadata.csv");
    println!("cargo:rerun-if-changed=data/demo/audio");
    println!("cargo:rerun-if-changed=data/demo/lyrics");
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo")).join("data/demo");
    let mut files = vec![root.join("metadata.csv")];
    for folder in ["audio", "lyrics"] {
        let entries =
            fs::read_dir(root.join(folder)).expect("the demo songs are part of the repository");
        files.extend(entries.map(|entry| entry.expect("a readable folder").path()));
    }
    files.sort();
    let mut list = String::from("static FILES: &[(&str, &[u8])] = &[\n");
    for file in &files {
        let name = name(file, &root);
        list += &format!(
            "    ({name:?}, include_bytes!({:?})),\n",
            file.display().to_string()
        );
    }
    list += "];\n";
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo")).join("demo_files.rs");
    fs::write(out, list).expect("cargo's output folder can be written");
}

/// Path below the demo folder, with forward slashes on every system.
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
