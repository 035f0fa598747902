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
cli-results-go-to = { $why }; the results go to { $out }
cli-no-display = no display, so no window
cli-built-without-window = this program was built without a window
cli-languages-are = the languages are { $all }
cli-give-role-column = give it as ROLE=COLUMN, e.g. audio=path
cli-cannot-listen = cannot listen for Ctrl-C
cli-download = the download
cli-fetched = { $name } is in { $folder }
cli-ending-stage = ending this stage early; Ctrl-C again ends the run
cli-loss = loss { $loss }{ $held } (KL { $kl })
cli-loss-held-out = , held out { $loss }
cli-report-to-explore = the report to explore is { $path } ({ $size } MB)
cli-cannot-remove-cells = cannot remove the cells of an earlier run
cli-cells-are-kept = finished cells are kept in { $folder }; the same command goes on
cli-comparison = the comparison
cli-settings-by-place = Settings, by their place in the window:
cli-help-about = See, hear and question the latent space of a collection of songs with lyrics
cli-help-long-about =
    Latentune turns songs and their lyrics into features, trains a variational autoencoder on them, clusters the latent space, scores the clusters beside what chance and simpler methods reach, and draws it as a map that plays.

    Without a command it opens its window on FOLDER, or on the demo songs.

    FOLDER is a folder with audio/ and lyrics/, any tree of audio files with .lrc or .txt files beside them, folders named after genres, a CSV/TSV manifest, or a table of numbers. The window also opens session files (.latentune) and lessons (.toml).
cli-help-examples =
    Examples:
      latentune                                     the demo songs, in the window
      latentune ~/Music                             your songs, in the window
      latentune analyze ~/Music --out results       tables and figures, no window
      latentune analyze songs.csv --out r --map audio=clip --map lyrics=words
      latentune analyze ~/Music --out r --modality lyrics --model pca --clusters 2 --seed 7
      latentune lesson lesson.toml                  does the run show what the lesson promises?
      latentune report ~/Music --out results        the same with REPORT.md, and report.html to explore in a browser
      latentune analyze ~/New --out r2 --model-from r   the songs of ~/New as the model in r sees them

    Ctrl-C ends training, or the drawing of the map, early and goes on with what there is; anywhere else, and at the second press, it ends the run. Results of an earlier run are replaced only when all new ones are written.

    Exit codes: 0 done; 1 a lesson whose promises the numbers do not keep; 2 an error, told on stderr; 130 stopped before there was a result.
cli-help-folder = Folder of songs or manifest file; the demo songs if left out
cli-help-language = Language of what is told: en or bn. Names of columns and settings stay as they are
cli-help-analyze = Analyse a folder without a window; write tables, figures, settings and the model
cli-help-report = The same with a report: findings, reconstructions, what clusters hold, and one page to explore in any browser
cli-help-compare = Compare models, features and clusterings over several seeds; write one table, figures and findings
cli-help-fetch = Fetch a trained network or a sentence transformer by name; list those that may be fetched freely
cli-help-fetch-name = Its name, e.g. minilm or sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2; without one all are listed
cli-help-settings = List every setting: what it is, what it accepts, and what it is where nobody says
cli-help-demo = Open the window on the demo songs
cli-help-config = Settings file (TOML; every result folder holds one as config.toml)
cli-help-seed = Seed of everything random; the same seed and settings give the same bytes
cli-help-modality = What the model is shown
cli-help-model = The model; by default a joint VAE of whatever there is, sound or words or both
cli-help-beta = Weight of the KL term; by default 4 of a joint VAE, else 1
cli-help-clustering = How songs are clustered
cli-help-projection = How the latent space is drawn
cli-help-set = Any setting by its name in the settings file, e.g. model.free_bits=0.1 (may be given again; `latentune help settings` lists them)
cli-help-epochs = Most epochs of training
cli-help-clusters = Number of clusters; by default the silhouette chooses it
cli-help-map = Which column holds what, e.g. audio=path, lyrics=text, language=lang, number=length (may be given again)
cli-help-no-cache = Neither read nor write the feature cache
cli-help-out = Where the results go
cli-help-force = Replace results of an earlier run in DIR
cli-help-quiet = No progress, only the summary
cli-help-model-from = Use the model that an earlier run left in DIR on these songs instead of training one
cli-help-model-from-more = Settings are those of that run unless --config names others. The songs' features must be those the model was trained on: always so for audio, for lyrics only with the same lyrics.
cli-help-title = What is written above the report; the folder's name if left out
cli-help-clips = Put 12-second excerpts of the N most central songs of each cluster into the page (0.7 MB each)
cli-help-compare-out = Where the results go; finished cells are kept there, and a run that was ended goes on
cli-help-preset = A comparison that comes with the program
cli-help-grid = A comparison of one's own (TOML; every result folder holds its own as plan.toml)
cli-help-features = A table of numbers in the place of songs: rows are songs, number columns features
cli-help-labels = Label columns of that table, with commas between; text columns of few classes if left out
cli-help-seeds = Seeds of a preset
cli-help-fresh = Throw finished cells of an earlier run away
cli-help-compare-force = Replace tables of an earlier comparison in DIR
cli-help-model-clusters = The mixture that VaDE has learnt
cli-help-usage = Usage:
cli-help-commands = Commands
cli-help-arguments = Arguments
cli-help-options = Options
cli-help-help = Print help
cli-help-version = Print version
cli-help-help-command = Print this message or the help of the given subcommand(s)
cli-help-default = default: { $value }
cli-help-possible = possible values: { $values }
cli-help-embeddings = Vectors of the songs that another program made: .npy, .npz, .safetensors, .parquet, or a table with one column a dimension (by id, path or file name)
cli-help-network = A trained network of your own that hears each song, as an ONNX file, or the name of one that was fetched
cli-help-search = List the songs whose words are about something, the nearest first
cli-help-question = What the songs are about, in the language of the lyrics, e.g. "rain on the river"
cli-help-n-found = How many songs are listed
cli-help-place = Say where further songs lie on the map of others, without training on them
cli-help-new-songs = The further songs: files, folders or manifests
cli-help-place-on = The songs of the map: a folder or manifest; the demo songs when left out
cli-help-place-out = Write the table into this file; to the screen when left out
cli-n-more-columns = and { $n } more in clustering_metrics.csv
cli-file-is-there = a file is there; --force replaces it
cli-plan = the plan
cli-extraction = the extraction
cli-merging = the merging
cli-planned = { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }, { $size } MB, planned in { $path }
    each worker: { $extract }
    afterwards: { $merge }
