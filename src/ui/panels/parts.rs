//! Where one is while a part of the songs is on show: all songs first, each level a way back.

use eframe::egui::{Frame, Link, Margin, RichText, Stroke, Ui};

use crate::session::{Command, MapSource, Parting};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{CAPTION, S2, tokens};
use crate::ui::ground::widgets::{bold, caption};
use crate::words::{fill, id, tr};

/// Nothing while all songs are on show.
pub(crate) fn parts_ui(ui: &mut Ui, cx: &mut Cx) {
    let (session, t) = (cx.session, tokens(ui.ctx()));
    if session.parts().is_all() {
        return;
    }
    let sizes: Vec<usize> = session.parts().sizes_above().collect();
    let frame = Frame::new().inner_margin(Margin::symmetric(12, 4));
    let bar = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = S2;
            for (level, n) in sizes.iter().enumerate() {
                let text = match level {
                    0 => id::PARTS_ALL_N_SONGS,
                    _ => id::PARTS_N_OF_THEM,
                };
                let text = RichText::new(fill(text, &[("n", n)])).size(CAPTION);
                if ui.add(Link::new(text)).clicked() {
                    cx.push(Command::Parting(Parting::Back(level)));
                }
                ui.label(caption("›", t));
            }
            let n = session.library().map_or(0, |library| library.songs.len());
            ui.label(bold(fill(id::PARTS_N_OF_THEM, &[("n", &n)])).size(CAPTION));
            let beside = session.side_maps().iter();
            if !beside
                .map(|map| map.source())
                .any(|of| *of == MapSource::Whole)
            {
                let text = RichText::new(tr(id::PARTS_AMONG_ALL)).size(CAPTION);
                let button = ui.button(text);
                if button.on_hover_text(tr(id::PARTS_AMONG_ALL_HINT)).clicked() {
                    cx.push(Command::SideMaps(vec![MapSource::Whole]));
                }
            }
        });
    });
    let rect = bar.response.rect;
    ui.painter()
        .hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.line));
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable;

    use crate::session::fixture::settle;
    use crate::session::placing_fixture::session_of_words;
    use crate::session::{Command, How, MapSource, Selecting};
    use crate::ui::Tab;
    use crate::ui::tests::{open, run};

    #[test]
    fn a_selection_is_analysed_alone_and_one_finds_back() {
        let mut session = session_of_words();
        let songs: Vec<usize> = (0..20).collect();
        session.apply(Command::Selecting(Selecting::Songs(songs, How::Replace)));
        let mut harness = open(session);
        harness.state_mut().view.show(Tab::Selection);
        run(&mut harness);
        harness.get_by_label("Analyse the selection alone").click();
        run(&mut harness);
        settle(&mut harness.state_mut().session);
        run(&mut harness);
        harness.get_by_label("20 of them");
        harness.get_by_label("Among all songs").click();
        run(&mut harness);
        settle(&mut harness.state_mut().session);
        run(&mut harness);
        let maps = harness.state().session.side_maps();
        assert_eq!(*maps[0].source(), MapSource::Whole);
        assert_eq!(maps[0].xy().unwrap().n_rows(), 20);
        harness.get_by_label("All 32 songs").click();
        run(&mut harness);
        assert!(harness.state().session.parts().is_all());
        assert_eq!(harness.state().session.selection().len(), 20);
    }
}
