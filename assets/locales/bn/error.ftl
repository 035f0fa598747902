error-what-broke-off-fault-program = প্রোগ্রামের ত্রুটিতে { $what } মাঝপথে থেমে গেছে: { $cause }
error-held-by-another-program = { $cause }; এটি কি অন্য কোনো প্রোগ্রামে (যেমন Excel-এ) খোলা, নাকি সুরক্ষিত?
