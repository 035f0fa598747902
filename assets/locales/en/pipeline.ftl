pipeline-epoch-of-a-part = an epoch learns from { $n } of the { $all } songs to learn from, others each time, { $batch } a step, and is judged by { $judges } of the { $held } held out
pipeline-k-components-asked-most-hold = { $k } components asked for, { $most } hold something: it has { $n } songs and { $d } features to learn from
pipeline-n-clusters-asked-made-made = { $n } clusters asked for, { $made } made: there are only { $songs } songs
pipeline-n-clusters-asked-made-made-2 = { $n } clusters asked for, { $made } made: the songs differ in no more
pipeline-n-songs-around-core-asked = { $n } songs around a core asked for, { $k } used: there are only { $songs } songs
pipeline-neighbours-found = neighbours to draw the map by: { $percent } % of the nearest were found, measured on { $n } songs; above { $most } songs not all pairs are compared
pipeline-no-song-held-out-judge = no song is held out to judge it: { $share } % of { $n } songs are fewer than two
pipeline-not-told-apart-without-clusters = not told apart without clusters: that takes two classes of at least { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }, one for each fold
pipeline-silhouette-of-sample = silhouette of the { $space }: of { $n } songs drawn at random, each among all; the mean has a standard error of { $error }
pipeline-sound-and-words-of-sample = agreement of sound and words: among { $n } songs drawn at random
pipeline-stability-of-sample = stability of the clustering: of { $n } songs drawn at random
pipeline-the-latents = latents
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
pipeline-audio-lyrics-both-weigh-nothing = audio and lyrics both weigh nothing
pipeline-latents-number-columns = the latents of number columns
pipeline-latents-sound = the latents of sound
pipeline-latents-words = the latents of words
pipeline-n-songs-another-cluster-than = { $n } songs are in another cluster than when the run was made, by another version
pipeline-n-songs-share-percent-no = { $n } songs ({ $share } %) are in no cluster; they are left out of silhouette, Calinski-Harabasz and Davies-Bouldin, and are a class of their own in agreement with labels
pipeline-names-have-share-percent-variance = { $names } have { $share } % of the variance of the latents that stand side by side, though their dimensions are active: distances and clusters follow the rest; a lower model.beta leaves them more, and a joint VAE weighs both alike
pipeline-not-scored-all-songs-map = not scored: all songs on the map that have one have the same, `{ $only }`
pipeline-not-trained-these-songs-but = not trained on these songs but taken, as trained on { $n }, from { $from }
pipeline-run-made-then-other-songs = the run was made of { $then ->
        [one] { $then } other song
       *[other] { $then } other songs
    } than the { $now } on the map now
pipeline-songs-features-have-changed-since = the songs' features have changed since this run was made; run it anew
pipeline-songs-or-their-features-have = the songs or their features have changed, so the training cannot go on
pipeline-trained-further-after-epoch-n = trained further after epoch { $n }; one training by these settings may end elsewhere where it ends early or was stopped
pipeline-and = { " " }and{ " " }
pipeline-must-another-than-model-model = must be another than `model`: this model has no mixture
pipeline-n-songs = { $n } songs
pipeline-cause-among-them-ids = { $cause }; among them { $ids }
pipeline-model-s-clusters = the model's clusters
pipeline-latents-ready-vectors = the latents of ready vectors
pipeline-centred-by-language = the means of { $n } languages were taken from { $blocks }, by the language labels (songs of unknown language: { $unknown }); so agreement with the language, and the lack of it, is no finding here
pipeline-centred-by-one-language = the songs are of one language as far as is known, so centring { $blocks } by language changes no distance between them
pipeline-no-new-song = There is no song to place.
pipeline-nothing-to-place-by = not placed: it has none of the features that the model was shown ({ $modality })
pipeline-none-can-be-placed = None of the { $n } new songs can be placed:
    { $why }
pipeline-samples-ahead = { $n } songs: what compares songs with each other is done on samples, as its time would grow with the square of their number: { $parts }
