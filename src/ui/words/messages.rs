//! What other rooms tell in English with its values filled in, so that [`super::told`] finds the
//! values again.

use super::english;

/// Each with places for its values. Fixed parts must tell one from another.
pub const MESSAGES: &[&str] = &[
    english("cluster {n}"),
    english("there is no such file or folder: {path}"),
    english("open a folder of songs first, or the demo"),
    english("stopped; the analysis before is still here"),
    english("stopped"),
    english("{what} broke off by a fault in the program: {cause}"),
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
    english("stopped; nothing was written"),
    english("there is no model here whose training can go on"),
    // the selection, the table of songs, the reading of the map
    english("{n} songs written: {path}"),
    english("select songs first"),
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
    english("{n} songs that were selected are not in this library any more"),
    english("the songs of this session are not there: {path}"),
    english("no file was chosen; where no dialog opens, type a path in the field"),
    english("{n} songs written: {path}"),
    english("the demo songs"),
    english("put aside: {path}"),
    english("a session that ended badly cannot be opened: {cause}"),
    english("a crash would cost what was changed last, which cannot be written: {cause}"),
    // what is told of tables, and of settings that few songs cannot give
    english("no header line: columns are called `column 1`, `column 2`, …"),
    english("{n} line(s) above the names of the columns were passed over"),
    english("{n} lines name the columns together: `{name}` is one of them"),
    english(
        "line {line} and {n} more: a quote opens and is never closed, and was read as a plain character",
    ),
    english("line {line}: a quote opens and is never closed, and was read as a plain character"),
    english(
        "line {line}: a quote opens and is never closed: its cell was read to the end of the file, which may be cut off",
    ),
    english(
        "{n} row(s) have more cells than there are columns, the first in line {line}; the rest of each was left out",
    ),
    english("no feature, as it tells of the file and not of the music; {option} makes it one"),
    english("no feature, as it counts the rows; {option} makes it one"),
    english("no feature, as its numbers name something, as ids do; {option} makes it one"),
    english("no feature, as its numbers count classes; {option} makes it one"),
    english("{n} cell(s) are infinite and count as unknown"),
    english("{n} cell(s) are no numbers, such as `{cell}`, and count as unknown"),
    english(
        "{n} cell(s) are no numbers, such as `{cell}`, {m} are infinite, and all of them count as unknown",
    ),
    english("left out: {n} of its {all} cells are no numbers, such as `{cell}`"),
    english("its songs were found in {folder}"),
    english(
        "no row leads to a recording or to lyrics: read as a table of numbers, in which each row is a song",
    ),
    english("the recordings of {n} row(s) are not there: these are songs of words alone"),
    english(
        "{n} songs have this recording, each with words or labels of its own; all are heard whole",
    ),
    english("not taken for a list of the songs: it names {n} of them only"),
    english(
        "none of the {n} rows leads to a recording or to lyrics, for example {cell}; looked in {folders}",
    ),
    english("none of the {n} rows leads to a recording or to lyrics; looked in {folders}"),
    english("cannot tell which column holds the recordings or the lyrics"),
    english("{n} clusters asked for, {made} made: there are only {songs} songs"),
    english("up to {n} clusters asked for, up to {made} tried: there are only {songs} songs"),
    english("{n} clusters asked for, {made} made: the songs differ in no more"),
    english("{n} neighbours in the graph asked for, {k} used: there are only {songs} songs"),
    english(
        "{n} neighbours by sound and by words asked for, {k} used: there are only {songs} songs",
    ),
    english("{n} neighbours in the other folds asked for, {k} used: there are only {songs} songs"),
    english("{n} neighbours to judge it by asked for, {k} used: there are only {songs} songs"),
    english("{n} songs around a core asked for, {k} used: there are only {songs} songs"),
    english("windows of {n} tokens asked for, {k} used: the model takes no more"),
    english("{n} row(s) are called like another and got a number behind it"),
    english(
        "not told apart without clusters: that takes two classes of at least {n} songs, one for each fold",
    ),
    english("perplexity {asked} asked for, {used} used: there are only {songs} songs"),
    english("perplexity {asked} asked for, {used} used: the least is 1.5; there are {songs} songs"),
    english("no song is held out to judge it: {share} % of {n} songs are fewer than two"),
    english(
        "{k} components asked for, {most} hold something: it has {n} songs and {d} features to learn from",
    ),
    // what the library tells of words and tags
    english("was UTF-8 that another program read in another encoding: put right"),
    english(
        "was UTF-8 that another program read in another encoding: put right; {n} letter(s) were lost on the way and are a guess",
    ),
    english("was Bangla in the code of Bijoy (SutonnyMJ), not in Unicode: converted"),
    english(
        "was {encoding} that another program read as Latin-1: put right, as far as can be guessed",
    ),
    english(
        "text of {n} cell(s) was UTF-8 that another program read in another encoding: put right",
    ),
    english(
        "text of {n} cell(s) was Bangla in the code of Bijoy (SutonnyMJ), not in Unicode: converted",
    ),
    english(
        "text of {n} cell(s) was {encoding} that another program read as Latin-1: put right, as far as can be guessed",
    ),
    english(
        "a text in its tags was UTF-8 that another program read in another encoding: put right",
    ),
    english(
        "a text in its tags was UTF-8 that another program read in another encoding: put right; {n} letter(s) were lost on the way and are a guess",
    ),
    english(
        "a text in its tags was Bangla in the code of Bijoy (SutonnyMJ), not in Unicode: converted",
    ),
    english(
        "a text in its tags was {encoding} that another program read as Latin-1: put right, as far as can be guessed",
    ),
    english("its tags are not Unicode; read as {encoding}, which is a guess"),
    english("its tags hold lyrics in {languages}; those in {taken} are taken"),
    english("{n} time stamp(s) left out: a line is taken at the first {most} at most"),
    english("says that the song is without words"),
    english(
        "nearly has the name of {name}, which has no words: call them alike if they are one song",
    ),
    english(
        "{n} text file(s) like this were not taken for lyrics: they have no recording's name, lie in no folder called lyrics, and do not read like words of a song",
    ),
    english("spellings of one class are counted together: {spellings}"),
    // the player
    english("no sound, the audio device does not open: {cause}"),
    english(
        "paused, because the audio device went away and did not come back; press play to try again: {cause}",
    ),
    english("no sound, there is no thread for the player: {cause}"),
    // what was read of each recording
    english("the table of recordings is copied, as CSV"),
    english("the same bytes as {path}; left out"),
    // what was odd about a recording
    english("{n} damaged packet skipped"),
    english("{n} damaged packets skipped"),
    english("{n} damaged sample silenced"),
    english("{n} damaged samples silenced"),
    english("the sample rate changes midway, so all was brought to {rate} Hz"),
    english("the number of channels changes midway, so all was brought to that of the beginning"),
    english("the file ends in the middle of its sound"),
    english("too long to be held whole, so the end was left out"),
    english("its header says {declared} s, but there are {secs} s of sound"),
    english("its samples reach {peak} instead of 1, so they were divided by {scale}"),
    english("its channels cancel each other out, so channel {n} is taken for all"),
    english("the part looked at is silent, so the whole recording was taken"),
    english("decodes to noise far above full scale (rms {rms})"),
    english("a text in its tags is UTF-8 that is called Latin-1: read as UTF-8"),
];

/// What breaks off: the only values that are translated.
pub const TASKS: &[&str] = &[
    english("the analysis"),
    english("opening"),
    english("the search"),
    english("the spectrogram"),
    english("writing"),
    english("the table"),
    english("the map"),
    english("reading the map"),
    english("describing the selection"),
    english("reading a kept run"),
    english("keeping runs"),
    english("the weighing"),
    english("the sweep"),
    english("the export"),
    english("the answer"),
    english("the sound"),
];
