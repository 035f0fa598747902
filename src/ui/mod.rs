//! (room to be built)

pub mod map;
