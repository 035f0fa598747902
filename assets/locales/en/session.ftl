session-another-export-under-way-stop = another export is under way; stop it first, or wait for it
session-comparison = the comparison over seeds
session-crash-would-cost-what-changed = a crash would cost what was changed last, which cannot be written: { $cause }
session-demo-songs = the demo songs
session-ended-badly-cannot-be = a session that ended badly cannot be opened: { $cause }
session-epoch-n-at-most-all = epoch { $n } of at most { $all }
session-list-runs-cause = the list of runs: { $cause }
session-map-kept-run-cause = the map of a kept run: { $cause }
session-n-songs-clusters-clusters-after = { $n } songs in { $clusters } clusters after { $secs } s
session-n-songs-clusters-clusters-kept = { $n } songs in { $clusters } clusters, found before. Run makes it anew.
session-n-songs-played-mute-have = { $n ->
        [one] { $n } song is played
       *[other] { $n } songs are played
    }; { $mute ->
        [one] { $mute } has no recording
       *[other] { $mute } have no recording
    }
session-n-songs-were-selected-not = { $n ->
        [one] { $n } song that was selected is not in this library any more
       *[other] { $n } songs that were selected are not in this library any more
    }
session-n-songs-written-path = { $n } songs written: { $path }
session-no-song-playlist-can-be = no song of the playlist can be played
session-none-these-songs-has-recording = none of these songs has a recording
session-open-folder-songs-first-or = open a folder of songs first, or the demo
session-radio-there-no-song-left = radio: there is no song left that was not heard
session-run-from-seed-seed-given = the run from seed { $seed } was given up: { $cause }
session-run-not-kept-any-more = that run is not kept any more
session-run-under-way-wait-or = a run is under way: wait for it or cancel it first
session-select-song-recording-first = select a song with a recording first
session-select-songs-first = select songs first
session-songs-this-session-not-there = the songs of this session are not there: { $path }
session-sound-words-could-not-be = sound and words could not be weighed: { $cause }
session-stopped-analysis-before-still-here = stopped; the analysis before is still here
session-stopped-no-result-yet = stopped; there was no result to keep yet
session-stopped-nothing-written = stopped; nothing was written
session-there-n-runs-these-settings = there { $n ->
        [one] is { $n } run
       *[other] are { $n } runs
    } of these settings already
session-there-no-analysis-export-yet = there is no analysis to export yet; run one first
session-there-no-model-here-whose = there is no model here whose training can go on
session-there-no-such-file-or = there is no such file or folder: { $path }
session-timeline-path = the timeline is in { $path }
session-weighted-features = weighted features
session-analysis = the analysis
session-answer = the answer
session-describing-selection = describing the selection
session-export = the export
session-iteration-n-all = iteration { $n } of { $all }
session-keeping-runs = keeping runs
session-map = the map
session-opening = opening
session-put-aside-path = put aside: { $path }
session-reading-kept-run = reading a kept run
session-reading-map = reading the map
session-search = the search
session-sound = the sound
session-spectrogram = the spectrogram
session-sweep = the sweep
session-table = the table
session-weighing = the weighing
session-writing = writing
session-written-path = written: { $path }
session-damaged-session-file-cause = a damaged session file ({ $cause })
session-damaged-session-file-or-none = a damaged session file, or none at all ({ $cause })
session-made-newer-latentune-files-have = made by a newer Latentune (its files have format { $version }, this program reads up to { $most })
session-not-session-latentune = not a session of Latentune
session-without-songs = a session without songs
session-there-nothing-draw = there is nothing to draw
session-places-run-not-known = the places of that run are not known
session-there-no-song-song = there is no song { $song }
session-song-lacks-what-decoded-from = this song lacks what is to be decoded from
session-song-has-no-recording-model = this song has no recording, and the model knows nothing else
session-sound-cannot-written-error = the sound cannot be written: { $error }
session-n-selected = { "  " }·  { $n } selected
session-n-songs-pca-latents-two = { $n } songs  ·  PCA of the latents to two dimensions
session-unknown-noise = unknown or noise
session-mel-spectrogram-bands-bands-80 = mel spectrogram, { $bands } bands, 80 dB from silent to loudest
session-picture-colour = { $picture } by { $colour }
session-map-colour = map by { $colour }
session-mel-spectrogram = mel spectrogram
session-clusters-label = clusters by { $label }
session-training-curves = training curves
session-silhouettes = silhouettes
session-sweep-over-k = sweep over k
session-agreement-labels = agreement with labels
session-dimensions-labels = dimensions and labels
session-writing-lesson = writing the lesson
