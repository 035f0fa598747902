reading-95-percent-interval-difference-low = { " " }(95 % interval of the difference { $low } to { $high })
reading-95-percent-interval-difference-low-2 = { " " }(95 % interval of the difference { $low } to { $high }; p { $p } corrected)
reading-active-n-latent-dimensions-active = { $active } of { $n } latent dimensions are active.
reading-agree-as-those-any-model = agree with it, as those of any model would: ARI { $ari } ({ $chance })
reading-agree-beyond-chance-ari-ari = agree with it beyond chance: ARI { $ari } ({ $chance })
reading-agree-beyond-chance-but-no = agree with it beyond chance, but are no purer than one single cluster would be: ARI { $ari } ({ $chance })
reading-agree-no-more-than-shuffled = agree with it no more than shuffled labels do: ARI { $ari } ({ $chance })
reading-agreement-at-k-clusters = agreement at { $k ->
        [one] { $k } cluster
       *[other] { $k } clusters
    }
reading-agreement-column = agreement with { $column }
reading-ari-over-seeds-clustering = { $ari ->
        [one] { $ari } over seed
       *[other] { $ari } over seeds
    } of the clustering,{ " " }
reading-as-many-clusters-as-has = As many clusters as it has classes, { $k }, { $agree }.
reading-b-has-higher-what-b = { $b } has the higher { $what }: { $a_has }, { $b_has }{ $interval }.
reading-before-all-else = Before all else
reading-care-cautions = **With care:** { $cautions }.
reading-chance-mean-95-percent-low = chance { $mean }, 95 % of it { $low } to { $high }
reading-clusters-labels = Clusters and labels
reading-clusters-wide-here-wide-latent = Clusters that are wide here are wide in the latent space (ρ { $rho } over { $n } clusters), but { $method } does not aim at it: compare sizes there, not on the map.
reading-collapsed = { " " }(collapsed)
reading-collapsed-latent-picture-means = { "  " }·  COLLAPSED LATENT: the picture means nothing
reading-collapsed-latent-space-so-no = ; of a collapsed latent space, so no finding
reading-collapsed-latent-space-so-no-2 = are of a collapsed latent space, so no agreement is a finding: ARI { $ari } ({ $chance })
reading-collapsed-no-score-finding = : collapsed, no score is a finding
reading-column-clusters-agree-purity-purity = **{ $column }.** Clusters { $agree }; purity { $purity }, where the most frequent class alone gives { $majority }.
reading-column-not-scored-model-told = **{ $column }.** Not scored: the model was told it.
reading-distances-between-clusters-have = Distances between clusters have a similar order in the latent space, not the same (ρ { $rho } over { $n } pairs), and { $method } does not aim at it: compare them there, not on the map.
reading-distances-between-clusters-have-much = Distances between clusters have much the same order in the latent space (ρ { $rho } over { $n } pairs), but { $method } does not aim at it: compare them there, not on the map.
reading-has-higher-what-b-b = { $a } has the higher { $what }: { $a_has }, { $b_has }{ $interval }.
reading-how-wide-cluster-here-tells = How wide a cluster is here tells only roughly how wide it is (ρ { $rho } over { $n ->
        [one] { $n } cluster
       *[other] { $n } clusters
    }), and { $method } does not aim at it: compare sizes in the latent space.
reading-label-classes = By `{ $label }`: { $classes }.
reading-label-classes-n-them-detected = By `{ $label }`: { $classes } ({ $n } of them detected from the words).
reading-latent-space-has-collapsed-active = **The latent space has collapsed:** { $active } of { $n } dimensions carry anything. Scores, clusters and pictures below are of noise, and a good silhouette among them is no finding. A lower β, a longer warm-up or fewer dimensions may help.
reading-latent-space-has-collapsed-no = ; the latent space has collapsed: no finding
reading-latent-space-has-collapsed-none = The latent space has collapsed: none of its own scores is a finding.{ " " }
reading-made-again-this-latent-space = Made again in this latent space, { $how }: adjusted Rand index { $seeds }{ $samples ->
        [one] { $samples } over sample
       *[other] { $samples } over samples
    } of the songs. What another seed of the whole run gives is not seen here.
reading-mean-song-k-neighbours-sound = { $mean } of a song's { $k } neighbours by sound are its neighbours by words, more than the { $chance } of chance (95 % of it { $low } to { $high }): songs that sound alike tell alike things somewhat more often.
reading-mean-song-k-neighbours-sound-2 = { $mean } of a song's { $k } neighbours by sound are its neighbours by words, less than chance gives ({ $chance }, 95 % of it { $low } to { $high }): songs that sound alike tell alike things less often than shuffled songs.
reading-mean-song-k-neighbours-sound-3 = { $mean } of a song's { $k } neighbours by sound are its neighbours by words, no more than chance gives ({ $chance }, 95 % of it { $low } to { $high }): here sound says nothing of words.
reading-method-keeps-neighbours-together = { $method } keeps neighbours together and nothing else: distances between groups, their sizes and their shapes may not be read from it. No score here was taken on the picture.
reading-method-makes-k-clusters-silhouette = { $method } makes { $k } clusters with a silhouette of { $s }: a weak structure that could be artificial, by the usual reading.
reading-method-makes-k-clusters-silhouette-2 = { $method } makes { $k } clusters with a silhouette of { $s }: a reasonable structure, by the usual reading.
reading-method-makes-k-clusters-silhouette-3 = { $method } makes { $k } clusters with a silhouette of { $s }: no substantial structure, by the usual reading.
reading-method-makes-k-clusters-silhouette-4 = { $method } makes { $k } clusters with a silhouette of { $s }: a strong structure, by the usual reading.
reading-method-makes-k-clusters-so = { $method } makes { $k ->
        [one] { $k } cluster
       *[other] { $k } clusters
    }; with so few their silhouette is undefined.
