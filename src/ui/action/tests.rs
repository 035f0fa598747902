use std::collections::BTreeSet;

use eframe::egui::{Context, Event, Modifiers, RawInput};
use strum::VariantArray;

use super::*;
use crate::session::fixture;

/// A frame in which these keys go down; what was asked for.
fn press(keys: Keys) -> Vec<Action> {
    let key = |key, modifiers| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    };
    let (event, modifiers) = match keys {
        Keys::Alone(code) => (key(code, Modifiers::NONE), Modifiers::NONE),
        Keys::Ctrl(code) => (key(code, Modifiers::COMMAND), Modifiers::COMMAND),
        Keys::CtrlShift(code) => {
            let modifiers = Modifiers::COMMAND | Modifiers::SHIFT;
            (key(code, modifiers), modifiers)
        }
        Keys::Typed(text) => (Event::Text(text.to_string()), Modifiers::NONE),
    };
    let (ctx, mut asked) = (Context::default(), Vec::new());
    let input = RawInput {
        events: vec![Event::ModifiersChanged(modifiers), event],
        ..RawInput::default()
    };
    let mut output = ctx.run_ui(input, |ui| {
        asked.extend(pressed(ui.ctx(), Keyboard::Window))
    });
    output.textures_delta.clear();
    asked
}

#[test]
fn each_key_does_its_action_and_no_other() {
    let mut seen = BTreeSet::new();
    for action in Action::fixed() {
        for &keys in action.keys() {
            assert!(seen.insert(keys.to_string()), "{keys} is there twice");
            assert_eq!(press(keys), std::slice::from_ref(&action), "{keys}");
        }
    }
    assert!(
        seen.contains("Ctrl+Y") && seen.contains("T") && seen.len() > 35,
        "{seen:?}"
    );
}

#[test]
fn keys_give_way_to_what_has_the_keyboard() {
    let elsewhere = |keys| {
        let ctx = Context::default();
        let mut asked = Vec::new();
        let event = Event::Key {
            key: keys,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let input = RawInput {
            events: vec![event],
            ..RawInput::default()
        };
        let mut output = ctx.run_ui(input, |ui| {
            asked.extend(pressed(ui.ctx(), Keyboard::Elsewhere))
        });
        output.textures_delta.clear();
        asked
    };
    assert_eq!(elsewhere(eframe::egui::Key::F), []);
    assert_eq!(elsewhere(eframe::egui::Key::F5), [Action::Present]);
}

#[test]
fn every_action_is_listed_once_with_a_name_of_its_own() {
    let session = fixture::session();
    let all = Action::fixed();
    for (i, action) in all.iter().enumerate() {
        assert!(!all[..i].contains(action), "{action:?} is there twice");
        assert!(
            !action.text(&session).contains('{'),
            "{}",
            action.text(&session)
        );
    }
    let listed = Action::all(&session);
    for action in all.iter().filter(|action| action.is_enabled(&session)) {
        assert!(listed.contains(action), "{action:?}");
    }
    assert!(listed.contains(&Action::ColourBy(ColourBy::Cluster)));
}

#[test]
fn names_are_written_with_their_keys() {
    let session = fixture::session();
    assert_eq!(Action::Larger.hint(&session), "Larger (Ctrl++)");
    assert_eq!(Action::Redo.keys_text(), "Ctrl+Shift+Z, Ctrl+Y");
    assert_eq!(Action::Run.hint(&session), "Run");
    assert!(!Action::Undo.is_enabled(&session) && Action::Maps(2).is_enabled(&session));
}

/// But what depends on the songs, and what another action leads to.
#[test]
fn no_action_is_forgotten() {
    let listed: Vec<ActionKind> = Action::fixed().iter().map(ActionKind::from).collect();
    let missing: Vec<&ActionKind> = ActionKind::VARIANTS
        .iter()
        .filter(|kind| !listed.contains(kind))
        .collect();
    let others = [
        ActionKind::Play,
        ActionKind::ColourBy,
        ActionKind::FlyTo,
        ActionKind::Cluster,
        ActionKind::ChooseFile,
    ];
    assert_eq!(missing, others.iter().collect::<Vec<_>>());
}
