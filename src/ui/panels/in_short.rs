//! The most important numbers of the results in one line, each of which opens where it stands.

use eframe::egui::{Button, FontId, RichText, Role, Ui, WidgetInfo};

use crate::pipeline::{Analysis, Baseline};
use crate::reading::say;
use crate::reading::say::block_name;
use crate::scores::{External, Internal};
use crate::session::Session;

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{CAPTION, S2, tokens};
use crate::ui::tab::Tab;
use crate::ui::words::glossary::scores;
use crate::words::{decimal, fill, id, tr};

/// A number with its name, the panel where it stands, and what is to be known of it.
struct Item {
    text: String,
    tab: Tab,
    hint: Option<String>,
    /// It must not be read by itself.
    doubtful: bool,
}

/// From the right end of a bar, as many of the numbers as `room` holds, the first ones first; the
/// width they took.
pub(crate) fn in_short_ui(ui: &mut Ui, cx: &mut Cx, room: f32) -> f32 {
    let t = tokens(ui.ctx());
    let before = ui.available_width();
    ui.spacing_mut().item_spacing.x = 0.0;
    let mut left = room;
    let mut shown = Vec::new();
    for item in items(cx.session) {
        let font = FontId::proportional(CAPTION);
        let galley = ui.painter().layout_no_wrap(item.text.clone(), font, t.text);
        left -= galley.size().x + 2.0 * S2;
        if left < 0.0 {
            break;
        }
        shown.push(item);
    }
    // The bar is filled from the right.
    for item in shown.into_iter().rev() {
        let ink = if item.doubtful { t.warning } else { t.muted };
        let text = RichText::new(&item.text).size(CAPTION).color(ink);
        ui.spacing_mut().button_padding.x = S2;
        let mut button = ui.add(Button::new(text).frame_when_inactive(false));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &item.text));
        if let Some(hint) = &item.hint {
            button = button.on_hover_text(hint);
        }
        if button.clicked() {
            cx.act(Action::Show(item.tab));
        }
    }
    before - ui.available_width()
}

fn items(session: &Session) -> Vec<Item> {
    // What is read now has no numbers yet, and those of what was open before are not its own.
    let Some(analysis) = session.shown_analysis().filter(|_| !session.is_opening()) else {
        return Vec::new();
    };
    let mut items = vec![clusters(analysis)];
    items.extend(best_label(analysis));
    items.extend(silhouette(analysis));
    items.extend(trust(analysis));
    items
}

fn clusters(analysis: &Analysis) -> Item {
    let n = analysis.clusters.n_clusters;
    let n_noise = analysis.clusters.n_noise();
    let mut text = fill(id::IN_SHORT_N_CLUSTERS, &[("n", &n)]);
    if n_noise > 0 {
        text += ", ";
        text += &fill(id::IN_SHORT_N_IN_NONE, &[("n", &n_noise)]);
    }
    Item {
        text,
        tab: Tab::Clusters,
        hint: None,
        doubtful: false,
    }
}

fn silhouette(analysis: &Analysis) -> Option<Item> {
    let score = Internal::Silhouette;
    let value = analysis.scores[score]?;
    let structure = Some(crate::reading::Structure::of(value));
    let doubt = say::doubt(analysis.is_collapsed(), structure);
    let name = scores::internal(score).0;
    let number = decimal(value, score.facts().decimals);
    Some(Item {
        text: format!("{name} {number}"),
        tab: Tab::Scores,
        hint: doubt.map(str::to_string),
        doubtful: doubt.is_some(),
    })
}

/// The label that the clusters follow most, beside what PCA makes of it.
fn best_label(analysis: &Analysis) -> Option<Item> {
    let score = External::Ari;
    let labels = analysis.scores.external.iter().enumerate();
    let (index, best) = labels.max_by(|a, b| a.1[score].value.total_cmp(&b.1[score].value))?;
    let number = |value: f64| decimal(value, 2);
    let values: [(&str, &dyn std::fmt::Display); 3] = [
        ("column", &best.column),
        ("score", &scores::external(score).0),
        ("value", &number(best[score].value)),
    ];
    let of_pca = analysis.baselines.iter().find(|b| b.name == Baseline::PCA);
    let of_pca = of_pca.and_then(|pca| Some(pca.scores.external.get(index)?[score].value));
    let mut text = fill(id::IN_SHORT_LABEL, &values);
    if let Some(value) = of_pca {
        text += ", ";
        text += &fill(id::IN_SHORT_OF_PCA, &[("value", &number(value))]);
    }
    let beside: Vec<String> = analysis
        .baselines
        .iter()
        .filter_map(|baseline| {
            let value = baseline.scores.external.get(index)?[score].value;
            Some(format!("{} {}", block_name(baseline.name), number(value)))
        })
        .chain([format!(
            "{} {}",
            tr(id::COMMON_CHANCE),
            number(best[score].chance)
        )])
        .collect();
    Some(Item {
        text,
        tab: Tab::Scores,
        hint: Some(beside.join("  ·  ")),
        doubtful: !best.cautions.is_empty(),
    })
}

fn trust(analysis: &Analysis) -> Option<Item> {
    let trust = analysis.trust.as_ref()?;
    let number = decimal(trust.trustworthiness, 2);
    Some(Item {
        text: format!("{} {number}", tr(id::COMMON_TRUSTWORTHINESS)),
        tab: Tab::Trust,
        hint: None,
        doubtful: false,
    })
}
