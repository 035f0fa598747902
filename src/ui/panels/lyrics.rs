//! The words of the chosen song: the line that is sung is marked, and kept in view as long as one
//! looks at the words; a click on a timed line seeks.
//!
//! Text is not selectable, because carets wander within Bangla clusters; a button copies all of it.

use std::ops::Range;

use eframe::egui::{
    Align, FontId, Layout, Rect, Role, Sense, Ui, WidgetInfo, pos2, text::ByteIndex,
    text::LayoutJob, vec2,
};

use crate::library::{LyricLine, Lyrics};
use crate::session::Command;

use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::theme::{self, S1, Tokens, tokens};
use crate::ui::ground::widgets::{bold, caption, small_icon_button};
use crate::words::{id, tr};

const SIZE: f32 = 14.5;

/// `shown` is the song and the line that was sung last.
pub(crate) fn lyrics_ui(ui: &mut Ui, cx: &mut Cx, shown: &mut Option<(usize, usize)>) {
    let t = tokens(ui.ctx());
    let lyrics = cx
        .session
        .selected_song()
        .and_then(|song| song.lyrics.as_ref());
    ui.horizontal(|ui| {
        ui.label(bold(tr(id::LYRICS)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(S1);
            if let Some(lyrics) = lyrics
                && small_icon_button(ui, Icon::Copy, tr(id::LYRICS_COPY_LYRICS), true).clicked()
            {
                ui.ctx().copy_text(lyrics.text());
                cx.push(Command::Tell(id::LYRICS_COPIED.into()));
            }
        });
    });
    let Some(lyrics) = lyrics else {
        ui.label(caption(tr(id::LYRICS_THIS_SONG_HAS_NO_LYRICS), t));
        return;
    };
    let now = cx
        .session
        .is_loaded()
        .then(|| lyrics.line_at(cx.session.position_secs()))
        .flatten();
    let follow = now
        .filter(|_| cx.session.is_playing())
        .zip(cx.session.selected())
        .map(|(line, song)| (song, line));
    let before = std::mem::replace(shown, follow);
    let jump = follow
        .filter(|_| before != follow)
        .map(|(song, line)| Jump {
            from: before.filter(|(of, _)| *of == song).map(|(_, line)| line),
            to: line,
        });
    lines_ui(ui, cx, lyrics, now, jump);
}

/// From the line that was sung to the next one.
struct Jump {
    from: Option<usize>,
    to: usize,
}

fn lines_ui(ui: &mut Ui, cx: &mut Cx, lyrics: &Lyrics, now: Option<usize>, jump: Option<Jump>) {
    /// A line so far out of sight is one that is looked at.
    const NEAR: f32 = 80.0;
    const AHEAD: f32 = 56.0;
    /// A hand that has rested so long does nothing.
    const AT_WORK_SECS: f32 = 3.0;
    ui.spacing_mut().item_spacing.y = 0.0;
    let seen = ui.clip_rect();
    let (mut follows, mut to) = (false, None);
    for (i, line) in lyrics.lines.iter().enumerate() {
        let sung_secs = (now == Some(i)).then(|| cx.session.position_secs());
        let rect = line_ui(ui, cx, line, sung_secs);
        let Some(jump) = &jump else { continue };
        if jump.from == Some(i) || jump.to == i {
            follows |= seen.intersects(rect.expand2(vec2(0.0, NEAR)));
        }
        if jump.to == i {
            to = Some(rect);
        }
    }
    // Nothing slips away under a hand that is about to click.
    let at_work = ui.rect_contains_pointer(seen)
        && ui.input(|i| i.pointer.time_since_last_movement()) < AT_WORK_SECS;
    if let Some(rect) = to.filter(|_| follows && !at_work) {
        // With what comes next; no further, so that the head of the song stays as long as it can.
        ui.scroll_to_rect(rect.expand2(vec2(0.0, AHEAD)), None);
    }
}

