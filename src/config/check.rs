//! What each setting accepts.

use super::{BetaSchedule, Checked, ClusteringMethod, Config, ModelKind};
use crate::error::{Error, Result};

impl Config {
    /// Settings within range, or the first that is not.
    ///
    /// # Errors
    /// [`Error::Config`] with the name of the setting and what it accepts.
    pub fn check(&self) -> Result<Checked> {
        self.check_audio()?;
        self.check_text()?;
        self.check_fusion()?;
        self.check_model()?;
        self.check_kind()?;
        self.check_clustering()?;
        self.check_pictures()?;
        Ok(Checked(self.clone()))
    }

    fn check_audio(&self) -> Result<()> {
        let a = &self.audio;
        check(
            a.sample_rate_hz >= 8_000 && a.sample_rate_hz <= 48_000,
            "audio.sample_rate_hz",
            "between 8000 and 48000",
        )?;
        check(
            a.window_secs >= 1.0 && a.window_secs.is_finite(),
            "audio.window_secs",
            "at least 1",
        )?;
        check(a.n_windows >= 1, "audio.n_windows", "at least 1")?;
        check(
            a.n_fft.is_power_of_two() && (256..=16_384).contains(&a.n_fft),
            "audio.n_fft",
            "a power of two from 256 to 16384",
        )?;
        check(
            a.hop_samples >= 64 && a.hop_samples <= a.n_fft,
            "audio.hop_samples",
            "between 64 and n_fft",
        )?;
        check(
            (20..=256).contains(&a.n_mels),
            "audio.n_mels",
            "between 20 and 256",
        )?;
        check(
            a.n_mfcc >= 2 && a.n_mfcc <= a.n_mels,
            "audio.n_mfcc",
            "between 2 and n_mels",
        )
    }

    fn check_fusion(&self) -> Result<()> {
        let f = &self.fusion;
        for (weight, name) in [
            (f.audio_weight, "fusion.audio_weight"),
            (f.lyrics_weight, "fusion.lyrics_weight"),
            (f.numbers_weight, "fusion.numbers_weight"),
        ] {
            check((0.0..=1000.0).contains(&weight), name, "between 0 and 1000")?;
        }
        Ok(())
    }

    fn check_model(&self) -> Result<()> {
        let m = &self.model;
        check(
            (1..=512).contains(&m.n_latent),
            "model.n_latent",
            "between 1 and 512",
        )?;
        check(
            m.hidden.iter().all(|h| (1..=8192).contains(h)),
            "model.hidden",
            "widths between 1 and 8192",
        )?;
        check(m.n_epochs >= 1, "model.n_epochs", "at least 1")?;
        check(m.batch_size >= 1, "model.batch_size", "at least 1")?;
        check(
            m.learning_rate > 0.0 && m.learning_rate <= 1.0,
            "model.learning_rate",
            "above 0 and at most 1",
        )?;
        check(
            (0.0..=1000.0).contains(&m.beta),
            "model.beta",
            "between 0 and 1000",
        )?;
        check(
            (0.0..=0.5).contains(&m.validation_share),
            "model.validation_share",
            "between 0 and 0.5",
        )?;
        check(
            m.gradient_clip >= 0.0 && m.gradient_clip.is_finite(),
            "model.gradient_clip",
            "0 or more",
        )
    }

    fn check_text(&self) -> Result<()> {
        let (t, v) = (&self.text, &self.text.vectors);
        check(
            range_or_off(t.word_ngrams, 5),
            "text.word_ngrams",
            "[shortest, longest] from 1 to 5, or [0, 0]",
        )?;
        check(
            range_or_off(t.char_ngrams, 8),
            "text.char_ngrams",
            "[shortest, longest] from 1 to 8, or [0, 0]",
        )?;
        check(t.min_df >= 1, "text.min_df", "at least 1")?;
        check(
            t.max_df > 0.0 && t.max_df <= 1.0,
            "text.max_df",
            "above 0 and at most 1",
        )?;
        check(
            t.max_words >= 1 && t.max_chars >= 1,
            "text.max_words",
            "and max_chars at least 1",
        )?;
        let has_terms = t.word_ngrams != [0, 0] || t.char_ngrams != [0, 0];
        check(
            !t.tfidf || has_terms,
            "text.word_ngrams",
            "on, unless char_ngrams are",
        )?;
        check(
            t.tfidf || v.on || t.sentences.on,
            "text.tfidf",
            "on, unless vectors or sentences are",
        )?;
        check(
            (2..=2000).contains(&v.n_dims),
            "text.vectors.n_dims",
            "between 2 and 2000",
        )?;
        check(
            (1..=50).contains(&v.window),
            "text.vectors.window",
            "between 1 and 50",
        )?;
        check(
            (1..=100).contains(&v.negative),
            "text.vectors.negative",
            "between 1 and 100",
        )?;
        check(
            (1..=10_000).contains(&v.n_epochs),
            "text.vectors.n_epochs",
            "between 1 and 10000",
        )?;
        check(v.min_count >= 1, "text.vectors.min_count", "at least 1")?;
        check(
            (0.0..=1.0).contains(&v.sample),
            "text.vectors.sample",
            "between 0 and 1",
        )?;
        check(
            v.learning_rate > 0.0 && v.learning_rate <= 1.0,
            "text.vectors.learning_rate",
            "above 0 and at most 1",
        )
    }

