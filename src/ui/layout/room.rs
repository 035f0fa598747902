//! The room of the map: never less than a part of the window, whatever is dragged and however small
//! the window.

use eframe::egui::{Rect, Vec2};
use egui_tiles::{Container, LinearDir, TileId, Tree};

use super::super::tab::{Area, Tab};
use super::MOST_SHARE;

/// Of the window's area, at least, with its bar and the legend.
const LEAST_OF_MAP: f32 = 0.4;
/// The same in the first arrangement, of what shows songs alone.
/// A little more than half, so that no rounding takes it below.
const FIRST_OF_MAP: f32 = 0.505;
/// Between two panels.
pub(crate) const GAP: f32 = 1.0;
/// Heights of the bars: at the top of the window, at its bottom, and of the tabs.
pub(crate) const TOP_BAR: f32 = 44.0;
pub(crate) const PLAYER_BAR: f32 = 40.0;
pub(crate) const TAB_BAR: f32 = 34.0;
/// The bar over the map and the legend, as long as it has one row.
pub(crate) const OVER_MAP: f32 = 41.0 + 30.0;
/// Results that are lower than this are better folded.
const LEAST_OF_RESULTS: f32 = 200.0;
/// What a panel that was just dropped takes of the room.
const DROPPED: f32 = 0.3;
/// Below these panels lose their texts: they shrink further only where the map needs it.
const LEAST_WIDTH: f32 = 260.0;
const LEAST_WIDTH_OF_SONG: f32 = 300.0;
const LEAST_HEIGHT: f32 = 160.0;

/// A split with the map in one of its parts.
struct Split {
    id: TileId,
    dir: LinearDir,
    /// The part with the map.
    map: TileId,
    /// The other parts that are in sight.
    others: Vec<Other>,
}

/// A part beside the map.
struct Other {
    part: TileId,
    share: f32,
    /// The least that it should come to, in points.
    floor: f32,
    /// It is folded: just so many points.
    fixed: Option<f32>,
}

/// What holds for the panels around the map.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hold {
    /// Nobody has arranged anything: the map has half of the window.
    pub(crate) is_first: bool,
    /// Height of the bar and the legend over the map.
    pub(crate) over: f32,
    /// Of these tabs only the bar is in sight.
    pub(crate) folded: Option<TileId>,
}

/// Shares around the map as they were, and as they were given for a frame.
pub(crate) struct Held {
    shares: Vec<(TileId, TileId, f32, f32)>,
    /// What the map must have, and what it was given.
    least: f32,
    given: f32,
    hold: Hold,
}

