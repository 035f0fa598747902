experiment-agreement = agreement
experiment-agreement-column-ari = agreement with { $column } (ARI)
experiment-agreement-column-ari-at-k = agreement with { $column } (ARI, at { $k ->
        [one] { $k } cluster
       *[other] { $k } clusters
    }, as many as it has classes)
experiment-at-k-clusters-as-many = { " " }at { $k ->
        [one] { $k } cluster
       *[other] { $k } clusters
    }, as many as languages
experiment-beta-models = By β: { $models }.
experiment-care-columns = **With care:** { $columns }.
experiment-cell-clusters-agree-language-ari = **{ $cell }.** Clusters agree with the language: ARI{ $at } { $ari } ({ $chance }).
experiment-cell-clusters-agree-language-at = **{ $cell }.** Clusters agree with the language at { $n } of { $of } seeds only: ARI{ $at } { $ari } ({ $chance }).
experiment-cell-clusters-do-not-agree = **{ $cell }.** Clusters do not agree with the language more than chance: ARI{ $at } { $ari } ({ $chance }).
experiment-collapsed-cells-their-latents-carry = **Collapsed:** { $cells }. Their latents carry next to nothing, so a good silhouette of theirs is no finding.
experiment-each-told-holds-at-5 = Each that is told holds at 5 % after Holm's correction for all of them, over songs and seeds, and would stand without any one song; the intervals beside them are each by itself.
experiment-languages-written-different-scripts = { " " }The languages are written in different scripts, so with lyrics this is trivial.
experiment-mean-same-at-all-n = { $mean } (the same at all { $n ->
        [one] { $n } seed
       *[other] { $n } seeds
    })
experiment-model-against-other = **{ $model } against { $other }.**
experiment-model-against-other-modality = **{ $model } against { $other } on { $modality }.**
experiment-model-against-simpler-models = **{ $model } against simpler models.**
experiment-model-against-simpler-models-place = **{ $model } against simpler models, { $place }.**
experiment-model-collapsed-score = { $model } (collapsed) { $score }
experiment-model-quantity-scores = **{ $model }, { $quantity }:** { $scores }.
experiment-model-stability-over-samples-samples = { $model }: stability over samples { $samples }, over seeds { $seeds }, MIG { $gap }, UDR { $udr }, { $active ->
        [one] { $active } active dimension
       *[other] { $active } active dimensions
    }
experiment-mutual-information-gap = mutual information gap
experiment-neither-agrees-more-than-shuffled = Neither agrees more than shuffled labels do.
experiment-not-scored-conditional-vae-told = **Not scored:** the conditional VAE was told { $columns }, so its agreement with that is left out.
experiment-quantity-models = By { $quantity }: { $models }.
experiment-labels-told = Labels of { $column }, each told by itself and without clusters, of songs { $songs }: ROC AUC of a linear probe, mean over { $n } labels (shuffled labels { $low } to { $high }). { $cells }. Whether one model tells them better than another was not tested.
experiment-labels-of-cell = { $cell } { $score }, { $told } of { $n } labels beyond chance
experiment-labels-of-collapsed-cell = { $cell } (collapsed) { $score }, { $told } of { $n } labels beyond chance
experiment-quantity-undefined = By { $quantity }: undefined.
experiment-score-at-weight = { $score } at { $weight }
experiment-silhouette-each-own-space-no = silhouette, each in its own space and in no order
experiment-spelling-alone-tells-languages-so = { " " }Spelling alone tells the languages, so with lyrics this is trivial.
experiment-stability-clustering-over-bootstrap = stability of the clustering over bootstrap samples
experiment-stability-over-samples-clustering = Stability over samples is that of the clustering of one latent space; over seeds it is that of the whole run, the model trained anew, and has no verdict, as pairs of few seeds are not independent. The mutual information gap takes label columns for factors; they are not known to be independent, so it compares these models on these songs and nothing else. UDR asks no label: it says how far other seeds find the same dimensions one by one, not that a dimension means anything, and a model with few active dimensions has an easy game.
experiment-there-no-language-label-hold = There is no language label to hold the clusters against.
experiment-title-n-all-runs = { $title } ({ $n } of { $all ->
        [one] { $all } run
       *[other] { $all } runs
    })
experiment-verdicts-this-report-makes-all = **Of verdicts:** this report makes { $all ->
        [one] { $all } comparison
       *[other] { $all } comparisons
    }, { $here } of them here.
experiment-audio-lyrics-both = Audio, lyrics and both
experiment-beta-vae-cvae-against-simpler = β-VAE and CVAE against simpler models
experiment-conv-vae-left-out-there = conv VAE: left out, there are no recordings
experiment-cvae-left-out-there-no = CVAE: left out, there is no label column that it could be told
experiment-do-languages-separate-without-labels = Do languages separate without labels?
experiment-does-disentangling-make-clusters = Does disentangling make clusters more stable?
experiment-does-vae-beat-pca = Does a VAE beat PCA?
experiment-name-left-out-fewer-than = { $name }: left out, fewer than two songs have it
experiment-one-latent-sound-words = One latent for sound and words
experiment-spectrograms = Spectrograms
experiment-there-no-lyrics-what-there = there are no lyrics: what there is takes their place
experiment-two-ways-joining = Two ways of joining
experiment-vae-against-pca = A VAE against PCA
experiment-what-do-lyrics-add = What do lyrics add?
experiment-what-lyrics-add-left-out = what lyrics add: left out, no song has both sound and words
experiment-too-many-cells = its grids come to more than { $most } cells, each with each of the others
experiment-comparison-needs-least-one-grid = a comparison needs at least one [[grid]] and one seed
experiment-not-one-fit-could-made = not one fit could be made; the first: { $first }
experiment-failed-bug-cause = failed (this is a bug): { $cause }
experiment-features-were-not-extracted = its features were not extracted
experiment-vae-lyrics-against-pca-k = A VAE of lyrics against PCA, by k-means
experiment-audio-lyrics-both-convolutional-joint = Audio, lyrics and both; convolutional, joint and late VAE; three clusterings
experiment-vae-conditional-vae-against-pca = β-VAE and conditional VAE against PCA, autoencoder and direct features
experiment-does-vae-beat-pca-what = Does a VAE beat PCA? What do lyrics add? Do languages separate? Does disentangling help?
experiment-centred-by-language = { " " }The features were centred by the language labels: that takes away the mean of each language and uses the labels to do so, so this number says how much of the language is left, and nothing of the songs.
experiment-does-not-beat = **In short:** in none of the { $all } comparisons that tell has the { $model } more of the labels than { $other } of the same width{ $less ->
        [0] .
       *[other] ; in { $less } of them { $other } has more.
    }
experiment-beats-in-some = **In short:** in { $more } of the { $all } comparisons that tell the { $model } has more of the labels than { $other } of the same width, in { $less } less.
experiment-language-found-in = **In short:** the language is found beyond chance in { $names }.
experiment-language-by-chance-in = No more than chance: { $names }.
experiment-language-trivial-in = Given away by script, spelling or centring, so no finding: { $names }.
experiment-language-found-in-none = **In short:** in none of these is the language found beyond chance and beyond what gives it away.
