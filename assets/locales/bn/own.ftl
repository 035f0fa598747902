# গান নিয়ে একজন যা করেন
own-add = যোগ করুন
own-analyse-without-hidden = লুকানো গান বাদ দিয়ে বিশ্লেষণ করুন
own-anothers-labels = অন্য একজনের লেবেল
own-anothers-what = অন্য একজনের সেশন ফাইল বেছে নিন: গানগুলো তাদের আইডি দিয়ে মেলানো হয়, আর একই নামের কলাম পাশাপাশি ধরা হয়।
own-cannot-read = এই সংগ্রহের লেবেল পড়া যাচ্ছে না
own-cannot-write = এই সংগ্রহের লেবেল রাখা যাচ্ছে না
own-choose-songs-first = একটি গান বেছে নিন, কিংবা মানচিত্রে কয়েকটি নির্বাচন করুন: এখানে যা চাপবেন তা সেগুলোকে দেওয়া হবে।
own-clusters-edited = হাতে গড়া ক্লাস্টার
own-colour-by-column = এটি দিয়ে মানচিত্র রাঙান
own-column = আপনার নিজের লেবেলের কলাম
own-column-hint = আপনার নিজের লেবেল। কোনো মডেলকে এটি দেখানো হয়নি; অন্য লেবেলের মতোই এর স্কোর নেওয়া হয়।
own-columns-only-theirs = শুধু তাঁর আছে: { $names }
own-columns-only-yours = শুধু আপনার আছে: { $names }
own-comparing = দুজনের লেবেলের তুলনা
own-damaged-file = লেবেলের ফাইলটি নষ্ট: { $cause }
own-delete-column = কলামটি মুছুন
own-disagreement = { $title }: { $a } – { $b }
own-edit-clusters = হাতে ক্লাস্টার বদলান
own-edited-in-table = { $name }: { $n }টি সরানো
own-edited-n-moved = { $n ->
    [0] হাতে বদলানো: এখনও কোনো গান সরানো হয়নি। পদ্ধতির নিজের ক্লাস্টার যেমন ছিল তেমনই থাকে।
   *[other] হাতে বদলানো: { $n }টি গান সরানো হয়েছে। পদ্ধতির নিজের ক্লাস্টার যেমন ছিল তেমনই থাকে।
}
own-give = দিন
own-hidden-hint = এই গানগুলো আপনি লুকিয়েছেন। এগুলো কোনো তালিকায় বা মানচিত্রে নেই; তবে মডেল এগুলো থেকেও শিখেছে। চাপলে আবার দেখা যাবে।
own-hide-songs = এই গানগুলো লুকান
own-join-with = { $other }-এর সঙ্গে মেলান
own-kappa-line = κ { $kappa } · { $n }টি গানের { $same }টিতে একই ({ $percent } %)
own-label-as = { $value } লেবেল দিন
own-label-by-keys = নির্বাচিত গান বা বেছে নেওয়া গানকে নিজের লেবেলের একটি মান দিন
own-labelled-by-one = শুধু আপনি লেবেল দিয়েছেন: { $yours }; শুধু তিনি: { $theirs }
own-let-go = ছেড়ে দিন
own-more-of = { $name }: আরও
own-n-hidden-show = { $n }টি লুকানো · দেখান
own-n-hidden-stay-in-model = { $n ->
   *[other] { $n }টি গান লুকানো। মডেল এগুলো থেকেও শিখেছে, আর স্কোরে এগুলোও ধরা আছে।
}
own-n-selected-songs = নির্বাচিত { $n }টি গান
own-name-marked = { $name } (নিজের)
own-name-of-column = কলামের নাম
own-name-of-new-column = নতুন কলাম, যেমন মেজাজ
own-name-of-value = মানের নাম
own-new-column = নতুন…
own-no-column-in-common = দুজনেরই আছে এমন কোনো কলাম নেই।
own-not-read = { $cause }। এখন যে লেবেল দেবেন তা শুধু সেশন ফাইলে থাকবে।
own-note = এই গানের টীকা
own-note-hint = গানটি নিয়ে আপনি যা লিখেছেন
own-nothing-to-split = ভাগ করার মতো আলাদা দুটি গান নেই
own-of-newer-program = আরও নতুন Latentune দিয়ে তৈরি
own-of-session-shown = এই লেবেলগুলো সেশন ফাইলের। এই সংগ্রহের নিজের লেবেল আলাদা: Ctrl+Z চাপলে সেগুলো ফিরে আসে।
own-path-of-session = সেশন ফাইলের পথ
own-put-back = এই গানগুলো আগের জায়গায় ফেরান
own-rename = নাম বদলান…
own-score-edited-beside-method = { $score }: { $edited } (পদ্ধতির নিজের { $method })
own-scoring = আপনার নিজের লেবেলের স্কোর
own-show-hidden = লুকানো গান দেখান
own-split-how = এই চালনার ল্যাটেন্ট জগতে এর গানগুলোর মধ্যে দুই ক্লাস্টারের k-means। ছোট অংশটি নতুন নাম পায়।
own-split-in-two = দুই ভাগ করুন
own-splitting = একটি ক্লাস্টার ভাগ করা
own-still-reading = এই সংগ্রহের লেবেল এখনও পড়া হচ্ছে
own-tab = নিজের লেবেল
own-too-many-columns = যত কলাম হতে পারে ততগুলোই আছে
own-type-value = একটি মান লিখুন
own-under-way = কাজ চলছে…
