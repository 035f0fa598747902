pairing-1-mono-2-stereo = 1 is mono, 2 is stereo.
pairing-channels = Channels
pairing-codec = Codec
pairing-copy-table = Copy the table
pairing-duplicates = Duplicates
pairing-features-from-cache = features from the cache
pairing-files-manifest-does-not-list = Files that the manifest does not list
pairing-how-sound-coded-name-ffprobe = How the sound is coded, by the name that ffprobe gives it.
pairing-integrated-loudness-lufs-ebu-r = Integrated loudness in LUFS (EBU R 128). Nothing where it is not defined.
pairing-language-words-song-look-like = The language that the words of the song look like, whatever a label says.
pairing-largest-magnitude-any-sample-1 = The largest magnitude of any sample; 1 is full scale.
pairing-length-what-decoded-end-file = Length of what was decoded, to the end of the file.
pairing-loudness = Loudness
pairing-lyrics = with lyrics
pairing-lyrics-without-recording = Lyrics without a recording
pairing-n-recordings-as-files-csv = { $n ->
        [one] { $n } recording, as files.csv of a result has it
       *[other] { $n } recordings, as files.csv of a result has them
    }
pairing-no-recordings = No recordings
pairing-no-recordings-read-yet = No recordings read yet
pairing-open-folder-this-tells-what = Open a folder, and this tells what was found in it and what was not
pairing-other-files = other files
pairing-peak = Peak
pairing-rate = Rate
pairing-recording = with a recording
pairing-recording-from-folder-library = The recording, from the folder of the library.
pairing-recording-lyrics = with recording and lyrics
pairing-recordings = Recordings
pairing-recordings-without-lyrics = Recordings without lyrics
pairing-remark = Remark
pairing-rms = RMS
pairing-root-mean-square-all-samples = Root mean square of all samples of all channels; 1 is full scale.
pairing-run-what-read-each-listed = Run, and what was read of each is listed here
pairing-same-bytes-first-kept = the same bytes; the first is kept
pairing-samples-second-hertz-as-file = Samples a second, in hertz, as the file holds them.
pairing-songs = songs
pairing-table-recordings-copied-as-csv = the table of recordings is copied, as CSV
pairing-these-songs-have-words-or = These songs have words or numbers alone
pairing-unreadable = Unreadable
pairing-unreadable-2 = unreadable
pairing-warnings = Warnings
pairing-what-found = What was found
pairing-what-odd-while-reading-file = What was odd while reading the file, or why it was not read.
pairing-words = Words in
selection-all-songs = of { $all ->
        [one] { $all } song
       *[other] { $all } songs
    }
selection-brighter = brighter
selection-class-here-n-selected-songs = { $class }: { $here } of { $n ->
        [one] { $n } selected song
       *[other] { $n } selected songs
    }, { $overall } of { $all } overall
selection-clusters-label = Clusters by label
selection-column-mean-here-here-overall = { $column }: mean { $here } here, { $overall } overall
selection-comparing-all-songs = Comparing with all songs
selection-darker = darker
selection-difference-means-standard-deviations = Difference of the means in standard deviations over all songs, farthest first. Quiet ones, with ≈, are within what as many songs drawn at random would give (5 % over all features together).
selection-draw-around-songs-map-lasso = Draw around songs on the map with the lasso, or click rows of the song table with Ctrl or Shift
selection-faster = faster
selection-here = here
selection-how-many-selected-songs-each = How many selected songs are in each cluster and class. Songs of unknown class are not counted.
selection-invert = Invert
selection-known-n-selected-songs-deviations = Known of { $n ->
        [one] { $n } selected song
       *[other] { $n } selected songs
    }; { $deviations } standard deviations apart
selection-known-none-these-songs = Known of none of these songs
selection-less-note-note = less of the note { $note }
selection-less-treble = less treble
selection-library = of the library
selection-louder = louder
selection-mean-each-number-column-over = Mean of each number column over the selected songs of which it is known, and over all songs.
selection-mean-overall = { $mean } overall
selection-measures-timbre-without-plain-word = Measures of timbre without a plain word
selection-more-changing-loudness = more changing in loudness
selection-more-even-loudness = more even in loudness
selection-more-note-note = more of the note { $note }
selection-more-tonal = more tonal
selection-more-treble = more treble
selection-n-others = { $n ->
        [one] { $n } other
       *[other] { $n } others
    }
