//! A cell: the value with its spread, and below it its chance line or why it is no finding.

use eframe::egui::{Align2, FontId, Painter, Rect, pos2};

use crate::runs::{Doubt, KeptRun, Measure, Over};

use super::made::Line;
use super::{RunsView, hints};
use crate::ui::ground::theme::{self, CAPTION, Tokens};
use crate::words::{decimal, fill, id, tr};

/// What stands in a cell.
pub(super) struct CellText {
    value: String,
    /// Below the value, and whether it is a warning.
    below: String,
    warns: bool,
    is_best: bool,
    over: Option<Over>,
}

impl CellText {
    pub(super) fn of(view: &RunsView, kept: &[KeptRun], line: Line, m: usize) -> Self {
        let made = &view.made;
        let measure = &made.measures[m];
        let over = match line.run {
            None => made.overs[line.row][m],
            Some(run) => measure.over([&kept[run].record].into_iter()),
        };
        let record = &line
            .run
            .map_or_else(|| made.rows[line.row].first(kept), |run| &kept[run])
            .record;
        let is_best = line.run.is_none() && made.best[m] == Some(line.row);
        let Some(found) = over else {
            let below = if measure.is_told(record) {
                tr(id::RUNS_TOLD_MODEL)
            } else {
                tr(id::COMMON_UNDEFINED)
            };
            let warns = measure.is_told(record);
            return Self {
                value: "–".to_string(),
                below: below.to_string(),
                warns,
                is_best,
                over,
            };
        };
        let decimals = measure.decimals();
        let mean = decimal(found.spread.mean, decimals);
        // Where every seed gives the same, nothing varies that a deviation could tell of.
        let value = match found.spread.sd.filter(|sd| *sd > 0.0) {
            None => mean,
            Some(sd) => format!("{mean} ± {}", decimal(sd, decimals.max(1))),
        };
        let chance = found
            .chance
            .map(|c| fill(id::RUNS_CHANCE_VALUE, &[("value", &decimal(c[0], 2))]));
        let (below, warns) = match found.doubt {
            Some(Doubt::Collapsed) => (tr(id::RUNS_COLLAPSED).to_string(), true),
            Some(Doubt::Trivial) => (tr(id::RUNS_TRIVIAL).to_string(), true),
            Some(Doubt::Chance) => (format!("≈ {}", chance.unwrap_or_default()), false),
            None => (chance.unwrap_or_default(), false),
        };
        Self {
            value,
            below,
            warns,
            is_best,
            over,
        }
    }

    pub(super) fn in_words(&self, run: &str, measure: &str) -> String {
        let best = if self.is_best {
            format!(", {}", tr(id::RUNS_BEST))
        } else {
            String::new()
        };
        let below = if self.below.is_empty() {
            String::new()
        } else {
            format!(", {}", self.below)
        };
        format!("{run}: {measure} {}{below}{best}", self.value)
    }

    pub(super) fn hover(&self, measure: &Measure) -> String {
        let mut text = format!("{}\n{}", hints::name(measure), hints::hint(measure));
        if let Some([chance, low, high]) = self.over.and_then(|over| over.chance) {
            let values = [chance, low, high].map(|v| decimal(v, 3));
            let values: [(&str, &dyn std::fmt::Display); 3] = [
                ("chance", &values[0]),
                ("low", &values[1]),
                ("high", &values[2]),
            ];
            text += "\n";
            text += &fill(id::RUNS_SHUFFLED_LABELS_GIVE_CHANCE_95, &values);
        }
        if let Some(spread) = self
            .over
            .map(|over| over.spread)
            .filter(|spread| spread.n > 1)
        {
            let (low, high) = (
                decimal(spread.min, measure.decimals()),
                decimal(spread.max, measure.decimals()),
            );
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("n", &spread.n), ("low", &low), ("high", &high)];
            text += "\n";
            text += &fill(id::RUNS_OVER_N_SEEDS_FROM_LOW, &values);
        }
        let doubt = match self.over.and_then(|over| over.doubt) {
            Some(Doubt::Collapsed) => tr(id::RUNS_LATENT_SPACE_HAS_COLLAPSED_THIS),
            Some(Doubt::Trivial) => tr(id::RUNS_NO_FINDING_CLASSES_WRITTEN_DIFFERENT),
            Some(Doubt::Chance) => tr(id::RUNS_NO_FINDING_SHUFFLED_LABELS_GIVE),
            None => "",
        };
        if doubt.is_empty() {
            text
        } else {
            text + "\n" + doubt
        }
    }
}

pub(super) fn paint_cell(painter: &Painter, rect: Rect, cell: &CellText, t: &Tokens) {
    let doubtful = cell.over.is_none_or(|over| over.doubt.is_some());
    let (font, colour) = match (cell.is_best, doubtful) {
        (true, _) => (theme::semibold(13.0), t.accent),
        (_, true) => (FontId::proportional(13.0), t.muted),
        _ => (FontId::proportional(13.0), t.text),
    };
    let right = rect.right() - 12.0;
    let value = painter.text(
        pos2(right, rect.top() + 11.0),
        Align2::RIGHT_CENTER,
        &cell.value,
        font,
        colour,
    );
    if cell.is_best {
        painter.circle_filled(pos2(value.left() - 8.0, value.center().y), 3.0, t.accent);
    }
    let colour = if cell.warns { t.warning } else { t.muted };
    let at = pos2(right, rect.top() + 26.0);
    painter.text(
        at,
        Align2::RIGHT_CENTER,
        &cell.below,
        FontId::proportional(CAPTION),
        colour,
    );
}
