//! Tests of the whole: the plan of the house, the run from folder to results, the window, the player.

mod architecture;
mod fixture;
mod player;
mod real_data;
mod run;
