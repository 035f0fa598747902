error-what-broke-off-fault-program = প্রোগ্রামের ত্রুটিতে { $what } মাঝপথে থেমে গেছে: { $cause }