/// `sung_secs` is where the song is, for the line that is sung.
fn line_ui(ui: &mut Ui, cx: &mut Cx, line: &LyricLine, sung_secs: Option<f32>) -> Rect {
    let t = tokens(ui.ctx());
    let is_now = sung_secs.is_some();
    if line.text.is_empty() {
        return ui
            .allocate_exact_size(vec2(ui.available_width(), 12.0), Sense::hover())
            .0;
    }
    let start = line.start_secs.filter(|_| {
        cx.session
            .selected_song()
            .is_some_and(|s| s.audio.is_some())
    });
    let colour = match (is_now, start.is_some()) {
        (true, _) => t.text,
        (false, true) => t.muted,
        (false, false) => t.text,
    };
    let font = if is_now {
        theme::semibold(SIZE)
    } else {
        FontId::proportional(SIZE)
    };
    let width = ui.available_width();
    let mut job = LayoutJob::simple(line.text.clone(), font, colour, width - 24.0);
    if let Some(word) = sung_secs.and_then(|secs| word_at(line, secs)) {
        mark_word(&mut job, word, t);
    }
    let galley = ui.painter().layout_job(job);
    let sense = if start.is_some() {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 8.0), sense);
    if ui.is_rect_visible(rect) {
        if is_now {
            ui.painter().rect_filled(rect, 6.0, t.accent_soft);
            let bar =
                Rect::from_min_size(rect.min + vec2(0.0, 4.0), vec2(3.0, rect.height() - 8.0));
            ui.painter().rect_filled(bar, 1.5, t.accent);
        } else if start.is_some() && response.hovered() {
            ui.painter().rect_filled(rect, 6.0, t.hover);
        }
        ui.painter()
            .galley(pos2(rect.left() + 12.0, rect.top() + 4.0), galley, colour);
    }
    let kind = if start.is_some() {
        Role::Button
    } else {
        Role::Label
    };
    response.widget_info(|| WidgetInfo::labeled(kind, true, &line.text));
    if let Some(start) = start.filter(|_| response.clicked()) {
        cx.push(Command::Seek(start));
    }
    rect
}

/// The bytes of the word that is sung at `secs`, where the line has word stamps: whole words only,
/// because a mark that begins within a cluster breaks the cluster.
fn word_at(line: &LyricLine, secs: f32) -> Option<Range<usize>> {
    let i = line.words.iter().rposition(|&(start, _)| start <= secs)?;
    let begins = line.words[i].1;
    let next = line.words[i + 1..]
        .iter()
        .map(|&(_, at)| at)
        .find(|at| *at > begins)
        .unwrap_or(line.text.len());
    let start = line.text[..begins]
        .rfind(char::is_whitespace)
        .map_or(0, |space| {
            space + line.text[space..].chars().next().map_or(0, char::len_utf8)
        });
    let sung = line.text[start..next].trim_end().len() + start;
    let end = line.text[sung..]
        .find(char::is_whitespace)
        .map_or(line.text.len(), |after| sung + after);
    (start < end).then_some(start..end)
}

/// What is still to come is quiet, the word itself has the accent.
fn mark_word(job: &mut LayoutJob, word: Range<usize>, t: &Tokens) {
    let Some(whole) = job.sections.first().cloned() else {
        return;
    };
    let parts = [
        (0..word.start, t.text),
        (word.clone(), t.accent),
        (word.end..job.text.len(), t.muted),
    ];
    job.sections = parts
        .into_iter()
        .filter(|(bytes, _)| !bytes.is_empty())
        .map(|(bytes, colour)| {
            let mut part = whole.clone();
            part.byte_range = ByteIndex(bytes.start)..ByteIndex(bytes.end);
            part.format.color = colour;
            part
        })
        .collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_marked_as_they_are_sung() {
        let text = "নৌকার পালে wind";
        let at = |word: &str| text.find(word).unwrap();
        let words = vec![(1.0, 0), (2.0, at("পালে")), (3.0, at("wind"))];
        let line = LyricLine {
            start_secs: Some(1.0),
            text: text.to_string(),
            words,
        };
        let word = |secs| word_at(&line, secs).map(|bytes| &text[bytes]);
        assert_eq!(
            [0.5, 1.5, 2.0, 9.0].map(word),
            [None, Some("নৌকার"), Some("পালে"), Some("wind")]
        );
        // A stamp for each syllable: the word it is in.
        let syllables = LyricLine {
            words: vec![(1.0, 0), (1.5, "নৌ".len())],
            ..line.clone()
        };
        assert_eq!(
            word_at(&syllables, 1.2).map(|bytes| &text[bytes]),
            Some("নৌকার")
        );
        assert_eq!(
            word_at(&syllables, 1.7).map(|bytes| &text[bytes]),
            Some(text),
            "the last stamp holds to the end"
        );
        assert_eq!(
            word_at(
                &LyricLine {
                    words: Vec::new(),
                    ..line
                },
                5.0
            ),
            None
        );
    }
}
