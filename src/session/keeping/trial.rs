//! A session that is ended at any moment: the steps of it, for `tests/trials/kill.py`.

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

use super::super::fixture::settle;
use super::super::*;
use super::tests::{settle_recovery, wait_for_autosave, watched};
use super::*;

#[derive(Deserialize)]
struct Trial {
    home: PathBuf,
    steps: Vec<String>,
}

fn tell(line: impl std::fmt::Display) {
    println!("TRIAL {line}");
}

/// Where the session that looked for `words` stands among those that ended badly.
fn place(session: &Session, words: &str) -> usize {
    let offer = session.keeping().offer().iter();
    offer.map(Left::search).position(|s| s == words).unwrap()
}

fn step(session: &mut Session, home: &std::path::Path, step: &str) {
    let (what, words) = step.split_once(' ').unwrap_or((step, ""));
    match what {
        "search" => {
            session.apply(Command::Search(words.to_string()));
            wait_for_autosave(session);
            tell(format_args!("kept {words}"));
        }
        "restore" => {
            let index = place(session, words);
            session.apply(Command::Keeping(Keeping::Restore(index)));
            settle(session);
            settle_recovery(session);
            tell(format_args!("kept {words}"));
        }
        "forget" => {
            let index = place(session, words);
            session.apply(Command::Keeping(Keeping::Forget(index)));
            settle(session);
            tell("forgotten");
        }
        "look" => {
            for left in session.keeping().offer() {
                tell(format_args!("offer {}", left.search()));
            }
            let aside = fs::read_dir(home.join("recovery/aside"));
            for path in aside
                .into_iter()
                .flatten()
                .map(|entry| entry.unwrap().path())
            {
                let file = SessionFile::read(&path);
                tell(format_args!(
                    "aside {}",
                    file.map_or("damaged".into(), |f| f.search)
                ));
            }
        }
        "closing" => tell("closing"),
        "leave" => {
            session.leave();
            tell("left");
        }
        other => panic!("{other}"),
    }
}

#[test]
#[ignore = "needs steps in LATENTUNE_TRIAL, from tests/trials/kill.py"]
fn steps() {
    let trial = std::env::var("LATENTUNE_TRIAL").unwrap();
    let Trial { home, steps } = serde_json::from_str(&trial).unwrap();
    let mut session = watched(&home);
    for message in session.messages() {
        if message.level != Level::Info {
            tell(format_args!("warning {}", message.text));
        }
    }
    steps.iter().for_each(|s| step(&mut session, &home, s));
    tell("end");
    // As a crash: nothing is put in order.
    std::process::exit(0);
}
