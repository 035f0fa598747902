//! Where panels lie: a tree of tiles that can be dragged, split, tabbed, closed and brought back.
//!
//! Around the map shares are points of the screen, so that panels keep their width when the window
//! grows; up to [`MOST_SHARE`] they are shares of the room. The map takes what is left: see `room`.
//!
//! In the first arrangement the map has half of the window. Where the other half has no room for
//! them, the settings are closed and of the results only the bar with their tabs is in sight, until
//! a person says otherwise.

mod room;
#[cfg(test)]
mod tests;

use eframe::egui::{Id, Vec2};
use egui_tiles::{Container, Linear, LinearDir, Tile, TileId, Tiles, Tree};
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::tab::{Area, Tab};

pub(super) use room::{GAP, OVER_MAP, PLAYER_BAR, TAB_BAR, TOP_BAR, hold_map};
use room::{Hold, below_map};

/// Shares up to this are shares of the room, larger ones are points.
const MOST_SHARE: f32 = 1.0;

/// Arrangements that have a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum Arrangement {
    /// The map with the song beside it, and what else the window has room for: as at first.
    Explore,
    /// The map between settings and song, results below.
    Everything,
    /// Results beside the map.
    Results,
    /// The map, the song, and how training went.
    Present,
}

impl Arrangement {
    pub(crate) const ALL: &[Arrangement] = Self::VARIANTS;
}

/// An arrangement of all panels. Kept as text, so that preferences are read even where a panel of
/// theirs is no more; what cannot be read is the first arrangement again.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub struct Layout {
    tree: Tree<Tab>,
    said: Said,
    /// Of the results below the map only the bar is in sight.
    folded: bool,
}

/// What a person has said of the panels that else go by the size of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Said {
    /// Open, or closed.
    settings: Option<bool>,
    /// Unfolded, or folded.
    results: Option<bool>,
    /// A border between panels was dragged.
    borders: bool,
}

impl Said {
    /// Nothing goes by the size of the window.
    const ALL: Said = Said {
        settings: Some(true),
        results: Some(true),
        borders: true,
    };
}

/// A layout as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    tree: Tree<Tab>,
    said: Said,
}

impl std::fmt::Debug for Layout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.tree.fmt(f)
    }
}

impl Default for Layout {
    fn default() -> Self {
        Self::of(Arrangement::Explore)
    }
}

impl From<Layout> for String {
    fn from(Layout { tree, said, .. }: Layout) -> String {
        serde_json::to_string(&Kept { tree, said }).unwrap_or_default()
    }
}

impl From<String> for Layout {
    fn from(text: String) -> Self {
        serde_json::from_str(&text)
            .ok()
            .or_else(|| of_earlier_versions(&text))
            .map(|Kept { tree, said }| Self {
                tree,
                said,
                folded: false,
            })
            .filter(Layout::is_whole)
            .unwrap_or_default()
    }
}

/// Earlier versions kept the tree alone, with every panel open at first. One that a person arranged
/// stays as it is; what nobody touched is the first arrangement.
fn of_earlier_versions(text: &str) -> Option<Kept> {
    let tree: Tree<Tab> = serde_json::from_str(text).ok()?;
    let old = Layout {
        tree,
        said: Said::ALL,
        folded: false,
    };
    let mut first = Layout::of(Arrangement::Everything);
    first.follow(&old);
    (first != old).then_some(Kept {
        tree: old.tree,
        said: old.said,
    })
}

