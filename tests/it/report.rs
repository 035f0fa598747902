//! The report: what the command writes, and the page in a real browser.

use std::fs;
use std::path::{Path, PathBuf};

use crate::browser::{chromium, open};
use crate::fixture::write_songs;
use crate::run::latentune;

const N_SONGS: usize = 24;
/// Titles that would do harm where text is taken for markup.
const HOSTILE: [&str; 4] = [
    "</script><script>document.documentElement.dataset.owned = 1</script>",
    "<img src=x onerror=\"document.documentElement.dataset.owned = 2\">",
    "\"'><b onmouseover=alert(1)>বৃষ্টি & রোদ",
    "${1+1} {{7*7}} <!-- ]]> \\u003cscript\\u003e",
];

/// Songs of which the first have hostile titles, artists, labels and words.
fn write_hostile_songs(folder: &Path) {
    write_songs(folder, N_SONGS, 2.0);
    let manifest = fs::read_to_string(folder.join("metadata.csv")).unwrap();
    let mut lines: Vec<String> = manifest.lines().map(str::to_string).collect();
    for (i, title) in HOSTILE.iter().enumerate() {
        let cells: Vec<&str> = lines[i + 1].split(',').collect();
        let quoted = format!("\"{}\"", title.replace('"', "\"\""));
        let genre = if i == 0 {
            "\"<i>plucked</i>\""
        } else {
            cells[4]
        };
        lines[i + 1] = format!(
            "{},{quoted},{quoted},{},{genre},{},{}",
            cells[0], cells[3], cells[5], cells[6]
        );
        let words = folder.join(format!("lyrics/s{i:03}.lrc"));
        let text = fs::read_to_string(&words).unwrap() + &format!("[00:01.90]{title}\n");
        fs::write(words, text).unwrap();
    }
    fs::write(folder.join("metadata.csv"), lines.join("\n") + "\n").unwrap();
}

const SETTINGS: &str = "seed = 3\n[model]\nn_epochs = 12\nhidden = [32]\nn_latent = 4\n[clustering]\nn_clusters = 3\n\
                        [projection]\nn_iterations = 250\n";

/// Writes the songs and their report into `folder`, and gives the report's folder.
pub(crate) fn report(folder: &Path, more: &[&str]) -> PathBuf {
    write_hostile_songs(&folder.join("songs"));
    fs::write(folder.join("quick.toml"), SETTINGS).unwrap();
    let path = |name: &str| folder.join(name).display().to_string();
    let (songs, out, config) = (path("songs"), path("out"), path("quick.toml"));
    let arguments = [
        &["report", &songs, "--out", &out, "--config", &config],
        more,
    ]
    .concat();
    let output = latentune(&arguments, "2", &folder.join("home"));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && told.contains("report.html"),
        "{told}"
    );
    folder.join("out")
}

#[test]
fn the_course_bundle_has_every_part_and_its_numbers_agree() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    let out = report(folder.path(), &[]);
    for name in [
        "clustering_metrics.csv",
        "cluster_distributions.csv",
        "cluster_distributions/by_genre.svg",
        "cluster_distributions/by_language.png",
        "config.toml",
        "latent_visualization/map_by_cluster.png",
        "reconstructions.csv",
        "reconstructions/by_block.svg",
        "songs.csv",
        "songs.parquet",
        "notebooks/exploratory.ipynb",
        "training_curves/losses.png",
        "training_curves/kl_per_dimension.svg",
        "REPORT.md",
        "report.html",
    ] {
        assert!(out.join(name).exists(), "{name} is missing");
    }
    let text = fs::read_to_string(out.join("REPORT.md")).unwrap();
    for line in text.lines().filter(|l| l.starts_with("![")) {
        let link = line.rsplit('(').next().unwrap().trim_end_matches(')');
        assert!(out.join(link).exists(), "{link} is not there");
    }
    assert!(
        !text.contains("<script") && !text.contains("<img"),
        "titles are text in Markdown too"
    );
    // What the report says is what the table has.
    let mut metrics = csv::Reader::from_path(out.join("clustering_metrics.csv")).unwrap();
    let at = metrics
        .headers()
        .unwrap()
        .iter()
        .position(|h| h == "silhouette")
        .unwrap();
    let silhouette: f64 = metrics.records().next().unwrap().unwrap()[at]
        .parse()
        .unwrap();
    assert!(
        text.contains(&format!("a silhouette of {silhouette:.3}")),
        "{silhouette}"
    );
    let songs = fs::read_to_string(out.join("songs.csv")).unwrap();
    assert_eq!(
        csv::Reader::from_reader(songs.as_bytes()).records().count(),
        N_SONGS
    );
    // Shares of a label within a cluster are 1 together.
    let mut shares = csv::Reader::from_path(out.join("cluster_distributions.csv")).unwrap();
    let mut sums = std::collections::BTreeMap::<(String, String), f64>::new();
    for row in shares.records().map(|r| r.unwrap()) {
        *sums
            .entry((row[0].to_string(), row[1].to_string()))
            .or_default() += row[5].parse::<f64>().unwrap();
    }
    assert!(
        sums.len() >= 4 && sums.values().all(|s| (s - 1.0).abs() < 1e-5),
        "{sums:?}"
    );
    // `analyze` into the same folder takes the report away: it would speak of other songs.
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (songs, to, config) = (path("songs"), path("out"), path("quick.toml"));
    let again = [
        "analyze", &songs, "--out", &to, "--config", &config, "--force", "--quiet",
    ];
    assert!(
        latentune(&again, "2", &folder.path().join("home"))
            .status
            .success()
    );
    assert!(!out.join("report.html").exists() && !out.join("reconstructions").exists());
}