cli-part-is-made = { $path } is made: { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }, of which { $failed } could not be read
cli-part-was-there = { $path } was there: { $n ->
        [one] { $n } song
       *[other] { $n } songs
    }, of which { $failed } could not be read
cli-merged = { $n ->
        [one] { $n } song
       *[other] { $n } songs
    } of { $parts ->
        [one] { $parts } part
       *[other] { $parts } parts
    } in { $path }; { $failed } could not be read, { $duplicates } are copies of others
cli-help-plan = List songs and write down what is to be extracted of them, for workers on any machines
cli-help-plan-songs = Folder of songs or manifest file, by a path that workers have too
cli-help-plan-out = Where the plan goes (a Parquet table)
cli-help-extract = Extract one shard of a plan: one Parquet part, whole or not at all
cli-help-extract-plan = The plan
cli-help-extract-out = Where the part goes; one that is there already is not made again
cli-help-shard = Which part of how many, e.g. 17/400
cli-help-root = Where the songs are on this machine, if not where they were planned
cli-help-merge = Put all parts of a plan together in one table, which opens as a library
cli-help-merge-dir = The folder of the parts
cli-help-merge-out = Where the table goes (Parquet)
cli-help-merge-plan = The plan; plan.parquet beside the parts if left out
cli-help-force-file = Replace a file that is there
cli-help-compare-shard = Make only this part of the models, e.g. 3/8, and no tables; workers share DIR
cli-help-compare-merge = Write the tables of what N shards have made, and train nothing
cli-cells-missing = { $n ->
        [one] { $n } model is
       *[other] { $n } models are
    } missing. To be run again: --shard of { $of }, number { $numbers }
cli-shard-made = shard { $shard }: { $n ->
        [one] { $n } model
       *[other] { $n } models
    } made, { $kept } were there; --merge { $of } writes the tables when all shards are done

cli-fault = error: { $cause }
cli-fault-possible = [possible: { $names }]
cli-fault-meant = Did you mean { $names }?
cli-fault-help = For more, try '--help'.
cli-fault-unknown-argument = there is no argument '{ $argument }'
cli-fault-unknown-command = there is no command '{ $command }'
cli-fault-value-missing = '{ $argument }' needs a value
cli-fault-value-too-many = '{ $value }' is one value too many for '{ $argument }'
cli-fault-value = '{ $argument }' cannot be '{ $value }'
cli-fault-value-because = '{ $argument }' cannot be '{ $value }': { $cause }
cli-fault-conflict = '{ $argument }' cannot be used together with '{ $other }'
cli-fault-twice = '{ $argument }' may be given only once
cli-fault-argument-missing = still needed: { $argument }
cli-fault-command-missing = a command is needed
cli-fault-no-equals = '{ $argument }' wants an equals sign before its value
cli-fault-not-utf8 = the command line is not valid UTF-8
cli-fault-whole-number = it wants a whole number
cli-fault-number = it wants a number
cli-columns-only-first = Only the first has: { $names }
cli-columns-only-second = Only the second has: { $names }
cli-help-agree = Say how far the labels of two people agree (Cohen's κ), from their session files
cli-help-session-of-one = Session file of one person
cli-help-session-of-other = Session file of the other
cli-labelled-by-one = labelled by the first alone: { $a }; by the second alone: { $b }
cli-help-lesson = Run a lesson and say whether the numbers show what it promises
cli-help-lesson-file = File of the lesson (.toml)
cli-help-lesson-songs = Songs to run it on; those it names if left out, else the demo songs
cli-help-lesson-seed = Seed, unless the lesson tells one
