//! The settings, in the order of the form.

use super::{Kind, Term};
use crate::ui::words::english;

pub const SONGS_AS: Term = Term {
    name: english("Songs as"),
    kind: Kind::Setting,
    says: english(
        "What the model is shown of each song: its sound, its words, or both. Songs that lack what is asked \
         for are left out.",
    ),
    formula: "",
    source: "",
};

pub const AUDIO_WEIGHT: Term = Term {
    name: english("Audio weight"),
    kind: Kind::Setting,
    says: english(
        "How much all audio features together count in distances and in the loss. Only its ratio to the \
         lyrics weight matters.",
    ),
    formula: "",
    source: "",
};

pub const LYRICS_WEIGHT: Term = Term {
    name: english("Lyrics weight"),
    kind: Kind::Setting,
    says: english(
        "How much all lyric features together count in distances and in the loss. Ten times the audio \
         weight, and sound hardly counts any more.",
    ),
    formula: "",
    source: "",
};

pub const WORDS_AND_LETTERS: Term = Term {
    name: english("Words and letters"),
    kind: Kind::Setting,
    says: english(
        "TF-IDF of words and of letter sequences: how often a term is in a song, against how many songs have \
         it. Letters know the script and spelling, words know the topic.",
    ),
    formula: "tf · log(n / df)",
    source: "Spärck Jones 1972",
};

pub const WORD_VECTORS: Term = Term {
    name: english("Word vectors"),
    kind: Kind::Setting,
    says: english(
        "Word2Vec: words that stand in like places get like vectors, and a song has the mean of its words'. \
         It needs a few hundred lyrics, or a file of vectors that were learnt elsewhere.",
    ),
    formula: "max Σ log σ(u · v) + Σ log σ(−u · noise)",
    source: "Mikolov et al. 2013",
};

pub const SENTENCE_VECTORS: Term = Term {
    name: english("Sentence vectors"),
    kind: Kind::Setting,
    says: english(
        "A sentence transformer reads the lyrics and gives one vector that stands for their meaning, across \
         languages. Name its folder below, under Lyrics.",
    ),
    formula: "",
    source: "Reimers & Gurevych 2019",
};

pub const ROMANISE: Term = Term {
    name: english("Romanise Bangla"),
    kind: Kind::Setting,
    says: english(
        "Writes Bangla lyrics in Latin letters before they are counted. Without it, script alone tells the \
         languages apart, which is no finding.",
    ),
    formula: "",
    source: "",
};

pub const TABLE_WEIGHT: Term = Term {
    name: english("Table weight"),
    kind: Kind::Setting,
    says: english(
        "How much the number columns of your own table count as features. 0 leaves them out, so that they \
         can be used as colours without being known to the model.",
    ),
    formula: "",
    source: "",
};

pub const KIND: Term = Term {
    name: english("Kind of model"),
    kind: Kind::Setting,
    says: english(
        "A variational autoencoder of some kind, or a baseline without one; a joint VAE where nobody says. Another \
         kind trains anew; the features are kept.",
    ),
    formula: "",
    source: "",
};

pub const LATENT_SIZE: Term = Term {
    name: english("Latent size"),
    kind: Kind::Setting,
    says: english(
        "How many numbers describe a song. Too few blur the songs, too many stay empty, which the bars of \
         the latent dimensions show.",
    ),
    formula: "",
    source: "",
};

pub const EPOCHS: Term = Term {
    name: english("Epochs"),
    kind: Kind::Setting,
    says: english(
        "How often the model sees every song, at most. Training ends earlier when the held-out songs get no \
         better for as long as the patience lasts.",
    ),
    formula: "",
    source: "",
};

pub const BETA: Term = Term {
    name: english("β"),
    kind: Kind::Setting,
    says: english(
        "Weight of the KL term, or of the total correlation in a β-TCVAE; 4 of a joint VAE and 1 of others where \
         nobody says. More makes the latent smoother, its dimensions more apart, and in the end empty.",
    ),
    formula: english("loss = reconstruction + β KL"),
    source: "Higgins et al. 2017; Chen et al. 2018",
};

pub const BETA_SCHEDULE: Term = Term {
    name: english("β over epochs"),
    kind: Kind::Setting,
    says: english(
        "How the weight of the KL term moves while the model trains: from 0 up, fixed, up again and again, \
         or as a capacity. Beginning at 0 lets the decoder learn to use the latent before it costs anything.",
    ),
    formula: "",
    source: "Bowman et al. 2016; Fu et al. 2019; Burgess et al. 2018",
};

