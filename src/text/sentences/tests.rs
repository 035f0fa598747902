use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;

use serde_json::Value;

use super::*;
use crate::fetch::test_kit::{self, Hub};
use crate::fetch::{fetch_from, is_name};
use crate::job::Reporter;

const FOLDER: &str = "tests/golden/text/sentences";
/// Where the hub has the files of `tiny/mpnet`.
const RESOLVED: &str = "/tiny/mpnet/resolve/main/";
const FAMILIES: [&str; 3] = ["bert", "mpnet", "xlm-roberta"];

fn read(path: impl AsRef<Path>) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn vector(v: &Value) -> Vec<f64> {
    v.as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_f64().unwrap())
        .collect()
}

fn open(family: &str, window_tokens: usize) -> SentenceModel {
    SentenceModel::open(&Path::new(FOLDER).join(family), window_tokens).unwrap()
}

fn cosine(a: &[f32], b: &[f64]) -> f64 {
    let ab: f64 = a.iter().zip(b).map(|(a, b)| f64::from(*a) * b).sum();
    let aa: f64 = a.iter().map(|a| f64::from(*a).powi(2)).sum();
    ab / (aa * b.iter().map(|b| b * b).sum::<f64>()).sqrt()
}

#[test]
fn three_families_equal_sentence_transformers() {
    let golden = read(format!("{FOLDER}/golden.json"));
    for family in FAMILIES {
        let model = open(family, 0);
        for (text, expected) in golden["texts"]
            .as_array()
            .unwrap()
            .iter()
            .zip(golden[family].as_array().unwrap())
        {
            let (ours, expected) = (
                model.embed(text.as_str().unwrap()).unwrap(),
                vector(expected),
            );
            assert_eq!(ours.len(), expected.len());
            for (a, b) in ours.iter().zip(&expected) {
                assert!(
                    (f64::from(*a) - b).abs() < 2e-5,
                    "{family}, {text}: {a} {b}"
                );
            }
        }
    }
}

/// `tests/golden/text/sentences.py MODEL LYRICS OUT` makes what is compared with.
#[test]
#[ignore = "needs a model and its vectors, which LATENTUNE_SENTENCE_MODEL and LATENTUNE_SENTENCE_GOLDEN name"]
fn a_real_model_equals_sentence_transformers() {
    let folder = std::env::var_os("LATENTUNE_SENTENCE_MODEL")
        .expect("LATENTUNE_SENTENCE_MODEL must name a folder");
    let golden = std::env::var_os("LATENTUNE_SENTENCE_GOLDEN")
        .expect("LATENTUNE_SENTENCE_GOLDEN must name a file");
    let (model, golden) = (
        SentenceModel::open(Path::new(&folder), 0).unwrap(),
        read(Path::new(&golden)),
    );
    let texts = golden["texts"].as_array().unwrap();
    assert!(texts.len() >= 200);
    let mut least = 1.0_f64;
    for (text, expected) in texts.iter().zip(golden["vectors"].as_array().unwrap()) {
        least = least.min(cosine(
            &model.embed(text.as_str().unwrap()).unwrap(),
            &vector(expected),
        ));
    }
    println!("smallest cosine of {} lines: {least:.9}", texts.len());
    assert!(least >= 0.9999, "{least}");
}

#[test]
fn long_texts_are_the_mean_of_windows_that_end_at_line_ends() {
    let lines = [
        "the river carries the lantern",
        "rain on the tin roof",
        "the wide wide sea",
        "rain again",
    ]
    .repeat(3);
    for family in FAMILIES {
        let model = open(family, 26);
        let n_tokens: Vec<usize> = lines
            .iter()
            .map(|l| model.windows.of(l).unwrap()[0].len() - 2)
            .collect();
        // What fits with its neighbours depends on the tokens of each family's words.
        let (mut parts, mut used): (Vec<String>, usize) = (Vec::new(), usize::MAX / 2);
        for (line, n) in lines.iter().zip(n_tokens) {
            assert!(n <= 24, "{family}: {n}");
            if used + n > 24 {
                parts.push((*line).to_string());
                used = n;
            } else {
                parts.last_mut().unwrap().push_str(&format!("\n{line}"));
                used += n;
            }
        }
        assert!(parts.len() >= 2);
        let windows = model.windows.of(&lines.join("\n")).unwrap();
        assert_eq!(
            windows,
            parts
                .iter()
                .map(|p| model.windows.of(p).unwrap().remove(0))
                .collect::<Vec<_>>()
        );

        let total: usize = windows.iter().map(Vec::len).sum();
        let mut expected = vec![0.0_f64; model.n_dims()];
        for (part, window) in parts.iter().zip(&windows) {
            for (sum, v) in expected.iter_mut().zip(model.embed(part).unwrap()) {
                *sum += f64::from(v) * window.len() as f64 / total as f64;
            }
        }
        for (a, b) in model.embed(&lines.join("\n")).unwrap().iter().zip(expected) {
            assert!((f64::from(*a) - b).abs() < 1e-5, "{family}: {a} {b}");
        }
    }
}

