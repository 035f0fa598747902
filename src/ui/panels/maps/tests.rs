//! The maps driven by a pointer: real events at the places where songs are drawn.

use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, accesskit::Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::session::fixture::{self, N_SONGS, settle};
use crate::session::{Command, Listening, MapSource, Picture};

use crate::ui::map::MapTool;
use crate::ui::tests::{Desk, map_room, open, run, session, with_song};

fn place(harness: &Harness<'_, Desk>, map: usize, song: usize) -> Pos2 {
    harness.state().view.panels.map.maps.panes[map]
        .place(song)
        .unwrap()
}

fn chosen(harness: &Harness<'_, Desk>) -> Vec<usize> {
    harness.state().session.selection().songs().to_vec()
}

fn hold(harness: &mut Harness<'_, Desk>, keys: Modifiers) {
    harness.event(Event::ModifiersChanged(keys));
    harness.step();
}

fn button(
    harness: &mut Harness<'_, Desk>,
    at: Pos2,
    button: PointerButton,
    pressed: bool,
    keys: Modifiers,
) {
    harness.event(Event::PointerButton {
        pos: at,
        button,
        pressed,
        modifiers: keys,
    });
    harness.step();
}

fn click(harness: &mut Harness<'_, Desk>, at: Pos2, which: PointerButton, keys: Modifiers) {
    hold(harness, keys);
    harness.hover_at(at);
    harness.step();
    button(harness, at, which, true, keys);
    button(harness, at, which, false, keys);
    hold(harness, Modifiers::NONE);
    run(harness);
}

/// A drag with the primary button through `places`.
fn drag(harness: &mut Harness<'_, Desk>, places: &[Pos2], keys: Modifiers) {
    press_and_move(harness, places, keys);
    button(
        harness,
        *places.last().unwrap(),
        PointerButton::Primary,
        false,
        keys,
    );
    hold(harness, Modifiers::NONE);
    run(harness);
}

fn press_and_move(harness: &mut Harness<'_, Desk>, places: &[Pos2], keys: Modifiers) {
    hold(harness, keys);
    harness.hover_at(places[0]);
    harness.step();
    button(harness, places[0], PointerButton::Primary, true, keys);
    for pair in places.windows(2) {
        for part in [0.1, 0.4, 0.7, 1.0] {
            harness.hover_at(pair[0].lerp(pair[1], part));
            harness.step();
        }
    }
}

/// A frame around some songs of a map, and all the songs in it.
fn frame_around(harness: &Harness<'_, Desk>, map: usize, songs: &[usize]) -> (Rect, Vec<usize>) {
    let places: Vec<Pos2> = songs
        .iter()
        .map(|&song| place(harness, map, song))
        .collect();
    let frame = Rect::from_points(&places).expand(5.0);
    (
        frame,
        (0..N_SONGS)
            .filter(|&i| frame.contains(place(harness, map, i)))
            .collect(),
    )
}

fn around(frame: Rect) -> [Pos2; 5] {
    [
        frame.left_top(),
        frame.right_top(),
        frame.right_bottom(),
        frame.left_bottom(),
        frame.left_top() + vec2(0.0, 4.0),
    ]
}

/// The songs of one cluster lie together.
fn cluster(harness: &Harness<'_, Desk>, cluster: u32) -> Vec<usize> {
    let labels = &harness.state().session.analysis().unwrap().clusters.labels;
    (0..N_SONGS)
        .filter(|&i| labels[i] == Some(cluster))
        .collect()
}

fn desk() -> Harness<'static, Desk> {
    let mut harness = open(session());
    run(&mut harness);
    harness
}