    fn check_kind(&self) -> Result<()> {
        let m = &self.model;
        check(
            (1..=1000).contains(&m.n_cycles),
            "model.n_cycles",
            "between 1 and 1000",
        )?;
        let cyclical = m.kind.is_variational() && m.schedule == BetaSchedule::Cyclical;
        check(
            !cyclical || m.n_cycles <= m.n_epochs / 2,
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
            (0.0..=10_000.0).contains(&m.capacity_nats),
            "model.capacity_nats",
            "between 0 and 10000",
        )?;
        check(
            m.capacity_epochs >= 1,
            "model.capacity_epochs",
            "at least 1",
        )?;
        check(
            (0.0..=100.0).contains(&m.free_bits),
            "model.free_bits",
            "between 0 and 100",
        )?;
        check(
            m.active_threshold >= 0.0 && m.active_threshold.is_finite(),
            "model.active_threshold",
            "0 or more",
        )?;
        check(m.n_components <= 1000, "model.n_components", "at most 1000")?;
        let conditioned = m.kind != ModelKind::Cvae || !m.conditions.is_empty();
        check(
            conditioned,
            "model.conditions",
            "at least one label column, such as [\"language\"]",
        )?;
        let p = &m.patches;
        check(
            (1..=64).contains(&p.n_crops),
            "model.patches.n_crops",
            "between 1 and 64",
        )?;
        check(
            (1..=5).contains(&p.channels.len()),
            "model.patches.channels",
            "one to five widths",
        )?;
        check(
            p.channels.iter().all(|c| (1..=1024).contains(c)),
            "model.patches.channels",
            "between 1 and 1024",
        )?;
        let step = 1 << p.channels.len();
        let fits = |size: usize| size >= step && size <= 4096 && size.is_multiple_of(step);
        check(
            fits(p.n_mels),
            "model.patches.n_mels",
            &format!(
                "a multiple of {step}, as there are {} layers",
                p.channels.len()
            ),
        )?;
        check(
            fits(p.n_frames),
            "model.patches.n_frames",
            &format!(
                "a multiple of {step}, as there are {} layers",
                p.channels.len()
            ),
        )?;
        check(
            (64..=8192).contains(&p.hop_samples),
            "model.patches.hop_samples",
            "between 64 and 8192",
        )
    }

    fn check_clustering(&self) -> Result<()> {
        let c = &self.clustering;
        check(
            (2..=1000).contains(&c.n_clusters),
            "clustering.n_clusters",
            "between 2 and 1000",
        )?;
        check(c.n_init >= 1, "clustering.n_init", "at least 1")?;
        check(
            c.max_iterations >= 1,
            "clustering.max_iterations",
            "at least 1",
        )?;
        check(
            (2..=1000).contains(&c.k_max),
            "clustering.k_max",
            "between 2 and 1000",
        )?;
        check(
            c.eps >= 0.0 && c.eps.is_finite(),
            "clustering.eps",
            "0 (automatic) or more",
        )?;
        check(c.min_samples >= 1, "clustering.min_samples", "at least 1")?;
        check(
            c.min_cluster_size >= 2,
            "clustering.min_cluster_size",
            "at least 2",
        )?;
        check(c.n_neighbors >= 1, "clustering.n_neighbors", "at least 1")?;
        let own = c.method != ClusteringMethod::Model || self.model.kind == ModelKind::Vade;
        check(
            own,
            "clustering.method",
            "another than `model`, unless model.kind is `vade`",
        )
    }

    fn check_pictures(&self) -> Result<()> {
        let (p, s) = (&self.projection, &self.scores);
        check(
            p.perplexity >= 0.0 && p.perplexity <= 500.0,
            "projection.perplexity",
            "0 (automatic) to 500",
        )?;
        check(
            p.n_iterations >= 50,
            "projection.n_iterations",
            "at least 50",
        )?;
        check(
            (2..=500).contains(&p.n_neighbors),
            "projection.n_neighbors",
            "between 2 and 500",
        )?;
        check(
            (0.0..=1.0).contains(&p.min_dist),
            "projection.min_dist",
            "between 0 and 1",
        )?;
        check(s.n_stability <= 1000, "scores.n_stability", "at most 1000")?;
        check(
            (1..=1000).contains(&s.n_neighbors),
            "scores.n_neighbors",
            "between 1 and 1000",
        )?;
        check(
            (2..=50).contains(&s.n_folds),
            "scores.n_folds",
            "between 2 and 50",
        )
    }
}

fn range_or_off([low, high]: [usize; 2], most: usize) -> bool {
    [low, high] == [0, 0] || (1 <= low && low <= high && high <= most)
}

fn check(ok: bool, field: &'static str, accepts: &str) -> Result<()> {
    if ok {
        Ok(())
    } else {
        Err(Error::config(field, format!("must be {accepts}")))
    }
}
