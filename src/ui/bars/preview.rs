//! Hold Alt and point at songs on the map: each is heard for a moment.

use eframe::egui::Context;

use crate::session::{Command, Listening};

use crate::ui::cx::Cx;

/// A song is heard once the pointer has rested on it for so long; a pointer that passes over many
/// hears none of them.
const REST_SECS: f64 = 0.030;

/// Where the pointer is, and since when.
#[derive(Default)]
pub(crate) struct PreviewView {
    pointed: Option<usize>,
    since_secs: f64,
    /// What was asked for last.
    asked: Option<usize>,
}

/// Asks for the preview of the song under the pointer while Alt is held and no button is pressed.
pub(crate) fn follow(ctx: &Context, cx: &mut Cx, view: &mut PreviewView) {
    let (listens, now) = ctx.input(|i| (i.modifiers.alt && !i.pointer.any_down(), i.time));
    if !listens {
        if view.asked.take().is_some() {
            cx.push(Command::Listening(Listening::Preview(None)));
        }
        view.pointed = None;
        return;
    }
    let pointed = cx.session.hovered();
    if pointed != view.pointed {
        (view.pointed, view.since_secs) = (pointed, now);
        if let Some(song) = pointed {
            cx.push(Command::Listening(Listening::LookAhead(song)));
        }
    }
    if pointed == view.asked {
        return;
    }
    let left_secs = REST_SECS - (now - view.since_secs);
    if left_secs > 0.0 {
        ctx.request_repaint_after_secs(left_secs as f32);
        return;
    }
    view.asked = pointed;
    cx.push(Command::Listening(Listening::Preview(pointed)));
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Event, Modifiers, PointerButton, Pos2, RawInput};

    use super::*;
    use crate::ui::cx::with_cx;
    use crate::ui::tests::session;

    /// One frame, with Alt or not, at a time; what was asked for in it.
    fn frame(
        ctx: &Context,
        view: &mut PreviewView,
        hovered: Option<usize>,
        alt: bool,
        secs: f64,
    ) -> Vec<Listening> {
        let mut session = session();
        session.apply(Command::Hover(hovered));
        let modifiers = Modifiers {
            alt,
            ..Modifiers::NONE
        };
        let events = vec![Event::ModifiersChanged(modifiers)];
        let input = RawInput {
            time: Some(secs),
            events,
            ..RawInput::default()
        };
        drive(ctx, view, &session, input)
    }

    fn drive(
        ctx: &Context,
        view: &mut PreviewView,
        session: &crate::session::Session,
        input: RawInput,
    ) -> Vec<Listening> {
        let mut commands = Vec::new();
        let mut output = ctx.run_ui(input, |ui| {
            let (pushed, _) = with_cx(session, |cx| follow(ui.ctx(), cx, view));
            commands.extend(pushed);
        });
        output.textures_delta.clear();
        let listening = |command| {
            if let Command::Listening(listening) = command {
                Some(listening)
            } else {
                None
            }
        };
        commands.into_iter().filter_map(listening).collect()
    }

    #[test]
    fn a_song_is_heard_once_the_pointer_rests_on_it_and_not_while_it_passes() {
        use Listening::{LookAhead, Preview};
        let (ctx, mut view) = (Context::default(), PreviewView::default());
        let mut at = |hovered, alt, secs| frame(&ctx, &mut view, hovered, alt, secs);
        assert_eq!(at(Some(3), false, 0.0), []);
        assert_eq!(at(Some(3), true, 1.0), [LookAhead(3)]);
        assert_eq!(at(Some(3), true, 1.02), []);
        assert_eq!(at(Some(3), true, 1.031), [Preview(Some(3))]);
        assert_eq!(at(Some(3), true, 1.5), [], "asked once");
        // On over two songs: the first is passed, the second heard; between them what sounds goes
        // on.
        assert_eq!(at(None, true, 2.0), []);
        assert_eq!(at(Some(4), true, 2.016), [LookAhead(4)]);
        assert_eq!(at(Some(5), true, 2.032), [LookAhead(5)]);
        assert_eq!(at(Some(5), true, 2.064), [Preview(Some(5))]);
        // Away from all songs it ends; back again, it is heard again.
        assert_eq!(at(None, true, 3.0), []);
        assert_eq!(at(None, true, 3.04), [Preview(None)]);
        assert_eq!(at(Some(5), true, 4.0), [LookAhead(5)]);
        assert_eq!(at(Some(5), true, 4.04), [Preview(Some(5))]);
        assert_eq!(at(Some(5), false, 4.05), [Preview(None)], "Alt let go");
        assert_eq!(at(Some(5), false, 4.06), []);
    }

    #[test]
    fn a_pressed_button_means_something_else() {
        let (ctx, mut view) = (Context::default(), PreviewView::default());
        frame(&ctx, &mut view, Some(3), true, 1.0);
        assert_eq!(
            frame(&ctx, &mut view, Some(3), true, 1.1),
            [Listening::Preview(Some(3))]
        );
        let mut session = session();
        session.apply(Command::Hover(Some(3)));
        let modifiers = Modifiers::ALT;
        let press = |pos| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed: true,
            modifiers,
        };
        let at = Pos2::new(5.0, 5.0);
        let events = vec![Event::PointerMoved(at), press(at)];
        let input = RawInput {
            time: Some(1.2),
            events,
            ..RawInput::default()
        };
        assert_eq!(
            drive(&ctx, &mut view, &session, input),
            [Listening::Preview(None)]
        );
        let input = RawInput {
            time: Some(1.3),
            ..RawInput::default()
        };
        assert_eq!(drive(&ctx, &mut view, &session, input), []);
    }
}
