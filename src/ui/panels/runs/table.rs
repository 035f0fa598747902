//! The table: names stay at the left and headings at the top, whatever is scrolled.

use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align, Color32, FontId, Galley, Id, Painter, Rect, Response, Role, ScrollArea, Sense, Shape,
    Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::runs::KeptRun;
use crate::scores::Better;
use crate::session::{Command, Comparing};

use super::cell::{CellText, paint_cell};
use super::made::{By, Line, Sort, title};
use super::{RunsView, hints, menu};
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, CAPTION, Tokens, tokens};
use crate::words::{fill, id, tr};

const HEAD: f32 = 36.0;
const LINE: f32 = 36.0;
const CELL: f32 = 118.0;
/// Of the names, at least and at most.
const NAMES: [f32; 2] = [232.0, 360.0];

/// Where things are on screen in this frame.
struct Frame {
    /// Of the contents, where the first line and the first column would begin.
    origin: eframe::egui::Pos2,
    /// What can be seen of the contents.
    seen: Rect,
    names: f32,
}

impl Frame {
    fn line(&self, line: usize) -> (f32, f32) {
        let top = self.origin.y + HEAD + line as f32 * LINE;
        (top, top + LINE)
    }

    fn column(&self, column: usize) -> (f32, f32) {
        let left = self.origin.x + self.names + column as f32 * CELL;
        (left, left + CELL)
    }

    /// Below the headings.
    fn body(&self) -> Rect {
        self.seen.with_min_y(self.seen.top() + HEAD)
    }

    /// Right of the names.
    fn right(&self) -> Rect {
        self.seen.with_min_x(self.seen.left() + self.names)
    }
}

pub(super) fn table_ui(ui: &mut Ui, cx: &mut Cx, view: &mut RunsView) {
    let t = tokens(ui.ctx());
    let columns: Vec<usize> = (0..view.made.measures.len())
        .filter(|&m| hints::is_chosen(view, m))
        .collect();
    let names = (ui.available_width() * 0.42).clamp(NAMES[0], NAMES[1]);
    let size = vec2(
        names + CELL * columns.len() as f32 + 12.0,
        HEAD + LINE * view.made.lines.len() as f32 + 12.0,
    );
    ScrollArea::both()
        .auto_shrink(false)
        .show_viewport(ui, |ui, viewport| {
            ui.set_width(size.x);
            ui.set_height(size.y);
            let origin = ui.min_rect().min;
            let frame = Frame {
                origin,
                seen: viewport.translate(origin.to_vec2()),
                names,
            };
            let first = ((viewport.top()) / LINE).floor().max(0.0) as usize;
            let last = (((viewport.bottom() - HEAD) / LINE).ceil().max(0.0) as usize)
                .min(view.made.lines.len());
            for line in first..last {
                cells_ui(ui, cx, view, &frame, (line, &columns), t);
            }
            for line in first..last {
                name_ui(ui, cx, view, &frame, line, t);
            }
            heads_ui(ui, view, &frame, &columns, t);
        });
}

/// A click on a line shows its run; on one of several seeds, the seeds.
fn act(cx: &mut Cx, view: &mut RunsView, line: Line) {
    let kept = cx.session.comparing().kept();
    let row = &view.made.rows[line.row];
    let run = line.run.map_or_else(|| row.first(kept), |run| &kept[run]);
    let id = run.id().to_string();
    if line.run.is_none() && row.runs.len() > 1 {
        if !view.open.remove(&id) {
            view.open.insert(id);
        }
    } else {
        cx.push(Command::Comparing(Comparing::Load(id)));
    }
}