selection-n-songs-cluster-class = { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }: { $cluster }, { $class }
selection-narrower-spectrum = narrower in the spectrum
selection-noisier = noisier
selection-nothing-selected = Nothing selected
selection-numbers-means = Numbers, means
selection-overall = overall
selection-path-file = Path of the file
selection-play-all = Play all
selection-play-these-songs-one-after = Play these songs one after the other, in the order of the library.
selection-quieter = quieter
selection-save-as-playlist = Save as playlist…
selection-save-as-table = Save as table…
selection-select-nothing = Select nothing.
selection-select-songs-not-selected-let = Select the songs that are not selected, and let go of these.
selection-share-each-class-among-selected = Share of each class among the selected songs, beside its share of all songs (the tick). Songs whose class is unknown are left out of both.
selection-sharper = sharper
selection-slower = slower
selection-softer = softer
selection-sound-against-all-songs = Sound, against all songs
selection-where-write = Where to write it
selection-wider-spectrum = wider in the spectrum
selection-words-these-songs-use-more = Words these songs use more than other songs in the same language: difference in mean TF-IDF over its standard error, largest first. As for clusters (stratified test of van Elteren 1960).
selection-write-csv-file-row-song = Write a CSV file: a row a song, with labels, cluster and scores.
selection-write-m3u8-file-music-players = Write an M3U8 file that music players open.
song-table-1-when-all-neighbours-map = 1 when all neighbours on the map are neighbours in the latent space, less for each false one by its rank. Trustworthiness of the song (Venna & Kaski 2001).
song-table-artist = Artist
song-table-artist-from-tags-or-manifest = The artist, from the tags or the manifest. Songs of one artist are held out together.
song-table-b-minus-max-b-mean = (b − a) / max(a, b), with a the mean distance to its own cluster and b to the next one. Below 0 the song is nearer to another cluster (Rousseeuw 1987).
song-table-bright-map-only = Bright on the map only
song-table-choose-which-columns-shown = Choose which columns are shown.
song-table-clear-filters = Clear filters
song-table-cluster-largest-first-song-without = The cluster, largest first. A song without one is noise to the method.
song-table-column = { $column } to
song-table-column-contains = { $column } contains
song-table-column-from = { $column } from
song-table-current-song = To the current song
song-table-euclidean-distance-latent-space-mean = Euclidean distance in latent space to the mean of the song's cluster. The smallest are the most typical.
song-table-filter-column = Filter { $column }
song-table-from = from
song-table-from-centre = From centre
song-table-known-from-low-high = known from { $low } to { $high }
song-table-label-library-not-shown-model = A label of the library. It was not shown to the model unless the settings say so.
song-table-length = Length
song-table-length-recording-known-once-decoded = Length of the recording. Known once it was decoded.
song-table-list-all-songs = List all songs
song-table-list-only-songs-neither-legend = List only songs that neither the legend nor the search greys.
song-table-list-only-songs-selection = List only the songs of the selection.
song-table-n-all-songs = { $n } of { $all ->
        [one] { $all } song
       *[other] { $all } songs
    }
song-table-no-song-passes-every-filter = No song passes every filter
song-table-no-songs-listed = No songs listed
song-table-nothing-selected-draw-around-songs = Nothing is selected: draw around songs on the map, or list all songs
song-table-number-column-manifest-feature-only = A number column of the manifest. It is a feature only where the weight of numbers is above 0.
song-table-recording-else-lyrics-from-folder = The recording, else the lyrics, from the folder of the library. Nothing where the manifest has the words.
song-table-scroll-song-chosen-map-or = Scroll to the song that was chosen on the map or played last.
song-table-selected-only = Selected only
song-table-share-nearest-songs-sound-among = Share of the nearest songs by sound that are among the nearest by words. Known of songs that have both.
song-table-song-title = Song { $title }
song-table-songs-listed-here-once-they = Songs are listed here once they are read
song-table-songs-without-value-left-out = Songs without a value are left out
song-table-table-being-made = The table is being made
song-table-title-from-tags-manifest-or = The title, from the tags, the manifest or the file name. The dot has the song's colour on the map.
song-table-to = to
song-table-words-contains = Words it contains
song-table-tag-guessed-by-network = How well the tag fits the song, from 0 to 1: a guess of the network musicnn, which heard the recording and no label.