#[test]
fn a_lasso_takes_adds_and_takes_away_and_the_others_turn_grey() {
    let mut harness = desk();
    harness.get_by_label("Lasso (L)").click();
    run(&mut harness);
    let (first, in_first) = frame_around(&harness, 0, &cluster(&harness, 0));
    drag(&mut harness, &around(first), Modifiers::NONE);
    assert_eq!(chosen(&harness), in_first);
    let grey: Vec<usize> = (0..N_SONGS).filter(|i| !in_first.contains(i)).collect();
    assert_eq!(harness.state().view.panels.map.maps.greyed(), grey);
    assert_eq!(
        harness.state().session.selected(),
        None,
        "a lasso plays nothing"
    );

    let (second, in_second) = frame_around(&harness, 0, &cluster(&harness, 2));
    drag(&mut harness, &around(second), Modifiers::SHIFT);
    let both: Vec<usize> = (0..N_SONGS)
        .filter(|i| in_first.contains(i) || in_second.contains(i))
        .collect();
    assert_eq!(
        chosen(&harness),
        both,
        "songs that are grey because they are not chosen can be added"
    );
    drag(&mut harness, &around(first), Modifiers::ALT);
    let left: Vec<usize> = both.into_iter().filter(|i| !in_first.contains(i)).collect();
    assert_eq!(chosen(&harness), left);

    drag(
        &mut harness,
        &around(second),
        Modifiers::COMMAND | Modifiers::CTRL,
    );
    assert_eq!(
        chosen(&harness).len(),
        left.iter().filter(|i| !in_second.contains(i)).count()
    );
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    run(&mut harness);
    assert_eq!(chosen(&harness), left);

    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    run(&mut harness);
    assert!(chosen(&harness).len() > left.len());
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    run(&mut harness);
    assert_eq!(chosen(&harness), left);
    drag(
        &mut harness,
        &[first.center(), first.center() + vec2(3.0, 3.0)],
        Modifiers::NONE,
    );
    assert_eq!(chosen(&harness), left, "a slip of the hand lets nothing go");
}

#[test]
fn a_box_takes_what_is_in_it_but_not_what_the_legend_left_out() {
    let mut harness = desk();
    harness.key_press(Key::B);
    run(&mut harness);
    assert_eq!(harness.state().view.panels.map.maps.tool, MapTool::Box);
    harness
        .state_mut()
        .session
        .apply(Command::ColourBy(crate::session::ColourBy::Label(0)));
    harness
        .state_mut()
        .session
        .apply(Command::ToggleClass(Some(0)));
    run(&mut harness);
    let (frame, inside) = frame_around(&harness, 0, &cluster(&harness, 1));
    drag(
        &mut harness,
        &[frame.right_bottom(), frame.left_top()],
        Modifiers::NONE,
    );
    let shown: Vec<usize> = inside
        .iter()
        .copied()
        .filter(|i| ![1, 3].contains(&(i % 5)))
        .collect();
    assert!(shown.len() < inside.len() && chosen(&harness) == shown);
}

#[test]
fn while_panning_ctrl_draws_a_lasso_and_a_plain_drag_moves_the_map() {
    let mut harness = desk();
    let (frame, inside) = frame_around(&harness, 0, &cluster(&harness, 3));
    drag(
        &mut harness,
        &around(frame),
        Modifiers::COMMAND | Modifiers::CTRL,
    );
    assert_eq!(chosen(&harness), inside);
    let before = place(&harness, 0, 7);
    drag(
        &mut harness,
        &[frame.center(), frame.center() + vec2(40.0, -25.0)],
        Modifiers::NONE,
    );
    let moved = place(&harness, 0, 7) - before;
    assert!((moved - vec2(40.0, -25.0)).length() < 0.5, "{moved:?}");
    assert_eq!(chosen(&harness), inside);
}

#[test]
fn a_path_plays_the_songs_it_passes_in_its_order() {
    let mut harness = desk();
    harness.key_press(Key::P);
    run(&mut harness);
    let [a, b] = [0, 2].map(|c| cluster(&harness, c)[0]);
    let (start, end) = (place(&harness, 0, a), place(&harness, 0, b));
    drag(&mut harness, &[start, end], Modifiers::NONE);
    let list = harness.state().pushed.iter().find_map(|c| match c {
        Command::Listening(Listening::PlayList(songs)) => Some(songs.clone()),
        _ => None,
    });
    let list = list.expect("a path is played");
    assert!(list.contains(&a) && list.contains(&b));
    let direction = (end - start).normalized();
    let along: Vec<f32> = list
        .iter()
        .map(|&song| (place(&harness, 0, song) - start).dot(direction))
        .collect();
    assert!(along.windows(2).all(|w| w[0] <= w[1] + 0.5), "{along:?}");
    for &song in &list {
        let to = place(&harness, 0, song) - start;
        assert!(
            (to - direction * to.dot(direction)).length() < 12.0
                || (place(&harness, 0, song) - end).length() < 12.0
        );
    }
    assert!(chosen(&harness).is_empty());
}