fn cells_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut RunsView,
    frame: &Frame,
    (at, columns): (usize, &[usize]),
    t: &Tokens,
) {
    let line = view.made.lines[at];
    let (top, bottom) = frame.line(at);
    let place = frame.body().intersect(frame.right());
    let painter = ui.painter().with_clip_rect(place.intersect(ui.clip_rect()));
    painter.hline(place.x_range(), bottom - 0.5, Stroke::new(1.0, t.line));
    let mut clicked = false;
    for (i, &m) in columns.iter().enumerate() {
        let (left, right) = frame.column(i);
        let rect = Rect::from_min_max(pos2(left, top), pos2(right, bottom));
        let visible = rect.intersect(place);
        if !visible.is_positive() {
            continue;
        }
        let kept = cx.session.comparing().kept();
        let cell = CellText::of(view, kept, line, m);
        paint_cell(&painter, rect, &cell, t);
        let response = ui.interact(visible, Id::unique(("run cell", at, m)), Sense::click());
        let name = cell.in_words(
            &line_name(view, kept, line),
            &hints::name(&view.made.measures[m]),
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        clicked |= response
            .on_hover_text(cell.hover(&view.made.measures[m]))
            .clicked();
    }
    if clicked {
        act(cx, view, line);
    }
}

fn line_name(view: &RunsView, kept: &[KeptRun], line: Line) -> String {
    match line.run {
        Some(run) => fill(
            id::RUNS_SEED_SEED,
            &[("seed", &kept[run].record.config.seed)],
        ),
        None => title(view.made.rows[line.row].first(kept)),
    }
}

fn name_ui(ui: &mut Ui, cx: &mut Cx, view: &mut RunsView, frame: &Frame, at: usize, t: &Tokens) {
    let line = view.made.lines[at];
    let kept = cx.session.comparing().kept();
    let (top, bottom) = frame.line(at);
    let left = frame.seen.left();
    let rect = Rect::from_min_max(pos2(left, top), pos2(left + frame.names, bottom));
    let visible = rect.intersect(frame.body());
    if !visible.is_positive() {
        return;
    }
    let row = &view.made.rows[line.row];
    let n_seeds = row.runs.len();
    let is_many = line.run.is_none() && n_seeds > 1;
    let run = line
        .run
        .map_or_else(|| row.first(kept), |run| &kept[run])
        .clone();
    let shown: Vec<usize> = line.run.map_or_else(|| row.runs.clone(), |run| vec![run]);
    let is_present = shown
        .iter()
        .any(|&i| Some(kept[i].id()) == view.made.present.as_deref());
    let is_open = view.open.contains(run.id());
    let name = line_name(view, kept, line);
    let below = below(
        &run,
        is_present,
        if is_many { n_seeds } else { 1 },
        line.run.is_some(),
        &view.made.telling[line.row],
    );

    let painter = ui
        .painter()
        .with_clip_rect(visible.intersect(ui.clip_rect()));
    let response = ui.interact(
        visible.with_max_x(visible.right() - 32.0),
        Id::unique(("run", at)),
        Sense::click(),
    );
    let ground = if response.hovered() {
        t.hover
    } else {
        t.surface
    };
    painter.rect_filled(rect.with_max_y(bottom - 1.0), 0.0, ground);
    painter.hline(rect.x_range(), bottom - 0.5, Stroke::new(1.0, t.line));
    if is_present {
        painter.rect_filled(
            Rect::from_min_size(rect.min + vec2(0.0, 6.0), vec2(3.0, LINE - 12.0)),
            1.5,
            t.accent,
        );
    }
    let indent = 10.0 + if line.run.is_some() { 18.0 } else { 0.0 };
    if is_many {
        triangle(&painter, pos2(left + 15.0, top + 11.0), is_open, t.muted);
    }
    let x = left + indent + if is_many { 14.0 } else { 0.0 };
    let room = rect.right() - 34.0 - x;
    let text = |y: f32, text: &str, font: FontId, colour: Color32| {
        let galley = cut(&painter, text, font, colour, room);
        painter.galley(pos2(x, y - galley.size().y / 2.0), galley, colour);
    };
    text(
        top + 11.0,
        &name,
        theme::semibold(12.5),
        if is_present { t.accent } else { t.text },
    );
    text(top + 26.0, &below, FontId::proportional(CAPTION), t.muted);
    let action = match (is_many, is_open) {
        (true, true) => fill(id::RUNS_FOLD_RUN, &[("run", &name)]),
        (true, false) => fill(id::RUNS_UNFOLD_RUN, &[("run", &name)]),
        _ => fill(id::RUNS_SHOW_RUN_MAP, &[("run", &name)]),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &action));
    let note = if run.marks.note.is_empty() {
        String::new()
    } else {
        format!("\n{}", run.marks.note)
    };
    if response
        .on_hover_text(format!("{action}\n{below}{note}"))
        .clicked()
    {
        act(cx, view, line);
    }
    let button =
        Rect::from_center_size(pos2(rect.right() - 18.0, rect.center().y), vec2(24.0, 24.0));
    if button.intersects(visible) {
        menu::more_ui(ui, cx, view, (button, visible), &run, is_many);
    }
    painter.vline(rect.right(), visible.y_range(), Stroke::new(1.0, t.line));
}

