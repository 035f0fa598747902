export-same-bytes-as-path-left = the same bytes as { $path }; left out
export-menu-agreement-labels = Agreement with labels
export-menu-ask-me-later = Ask me later
export-menu-clusters-label = Clusters by { $label }
export-menu-days-ago-n = days ago: { $n }
export-menu-dimensions-labels = Dimensions and labels
export-menu-distances-between-songs = Distances between songs
export-menu-excerpts-n-selected-songs-size = Excerpts of the { $n ->
        [one] { $n } selected song
       *[other] { $n } selected songs
    }, { $size } MB
export-menu-excerpts-selected-songs-none = Excerpts of the selected songs (none is selected)
export-menu-figure = Figure
export-menu-figures-tables-report-take-home = Figures, tables and the report to take home; session files to come back to.
export-menu-file-name-folder = That is a file; name a folder.
export-menu-folder-add-file-name = That is a folder; add a file name.
export-menu-folder-every-table-figure-settings = A folder with every table and figure, the settings and the model, REPORT.md with what follows from the numbers, and report.html: one page with the map to explore, which opens in any browser without a network.
export-menu-folder-name-file = That is a folder; name a file in it.
export-menu-format = Format
export-menu-height-pixels = Height in pixels
export-menu-just-now = just now
export-menu-k-distances = k-distances
export-menu-kl-each-dimension = KL of each dimension
export-menu-latentune-not-closed-as-should = Latentune was not closed as it should be. What was open then can be opened again.
export-menu-let-go = Let it go
export-menu-map-as-stands = Map, as it stands
export-menu-map-drawn-as-stands-colours = The map is drawn as it stands: its colours, what is selected, what the legend leaves out.
export-menu-mel-spectrogram-song = Mel spectrogram of { $song }
export-menu-n-h-ago = { $n } h ago
export-menu-n-min-ago = { $n } min ago
export-menu-not-there-any-more-path = not there any more: { $path }
export-menu-open = Open
export-menu-own = Own
export-menu-paper-column = Paper column
export-menu-png-pixels-opens-everywhere-svg = PNG is pixels and opens everywhere. SVG is drawn sharp at any size and can be edited.
export-menu-recent-sessions = Recent sessions
export-menu-reconstruction-each-block = Reconstruction of each block
export-menu-restore = Restore
export-menu-restore-session = Restore a session?
export-menu-save-session-as = Save session as…
export-menu-silhouette-plot = Silhouette plot
export-menu-size-letters = Size of letters
export-menu-size-letters-pixels-one-unit = Size of letters: pixels of one unit of the drawing. Larger for a figure that is printed small.
export-menu-slide = Slide
export-menu-slide-has-1920-1080-pixels = A slide has 1920 × 1080 pixels. A column of a paper is 85 mm wide at 300 dots an inch.
export-menu-something-this-folder-results = Something is in this folder. Results of an earlier run are replaced; all else stays.
export-menu-songs-labels-numbers-cluster-places = Songs: labels, numbers, cluster, places and latents, a row a song. Scores: each beside its chance line.
export-menu-songs-settings-selection-colours = Songs, settings, selection, colours and names of clusters. Songs and models stay where they are.
export-menu-square = Square
export-menu-stop-export = Stop the export
export-menu-table-scores = Table of scores
export-menu-there-no-such-file = There is no such file.
export-menu-there-nothing-export-before-first = There is nothing to export before the first run.
export-menu-twelve-seconds-each-within-page = Twelve seconds of each, within the page, up to 24 MB. Whoever has the page can hear them: mind the rights.
export-menu-what-behind-figure-colours-made = What is behind the figure. Colours are made for either.
export-menu-what-written-above-report = What is written above the report.
export-menu-width-pixels = Width in pixels
export-menu-write = Write
export-menu-writing-path = Writing { $path }
export-csv-opens-any-spreadsheet = CSV opens in any spreadsheet.
export-parquet-keeps-types-read-pandas = Parquet keeps types and is read by pandas, polars, R and DuckDB.
export-all-songs-stand-first-cluster = All songs stand first: a cluster tells something only where it differs from them.
export-ari-at-own-k = ARI at own k
export-ari-nmi-purity-each-space = ARI, NMI and purity of each space, beside chance
export-block = block
export-care = with care
export-central-songs = central songs
export-clusters = clusters
export-colour = Colour
export-dimension-whose-kl-divergence-near = A dimension whose KL divergence is near 0 carries nothing of a song.
export-dimensions-active = dimensions active
export-distances-between-songs-cluster = Distances between songs, by cluster
export-draw-around-songs-select-them = Draw around songs to select them (L)
export-each-space-clustered-scored-same = Each space is clustered and scored in the same way. Agreement with labels stands beside what shuffled labels reach: their mean, and the value that 97.5 % of shuffles stay below.
export-every-sentence-follows-from-numbers = Every sentence follows from the numbers below by a rule; what is no more than chance is said to be so. One run has one seed, so nothing is said to be better than another: a comparison over seeds tells that.
export-every-sentence-follows-from-numbers-2 = Every sentence follows from the numbers in `clustering_metrics.csv` by a rule. A difference is told only when it is more than noise over songs and seeds at 5 %, corrected for all comparisons of this report (Holm), and would stand without any one song; fewer than three seeds give no verdict. ± is the standard deviation over seeds, chance a mean over shuffled labels. Agreement with a label is told at as many clusters as it has classes, where that can be set. A silhouette is taken in the space it is of: between spaces it is a hint, not a ranking.
export-explained = explained
export-fewer-than-three-seeds-nothing = With fewer than three seeds nothing can be said of how much the seed decides.
export-figures-names-they-tables-as = figures of { $names }: they are in the tables, as all labels are
export-findings = Findings
export-fit = Fit
export-held-out-songs = held-out songs
export-how-made = How it was made
export-k-distances-eps-read-from = The k-distances that eps is read from
export-kl-divergence-each-latent-dimension = KL divergence of each latent dimension
export-label = label
export-label-each-cluster = { $label } of each cluster
export-labels-each-cluster = Labels of each cluster
export-lasso = Lasso
export-learning = Learning
export-left-out = Left out
export-legend = Legend
export-losses-over-epochs-training = Losses over the epochs of training
export-made-latentune-every-sentence = Made by Latentune. Every sentence follows from the numbers beside it by a rule; what is no more than chance is said to be so. One run has one seed, so nothing is said to be better than another: `latentune compare` tells that over seeds. The same report with a map to explore is `report.html`.
export-made-latentune-this-page-one = Made by Latentune. This page is one file and asks nothing of any network.
export-map-arrow-keys-go-from = Map: arrow keys go from song to song, plus and minus zoom, shift and arrow keys move the map
export-map-cluster = The map by cluster
export-map-needs-script-which-part = The map needs a script, which is part of this page; everything below stands without it.
export-map-songs = Map of the songs
export-mean = of the mean
export-mean-squared-error = mean squared error
export-model-n-dimensions = { $model }, { $n ->
        [one] { $n } dimension
       *[other] { $n } dimensions
    }
