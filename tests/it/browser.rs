//! A real browser, for the page of the report.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The program, where there is one.
pub(crate) fn chromium() -> Option<&'static str> {
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| {
            Command::new(name)
                .arg("--version")
                .output()
                .is_ok_and(|o| o.status.success())
        })
}

/// Opens `page` and gives the document as it stands in the end, and what the browser's console
/// said.
pub(crate) fn open(browser: &str, page: &Path, more: &[&str]) -> (String, String) {
    let profile = tempfile::tempdir().unwrap();
    // Not every machine that tests has letters for Bangla.
    let fonts = profile.path().join("fonts.conf");
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts");
    let text = format!(
        "<fontconfig><include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include><dir>{}</dir></fontconfig>",
        ours.display()
    );
    fs::write(&fonts, text).unwrap();
    let output = Command::new(browser)
        .env("FONTCONFIG_FILE", &fonts)
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--enable-logging=stderr",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .args(["--virtual-time-budget=4000", "--window-size=1280,800"])
        .args(more)
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}
