//! The keys of all texts and the files of every language, by themselves: a text that is changed
//! makes anew what stands here, and little else. So nothing of it is inlined elsewhere.

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The code of a language and its files.
#[inline(never)]
pub(super) fn language(n: usize) -> (&'static str, &'static [&'static str]) {
    LOCALES[n]
}

/// Where the key of this hash stands among all of them.
#[inline(never)]
pub(super) fn place(hash: u64) -> usize {
    let found = KEYS.binary_search_by_key(&hash, |(hash, _)| *hash);
    // Only build.rs makes hashes, of the keys that stand here.
    found.expect("the hash of a key")
}

/// The key of this hash.
#[inline(never)]
pub(super) fn key(hash: u64) -> &'static str {
    KEYS[place(hash)].1
}

/// The hash of this key.
#[inline(never)]
pub(super) fn hash(key: &str) -> Option<u64> {
    let found = KEYS.iter().find(|(_, known)| *known == key);
    found.map(|(hash, _)| *hash)
}

/// The keys of all texts, each with its hash and in the order of these.
#[inline(never)]
pub(super) fn keys() -> &'static [(u64, &'static str)] {
    &KEYS
}
