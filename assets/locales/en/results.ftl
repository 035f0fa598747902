agreement-95-percent-shuffles = 95 % of shuffles
agreement-agree-least = Agree least
agreement-agree-most = Agree most
agreement-all-n-songs-recording-words = all { $n } songs with a recording and words
agreement-b-sound-sound-words-words = { $a } and { $b }: by sound { $sound }, by words { $words }. Click selects both.
agreement-beside-chance = Agreement beside chance
agreement-both-lists = In both lists
agreement-chance = by chance
agreement-click-play = Click to play
agreement-click-point-map-see-which = Click a point on the map to see which songs are near it, and by what
agreement-colour-map-agreement = Colour the map by agreement
agreement-colour-map-clusters-again = Colour the map by clusters again
agreement-comparing-every-song-every-other = Comparing every song with every other…
agreement-cosine-similarity-every-two-songs = Cosine similarity of every two songs in the features of one modality, centred on the mean of all songs. Blocks on the diagonal are groups that are alike by it.
agreement-cosine-similarity-one-scale-both = Cosine similarity, one scale for both matrices: it ends where 98 % of all pairs of different songs do. What lies beyond has the colour of the end.
agreement-count-songs-have-common-k = { $count } songs have { $common } of { $k } neighbours in common; by chance { $expected } would (the line).
agreement-dot-these-songs-tick-chance = Dot: these songs. Tick: chance; grey: 95 % of shuffles.
agreement-looking-neighbours = Looking for neighbours…
agreement-n-all-songs-both-drawn = { $n } of { $all } songs with both, drawn at random, the same share of each group
agreement-n-k = { $n } of { $k }
agreement-n-k-neighbours-both-lists = { $n } of { $k } neighbours are in both lists (marked); by chance { $chance } would be.
agreement-nearest-euclidean-distance-features = Nearest by Euclidean distance in the features of one modality, as the model sees them, among songs that have both. Distances of the two lists are on scales of their own.
agreement-nearest-sound = Nearest by sound
agreement-nearest-words = Nearest by words
agreement-neighbours-common = neighbours in common
agreement-no-agreement-be-seen-neighbours = No agreement to be seen: neighbours in common are as many as when words are dealt to sounds at random.
agreement-no-songs-compare-yet = No songs to compare yet
agreement-no-two-modalities = No two modalities
agreement-nothing-compare = Nothing to compare
agreement-ordered = ordered by
agreement-run-audio-lyrics-compare-them = Run with audio and lyrics to compare them
agreement-share-song-k-nearest-sound = Share of a song's { $k } nearest by sound that are among its { $k } nearest by words, mean over { $n } songs with both. Chance is k / (n − 1); the band is 95 % of 200 shuffles of which words belong to which sound.
agreement-similarity-matrices = Similarity matrices
agreement-similarity-sound = Similarity by sound
agreement-similarity-words = Similarity by words
agreement-songs-could-not-be-compared = The songs could not be compared
agreement-songs-neighbours-common = Songs by neighbours in common
agreement-songs-one-language-share-words = Songs of one language share words whatever they sound like, so a part of any agreement may be language alone.
agreement-songs-sound-alike-have-words = Songs that sound alike have words less alike than shuffled songs: fewer neighbours in common than 97.5 % of shuffles have.
agreement-songs-sound-alike-have-words-2 = Songs that sound alike have words alike: { $times } times as many neighbours in common as by chance, more than 97.5 % of shuffles have.
agreement-sound = Sound
agreement-this-song-lacks-recording-or = This song lacks a recording or words
agreement-this-song-neighbours = This song's neighbours
agreement-two-songs-recording-words-needed = Two songs with a recording and words are needed
clusters-as-given = as given
clusters-at-bend-curve = at the bend of the curve
clusters-b-minus-max-b-song = (b − a) / max(a, b), with a a song's mean distance to its own cluster and b to the nearest other (Rousseeuw 1987). Bars below 0 are nearer to another cluster; a cluster all of whose bars end below the mean is weak.
clusters-bar-song-dashed-mean-all = A bar is a song; dashed: the mean of all, { $mean }. Click to hear one.
clusters-bar-song-n-drawn-at = A bar is a song, { $n } drawn at random; dashed: their mean, { $mean }
clusters-cards = Cards
clusters-cluster-latent-space-into-2 = Cluster the latent space into 2 to { $k ->
        [one] { $k } cluster
       *[other] { $k } clusters
    }, and see which number stands out
