//! Looks at the window in another language.

mod window;

use crate::error::Error;
use crate::words::{Locale, fill, id, say, with_locale};

#[test]
fn what_is_told_has_its_values_in_either_language() {
    let told = say(id::SESSION_N_SONGS_CLUSTERS_CLUSTERS_AFTER)
        .with("n", 60)
        .with("clusters", 5)
        .with("secs", "1.5");
    let fault = Error::Fault {
        what: id::SESSION_SWEEP,
        cause: "no".to_string(),
    };
    assert_eq!(told.to_string(), "60 songs in 5 clusters after 1.5 s");
    let english = "the sweep broke off by a fault in the program: no";
    assert_eq!(fault.to_string(), english);
    let bangla = with_locale(Locale::BN, || (told.to_string(), fault.to_string()));
    assert_eq!(bangla.0, "1.5 সেকেন্ডে 60টি গান 5টি ক্লাস্টারে");
    assert_eq!(bangla.1, "প্রোগ্রামের ত্রুটিতে যাচাই মাঝপথে থেমে গেছে: no");
}

#[test]
fn one_is_not_told_as_many() {
    let gone = |n: usize| fill(id::SESSION_N_SONGS_WERE_SELECTED_NOT, &[("n", &n)]);
    let one = "1 song that was selected is not in this library any more";
    assert_eq!(gone(1), one);
    let two = "2 songs that were selected are not in this library any more";
    assert_eq!(gone(2), two);
}

/// A value is never looked up, whatever it is called.
#[test]
fn a_person_s_own_words_stay_as_they_are() {
    let label = with_locale(Locale::BN, || {
        fill(id::LEGEND_NAME, &[("name", &"no cluster")])
    });
    assert!(label.ends_with("no cluster"), "{label}");
}