pub const WARM_UP: Term = Term {
    name: english("β warm-up"),
    kind: Kind::Setting,
    says: english(
        "Epochs over which β rises from 0 in a straight line. A longer one helps against collapse.",
    ),
    formula: "",
    source: "Bowman et al. 2016",
};

pub const CYCLES: Term = Term {
    name: english("Cycles of β"),
    kind: Kind::Setting,
    says: english(
        "How often β rises from 0 during training. Each rise gives dimensions that fell silent another \
         chance.",
    ),
    formula: "",
    source: "Fu et al. 2019",
};

pub const CAPACITY: Term = Term {
    name: english("Capacity, nats"),
    kind: Kind::Setting,
    says: english(
        "What the KL is drawn to in the end, instead of 0. It sets how much the latent may say of a song \
         altogether.",
    ),
    formula: english("loss = reconstruction + β |KL − C|"),
    source: "Burgess et al. 2018",
};

pub const CAPACITY_EPOCHS: Term = Term {
    name: english("Capacity reached after"),
    kind: Kind::Setting,
    says: english(
        "Epochs over which the capacity rises from 0. Slowly risen, it fills one dimension after the other.",
    ),
    formula: "",
    source: "Burgess et al. 2018",
};

pub const FREE_BITS: Term = Term {
    name: english("Free bits, nats"),
    kind: Kind::Setting,
    says: english(
        "What each dimension may carry at no cost; 0 for none. It keeps dimensions alive that the KL term \
         would silence.",
    ),
    formula: "Σ max(λ, KLⱼ)",
    source: "Kingma et al. 2016",
};

pub const CONDITIONS: Term = Term {
    name: english("Told of each song"),
    kind: Kind::Setting,
    says: english(
        "Label columns that a conditional VAE is told. The latent need not hold them then, and agreement \
         with them is not scored.",
    ),
    formula: "",
    source: "Sohn, Lee & Yan 2015",
};

pub const COMPONENTS: Term = Term {
    name: english("Components of the mixture"),
    kind: Kind::Setting,
    says: english(
        "Gaussians of VaDE's prior, each a cluster of its own. 0 makes as many as clusters are asked for.",
    ),
    formula: "",
    source: "Jiang et al. 2017",
};

pub const CROPS: Term = Term {
    name: english("Crops"),
    kind: Kind::Setting,
    says: english(
        "Pieces of each song's spectrogram that the convolutional VAE sees, spread evenly. Their latents are \
         averaged, so more crops describe the whole song better and cost more time.",
    ),
    formula: "",
    source: "",
};

pub const LEARNING_RATE: Term = Term {
    name: english("Learning rate"),
    kind: Kind::Setting,
    says: english(
        "Step size of Adam. Too large, and the losses jump; too small, and nothing is learnt within the \
         epochs.",
    ),
    formula: "",
    source: "Kingma & Ba 2015",
};

pub const BATCH_SIZE: Term = Term {
    name: english("Batch size"),
    kind: Kind::Setting,
    says: english(
        "Songs that one step looks at. Small batches are noisy and often end in better models, large ones \
         are faster.",
    ),
    formula: "",
    source: "",
};

pub const HIDDEN: Term = Term {
    name: english("Hidden layers"),
    kind: Kind::Setting,
    says: english(
        "Widths of the encoder's layers; the decoder mirrors them. Wide layers learn small libraries by \
         heart, which the gap between the curves shows.",
    ),
    formula: "",
    source: "",
};

pub const HELD_OUT: Term = Term {
    name: english("Held out"),
    kind: Kind::Setting,
    says: english(
        "Share of songs, whole artists at a time, that the model never learns from and that only judge it. \
         Without them nobody sees when it begins to learn by heart.",
    ),
    formula: "",
    source: "",
};

pub const PATIENCE: Term = Term {
    name: english("Patience"),
    kind: Kind::Setting,
    says: english(
        "Epochs without a better loss on the held-out songs before training ends. The best epoch is kept; 0 \
         never ends early.",
    ),
    formula: "",
    source: "",
};

pub const GRADIENT_CLIP: Term = Term {
    name: english("Gradient clip"),
    kind: Kind::Setting,
    says: english(
        "Largest norm of the whole gradient; 0 for none. It keeps one odd batch from throwing the model off.",
    ),
    formula: "",
    source: "Pascanu, Mikolov & Bengio 2013",
};

pub const ACTIVE_ABOVE: Term = Term {
    name: english("Active above"),
    kind: Kind::Setting,
    says: english(
        "A dimension counts as active when its mean varies over songs by more than this. It changes what is \
         counted, not what is learnt.",
    ),
    formula: english("Var over songs of μ > threshold"),
    source: "Burda, Grosse & Salakhutdinov 2016",
};

