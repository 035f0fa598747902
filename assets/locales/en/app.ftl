app-folder-songs = A folder of songs
app-selected-songs = The selected songs
app-name-not-installed-no-window = { $name } is not installed, so no window can be opened; it is in the package { $debian } of Debian and Ubuntu, and in { $name } of Fedora and Arch
app-no-window-could-opened = no window could be opened: it needs a screen and a graphics driver for OpenGL or Vulkan (Debian and Ubuntu: libgl1-mesa-dri, mesa-vulkan-drivers; Windows: that of the graphics card's maker). `latentune report FOLDER --out results` does the work without a window. What was tried
app-no-gpu = there is no GPU