clusters-cluster-n = Cluster { $n }
clusters-clustered-again-from-bootstrap = Clustered again from bootstrap samples: the mean of the largest Jaccard index |A ∩ B| / |A ∪ B| with a cluster of the sample. Above 0.75 a cluster is stable, below 0.6 it is not to be trusted (Hennig 2007).
clusters-clustering-again-again = Clustering again and again
clusters-each-number-clusters-scored-window = Each number of clusters is scored; the window stays free
clusters-each-song-distance-min-samples = Each song's distance to its min_samples-th neighbour, sorted. Songs left of the bend have company within the radius; those right of it become noise, unless they are near a dense place (Ester et al. 1996).
clusters-empty-name-has-itself = empty for the name it has by itself
clusters-gap = gap
clusters-here-percent-here-all-percent = { $here } % here, { $all } % of all songs (tick)
clusters-how-many = How many?
clusters-k-clusters-score-value = { $k ->
        [one] { $k } cluster
       *[other] { $k } clusters
    }: { $score } { $value }
clusters-k-stands-out-click-number = { $k } stands out. Click a number to cluster anew.
clusters-lowest-silhouette-as-near-another = Of the lowest silhouette: as near to another cluster as to their own, or nearer.
clusters-mean-log-inertia-songs-spread = Mean log inertia of songs spread evenly, less that of these songs; bars are its standard error. The least k with gap(k) ≥ gap(k + 1) − s(k + 1) is proposed (Tibshirani et al. 2001).
clusters-mean-over-songs-b-minus = Mean over songs of (b − a) / max(a, b): apart from the nearest other cluster against together in the own (Rousseeuw 1987). The largest is proposed.
clusters-most-central-songs = most central songs
clusters-name-cluster-n = Name of cluster { $n }
clusters-nearest-mean-songs-latent-space = Nearest to the mean of its songs in the latent space.
clusters-nearest-n-at-distance = nearest is { $n } at { $distance }
clusters-no-cluster = In no cluster
clusters-no-clusters-yet = No clusters yet
clusters-no-number-stands-out-click = No number stands out. Click one to cluster anew.
clusters-no-word-sound-or-class = No word, sound or class sets it apart enough to name it by
clusters-noise-share-percent-all-songs = noise: { $share } % of all songs, left out of the scores that look at points
clusters-not-swept-yet = Not swept yet
clusters-number-named-what-sets-apart = { $number }, named by what sets it apart
clusters-radius-eps-how-click-curve = Radius { $eps }, { $how }. Click the curve for another.
clusters-radius-eps-n-songs-have = Radius { $eps }: { $n } songs have no company within it
clusters-rename-cluster-n = Rename cluster { $n }
clusters-run-each-cluster-described-here = Run, and each cluster is described here
clusters-select = Select
clusters-selects-songs-place-those-selected = Selects its songs, in place of those selected now
clusters-silhouette-b-minus-max-b = Silhouette: (b − a) / max(a, b), mean over its songs, with a the distance to its own songs and b to the nearest other cluster (Rousseeuw 1987). 1 is apart, 0 at a border, below 0 nearer to another. The distance is between centroids.
clusters-silhouette-each-song = Silhouette of each song
clusters-silhouette-undefined = silhouette undefined
clusters-silhouette-value = silhouette { $value }
clusters-silhouettes-undefined-here = Silhouettes are undefined here
clusters-songs-at-border = songs at its border
clusters-songs-distance = songs, by distance
clusters-spread-between-clusters-over-spread = Spread between clusters over spread within, each by its degrees of freedom (Caliński & Harabasz 1974). The largest is proposed.
clusters-stability-value-collapsed-space-says = stability { $value }, of a collapsed space: it says nothing
clusters-stability-value-comes-out-again = stability { $value }: it comes out again
clusters-stability-value-not-be-trusted = stability { $value }: not to be trusted
clusters-stability-value-roughly-same-again = stability { $value }: roughly the same again
clusters-stop-sweep = Stop the sweep
clusters-sum-squared-distances-own-cluster = Sum of squared distances to the own cluster's mean. It always falls; where it bends, the point farthest below the line from first to last, is proposed (Satopää et al. 2011).
clusters-sweep = Sweep
clusters-sweep-gap = Sweep with the gap
clusters-swept-without-gap-statistic = Swept without the gap statistic
clusters-takes-two-clusters-more-songs = It takes two clusters, and more songs than clusters
clusters-ten-sets-evenly-spread = It clusters ten sets of evenly spread songs besides, and takes ten times as long
clusters-words-set-apart = words that set it apart
clusters-words-songs-use-more-than = Words that its songs use more than others' in the same language: difference in mean TF-IDF over its standard error, largest first (stratified, van Elteren 1960). Ten at most.
curves-1-minus-x-minus-x = 1 − Σ (x − x′)² / Σ (x − m)², from the posterior means: the share of what varies between songs that the latent gives back. m is the mean of the training songs, for held-out ones too.
curves-all-n-epochs = All { $n ->
        [one] { $n } epoch
       *[other] { $n } epochs
    }
