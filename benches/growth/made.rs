//! Songs that are made up.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

use latentune::random::splitmix64;

pub(crate) const SONGS: &str = "songs.csv";
pub(crate) const VECTORS: &str = "vectors.npy";

const N_DIMS: usize = 128;
const GENRES: [&str; 6] = [
    "folk",
    "rock",
    "modern",
    "devotional",
    "hip hop",
    "classical",
];
const COMMON: [&str; 2] = [
    "river moon night rain city walk sorrow water school bell morning field bird song wind light \
     home road fire heart stone bridge winter summer letter window garden silver dancing forever",
    "নদী চাঁদ রাত বৃষ্টি শহর দুঃখ জল স্কুল ভোর মাঠ পাখি গান বাতাস আলো ঘর পথ আগুন মন পাথর সেতু শীত \
     গ্রীষ্ম চিঠি জানালা বাগান রুপা নাচ কেউ চিরদিন আগামী",
];
const LETTERS: [&str; 2] = ["abcdefghijklmnoprstuvwy", "কখগঘচছজঝটডণতথদধনপফবভমযরলশষসহ"];

/// A table of `n` songs with words, and a file of vectors.
pub(crate) fn songs(folder: &Path, n: usize) -> Result<()> {
    let mut out = BufWriter::new(File::create(folder.join(SONGS))?);
    writeln!(out, "id,title,artist,genre,language,lyrics")?;
    for i in 0..n {
        let mut dice = Dice(i as u64);
        let (language, genre) = (dice.below(2), dice.below(GENRES.len()));
        let artist = dice.below(n.div_ceil(12));
        let name = ["english", "bangla"][language];
        write!(
            out,
            "s{i:07},Song {i},artist {artist},{},{name},\"",
            GENRES[genre]
        )?;
        for _ in 0..12 + dice.below(28) {
            let words: Vec<String> = (0..5).map(|_| word(language, genre, &mut dice)).collect();
            writeln!(out, "{}", words.join(" "))?;
        }
        writeln!(out, "\"")?;
    }
    out.flush()?;
    vectors(&folder.join(VECTORS), n)
}

/// One of the genre's, of the language's, or a rare one.
fn word(language: usize, genre: usize, dice: &mut Dice) -> String {
    let common: Vec<&str> = COMMON[language].split_whitespace().collect();
    match dice.below(100) {
        0..35 => common[(genre + GENRES.len() * dice.below(5)) % common.len()].to_string(),
        35..74 => common[dice.below(common.len())].to_string(),
        _ => {
            let letters: Vec<char> = LETTERS[language].chars().collect();
            let mut own = Dice(1 << 40 | dice.below(20_000) as u64);
            (0..4 + own.below(6))
                .map(|_| letters[own.below(letters.len())])
                .collect()
        }
    }
}

/// Rows in overlapping clouds of genres and eight directions that all share.
fn vectors(path: &Path, n: usize) -> Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut header =
        format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({n}, {N_DIMS}), }}");
    while (header.len() + 11) % 64 != 0 {
        header.push(' ');
    }
    header.push('\n');
    out.write_all(b"\x93NUMPY\x01\x00")?;
    out.write_all(&(header.len() as u16).to_le_bytes())?;
    out.write_all(header.as_bytes())?;
    let mut fixed = Dice(1 << 41);
    let mut table = |rows: usize| -> Vec<Vec<f64>> {
        (0..rows)
            .map(|_| (0..N_DIMS).map(|_| fixed.normal()).collect())
            .collect()
    };
    let (centres, shared) = (table(GENRES.len()), table(8));
    for i in 0..n {
        let mut dice = Dice(i as u64);
        let _language = dice.below(2);
        let centre = &centres[dice.below(GENRES.len())];
        let along: Vec<f64> = shared.iter().map(|_| dice.normal()).collect();
        for c in 0..N_DIMS {
            let shared: f64 = shared.iter().zip(&along).map(|(d, a)| 0.3 * d[c] * a).sum();
            let value = 0.5 * centre[c] + shared + 0.5 * dice.normal();
            out.write_all(&(value as f32).to_le_bytes())?;
        }
    }
    out.flush()
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = splitmix64(self.0);
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// Near enough to a normal one.
    fn normal(&mut self) -> f64 {
        (0..6)
            .map(|_| self.next() as f64 / u64::MAX as f64 - 0.5)
            .sum::<f64>()
            * 1.4
    }
}
