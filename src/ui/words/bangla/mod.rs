//! Bangla for every English text of the window, by the English text.

mod glossary;
mod teaching;

/// Every entry: those of the panels, of what teaches, and of the glossary.
pub fn all() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    BANGLA
        .iter()
        .chain(teaching::TEACHING)
        .chain(glossary::GLOSSARY)
}

/// Each English text once, with its Bangla. Places for values, in braces, are the same in both.
pub static BANGLA: &[(&str, &str)] = &[
    // window
    (
        "Songs become numbers, numbers become a map. Click a point to hear it.",
        "গান থেকে সংখ্যা, সংখ্যা থেকে মানচিত্র। কোনো বিন্দুতে ক্লিক করলেই গানটি শোনা যায়।",
    ),
    (
        "Version {version}  ·  MIT OR Apache-2.0",
        "সংস্করণ {version}  ·  MIT OR Apache-2.0",
    ),
    (
        "Typefaces Inter and Noto Sans Bengali under the SIL Open Font License",
        "হরফ: Inter ও Noto Sans Bengali, SIL Open Font License অনুযায়ী",
    ),
    ("Close", "বন্ধ করুন"),
    ("Cancel", "বাতিল"),
    ("Dismiss", "সরিয়ে দিন"),
    ("Theme: as the system", "থিম: সিস্টেমের মতো"),
    ("Theme: light", "থিম: হালকা"),
    ("Theme: dark", "থিম: গাঢ়"),
    ("Song panel", "গানের প্যানেল"),
    ("Results panel", "ফলাফলের প্যানেল"),
    ("Settings panel", "সেটিংস প্যানেল"),
    ("demo songs", "নমুনা গান"),
    ("opening {source} …", "{source} খোলা হচ্ছে …"),
    ("no songs open", "কোনো গান খোলা নেই"),
    ("Drop to open", "খুলতে এখানে ছাড়ুন"),
    (
        "A folder of songs, or a CSV or TSV manifest",
        "গানের ফোল্ডার, অথবা CSV বা TSV তালিকা",
    ),
    // shortcuts
    ("Play or pause", "বাজান বা থামান"),
    ("Fit the map", "পুরো মানচিত্র দেখান"),
    ("Search", "খুঁজুন"),
    ("Click", "ক্লিক"),
    ("Select a song and play it", "গান বেছে নিয়ে বাজান"),
    ("Scroll, drag", "স্ক্রল, টানা"),
    ("Zoom and pan the map", "মানচিত্র ছোট-বড় করুন ও সরান"),
    // settings
    ("Settings", "সেটিংস"),
    ("Songs", "গান"),
    ("Reset settings to defaults", "সব সেটিংস আগের মতো করুন"),
    ("Folder or manifest (CSV, TSV)", "ফোল্ডার বা তালিকা (CSV, TSV)"),
    ("Folder path", "ফোল্ডারের পথ"),
    ("Open…", "খুলুন…"),
    ("Choose a folder in a dialog", "ডায়ালগে ফোল্ডার বেছে নিন"),
    ("Demo songs", "নমুনা গান"),
    (
        "The songs that come with the program",
        "প্রোগ্রামের সঙ্গে দেওয়া গান",
    ),
    ("Last time", "গতবার"),
    ("none", "নেই"),
    ("auto", "নিজে থেকে"),
    // run card
    ("Run", "চালান"),
    ("Stop", "থামান"),
    ("Stopping… (give up)", "থামছে… (বাদ দিন)"),
    (
        "Ends this stage and keeps what there is",
        "এই ধাপ শেষ করে যা হয়েছে তা রেখে দেয়",
    ),
    ("Ends the run", "কাজটি শেষ করে দেয়"),
    (
        "Settings differ from the analysis on show.",
        "সেটিংস আর দেখানো বিশ্লেষণ এক নয়।",
    ),
    ("Open a folder of songs first", "আগে গানের একটি ফোল্ডার খুলুন"),
    ("starting", "শুরু হচ্ছে"),
    ("{n} of {all}", "{all}টির মধ্যে {n}টি"),
    ("{n} of {all}  ·  {item}", "{all}টির মধ্যে {n}টি  ·  {item}"),
    ("Progress", "অগ্রগতি"),
    ("reading the library", "গানের সংগ্রহ পড়া হচ্ছে"),
    ("extracting audio features", "অডিও ফিচার বের করা হচ্ছে"),
    ("extracting lyric features", "গানের কথার ফিচার বের করা হচ্ছে"),
    ("joining features", "ফিচার একত্র করা হচ্ছে"),
    ("training the model", "মডেল প্রশিক্ষণ চলছে"),
    ("clustering", "ক্লাস্টার করা হচ্ছে"),
    ("scoring", "স্কোর হিসাব হচ্ছে"),
    ("drawing the map", "মানচিত্র আঁকা হচ্ছে"),
    ("comparing", "তুলনা করা হচ্ছে"),
    ("writing results", "ফলাফল লেখা হচ্ছে"),
    // groups and names of the settings
    ("Features", "ফিচার"),
    ("Model", "মডেল"),
    ("Clusters", "ক্লাস্টার"),
    ("Map and scores", "মানচিত্র ও স্কোর"),
    ("Training, in detail", "প্রশিক্ষণ, বিস্তারিত"),
    ("Audio, in detail", "অডিও, বিস্তারিত"),
    ("Lyrics, in detail", "গানের কথা, বিস্তারিত"),
    ("Songs as", "গানের রূপ"),
    ("Audio weight", "অডিওর ওজন"),
    ("Lyrics weight", "কথার ওজন"),
    ("Words and letters", "শব্দ ও অক্ষর"),
    ("Word vectors", "শব্দের ভেক্টর"),
    ("Sentence vectors", "বাক্যের ভেক্টর"),
    ("Romanise Bangla", "রোমান হরফে বাংলা"),
    ("Table weight", "সারণির ওজন"),
    ("Listen to", "যে অংশ শোনা হবে"),
    ("Window, seconds", "অংশের দৈর্ঘ্য, সেকেন্ড"),
    ("Windows", "অংশের সংখ্যা"),
    ("Mel bands", "মেল ব্যান্ড"),
    ("Word terms", "শব্দপদ"),
    ("Letter terms", "অক্ষরপদ"),
    ("In at least", "অন্তত এতটিতে"),
    ("In at most", "বড়জোর এত ভাগে"),
    ("Model folder", "মডেলের ফোল্ডার"),
    ("Window, tokens", "অংশের টোকেন"),
    ("Vectors file", "ভেক্টরের ফাইল"),
    ("Words weigh by", "শব্দের ওজন"),
    ("Dimensions", "মাত্রা"),
    ("Words around", "আশপাশের শব্দ"),
    ("Noise words", "ভুয়া শব্দ"),
    ("Passes", "কতবার"),
    ("At least", "অন্তত"),
    ("Method", "পদ্ধতি"),
    ("Number by", "সংখ্যা ঠিক করে"),
    ("At most", "বড়জোর"),
    ("Linkage", "সংযোগ"),
    ("Radius", "ব্যাসার্ধ"),
    ("Core from", "কেন্দ্র হতে লাগে"),
    ("Smallest cluster", "সবচেয়ে ছোট ক্লাস্টার"),
    ("Neighbours", "প্রতিবেশী"),
    ("Starts", "কতবার শুরু"),
    ("Map by", "মানচিত্রের পদ্ধতি"),
    ("Perplexity", "পারপ্লেক্সিটি"),
    ("Iterations", "ধাপের সংখ্যা"),
    ("Least distance", "ন্যূনতম দূরত্ব"),
    ("Stability runs", "স্থিতি পরীক্ষা"),
    ("Neighbours scored", "স্কোরের প্রতিবেশী"),
    ("Seed", "সিড"),
    ("Hidden layers", "লুকানো স্তর"),
    ("Kind", "ধরন"),
    ("Latent size", "ল্যাটেন্ট মাত্রা"),
    ("Epochs", "এপক"),
    ("Components", "উপাদান"),
    ("Crops", "টুকরো"),
    ("β over epochs", "এপক জুড়ে β"),
    ("β warm-up", "β-এর প্রস্তুতি"),
    ("Cycles", "চক্র"),
    ("Capacity, nats", "ধারণক্ষমতা, ন্যাট"),
    ("Reached after", "পৌঁছাবে এত এপকে"),
    ("Free bits, nats", "বিনা খরচের বিট, ন্যাট"),
    ("Told of each song", "মডেলকে যা জানানো হয়"),
    ("Learning rate", "শেখার হার"),
    ("Batch size", "ব্যাচের আকার"),
    ("Held out", "আলাদা রাখা"),
    ("Patience", "ধৈর্য"),
    ("Gradient clip", "গ্রেডিয়েন্টের সীমা"),
    ("Active above", "সক্রিয় ধরা হয়"),
    ("Train on", "যেখানে প্রশিক্ষণ"),
    // choices in the settings
    ("warm-up", "ধীরে বাড়ানো"),
    ("fixed", "স্থির"),
    ("cyclical", "চক্রাকার"),
    ("capacity", "ধারণক্ষমতা"),
    ("middle", "মাঝের অংশ"),
    ("whole song", "পুরো গান"),
    ("several windows", "কয়েকটি অংশ"),
    ("mean", "গড়"),
    ("audio only", "শুধু অডিও"),
    ("lyrics only", "শুধু কথা"),
    ("audio and lyrics", "অডিও ও কথা"),
    ("features", "ফিচার"),
    ("autoencoder", "অটোএনকোডার"),
    ("late fusion", "লেট ফিউশন"),
    ("agglomerative", "স্তরে স্তরে জোড়া"),
    ("Gaussian mixture", "গাউসীয় মিশ্রণ"),
    ("spectral", "স্পেকট্রাল"),
    ("the model's own", "মডেলের নিজের"),
    ("complete", "সম্পূর্ণ"),
    ("average", "গড় দূরত্ব"),
    ("single", "একক"),
    ("as given", "যা দেওয়া আছে"),
    ("elbow", "কনুই (elbow)"),
    ("gap statistic", "gap পরিসংখ্যান"),
    // map
    ("Map of songs", "গানের মানচিত্র"),
    ("map", "মানচিত্র"),
    ("Colour by", "রঙের ভিত্তি"),
    ("cluster", "ক্লাস্টার"),
    ("silhouette", "সিলুয়েট"),
    ("trustworthiness", "বিশ্বস্ততা"),
    ("audio and lyrics agree", "অডিও ও কথার মিল"),
    ("Songs are on their way", "গান আসছে"),
    (
        "They appear here as soon as they have places",
        "জায়গা ঠিক হলেই এখানে দেখা যাবে",
    ),
    ("Ready", "প্রস্তুত"),
    (
        "Press Run at the left to draw the map of these songs",
        "এই গানগুলোর মানচিত্র আঁকতে বাঁ দিকে ‘চালান’ চাপুন",
    ),
    ("No songs yet", "এখনও কোনো গান নেই"),
    (
        "Drop a folder of songs here, type its path at the left, or open the demo songs",
        "গানের একটি ফোল্ডার এখানে ছাড়ুন, বাঁ দিকে তার পথ লিখুন, অথবা নমুনা গান খুলুন",
    ),
    (
        "learning  ·  epoch {n} of {all}",
        "শিখছে  ·  এপক {n} / {all}",
    ),
    (
        "settling  ·  iteration {n} of {all}",
        "থিতু হচ্ছে  ·  ধাপ {n} / {all}",
    ),
    ("no cluster", "কোনো ক্লাস্টারে নেই"),
    ("unknown", "অজানা"),
    ("Show all", "সব দেখান"),
    ("Legend: {name}", "রঙের সূচি: {name}"),
    ("Clear the search", "খোঁজা মুছুন"),
    ("{n} found", "{n}টি পাওয়া গেছে"),
    ("Title, artist, words", "শিরোনাম, শিল্পী, শব্দ"),
    ("Search songs", "গান খুঁজুন"),
    ("and {n} more", "এবং আরও {n}টি"),
    // song
    ("Song", "গান"),
    ("Selection", "নির্বাচন"),
    ("No song chosen", "কোনো গান বাছা হয়নি"),
    (
        "Click a point on the map to hear a song and read its words",
        "গান শুনতে ও তার কথা পড়তে মানচিত্রের কোনো বিন্দুতে ক্লিক করুন",
    ),
    (
        "Songs appear here once they are read",
        "গান পড়া হলে এখানে দেখা যাবে",
    ),
    ("This song has no recording.", "এই গানের রেকর্ডিং নেই।"),
    ("This song has no lyrics.", "এই গানের কথা নেই।"),
    ("Nearest songs", "সবচেয়ে কাছের গান"),
    ("{class} (detected)", "{class} (শনাক্ত করা)"),
    (
        ", told from the words of the lyrics",
        ", গানের কথা থেকে বোঝা গেছে",
    ),
    (
        "; {percent} % of the words in Bengali script",
        "; {percent} % শব্দ বাংলা লিপিতে",
    ),
    ("cluster {n}", "ক্লাস্টার {n}"),
    ("no recording", "রেকর্ডিং নেই"),
    ("no lyrics", "কথা নেই"),
    ("Lyrics", "গানের কথা"),
    ("Copy lyrics", "গানের কথা কপি করুন"),
    ("Previous song (↑)", "আগের গান (↑)"),
    ("Pause (Space)", "বিরতি (Space)"),
    ("Play (Space)", "বাজান (Space)"),
    ("Next neighbour (↓)", "পরের প্রতিবেশী (↓)"),
    ("Volume", "আওয়াজ"),
    ("Mute", "নীরব করুন"),
    ("Unmute", "আওয়াজ ফেরান"),
    ("Seek", "গানের অবস্থান"),
    ("reading the recording…", "রেকর্ডিং পড়া হচ্ছে…"),
    ("Waveform and spectrogram", "তরঙ্গ ও স্পেকট্রোগ্রাম"),
    (
        "They are known once the model is trained.",
        "মডেল প্রশিক্ষণ পেলে জানা যাবে।",
    ),
    ("Play {title}", "বাজান: {title}"),
    (
        "Distance in latent space; click to play",
        "ল্যাটেন্ট জগতে দূরত্ব; ক্লিক করলে বাজবে",
    ),
    // results
    ("Training", "প্রশিক্ষণ"),
    ("Scores", "স্কোর"),
    ("Latent", "ল্যাটেন্ট"),
    ("Sound and words", "সুর ও কথা"),
    ("Runs", "চালনা"),
    ("Trust", "বিশ্বস্ততা"),
    ("Files", "ফাইল"),
    ("No two modalities", "দুটি দিক নেই"),
    (
        "Run with audio and lyrics to compare them",
        "তুলনা করতে অডিও ও কথা দুটি নিয়েই চালান",
    ),
    ("No model yet", "এখনও কোনো মডেল নেই"),
    (
        "Run, and ask the model here",
        "চালান, তারপর এখানে মডেলকে প্রশ্ন করুন",
    ),
    ("No runs yet", "এখনও কিছু চালানো হয়নি"),
    (
        "Each run is kept and listed here",
        "প্রতিটি চালনা রাখা হয় এবং এখানে দেখানো হয়",
    ),
    ("Nothing selected", "কিছু নির্বাচন করা হয়নি"),
    (
        "Songs are listed here once they are read",
        "গান পড়া হলে এখানে তালিকা দেখা যাবে",
    ),
    ("No picture yet", "এখনও কোনো ছবি নেই"),
    (
        "Run, and learn here how far the map can be trusted",
        "চালান, আর জানুন মানচিত্র কতটা বিশ্বাস করা যায়",
    ),
    // training
    ("Reconstruction", "পুনর্গঠন"),
    ("KL divergence", "KL বিচ্যুতি"),
    ("Total", "মোট"),
    ("No training yet", "এখনও প্রশিক্ষণ হয়নি"),
    (
        "Run, and the losses are drawn here epoch by epoch",
        "চালান, তাহলে প্রতি এপকের লস এখানে আঁকা হবে",
    ),
    ("Nothing to train", "প্রশিক্ষণের কিছু নেই"),
    (
        "This model has a closed form; it needs no epochs",
        "এই মডেল সরাসরি সূত্রে পাওয়া যায়; এপক লাগে না",
    ),
    ("validation", "যাচাই"),
    ("training", "প্রশিক্ষণ"),
    ("losses by epoch:", "এপক অনুযায়ী লস:"),
    ("epoch {n}", "এপক {n}"),
    ("Latent dimensions", "ল্যাটেন্ট মাত্রা"),
    (
        "{n} of {all} dimensions carry something",
        "{all}টি মাত্রার {n}টি কিছু বহন করে",
    ),
    ("Variance explained: {share}", "ব্যাখ্যা করা ভেদাঙ্ক: {share}"),
    ("Closed form", "সরাসরি সূত্রে"),
    ("All {n} epochs", "সব {n} এপক"),
    (
        "Ended early; epoch {n} was best",
        "আগেই শেষ; এপক {n} সবচেয়ে ভালো ছিল",
    ),
    ("Stopped at epoch {n}", "এপক {n}-এ থামানো"),
    ("{n} nats", "{n} ন্যাট"),
    // clusters
    ("No clusters yet", "এখনও কোনো ক্লাস্টার নেই"),
    (
        "Run, and each cluster is described here",
        "চালান, তাহলে প্রতিটি ক্লাস্টারের বর্ণনা এখানে আসবে",
    ),
    ("Cluster {n}", "ক্লাস্টার {n}"),
    ("{n} songs", "{n}টি গান"),
    ("words that set it apart", "যেসব শব্দে এটি আলাদা"),
    ("silhouette undefined", "সিলুয়েট অনির্ণেয়"),
    (
        "nearest is {n} at {distance}",
        "সবচেয়ে কাছে {n}, দূরত্ব {distance}",
    ),
    (
        "{here} % here, {all} % of all songs (tick)",
        "এখানে {here} %, সব গানে {all} % (দাগ)",
    ),
    ("most central songs", "সবচেয়ে মাঝের গান"),
    // scores
    ("No scores yet", "এখনও কোনো স্কোর নেই"),
    (
        "Run, and the clusters are scored here beside chance and simpler spaces",
        "চালান, তাহলে দৈব ও সরল পদ্ধতির পাশে ক্লাস্টারের স্কোর এখানে আসবে",
    ),
    (
        "Scores are taken in the space that was clustered, never on the map.",
        "যে জগতে ক্লাস্টার করা হয়েছে স্কোর সেখানেই হিসাব হয়, মানচিত্রে কখনো নয়।",
    ),
    (
        "Chance: what the same clusters score against shuffled labels, on average; ≈ marks a score that lies \
         within 95 % of the shuffles.",
        "দৈব: লেবেল এলোমেলো করলে একই ক্লাস্টার গড়ে যে স্কোর পায়; ≈ মানে স্কোরটি এলোমেলো ফলের 95 %-এর ভেতরে।",
    ),
    (
        "Majority: the purity of one single cluster, the share of the most frequent class. Purity says something \
         where it is above both.",
        "সংখ্যাগরিষ্ঠ: সব গান এক ক্লাস্টারে থাকলে যে শুদ্ধতা, অর্থাৎ সবচেয়ে বড় শ্রেণির ভাগ। দুটির চেয়েই বেশি হলে তবেই \
         শুদ্ধতার অর্থ থাকে।",
    ),
    (
        "The silhouette is high, but the latent space has collapsed: clusters in it are tight because almost \
         nothing of the songs is left. Do not trust it.",
        "সিলুয়েট বেশি, কিন্তু ল্যাটেন্ট জগৎ ধসে পড়েছে: গানের প্রায় কিছুই অবশিষ্ট নেই বলে ক্লাস্টারগুলো আঁটসাঁট। এটি বিশ্বাস \
         করবেন না।",
    ),
    (
        "The latent space has collapsed: scores taken in it say little about the songs.",
        "ল্যাটেন্ট জগৎ ধসে পড়েছে: এখানকার স্কোর গান সম্পর্কে তেমন কিছু বলে না।",
    ),
    ("{model} latent", "{model} ল্যাটেন্ট"),
    ("chance", "দৈব"),
    ("majority", "সংখ্যাগরিষ্ঠ"),
    ("undefined", "অনির্ণেয়"),
    (
        "{column}: not scored, for the model was told it",
        "{column}: স্কোর হয়নি, কারণ মডেলকে এটি জানানো হয়েছে",
    ),
    ("Calinski-Harabasz", "Calinski-Harabasz"),
    ("Davies-Bouldin", "Davies-Bouldin"),
    (", {n} of them detected", ", যার {n}টি শনাক্ত করা"),
    (
        "{classes} classes, {n} songs",
        "{classes}টি শ্রেণি, {n}টি গান",
    ),
    (
        "Trivial with lyrics: these classes are written in different scripts.",
        "কথা থাকলে এটি তুচ্ছ: শ্রেণিগুলো আলাদা লিপিতে লেখা।",
    ),
    (
        "This column is itself among the features.",
        "এই কলামটি নিজেই ফিচারের মধ্যে আছে।",
    ),
    ("ARI", "ARI"),
    ("NMI", "NMI"),
    ("AMI", "AMI"),
    ("Homogeneity", "সমরূপতা"),
    ("Completeness", "সম্পূর্ণতা"),
    ("V-measure", "V-measure"),
    ("Purity", "শুদ্ধতা"),
    (
        "{low} to {high} in 95 % of shuffles",
        "95 % এলোমেলো ফলে {low} থেকে {high}",
    ),
    // beside the clusters
    ("Beside the clusters", "ক্লাস্টারের বাইরে"),
    (
        "; too few artists to keep them together",
        "; শিল্পী কম, তাই একসঙ্গে রাখা যায়নি",
    ),
    ("most frequent class {share}", "সবচেয়ে বড় শ্রেণি {share}"),
    (
        "{column} told, neighbours / linear",
        "{column} চেনা, প্রতিবেশী / রৈখিক",
    ),
    (
        "Clustering again, seeds / samples",
        "আবার ক্লাস্টারিং, সিড / নমুনা",
    ),
    ("; artists are not known", "; শিল্পী জানা নেই"),
    ("; not every artist is known", "; সব শিল্পী জানা নেই"),
    ("; copies kept together: {n}", "; একসঙ্গে রাখা অনুলিপি: {n}"),
    ("{score}, own k", "{score}, নিজের k"),
    ("{score}, own k = {k}", "{score}, নিজের k = {k}"),
    (
        "The same with as many clusters as the label has classes, made anew by the same settings: clusters in the number \
         of languages say nothing of genres.",
        "লেবেলে যত শ্রেণি ততটি ক্লাস্টার একই সেটিংয়ে নতুন করে বানিয়ে একই হিসাব: ভাষার সংখ্যায় ক্লাস্টার ধারা সম্পর্কে কিছু বলে না।",
    ),
    ("{n} runs each", "প্রতিটিতে {n} বার"),
    ("Information gap", "তথ্যের ব্যবধান"),
    ("compares models, no more", "শুধু মডেল তুলনার জন্য"),
    ("chance {share}", "দৈব {share}"),
    ("Sound agrees with words", "সুর ও কথার মিল"),
    ("{method}, {n} neighbours", "{method}, {n}টি প্রতিবেশী"),
    (
        "Map: trustworthiness / continuity",
        "মানচিত্র: বিশ্বস্ততা / ধারাবাহিকতা",
    ),
    ("audio", "অডিও"),
    ("lyrics", "গানের কথা"),
    ("numbers", "সংখ্যা"),
    ("lyric words", "কথার শব্দ"),
    ("lyric characters", "কথার অক্ষর"),
    ("lyric vectors", "কথার ভেক্টর"),
    ("lyric sentences", "কথার বাক্য"),
    ("{block}, explained", "{block}, ব্যাখ্যা করা"),
    ("Clusters by sweep", "পরীক্ষায় ক্লাস্টার"),
    ("silhouette / CH / elbow / gap", "সিলুয়েট / CH / কনুই / gap"),
    ("Noise", "নয়েজ"),
    // files
    (
        "Open a folder, and this tells what was found in it and what was not",
        "একটি ফোল্ডার খুলুন, কী পাওয়া গেল আর কী গেল না তা এখানে জানা যাবে",
    ),
    ("songs", "গান"),
    ("with recording and lyrics", "রেকর্ডিং ও কথা দুটিই আছে"),
    ("with a recording", "রেকর্ডিং আছে"),
    ("with lyrics", "কথা আছে"),
    ("unreadable", "পড়া যায়নি"),
    ("other files", "অন্য ফাইল"),
    ("on the map", "মানচিত্রে"),
    ("features from the cache", "ক্যাশ থেকে ফিচার"),
    (
        "the same bytes; the first is kept",
        "হুবহু একই ফাইল; প্রথমটি রাখা হয়েছে",
    ),
    ("Unreadable", "পড়া যায়নি"),
    ("Warnings", "সতর্কতা"),
    ("Duplicates", "একই ফাইল"),
    ("Recordings without lyrics", "কথা ছাড়া রেকর্ডিং"),
    ("Lyrics without a recording", "রেকর্ডিং ছাড়া কথা"),
    ("Files that the manifest does not list", "তালিকায় নেই এমন ফাইল"),
    // columns
    ("let the program decide", "প্রোগ্রাম ঠিক করুক"),
    ("audio file", "অডিও ফাইল"),
    ("lyrics (text or file)", "গানের কথা (লেখা বা ফাইল)"),
    ("id", "পরিচয়"),
    ("title", "শিরোনাম"),
    ("artist", "শিল্পী"),
    ("language", "ভাষা"),
    ("genre", "ধারা"),
    ("another label", "অন্য লেবেল"),
    ("a number", "সংখ্যা"),
    ("leave out", "বাদ দিন"),
    ("What do the columns hold?", "কোন কলামে কী আছে?"),
    ("Open with these columns", "এই কলামগুলো দিয়ে খুলুন"),
    (
        "Name a column of audio files or of lyrics",
        "অডিও ফাইলের বা গানের কথার একটি কলাম বেছে দিন",
    ),
    // what the session tells
    ("lyrics copied", "গানের কথা কপি হয়েছে"),
    (
        "there is no such file or folder: {path}",
        "এমন কোনো ফাইল বা ফোল্ডার নেই: {path}",
    ),
    (
        "open a folder of songs first, or the demo",
        "আগে গানের একটি ফোল্ডার বা নমুনা গান খুলুন",
    ),
    (
        "stopped; the analysis before is still here",
        "থামানো হয়েছে; আগের বিশ্লেষণ এখনও আছে",
    ),
    ("stopped", "থামানো হয়েছে"),
    (
        "{what} broke off by a fault in the program: {cause}",
        "প্রোগ্রামের ত্রুটিতে {what} মাঝপথে থেমে গেছে: {cause}",
    ),
    ("the analysis", "বিশ্লেষণ"),
    ("opening", "খোলা"),
    ("the search", "খোঁজা"),
    ("the spectrogram", "স্পেকট্রোগ্রাম"),
    ("writing", "লেখা"),
    ("the table", "সারণি"),
    ("the map", "মানচিত্র"),
    ("reading the map", "মানচিত্র পড়া"),
    ("describing the selection", "নির্বাচনের বিবরণ"),
    ("reading a kept run", "জমা রাখা চালনা পড়া"),
    ("keeping runs", "চালনা জমা রাখা"),
    ("the weighing", "ওজন মাপা"),
    ("the sweep", "যাচাই"),
    ("the export", "রপ্তানি"),
    ("the answer", "উত্তর"),
    ("the sound", "ধ্বনি"),
    (
        "{n} songs in {clusters} clusters after {secs} s",
        "{secs} সেকেন্ডে {n}টি গান {clusters}টি ক্লাস্টারে",
    ),
    ("epoch {n} of at most {all}", "এপক {n}, বড়জোর {all}"),
    ("iteration {n} of {all}", "ধাপ {n} / {all}"),
    (
        "no folder was chosen; where no dialog opens, type or paste a path in the field at the left, or drop a \
         folder on the window",
        "কোনো ফোল্ডার বাছা হয়নি; ডায়ালগ না খুললে বাঁ দিকের ঘরে পথ লিখুন বা পেস্ট করুন, অথবা জানালায় ফোল্ডার ছাড়ুন",
    ),
    // results
    ("Enlarge the results (E)", "ফলাফল বড় করুন (E)"),
    ("Make the results smaller (E)", "ফলাফল ছোট করুন (E)"),
    ("Enlarge the results, and back", "ফলাফল বড় করা, আবার ছোট করা"),
    // listening: what follows a song, previews, spectrogram
    ("Next song (↓)", "পরের গান (↓)"),
    ("Radio (R)", "রেডিও (R)"),
    (
        "At the end of a song the nearest one in latent space that was not heard yet is played. It goes on until none is left, or until you switch it off.",
        "গান শেষ হলে লেটেন্ট স্পেসে সবচেয়ে কাছের যে গানটি এখনও শোনা হয়নি, সেটি বাজে। আর কোনো গান বাকি না থাকা বা বন্ধ না করা পর্যন্ত এভাবে চলে।",
    ),
    ("Repeat: off (O)", "আবার বাজানো: বন্ধ (O)"),
    ("Repeat: this song (O)", "আবার বাজানো: এই গান (O)"),
    ("Repeat: the playlist (O)", "আবার বাজানো: প্লেলিস্ট (O)"),
    (
        "Plays the song, or the playlist, again when it has ended. Each click goes on to the next choice.",
        "গান বা প্লেলিস্ট শেষ হলে আবার শুরু থেকে বাজে। প্রতি ক্লিকে পরের পছন্দটি আসে।",
    ),
    ("Same loudness", "সমান জোর"),
    (
        "Brings every song to −18 LUFS, measured over the whole song as EBU R 128 has it, with true peaks below −1 dBTP. Songs differ in loudness as they were produced, and a louder one seems to be the better one.",
        "EBU R 128 অনুযায়ী পুরো গান মেপে প্রতিটি গানকে −18 LUFS-এ আনা হয়, সর্বোচ্চ শিখর −1 dBTP-এর নিচে রেখে। রেকর্ডিংভেদে গানের জোর আলাদা হয়, আর বেশি জোরের গানকে বেশি ভালো মনে হয়।",
    ),
    ("Next: {title}", "এরপর: {title}"),
    ("Large waveform and spectrogram", "বড় তরঙ্গরূপ ও স্পেকট্রোগ্রাম"),
    ("Enlarge the spectrogram", "স্পেকট্রোগ্রাম বড় করুন"),
    ("Close the large spectrogram", "বড় স্পেকট্রোগ্রাম বন্ধ করুন"),
    (
        "across: time  ·  upwards: frequency on the mel scale  ·  colour: level",
        "আড়াআড়ি: সময়  ·  ওপরের দিকে: মেল স্কেলে কম্পাঙ্ক  ·  রং: মাত্রা",
    ),
    (
        "The colour is the power within a mel band, in decibels below the loudest of this recording: 10·log₁₀(p ∕ max p). Bands are evenly spaced on Slaney's mel scale (1998): by frequency up to 1 kHz, by its logarithm above.",
        "রং বোঝায় একটি মেল ব্যান্ডের শক্তি, এই রেকর্ডিংয়ের সর্বোচ্চের কত ডেসিবেল নিচে: 10·log₁₀(p ∕ max p)। ব্যান্ডগুলো স্লেনির মেল স্কেলে (1998) সমান দূরে: 1 kHz পর্যন্ত কম্পাঙ্ক অনুযায়ী, তার ওপরে লগারিদম অনুযায়ী।",
    ),
    ("Playlist ({n})", "প্লেলিস্ট ({n})"),
    ("Clear the playlist", "প্লেলিস্ট মুছুন"),
    ("Go to {title}", "{title}-এ যান"),
    (
        "Take {title} out of the playlist",
        "প্লেলিস্ট থেকে {title} বাদ দিন",
    ),
    ("You hear a moment of it", "এর একটু অংশ শুনছেন"),
    ("Hold Alt to hear a moment of it", "একটু শুনতে Alt চেপে ধরুন"),
    (
        "Hear the song under the pointer for a moment",
        "পয়েন্টারের নিচের গানের একটু শুনুন",
    ),
    (
        "Repeat: nothing, the song, the playlist",
        "আবার বাজানো: কিছু নয়, গান, প্লেলিস্ট",
    ),
    (
        "{n} songs are played; {mute} have no recording",
        "{n}টি গান বাজছে; {mute}টির রেকর্ডিং নেই",
    ),
    ("Save the playlist as M3U8", "প্লেলিস্ট M3U8 ফাইলে রাখুন"),
    ("Path of the playlist", "প্লেলিস্টের পথ"),
    (
        "none of these songs has a recording",
        "এসব গানের কোনোটিরই রেকর্ডিং নেই",
    ),
    (
        "no song of the playlist can be played",
        "প্লেলিস্টের কোনো গানই বাজানো যায় না",
    ),
    (
        "radio: there is no song left that was not heard",
        "রেডিও: শোনা হয়নি এমন কোনো গান আর বাকি নেই",
    ),
    // timeline
    ("Timeline", "সময়রেখা"),
    ("Now", "এখন"),
    ("How songs found their places", "গানগুলো কীভাবে জায়গা পেল"),
    (
        "Replay how songs found their places",
        "গানগুলো কীভাবে জায়গা পেল তা আবার দেখা",
    ),
    (
        "Replay how songs found their places (T)",
        "গানগুলো কীভাবে জায়গা পেল তা আবার দেখুন (T)",
    ),
    ("Hold the replay (T)", "পুনর্দর্শন থামান (T)"),
    ("Replay: {moment}", "পুনর্দর্শন: {moment}"),
    ("The songs as they are (Esc)", "গানগুলো এখন যেমন আছে (Esc)"),
    (
        "How fast the replay goes; click for the next speed",
        "পুনর্দর্শন কত দ্রুত চলবে; পরের গতির জন্য ক্লিক করুন",
    ),
    ("Fold the timeline", "সময়রেখা গুটিয়ে রাখুন"),
    ("Unfold the timeline", "সময়রেখা মেলে ধরুন"),
    ("before the first epoch", "প্রথম এপকের আগে"),
    ("epoch {n} of {last}", "এপক {n} / {last}"),
    ("map, step {n} of {last}", "মানচিত্র, ধাপ {n} / {last}"),
    ("{n} pictures", "{n}টি ছবি"),
    (
        "All songs, held-out ones too, at their posterior means: while the model learns two principal components, turned as the picture before; then the map as it is drawn.",
        "সব গান, আলাদা রাখাগুলোও, নিজ নিজ পোস্টেরিয়র গড়ে: মডেল শেখার সময় দুটি প্রধান উপাংশ, আগের ছবির মতো ঘোরানো; তারপর মানচিত্র যেভাবে আঁকা হয়।",
    ),
    (
        "Save the timeline as a film",
        "সময়রেখা চলচ্ছবি হিসেবে সংরক্ষণ করুন",
    ),
    ("Save the timeline", "সময়রেখা সংরক্ষণ"),
    ("Save film", "সংরক্ষণ করুন"),
    ("Stop saving", "সংরক্ষণ থামান"),
    ("Picture {done} of {n}", "ছবি {done} / {n}"),
    (
        "{n} pictures of all songs, {secs} seconds",
        "সব গানের {n}টি ছবি, {secs} সেকেন্ড",
    ),
    ("File path", "ফাইলের পথ"),
    (
        "A file of this name is there; it will be replaced.",
        "এই নামে একটি ফাইল আছে; তার জায়গায় নতুনটি লেখা হবে।",
    ),
    (
        "Something of this name is there; choose a new folder.",
        "এই নামে কিছু একটা আছে; নতুন ফোল্ডার বেছে নিন।",
    ),
    (
        "GIF has 256 colours and opens everywhere; APNG has all, in browsers. PNGs are a folder, one picture a file.",
        "GIF-এ 256 রং, সবখানে খোলে; APNG-তে সব রং, ব্রাউজারে। PNG হলো একটি ফোল্ডার, প্রতি ছবির একটি ফাইল।",
    ),
    ("Size", "আকার"),
    (
        "Width and height in pixels. Larger pictures take longer.",
        "পিক্সেলে প্রস্থ ও উচ্চতা। বড় ছবিতে সময় বেশি লাগে।",
    ),
    ("Pictures a second", "সেকেন্ডে কয়টি ছবি"),
    (
        "How fast the film goes. The last picture stays for two seconds.",
        "চলচ্ছবি কত দ্রুত চলবে। শেষ ছবিটি দুই সেকেন্ড থাকে।",
    ),
    ("Ground", "পটভূমি"),
    (
        "What is behind the songs. Colours are those of the map on that ground.",
        "গানগুলোর পেছনে যা থাকে। রং সেই পটভূমিতে মানচিত্রের রং।",
    ),
    ("dark", "গাঢ়"),
    ("light", "হালকা"),
    ("the timeline is in {path}", "সময়রেখা আছে {path}-এ"),
    ("stopped; nothing was written", "থামানো হয়েছে; কিছু লেখা হয়নি"),
    // training, and the hand on it
    ("Pause", "বিরতি"),
    ("Continue", "চালিয়ে যান"),
    ("Paused", "বিরতিতে"),
    ("Pausing…", "বিরতি নেওয়া হচ্ছে…"),
    ("Paused after epoch {n}", "এপক {n}-এর পর বিরতি"),
    (
        "Pause the run; its result will be the same",
        "বিরতি নিন; ফল একই থাকবে",
    ),
    ("Go on with the run", "আবার চালান"),
    (
        "Goes on where it paused. A pause changes nothing in the result.",
        "যেখানে থেমেছিল সেখান থেকে চলে। বিরতিতে ফল বদলায় না।",
    ),
    (
        "Rests after this batch. A pause changes nothing in the result.",
        "এই ব্যাচের পর থামে। বিরতিতে ফল বদলায় না।",
    ),
    ("Stop and keep", "থামিয়ে রেখে দিন"),
    (
        "Ends the training here and keeps the weights of this moment; it can go on later.",
        "প্রশিক্ষণ এখানেই শেষ করে এই মুহূর্তের ওজন রেখে দেয়; পরে আবার চালানো যায়।",
    ),
    ("Train further", "আরও শেখান"),
    ("by epochs", "এপক"),
    (
        "Goes on from the weights of the last epoch, with the optimiser and the random streams as they were, and adds to the history. The settings are those the model was trained with.",
        "শেষ এপকের ওজন থেকে চলে, অপটিমাইজার ও দৈব ধারা যেমন ছিল তেমনই, আর ইতিহাসে যোগ হয়। সেটিংস তা-ই, যা দিয়ে মডেল শেখানো হয়েছিল।",
    ),
    ("Trained further after epoch {n}", "এপক {n}-এর পর আরও শেখানো"),
    (
        "there is no model here whose training can go on",
        "এখানে এমন মডেল নেই যাকে আরও শেখানো যায়",
    ),
    (
        "{n} of {all} dimensions carry nothing: lower β or warm it up.",
        "{all}টির মধ্যে {n}টি মাত্রা কিছুই বহন করে না: β কমান বা ধীরে বাড়ান।",
    ),
    (
        "The posterior has collapsed: {n} of {all} dimensions carry nothing, so scores and map mean little. Lower β, warm it up, or give free nats.",
        "পোস্টেরিয়র ধসে গেছে: {all}টির মধ্যে {n}টি মাত্রা কিছুই বহন করে না, তাই স্কোর ও মানচিত্রের তেমন মানে নেই। β কমান, ধীরে বাড়ান, বা কিছু nat বিনা মূল্যে দিন।",
    ),
    ("Lower β to {n}", "β কমিয়ে {n}"),
    ("Warm up for {n} epochs", "{n} এপকে ধীরে বাড়ান"),
    ("{n} free nats", "বিনা মূল্যে {n} nat"),
    (
        "Changes this setting alone and trains anew. The settings before can be restored.",
        "শুধু এই সেটিং বদলে নতুন করে শেখায়। আগের সেটিংস ফেরানো যায়।",
    ),
    ("Remedy taken: {what}.", "প্রতিকার নেওয়া হয়েছে: {what}।"),
    ("Restore the settings", "সেটিংস ফেরান"),
    (
        "The settings as they were before the remedy; press Run to train by them.",
        "প্রতিকারের আগের সেটিংস; সেভাবে শেখাতে চালান চাপুন।",
    ),
    ("replayed", "দেখানো হচ্ছে"),
    ("Latent dimensions, epoch {n}", "ল্যাটেন্ট মাত্রা, এপক {n}"),
    (
        "Variance explained: {share}, {held} held out",
        "ব্যাখ্যাত ভেদাঙ্ক: {share}, আলাদা রাখায় {held}",
    ),
    (
        "KL divergence of each dimension from the prior, in nats, mean over songs; largest first. A dimension near 0 says nothing of any song.",
        "প্রায়র থেকে প্রতিটি মাত্রার KL দূরত্ব, nat-এ, গানের গড়; বড়টি আগে। 0-এর কাছের মাত্রা কোনো গান সম্পর্কে কিছু বলে না।",
    ),
    (
        "Dimensions whose posterior mean varies over songs by more than 0.01: Var(μ) > ε, with the ε of the settings. The others are as the prior, whatever the song (Burda et al. 2016).",
        "যেসব মাত্রায় পোস্টেরিয়র গড় গানভেদে 0.01-এর বেশি বদলায়: Var(μ) > ε, যেখানে ε সেটিংসের। বাকিগুলো যে গানই হোক প্রায়রের মতো (Burda প্রমুখ 2016)।",
    ),
    (
        "1 − Σ (x − x′)² / Σ (x − m)², from the posterior means: the share of what varies between songs that the latent gives back. m is the mean of the training songs, for held-out ones too.",
        "1 − Σ (x − x′)² / Σ (x − m)², পোস্টেরিয়র গড় থেকে: গানে গানে যা বদলায় তার যতটা ল্যাটেন্ট ফিরিয়ে দেয়। m প্রশিক্ষণের গানগুলোর গড়, আলাদা রাখাগুলোর জন্যও।",
    ),
    (
        "½ Σ (x − x′)², summed over features and averaged over songs: what is lost between a song and what the decoder makes of its latent. −log p(x|z) of a Gaussian decoder of unit variance, but for a constant (Kingma & Welling 2014).",
        "½ Σ (x − x′)², ফিচারে যোগ ও গানে গড়: গান আর তার ল্যাটেন্ট থেকে ডিকোডার যা বানায় তার মধ্যে যা হারায়। একক ভেদাঙ্কের গাউসীয় ডিকোডারের −log p(x|z), একটি ধ্রুবক বাদে (Kingma & Welling 2014)।",
    ),
    (
        "½ Σ (μ² + σ² − 1 − log σ²) in nats, averaged over songs: how far posteriors are from the prior N(0, 1), which is what the latent says of a song. Near 0 it says nothing: the posterior has collapsed (Bowman et al. 2016).",
        "½ Σ (μ² + σ² − 1 − log σ²), nat-এ, গানের গড়: পোস্টেরিয়র প্রায়র N(0, 1) থেকে কত দূরে, অর্থাৎ ল্যাটেন্ট গান সম্পর্কে যতটা বলে। 0-এর কাছে কিছুই বলে না: পোস্টেরিয়র ধসে গেছে (Bowman প্রমুখ 2016)।",
    ),
    (
        "Reconstruction + β · KL: what training makes small, with the β of that epoch. While β rises it rises too, so only epochs after the warm-up can be compared (Higgins et al. 2017).",
        "পুনর্গঠন + β · KL: প্রশিক্ষণ যা ছোট করে, সেই এপকের β দিয়ে। β বাড়ার সময় এটিও বাড়ে, তাই শুধু ওয়ার্ম-আপের পরের এপক তুলনা করা যায় (Higgins প্রমুখ 2017)।",
    ),
    // maps side by side, tools of the map, and the menus that select
    ("Pan (V)", "সরানো (V)"),
    ("Lasso (L)", "ল্যাসো (L)"),
    ("Box (B)", "বাক্স (B)"),
    ("Path (P)", "পথ (P)"),
    (
        "Drag to move the map. With Ctrl a drag draws a lasso, with Shift it zooms into a box.",
        "টেনে মানচিত্র সরান। Ctrl চেপে টানলে ল্যাসো আঁকা হয়, Shift চেপে টানলে বাক্সের ভেতরটা বড় হয়।",
    ),
    (
        "Drag around songs to select them. Hold Shift to add them, Alt or Ctrl to take them away.",
        "গানের চারপাশে টেনে সেগুলো বেছে নিন। Shift চেপে রাখলে যোগ হয়, Alt বা Ctrl চেপে রাখলে বাদ যায়।",
    ),
    (
        "Drag over songs to select them. Hold Shift to add them, Alt or Ctrl to take them away.",
        "গানের ওপর দিয়ে টেনে সেগুলো বেছে নিন। Shift চেপে রাখলে যোগ হয়, Alt বা Ctrl চেপে রাখলে বাদ যায়।",
    ),
    (
        "Draw a path over the map. The songs it passes are played in its order.",
        "মানচিত্রের ওপর একটি পথ আঁকুন। পথে যে গান পড়ে, সেগুলো সেই ক্রমে বাজে।",
    ),
    ("Maps side by side", "পাশাপাশি মানচিত্র"),
    (
        "Two to four maps share selection, pointer and colours. Each shows another picture.",
        "দুই থেকে চারটি মানচিত্রে নির্বাচন, পয়েন্টার আর রং একই থাকে। প্রতিটি আলাদা ছবি দেখায়।",
    ),
    ("One map", "একটি মানচিত্র"),
    ("Two maps", "দুটি মানচিত্র"),
    ("Three maps", "তিনটি মানচিত্র"),
    ("Four maps", "চারটি মানচিত্র"),
    ("Show where selected songs went", "বাছাই করা গান কোথায় গেল, দেখান"),
    (
        "When you select songs on one map, they fly to their places on the others. At most 120 of them do.",
        "একটি মানচিত্রে গান বাছলে সেগুলো অন্যগুলোতে নিজের জায়গায় উড়ে যায়। একবারে বড়জোর 120টি।",
    ),
    ("Map {n} of songs", "গানের {n} নম্বর মানচিত্র"),
    ("Map {n} shows", "{n} নম্বর মানচিত্রে আছে"),
    ("Close map {n}", "{n} নম্বর মানচিত্র বন্ধ করুন"),
    ("main map", "মূল মানচিত্র"),
    ("latent dimensions", "ল্যাটেন্ট মাত্রা"),
    ("dimension {n}", "মাত্রা {n}"),
    ("{what} alone (PCA)", "শুধু {what} (PCA)"),
    ("{method}, another seed", "{method}, অন্য সিড"),
    ("{method} of the same latents", "একই ল্যাটেন্ট থেকে {method}"),
    (
        "The run's map of its latent space. Its directions and scale mean nothing; who is near whom does.",
        "ল্যাটেন্ট জগতের মানচিত্র। এর দিক ও মাপের কোনো অর্থ নেই; কে কার কাছে, সেটাই অর্থ।",
    ),
    (
        "The two directions in which the latent space varies most. Distances are those within this plane.",
        "যে দুটি দিকে ল্যাটেন্ট জগৎ সবচেয়ে বেশি বদলায়। দূরত্বগুলো এই তলের ভেতরের।",
    ),
    (
        "Two dimensions of the latent space as they are. Drag their numbers to look along others.",
        "ল্যাটেন্ট জগতের দুটি মাত্রা, যেমন আছে। অন্যগুলো দেখতে তাদের নম্বর টানুন।",
    ),
    (
        "Principal components of these features alone, without the model. Songs that lack them are not on it.",
        "মডেল ছাড়া শুধু এই ফিচারগুলোর প্রধান উপাংশ। যে গানে এগুলো নেই, সেটি এতে নেই।",
    ),
    (
        "The same latent space drawn once more. What stays is in the data, what changes is in the drawing.",
        "একই ল্যাটেন্ট জগৎ আরেকবার আঁকা। যা একই থাকে তা তথ্যে আছে, যা বদলায় তা আঁকায়।",
    ),
    (
        "The map of a kept run, turned as the present one. Songs that took no part in it are not on it.",
        "রেখে দেওয়া একটি চালনার মানচিত্র, বর্তমানটির মতো ঘোরানো। যে গান তাতে ছিল না, সেটি এতে নেই।",
    ),
    ("{title}, seed {n}", "{title}, সিড {n}"),
    ("a run that was deleted", "মুছে ফেলা একটি চালনা"),
    ("Dimension across", "আড়াআড়ি মাত্রা"),
    ("Dimension upwards", "খাড়া মাত্রা"),
    (
        "One dimension of the latent space. Drag, or click to type its number.",
        "ল্যাটেন্ট জগতের একটি মাত্রা। টানুন, অথবা ক্লিক করে নম্বর লিখুন।",
    ),
    ("This map cannot be drawn", "এই মানচিত্র আঁকা যাচ্ছে না"),
    ("Drawing this map", "মানচিত্রটি আঁকা হচ্ছে"),
    ("It appears as soon as it is drawn", "আঁকা শেষ হলেই দেখা যাবে"),
    ("Nothing to draw yet", "এখনও আঁকার কিছু নেই"),
    (
        "This map is drawn when the run has ended",
        "চালানো শেষ হলে এই মানচিত্র আঁকা হবে",
    ),
    ("Take it out of the selection", "নির্বাচন থেকে এটি বাদ দিন"),
    ("Add it to the selection", "নির্বাচনে এটি যোগ করুন"),
    (
        "Click to select these songs alone. Hold Shift to add them, Alt to take them away.",
        "ক্লিক করলে শুধু এই গানগুলো বাছা হয়। Shift চেপে রাখলে যোগ হয়, Alt চেপে রাখলে বাদ যায়।",
    ),
    ("Select its cluster, {n}", "এর ক্লাস্টার বাছুন, {n}"),
    ("Select the songs of no cluster", "ক্লাস্টারহীন গানগুলো বাছুন"),
    ("Select it and its neighbours", "এটি ও এর প্রতিবেশীদের বাছুন"),
    ("Select {column}: {name}", "বাছুন, {column}: {name}"),
    ("Select all songs shown", "যেসব গান দেখা যাচ্ছে সব বাছুন"),
    ("Invert the selection", "নির্বাচন উল্টে দিন"),
    ("Undo", "পূর্বাবস্থায় ফিরুন"),
    ("Redo", "আবার করুন"),
    ("Select these songs", "এই গানগুলো বাছুন"),
    ("Add them to the selection", "এগুলো নির্বাচনে যোগ করুন"),
    ("Take them out of the selection", "এগুলো নির্বাচন থেকে বাদ দিন"),
    ("Keep only these in colour", "শুধু এগুলো রঙিন রাখুন"),
    ("Select the found songs", "খুঁজে পাওয়া গানগুলো বাছুন"),
    (
        "Click to grey out, double-click to keep only these, right-click to select them",
        "ক্লিকে ধূসর হয়, ডাবল-ক্লিকে শুধু এগুলো থাকে, ডান-ক্লিকে বাছা যায়",
    ),
    (
        "Let go: the line being drawn, the search, the selection, the song",
        "ছেড়ে দিন: আঁকা রেখা, খোঁজা, নির্বাচন, গান",
    ),
    ("Shift, Alt + drag", "Shift, Alt + টানা"),
    (
        "Add to the selection, take away from it",
        "নির্বাচনে যোগ, নির্বাচন থেকে বাদ",
    ),
    ("Ctrl + drag", "Ctrl + টানা"),
    ("Lasso while panning", "সরানোর সময় ল্যাসো"),
    ("Shift + click", "Shift + ক্লিক"),
    (
        "Take a song into the selection, or out of it",
        "গান নির্বাচনে নিন বা বাদ দিন",
    ),
    // table of songs, selection, trust
    (
        "(b − a) / max(a, b), with a the mean distance to its own cluster and b to the next one. Below 0 the song is nearer to another cluster (Rousseeuw 1987).",
        "(b − a) / max(a, b), যেখানে a নিজের ক্লাস্টারের গড় দূরত্ব আর b পরেরটির। 0-এর নিচে হলে গানটি অন্য ক্লাস্টারের বেশি কাছে (Rousseeuw 1987)।",
    ),
    (
        "1 when all neighbours on the map are neighbours in the latent space, less for each false one by its rank. Trustworthiness of the song (Venna & Kaski 2001).",
        "মানচিত্রের সব প্রতিবেশী ল্যাটেন্ট জগতেও প্রতিবেশী হলে 1, প্রতিটি ভুল প্রতিবেশীর জন্য তার ক্রম অনুযায়ী কম। গানটির বিশ্বস্ততা (Venna & Kaski 2001)।",
    ),
    (
        "A label of the library. It was not shown to the model unless the settings say so.",
        "গানভান্ডারের একটি লেবেল। সেটিংসে না বললে মডেলকে এটি দেখানো হয়নি।",
    ),
    (
        "A number column of the manifest. It is a feature only where the weight of numbers is above 0.",
        "তালিকার সংখ্যার কলাম। সংখ্যার ওজন 0-এর বেশি হলেই শুধু এটি ফিচার।",
    ),
    (
        "A perplexity of {p} is about the most that {n} songs allow: only coarse heaps are left.",
        "{n}টি গানে perplexity বড়জোর প্রায় {p} হতে পারে: শুধু মোটা দাগের জটলাই থাকে।",
    ),
    (
        "A perplexity of {p} is small beside {n} songs: who is next to whom is kept, where heaps lie among each other is not.",
        "{n}টি গানের তুলনায় {p} perplexity কম: কে কার পাশে তা থাকে, জটলাগুলো পরস্পরের কোন দিকে তা থাকে না।",
    ),
    (
        "A perplexity of {p} is small: t-SNE then draws little heaps out of pure noise, too.",
        "{p} perplexity কম: t-SNE তখন নিছক গোলমাল থেকেও ছোট ছোট জটলা আঁকে।",
    ),
    (
        "A silhouette of {s} is weak: clusters touch, and songs at their borders could be in another.",
        "সিলুয়েট {s} দুর্বল: ক্লাস্টারগুলো লেগে আছে, সীমানার গান অন্যটিতেও থাকতে পারত।",
    ),
    (
        "A silhouette of {s} says that clusters hardly part: they are slices of one cloud.",
        "সিলুয়েট {s} বলছে ক্লাস্টারগুলো প্রায় আলাদাই নয়: এগুলো একই মেঘের টুকরো।",
    ),
    (
        "A silhouette of {s} stands for clusters that are clearly parted.",
        "সিলুয়েট {s} মানে ক্লাস্টারগুলো স্পষ্ট আলাদা।",
    ),
    (
        "A silhouette of {s} stands for clusters that are reasonably parted.",
        "সিলুয়েট {s} মানে ক্লাস্টারগুলো মোটামুটি আলাদা।",
    ),
    ("Agreement", "মিল"),
    ("Artist", "শিল্পী"),
    ("Bright on the map only", "শুধু মানচিত্রে উজ্জ্বলগুলো"),
    ("Careful: {sentence}", "সাবধান: {sentence}"),
    (
        "Choose which columns are shown.",
        "কোন কোন কলাম দেখা যাবে বেছে নিন।",
    ),
    ("Clear filters", "ছাঁকনি মুছুন"),
    ("Click to select them.", "এগুলো নির্বাচন করতে ক্লিক করুন।"),
    ("Cluster", "ক্লাস্টার"),
    ("Clusters by label", "লেবেল অনুযায়ী ক্লাস্টার"),
    (
        "The clustering comes out much the same from other seeds of its own (ARI {seeds}) and other samples of the songs ({samples}), {n} runs each: single songs change sides.",
        "ক্লাস্টারিংয়ের অন্য seed (ARI {seeds}) ও গানের অন্য নমুনা ({samples}) থেকে ক্লাস্টারগুলো প্রায় একই আসে, প্রতিটি {n} বার: কিছু গান দল বদলায়।",
    ),
    (
        "The clustering comes out otherwise from other seeds of its own (ARI {seeds}) or other samples of the songs ({samples}), {n} runs each: do not build on it.",
        "ক্লাস্টারিংয়ের অন্য seed (ARI {seeds}) বা গানের অন্য নমুনা ({samples}) থেকে ক্লাস্টারগুলো অন্যরকম আসে, প্রতিটি {n} বার: এদের ওপর ভরসা করবেন না।",
    ),
    (
        "The clustering comes out the same from other seeds of its own (ARI {seeds}) and other samples of the songs ({samples}), {n} runs each.",
        "ক্লাস্টারিংয়ের অন্য seed (ARI {seeds}) ও গানের অন্য নমুনা ({samples}) থেকেও ক্লাস্টারগুলো একই আসে, প্রতিটি {n} বার।",
    ),
    (
        "The clustering, which has no seed, comes out the same from other samples of the songs (ARI {samples}, {n} runs).",
        "ক্লাস্টারিংটির seed নেই; গানের অন্য নমুনা থেকেও ক্লাস্টারগুলো একই আসে (ARI {samples}, {n} বার)।",
    ),
    (
        "The clustering, which has no seed, comes out much the same from other samples of the songs (ARI {samples}, {n} runs): single songs change sides.",
        "ক্লাস্টারিংটির seed নেই; গানের অন্য নমুনা থেকে ক্লাস্টারগুলো প্রায় একই আসে (ARI {samples}, {n} বার): কিছু গান দল বদলায়।",
    ),
    (
        "The clustering, which has no seed, comes out otherwise from other samples of the songs (ARI {samples}, {n} runs): do not build on it.",
        "ক্লাস্টারিংটির seed নেই; গানের অন্য নমুনা থেকে ক্লাস্টারগুলো অন্যরকম আসে (ARI {samples}, {n} বার): এর ওপর ভরসা করবেন না।",
    ),
    (
        "Clusters that are wide here are wide in the latent space (ρ {rho} over {n} clusters).",
        "এখানে যে ক্লাস্টার ছড়ানো, ল্যাটেন্ট জগতেও তা ছড়ানো ({n}টি ক্লাস্টারে ρ {rho})।",
    ),
    (
        "Clusters {a} and {b} lie nearest to each other here, but are only number {place} of {n} pairs there.",
        "এখানে ক্লাস্টার {a} ও {b} সবচেয়ে কাছাকাছি, কিন্তু সেখানে {n}টি জোড়ার মধ্যে {place} নম্বরে।",
    ),
    (
        "Colour the map by trustworthiness",
        "বিশ্বস্ততা দিয়ে মানচিত্র রাঙান",
    ),
    ("Comparing with all songs", "সব গানের সঙ্গে তুলনা চলছে"),
    (
        "Difference of the means in standard deviations over all songs, farthest first. Quiet ones, with ≈, are within what as many songs drawn at random would give (5 % over all features together).",
        "গড়ের পার্থক্য, সব গানের প্রমিত বিচ্যুতিতে, সবচেয়ে বেশিটি আগে। ≈ চিহ্নিতগুলো ততটাই আলাদা, যতটা দৈবভাবে তোলা সমান সংখ্যক গানও হতে পারত (সব ফিচার মিলিয়ে 5 %)।",
    ),
    (
        "Distances between clusters have much the same order in the latent space (ρ {rho} over {n} pairs), but {method} does not aim at it: compare them there, not on the map.",
        "ক্লাস্টারের মধ্যের দূরত্বের ক্রম ল্যাটেন্ট জগতেও প্রায় এমনই ({n}টি জোড়ায় ρ {rho}), তবে {method} তা রাখতে চায় না: দূরত্ব তুলনা করুন সেখানে, মানচিত্রে নয়।",
    ),
    (
        "Distances between clusters have a similar order in the latent space, not the same (ρ {rho} over {n} pairs), and {method} does not aim at it: compare them there, not on the map.",
        "ক্লাস্টারের মধ্যের দূরত্বের ক্রম ল্যাটেন্ট জগতে কাছাকাছি, এক নয় ({n}টি জোড়ায় ρ {rho}), আর {method} তা রাখতে চায় না: দূরত্ব তুলনা করুন সেখানে, মানচিত্রে নয়।",
    ),
    (
        "Distances between clusters may be read by their order: it is that of the latent space (ρ {rho} over {n} pairs).",
        "ক্লাস্টারের মধ্যের দূরত্বের ক্রম পড়া যায়: ল্যাটেন্ট জগতেও ক্রমটি এমনই ({n}টি জোড়ায় ρ {rho})।",
    ),
    (
        "Do not read distances between clusters: the latent space has another order (ρ {rho} over {n} pairs).",
        "ক্লাস্টারের মধ্যের দূরত্ব পড়বেন না: ল্যাটেন্ট জগতে ক্রম অন্যরকম ({n}টি জোড়ায় ρ {rho})।",
    ),
    (
        "Do not read sizes of clusters: cluster {here} is the widest here, cluster {there} in the latent space (ρ {rho}).",
        "ক্লাস্টারের আকার পড়বেন না: এখানে সবচেয়ে ছড়ানো ক্লাস্টার {here}, ল্যাটেন্ট জগতে ক্লাস্টার {there} (ρ {rho})।",
    ),
    (
        "Do not read sizes of clusters: their order is another than in the latent space (ρ {rho} over {n} clusters).",
        "ক্লাস্টারের আকার পড়বেন না: ল্যাটেন্ট জগতে তাদের ক্রম অন্যরকম ({n}টি ক্লাস্টারে ρ {rho})।",
    ),
    (
        "Draw around songs on the map with the lasso, or click rows of the song table with Ctrl or Shift",
        "মানচিত্রে ল্যাসো দিয়ে গান ঘিরুন, অথবা Ctrl বা Shift চেপে গানের তালিকার সারিতে ক্লিক করুন",
    ),
    (
        "Each song gets the colour of its own trustworthiness: dark ones lie among strangers. The bars below have the same colours.",
        "প্রতিটি গান নিজের বিশ্বস্ততার রং পায়: গাঢ়গুলো অচেনাদের মাঝে পড়ে আছে। নিচের দণ্ডগুলোর রংও একই।",
    ),
    (
        "Euclidean distance in latent space to the mean of the song's cluster. The smallest are the most typical.",
        "ল্যাটেন্ট জগতে গানটির ক্লাস্টারের গড় থেকে ইউক্লিডীয় দূরত্ব। সবচেয়ে কমগুলোই সবচেয়ে প্রতিনিধিত্বশীল।",
    ),
    (
        "Every song is noise: there is no cluster, so nothing can be scored.",
        "সব গানই নয়েজ: কোনো ক্লাস্টার নেই, তাই কিছুই মাপা যায় না।",
    ),
    ("File", "ফাইল"),
    ("Filter {column}", "{column} ছাঁকুন"),
    ("From centre", "কেন্দ্র থেকে"),
    (
        "How many selected songs are in each cluster and class. Songs of unknown class are not counted.",
        "নির্বাচিত কতটি গান কোন ক্লাস্টারে ও কোন শ্রেণিতে। অজানা শ্রেণির গান গোনা হয় না।",
    ),
    (
        "Clusters that are wide here are wide in the latent space (ρ {rho} over {n} clusters), but {method} does not aim at it: compare sizes there, not on the map.",
        "এখানে যে ক্লাস্টার ছড়ানো, ল্যাটেন্ট জগতেও তা ছড়ানো ({n}টি ক্লাস্টারে ρ {rho}), তবে {method} তা রাখতে চায় না: বিস্তার তুলনা করুন সেখানে, মানচিত্রে নয়।",
    ),
    (
        "How wide a cluster is here tells only roughly how wide it is (ρ {rho} over {n} clusters), and {method} does not aim at it: compare sizes in the latent space.",
        "ক্লাস্টার এখানে কতটা ছড়ানো, তা থেকে আসল বিস্তার শুধু মোটামুটি বোঝা যায় ({n}টি ক্লাস্টারে ρ {rho}), আর {method} তা রাখতে চায় না: বিস্তার তুলনা করুন ল্যাটেন্ট জগতে।",
    ),
    (
        "How wide a cluster is here tells only roughly how wide it is (ρ {rho} over {n} clusters).",
        "ক্লাস্টার এখানে কতটা ছড়ানো, তা থেকে আসল বিস্তার শুধু মোটামুটি বোঝা যায় ({n}টি ক্লাস্টারে ρ {rho})।",
    ),
    ("Invert", "উল্টে দিন"),
    (
        "It is of {n} songs drawn at random.",
        "এটি দৈবভাবে তোলা {n}টি গানের।",
    ),
    ("Known of none of these songs", "এই গানগুলোর কোনোটিরই জানা নেই"),
    (
        "Known of {n} selected songs; {deviations} standard deviations apart",
        "নির্বাচিত {n}টি গানের জানা; {deviations} প্রমিত বিচ্যুতি দূরে",
    ),
    ("Length", "দৈর্ঘ্য"),
    (
        "Length of the recording. Known once it was decoded.",
        "রেকর্ডিংয়ের দৈর্ঘ্য। ডিকোড করার পর জানা যায়।",
    ),
    ("List all songs", "সব গান দেখান"),
    (
        "List only songs that neither the legend nor the search greys.",
        "শুধু সেসব গান দেখান, যেগুলো রঙের তালিকা বা খোঁজা ধূসর করেনি।",
    ),
    (
        "List only the songs of the selection.",
        "শুধু নির্বাচিত গানগুলো দেখান।",
    ),
    (
        "Many songs that lie together here do not belong together.",
        "এখানে পাশাপাশি থাকা অনেক গান আসলে একসঙ্গের নয়।",
    ),
    (
        "Mean of each number column over the selected songs of which it is known, and over all songs.",
        "প্রতিটি সংখ্যার কলামের গড়: যেসব নির্বাচিত গানের জানা তাদের, আর সব গানের।",
    ),
    (
        "Most songs that lie together here belong together; check single ones by their lines.",
        "এখানে পাশাপাশি থাকা বেশির ভাগ গান একসঙ্গেরই; একেকটি গান তার রেখা দেখে যাচাই করুন।",
    ),
    (
        "Neighbours are torn apart more often than strangers are pushed in.",
        "অচেনাদের ঢুকে পড়ার চেয়ে প্রতিবেশীদের ছিঁড়ে যাওয়াই বেশি।",
    ),
    (
        "No number of clusters stands out by {by}, so the given {k} were made: there may be no clusters.",
        "{by} অনুযায়ী কোনো ক্লাস্টার-সংখ্যা আলাদা করে ওঠে না, তাই দেওয়া {k}টিই করা হয়েছে: হয়তো কোনো ক্লাস্টারই নেই।",
    ),
    ("No song passes every filter", "কোনো গান সব ছাঁকনি পেরোয়নি"),
    ("No songs listed", "কোনো গান দেখানোর নেই"),
    ("None", "কোনোটিই নয়"),
    (
        "Nothing is selected: draw around songs on the map, or list all songs",
        "কিছু নির্বাচন করা হয়নি: মানচিত্রে গান ঘিরুন, অথবা সব গান দেখান",
    ),
    ("Numbers, means", "সংখ্যা, গড়"),
    (
        "Of a song's {k} nearest in the latent space {kept} % are among its {k} nearest on the map (by chance {chance} %).",
        "ল্যাটেন্ট জগতে একটি গানের নিকটতম {k}টির {kept} % মানচিত্রেও তার নিকটতম {k}টির মধ্যে (দৈবে {chance} %)।",
    ),
    (
        "Of songs it has not seen the model knows no more than the mean: it explains {held} % of their variance, and {train} % in training.",
        "না-দেখা গান সম্পর্কে মডেল গড়ের বেশি কিছু জানে না: তাদের ভেদাঙ্কের {held} % ব্যাখ্যা করে, প্রশিক্ষণে {train} %।",
    ),
    (
        "Other ways that choose as many: {n}.",
        "আরও যতটি উপায় একই সংখ্যা বাছে: {n}।",
    ),
    (
        "Others choose otherwise: {ways}.",
        "অন্যগুলো অন্য সংখ্যা বাছে: {ways}।",
    ),
    ("Path of the file", "ফাইলের পথ"),
    ("Play all", "সব বাজান"),
    (
        "Play these songs one after the other, in the order of the library.",
        "গানগুলো গানভান্ডারের ক্রমে একের পর এক বাজান।",
    ),
    (
        "Read distances between clusters only where they differ much: the latent space has a similar order, not the same (ρ {rho} over {n} pairs).",
        "ক্লাস্টারের মধ্যের দূরত্ব শুধু বড় পার্থক্য হলে পড়ুন: ল্যাটেন্ট জগতে ক্রম কাছাকাছি, এক নয় ({n}টি জোড়ায় ρ {rho})।",
    ),
    ("Save", "সংরক্ষণ"),
    ("Save as playlist…", "প্লেলিস্ট হিসেবে রাখুন…"),
    ("Save as table…", "সারণি হিসেবে রাখুন…"),
    (
        "Scroll to the song that was chosen on the map or played last.",
        "মানচিত্রে বাছা বা শেষে বাজানো গানটিতে যান।",
    ),
    ("Select nothing.", "কিছুই নির্বাচন করবেন না।"),
    (
        "Select the songs that are not selected, and let go of these.",
        "যেগুলো নির্বাচিত নয় সেগুলো নির্বাচন করুন, এগুলো ছেড়ে দিন।",
    ),
    ("Selected only", "শুধু নির্বাচিত"),
    (
        "Share of each class among the selected songs, beside its share of all songs (the tick). Songs whose class is unknown are left out of both.",
        "নির্বাচিত গানে প্রতিটি শ্রেণির ভাগ, পাশে সব গানে তার ভাগ (দাগটি)। যে গানের শ্রেণি অজানা, তা দুটিতেই বাদ।",
    ),
    (
        "Share of the nearest songs by sound that are among the nearest by words. Known of songs that have both.",
        "শব্দে নিকটতম গানের যত ভাগ কথায়ও নিকটতম। যেসব গানের দুটিই আছে তাদের জানা।",
    ),
    ("Song {title}", "গান {title}"),
    (
        "Songs that lie together here belong together.",
        "এখানে পাশাপাশি থাকা গান একসঙ্গেরই।",
    ),
    ("Songs without a value are left out", "মান ছাড়া গান বাদ"),
    ("Sound, against all songs", "শব্দ, সব গানের তুলনায়"),
    (
        "Strangers are pushed in more often than neighbours are torn apart.",
        "প্রতিবেশীদের ছিঁড়ে যাওয়ার চেয়ে অচেনাদের ঢুকে পড়াই বেশি।",
    ),
    (
        "The PCA picture beside it shows true distances, but of {share} % of the variance only.",
        "পাশের PCA ছবি আসল দূরত্ব দেখায়, তবে ভেদাঙ্কের মাত্র {share} %-এর।",
    ),
    (
        "The artist, from the tags or the manifest. Songs of one artist are held out together.",
        "শিল্পী, ট্যাগ বা তালিকা থেকে। একই শিল্পীর গান একসঙ্গে আলাদা রাখা হয়।",
    ),
    (
        "The cluster, largest first. A song without one is noise to the method.",
        "ক্লাস্টার, সবচেয়ে বড়টি আগে। যে গানের নেই, পদ্ধতির কাছে তা নয়েজ।",
    ),
    (
        "The latent space has collapsed, {n} of {all} dimensions carry anything: scores and map are of noise.",
        "ল্যাটেন্ট জগৎ ধসে পড়েছে, {all}টি মাত্রার {n}টিতে কিছু আছে: স্কোর ও মানচিত্র নিছক গোলমালের।",
    ),
    (
        "The model explains {held} % of the variance of songs it has not seen, {train} % in training.",
        "মডেল না-দেখা গানের ভেদাঙ্কের {held} % ব্যাখ্যা করে, প্রশিক্ষণে {train} %।",
    ),
    (
        "The model explains {train} % of the variance in training and {held} % in songs it has not seen: much is learnt by heart.",
        "মডেল প্রশিক্ষণে ভেদাঙ্কের {train} % আর না-দেখা গানে {held} % ব্যাখ্যা করে: অনেকটাই মুখস্থ।",
    ),
    (
        "The number of clusters, {k}, was given and not found: another would cut elsewhere.",
        "ক্লাস্টারের সংখ্যা {k} দেওয়া হয়েছে, খুঁজে পাওয়া নয়: অন্য সংখ্যায় ভাগ অন্য জায়গায় হতো।",
    ),
    (
        "The perplexity of {p} suits {n} songs: each is placed by about so many neighbours.",
        "{n}টি গানে {p} perplexity মানানসই: প্রতিটি গানের জায়গা প্রায় ততজন প্রতিবেশী দিয়ে ঠিক হয়।",
    ),
    (
        "The perplexity was lowered to {p}, the most that {n} songs allow: only coarse heaps are left.",
        "perplexity কমিয়ে {p} করা হয়েছে, {n}টি গানে এর বেশি হয় না: শুধু মোটা দাগের জটলাই থাকে।",
    ),
    (
        "The recording, else the lyrics, from the folder of the library. Nothing where the manifest has the words.",
        "রেকর্ডিং, না থাকলে গানের কথা, গানভান্ডারের ফোল্ডার থেকে। কথা তালিকাতেই থাকলে কিছু নেই।",
    ),
    (
        "The silhouette of {s} looks good only because hardly anything is left to differ.",
        "সিলুয়েট {s} ভালো দেখায় শুধু এ কারণে যে আলাদা হওয়ার মতো প্রায় কিছুই বাকি নেই।",
    ),
    ("The table is being made", "সারণি তৈরি হচ্ছে"),
    (
        "The title, from the tags, the manifest or the file name. The dot has the song's colour on the map.",
        "শিরোনাম, ট্যাগ, তালিকা বা ফাইলের নাম থেকে। বিন্দুটির রং মানচিত্রে গানটির রং।",
    ),
    (
        "The two axes hold only {share} % of the variance: songs that lie together are often far apart in the rest.",
        "দুটি অক্ষে ভেদাঙ্কের মাত্র {share} %: পাশাপাশি থাকা গান বাকিটায় প্রায়ই অনেক দূরে।",
    ),
    (
        "The two axes hold {share} % of the variance: songs that lie together may be apart in the rest.",
        "দুটি অক্ষে ভেদাঙ্কের {share} %: পাশাপাশি থাকা গান বাকিটায় দূরে হতে পারে।",
    ),
    (
        "The two axes hold {share} % of the variance: this is nearly all there is.",
        "দুটি অক্ষে ভেদাঙ্কের {share} %: প্রায় সবটাই এখানে।",
    ),
    (
        "There is only one cluster, so there is nothing to be parted.",
        "ক্লাস্টার একটিই, তাই আলাদা করার কিছু নেই।",
    ),
    (
        "There is such a file. Save again to replace it.",
        "এই নামে ফাইল আছে। বদলে দিতে আবার সংরক্ষণ চাপুন।",
    ),
    ("Title", "শিরোনাম"),
    ("To the current song", "চলতি গানে যান"),
    (
        "Trustworthiness: 1 − 2/(nk(2n − 3k − 1)) Σ (r − k), over songs that are among the k nearest on the map but only at rank r in the latent space; continuity: the two exchanged (Venna & Kaski 2001). Neighbours kept: the share of the k nearest that are the same in both.",
        "বিশ্বস্ততা: 1 − 2/(nk(2n − 3k − 1)) Σ (r − k), সেসব গানে যেগুলো মানচিত্রে নিকটতম k-র মধ্যে অথচ ল্যাটেন্ট জগতে r নম্বরে; ধারাবাহিকতা: দুটি অদলবদল করে (Venna & Kaski 2001)। রক্ষিত প্রতিবেশী: নিকটতম k-র যত ভাগ দুটিতেই এক।",
    ),
    (
        "UMAP looked at {k} neighbours of each song only: little heaps may be chance.",
        "UMAP প্রতিটি গানের মাত্র {k}টি প্রতিবেশী দেখেছে: ছোট জটলা দৈব হতে পারে।",
    ),
    (
        "UMAP placed each of {n} songs by {k} neighbours: smaller heaps than that mean little.",
        "UMAP {n}টি গানের প্রতিটিকে {k}টি প্রতিবেশী দিয়ে বসিয়েছে: এর চেয়ে ছোট জটলার অর্থ সামান্য।",
    ),
    ("What may be read from the scores", "স্কোর থেকে যা পড়া যায়"),
    ("What may be read from this map", "এই মানচিত্র থেকে যা পড়া যায়"),
    ("Where to write it", "কোথায় লেখা হবে"),
    (
        "With fewer than four songs there is nothing to judge",
        "চারটির কম গানে বিচার করার কিছু নেই",
    ),
    (
        "With {n} songs a single one changes much: take heaps of a handful as anecdotes.",
        "{n}টি গানে একটিই অনেক কিছু বদলায়: হাতে গোনা কয়েকটির জটলাকে গল্প হিসেবেই নিন।",
    ),
    ("Words it contains", "যেসব শব্দ আছে"),
    ("Words that set it apart", "যেসব শব্দে এগুলো আলাদা"),
    (
        "Words these songs use more than other songs in the same language: difference in mean TF-IDF over its standard error, largest first. As for clusters (stratified test of van Elteren 1960).",
        "একই ভাষার অন্য গানের চেয়ে এই গানগুলো যেসব শব্দ বেশি ব্যবহার করে: গড় TF-IDF-এর পার্থক্য ভাগ তার প্রমিত ত্রুটি, বড়টি আগে। ক্লাস্টারের মতোই (van Elteren 1960-এর স্তরভিত্তিক পরীক্ষা)।",
    ),
    (
        "Write a CSV file: a row a song, with labels, cluster and scores.",
        "CSV ফাইল লিখুন: প্রতি গানে এক সারি, সঙ্গে লেবেল, ক্লাস্টার ও স্কোর।",
    ),
    (
        "Write an M3U8 file that music players open.",
        "M3U8 ফাইল লিখুন, যা গান বাজানোর প্রোগ্রাম খুলতে পারে।",
    ),
    ("brighter", "বেশি উজ্জ্বল"),
    ("continuity", "ধারাবাহিকতা"),
    ("darker", "বেশি গাঢ়"),
    ("faster", "বেশি দ্রুত"),
    ("from", "থেকে"),
    ("here", "এখানে"),
    (
        "k = {k} neighbours of every song",
        "প্রতিটি গানের k = {k} প্রতিবেশী",
    ),
    (
        "k = {k} neighbours, of {n} songs drawn at random",
        "k = {k} প্রতিবেশী, দৈবভাবে তোলা {n}টি গানের",
    ),
    ("known from {low} to {high}", "জানা মান {low} থেকে {high}"),
    ("less of the note {note}", "{note} সুর কম"),
    ("less treble", "চড়া সুর কম"),
    ("louder", "বেশি জোরালো"),
    ("more changing in loudness", "জোর বেশি ওঠানামা করে"),
    ("more even in loudness", "জোর বেশি সমান"),
    ("more of the note {note}", "{note} সুর বেশি"),
    ("more tonal", "বেশি সুরেলা"),
    ("more treble", "চড়া সুর বেশি"),
    ("narrower in the spectrum", "বর্ণালিতে কম ছড়ানো"),
    ("neighbours kept", "রক্ষিত প্রতিবেশী"),
    ("noisier", "বেশি কোলাহল"),
    ("of the library", "গানভান্ডারের"),
    ("of {all} songs", "{all}টি গানের মধ্যে"),
    ("overall", "সব মিলে"),
    ("quieter", "বেশি মৃদু"),
    ("sharper", "বেশি তীক্ষ্ণ"),
    ("slower", "বেশি ধীর"),
    ("softer", "বেশি কোমল"),
    ("to", "পর্যন্ত"),
    ("wider in the spectrum", "বর্ণালিতে বেশি ছড়ানো"),
    (
        "{class}: {here} of {n} selected songs, {overall} of {all} overall",
        "{class}: নির্বাচিত {n}টির {here}টি, সব মিলে {all}টির {overall}টি",
    ),
    ("{column} contains", "{column}-এ আছে"),
    ("{column} from", "{column}, কত থেকে"),
    ("{column} to", "{column}, কত পর্যন্ত"),
    (
        "{column}: agreement with it (ARI {ari}) is trivial, for its classes are written in different scripts and the model saw letters.",
        "{column}: এর সঙ্গে মিল (ARI {ari}) তুচ্ছ, কারণ শ্রেণিগুলো আলাদা লিপিতে লেখা আর মডেল অক্ষর দেখেছে।",
    ),
    (
        "{column}: clusters agree with it beyond chance (ARI {ari}, shuffles at most {high}; purity {purity}, majority {majority}).",
        "{column}: ক্লাস্টারের মিল দৈবের চেয়ে বেশি (ARI {ari}, এলোমেলো করলে বড়জোর {high}; বিশুদ্ধতা {purity}, সংখ্যাগরিষ্ঠ {majority})।",
    ),
    (
        "{column}: clusters agree with it no better than with shuffled labels (ARI {ari}; 95 % of shuffles give {low} to {high}).",
        "{column}: ক্লাস্টারের মিল এলোমেলো লেবেলের চেয়ে বেশি নয় (ARI {ari}; এলোমেলোর 95 % দেয় {low} থেকে {high})।",
    ),
    (
        "{column}: clusters of the model agree better (ARI {model}) than those of the best simpler space ({name}, {baseline}). One run is no proof: compare several seeds.",
        "{column}: মডেলের ক্লাস্টারের মিল (ARI {model}) সবচেয়ে ভালো সরল জগতের ({name}, {baseline}) চেয়ে বেশি। একবার চালানো প্রমাণ নয়: কয়েকটি seed তুলনা করুন।",
    ),
    (
        "{column}: clusters without the model ({name}, ARI {baseline}) agree as well as with it ({model}): here it adds nothing.",
        "{column}: মডেল ছাড়া ক্লাস্টারের ({name}, ARI {baseline}) মিল মডেলের ({model}) সমানই: এখানে মডেল কিছু যোগ করেনি।",
    ),
    (
        "{column}: it is itself among the features, so agreement with it (ARI {ari}) is no finding.",
        "{column}: এটি নিজেই ফিচারে আছে, তাই এর সঙ্গে মিল (ARI {ari}) কোনো আবিষ্কার নয়।",
    ),
    (
        "{column}: mean {here} here, {overall} overall",
        "{column}: গড় এখানে {here}, সব মিলে {overall}",
    ),
    (
        "{column}: not scored, because the model was told it.",
        "{column}: মাপা হয়নি, কারণ মডেলকে এটি বলে দেওয়া হয়েছে।",
    ),
    (
        "{column}: the agreement is beyond chance (ARI {ari}), but a purity of {purity} is what one single cluster would have (majority {majority}).",
        "{column}: মিল দৈবের চেয়ে বেশি (ARI {ari}), কিন্তু {purity} বিশুদ্ধতা একটিমাত্র ক্লাস্টারেরও থাকত (সংখ্যাগরিষ্ঠ {majority})।",
    ),
    (
        "{column}: {n} of {all} labels were detected from the words, not given.",
        "{column}: {all}টি লেবেলের {n}টি কথা থেকে অনুমান করা, দেওয়া নয়।",
    ),
    (
        "{k} clusters were chosen by {by}.",
        "{by} অনুযায়ী {k}টি ক্লাস্টার বাছা হয়েছে।",
    ),
    ("{mean} overall", "সব মিলে {mean}"),
    (
        "{method} found {k} clusters by itself; its own settings decide how many.",
        "{method} নিজেই {k}টি ক্লাস্টার পেয়েছে; কয়টি হবে তা তার নিজের সেটিংসে ঠিক হয়।",
    ),
    ("{method} of {n} songs", "{n}টি গানের {method}"),
    (
        "{method} was asked for, but there are too few songs for it: the PCA picture stands in.",
        "{method} চাওয়া হয়েছিল, কিন্তু গান খুব কম: তার বদলে PCA ছবি।",
    ),
    (
        "{method} was stopped before it had settled: places are not final.",
        "{method} স্থির হওয়ার আগেই থামানো হয়েছে: জায়গাগুলো চূড়ান্ত নয়।",
    ),
    (
        "{n} clusters have too few distances between them to tell whether {method} kept their order.",
        "{n}টি ক্লাস্টারের মধ্যে দূরত্ব এত কম যে {method} তাদের ক্রম রেখেছে কি না বলা যায় না।",
    ),
    ("{n} of {all} songs", "{all}টির মধ্যে {n}টি গান"),
    (
        "{n} of {all} songs lack sound or words and stand at the mean of what they lack.",
        "{all}টির মধ্যে {n}টি গানের শব্দ বা কথা নেই; যা নেই তার গড়ে এদের রাখা হয়।",
    ),
    ("{n} others", "আরও {n}টি"),
    (
        "{n} songs ({share} %) are in no cluster and left out of the silhouette.",
        "{n}টি গান ({share} %) কোনো ক্লাস্টারে নেই, সিলুয়েটে বাদ।",
    ),
    (
        "{n} songs ({share} %) are in no cluster and left out of the silhouette: it tells of the others only, and looks better for it.",
        "{n}টি গান ({share} %) কোনো ক্লাস্টারে নেই, সিলুয়েটে বাদ: সিলুয়েট শুধু বাকিদের কথা বলে, তাই বেশি ভালো দেখায়।",
    ),
    (
        "{n} songs from {from} to {to}",
        "{from} থেকে {to}: {n}টি গান",
    ),
    (
        "{n} songs: {cluster}, {class}",
        "{n}টি গান: {cluster}, {class}",
    ),
    ("select songs first", "আগে গান নির্বাচন করুন"),
    // runs
    ("Table", "সারণি"),
    ("Chart", "লেখচিত্র"),
    ("Weights", "ওজন"),
    ("Filter", "বাছাই"),
    ("Filter runs", "চালনা বাছাই"),
    (
        "Runs whose name, settings or note have all of these words",
        "যেসব চালনার নাম, সেটিংস বা টীকায় এই সব শব্দ আছে",
    ),
    ("Runs are not kept", "চালনা জমা রাখা হয় না"),
    (
        "There is no folder for them on this system; the results can be written by Export",
        "এই কম্পিউটারে এর জন্য কোনো ফোল্ডার নেই; ফল রপ্তানি করে রাখা যায়",
    ),
    ("No runs to show", "দেখানোর মতো চালনা নেই"),
    ("No run has all of these words", "কোনো চালনাতেই এই সব শব্দ নেই"),
    (
        "Give up the runs from other seeds; those that ended stay",
        "অন্য সিডের চালনা বাদ দিন; যেগুলো শেষ হয়েছে সেগুলো থাকে",
    ),
    (
        "seed {seed}, {done} of {n} done",
        "সিড {seed}, {n}টির {done}টি শেষ",
    ),
    ("Run over {n} seeds", "{n}টি সিডে চালান"),
    (
        "Runs these settings from other seeds in the background, until there are five. A score is then seen with its \
         spread: what seeds alone change is no difference between models.",
        "একই সেটিংসে অন্য সিড থেকে পটভূমিতে চালায়, যতক্ষণ না পাঁচটি হয়। তখন স্কোরের বিস্তার দেখা যায়: শুধু সিডে যা বদলায় তা \
         মডেলের পার্থক্য নয়।",
    ),
    ("Undo delete", "মোছা ফেরান"),
    ("Brings back: {run}", "ফিরিয়ে আনে: {run}"),
    ("told to the model", "মডেলকে জানানো"),
    ("chance {value}", "দৈব {value}"),
    ("collapsed", "ধসে পড়া"),
    ("trivial", "তুচ্ছ"),
    ("best", "সেরা"),
    (
        "Shuffled labels give {chance}, 95 % of them {low} to {high}.",
        "এলোমেলো লেবেলে {chance}, তার 95 % {low} থেকে {high}।",
    ),
    (
        "Over {n} seeds, from {low} to {high}; ± is one standard deviation.",
        "{n}টি সিডে {low} থেকে {high}; ± মানে এক আদর্শ বিচ্যুতি।",
    ),
    (
        "The latent space has collapsed: this score says little about the songs.",
        "ল্যাটেন্ট জগৎ ধসে পড়েছে: এই স্কোর গান সম্পর্কে তেমন কিছু বলে না।",
    ),
    (
        "No finding: the classes are written in different scripts or languages, or the label is among the features.",
        "এটি আবিষ্কার নয়: শ্রেণিগুলো আলাদা লিপিতে বা ভাষায় লেখা, অথবা লেবেলটি নিজেই ফিচারের মধ্যে।",
    ),
    (
        "No finding: shuffled labels give as much.",
        "এটি আবিষ্কার নয়: এলোমেলো লেবেলেও এতটাই আসে।",
    ),
    ("seed {seed}", "সিড {seed}"),
    ("{n} seeds", "{n}টি সিড"),
    ("Fold {run}", "গুটান: {run}"),
    ("Unfold {run}", "খুলুন: {run}"),
    ("Show {run} on the map", "মানচিত্রে দেখান: {run}"),
    ("pinned", "পিন করা"),
    ("stopped early", "আগেই থামানো"),
    ("Sort by {column}", "সাজান: {column}"),
    ("Model and features", "মডেল ও ফিচার"),
    ("When made", "কবে তৈরি"),
    (
        "Click to order the runs by this; click again for the other way round",
        "ক্লিক করলে চালনাগুলো এই অনুযায়ী সাজে; আবার ক্লিকে উল্টো ক্রমে",
    ),
    ("More about {run}", "আরও: {run}"),
    ("Show on the map", "মানচিত্রে দেখান"),
    ("Name and note…", "নাম ও টীকা…"),
    ("Pin", "পিন করুন"),
    ("Unpin", "পিন খুলুন"),
    (
        "Only so many runs are kept, and the oldest go. A pinned one stays until it is deleted.",
        "নির্দিষ্ট সংখ্যক চালনাই জমা থাকে, পুরোনোগুলো সরে যায়। পিন করাটি না মোছা পর্যন্ত থাকে।",
    ),
    ("Delete", "মুছুন"),
    (
        "Takes the run out of the list; Undo delete brings it back",
        "চালনাটি তালিকা থেকে সরায়; “মোছা ফেরান” তা ফিরিয়ে আনে",
    ),
    ("Name of the run", "চালনার নাম"),
    ("Note", "টীকা"),
    ("Note on the run", "চালনার টীকা"),
    ("Keep", "রাখুন"),
    ("Columns", "কলাম"),
    ("Which scores are on show", "কোন স্কোরগুলো দেখানো হবে"),
    ("The usual columns", "সাধারণ কলাম"),
    ("Score on the chart", "লেখচিত্রের স্কোর"),
    ("a run", "একটি চালনা"),
    ("no finding", "আবিষ্কার নয়"),
    ("mean and deviation over seeds", "সিডজুড়ে গড় ও বিচ্যুতি"),
    ("95 % of shuffled labels", "এলোমেলো লেবেলের 95 %"),
    (
        "{n} runs. Click to show the first on the map.",
        "{n}টি চালনা। ক্লিক করলে প্রথমটি মানচিত্রে দেখায়।",
    ),
    ("Label: {column}.", "লেবেল: {column}।"),
    (
        "Each run has it in a latent space of its own, and a collapsed one can reach the top: it makes no run the best.",
        "প্রতিটি চালনার নিজের ল্যাটেন্ট জগতে মাপা, আর ধসে পড়া জগতেও মান সবচেয়ে ভালো হতে পারে: তাই এটি দিয়ে কোনো চালনা সেরা হয় না।",
    ),
    ("kNN", "kNN প্রতিবেশী"),
    (
        "Share of songs whose label the nearest neighbours in other folds tell, artists and copies kept together. It \
         asks the latent space without any clustering; chance is the same with shuffled labels.",
        "যত ভাগ গানের লেবেল অন্য ভাঁজের নিকটতম প্রতিবেশী বলে দেয়, শিল্পী ও অনুলিপি একসঙ্গে রেখে। ক্লাস্টার ছাড়াই ল্যাটেন্ট জগৎকে \
         প্রশ্ন করে; দৈব মানে এলোমেলো লেবেলে একই হিসাব।",
    ),
    ("Logistic", "লজিস্টিক"),
    (
        "Share of songs whose label a linear classifier on the latents tells, over folds with artists and copies kept \
         together. High here and low in ARI means that the label is there, but not as clusters.",
        "যত ভাগ গানের লেবেল ল্যাটেন্টের ওপর রৈখিক শ্রেণিকারক চেনে, শিল্পী ও অনুলিপি একসঙ্গে রেখে ভাঁজে ভাঁজে। এখানে বেশি আর ARI কম \
         মানে লেবেলটি আছে, তবে ক্লাস্টার হিসেবে নয়।",
    ),
    ("Clustering, seeds", "ক্লাস্টারিং, সিড"),
    (
        "Stability of the clustering over its seeds: mean adjusted Rand index between clusterings of the same latents. \
         1 means that chance plays no part; it says nothing of training from another seed.",
        "ক্লাস্টারিংয়ের নিজের সিডে স্থিতি: একই ল্যাটেন্টে করা ক্লাস্টারিংগুলোর গড় adjusted Rand index। 1 মানে দৈবের ভূমিকা নেই; অন্য সিডে প্রশিক্ষণের কথা \
         এটি বলে না।",
    ),
    ("Clustering, samples", "ক্লাস্টারিং, নমুনা"),
    (
        "Mean adjusted Rand index between the clustering of all songs and those of bootstrap samples (Hennig 2007). \
         Below about 0.6 the clusters owe much to which songs happen to be there.",
        "সব গানের ক্লাস্টারিং আর বুটস্ট্র্যাপ নমুনার ক্লাস্টারিংয়ের গড় adjusted Rand index (Hennig 2007)। প্রায় 0.6-এর নিচে \
         ক্লাস্টার অনেকটাই নির্ভর করে কোন গানগুলো আছে তার ওপর।",
    ),
    ("MIG", "MIG"),
    ("Sound with words", "সুরের সঙ্গে কথা"),
    ("Explained", "ব্যাখ্যা"),
    ("Explained, held out", "ব্যাখ্যা, আলাদা রাখা"),
    ("Trustworthiness", "বিশ্বস্ততা"),
    ("Continuity", "ধারাবাহিকতা"),
    ("Active units", "সক্রিয় মাত্রা"),
    (
        "How many clusters were made. Scores of runs with other numbers of clusters compare with care.",
        "কতগুলো ক্লাস্টার হয়েছে। ক্লাস্টারের সংখ্যা আলাদা হলে স্কোর সাবধানে তুলনা করুন।",
    ),
    (
        "Epochs of training until it ended. Early stopping ends it before the number that was set.",
        "প্রশিক্ষণ শেষ হওয়া পর্যন্ত এপক। আগেভাগে থামলে দেওয়া সংখ্যার আগেই শেষ হয়।",
    ),
    ("Seconds", "সেকেন্ড"),
    (
        "How long training took, on a machine that may have done other things beside it. No measure of worth.",
        "প্রশিক্ষণে কত সময় লেগেছে, যন্ত্র পাশাপাশি অন্য কাজও করে থাকতে পারে। এটি ভালো-মন্দের মাপ নয়।",
    ),
    // weights of sound and words
    ("Nothing to weigh", "ওজন করার কিছু নেই"),
    (
        "Songs need recordings and lyrics to be weighed one against the other",
        "একটির সঙ্গে অন্যটির ওজন করতে গানের রেকর্ডিং ও কথা দুটোই লাগে",
    ),
    ("words", "কথা"),
    ("sound", "সুর"),
    ("model", "মডেল"),
    ("weighted", "ওজন করা"),
    ("Share of sound against words", "কথার তুলনায় সুরের ভাগ"),
    (
        "The blocks of features are standardised, each scaled to a total variance of weight², and joined; then they are \
         clustered as the model's latents were. Nothing is trained and no song moves: only clusters, colours and scores \
         follow.",
        "ফিচারের ব্লকগুলো মানসম্মত করে প্রতিটির মোট ভেদাঙ্ক ওজন²-এ এনে জোড়া হয়; তারপর মডেলের ল্যাটেন্টের মতোই ক্লাস্টার করা হয়। কিছুই \
         প্রশিক্ষিত হয় না, গান নড়ে না: শুধু ক্লাস্টার, রং ও স্কোর বদলায়।",
    ),
    ("sound {audio} : words {lyrics}", "সুর {audio} : কথা {lyrics}"),
    (
        "The features are taken apart; this is done once for a run",
        "ফিচার আলাদা করা হচ্ছে; প্রতি চালনায় একবারই লাগে",
    ),
    (
        "The map shows the model's own clusters, trained at {weights}",
        "মানচিত্রে মডেলের নিজের ক্লাস্টার, প্রশিক্ষণের ওজন {weights}",
    ),
    (
        "Weighted features, not the model: {weights}",
        "ওজন করা ফিচার, মডেল নয়: {weights}",
    ),
    (
        "The model's latents, weighted and not retrained: {weights}",
        "মডেলের ল্যাটেন্ট, ওজন করা, নতুন প্রশিক্ষণ নয়: {weights}",
    ),
    ("Train with these weights", "এই ওজনে প্রশিক্ষণ দিন"),
    (
        "Makes these weights the settings' and runs. Only then does the model know of them, and songs move.",
        "এই ওজন সেটিংসে বসিয়ে চালায়। কেবল তখনই মডেল তা জানে, আর গান নড়ে।",
    ),
    ("Back to the model", "মডেলে ফিরুন"),
    (
        "Shows the model's own clusters again",
        "আবার মডেলের নিজের ক্লাস্টার দেখায়",
    ),
    ("Back", "ফিরুন"),
    (
        "Agreement with the model's clusters: ARI {ari}, NMI {nmi}",
        "মডেলের ক্লাস্টারের সঙ্গে মিল: ARI {ari}, NMI {nmi}",
    ),
    (
        "1 means that the same songs are together; 0 is what shuffled clusters give, for ARI. Where it stays near 1 \
         while the slider moves, the weights matter little.",
        "1 মানে একই গানগুলো একসঙ্গে; ARI-তে 0 মানে এলোমেলো ক্লাস্টারের ফল। স্লাইডার নড়লেও 1-এর কাছে থাকলে ওজনে তেমন কিছু আসে যায় \
         না।",
    ),
    (
        "{column}: trivial wherever words weigh anything, for its classes are written in different scripts",
        "{column}: কথার ওজন থাকলেই তুচ্ছ, কারণ এর শ্রেণিগুলো আলাদা লিপিতে লেখা",
    ),
    (
        "Each in its own space, so the two compare with care: fewer dimensions alone raise it. How much nearer a song \
         is to its own cluster than to the next (Rousseeuw 1987).",
        "প্রতিটি নিজের জগতে মাপা, তাই সাবধানে তুলনা করুন: মাত্রা কম হলেই বাড়ে। গানটি পরের ক্লাস্টারের তুলনায় নিজেরটির কত কাছে \
         (Rousseeuw 1987)।",
    ),
    (
        "Agreement of the clusters with the label column, beside the mean of 200 shuffles of the labels. Both are taken \
         over the same songs.",
        "লেবেল কলামের সঙ্গে ক্লাস্টারের মিল, পাশে লেবেলের 200টি এলোমেলো ফলের গড়। দুটোই একই গানের ওপর।",
    ),
    (
        "a run is under way: wait for it or cancel it first",
        "একটি চালনা চলছে: শেষ হতে দিন, নয়তো আগে বাতিল করুন",
    ),
    ("that run is not kept any more", "চালনাটি আর জমা নেই"),
    (
        "there are {n} runs of these settings already",
        "এই সেটিংসের {n}টি চালনা আগে থেকেই আছে",
    ),
    (
        "the run from seed {seed} was given up: {cause}",
        "সিড {seed}-এর চালনা বাদ গেছে: {cause}",
    ),
    (
        "the map of a kept run: {cause}",
        "জমা রাখা চালনার মানচিত্র: {cause}",
    ),
    (
        "a kept run was skipped: {cause}",
        "একটি জমা রাখা চালনা বাদ পড়েছে: {cause}",
    ),
    ("the list of runs: {cause}", "চালনার তালিকা: {cause}"),
    (
        "sound and words could not be weighed: {cause}",
        "সুর ও কথা ওজন করা যায়নি: {cause}",
    ),
    ("weighted features", "ওজন করা ফিচার"),
    // export menu, sessions
    (
        "PNG is pixels and opens everywhere. SVG is drawn sharp at any size and can be edited.",
        "PNG হলো পিক্সেল, সবখানে খোলে। SVG যেকোনো আকারে স্পষ্ট থাকে, সম্পাদনাও করা যায়।",
    ),
    ("Format", "ফরম্যাট"),
    (
        "What is behind the figure. Colours are made for either.",
        "ছবির পেছনে কী থাকবে। রং দুটোর জন্যই তৈরি।",
    ),
    (
        "The map is drawn as it stands: its colours, what is selected, what the legend leaves out.",
        "মানচিত্র এখন যেমন আছে তেমনই আঁকা হয়: রং, নির্বাচন, আর সংকেতে যা বাদ দেওয়া।",
    ),
    ("Figure", "ছবি"),
    (
        "A slide has 1920 × 1080 pixels. A column of a paper is 85 mm wide at 300 dots an inch.",
        "স্লাইড 1920 × 1080 পিক্সেল। গবেষণাপত্রের কলাম 85 মিমি চওড়া, ইঞ্চিতে 300 বিন্দু।",
    ),
    ("Slide", "স্লাইড"),
    ("Paper column", "পত্রের কলাম"),
    ("Square", "বর্গ"),
    ("Own", "নিজের"),
    ("Width in pixels", "প্রস্থ, পিক্সেলে"),
    ("Height in pixels", "উচ্চতা, পিক্সেলে"),
    ("Size of letters", "অক্ষরের আকার"),
    (
        "Size of letters: pixels of one unit of the drawing. Larger for a figure that is printed small.",
        "অক্ষরের আকার: ছবির এক এককে কত পিক্সেল। ছোট করে ছাপা হলে বড় রাখুন।",
    ),
    ("Map, as it stands", "মানচিত্র, এখন যেমন"),
    ("Mel spectrogram of {song}", "{song}-এর মেল স্পেকট্রোগ্রাম"),
    ("Clusters by {label}", "{label} অনুযায়ী ক্লাস্টার"),
    ("KL of each dimension", "প্রতি মাত্রার KL"),
    ("Silhouette plot", "সিলুয়েট চিত্র"),
    ("k-distances", "k-দূরত্ব"),
    ("Table of scores", "স্কোরের সারণি"),
    ("Dimensions and labels", "মাত্রা ও লেবেল"),
    ("Reconstruction of each block", "প্রতি ব্লকের পুনর্গঠন"),
    ("Distances between songs", "গানের মধ্যে দূরত্ব"),
    (
        "That is a folder; add a file name.",
        "এটি একটি ফোল্ডার; ফাইলের নাম যোগ করুন।",
    ),
    ("There is no such file.", "এমন কোনো ফাইল নেই।"),
    (
        "That is a folder; name a file in it.",
        "এটি একটি ফোল্ডার; ভেতরের একটি ফাইলের নাম দিন।",
    ),
    (
        "That is a file; name a folder.",
        "এটি একটি ফাইল; ফোল্ডারের নাম দিন।",
    ),
    (
        "Something is in this folder. Results of an earlier run are replaced; all else stays.",
        "এই ফোল্ডারে কিছু আছে। আগের চালনার ফল বদলে যাবে; বাকি সব থাকবে।",
    ),
    (
        "A folder with every table and figure, the settings and the model, REPORT.md with what follows from the numbers, and report.html: one page with the map to explore, which opens in any browser without a network.",
        "একটি ফোল্ডার, যাতে থাকবে সব সারণি ও ছবি, সেটিংস ও মডেল, সংখ্যা থেকে যা বোঝা যায় তা নিয়ে REPORT.md, আর report.html: ঘুরে দেখার মানচিত্রসহ এক পাতা, যা নেটওয়ার্ক ছাড়াই যেকোনো ব্রাউজারে খোলে।",
    ),
    (
        "What is written above the report.",
        "প্রতিবেদনের ওপরে যা লেখা থাকবে।",
    ),
    (
        "Excerpts of the selected songs (none is selected)",
        "নির্বাচিত গানের অংশ (কোনো গান নির্বাচিত নেই)",
    ),
    (
        "Excerpts of the {n} selected songs, {size} MB",
        "নির্বাচিত {n}টি গানের অংশ, {size} MB",
    ),
    (
        "Twelve seconds of each, within the page, up to 24 MB. Whoever has the page can hear them: mind the rights.",
        "প্রতিটির বারো সেকেন্ড, পাতার ভেতরেই, সর্বোচ্চ 24 MB। পাতাটি যার কাছে থাকবে সে শুনতে পাবে: স্বত্বের কথা মনে রাখুন।",
    ),
    (
        "Songs: labels, numbers, cluster, places and latents, a row a song. Scores: each beside its chance line.",
        "গান: লেবেল, সংখ্যা, ক্লাস্টার, অবস্থান ও ল্যাটেন্ট, প্রতি গানে এক সারি। স্কোর: প্রতিটির পাশে দৈবের রেখা।",
    ),
    (
        "CSV opens in any spreadsheet.",
        "CSV যেকোনো স্প্রেডশিটে খোলে।",
    ),
    (
        "Parquet keeps types and is read by pandas, polars, R and DuckDB.",
        "Parquet ধরন অটুট রাখে; pandas, polars, R ও DuckDB পড়তে পারে।",
    ),
    (
        "Songs, settings, selection, colours and names of clusters. Songs and models stay where they are.",
        "কোন গান, সেটিংস, নির্বাচন, রং ও ক্লাস্টারের নাম। গান ও মডেল নিজের জায়গাতেই থাকে।",
    ),
    ("Restore a session?", "সেশন ফিরিয়ে আনবেন?"),
    ("Ask me later", "পরে জিজ্ঞেস করুন"),
    ("just now", "এইমাত্র"),
    ("{n} min ago", "{n} মিনিট আগে"),
    ("{n} h ago", "{n} ঘণ্টা আগে"),
    ("days ago: {n}", "{n} দিন আগে"),
    ("put aside: {path}", "সরিয়ে রাখা হয়েছে: {path}"),
    (
        "a session that ended badly cannot be opened: {cause}",
        "হঠাৎ বন্ধ হওয়া একটি সেশন খোলা যাচ্ছে না: {cause}",
    ),
    (
        "a crash would cost what was changed last, which cannot be written: {cause}",
        "শেষ পরিবর্তন লেখা যাচ্ছে না, প্রোগ্রাম হঠাৎ বন্ধ হলে তা হারাবে: {cause}",
    ),
    (
        "Latentune was not closed as it should be. What was open then can be opened again.",
        "Latentune ঠিকভাবে বন্ধ হয়নি। তখন যা খোলা ছিল তা আবার খোলা যায়।",
    ),
    ("Restore", "ফিরিয়ে আনুন"),
    ("Let it go", "থাক"),
    ("Export", "রপ্তানি"),
    (
        "Figures, tables and the report to take home; session files to come back to.",
        "নিয়ে যাওয়ার ছবি, সারণি ও প্রতিবেদন; ফিরে আসার সেশন ফাইল।",
    ),
    (
        "There is nothing to export before the first run.",
        "প্রথম চালনার আগে রপ্তানির কিছু নেই।",
    ),
    ("Save session as…", "অন্য নামে সেশন সংরক্ষণ…"),
    ("Recent sessions", "সাম্প্রতিক সেশন"),
    ("not there any more: {path}", "আর নেই: {path}"),
    ("Stop the export", "রপ্তানি থামান"),
    ("Writing {path}", "{path} লেখা হচ্ছে"),
    ("Export a figure", "ছবি রপ্তানি"),
    ("Export a table", "সারণি রপ্তানি"),
    ("Write the report", "প্রতিবেদন লিখুন"),
    ("Save the session", "সেশন সংরক্ষণ"),
    ("Open a session", "সেশন খুলুন"),
    ("Write", "লিখুন"),
    ("Open", "খুলুন"),
    ("written: {path}", "লেখা হয়েছে: {path}"),
    (
        "there is no analysis to export yet; run one first",
        "রপ্তানির মতো বিশ্লেষণ এখনও নেই; আগে একটি চালান",
    ),
    (
        "select a song with a recording first",
        "আগে রেকর্ডিং আছে এমন একটি গান নির্বাচন করুন",
    ),
    (
        "another export is under way; stop it first, or wait for it",
        "আরেকটি রপ্তানি চলছে; আগে থামান, নয়তো শেষ হতে দিন",
    ),
    (
        "{n} songs that were selected are not in this library any more",
        "নির্বাচিত {n}টি গান এই সংগ্রহে আর নেই",
    ),
    (
        "the songs of this session are not there: {path}",
        "এই সেশনের গানগুলো নেই: {path}",
    ),
    (
        "no file was chosen; where no dialog opens, type a path in the field",
        "কোনো ফাইল বাছা হয়নি; ডায়ালগ না খুললে ঘরে পথ লিখুন",
    ),
    // latent
    (
        "This model gives back summary features, which hold no order in time, so there is nothing to play; choose the convolutional VAE to hear what is decoded.",
        "এই মডেল সারাংশ বৈশিষ্ট্য ফিরিয়ে দেয়, তাতে সময়ের ক্রম নেই, তাই বাজানোর কিছু নেই; ডিকোড করা ধ্বনি শুনতে কনভোলিউশনাল VAE বেছে নিন।",
    ),
    (
        "The features themselves are the space that is shown; choose a VAE, an autoencoder or PCA to have dimensions to move along",
        "এখানে বৈশিষ্ট্যগুলোই সরাসরি দেখানো হচ্ছে; মাত্রা ধরে সরতে চাইলে VAE, অটোএনকোডার বা PCA বেছে নিন",
    ),
    ("No model was asked for", "কোনো মডেল চাওয়া হয়নি"),
    ("The latent space could not be read", "ল্যাটেন্ট জগৎ পড়া গেল না"),
    ("Run again", "আবার চালান"),
    ("Reading the latent space…", "ল্যাটেন্ট জগৎ পড়া হচ্ছে…"),
    (
        "What its dimensions go along with is looked up",
        "এর মাত্রাগুলো কিসের সঙ্গে চলে তা দেখা হচ্ছে",
    ),
    (
        "Click a point on the map, and move it through the latent space here",
        "মানচিত্রে একটি বিন্দুতে ক্লিক করুন, তারপর এখানে সেটিকে ল্যাটেন্ট জগতে সরান",
    ),
    ("Sliders", "স্লাইডার"),
    ("Between two songs", "দুই গানের মাঝে"),
    ("Given back", "ফিরে পাওয়া"),
    ("What dimensions tell", "মাত্রা কী বলে"),
    (
        "Sound from the spectrogram by the fast Griffin-Lim algorithm (Perraudin et al. 2013), 32 iterations. Phases are guessed, so it sounds hoarse; originals are played so, too, for a fair comparison.",
        "দ্রুত Griffin-Lim অ্যালগরিদমে (Perraudin প্রমুখ 2013) 32 ধাপে স্পেকট্রোগ্রাম থেকে ধ্বনি। ফেজ অনুমান করা, তাই কর্কশ শোনায়; ন্যায্য তুলনার জন্য মূলটিও এভাবে বাজানো হয়।",
    ),
    ("Play the recording itself", "আসল রেকর্ডিং বাজান"),
    ("Decoding…", "ডিকোড হচ্ছে…"),
    ("Reset", "আগের মতো"),
    (
        "Back to the song's own place in the latent space.",
        "ল্যাটেন্ট জগতে গানটির নিজের জায়গায় ফিরুন।",
    ),
    ("Random sample", "এলোমেলো নমুনা"),
    (
        "A point drawn from a normal distribution along each dimension, with the mean and deviation of the aggregated posterior, at most 3 deviations out. Each press is another draw; the series is the same every time.",
        "প্রতি মাত্রায় স্বাভাবিক বণ্টন থেকে নেওয়া একটি বিন্দু; গড় ও বিচ্যুতি সমষ্টিগত পস্টেরিয়রের, সীমা 3 বিচ্যুতি। প্রতি চাপে নতুন নমুনা; ক্রমটি প্রতিবার একই।",
    ),
    ("{n} dimensions carry nothing", "{n}টি মাত্রা কিছুই বহন করে না"),
    ("dim {n}", "মাত্রা {n}"),
    ("Latent dimension {n}", "ল্যাটেন্ট মাত্রা {n}"),
    ("latent dimension {n}", "ল্যাটেন্ট মাত্রা {n}"),
    ("{label} (MI {bits} bits)", "{label} (MI {bits} বিট)"),
    ("nothing beyond luck", "দৈবের বেশি কিছু নয়"),
    ("KL {kl} nats, ", "KL {kl} ন্যাট, "),
    (
        "Named by the label it shares most information with (mutual information, 20 bins) and the feature it rises or falls with most (Spearman's ρ), where luck alone would not give as much. The slider goes 3 deviations of the aggregated posterior to either side; the tick is the song, a double click goes back to it.",
        "যে লেবেলের সঙ্গে তথ্য সবচেয়ে বেশি মেলে (পারস্পরিক তথ্য, 20 ভাগ) আর যে বৈশিষ্ট্যের সঙ্গে সবচেয়ে বেশি ওঠানামা করে (Spearman-এর ρ), দৈবে এত না হলে তাদের নামেই নাম। স্লাইডার দুই দিকে সমষ্টিগত পস্টেরিয়রের 3 বিচ্যুতি যায়; দাগটি গানের জায়গা, ডাবল ক্লিকে সেখানে ফেরে।",
    ),
    ("Recording", "রেকর্ডিং"),
    ("Spectrogram of the recording", "রেকর্ডিংয়ের স্পেকট্রোগ্রাম"),
    ("Hear it so", "এভাবে শুনুন"),
    ("Decoded", "ডিকোড করা"),
    ("Decoded spectrogram", "ডিকোড করা স্পেকট্রোগ্রাম"),
    ("Hear it decoded", "ডিকোড করাটি শুনুন"),
    ("the song", "গানটি"),
    ("decoded", "ডিকোড করা"),
    (
        "{secs} s, {hz} Hz: {db} dB",
        "{secs} সেকেন্ড, {hz} Hz: {db} dB",
    ),
    (
        "Power of a mel band in decibels, on one scale for all pictures here. Bands are Slaney's, as in librosa.",
        "মেল ব্যান্ডের শক্তি ডেসিবেলে, এখানকার সব ছবিতে একই মাপে। ব্যান্ডগুলো Slaney-র, librosa-র মতো।",
    ),
    ("deviation", "বিচ্যুতি"),
    ("KL, nats", "KL, ন্যাট"),
    ("gap (MIG)", "ব্যবধান (MIG)"),
    ("Dimension {n}: go to its slider", "মাত্রা {n}: স্লাইডারে যান"),
    (
        "dim {dim} and {label}: {bits} bits of mutual information (by binning alone {chance}); {share} % of what there is to know beyond that",
        "মাত্রা {dim} ও {label}: পারস্পরিক তথ্য {bits} বিট (শুধু ভাগ করার কারণেই {chance}); তার বাইরে যা জানার আছে তার {share} %",
    ),
    ("; luck alone could give as much", "; দৈবেও এতটা হতে পারত"),
    (
        "dim {dim} and {feature}: ρ = {rho}",
        "মাত্রা {dim} ও {feature}: ρ = {rho}",
    ),
    (
        "{kl}deviation {deviation}; click for its slider",
        "{kl}বিচ্যুতি {deviation}; স্লাইডারের জন্য ক্লিক করুন",
    ),
    (
        "Colour the map by dimension {n}",
        "মাত্রা {n} দিয়ে মানচিত্র রং করুন",
    ),
    (
        "share of a label's information, and |ρ| of a feature",
        "লেবেলের তথ্যের কত ভাগ, আর বৈশিষ্ট্যের |ρ|",
    ),
    (
        "Labels: mutual information in 20 bins, less what binning alone gives, as a share of the label's entropy. Features: Spearman's ρ, the strongest columns of each dimension. Mutual information gap {mig} (Chen et al. 2018): labels are not known to be independent, so it compares models on one library and says nothing by itself.",
        "লেবেল: 20 ভাগে পারস্পরিক তথ্য, শুধু ভাগ করায় যা আসে তা বাদে, লেবেলের এনট্রপির ভাগ হিসেবে। বৈশিষ্ট্য: Spearman-এর ρ, প্রতি মাত্রার সবচেয়ে জোরালো কলাম। পারস্পরিক তথ্যের ব্যবধান {mig} (Chen প্রমুখ 2018): লেবেলগুলো স্বাধীন কি না জানা নেই, তাই এটি একই সংগ্রহে মডেলের তুলনা করে, একা কিছু বলে না।",
    ),
    (
        "No label has two classes, so there is no mutual information to show. Features: Spearman's ρ, the strongest columns of each dimension.",
        "কোনো লেবেলে দুটি শ্রেণি নেই, তাই দেখানোর মতো পারস্পরিক তথ্য নেই। বৈশিষ্ট্য: Spearman-এর ρ, প্রতি মাত্রার সবচেয়ে জোরালো কলাম।",
    ),
    (
        "No dimension varies over the songs.",
        "গানভেদে কোনো মাত্রাই বদলায় না।",
    ),
    ("Mean spectrum", "গড় বর্ণালি"),
    (
        "Mean level of each mel band, from the means of the MFCC by the inverse cosine transform; what lies above the kept coefficients is smoothed away. This model sees no spectrogram, so this is all there is of one.",
        "প্রতিটি মেল ব্যান্ডের গড় মাত্রা, MFCC-র গড় থেকে বিপরীত কোসাইন রূপান্তরে; রাখা সহগের ওপরের অংশ মসৃণ হয়ে গেছে। এই মডেল স্পেকট্রোগ্রাম দেখে না, তাই এটুকুই পাওয়া যায়।",
    ),
    ("Sound rises and falls", "সুরে বাড়া-কমা"),
    (
        "How far each feature moves from what the song's own latent decodes to, in standard deviations over the training songs. The largest moves come first.",
        "গানটির নিজের ল্যাটেন্ট বিন্দু ডিকোড করে যা আসে, তার থেকে প্রতিটি বৈশিষ্ট্য কত সরে, প্রশিক্ষণের গানের আদর্শ বিচ্যুতিতে। সবচেয়ে বড় সরণ আগে।",
    ),
    ("Nothing one would hear of.", "শোনার মতো কিছু বদলায়নি।"),
    ("{name}: {n} deviations", "{name}: {n} বিচ্যুতি"),
    ("Words gained and lost", "শব্দ এল ও গেল"),
    ("Letters gained and lost", "বর্ণ এল ও গেল"),
    ("Words", "কথা"),
    (
        "The lyrics are vectors here, and their directions have no names. Switch TF-IDF on to read words.",
        "এখানে গানের কথা ভেক্টর, আর তার দিকগুলোর নাম নেই। শব্দ পড়তে TF-IDF চালু করুন।",
    ),
    (
        "Terms whose decoded TF-IDF weight rises or falls most against what the song's own latent decodes to, largest first. A weight is what the model expects of the lyrics, not a word that is sung.",
        "গানটির নিজের ল্যাটেন্ট বিন্দুর তুলনায় যেসব শব্দের ডিকোড করা TF-IDF ওজন সবচেয়ে বেশি বাড়ে বা কমে, বড়টি আগে। ওজন মানে মডেল কথায় কী আশা করে, গাওয়া শব্দ নয়।",
    ),
    (
        "This song has no recording, and the model knows nothing else of it.",
        "এই গানের রেকর্ডিং নেই, আর মডেল এর সম্পর্কে অন্য কিছু জানে না।",
    ),
    (
        "{n} % of what sets this song apart is given back.",
        "গানটিকে যা আলাদা করে তার {n} % ফিরে এসেছে।",
    ),
    (
        "1 − squared error / squared distance from the mean, over all the model was shown of this song (of a crop: from the crop's own mean). Below 0, the mean alone would have been a better guess.",
        "1 − ত্রুটির বর্গ / গড় থেকে দূরত্বের বর্গ, গানটির যা কিছু মডেলকে দেখানো হয়েছে তার ওপর (খণ্ডের বেলায় খণ্ডের নিজের গড় থেকে)। 0-র নিচে হলে শুধু গড়ই ভালো অনুমান হতো।",
    ),
    (
        "Which of the crops that the model sees of each recording. They are spread evenly from its beginning to its end.",
        "প্রতিটি রেকর্ডিংয়ের যে খণ্ডগুলো মডেল দেখে, তার কোনটি। সেগুলো শুরু থেকে শেষ পর্যন্ত সমান দূরে ছড়ানো।",
    ),
    ("Spectrogram given back", "ফিরে পাওয়া স্পেকট্রোগ্রাম"),
    ("Hear what is given back", "ফিরে পাওয়াটি শুনুন"),
    ("given back", "ফিরে পাওয়া"),
    ("Sound, worst first", "সুর, সবচেয়ে খারাপ আগে"),
    ("Words, worst first", "কথা, সবচেয়ে খারাপ আগে"),
    (
        "Ring: the song; dot: what the model gives back; the line between them is the error. In standard deviations from the mean of the training songs, cut off at 3.",
        "বলয়: গানটি; ফোঁটা: মডেল যা ফেরত দেয়; মাঝের রেখা ত্রুটি। প্রশিক্ষণের গানের গড় থেকে আদর্শ বিচ্যুতিতে, 3-এ ছাঁটা।",
    ),
    (
        "{name}: {from}, given back as {to}",
        "{name}: {from}, ফিরে এসেছে {to}",
    ),
    (
        "Choose song B above, among the nearest or by name; or click one on the map, press “Chosen song is B”, and click song A",
        "ওপরে কাছের গান থেকে বা নাম দিয়ে B গান বাছুন; অথবা মানচিত্রে একটিতে ক্লিক করে “বাছা গানটি B” চাপুন, তারপর A গানে ক্লিক করুন",
    ),
    ("Which way?", "কোন পথে?"),
    ("to song B", "B গান পর্যন্ত"),
    ("choose", "বেছে নিন"),
    ("Chosen song is B", "বাছা গানটি B"),
    (
        "Keeps the chosen song as the end of the way. Then click another on the map: it is the beginning.",
        "বাছা গানটিকে পথের শেষ হিসেবে রাখে। তারপর মানচিত্রে আরেকটিতে ক্লিক করুন: সেটি শুরু।",
    ),
    ("steps", "ধাপ"),
    (
        "Points on the way, both ends included, at even distances (on an arc: at even angles). Each is decoded.",
        "পথের বিন্দু, দুই প্রান্তসহ, সমান দূরত্বে (চাপে: সমান কোণে)। প্রতিটি ডিকোড করা হয়।",
    ),
    ("Drag, or click and type.", "টানুন, অথবা ক্লিক করে লিখুন।"),
    ("Line", "রেখা"),
    ("Arc", "চাপ"),
    (
        "A straight line, or an arc around the origin (Shoemake 1985; White 2016). Under a normal prior of many dimensions songs lie near a sphere, and a line leaves it.",
        "সরলরেখা, অথবা মূলবিন্দু ঘিরে চাপ (Shoemake 1985; White 2016)। বহু মাত্রার স্বাভাবিক প্রায়রে গানগুলো গোলকের কাছে থাকে, রেখা তা ছেড়ে যায়।",
    ),
    ("Title or artist", "শিরোনাম বা শিল্পী"),
    ("Find song B", "B গান খুঁজুন"),
    ("Listen along", "শুনতে শুনতে চলুন"),
    ("Select the nearest songs", "কাছের গানগুলো নির্বাচন করুন"),
    (
        "The real songs nearest to the steps, as a selection: the way on the map. There may be fewer of them than steps.",
        "ধাপগুলোর সবচেয়ে কাছের আসল গান, নির্বাচন হিসেবে: মানচিত্রে পথটি। ধাপের চেয়ে কম হতে পারে।",
    ),
    (
        "Below each step: the nearest real song.",
        "প্রতি ধাপের নিচে: সবচেয়ে কাছের আসল গান।",
    ),
    ("Step {n}", "ধাপ {n}"),
    (
        "Here it begins; each step says how it differs.",
        "এখানে শুরু; প্রতি ধাপ বলে কী বদলাল।",
    ),
    (
        "Nearest in the latent space, at {d}; click to play",
        "ল্যাটেন্ট জগতে সবচেয়ে কাছে, দূরত্ব {d}; বাজাতে ক্লিক করুন",
    ),
    ("tempo", "লয়"),
    ("{what}: movement", "{what}: গতি"),
    ("{what}: variation", "{what}: ওঠানামা"),
    ("brightness (spectral centroid)", "উজ্জ্বলতা (বর্ণালির কেন্দ্র)"),
    ("width of the spectrum", "বর্ণালির বিস্তার"),
    ("reach of the highs (rolloff)", "উঁচু স্বরের সীমা"),
    ("noisiness (flatness)", "কোলাহল"),
    ("hiss (zero crossings)", "হিসহিস (ZCR)"),
    ("loudness (RMS)", "জোর (RMS)"),
    ("overall level (MFCC 0)", "সামগ্রিক মাত্রা (MFCC 0)"),
    ("lows against highs (MFCC 1)", "নিচু বনাম উঁচু (MFCC 1)"),
    ("timbre {n} (MFCC)", "স্বরের রং {n} (MFCC)"),
    ("contrast {n} (band)", "বৈপরীত্য {n} (ব্যান্ড)"),
    ("pitch class {n}", "স্বর {n}"),
    ("told all", "সব জানা"),
    ("told the sound alone", "শুধু সুর জানা"),
    ("told the words alone", "শুধু কথা জানা"),
    (
        "This song lacks what the model is to be told.",
        "মডেলকে যা জানানোর কথা, এই গানে তা নেই।",
    ),
    (
        "A joint VAE has one latent for both, by a product of experts (Wu and Goodman 2018): told one of them alone, it still expects the other. How near it comes is what one says of the other.",
        "যৌথ VAE-তে দুটির জন্য একই ল্যাটেন্ট, বিশেষজ্ঞদের গুণফলে (Wu ও Goodman 2018): শুধু একটি জানলেও অন্যটি আশা করে। কতটা কাছে যায়, সেটাই একটির সম্পর্কে অন্যটি কী বলে।",
    ),
    // sound and words
    ("No songs to compare yet", "তুলনা করার মতো গান এখনও নেই"),
    ("Similarity matrices", "সাদৃশ্যের ছক"),
    ("This song's neighbours", "এই গানের প্রতিবেশী"),
    ("Click to play", "বাজাতে ক্লিক করুন"),
    (
        "Click a point on the map to see which songs are near it, and by what",
        "কোন গান কিসের বিচারে কাছে তা দেখতে মানচিত্রে একটি বিন্দুতে ক্লিক করুন",
    ),
    ("Looking for neighbours…", "প্রতিবেশী খোঁজা হচ্ছে…"),
    ("Nothing to compare", "তুলনা করার কিছু নেই"),
    (
        "This song lacks a recording or words",
        "এই গানের রেকর্ডিং বা কথা নেই",
    ),
    (
        "{n} of {k} neighbours are in both lists (marked); by chance {chance} would be.",
        "{k}টির মধ্যে {n}টি প্রতিবেশী দুই তালিকাতেই আছে (চিহ্নিত); দৈবে হতো {chance}টি।",
    ),
    (
        "Nearest by Euclidean distance in the features of one modality, as the model sees them, among songs that have both. Distances of the two lists are on scales of their own.",
        "মডেল যেমন দেখে, এক মাধ্যমের বৈশিষ্ট্যে ইউক্লিডীয় দূরত্বে সবচেয়ে কাছের, দুটোই আছে এমন গানের মধ্যে। দুই তালিকার দূরত্বের মাপ আলাদা।",
    ),
    ("Nearest by sound", "সুরে সবচেয়ে কাছের"),
    ("Nearest by words", "কথায় সবচেয়ে কাছের"),
    ("In both lists", "দুই তালিকাতেই"),
    ("The songs could not be compared", "গানগুলোর তুলনা করা গেল না"),
    (
        "Comparing every song with every other…",
        "প্রতিটি গানের সঙ্গে প্রতিটির তুলনা হচ্ছে…",
    ),
    (
        "Two songs with a recording and words are needed",
        "রেকর্ডিং ও কথা দুটোই আছে এমন দুটি গান দরকার",
    ),
    ("Sound", "সুর"),
    ("Similarity by sound", "সুরে সাদৃশ্য"),
    ("Similarity by words", "কথায় সাদৃশ্য"),
    (
        "Cosine similarity of every two songs in the features of one modality, centred on the mean of all songs. Blocks on the diagonal are groups that are alike by it.",
        "এক মাধ্যমের বৈশিষ্ট্যে প্রতি দুই গানের কোসাইন সাদৃশ্য, সব গানের গড়কে কেন্দ্র ধরে। কর্ণ বরাবর চৌকোগুলো সেই বিচারে একরকম গানের দল।",
    ),
    ("ordered by", "সাজানো"),
    (
        "{a} and {b}: by sound {sound}, by words {words}. Click selects both.",
        "{a} ও {b}: সুরে {sound}, কথায় {words}। ক্লিকে দুটিই নির্বাচিত হয়।",
    ),
    (
        "all {n} songs with a recording and words",
        "রেকর্ডিং ও কথা আছে এমন {n}টি গানের সব",
    ),
    (
        "{n} of {all} songs with both, drawn at random, the same share of each group",
        "দুটোই আছে এমন {all}টি গানের মধ্যে {n}টি, দৈবচয়নে, প্রতি দল থেকে সমান হারে",
    ),
    (
        "Cosine similarity, one scale for both matrices: it ends where 98 % of all pairs of different songs do. What lies beyond has the colour of the end.",
        "কোসাইন সাদৃশ্য, দুই ছকে একই মাপ: ভিন্ন গানের জোড়ার 98 % যেখানে শেষ, মাপও সেখানে শেষ। তার বাইরে শেষের রং।",
    ),
    ("Agree most", "সবচেয়ে মেলে"),
    ("Agree least", "সবচেয়ে কম মেলে"),
    ("neighbours in common", "অভিন্ন প্রতিবেশী"),
    ("by chance", "দৈবে"),
    ("95 % of shuffles", "95 % এলোমেলো বিন্যাস"),
    (
        "Share of a song's {k} nearest by sound that are among its {k} nearest by words, mean over {n} songs with both. Chance is k / (n − 1); the band is 95 % of 200 shuffles of which words belong to which sound.",
        "গানের সুরে কাছের {k}টির কত ভাগ কথায় কাছের {k}টির মধ্যেও আছে, দুটোই আছে এমন {n}টি গানের গড়। দৈব মানে k / (n − 1); পরিসরটি কোন কথা কোন সুরের তা 200 বার এলোমেলো করার 95 %।",
    ),
    (
        "Colour the map by clusters again",
        "মানচিত্রে আবার ক্লাস্টারের রং দিন",
    ),
    ("Colour the map by agreement", "মিল দিয়ে মানচিত্র রং করুন"),
    (
        "Songs that sound alike have words alike: {times} times as many neighbours in common as by chance, more than 97.5 % of shuffles have.",
        "যে গানগুলো শুনতে একরকম, তাদের কথাও একরকম: অভিন্ন প্রতিবেশী দৈবের {times} গুণ, এলোমেলো বিন্যাসের 97.5 %-এর চেয়ে বেশি।",
    ),
    (
        "Songs that sound alike have words less alike than shuffled songs: fewer neighbours in common than 97.5 % of shuffles have.",
        "শুনতে একরকম গানের কথা এলোমেলো গানের চেয়েও কম মেলে: অভিন্ন প্রতিবেশী এলোমেলো বিন্যাসের 97.5 %-এর চেয়ে কম।",
    ),
    (
        "No agreement to be seen: neighbours in common are as many as when words are dealt to sounds at random.",
        "কোনো মিল দেখা যায় না: কথা ও সুর এলোমেলো জুড়লে যত, অভিন্ন প্রতিবেশী ততই।",
    ),
    (
        "Songs of one language share words whatever they sound like, so a part of any agreement may be language alone.",
        "এক ভাষার গান শুনতে যেমনই হোক তাদের শব্দভান্ডার মেলে, তাই মিলের একটা অংশ শুধু ভাষাই হতে পারে।",
    ),
    ("Agreement beside chance", "দৈবের পাশে মিল"),
    (
        "Dot: these songs. Tick: chance; grey: 95 % of shuffles.",
        "ফোঁটা: এই গানগুলো। দাগ: দৈব; ধূসর: 95 % এলোমেলো বিন্যাস।",
    ),
    ("Songs by neighbours in common", "অভিন্ন প্রতিবেশী অনুযায়ী গান"),
    (
        "{count} songs have {common} of {k} neighbours in common; by chance {expected} would (the line).",
        "{count}টি গানের {k}টির মধ্যে {common}টি প্রতিবেশী অভিন্ন; দৈবে হতো {expected}টি (রেখা)।",
    ),
    ("{n} of {k}", "{k}টির {n}টি"),
    // clusters
    ("Cards", "কার্ড"),
    ("Silhouette", "সিলুয়েট"),
    ("How many?", "কয়টি?"),
    ("In no cluster", "কোনো ক্লাস্টারে নেই"),
    (
        "noise: {share} % of all songs, left out of the scores that look at points",
        "নয়েজ: সব গানের {share} %, বিন্দু-নির্ভর স্কোরে ধরা হয় না",
    ),
    ("Select", "বাছুন"),
    (
        "Selects its songs, in place of those selected now",
        "এখন বাছা গানগুলোর জায়গায় এর গানগুলো বাছে",
    ),
    ("Rename cluster {n}", "ক্লাস্টার {n}-এর নাম বদলান"),
    ("Name of cluster {n}", "ক্লাস্টার {n}-এর নাম"),
    (
        "empty for the name it has by itself",
        "নিজের নামটির জন্য খালি রাখুন",
    ),
    (
        "{number}, named by what sets it apart",
        "{number}, যা একে আলাদা করে তা দিয়ে নাম",
    ),
    (
        "No word, sound or class sets it apart enough to name it by",
        "কোনো শব্দ, সুর বা শ্রেণি একে নাম দেওয়ার মতো আলাদা করে না",
    ),
    ("silhouette {value}", "সিলুয়েট {value}"),
    ("songs at its border", "সীমানার গান"),
    (
        "Nearest to the mean of its songs in the latent space.",
        "ল্যাটেন্ট জগতে এর গানগুলোর গড়ের সবচেয়ে কাছে।",
    ),
    (
        "Of the lowest silhouette: as near to another cluster as to their own, or nearer.",
        "সবচেয়ে কম সিলুয়েটের: নিজের ক্লাস্টারের মতোই অন্য ক্লাস্টারের কাছে, বা আরও কাছে।",
    ),
    (
        "Silhouette: (b − a) / max(a, b), mean over its songs, with a the distance to its own songs and b to the nearest other cluster (Rousseeuw 1987). 1 is apart, 0 at a border, below 0 nearer to another. The distance is between centroids.",
        "সিলুয়েট: (b − a) / max(a, b), এর গানগুলোর গড়; a নিজের গান থেকে আর b সবচেয়ে কাছের অন্য ক্লাস্টার থেকে দূরত্ব (Rousseeuw 1987)। 1 মানে আলাদা, 0 সীমানায়, 0-এর নিচে অন্যটির কাছে। দূরত্ব কেন্দ্র থেকে কেন্দ্রে।",
    ),
    (
        "Words that its songs use more than others' in the same language: difference in mean TF-IDF over its standard error, largest first (stratified, van Elteren 1960). Ten at most.",
        "যেসব শব্দ এর গানে একই ভাষার অন্য গানের চেয়ে বেশি: গড় TF-IDF-এর পার্থক্য ভাগ তার প্রমাণ ত্রুটি, বড়টি আগে (স্তরভিত্তিক, van Elteren 1960)। বড়জোর দশটি।",
    ),
    ("fast", "দ্রুত"),
    ("slow", "ধীর"),
    ("bright", "উজ্জ্বল"),
    ("quiet", "মৃদু"),
    ("loud", "জোরালো"),
    ("noisy", "খসখসে"),
    ("tonal", "সুরেলা"),
    ("lively", "চঞ্চল"),
    ("even", "সমান"),
    ("Silhouettes are undefined here", "এখানে সিলুয়েটের মান নেই"),
    (
        "It takes two clusters, and more songs than clusters",
        "দুটি ক্লাস্টার লাগে, আর ক্লাস্টারের চেয়ে বেশি গান",
    ),
    ("Silhouette of each song", "প্রতিটি গানের সিলুয়েট"),
    (
        "A bar is a song; dashed: the mean of all, {mean}. Click to hear one.",
        "একটি দণ্ড একটি গান; কাটা রেখা সবার গড়, {mean}। শুনতে ক্লিক করুন।",
    ),
    (
        "A bar is a song, {n} drawn at random; dashed: their mean, {mean}",
        "একটি দণ্ড একটি গান, দৈবভাবে নেওয়া {n}টি; কাটা রেখা তাদের গড়, {mean}",
    ),
    (
        "(b − a) / max(a, b), with a a song's mean distance to its own cluster and b to the nearest other (Rousseeuw 1987). Bars below 0 are nearer to another cluster; a cluster all of whose bars end below the mean is weak.",
        "(b − a) / max(a, b), a নিজের ক্লাস্টার থেকে আর b সবচেয়ে কাছের অন্যটি থেকে গানের গড় দূরত্ব (Rousseeuw 1987)। 0-এর নিচের দণ্ড অন্য ক্লাস্টারের কাছে; যে ক্লাস্টারের সব দণ্ড গড়ের নিচে তা দুর্বল।",
    ),
    ("Not swept yet", "এখনও যাচাই করা হয়নি"),
    (
        "Cluster the latent space into 2 to {k} clusters, and see which number stands out",
        "ল্যাটেন্ট জগৎ 2 থেকে {k}টি ক্লাস্টারে ভাগ করে দেখুন কোন সংখ্যাটি আলাদা হয়ে ওঠে",
    ),
    ("Sweep", "যাচাই করুন"),
    ("Stop the sweep", "যাচাই থামান"),
    ("Clustering again and again", "বারবার ক্লাস্টার করা হচ্ছে"),
    (
        "Each number of clusters is scored; the window stays free",
        "প্রতিটি সংখ্যার স্কোর নেওয়া হচ্ছে; জানালা ব্যবহার করা যাবে",
    ),
    (
        "Swept without the gap statistic",
        "গ্যাপ পরিসংখ্যান ছাড়া যাচাই করা হয়েছে",
    ),
    (
        "It clusters ten sets of evenly spread songs besides, and takes ten times as long",
        "এতে সমভাবে ছড়ানো গানের দশটি দলও ক্লাস্টার করা হয়, সময় লাগে দশ গুণ",
    ),
    ("Sweep with the gap", "গ্যাপসহ যাচাই করুন"),
    ("gap", "গ্যাপ"),
    (
        "{k} stands out. Click a number to cluster anew.",
        "{k} আলাদা হয়ে ওঠে। নতুন করে ক্লাস্টার করতে একটি সংখ্যায় ক্লিক করুন।",
    ),
    (
        "No number stands out. Click one to cluster anew.",
        "কোনো সংখ্যাই আলাদা নয়। নতুন করে ক্লাস্টার করতে একটিতে ক্লিক করুন।",
    ),
    (
        "{k} clusters: {score} {value}",
        "{k}টি ক্লাস্টার: {score} {value}",
    ),
    (
        "Mean over songs of (b − a) / max(a, b): apart from the nearest other cluster against together in the own (Rousseeuw 1987). The largest is proposed.",
        "গানগুলোর ওপর (b − a) / max(a, b)-এর গড়: কাছের অন্য ক্লাস্টার থেকে আলাদা, নিজেরটিতে একসঙ্গে (Rousseeuw 1987)। সবচেয়ে বড়টি প্রস্তাব করা হয়।",
    ),
    (
        "Sum of squared distances to the own cluster's mean. It always falls; where it bends, the point farthest below the line from first to last, is proposed (Satopää et al. 2011).",
        "নিজ ক্লাস্টারের গড় থেকে দূরত্বের বর্গের যোগফল। এটি সবসময় কমে; যেখানে বাঁকে, প্রথম থেকে শেষ পর্যন্ত রেখার সবচেয়ে নিচের বিন্দু, তা প্রস্তাব করা হয় (Satopää প্রমুখ 2011)।",
    ),
    (
        "Spread between clusters over spread within, each by its degrees of freedom (Caliński & Harabasz 1974). The largest is proposed.",
        "ক্লাস্টারগুলোর মধ্যের বিস্তার ভাগ ভেতরের বিস্তার, প্রতিটি তার স্বাধীনতার মাত্রায় (Caliński & Harabasz 1974)। সবচেয়ে বড়টি প্রস্তাব করা হয়।",
    ),
    (
        "Mean log inertia of songs spread evenly, less that of these songs; bars are its standard error. The least k with gap(k) ≥ gap(k + 1) − s(k + 1) is proposed (Tibshirani et al. 2001).",
        "সমভাবে ছড়ানো গানের গড় লগ জড়তা বিয়োগ এই গানগুলোর; দণ্ড তার প্রমাণ ত্রুটি। সবচেয়ে ছোট যে k-এ gap(k) ≥ gap(k + 1) − s(k + 1), তা প্রস্তাব করা হয় (Tibshirani প্রমুখ 2001)।",
    ),
    (
        "Radius {eps}, {how}. Click the curve for another.",
        "ব্যাসার্ধ {eps}, {how}। অন্যটির জন্য রেখায় ক্লিক করুন।",
    ),
    ("at the bend of the curve", "রেখার বাঁকে"),
    ("songs, by distance", "গান, দূরত্ব অনুযায়ী"),
    ("Radius of DBSCAN", "DBSCAN-এর ব্যাসার্ধ"),
    (
        "Radius {eps}: {n} songs have no company within it",
        "ব্যাসার্ধ {eps}: {n}টি গানের এর ভেতরে সঙ্গী নেই",
    ),
    (
        "Each song's distance to its min_samples-th neighbour, sorted. Songs left of the bend have company within the radius; those right of it become noise, unless they are near a dense place (Ester et al. 1996).",
        "প্রতিটি গান থেকে তার min_samples-তম প্রতিবেশীর দূরত্ব, ক্রমে সাজানো। বাঁকের বাঁয়ের গানগুলোর ব্যাসার্ধের ভেতরে সঙ্গী আছে; ডানেরগুলো নয়েজ হয়, ঘন জায়গার কাছে না থাকলে (Ester প্রমুখ 1996)।",
    ),
    ("Browse…", "খুঁজুন…"),
    ("the demo songs", "নমুনা গান"),
    (
        "Measures of timbre without a plain word",
        "সুরের রঙের মাপ, সহজ নাম ছাড়া",
    ),
    // clusters, lessons, sessions
    ("{n} songs written: {path}", "{n}টি গান লেখা হয়েছে: {path}"),
    ("All", "সব"),
    ("Training curves", "প্রশিক্ষণের রেখা"),
    (
        "stability {value}: it comes out again",
        "স্থিতি {value}: আবারও একই ক্লাস্টার পাওয়া যায়",
    ),
    (
        "stability {value}: roughly the same again",
        "স্থিতি {value}: আবার মোটামুটি একই",
    ),
    (
        "stability {value}: not to be trusted",
        "স্থিতি {value}: ভরসা করা যায় না",
    ),
    (
        "Clustered again from bootstrap samples: the mean of the largest Jaccard index |A ∩ B| / |A ∪ B| with a cluster of the sample. Above 0.75 a cluster is stable, below 0.6 it is not to be trusted (Hennig 2007).",
        "বুটস্ট্র্যাপ নমুনা থেকে আবার ক্লাস্টার করা: নমুনার কোনো ক্লাস্টারের সঙ্গে সবচেয়ে বড় Jaccard সূচকের (|A ∩ B| / |A ∪ B|) গড়। 0.75-এর ওপরে ক্লাস্টার স্থিতিশীল, 0.6-এর নিচে ভরসা করা যায় না (Hennig 2007)।",
    ),
    // tables, and settings that few songs cannot give
    (
        "no header line: columns are called `column 1`, `column 2`, …",
        "শিরোনামের লাইন নেই: কলামগুলোর নাম `column 1`, `column 2`, …",
    ),
    (
        "{n} line(s) above the names of the columns were passed over",
        "কলামের নামের ওপরের {n}টি লাইন বাদ দেওয়া হয়েছে",
    ),
    (
        "{n} lines name the columns together: `{name}` is one of them",
        "{n}টি লাইন মিলে কলামের নাম দেয়: `{name}` তার একটি",
    ),
    (
        "line {line} and {n} more: a quote opens and is never closed, and was read as a plain character",
        "লাইন {line} ও আরও {n}টিতে: উদ্ধৃতিচিহ্ন খোলা হয়েছে কিন্তু বন্ধ হয়নি, তাই সাধারণ অক্ষর হিসেবে পড়া হয়েছে",
    ),
    (
        "line {line}: a quote opens and is never closed, and was read as a plain character",
        "লাইন {line}: উদ্ধৃতিচিহ্ন খোলা হয়েছে কিন্তু বন্ধ হয়নি, তাই সাধারণ অক্ষর হিসেবে পড়া হয়েছে",
    ),
    (
        "line {line}: a quote opens and is never closed: its cell was read to the end of the file, which may be cut off",
        "লাইন {line}: উদ্ধৃতিচিহ্ন খোলা হয়েছে কিন্তু বন্ধ হয়নি: ঘরটি ফাইলের শেষ পর্যন্ত পড়া হয়েছে, ফাইলটি হয়তো কাটা",
    ),
    (
        "{n} row(s) have more cells than there are columns, the first in line {line}; the rest of each was left out",
        "{n}টি সারিতে কলামের চেয়ে বেশি ঘর আছে, প্রথমটি লাইন {line}-এ; বাড়তি অংশ বাদ গেছে",
    ),
    (
        "no feature, as it tells of the file and not of the music; {option} makes it one",
        "ফিচার নয়, কারণ এটি ফাইলের কথা বলে, সংগীতের নয়; {option} দিলে ফিচার হয়",
    ),
    (
        "no feature, as it counts the rows; {option} makes it one",
        "ফিচার নয়, কারণ এটি সারি গোনে; {option} দিলে ফিচার হয়",
    ),
    (
        "no feature, as its numbers name something, as ids do; {option} makes it one",
        "ফিচার নয়, কারণ এর সংখ্যাগুলো পরিচয়মাত্র; {option} দিলে ফিচার হয়",
    ),
    (
        "no feature, as its numbers count classes; {option} makes it one",
        "ফিচার নয়, কারণ এর সংখ্যাগুলো শ্রেণির নম্বর; {option} দিলে ফিচার হয়",
    ),
    (
        "{n} cell(s) are infinite and count as unknown",
        "{n}টি ঘর অসীম, তাই অজানা ধরা হয়েছে",
    ),
    (
        "{n} cell(s) are no numbers, such as `{cell}`, and count as unknown",
        "{n}টি ঘর সংখ্যা নয়, যেমন `{cell}`, তাই অজানা ধরা হয়েছে",
    ),
    (
        "{n} cell(s) are no numbers, such as `{cell}`, {m} are infinite, and all of them count as unknown",
        "{n}টি ঘর সংখ্যা নয়, যেমন `{cell}`, আর {m}টি অসীম; সবগুলো অজানা ধরা হয়েছে",
    ),
    (
        "left out: {n} of its {all} cells are no numbers, such as `{cell}`",
        "বাদ: এর {all}টি ঘরের {n}টি সংখ্যা নয়, যেমন `{cell}`",
    ),
    (
        "its songs were found in {folder}",
        "এর গানগুলো পাওয়া গেছে এখানে: {folder}",
    ),
    (
        "no row leads to a recording or to lyrics: read as a table of numbers, in which each row is a song",
        "কোনো সারি রেকর্ডিং বা গানের কথায় নিয়ে যায় না: সংখ্যার টেবিল হিসেবে পড়া হয়েছে, যেখানে প্রতিটি সারি একটি গান",
    ),
    (
        "the recordings of {n} row(s) are not there: these are songs of words alone",
        "{n}টি সারির রেকর্ডিং নেই: এগুলো শুধু কথার গান",
    ),
    (
        "{n} songs have this recording, each with words or labels of its own; all are heard whole",
        "এই রেকর্ডিং {n}টি গানের, প্রতিটির নিজের কথা বা লেবেল আছে; সবগুলোই পুরো শোনা হয়",
    ),
    (
        "not taken for a list of the songs: it names {n} of them only",
        "গানের তালিকা ধরা হয়নি: এতে মাত্র {n}টির নাম আছে",
    ),
    (
        "none of the {n} rows leads to a recording or to lyrics, for example {cell}; looked in {folders}",
        "{n}টি সারির কোনোটি রেকর্ডিং বা গানের কথায় নিয়ে যায় না, যেমন {cell}; খোঁজা হয়েছে এখানে: {folders}",
    ),
    (
        "none of the {n} rows leads to a recording or to lyrics; looked in {folders}",
        "{n}টি সারির কোনোটি রেকর্ডিং বা গানের কথায় নিয়ে যায় না; খোঁজা হয়েছে এখানে: {folders}",
    ),
    (
        "cannot tell which column holds the recordings or the lyrics",
        "কোন কলামে রেকর্ডিং বা গানের কথা তা বোঝা যাচ্ছে না",
    ),
    (
        "{n} clusters asked for, {made} made: there are only {songs} songs",
        "{n}টি ক্লাস্টার চাওয়া হয়েছিল, {made}টি করা হয়েছে: গান মাত্র {songs}টি",
    ),
    (
        "up to {n} clusters asked for, up to {made} tried: there are only {songs} songs",
        "{n}টি পর্যন্ত ক্লাস্টার চাওয়া হয়েছিল, {made}টি পর্যন্ত যাচাই হয়েছে: গান মাত্র {songs}টি",
    ),
    (
        "{n} clusters asked for, {made} made: the songs differ in no more",
        "{n}টি ক্লাস্টার চাওয়া হয়েছিল, {made}টি করা হয়েছে: এর বেশি ভিন্ন গান নেই",
    ),
    (
        "{n} neighbours in the graph asked for, {k} used: there are only {songs} songs",
        "গ্রাফে {n}টি প্রতিবেশী চাওয়া হয়েছিল, {k}টি ব্যবহৃত: গান মাত্র {songs}টি",
    ),
    (
        "{n} neighbours by sound and by words asked for, {k} used: there are only {songs} songs",
        "সুরে ও কথায় {n}টি প্রতিবেশী চাওয়া হয়েছিল, {k}টি ব্যবহৃত: গান মাত্র {songs}টি",
    ),
    (
        "{n} neighbours in the other folds asked for, {k} used: there are only {songs} songs",
        "অন্য ভাঁজে {n}টি প্রতিবেশী চাওয়া হয়েছিল, {k}টি ব্যবহৃত: গান মাত্র {songs}টি",
    ),
    (
        "{n} neighbours to judge it by asked for, {k} used: there are only {songs} songs",
        "মানচিত্র বিচারে {n}টি প্রতিবেশী চাওয়া হয়েছিল, {k}টি ব্যবহৃত: গান মাত্র {songs}টি",
    ),
    (
        "{n} songs around a core asked for, {k} used: there are only {songs} songs",
        "কেন্দ্রের চারপাশে {n}টি গান চাওয়া হয়েছিল, {k}টি ব্যবহৃত: গান মাত্র {songs}টি",
    ),
    (
        "windows of {n} tokens asked for, {k} used: the model takes no more",
        "{n} টোকেনের জানালা চাওয়া হয়েছিল, {k} ব্যবহৃত: মডেল এর বেশি নেয় না",
    ),
    (
        "{n} row(s) are called like another and got a number behind it",
        "{n}টি সারির নাম অন্যটির মতো, তাই পেছনে নম্বর বসেছে",
    ),
    (
        "not told apart without clusters: that takes two classes of at least {n} songs, one for each fold",
        "ক্লাস্টার ছাড়া আলাদা চেনা হয়নি: তার জন্য অন্তত {n}টি করে গানের দুটি শ্রেণি লাগে, প্রতি ভাঁজে একটি",
    ),
    (
        "perplexity {asked} asked for, {used} used: there are only {songs} songs",
        "perplexity {asked} চাওয়া হয়েছিল, {used} ব্যবহৃত: গান মাত্র {songs}টি",
    ),
    (
        "perplexity {asked} asked for, {used} used: the least is 1.5; there are {songs} songs",
        "perplexity {asked} চাওয়া হয়েছিল, {used} ব্যবহৃত: সর্বনিম্ন 1.5; গান {songs}টি",
    ),
    (
        "no song is held out to judge it: {share} % of {n} songs are fewer than two",
        "বিচারের জন্য কোনো গান আলাদা রাখা হয়নি: {n}টি গানের {share} % দুটির কম",
    ),
    (
        "{k} components asked for, {most} hold something: it has {n} songs and {d} features to learn from",
        "{k}টি উপাংশ চাওয়া হয়েছিল, {most}টিতে কিছু আছে: শেখার জন্য {n}টি গান ও {d}টি ফিচার আছে",
    ),
    // what the library tells of words and tags
    (
        "was UTF-8 that another program read in another encoding: put right",
        "UTF-8 ছিল, অন্য প্রোগ্রাম অন্য এনকোডিংয়ে পড়েছিল: ঠিক করা হয়েছে",
    ),
    (
        "was UTF-8 that another program read in another encoding: put right; {n} letter(s) were lost on the way and are a guess",
        "UTF-8 ছিল, অন্য প্রোগ্রাম অন্য এনকোডিংয়ে পড়েছিল: ঠিক করা হয়েছে; {n}টি অক্ষর পথে হারিয়েছে, সেগুলো অনুমান",
    ),
    (
        "was Bangla in the code of Bijoy (SutonnyMJ), not in Unicode: converted",
        "বিজয়ের (SutonnyMJ) কোডে বাংলা ছিল, ইউনিকোডে নয়: রূপান্তর করা হয়েছে",
    ),
    (
        "was {encoding} that another program read as Latin-1: put right, as far as can be guessed",
        "{encoding} ছিল, অন্য প্রোগ্রাম Latin-1 ভেবে পড়েছিল: যতটা অনুমান করা যায় ঠিক করা হয়েছে",
    ),
    (
        "text of {n} cell(s) was UTF-8 that another program read in another encoding: put right",
        "{n}টি ঘরের লেখা UTF-8 ছিল, অন্য প্রোগ্রাম অন্য এনকোডিংয়ে পড়েছিল: ঠিক করা হয়েছে",
    ),
    (
        "text of {n} cell(s) was Bangla in the code of Bijoy (SutonnyMJ), not in Unicode: converted",
        "{n}টি ঘরের লেখা বিজয়ের (SutonnyMJ) কোডে বাংলা ছিল, ইউনিকোডে নয়: রূপান্তর করা হয়েছে",
    ),
    (
        "text of {n} cell(s) was {encoding} that another program read as Latin-1: put right, as far as can be guessed",
        "{n}টি ঘরের লেখা {encoding} ছিল, অন্য প্রোগ্রাম Latin-1 ভেবে পড়েছিল: যতটা অনুমান করা যায় ঠিক করা হয়েছে",
    ),
    (
        "a text in its tags was UTF-8 that another program read in another encoding: put right",
        "এর ট্যাগের একটি লেখা UTF-8 ছিল, অন্য প্রোগ্রাম অন্য এনকোডিংয়ে পড়েছিল: ঠিক করা হয়েছে",
    ),
    (
        "a text in its tags was UTF-8 that another program read in another encoding: put right; {n} letter(s) were lost on the way and are a guess",
        "এর ট্যাগের একটি লেখা UTF-8 ছিল, অন্য প্রোগ্রাম অন্য এনকোডিংয়ে পড়েছিল: ঠিক করা হয়েছে; {n}টি অক্ষর পথে হারিয়েছে, সেগুলো অনুমান",
    ),
    (
        "a text in its tags was Bangla in the code of Bijoy (SutonnyMJ), not in Unicode: converted",
        "এর ট্যাগের একটি লেখা বিজয়ের (SutonnyMJ) কোডে বাংলা ছিল, ইউনিকোডে নয়: রূপান্তর করা হয়েছে",
    ),
    (
        "a text in its tags was {encoding} that another program read as Latin-1: put right, as far as can be guessed",
        "এর ট্যাগের একটি লেখা {encoding} ছিল, অন্য প্রোগ্রাম Latin-1 ভেবে পড়েছিল: যতটা অনুমান করা যায় ঠিক করা হয়েছে",
    ),
    (
        "its tags are not Unicode; read as {encoding}, which is a guess",
        "এর ট্যাগ ইউনিকোডে নয়; {encoding} হিসেবে পড়া হয়েছে, যা অনুমান",
    ),
    (
        "its tags hold lyrics in {languages}; those in {taken} are taken",
        "এর ট্যাগে গানের কথা আছে {languages} ভাষায়; {taken} ভাষারটি নেওয়া হয়েছে",
    ),
    (
        "{n} time stamp(s) left out: a line is taken at the first {most} at most",
        "{n}টি সময়ের চিহ্ন বাদ গেছে: একটি লাইন সর্বোচ্চ প্রথম {most}টিতে নেওয়া হয়",
    ),
    ("says that the song is without words", "বলে যে গানটির কথা নেই"),
    (
        "nearly has the name of {name}, which has no words: call them alike if they are one song",
        "নামটি প্রায় {name}-এর মতো, যার কথা নেই: একই গান হলে একই নাম দিন",
    ),
    (
        "{n} text file(s) like this were not taken for lyrics: they have no recording's name, lie in no folder called lyrics, and do not read like words of a song",
        "এমন {n}টি টেক্সট ফাইল গানের কথা হিসেবে নেওয়া হয়নি: এগুলোর কোনো রেকর্ডিংয়ের নাম নেই, lyrics নামের ফোল্ডারে নেই, আর পড়তে গানের কথার মতো নয়",
    ),
    (
        "spellings of one class are counted together: {spellings}",
        "একই শ্রেণির নানা বানান একসঙ্গে গোনা হয়: {spellings}",
    ),
    // readings and figures
    (
        "The latent space has collapsed: what lies together on the map does so by chance, however near it is.",
        "ল্যাটেন্ট জগৎ ধসে পড়েছে: মানচিত্রে যা একসঙ্গে, যত কাছেই হোক, তা দৈবাৎ।",
    ),
    (
        "stability {value}, of a collapsed space: it says nothing",
        "স্থিতি {value}, ধসে পড়া জগতের: এতে কিছুই বোঝায় না",
    ),
    (
        "Trivial with lyrics: these classes are different languages, which spelling tells.",
        "কথা থাকলে এটি তুচ্ছ: শ্রেণিগুলো আলাদা ভাষা, যা বানানই বলে দেয়।",
    ),
    (
        "{column}: agreement with it (ARI {ari}) is trivial, for its classes are different languages and the model saw how they are spelled.",
        "{column}: এর সঙ্গে মিল (ARI {ari}) তুচ্ছ, কারণ শ্রেণিগুলো আলাদা ভাষা আর মডেল তাদের বানান দেখেছে।",
    ),
    (
        "{column}: trivial wherever words weigh anything, for its classes are different languages",
        "{column}: কথার ওজন থাকলেই তুচ্ছ, কারণ এর শ্রেণিগুলো আলাদা ভাষা",
    ),
    ("Agreement with labels", "লেবেলের সঙ্গে মিল"),
    (
        "Sound has {share} % of the variance of the latents side by side: distances and clusters follow the words.",
        "পাশাপাশি ল্যাটেন্টের ভেদের {share} % সুরের: দূরত্ব ও ক্লাস্টার কথাকে অনুসরণ করে।",
    ),
    (
        "Words have {share} % of the variance of the latents side by side: distances and clusters follow the sound.",
        "পাশাপাশি ল্যাটেন্টের ভেদের {share} % কথার: দূরত্ব ও ক্লাস্টার সুরকে অনুসরণ করে।",
    ),
    (
        "Number columns have {share} % of the variance of the latents side by side: distances and clusters follow sound and words.",
        "পাশাপাশি ল্যাটেন্টের ভেদের {share} % সংখ্যার কলামের: দূরত্ব ও ক্লাস্টার সুর ও কথাকে অনুসরণ করে।",
    ),
    // the player
    (
        "no sound, the audio device does not open: {cause}",
        "শব্দ নেই, অডিও ডিভাইস খুলছে না: {cause}",
    ),
    (
        "paused, because the audio device went away and did not come back; press play to try again: {cause}",
        "থামানো হয়েছে, কারণ অডিও ডিভাইস চলে গেছে, আর ফেরেনি; আবার চেষ্টা করতে ‘বাজান’ চাপুন: {cause}",
    ),
    (
        "no sound, there is no thread for the player: {cause}",
        "শব্দ নেই, প্লেয়ারের জন্য কোনো থ্রেড নেই: {cause}",
    ),
    // what was read of each recording
    ("What was found", "যা পাওয়া গেছে"),
    ("Recordings", "রেকর্ডিং"),
    ("Rate", "হার"),
    ("Channels", "চ্যানেল"),
    ("Codec", "কোডেক"),
    ("Peak", "শিখর"),
    ("RMS", "RMS"),
    ("Loudness", "জোর"),
    ("Words in", "কথার ভাষা"),
    ("Remark", "মন্তব্য"),
    (
        "The recording, from the folder of the library.",
        "রেকর্ডিং, গানের ফোল্ডার থেকে।",
    ),
    (
        "Length of what was decoded, to the end of the file.",
        "যতটুকু ডিকোড হয়েছে তার দৈর্ঘ্য, ফাইলের শেষ পর্যন্ত।",
    ),
    (
        "Samples a second, in hertz, as the file holds them.",
        "প্রতি সেকেন্ডে নমুনা, হার্টজে, ফাইলে যেমন আছে।",
    ),
    ("1 is mono, 2 is stereo.", "1 হলো মনো, 2 হলো স্টেরিও।"),
    (
        "How the sound is coded, by the name that ffprobe gives it.",
        "শব্দ কীভাবে কোড করা, ffprobe-এর দেওয়া নামে।",
    ),
    (
        "The largest magnitude of any sample; 1 is full scale.",
        "যেকোনো নমুনার সবচেয়ে বড় মান; 1 হলো পূর্ণ মাত্রা।",
    ),
    (
        "Root mean square of all samples of all channels; 1 is full scale.",
        "সব চ্যানেলের সব নমুনার বর্গের গড়ের বর্গমূল; 1 হলো পূর্ণ মাত্রা।",
    ),
    (
        "Integrated loudness in LUFS (EBU R 128). Nothing where it is not defined.",
        "সমগ্র রেকর্ডিংয়ের জোর, LUFS-এ (EBU R 128)। যেখানে তা সংজ্ঞায়িত নয় সেখানে কিছু নেই।",
    ),
    (
        "The language that the words of the song look like, whatever a label says.",
        "গানের কথা দেখে যে ভাষা মনে হয়, লেবেলে যা-ই থাকুক।",
    ),
    (
        "What was odd while reading the file, or why it was not read.",
        "ফাইল পড়তে গিয়ে যা অস্বাভাবিক ছিল, বা কেন পড়া হয়নি।",
    ),
    ("No recordings read yet", "এখনও কোনো রেকর্ডিং পড়া হয়নি"),
    (
        "Run, and what was read of each is listed here",
        "চালান, তাহলে প্রতিটির যা পড়া হলো তা এখানে থাকবে",
    ),
    ("No recordings", "কোনো রেকর্ডিং নেই"),
    (
        "These songs have words or numbers alone",
        "এই গানগুলোর শুধু কথা বা সংখ্যা আছে",
    ),
    (
        "{n} recordings, as files.csv of a result has them",
        "{n}টি রেকর্ডিং, ফলাফলের files.csv-তে যেমন থাকে",
    ),
    ("Copy the table", "সারণি কপি করুন"),
    (
        "the table of recordings is copied, as CSV",
        "রেকর্ডিংয়ের সারণি CSV হিসেবে কপি হয়েছে",
    ),
    (
        "the same bytes as {path}; left out",
        "{path}-এর সঙ্গে বাইটে এক; বাদ দেওয়া হয়েছে",
    ),
    // what was odd about a recording
    ("{n} damaged packet skipped", "{n}টি ক্ষতিগ্রস্ত প্যাকেট বাদ গেছে"),
    (
        "{n} damaged packets skipped",
        "{n}টি ক্ষতিগ্রস্ত প্যাকেট বাদ গেছে",
    ),
    (
        "{n} damaged sample silenced",
        "{n}টি ক্ষতিগ্রস্ত নমুনা নীরব করা হয়েছে",
    ),
    (
        "{n} damaged samples silenced",
        "{n}টি ক্ষতিগ্রস্ত নমুনা নীরব করা হয়েছে",
    ),
    (
        "the sample rate changes midway, so all was brought to {rate} Hz",
        "মাঝপথে নমুনা-হার বদলায়, তাই সবটা {rate} Hz-এ আনা হয়েছে",
    ),
    (
        "the number of channels changes midway, so all was brought to that of the beginning",
        "মাঝপথে চ্যানেলের সংখ্যা বদলায়, তাই সবটা শুরুর সংখ্যায় আনা হয়েছে",
    ),
    (
        "the file ends in the middle of its sound",
        "ফাইলটি শব্দের মাঝখানেই শেষ হয়েছে",
    ),
    (
        "too long to be held whole, so the end was left out",
        "পুরোটা ধরে রাখার পক্ষে বেশি লম্বা, তাই শেষটা বাদ গেছে",
    ),
    (
        "its header says {declared} s, but there are {secs} s of sound",
        "শিরোনামে লেখা {declared} সে., কিন্তু শব্দ আছে {secs} সে.",
    ),
    (
        "its samples reach {peak} instead of 1, so they were divided by {scale}",
        "এর নমুনা 1-এর বদলে {peak} পর্যন্ত যায়, তাই {scale} দিয়ে ভাগ করা হয়েছে",
    ),
    (
        "its channels cancel each other out, so channel {n} is taken for all",
        "চ্যানেলগুলো একে অন্যকে মুছে দেয়, তাই সবার হয়ে চ্যানেল {n} নেওয়া হয়েছে",
    ),
    (
        "the part looked at is silent, so the whole recording was taken",
        "যে অংশ দেখা হয় তা নীরব, তাই পুরো রেকর্ডিং নেওয়া হয়েছে",
    ),
    (
        "decodes to noise far above full scale (rms {rms})",
        "ডিকোড করলে পূর্ণমাত্রার অনেক ওপরে শুধু গোলমাল (rms {rms})",
    ),
    (
        "a text in its tags is UTF-8 that is called Latin-1: read as UTF-8",
        "এর ট্যাগের একটি লেখা UTF-8, কিন্তু Latin-1 বলা আছে: UTF-8 হিসেবে পড়া হয়েছে",
    ),
];
