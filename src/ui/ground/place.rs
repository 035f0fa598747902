//! Where parts of the window were drawn last, for what lies over them or points at them.

use eframe::egui::{Context, Id, Rect};

/// A part of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    Top,
    /// Where songs come from.
    Source,
    Run,
    MapBar,
    Map,
    Side,
    Results,
    /// What the bar of the results has right of its tabs.
    BesideTabs,
}

/// Notes where a part is drawn in this frame.
pub(crate) fn mark(ctx: &Context, place: Place, rect: Rect) {
    let now = ctx.cumulative_frame_nr();
    ctx.data_mut(|data| data.insert_temp(id(place), (rect, now)));
}

/// Where a part was drawn in this frame or the one before; [`Rect::NOTHING`] where it is closed.
pub(crate) fn find(ctx: &Context, place: Place) -> Rect {
    let now = ctx.cumulative_frame_nr();
    let last: Option<(Rect, u64)> = ctx.data(|data| data.get_temp(id(place)));
    last.filter(|(_, frame)| now.saturating_sub(*frame) <= 1)
        .map_or(Rect::NOTHING, |(rect, _)| rect)
}

fn id(place: Place) -> Id {
    Id::unique(("place", place))
}
