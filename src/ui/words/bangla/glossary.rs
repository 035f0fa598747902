//! Bangla of the glossary.

/// Names and what is said of them; formulas and sources are the same in both languages.
pub static GLOSSARY: &[(&str, &str)] = &[
    // scores
    (
        "How much nearer a song is to its own cluster than to the next one, as a mean over songs: −1 to 1. It \
         knows only distances in one space, so compare it within that space and never take it for agreement with \
         anything you know.",
        "একটি গান পাশের ক্লাস্টারের তুলনায় নিজের ক্লাস্টারের কত কাছে, সব গানের গড়ে: −1 থেকে 1। এটি শুধু একটি জগতের দূরত্ব \
         জানে, তাই সেই জগতের ভেতরেই তুলনা করুন; জানা কোনো কিছুর সঙ্গে মিল বলে ধরবেন না।",
    ),
    ("Calinski-Harabasz index", "Calinski-Harabasz সূচক"),
    (
        "How far clusters spread around the common middle against how far songs spread within them; higher is \
         better. It has no upper end and grows with the number of songs, so only numbers for the same songs \
         compare.",
        "ক্লাস্টারগুলো সাধারণ কেন্দ্র থেকে কতটা ছড়ানো আর গানগুলো ক্লাস্টারের ভেতরে কতটা ছড়ানো, তার অনুপাত; বেশি হলে ভালো। \
         এর কোনো উর্ধ্বসীমা নেই এবং গান বাড়লে বাড়ে, তাই একই গানের মান ছাড়া তুলনা চলে না।",
    ),
    ("Davies-Bouldin index", "Davies-Bouldin সূচক"),
    (
        "For each cluster its likeness to the one most like it, as a mean; 0 is best. It is small when clusters \
         are tight and far apart, and like every inner score it knows no labels.",
        "প্রতিটি ক্লাস্টার তার সবচেয়ে কাছেরটির কতটা মতো, তার গড়; 0 সবচেয়ে ভালো। ক্লাস্টার আঁটসাঁট ও দূরে দূরে হলে এটি ছোট \
         হয়, আর সব অভ্যন্তরীণ স্কোরের মতো এটিও কোনো লেবেল জানে না।",
    ),
    ("Adjusted Rand index (ARI)", "সমন্বিত র‍্যান্ড সূচক (ARI)"),
    (
        "Share of pairs of songs on which clusters and labels agree, set so that chance gives 0 and full \
         agreement 1. It may be below 0, and it is the first score to look at, because it is not fooled by the \
         number of clusters.",
        "গানের যত জোড়ায় ক্লাস্টার ও লেবেল একমত, এমনভাবে মাপা যে দৈব মিল 0 আর পুরো মিল 1। এটি 0-এর নিচেও নামতে পারে; \
         ক্লাস্টারের সংখ্যা দিয়ে একে ঠকানো যায় না বলে আগে এটিই দেখুন।",
    ),
    (
        "Normalised mutual information (NMI)",
        "স্বাভাবিকীকৃত পারস্পরিক তথ্য (NMI)",
    ),
    (
        "How much knowing the cluster tells of the label, as a share of what both tell on average: 0 to 1. \
         Chance does not give 0 here, and many small clusters raise it, so read it beside its chance line.",
        "ক্লাস্টার জানলে লেবেল সম্পর্কে কতটা জানা যায়, দুটির গড় তথ্যের ভাগ হিসেবে: 0 থেকে 1। দৈব মিলেও এটি 0 হয় না এবং \
         অনেক ছোট ক্লাস্টারে বাড়ে, তাই দৈব মানের পাশে রেখে পড়ুন।",
    ),
    (
        "Adjusted mutual information (AMI)",
        "সংশোধিত পারস্পরিক তথ্য (AMI)",
    ),
    (
        "The same information with what chance gives taken away: 0 is chance, 1 is full agreement. Prefer it to \
         NMI where clusters are many and small.",
        "একই তথ্য, তবে দৈব মিল বাদ দিয়ে: 0 মানে দৈব, 1 মানে পুরো মিল। ক্লাস্টার অনেক ও ছোট হলে NMI-এর বদলে এটি দেখুন।",
    ),
    (
        "1 when each cluster holds songs of one class only. It rises by itself when clusters become smaller, so \
         it needs completeness beside it.",
        "প্রতিটি ক্লাস্টারে একটিই শ্রেণির গান থাকলে 1। ক্লাস্টার ছোট হলে এটি নিজে থেকেই বাড়ে, তাই পাশে সম্পূর্ণতা দেখতে হয়।",
    ),
    (
        "1 when all songs of a class are in one cluster. A single cluster of everything has it as well, so it \
         needs homogeneity beside it.",
        "একটি শ্রেণির সব গান এক ক্লাস্টারে থাকলে 1। সব গান এক ক্লাস্টারে রাখলেও এটি 1 হয়, তাই পাশে সমরূপতা দেখতে হয়।",
    ),
    (
        "The harmonic mean of homogeneity and completeness: 0 to 1. It is high only where both are, and equals \
         NMI with the arithmetic mean.",
        "সমরূপতা ও সম্পূর্ণতার হারমোনিক গড়: 0 থেকে 1। দুটিই বেশি হলে তবেই এটি বেশি, আর সমান্তর গড়ের NMI-এর সমান।",
    ),
    (
        "Share of songs that belong to the most frequent class of their cluster. It rises with the number of \
         clusters until every song is a cluster of its own, so it says something only above chance and above the \
         majority.",
        "যত ভাগ গান নিজের ক্লাস্টারের সবচেয়ে বড় শ্রেণির। ক্লাস্টার বাড়ালে এটি বাড়তেই থাকে, তাই দৈব ও সংখ্যাগরিষ্ঠ দুটির \
         চেয়ে বেশি হলে তবেই এর অর্থ আছে।",
    ),
    ("Chance line", "দৈব মান"),
    (
        "What the same clusters score against shuffled labels, as a mean over many shuffles; ≈ marks a score \
         within 95 % of them. A score that chance reaches too is no finding, however large it looks.",
        "লেবেল এলোমেলো করলে একই ক্লাস্টার গড়ে যে স্কোর পায়; ≈ মানে স্কোরটি এলোমেলো ফলের 95 %-এর ভেতরে। দৈবেও যে স্কোর \
         আসে তা যত বড়ই দেখাক, কোনো ফল নয়।",
    ),
    ("Majority line", "সংখ্যাগরিষ্ঠের মান"),
    (
        "The share of the most frequent class, which is the purity of one single cluster and the accuracy of \
         always guessing it. Purity and accuracies below or near it say nothing.",
        "সবচেয়ে বড় শ্রেণির ভাগ; সব গান এক ক্লাস্টারে রাখলে শুদ্ধতা এটাই, আর সব সময় সেই শ্রেণি বললে নির্ভুলতাও এটাই। \
         শুদ্ধতা বা নির্ভুলতা এর কাছে বা নিচে হলে কিছুই বোঝায় না।",
    ),
    ("Spaces without the model", "মডেল ছাড়া জগৎ"),
    (
        "The same clustering of the joined features themselves, and of their PCA with as many dimensions as the \
         latent space. A model is worth its training only where its column is better than these.",
        "একই ক্লাস্টারিং সরাসরি ফিচারে, আর ল্যাটেন্টের সমান মাত্রার PCA-তে। মডেলের কলাম এগুলোর চেয়ে ভালো হলে তবেই \
         প্রশিক্ষণ সার্থক।",
    ),
    ("Labels told without clusters", "ক্লাস্টার ছাড়া লেবেল চেনা"),
    (
        "How often nearest neighbours, and a linear classifier, tell a label from the latent space, on songs \
         they have not seen: of other artists where artists are known, and no copies. It shows what the space \
         knows where clusters are blurred; compare it with the most frequent class.",
        "ল্যাটেন্ট জগৎ থেকে কাছের প্রতিবেশী ও রৈখিক শ্রেণিকারক কতবার লেবেল চিনতে পারে, অদেখা গানে: শিল্পী জানা থাকলে অন্য শিল্পীর, আর কোনো অনুলিপি নয়। ক্লাস্টার \
         ঝাপসা হলেও জগৎ কী জানে তা এতে বোঝা যায়; সবচেয়ে বড় শ্রেণির সঙ্গে তুলনা করুন।",
    ),
    ("Stability", "স্থিতি"),
    (
        "Agreement, as ARI, between clusterings of one latent space from other seeds of the clustering and from \
         bootstrap samples: 1 when they come out the same. What another seed of the whole run gives, its model \
         trained anew, is seen by runs from other seeds only.",
        "একই ল্যাটেন্ট জগতে ক্লাস্টারিংয়ের অন্য সিড ও অন্য নমুনায় করা ক্লাস্টারিংগুলোর মিল, ARI দিয়ে: একই হলে 1। মডেল নতুন করে \
         শিখিয়ে পুরো রানের অন্য সিডে কী আসে তা শুধু অন্য সিডের রান থেকেই দেখা যায়।",
    ),
    ("Mutual information gap (MIG)", "পারস্পরিক তথ্যের ব্যবধান (MIG)"),
    (
        "How much more the best dimension knows of a label than the second best, as a share of the label's \
         entropy. It compares how models spread knowledge over dimensions, and is no measure of how good they \
         are.",
        "সেরা মাত্রা লেবেল সম্পর্কে দ্বিতীয় সেরাটির চেয়ে কতটা বেশি জানে, লেবেলের এনট্রপির ভাগ হিসেবে। মডেলগুলো জ্ঞান \
         কীভাবে মাত্রায় ছড়ায় তা তুলনা করে; মডেল কত ভালো তা বলে না।",
    ),
    (
        "Share of a song's nearest songs by sound that are also among its nearest by words. Near chance, sound \
         and words tell different things, and joining them is a choice of weights.",
        "সুরে কাছের গানের যত ভাগ কথাতেও কাছের। দৈব মানের কাছে হলে সুর ও কথা আলাদা কথা বলে, তখন দুটি মেশানো মানে ওজন \
         বেছে নেওয়া।",
    ),
    (
        "How far neighbours on the map are neighbours in latent space: 1 when the map shows no false friends. \
         Low values mean that songs lie side by side that have little in common.",
        "মানচিত্রের প্রতিবেশীরা ল্যাটেন্ট জগতেও কতটা প্রতিবেশী: মানচিত্রে মিথ্যা বন্ধু না থাকলে 1। কম হলে পাশাপাশি থাকা \
         গানে মিল কম।",
    ),
    (
        "How far neighbours in latent space stay neighbours on the map: 1 when none were torn apart. Low values \
         mean that gaps on the map may be made by the method.",
        "ল্যাটেন্ট জগতের প্রতিবেশীরা মানচিত্রেও কতটা প্রতিবেশী থাকে: কেউ বিচ্ছিন্ন না হলে 1। কম হলে মানচিত্রের ফাঁক \
         পদ্ধতির তৈরি হতে পারে।",
    ),
    ("Variance explained", "ব্যাখ্যা করা ভেদাঙ্ক"),
    (
        "Share of the features' variance that decoding the latent gives back, for training songs and for songs \
         held out. A wide gap between the two means that the model has learnt songs by heart.",
        "ল্যাটেন্ট থেকে ফিচারের যত ভাগ ভেদাঙ্ক ফিরে পাওয়া যায়, প্রশিক্ষণের গানে ও আলাদা রাখা গানে। দুটির ফারাক বড় হলে \
         মডেল গান মুখস্থ করেছে।",
    ),
    (
        "Songs that DBSCAN or HDBSCAN leave in no cluster, because too few songs are near them. They are left \
         out of the inner scores and are a class of their own in agreement with labels.",
        "কাছে যথেষ্ট গান নেই বলে DBSCAN বা HDBSCAN যেসব গান কোনো ক্লাস্টারে রাখে না। অভ্যন্তরীণ স্কোরে এগুলো বাদ যায়, \
         লেবেলের মিলে এগুলো আলাদা শ্রেণি।",
    ),
    ("Sweep over k", "k-এর পরীক্ষা"),
    (
        "Clusterings for every number of clusters, and the number that each rule prefers. The rules seldom \
         agree; where they do not, the songs have no one natural number of groups.",
        "প্রতিটি সংখ্যার ক্লাস্টারিং, আর কোন নিয়ম কোন সংখ্যা পছন্দ করে। নিয়মগুলো কমই একমত হয়; না হলে বুঝতে হবে গানের \
         কোনো একক স্বাভাবিক দলসংখ্যা নেই।",
    ),
    ("Reconstruction loss", "পুনর্গঠনের লস"),
    (
        "How far what the decoder gives back is from what went in, summed over features. It falls as the model \
         learns; where the validation curve turns up, training has gone on too long.",
        "ডিকোডার যা ফেরায় তা মূল ফিচার থেকে কত দূরে, সব ফিচারের যোগফল। মডেল শিখলে এটি কমে; যাচাইয়ের রেখা ওপরে উঠলে \
         প্রশিক্ষণ বেশি হয়ে গেছে।",
    ),
    (
        "What the latent of a song costs: how far its distribution is from the standard normal, in nats. A \
         dimension with almost none carries nothing of the songs.",
        "একটি গানের ল্যাটেন্টের খরচ: তার বণ্টন আদর্শ নরমাল থেকে কত দূরে, ন্যাট এককে। যে মাত্রায় এটি প্রায় শূন্য তা গান \
         সম্পর্কে কিছুই বহন করে না।",
    ),
    ("Active dimensions and collapse", "সক্রিয় মাত্রা ও ধস"),
    (
        "A dimension is active when its mean differs from song to song; when almost none is, the posterior has \
         collapsed and the decoder ignores the latent. Scores and maps of such a space mean little: lower β, or \
         warm it up longer.",
        "গানভেদে গড় বদলালে মাত্রাটি সক্রিয়; প্রায় কোনোটিই সক্রিয় না হলে পোস্টেরিয়র ধসে পড়েছে, ডিকোডার ল্যাটেন্ট দেখেই \
         না। এমন জগতের স্কোর ও মানচিত্রের তেমন অর্থ নেই: β কমান, অথবা আরও ধীরে বাড়ান।",
    ),
    // models
    ("Variational autoencoder (VAE)", "ভ্যারিয়েশনাল অটোএনকোডার (VAE)"),
    (
        "An encoder turns a song into a cloud in latent space, a decoder turns a point of it back into features; \
         both are trained together. The KL term keeps the space smooth, so that near points mean like songs.",
        "এনকোডার গানকে ল্যাটেন্ট জগতে একটি মেঘে বদলায়, ডিকোডার সেখানকার বিন্দুকে আবার ফিচারে ফেরায়; দুটি একসঙ্গে শেখে। \
         KL অংশ জগৎকে মসৃণ রাখে, যাতে কাছের বিন্দু মানে মিল থাকা গান।",
    ),
    ("β-VAE", "β-VAE"),
    (
        "A VAE whose KL term weighs β. Above 1 its dimensions part more cleanly and carry less; far above, they \
         carry nothing.",
        "যে VAE-তে KL অংশের ওজন β। 1-এর বেশি হলে মাত্রাগুলো পরিষ্কার আলাদা হয় কিন্তু কম বহন করে; অনেক বেশি হলে কিছুই \
         বহন করে না।",
    ),
    ("β-TCVAE", "β-TCVAE"),
    (
        "A VAE that punishes only what its dimensions have in common, the total correlation. Dimensions are \
         parted at less cost to the reconstruction than in a β-VAE.",
        "এই VAE শুধু মাত্রাগুলোর পারস্পরিক নির্ভরতাকে, অর্থাৎ মোট সহসম্পর্ককে, শাস্তি দেয়। β-VAE-এর চেয়ে পুনর্গঠনের কম \
         ক্ষতিতে মাত্রাগুলো আলাদা হয়।",
    ),
    ("Conditional VAE (CVAE)", "শর্তসাপেক্ষ VAE (CVAE)"),
    (
        "A VAE that is told labels of each song, so that the latent need not hold them and describes what is \
         left. Agreement with the labels it was told is not scored.",
        "এই VAE-কে প্রতিটি গানের লেবেল জানানো হয়, তাই ল্যাটেন্টে তা রাখতে হয় না, বাকিটা বর্ণনা করে। যে লেবেল জানানো \
         হয়েছে তার সঙ্গে মিলের স্কোর হয় না।",
    ),
    ("Convolutional VAE", "কনভল্যুশনাল VAE"),
    (
        "A VAE that sees the mel spectrogram as a picture and looks at it through small filters. It learns from \
         sound alone, and what it decodes can be heard.",
        "এই VAE মেল স্পেকট্রোগ্রামকে ছবির মতো ছোট ছোট ফিল্টার দিয়ে দেখে। শুধু শব্দ থেকেই শেখে, আর যা ডিকোড করে তা শোনা \
         যায়।",
    ),
    ("Joint VAE", "যৌথ VAE"),
    (
        "Sound and words have an encoder each and share one latent, as a product of experts. A song that lacks \
         one of the two still gets its place; of one of them alone it is a VAE that knows what is noise.",
        "সুর ও কথার আলাদা এনকোডার, কিন্তু ল্যাটেন্ট একটিই, বিশেষজ্ঞদের গুণফল হিসেবে। কোনো গানে একটি না থাকলেও সে জায়গা \
         পায়; শুধু একটি থাকলে এটি এমন VAE যা গোলমাল চেনে।",
    ),
    ("Late fusion", "লেট ফিউশন"),
    (
        "A VAE for sound and another for words, each alone; their latents are set side by side. Neither can \
         swamp the other in training, only in the distances afterwards.",
        "সুরের একটি VAE, কথার আরেকটি, আলাদা আলাদা; পরে ল্যাটেন্ট দুটি পাশাপাশি বসে। প্রশিক্ষণে কেউ কাউকে চাপা দিতে \
         পারে না, পারে শুধু পরের দূরত্বে।",
    ),
    ("VaDE", "VaDE"),
    (
        "A VAE whose prior is a mixture of Gaussians, so that clusters are learnt together with the space. It \
         has clusters of its own, which can be taken instead of k-means.",
        "এই VAE-এর প্রায়র একটি গাউসীয় মিশ্রণ, তাই জগৎ ও ক্লাস্টার একসঙ্গে শেখা হয়। এর নিজের ক্লাস্টার আছে, k-means-এর \
         বদলে সেগুলো নেওয়া যায়।",
    ),
    ("Autoencoder", "অটোএনকোডার"),
    (
        "The same nets without noise and without a KL term: it only gives back what went in. Its space may have \
         holes, and shows what the variational part of a VAE adds.",
        "একই নেটওয়ার্ক, কিন্তু নয়েজ ও KL ছাড়া: যা ঢোকে শুধু তা-ই ফেরায়। এর জগতে ফাঁক থাকতে পারে; VAE-এর ভ্যারিয়েশনাল \
         অংশ কী যোগ করে তা এতে বোঝা যায়।",
    ),
    (
        "Principal component analysis (PCA)",
        "প্রধান উপাদান বিশ্লেষণ (PCA)",
    ),
    (
        "Turns the features so that the first axis has the most variance, the second the most of what is left. \
         It is linear, has a closed form, and is what every model has to be better than.",
        "ফিচারকে এমনভাবে ঘোরায় যে প্রথম অক্ষে সবচেয়ে বেশি ভেদাঙ্ক, দ্বিতীয়টিতে বাকির সবচেয়ে বেশি। এটি রৈখিক, সরাসরি \
         সূত্রে পাওয়া যায়, আর প্রতিটি মডেলকে এর চেয়ে ভালো হতে হয়।",
    ),
    ("No model: the features", "মডেল ছাড়া: শুধু ফিচার"),
    (
        "Songs are clustered and drawn by their features as they are. If a model is no better than this, it has \
         learnt nothing that was not there.",
        "গান তার ফিচার দিয়েই ক্লাস্টার ও আঁকা হয়। মডেল এর চেয়ে ভালো না হলে সে নতুন কিছু শেখেনি।",
    ),
    ("k-means", "k-means"),
    (
        "Puts each song to the nearest of k middles and moves the middles until nothing changes. It always finds \
         k round clusters, also where there are none.",
        "প্রতিটি গানকে k কেন্দ্রের সবচেয়ে কাছেরটিতে রাখে এবং বদল না হওয়া পর্যন্ত কেন্দ্র সরায়। ক্লাস্টার না থাকলেও এটি সব \
         সময় kটি গোল ক্লাস্টার খুঁজে পায়।",
    ),
    ("Agglomerative clustering", "স্তরে স্তরে জোড়া"),
    (
        "Begins with every song alone and joins the two nearest clusters again and again. The tree of joins \
         shows groups within groups; cutting it gives the clusters.",
        "প্রতিটি গান আলাদা থেকে শুরু হয়, তারপর বারবার সবচেয়ে কাছের দুটি ক্লাস্টার জোড়ে। জোড়ার গাছে দলের ভেতরে দল দেখা \
         যায়; গাছ কাটলে ক্লাস্টার মেলে।",
    ),
    ("DBSCAN", "DBSCAN"),
    (
        "Clusters are places where songs lie closer than a radius; what lies alone is noise. It finds clusters \
         of any shape and needs no number, but one radius must fit all.",
        "যেখানে গানগুলো একটি ব্যাসার্ধের চেয়ে কাছাকাছি সেখানে ক্লাস্টার; একা যা থাকে তা নয়েজ। যেকোনো আকারের ক্লাস্টার \
         খুঁজে পায়, সংখ্যা বলতে হয় না, তবে একটি ব্যাসার্ধই সবখানে মানাতে হয়।",
    ),
    ("HDBSCAN", "HDBSCAN"),
    (
        "DBSCAN for every radius at once; clusters are what lasts longest as the radius shrinks. Dense and loose \
         clusters are found together, and the rest is noise.",
        "একসঙ্গে সব ব্যাসার্ধের DBSCAN; ব্যাসার্ধ কমতে থাকলে যা সবচেয়ে বেশি টেকে তা-ই ক্লাস্টার। ঘন ও ঢিলে ক্লাস্টার \
         একসঙ্গে মেলে, বাকিটা নয়েজ।",
    ),
    (
        "Each cluster is a Gaussian of its own width; a song belongs to each with a probability. Clusters may be \
         long and may overlap.",
        "প্রতিটি ক্লাস্টার নিজের প্রস্থের একটি গাউসীয় বণ্টন; একটি গান প্রতিটিতে একটি সম্ভাবনায় থাকে। ক্লাস্টার লম্বাটে হতে \
         পারে, একে অন্যের ওপর পড়তেও পারে।",
    ),
    ("Spectral clustering", "স্পেকট্রাল ক্লাস্টারিং"),
    (
        "Joins each song with its nearest ones to a graph and cuts it where few links are. It follows curved \
         groups that k-means would break.",
        "প্রতিটি গানকে কাছের গানের সঙ্গে জুড়ে গ্রাফ বানায় এবং যেখানে সংযোগ কম সেখানে কাটে। বাঁকা দলও ধরে, যা k-means \
         ভেঙে ফেলত।",
    ),
    ("t-SNE", "t-SNE"),
    (
        "Draws songs so that near neighbours stay near. Distances between groups, their sizes and empty space \
         mean nothing, and groups may appear where there are none.",
        "গান এমনভাবে আঁকে যেন কাছের প্রতিবেশী কাছেই থাকে। দলগুলোর মধ্যকার দূরত্ব, আকার ও ফাঁকা জায়গার কোনো অর্থ নেই, আর \
         দল না থাকলেও দল দেখা যেতে পারে।",
    ),
    ("UMAP", "UMAP"),
    (
        "Draws the graph of nearest neighbours with springs: linked songs are drawn together, others apart. It \
         keeps a little more of the whole than t-SNE, yet distances between groups still mean little.",
        "কাছের প্রতিবেশীর গ্রাফকে স্প্রিং দিয়ে আঁকে: যুক্ত গান কাছে আসে, অন্যরা দূরে সরে। t-SNE-এর চেয়ে গোটা ছবি একটু বেশি \
         রাখে, তবু দলের মধ্যকার দূরত্বের তেমন অর্থ নেই।",
    ),
    // knobs
    (
        "What the model is shown of each song: its sound, its words, or both. Songs that lack what is asked for \
         are left out.",
        "মডেলকে গানের কী দেখানো হয়: সুর, কথা, না দুটিই। যে গানে তা নেই সেটি বাদ পড়ে।",
    ),
    (
        "How much all audio features together count in distances and in the loss. Only its ratio to the lyrics \
         weight matters.",
        "দূরত্বে ও লসে সব অডিও ফিচার মিলে কতটা গণ্য হয়। কথার ওজনের সঙ্গে এর অনুপাতটাই আসল।",
    ),
    (
        "How much all lyric features together count in distances and in the loss. Ten times the audio weight, \
         and sound hardly counts any more.",
        "দূরত্বে ও লসে কথার সব ফিচার মিলে কতটা গণ্য হয়। অডিওর দশ গুণ হলে সুর প্রায় গণ্যই হয় না।",
    ),
    (
        "TF-IDF of words and of letter sequences: how often a term is in a song, against how many songs have it. \
         Letters know the script and spelling, words know the topic.",
        "শব্দ ও অক্ষরের ধারার TF-IDF: গানে পদটি কতবার আছে, আর কয়টি গানে তা আছে। অক্ষর চেনে লিপি ও বানান, শব্দ চেনে \
         বিষয়।",
    ),
    (
        "Word2Vec: words that stand in like places get like vectors, and a song has the mean of its words'. It \
         needs a few hundred lyrics, or a file of vectors that were learnt elsewhere.",
        "Word2Vec: একই রকম জায়গায় বসা শব্দ একই রকম ভেক্টর পায়, গান পায় তার শব্দগুলোর গড়। এতে কয়েক শ গানের কথা লাগে, \
         অথবা অন্যত্র শেখা ভেক্টরের ফাইল।",
    ),
    (
        "A sentence transformer reads the lyrics and gives one vector that stands for their meaning, across \
         languages. Name its folder below, under Lyrics.",
        "বাক্যের ট্রান্সফরমার গানের কথা পড়ে অর্থের একটি ভেক্টর দেয়, ভাষা আলাদা হলেও। নিচে গানের কথা অংশে তার ফোল্ডার \
         লিখুন।",
    ),
    (
        "Writes Bangla lyrics in Latin letters before they are counted. Without it, script alone tells the \
         languages apart, which is no finding.",
        "গোনার আগে বাংলা কথা রোমান হরফে লেখে। এটি ছাড়া শুধু লিপিই ভাষা আলাদা করে দেয়, যা কোনো ফল নয়।",
    ),
    (
        "How much the number columns of your own table count as features. 0 leaves them out, so that they can be \
         used as colours without being known to the model.",
        "আপনার সারণির সংখ্যার কলাম ফিচার হিসেবে কতটা গণ্য হয়। 0 দিলে বাদ পড়ে, তখন মডেলকে না জানিয়েই রং করতে কাজে \
         লাগে।",
    ),
    ("Kind of model", "মডেলের ধরন"),
    (
        "A variational autoencoder of some kind, or a baseline without one; a joint VAE where nobody says. Another \
         kind trains anew; the features are kept.",
        "কোনো এক ধরনের ভ্যারিয়েশনাল অটোএনকোডার, অথবা তা ছাড়া তুলনার ভিত্তি; কেউ না বললে joint VAE। ধরন বদলালে নতুন প্রশিক্ষণ হয়; ফিচার থেকে যায়।",
    ),
    (
        "How many numbers describe a song. Too few blur the songs, too many stay empty, which the bars of the \
         latent dimensions show.",
        "কয়টি সংখ্যা একটি গানকে বর্ণনা করে। কম হলে গান ঝাপসা হয়, বেশি হলে ফাঁকা থাকে; ল্যাটেন্ট মাত্রার দণ্ডে তা দেখা যায়।",
    ),
    (
        "How often the model sees every song, at most. Training ends earlier when the held-out songs get no \
         better for as long as the patience lasts.",
        "মডেল প্রতিটি গান বড়জোর কতবার দেখে। ধৈর্যের সময় জুড়ে আলাদা রাখা গানে উন্নতি না হলে প্রশিক্ষণ আগেই থামে।",
    ),
    (
        "Weight of the KL term, or of the total correlation in a β-TCVAE; 4 of a joint VAE and 1 of others where \
         nobody says. More makes the latent smoother, its dimensions more apart, and in the end empty.",
        "KL অংশের ওজন, β-TCVAE-তে মোট সহসম্পর্কের; কেউ না বললে joint VAE-র 4, অন্যদের 1। বাড়ালে ল্যাটেন্ট মসৃণ হয়, মাত্রাগুলো আলাদা হয়, আর শেষে ফাঁকা হয়ে যায়।",
    ),
    (
        "How the weight of the KL term moves while the model trains: from 0 up, fixed, up again and again, or as \
         a capacity. Beginning at 0 lets the decoder learn to use the latent before it costs anything.",
        "প্রশিক্ষণের সময় KL অংশের ওজন কীভাবে বদলায়: 0 থেকে ধীরে, স্থির, বারবার, নাকি ধারণক্ষমতা হিসেবে। 0 থেকে শুরু \
         করলে খরচ বাড়ার আগেই ডিকোডার ল্যাটেন্ট ব্যবহার করতে শেখে।",
    ),
    (
        "Epochs over which β rises from 0 in a straight line. A longer one helps against collapse.",
        "যত এপক ধরে β 0 থেকে সরলরেখায় বাড়ে। বেশি হলে ধস এড়ানো সহজ হয়।",
    ),
    ("Cycles of β", "β-এর চক্র"),
    (
        "How often β rises from 0 during training. Each rise gives dimensions that fell silent another chance.",
        "প্রশিক্ষণে β কতবার 0 থেকে বাড়ে। প্রতিবার নীরব হয়ে যাওয়া মাত্রা আরেকটি সুযোগ পায়।",
    ),
    (
        "What the KL is drawn to in the end, instead of 0. It sets how much the latent may say of a song \
         altogether.",
        "শেষে KL-কে 0-এর বদলে যে মানের দিকে টানা হয়। ল্যাটেন্ট একটি গান সম্পর্কে মোট কতটা বলতে পারে তা এতে ঠিক হয়।",
    ),
    ("Capacity reached after", "ধারণক্ষমতায় পৌঁছানো"),
    (
        "Epochs over which the capacity rises from 0. Slowly risen, it fills one dimension after the other.",
        "যত এপক ধরে ধারণক্ষমতা 0 থেকে বাড়ে। ধীরে বাড়লে একের পর এক মাত্রা ভরে।",
    ),
    (
        "What each dimension may carry at no cost; 0 for none. It keeps dimensions alive that the KL term would \
         silence.",
        "প্রতিটি মাত্রা বিনা খরচে যতটা বহন করতে পারে; 0 মানে একটুও নয়। KL অংশ যে মাত্রা নীরব করে দিত তা এতে টিকে থাকে।",
    ),
    (
        "Label columns that a conditional VAE is told. The latent need not hold them then, and agreement with \
         them is not scored.",
        "শর্তসাপেক্ষ VAE-কে যে লেবেল কলাম জানানো হয়। ল্যাটেন্টে তখন তা রাখতে হয় না, আর সেগুলোর সঙ্গে মিলের স্কোরও হয় না।",
    ),
    ("Components of the mixture", "মিশ্রণের উপাদান"),
    (
        "Gaussians of VaDE's prior, each a cluster of its own. 0 makes as many as clusters are asked for.",
        "VaDE-এর প্রায়রে কয়টি গাউসীয়, প্রতিটি একটি ক্লাস্টার। 0 দিলে যত ক্লাস্টার চাওয়া হয়েছে ততটি।",
    ),
    (
        "Pieces of each song's spectrogram that the convolutional VAE sees, spread evenly. Their latents are \
         averaged, so more crops describe the whole song better and cost more time.",
        "কনভল্যুশনাল VAE প্রতিটি গানের স্পেকট্রোগ্রামের সমান দূরের কয়টি টুকরো দেখে। তাদের ল্যাটেন্টের গড় নেওয়া হয়; বেশি \
         টুকরোয় পুরো গান ভালো ধরা পড়ে, সময়ও বেশি লাগে।",
    ),
    (
        "Step size of Adam. Too large, and the losses jump; too small, and nothing is learnt within the epochs.",
        "Adam-এর প্রতি ধাপের মাপ। বেশি হলে লস লাফায়; কম হলে এপকের মধ্যে কিছু শেখা হয় না।",
    ),
    (
        "Songs that one step looks at. Small batches are noisy and often end in better models, large ones are \
         faster.",
        "এক ধাপে কয়টি গান দেখা হয়। ছোট ব্যাচে ওঠানামা বেশি কিন্তু মডেল প্রায়ই ভালো হয়, বড় ব্যাচ দ্রুত।",
    ),
    (
        "Widths of the encoder's layers; the decoder mirrors them. Wide layers learn small libraries by heart, \
         which the gap between the curves shows.",
        "এনকোডারের স্তরগুলোর প্রস্থ; ডিকোডারে তার উল্টো। চওড়া স্তর ছোট সংগ্রহ মুখস্থ করে ফেলে, দুই রেখার ফাঁকে তা দেখা যায়।",
    ),
    (
        "Share of songs, whole artists at a time, that the model never learns from and that only judge it. \
         Without them nobody sees when it begins to learn by heart.",
        "যত ভাগ গান (একেক শিল্পীর সব গান একসঙ্গে) থেকে মডেল শেখে না, শুধু যাচাই হয়। এগুলো ছাড়া মুখস্থ করা শুরু হলে ধরা \
         যায় না।",
    ),
    (
        "Epochs without a better loss on the held-out songs before training ends. The best epoch is kept; 0 \
         never ends early.",
        "আলাদা রাখা গানে লস না কমলে কত এপক পরে প্রশিক্ষণ থামে। সবচেয়ে ভালো এপকটি রাখা হয়; 0 দিলে কখনো আগে থামে না।",
    ),
    (
        "Largest norm of the whole gradient; 0 for none. It keeps one odd batch from throwing the model off.",
        "পুরো গ্রেডিয়েন্টের সর্বোচ্চ মান; 0 মানে সীমা নেই। একটি অদ্ভুত ব্যাচ যেন মডেলকে ছিটকে না দেয়।",
    ),
    (
        "A dimension counts as active when its mean varies over songs by more than this. It changes what is \
         counted, not what is learnt.",
        "গানভেদে গড়ের ভেদাঙ্ক এর চেয়ে বেশি হলে মাত্রাটি সক্রিয়। এতে শুধু গণনা বদলায়, শেখা নয়।",
    ),
    (
        "The processor, or the graphics card that was found. Small models are as fast on the processor; \
         convolutional ones gain most.",
        "প্রসেসর, অথবা পাওয়া গ্রাফিকস কার্ড। ছোট মডেল প্রসেসরেও সমান দ্রুত; কনভল্যুশনাল মডেলে লাভ বেশি।",
    ),
    ("Clustering method", "ক্লাস্টারের পদ্ধতি"),
    (
        "How songs are grouped in latent space. Another method, or other settings of it, does not train the \
         model anew.",
        "ল্যাটেন্ট জগতে গান কীভাবে দলে ভাগ হয়। পদ্ধতি বা তার সেটিংস বদলালে মডেল নতুন করে শেখে না।",
    ),
    (
        "How many groups are made. There is seldom one right number: try several, and see what stays together.",
        "কয়টি দল করা হয়। একটিমাত্র ঠিক সংখ্যা কমই থাকে: কয়েকটি চেষ্টা করে দেখুন কারা একসঙ্গে থাকে।",
    ),
    (
        "Who says how many clusters there are: you, or a rule over a sweep from 2 upwards, the silhouette where \
         nobody says. Rules prefer different numbers, which the scores list.",
        "ক্লাস্টার কয়টি হবে কে বলে: আপনি, নাকি 2 থেকে শুরু করা পরীক্ষার কোনো নিয়ম; কেউ না বললে সিলুয়েট। একেক নিয়ম একেক সংখ্যা পছন্দ করে, \
         স্কোরের তালিকায় তা থাকে।",
    ),
    ("Sweep at most to", "পরীক্ষার শেষ"),
    (
        "The largest number of clusters that the sweep tries. Songs must be well more than this.",
        "পরীক্ষায় ক্লাস্টারের সবচেয়ে বড় সংখ্যা। গানের সংখ্যা এর চেয়ে অনেক বেশি হতে হবে।",
    ),
    (
        "What the distance between two clusters is: growth of spread (ward), farthest pair, mean, or nearest \
         pair. Single linkage makes long chains, ward makes even, round groups.",
        "দুটি ক্লাস্টারের দূরত্ব কী: বিস্তারের বৃদ্ধি (ward), সবচেয়ে দূরের জোড়া, গড়, নাকি সবচেয়ে কাছের জোড়া। একক সংযোগে \
         লম্বা শিকল হয়, ward-এ সমান গোল দল।",
    ),
    (
        "Songs within it are neighbours; 0 takes the knee of the k-distance curve. Too small, and all is noise; \
         too large, and all is one cluster.",
        "এর ভেতরের গান প্রতিবেশী; 0 দিলে k-দূরত্ব রেখার বাঁক নেওয়া হয়। বেশি ছোট হলে সবই নয়েজ, বেশি বড় হলে সব এক \
         ক্লাস্টার।",
    ),
    (
        "Songs nearby, itself included, that make a song the core of a cluster. More of them make fewer, denser \
         clusters and more noise.",
        "কাছে, নিজেকে ধরে, যত গান থাকলে একটি গান ক্লাস্টারের কেন্দ্র হয়। বাড়ালে ক্লাস্টার কম ও ঘন হয়, নয়েজ বাড়ে।",
    ),
    (
        "Groups of fewer songs are noise for HDBSCAN. It is the one setting that HDBSCAN needs.",
        "এর চেয়ে কম গানের দল HDBSCAN-এর কাছে নয়েজ। HDBSCAN-এর এই একটি সেটিংই লাগে।",
    ),
    ("Neighbours in the graph", "গ্রাফের প্রতিবেশী"),
    (
        "Nearest songs that each song is linked with in the graph that is cut. Few let the graph fall apart, \
         many blur the groups.",
        "যে গ্রাফ কাটা হয় তাতে প্রতিটি গান কয়টি কাছের গানের সঙ্গে যুক্ত। কম হলে গ্রাফ ভেঙে পড়ে, বেশি হলে দল ঝাপসা হয়।",
    ),
    (
        "Times that the clustering begins anew from other middles; the best is kept. More starts make the result \
         depend less on luck.",
        "অন্য কেন্দ্র থেকে ক্লাস্টারিং কতবার নতুন করে শুরু হয়; সবচেয়ে ভালোটি রাখা হয়। বাড়ালে ফল কপালের ওপর কম নির্ভর করে।",
    ),
    (
        "How the latent space becomes a picture. PCA is always there beside it, and clusters and scores do not \
         depend on the picture.",
        "ল্যাটেন্ট জগৎ কীভাবে ছবি হয়। পাশে PCA সব সময় থাকে, আর ক্লাস্টার ও স্কোর ছবির ওপর নির্ভর করে না।",
    ),
    (
        "About how many neighbours of each song t-SNE looks at; 0 chooses by the number of songs. Small values \
         break groups into knots that are not there.",
        "t-SNE প্রতিটি গানের আনুমানিক কয়টি প্রতিবেশী দেখে; 0 দিলে গানের সংখ্যা থেকে ঠিক হয়। ছোট মান দলকে এমন গিঁটে \
         ভাঙে যা আসলে নেই।",
    ),
    ("Iterations of t-SNE", "t-SNE-এর ধাপ"),
    (
        "Steps that t-SNE takes. Stop before it has settled, and groups are still folded into each other.",
        "t-SNE কয়টি ধাপ নেয়। থিতু হওয়ার আগে থামলে দলগুলো তখনো একে অন্যের ভেতরে ভাঁজ হয়ে থাকে।",
    ),
    ("Neighbours of UMAP", "UMAP-এর প্রতিবেশী"),
    (
        "Nearest songs that UMAP links each song with. Few show detail, many the whole.",
        "UMAP প্রতিটি গানকে কয়টি কাছের গানের সঙ্গে জোড়ে। কম হলে খুঁটিনাটি, বেশি হলে গোটা ছবি।",
    ),
    (
        "How close points may lie in UMAP's picture. Small values pack groups tightly, which looks more like \
         clusters than it is.",
        "UMAP-এর ছবিতে বিন্দুগুলো কত কাছে আসতে পারে। ছোট মানে দল আঁটসাঁট হয়, তাতে যতটা ক্লাস্টার আছে তার চেয়ে বেশি মনে হয়।",
    ),
    ("Passes of UMAP", "UMAP কতবার"),
    (
        "How often UMAP goes over its graph. 0 chooses by the number of songs.",
        "UMAP তার গ্রাফের ওপর কতবার যায়। 0 দিলে গানের সংখ্যা থেকে ঠিক হয়।",
    ),
    (
        "Clusterings from other seeds of their own, and as many from bootstrap samples, that stability is taken \
         over. 0 leaves stability out and saves the time.",
        "ক্লাস্টারিংয়ের অন্য সিডে এতগুলো, অন্য নমুনায় ততগুলো ক্লাস্টারিং দিয়ে স্থিতি মাপা হয়। 0 দিলে মাপা হয় না, সময় বাঁচে।",
    ),
    (
        "Neighbours that trust in the map, kNN accuracy and sound against words look at. Few judge the small \
         scale, many the large.",
        "মানচিত্রের বিশ্বস্ততা, kNN নির্ভুলতা এবং সুর ও কথার মিল কয়টি প্রতিবেশী দেখে। কম হলে ছোট পরিসর, বেশি হলে বড় \
         পরিসর বিচার হয়।",
    ),
    (
        "Where everything random begins; the same seed and settings give the same result. Try another seed \
         before you believe a cluster.",
        "যা কিছু এলোমেলো তার শুরু; একই সিড ও সেটিংসে একই ফল আসে। কোনো ক্লাস্টার বিশ্বাস করার আগে অন্য সিড চেষ্টা করুন।",
    ),
    (
        "Which part of a recording is measured: its middle, all of it, or several parts. The middle is fast and \
         mostly free of intros.",
        "রেকর্ডিংয়ের কোন অংশ মাপা হয়: মাঝের অংশ, পুরোটা, নাকি কয়েকটি অংশ। মাঝের অংশ দ্রুত, আর সাধারণত শুরুর বাজনা থাকে \
         না।",
    ),
    (
        "Length of the part that is measured. Longer parts tell more of the song and take longer.",
        "যে অংশ মাপা হয় তার দৈর্ঘ্য। বেশি হলে গান সম্পর্কে বেশি জানা যায়, সময়ও বেশি লাগে।",
    ),
    (
        "Parts that are measured, spread evenly over the song. Their frames are pooled into one description.",
        "গান জুড়ে সমান দূরে কয়টি অংশ মাপা হয়। তাদের ফ্রেম একত্র করে একটি বর্ণনা হয়।",
    ),
    (
        "Bands of the spectrogram, spaced as the ear hears pitch. More resolve higher and lower tones more finely.",
        "স্পেকট্রোগ্রামের ব্যান্ড, কান যেভাবে স্বরের উচ্চতা শোনে সেভাবে সাজানো। বেশি হলে সুর আরও সূক্ষ্মভাবে ধরা পড়ে।",
    ),
    (
        "Cepstral coefficients: the shape of the spectrum in a few numbers, which tells timbre. The first follow \
         loudness and brightness, later ones finer shape.",
        "সেপস্ট্রাল সহগ: স্পেকট্রামের আকার অল্প কয়েকটি সংখ্যায়, যা স্বরের রং বোঝায়। প্রথমগুলো আওয়াজ ও উজ্জ্বলতা, পরেরগুলো \
         সূক্ষ্ম আকার ধরে।",
    ),
    (
        "At most this many words and pairs of words are counted, the most frequent first. More know rarer words, \
         and more noise.",
        "বেশি ব্যবহৃত শব্দ ও শব্দজোড়া আগে, বড়জোর এতগুলো গোনা হয়। বেশি হলে বিরল শব্দও জানা যায়, গোলমালও বাড়ে।",
    ),
    (
        "At most this many letter sequences within words are counted. They tell script, spelling and word endings.",
        "শব্দের ভেতরের অক্ষরের ধারা বড়জোর এতগুলো গোনা হয়। এতে লিপি, বানান ও শব্দের শেষাংশ বোঝা যায়।",
    ),
    (
        "A term must occur in this many lyrics to be counted. It leaves out slips of the pen and words of one song.",
        "পদটি অন্তত এতগুলো গানের কথায় থাকলে গোনা হয়। বানান ভুল আর এক গানের শব্দ এতে বাদ যায়।",
    ),
    (
        "A term in more than this share of the lyrics is dropped. It leaves out words that all songs have.",
        "এর চেয়ে বেশি ভাগ গানে থাকলে পদটি বাদ পড়ে। সব গানে থাকা শব্দ এতে বাদ যায়।",
    ),
    (
        "Folder of a sentence transformer, or the name of one that was fetched with `latentune fetch`. Choose a \
         multilingual one for songs in several languages.",
        "বাক্যের ট্রান্সফরমারের ফোল্ডার, অথবা `latentune fetch` দিয়ে আনা মডেলের নাম। কয়েক ভাষার গান হলে বহুভাষী মডেল \
         নিন।",
    ),
    (
        "Long lyrics are cut into windows of so many tokens, and their vectors are averaged. 0 takes as many as \
         the model can.",
        "লম্বা কথা এত টোকেনের অংশে ভাগ হয়, পরে ভেক্টরগুলোর গড় নেওয়া হয়। 0 মানে মডেল যতটা নিতে পারে।",
    ),
    (
        "Word vectors that were learnt elsewhere, from word2vec or fastText. Without one they are learnt from \
         these lyrics.",
        "অন্যত্র শেখা শব্দের ভেক্টর, word2vec বা fastText থেকে। না দিলে এই গানগুলোর কথা থেকেই শেখা হয়।",
    ),
    (
        "How the vectors of a song's words become one: by rarity (SIF, TF-IDF), or all alike. SIF also takes out \
         the direction that all songs share.",
        "গানের শব্দগুলোর ভেক্টর কীভাবে একটি হয়: বিরলতা দিয়ে (SIF, TF-IDF), নাকি সব সমান। SIF সব গানের সাধারণ দিকটিও \
         বাদ দেয়।",
    ),
    ("Dimensions of a word", "শব্দের মাত্রা"),
    (
        "Numbers of a word's vector. Small libraries need few.",
        "একটি শব্দের ভেক্টরে কয়টি সংখ্যা। ছোট সংগ্রহে কমই যথেষ্ট।",
    ),
    (
        "How far to each side a word is predicted from. Near words tell grammar, far ones the topic.",
        "দুই পাশে কত দূরের শব্দ থেকে অনুমান করা হয়। কাছের শব্দে ব্যাকরণ, দূরের শব্দে বিষয় বোঝা যায়।",
    ),
    (
        "Drawn for each word that is predicted, to be told apart from it. Small libraries want more.",
        "প্রতিটি অনুমেয় শব্দের সঙ্গে কয়টি এলোমেলো শব্দ নেওয়া হয়, তা থেকে আলাদা করতে। ছোট সংগ্রহে বেশি লাগে।",
    ),
    ("Passes over the lyrics", "কথা কতবার পড়া"),
    (
        "How often all lyrics are read to learn word vectors. Small libraries need many.",
        "শব্দের ভেক্টর শিখতে সব গানের কথা কতবার পড়া হয়। ছোট সংগ্রহে অনেকবার লাগে।",
    ),
    ("A word at least", "শব্দ অন্তত"),
    (
        "Rarer words get no vector. With very few lyrics, 1 keeps all.",
        "এর চেয়ে বিরল শব্দ ভেক্টর পায় না। গানের কথা খুব কম হলে 1 দিয়ে সব রাখা যায়।",
    ),
    // pictures
    (
        "Each point is a song; songs whose latents are near each other are drawn near each other, as far as two \
         dimensions allow. Read neighbourhoods from it, not distances between far groups.",
        "প্রতিটি বিন্দু একটি গান; যাদের ল্যাটেন্ট কাছাকাছি, দুই মাত্রায় যতটা সম্ভব তারা কাছাকাছি আঁকা। এখান থেকে প্রতিবেশী \
         পড়ুন, দূরের দলের মধ্যকার দূরত্ব নয়।",
    ),
    (
        "What the colour of a point means: its cluster, a label, a number, or how far a score holds for this one \
         song. Colour by what the model was not told, to see what it has found by itself.",
        "বিন্দুর রং কী বোঝায়: ক্লাস্টার, লেবেল, সংখ্যা, নাকি এই গানে কোনো স্কোর কতটা খাটে। মডেলকে যা জানানো হয়নি তা \
         দিয়ে রং করলে দেখা যায় সে নিজে কী পেয়েছে।",
    ),
    (
        "The losses epoch by epoch, solid for songs it learns from and dashed for songs held out. Both fall \
         while it learns; when the dashed one turns up, it learns by heart.",
        "প্রতি এপকের লস: শেখার গানে টানা রেখা, আলাদা রাখা গানে ভাঙা রেখা। শেখার সময় দুটিই নামে; ভাঙা রেখা ওপরে \
         উঠলে মুখস্থ শুরু হয়েছে।",
    ),
    (
        "One bar a dimension: the KL divergence it costs, largest first. Short bars carry nothing of the songs \
         and could be left out.",
        "প্রতি মাত্রায় একটি দণ্ড: তার KL বিচ্যুতি, বড় থেকে ছোট। ছোট দণ্ড গান সম্পর্কে কিছু বহন করে না, বাদ দিলেও চলে।",
    ),
    (
        "The ten songs nearest to the chosen one in latent space, with their distance. They are neighbours \
         there, whether or not the map could show it.",
        "ল্যাটেন্ট জগতে বাছা গানের সবচেয়ে কাছের দশটি গান, দূরত্বসহ। মানচিত্রে দেখা যাক বা না যাক, সেখানে এরাই প্রতিবেশী।",
    ),
    (
        "Words that are more frequent in the lyrics of this cluster than in all others. They are found by \
         counting, so they describe the cluster and do not explain it.",
        "অন্য ক্লাস্টারের চেয়ে এই ক্লাস্টারের কথায় যেসব শব্দ বেশি। এগুলো গুনে পাওয়া, তাই ক্লাস্টারের বর্ণনা, ব্যাখ্যা নয়।",
    ),
    ("Most central songs", "সবচেয়ে মাঝের গান"),
    (
        "The songs nearest to the middle of their cluster. Hear them to learn what a cluster has in common.",
        "ক্লাস্টারের কেন্দ্রের সবচেয়ে কাছের গান। ক্লাস্টারে কী মিল আছে জানতে এগুলো শুনুন।",
    ),
    ("Shares of classes", "শ্রেণির ভাগ"),
    (
        "How many of the cluster's songs are of a class, beside its share of all songs, which the tick marks. A \
         class far beyond its tick is what the cluster has gathered.",
        "ক্লাস্টারের কত ভাগ গান কোন শ্রেণির, পাশে দাগ দিয়ে সব গানে তার ভাগ। দাগ ছাড়িয়ে যে শ্রেণি অনেক দূর যায়, \
         ক্লাস্টার তাকেই জড়ো করেছে।",
    ),
    ("Waveform", "তরঙ্গ"),
    (
        "How loud the recording is from its beginning to its end; a click goes there. What was played already \
         has the accent colour.",
        "রেকর্ডিং শুরু থেকে শেষ পর্যন্ত কতটা জোরে; ক্লিক করলে সেখানে যায়। যা বাজানো হয়েছে তা মূল রঙে দেখা যায়।",
    ),
    ("Mel spectrogram", "মেল স্পেকট্রোগ্রাম"),
    (
        "Loudness of each band of pitch over time, low bands at the bottom. It is what audio features are taken \
         from, and what a convolutional VAE sees.",
        "সময়ের সঙ্গে প্রতিটি স্বর-ব্যান্ডের জোর, নিচু ব্যান্ড নিচে। অডিও ফিচার এখান থেকেই আসে, আর কনভল্যুশনাল VAE এটাই দেখে।",
    ),
    ("Latent space", "ল্যাটেন্ট জগৎ"),
    (
        "The space in which a song is a point of a few numbers that the model has learnt. Clusters, neighbours \
         and scores are taken there, never on the map.",
        "যে জগতে একটি গান মডেলের শেখা অল্প কয়েকটি সংখ্যার একটি বিন্দু। ক্লাস্টার, প্রতিবেশী ও স্কোর সেখানেই নেওয়া হয়, \
         মানচিত্রে কখনো নয়।",
    ),
    // formulas with words in them
    ("Var over songs of μ > threshold", "গানভেদে μ-এর ভেদাঙ্ক > সীমা"),
    (
        "2 to the entropy of each song's neighbours",
        "2-এর ঘাতে প্রতিটি গানের প্রতিবেশীর এনট্রপি",
    ),
    ("loss = reconstruction + β KL", "লস = পুনর্গঠন + β KL"),
    (
        "loss = reconstruction + β |KL − C|",
        "লস = পুনর্গঠন + β |KL − C|",
    ),
    ("loss = reconstruction + KL", "লস = পুনর্গঠন + KL"),
    (
        "loss = reconstruction + MI + β TC + Σ KL(zⱼ)",
        "লস = পুনর্গঠন + MI + β TC + Σ KL(zⱼ)",
    ),
    (
        "loss = reconstruction of log-mel + β KL",
        "লস = log-mel-এর পুনর্গঠন + β KL",
    ),
    ("loss = reconstruction", "লস = পুনর্গঠন"),
    (
        "q(z | x, label), p(x | z, label)",
        "q(z | x, লেবেল), p(x | z, লেবেল)",
    ),
    ("z = [z_audio, z_lyrics]", "z = [z_সুর, z_কথা]"),
    ("x ≈ mean + W z, W orthonormal", "x ≈ গড় + W z, W লম্ব একক"),
    ("min Σ |x − middle|²", "min Σ |x − কেন্দ্র|²"),
    ("join argmin d(A, B)", "argmin d(A, B) জোড়া হয়"),
    (
        "core: at least m songs within eps",
        "কেন্দ্র: eps-এর ভেতরে অন্তত mটি গান",
    ),
    ("stability = Σ (λ − λ_birth)", "স্থিতি = Σ (λ − λ_জন্ম)"),
    (
        "eigenvectors of L = I − D^-½ W D^-½",
        "L = I − D^-½ W D^-½-এর আইগেনভেক্টর",
    ),
    (
        "min KL(P || Q), Q with Student's t",
        "min KL(P || Q), Q-তে Student-এর t",
    ),
    ("min cross-entropy(W, V)", "min ক্রস-এনট্রপি(W, V)"),
    ("KLⱼ, mean over songs, in nats", "KLⱼ, গানভেদে গড়, ন্যাট এককে"),
    (
        "10 log₁₀ of mel power, in dB",
        "মেল শক্তির 10 log₁₀, dB এককে",
    ),
    (
        "DB = mean over i of max over j of (sᵢ + sⱼ) / dᵢⱼ",
        "DB = i জুড়ে গড়, j জুড়ে সর্বোচ্চ (sᵢ + sⱼ) / dᵢⱼ",
    ),
    (
        "purity = (1/n) Σ over clusters of the largest class",
        "শুদ্ধতা = (1/n) Σ প্রতি ক্লাস্টারের সবচেয়ে বড় শ্রেণি",
    ),
    (
        "mean of score(clusters, shuffled labels)",
        "স্কোর(ক্লাস্টার, এলোমেলো লেবেল)-এর গড়",
    ),
    (
        "max over classes of n_class / n",
        "শ্রেণি জুড়ে সর্বোচ্চ n_শ্রেণি / n",
    ),
    (
        "the same clustering, labels and seed",
        "একই ক্লাস্টারিং, লেবেল ও সিড",
    ),
    (
        "accuracy over folds of whole artists",
        "পুরো শিল্পী ধরে ভাগ করা অংশে নির্ভুলতা",
    ),
    ("mean ARI over pairs", "জোড়াগুলোর ARI-এর গড়"),
    (
        "mean over songs of shared neighbours / k",
        "গানভেদে গড়: অভিন্ন প্রতিবেশী / k",
    ),
    (
        "1 − c Σ over false neighbours of (rank − k)",
        "1 − c Σ মিথ্যা প্রতিবেশীর (ক্রম − k)",
    ),
    (
        "1 − c Σ over lost neighbours of (rank − k)",
        "1 − c Σ হারানো প্রতিবেশীর (ক্রম − k)",
    ),
    (
        "1 − Σ (x − x̂)² / Σ (x − mean)²",
        "1 − Σ (x − x̂)² / Σ (x − গড়)²",
    ),
    (
        "active if Var over songs of μ > threshold",
        "সক্রিয়, যদি গানভেদে μ-এর ভেদাঙ্ক > সীমা",
    ),
];