pub const TRAIN_ON: Term = Term {
    name: english("Train on"),
    kind: Kind::Setting,
    says: english(
        "The processor, or the graphics card that was found. Small models are as fast on the processor; \
         convolutional ones gain most.",
    ),
    formula: "",
    source: "",
};

pub const METHOD: Term = Term {
    name: english("Clustering method"),
    kind: Kind::Setting,
    says: english(
        "How songs are grouped in latent space. Another method, or other settings of it, does not train the \
         model anew.",
    ),
    formula: "",
    source: "",
};

pub const N_CLUSTERS: Term = Term {
    name: english("Clusters"),
    kind: Kind::Setting,
    says: english(
        "How many groups are made. There is seldom one right number: try several, and see what stays \
         together.",
    ),
    formula: "",
    source: "",
};

pub const CHOOSE_K: Term = Term {
    name: english("Number by"),
    kind: Kind::Setting,
    says: english(
        "Who says how many clusters there are: you, or a rule over a sweep from 2 upwards, the silhouette where \
         nobody says. Rules prefer different numbers, which the scores list.",
    ),
    formula: "",
    source: "Rousseeuw 1987; Caliński & Harabasz 1974; Thorndike 1953; Tibshirani, Walther & Hastie 2001",
};

pub const K_MAX: Term = Term {
    name: english("Sweep at most to"),
    kind: Kind::Setting,
    says: english(
        "The largest number of clusters that the sweep tries. Songs must be well more than this.",
    ),
    formula: "",
    source: "",
};

pub const LINKAGE: Term = Term {
    name: english("Linkage"),
    kind: Kind::Setting,
    says: english(
        "What the distance between two clusters is: growth of spread (ward), farthest pair, mean, or nearest \
         pair. Single linkage makes long chains, ward makes even, round groups.",
    ),
    formula: "",
    source: "Ward 1963; Lance & Williams 1967",
};

pub const RADIUS: Term = Term {
    name: english("Radius of DBSCAN"),
    kind: Kind::Setting,
    says: english(
        "Songs within it are neighbours; 0 takes the knee of the k-distance curve. Too small, and all is \
         noise; too large, and all is one cluster.",
    ),
    formula: "",
    source: "Ester et al. 1996",
};

pub const CORE_FROM: Term = Term {
    name: english("Core from"),
    kind: Kind::Setting,
    says: english(
        "Songs nearby, itself included, that make a song the core of a cluster. More of them make fewer, \
         denser clusters and more noise.",
    ),
    formula: "",
    source: "Ester et al. 1996; Campello, Moulavi & Sander 2013",
};

pub const SMALLEST_CLUSTER: Term = Term {
    name: english("Smallest cluster"),
    kind: Kind::Setting,
    says: english(
        "Groups of fewer songs are noise for HDBSCAN. It is the one setting that HDBSCAN needs.",
    ),
    formula: "",
    source: "Campello, Moulavi & Sander 2013",
};

pub const SPECTRAL_NEIGHBOURS: Term = Term {
    name: english("Neighbours in the graph"),
    kind: Kind::Setting,
    says: english(
        "Nearest songs that each song is linked with in the graph that is cut. Few let the graph fall apart, \
         many blur the groups.",
    ),
    formula: "",
    source: "von Luxburg 2007",
};

pub const STARTS: Term = Term {
    name: english("Starts"),
    kind: Kind::Setting,
    says: english(
        "Times that the clustering begins anew from other middles; the best is kept. More starts make the \
         result depend less on luck.",
    ),
    formula: "",
    source: "Arthur & Vassilvitskii 2007",
};

pub const MAP_BY: Term = Term {
    name: english("Map by"),
    kind: Kind::Setting,
    says: english(
        "How the latent space becomes a picture. PCA is always there beside it, and clusters and scores do \
         not depend on the picture.",
    ),
    formula: "",
    source: "",
};

pub const PERPLEXITY: Term = Term {
    name: english("Perplexity"),
    kind: Kind::Setting,
    says: english(
        "About how many neighbours of each song t-SNE looks at; 0 chooses by the number of songs. Small \
         values break groups into knots that are not there.",
    ),
    formula: english("2 to the entropy of each song's neighbours"),
    source: "van der Maaten & Hinton 2008; Wattenberg, Viégas & Johnson 2016",
};

pub const ITERATIONS: Term = Term {
    name: english("Iterations of t-SNE"),
    kind: Kind::Setting,
    says: english(
        "Steps that t-SNE takes. Stop before it has settled, and groups are still folded into each other.",
    ),
    formula: "",
    source: "van der Maaten & Hinton 2008",
};