#[test]
fn a_click_plays_and_one_with_shift_takes_and_lets_go() {
    let mut harness = desk();
    let at = place(&harness, 0, 12);
    click(&mut harness, at, PointerButton::Primary, Modifiers::NONE);
    assert_eq!(harness.state().session.selected(), Some(12));
    assert!(chosen(&harness).is_empty());
    for song in [20, 31] {
        let at = place(&harness, 0, song);
        click(&mut harness, at, PointerButton::Primary, Modifiers::SHIFT);
    }
    assert_eq!(chosen(&harness), [20, 31]);
    let at = place(&harness, 0, 20);
    click(&mut harness, at, PointerButton::Primary, Modifiers::SHIFT);
    assert_eq!(chosen(&harness), [31]);
    assert_eq!(
        harness.state().session.selected(),
        Some(12),
        "what plays goes on"
    );
}

#[test]
fn escape_gives_up_a_line_then_the_selection_then_the_song() {
    let mut harness = open(with_song(3));
    run(&mut harness);
    harness.key_press(Key::L);
    run(&mut harness);
    let (frame, inside) = frame_around(&harness, 0, &cluster(&harness, 0));
    drag(&mut harness, &around(frame), Modifiers::NONE);
    let (other, _) = frame_around(&harness, 0, &cluster(&harness, 2));
    press_and_move(&mut harness, &around(other), Modifiers::NONE);
    harness.key_press(Key::Escape);
    harness.run_steps(4);
    button(
        &mut harness,
        other.left_top(),
        PointerButton::Primary,
        false,
        Modifiers::NONE,
    );
    run(&mut harness);
    assert_eq!(
        chosen(&harness),
        inside,
        "the line was given up, the selection stays"
    );
    harness.key_press(Key::Escape);
    run(&mut harness);
    assert!(chosen(&harness).is_empty() && harness.state().session.selected() == Some(3));
    harness.key_press(Key::Escape);
    run(&mut harness);
    assert_eq!(harness.state().session.selected(), None);
}

