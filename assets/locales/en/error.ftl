error-a-folder = a folder, where a file is needed
error-no-file = a pipe, a device or something the system makes up, where a file is needed
error-not-utf8 = not a text in UTF-8
error-too-large = larger than { $n } MB, the most that is read of such a file
error-what-broke-off-fault-program = { $what } broke off by a fault in the program: { $cause }
error-held-by-another-program = { $cause }; is it open in another program, for example Excel, or protected?