/// Gives the panels around the map what they want, less where the map would have too little.
///
/// `rect` is the room of all panels, `window` the size of the window.
pub(crate) fn hold_map(tree: &mut Tree<Tab>, rect: Rect, window: Vec2, hold: Hold) -> Held {
    let splits = splits(tree, hold);
    let (share, over) = match hold.is_first {
        true => (FIRST_OF_MAP, hold.over),
        false => (LEAST_OF_MAP, 0.0),
    };
    let least = share * window.x * window.y;
    // Up to 1 panels shrink to what they need at least, from there on below it.
    let area = |shrink: f32| {
        let size = room(&splits, rect.size(), shrink);
        size.x * (size.y - over)
    };
    let shrink = if area(0.0) >= least {
        0.0
    } else {
        let (mut low, mut high) = (0.0, 2.0);
        for _ in 0..24 {
            let middle = (low + high) / 2.0;
            if area(middle) < least {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    };
    let mut shares = Vec::new();
    let mut size = rect.size();
    for split in &splits {
        let extent = extent(split, size);
        let mut left = extent;
        for other in &split.others {
            let points = points(other, extent, shrink);
            shares.push((split.id, other.part, other.share, points));
            left -= points;
        }
        let left = left.max(1.0);
        shares.push((
            split.id,
            split.map,
            share_of(tree, split.id, split.map),
            left,
        ));
        *along(&mut size, split.dir) = left;
    }
    for &(split, part, _, given) in &shares {
        set_share(tree, split, part, given);
    }
    let given = room(&splits, rect.size(), shrink);
    Held {
        shares,
        least: LEAST_OF_MAP * window.x * window.y,
        given: given.x * given.y,
        hold,
    }
}

impl Held {
    /// Puts the shares back that nobody dragged in the meantime; all of them where the map would
    /// lose what it must have. True where a border was dragged and stays there.
    pub(crate) fn let_go(self, tree: &mut Tree<Tab>, rect: Rect) -> bool {
        let dragged = |tree: &Tree<Tab>| {
            self.shares
                .iter()
                .any(|&(split, part, _, given)| share_of(tree, split, part) != given)
        };
        if !dragged(tree) {
            self.restore(tree);
            return false;
        }
        let splits = splits(tree, self.hold);
        let wanted = room(&splits, rect.size(), 0.0);
        let area = wanted.x * wanted.y;
        if area < self.least && area < self.given {
            self.restore(tree);
            return false;
        }
        // The map's own share is what is left over: it is no wish. What is folded has none either.
        let maps: Vec<TileId> = splits.iter().map(|split| split.map).collect();
        for &(split, part, was, _) in &self.shares {
            if maps.contains(&part) || Some(part) == self.hold.folded {
                set_share(tree, split, part, was);
            }
        }
        true
    }

    fn restore(&self, tree: &mut Tree<Tab>) {
        for &(split, part, was, _) in &self.shares {
            set_share(tree, split, part, was);
        }
    }
}

/// From the root to the map.
fn splits(tree: &Tree<Tab>, hold: Hold) -> Vec<Split> {
    let tiles = &tree.tiles;
    let mut splits = Vec::new();
    let mut at = tiles.find_pane(&Tab::Map);
    while let Some((part, id)) = at.and_then(|part| Some((part, tiles.parent_of(part)?))) {
        if let Some(Container::Linear(linear)) = tiles.get_container(id) {
            let in_sight = linear.children.iter().copied();
            let in_sight =
                in_sight.filter(|&other| other != part && tiles.is_visible_in_layout(other));
            let others = in_sight
                .map(|other| Other {
                    part: other,
                    share: linear.shares[other],
                    floor: floor(tree, other, linear.dir),
                    fixed: (Some(other) == hold.folded).then_some(TAB_BAR),
                })
                .collect();
            splits.push(Split {
                id,
                dir: linear.dir,
                map: part,
                others,
            });
        }
        at = Some(id);
    }
    splits.reverse();
    splits
}

/// What the map has when panels shrink by so much.
fn room(splits: &[Split], mut size: Vec2, shrink: f32) -> Vec2 {
    for split in splits {
        let extent = extent(split, size);
        let taken: f32 = split
            .others
            .iter()
            .map(|other| points(other, extent, shrink))
            .sum();
        *along(&mut size, split.dir) = (extent - taken).max(1.0);
    }
    size
}

/// The room of all parts together.
fn extent(split: &Split, mut size: Vec2) -> f32 {
    (*along(&mut size, split.dir) - GAP * split.others.len() as f32).max(1.0)
}

fn points(other: &Other, extent: f32, shrink: f32) -> f32 {
    if let Some(points) = other.fixed {
        return points;
    }
    let share = other.share;
    let wanted = if share == MOST_SHARE {
        DROPPED * extent
    } else if share < MOST_SHARE {
        share * extent
    } else {
        share
    };
    let floor = other.floor.min(wanted);
    if shrink <= 1.0 {
        wanted + (floor - wanted) * shrink
    } else {
        floor * (2.0 - shrink)
    }
}

fn floor(tree: &Tree<Tab>, part: TileId, dir: LinearDir) -> f32 {
    match dir {
        LinearDir::Vertical => LEAST_HEIGHT,
        LinearDir::Horizontal if holds(tree, part, Area::Song) => LEAST_WIDTH_OF_SONG,
        LinearDir::Horizontal => LEAST_WIDTH,
    }
}

fn holds(tree: &Tree<Tab>, part: TileId, area: Area) -> bool {
    if let Some(tab) = tree.tiles.get_pane(&part) {
        return tab.area() == area;
    }
    let children = tree.tiles.get_container(part).map(Container::children_vec);
    children
        .into_iter()
        .flatten()
        .any(|child| holds(tree, child, area))
}

fn along(size: &mut Vec2, dir: LinearDir) -> &mut f32 {
    match dir {
        LinearDir::Horizontal => &mut size.x,
        LinearDir::Vertical => &mut size.y,
    }
}

fn share_of(tree: &Tree<Tab>, split: TileId, part: TileId) -> f32 {
    match tree.tiles.get_container(split) {
        Some(Container::Linear(linear)) => linear.shares[part],
        _ => MOST_SHARE,
    }
}

fn set_share(tree: &mut Tree<Tab>, split: TileId, part: TileId, share: f32) {
    if let Some(egui_tiles::Tile::Container(Container::Linear(linear))) = tree.tiles.get_mut(split)
    {
        linear.shares.set_share(part, share);
    }
}

/// The tabs with results that lie below the map, where there are such.
pub(super) fn below_map(tree: &Tree<Tab>) -> Option<TileId> {
    let is_tabs = |part| matches!(tree.tiles.get_container(part), Some(Container::Tabs(_)));
    splits(tree, Hold::default())
        .iter()
        .filter(|split| split.dir == LinearDir::Vertical)
        .flat_map(|split| &split.others)
        .map(|other| other.part)
        .find(|&part| is_tabs(part) && holds(tree, part, Area::Results))
}

/// Whether a window has room for the settings, and for the results, beside a map that has half of
/// it. The results come first.
pub(super) fn has_room(window: Vec2) -> (bool, bool) {
    let enough = |settings: f32, results: f32| {
        let width = window.x - LEAST_WIDTH_OF_SONG - GAP - settings;
        let height = window.y - TOP_BAR - PLAYER_BAR - OVER_MAP - results - GAP;
        width > 0.0 && height > 0.0 && width * height >= FIRST_OF_MAP * window.x * window.y
    };
    let results = enough(0.0, LEAST_OF_RESULTS);
    let height = if results { LEAST_OF_RESULTS } else { TAB_BAR };
    (enough(LEAST_WIDTH + GAP, height), results)
}

/// What the map has with the shares as they stand, which are points of the screen by now.
#[cfg(test)]
pub(super) fn room_given(tree: &Tree<Tab>, mut size: Vec2) -> Vec2 {
    for split in splits(tree, Hold::default()) {
        let extent = extent(&split, size);
        let given = share_of(tree, split.id, split.map);
        let all: f32 = given + split.others.iter().map(|other| other.share).sum::<f32>();
        *along(&mut size, split.dir) = extent * given / all;
    }
    size
}
