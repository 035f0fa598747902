//! Lessons: settings, what to look at, a question, and what the numbers must show for its answer to
//! be the answer. A teacher writes one as a small file; those that travel with the program are such
//! files too, with their words in every language.
//!
//! # A file
//! ```toml
//! [lesson]
//! title = "Does sound know languages?"
//! text = "Only the sound is shown to the model. Colour by language and listen."
//! question = "Do the clusters follow the languages?"
//! panel = "scores"                         # what comes to the front, one of [`Panel`]
//! colour = "language"                      # a column, or one of [`Hue`]
//! picture = "pca"                          # the map as it was drawn, or two principal components
//! promises = ["ari.language > high.ari.language", "active_dimensions >= 2"]
//! answer = "ARI is {ari.language}; of shuffled labels 97.5 % stay below {high.ari.language}."
//! otherwise = "With these songs they do not: ARI is {ari.language}."
//!
//! [settings]
//! fusion.modality = "audio"
//! model.beta = 4.0
//! ```
//! Settings are laid over the plain ones. A promise compares a [`Measure`] with another or with a
//! number. `*` in the place of a column is any one label column, the same throughout.

mod run_number;
mod measure;
mod promise;
mod wording;
mod lesson;
mod read;
mod of_run;
mod ours;
#[cfg(test)]
mod tests;

pub(crate) use lesson::{Hue, Lesson, Outcome, Panel};
pub(crate) use of_run::of_run;
pub(crate) use ours::ours;
pub(crate) use promise::Judged;
pub use read::is_lesson;
pub(crate) use read::load;
