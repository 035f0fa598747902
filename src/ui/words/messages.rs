//! What other rooms tell in English with its values filled in, so that [`super::told`] finds the values again.

use super::english;

/// Each with places for its values. Fixed parts must tell one from another.
pub const MESSAGES: &[&str] = &[
    english("cluster {n}"),
    english("there is no such file or folder: {path}"),
    english("open a folder of songs first, or the demo"),
    english("stopped; the analysis before is still here"),
    english("stopped"),
    english("the analysis broke off by a fault in the program: {cause}"),
    english("{n} songs in {clusters} clusters after {secs} s"),
    english("epoch {n} of at most {all}"),
    english("iteration {n} of {all}"),
    english(
        "no folder was chosen; where no dialog opens, type or paste a path in the field at the left, or drop a folder \
         on the window",
    ),
    english("lyrics copied"),
    english("{n} songs are played; {mute} have no recording"),
    english("none of these songs has a recording"),
    english("no song of the playlist can be played"),
    english("radio: there is no song left that was not heard"),
    english("the timeline is in {path}"),
    english("the sweep broke off by a fault in the program: {cause}"),
    english("stopped; nothing was written"),
    english("there is no model here whose training can go on"),
    english("writing broke off by a fault in the program: {cause}"),
    // the selection, the table of songs, the reading of the map
    english("select songs first"),
    english("the selection was not described, by a fault in the program: {cause}"),
    english("nothing was written, by a fault in the program: {cause}"),
    english("the table was not made, by a fault in the program: {cause}"),
    english("the map was not read, by a fault in the program: {cause}"),
    english("a run is under way: wait for it or cancel it first"),
    english("that run is not kept any more"),
    english("there are {n} runs of these settings already"),
    english("the run from seed {seed} was given up: {cause}"),
    english("the map of a kept run: {cause}"),
    english("a kept run was skipped: {cause}"),
    english("the list of runs: {cause}"),
    english("sound and words could not be weighed: {cause}"),
    english("weighted features"),
    english("written: {path}"),
    english("there is no analysis to export yet; run one first"),
    english("select a song with a recording first"),
    english("another export is under way; stop it first, or wait for it"),
    english("the export broke off by a fault in the program: {cause}"),
    english("{n} songs that were selected are not in this library any more"),
    english("the songs of this session are not there: {path}"),
    english("no file was chosen; where no dialog opens, type a path in the field"),
    english("the demo songs"),
];
