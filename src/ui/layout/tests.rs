use eframe::egui::{Rect, Vec2, pos2, vec2};

use super::*;

/// The room of the map in a window of a size, with a bar above the panels.
fn map_room(layout: &mut Layout, window: Vec2) -> Vec2 {
    let rect = Rect::from_min_max(pos2(0.0, TOP_BAR), window.to_pos2() - vec2(0.0, PLAYER_BAR));
    layout.suit(window);
    let hold = layout.hold(OVER_MAP);
    let tree = layout.tree();
    let held = hold_map(tree, rect, window, hold);
    let room = room::room_given(tree, rect.size());
    held.let_go(tree, rect);
    room
}

#[test]
fn the_map_has_two_fifths_of_every_window_in_every_arrangement() {
    for &arrangement in Arrangement::ALL {
        for window in [
            vec2(800.0, 600.0),
            vec2(1024.0, 768.0),
            vec2(1280.0, 800.0),
            vec2(1366.0, 768.0),
            vec2(1920.0, 1080.0),
            vec2(3840.0, 2160.0),
        ] {
            let mut layout = Layout::of(arrangement);
            let room = map_room(&mut layout, window);
            let share = room.x * room.y / (window.x * window.y);
            assert!(share > 0.399, "{arrangement:?} at {window:?}: {share}");
            if arrangement != Arrangement::Explore {
                assert_eq!(layout, Layout::of(arrangement), "what panels want is kept");
            }
        }
    }
}

#[test]
fn panels_keep_their_width_where_there_is_room() {
    let window = vec2(2400.0, 1400.0);
    for layout in [Layout::default(), Layout::of(Arrangement::Everything)] {
        let room = map_room(&mut layout.clone(), window);
        assert_eq!(
            room,
            vec2(
                2400.0 - 292.0 - 344.0 - 2.0,
                1400.0 - TOP_BAR - PLAYER_BAR - 262.0 - 1.0
            )
        );
    }
}

#[test]
fn results_stand_beside_the_map_and_leave_it_its_height() {
    let room = map_room(&mut Layout::of(Arrangement::Results), vec2(1366.0, 768.0));
    assert_eq!(room.y, 768.0 - TOP_BAR - PLAYER_BAR);
    assert!(room.x > 560.0, "{room:?}");
}

#[test]
fn panels_are_closed_brought_back_and_brought_to_the_front() {
    let mut layout = Layout::default();
    assert!(layout.shows(Tab::Curves) && !layout.shows(Tab::Scores));
    layout.show(Tab::Scores);
    assert!(layout.shows(Tab::Scores) && !layout.shows(Tab::Curves) && layout.is_open(Tab::Curves));
    layout.set_open(Tab::Scores, false);
    assert!(!layout.is_open(Tab::Scores) && !layout.shows(Tab::Scores));
    layout.set_area_open(Area::Results, false);
    assert!(!layout.is_area_open(Area::Results));
    layout.show(Tab::Trust);
    assert!(layout.shows(Tab::Trust) && !layout.is_open(Tab::Scores));
    layout.set_open(Tab::Map, false);
    assert!(layout.is_open(Tab::Map), "the map stays");
}

#[test]
fn a_layout_is_kept_as_text_and_what_cannot_be_read_is_the_first_again() {
    let mut layout = Layout::of(Arrangement::Results);
    layout.show(Tab::Runs);
    let text = String::from(layout.clone());
    assert_eq!(Layout::from(text.clone()), layout);
    for broken in ["", "{}", &text.replace("\"Trust\"", "\"Tarot\"")] {
        assert_eq!(Layout::from(broken.to_string()), Layout::default());
    }
}

#[test]
fn what_is_dropped_on_the_map_lies_below_it() {
    let mut layout = Layout::default();
    let map = layout.tile(Tab::Map).unwrap();
    let trust = layout.tile(Tab::Trust).unwrap();
    let tabs = layout.tree.tiles.parent_of(map).unwrap();
    layout.tree.move_tile_to_container(trust, tabs, 1, false);
    assert!(!layout.keeps_map_in_sight() && layout.bare_tabs().is_none());
    layout.free_map();
    assert!(layout.keeps_map_in_sight() && layout.bare_tabs().is_some());
    assert!(layout.shows(Tab::Trust) && layout.shows(Tab::Map) && layout.is_whole());
}

#[test]
fn settings_and_results_go_by_the_window_until_one_says_otherwise() {
    let small = vec2(1366.0, 768.0);
    let mut layout = Layout::default();
    for (window, settings, folded) in [
        (vec2(1024.0, 700.0), false, true),
        (small, false, true),
        (vec2(1440.0, 900.0), false, true),
        (vec2(1920.0, 1080.0), false, false),
        (vec2(2560.0, 1440.0), true, false),
    ] {
        layout.suit(window);
        let now = (layout.is_area_open(Area::Settings), layout.is_folded());
        assert_eq!(now, (settings, folded), "{window:?}");
    }
    layout.suit(small);
    layout.show(Tab::Trust);
    layout.set_open(Tab::Settings, true);
    layout.suit(small);
    assert!(!layout.is_folded() && layout.is_open(Tab::Settings));
    let mut again = Layout::from(String::from(layout));
    again.suit(small);
    assert!(!again.is_folded() && again.is_open(Tab::Settings));
    again.fold(true);
    again.suit(vec2(2560.0, 1440.0));
    assert!(again.is_folded());
}

#[test]
fn layouts_of_earlier_versions_are_the_first_where_nobody_arranged_them() {
    let mut old = Layout::of(Arrangement::Everything);
    let text = |layout: &Layout| serde_json::to_string(&layout.tree).unwrap();
    old.show(Tab::Scores);
    assert_eq!(Layout::from(text(&old)), Layout::default());
    old.set_open(Tab::Trust, false);
    let mut kept = Layout::from(text(&old));
    kept.suit(vec2(1366.0, 768.0));
    assert!(kept.is_open(Tab::Settings) && !kept.is_open(Tab::Trust) && !kept.is_folded());
}
