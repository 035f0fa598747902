//! What a part is given of other parts, apart from what it changes.

use super::cx::{Cx, OnMap};
use super::learning::LearningState;
use super::picture::Picture;
use super::run::RunState;
use super::side_maps::MapsState;

/// What several parts are given of others, apart from what they change: a function of the whole
/// session would hold on to all of it.
macro_rules! given {
    ($session:ident, of_clusters) => {
        $crate::session::colouring::OfClusters {
            weighed: $session.comparing.balance().shown().map(AsRef::as_ref),
            names: $session.naming.given(),
        }
    };
    ($session:ident, filters) => {
        $crate::session::selecting::Filters {
            colouring: $session.colour.colouring(),
            search: &$session.search,
            filtering: &$session.filtering,
            own: $session.curating.table(),
        }
    };
    ($session:ident, map) => {
        $crate::session::given::on_map(
            &$session.learning,
            &$session.run,
            &$session.maps,
            &$session.cx,
        )
    };
    ($session:ident, on_show) => {
        $crate::session::keeping::OnShow {
            filters: $crate::session::given::given!($session, filters),
            selection: $session.selecting.selection(),
            focus: &$session.focus,
            map: $crate::session::given::given!($session, map),
            marks: $session.maps.marks(),
            names: $session.naming.given(),
            curating: &$session.curating,
            run: $session.comparing.present(),
            newcomers: $session.placing.paths(),
            invariance: &$session.invariance,
        }
    };
}
pub(super) use given;

/// What the map shows: songs move in the frame that is replayed, or in the run under way, unless
/// another picture than its map is shown.
pub(super) fn on_map<'a>(
    learning: &'a LearningState,
    run: &'a RunState,
    maps: &MapsState,
    cx: &Cx,
) -> OnMap<'a> {
    let picture = maps.picture();
    let is_map = picture == Picture::Map || cx.shown_analysis().is_none();
    let replayed = learning.replayed(cx, run).map(|(_, frame)| &*frame.xy);
    let of_run = || run.moving(cx.library.as_ref()).filter(|_| is_map);
    OnMap {
        picture,
        moving: replayed.or_else(of_run),
    }
}