/// Below a name: what is special about the run.
fn below(run: &KeptRun, is_present: bool, n_seeds: usize, is_seed: bool, telling: &str) -> String {
    let mut parts = Vec::new();
    if is_present {
        parts.push(tr(id::COMMON_MAP_3).to_string());
    }
    if run.marks.pinned {
        parts.push(tr(id::RUNS_PINNED).to_string());
    }
    if run.record.is_stopped {
        parts.push(tr(id::RUNS_STOPPED_EARLY).to_string());
    }
    match n_seeds {
        1 if is_seed => {}
        1 => parts.push(fill(
            id::RUNS_SEED_SEED,
            &[("seed", &run.record.config.seed)],
        )),
        n => parts.push(fill(id::RUNS_N_SEEDS, &[("n", &n)])),
    }
    // What sets the row apart from others; of a single one, what is not the default.
    let settings = match telling {
        "" => run.settings.as_str(),
        telling => telling,
    };
    if !settings.is_empty() && !is_seed {
        parts.push(settings.to_string());
    }
    parts.join(" · ")
}

/// One line that ends in … where the room ends.
pub(super) fn cut(
    painter: &Painter,
    text: &str,
    font: FontId,
    colour: Color32,
    room: f32,
) -> Arc<Galley> {
    in_rows(painter, text, font, colour, (room, 1))
}

/// So many rows of so much width at most, that end in … where the text goes on.
fn in_rows(
    painter: &Painter,
    text: &str,
    font: FontId,
    colour: Color32,
    (room, n_rows): (f32, usize),
) -> Arc<Galley> {
    let mut job = LayoutJob::simple(text.to_string(), font, colour, room);
    job.wrap.max_rows = n_rows;
    job.halign = if n_rows > 1 {
        Align::RIGHT
    } else {
        Align::LEFT
    };
    painter.layout_job(job)
}

fn triangle(painter: &Painter, at: eframe::egui::Pos2, is_open: bool, colour: Color32) {
    let points: [(f32, f32); 3] = if is_open {
        [(-4.0, -2.0), (4.0, -2.0), (0.0, 3.0)]
    } else {
        [(-2.0, -4.0), (3.0, 0.0), (-2.0, 4.0)]
    };
    let points = points.iter().map(|&(x, y)| at + vec2(x, y)).collect();
    painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
}

