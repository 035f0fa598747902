//! What a map beside the main one shows, and choosing it.

use eframe::egui::{Align, ComboBox, DragValue, Layout, Role, Ui, WidgetInfo};

use crate::features::BlockKind;
use crate::session::{Command, MapSource, Picture, Session};

use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{S2, tokens};
use crate::ui::ground::widgets::{bold, caption, small_icon_button};
use crate::ui::words::{english, fill, tr};

/// What is told of a source in a list.
pub fn source_label(session: &Session, source: &MapSource) -> String {
    let alone = |what: &str| fill("{what} alone (PCA)", &[("what", &tr(what))]);
    match *source {
        MapSource::Picture(picture) => tr(session.picture_label(picture)).to_string(),
        MapSource::Latents(..) => tr("latent dimensions").to_string(),
        MapSource::Features(BlockKind::Audio) => alone("audio"),
        MapSource::Features(BlockKind::Lyrics) => alone("lyrics"),
        MapSource::Features(BlockKind::Numbers) => alone("numbers"),
        MapSource::Redrawn(method) => {
            let drawn = session.shown_analysis().map(|a| a.map.method);
            let text = if drawn == Some(method) {
                english("{method}, another seed")
            } else {
                english("{method} of the same latents")
            };
            fill(text, &[("method", &method.label())])
        }
        MapSource::Kept(ref id) => match session.comparing().run(id) {
            Some(run) => fill(
                "{title}, seed {n}",
                &[("title", &run.title()), ("n", &run.record.config.seed)],
            ),
            None => tr("a run that was deleted").to_string(),
        },
    }
}

/// What may be read from a source.
fn source_hint(source: &MapSource) -> &'static str {
    match source {
        MapSource::Picture(Picture::Map) => tr(
            "The run's map of its latent space. Its directions and scale mean nothing; who is near whom does.",
        ),
        MapSource::Picture(Picture::Pca) => tr(
            "The two directions in which the latent space varies most. Distances are those within this plane.",
        ),
        MapSource::Latents(..) => tr(
            "Two dimensions of the latent space as they are. Drag their numbers to look along others.",
        ),
        MapSource::Features(_) => tr(
            "Principal components of these features alone, without the model. Songs that lack them are not on it.",
        ),
        MapSource::Redrawn(_) => tr(
            "The same latent space drawn once more. What stays is in the data, what changes is in the drawing.",
        ),
        MapSource::Kept(_) => tr(
            "The map of a kept run, turned as the present one. Songs that took no part in it are not on it.",
        ),
    }
}

/// Two dimensions are of one kind, whichever they are.
fn same_kind(a: &MapSource, b: &MapSource) -> bool {
    a == b || matches!((a, b), (MapSource::Latents(..), MapSource::Latents(..)))
}

/// The main map's: what it shows is chosen in the bar.
pub fn main_header_ui(ui: &mut Ui, session: &Session, picture: Picture) {
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        ui.label(bold(tr(session.picture_label(picture))));
        ui.label(caption(tr("main map"), tokens(ui.ctx())));
    });
}

/// Of side map `i`, counted from 0.
pub fn side_header_ui(ui: &mut Ui, cx: &mut Cx, i: usize) {
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
        let name = fill("Map {n} shows", &[("n", &(i + 2))]);
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
            let close = fill("Close map {n}", &[("n", &(i + 2))]);
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
        (&mut x, "→", tr("Dimension across")),
        (&mut y, "↑", tr("Dimension upwards")),
    ] {
        let field = ui.add(
            DragValue::new(value)
                .range(1..=n)
                .speed(0.05)
                .prefix(format!("{sign} ")),
        );
        field.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, name));
        changed |= field
            .on_hover_text(tr(
                "One dimension of the latent space. Drag, or click to type its number.",
            ))
            .changed();
    }
    changed.then_some(MapSource::Latents(x - 1, y - 1))
}
