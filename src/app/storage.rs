//! The file that eframe keeps the arrangement of the window and its preferences in.
//!
//! eframe writes it in place: a program that is ended meanwhile leaves half of it, and eframe then
//! begins anew, without a word. So a copy of the last whole one lies beside it, and comes back.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::file::{rename, write_whole};

const FILE: &str = "app.ron";
const COPY: &str = "app.ron.whole";
const DAMAGED: &str = "app.ron.damaged";

/// Before eframe reads its file in `folder`: copies one that is whole, and puts the copy in the
/// place of one that is not, which is moved aside.
pub(super) fn mend(folder: &Path) {
    let [file, copy] = [FILE, COPY].map(|name| folder.join(name));
    let Ok(now) = fs::read(&file) else {
        // Nothing has been kept yet, or the copy is put back.
        if let Some(whole) = fs::read(&copy).ok().filter(|bytes| is_whole(bytes)) {
            let _ = write_whole(&file, &whole);
        }
        return;
    };
    if is_whole(&now) {
        if fs::read(&copy).ok().as_ref() != Some(&now) {
            // Without a copy all is as it was.
            let _ = write_whole(&copy, &now);
        }
    } else if let Some(whole) = fs::read(&copy).ok().filter(|bytes| is_whole(bytes)) {
        let _ = rename(&file, folder.join(DAMAGED));
        let _ = write_whole(&file, &whole);
    }
}

/// Read as eframe reads it.
fn is_whole(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_ok_and(|text| ron::from_str::<HashMap<String, String>>(text).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_cut_anywhere_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        mend(folder.path());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let whole = "{\n    \"egui\": \"(a:1,b:{})\",\n    \"latentune\": \"(x:2)\",\n}";
        fs::write(at(FILE), whole).unwrap();
        mend(folder.path());
        for cut in 0..whole.len() {
            fs::write(at(FILE), &whole[..cut]).unwrap();
            mend(folder.path());
            assert_eq!(fs::read_to_string(at(FILE)).unwrap(), whole, "cut at {cut}");
        }
        assert_eq!(
            fs::read_to_string(at(DAMAGED)).unwrap(),
            whole[..whole.len() - 1]
        );
        // One that cannot be read and has no copy stays for whoever can.
        fs::remove_file(at(COPY)).unwrap();
        fs::write(at(FILE), "of another kind").unwrap();
        mend(folder.path());
        assert_eq!(fs::read_to_string(at(FILE)).unwrap(), "of another kind");
    }
}