fn heads_ui(ui: &mut Ui, view: &mut RunsView, frame: &Frame, columns: &[usize], t: &Tokens) {
    let top = frame.seen.top();
    let strip = frame.seen.with_max_y(top + HEAD);
    ui.painter().rect_filled(strip, 0.0, t.surface);
    ui.painter()
        .hline(strip.x_range(), strip.bottom(), Stroke::new(1.0, t.line));
    let mut chosen = None;
    for (i, &m) in columns.iter().enumerate() {
        let (left, right) = frame.column(i);
        let rect = Rect::from_min_max(pos2(left, top), pos2(right, top + HEAD));
        let visible = rect.intersect(frame.right());
        if !visible.is_positive() {
            continue;
        }
        let measure = &view.made.measures[m];
        let painter = ui
            .painter()
            .with_clip_rect(visible.intersect(ui.clip_rect()));
        let by = By::Measure(measure.clone());
        let short = hints::short(measure);
        // What has a column below it has no room for a second half.
        let (name, rest) = match measure.column() {
            None => short.split_once(", ").unwrap_or((&short, "")),
            Some(_) => (short.as_str(), ""),
        };
        // An arrow goes with the word before it.
        let name = name.replace(" ↑", "\u{a0}↑").replace(" ↓", "\u{a0}↓");
        let lines = [name.as_str(), measure.column().unwrap_or(rest)];
        let response = ui.interact(visible, Id::unique(("run head", m)), Sense::click());
        head(
            &painter,
            rect.shrink2(vec2(6.0, 0.0)).with_max_x(right - 12.0),
            lines,
            true,
            &response,
            sorted(&view.sort, &by),
            t,
        );
        let name = fill(id::COMMON_SORT_COLUMN, &[("column", &hints::name(measure))]);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.on_hover_text(hints::hint(measure)).clicked() {
            chosen = Some(by);
        }
    }
    let rect = Rect::from_min_size(strip.min, vec2(frame.names, HEAD));
    ui.painter().rect_filled(rect, 0.0, t.surface);
    ui.painter()
        .hline(rect.x_range(), strip.bottom(), Stroke::new(1.0, t.line));
    let halves = rect.split_left_right_at_fraction(0.58);
    for (rect, by, name, at_right) in [
        (halves.0, By::Name, tr(id::RUNS_MODEL_FEATURES), false),
        (halves.1, By::Time, tr(id::RUNS_WHEN_MADE), true),
    ] {
        let response = ui.interact(rect, Id::unique(("run head", name)), Sense::click());
        let painter = ui.painter().clone();
        head(
            &painter,
            rect.shrink2(vec2(12.0, 0.0)),
            [name, ""],
            at_right,
            &response,
            sorted(&view.sort, &by),
            t,
        );
        let name = fill(id::COMMON_SORT_COLUMN, &[("column", &name)]);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response
            .on_hover_text(tr(id::RUNS_CLICK_ORDER_RUNS_THIS_CLICK))
            .clicked()
        {
            chosen = Some(by);
        }
    }
    if let Some(by) = chosen {
        // First the best, or the newest; names from their beginning.
        let descending = if view.sort.by == by {
            !view.sort.descending
        } else {
            match &by {
                By::Name => false,
                By::Time => true,
                By::Measure(measure) => measure.better() != Some(Better::Lower),
            }
        };
        view.sort = Sort { by, descending };
    }
}

fn sorted(sort: &Sort, by: &By) -> Option<bool> {
    (sort.by == *by).then_some(sort.descending)
}

fn head(
    painter: &Painter,
    rect: Rect,
    lines: [&str; 2],
    at_right: bool,
    response: &Response,
    sorted: Option<bool>,
    t: &Tokens,
) {
    let colour = if response.hovered() || response.has_focus() || sorted.is_some() {
        t.text
    } else {
        t.muted
    };
    let arrow = if sorted.is_some() { 12.0 } else { 0.0 };
    let put = |y: f32, text: &str, font: FontId, colour: Color32, (arrow, n_rows): (f32, usize)| {
        let galley = in_rows(painter, text, font, colour, (rect.width() - arrow, n_rows));
        let size = galley.size();
        let x = if at_right {
            rect.right() - size.x - arrow
        } else {
            rect.left()
        };
        let place = Rect::from_min_size(pos2(x, y - size.y / 2.0), size);
        // Of several rows the anchor is at their right.
        let anchor = if n_rows > 1 {
            place.right_top()
        } else {
            place.min
        };
        painter.galley(anchor, galley, colour);
        place
    };
    let is_alone = lines[1].is_empty();
    let (y, n_rows) = if is_alone {
        (rect.center().y, 1 + usize::from(at_right))
    } else {
        (rect.top() + 11.0, 1)
    };
    let name = put(y, lines[0], theme::semibold(12.0), colour, (arrow, n_rows));
    if !is_alone {
        put(
            rect.top() + 26.0,
            lines[1],
            FontId::proportional(CAPTION),
            t.muted,
            (0.0, 1),
        );
    }
    if let Some(descending) = sorted {
        let at = pos2(name.right() + 8.0, name.center().y);
        let tip = if descending { 3.0 } else { -3.0 };
        let points = [(-3.5, -tip * 0.7), (3.5, -tip * 0.7), (0.0, tip)];
        let points = points.iter().map(|&(x, y)| at + vec2(x, y)).collect();
        painter.add(Shape::convex_polygon(points, t.accent, Stroke::NONE));
    }
}
