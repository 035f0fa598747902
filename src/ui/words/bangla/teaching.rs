//! Bangla of the menus, the list of commands, the tour and the lessons.

/// As [`super::BANGLA`].
pub static TEACHING: &[(&str, &str)] = &[
    // menus, and the look
    ("Lessons", "পাঠ"),
    (
        "Each runs with settings of its own",
        "প্রতিটি নিজস্ব সেটিংসে চলে",
    ),
    ("View", "দেখা"),
    ("Language", "ভাষা"),
    ("Theme", "থিম"),
    ("As the system", "সিস্টেমের মতো"),
    ("Light", "হালকা"),
    ("Dark", "গাঢ়"),
    ("Usual size", "স্বাভাবিক আকার"),
    ("Contrast", "কনট্রাস্ট"),
    ("Normal", "স্বাভাবিক"),
    ("High", "বেশি"),
    ("Reduced motion", "কম নড়াচড়া"),
    (
        "Nothing glides or fades: songs are at their new places at once",
        "কিছু ভেসে চলে না: গান সঙ্গে সঙ্গে নতুন জায়গায় যায়",
    ),
    ("Leave presenter mode (Esc)", "উপস্থাপনা শেষ (Esc)"),
    ("Help", "সাহায্য"),
    ("Take the tour", "ঘুরে দেখা শুরু করুন"),
    ("Glossary", "পরিভাষা"),
    // commands
    (
        "Pause or go on with training",
        "প্রশিক্ষণ থামিয়ে রাখুন বা আবার চালান",
    ),
    ("Train 50 epochs more", "আরও 50 এপক প্রশিক্ষণ দিন"),
    ("Against collapse: lower β", "ধস ঠেকাতে: β কমান"),
    (
        "Against collapse: a longer warm-up",
        "ধস ঠেকাতে: আরও ধীরে বাড়ান",
    ),
    ("Against collapse: free bits", "ধস ঠেকাতে: বিনা খরচের বিট"),
    (
        "Back to the model's own clusters",
        "মডেলের নিজের ক্লাস্টারে ফিরুন",
    ),
    ("Bring back the run deleted last", "শেষে মোছা চালনা ফিরিয়ে আনুন"),
    ("Radio, on or off", "রেডিও, চালু বা বন্ধ"),
    ("Forget the playlist", "গানের তালিকা মুছুন"),
    ("Tool: pan", "হাতিয়ার: সরানো"),
    ("Tool: lasso", "হাতিয়ার: ল্যাসো"),
    ("Tool: box", "হাতিয়ার: বাক্স"),
    ("Tool: path", "হাতিয়ার: পথ"),
    ("Maps side by side: {n}", "পাশাপাশি মানচিত্র: {n}"),
    ("Play the selection", "নির্বাচিত গান বাজান"),
    ("Window", "জানালা"),
    (
        "On to the next button or field, or back",
        "পরের বোতাম বা ঘরে যান, অথবা ফিরুন",
    ),
    ("Find a command", "নির্দেশ খুঁজুন"),
    (
        "What do you want to do? Commands, settings, songs, words",
        "কী করতে চান? নির্দেশ, সেটিংস, গান, পরিভাষা",
    ),
    ("Nothing is called that.", "এই নামে কিছু নেই।"),
    ("Listening", "শোনা"),
    ("Map", "মানচিত্র"),
    ("Panels", "প্যানেল"),
    ("Close {panel}", "{panel} বন্ধ করুন"),
    (
        "Panel: {name}, close or bring back",
        "প্যানেল: {name}, বন্ধ করুন বা ফিরিয়ে আনুন",
    ),
    (
        "Panels: as at first, to explore",
        "প্যানেল: শুরুর মতো, ঘুরে দেখতে",
    ),
    ("Panels: results beside the map", "প্যানেল: মানচিত্রের পাশে ফলাফল"),
    (
        "Panels: map, song and training",
        "প্যানেল: মানচিত্র, গান ও প্রশিক্ষণ",
    ),
    ("Fold or unfold the timeline", "সময়রেখা গুটান বা খুলুন"),
    ("All commands", "সব নির্দেশ"),
    ("Drag a tab", "ট্যাব টেনে"),
    (
        "Lay a panel elsewhere: beside, below, or behind another",
        "প্যানেল অন্য জায়গায় রাখুন: পাশে, নিচে, বা আরেকটির পেছনে",
    ),
    ("Selecting", "নির্বাচন"),
    ("Show", "দেখান"),
    ("Look", "চেহারা"),
    ("Choose a folder…", "ফোল্ডার বাছুন…"),
    ("Type the path of a folder", "ফোল্ডারের পথ লিখুন"),
    ("Open the demo songs", "নমুনা গান খুলুন"),
    ("Stop, and keep what there is", "থামান, যা হয়েছে তা রাখুন"),
    ("Give the run up", "কাজটি বাদ দিন"),
    ("On to the next neighbour", "পরের প্রতিবেশীতে যান"),
    ("Back to the song before", "আগের গানে ফিরুন"),
    ("Back by 5 seconds", "5 সেকেন্ড পেছনে"),
    ("On by 5 seconds", "5 সেকেন্ড সামনে"),
    ("Full volume", "পুরো আওয়াজ"),
    ("Picture: {picture}", "ছবি: {picture}"),
    ("Colour by {what}", "রঙের ভিত্তি: {what}"),
    ("Show all classes", "সব শ্রেণি দেখান"),
    ("Select what was found", "যা পাওয়া গেছে তা নির্বাচন করুন"),
    (
        "Select the neighbours of this song",
        "এই গানের প্রতিবেশীদের নির্বাচন করুন",
    ),
    ("Select nothing", "নির্বাচন মুছুন"),
    ("Tab: {name}", "ট্যাব: {name}"),
    ("Presenter mode", "উপস্থাপনা"),
    ("Language: {name}", "ভাষা: {name}"),
    ("Contrast: normal", "কনট্রাস্ট: স্বাভাবিক"),
    ("Contrast: high", "কনট্রাস্ট: বেশি"),
    ("Larger", "বড় করুন"),
    ("Smaller", "ছোট করুন"),
    ("Reduced motion, on or off", "কম নড়াচড়া, চালু বা বন্ধ"),
    ("{setting}: {choice}", "{setting}: {choice}"),
    ("Lesson: {name}", "পাঠ: {name}"),
    ("Shortcuts and about", "শর্টকাট ও পরিচিতি"),
    ("Explain: {name}", "ব্যাখ্যা: {name}"),
    // glossary
    ("F1 opens the glossary here", "F1 চাপলে পরিভাষা খোলে"),
    ("Models", "মডেল"),
    ("Pictures", "ছবি"),
    (
        "A score, a model, a setting, a picture",
        "কোনো স্কোর, মডেল, সেটিং বা ছবি",
    ),
    ("Find a word", "শব্দ খুঁজুন"),
    // tour
    ("Welcome", "স্বাগতম"),
    (
        "Latentune turns songs into numbers and numbers into a map, so that you can see, hear and question what \
         a model has learnt. This tour takes two minutes.",
        "Latentune গানকে সংখ্যায় আর সংখ্যাকে মানচিত্রে বদলায়, যাতে মডেল কী শিখেছে তা দেখা, শোনা ও প্রশ্ন করা যায়। এই \
         পরিচিতিতে দুই মিনিট লাগবে।",
    ),
    ("Where songs come from", "গান কোথা থেকে আসে"),
    (
        "Open a folder or a table of songs with recordings, lyrics or both. The demo songs are made for \
         teaching: three languages, six genres, and words and sound that do not always agree.",
        "রেকর্ডিং, কথা বা দুটিসহ গানের একটি ফোল্ডার বা সারণি খুলুন। নমুনা গানগুলো শেখানোর জন্য তৈরি: তিন ভাষা, ছয় ধারা, \
         আর এমন কথা ও সুর যা সব সময় মেলে না।",
    ),
    (
        "Run measures the songs, trains the model before your eyes and draws the map. The tour goes on when \
         there is a first result.",
        "‘চালান’ গান মাপে, চোখের সামনে মডেলকে শেখায় এবং মানচিত্র আঁকে। প্রথম ফল এলে পরিচিতি এগোবে।",
    ),
    ("The map", "মানচিত্রটি"),
    (
        "Each point is a song; songs that the model finds alike lie close together. Move over a point to read \
         what it is, click it to hear it: try it now.",
        "প্রতিটি বিন্দু একটি গান; মডেলের কাছে যেগুলো একই রকম সেগুলো কাছাকাছি থাকে। কোন গান তা পড়তে বিন্দুর ওপর যান, \
         শুনতে ক্লিক করুন: এখনই করে দেখুন।",
    ),
    ("The chosen song", "বাছা গান"),
    (
        "Its words follow the sound, a click on a line goes there, and its nearest songs in latent space are \
         listed below: the arrow down walks on to the next.",
        "কথাগুলো সুরের সঙ্গে চলে, কোনো লাইনে ক্লিক করলে সেখানে যায়, আর ল্যাটেন্ট জগতে সবচেয়ে কাছের গানগুলো নিচে থাকে: \
         নিচের তীর চাপলে পরেরটিতে যায়।",
    ),
    ("Colours", "রং"),
    (
        "Colour the songs by cluster, language, genre or a number: do the clusters follow what you know? A click \
         in the legend greys a class out, a double click leaves it alone.",
        "ক্লাস্টার, ভাষা, ধারা বা কোনো সংখ্যা দিয়ে গান রং করুন: ক্লাস্টার কি আপনার জানার সঙ্গে মেলে? সূচিতে ক্লিক করলে \
         একটি শ্রেণি ধূসর হয়, ডাবল-ক্লিক করলে শুধু সেটিই থাকে।",
    ),
    ("Did it learn?", "শিখেছে কি?"),
    (
        "The losses epoch by epoch, and what each latent dimension carries. Curves that part, or dimensions that \
         carry nothing, are a warning before any map is read.",
        "প্রতি এপকের লস, আর প্রতিটি ল্যাটেন্ট মাত্রা কী বহন করে। রেখা দুটি দূরে সরলে বা মাত্রা কিছু বহন না করলে মানচিত্র \
         পড়ার আগেই তা সতর্কতা।",
    ),
    ("Is it a finding?", "এটি কি কোনো ফল?"),
    (
        "Every score stands beside chance and beside what works without a model. Only what is above both is a \
         finding; each name explains itself under the pointer.",
        "প্রতিটি স্কোরের পাশে দৈব মান ও মডেল ছাড়া পাওয়া মান থাকে। দুটির চেয়েই বেশি হলে তবেই তা ফল; নামের ওপর গেলেই \
         তার ব্যাখ্যা দেখা যায়।",
    ),
    ("May the map be trusted?", "মানচিত্র কি বিশ্বাস করা যায়?"),
    (
        "A map in two dimensions bends what has sixteen. Here stands how far neighbours on it are neighbours in \
         latent space, and what must not be read from it.",
        "ষোলো মাত্রার জিনিস দুই মাত্রার মানচিত্রে বেঁকে যায়। মানচিত্রের প্রতিবেশী ল্যাটেন্ট জগতেও কতটা প্রতিবেশী, আর এখান \
         থেকে কী পড়া চলে না, তা এখানে আছে।",
    ),
    ("Go on by yourself", "এবার নিজে এগোন"),
    (
        "Lessons shows six ways to be misled, each by a run of its own. The glossary explains every word, Ctrl+K \
         finds every command, and this tour can be taken again from the question mark.",
        "‘পাঠ’ মেনুতে ভুল বোঝার ছয়টি পথ আছে, প্রতিটি নিজে চালিয়ে দেখা যায়। পরিভাষায় সব শব্দের ব্যাখ্যা আছে, Ctrl+K সব \
         নির্দেশ খুঁজে দেয়, আর প্রশ্নচিহ্ন থেকে এই পরিচিতি আবার দেখা যায়।",
    ),
    ("Next", "পরের ধাপ"),
    ("Done", "শেষ"),
    ("Skip the tour", "পরিচিতি বাদ দিন"),
    // lessons
    ("Close the lesson", "পাঠ বন্ধ করুন"),
    ("The run is under way…", "কাজ চলছে…"),
    (
        "This run did not end with a result, or the settings have changed since.",
        "এই চালনায় ফল আসেনি, অথবা পরে সেটিংস বদলেছে।",
    ),
    ("Back to my settings", "আমার সেটিংসে ফিরুন"),
    ("β too high", "β খুব বেশি"),
    (
        "β = 50 makes every bit of information dear: look at how many latent dimensions still carry something, \
         and then at the silhouette.",
        "β = 50 হলে প্রতিটি তথ্যের দাম চড়া: দেখুন কয়টি ল্যাটেন্ট মাত্রা এখনও কিছু বহন করে, তারপর সিলুয়েট দেখুন।",
    ),
    (
        "{quiet} of {all} dimensions carry nothing, yet the silhouette is {silhouette}: clusters of almost \
         nothing are tight.",
        "{all}টি মাত্রার {quiet}টি কিছুই বহন করে না, তবু সিলুয়েট {silhouette}: প্রায় শূন্য থেকে বানানো ক্লাস্টার আঁটসাঁট হয়।",
    ),
    (
        "With these songs {active} of {all} dimensions still carry something: try a larger β.",
        "এই গানে {all}টি মাত্রার {active}টি এখনও কিছু বহন করে: আরও বড় β দিন।",
    ),
    ("Silhouette lies", "সিলুয়েট ঠকায়"),
    (
        "β = 20 squeezes the latent space, and distances with it: look at the silhouette beside that of the \
         features, and then at the agreement with labels.",
        "β = 20 ল্যাটেন্ট জগৎকে চেপে দেয়, দূরত্বও সঙ্গে যায়: ফিচারের সিলুয়েটের পাশে এটি দেখুন, তারপর লেবেলের সঙ্গে মিল \
         দেখুন।",
    ),
    (
        "The silhouette is {silhouette} where the features reach {plain}, yet the clusters agree with {column} \
         less: ARI {ari} against {plain_ari}.",
        "সিলুয়েট {silhouette}, ফিচারে যেখানে {plain}; তবু {column}-এর সঙ্গে ক্লাস্টারের মিল কম: ARI {ari}, ফিচারে \
         {plain_ari}।",
    ),
    (
        "With these songs it does not lie: silhouette {silhouette} against {plain}, ARI with {column} {ari} \
         against {plain_ari}.",
        "এই গানে সিলুয়েট ঠকায় না: সিলুয়েট {silhouette}, ফিচারে {plain}; {column}-এর সঙ্গে ARI {ari}, ফিচারে \
         {plain_ari}।",
    ),
    ("t-SNE at perplexity 2", "পারপ্লেক্সিটি 2-এ t-SNE"),
    (
        "t-SNE now looks at two neighbours of each song: look at the many knots on the map, and whether the \
         scores know anything of them.",
        "t-SNE এখন প্রতিটি গানের দুটি প্রতিবেশী দেখে: মানচিত্রের অনেক গিঁট দেখুন, আর স্কোরে তার কোনো চিহ্ন আছে কি না।",
    ),
    (
        "The knots are made by the method: the silhouette in latent space is {silhouette}, and continuity, \
         {continuity}, is below trustworthiness, {trust}, for neighbours were torn apart.",
        "গিঁটগুলো পদ্ধতির তৈরি: ল্যাটেন্ট জগতে সিলুয়েট {silhouette}, আর ধারাবাহিকতা {continuity} বিশ্বস্ততা {trust}-এর \
         চেয়ে কম, কারণ প্রতিবেশীরা বিচ্ছিন্ন হয়েছে।",
    ),
    (
        "With these songs the map holds: continuity {continuity}, trustworthiness {trust}.",
        "এই গানে মানচিত্র ঠিকই আছে: ধারাবাহিকতা {continuity}, বিশ্বস্ততা {trust}।",
    ),
    ("Lyrics swamp audio", "কথা সুরকে ডুবিয়ে দেয়"),
    (
        "Lyrics now weigh ten times as much as audio: look at which labels the clusters still agree with, and \
         which they have lost.",
        "কথার ওজন এখন সুরের দশ গুণ: দেখুন ক্লাস্টার এখনও কোন লেবেলের সঙ্গে মেলে, আর কোনটি হারিয়েছে।",
    ),
    (
        "The model gives back {audio} of the audio and {lyrics} of the lyrics; its clusters agree with {best}, \
         ARI {best_ari}, while with {lost} ARI is {lost_ari}.",
        "মডেল অডিওর {audio} আর কথার {lyrics} ফিরিয়ে দেয়; ক্লাস্টার {best}-এর সঙ্গে মেলে, ARI {best_ari}, আর \
         {lost}-এর সঙ্গে মাত্র {lost_ari}।",
    ),
    ("Purity grows by itself", "শুদ্ধতা নিজেই বাড়ে"),
    (
        "Forty clusters for the same songs: look at purity, and at what shuffled labels reach beside it.",
        "একই গানের চল্লিশটি ক্লাস্টার: শুদ্ধতা দেখুন, আর পাশে দেখুন এলোমেলো লেবেল কত পায়।",
    ),
    (
        "Purity with {column} is {purity} where a single cluster has {majority}, but shuffled labels reach \
         {chance} as well; ARI, {ari}, is not fooled.",
        "{column}-এর শুদ্ধতা {purity}, এক ক্লাস্টারে যেখানে {majority}; কিন্তু এলোমেলো লেবেলও {chance} পায়। ARI {ari}, \
         একে ঠকানো যায়নি।",
    ),
    (
        "Purity with {column} is {purity}; shuffled labels alone reach {chance}.",
        "{column}-এর শুদ্ধতা {purity}; শুধু এলোমেলো লেবেলই {chance} পায়।",
    ),
    ("Perfect, and no finding", "নিখুঁত, অথচ ফল নয়"),
    (
        "Only lyrics, in three clusters: look at the agreement with language, and at what the features reach \
         without any model.",
        "শুধু কথা, তিনটি ক্লাস্টারে: ভাষার সঙ্গে মিল দেখুন, আর মডেল ছাড়া ফিচার কত পায় তা দেখুন।",
    ),
    (
        "ARI with {column} is {ari}, but the bare features reach {plain}: the classes are written in different \
         scripts, and any letter tells them apart.",
        "{column}-এর সঙ্গে ARI {ari}, কিন্তু শুধু ফিচারই পায় {plain}: শ্রেণিগুলো আলাদা লিপিতে লেখা, যেকোনো অক্ষরই তাদের \
         আলাদা করে দেয়।",
    ),
    (
        "These songs have no label whose classes are written in different scripts.",
        "এই গানে এমন কোনো লেবেল নেই যার শ্রেণিগুলো আলাদা লিপিতে লেখা।",
    ),
    (
        "These songs have too few labels for this lesson; it is made for the demo songs.",
        "এই পাঠের জন্য এই গানে লেবেল কম; পাঠটি নমুনা গানের জন্য তৈরি।",
    ),
];
