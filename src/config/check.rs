//! What settings accept: each by itself as its row says, and the few rules between them.

use super::{BetaSchedule, Checked, Config, ModelConfig, ModelKind, Needs, knobs};
use crate::error::{Error, Result};
use crate::words::{Value, id, say};

impl ModelConfig {
    /// Each setting within its range, whatever the others are: what a stored model may have been
    /// trained with.
    ///
    /// # Errors
    /// [`Error::Config`] for the first that is not.
    pub(crate) fn check_ranges(&self) -> Result<()> {
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
            id::CONFIG_ANOTHER_THAN_MODEL_UNLESS_MODEL,
        )?;
        Ok(Checked(self.clone()))
    }

    fn check_audio_and_text(&self) -> Result<()> {
        let (n_fft, t) = (self.audio.n_fft, &self.text);
        check(
            n_fft.is_power_of_two(),
            "audio.n_fft",
            id::CONFIG_POWER_TWO_FROM_256_16384,
        )?;
        check(
            self.network.n_fft.is_multiple_of(2),
            "network.n_fft",
            id::NETWORK_EVEN,
        )?;
        let has_terms = t.word_ngrams != [0, 0] || t.char_ngrams != [0, 0];
        check(
            !t.tfidf || has_terms,
            "text.word_ngrams",
            id::CONFIG_UNLESS_CHAR_NGRAMS,
        )?;
        check(
            t.tfidf || t.vectors.on || t.sentences.on,
            "text.tfidf",
            id::CONFIG_UNLESS_VECTORS_SENTENCES,
        )
    }

    fn check_model(&self) -> Result<()> {
        let m = &self.model;
        check(
            !m.is_scheduled(BetaSchedule::Cyclical) || m.n_cycles <= m.n_epochs / 2,
            "model.n_cycles",
            id::CONFIG_MOST_HALF_N_EPOCHS,
        )?;
        let weighs_kl = m.kind != ModelKind::BetaTcvae;
        check(
            weighs_kl || m.schedule != BetaSchedule::Capacity,
            "model.schedule",
            id::CONFIG_ANOTHER_THAN_CAPACITY_TCVAE,
        )?;
        check(
            weighs_kl || m.free_bits == 0.0,
            "model.free_bits",
            id::CONFIG_0_TCVAE,
        )?;
        check(
            m.kind.needs() != Needs::Conditions || !m.conditions.is_empty(),
            "model.conditions",
            id::CONFIG_LEAST_ONE_LABEL_COLUMN_SUCH,
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
                say(id::CONFIG_MULTIPLE_STEP_THERE_N_LAYERS)
                    .with("step", step)
                    .with("n_layers", n_layers),
            )?;
        }
        Ok(())
    }
}

fn check(ok: bool, field: &'static str, accepts: impl Into<Value>) -> Result<()> {
    if ok {
        Ok(())
    } else {
        Err(Error::config(
            field,
            say(id::CONFIG_MUST_ACCEPTS).with("accepts", accepts),
        ))
    }
}