curves-changes-this-setting-alone-trains = Changes this setting alone and trains anew. The settings before can be restored.
curves-closed-form = Closed form
curves-continue = Continue
curves-dimensions-whose-posterior-mean = Dimensions whose posterior mean varies over songs by more than 0.01: Var(μ) > ε, with the ε of the settings. The others are as the prior, whatever the song (Burda et al. 2016).
curves-ended-early-epoch-n-best = Ended early; epoch { $n } was best
curves-ends-training-here-keeps-weights = Ends the training here and keeps the weights of this moment; it can go on later.
curves-epoch-n = epoch { $n }
curves-epochs = by epochs
curves-go-run = Go on with the run
curves-goes-from-weights-last-epoch = Goes on from the weights of the last epoch, with the optimiser and the random streams as they were, and adds to the history. The settings are those the model was trained with.
curves-goes-where-paused-pause-changes = Goes on where it paused. A pause changes nothing in the result.
curves-kl-divergence-each-dimension-from = KL divergence of each dimension from the prior, in nats, mean over songs; largest first. A dimension near 0 says nothing of any song.
curves-latent-dimensions-epoch-n = Latent dimensions, epoch { $n }
curves-losses-epoch = losses by epoch:
curves-lower-beta-n = Lower β to { $n }
curves-mu-plus-sigma-minus-1 = ½ Σ (μ² + σ² − 1 − log σ²) in nats, averaged over songs: how far posteriors are from the prior N(0, 1), which is what the latent says of a song. Near 0 it says nothing: the posterior has collapsed (Bowman et al. 2016).
curves-n-all-dimensions-carry-nothing = { $n } of { $all } dimensions carry nothing: lower β or warm it up.
curves-n-all-dimensions-carry-something = { $n } of { $all } dimensions carry something
curves-n-free-nats = { $n } free nats
curves-n-nats = { $n } nats
curves-no-training-yet = No training yet
curves-nothing-train = Nothing to train
curves-pause = Pause
curves-pause-run-result-will-be = Pause the run; its result will be the same
curves-paused = Paused
curves-paused-after-epoch-n = Paused after epoch { $n }
curves-pausing = Pausing…
curves-posterior-has-collapsed-n-all = The posterior has collapsed: { $n } of { $all } dimensions carry nothing, so scores and map mean little. Lower β, warm it up, or give free nats.
curves-reconstruction = Reconstruction
curves-reconstruction-plus-beta-kl-what = Reconstruction + β · KL: what training makes small, with the β of that epoch. While β rises it rises too, so only epochs after the warm-up can be compared (Higgins et al. 2017).
curves-remedy-taken-what = Remedy taken: { $what }.
curves-replayed = replayed
curves-restore-settings = Restore the settings
curves-rests-after-this-batch-pause = Rests after this batch. A pause changes nothing in the result.
curves-run-losses-drawn-here-epoch = Run, and the losses are drawn here epoch by epoch
curves-settings-as-they-were-before = The settings as they were before the remedy; press Run to train by them.
curves-stop-keep = Stop and keep
curves-stopped-at-epoch-n = Stopped at epoch { $n }
curves-this-model-has-closed-form = This model has a closed form; it needs no epochs
curves-total = Total
curves-train-further = Train further
curves-trained-further-after-epoch-n = Trained further after epoch { $n }
curves-training = training
curves-validation = validation
curves-variance-explained-share = Variance explained: { $share }
curves-variance-explained-share-held-held = Variance explained: { $share }, { $held } held out
curves-warm-up-n-epochs = Warm up for { $n ->
        [one] { $n } epoch
       *[other] { $n } epochs
    }
curves-x-minus-x-summed-over = ½ Σ (x − x′)², summed over features and averaged over songs: what is lost between a song and what the decoder makes of its latent. −log p(x|z) of a Gaussian decoder of unit variance, but for a constant (Kingma & Welling 2014).
findings-does-model-beat-pca = Does the model beat PCA here, and is that more than noise? Trains it, PCA and clusters of the features themselves from several seeds, in the background.
findings-n-of-all-fits = { $n } of { $all } models
findings-nothing-to-compare = Run a VAE first; where nothing is kept, or a run is under way, nothing is compared.
findings-of-this-run = Of the run on show, by itself:
findings-run-over-n-seeds = Run over { $n } seeds
in-short-label = { $column }: { $score } { $value }
in-short-n-clusters = { $n ->
        [one] { $n } cluster
       *[other] { $n } clusters
    }
