//! The one integration binary: a file for each part of the house that needs more than its own room.

mod player;
