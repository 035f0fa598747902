//! From the chosen song to another in steps: what lies between them, seen, heard, and as the
//! nearest real songs.

use std::sync::Arc;

use eframe::egui::{
    Button, ComboBox, DragValue, Frame, Label, Margin, PopupCloseBehavior, Rect, RichText, Role,
    ScrollArea, Sense, TextEdit, Ui, Vec2, WidgetInfo, vec2,
};

use crate::features::BlockId;
use crate::reading::say::plain_name;
use crate::session::{
    Between, Command, Dimensions, Heard, How, Path, Portrait, Selecting, Session, Step,
    Understanding,
};

use super::plain::by_deviations;
use super::{LatentView, hear_ui, mel};
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, S1, S2, tokens};
use crate::ui::ground::widgets::{caption, empty_ui, one_line, segments};
use crate::words::{fill, id, signed, tr};

const CARD: f32 = 104.0;
const MOST_HEIGHT: f32 = 120.0;
const LEAST_HEIGHT: f32 = 44.0;
const LINE: f32 = 17.0;
/// Songs offered at once as song B.
const OFFERED: usize = 30;
/// Textures of the strip stand behind those of the other pictures.
const FIRST_PLACE: usize = 8;

pub(super) fn between_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut LatentView,
    dimensions: &Arc<Dimensions>,
    song: usize,
) {
    controls_ui(ui, cx, view, song);
    ui.add_space(S1);
    let Some(to) = view.other.filter(|&other| other != song) else {
        let advice = tr(id::LATENT_CHOOSE_SONG_B_ABOVE_AMONG);
        empty_ui(ui, tr(id::LATENT_WHICH_WAY), advice);
        return;
    };
    let LatentView {
        n_steps, spherical, ..
    } = *view;
    let between = Between {
        from: song,
        to,
        n_steps,
        spherical,
    };
    let asked = view
        .asked
        .as_ref()
        .is_some_and(|(of, b)| Arc::ptr_eq(of, dimensions) && *b == between);
    if !asked {
        view.asked = Some((dimensions.clone(), between));
        cx.push(Command::Understanding(Understanding::Between(between)));
    }
    match cx
        .session
        .understanding()
        .path()
        .filter(|path| path.between == between)
        .cloned()
    {
        Some(path) => strip_ui(ui, cx, view, &path),
        None => {
            ui.label(caption(tr(id::LATENT_DECODING), tokens(ui.ctx())));
        }
    }
}

fn controls_ui(ui: &mut Ui, cx: &mut Cx, view: &mut LatentView, song: usize) {
    let t = tokens(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S1);
        let label = ui.label(caption(tr(id::LATENT_SONG_B), t)).id;
        let title = view
            .other
            .and_then(|other| cx.session.song(other))
            .map_or(tr(id::LATENT_CHOOSE), |s| s.title.as_str());
        ui.label_inputs_by(label, |ui| {
            ComboBox::from_id_salt("song B")
                .selected_text(title)
                .width(150.0)
                .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
                .show_ui(ui, |ui| offered_ui(ui, cx.session, view, song));
        });
        let this = ui
            .button(tr(id::LATENT_CHOSEN_SONG_B))
            .on_hover_text(tr(id::LATENT_KEEPS_CHOSEN_SONG_AS_END));
        if this.clicked() {
            view.other = Some(song);
        }
        let label = ui
            .label(caption(tr(id::LATENT_STEPS), t))
            .on_hover_text(tr(id::LATENT_POINTS_WAY_BOTH_ENDS_INCLUDED));
        let steps = ui
            .add(DragValue::new(&mut view.n_steps).range(3..=12).speed(0.1))
            .labelled_by(label.id);
        steps.on_hover_text(tr(id::LATENT_DRAG_OR_CLICK_TYPE));
        let ways = [(false, tr(id::LATENT_LINE)), (true, tr(id::LATENT_ARC))];
        let chosen = ui.horizontal(|ui| segments(ui, view.spherical, &ways));
        chosen
            .response
            .on_hover_text(tr(id::LATENT_STRAIGHT_LINE_OR_ARC_AROUND));
        if let Some(spherical) = chosen.inner {
            view.spherical = spherical;
        }
    });
}

/// The nearest songs; those whose title or artist has what is typed, once something is.
fn offered_ui(ui: &mut Ui, session: &Session, view: &mut LatentView, song: usize) {
    let field = ui.add(
        TextEdit::singleline(&mut view.search)
            .hint_text(tr(id::LATENT_TITLE_OR_ARTIST))
            .desired_width(200.0),
    );
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr(id::LATENT_FIND_SONG_B)));
    if field.changed() {
        view.found = find(session, &view.search);
    }
    let near: Vec<usize> = session.neighbours().iter().map(|(song, _)| *song).collect();
    let offered = if view.search.trim().is_empty() {
        &near
    } else {
        &view.found
    };
    ScrollArea::vertical().max_height(180.0).show(ui, |ui| {
        for &other in offered.iter().filter(|&&other| other != song) {
            let Some(title) = session.song(other).map(|song| song.title.clone()) else {
                continue;
            };
            if ui
                .selectable_label(view.other == Some(other), RichText::new(title))
                .clicked()
            {
                view.other = Some(other);
                ui.close();
            }
        }
    });
}

fn find(session: &Session, text: &str) -> Vec<usize> {
    let text = text.trim().to_lowercase();
    let songs = session.library().map_or(&[][..], |library| &library.songs);
    let has = |song: &&crate::library::Song| {
        song.title.to_lowercase().contains(&text) || song.artist.to_lowercase().contains(&text)
    };
    songs
        .iter()
        .enumerate()
        .filter(|(_, song)| has(song))
        .map(|(i, _)| i)
        .take(OFFERED)
        .collect()
}

