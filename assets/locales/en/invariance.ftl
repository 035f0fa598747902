# How far songs move when their recordings are altered.
invariance-title = Invariance
invariance-once-analysed = Once the songs are analysed, this measures how far a song moves when its recording is altered.
invariance-what-it-is = Alters the recordings of up to 24 songs, spread over the clusters: another pitch, tempo, level, no highs. How far a song then moves, as a share of the median distance between two songs, tells how much a space is of recordings and how much of music.
invariance-how = Tempo is changed by a phase vocoder and pitch by the same and resampling (as librosa does), which smears attacks: a part of the distance is the vocoder's. Level is changed without clipping; the low-pass is a Butterworth filter of the fourth order at 4 kHz. Words and numbers of a song stay as they are. 100 % is as far as two songs are from each other.
invariance-measure = Measure
invariance-measure-again = Measure again
invariance-the-measure = the measure of invariance
invariance-songs-done = { $done } of { $total } songs
invariance-of-songs = { $title }; { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }, medians
invariance-half-of-the-songs = The middle half of the songs: { $low } to { $high }
invariance-other-models = Other models of these songs, latent space
invariance-no-recording = none of the songs has a recording that the model is shown and that can be read
invariance-semitone-up = a semitone up
invariance-semitone-down = a semitone down
invariance-faster = 5 % faster
invariance-slower = 5 % slower
invariance-louder = 6 dB louder
invariance-softer = 6 dB softer
invariance-low-pass = low-pass, 4 kHz
invariance-help = Also write a table of how far songs move when their recordings are altered (pitch, tempo, level, low-pass), some seconds for each of up to 24 songs; `report` has it, too
invariance-most-and-least = Recordings of { $n } songs were altered. In the latent space a song moves most when it is { $most } ({ $much } % of the median distance between two songs) and least when it is { $least } ({ $few } %).
invariance-median-and-half = { $median } ({ $low } to { $high })
invariance-table = How far songs move, as a share of the median distance between two songs in the same space: the median of { $n } songs, and their middle half
invariance-alteration = Altered