#[test]
fn a_line_too_long_for_a_window_is_cut_and_nothing_is_lost() {
    let model = open("bert", 10);
    let text = format!("rain\n{}\nagain", ["the sea"; 15].join(" "));
    let windows = model.windows.of(&text).unwrap();
    assert!(
        windows.iter().all(|w| (3..=10).contains(&w.len())),
        "{windows:?}"
    );
    let inside: Vec<u32> = windows
        .iter()
        .flat_map(|w| w[1..w.len() - 1].to_vec())
        .collect();
    let whole = open("bert", 0).windows.of(&text).unwrap();
    assert_eq!(
        inside,
        whole
            .iter()
            .flat_map(|w| w[1..w.len() - 1].to_vec())
            .collect::<Vec<_>>()
    );
    assert_eq!(model.windows.of("").unwrap(), [[2, 3]]);
}

#[test]
fn threads_and_company_change_no_bit() {
    use rayon::prelude::*;
    let model = open("mpnet", 16);
    let texts: Vec<String> = (1..30)
        .map(|i| ["rain on the river"; 7][..1 + i % 7].join("\n"))
        .collect();
    let alone: Vec<_> = texts.iter().map(|t| model.embed(t).unwrap()).collect();
    let together: Vec<_> = texts.par_iter().map(|t| model.embed(t).unwrap()).collect();
    assert_eq!(alone, together);
}

#[test]
fn without_a_model_the_message_names_some_and_how_to_get_them() {
    for model in ["", "no/such-model", "/nowhere at all"] {
        let config = SentencesConfig {
            model: model.to_string(),
            ..SentencesConfig::default()
        };
        let error = SentenceModel::of(&config).err().unwrap().to_string();
        assert!(
            error.starts_with("setting text.sentences.model: "),
            "{error}"
        );
        assert!(
            error.contains("minilm (471 MB)") && error.contains("latentune fetch"),
            "{error}"
        );
        assert!(!error.contains('\n'));
    }
}

