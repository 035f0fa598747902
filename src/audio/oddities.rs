//! What was odd about a file, in words.

use crate::words::{Message, id, say};

/// Lengths that differ by less are taken to agree: a tenth of what was promised, but no less and no
/// more than these seconds.
const TOLERANCE: f64 = 0.1;
const TOLERANCE_SECS: (f64, f64) = (0.06, 0.5);

/// What was noticed while a file was decoded.
#[derive(Debug, Clone, Default)]
pub(super) struct Oddities {
    pub(crate) n_damaged: usize,
    /// Samples that were no sound.
    pub(crate) n_wild: usize,
    /// Other rates, or other numbers of channels, than those of the first packet.
    pub(crate) has_other_rate: bool,
    pub(crate) has_other_channels: bool,
    pub(crate) is_cut: bool,
    /// More sound than is kept.
    pub(crate) is_full: bool,
    pub(crate) declared_secs: Option<f64>,
    /// Whatever else there is to say.
    pub(crate) more: Vec<Message>,
}

impl Oddities {
    /// All of it, of a file with so much sound; `None` for a clean one.
    pub(super) fn remark(&self, secs: f64, rate_hz: u32) -> Option<Message> {
        let mut parts = self.more.clone();
        if self.n_damaged > 0 {
            parts.push(say(id::AUDIO_DAMAGED_PACKETS).with("n", self.n_damaged));
        }
        if self.n_wild > 0 {
            parts.push(say(id::AUDIO_DAMAGED_SAMPLES).with("n", self.n_wild));
        }
        if self.has_other_rate {
            parts.push(say(id::AUDIO_OTHER_RATE).with("rate", rate_hz));
        }
        if self.has_other_channels {
            parts.push(id::AUDIO_OTHER_CHANNELS.into());
        }
        if self.is_cut {
            parts.push(id::AUDIO_CUT.into());
        }
        if self.is_full {
            parts.push(id::AUDIO_TOO_LONG.into());
        } else if let Some(declared) = self
            .declared_secs
            .filter(|&declared| differs(declared, secs))
        {
            let said = say(id::AUDIO_OTHER_LENGTH).with("declared", format!("{declared:.1}"));
            parts.push(said.with("secs", format!("{secs:.1}")));
        }
        (!parts.is_empty()).then(|| Message::joined(parts, "; "))
    }
}

fn differs(declared: f64, secs: f64) -> bool {
    let (least, most) = TOLERANCE_SECS;
    (declared - secs).abs() > (TOLERANCE * declared).clamp(least, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_told_where_it_is_wrong() {
        let of = |declared, secs| {
            Oddities {
                declared_secs: Some(declared),
                ..Oddities::default()
            }
            .remark(secs, 44_100)
        };
        assert_eq!(of(200.0, 200.4), None);
        assert_eq!(of(0.30, 0.27), None);
        assert_eq!(
            of(13.1, 60.0).unwrap(),
            "its header says 13.1 s, but there are 60.0 s of sound"
        );
        assert_eq!(
            of(0.4, 0.2).unwrap(),
            "its header says 0.4 s, but there are 0.2 s of sound"
        );
    }
}
