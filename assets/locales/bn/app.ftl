app-folder-songs = গানের ফোল্ডার
app-selected-songs = বাছাই করা গান
app-name-not-installed-no-window = { $name } ইনস্টল করা নেই, তাই কোনো উইন্ডো খোলা যায় না; Debian ও Ubuntu-তে এটি আছে { $debian } প্যাকেজে, Fedora ও Arch-এ { $name }-এ
app-no-window-could-opened = কোনো উইন্ডো খোলা গেল না: এর জন্য একটি পর্দা আর OpenGL বা Vulkan-এর গ্রাফিক্স ড্রাইভার চাই (Debian ও Ubuntu: libgl1-mesa-dri, mesa-vulkan-drivers; Windows: গ্রাফিক্স কার্ডের নির্মাতার ড্রাইভার)। `latentune report FOLDER --out results` উইন্ডো ছাড়াই কাজটি করে। যা চেষ্টা করা হয়েছে
app-no-gpu = কোনো GPU নেই