export-most-frequent-class = most frequent class
export-n-all-warnings-txt-first = { $n }; all are in `warnings.txt`. The first:
export-n-more = … and { $n } more
export-n-songs-cells-cells-over = { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }, { $cells ->
        [one] { $cells } cell
       *[other] { $cells } cells
    } over { $seeds ->
        [one] { $seeds } seed
       *[other] { $seeds } seeds
    } ({ $models ->
        [one] { $models } model
       *[other] { $models } models
    } trained).
export-n-songs-first = { $n } on the songs; the first:
export-noise = noise
export-of = of
export-original-against-reconstruction = Original against reconstruction, block by block
export-own-k = own k
export-parts = Parts
export-pca-latents-two-dimensions = PCA of the latents to two dimensions
export-picture = Picture
export-program = program
export-reconstructions = Reconstructions
export-same-seed-settings-same-machine = The same seed and settings on the same machine give the same bytes.
export-scores-clusters-alone = Scores of the clusters alone
export-scores-each-space = Scores of each space
export-seed = seed
export-settings-all-them-config-toml = Settings; all of them are in config.toml
export-show-all-songs-0 = Show all songs (0)
export-silhouette-inertia-number-clusters = Silhouette and inertia by number of clusters
export-skip-findings = Skip to the findings
export-song = song
export-songs-come-back-worst = Songs that come back worst
export-title-artist-or-words = Title, artist or words
export-title-log-mel-as-heard = { $title }: log-mel as heard, and as decoded from its latent
export-training-songs = training songs
export-value = value
export-value-chance-low-high = { $value } ({ $chance }; { $low } to { $high })
export-variance-explained-each-block = Variance explained of each block
export-what = what
export-what-dimensions-know-labels = What dimensions know of labels
export-words-left-out-there-too = words are left out: there are too many songs
export-agreement-labels-chance-mean = Agreement with labels (chance: mean of shuffled labels; where 95 % of them lie), and at as many clusters as the label has classes
export-what-comes-back-each-block = What comes back of each block of features from a song's latent. The mean squared error is in the units that the model sees; that of the mean is what a guess of the mean would miss.
export-words-those-set-cluster-apart = Words are those that set a cluster apart from other clusters' songs in the same language; central songs are nearest to its middle.
export-excerpts-n-songs-were-left = the excerpts of { $n } songs were left out: the page would be too large
export-none-these-songs-has-recording = none of these songs has a recording, so there is nothing to play
export-set-apart = What sets it apart
export-set-apart-guessed = What sets it apart ({ $mark }: guessed by { $network })
export-no-memory-pixels = no memory for its pixels
export-there-no-picture = there is no picture in it
export-pictures-different-songs = its pictures are of different songs
export-side-must-from-64-4096 = a side must be from 64 to 4096 pixels, and a second have from 1 to 50 pictures
export-there-something-there-already = there is something there already
export-file-no-results-can-put = a file, so no results can be put there
export-no-excerpt-error = no excerpt: { $error }
export-page-legend-row = Click to leave out or show; double click for this one alone
export-page-excerpt = Excerpt of { $title }
export-page-nearest = Nearest in the latent space
export-page-hint = Click a song to read its words and numbers.
export-page-share = { $name }: { $here }, { $all } overall
export-page-first = The first { $n }
export-page-found = { $n } of { $all } songs found
export-page-lassoed = { $n } selected; Esc lets them go
export-page-n-selected = { $n ->
        [one] { $n } song selected
       *[other] { $n } songs selected
    }
export-no-pixels = no pixels
export-page-bar = { $name }: { $here } of { $all }
export-page-chart = Songs by { $name }
export-page-charts = Charts that filter the map and each other
export-page-clear = Show all again, whatever their { $name }
export-page-filtered = { $n } fit the charts
export-page-names = Names
export-page-names-says = Names of clusters on the map, and of their parts where one zooms in
export-page-range = { $low } to { $high }
export-page-theme-dark = Dark page
export-page-theme-light = Light page
