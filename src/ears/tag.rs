//! The words that the network was taught: the fifty most frequent of those that listeners of
//! last.fm gave to the songs of the Million Song Dataset.

use strum::{IntoStaticStr, VariantArray};

use crate::words::{Text, id};

/// A tag, in the order of the network's outputs. Its key is the tag as listeners wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, IntoStaticStr)]
pub enum Tag {
    #[strum(serialize = "rock")]
    Rock,
    #[strum(serialize = "pop")]
    Pop,
    #[strum(serialize = "alternative")]
    Alternative,
    #[strum(serialize = "indie")]
    Indie,
    #[strum(serialize = "electronic")]
    Electronic,
    #[strum(serialize = "female vocalists")]
    FemaleVocalists,
    #[strum(serialize = "dance")]
    Dance,
    #[strum(serialize = "00s")]
    Twothousands,
    #[strum(serialize = "alternative rock")]
    AlternativeRock,
    #[strum(serialize = "jazz")]
    Jazz,
    #[strum(serialize = "beautiful")]
    Beautiful,
    #[strum(serialize = "metal")]
    Metal,
    #[strum(serialize = "chillout")]
    Chillout,
    #[strum(serialize = "male vocalists")]
    MaleVocalists,
    #[strum(serialize = "classic rock")]
    ClassicRock,
    #[strum(serialize = "soul")]
    Soul,
    #[strum(serialize = "indie rock")]
    IndieRock,
    #[strum(serialize = "Mellow")]
    Mellow,
    #[strum(serialize = "electronica")]
    Electronica,
    #[strum(serialize = "80s")]
    Eighties,
    #[strum(serialize = "folk")]
    Folk,
    #[strum(serialize = "90s")]
    Nineties,
    #[strum(serialize = "chill")]
    Chill,
    #[strum(serialize = "instrumental")]
    Instrumental,
    #[strum(serialize = "punk")]
    Punk,
    #[strum(serialize = "oldies")]
    Oldies,
    #[strum(serialize = "blues")]
    Blues,
    #[strum(serialize = "hard rock")]
    HardRock,
    #[strum(serialize = "ambient")]
    Ambient,
    #[strum(serialize = "acoustic")]
    Acoustic,
    #[strum(serialize = "experimental")]
    Experimental,
    #[strum(serialize = "female vocalist")]
    FemaleVocalist,
    #[strum(serialize = "guitar")]
    Guitar,
    #[strum(serialize = "Hip-Hop")]
    HipHop,
    #[strum(serialize = "70s")]
    Seventies,
    #[strum(serialize = "party")]
    Party,
    #[strum(serialize = "country")]
    Country,
    #[strum(serialize = "easy listening")]
    EasyListening,
    #[strum(serialize = "sexy")]
    Sexy,
    #[strum(serialize = "catchy")]
    Catchy,
    #[strum(serialize = "funk")]
    Funk,
    #[strum(serialize = "electro")]
    Electro,
    #[strum(serialize = "heavy metal")]
    HeavyMetal,
    #[strum(serialize = "Progressive rock")]
    ProgressiveRock,
    #[strum(serialize = "60s")]
    Sixties,
    #[strum(serialize = "rnb")]
    RhythmAndBlues,
    #[strum(serialize = "indie pop")]
    IndiePop,
    #[strum(serialize = "sad")]
    Sad,
    #[strum(serialize = "House")]
    House,
    #[strum(serialize = "happy")]
    Happy,
}

/// Stands before a tag wherever it is shown: what follows is a guess.
pub(crate) const MARK: &str = "≈";

/// How many there are.
pub(crate) const N_TAGS: usize = Tag::VARIANTS.len();

impl Tag {
    /// Marked as a guess.
    pub(crate) fn guessed(self) -> String {
        format!("{MARK} {}", self.label())
    }

    pub(crate) fn label(self) -> Text {
        match self {
            Tag::Rock => id::EARS_TAG_ROCK,
            Tag::Pop => id::EARS_TAG_POP,
            Tag::Alternative => id::EARS_TAG_ALTERNATIVE,
            Tag::Indie => id::EARS_TAG_INDIE,
            Tag::Electronic => id::EARS_TAG_ELECTRONIC,
            Tag::FemaleVocalists => id::EARS_TAG_FEMALE_VOCALISTS,
            Tag::Dance => id::EARS_TAG_DANCE,
            Tag::Twothousands => id::EARS_TAG_2000S,
            Tag::AlternativeRock => id::EARS_TAG_ALTERNATIVE_ROCK,
            Tag::Jazz => id::EARS_TAG_JAZZ,
            Tag::Beautiful => id::EARS_TAG_BEAUTIFUL,
            Tag::Metal => id::EARS_TAG_METAL,
            Tag::Chillout => id::EARS_TAG_CHILLOUT,
            Tag::MaleVocalists => id::EARS_TAG_MALE_VOCALISTS,
            Tag::ClassicRock => id::EARS_TAG_CLASSIC_ROCK,
            Tag::Soul => id::EARS_TAG_SOUL,
            Tag::IndieRock => id::EARS_TAG_INDIE_ROCK,
            Tag::Mellow => id::EARS_TAG_MELLOW,
            Tag::Electronica => id::EARS_TAG_ELECTRONICA,
            Tag::Eighties => id::EARS_TAG_1980S,
            Tag::Folk => id::EARS_TAG_FOLK,
            Tag::Nineties => id::EARS_TAG_1990S,
            Tag::Chill => id::EARS_TAG_CHILL,
            Tag::Instrumental => id::EARS_TAG_INSTRUMENTAL,
            Tag::Punk => id::EARS_TAG_PUNK,
            Tag::Oldies => id::EARS_TAG_OLDIES,
            Tag::Blues => id::EARS_TAG_BLUES,
            Tag::HardRock => id::EARS_TAG_HARD_ROCK,
            Tag::Ambient => id::EARS_TAG_AMBIENT,
            Tag::Acoustic => id::EARS_TAG_ACOUSTIC,
            Tag::Experimental => id::EARS_TAG_EXPERIMENTAL,
            Tag::FemaleVocalist => id::EARS_TAG_FEMALE_VOCALIST,
            Tag::Guitar => id::EARS_TAG_GUITAR,
            Tag::HipHop => id::EARS_TAG_HIP_HOP,
            Tag::Seventies => id::EARS_TAG_1970S,
            Tag::Party => id::EARS_TAG_PARTY,
            Tag::Country => id::EARS_TAG_COUNTRY,
            Tag::EasyListening => id::EARS_TAG_EASY_LISTENING,
            Tag::Sexy => id::EARS_TAG_SEXY,
            Tag::Catchy => id::EARS_TAG_CATCHY,
            Tag::Funk => id::EARS_TAG_FUNK,
            Tag::Electro => id::EARS_TAG_ELECTRO,
            Tag::HeavyMetal => id::EARS_TAG_HEAVY_METAL,
            Tag::ProgressiveRock => id::EARS_TAG_PROGRESSIVE_ROCK,
            Tag::Sixties => id::EARS_TAG_1960S,
            Tag::RhythmAndBlues => id::EARS_TAG_RHYTHM_AND_BLUES,
            Tag::IndiePop => id::EARS_TAG_INDIE_POP,
            Tag::Sad => id::EARS_TAG_SAD,
            Tag::House => id::EARS_TAG_HOUSE,
            Tag::Happy => id::EARS_TAG_HAPPY,
        }
    }
}
