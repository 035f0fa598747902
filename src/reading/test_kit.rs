//! Songs that judgements are tried on.

use std::path::Path;
use std::sync::Arc;

use crate::library::{ColumnMap, Library, load_table};

/// 60 songs in three clouds of four numbers, one label that says which, and one that says nothing.
pub(crate) fn clouds(folder: &Path) -> Arc<Library> {
    let mut text = "id,a,b,c,d,cloud,coin\n".to_string();
    let mut state = 1u64;
    let mut noise = || {
        state = crate::random::splitmix64(state);
        (state >> 40) as f64 / (1u64 << 24) as f64 - 0.5
    };
    for i in 0..60 {
        let cloud = i % 3;
        let centre = [[4.0, 0.0], [0.0, 4.0], [-4.0, -4.0]][cloud];
        let numbers: Vec<String> = (0..4)
            .map(|j| (centre[j % 2] * if j < 2 { 1.0 } else { -1.0 } + noise()).to_string())
            .collect();
        let coin = if noise() > 0.0 { "heads" } else { "tails" };
        text.push_str(&format!(
            "s{i},{},{},{coin}\n",
            numbers.join(","),
            ["x", "y", "z"][cloud]
        ));
    }
    let path = folder.join("table.csv");
    std::fs::write(&path, text).unwrap();
    Arc::new(
        load_table(
            &path,
            &["cloud".to_string(), "coin".to_string()],
            &ColumnMap::default(),
        )
        .unwrap(),
    )
}
