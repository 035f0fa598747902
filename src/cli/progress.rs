//! Progress of the headless door, on stderr: a bar on a terminal, a line a stage elsewhere.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::note;
use crate::file;
use crate::job::{Job, Outcome, Progress, Stage};
use crate::words::{fill, id, tr};

/// Tells what a job does until it ends, and answers the first press of Ctrl-C. Work that is to end
/// and does not is left to end with the program.
pub(super) fn follow<T: Send + 'static>(
    job: &Job<T>,
    n_presses: &AtomicUsize,
    quiet: bool,
) -> Outcome<T> {
    let bar = ProgressBar::new(0);
    if quiet {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) =
        ProgressStyle::with_template("{prefix:>26} {bar:30} {pos}/{len} {elapsed} {wide_msg}")
    {
        bar.set_style(style);
    }
    let say = |line: &str| match (quiet, bar.is_hidden()) {
        (true, _) => {}
        (false, true) => note(line),
        (false, false) => bar.println(line),
    };
    let (mut stage, mut told, mut is_answered) = (None, Vec::new(), false);
    loop {
        // Asked first: what was told before the end is on the channel then.
        let outcome = job.poll();
        for progress in job.progress() {
            if let Progress::Ahead(message) = &progress {
                say(&message.to_string());
            }
            let Some((now, done, total, message)) = read(progress) else {
                continue;
            };
            if stage != Some(now) {
                // Baselines are clustered and scored after the model is: those stages come again.
                let is_new = !told.contains(&now);
                stage = Some(now);
                bar.reset();
                bar.set_prefix(now.label().as_str());
                if bar.is_hidden() && is_new {
                    told.push(now);
                    say(&format!("{}…", now.label()));
                }
            }
            bar.set_length(total as u64);
            bar.set_position(done as u64);
            bar.set_message(message);
        }
        if let Some(outcome) = outcome {
            bar.finish_and_clear();
            return outcome;
        }
        if !is_answered && n_presses.load(Relaxed) > 0 {
            say(tr(id::CLI_ENDING_STAGE));
            is_answered = true;
        }
        let keeps = n_presses.load(Relaxed) < 2 && stage.is_some_and(Stage::keeps_what_there_is);
        if !keeps && job.stop().is_unheard() {
            bar.finish_and_clear();
            job.stop().cancel();
            // Results come as one or not at all; what was not finished the next run clears away.
            file::end_exchanges();
            return Outcome::Cancelled;
        }
        std::thread::sleep(Duration::from_millis(40));
    }
}

/// Stage, units done, units in all, and a word on the present one; `None` for what is told for the
/// window's eyes, or once.
fn read(progress: Progress) -> Option<(Stage, usize, usize, String)> {
    Some(match progress {
        Progress::Step {
            stage,
            done,
            total,
            item,
        } => (stage, done, total, item.to_string()),
        Progress::Epoch { epoch, n_epochs } => {
            let held = epoch
                .validation
                .map_or(String::new(), |v| held_out(v.total));
            let message = fill(
                id::CLI_LOSS,
                &[
                    ("loss", &format!("{:.2}", epoch.train.total)),
                    ("held", &held),
                    ("kl", &format!("{:.2}", epoch.train.kl)),
                ],
            );
            (Stage::Model, epoch.epoch, n_epochs, message)
        }
        Progress::Map {
            iteration,
            n_iterations,
            ..
        } => (Stage::Projection, iteration, n_iterations, String::new()),
        Progress::Ahead(_) | Progress::Glimpse { .. } => return None,
    })
}

fn held_out(loss: f32) -> String {
    fill(id::CLI_LOSS_HELD_OUT, &[("loss", &format!("{loss:.2}"))])
}
