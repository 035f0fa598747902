//! The room of the map: never less than a part of the window, whatever is dragged and however small
//! the window.

use eframe::egui::{Rect, Vec2};
use egui_tiles::{Container, LinearDir, TileId, Tree};

use super::super::tab::{Area, Tab};
use super::MOST_SHARE;

/// Of the window's area, at least.
const LEAST_OF_MAP: f32 = 0.4;
/// Between two panels.
pub(crate) const GAP: f32 = 1.0;
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
    /// The other parts that are in sight: share, and the least that it should come to in points.
    others: Vec<(TileId, f32, f32)>,
}

/// Shares around the map as they were, and as they were given for a frame.
pub(crate) struct Held {
    shares: Vec<(TileId, TileId, f32, f32)>,
    /// What the map must have, and what it was given.
    least: f32,
    given: f32,
}

/// Gives the panels around the map what they want, less where the map would have too little.
///
/// `rect` is the room of all panels, `window` the size of the window.
pub(crate) fn hold_map(tree: &mut Tree<Tab>, rect: Rect, window: Vec2) -> Held {
    let splits = splits(tree);
    let least = LEAST_OF_MAP * window.x * window.y;
    // Up to 1 panels shrink to what they need at least, from there on below it.
    let area = |shrink: f32| {
        let size = room(&splits, rect.size(), shrink);
        size.x * size.y
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
        for &(part, share, floor) in &split.others {
            let points = points(share, floor, extent, shrink);
            shares.push((split.id, part, share, points));
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
    Held {
        shares,
        least,
        given: area(shrink),
    }
}

impl Held {
    /// Puts the shares back that nobody dragged in the meantime; all of them where the map would
    /// lose what it must have.
    pub(crate) fn let_go(self, tree: &mut Tree<Tab>, rect: Rect) {
        let dragged = |tree: &Tree<Tab>| {
            self.shares
                .iter()
                .any(|&(split, part, _, given)| share_of(tree, split, part) != given)
        };
        if !dragged(tree) {
            return self.restore(tree);
        }
        let wanted = room(&splits(tree), rect.size(), 0.0);
        let area = wanted.x * wanted.y;
        if area < self.least && area < self.given {
            return self.restore(tree);
        }
        // The map's own share is what is left over: it is no wish.
        let maps: Vec<TileId> = splits(tree).iter().map(|split| split.map).collect();
        for &(split, part, was, _) in &self.shares {
            if maps.contains(&part) {
                set_share(tree, split, part, was);
            }
        }
    }

    fn restore(&self, tree: &mut Tree<Tab>) {
        for &(split, part, was, _) in &self.shares {
            set_share(tree, split, part, was);
        }
    }
}

/// From the root to the map.
fn splits(tree: &Tree<Tab>) -> Vec<Split> {
    let tiles = &tree.tiles;
    let mut splits = Vec::new();
    let mut at = tiles.find_pane(&Tab::Map);
    while let Some((part, id)) = at.and_then(|part| Some((part, tiles.parent_of(part)?))) {
        if let Some(Container::Linear(linear)) = tiles.get_container(id) {
            let in_sight = linear.children.iter().copied();
            let in_sight =
                in_sight.filter(|&other| other != part && tiles.is_visible_in_layout(other));
            let others = in_sight
                .map(|other| (other, linear.shares[other], floor(tree, other, linear.dir)))
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
            .map(|&(_, share, floor)| points(share, floor, extent, shrink))
            .sum();
        *along(&mut size, split.dir) = (extent - taken).max(1.0);
    }
    size
}

/// The room of all parts together.
fn extent(split: &Split, mut size: Vec2) -> f32 {
    (*along(&mut size, split.dir) - GAP * split.others.len() as f32).max(1.0)
}

fn points(share: f32, floor: f32, extent: f32, shrink: f32) -> f32 {
    let wanted = if share == MOST_SHARE {
        DROPPED * extent
    } else if share < MOST_SHARE {
        share * extent
    } else {
        share
    };
    let floor = floor.min(wanted);
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

/// What the map has with the shares as they stand, which are points of the screen by now.
#[cfg(test)]
pub(super) fn room_given(tree: &Tree<Tab>, mut size: Vec2) -> Vec2 {
    for split in splits(tree) {
        let extent = extent(&split, size);
        let given = share_of(tree, split.id, split.map);
        let all: f32 = given + split.others.iter().map(|(_, share, _)| share).sum::<f32>();
        *along(&mut size, split.dir) = extent * given / all;
    }
    size
}
