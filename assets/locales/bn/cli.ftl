cli-agreement-labels-ari-chance = লেবেলের সঙ্গে মিল, ARI (দৈব)
cli-ari-over-own-seeds = নিজের সিডে { $ari },{ " " }
cli-at-own-k-clusters-ari = , নিজের { $k }টি ক্লাস্টারে { $ari }
cli-column-told-without-clusters-songs = ক্লাস্টার ছাড়া { $column }, { $songs } গানে: প্রতিবেশী দিয়ে { $knn } %, রৈখিক শ্রেণিবিভাজকে { $logistic } % (দৈব { $mean } %, তার 95 % { $low } থেকে { $high } %; সবচেয়ে বড় শ্রেণি { $majority } %)
cli-earlier-results-are-there = আগের একটি চালনার ফল এখানে আছে; --force দিলে সেগুলোর জায়গায় নতুনগুলো বসবে
cli-mean-percent-neighbours-sound = সুরে প্রতিবেশীদের { $mean } % কথাতেও প্রতিবেশী (দৈব { $chance } %, তার 95 % { $low } থেকে { $high } %)
cli-method-map-trustworthiness-trust = { $method } মানচিত্র: বিশ্বস্ততা { $trust }, ধারাবাহিকতা { $continuity }
cli-model-features-features = { $features }টি ফিচারের { $model }
cli-model-n-epochs = { $model }: { $n } এপক
cli-model-n-epochs-best-held = { $model }: { $n } এপক; আলাদা রাখা গানে সবচেয়ে ভালোটি, { $best }, রাখা হয়েছে
cli-model-stopped-after-n-epochs = { $model }: { $n } এপক পরে থামানো
cli-n-all-latent-dimensions-active = { $all }টি ল্যাটেন্ট মাত্রার { $n }টি সক্রিয়
cli-n-all-recordings-from-cache = { " " }({ $all }টি রেকর্ডিংয়ের { $n }টি ক্যাশ থেকে)
cli-n-all-songs-map = { $all }টি গানের { $n }টি মানচিত্রে আছে
cli-n-cause-first-subject = { $n } × { $cause }; প্রথমটি: { $subject }
cli-n-warnings-all-path = { $n }টি সতর্কতা, সব আছে এখানে: { $path }
cli-no-model-features-features = মডেল নেই: { $features }টি ফিচার
cli-results-path = ফলাফল আছে এখানে: { $path }
cli-stability-clustering-ari-seeds = ক্লাস্টারিংয়ের স্থিতি, ARI: { $seeds }বুটস্ট্র্যাপ নমুনায় { $samples }
cli-trained-before-path = , আগে প্রশিক্ষিত: { $path }
cli-at-own-k-clusters = { " " }নিজের { $k }টি ক্লাস্টারে
cli-collapsed-at-n-all-seeds = { "  " }{ $all }টি সিডের { $n }টিতে ধসে পড়া: কোনো ফলাফল নয়
cli-backslash-before-quote = পাথে একটি উদ্ধৃতি চিহ্ন আছে: শেষ উদ্ধৃতির আগের ব্যাকস্ল্যাশকে (যেমন "C:\My Music\") Windows নামের অংশ ধরে নেয়; শেষের ব্যাকস্ল্যাশটি বাদ দিন
cli-n-clusters-made-as-many = { $n }টি ক্লাস্টার করা হয়, `{ $name }`-এর যত শ্রেণি; --clusters দিলে অন্য সংখ্যা
cli-n-songs-models-models-trained = { $n }টি গান, { $models }টি মডেল প্রশিক্ষিত (এর { $kept }টি আগেই), একসঙ্গে { $parallel }টি
cli-n-warnings = { $n }টি সতর্কতা
cli-not-made-title-cause = হয়নি: { $title }: { $cause }
cli-what-follows-from-path = এ থেকে যা বোঝা যায়, তা আছে এখানে: { $path }
cli-results-go-to = { $why }; ফলাফল যাবে এখানে: { $out }
cli-no-display = কোনো পর্দা নেই, তাই উইন্ডো নেই
cli-built-without-window = প্রোগ্রামটি উইন্ডো ছাড়া তৈরি
cli-languages-are = ভাষাগুলো হলো { $all }
cli-give-role-column = এভাবে দিন: ROLE=COLUMN, যেমন audio=path
cli-cannot-listen = Ctrl-C শোনা যাচ্ছে না
cli-download = মডেল আনা
cli-fetched = { $name } আছে এখানে: { $folder }
cli-ending-stage = এই ধাপটি আগেই শেষ হচ্ছে; আবার Ctrl-C চাপলে পুরো কাজ থামবে
cli-loss = লস { $loss }{ $held } (KL { $kl })
cli-loss-held-out = , আলাদা রাখা গানে { $loss }
cli-report-to-explore = ঘুরে দেখার প্রতিবেদন: { $path } ({ $size } MB)
cli-cannot-remove-cells = আগের ঘরগুলো সরানো গেল না
cli-cells-are-kept = শেষ হওয়া ঘরগুলো রইল { $folder }-এ; একই নির্দেশ দিলে সেখান থেকে এগোবে
cli-comparison = তুলনা
cli-settings-by-place = সেটিংস, উইন্ডোতে যেখানে আছে সেভাবে:
cli-help-about = কথাসহ একগুচ্ছ গানের ল্যাটেন্ট জগৎ দেখুন, শুনুন, প্রশ্ন করুন
cli-help-long-about =
    Latentune গান ও গানের কথাকে ফিচারে বদলায়, তাতে একটি ভেরিয়েশনাল অটোএনকোডার শেখায়, ল্যাটেন্ট জগৎকে ক্লাস্টারে ভাগ করে, দৈব ও সরলতর পদ্ধতির ফলের পাশে ক্লাস্টারের স্কোর দেয়, আর সবটা এমন এক মানচিত্রে আঁকে যা বাজে।

    কোনো নির্দেশ না দিলে FOLDER নিয়ে এর উইন্ডো খোলে, বা নমুনা গান নিয়ে।

    FOLDER হতে পারে audio/ ও lyrics/ আছে এমন ফোল্ডার, পাশে .lrc বা .txt ফাইলসহ অডিও ফাইলের যেকোনো সাজানো ফোল্ডার, ধারার নামে নাম দেওয়া ফোল্ডার, CSV/TSV তালিকা, বা সংখ্যার টেবিল। উইন্ডোতে সেশন ফাইল (.latentune) ও পাঠও (.toml) খোলে।
cli-help-examples =
    উদাহরণ:
      latentune                                     নমুনা গান, উইন্ডোতে
      latentune ~/Music                             আপনার গান, উইন্ডোতে
      latentune analyze ~/Music --out results       টেবিল ও ছবি, উইন্ডো ছাড়া
      latentune analyze songs.csv --out r --map audio=clip --map lyrics=words
      latentune analyze ~/Music --out r --modality lyrics --model pca --clusters 2 --seed 7
      latentune lesson lesson.toml                  পাঠের প্রতিশ্রুতি চালনায় মেলে কি?
      latentune report ~/Music --out results        একই, সঙ্গে REPORT.md, আর ব্রাউজারে ঘুরে দেখার report.html
      latentune analyze ~/New --out r2 --model-from r   ~/New-এর গান, r-এর মডেল যেভাবে দেখে

    Ctrl-C প্রশিক্ষণ বা মানচিত্র আঁকা আগেই শেষ করে, যা আছে তা নিয়ে এগোয়; অন্য কোথাও, আর দ্বিতীয়বার চাপলে, পুরো কাজটি থামায়। আগের ফলাফল তখনই বদলায়, যখন নতুন সব লেখা হয়ে যায়।

    শেষের সংকেত: 0 হয়েছে; 1 পাঠের প্রতিশ্রুতি সংখ্যায় মেলেনি; 2 ভুল, stderr-এ বলা হয়; 130 ফলাফলের আগেই থামানো।
cli-help-folder = গানের ফোল্ডার বা তালিকার ফাইল; না দিলে নমুনা গান
cli-help-language = যে ভাষায় বলা হবে: en বা bn। কলাম ও সেটিংয়ের নাম যেমন আছে তেমনই থাকে
cli-help-analyze = উইন্ডো ছাড়াই একটি ফোল্ডার বিশ্লেষণ করে; টেবিল, ছবি, সেটিংস ও মডেল লেখে
cli-help-report = একই, সঙ্গে প্রতিবেদন: যা পাওয়া গেল, পুনর্গঠন, ক্লাস্টারে কী আছে, আর যেকোনো ব্রাউজারে ঘুরে দেখার একটি পাতা
cli-help-compare = কয়েকটি সিডে মডেল, ফিচার ও ক্লাস্টারিংয়ের তুলনা করে; একটি টেবিল, ছবি ও যা পাওয়া গেল তা লেখে
cli-help-fetch = নাম ধরে একটি প্রশিক্ষিত নেটওয়ার্ক বা বাক্য-ট্রান্সফর্মার আনে; যেগুলো অবাধে আনা যায় সেগুলোর তালিকা দেখায়
cli-help-fetch-name = এর নাম, যেমন minilm বা sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2; না দিলে সবগুলোর তালিকা
cli-help-settings = প্রতিটি সেটিংয়ের তালিকা: সেটি কী, কী কী হতে পারে, আর কেউ না বললে কত
cli-help-demo = নমুনা গান নিয়ে উইন্ডো খোলে
cli-help-config = সেটিংসের ফাইল (TOML; প্রতিটি ফলাফলের ফোল্ডারে একটি আছে, config.toml)
cli-help-seed = যা কিছু দৈব তার সিড; একই সিড ও সেটিংসে হুবহু একই ফল
cli-help-modality = মডেলকে যা দেখানো হয়
cli-help-model = মডেল; না বললে যা আছে তার joint VAE, সুর বা কথা বা দুটোই
cli-help-beta = KL অংশের ওজন; না বললে joint VAE-তে 4, অন্যগুলোতে 1
cli-help-clustering = গান যেভাবে ক্লাস্টার করা হয়
cli-help-projection = ল্যাটেন্ট জগৎ যেভাবে আঁকা হয়
cli-help-set = যেকোনো সেটিং, সেটিংসের ফাইলে তার নামে, যেমন model.free_bits=0.1 (একাধিকবার দেওয়া যায়; `latentune help settings` সবগুলো দেখায়)
cli-help-epochs = প্রশিক্ষণের সর্বোচ্চ এপক
cli-help-clusters = ক্লাস্টারের সংখ্যা; না বললে সিলুয়েট বেছে নেয়
cli-help-map = কোন কলামে কী, যেমন audio=path, lyrics=text, language=lang, number=length (একাধিকবার দেওয়া যায়)
cli-help-no-cache = ফিচারের ক্যাশ পড়াও হবে না, লেখাও হবে না
cli-help-out = ফলাফল যেখানে যাবে
cli-help-force = DIR-এ আগের ফলাফল থাকলে বদলায়
cli-help-quiet = অগ্রগতি নয়, শুধু সারকথা
cli-help-model-from = নতুন করে না শিখিয়ে, আগে DIR-এ রাখা মডেলটি এই গানগুলোতে লাগায়
cli-help-model-from-more = --config অন্য কিছু না বললে সেটিংস সেই চালনার। গানের ফিচার মডেলটি যাতে শিখেছে তা-ই হতে হবে: অডিওতে সবসময়ই তাই, গানের কথায় শুধু একই কথা হলে।
cli-help-title = প্রতিবেদনের ওপরে যা লেখা হবে; না দিলে ফোল্ডারের নাম
cli-help-clips = প্রতি ক্লাস্টারের সবচেয়ে মাঝের Nটি গানের 12 সেকেন্ডের অংশ পাতায় রাখে (প্রতিটি 0.7 MB)
cli-help-compare-out = ফলাফল যেখানে যাবে; শেষ হওয়া ঘর সেখানেই থাকে, আর থেমে যাওয়া কাজ সেখান থেকে এগোয়
cli-help-preset = প্রোগ্রামের সঙ্গে থাকা একটি তুলনা
cli-help-grid = নিজের একটি তুলনা (TOML; প্রতিটি ফলাফলের ফোল্ডারে তারটি আছে, plan.toml)
cli-help-features = গানের বদলে সংখ্যার টেবিল: সারি গান, সংখ্যার কলাম ফিচার
cli-help-labels = ওই টেবিলের লেবেলের কলাম, মাঝে কমা; না দিলে অল্প শ্রেণির লেখার কলামগুলো
cli-help-seeds = সঙ্গে থাকা তুলনার সিডের সংখ্যা
cli-help-fresh = আগের শেষ হওয়া ঘরগুলো ফেলে দেয়
cli-help-compare-force = DIR-এ আগের তুলনার টেবিল থাকলে বদলায়
cli-help-model-clusters = VaDE যে মিশ্রণ শিখেছে
cli-help-usage = ব্যবহার:
cli-help-commands = নির্দেশ
cli-help-arguments = যা দিতে হয়
cli-help-options = বিকল্প
cli-help-help = এই সাহায্য দেখায়
cli-help-version = সংস্করণ দেখায়
cli-help-help-command = এই লেখা বা একটি নির্দেশের সাহায্য দেখায়
cli-help-default = না বললে: { $value }
cli-help-possible = হতে পারে: { $values }
cli-help-embeddings = অন্য প্রোগ্রামে বানানো গানের ভেক্টর: .npy, .npz, .safetensors, .parquet, কিংবা মাত্রাপ্রতি একটি কলামের সারণি (id, পথ বা ফাইলের নাম মিলিয়ে)
cli-help-network = আপনার নিজের প্রশিক্ষিত নেটওয়ার্ক যা প্রতিটি গান শোনে, ONNX ফাইল হিসেবে, অথবা আগে আনা একটির নাম
cli-help-search = যেসব গানের কথা কোনো বিষয়ে, সবচেয়ে কাছেরটি আগে রেখে দেখায়
cli-help-question = গানগুলো কী নিয়ে, কথার ভাষাতেই, যেমন "নদীর বুকে বৃষ্টি"
cli-help-n-found = কয়টি গান দেখানো হবে
cli-help-place = অন্য গানের মানচিত্রে নতুন গান কোথায় পড়ে বলে, সেগুলো দিয়ে প্রশিক্ষণ না দিয়ে
cli-help-new-songs = নতুন গান: ফাইল, ফোল্ডার বা তালিকা
cli-help-place-on = মানচিত্রের গান: ফোল্ডার বা তালিকা; না দিলে নমুনা গান
cli-help-place-out = সারণিটি এই ফাইলে লেখে; না দিলে পর্দায়
cli-n-more-columns = আরও { $n }টি clustering_metrics.csv-এ
cli-file-is-there = একটি ফাইল আছে; --force দিলে তার জায়গায় নতুনটি বসবে
cli-plan = পরিকল্পনা
cli-extraction = ফিচার বের করা
cli-merging = মেলানো
cli-planned = { $n }টি গান, { $size } MB, পরিকল্পনা আছে এখানে: { $path }
    প্রতিটি কর্মী: { $extract }
    তারপর: { $merge }
cli-part-is-made = { $path } তৈরি: { $n }টি গান, তার { $failed }টি পড়া যায়নি
cli-part-was-there = { $path } আগেই ছিল: { $n }টি গান, তার { $failed }টি পড়া যায়নি
cli-merged = { $parts }টি অংশের { $n }টি গান আছে এখানে: { $path }; { $failed }টি পড়া যায়নি, { $duplicates }টি অন্যের অনুলিপি
cli-help-plan = গানের তালিকা করে, আর কী কী বের করতে হবে তা লিখে রাখে, যেকোনো যন্ত্রের কর্মীর জন্য
cli-help-plan-songs = গানের ফোল্ডার বা তালিকার ফাইল, এমন পথে যা কর্মীরাও পায়
cli-help-plan-out = পরিকল্পনা যেখানে যাবে (একটি Parquet সারণি)
cli-help-extract = পরিকল্পনার একটি অংশ বের করে: একটি Parquet ফাইল, পুরোটা নয়তো কিছুই নয়
cli-help-extract-plan = পরিকল্পনা
cli-help-extract-out = অংশটি যেখানে যাবে; আগে থেকে থাকলে আবার বানানো হয় না
cli-help-shard = মোট কয়টির কোন অংশ, যেমন 17/400
cli-help-root = এই যন্ত্রে গান যেখানে আছে, পরিকল্পনার জায়গায় না থাকলে
cli-help-merge = পরিকল্পনার সব অংশ মিলিয়ে একটি সারণি বানায়, যা গানের সংগ্রহ হিসেবে খোলে
cli-help-merge-dir = অংশগুলোর ফোল্ডার
cli-help-merge-out = সারণি যেখানে যাবে (Parquet)
cli-help-merge-plan = পরিকল্পনা; না দিলে অংশগুলোর পাশের plan.parquet
cli-help-force-file = ফাইল থাকলে তার জায়গায় নতুনটি বসায়
cli-help-compare-shard = মডেলগুলোর শুধু এই অংশ বানায়, যেমন 3/8, সারণি নয়; কর্মীদের DIR একটিই
cli-help-compare-merge = Nটি অংশে যা হয়েছে তার সারণি লেখে, কিছু শেখায় না
cli-cells-missing = { $n }টি মডেল নেই। আবার চালাতে হবে: মোট { $of }টির --shard নম্বর { $numbers }
cli-shard-made = অংশ { $shard }: { $n }টি মডেল তৈরি, { $kept }টি আগেই ছিল; সব অংশ শেষ হলে --merge { $of } সারণি লেখে

cli-fault = ভুল: { $cause }
cli-fault-possible = [হতে পারে: { $names }]
cli-fault-meant = { $names } বোঝাতে চেয়েছেন?
cli-fault-help = আরও জানতে '--help' দিয়ে দেখুন।
cli-fault-unknown-argument = '{ $argument }' নামে কোনো বিকল্প নেই
cli-fault-unknown-command = '{ $command }' নামে কোনো নির্দেশ নেই
cli-fault-value-missing = '{ $argument }'-এর একটি মান লাগে
cli-fault-value-too-many = '{ $value }' বাড়তি, '{ $argument }' আর মান নেয় না
cli-fault-value = '{ $argument }'-এর মান '{ $value }' হতে পারে না
cli-fault-value-because = '{ $argument }'-এর মান '{ $value }' হতে পারে না: { $cause }
cli-fault-conflict = '{ $argument }' ও '{ $other }' একসঙ্গে দেওয়া যায় না
cli-fault-twice = '{ $argument }' একবারই দেওয়া যায়
cli-fault-argument-missing = এখনো দরকার: { $argument }
cli-fault-command-missing = একটি নির্দেশ দরকার
cli-fault-no-equals = '{ $argument }'-এর মানের আগে সমান চিহ্ন লাগে
cli-fault-not-utf8 = নির্দেশ-লাইনটি শুদ্ধ UTF-8 নয়
cli-fault-whole-number = একটি পূর্ণসংখ্যা চাই
cli-fault-number = একটি সংখ্যা চাই
cli-columns-only-first = শুধু প্রথমটিতে আছে: { $names }
cli-columns-only-second = শুধু দ্বিতীয়টিতে আছে: { $names }
cli-help-agree = দুজনের সেশন ফাইল থেকে বলে তাঁদের লেবেল কতটা মেলে (কোহেনের κ)
cli-help-session-of-one = একজনের সেশন ফাইল
cli-help-session-of-other = অন্যজনের সেশন ফাইল
cli-labelled-by-one = শুধু প্রথমজন লেবেল দিয়েছেন: { $a }; শুধু দ্বিতীয়জন: { $b }
cli-help-lesson = একটি পাঠ চালায়, আর বলে তার প্রতিশ্রুতি সংখ্যায় মেলে কি না
cli-help-lesson-file = পাঠের ফাইল (.toml)
cli-help-lesson-songs = যে গানে চলবে; না দিলে পাঠে যা লেখা, তা না থাকলে নমুনা গান
cli-help-lesson-seed = সিড, পাঠে লেখা না থাকলে
