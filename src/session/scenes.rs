//! What is chosen, coloured, pictured and searched for, all at once: for the way back, and for
//! session files.

use super::Session;
use super::command::Command;
use super::filtering::Column;
use super::given::given;
use super::history::Scene;
#[cfg(test)]
use super::keeping::OnShow;
use super::keeping::SessionFile;
use super::placing::Placing;
use super::selecting::{How, Selecting};
use crate::words::{id, say};

impl Session {
    #[cfg(test)]
    pub(super) fn on_show(&self) -> OnShow<'_> {
        given!(self, on_show)
    }

    pub(super) fn scene(&self) -> Scene {
        Scene {
            selection: self.selecting.selection().clone(),
            colours: self.colour.colours(),
            picture: self.maps.picture(),
            side_maps: self.maps.sources(),
            marks: self.maps.marks(),
            search: self.search.text().to_string(),
            filters: self.filtering.filters().clone(),
            charts: self.filtering.charted().map(<[Column]>::to_vec),
            names: self.naming.given().clone(),
            own: self.curating.made().clone(),
        }
    }

    pub(super) fn bring_back(&mut self, scene: Scene) {
        let cx = &mut self.cx;
        if *self.curating.made() != scene.own {
            self.curating.bring_back(scene.own, cx);
        }
        if *self.naming.given() != scene.names {
            self.naming.bring_back(scene.names);
            self.colour.name_classes(cx, self.naming.given());
        }
        self.selecting.set(scene.selection, cx);
        let of_clusters = given!(self, of_clusters);
        self.colour.bring_back(scene.colours, cx, of_clusters);
        self.maps.project(scene.picture, cx);
        self.maps.set(&scene.side_maps);
        self.maps.mark(scene.marks, cx);
        if self.search.text() != scene.search {
            self.search.set_text(scene.search, cx);
        }
        self.filtering.bring_back(scene.filters, scene.charts, cx);
    }

    /// Puts back what a session file says of the songs on show.
    pub(super) fn restore(&mut self, file: &SessionFile) {
        let Some(library) = self.cx.library.clone() else {
            return;
        };
        self.cx.draft.clone_from(&file.config);
        self.naming.restore(&file.cluster_names);
        let own = self.curating.made().clone();
        let is_lent = self.curating.restore(&file.own, &mut self.cx);
        if let Some(by) = file.colour.by(&library, &self.cx.own) {
            self.apply(Command::ColourBy(by));
            let hidden = file.hidden_in(self.colouring());
            self.colour.filter(&mut self.cx, |c| c.hidden = hidden);
        }
        self.apply(Command::Project(file.picture()));
        if let Some(marks) = file.marks {
            self.apply(Command::MapMarks(marks));
        }
        let (filters, charts) = file.filtering_in(&library, &self.cx.own);
        self.filtering.bring_back(filters, charts, &mut self.cx);
        if !file.search.is_empty() {
            self.apply(Command::Search(file.search.clone()));
        }
        let (found, n_gone) = file.selection_in(&library);
        if !found.is_empty() {
            self.fulfil(Command::Selecting(Selecting::Songs(found, How::Replace)));
        }
        if n_gone > 0 {
            self.cx
                .warn(say(id::SESSION_N_SONGS_WERE_SELECTED_NOT).with("n", n_gone));
        }
        self.apply(Command::Select(file.selected_in(&library)));
        if !file.newcomers.is_empty() {
            self.fulfil(Command::Placing(Placing::Place(file.newcomers.clone())));
        }
        // There is no way back to before it was opened.
        self.history.forget();
        if is_lent {
            self.cx.inform(id::OWN_OF_SESSION_SHOWN);
            let scene = self.scene();
            self.history.leave(Scene { own, ..scene });
        }
        self.keeping.restored(&self.cx, &given!(self, on_show));
    }
}
