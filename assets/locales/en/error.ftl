error-what-broke-off-fault-program = { $what } broke off by a fault in the program: { $cause }
error-held-by-another-program = { $cause }; is it open in another program, for example Excel, or protected?
