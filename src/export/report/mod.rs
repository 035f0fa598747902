//! The report of one analysis: what follows from its numbers, with tables and figures, as
//! `REPORT.md` and as one page that any browser opens without a network.

mod clips;
mod data;
mod figures;
mod markdown;
mod page;
mod sections;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::figures::{Subject, plain_names};
use super::tables::{Block, blocks};
use crate::curation::OwnTable;
use crate::error::{Result, Warning};
use crate::job::Reporter;
use crate::pipeline::{self, Analysis, Invariance};
use crate::reading::reading;
use crate::reading::say::{self, Topic};
use crate::words::{Locale, Text, fill, id, tr, with_locale};

pub(crate) use clips::CLIP_BYTES;
pub(super) use figures::{Drawing, FOLDERS, is_ours};

/// With more songs parts of clusters have no names on the page's map.
const MOST_SONGS_WITH_NAMES: usize = 20_000;

/// What a person chose for a report.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ReportOptions {
    /// What is written above it; the library's name when it is empty.
    pub(crate) title: String,
    /// Names of the clusters; plain ones when it is empty.
    pub(crate) clusters: Vec<String>,
    /// Songs of which an excerpt is put into the page.
    pub(crate) clips: Vec<usize>,
    /// What a person made of the songs: columns of the table of all songs.
    pub(crate) own: Arc<OwnTable>,
    /// How far songs move when their recordings are altered, where that was measured.
    pub(crate) invariance: Option<Arc<Invariance>>,
}

/// A report before it is written in either form.
pub(super) struct Report<'a> {
    pub(crate) subject: Subject<'a>,
    pub(crate) title: String,
    pub(crate) findings: Vec<Topic>,
    pub(crate) sections: Vec<Section>,
    pub(crate) drawings: Vec<Drawing>,
    pub(crate) blocks: Vec<Block>,
}

/// A part of the report with its tables; figures find it by `id`.
pub(super) struct Section {
    pub(crate) id: &'static str,
    pub(crate) title: Text,
    pub(crate) lead: String,
    pub(crate) tables: Vec<Sheaf>,
}

/// A table for readers: everything is text already.
pub(super) struct Sheaf {
    pub(crate) caption: String,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
    /// How many columns from the left are text; the others are numbers and stand at the right.
    pub(crate) n_text: usize,
}

impl<'a> Report<'a> {
    /// Computes what the report says and draws its figures.
    ///
    /// # Errors
    /// [`crate::error::Error::Cancelled`] only.
    pub(super) fn new(
        analysis: &'a Analysis,
        options: &ReportOptions,
        names: &'a [String],
        reporter: &Reporter,
    ) -> Result<Self> {
        let subject = Subject {
            analysis,
            clusters: names,
        };
        let blocks = blocks(analysis, reporter)?;
        let title = match options.title.as_str() {
            "" => analysis.whole.root.file_name().map_or_else(
                || tr(id::PAIRING_SONGS).to_string(),
                |n| n.to_string_lossy().into_owned(),
            ),
            title => title.to_string(),
        };
        Ok(Self {
            subject,
            title,
            findings: say::topics(analysis, &reading(analysis)),
            sections: sections::all(subject, &blocks, options.invariance.as_deref()),
            drawings: figures::all(subject, reporter)?,
            blocks,
        })
    }

    /// `REPORT.md`.
    pub(super) fn markdown(&self) -> String {
        markdown::write(self)
    }

    /// `report.html`, and what was left out of it.
    ///
    /// # Errors
    /// [`crate::error::Error::Cancelled`], or a figure that cannot be made.
    pub(super) fn page(
        &self,
        options: &ReportOptions,
        reporter: &Reporter,
    ) -> Result<(String, Vec<Warning>)> {
        let (clips, warnings) = clips::of(self.subject.analysis, &options.clips, reporter)?;
        let contents = match self.subject.analysis.library.songs.len() {
            n if n <= MOST_SONGS_WITH_NAMES => {
                Some(pipeline::contents(self.subject.analysis, reporter)?)
            }
            _ => None,
        };
        Ok((page::write(self, &clips, contents.as_ref())?, warnings))
    }
}

/// The names of clusters as a person reads them: plain ones, English in files, in the locale of the
/// thread.
pub(super) fn shown_names(names: &[String]) -> Vec<String> {
    let plain = |cluster: usize| fill(id::COMMON_CLUSTER_N, &[("n", &(cluster + 1))]);
    let shown = |(cluster, name): (usize, &String)| {
        if *name == with_locale(Locale::EN, || plain(cluster)) {
            plain(cluster)
        } else {
            name.clone()
        }
    };
    names.iter().enumerate().map(shown).collect()
}

/// The names that a person gave, or plain ones.
pub(super) fn names(analysis: &Analysis, options: &ReportOptions) -> Vec<String> {
    let given = options
        .clusters
        .iter()
        .map(|name| name.trim())
        .chain(std::iter::repeat(""));
    let pick = |(plain, given): (String, &str)| {
        if given.is_empty() {
            plain
        } else {
            given.to_string()
        }
    };
    plain_names(analysis)
        .into_iter()
        .zip(given)
        .map(pick)
        .collect()
}