impl Layout {
    /// The panels as an arrangement has them.
    pub fn of(arrangement: Arrangement) -> Self {
        let mut tiles = Tiles::default();
        let mut tabs = |area| {
            let panes = Tab::at_home(area)
                .map(|tab| tiles.insert_pane(tab))
                .collect();
            tiles.insert_tab_tile(panes)
        };
        let settings = tabs(Area::Settings);
        let map = tabs(Area::Map);
        let song = tabs(Area::Song);
        let results = tabs(Area::Results);
        let mut linear = |dir, parts: &[(TileId, f32)]| {
            let mut linear = Linear::new(dir, parts.iter().map(|(id, _)| *id).collect());
            for &(id, share) in parts {
                linear.shares.set_share(id, share);
            }
            tiles.insert_container(linear)
        };
        use LinearDir::{Horizontal, Vertical};
        let root = match arrangement {
            Arrangement::Explore | Arrangement::Everything => {
                let middle = linear(Vertical, &[(map, 1.0), (results, 262.0)]);
                linear(
                    Horizontal,
                    &[(settings, 292.0), (middle, 1.0), (song, 344.0)],
                )
            }
            Arrangement::Results => linear(
                Horizontal,
                &[
                    (settings, 292.0),
                    (map, 1.0),
                    (results, 0.56),
                    (song, 344.0),
                ],
            ),
            Arrangement::Present => {
                let middle = linear(Vertical, &[(map, 1.0), (results, 0.28)]);
                linear(
                    Horizontal,
                    &[(settings, 292.0), (middle, 1.0), (song, 0.32)],
                )
            }
        };
        let mut layout = Self {
            tree: Tree::new(Id::unique("panels"), root, tiles),
            said: match arrangement {
                Arrangement::Explore => Said::default(),
                Arrangement::Everything | Arrangement::Results | Arrangement::Present => Said::ALL,
            },
            folded: false,
        };
        for &tab in Tab::ALL {
            layout.put(tab, is_open_in(tab, arrangement));
        }
        layout
    }

    /// Every panel is in it once.
    fn is_whole(&self) -> bool {
        let in_tree = |tab: &Tab| {
            let panes = self.tree.tiles.tiles();
            panes
                .filter(|tile| matches!(tile, Tile::Pane(pane) if pane == tab))
                .count()
                == 1
        };
        self.tree.root().is_some() && Tab::ALL.iter().all(in_tree)
    }

    fn tile(&self, tab: Tab) -> Option<TileId> {
        self.tree.tiles.find_pane(&tab)
    }

    /// Open, if perhaps behind another tab.
    pub(crate) fn is_open(&self, tab: Tab) -> bool {
        self.tile(tab)
            .is_some_and(|tile| self.tree.is_visible(tile))
    }

    /// Open, and in front.
    pub(crate) fn shows(&self, tab: Tab) -> bool {
        self.tile(tab)
            .is_some_and(|tile| self.tree.active_tiles().contains(&tile))
    }

    /// The map cannot be closed.
    pub(crate) fn set_open(&mut self, tab: Tab, open: bool) {
        if tab.area() == Area::Settings {
            self.said.settings = Some(open);
        }
        self.put(tab, open);
    }

    fn put(&mut self, tab: Tab, open: bool) {
        if let Some(tile) = self.tile(tab) {
            self.tree.set_visible(tile, open || tab.area() == Area::Map);
        }
    }

    /// Opens a panel, and brings it to the front.
    pub(crate) fn show(&mut self, tab: Tab) {
        self.set_open(tab, true);
        self.bring_forward(tab);
        let tabs = self
            .tile(tab)
            .and_then(|tile| self.tree.tiles.parent_of(tile));
        if tabs.is_some() && tabs == below_map(&self.tree) {
            self.fold(false);
        }
    }

    fn bring_forward(&mut self, tab: Tab) {
        let wanted = self.tile(tab);
        self.tree.make_active(|tile, _| Some(tile) == wanted);
    }

    /// Of the results below the map only the bar is left in sight, or all of them is shown.
    pub(crate) fn fold(&mut self, fold: bool) {
        self.said.results = Some(!fold);
        self.folded = fold;
    }

    pub(crate) fn is_folded(&self) -> bool {
        self.folded
    }

    /// Opens and unfolds what a window of this size has room for, where nobody has said otherwise.
    pub(super) fn suit(&mut self, window: Vec2) {
        let (settings, results) = room::has_room(window);
        if self.said.settings.is_none() && self.is_area_open(Area::Settings) != settings {
            Tab::at_home(Area::Settings).for_each(|tab| self.put(tab, settings));
        }
        self.folded = !self.said.results.unwrap_or(results);
    }