#[test]
fn keys_take_all_invert_and_let_go() {
    let mut harness = desk();
    for (key, n) in [
        (Key::A, N_SONGS),
        (Key::I, 0),
        (Key::I, N_SONGS),
        (Key::D, 0),
    ] {
        harness.key_press_modifiers(Modifiers::COMMAND, key);
        run(&mut harness);
        assert_eq!(chosen(&harness).len(), n, "{key:?}");
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    run(&mut harness);
    assert_eq!(chosen(&harness).len(), N_SONGS);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    run(&mut harness);
    assert!(chosen(&harness).is_empty());
}

#[test]
fn the_menu_of_a_song_selects_what_it_belongs_to() {
    let mut harness = desk();
    let song = cluster(&harness, 1)[0];
    let at = place(&harness, 0, song);
    click(&mut harness, at, PointerButton::Secondary, Modifiers::NONE);
    harness.get_by_label("Select its cluster, 2").click();
    run(&mut harness);
    assert_eq!(chosen(&harness), cluster(&harness, 1));
    click(&mut harness, at, PointerButton::Secondary, Modifiers::NONE);
    let language = harness
        .state()
        .session
        .song(song)
        .unwrap()
        .language
        .clone()
        .unwrap()
        .name;
    harness
        .get_by_label(&format!("Select language: {language}"))
        .click();
    run(&mut harness);
    let of_language =
        |i: usize| fixture::library().songs[i].language.as_ref().unwrap().name == language;
    assert_eq!(
        chosen(&harness),
        (0..N_SONGS).filter(|&i| of_language(i)).collect::<Vec<_>>()
    );
    click(&mut harness, at, PointerButton::Secondary, Modifiers::NONE);
    harness.get_by_label("Select it and its neighbours").click();
    run(&mut harness);
    assert!(chosen(&harness).len() == 11 && chosen(&harness).contains(&song));

    let ground = map_room(&harness).left_bottom() + vec2(6.0, -6.0);
    click(
        &mut harness,
        ground,
        PointerButton::Secondary,
        Modifiers::NONE,
    );
    assert!(
        harness
            .query_by_label("Select it and its neighbours")
            .is_none()
    );
    harness
        .get_by(|n| n.label().is_some_and(|l| l.starts_with("Undo")))
        .click();
    run(&mut harness);
    assert_eq!(
        chosen(&harness),
        (0..N_SONGS).filter(|&i| of_language(i)).collect::<Vec<_>>()
    );
}

#[test]
fn the_menu_of_the_legend_selects_adds_and_takes_away() {
    let mut harness = desk();
    for (entry, choice, clusters) in [
        (1, "Select these songs", &[0][..]),
        (3, "Add them to the selection", &[0, 2]),
        (1, "Take them out of the selection", &[2]),
    ] {
        harness
            .get_by_label(&format!("Legend: cluster {entry}"))
            .click_secondary();
        run(&mut harness);
        harness.get_by_label(choice).click();
        run(&mut harness);
        let mut expected: Vec<usize> = clusters
            .iter()
            .flat_map(|&c| cluster(&harness, c))
            .collect();
        expected.sort_unstable();
        assert_eq!(chosen(&harness), expected, "{choice}");
    }
    assert!(harness.state().session.colouring().shows_all());
}

#[test]
fn found_songs_are_selected_and_an_undone_search_leaves_its_field() {
    let mut harness = desk();
    harness.get_by_label("Search songs").focus();
    run(&mut harness);
    harness.get_by_label("Search songs").type_text("ayesha");
    run(&mut harness);
    let found = harness.state().session.search().found().to_vec();
    harness.get_by_label("Select the found songs").click();
    run(&mut harness);
    assert_eq!(chosen(&harness), found);
    for _ in 0..2 {
        harness
            .state_mut()
            .session
            .apply(Command::Selecting(crate::session::Selecting::Undo));
    }
    run(&mut harness);
    assert_eq!(
        harness.get_by_label("Search songs").value().as_deref(),
        Some("")
    );
    assert!(!harness.state().session.search().is_active());
}

fn wait(harness: &mut Harness<'_, Desk>) {
    harness.step();
    settle(&mut harness.state_mut().session);
    run(harness);
}

fn with_maps(n: usize) -> Harness<'static, Desk> {
    let mut harness = desk();
    harness.get_by_label("Maps side by side").click();
    run(&mut harness);
    harness
        .get_by_label(["One map", "Two maps", "Three maps", "Four maps"][n - 1])
        .click();
    wait(&mut harness);
    harness.key_press(Key::Escape);
    run(&mut harness);
    harness
}

#[test]
fn digits_say_how_many_maps_there_are() {
    let mut harness = desk();
    for (key, n) in [(Key::Num3, 2), (Key::Num2, 1), (Key::Num1, 0)] {
        harness.key_press(key);
        run(&mut harness);
        assert_eq!(harness.state().session.side_maps().len(), n);
    }
}