fn strip_ui(ui: &mut Ui, cx: &mut Cx, view: &mut LatentView, path: &Path) {
    let t = tokens(ui.ctx());
    let heard = matches!(path.steps[0].portrait, Portrait::LogMel(..));
    ui.horizontal(|ui| {
        if heard {
            hear_ui(ui, cx, Heard::Path, tr(id::LATENT_LISTEN_ALONG));
        }
        let select = ui
            .button(tr(id::LATENT_SELECT_NEAREST_SONGS))
            .on_hover_text(tr(id::LATENT_REAL_SONGS_NEAREST_STEPS_AS));
        if select.clicked() {
            let songs = path.steps.iter().map(|step| step.nearest.0).collect();
            cx.push(Command::Selecting(Selecting::Songs(songs, How::Replace)));
        }
        let note = tr(id::LATENT_BELOW_EACH_STEP_NEAREST_REAL);
        let note = if heard {
            note.to_string()
        } else {
            format!("{note} {}", tr(super::CANNOT_HEAR))
        };
        one_line(ui, caption(&note, t)).on_hover_text(note);
    });
    let top_db = mel::loudest(path.steps.iter().map(|step| &step.portrait));
    let n = path.steps.len() as f32;
    let width = ((ui.available_width() - S1 * (n - 1.0)) / n).max(CARD);
    let height = (ui.available_height() - 62.0).clamp(LEAST_HEIGHT, MOST_HEIGHT);
    ScrollArea::both()
        .id_salt("steps")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = S1;
                for (i, step) in path.steps.iter().enumerate() {
                    card_ui(
                        ui,
                        cx,
                        view,
                        (i, path.steps.len()),
                        step,
                        top_db,
                        vec2(width, height),
                    );
                }
            });
        });
}

fn card_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut LatentView,
    (i, n): (usize, usize),
    step: &Step,
    top_db: f32,
    size: Vec2,
) {
    let t = tokens(ui.ctx());
    theme::card(t).inner_margin(Margin::same(6)).show(ui, |ui| {
        ui.vertical(|ui| {
            ui.set_width(size.x - 14.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.spacing_mut().interact_size.y = 16.0;
            let place = match i {
                0 => "A".to_string(),
                _ if i + 1 == n => "B".to_string(),
                _ => format!("{:.0} %", 100.0 * i as f32 / (n - 1) as f32),
            };
            ui.label(caption(place, t));
            match &step.portrait {
                Portrait::LogMel(log_mel, _) => {
                    let (rect, _) =
                        ui.allocate_exact_size(vec2(ui.available_width(), size.y), Sense::hover());
                    mel::bare_ui(ui, &mut view.mels, FIRST_PLACE + i, log_mel, top_db, rect);
                    shown_ui(ui, rect, i);
                }
                Portrait::Features { .. } => changes_ui(ui, step, i, size.y),
            }
            nearest_ui(ui, cx, step);
        });
    });
}

fn shown_ui(ui: &Ui, rect: Rect, step: usize) {
    let response = ui.interact(rect, ui.scope_id().with(("step", step)), Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Image,
            true,
            fill(id::LATENT_STEP_N, &[("n", &(step + 1))]),
        )
    });
}

/// What has changed since the first step.
fn changes_ui(ui: &mut Ui, step: &Step, i: usize, height: f32) {
    let t = tokens(ui.ctx());
    let frame = Frame::new().show(ui, |ui| {
        ui.set_min_height(height);
        if i == 0 {
            ui.add(Label::new(caption(tr(id::LATENT_HERE_BEGINS_EACH_STEP_SAYS), t)).wrap());
            return;
        }
        let line = |ui: &mut Ui, text: String, up: bool| {
            let colour = if up { t.accent } else { t.second };
            one_line(ui, RichText::new(&text).size(11.5).color(colour)).on_hover_text(text);
        };
        let sound = by_deviations(&step.changes);
        // Two lines are for the words.
        let lines = ((height / LINE) as usize).saturating_sub(2).clamp(1, 4);
        for (d, kind) in sound.into_iter().take(lines) {
            line(
                ui,
                format!(
                    "{} {}",
                    signed(f64::from(d.deviations), 1),
                    plain_name(&d.column, kind)
                ),
                d.deviations > 0.0,
            );
        }
        if let Some(words) = step
            .changes
            .iter()
            .find(|block| block.block == BlockId::LyricWords.name())
        {
            let of = |found: &[crate::session::Difference]| {
                found
                    .iter()
                    .take(3)
                    .map(|d| d.column.clone())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            if !words.rising.is_empty() {
                line(ui, format!("+ {}", of(&words.rising)), true);
            }
            if !words.falling.is_empty() {
                line(ui, format!("− {}", of(&words.falling)), false);
            }
        }
    });
    shown_ui(ui, frame.response.rect, i);
}

fn nearest_ui(ui: &mut Ui, cx: &mut Cx, step: &Step) {
    let t = tokens(ui.ctx());
    let (nearest, distance) = step.nearest;
    let Some(title) = cx.session.song(nearest).map(|song| song.title.clone()) else {
        return;
    };
    let button = Button::new(RichText::new(&title).size(12.0).color(t.accent))
        .frame(false)
        .truncate();
    let hint = fill(
        id::LATENT_NEAREST_LATENT_SPACE_AT_D,
        &[("d", &format!("{distance:.2}"))],
    );
    if ui
        .add(button)
        .on_hover_text(format!("{title}\n{hint}"))
        .clicked()
    {
        cx.push(Command::Play(nearest));
    }
}
