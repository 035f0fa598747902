//! The command palette: a field, and below it everything that can be asked for, best fit first.

use std::cmp::Reverse;

use eframe::egui::{
    Align2, Area, Context, FontId, Id, Key, Modifiers, Order, Rect, Response, Role, ScrollArea,
    Sense, TextEdit, Ui, WidgetInfo, pos2, text::LayoutJob, text::TextWrapping, vec2,
};

use crate::session::Session;
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, CAPTION, S1, S2, Tokens, tokens};
use crate::ui::ground::widgets::caption;
use crate::ui::prefs::remember;
use crate::words::{Locale, id, tr, with_locale};

use super::fuzzy;

const WIDTH: f32 = 560.0;
const ROW: f32 = 32.0;
const ROWS_SEEN: f32 = 11.0;
/// More commands than one looks through are not listed; more songs belong into the search.
const MOST_COMMANDS: usize = 60;
const MOST_SONGS: usize = 20;

/// A line of the palette.
#[derive(Debug, Clone)]
struct Entry {
    /// In the language of the window.
    name: String,
    /// The same in English: how it is remembered, and found as well.
    english: String,
    action: Action,
}

impl Entry {
    fn of(action: Action, session: &Session) -> Self {
        let name = action.text(session);
        let english = with_locale(Locale::EN, || action.text(session));
        Self {
            name,
            english,
            action,
        }
    }
}

/// Everything that can be asked for now.
fn entries(session: &Session) -> Vec<Entry> {
    let all = Action::all(session).into_iter();
    all.map(|action| Entry::of(action, session)).collect()
}

/// What an explanation is behind, as much as a word that does not stand at the beginning.
const EXPLAINS: i32 = 12;

/// The palette while it is open.
pub(crate) struct Palette {
    query: String,
    /// Of the fitting ones.
    chosen: usize,
    entries: Vec<Entry>,
    fitting: Vec<Entry>,
    /// The query that `fitting` fits.
    made_for: Option<String>,
    /// The keyboard moved the choice: it is brought into view.
    moved: bool,
}

impl Palette {
    pub(crate) fn new(session: &Session) -> Self {
        let entries = entries(session);
        Self {
            query: String::new(),
            chosen: 0,
            entries,
            fitting: Vec::new(),
            made_for: None,
            moved: false,
        }
    }

    /// Finds what fits, when the query changed.
    fn follow(&mut self, session: &Session, recent: &[String]) {
        if self.made_for.as_ref() == Some(&self.query) {
            return;
        }
        self.made_for = Some(self.query.clone());
        self.chosen = 0;
        self.fitting = fitting(&self.entries, &self.query, recent);
        self.fitting.extend(songs(session, &self.query));
    }
}

/// Best fit first; among equals, and where nothing is typed, what was chosen lately. What explains
/// a word stands behind what does something with it.
fn fitting(entries: &[Entry], query: &str, recent: &[String]) -> Vec<Entry> {
    let lately = |entry: &Entry| {
        recent
            .iter()
            .position(|name| *name == entry.english)
            .unwrap_or(usize::MAX)
    };
    let mut hits: Vec<(i32, usize, &Entry)> = entries
        .iter()
        .filter_map(|entry| {
            let fits = fuzzy::score(query, &entry.name).max(fuzzy::score(query, &entry.english))?;
            let explains = matches!(entry.action, Action::Explain(_)) && !query.is_empty();
            let fits = fits - if explains { EXPLAINS } else { 0 };
            Some((fits, lately(entry), entry))
        })
        .collect();
    hits.sort_by_key(|&(fits, lately, _)| (Reverse(fits), lately));
    hits.into_iter()
        .take(MOST_COMMANDS)
        .map(|(.., entry)| entry.clone())
        .collect()
}

/// Songs whose title has every word of the query.
fn songs(session: &Session, query: &str) -> Vec<Entry> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let Some(library) = session
        .library()
        .filter(|_| query.trim().chars().count() > 1)
    else {
        return Vec::new();
    };
    let fits = |title: &str| {
        let title = title.to_lowercase();
        words.iter().all(|word| title.contains(word.as_str()))
    };
    let hits = library
        .songs
        .iter()
        .enumerate()
        .filter(|(_, song)| fits(&song.title));
    hits.take(MOST_SONGS)
        .map(|(i, _)| Entry::of(Action::Play(i), session))
        .collect()
}

/// False when something was chosen or it was left. What was chosen is noted in `recent`.
pub(crate) fn palette_ui(
    ctx: &Context,
    cx: &mut Cx,
    palette: &mut Palette,
    recent: &mut Vec<String>,
) -> bool {
    palette.follow(cx.session, recent);
    let (mut done, entered) = keys(ctx, palette);
    let window = ctx.content_rect();
    let width = WIDTH.min(window.width() - 32.0);
    let at = pos2(
        window.center().x - width / 2.0,
        window.top() + (window.height() * 0.12).min(96.0),
    );
    let mut picked = entered.then_some(palette.chosen);
    let shown = Area::new(Id::unique("palette"))
        .order(Order::Foreground)
        .fixed_pos(at)
        .show(ctx, |ui| {
            let t = tokens(ctx);
            theme::card(t)
                .shadow(ui.visuals().window_shadow)
                .show(ui, |ui| {
                    ui.set_width(width - 26.0);
                    ui.spacing_mut().item_spacing.y = S2;
                    field_ui(ui, palette);
                    picked = list_ui(ui, palette, t).or(picked);
                });
        });
    let outside = |i: &eframe::egui::InputState| {
        i.pointer.any_pressed()
            && i.pointer
                .interact_pos()
                .is_some_and(|at| !shown.response.rect.contains(at))
    };
    done |= ctx.input(outside);
    if let Some(entry) = picked.and_then(|i| palette.fitting.get(i)) {
        remember(recent, &entry.english);
        cx.act(entry.action.clone());
        return false;
    }
    !done
}

