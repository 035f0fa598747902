pipeline-k-components-asked-most-hold = { $k } components asked for, { $most } hold something: it has { $n } songs and { $d } features to learn from
pipeline-n-clusters-asked-made-made = { $n } clusters asked for, { $made } made: there are only { $songs } songs
pipeline-n-clusters-asked-made-made-2 = { $n } clusters asked for, { $made } made: the songs differ in no more
pipeline-n-songs-around-core-asked = { $n } songs around a core asked for, { $k } used: there are only { $songs } songs
pipeline-no-song-held-out-judge = no song is held out to judge it: { $share } % of { $n } songs are fewer than two
pipeline-not-told-apart-without-clusters = not told apart without clusters: that takes two classes of at least { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }, one for each fold
pipeline-up-n-clusters-asked-up = up to { $n } clusters asked for, up to { $made } tried: there are only { $songs } songs
pipeline-neighbours-in-the-graph = { $n } neighbours in the graph asked for, { $k } used: there are only { $songs } songs
pipeline-neighbours-to-judge-by = { $n } neighbours to judge it by asked for, { $k } used: there are only { $songs } songs
pipeline-neighbours-by-sound-and-words = { $n } neighbours by sound and by words asked for, { $k } used: there are only { $songs } songs
pipeline-neighbours-in-other-folds = { $n } neighbours in the other folds asked for, { $k } used: there are only { $songs } songs
pipeline-perplexity-lowered = perplexity { $asked } asked for, { $used } used: there are only { $songs } songs
pipeline-perplexity-raised = perplexity { $asked } asked for, { $used } used: the least is 1.5; there are { $songs } songs
pipeline-window-tokens = windows of { $n } tokens asked for, { $k } used: the model takes no more
pipeline-few-songs-for-a-map = { $method } needs four songs; the PCA picture stands in for it
pipeline-none-of-the-features = not on the map: none of the features in use ({ $modality })
pipeline-no-number-stands-out = no number of clusters stands out by { $score }: { $n } made
pipeline-nothing-asked-for = no song has what was asked for ({ $modality })
pipeline-too-few-songs = { $n } of { $all } songs can be used ({ $modality }); a map needs two{ $warnings }
pipeline-numbers-are-shown = there are neither recordings nor lyrics, so the table's numbers are what the model is shown
