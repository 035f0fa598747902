//! The one seed of a run, spread into streams that do not disturb each other.

/// One step of `SplitMix64` (Steele, Lea, Flood 2014): spreads close seeds far apart.
pub fn splitmix64(x: u64) -> u64 {
    let z = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The seed of the stream with that number, which differs from every other seed's and number's.
pub(crate) fn stream(seed: u64, number: u64) -> u64 {
    splitmix64(seed ^ splitmix64(number + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of the generator for seed 0, as its authors' own program prints them.
    #[test]
    fn it_is_the_generator_of_the_paper() {
        let step = 0x9E37_79B9_7F4A_7C15u64;
        let of = |n: u64| splitmix64(step.wrapping_mul(n));
        let expected = [
            0xE220_A839_7B1D_CDAF,
            0x6E78_9E6A_A1B9_65F4,
            0x06C4_5D18_8009_454F,
        ];
        assert_eq!([of(0), of(1), of(2)], expected);
    }
}
