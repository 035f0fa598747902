# অন্য প্রোগ্রামে বানানো ভেক্টরের ফাইল।
embeddings-broken-member = এর একটি অংশ যেভাবে ভরা হয়েছিল সেভাবে নেই; ফাইলটি নষ্ট
embeddings-columns-left = যেসব কলাম ভেক্টর নয় সেগুলো বাদ গেছে: { $columns }
embeddings-damaged = ভেক্টরের ফাইলটি নষ্ট: { $cause }
embeddings-empty = এতে কোনো ভেক্টর নেই
embeddings-ends-early = সংখ্যাগুলোর আগেই এটি শেষ; ফাইলটি অসম্পূর্ণ
embeddings-items = এর মানগুলো { $kind } ধরনের, অথচ সংখ্যা দরকার; অ্যারেটি .astype("float32") দিয়ে সংরক্ষণ করুন
embeddings-nameless = এতে গানের কোনো নাম নেই। এর সারি { $rows }টি, গানও ততটি: সারিগুলো যদি { $ids } এই ক্রমে গানগুলোরই হয়, তবে { $by_row } দিয়ে জানান (উইন্ডোতে: সারি ধরে)
embeddings-nameless-and-uneven = এতে গানের কোনো নাম নেই, আর এর { $rows }টি সারি { $songs }টি গানের ({ $ids }) হতে পারে না। প্রতিটি সারির নামসহ সংরক্ষণ করুন: id বা ফাইলের নামের দ্বিতীয় অ্যারেসহ .npz, কিংবা সারণি হিসেবে
embeddings-no-archive = এটি .npz আর্কাইভ নয়, কিংবা এমন ধরনের যা numpy লেখে না
embeddings-no-array = এটি numpy-র সংরক্ষিত কোনো অ্যারে নয়
embeddings-no-number-in-cell = { $line } নম্বর লাইনের { $column } নম্বর কলামে `{ $cell }` কোনো সংখ্যা নয়, অথচ কলামটির প্রথম ঘরে সংখ্যা আছে
embeddings-no-numbers = এর কোনো কলামে ভেক্টর নেই: দশমিক সংখ্যার তালিকা, কিংবা প্রতি মাত্রায় একটি সংখ্যার কলাম দরকার
embeddings-none-matched = এর { $n }টি সারির একটিও কোনো গানের বলে চেনা গেল না। এর নামগুলো { $names }; খোঁজা হয়েছে { $ids } জাতীয় গানের id, পথ ও ফাইলের নাম। সারিগুলো যদি গানের ক্রমেই থাকে, তবে { $by_row } দিয়ে জানান
embeddings-not-finite = যেসব গানের ভেক্টরে সসীম নয় এমন কিছু আছে, তাই ভেক্টর নেই বলে ধরা হয়েছে: { $n }
embeddings-of-what-kind = তৈরি ভেক্টর পড়া হয় .npy, .npz, .safetensors, .parquet, .csv ও .tsv থেকে
embeddings-other-count = সারিগুলো গানের ক্রমে নেওয়ার কথা, কিন্তু সারি { $rows }টি আর গান { $songs }টি
embeddings-packed = এটি এমনভাবে সংকুচিত যা এখানে পড়া হয় না ({ $what }); compression="snappy" দিয়ে সংরক্ষণ করুন
embeddings-pickled = এর অ্যারে পাইথন অবজেক্টের, যা কখনও আনপিকল করা হয় না, কারণ তাতে ফাইল যা বলে তা-ই চলে। সংখ্যা সংরক্ষণ করুন: np.save(file, np.stack(list_of_vectors).astype("float32")), আর নাম np.array(names).astype("str") দিয়ে
embeddings-pooled = এক গানের একাধিক ফ্রেম গড় করে এক করা হয়েছে, এতগুলো গানে: { $n }
embeddings-rows-left = কোনো গানের নয় এমন সারি বাদ গেছে: { $n } ({ $names })
embeddings-several = এতে { $n }টি অ্যারে আছে, যা একটি সারণিও নয়, গানপ্রতি একটি ভেক্টরও নয় ({ $arrays }); যেটি চান সেটি একা, সারির নামসহ সংরক্ষণ করুন
embeddings-several-lists = এর { $n }টি কলামে ভেক্টর আছে ({ $columns }); যেটি চান শুধু সেটি রেখে সংরক্ষণ করুন
embeddings-shape = এর আকার { $shape }, অথচ গানপ্রতি একটি সারি ও মাত্রাপ্রতি একটি কলাম দরকার
embeddings-songs-without = { $all }টি গানের { $n }টির ভেক্টর এতে নেই ({ $ids }); সেগুলো এই ভেক্টরগুলোর গড়ে থাকে
embeddings-too-large = { $d }টি সংখ্যার { $n }টি ভেক্টর পড়ার সীমার বাইরে: বড়জোর { $most_rows }টি গান, গানপ্রতি { $most_dims }, সব মিলিয়ে { $most }
embeddings-twice = যেসব গানের ভেক্টর আগেই পাওয়া গেছে তাদের বাড়তি সারি বাদ গেছে: { $n }
embeddings-uneven = { $row } নম্বর সারির ভেক্টরে { $n }টি সংখ্যা, আগেরগুলোতে { $wanted }টি
