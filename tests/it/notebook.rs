//! The notebook of a report, run from top to bottom by Jupyter.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::report::report;

/// What stands under every table in which scikit-learn's values are beside ours.
const AGREES: &str = r#"assert len(check) > 0 and check["difference"].abs().max() < 2e-6, check"#;

#[test]
#[ignore = "needs Jupyter's nbconvert and ipykernel, pandas, pyarrow, matplotlib and scikit-learn"]
fn the_notebook_runs_and_scikit_learn_agrees() {
    let _busy = crate::busy();
    let folder = tempfile::tempdir().unwrap();
    let out = report(folder.path(), &["--language", "bn"]);
    let path = out.join("notebooks/exploratory.ipynb");
    let mut notebook: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let cells = notebook["cells"].as_array_mut().unwrap();
    assert!(cells[0]["source"].as_str().unwrap().contains("নোটবুক"));
    let is_checked = |cell: &Value| {
        cell["source"]
            .as_str()
            .is_some_and(|text| text.contains("check[\"difference\"] ="))
    };
    let mut n_checked = 0;
    for i in (0..cells.len()).rev().collect::<Vec<_>>() {
        if is_checked(&cells[i]) {
            let mut cell = cells[i].clone();
            cell["id"] = json!(format!("agrees-{i}"));
            cell["source"] = json!(AGREES);
            cells.insert(i + 1, cell);
            n_checked += 1;
        }
    }
    assert_eq!(n_checked, 2);
    fs::write(&path, notebook.to_string()).unwrap();
    let output = Command::new("jupyter")
        .args(["nbconvert", "--to", "notebook", "--execute", "--stdout"])
        .arg(&path)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let ran = String::from_utf8_lossy(&output.stdout);
    assert!(ran.contains("image/png"), "no figure was drawn");
}