in-short-n-in-none = { $n } in none
in-short-of-pca = PCA { $value }
latent-1-minus-squared-error-squared = 1 − squared error / squared distance from the mean, over all the model was shown of this song (of a crop: from the crop's own mean). Below 0, the mean alone would have been a better guess.
latent-arc = Arc
latent-back-song-own-place-latent = Back to the song's own place in the latent space.
latent-below-each-step-nearest-real = Below each step: the nearest real song.
latent-between-two-songs = Between two songs
latent-brightness-spectral-centroid = brightness (spectral centroid)
latent-choose = choose
latent-choose-song-b-above-among = Choose song B above, among the nearest or by name; or click one on the map, press “Chosen song is B”, and click song A
latent-chosen-song-b = Chosen song is B
latent-click-point-map-move-through = Click a point on the map, and move it through the latent space here
latent-colour-map-dimension-n = Colour the map by dimension { $n }
latent-contrast-n-band = contrast { $n } (band)
latent-decoded = Decoded
latent-decoded-2 = decoded
latent-decoded-spectrogram = Decoded spectrogram
latent-decoding = Decoding…
latent-deviation = deviation
latent-dim-dim-feature-rho = dim { $dim } and { $feature }: ρ = { $rho }
latent-dim-dim-label-bits-bits = dim { $dim } and { $label }: { $bits } bits of mutual information (by binning alone { $chance }); { $share } % of what there is to know beyond that
latent-dim-n = dim { $n }
latent-dimension-n = Latent dimension { $n }
latent-dimension-n-go-slider = Dimension { $n }: go to its slider
latent-drag-or-click-type = Drag, or click and type.
latent-features-themselves-space-shown = The features themselves are the space that is shown; choose a VAE, an autoencoder or PCA to have dimensions to move along
latent-find-song-b = Find song B
latent-gap-mig = gap (MIG)
latent-given-back = Given back
latent-given-back-2 = given back
latent-hear-decoded = Hear it decoded
latent-hear-so = Hear it so
latent-hear-what-given-back = Hear what is given back
latent-here-begins-each-step-says = Here it begins; each step says how it differs.
latent-hiss-zero-crossings = hiss (zero crossings)
latent-how-far-each-feature-moves = How far each feature moves from what the song's own latent decodes to, in standard deviations over the training songs. The largest moves come first.
latent-joint-vae-has-one-latent = A joint VAE has one latent for both, by a product of experts (Wu and Goodman 2018): told one of them alone, it still expects the other. How near it comes is what one says of the other.
latent-keeps-chosen-song-as-end = Keeps the chosen song as the end of the way. Then click another on the map: it is the beginning.
latent-kl-deviation-deviation-click-slider = { $kl }deviation { $deviation }; click for its slider
latent-kl-kl-nats = KL { $kl } nats,{ " " }
latent-kl-nats = KL, nats
latent-label-mi-bits-bits = { $label } (MI { $bits ->
        [one] { $bits } bit
       *[other] { $bits } bits
    })
latent-labels-mutual-information-20-bins = Labels: mutual information in 20 bins, less what binning alone gives, as a share of the label's entropy. Features: Spearman's ρ, the strongest columns of each dimension. Mutual information gap { $mig } (Chen et al. 2018): labels are not known to be independent, so it compares models on one library and says nothing by itself.
latent-letters-gained-lost = Letters gained and lost
latent-line = Line
latent-listen-along = Listen along
latent-loudness-rms = loudness (RMS)
latent-lows-against-highs-mfcc-1 = lows against highs (MFCC 1)
latent-luck-alone-could-give-as = ; luck alone could give as much
latent-lyrics-vectors-here-their-directions = The lyrics are vectors here, and their directions have no names. Switch TF-IDF on to read words.
latent-mean-level-each-mel-band = Mean level of each mel band, from the means of the MFCC by the inverse cosine transform; what lies above the kept coefficients is smoothed away. This model sees no spectrogram, so this is all there is of one.
latent-mean-spectrum = Mean spectrum
latent-n-dimensions-carry-nothing = { $n } dimensions carry nothing
latent-n-percent-what-sets-this = { $n } % of what sets this song apart is given back.
latent-name-from-given-back-as = { $name }: { $from }, given back as { $to }
latent-name-n-deviations = { $name }: { $n } deviations
latent-named-label-shares-most-information = Named by the label it shares most information with (mutual information, 20 bins) and the feature it rises or falls with most (Spearman's ρ), where luck alone would not give as much. The slider goes 3 deviations of the aggregated posterior to either side; the tick is the song, a double click goes back to it.
latent-nearest-latent-space-at-d = Nearest in the latent space, at { $d }; click to play
latent-no-dimension-varies-over-songs = No dimension varies over the songs.
latent-no-label-has-two-classes = No label has two classes, so there is no mutual information to show. Features: Spearman's ρ, the strongest columns of each dimension.
latent-no-model-asked = No model was asked for
latent-no-model-yet = No model yet
latent-noisiness-flatness = noisiness (flatness)
latent-nothing-beyond-luck = nothing beyond luck
latent-nothing-one-would-hear = Nothing one would hear of.
latent-overall-level-mfcc-0 = overall level (MFCC 0)
latent-pitch-class-n = pitch class { $n }
latent-play-recording-itself = Play the recording itself
latent-point-drawn-from-normal-distribution = A point drawn from a normal distribution along each dimension, with the mean and deviation of the aggregated posterior, at most 3 deviations out. Each press is another draw; the series is the same every time.
latent-points-way-both-ends-included = Points on the way, both ends included, at even distances (on an arc: at even angles). Each is decoded.
latent-power-mel-band-decibels-one = Power of a mel band in decibels, on one scale for all pictures here. Bands are Slaney's, as in librosa.
latent-random-sample = Random sample
latent-reach-highs-rolloff = reach of the highs (rolloff)
latent-reading-latent-space = Reading the latent space…
latent-real-songs-nearest-steps-as = The real songs nearest to the steps, as a selection: the way on the map. There may be fewer of them than steps.
latent-recording = Recording
latent-reset = Reset
latent-ring-song-dot-what-model = Ring: the song; dot: what the model gives back; the line between them is the error. In standard deviations from the mean of the training songs, cut off at 3.
latent-run-ask-model-here = Run, and ask the model here
latent-secs-s-hz-hz-db = { $secs } s, { $hz } Hz: { $db } dB
latent-select-nearest-songs = Select the nearest songs
latent-share-label-information-feature = share of a label's information, and |ρ| of a feature
latent-sliders = Sliders
latent-song = the song
latent-song-b = to song B
latent-sound-from-spectrogram-fast-griffin = Sound from the spectrogram by the fast Griffin-Lim algorithm (Perraudin et al. 2013), 32 iterations. Phases are guessed, so it sounds hoarse; originals are played so, too, for a fair comparison.
latent-sound-rises-falls = Sound rises and falls
latent-sound-worst-first = Sound, worst first
latent-space-could-not-be = The latent space could not be read
latent-spectrogram-given-back = Spectrogram given back
latent-spectrogram-recording = Spectrogram of the recording
latent-step-n = Step { $n }
latent-steps = steps
latent-straight-line-or-arc-around = A straight line, or an arc around the origin (Shoemake 1985; White 2016). Under a normal prior of many dimensions songs lie near a sphere, and a line leaves it.
latent-tempo = tempo
latent-terms-whose-decoded-tf-idf = Terms whose decoded TF-IDF weight rises or falls most against what the song's own latent decodes to, largest first. A weight is what the model expects of the lyrics, not a word that is sung.
latent-this-model-gives-back-summary = This model gives back summary features, which hold no order in time, so there is nothing to play; choose the convolutional VAE to hear what is decoded.
latent-this-song-has-no-recording = This song has no recording, and the model knows nothing else of it.
latent-this-song-lacks-what-model = This song lacks what the model is to be told.
latent-timbre-n-mfcc = timbre { $n } (MFCC)
latent-title-or-artist = Title or artist
latent-told-all = told all
latent-told-sound-alone = told the sound alone
latent-told-words-alone = told the words alone
latent-what-dimensions-go-along-looked = What its dimensions go along with is looked up
latent-what-dimensions-tell = What dimensions tell
latent-what-movement = { $what }: movement
latent-what-variation = { $what }: variation
latent-which-crops-model-sees-each = Which of the crops that the model sees of each recording. They are spread evenly from its beginning to its end.
latent-which-way = Which way?
latent-width-spectrum = width of the spectrum
latent-words-gained-lost = Words gained and lost
latent-words-worst-first = Words, worst first
scores-bright = bright
scores-chance-what-same-clusters-score = Chance: what the same clusters score against shuffled labels, on average; ≈ marks a score that lies within 95 % of the shuffles.
scores-classes-classes-n-songs = { $classes ->
        [one] { $classes } class
       *[other] { $classes } classes
    }, { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }
scores-column-not-scored-model-told = { $column }: not scored, for the model was told it
scores-even = even
scores-fast = fast
scores-latent-space-has-collapsed-scores = The latent space has collapsed: scores taken in it say little about the songs.
scores-lively = lively
scores-loud = loud
scores-low-high-95-percent-shuffles = { $low } to { $high } in 95 % of shuffles
scores-majority = majority
scores-majority-purity-one-single-cluster = Majority: the purity of one single cluster, the share of the most frequent class. Purity says something where it is above both.
scores-model-latent = { $model } latent
scores-n-them-detected = , { $n } of them detected
scores-no-scores-yet = No scores yet
scores-noisy = noisy
scores-quiet = quiet
scores-run-clusters-scored-here-beside = Run, and the clusters are scored here beside chance and simpler spaces
scores-score-own-k-k = { $score }, own k = { $k }
scores-silhouette-high-but-latent-space = The silhouette is high, but the latent space has collapsed: clusters in it are tight because almost nothing of the songs is left. Do not trust it.
scores-slow = slow
scores-taken-space-clustered-never = Scores are taken in the space that was clustered, never on the map.
scores-this-column-itself-among-features = This column is itself among the features.
scores-tonal = tonal
scores-trivial-lyrics-these-classes = Trivial with lyrics: these classes are different languages, which spelling tells.
scores-trivial-lyrics-these-classes-written = Trivial with lyrics: these classes are written in different scripts.
timeline = Timeline
timeline-all-songs-held-out-ones = All songs, held-out ones too, at their posterior means: while the model learns two principal components, turned as the picture before; then the map as it is drawn.
timeline-before-first-epoch = before the first epoch
timeline-epoch-n-last = epoch { $n } of { $last }
timeline-fold-timeline = Fold the timeline
timeline-gif-has-256-colours-opens = GIF has 256 colours and opens everywhere; APNG has all, in browsers. PNGs are a folder, one picture a file.
timeline-hold-replay-t = Hold the replay (T)
timeline-how-fast-film-goes-last = How fast the film goes. The last picture stays for two seconds.
timeline-how-fast-replay-goes-click = How fast the replay goes; click for the next speed
timeline-map-step-n-last = map, step { $n } of { $last }
timeline-n-pictures = { $n ->
        [one] { $n } picture
       *[other] { $n } pictures
    }
timeline-n-pictures-all-songs-secs = { $n } pictures of all songs, { $secs ->
        [one] { $secs } second
       *[other] { $secs } seconds
    }
timeline-now = Now
timeline-picture-done-n = Picture { $done } of { $n }
timeline-pictures-second = Pictures a second
timeline-replay-how-songs-found-their = Replay how songs found their places (T)
timeline-replay-moment = Replay: { $moment }
timeline-save-film = Save film
timeline-save-timeline = Save the timeline
timeline-save-timeline-as-film = Save the timeline as a film
timeline-something-this-name-there-choose = Something of this name is there; choose a new folder.
timeline-songs-as-they-esc = The songs as they are (Esc)
timeline-stop-saving = Stop saving
timeline-what-behind-songs-colours-those = What is behind the songs. Colours are those of the map on that ground.
timeline-width-height-pixels-larger-pictures = Width and height in pixels. Larger pictures take longer.
trust-careful-sentence = Careful: { $sentence }
trust-click-select-them = Click to select them.
trust-clustering-comes-out-much-same = The clustering comes out much the same from other seeds of its own (ARI { $seeds }) and other samples of the songs ({ $samples }), { $n } runs each: single songs change sides.
trust-clustering-comes-out-otherwise-from = The clustering comes out otherwise from other seeds of its own (ARI { $seeds }) or other samples of the songs ({ $samples }), { $n } runs each: do not build on it.
trust-clustering-comes-out-same-from = The clustering comes out the same from other seeds of its own (ARI { $seeds }) and other samples of the songs ({ $samples }), { $n } runs each.
trust-clustering-which-has-no-seed = The clustering, which has no seed, comes out otherwise from other samples of the songs (ARI { $samples }, { $n } runs): do not build on it.
trust-clustering-which-has-no-seed-2 = The clustering, which has no seed, comes out much the same from other samples of the songs (ARI { $samples }, { $n ->
        [one] { $n } run
       *[other] { $n } runs
    }): single songs change sides.
trust-clustering-which-has-no-seed-3 = The clustering, which has no seed, comes out the same from other samples of the songs (ARI { $samples }, { $n ->
        [one] { $n } run
       *[other] { $n } runs
    }).
trust-clusters-b-lie-nearest-each = Clusters { $a } and { $b } lie nearest to each other here, but are only number { $place } of { $n } pairs there.
trust-clusters-wide-here-wide-latent = Clusters that are wide here are wide in the latent space (ρ { $rho } over { $n } clusters).
trust-colour-map-trustworthiness = Colour the map by trustworthiness
trust-column-agreement-ari-ari-trivial = { $column }: agreement with it (ARI { $ari }) is trivial, for its classes are written in different scripts and the model saw letters.
trust-column-agreement-ari-ari-trivial-2 = { $column }: agreement with it (ARI { $ari }) is trivial, for its classes are different languages and the model saw how they are spelled.
trust-column-agreement-beyond-chance-ari = { $column }: the agreement is beyond chance (ARI { $ari }), but a purity of { $purity } is what one single cluster would have (majority { $majority }).
trust-column-clusters-agree-beyond-chance = { $column }: clusters agree with it beyond chance (ARI { $ari }, shuffles at most { $high }; purity { $purity }, majority { $majority }).
trust-column-clusters-agree-no-better = { $column }: clusters agree with it no better than with shuffled labels (ARI { $ari }; 95 % of shuffles give { $low } to { $high }).
trust-column-clusters-model-agree-better = { $column }: clusters of the model agree better (ARI { $model }) than those of the best simpler space ({ $name }, { $baseline }). One run is no proof: compare several seeds.
trust-column-clusters-without-model-name = { $column }: clusters without the model ({ $name }, ARI { $baseline }) agree as well as with it ({ $model }): here it adds nothing.
trust-column-itself-among-features-so = { $column }: it is itself among the features, so agreement with it (ARI { $ari }) is no finding.
trust-column-n-all-labels-were = { $column }: { $n } of { $all } labels were detected from the words, not given.
trust-column-not-scored-because-model = { $column }: not scored, because the model was told it.
trust-continuity = continuity
trust-distances-between-clusters-may-be = Distances between clusters may be read by their order: it is that of the latent space (ρ { $rho } over { $n } pairs).
trust-do-not-read-distances-between = Do not read distances between clusters: the latent space has another order (ρ { $rho } over { $n ->
        [one] { $n } pair
       *[other] { $n } pairs
    }).
trust-do-not-read-sizes-clusters = Do not read sizes of clusters: their order is another than in the latent space (ρ { $rho } over { $n } clusters).
trust-do-not-read-sizes-clusters-2 = Do not read sizes of clusters: cluster { $here } is the widest here, cluster { $there } in the latent space (ρ { $rho }).
trust-each-song-gets-colour-own = Each song gets the colour of its own trustworthiness: dark ones lie among strangers. The bars below have the same colours.
trust-every-song-noise-there-no = Every song is noise: there is no cluster, so nothing can be scored.
trust-fewer-than-four-songs-there = With fewer than four songs there is nothing to judge
trust-fewer-than-half-kept = Songs that lie together here come from the same neighbourhood, but fewer than half of the nearest are the nearest: check single ones by their lines.
trust-how-wide-cluster-here-tells = How wide a cluster is here tells only roughly how wide it is (ρ { $rho } over { $n ->
        [one] { $n } cluster
       *[other] { $n } clusters
    }).
trust-k-clusters-were-chosen = { $k } clusters were chosen by { $by }.
trust-k-k-neighbours-every-song = k = { $k } neighbours of every song
trust-k-k-neighbours-n-songs = k = { $k ->
        [one] { $k } neighbour
       *[other] { $k } neighbours
    }, of { $n } songs drawn at random
trust-latent-space-has-collapsed-n = The latent space has collapsed, { $n } of { $all } dimensions carry anything: scores and map are of noise.
trust-latent-space-has-collapsed-what = The latent space has collapsed: what lies together on the map does so by chance, however near it is.
trust-many-songs-lie-together-here = Many songs that lie together here do not belong together.
trust-method-asked-but-there-too = { $method } was asked for, but there are too few songs for it: the PCA picture stands in.
trust-method-found-k-clusters-itself = { $method } found { $k } clusters by itself; its own settings decide how many.
trust-method-n-songs = { $method } of { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }
trust-method-stopped-before-had-settled = { $method } was stopped before it had settled: places are not final.
trust-model-explains-held-percent-variance = The model explains { $held } % of the variance of songs it has not seen, { $train } % in training.
trust-model-explains-train-percent = The model explains { $train } % of the variance in training and { $held } % in songs it has not seen: much is learnt by heart.
trust-most-songs-lie-together-here = Most songs that lie together here belong together; check single ones by their lines.
trust-n-all-songs-lack-sound = { $n } of { $all } songs lack sound or words and stand at the mean of what they lack.
trust-n-clusters-have-too-few = { $n } clusters have too few distances between them to tell whether { $method } kept their order.
trust-n-songs-drawn-at-random = It is of { $n } songs drawn at random.
trust-n-songs-from-from = { $n } songs from { $from } to { $to }
trust-n-songs-share-percent-no = { $n ->
        [one] { $n } song ({ $share } %) is in no cluster and left out of the silhouette: it tells of the others only, and looks better for it.
       *[other] { $n } songs ({ $share } %) are in no cluster and left out of the silhouette: it tells of the others only, and looks better for it.
    }
trust-n-songs-share-percent-no-2 = { $n ->
        [one] { $n } song ({ $share } %) is in no cluster and left out of the silhouette.
       *[other] { $n } songs ({ $share } %) are in no cluster and left out of the silhouette.
    }
trust-n-songs-single-one-changes = With { $n } songs a single one changes much: take heaps of a handful as anecdotes.
trust-neighbours-kept = neighbours kept
trust-neighbours-torn-apart-more-often = Neighbours are torn apart more often than strangers are pushed in.
trust-no-number-clusters-stands-out = No number of clusters stands out by { $by }, so the given { $k } were made: there may be no clusters.
trust-no-picture-yet = No picture yet
trust-number-clusters-k-given-not = The number of clusters, { $k }, was given and not found: another would cut elsewhere.
trust-number-columns-have-share-percent = Number columns have { $share } % of the variance of the latents side by side: distances and clusters follow sound and words.
trust-other-ways-choose-as-many = Other ways that choose as many: { $n }.
trust-others-choose-otherwise-ways = Others choose otherwise: { $ways }.
trust-pca-picture-beside-shows-true = The PCA picture beside it shows true distances, but of { $share } % of the variance only.
trust-perplexity-lowered-p-most-n = The perplexity was lowered to { $p }, the most that { $n } songs allow: only coarse heaps are left.
trust-perplexity-p-about-most-n = A perplexity of { $p } is about the most that { $n } songs allow: only coarse heaps are left.
trust-perplexity-p-small-beside-n = A perplexity of { $p } is small beside { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }: who is next to whom is kept, where heaps lie among each other is not.
trust-perplexity-p-small-t-sne = A perplexity of { $p } is small: t-SNE then draws little heaps out of pure noise, too.
trust-perplexity-p-suits-n-songs = The perplexity of { $p } suits { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }: each is placed by about so many neighbours.
trust-read-distances-between-clusters-only = Read distances between clusters only where they differ much: the latent space has a similar order, not the same (ρ { $rho } over { $n } pairs).
trust-run-learn-here-how-far = Run, and learn here how far the map can be trusted
trust-silhouette-s-looks-good-only = The silhouette of { $s } looks good only because hardly anything is left to differ.
trust-silhouette-s-says-clusters-hardly = A silhouette of { $s } says that clusters hardly part: they are slices of one cloud.
trust-silhouette-s-stands-clusters = A silhouette of { $s } stands for clusters that are reasonably parted.
trust-silhouette-s-stands-clusters-clearly = A silhouette of { $s } stands for clusters that are clearly parted.
trust-silhouette-s-weak-clusters-touch = A silhouette of { $s } is weak: clusters touch, and songs at their borders could be in another.
trust-song-k-nearest-latent-space = Of a song's { $k } nearest in the latent space { $kept } % are among its { $k } nearest on the map (by chance { $chance } %).
trust-songs-has-not-seen-model = Of songs it has not seen the model knows no more than the mean: it explains { $held } % of their variance, and { $train } % in training.
trust-songs-lie-together-here-belong = Songs that lie together here belong together.
trust-sound-has-share-percent-variance = Sound has { $share } % of the variance of the latents side by side: distances and clusters follow the words.
trust-strangers-pushed-more-often-than = Strangers are pushed in more often than neighbours are torn apart.
trust-there-only-one-cluster-so = There is only one cluster, so there is nothing to be parted.
trust-trustworthiness-1-minus-2-nk = Trustworthiness: 1 − 2/(nk(2n − 3k − 1)) Σ (r − k), over songs that are among the k nearest on the map but only at rank r in the latent space; continuity: the two exchanged (Venna & Kaski 2001). Neighbours kept: the share of the k nearest that are the same in both.
trust-two-axes-hold-only-share = The two axes hold only { $share } % of the variance: songs that lie together are often far apart in the rest.
trust-two-axes-hold-share-percent = The two axes hold { $share } % of the variance: this is nearly all there is.
trust-two-axes-hold-share-percent-2 = The two axes hold { $share } % of the variance: songs that lie together may be apart in the rest.
trust-umap-looked-at-k-neighbours = UMAP looked at { $k } neighbours of each song only: little heaps may be chance.
trust-umap-placed-each-n-songs = UMAP placed each of { $n } songs by { $k ->
        [one] { $k } neighbour
       *[other] { $k } neighbours
    }: smaller heaps than that mean little.
trust-what-may-be-read-from = What may be read from the scores
trust-what-may-be-read-from-2 = What may be read from this map
trust-words-have-share-percent-variance = Words have { $share } % of the variance of the latents side by side: distances and clusters follow the sound.
scores-artists-has-not-seen = of artists it has not seen
scores-classes-different-languages-which = the classes are in different languages, which spelling alone tells
scores-classes-written-different-scripts = the classes are written in different scripts, which any letter tells
scores-column-itself-among-features = the column is itself among the features
scores-completeness = completeness
scores-has-not-seen = it has not seen
scores-has-not-seen-nor-others = it has not seen, nor others of the same artist where that is known
scores-homogeneity = homogeneity
scores-labels-were-detected-from-lyrics = labels were detected from the lyrics
scores-purity = purity
clusters-number-named-with-guesses = { $number }, named by what sets it apart. What stands behind { $mark } is a guess of the network { $network }, which heard the recordings and no label.
scores-features-were-centred-by-column = the features were centred by this column
scores-features-centred-by-it = The features were centred by the language labels: they know the column, and neither agreement nor the lack of it is a finding.
trust-ready-vectors-have-share-percent = Ready vectors have { $share } % of the variance of the latents side by side: distances and clusters follow sound and words.
trust-column-centred-by-it = { $column }: its means were taken from the features by its own labels, so neither agreement with it (ARI { $ari }) nor the lack of it is a finding.
