# Why songs lie near to each other, and which are one under several names.
why-tab = Why near
why-title = Why are these two near?
why-once-songs-are-analysed = Once the songs are analysed, this shows what parts a song from those near it, what they share, and why it is in its cluster.
why-click-a-song = Click a song on the map to hold it against its nearest, or select two songs.
why-the-two-selected = The two selected songs.
why-other-song = The song that it is held against
why-not-found = This could not be found out.
why-how-near = How near they are
why-how-near-hint = Each distance beside those of all pairs of songs, or of 4,000 of them. A pair that is near on the map and not in the latent space is near by the drawing alone.
why-in-features = among the features
why-in-latent-space = in the latent space
why-pairs-are-nearer = distance { $distance }; { $share } of pairs are nearer
why-what-parts-them = What parts them
why-what-parts-them-hint = Their squared distance among the features that the model is shown, standardised and weighed, is a sum: the share of each block, and the features that have most of it.
why-same-features = The two have the same features.
why-the-model-saw-spectrograms = The model was shown spectrograms; these are the features that were measured beside them.
why-one-lacks-it = One of them has no { $block }: it stands at the mean there.
why-deviations-of-both = How many standard deviations each of the two is from the mean of all songs
why-deviations-of-song-and-centre = How many standard deviations the song, and the centre of its cluster, are from the mean of all songs
why-feature-deviations = { $name }: { $a } σ, { $b } σ
why-by-dimension = By latent dimension: { $dimensions }
why-what-they-share = What they share
why-what-they-share-hint = Features in which both differ from the other songs in the same way, by their share of all that speaks for likeness.
why-tags-in-common = Tags guessed for both: { $tags }
why-no-line-in-common = No line of lyrics in common.
why-lines-in-common = { $n ->
        [one] { $n } line of lyrics in common:
       *[other] { $n } lines of lyrics in common:
    }
why-both-spectrograms = Both recordings
why-spectrogram-of = Spectrogram of { $title }
why-in-its-cluster = Why in its cluster
why-in-its-cluster-hint = The difference of the squared distances to the next centre and to its own, taken apart: what is above 0 speaks for its own cluster, what is below 0 against it. Shares are of all that is said for and against.
why-between-centres = { $own } from the centre of { $cluster }, its own; { $next } from that of { $other }, the nearest other one.
why-noise-between-centres = In no cluster: { $own } from the centre of { $cluster }, the nearest; { $next } from that of { $other }.
why-another-centre-is-nearer = The centre of another cluster is nearer: by this method clusters are not made by their centres.
why-copies = Near-duplicates
why-copies-hint = Songs that are one under several names: the same file, half of their runs of three words in common, or recordings as near as one that was coded again, cut a little or made louder. Folds and held-out songs keep them together.
why-no-copies = No song is another one under another name, as far as words, files and sound tell.
why-n-copies = { $n ->
        [one] { $n } song is another one under another name.
       *[other] { $n } songs are others under another name.
    }
why-select-copies = Select near-duplicates
why-click-plays = A click plays
why-same-file = the same file
why-sound-apart = pitch classes { $share } apart (two random songs: 100 %)
why-words-in-common = { $share } of runs of three words in common
why-hold-them-against-each-other = Hold against each other
why-help = Say why two songs lie near to each other, and why one is in its cluster
why-help-song = A song: its id, its file, its title or a part of artist and title; alone, why it is in its cluster
why-help-other = Another song, that the first is held against
why-no-such-song = no song is called `{ $name }`
why-several-songs = { $n } songs are called `{ $name }`; the first by id: { $ids }
why-not-on-map = `{ $name }` has nothing that the model is shown, so it is not on the map
why-the-same-song = the two are one song
