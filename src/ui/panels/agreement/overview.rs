//! The mean overlap of neighbours beside chance, how it is spread over songs, and the songs at its
//! ends.

use std::sync::Arc;

use eframe::egui::{
    Align, Align2, FontId, Label, Layout, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::pipeline::{Analysis, Probes};
use crate::reading::{Standing, languages_confound, say};
use crate::scores::CrossModal;
use crate::session::{ColourBy, Command};

use super::title_ui;
use crate::ui::cx::Cx;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{CAPTION, S2, S4, Tokens, tokens};
use crate::ui::ground::widgets::{beside_bar, bold, caption, column_ui, figure, remark_ui};
use crate::words::{fill, id, tr};

const LISTED: usize = 12;
const HISTOGRAM: f32 = 96.0;

/// How songs are spread over the score, made once an analysis.
#[derive(Default)]
pub(super) struct OverviewCache {
    of: Option<Arc<Probes>>,
    /// Songs with 0, 1, … k neighbours in common, and as many by chance.
    counts: Vec<usize>,
    by_chance: Vec<f64>,
    most: Vec<(usize, usize)>,
    least: Vec<(usize, usize)>,
}

impl OverviewCache {
    fn follow(&mut self, probes: &Arc<Probes>, agreement: &CrossModal) {
        if self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, probes)) {
            return;
        }
        let common = |share: f32| (share * agreement.k as f32).round() as usize;
        let known = agreement
            .of_song
            .iter()
            .enumerate()
            .filter(|(_, share)| share.is_finite());
        let mut songs: Vec<(usize, usize)> =
            known.map(|(song, &share)| (song, common(share))).collect();
        let mut counts = vec![0; agreement.k + 1];
        songs.iter().for_each(|&(_, common)| counts[common] += 1);
        let by_chance = agreement
            .by_chance()
            .iter()
            .map(|share| share * agreement.n_songs as f64)
            .collect();
        songs.sort_by_key(|&(song, common)| (std::cmp::Reverse(common), song));
        let most = songs.iter().take(LISTED).copied().collect();
        songs.sort_by_key(|&(song, common)| (common, song));
        let least = songs.iter().take(LISTED).copied().collect();
        *self = Self {
            of: Some(probes.clone()),
            counts,
            by_chance,
            most,
            least,
        };
    }
}

pub(super) fn overview_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    cache: &mut OverviewCache,
    analysis: &Analysis,
    agreement: &CrossModal,
) {
    cache.follow(&analysis.probes, agreement);
    let scroll = ScrollArea::vertical()
        .id_salt("agreement")
        .auto_shrink(false);
    scroll.content_margin(beside_bar(8)).show(ui, |ui| {
        let width = ui.available_width();
        let lists = ((width - 2.0 * S4) * 0.25).clamp(132.0, 280.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = S4;
            column_ui(ui, width - 2.0 * lists - 2.0 * S4, |ui| {
                score_ui(ui, cx, analysis, agreement);
                ui.add_space(S2);
                histogram_ui(ui, cache, agreement);
            });
            column_ui(ui, lists, |ui| {
                list_ui(
                    ui,
                    cx,
                    tr(id::AGREEMENT_AGREE_MOST),
                    &cache.most,
                    agreement.k,
                )
            });
            column_ui(ui, lists, |ui| {
                list_ui(
                    ui,
                    cx,
                    tr(id::AGREEMENT_AGREE_LEAST),
                    &cache.least,
                    agreement.k,
                )
            });
        });
    });
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

fn score_ui(ui: &mut Ui, cx: &mut Cx, analysis: &Analysis, agreement: &CrossModal) {
    let t = tokens(ui.ctx());
    let [low, high] = agreement.band;
    let row = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = S4;
        figure(
            ui,
            &percent(agreement.mean),
            tr(id::AGREEMENT_NEIGHBOURS_COMMON),
            None,
        );
        figure(
            ui,
            &percent(agreement.chance),
            tr(id::AGREEMENT_CHANCE),
            Some(t.muted),
        );
        let band = format!("{:.1}–{:.1} %", 100.0 * low, 100.0 * high);
        figure(
            ui,
            &band,
            tr(id::AGREEMENT_95_PERCENT_SHUFFLES),
            Some(t.muted),
        );
    });
    row.response.on_hover_text(fill(
        id::AGREEMENT_SHARE_SONG_K_NEAREST_SOUND,
        &[("k", &agreement.k), ("n", &agreement.n_songs)],
    ));
    track_ui(ui, agreement, t);
    let (text, colour) = verdict(agreement, t);
    remark_ui(ui, &text, colour);
    if languages_confound(&analysis.library) {
        ui.add(Label::new(caption(say::languages_confound(), t)).wrap());
    }
    let on = cx.session.colouring().by == ColourBy::Agreement;
    let name = if on {
        tr(id::AGREEMENT_COLOUR_MAP_CLUSTERS_AGAIN)
    } else {
        tr(id::AGREEMENT_COLOUR_MAP_AGREEMENT)
    };
    if ui.button(name).clicked() {
        cx.push(Command::ColourBy(if on {
            ColourBy::Cluster
        } else {
            ColourBy::Agreement
        }));
    }
}

/// What follows from the value and the shuffles, and nothing else.
fn verdict(agreement: &CrossModal, t: &Tokens) -> (String, eframe::egui::Color32) {
    match Standing::of(agreement.mean, agreement.band) {
        Standing::Beyond => {
            let times = format!("{:.1}", agreement.mean / agreement.chance);
            let text = fill(
                id::AGREEMENT_SONGS_SOUND_ALIKE_HAVE_WORDS_2,
                &[("times", &times)],
            );
            (text, t.accent)
        }
        Standing::Below => {
            let text = tr(id::AGREEMENT_SONGS_SOUND_ALIKE_HAVE_WORDS);
            (text.to_string(), t.warning)
        }
        Standing::Within => {
            let text = tr(id::AGREEMENT_NO_AGREEMENT_BE_SEEN_NEIGHBOURS);
            (text.to_string(), t.warning)
        }
    }
}

