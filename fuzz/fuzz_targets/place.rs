//! A folder in memory in which each fuzzer puts its file.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use latentune::fuzzing::Reader;

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let root = if memory.is_dir() {
        memory.to_path_buf()
    } else {
        std::env::temp_dir()
    };
    // Two deep: a table is read with what lies in the folder above its own.
    let folder = root.join(format!("latentune-fuzz-{}/in/it", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder in memory can be made");
    folder
});

pub fn read(reader: Reader, bytes: &[u8]) {
    reader.reads(bytes, &FOLDER);
}
