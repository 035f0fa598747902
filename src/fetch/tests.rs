//! Networks of sound by name, from a server of our own. Sentence transformers, and what breaks off or
//! lies, are tried in `text::sentences`.

use super::test_kit::{self, Hub};
use super::*;
use crate::config::Keyed;

/// A hub of files by their paths, until so many requests were answered.
fn hub(files: Vec<(String, Vec<u8>)>, n_requests: usize) -> Hub {
    test_kit::hub("", n_requests, move |path| {
        let found = files.iter().find(|(name, _)| name == path);
        found.map(|(_, body)| body.clone())
    })
}

fn listing(names: &[&str]) -> Vec<u8> {
    let names: Vec<String> = names
        .iter()
        .map(|name| format!(r#"{{"rfilename": "{name}"}}"#))
        .collect();
    format!(r#"{{"id": "x", "siblings": [{}]}}"#, names.join(", ")).into_bytes()
}

fn fetched(hub: &str, name: &str, cache: &Path) -> std::result::Result<PathBuf, String> {
    fetch_from(hub, name, cache, &Reporter::silent()).map_err(|e| e.to_string())
}

const YAMNET: &str = "audiomagic/yamnet-onnx";

#[test]
fn a_network_is_found_in_the_list_of_its_files_and_comes_once() {
    let cache = tempfile::tempdir().unwrap();
    let names = [
        "README.md",
        "yamnet_quantized.onnx",
        "yamnet.onnx",
        "../../x.onnx",
    ];
    let files = vec![
        (format!("/api/models/{YAMNET}"), listing(&names)),
        (
            format!("/{YAMNET}/resolve/main/yamnet.onnx"),
            b"weights".to_vec(),
        ),
    ];
    let (address, server) = hub(files, 2);
    let folder = fetched(&address, "yamnet", cache.path()).unwrap();
    assert_eq!(server.join().unwrap().len(), 2);
    assert_eq!(folder, cache.path().join("models").join(YAMNET));
    let files = fetched_files(&folder);
    assert_eq!(files[0].0, Path::new("yamnet.onnx"));
    assert_eq!((files.len(), files[0].1), (1, 7));
    assert_eq!(files[0].2, blake3::hash(b"weights").to_hex().as_str());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    // No server answers any more, and none is asked.
    assert_eq!(fetched(&address, "yamnet", cache.path()).unwrap(), folder);
}

#[test]
fn a_network_that_changed_since_it_came_is_not_used_and_comes_anew() {
    let cache = tempfile::tempdir().unwrap();
    let place = "/Xenova/larger_clap_music_and_speech/resolve/main/onnx/audio_model.onnx";
    let files = || vec![(place.to_string(), b"weights".to_vec())];
    let (address, server) = hub(files(), 1);
    let folder = fetched(&address, "clap-music", cache.path()).unwrap();
    server.join().unwrap();
    let path = folder.join("onnx/audio_model.onnx");
    let sum = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
    assert!(holds(&path, &sum(b"weights")).is_ok());
    std::fs::write(&path, "others").unwrap();
    let error = holds(&path, &sum(b"others")).unwrap_err().to_string();
    assert!(
        error.starts_with("not the file that was fetched"),
        "{error}"
    );
    let (address, server) = hub(files(), 1);
    assert_eq!(
        fetched(&address, "clap-music", cache.path()).unwrap(),
        folder
    );
    server.join().unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"weights");
    // Beside a file that nobody fetched there are no sums.
    let own = cache.path().join("own.onnx");
    assert!(holds(&own, "0").is_ok());
}

#[test]
fn without_a_network_or_a_file_one_sentence_says_so() {
    let cache = tempfile::tempdir().unwrap();
    let offline = fetched("http://127.0.0.1:1", "yamnet", cache.path()).unwrap_err();
    assert!(
        offline.ends_with("give its path as network.file") && !offline.contains('\n'),
        "{offline}"
    );
    let files = vec![(format!("/api/models/{YAMNET}"), listing(&["README.md"]))];
    let (address, server) = hub(files, 1);
    let none = fetched(&address, "yamnet", cache.path()).unwrap_err();
    server.join().unwrap();
    assert!(none.contains("has no ONNX file on the hub"), "{none}");
    let (address, server) = hub(Vec::new(), 1);
    let gone = fetched(&address, "clap-music", cache.path()).unwrap_err();
    server.join().unwrap();
    assert!(gone.contains("is not on the hub"), "{gone}");
    assert!(!cache.path().join("models").join(YAMNET).exists());
}

#[test]
fn short_names_stand_for_those_on_the_hub() {
    for known in Known::all() {
        let about = known.about();
        assert!(is_name(about.repository), "{}", about.repository);
        assert_eq!(Known::of(known.key()), Some(known));
        assert_eq!(Known::of(about.repository), Some(known));
        assert_eq!(kind_of(known.key()), about.kind);
    }
    assert_eq!(Known::of("owner/model"), None);
    assert_eq!(kind_of("owner/model"), Kind::Sentences);
    assert_eq!(known::full_name("owner/model"), "owner/model");
    assert!(network(Path::new("songs/yamnet.onnx")).is_none());
}
