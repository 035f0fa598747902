//! A lesson as a teacher tries it, without a window.

use std::fs;

use crate::fixture::write_songs;
use crate::run::latentune;

const SETTINGS: &str = "[settings]\nmodel.kind = \"pca\"\nmodel.n_latent = 2\nclustering.n_clusters = 3\n\
                        projection.method = \"pca\"\nscores.n_stability = 0\n";

fn lesson(promise: &str, settings: &str) -> String {
    format!(
        "[lesson]\ntitle = \"Counting\"\ntext = \"Look.\"\nquestion = \"How many?\"\npromises = [\"{promise}\"]\n\
         answer = \"There are {{songs}}.\"\n{settings}"
    )
}

#[test]
fn a_lesson_is_kept_or_not_or_is_none_and_says_so_by_its_code() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    write_songs(&folder.path().join("songs"), 12, 2.0);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let run = |promise: &str, settings: &str| {
        fs::write(path("a.lesson.toml"), lesson(promise, settings)).unwrap();
        let arguments = ["lesson", &path("a.lesson.toml"), &path("songs"), "--quiet"];
        let output = latentune(&arguments, "2", &folder.path().join("home"));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let (code, told, notes) = run("songs = 12", SETTINGS);
    assert_eq!(code, Some(0), "{told}{notes}");
    assert!(
        told.contains("How many?") && told.contains("There are 12."),
        "{told}"
    );
    assert!(told.contains("Songs = 12  ·  kept  ·  found 12"), "{told}");
    let (code, told, _) = run("songs > 12", SETTINGS);
    assert_eq!(code, Some(1));
    assert!(told.contains("not kept  ·  found 12"), "{told}");
    let (code, told, _) = run("ari.nothing > 0.5", SETTINGS);
    assert_eq!(code, Some(1));
    assert!(told.contains("cannot be told"), "{told}");
    let (code, _, notes) = run("songs = 12", "[settings]\nmodel.betta = 4\n");
    assert_eq!(code, Some(2));
    assert!(
        notes.contains("line 8") && notes.contains("model.betta"),
        "{notes}"
    );
    assert!(notes.contains("a.lesson.toml"), "{notes}");
}