pub const UMAP_NEIGHBOURS: Term = Term {
    name: english("Neighbours of UMAP"),
    kind: Kind::Setting,
    says: english("Nearest songs that UMAP links each song with. Few show detail, many the whole."),
    formula: "",
    source: "McInnes, Healy & Melville 2018",
};

pub const MIN_DIST: Term = Term {
    name: english("Least distance"),
    kind: Kind::Setting,
    says: english(
        "How close points may lie in UMAP's picture. Small values pack groups tightly, which looks more like \
         clusters than it is.",
    ),
    formula: "",
    source: "McInnes, Healy & Melville 2018",
};

pub const UMAP_PASSES: Term = Term {
    name: english("Passes of UMAP"),
    kind: Kind::Setting,
    says: english("How often UMAP goes over its graph. 0 chooses by the number of songs."),
    formula: "",
    source: "McInnes, Healy & Melville 2018",
};

pub const STABILITY_RUNS: Term = Term {
    name: english("Stability runs"),
    kind: Kind::Setting,
    says: english(
        "Clusterings from other seeds of their own, and as many from bootstrap samples, that stability is taken \
         over. 0 leaves stability out and saves the time.",
    ),
    formula: "",
    source: "Hennig 2007",
};

pub const NEIGHBOURS_SCORED: Term = Term {
    name: english("Neighbours scored"),
    kind: Kind::Setting,
    says: english(
        "Neighbours that trust in the map, kNN accuracy and sound against words look at. Few judge the small \
         scale, many the large.",
    ),
    formula: "",
    source: "Venna & Kaski 2001",
};

pub const SEED: Term = Term {
    name: english("Seed"),
    kind: Kind::Setting,
    says: english(
        "Where everything random begins; the same seed and settings give the same result. Try another seed \
         before you believe a cluster.",
    ),
    formula: "",
    source: "",
};

pub const WINDOW: Term = Term {
    name: english("Listen to"),
    kind: Kind::Setting,
    says: english(
        "Which part of a recording is measured: its middle, all of it, or several parts. The middle is fast \
         and mostly free of intros.",
    ),
    formula: "",
    source: "",
};

pub const WINDOW_SECS: Term = Term {
    name: english("Window, seconds"),
    kind: Kind::Setting,
    says: english(
        "Length of the part that is measured. Longer parts tell more of the song and take longer.",
    ),
    formula: "",
    source: "",
};

pub const N_WINDOWS: Term = Term {
    name: english("Windows"),
    kind: Kind::Setting,
    says: english(
        "Parts that are measured, spread evenly over the song. Their frames are pooled into one description.",
    ),
    formula: "",
    source: "",
};

pub const MEL_BANDS: Term = Term {
    name: english("Mel bands"),
    kind: Kind::Setting,
    says: english(
        "Bands of the spectrogram, spaced as the ear hears pitch. More resolve higher and lower tones more \
         finely.",
    ),
    formula: "mel = 2595 log₁₀(1 + f / 700)",
    source: "Stevens, Volkmann & Newman 1937",
};

pub const MFCC: Term = Term {
    name: english("MFCC"),
    kind: Kind::Setting,
    says: english(
        "Cepstral coefficients: the shape of the spectrum in a few numbers, which tells timbre. The first \
         follow loudness and brightness, later ones finer shape.",
    ),
    formula: "DCT of log mel",
    source: "Davis & Mermelstein 1980",
};

pub const WORD_TERMS: Term = Term {
    name: english("Word terms"),
    kind: Kind::Setting,
    says: english(
        "At most this many words and pairs of words are counted, the most frequent first. More know rarer \
         words, and more noise.",
    ),
    formula: "",
    source: "",
};

pub const LETTER_TERMS: Term = Term {
    name: english("Letter terms"),
    kind: Kind::Setting,
    says: english(
        "At most this many letter sequences within words are counted. They tell script, spelling and word \
         endings.",
    ),
    formula: "",
    source: "",
};

pub const MIN_DF: Term = Term {
    name: english("In at least"),
    kind: Kind::Setting,
    says: english(
        "A term must occur in this many lyrics to be counted. It leaves out slips of the pen and words of \
         one song.",
    ),
    formula: "",
    source: "",
};

pub const MAX_DF: Term = Term {
    name: english("In at most"),
    kind: Kind::Setting,
    says: english(
        "A term in more than this share of the lyrics is dropped. It leaves out words that all songs have.",
    ),
    formula: "",
    source: "",
};