#[test]
fn two_maps_share_the_pointer_and_the_selection_and_move_apart() {
    let mut harness = with_maps(2);
    assert_eq!(
        harness.state().session.side_maps()[0].source(),
        &MapSource::Picture(Picture::Pca)
    );
    harness.get_by_label("Map 2 of songs");
    let at = place(&harness, 1, 9);
    harness.hover_at(at);
    run(&mut harness);
    let hovered = harness.state().session.hovered().unwrap();
    assert!((place(&harness, 1, hovered) - at).length() <= (place(&harness, 1, 9) - at).length());
    let here = place(&harness, 0, hovered);
    let ring = |harness: &Harness<'_, Desk>| {
        let circles = harness
            .output()
            .shapes
            .iter()
            .flat_map(|s| circles(&s.shape))
            .collect::<Vec<_>>();
        circles
            .iter()
            .any(|(center, radius)| center.distance(here) < 0.5 && *radius > 3.0)
    };
    assert!(ring(&harness), "the song is ringed on the other map too");
    harness.hover_at(
        harness.state().view.panels.map.maps.panes[1]
            .view_rect()
            .left_bottom()
            + vec2(3.0, -3.0),
    );
    run(&mut harness);
    assert_eq!(harness.state().session.hovered(), None);
    assert!(!ring(&harness));

    harness.key_press(Key::L);
    run(&mut harness);
    let (frame, inside) = frame_around(&harness, 1, &cluster(&harness, 4));
    drag(&mut harness, &around(frame), Modifiers::NONE);
    assert_eq!(chosen(&harness), inside);
    for pane in &harness.state().view.panels.map.maps.panes {
        assert_eq!(pane.greyed().len(), N_SONGS - inside.len());
    }

    harness.key_press(Key::V);
    run(&mut harness);
    let before = [place(&harness, 0, 30), place(&harness, 1, 30)];
    drag(
        &mut harness,
        &[frame.center(), frame.center() + vec2(20.0, 10.0)],
        Modifiers::NONE,
    );
    assert_eq!(
        place(&harness, 0, 30),
        before[0],
        "each map moves on its own"
    );
    assert!((place(&harness, 1, 30) - before[1] - vec2(20.0, 10.0)).length() < 0.5);
}

#[test]
fn points_are_made_anew_only_when_something_changed_and_their_look_once_for_all_maps() {
    let mut harness = with_maps(2);
    let revisions = |harness: &Harness<'_, Desk>| {
        harness
            .state()
            .view
            .panels
            .map
            .maps
            .panes
            .iter()
            .map(|pane| pane.cloud().unwrap().revision())
            .collect::<Vec<_>>()
    };
    let before = revisions(&harness);
    for song in [3, 14, 25] {
        let at = place(&harness, 1, song);
        harness.hover_at(at);
        run(&mut harness);
    }
    harness.state_mut().session.apply(Command::Play(9));
    run(&mut harness);
    assert_eq!(revisions(&harness), before);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    run(&mut harness);
    let after = revisions(&harness);
    assert!(
        after[0] > before[0] && after[0] == after[1],
        "{before:?} {after:?}"
    );
}

