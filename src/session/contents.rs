//! Clusters within clusters, found once for each clustering, after its run.

use std::sync::Arc;

use crate::clustering::Clusters;
use crate::job::{ByAddress, Derived, When};
use crate::library::Library;
use crate::model::Trained;
use crate::pipeline::{self, Contents};
use crate::words::id;

use super::cx::Cx;

/// What contents are of: a map drawn anew has the same.
#[derive(PartialEq)]
struct Of {
    library: ByAddress<Library>,
    model: ByAddress<Trained>,
    clusters: ByAddress<Clusters>,
}

#[derive(Default)]
pub(super) struct ContentsState(Derived<Of, Contents>);

impl ContentsState {
    /// Of the clusters on show; `None` without an analysis, or until they are found.
    pub(super) fn contents(&self) -> Option<&Arc<Contents>> {
        self.0.value()
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        if cx.arrived(&mut self.0) {
            cx.revisions.looks += 1;
        }
        let analysis = cx.shown_analysis().cloned();
        let of = analysis.as_ref().map(|analysis| Of {
            library: ByAddress(analysis.library.clone()),
            model: ByAddress(analysis.model.clone()),
            clusters: ByAddress(analysis.clusters.clone()),
        });
        if self.0.key() != of.as_ref() {
            self.0.clear();
            if let (Some(of), Some(analysis)) = (of, analysis) {
                let find = move |reporter: &_| pipeline::contents(&analysis, reporter);
                let key = (of, When::OnThread);
                self.0
                    .make(&cx.spawner, key, id::SESSION_CONTENTS_OF_MAP, find);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Analysis;
    use crate::session::fixture::{self, settle};
    use crate::session::{Command, Keeping, MapMarks, Selecting};

    #[test]
    fn contents_are_found_after_a_run_and_stay_with_a_map_drawn_anew() {
        let mut session = fixture::session();
        let contents = session.contents().unwrap().clone();
        let analysis = session.analysis().unwrap().clone();
        let n_clusters = analysis.clusters.n_clusters;
        let clusters = contents.parts.iter().filter_map(|part| part.cluster);
        assert!(
            clusters.eq(0..n_clusters as u32),
            "each once, in their order"
        );
        let names = analysis.cluster_names();
        for part in &contents.parts {
            if let Some(cluster) = part.cluster {
                assert_eq!(part.name, names[cluster as usize]);
                assert_eq!(part.songs.len(), analysis.facts[cluster as usize].size);
            } else {
                assert!(!part.name.is_empty());
            }
        }
        let redrawn = Analysis {
            map: Arc::new((*analysis.map).clone()),
            ..(*analysis).clone()
        };
        session.cx.analysis = Some(Arc::new(redrawn));
        settle(&mut session);
        assert!(Arc::ptr_eq(session.contents().unwrap(), &contents));
        let others = Analysis {
            clusters: Arc::new((*analysis.clusters).clone()),
            ..(*analysis).clone()
        };
        session.cx.analysis = Some(Arc::new(others));
        session.pump();
        assert!(session.contents().is_none() && session.is_busy());
        settle(&mut session);
        assert_eq!(session.contents().unwrap(), &contents, "the same again");
    }

    #[test]
    fn what_is_drawn_between_songs_is_undone_and_comes_back_with_the_session_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.latentune");
        let mut session = fixture::session();
        assert_eq!(session.map_marks(), MapMarks::default());
        let marks = MapMarks {
            finer_names: false,
            contours: true,
        };
        session.apply(Command::MapMarks(marks));
        session.apply(Command::Selecting(Selecting::Undo));
        assert_eq!(session.map_marks(), MapMarks::default());
        session.apply(Command::Selecting(Selecting::Redo));
        assert_eq!(session.map_marks(), marks);
        session.apply(Command::Keeping(Keeping::Save(path.clone())));
        settle(&mut session);
        let mut other = fixture::session();
        other.apply(Command::Keeping(Keeping::Open(path)));
        settle(&mut other);
        assert_eq!(other.map_marks(), marks);
    }
}
