runs-kept-run-skipped-cause = a kept run was skipped: { $cause }
runs-1-means-same-songs-together = 1 means that the same songs are together; 0 is what shuffled clusters give, for ARI. Where it stays near 1 while the slider moves, the weights matter little.
runs-95-percent-shuffled-labels = 95 % of shuffled labels
runs-active-units = Active units
runs-agreement-clusters-label-column = Agreement of the clusters with the label column, beside the mean of 200 shuffles of the labels. Both are taken over the same songs.
runs-agreement-model-clusters-ari-ari = Agreement with the model's clusters: ARI { $ari }, NMI { $nmi }
runs-back-model = Back to the model
runs-best = best
runs-blocks-features-standardised-each = The blocks of features are standardised, each scaled to a total variance of weight², and joined; then they are clustered as the model's latents were. Nothing is trained and no song moves: only clusters, colours and scores follow.
runs-brings-back-run = Brings back: { $run }
runs-chance-value = chance { $value }
runs-chart = Chart
runs-click-order-runs-this-click = Click to order the runs by this; click again for the other way round
runs-clustering-samples = Clustering, samples
runs-clustering-seeds = Clustering, seeds
runs-collapsed = collapsed
runs-column-trivial-wherever-words-weigh = { $column }: trivial wherever words weigh anything, for its classes are written in different scripts
runs-column-trivial-wherever-words-weigh-2 = { $column }: trivial wherever words weigh anything, for its classes are different languages
runs-delete = Delete
runs-each-own-space-so-two = Each in its own space, so the two compare with care: fewer dimensions alone raise it. How much nearer a song is to its own cluster than to the next (Rousseeuw 1987).
runs-each-run-kept-listed-here = Each run is kept and listed here
runs-epochs-training-until-ended-early = Epochs of training until it ended. Early stopping ends it before the number that was set.
runs-explained = Explained
runs-explained-held-out = Explained, held out
runs-features-taken-apart-this-done = The features are taken apart; this is done once for a run
runs-filter = Filter
runs-filter-runs = Filter runs
runs-fold-run = Fold { $run }
runs-give-up-runs-from-other = Give up the runs from other seeds; those that ended stay
runs-how-long-training-took-machine = How long training took, on a machine that may have done other things beside it. No measure of worth.
runs-how-many-clusters-were-made = How many clusters were made. Scores of runs with other numbers of clusters compare with care.
runs-keep = Keep
runs-knn = kNN
runs-label-column = Label: { $column }.
runs-latent-space-has-collapsed-this = The latent space has collapsed: this score says little about the songs.
runs-logistic = Logistic
runs-makes-these-weights-settings-runs = Makes these weights the settings' and runs. Only then does the model know of them, and songs move.
runs-map-shows-model-own-clusters = The map shows the model's own clusters, trained at { $weights }
runs-mean-adjusted-rand-index-between = Mean adjusted Rand index between the clustering of all songs and those of bootstrap samples (Hennig 2007). Below about 0.6 the clusters owe much to which songs happen to be there.
runs-mean-deviation-over-seeds = mean and deviation over seeds
runs-mig = MIG
runs-model = model
runs-model-features = Model and features
runs-model-latents-weighted-not-retrained = The model's latents, weighted and not retrained: { $weights }
runs-more-about-run = More about { $run }
runs-n-runs-click-show-first = { $n ->
        [one] { $n } run
       *[other] { $n } runs
    }. Click to show the first on the map.
runs-n-seeds = { $n ->
        [one] { $n } seed
       *[other] { $n } seeds
    }
runs-name-note = Name and note…
runs-name-run = Name of the run
runs-no-finding = no finding
runs-no-finding-classes-written-different = No finding: the classes are written in different scripts or languages, or the label is among the features.
runs-no-finding-shuffled-labels-give = No finding: shuffled labels give as much.
runs-no-run-has-all-these = No run has all of these words
runs-no-runs-show = No runs to show
runs-no-runs-yet = No runs yet
runs-not-kept = Runs are not kept
runs-note = Note
runs-note-run = Note on the run
runs-nothing-weigh = Nothing to weigh
runs-only-so-many-runs-kept = Only so many runs are kept, and the oldest go. One that is pinned, has a name or a note stays until it is deleted.
runs-over-n-seeds-from-low = Over { $n ->
        [one] { $n } seed
       *[other] { $n } seeds
    }, from { $low } to { $high }; ± is one standard deviation.
runs-pin = Pin
runs-pinned = pinned
runs-run = a run
runs-run-over-n-seeds = Run over { $n ->
        [one] { $n } seed
       *[other] { $n } seeds
    }
runs-same-as-many-clusters-as = The same with as many clusters as the label has classes, made anew by the same settings: clusters in the number of languages say nothing of genres.
runs-score-chart = Score on the chart
runs-seed-seed = seed { $seed }
runs-seed-seed-done-n-done = seed { $seed }, { $done } of { $n } done
runs-share-songs-whose-label-linear = Share of songs whose label a linear classifier on the latents tells, over folds with artists and copies kept together. High here and low in ARI means that the label is there, but not as clusters.
runs-share-songs-whose-label-nearest = Share of songs whose label the nearest neighbours in other folds tell, artists and copies kept together. It asks the latent space without any clustering; chance is the same with shuffled labels.
runs-share-sound-against-words = Share of sound against words
runs-show-map = Show on the map
runs-show-run-map = Show { $run } on the map
runs-shows-model-own-clusters-again = Shows the model's own clusters again
runs-shuffled-labels-give-chance-95 = Shuffled labels give { $chance }, 95 % of them { $low } to { $high }.
runs-songs-need-recordings-lyrics-be = Songs need recordings and lyrics to be weighed one against the other
runs-sound = sound
runs-sound-audio-words-lyrics = sound { $audio } : words { $lyrics }
runs-sound-words = Sound with words
runs-stability-clustering-over-seeds-mean = Stability of the clustering over its seeds: mean adjusted Rand index between clusterings of the same latents. 1 means that chance plays no part; it says nothing of training from another seed.
runs-stopped-early = stopped early
runs-takes-run-out-list-undo = Takes the run out of the list; Undo delete brings it back
runs-there-no-folder-them-this = There is no folder for them on this system; the results can be written by Export
runs-these-settings-from-other = Runs these settings from other seeds in the background, until there are five. A score is then seen with its spread: what seeds alone change is no difference between models.
runs-told-model = told to the model
runs-train-these-weights = Train with these weights
runs-trivial = trivial
runs-undo-delete = Undo delete
runs-unfold-run = Unfold { $run }
runs-unpin = Unpin
runs-usual-columns = The usual columns
runs-weighted = weighted
runs-weighted-features-not-model-weights = Weighted features, not the model: { $weights }
runs-weights = Weights
runs-when-made = When made
runs-which-scores-show = Which scores are on show
runs-whose-name-settings-or = Runs whose name, settings or note have all of these words
runs-words = words
runs-each-run-has-latent-space = Each run has it in a latent space of its own, and a collapsed one can reach the top: it makes no run the best.
runs-score-own-k = { $score }, own k
runs-damaged-not-songs-were-written = damaged: not the songs that were written with this run
runs-damaged-not-place-each-song = damaged: not a place for each song
runs-damaged-another-model-s-settings = damaged: another model's settings than the run's
runs-format-format-kept-run-expected = format { $format } of a kept run, expected { $FORMAT }
runs-deleted-run-not-there-any = the deleted run is not there any more
runs-there-no-such-run = there is no such run
