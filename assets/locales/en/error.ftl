error-what-broke-off-fault-program = { $what } broke off by a fault in the program: { $cause }
