app-folder-songs = গানের ফোল্ডার
app-selected-songs = বাছাই করা গান
app-name-not-installed-no-window = { $name } ইনস্টল করা নেই, তাই কোনো উইন্ডো খোলা যায় না; Debian ও Ubuntu-তে এটি আছে { $debian } প্যাকেজে, Fedora ও Arch-এ { $name }-এ
app-no-window-could-opened = কোনো উইন্ডো খোলা গেল না
app-no-gpu = কোনো GPU নেই
