cli-agreement-labels-ari-chance = agreement with labels, ARI (chance)
cli-ari-over-own-seeds = { $ari } over its own seeds,{ " " }
cli-at-own-k-clusters-ari = , at its own { $k ->
        [one] { $k } cluster
       *[other] { $k } clusters
    } { $ari }
cli-column-told-without-clusters-songs = { $column } told without clusters, of songs { $songs }: { $knn } % by neighbours, { $logistic } % by a linear classifier (chance { $mean } %, 95 % of it { $low } to { $high } %; most frequent class { $majority } %)
cli-earlier-results-are-there = results of an earlier run are there; --force replaces them
cli-mean-percent-neighbours-sound = { $mean } % of neighbours by sound are neighbours by words (chance { $chance } %, 95 % of it { $low } to { $high } %)
cli-method-map-trustworthiness-trust = { $method } map: trustworthiness { $trust }, continuity { $continuity }
cli-model-features-features = { $model } of { $features ->
        [one] { $features } feature
       *[other] { $features } features
    }
cli-model-n-epochs = { $model }: { $n ->
        [one] { $n } epoch
       *[other] { $n } epochs
    }
cli-model-n-epochs-best-held = { $model }: { $n ->
        [one] { $n } epoch
       *[other] { $n } epochs
    }; the best for held-out songs, { $best }, is kept
cli-model-stopped-after-n-epochs = { $model }: stopped after { $n ->
        [one] { $n } epoch
       *[other] { $n } epochs
    }
cli-n-all-latent-dimensions-active = { $n } of { $all } latent dimensions are active
cli-n-all-recordings-from-cache = { " " }({ $n } of { $all } recordings from the cache)
cli-n-all-songs-map = { $n ->
        [one] { $n } of { $all } songs is
       *[other] { $n } of { $all } songs are
    } on the map
cli-n-cause-first-subject = { $n } × { $cause }; the first: { $subject }
cli-n-warnings-all-path = { $n ->
        [one] { $n } warning
       *[other] { $n } warnings
    }, all in { $path }
cli-no-model-features-features = no model: the { $features ->
        [one] { $features } feature
       *[other] { $features } features
    }
cli-results-path = results are in { $path }
cli-stability-clustering-ari-seeds = stability of the clustering, ARI: { $seeds }{ $samples } over bootstrap samples
cli-trained-before-path = , trained before: { $path }
cli-at-own-k-clusters = { " " }at its own { $k ->
        [one] { $k } cluster
       *[other] { $k } clusters
    }
cli-collapsed-at-n-all-seeds = { "  " }collapsed at { $n } of { $all ->
        [one] { $all } seed
       *[other] { $all } seeds
    }: no finding
cli-backslash-before-quote = the path holds a quotation mark: Windows takes a backslash before the closing quote (as in "C:\My Music\") for part of the name; leave that last backslash out
cli-n-clusters-made-as-many = { $n ->
        [one] { $n } cluster is
       *[other] { $n } clusters are
    } made, as many as `{ $name }` has classes; --clusters makes others
cli-n-songs-models-models-trained = { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }, { $models ->
        [one] { $models } model
       *[other] { $models } models
    } trained ({ $kept } of them before), { $parallel } at a time
cli-n-warnings = { $n ->
        [one] { $n } warning
       *[other] { $n } warnings
    }
cli-not-made-title-cause = not made: { $title }: { $cause }
cli-what-follows-from-path = what follows from it is in { $path }