fn circles(shape: &eframe::egui::Shape) -> Vec<(Pos2, f32)> {
    match shape {
        eframe::egui::Shape::Circle(circle) => vec![(circle.center, circle.radius)],
        eframe::egui::Shape::Vec(shapes) => shapes.iter().flat_map(circles).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_selection_flies_to_the_other_maps_unless_it_is_told_not_to() {
    let mut harness = with_maps(2);
    let flying = |harness: &Harness<'_, Desk>| {
        let lines = harness
            .output()
            .shapes
            .iter()
            .filter(|s| matches!(s.shape, eframe::egui::Shape::LineSegment { .. }));
        lines.count()
    };
    harness.run_steps(2);
    let at_rest = flying(&harness);
    harness
        .state_mut()
        .session
        .apply(Command::Selecting(crate::session::Selecting::Songs(
            (0..20).collect(),
            crate::session::How::Replace,
        )));
    // A step is a quarter of a second.
    harness.run_steps(2);
    assert!(
        flying(&harness) >= at_rest + 20,
        "{} lines, {at_rest} before",
        flying(&harness)
    );
    harness.run_steps(8);
    assert_eq!(flying(&harness), at_rest, "they have arrived");
    harness.state_mut().view.panels.map.maps.flow.on = false;
    harness
        .state_mut()
        .session
        .apply(Command::Selecting(crate::session::Selecting::Invert));
    harness.run_steps(2);
    assert_eq!(flying(&harness), at_rest);
}

#[test]
fn a_side_map_is_chosen_turned_to_other_dimensions_and_closed() {
    let mut harness = with_maps(3);
    let list = |n: usize| format!("Map {n} shows");
    harness
        .get_by(|n| n.role() == Role::ComboBox && n.label().as_deref() == Some(&list(3)))
        .click();
    run(&mut harness);
    harness
        .get_all_by_label("latent dimensions")
        .last()
        .unwrap()
        .click();
    wait(&mut harness);
    assert_eq!(
        harness.state().session.side_maps()[1].source(),
        &MapSource::Latents(0, 1)
    );
    let field = harness.get_by(|n| {
        n.role() == Role::SpinButton && n.label().as_deref() == Some("Dimension upwards")
    });
    field.set_value_accesskit(5.0);
    wait(&mut harness);
    assert_eq!(
        harness.state().session.side_maps()[1].source(),
        &MapSource::Latents(0, 4)
    );
    let latents = harness
        .state()
        .session
        .analysis()
        .unwrap()
        .latents()
        .clone();
    assert_eq!(
        harness.state().session.side_maps()[1].xy().unwrap().row(3),
        [latents.row(3)[0], latents.row(3)[4]]
    );
    harness.get_by_label("Close map 2").click();
    wait(&mut harness);
    assert_eq!(harness.state().session.side_maps().len(), 1);
    assert_eq!(
        harness.state().session.side_maps()[0].source(),
        &MapSource::Latents(0, 4),
        "the others stay"
    );
}

#[test]
fn the_contents_fly_to_a_cluster_and_select_it() {
    let mut harness = desk();
    harness.state_mut().view.show(crate::ui::Tab::Clusters);
    run(&mut harness);
    harness.get_by_label("Contents").click();
    run(&mut harness);
    let fitted = |h: &Harness<'_, Desk>| h.state().view.panels.map.maps.panes[0].view.is_fitted();
    assert!(fitted(&harness));
    let members = cluster(&harness, 1);
    let before = frame_around(&harness, 0, &members).0;
    let mut fly = harness.query_all_by_label_contains("Fly to cluster 2");
    fly.next().unwrap().click();
    drop(fly);
    run(&mut harness);
    assert!(!fitted(&harness));
    // A few that lie apart may be out of view.
    let pane = &harness.state().view.panels.map.maps.panes[0];
    let seen: Vec<Pos2> = members
        .iter()
        .filter_map(|&song| pane.place(song))
        .collect();
    assert!(5 * seen.len() >= 4 * members.len());
    let after = Rect::from_points(&seen);
    assert!(after.width() > 1.2 * before.width(), "{after:?} {before:?}");
    let middle = map_room(&harness).center();
    assert!((after.center() - middle).length() < 0.3 * map_room(&harness).width());
    let mut take = harness.query_all_by_label_contains("Select cluster 2");
    take.next().unwrap().click();
    drop(take);
    run(&mut harness);
    assert_eq!(chosen(&harness), members);
}

#[test]
fn contours_are_switched_on_in_the_menu_and_left_out_with_their_class() {
    let mut harness = desk();
    let lines = |h: &mut Harness<'_, Desk>| {
        h.step();
        let shapes = h.output().shapes.iter();
        let is_line = |shape: &eframe::egui::Shape| {
            let closed = |path: &eframe::egui::epaint::PathShape| {
                path.closed && path.points.len() >= 8 && path.fill.a() == 0
            };
            matches!(shape, eframe::egui::Shape::Path(path) if closed(path))
        };
        shapes.filter(|clipped| is_line(&clipped.shape)).count()
    };
    // Icons have closed lines too.
    let others = lines(&mut harness);
    harness.get_by_label("Maps side by side").click();
    run(&mut harness);
    harness.get_by_label("Density contours").click();
    run(&mut harness);
    assert!(harness.state().session.map_marks().contours);
    harness.key_press(Key::Escape);
    for _ in 0..200 {
        if lines(&mut harness) >= others + 10 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let all = lines(&mut harness) - others;
    assert!(all >= 10, "two for each of five clusters: {all}");
    let session = &mut harness.state_mut().session;
    session.apply(Command::ToggleClass(Some(0)));
    let fewer = lines(&mut harness) - others;
    assert!(fewer < all && fewer >= 8, "{fewer}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    run(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    run(&mut harness);
    assert_eq!(lines(&mut harness), others, "the switch is undone too");
}
