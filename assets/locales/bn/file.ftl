file-a-folder-where-a-file-is-to-be = যেখানে ফলের একটি ফাইল বসার কথা, সেখানে একটি ফোল্ডার আছে
file-another-writes-into-this-folder = আরেকটি Latentune এই ফোল্ডারে ফল লিখছে
file-list-of-unfinished-damaged = অসমাপ্ত ফলের তালিকাটি নষ্ট ({ $cause })
file-not-the-one-of-the-run = চালনার সঙ্গে যে ফাইলটি লেখা হয়েছিল, এটি সেটি নয়
file-of-no-run-where-one-is-to-be = যেখানে ফলের একটি ফাইল বসার কথা, সেখানে এমন একটি ফাইল আছে যা কোনো চালনা লেখেনি; সেটি সরান, অথবা অন্য ফোল্ডার বেছে নিন
file-open-in-another-program = অন্য প্রোগ্রামে খোলা আছে, যেমন Excel-এ, তাই কোনো ফাইল বদলানো হয়নি; সেখানে বন্ধ করে আবার চেষ্টা করুন
