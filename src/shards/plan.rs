//! What is to be extracted: songs, settings and version, in one table that workers on other machines
//! need nothing beside.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::error::{Error, Result};
use crate::features::{VERSION, deciding, differing};
use crate::library::{Cells, ENTRY, ID, Listed, Listing, Sheet, fact};
use crate::words::{id, say};

/// Raised when a part or a plan of an earlier version may not stand for one of this.
const FORMAT: u32 = 1;

/// A plan, as it was made or read.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) config: Config,
    pub(crate) listing: Listing,
    pub(crate) songs: Vec<Listed>,
    facts: BTreeMap<String, String>,
    entries: Vec<String>,
}

impl Plan {
    /// The plan of listed songs.
    ///
    /// # Errors
    /// Never, as every path of a listing is Unicode.
    pub(crate) fn new(listing: Listing, config: &Config) -> Result<Self> {
        let (library, entries) = listing.to_json()?;
        let root = listing.root().to_string_lossy().into_owned();
        let settings_hash = hash(deciding(config).iter().flat_map(|(k, v)| [*k, v.as_str()]));
        let songs = entries.iter().map(String::as_str);
        let version = version();
        let all = [&version, &settings_hash, &root, &library];
        let plan_hash = hash(all.map(String::as_str).into_iter().chain(songs));
        let facts = [
            (fact::KIND, fact::PLAN.to_string()),
            (fact::VERSION, version),
            (fact::SETTINGS, config.to_toml()),
            (fact::SETTINGS_HASH, settings_hash),
            (fact::PLAN_HASH, plan_hash),
            (fact::ROOT, root),
            (fact::LIBRARY, library),
        ];
        Ok(Self {
            config: config.clone(),
            songs: listing.songs(),
            listing,
            facts: facts.map(|(name, fact)| (name.to_string(), fact)).into(),
            entries,
        })
    }

    /// Reads a plan.
    ///
    /// # Errors
    /// When it cannot be read, is none, or is one of another version of this program.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let sheet = Sheet::read(path)?;
        let told = |name| told(&sheet.facts, name, path);
        if told(fact::KIND)? != fact::PLAN {
            return Err(Error::file(id::SHARDS_NO_PLAN, path));
        }
        check_version(&sheet.facts, path)?;
        let config = settings(&sheet.facts, path)?;
        let entries = sheet.texts(ENTRY, path)?.iter().flatten().cloned();
        let entries: Vec<String> = entries.collect();
        let root = PathBuf::from(told(fact::ROOT)?);
        let rows = entries.iter().map(String::as_str);
        let listing = Listing::of_json(&root, told(fact::LIBRARY)?, rows, path)?;
        let bytes = match sheet.column("bytes") {
            Some(Cells::Whole(bytes)) => bytes.clone(),
            Some(Cells::Text(_) | Cells::Double(_) | Cells::List(_)) | None => Vec::new(),
        };
        // The songs need not be there where the plan is read, so their sizes are as it has them.
        let mut songs = listing.songs();
        for (song, n_bytes) in songs.iter_mut().zip(bytes) {
            song.n_bytes = n_bytes.and_then(|n| u64::try_from(n).ok());
        }
        Ok(Self {
            config,
            songs,
            listing,
            facts: sheet.facts,
            entries,
        })
    }

    /// # Errors
    /// When it cannot be written.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let n_bytes = |song: &Listed| song.n_bytes.and_then(|n| i64::try_from(n).ok());
        let sheet = Sheet {
            facts: self.facts.clone(),
            columns: vec![
                (ID.into(), self.ids()),
                ("path".into(), self.paths()),
                (
                    "bytes".into(),
                    Cells::Whole(self.songs.iter().map(n_bytes).collect()),
                ),
                (ENTRY.into(), self.entry_cells()),
            ],
        };
        sheet.write(path)
    }

    /// What the table of a part, or of all songs, says of the plan that it follows.
    pub(super) fn facts(&self, kind: &str) -> BTreeMap<String, String> {
        let mut facts = self.facts.clone();
        facts.insert(fact::KIND.to_string(), kind.to_string());
        facts
    }

    pub(super) fn ids(&self) -> Cells {
        Cells::Text(
            self.songs
                .iter()
                .map(|song| Some(song.id.clone()))
                .collect(),
        )
    }

    pub(super) fn paths(&self) -> Cells {
        Cells::Text(self.songs.iter().map(|song| song.path.clone()).collect())
    }

    pub(super) fn entry_cells(&self) -> Cells {
        Cells::Text(self.entries.iter().cloned().map(Some).collect())
    }

    /// Holds what the table at `path` says of its plan against this one.
    ///
    /// # Errors
    /// Names what is another: the version, a setting by its name, or the songs.
    pub(super) fn check(&self, facts: &BTreeMap<String, String>, path: &Path) -> Result<()> {
        if told(facts, fact::KIND, path)? != fact::PART {
            return Err(Error::file(id::SHARDS_NO_PART, path));
        }
        check_version(facts, path)?;
        if let Some(found) = differing(&self.config, &settings(facts, path)?) {
            let cause = say(id::SHARDS_OTHER_SETTING)
                .with("planned", found.a)
                .with("made", found.b)
                .with("part", path.display());
            return Err(Error::config(found.path, cause));
        }
        if told(facts, fact::PLAN_HASH, path)? != told(&self.facts, fact::PLAN_HASH, path)? {
            return Err(Error::file(id::SHARDS_OTHER_SONGS, path));
        }
        Ok(())
    }
}

/// Of this program, and of what its features are.
fn version() -> String {
    format!(
        "{} format {FORMAT} features {VERSION}",
        env!("CARGO_PKG_VERSION")
    )
}

fn check_version(facts: &BTreeMap<String, String>, path: &Path) -> Result<()> {
    let made = told(facts, fact::VERSION, path)?;
    if made == version() {
        return Ok(());
    }
    let cause = say(id::SHARDS_OTHER_VERSION)
        .with("made", made)
        .with("own", version());
    Err(Error::file(cause, path))
}

fn settings(facts: &BTreeMap<String, String>, path: &Path) -> Result<Config> {
    let text = told(facts, fact::SETTINGS, path)?;
    Config::of_toml(text).ok_or_else(|| Error::file(id::SHARDS_SETTINGS_UNREADABLE, path))
}

fn told<'a>(facts: &'a BTreeMap<String, String>, name: &str, path: &Path) -> Result<&'a str> {
    let fact = facts.get(name).map(String::as_str);
    fact.ok_or_else(|| Error::file(id::SHARDS_NO_PLAN, path))
}

fn hash<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