reading-method-makes-k-clusters-what = { $method } makes { $k } clusters of what is left, with a silhouette of { $s }, which is no finding.
reading-model-keeps-n-components-features = The { $model } keeps { $n } components of { $features ->
        [one] { $features } feature
       *[other] { $features } features
    }.
reading-model-trained-all-epochs-epochs = The { $model } was trained for all of its { $epochs ->
        [one] { $epochs } epoch
       *[other] { $epochs } epochs
    }.
reading-model-trained-epochs-epochs-those = The { $model } was trained for { $epochs ->
        [one] { $epochs } epoch
       *[other] { $epochs } epochs
    }; those after epoch { $best } did not help held-out songs, so its weights are kept.
reading-n-songs-library-audio-sound = { $n ->
        [one] { $n } song is
       *[other] { $n } songs are
    } in the library: { $audio } with sound, { $lyrics } with words, { $both } with both. { $here ->
        [one] { $here } of them is
       *[other] { $here } of them are
    } in this analysis.
reading-n-these-songs-copies-one = { " " }{ $n ->
        [one] { $n } of these songs is a copy of another
       *[other] { $n } of these songs are copies of one another
    }, and were kept together.
reading-n-unknown = { $n } unknown
reading-picture = The picture
reading-picture-collapsed-latent-space = The picture is of a collapsed latent space: however well it keeps neighbours, they are neighbours by chance.
reading-picture-projection-two-dimensions = The picture is a projection to two dimensions; what lies over each other may be apart.
reading-picture-shows-share-latent-variance = The picture shows { $share } of the latent variance; groups that lie over each other may be apart in what it leaves out.
reading-posterior-has-collapsed = ; the posterior has collapsed
reading-posterior-has-collapsed-scores-map = the posterior has collapsed: scores and map below say nothing about the songs{ "\u000A" }
reading-reconstruction-explains-train-block = Reconstruction explains { $train } of `{ $block }`.
reading-reconstruction-explains-train-block-2 = Reconstruction explains { $train } of `{ $block }` in training songs and { $held_out ->
        [one] { $held_out } in song
       *[other] { $held_out } in songs
    } it has not seen.
reading-reconstruction-explains-train-block-3 = Reconstruction explains { $train } of `{ $block }` in training songs and { $held_out ->
        [one] { $held_out } in song
       *[other] { $held_out } in songs
    } it has not seen: much of it is learnt by heart.
reading-reconstruction-explains-train-block-4 = Reconstruction explains { $train } of `{ $block }` in training songs and { $held_out } in songs it has not seen: of those it knows no more than their mean.
reading-share-songs-no-cluster-left = { $share } of the songs are in no cluster, and left out of the silhouette.
reading-silhouette-each-own-space = silhouette (each in its own space)
reading-song-k-neighbours-latent-space = Of a song's { $k } neighbours in the latent space, { $share } are its neighbours on the { $method } map (trustworthiness { $trustworthiness }, continuity { $continuity }).
reading-songs = The songs
reading-there-no-model-clusters-made = There is no model: clusters are made of the { $n } features themselves.
reading-they-come-out-alike-not = they come out alike, not the same
reading-they-come-out-much-same = they come out much the same
reading-they-come-out-otherwise-each = they come out otherwise each time, so do not lean on single songs' places
reading-they-say-no-more-songs = they say no more of the songs than before
reading-training-model-stopped-hand-after = Training of the { $model } was stopped by hand after { $epochs ->
        [one] { $epochs } epoch
       *[other] { $epochs } epochs
    }.
reading-what-all-one-seed-decides = In { $what }: { $all }. One seed decides nothing between them.
reading-what-b-b-one-seed = In { $what }, { $a_has }, { $b_has }; one seed decides nothing, so there is no verdict.
reading-what-b-b-same-at = In { $what }, { $a_has }, { $b_has }, the same at every seed: nothing was repeated, so there is no verdict.
reading-what-b-b-two-seeds = In { $what }, { $a_has }, { $b_has }; two seeds decide nothing, so there is no verdict.
reading-what-model-has-learnt = What the model has learnt
reading-what-there-no-difference-beyond = In { $what } there is no difference beyond noise, though by itself it would look like one; one of so many comparisons does: { $a_has }, { $b_has }{ $interval }.
reading-what-there-no-difference-beyond-2 = In { $what } there is no difference beyond noise: { $a_has }, { $b_has }{ $interval }.
reading-what-there-no-difference-would = In { $what } there is no difference that would stand without one single song: { $a_has }, { $b_has }{ $interval }.
reading-without-clusters-linear-classifier = Without clusters, a linear classifier tells it right in { $accuracy ->
        [one] { $accuracy } of song
       *[other] { $accuracy } of songs
    } { $songs } (chance { $mean }, 95 % of it { $low } to { $high }; the most frequent class: { $majority }).
reading-without-clusters-linear-classifier-2 = Without clusters, a linear classifier tells it no better than guessing, of songs { $songs } ({ $accuracy }; chance { $mean }, 95 % of it { $low } to { $high }; the most frequent class: { $majority }).
reading-copies-dealt-apart = { " " }Dealt like other songs, so that one may be learnt from and its copy judged by, they would make it { $linear }, and what nearest neighbours tell { $neighbours } instead of { $honest }; what is more by that is leakage.