    /// The tabs with results that lie below the map, where there are such.
    pub(super) fn below_map(&self) -> Option<TileId> {
        below_map(&self.tree)
    }

    /// The tabs of a bar.
    pub(super) fn tabs_in(&self, bar: Option<TileId>) -> Vec<TileId> {
        let bar = bar.and_then(|bar| self.tree.tiles.get_container(bar));
        bar.map_or(Vec::new(), Container::children_vec)
    }

    /// A border was dragged: the map has what is left, and no longer half of the window.
    pub(super) fn note_dragged(&mut self) {
        self.said.borders = true;
    }

    /// What of the panels around the map holds in this frame. `over` is the height of the bar and
    /// the legend over the map.
    pub(super) fn hold(&self, over: f32) -> Hold {
        Hold {
            over,
            is_first: self.said == Said::default(),
            folded: below_map(&self.tree).filter(|_| self.folded),
        }
    }

    /// Any panel of an area is open.
    pub(crate) fn is_area_open(&self, area: Area) -> bool {
        Tab::at_home(area).any(|tab| self.is_open(tab))
    }

    /// Opens every panel of an area, or closes all of them.
    pub fn set_area_open(&mut self, area: Area, open: bool) {
        Tab::at_home(area).for_each(|tab| self.set_open(tab, open));
    }

    /// What stands in front here comes to the front there too, where it is open.
    pub(crate) fn follow(&mut self, other: &Layout) {
        for &tab in Tab::ALL {
            if other.shows(tab) && self.is_open(tab) {
                self.bring_forward(tab);
            }
        }
    }

    pub(super) fn tree(&mut self) -> &mut Tree<Tab> {
        &mut self.tree
    }

    /// The tabs that hold the map and nothing else: the map has no tab of its own.
    pub(super) fn bare_tabs(&self) -> Option<TileId> {
        let parent = self.tree.tiles.parent_of(self.tile(Tab::Map)?)?;
        let alone = self.tree.tiles.get_container(parent)?.num_children() == 1;
        alone.then_some(parent)
    }

    /// After a panel was dropped: nothing is a tab before or behind the map. What was dropped on it
    /// lies below it.
    pub(super) fn free_map(&mut self) {
        let tiles = &mut self.tree.tiles;
        let Some(map) = tiles.find_pane(&Tab::Map) else {
            return;
        };
        let Some(parent) = tiles.parent_of(map) else {
            return;
        };
        let Some(Tile::Container(Container::Tabs(tabs))) = tiles.get(parent) else {
            return;
        };
        let others: Vec<TileId> = tabs
            .children
            .iter()
            .copied()
            .filter(|&id| id != map)
            .collect();
        if others.is_empty() {
            return;
        }
        let (above, below) = (
            tiles.insert_tab_tile(vec![map]),
            tiles.insert_tab_tile(others),
        );
        let split = Linear::new(LinearDir::Vertical, vec![above, below]);
        tiles.insert(parent, Tile::Container(split.into()));
    }

    /// False where a tab could be opened that hides the map.
    pub(super) fn keeps_map_in_sight(&self) -> bool {
        let tiles = &self.tree.tiles;
        let mut at = self.tile(Tab::Map);
        while let Some(parent) = at.and_then(|at| tiles.parent_of(at)) {
            let crowded = matches!(
                tiles.get_container(parent),
                Some(Container::Tabs(tabs)) if tabs.children.len() > 1
            );
            if crowded {
                return false;
            }
            at = Some(parent);
        }
        true
    }
}

fn is_open_in(tab: Tab, arrangement: Arrangement) -> bool {
    match arrangement {
        Arrangement::Explore | Arrangement::Everything => true,
        Arrangement::Results => matches!(tab.area(), Area::Map | Area::Results),
        Arrangement::Present => matches!(tab, Tab::Map | Tab::Song | Tab::Curves),
    }
}
