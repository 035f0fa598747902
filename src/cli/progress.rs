//! Progress bars of the headless door.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::job::{Job, Outcome, Progress, Stage};

/// Draws what a job tells, on stderr, until it ends.
pub(super) fn follow<T: Send + 'static>(job: &Job<T>, quiet: bool) -> Outcome<T> {
    let bar = ProgressBar::new(0);
    if quiet {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{prefix:>26} {bar:30} {pos}/{len} {elapsed} {wide_msg}") {
        bar.set_style(style);
    }
    let mut stage: Option<Stage> = None;
    loop {
        for progress in job.progress() {
            let (now, done, total, message) = match progress {
                // The map that moves while the model learns is for the window.
                Progress::Map { .. } if stage == Some(Stage::Model) => continue,
                Progress::Step { stage, done, total, item } => (stage, done, total, item),
                Progress::Epoch { epoch, n_epochs } => {
                    let held = epoch.validation.map_or(String::new(), |v| format!(", held out {:.2}", v.total));
                    let losses = epoch.train;
                    let message = format!("loss {:.2}{held} (KL {:.2})", losses.total, losses.kl);
                    (Stage::Model, epoch.epoch, n_epochs, message)
                }
                Progress::Map { iteration, n_iterations, .. } => {
                    (Stage::Projection, iteration, n_iterations, String::new())
                }
            };
            if stage != Some(now) {
                if stage.is_some() {
                    // The bar of the stage that ended stays on the screen.
                    bar.println(format!("{:>26} {:.1} s", stage.map_or("", Stage::label), bar.elapsed().as_secs_f64()));
                }
                stage = Some(now);
                bar.reset();
                bar.set_prefix(now.label());
            }
            bar.set_length(total as u64);
            bar.set_position(done as u64);
            bar.set_message(message);
        }
        if let Some(outcome) = job.poll() {
            bar.finish_and_clear();
            return outcome;
        }
        std::thread::sleep(Duration::from_millis(40));
    }
}
