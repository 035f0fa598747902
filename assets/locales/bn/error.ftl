error-a-folder = এখানে ফাইল দরকার, কিন্তু এটি একটি ফোল্ডার
error-no-file = এখানে ফাইল দরকার, কিন্তু এটি একটি পাইপ, যন্ত্র বা সিস্টেমের বানানো কিছু
error-not-utf8 = UTF-8-এ লেখা পাঠ্য নয়
error-too-large = { $n } MB-এর চেয়ে বড়; এ রকম ফাইলের এর বেশি পড়া হয় না
error-what-broke-off-fault-program = প্রোগ্রামের ত্রুটিতে { $what } মাঝপথে থেমে গেছে: { $cause }
error-held-by-another-program = { $cause }; এটি কি অন্য কোনো প্রোগ্রামে (যেমন Excel-এ) খোলা, নাকি সুরক্ষিত?
