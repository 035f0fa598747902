#![no_main]

mod place;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| place::read(
    latentune::fuzzing::Reader::Network,
    bytes
));