#[test]
fn a_convolutional_model_shows_what_it_heard_beside_what_it_gives_back() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    let conv = [
        "model.kind=conv-vae",
        "model.n_epochs=2",
        "model.patches.n_mels=16",
        "model.patches.n_frames=16",
        "model.patches.channels=[4, 8]",
    ];
    let more: Vec<&str> = conv.iter().flat_map(|setting| ["--set", setting]).collect();
    let out = report(folder.path(), &more);
    // Of songs that were held out, which are few: many of these sing the same words, and such stay
    // on one side.
    for name in ["mel_1.svg", "mel_1.png"] {
        assert!(out.join("reconstructions").join(name).exists(), "{name}");
    }
    let mut table = csv::Reader::from_path(out.join("reconstructions.csv")).unwrap();
    let blocks: Vec<String> = table
        .records()
        .map(|row| row.unwrap()[3].to_string())
        .collect();
    assert_eq!(
        (blocks.len(), blocks.iter().all(|b| b == "log-mel")),
        (N_SONGS, true)
    );
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("log-mel as heard") && page.contains("prefers-color-scheme: dark"));
}

/// The value of an attribute that the page's script has set on the document.
fn told<'a>(document: &'a str, name: &str) -> Option<&'a str> {
    document
        .split_once(&format!("data-{name}=\""))?
        .1
        .split('"')
        .next()
}

/// What a person would do: search, leave a class out, draw around songs, click one.
const HAND: &str = r##"
window.addEventListener("load", () => setTimeout(() => {
  const root = document.documentElement, canvas = document.getElementById("canvas");
  const later = (f) => new Promise((done) => setTimeout(() => done(f()), 60));
  const point = (type, x, y) => {
    const box = canvas.getBoundingClientRect();
    canvas.dispatchEvent(new PointerEvent(type, { clientX: box.left + x, clientY: box.top + y, pointerId: 1, bubbles: true }));
  };
  canvas.setPointerCapture = () => {};
  (async () => {
    const search = document.getElementById("search");
    search.value = "বৃষ্টি & রোদ";
    search.dispatchEvent(new Event("input"));
    root.dataset.found = document.getElementById("found").textContent;
    search.value = "";
    search.dispatchEvent(new Event("input"));
    document.querySelector("#legend .row").click();
    await later(() => { root.dataset.without = root.dataset.drawn; });
    document.querySelector("#legend .row").click();
    document.getElementById("lasso").click();
    const w = canvas.clientWidth, h = canvas.clientHeight;
    point("pointerdown", 1, 1);
    for (const [x, y] of [[w - 1, 1], [w - 1, h - 1], [1, h - 1], [1, 5]]) point("pointermove", x, y);
    point("pointerup", 1, 5);
    document.getElementById("lasso").click();
    await later(() => {});
    root.dataset.lassoed = root.dataset.selected;
    canvas.focus({ preventScroll: true });
    root.dataset.inner = window.innerWidth;
    canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    const song = document.querySelector("#song h3");
    root.dataset.shown = song.textContent;
    for (const b of document.querySelectorAll("#song .near button")) b.click();
    const colour = document.getElementById("colour");
    for (const o of colour.options) { colour.value = o.value; colour.dispatchEvent(new Event("change")); await later(() => {}); }
    root.dataset.again = root.dataset.drawn;
    colour.value = "class:0";
    colour.dispatchEvent(new Event("change"));
    await later(() => { root.dataset.named = root.dataset.names; });
    document.getElementById("names").click();
    await later(() => { root.dataset.unnamed = root.dataset.names; });
    const bars = document.querySelectorAll("#charts .chart:first-child button[aria-pressed]");
    bars[0].click();
    await later(() => { root.dataset.some = root.dataset.fits; });
    root.dataset.pressed = document.querySelectorAll("#charts button[aria-pressed=true]").length;
    document.querySelector("#charts .head button").click();
    await later(() => { root.dataset.whole = root.dataset.fits; });
    root.dataset.charts = document.querySelectorAll("#charts .chart").length;
    const ground = () => getComputedStyle(document.body).backgroundColor;
    const before = ground();
    document.getElementById("theme").click();
    root.dataset.turned = String(ground() !== before && root.dataset.theme !== undefined);
    document.getElementById("theme").click();
    root.dataset.back = String(ground() === before);
    root.dataset.fetched = performance.getEntriesByType("resource").filter((r) => !r.name.startsWith("data:")).length;
    root.dataset.titles = document.querySelectorAll("main script, main img:not([src^='data:']), main b[onmouseover]").length;
    root.dataset.wide = root.scrollWidth - root.clientWidth;
    root.dataset.audio = document.querySelectorAll("audio").length;
    root.dataset.done = "yes";
  })();
}, 100));
"##;