/// A copy of a tiny model, to be spoilt.
fn copy(family: &str, to: &Path) {
    for file in walk(&Path::new(FOLDER).join(family)) {
        let target = to.join(file.strip_prefix(Path::new(FOLDER).join(family)).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(&file, target).unwrap();
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries
        .into_iter()
        .flat_map(|path| {
            if path.is_dir() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn spoilt_models_are_told_by_cause_and_path() {
    let cause = |file: &str, spoil: &dyn Fn(Vec<u8>) -> Option<Vec<u8>>| {
        let folder = tempfile::tempdir().unwrap();
        copy("mpnet", folder.path());
        let path = folder.path().join(file);
        match spoil(std::fs::read(&path).unwrap()) {
            Some(bytes) => std::fs::write(&path, bytes).unwrap(),
            None => std::fs::remove_file(&path).unwrap(),
        }
        let error = SentenceModel::open(folder.path(), 0)
            .err()
            .unwrap()
            .to_string();
        assert!(
            error.contains(&folder.path().display().to_string()),
            "{error}"
        );
        error
    };
    let replaced = |from: &'static str, to: &'static str| {
        move |bytes: Vec<u8>| {
            Some(
                String::from_utf8(bytes)
                    .unwrap()
                    .replace(from, to)
                    .into_bytes(),
            )
        }
    };
    let without = |_| None;
    assert!(
        cause("modules.json", &without).starts_with("not a sentence model: it has no modules.json")
    );
    assert!(cause("tokenizer.json", &without).starts_with("has no tokenizer.json"));
    assert!(cause("model.safetensors", &without).starts_with("has no model.safetensors"));
    let half = |bytes: Vec<u8>| Some(bytes[..bytes.len() / 2].to_vec());
    assert!(cause("model.safetensors", &half).starts_with("damaged or incomplete model weights: "));
    assert!(cause("tokenizer.json", &half).starts_with("not a tokenizer: "));
    assert!(cause("config.json", &half).starts_with("not as it should be: "));
    let empty = |_| Some(Vec::new());
    assert!(
        cause("model.safetensors", &empty).starts_with("damaged or incomplete model weights: ")
    );
    let family = cause("config.json", &replaced("\"mpnet\"", "\"t5\""));
    assert!(
        family.contains("a model of the family `t5`; it must be bert, xlm-roberta or mpnet"),
        "{family}"
    );
    let narrow = cause(
        "config.json",
        &replaced("\"intermediate_size\": 40", "\"intermediate_size\": 41"),
    );
    assert!(
        narrow.contains("of shape [40, 24], where [41, 24] is needed"),
        "{narrow}"
    );
    let near = cause(
        "config.json",
        &replaced(
            "\"relative_attention_num_buckets\": 32",
            "\"relative_attention_num_buckets\": 1",
        ),
    );
    assert!(
        near.starts_with("not supported: 1 kinds of distance between tokens"),
        "{near}"
    );
    // The number of what stands at the end of each text, which is none of the vocabulary's.
    let end = "\"sep\": [\n      \"</s>\",\n      ";
    let beyond = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        let (before, behind) = text.split_once(&format!("{end}2")).unwrap();
        Some(format!("{before}{end}9000{behind}").into_bytes())
    };
    let beyond = cause("tokenizer.json", &beyond);
    assert!(
        beyond.starts_with("numbers tokens to 9000, but the weights have "),
        "{beyond}"
    );
    let pooling = cause(
        "1_Pooling/config.json",
        &replaced("\"cls\"", "\"lasttoken\""),
    );
    assert!(
        pooling.starts_with("not supported: pooling by `lasttoken`"),
        "{pooling}"
    );
}

#[test]
fn older_and_newer_settings_of_pooling_mean_the_same() {
    let folder = tempfile::tempdir().unwrap();
    copy("bert", folder.path());
    let old = r#"{"word_embedding_dimension": 24, "pooling_mode_cls_token": false, "pooling_mode_mean_tokens": true}"#;
    std::fs::write(folder.path().join("1_Pooling/config.json"), old).unwrap();
    let (old, new) = (
        SentenceModel::open(folder.path(), 0).unwrap(),
        open("bert", 0),
    );
    assert_eq!(old.embed("rain").unwrap(), new.embed("rain").unwrap());
    assert_ne!(old.fingerprint(), new.fingerprint());
    assert_ne!(open("bert", 12).fingerprint(), new.fingerprint());
    assert_eq!(open("bert", 0).fingerprint(), new.fingerprint());
}

/// Serves the files of a folder as the hub would, until `n_requests` were answered.
fn hub(folder: PathBuf, n_requests: usize) -> Hub {
    test_kit::hub(RESOLVED, n_requests, move |path| {
        std::fs::read(folder.join(path)).ok()
    })
}

#[test]
fn a_fetched_model_is_whole_and_is_fetched_once() {
    let cache = tempfile::tempdir().unwrap();
    let (address, server) = hub(Path::new(FOLDER).join("mpnet"), 10);
    let folder = fetch_from(&address, "tiny/mpnet", cache.path(), &Reporter::silent()).unwrap();
    let asked: HashMap<String, usize> = server.join().unwrap().into_iter().zip(0..).collect();
    assert!(
        asked.contains_key("2_Dense/model.safetensors") && asked.contains_key("model.safetensors"),
        "{asked:?}"
    );
    assert_eq!(folder, cache.path().join("models/tiny/mpnet"));
    assert_eq!(
        SentenceModel::open(&folder, 0)
            .unwrap()
            .embed("rain")
            .unwrap(),
        open("mpnet", 0).embed("rain").unwrap()
    );
    // No server answers any more, and none is asked.
    assert_eq!(
        fetch_from(&address, "tiny/mpnet", cache.path(), &Reporter::silent()).unwrap(),
        folder
    );
    assert_eq!(
        std::fs::read_dir(folder.parent().unwrap()).unwrap().count(),
        1
    );
}

#[test]
fn an_interrupted_fetch_keeps_what_was_complete_and_leaves_no_model() {
    let cache = tempfile::tempdir().unwrap();
    let (address, server) = hub(Path::new(FOLDER).join("mpnet"), 3);
    let error = fetch_from(&address, "tiny/mpnet", cache.path(), &Reporter::silent())
        .unwrap_err()
        .to_string();
    server.join().unwrap();
    assert!(
        error.contains("try again with a network") && !error.contains('\n'),
        "{error}"
    );
    assert!(!cache.path().join("models/tiny/mpnet").exists());
    let (address, server) = hub(Path::new(FOLDER).join("mpnet"), 7);
    let folder = fetch_from(&address, "tiny/mpnet", cache.path(), &Reporter::silent()).unwrap();
    assert!(!server.join().unwrap().contains(&"modules.json".to_string()));
    assert!(SentenceModel::open(&folder, 0).is_ok());
}

#[test]
fn what_cannot_be_fetched_is_said_in_one_sentence() {
    let cache = tempfile::tempdir().unwrap();
    let error = |hub: &str, name: &str| {
        fetch_from(hub, name, cache.path(), &Reporter::silent())
            .unwrap_err()
            .to_string()
    };
    let offline = error("http://127.0.0.1:1", "owner/model");
    assert!(
        offline.starts_with("fetch: cannot fetch `owner/model` from http://127.0.0.1:1 ("),
        "{offline}"
    );
    assert!(
        offline.ends_with("give its path as text.sentences.model") && !offline.contains('\n'),
        "{offline}"
    );
    assert!(error("http://127.0.0.1:1", "../escape").contains("is no name of a model"));
    let (address, server) = hub(Path::new(FOLDER).join("nothing"), 1);
    assert!(error(&address, "tiny/mpnet").contains("is not on the hub"));
    server.join().unwrap();
    for (name, ok) in [
        ("a/b-c_1.5", true),
        ("model", true),
        ("a/b/c", false),
        ("..", false),
        ("a/.b", false),
        ("", false),
    ] {
        assert_eq!(is_name(name), ok, "{name}");
    }
}

/// A server that answers one request after the other with these bytes, and gives what it was asked.
fn scripted(answers: Vec<Vec<u8>>) -> (String, std::thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let answer = |answer: Vec<u8>| {
            let (mut stream, _) = listener.accept().unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let lines = lines.map(|line| line.unwrap());
            let asked: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
            // Whoever has enough hangs up.
            let _ = stream.write_all(&answer);
            asked.join("\n").to_lowercase()
        };
        answers.into_iter().map(answer).collect()
    });
    (address, thread)
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    [
        format!("HTTP/1.1 {head}\r\nConnection: close\r\n\r\n").as_bytes(),
        body,
    ]
    .concat()
}

fn fetched(address: &str, cache: &Path) -> std::result::Result<PathBuf, String> {
    fetch_from(address, "tiny/mpnet", cache, &Reporter::silent()).map_err(|e| e.to_string())
}

#[test]
fn what_broke_off_goes_on_where_it_ended_if_it_is_the_same_file() {
    let cache = tempfile::tempdir().unwrap();
    let whole = "ETag: \"v1\"\r\nContent-Length: 10";
    let (address, server) = scripted(vec![answer(&format!("200 OK\r\n{whole}"), b"[],  ")]);
    let error = fetched(&address, cache.path()).unwrap_err();
    server.join().unwrap();
    assert!(error.contains("cannot fetch"), "{error}");
    let half = cache
        .path()
        .join("models/tiny/mpnet.partial/modules.json.unfinished");
    assert_eq!(std::fs::read(&half).unwrap(), b"[],  ");

    // The rest, then nothing: what came is whole.
    let rest =
        "206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes 5-9/10\r\nContent-Length: 5";
    let (address, server) = scripted(vec![answer(rest, b"12345"), answer("500 No", b"")]);
    assert!(fetched(&address, cache.path()).is_err());
    let asked = server.join().unwrap();
    assert!(
        asked[0].contains("range: bytes=5-") && asked[0].contains("if-range: \"v1\""),
        "{}",
        asked[0]
    );
    let whole = half.with_extension("");
    assert_eq!(std::fs::read(whole).unwrap(), b"[],  12345");
    assert!(!half.exists());

    // Another file by now: it comes from its beginning, and what was there is gone.
    let cache = tempfile::tempdir().unwrap();
    let half = cache
        .path()
        .join("models/tiny/mpnet.partial/modules.json.unfinished");
    std::fs::create_dir_all(half.parent().unwrap()).unwrap();
    std::fs::write(&half, "old half of another file").unwrap();
    std::fs::write(half.with_extension("etag"), "\"v1\"").unwrap();
    let other = answer("200 OK\r\nETag: \"v2\"\r\nContent-Length: 2", b"[]");
    let (address, server) = scripted(vec![other, answer("500 No", b"")]);
    assert!(fetched(&address, cache.path()).is_err());
    server.join().unwrap();
    assert_eq!(std::fs::read(half.with_extension("")).unwrap(), b"[]");
}

#[test]
fn bytes_that_were_not_announced_are_not_kept() {
    let sha256_of_empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    for (first, second, says) in [
        // A sum that is announced on the way to where the file lies.
        (
            answer(
                &format!("302 Found\r\nX-Linked-ETag: \"{sha256_of_empty}\"\r\nLocation: /x"),
                b"",
            ),
            Some(answer("200 OK\r\nContent-Length: 2", b"[]")),
            "not those that the hub announced",
        ),
        // More than was promised, in a body without a length of its own.
        (
            answer("200 OK\r\nTransfer-Encoding: chunked", b"2\r\n[]\r\n"),
            None,
            "cannot fetch",
        ),
    ] {
        let cache = tempfile::tempdir().unwrap();
        let (address, server) = scripted(std::iter::once(first).chain(second).collect());
        let error = fetched(&address, cache.path()).unwrap_err();
        server.join().unwrap();
        assert!(error.contains(says), "{error}");
        let partial = cache.path().join("models/tiny/mpnet.partial");
        assert!(!partial.join("modules.json").exists());
    }
    // The right sum: SHA-256 of "[]", by sha256sum of coreutils 9.1.
    let right = "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";
    let cache = tempfile::tempdir().unwrap();
    let redirect = format!("302 Found\r\nX-Linked-ETag: \"{right}\"\r\nLocation: /x");
    let body = answer("200 OK\r\nContent-Length: 2", b"[]");
    let (address, server) = scripted(vec![answer(&redirect, b""), body, answer("500 No", b"")]);
    assert!(fetched(&address, cache.path()).is_err());
    server.join().unwrap();
    let partial = cache.path().join("models/tiny/mpnet.partial");
    assert!(partial.join("modules.json").exists());
}

#[test]
fn a_file_that_changed_since_it_was_fetched_is_not_used_and_comes_anew() {
    let cache = tempfile::tempdir().unwrap();
    let (address, server) = hub(Path::new(FOLDER).join("mpnet"), 10);
    let folder = fetched(&address, cache.path()).unwrap();
    server.join().unwrap();
    let weights = folder.join("2_Dense/model.safetensors");
    let mut bytes = std::fs::read(&weights).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&weights, bytes).unwrap();
    let error = SentenceModel::open(&folder, 0).err().unwrap().to_string();
    assert!(
        error.starts_with("not the file that was fetched"),
        "{error}"
    );
    // The others are there still, and are not asked for.
    let (address, server) = hub(Path::new(FOLDER).join("mpnet"), 1);
    assert_eq!(fetched(&address, cache.path()).unwrap(), folder);
    let asked = server.join().unwrap();
    assert_eq!(asked, ["2_Dense/model.safetensors"]);
    assert!(SentenceModel::open(&folder, 0).is_ok());
}

/// Servers that take the connection and then say nothing, or stop in the middle of a file.
#[test]
fn stop_ends_a_fetch_at_once_however_silent_the_server_is() {
    for answer in [
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{\"half\":",
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
            stream
        });
        let cache = tempfile::tempdir().unwrap();
        let folder = cache.path().to_path_buf();
        let job = crate::job::Job::spawn(
            "fetch",
            || (),
            move |reporter| fetch_from(&address, "tiny/mpnet", &folder, reporter),
        )
        .unwrap();
        // It is connected, and waits.
        let stream = server.join().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert!(job.poll().is_none());
        let stopped = std::time::Instant::now();
        job.stop().cancel();
        assert!(matches!(job.wait(), crate::job::Outcome::Cancelled));
        assert!(
            stopped.elapsed().as_secs_f32() < 1.0,
            "{:?}",
            stopped.elapsed()
        );
        assert!(!cache.path().join("models/tiny/mpnet").exists());
        drop(stream);
    }
}
