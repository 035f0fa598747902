//! What settings accept: each by itself as its row says, and the few rules between them.

use super::{BetaSchedule, Checked, Config, ModelConfig, ModelKind, Needs, knobs};
use crate::error::{Error, Result};

impl ModelConfig {
    /// Each setting within its range, whatever the others are: what a stored model may have been
    /// trained with.
    ///
    /// # Errors
    /// [`Error::Config`] for the first that is not.
    pub fn check_ranges(&self) -> Result<()> {
        let whole = Config {
            model: self.clone(),
            ..Config::plain()
        };
        knobs().try_for_each(|knob| knob.check(&whole))
    }
}

impl Config {
    /// Settings within range and fit for each other, or the first that is not.
    ///
    /// # Errors
    /// [`Error::Config`] with the name of the setting and what it accepts.
    pub fn check(&self) -> Result<Checked> {
        knobs().try_for_each(|knob| knob.check(self))?;
        self.check_audio_and_text()?;
        self.check_model()?;
        self.check_patches()?;
        check(
            self.clustering.method.suits(self.model.kind),
            "clustering.method",
            "another than `model`, unless model.kind is `vade`",
        )?;
        Ok(Checked(self.clone()))
    }

    fn check_audio_and_text(&self) -> Result<()> {
        let (n_fft, t) = (self.audio.n_fft, &self.text);
        check(
            n_fft.is_power_of_two(),
            "audio.n_fft",
            "a power of two from 256 to 16384",
        )?;
        let has_terms = t.word_ngrams != [0, 0] || t.char_ngrams != [0, 0];
        check(
            !t.tfidf || has_terms,
            "text.word_ngrams",
            "on, unless char_ngrams are",
        )?;
        check(
            t.tfidf || t.vectors.on || t.sentences.on,
            "text.tfidf",
            "on, unless vectors or sentences are",
        )
    }

    fn check_model(&self) -> Result<()> {
        let m = &self.model;
        check(
            !m.is_scheduled(BetaSchedule::Cyclical) || m.n_cycles <= m.n_epochs / 2,
            "model.n_cycles",
            "at most half of n_epochs",
        )?;
        let weighs_kl = m.kind != ModelKind::BetaTcvae;
        check(
            weighs_kl || m.schedule != BetaSchedule::Capacity,
            "model.schedule",
            "another than `capacity` for a β-TCVAE",
        )?;
        check(
            weighs_kl || m.free_bits == 0.0,
            "model.free_bits",
            "0 for a β-TCVAE",
        )?;
        check(
            m.kind.needs() != Needs::Conditions || !m.conditions.is_empty(),
            "model.conditions",
            "at least one label column, such as [\"language\"]",
        )
    }

    fn check_patches(&self) -> Result<()> {
        let p = &self.model.patches;
        let (n_layers, step) = (p.channels.len(), 1 << p.channels.len());
        for (size, name) in [
            (p.n_mels, "model.patches.n_mels"),
            (p.n_frames, "model.patches.n_frames"),
        ] {
            check(
                size.is_multiple_of(step),
                name,
                &format!("a multiple of {step}, as there are {n_layers} layers"),
            )?;
        }
        Ok(())
    }
}

fn check(ok: bool, field: &'static str, accepts: &str) -> Result<()> {
    if ok {
        Ok(())
    } else {
        Err(Error::config(field, format!("must be {accepts}")))
    }
}