#[test]
#[ignore = "needs Chromium"]
fn the_page_draws_every_song_answers_the_hand_and_runs_nothing_foreign() {
    let _busy = crate::busy();
    let browser = chromium().expect("there is no Chromium to open the page with");
    let folder = tempfile::tempdir().unwrap();
    let out = report(
        folder.path(),
        &["--clips", "2", "--title", "A <b>report</b> & বাংলা"],
    );
    let page = out.join("report.html");
    let html = fs::read_to_string(&page).unwrap();
    assert!(
        html.contains("data:audio/wav;base64,"),
        "excerpts were asked for"
    );
    let outside = ["src=\"http", "href=\"http", "url(http", "@import", "fetch("];
    assert!(
        outside.iter().all(|what| !html.contains(what)),
        "nothing is fetched"
    );
    let (document, console) = open(browser, &page, &["--dump-dom"]);
    assert_eq!(
        told(&document, "songs"),
        Some(&*N_SONGS.to_string()),
        "{console}"
    );
    assert_eq!(told(&document, "drawn"), Some(&*N_SONGS.to_string()));
    assert_eq!(
        (told(&document, "error"), told(&document, "owned")),
        (None, None)
    );
    assert!(!console.contains("CONSOLE"), "{console}");
    assert!(document.contains("<h1>A &lt;b&gt;report&lt;/b&gt; &amp; বাংলা</h1>"));

    let nonce = html
        .split_once("nonce-")
        .unwrap()
        .1
        .split('\'')
        .next()
        .unwrap();
    // A browser without a screen draws frames as it likes.
    let frames = "window.requestAnimationFrame = (f) => setTimeout(f, 0);";
    let driven = html
        .replace(
            "</head>",
            &format!("<script nonce=\"{nonce}\">{frames}</script></head>"),
        )
        .replace(
            "</body>",
            &format!("<script nonce=\"{nonce}\">{HAND}</script></body>"),
        );
    let driven_page = out.join("driven.html");
    fs::write(&driven_page, driven).unwrap();
    for size in ["1280,800", "420,860"] {
        let (document, console) = open(
            browser,
            &driven_page,
            &["--dump-dom", &format!("--window-size={size}")],
        );
        let of = |name: &str| told(&document, name).unwrap_or("nothing").to_string();
        assert_eq!(of("done"), "yes", "{size}: {console}");
        assert_eq!(
            (told(&document, "error"), told(&document, "owned")),
            (None, None),
            "{size}"
        );
        assert!(!console.contains("CONSOLE"), "{size}: {console}");
        assert_eq!(of("found"), format!("1 of {N_SONGS} songs found"));
        assert!(
            of("without").parse::<usize>().unwrap() < N_SONGS,
            "a class was left out"
        );
        assert_eq!(
            (of("lassoed"), of("again")),
            (N_SONGS.to_string(), N_SONGS.to_string())
        );
        // Names of the clusters, until they are switched off.
        let named: usize = of("named").parse().unwrap();
        assert!((1..=12).contains(&named), "{size}: {named}");
        assert_eq!(of("unnamed"), "0");
        // A bar of a chart leaves some songs, and its cross brings all back.
        let some: usize = of("some").parse().unwrap();
        assert!(some > 0 && some < N_SONGS, "{size}: {some}");
        assert_eq!(
            (of("pressed"), of("whole")),
            ("1".into(), N_SONGS.to_string())
        );
        assert!(of("charts").parse::<usize>().unwrap() >= 3, "{size}");
        assert_eq!((of("turned"), of("back")), ("true".into(), "true".into()));
        assert!(!of("shown").is_empty() && of("shown") != "nothing");
        assert_eq!(
            (of("fetched"), of("titles")),
            ("0".to_string(), "0".to_string()),
            "{size}"
        );
        assert_eq!(
            of("wide"),
            "0",
            "the page is not wider than its window of {size}"
        );
    }
}
