//! The table as it is drawn, made anew when runs, order or filter change.

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::runs::{KeptRun, Measure, Over, Record, Row, differing, rows};
use crate::session::Session;
use crate::words::{Locale, fill, id, locale, tr};

/// By what rows are ordered, and which way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sort {
    pub(crate) by: By,
    pub(crate) descending: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum By {
    Time,
    Name,
    Measure(Measure),
}

impl Default for Sort {
    fn default() -> Self {
        Self {
            by: By::Time,
            descending: true,
        }
    }
}

/// One line on screen: a row, or one of its runs below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(crate) row: usize,
    /// Index of the run; `None` for all of the row.
    pub(crate) run: Option<usize>,
}

type Key = (u64, Sort, String, HashSet<String>, Locale, Option<String>);

/// Rows, what each has in each column, the best of each column, and the lines in order.
#[derive(Default)]
pub(super) struct Made {
    key: Option<Key>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) rows: Vec<Row>,
    /// By row, then by measure.
    pub(crate) overs: Vec<Vec<Option<Over>>>,
    /// The row that is best in each measure, of those that the filter leaves.
    pub(crate) best: Vec<Option<usize>>,
    /// Rows in order.
    pub(crate) order: Vec<usize>,
    pub(crate) lines: Vec<Line>,
    /// Id of the run on show.
    pub(crate) present: Option<String>,
    /// By row, what it does otherwise than other rows.
    pub(crate) telling: Vec<String>,
}

impl Made {
    pub(super) fn follow(
        &mut self,
        session: &Session,
        filter: &str,
        sort: &Sort,
        open: &HashSet<String>,
    ) {
        let comparing = session.comparing();
        let key = (
            comparing.revision(),
            sort.clone(),
            filter.to_lowercase(),
            open.clone(),
            locale(),
            comparing.present().map(str::to_string),
        );
        if self.key.as_ref() == Some(&key) {
            return;
        }
        *self = Self::new(comparing.kept(), key);
    }

    fn new(kept: &[KeptRun], key: Key) -> Self {
        let (_, sort, filter, open, _, present) = &key;
        let measures = Measure::of_all(kept.iter().map(|run| &run.record));
        let rows = rows(kept);
        let overs: Vec<Vec<Option<Over>>> = rows
            .iter()
            .map(|row| {
                measures
                    .iter()
                    .map(|measure| row.over(measure, kept))
                    .collect()
            })
            .collect();
        let mut order: Vec<usize> = (0..rows.len())
            .filter(|&row| matches(&rows[row], kept, filter))
            .collect();
        let best = (0..measures.len())
            .map(|m| best(&measures[m], &order, |row| overs[row][m]))
            .collect();
        let measure = |by: &By| match by {
            By::Measure(wanted) => measures.iter().position(|measure| measure == wanted),
            By::Time | By::Name => None,
        };
        let at = measure(&sort.by);
        let newest = |row: usize| {
            rows[row]
                .runs
                .iter()
                .map(|&i| kept[i].record.made_millis)
                .max()
        };
        order.sort_by(|&a, &b| {
            let turned = |order: Ordering| {
                if sort.descending {
                    order.reverse()
                } else {
                    order
                }
            };
            match (&sort.by, at) {
                (By::Name, _) => {
                    turned(title(rows[a].first(kept)).cmp(&title(rows[b].first(kept))))
                }
                (By::Measure(_), Some(at)) => match (overs[a][at], overs[b][at]) {
                    (Some(x), Some(y)) => turned(x.spread.mean.total_cmp(&y.spread.mean)),
                    // What is undefined comes last, whichever way.
                    (x, y) => y.is_some().cmp(&x.is_some()),
                },
                _ => turned(newest(a).cmp(&newest(b))),
            }
        });
        let mut lines = Vec::new();
        for &row in &order {
            lines.push(Line { row, run: None });
            if rows[row].runs.len() > 1 && open.contains(rows[row].first(kept).id()) {
                lines.extend(rows[row].runs.iter().map(|&run| Line {
                    row,
                    run: Some(run),
                }));
            }
        }
        let present = present.clone();
        let configs: Vec<_> = rows
            .iter()
            .map(|row| &row.first(kept).record.config)
            .collect();
        let telling = differing(&configs);
        Self {
            key: Some(key),
            measures,
            rows,
            overs,
            best,
            order,
            lines,
            present,
            telling,
        }
    }
}

/// The best among some of the rows.
fn best(measure: &Measure, order: &[usize], over: impl Fn(usize) -> Option<Over>) -> Option<usize> {
    let shown: Vec<Option<Over>> = order.iter().map(|&row| over(row)).collect();
    measure.best(&shown).map(|i| order[i])
}

fn matches(row: &Row, kept: &[KeptRun], filter: &str) -> bool {
    let text = |run: &KeptRun| {
        format!(
            "{} {} {} {}",
            title(run),
            run.record.title(),
            run.settings,
            run.marks.note
        )
    };
    let all: String = row
        .runs
        .iter()
        .map(|&i| text(&kept[i]).to_lowercase() + "\n")
        .collect();
    filter.split_whitespace().all(|word| all.contains(word))
}

/// The name of a run in the language of the window.
pub(super) fn title(run: &KeptRun) -> String {
    if run.marks.name.is_empty() {
        plain_title(&run.record)
    } else {
        run.marks.name.clone()
    }
}

/// What follows from the settings.
pub(super) fn plain_title(record: &Record) -> String {
    let (config, n) = (&record.config, record.n_clusters);
    let (modality, method) = (
        tr(config.fusion.modality.label()),
        tr(config.clustering.method.label()),
    );
    let noise = (record.noise_share * record.n_songs as f64).round() as usize;
    // Other methods leave no song out.
    let none = match noise {
        0 => String::new(),
        _ if !config.clustering.method.is_by_density() => String::new(),
        noise => format!(", {}", fill(id::IN_SHORT_N_IN_NONE, &[("n", &noise)])),
    };
    format!("{} · {modality} · {method}, {n}{none}", config.model.name())
}
