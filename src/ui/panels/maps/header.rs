//! What a map beside the main one shows, and choosing it.

use eframe::egui::{Align, ComboBox, DragValue, Layout, Role, Ui, WidgetInfo};

use crate::features::BlockKind;
use crate::session::{Command, MapSource, Picture, Session};

use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{S2, tokens};
use crate::ui::ground::widgets::{bold, caption, small_icon_button};
use crate::words::{Text, fill, id, tr};

/// What is told of a source in a list.
pub(super) fn source_label(session: &Session, source: &MapSource) -> String {
    let alone = |what: Text| fill(id::MAPS_WHAT_ALONE_PCA, &[("what", &what)]);
    match *source {
        MapSource::Picture(picture) => tr(session.picture_label(picture)).to_string(),
        MapSource::Latents(..) => tr(id::MAPS_LATENT_DIMENSIONS).to_string(),
        MapSource::Features(BlockKind::Audio) => alone(BlockKind::Audio.label()),
        MapSource::Features(BlockKind::Lyrics) => alone(BlockKind::Lyrics.label()),
        MapSource::Features(BlockKind::Numbers) => alone(BlockKind::Numbers.label()),
        MapSource::Features(BlockKind::Vectors) => alone(BlockKind::Vectors.label()),
        MapSource::Redrawn(method) => {
            let drawn = session.shown_analysis().map(|a| a.map.method);
            let text = if drawn == Some(method) {
                id::MAPS_METHOD_ANOTHER_SEED
            } else {
                id::MAPS_METHOD_SAME_LATENTS
            };
            fill(text, &[("method", &method.label())])
        }
        MapSource::Whole => tr(id::PARTS_AMONG_ALL).to_string(),
        MapSource::Kept(ref id) => match session.comparing().run(id) {
            Some(run) => fill(
                id::MAPS_TITLE_SEED_N,
                &[("title", &run.title()), ("n", &run.record.config.seed)],
            ),
            None => tr(id::MAPS_RUN_DELETED).to_string(),
        },
    }
}

/// What may be read from a source.
fn source_hint(source: &MapSource) -> &'static str {
    match source {
        MapSource::Picture(Picture::Map) => tr(id::MAPS_RUN_MAP_LATENT_SPACE_DIRECTIONS),
        MapSource::Picture(Picture::Pca) => tr(id::MAPS_TWO_DIRECTIONS_WHICH_LATENT_SPACE),
        MapSource::Latents(..) => tr(id::MAPS_TWO_DIMENSIONS_LATENT_SPACE_AS),
        MapSource::Features(_) => tr(id::MAPS_PRINCIPAL_COMPONENTS_THESE_FEATURES),
        MapSource::Redrawn(_) => tr(id::MAPS_SAME_LATENT_SPACE_DRAWN_ONCE),
        MapSource::Whole => tr(id::PARTS_AMONG_ALL_HINT),
        MapSource::Kept(_) => tr(id::MAPS_MAP_KEPT_RUN_TURNED_AS),
    }
}

/// Two dimensions are of one kind, whichever they are.
fn same_kind(a: &MapSource, b: &MapSource) -> bool {
    a == b || matches!((a, b), (MapSource::Latents(..), MapSource::Latents(..)))
}

/// The main map's: what it shows is chosen in the bar.
pub(super) fn main_header_ui(ui: &mut Ui, session: &Session, picture: Picture) {
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        ui.label(bold(tr(session.picture_label(picture))));
        ui.label(caption(tr(id::MAPS_MAIN_MAP), tokens(ui.ctx())));
    });
}

/// Of side map `i`, counted from 0.
pub(super) fn side_header_ui(ui: &mut Ui, cx: &mut Cx, i: usize) {
    let session = cx.session;
    let Some(map) = session.side_maps().get(i) else {
        return;
    };
    let now = map.source();
    let mut sources: Vec<MapSource> = session
        .side_maps()
        .iter()
        .map(|map| map.source().clone())
        .collect();
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        let name = fill(id::MAPS_MAP_N_SHOWS, &[("n", &(i + 2))]);
        let list = ComboBox::from_id_salt(("map shows", i))
            .selected_text(source_label(session, now))
            .width(150.0)
            .truncate();
        let list = list.show_ui(ui, |ui| {
            for source in session.map_sources() {
                let entry =
                    ui.selectable_label(same_kind(now, &source), source_label(session, &source));
                if entry.on_hover_text(source_hint(&source)).clicked() {
                    chosen = Some(source);
                }
            }
        });
        list.response
            .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
        list.response.on_hover_text(format!(
            "{}\n{}",
            source_label(session, now),
            source_hint(now)
        ));
        if let MapSource::Latents(across, up) = *now {
            chosen = dimensions_ui(ui, session, across, up).or(chosen.take());
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = fill(id::MAPS_CLOSE_MAP_N, &[("n", &(i + 2))]);
            if small_icon_button(ui, Icon::Close, &close, true).clicked() {
                let mut left = sources.clone();
                left.remove(i);
                cx.push(Command::SideMaps(left));
            }
        });
    });
    if let Some(source) = chosen.filter(|source| source != now) {
        sources[i] = source;
        cx.push(Command::SideMaps(sources));
    }
}

/// Counted from 1, as everywhere in the window.
fn dimensions_ui(ui: &mut Ui, session: &Session, across: usize, up: usize) -> Option<MapSource> {
    let n = session.shown_analysis().map_or(1, |a| a.latents().n_cols());
    let (mut x, mut y) = (across + 1, up + 1);
    let mut changed = false;
    ui.spacing_mut().item_spacing.x = S2 / 2.0;
    for (value, sign, name) in [
        (&mut x, "→", tr(id::MAPS_DIMENSION_ACROSS)),
        (&mut y, "↑", tr(id::MAPS_DIMENSION_UPWARDS)),
    ] {
        let field = ui.add(
            DragValue::new(value)
                .range(1..=n)
                .speed(0.05)
                .prefix(format!("{sign} ")),
        );
        field.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, name));
        changed |= field
            .on_hover_text(tr(id::MAPS_ONE_DIMENSION_LATENT_SPACE_DRAG))
            .changed();
    }
    changed.then_some(MapSource::Latents(x - 1, y - 1))
}