pub const MODEL_FOLDER: Term = Term {
    name: english("Model folder"),
    kind: Kind::Setting,
    says: english(
        "Folder of a sentence transformer, or the name of one that was fetched with `latentune fetch`. \
         Choose a multilingual one for songs in several languages.",
    ),
    formula: "",
    source: "Reimers & Gurevych 2020",
};

pub const WINDOW_TOKENS: Term = Term {
    name: english("Window, tokens"),
    kind: Kind::Setting,
    says: english(
        "Long lyrics are cut into windows of so many tokens, and their vectors are averaged. 0 takes as many \
         as the model can.",
    ),
    formula: "",
    source: "",
};

pub const VECTORS_FILE: Term = Term {
    name: english("Vectors file"),
    kind: Kind::Setting,
    says: english(
        "Word vectors that were learnt elsewhere, from word2vec or fastText. Without one they are learnt \
         from these lyrics.",
    ),
    formula: "",
    source: "Mikolov et al. 2013; Bojanowski et al. 2017",
};

pub const WEIGHTING: Term = Term {
    name: english("Words weigh by"),
    kind: Kind::Setting,
    says: english(
        "How the vectors of a song's words become one: by rarity (SIF, TF-IDF), or all alike. SIF also takes \
         out the direction that all songs share.",
    ),
    formula: "a / (a + p(word))",
    source: "Arora, Liang & Ma 2017",
};

pub const VECTOR_SIZE: Term = Term {
    name: english("Dimensions of a word"),
    kind: Kind::Setting,
    says: english("Numbers of a word's vector. Small libraries need few."),
    formula: "",
    source: "",
};

pub const VECTOR_WINDOW: Term = Term {
    name: english("Words around"),
    kind: Kind::Setting,
    says: english(
        "How far to each side a word is predicted from. Near words tell grammar, far ones the topic.",
    ),
    formula: "",
    source: "Mikolov et al. 2013",
};

pub const NOISE_WORDS: Term = Term {
    name: english("Noise words"),
    kind: Kind::Setting,
    says: english(
        "Drawn for each word that is predicted, to be told apart from it. Small libraries want more.",
    ),
    formula: "",
    source: "Mikolov et al. 2013",
};

pub const VECTOR_PASSES: Term = Term {
    name: english("Passes over the lyrics"),
    kind: Kind::Setting,
    says: english(
        "How often all lyrics are read to learn word vectors. Small libraries need many.",
    ),
    formula: "",
    source: "",
};

pub const MIN_COUNT: Term = Term {
    name: english("A word at least"),
    kind: Kind::Setting,
    says: english("Rarer words get no vector. With very few lyrics, 1 keeps all."),
    formula: "",
    source: "",
};

pub(super) const ALL: &[&Term] = &[
    &SONGS_AS,
    &AUDIO_WEIGHT,
    &LYRICS_WEIGHT,
    &WORDS_AND_LETTERS,
    &WORD_VECTORS,
    &SENTENCE_VECTORS,
    &ROMANISE,
    &TABLE_WEIGHT,
    &KIND,
    &LATENT_SIZE,
    &EPOCHS,
    &BETA,
    &BETA_SCHEDULE,
    &WARM_UP,
    &CYCLES,
    &CAPACITY,
    &CAPACITY_EPOCHS,
    &FREE_BITS,
    &CONDITIONS,
    &COMPONENTS,
    &CROPS,
    &LEARNING_RATE,
    &BATCH_SIZE,
    &HIDDEN,
    &HELD_OUT,
    &PATIENCE,
    &GRADIENT_CLIP,
    &ACTIVE_ABOVE,
    &TRAIN_ON,
    &METHOD,
    &N_CLUSTERS,
    &CHOOSE_K,
    &K_MAX,
    &LINKAGE,
    &RADIUS,
    &CORE_FROM,
    &SMALLEST_CLUSTER,
    &SPECTRAL_NEIGHBOURS,
    &STARTS,
    &MAP_BY,
    &PERPLEXITY,
    &ITERATIONS,
    &UMAP_NEIGHBOURS,
    &MIN_DIST,
    &UMAP_PASSES,
    &STABILITY_RUNS,
    &NEIGHBOURS_SCORED,
    &SEED,
    &WINDOW,
    &WINDOW_SECS,
    &N_WINDOWS,
    &MEL_BANDS,
    &MFCC,
    &WORD_TERMS,
    &LETTER_TERMS,
    &MIN_DF,
    &MAX_DF,
    &MODEL_FOLDER,
    &WINDOW_TOKENS,
    &VECTORS_FILE,
    &WEIGHTING,
    &VECTOR_SIZE,
    &VECTOR_WINDOW,
    &NOISE_WORDS,
    &VECTOR_PASSES,
    &MIN_COUNT,
];