/// The value as a dot, what shuffles give as a band, chance as a tick.
fn track_ui(ui: &mut Ui, agreement: &CrossModal, t: &Tokens) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let track = Rect::from_center_size(rect.center(), vec2(rect.width() - 12.0, 6.0));
    let most = (1.25 * agreement.mean.max(agreement.band[1])).clamp(0.01, 1.0);
    let x = |share: f64| track.left() + track.width() * (share / most).min(1.0) as f32;
    let painter = ui.painter();
    painter.rect_filled(track, 3.0, t.sunken);
    let band = Rect::from_x_y_ranges(
        x(agreement.band[0])..=x(agreement.band[1]),
        track.y_range().expand(2.0),
    );
    painter.rect_filled(band, 3.0, t.faint.gamma_multiply(0.6));
    painter.vline(
        x(agreement.chance),
        track.y_range().expand(5.0),
        Stroke::new(1.5, t.text),
    );
    painter.circle_filled(pos2(x(agreement.mean), track.center().y), 5.0, t.accent);
    response
        .widget_info(|| WidgetInfo::labeled(Role::Image, true, tr(id::AGREEMENT_BESIDE_CHANCE)));
    response.on_hover_text(tr(id::AGREEMENT_DOT_THESE_SONGS_TICK_CHANCE));
}

/// Bars: songs by neighbours in common; line: what chance would give.
fn histogram_ui(ui: &mut Ui, cache: &OverviewCache, agreement: &CrossModal) {
    let t = tokens(ui.ctx());
    ui.label(bold(tr(id::AGREEMENT_SONGS_NEIGHBOURS_COMMON)));
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HISTOGRAM), Sense::hover());
    let plot = Rect::from_min_max(rect.min + vec2(0.0, 12.0), rect.max - vec2(0.0, 16.0));
    let chance_most = cache.by_chance.iter().copied().fold(0.0, f64::max);
    let most = (cache.counts.iter().copied().max().unwrap_or(0) as f64)
        .max(chance_most)
        .max(1.0);
    let step = plot.width() / cache.counts.len() as f32;
    let painter = ui.painter();
    let font = FontId::proportional(CAPTION);
    for (common, &count) in cache.counts.iter().enumerate() {
        let left = plot.left() + common as f32 * step;
        let height = plot.height() * (count as f64 / most) as f32;
        let bar = Rect::from_min_max(
            pos2(left + 1.0, plot.bottom() - height),
            pos2(left + (step - 1.0).max(2.0), plot.bottom()),
        );
        painter.rect_filled(
            bar,
            2.0,
            palette::sequential(common as f32 / agreement.k as f32),
        );
        let middle = left + step / 2.0;
        painter.text(
            pos2(middle, plot.bottom() + 2.0),
            Align2::CENTER_TOP,
            common.to_string(),
            font.clone(),
            t.muted,
        );
        if count > 0 && step > 18.0 {
            painter.text(
                pos2(middle, bar.top()),
                Align2::CENTER_BOTTOM,
                count.to_string(),
                font.clone(),
                t.muted,
            );
        }
    }
    let point = |(common, songs): (usize, &f64)| {
        let x = plot.left() + (common as f32 + 0.5) * step;
        pos2(x, plot.bottom() - plot.height() * (songs / most) as f32)
    };
    painter.line(
        cache.by_chance.iter().enumerate().map(point).collect(),
        Stroke::new(1.5, t.second),
    );
    painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, t.line));
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, tr(id::AGREEMENT_SONGS_NEIGHBOURS_COMMON))
    });
    if let Some(at) = response.hover_pos() {
        let common = (((at.x - plot.left()) / step) as usize).min(cache.counts.len() - 1);
        response.on_hover_text_at_pointer(fill(
            id::AGREEMENT_COUNT_SONGS_HAVE_COMMON_K,
            &[
                ("count", &cache.counts[common]),
                ("common", &common),
                ("k", &agreement.k),
                ("expected", &format!("{:.1}", cache.by_chance[common])),
            ],
        ));
    }
}

fn list_ui(ui: &mut Ui, cx: &mut Cx, title: &str, songs: &[(usize, usize)], k: usize) {
    let t = tokens(ui.ctx());
    ui.label(bold(title));
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.spacing_mut().interact_size.y = 18.0;
    for &(song, common) in songs {
        let row = vec2(ui.available_width(), 18.0);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            ui.label(caption(
                fill(id::AGREEMENT_N_K, &[("n", &common), ("k", &k)]),
                t,
            ));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                title_ui(ui, cx, song)
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::ground::theme::DARK;

    #[test]
    fn the_verdict_follows_from_the_shuffles() {
        let of = |mean: f64| {
            let (k, n_songs, of_song) = (10, 101, Vec::new());
            let agreement = CrossModal {
                k,
                n_songs,
                n_sampled: None,
                of_song,
                mean,
                chance: 0.1,
                band: [0.08, 0.12],
            };
            verdict(&agreement, &DARK).0
        };
        assert!(of(0.25).contains("2.5 times"), "{}", of(0.25));
        assert!(of(0.11).starts_with("No agreement") && of(0.09).starts_with("No agreement"));
        assert!(of(0.05).contains("less alike"));
    }
}
