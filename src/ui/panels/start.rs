//! Where one begins: what was looked at lately as small maps, a folder, and the demo songs.

use eframe::egui::{
    Align2, Button, Color32, Context, FontId, Id, Modal, Rect, Response, RichText, Role,
    ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, text::LayoutJob,
    text::TextWrapping, vec2,
};

use crate::session::{Command, Recent};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{self, CAPTION, S2, S3, SUBTITLE, Tokens, tokens};
use crate::ui::ground::widgets::caption;
use crate::words::{fill, id, tr};

const CARD: [f32; 2] = [176.0, 152.0];
const PICTURE: f32 = 100.0;
/// Of the page as a dialog, in points.
const WIDTH: f32 = 3.0 * CARD[0] + 2.0 * S3;

/// The page where there is room for it. True when something was chosen.
pub(crate) fn start_ui(ui: &mut Ui, cx: &mut Cx) -> bool {
    let t = tokens(ui.ctx());
    let mut chosen = false;
    ui.horizontal_wrapped(|ui| {
        let text = RichText::new(tr(id::START_OPEN_FOLDER)).color(t.on_accent);
        let open = Button::new(text).fill(t.accent).min_size(vec2(0.0, 32.0));
        if ui.add_enabled(!cx.stance.dialog_open, open).clicked() {
            cx.act(Action::ChooseFolder);
            chosen = true;
        }
        let demo = Button::new(tr(id::COMMON_DEMO_SONGS)).min_size(vec2(0.0, 32.0));
        if ui.add(demo).clicked() {
            cx.push(Command::OpenDemo);
            chosen = true;
        }
        ui.label(caption(tr(id::START_OR_DROP), t));
    });
    if cx.session.recent().is_empty() {
        return chosen;
    }
    ui.add_space(S3);
    ui.label(
        RichText::new(tr(id::START_RECENT))
            .font(theme::semibold(13.0))
            .color(t.muted),
    );
    ui.add_space(S2);
    ScrollArea::vertical()
        .id_salt("recent")
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(S3, S3);
                let session = cx.session;
                for (at, recent) in session.recent().iter().enumerate() {
                    if card_ui(ui, recent, t).clicked() {
                        cx.push(Command::Reopen(at));
                        chosen = true;
                    }
                }
            });
        });
    chosen
}

/// The page over the window; false when it is to be closed.
pub(crate) fn dialog_ui(ctx: &Context, cx: &mut Cx) -> bool {
    let t = tokens(ctx);
    let height = (ctx.content_rect().height() - 120.0).max(240.0);
    let modal = Modal::new(Id::unique("start"))
        .frame(theme::card(t).inner_margin(24.0))
        .show(ctx, |ui| {
            ui.set_width(WIDTH.min(ctx.content_rect().width() - 96.0));
            ui.set_max_height(height);
            ui.label(RichText::new(tr(id::START_TITLE)).font(theme::semibold(SUBTITLE)));
            ui.add_space(S2);
            start_ui(ui, cx)
        });
    !modal.inner && !modal.backdrop_response.clicked()
}

/// A small map with its name, how many songs, and when it was looked at.
fn card_ui(ui: &mut Ui, recent: &Recent, t: &Tokens) -> Response {
    let (rect, response) = ui.allocate_exact_size(CARD.into(), Sense::click());
    let name = recent
        .name()
        .unwrap_or_else(|| tr(id::COMMON_DEMO_SONGS).to_string());
    let name = match recent.is_session() {
        true => fill(id::START_SESSION_NAME, &[("name", &name)]),
        false => name,
    };
    if ui.is_rect_visible(rect) {
        let fill = match response.hovered() || response.has_focus() {
            true => t.hover,
            false => t.raised,
        };
        let stroke = Stroke::new(1.0, t.line);
        ui.painter()
            .rect(rect, 8.0, fill, stroke, StrokeKind::Inside);
        let picture = rect.with_max_y(rect.top() + PICTURE).shrink(6.0);
        ui.painter().rect_filled(picture, 5.0, t.ground);
        map_ui(ui, picture, recent, t);
        let write = |text: String, font: FontId, ink: Color32, y: f32| {
            let mut job = LayoutJob::simple_singleline(text, font, ink);
            job.wrap = TextWrapping::truncate_at_width(rect.width() - 20.0);
            let galley = ui.painter().layout_job(job);
            let at = pos2(rect.left() + 10.0, y);
            let place = Align2::LEFT_CENTER.anchor_size(at, galley.size());
            ui.painter().galley(place.min, galley, ink);
        };
        write(
            name.clone(),
            theme::semibold(13.0),
            t.text,
            rect.top() + PICTURE + 14.0,
        );
        let font = FontId::proportional(CAPTION);
        write(below(recent), font, t.muted, rect.top() + PICTURE + 34.0);
    }
    let label = fill(id::START_OPEN_NAME, &[("name", &name)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    match recent.place() {
        Some(place) => response.on_hover_text(place.display().to_string()),
        None => response,
    }
}

fn below(recent: &Recent) -> String {
    let songs = fill(id::COMMON_N_SONGS, &[("n", &recent.n_songs)]);
    let when = match recent.days_ago() {
        0 => tr(id::START_TODAY).to_string(),
        days => fill(id::START_DAYS_AGO, &[("n", &days)]),
    };
    format!("{songs}  ·  {when}")
}

fn map_ui(ui: &Ui, room: Rect, recent: &Recent, t: &Tokens) {
    let room = room.shrink(5.0);
    // The long side is across: all of it has to fit, without stretching.
    let height = recent
        .points()
        .map(|([_, y], _)| (y - 0.5).abs() * 2.0)
        .fold(0.05, f32::max);
    let scale = room.width().min(room.height() / height);
    for ([x, y], cluster) in recent.points() {
        let at = room.center() + vec2(x - 0.5, 0.5 - y) * scale;
        ui.painter()
            .circle_filled(at, 1.5, palette::of_class(cluster, t));
    }
}