/// Arrows move the choice before the field sees them. Whether the palette is left, and whether
/// Enter was pressed.
fn keys(ctx: &Context, palette: &mut Palette) -> (bool, bool) {
    let last = palette.fitting.len().saturating_sub(1);
    ctx.input_mut(|i| {
        let mut pressed = |key| i.consume_key(Modifiers::NONE, key);
        let before = palette.chosen;
        if pressed(Key::ArrowDown) {
            palette.chosen = if before >= last { 0 } else { before + 1 };
        }
        if pressed(Key::ArrowUp) {
            palette.chosen = if before == 0 { last } else { before - 1 };
        }
        palette.moved |= palette.chosen != before;
        (pressed(Key::Escape), pressed(Key::Enter))
    })
}

fn field_ui(ui: &mut Ui, palette: &mut Palette) {
    let field = ui.add(
        TextEdit::singleline(&mut palette.query)
            .id(Id::unique("palette field"))
            .hint_text(tr(id::TEACHING_WHAT_DO_YOU_WANT_DO))
            .desired_width(f32::INFINITY)
            .min_size(vec2(0.0, 36.0))
            .align(Align2::LEFT_CENTER),
    );
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr(id::TEACHING_FIND_COMMAND)));
    field.request_focus();
}

/// The entry that was clicked.
fn list_ui(ui: &mut Ui, palette: &mut Palette, t: &Tokens) -> Option<usize> {
    if palette.fitting.is_empty() {
        ui.label(caption(tr(id::TEACHING_NOTHING_CALLED), t));
        return None;
    }
    let mut picked = None;
    let moved = std::mem::take(&mut palette.moved);
    ScrollArea::vertical()
        .max_height(ROW * ROWS_SEEN)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (i, entry) in palette.fitting.iter().enumerate() {
                let response = row_ui(ui, entry, i == palette.chosen, t);
                if moved && i == palette.chosen {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    picked = Some(i);
                }
            }
        });
    picked
}

fn row_ui(ui: &mut Ui, entry: &Entry, chosen: bool, t: &Tokens) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &entry.name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if chosen || response.hovered() {
        ui.painter().rect_filled(
            rect,
            f32::from(theme::RADIUS),
            if chosen { t.accent_soft } else { t.hover },
        );
    }
    let right = rect.right() - S2;
    let write = |text: &str, right: f32, ink| {
        let galley =
            ui.painter()
                .layout_no_wrap(text.to_string(), FontId::proportional(CAPTION), ink);
        let at = pos2(
            right - galley.size().x,
            rect.center().y - galley.size().y / 2.0,
        );
        let width = galley.size().x;
        ui.painter().galley(at, galley, ink);
        right - width - S2
    };
    let keys = entry.action.keys_text();
    let right = if keys.is_empty() {
        right
    } else {
        write(&keys, right, t.accent)
    };
    let right = write(tr(entry.action.group().name()), right, t.muted);
    let mut job = LayoutJob::simple_singleline(
        entry.name.clone(),
        FontId::proportional(theme::BODY),
        t.text,
    );
    job.wrap = TextWrapping::truncate_at_width(right - rect.left() - S2 - S1);
    let galley = ui.painter().layout_job(job);
    let at = Rect::from_min_max(pos2(rect.left() + S2 + S1, rect.top()), rect.max);
    ui.painter().galley(
        pos2(at.left(), at.center().y - galley.size().y / 2.0),
        galley,
        t.text,
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::fixture;

    #[test]
    fn what_fits_best_comes_first_and_lately_chosen_before_it_where_nothing_is_typed() {
        let session = fixture::session();
        let entries = entries(&session);
        let names = |query: &str, recent: &[String]| {
            fitting(&entries, query, recent)
                .into_iter()
                .map(|e| e.english)
                .collect::<Vec<_>>()
        };
        assert_eq!(names("run", &[])[0], "Run");
        assert_eq!(names("dark", &[])[0], "Theme: dark");
        assert_eq!(names("বাংলা", &[])[0], "Language: বাংলা");
        assert_eq!(
            names("", &["Mute".to_string(), "Run".to_string()])[..2],
            ["Mute", "Run"]
        );
        let title = &session.library().unwrap().songs[7].title;
        assert!(
            songs(&session, title)
                .iter()
                .any(|e| e.english == format!("Play {title}"))
        );
        assert!(songs(&session, "x").is_empty());
    }

    #[test]
    fn no_two_entries_have_one_name() {
        let mut names: Vec<String> = entries(&fixture::session())
            .into_iter()
            .map(|e| format!("{:?} {}", e.action.group(), e.english))
            .collect();
        names.sort();
        let twice: Vec<&String> = names
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| &pair[0])
            .collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
